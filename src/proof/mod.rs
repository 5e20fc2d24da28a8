//! Proofreading (校对): is the book of one mind, and what does an editor want to know of it?
//!
//! In: the book, its faces, the page numbers. Out: lints, each with an id of its own, places and a
//! switch; and [`Figures`](figures::Figures). Chapters are read side by side, what they say of the
//! whole book is merged in their order. Never here: a change of the book, pages.

mod brackets;
mod characters;
pub mod figures;
mod forms;
mod galley;
mod headings;
mod json;
mod metre;
mod numbers;
mod place;
mod quiet;
mod quotes;
mod report;
mod sheet;
mod spelling;
mod strays;
mod summary;
mod table;
mod tally;
mod usage;

use std::collections::BTreeMap;

use crate::diag::files::Files;
use crate::diag::report::Diagnostics;
use crate::font::Faces;
use crate::model::book::{Book, Chapter};
use crate::model::lint::Lint;
use crate::model::meta::Script;
use crate::par;

use figures::{Figures, Folios};
use forms::Forms;
use galley::Galley;
use place::Locator;
use quiet::Quiet;
use report::Desk;
use sheet::Sheet;
use tally::Tally;

/// Reads the proofs: tells what is not of one mind, and counts.
pub fn proof(
    book: &Book,
    faces: &Faces,
    files: &Files,
    folios: &Folios,
    diags: &mut Diagnostics,
) -> Figures {
    let script = book.meta.language.script;
    let off = &book.settings.rules_off;
    let quiet: Vec<Quiet> =
        book.chapters.iter().map(|chapter| Quiet::new(off, &chapter.switches)).collect();
    let numbered = book.chapters.iter().zip(&quiet).enumerate();
    let numbered: Vec<(usize, (&Chapter, &Quiet))> = numbered.collect();
    let read = par::map(&numbered, diags, |(index, (chapter, quiet)), diags| {
        let galley = Galley::read(chapter);
        let sheet = Sheet::new(*index, &galley, quiet, Locator::new(files), diags);
        let forms = lint(sheet, script);
        (galley, forms)
    });
    let (galleys, forms): (Vec<Galley>, Vec<ChapterForms>) = read.into_iter().unzip();
    let mut tally = Tally::default();
    galleys.iter().for_each(|galley| tally.merge(&galley.tally));
    let desk = Desk { files, galleys: &galleys, tally: &tally, script };
    report::forms(desk, &merged(forms), diags);
    headings::check(book, &quiet, diags);
    let unusual = characters::check(desk, faces, &quiet, diags);
    figures::figures(book, &galleys, &tally, unusual, folios)
}

/// What a chapter adds to the forms of the book; words that may be one word written apart.
type ChapterForms = (BTreeMap<Lint, Forms>, Forms);

/// The lints that read one chapter after the other.
fn lint(mut sheet: Sheet<'_>, script: Script) -> ChapterForms {
    if script != Script::Other {
        quotes::check(&mut sheet);
        numbers::check(&mut sheet);
        strays::check(&mut sheet, script);
        usage::check(&mut sheet);
        metre::check(&mut sheet);
    }
    brackets::check(&mut sheet);
    let apart = spelling::check(&mut sheet);
    (sheet.into_forms(), apart)
}

fn merged(chapters: Vec<ChapterForms>) -> BTreeMap<Lint, Forms> {
    let mut all: BTreeMap<Lint, Forms> = BTreeMap::new();
    let mut apart = Forms::default();
    for (forms, words) in chapters {
        for (lint, forms) in forms {
            all.entry(lint).or_default().merge(forms);
        }
        apart.merge(words);
    }
    if let Some(spelling) = all.get_mut(&Lint::SpellingMixed) {
        spelling.adopt(apart);
    }
    all
}
