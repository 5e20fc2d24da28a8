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
mod links;
mod mark;
mod meant;
mod note;
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
mod verse;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::report::Diagnostics;
use crate::model::book::{Book, Part};
use crate::par;
use crate::source::{Manuscript, SourceChapter};

use chapter::{Built, Conventions, build};

/// Makes the book: chapter by chapter, then the links between them.
pub fn normalize(manuscript: Manuscript, diags: &mut Diagnostics) -> Book {
    let named = chapter_ids(&manuscript.chapters);
    let conventions =
        Conventions { settings: &manuscript.settings, script: manuscript.meta.language.script };
    let built: Vec<Built> =
        par::map(&named, diags, |(source, id), own| build(source, id, conventions, own));
    let targets: BTreeMap<String, String> =
        built.iter().rev().flat_map(|built| built.aliases.iter().rev().cloned()).collect();
    let mut chapters = Vec::with_capacity(built.len());
    for Built { mut chapter, links, .. } in built {
        links::resolve(&mut chapter, &targets, &links, diags);
        chapters.push(chapter);
    }
    let parts = manuscript
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| Part {
            id: format!("part-{}", index + 1),
            title: part.title.clone(),
            first_chapter: part.first_chapter,
        })
        .collect();
    Book {
        meta: manuscript.meta,
        settings: manuscript.settings,
        parts,
        chapters,
        assets: manuscript.assets,
        cover: manuscript.cover,
    }
}

/// Each chapter with its id, made from the name of its file.
fn chapter_ids(chapters: &[SourceChapter]) -> Vec<(&SourceChapter, String)> {
    let mut taken = BTreeSet::new();
    chapters
        .iter()
        .map(|source| {
            let name = source.path.rsplit('/').next().unwrap_or(&source.path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            (source, id::unique(id::make("ch-", stem), &mut taken))
        })
        .collect()
}
