//! `NOTES.md`: what the tag's maker says, and which chapters differ from the tag before.
//!
//! In: the tag, the book now and then. Out: Markdown in the language of the book, the same on every
//! machine. Never here: sentences (`diag/catalog/release.rs`).

use std::collections::BTreeMap;

use publish::Session;
use publish::diag::catalog::release as catalog;
use publish::diag::report::Tongue;
use publish::model::book::Book;
use publish::model::meta::Script;
use publish::proof::figures::Figures;

use super::tag::{Earlier, Tag};

/// The name of the file.
pub(super) const NAME: &str = "NOTES.md";

/// A chapter as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChapterState {
    /// Its id.
    id: String,
    /// Its title in one line.
    title: String,
    /// What its author wrote.
    text: String,
    /// How many characters it has.
    characters: usize,
}

/// The chapters of a book as they are compared.
pub(super) fn states(book: &Book, figures: &Figures, session: &Session) -> Vec<ChapterState> {
    let all = book.chapters.iter().zip(&figures.chapters);
    all.map(|(chapter, counted)| ChapterState {
        id: chapter.id.clone(),
        title: counted.title.clone(),
        text: session
            .files
            .get(chapter.span.file)
            .map_or_else(String::new, |file| file.text.clone()),
        characters: counted.counts.characters,
    })
    .collect()
}

/// The notes.
pub(super) fn notes(
    tag: &Tag,
    book: &Book,
    figures: &Figures,
    now: &[ChapterState],
    then: Option<&(Earlier, Vec<ChapterState>)>,
) -> String {
    let chinese = book.meta.language.script != Script::Other;
    let tongue = if chinese { Tongue::Chinese } else { Tongue::English };
    let day: String = book.meta.modified.chars().take_while(|c| *c != 'T').collect();
    let mut out = format!("# {} {}\n\n", book.meta.title, tag.name);
    let facts = catalog::Facts {
        day: &day,
        chapters: now.len(),
        characters: figures.totals.characters,
        pages: figures.pages,
        commit: &tag.commit,
    };
    out.push_str(catalog::facts(&facts).in_tongue(tongue));
    out.push('\n');
    if !tag.message.is_empty() {
        out.push_str(&format!("\n{}\n", tag.message));
    }
    let Some((earlier, then)) = then else { return out };
    out.push_str(&format!("\n## {}\n\n", catalog::since(&earlier.name).in_tongue(tongue)));
    let rows = rows(now, then, tongue);
    if rows.is_empty() {
        out.push_str(catalog::no_chapter_changed().in_tongue(tongue));
        out.push('\n');
    } else {
        out.push_str(catalog::changes_head().in_tongue(tongue));
        out.push_str("\n|---|---:|---:|\n");
        rows.iter().for_each(|row| out.push_str(row));
    }
    out
}

/// A row for each chapter that differs: those of now in their order, then those that are gone.
fn rows(now: &[ChapterState], then: &[ChapterState], tongue: Tongue) -> Vec<String> {
    let before: BTreeMap<&str, &ChapterState> =
        then.iter().map(|state| (state.id.as_str(), state)).collect();
    let after: BTreeMap<&str, &ChapterState> =
        now.iter().map(|state| (state.id.as_str(), state)).collect();
    let row = |title: &str, count: usize, change: &str| {
        let title = title.replace('|', "\\|");
        format!("| {title} | {count} | {change} |\n")
    };
    let mut rows = Vec::new();
    for state in now {
        match before.get(state.id.as_str()) {
            None => {
                let new = catalog::chapter_new();
                rows.push(row(&state.title, state.characters, new.in_tongue(tongue)));
            }
            Some(old) if (&old.text, &old.title) != (&state.text, &state.title) => {
                let change = difference(old.characters, state.characters);
                rows.push(row(&state.title, state.characters, &change));
            }
            Some(_) => {}
        }
    }
    for state in then.iter().filter(|state| !after.contains_key(state.id.as_str())) {
        rows.push(row(&state.title, 0, catalog::chapter_gone().in_tongue(tongue)));
    }
    rows
}

/// `+12`, `−3`, `±0`.
fn difference(old: usize, new: usize) -> String {
    match new.checked_sub(old) {
        Some(0) => "±0".to_owned(),
        Some(more) => format!("+{more}"),
        None => format!("−{}", old - new),
    }
}
