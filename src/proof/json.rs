//! The figures as one JSON document: `publish check --stats=json` (docs/stats.md).
//!
//! In: [`Figures`] and the texts for places. Out: JSON, the same bytes for the same book. Never
//! here: the figures themselves.

use crate::diag::files::Files;
use crate::diag::render::{json_spot, quoted};
use crate::model::book::Division;
use crate::model::toc::EntryKind;

use super::figures::{ChapterFigures, CharacterUse, ContentsLine, Counts, Figures};

/// The version of the form: it changes when a key changes its meaning or goes.
const FORM: u32 = 1;

impl Figures {
    /// The whole document, a line for each chapter, character and heading.
    pub fn json(&self, files: &Files) -> String {
        let Figures { title, language, pages, distinct_han, distinct, .. } = self;
        let (title, language) = (quoted(title), quoted(language));
        let chapters = self.chapters.iter().map(chapter);
        let contents = self.contents.iter().map(contents_line);
        let uses = |list: &[CharacterUse]| rows(list.iter().map(|one| character(one, files)));
        format!(
            "{{\n\"form\":{FORM},\n\"title\":{title},\n\"language\":{language},\n\
             \"pages\":{pages},\n\"totals\":{{\"chapters\":{},{},\"distinct\":{distinct},\
             \"distinct_han\":{distinct_han}}},\n\"chapters\":{},\n\"rare\":{},\n\
             \"missing\":{},\n\"contents\":{}\n}}\n",
            self.chapters.len(),
            counts(self.totals),
            rows(chapters),
            uses(&self.rare),
            uses(&self.missing),
            rows(contents),
        )
    }
}

/// A list with an item on each line.
fn rows(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", items.join(",\n")) }
}

fn counts(counts: Counts) -> String {
    let Counts { han, characters, notes, verse_lines, pictures } = counts;
    format!(
        "\"han\":{han},\"characters\":{characters},\"notes\":{notes},\
         \"verse_lines\":{verse_lines},\"pictures\":{pictures}"
    )
}

fn optional(text: Option<&String>) -> String {
    text.map_or_else(|| "null".to_owned(), |text| quoted(text))
}

fn chapter(chapter: &ChapterFigures) -> String {
    let division = match chapter.division {
        Division::Front => "front",
        Division::Body => "body",
        Division::Back => "back",
    };
    format!(
        "{{\"id\":{},\"division\":\"{division}\",\"part\":{},\"title\":{},\"page\":{},{}}}",
        quoted(&chapter.id),
        optional(chapter.part.as_ref()),
        quoted(&chapter.title),
        optional(chapter.page.as_ref()),
        counts(chapter.counts),
    )
}

fn character(uses: &CharacterUse, files: &Files) -> String {
    let places: Vec<String> = uses.places.iter().map(|place| json_spot(*place, files)).collect();
    format!(
        "{{\"character\":{},\"code\":\"U+{:04X}\",\"count\":{},\"places\":[{}]}}",
        quoted(&uses.character.to_string()),
        u32::from(uses.character),
        uses.count,
        places.join(","),
    )
}

fn contents_line(line: &ContentsLine) -> String {
    let kind = match line.kind {
        EntryKind::Part => "part",
        EntryKind::Chapter => "chapter",
        EntryKind::Section => "section",
    };
    format!(
        "{{\"depth\":{},\"kind\":\"{kind}\",\"title\":{},\"page\":{},\"printed\":{}}}",
        line.depth,
        quoted(&line.title),
        optional(line.page.as_ref()),
        line.printed,
    )
}
