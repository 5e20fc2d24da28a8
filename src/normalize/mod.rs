//! The manuscript to the book: what the author meant, in canonical text.
//!
//! In: Markdown as written. Out: a [`Book`] with paired quotes, full-width punctuation, sections,
//! verse and notes, and a word about everything that was chosen for the author. The only place
//! that knows both Markdown and the book. Never here: pages, files.

mod dash;
mod finding;
mod letter;
mod mark;
mod protect;
mod punct;
mod quote;
mod rule;
mod run;
mod sentence;
mod space;
mod text;

use crate::diag::report::Diagnostics;
use crate::model::book::Book;
use crate::source::Manuscript;

/// Makes the book.
pub fn normalize(manuscript: Manuscript, diags: &mut Diagnostics) -> Book {
    let _ = diags;
    Book {
        meta: manuscript.meta,
        settings: manuscript.settings,
        parts: Vec::new(),
        chapters: Vec::new(),
        assets: manuscript.assets,
        cover: manuscript.cover,
    }
}
