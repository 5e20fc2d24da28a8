//! The book to pages.
//!
//! In: a normalized [`Book`] and its faces. Out: [`Pages`], ready to draw: chapter by chapter to a
//! column of lines, columns to pages, pages to a book. Never here: PDF, files, floating point.

mod book;
mod column;
mod compose;
mod contents;
pub mod dump;
mod flow;
pub mod frame;
mod front;
mod heading;
mod note;
mod page;
pub mod para;
mod picture;
pub mod quality;
mod running;
pub mod style;
mod table;
mod verse;

pub use running::label_text;

use crate::diag::catalog::layout as catalog;
use crate::diag::report::Diagnostics;
use crate::font::Faces;
use crate::model::book::{Book, Chapter, Division, Note};
use crate::model::settings::{NotePlacement, Toggle, Writing};
use crate::model::toc;
use crate::par;

use book::{Sheaf, bind, running_title};
use column::Column;
use compose::{Composer, Draft};
use flow::Flow;
use frame::Pages;
use page::{NoteLengths, cut};
use para::line::Line;
use para::rules::Rules;
use para::scan::Setter;
use style::Style;

/// Sets the whole book on pages.
///
/// A character that no face has, a page too small for its text, and anything else that would make
/// the pages wrong is reported as an error; the pages are then not worth drawing.
pub fn paginate(book: &Book, faces: &Faces, diags: &mut Diagnostics) -> Pages {
    let style = Style::new(&book.settings.pdf);
    if style.measure() >= style.trim.width || style.depth() >= style.trim.height {
        diags.push(catalog::page_too_small(book.meta.span));
        return Pages::default();
    }
    if book.settings.writing == Writing::Vertical {
        diags.push(catalog::vertical_not_set(book.meta.span));
        return Pages::default();
    }
    let setting = Setting { book, faces, style: &style };
    let chapters = par::map(&book.chapters, diags, |chapter, own| setting.chapter(chapter, own));
    let mut setter = setting.setter();
    let sheaves = setting.sheaves(chapters, &mut setter);
    let pages = bind(book, sheaves, &mut setting.flow(&mut setter));
    diags.merge(setter.diags);
    quality::warn(&pages, diags);
    pages
}

/// What is the same for every chapter.
struct Setting<'a> {
    book: &'a Book,
    faces: &'a Faces,
    style: &'a Style,
}

impl<'a> Setting<'a> {
    fn setter(&self) -> Setter<'a> {
        let (settings, language) = (&self.book.settings.pdf.lines, &self.book.meta.language);
        let rules = Rules::new(settings, language.script, &language.tag);
        let mut setter = Setter::new(self.faces, rules);
        setter.missing = self.book.settings.missing;
        setter
    }

    fn flow<'s>(&'s self, setter: &'s mut Setter<'a>) -> Flow<'s, 'a> {
        let level = setter.rules.level();
        let assets = &self.book.assets;
        Flow { style: self.style, assets, setter, level, column: Column::default() }
    }

    /// One chapter: to a column, to cuts, to pages.
    fn chapter(&self, chapter: &Chapter, diags: &mut Diagnostics) -> Vec<Draft> {
        let mut setter = self.setter();
        let mut flow = self.flow(&mut setter);
        let placement = self.book.settings.notes;
        flow.chapter(chapter);
        if placement == NotePlacement::Chapter {
            flow.endnotes(&chapter.notes, Some("注释"));
        }
        let notes = if placement == NotePlacement::Page {
            chapter.notes.iter().map(|note| flow.note_lines(note)).collect()
        } else {
            Vec::new()
        };
        let column = std::mem::take(&mut flow.column);
        let pages = self.compose(&column, &chapter.notes, notes);
        diags.merge(setter.diags);
        pages
    }

    fn compose(&self, column: &Column, notes: &[Note], note_lines: Vec<Vec<Line>>) -> Vec<Draft> {
        let ids: Vec<String> = notes.iter().map(|note| note.id.clone()).collect();
        let lengths = note_lengths(column, &note_lines);
        let cuts = cut(&column.bands, &lengths, self.style);
        let lines: Vec<(usize, bool, Line)> = note_lines
            .into_iter()
            .enumerate()
            .flat_map(|(note, lines)| {
                lines.into_iter().enumerate().map(move |(index, line)| (note, index == 0, line))
            })
            .collect();
        let composer = Composer {
            style: self.style,
            faces: self.faces,
            note_ids: &ids,
            note_lines: &lines,
            placement: self.book.settings.notes,
        };
        composer.pages(&column.bands, &cuts)
    }

    /// All pages in the order of the book (B4).
    fn sheaves(&self, chapters: Vec<Vec<Draft>>, setter: &mut Setter<'a>) -> Vec<Sheaf> {
        let book = self.book;
        let mut sheaves = vec![
            Sheaf::new(vec![self.flow(setter).title_page(&book.meta)], ""),
            Sheaf::new(vec![self.flow(setter).imprint(book)], ""),
        ];
        let mut later = Vec::new();
        for (index, drafts) in chapters.into_iter().enumerate() {
            let division = book.chapters.get(index).map(|chapter| chapter.division);
            let mut sheaf = Sheaf::new(drafts, running_title(book, index));
            sheaf.recto = book.settings.pdf.recto == Toggle::On;
            if division == Some(Division::Front) {
                sheaf.recto = true;
                sheaves.push(sheaf);
                continue;
            }
            if let Some(part) = book.parts.iter().find(|part| part.first_chapter == index) {
                let mut own = Sheaf::new(vec![self.flow(setter).part_page(part)], "");
                own.recto = true;
                sheaf.recto = true;
                later.push(own);
            }
            later.push(sheaf);
        }
        let mut contents = Sheaf::new(self.contents(setter), self.contents_name());
        contents.recto = true;
        sheaves.push(contents);
        sheaves.iter_mut().for_each(|sheaf| sheaf.front = true);
        if book.settings.notes == NotePlacement::Book {
            later.extend(self.book_notes(setter));
        }
        sheaves.extend(later);
        sheaves
    }

    fn contents_name(&self) -> &'static str {
        contents::name(self.book.meta.language.script)
    }

    fn contents(&self, setter: &mut Setter<'a>) -> Vec<Draft> {
        let mut flow = self.flow(setter);
        let depth = self.book.settings.pdf.contents_depth;
        flow.contents(&toc::contents(self.book), depth, self.contents_name());
        let column = std::mem::take(&mut flow.column);
        self.compose(&column, &[], Vec::new())
    }

    /// 书末注: the notes of all chapters, under the chapters' names.
    fn book_notes(&self, setter: &mut Setter<'a>) -> Option<Sheaf> {
        let mut flow = self.flow(setter);
        for chapter in self.book.chapters.iter().filter(|chapter| !chapter.notes.is_empty()) {
            flow.endnotes(&chapter.notes, Some(&toc::chapter_title(chapter)));
        }
        let column = std::mem::take(&mut flow.column);
        if column.bands.is_empty() {
            return None;
        }
        Some(Sheaf::new(self.compose(&column, &[], Vec::new()), "注释"))
    }
}

/// How many notes each band has called, and where each note's lines begin.
fn note_lengths(column: &Column, note_lines: &[Vec<Line>]) -> NoteLengths {
    if note_lines.is_empty() {
        return NoteLengths::default();
    }
    let mut starts = vec![0];
    for lines in note_lines {
        starts.push(starts.last().copied().unwrap_or(0) + lines.len());
    }
    let mut called = Vec::with_capacity(column.bands.len());
    let mut most = 0;
    for band in &column.bands {
        for mark in &band.marks {
            most = most.max(mark.note.note_index + 1);
        }
        called.push(most.min(note_lines.len()));
    }
    // A note that nothing calls still has its words: they stand at the chapter's end.
    if let Some(last) = called.last_mut() {
        *last = note_lines.len();
    }
    NoteLengths { called, starts }
}
