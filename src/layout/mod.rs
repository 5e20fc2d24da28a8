//! The book to pages.
//!
//! In: a normalized [`Book`] and its faces. Out: [`Pages`], ready to draw: chapter by chapter to a
//! column of lines, columns to pages, pages to a book. Never here: PDF, files, floating point.

mod book;
mod card;
mod code;
mod column;
mod compose;
mod contents;
pub mod dump;
mod fill;
mod flow;
mod foot;
pub mod frame;
mod front;
mod galley;
mod heading;
mod imprint;
mod list;
mod note;
mod page;
pub mod para;
mod picture;
mod place;
pub mod quality;
mod running;
pub mod starts;
pub mod style;
mod table;
mod verse;

pub use running::label_text;

use crate::diag::catalog::layout as catalog;
use crate::diag::report::Diagnostics;
use crate::font::Faces;
use crate::model::book::{Book, Chapter, Division};
use crate::model::settings::{NotePlacement, Openings, Toggle, Writing};
use crate::model::toc;
use crate::par;

use book::{Sheaf, bind, count, place};
use column::Column;
use flow::Flow;
use frame::Pages;
use galley::Galley;
use para::rules::Rules;
use para::scan::Setter;
use running::running_title;
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
    if style.columns > LONGEST_LINE {
        diags.push(catalog::measure_long(book.meta.span, style.columns));
    }
    let setting = Setting { book, faces, style: &style };
    let chapters = par::map(&book.chapters, diags, |chapter, own| setting.chapter(chapter, own));
    let mut setter = setting.setter();
    let sheaves = setting.sheaves(chapters, &mut setter);
    let bundles = place(sheaves, book.settings.pdf.page_multiple);
    let composed =
        par::consume(bundles, diags, |bundle, _| bundle.pages(&style, faces, book.settings.notes));
    let pages = bind(book, composed, &mut setting.flow(&mut setter));
    diags.merge(setter.diags);
    quality::warn(&pages, diags);
    pages
}

/// Lines of more characters are told of (L5.8).
const LONGEST_LINE: i64 = 45;

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

    /// One chapter: to a column, to cuts.
    fn chapter(&self, chapter: &Chapter, diags: &mut Diagnostics) -> Galley {
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
        let galley = Galley::new(column, &chapter.notes, notes, self.style, &setter);
        diags.merge(setter.diags);
        galley
    }

    /// All of the book in its order (B4).
    fn sheaves(&self, chapters: Vec<Galley>, setter: &mut Setter<'a>) -> Vec<Sheaf> {
        let book = self.book;
        let mut front = Vec::new();
        let mut later = Vec::new();
        let mut parts = book.parts.iter().peekable();
        for (index, (galley, chapter)) in chapters.into_iter().zip(&book.chapters).enumerate() {
            let mut sheaf = Sheaf::of(galley, running_title(chapter));
            sheaf.recto = book.settings.pdf.openings == Openings::Recto;
            if chapter.division == Division::Front {
                sheaf.recto = true;
                front.push(sheaf);
                continue;
            }
            if let Some(part) = parts.next_if(|part| part.first_chapter == index) {
                let mut own = Sheaf::ready(vec![self.flow(setter).part_page(part)]);
                own.recto = true;
                sheaf.recto = true;
                later.push(own);
            }
            later.push(sheaf);
        }
        front.extend(self.contents(setter));
        if book.settings.notes == NotePlacement::Book {
            later.extend(self.book_notes(setter));
        }
        // The imprint tells how many pages there are: it is set when all others are counted.
        let titles = self.titles(setter);
        let imprint = Sheaf::ready(self.flow(setter).imprint(book, 0));
        let before = titles.len();
        let mut sheaves: Vec<Sheaf> = titles.into_iter().chain([imprint]).chain(front).collect();
        sheaves.iter_mut().for_each(|sheaf| sheaf.front = true);
        sheaves.extend(later);
        let pages = count(&sheaves, book.settings.pdf.page_multiple);
        let imprint = self.flow(setter).imprint(book, pages);
        sheaves.iter_mut().skip(before).take(1).for_each(|sheaf| sheaf.renew(imprint.clone()));
        sheaves
    }

    /// The half-title, if it is wanted, and the title page.
    fn titles(&self, setter: &mut Setter<'a>) -> Vec<Sheaf> {
        let meta = &self.book.meta;
        let mut titles = Vec::new();
        if self.book.settings.pdf.half_title == Toggle::On {
            titles.push(Sheaf::ready(vec![self.flow(setter).half_title(meta)]));
        }
        let mut title = Sheaf::ready(vec![self.flow(setter).title_page(meta)]);
        title.recto = true;
        titles.push(title);
        titles
    }

    fn contents_name(&self) -> &'static str {
        contents::name(self.book.meta.language.script)
    }

    /// The contents, unless they shall have no depth at all.
    fn contents(&self, setter: &mut Setter<'a>) -> Option<Sheaf> {
        let depth = self.book.settings.pdf.contents_depth;
        if depth == 0 {
            return None;
        }
        let mut flow = self.flow(setter);
        flow.contents(&toc::contents(self.book), depth, self.contents_name());
        let column = std::mem::take(&mut flow.column);
        let galley = Galley::new(column, &[], Vec::new(), self.style, setter);
        let mut sheaf = Sheaf::of(galley, self.contents_name());
        sheaf.recto = true;
        Some(sheaf)
    }

    /// 书末注: the notes of all chapters, under the chapters' names.
    fn book_notes(&self, setter: &mut Setter<'a>) -> Option<Sheaf> {
        let mut flow = self.flow(setter);
        for chapter in self.book.chapters.iter().filter(|chapter| !chapter.notes.is_empty()) {
            flow.endnotes(&chapter.notes, Some(&toc::chapter_title(chapter)));
        }
        let column = std::mem::take(&mut flow.column);
        if column.units.is_empty() {
            return None;
        }
        Some(Sheaf::of(Galley::new(column, &[], Vec::new(), self.style, setter), "注释"))
    }
}
