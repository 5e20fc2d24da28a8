//! Where the pages of the printed book begin: marks in the text, so that a reader of the EPUB and
//! one of the print can name the same place (TYPOGRAPHY E13).
//!
//! In: where each page begins, as whoever made the pages tells it. Out: marks, each an empty
//! element with the page's number as its name. A head is never parted from its own: the mark
//! stands before it. Never here: how pages are made.

use std::collections::BTreeMap;

use crate::diag::span::Span;
use crate::model::book::Book;
use crate::model::inline::Inline;

use super::glyphs::Style;
use super::markup::Markup;

/// A printed page and its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStart {
    /// The number as printed; no two pages have the same.
    pub label: String,
    /// Where it begins.
    pub place: Place,
}

/// A place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A part or a chapter opens the page: its id.
    Opening(String),
    /// In the run (or at the picture) of this span, after so many letters; blanks do not count.
    Text(Span, usize),
    /// Nothing of the text stands on it: it comes after the chapter before it.
    Nowhere,
}

/// What an id of ours begins with: a full stop stands in no id of the model.
const PREFIX: &str = "page.";

/// The beginnings of all pages, by where they stand.
#[derive(Clone, Debug, Default)]
pub(super) struct PageBreaks {
    before: BTreeMap<String, Vec<String>>,
    within: BTreeMap<Span, Vec<(usize, String)>>,
    after: BTreeMap<String, Vec<String>>,
}

impl PageBreaks {
    /// Sorts the beginnings by place.
    pub(super) fn of(book: &Book, starts: Vec<PageStart>) -> PageBreaks {
        let heads = heads(book);
        let mut breaks = PageBreaks::default();
        let mut opened = String::new();
        for PageStart { label, place } in starts {
            match place {
                Place::Opening(id) => {
                    breaks.before.entry(id.clone()).or_default().push(label);
                    opened = id;
                }
                Place::Text(span, letters) => match heads.get(&span) {
                    Some(id) => breaks.before.entry((*id).to_owned()).or_default().push(label),
                    None => breaks.within.entry(span).or_default().push((letters, label)),
                },
                Place::Nowhere => breaks.after.entry(opened.clone()).or_default().push(label),
            }
        }
        breaks
    }

    /// Marks the pages that begin with a part, a chapter or a section.
    pub(super) fn before(&self, id: &str, out: &mut Markup) {
        self.before.get(id).into_iter().flatten().for_each(|label| mark(label, out));
    }

    /// Marks the pages without text that follow a part or a chapter.
    pub(super) fn after(&self, id: &str, out: &mut Markup) {
        self.after.get(id).into_iter().flatten().for_each(|label| mark(label, out));
    }

    /// Marks the pages that begin with something that is never parted: a picture, ruby.
    pub(super) fn at(&self, span: Span, out: &mut Markup) {
        self.within.get(&span).into_iter().flatten().for_each(|(_, label)| mark(label, out));
    }

    /// Writes a piece of a run, with the marks of the pages that begin in it. `passed` counts the
    /// letters of the run before the piece.
    pub(super) fn text(
        &self,
        (style, span): (Style, Span),
        text: &str,
        passed: &mut usize,
        out: &mut Markup,
    ) {
        let Some(breaks) = self.within.get(&span) else { return out.text(style, text, span) };
        let mut from = 0;
        for (at, _) in text.char_indices().filter(|(_, one)| !one.is_whitespace()) {
            for (_, label) in breaks.iter().filter(|(letters, _)| *letters == *passed) {
                out.text(style, text.get(from..at).unwrap_or_default(), span);
                mark(label, out);
                from = at;
            }
            *passed += 1;
        }
        out.text(style, text.get(from..).unwrap_or_default(), span);
    }
}

/// The section of every run that stands in a head.
fn heads(book: &Book) -> BTreeMap<Span, &str> {
    let mut heads = BTreeMap::new();
    for section in book.chapters.iter().flat_map(|chapter| &chapter.sections) {
        spans(&section.head, &mut |span| {
            heads.insert(span, section.id.as_str());
        });
    }
    heads
}

fn spans(content: &[Inline], found: &mut impl FnMut(Span)) {
    for inline in content {
        match inline {
            Inline::Text(run) | Inline::Code(run) => found(run.span),
            Inline::Marked(_, inside) | Inline::Link(_, inside) => spans(inside, found),
            Inline::Ruby(_, reading) => found(reading.span),
            Inline::Picture(_, alt) => found(alt.span),
            Inline::Break | Inline::NoteRef(_) => {}
        }
    }
}

fn mark(label: &str, out: &mut Markup) {
    out.raw("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
    out.id(&format!("{PREFIX}{label}"));
    out.attribute("aria-label", label);
    out.raw("></span>");
}

/// The number of the page that an id marks; `None` for any other id.
pub(super) fn label_of(id: &str) -> Option<&str> {
    id.strip_prefix(PREFIX)
}
