//! The manuscript to the book: what the author meant, in canonical text.
//!
//! In: Markdown as written. Out: a [`Book`] with paired quotes, full-width punctuation, sections,
//! verse and notes, and a word about everything that was chosen for the author. The only place
//! that knows both Markdown and the book. Never here: pages, files.

mod block;
mod bracket;
mod chapter;
mod comment;
mod corner;
mod dash;
mod face;
mod finding;
mod gather;
mod id;
mod inline;
mod label;
mod letter;
mod line;
mod link;
mod mark;
mod note;
mod pieces;
mod protect;
mod punct;
mod quote;
mod restore;
mod rule;
mod run;
mod section;
mod sentence;
mod single;
mod snippet;
mod space;
mod switches;
mod text;
mod title;
mod verse;

pub use rule::{Change, RULES, Rule};

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::model::book::{Book, Chapter, Part};
use crate::model::meta::Meta;
use crate::model::settings::FontFiles;
use crate::par;
use crate::source::{Manuscript, PartHead, SourceChapter};

use chapter::Conventions;
use finding::Private;
use rule::RuleSet;

/// Makes the book.
pub fn normalize(mut manuscript: Manuscript, diags: &mut Diagnostics) -> Book {
    for name in manuscript.settings.rules_off.iter().filter(|name| !rule::is_known(name)) {
        diags.push(catalog::rule_unknown(manuscript.meta.span, name, &rule::names()));
    }
    let sources = std::mem::take(&mut manuscript.chapters);
    let conventions = conventions(&manuscript);
    let ids = id::chapters(sources.iter().map(|chapter| chapter.path.as_str()));
    let numbered: Vec<(SourceChapter, &String)> = sources.into_iter().zip(&ids).collect();
    let made = par::consume(numbered, diags, |(source, id), diags| {
        let (chapter, anchors, _) = chapter::chapter(source, id, &conventions, diags);
        (chapter, anchors)
    });
    let (mut chapters, anchors): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    link::resolve(&mut chapters, &anchors, diags);
    let parts = parts(&manuscript.parts, &conventions, diags);
    let meta = told(manuscript.meta.clone(), &conventions, diags);
    Book {
        parts,
        chapters,
        meta,
        settings: manuscript.settings,
        assets: manuscript.assets,
        cover: manuscript.cover,
    }
}

/// The parts, under their titles as they are printed.
fn parts(heads: &[PartHead], conventions: &Conventions<'_>, diags: &mut Diagnostics) -> Vec<Part> {
    let mut mender = conventions.mender(conventions.language);
    let part = |(index, part): (usize, &PartHead)| Part {
        id: format!("part-{}", index + 1),
        title: mender.words(&part.title, part.span, diags),
        first_chapter: part.first_chapter,
    };
    heads.iter().enumerate().map(part).collect()
}

/// What book.yaml says of the book in words that readers see, set as the text is.
fn told(mut meta: Meta, conventions: &Conventions<'_>, diags: &mut Diagnostics) -> Meta {
    let mut mender = conventions.mender(conventions.language);
    let mut mend = |words: &mut String| {
        let lines = words.split('\n').map(|line| mender.words(line, meta.span, diags));
        *words = lines.collect::<Vec<String>>().join("\n");
    };
    mend(&mut meta.title);
    meta.subtitle.iter_mut().chain(&mut meta.description).for_each(mend);
    meta
}

/// One chapter alone, before its links find their targets.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The chapter; its links hold the addresses that the author wrote.
    pub chapter: Chapter,
    /// What links may call its parts, with their ids.
    pub names: BTreeMap<String, String>,
    /// What normalizing changed in its text, in the order of the text.
    pub changes: Vec<Change>,
}

/// Makes one chapter of the manuscript, read from its own document or from another version of it.
pub fn draft(manuscript: &Manuscript, source: &SourceChapter, diags: &mut Diagnostics) -> Draft {
    let conventions = conventions(manuscript);
    let (chapter, anchors, changes) =
        chapter::chapter(source.clone(), "draft", &conventions, diags);
    Draft { chapter, names: anchors.ids, changes }
}

/// What normalizing changes in the text of the chapters, in the order of the manuscript.
pub fn changes(manuscript: &Manuscript) -> Vec<Change> {
    let mut diags = Diagnostics::new();
    let drafts = par::map(&manuscript.chapters, &mut diags, |source, diags| {
        draft(manuscript, source, diags)
    });
    drafts.into_iter().flat_map(|draft| draft.changes).collect()
}

fn conventions(manuscript: &Manuscript) -> Conventions<'_> {
    let fonts = &manuscript.settings.fonts;
    Conventions {
        private: if *fonts == FontFiles::default() { Private::Told } else { Private::Covered },
        language: &manuscript.meta.language,
        off: RuleSet::named(&manuscript.settings.rules_off),
        labels: &manuscript.settings.labels,
    }
}
