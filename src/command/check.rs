//! `publish check`: the book read, normalized and set, and what there is to say about it.
//!
//! In: the book's folder. Out: messages and figures on standard error, dumps on standard output.
//! Never here: files.

use std::path::Path;

use publish::Session;
use publish::diag::render::Tongue;
use publish::model::book::Book;

use crate::args::Dump;
use crate::console::{BOOK, Console, environment, note};
use crate::output::say;
use crate::progress;

/// Reads, normalizes and sets the book; reports, or prints what is asked for.
pub(crate) fn check(root: &Path, dump: Option<Dump>, console: Console) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(console.quiet);
    let opened = publish::open(root, environment(), &mut session);
    let checked = opened.map(|(book, faces)| {
        let pages = publish::paginate(&book, &faces, &mut session);
        (book, faces, pages)
    });
    drop(progress);
    console.report(&session)?;
    let Ok((book, faces, pages)) = checked else { return Err(BOOK) };
    match dump {
        Some(Dump::Text) => say(&publish::model::dump::text(&book)),
        Some(Dump::Model) => say(&publish::model::dump::model(&book)),
        Some(Dump::Pages) => say(&publish::layout::dump::dump(&pages, &faces)),
        None if !console.quiet => note(&figures(&book, pages.pages.len(), console.look.tongue)),
        None => {}
    }
    Ok(())
}

/// What an editor wants to know of a book that is in order.
fn figures(book: &Book, pages: usize, tongue: Tongue) -> String {
    let text = publish::model::dump::text(book);
    let han: Vec<char> = text.chars().filter(|c| publish::han::class::is_han(*c)).collect();
    let distinct: std::collections::BTreeSet<&char> = han.iter().collect();
    let (chapters, count, distinct) = (book.chapters.len(), han.len(), distinct.len());
    match tongue {
        Tongue::English => format!(
            "{}: {chapters} chapters, {count} Han characters ({distinct} different), {pages} pages",
            book.meta.title
        ),
        Tongue::Chinese => format!(
            "《{}》：{chapters} 章，{count} 个汉字（{distinct} 个不同），{pages} 页",
            book.meta.title
        ),
    }
}
