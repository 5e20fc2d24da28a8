//! The manuscript to the book: what the author meant, in canonical text.
//!
//! In: Markdown as written. Out: a [`Book`] with paired quotes, full-width punctuation, sections,
//! verse and notes, and a word about everything that was chosen for the author. The only place
//! that knows both Markdown and the book. Never here: pages, files.

mod block;
mod chapter;
mod comment;
mod dash;
mod finding;
mod id;
mod inline;
mod letter;
mod line;
mod link;
mod mark;
mod note;
mod pieces;
mod protect;
mod punct;
mod quote;
mod rule;
mod run;
mod section;
mod sentence;
mod space;
mod text;
mod title;
mod usage;
mod verse;

pub use rule::{Change, RULES, Rule};

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::model::book::{Book, Part};
use crate::par;
use crate::source::{Manuscript, SourceChapter};

use chapter::Conventions;
use rule::RuleSet;

/// Makes the book.
pub fn normalize(manuscript: Manuscript, diags: &mut Diagnostics) -> Book {
    for name in manuscript.settings.rules_off.iter().filter(|name| Rule::named(name).is_none()) {
        diags.push(catalog::rule_unknown(manuscript.meta.span, name, &rule::names()));
    }
    let conventions = conventions(&manuscript);
    let ids = id::chapters(manuscript.chapters.iter().map(|chapter| chapter.path.as_str()));
    let numbered: Vec<(&SourceChapter, &String)> = manuscript.chapters.iter().zip(&ids).collect();
    let made = par::map(&numbered, diags, |(source, id), diags| {
        chapter::chapter(source, id, &conventions, diags)
    });
    let (mut chapters, anchors): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    link::resolve(&mut chapters, &anchors, diags);
    let parts = manuscript.parts.iter().enumerate().map(|(index, part)| Part {
        id: format!("part-{}", index + 1),
        title: part.title.clone(),
        first_chapter: part.first_chapter,
    });
    Book {
        parts: parts.collect(),
        chapters,
        meta: manuscript.meta,
        settings: manuscript.settings,
        assets: manuscript.assets,
        cover: manuscript.cover,
    }
}

/// What normalizing changes in the text of the chapters, in the order of the manuscript.
pub fn changes(manuscript: &Manuscript) -> Vec<Change> {
    let conventions = conventions(manuscript);
    let mut diags = Diagnostics::new();
    let lists = par::map(&manuscript.chapters, &mut diags, |source, diags| {
        chapter::mend(&mut source.document.clone(), &conventions, diags)
    });
    lists.into_iter().flatten().collect()
}

fn conventions(manuscript: &Manuscript) -> Conventions<'_> {
    Conventions {
        script: manuscript.meta.language.script,
        off: RuleSet::named(&manuscript.settings.rules_off),
        labels: &manuscript.settings.labels,
    }
}
