//! Where each page begins in the text of the book, for those who list pages without having any.
//!
//! In: the book and its [`Pages`]. Out: one [`Start`] for each page. Each run of glyphs names the
//! run of text that it came from; how much of that has gone by is counted here, letter by letter,
//! for one run may go on over many pages. Never here: what the EPUB makes of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diag::span::Span;
use crate::model::block::Block;
use crate::model::book::Book;
use crate::model::inline::{Inline, Run, plain_text};

use super::frame::{Item, Page, PageLabel, Pages, Part};

/// A page and its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The page.
    pub label: PageLabel,
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
    /// No text of the chapters stands on it: it is blank, or holds only notes.
    Nowhere,
}

/// The beginnings of all pages, in order.
pub fn starts(book: &Book, pages: &Pages) -> Vec<Start> {
    let mut text = Text::of(book);
    let mut openings: BTreeMap<usize, &str> = BTreeMap::new();
    let chapters = book.chapters.iter().map(|chapter| &chapter.id);
    for id in chapters.chain(book.parts.iter().map(|part| &part.id)) {
        let anchor = pages.anchors.binary_search_by(|anchor| anchor.id.cmp(id));
        if let Some(anchor) = anchor.ok().and_then(|place| pages.anchors.get(place)) {
            openings.insert(anchor.page_index, id);
        }
    }
    let start = |(index, page): (usize, &Page)| {
        let first = text.pass(page);
        let place = match openings.get(&index) {
            Some(id) => Place::Opening((*id).to_owned()),
            None => first.map_or(Place::Nowhere, |(span, letters)| Place::Text(span, letters)),
        };
        Start { label: page.label, place }
    };
    pages.pages.iter().enumerate().map(start).collect()
}

/// The text of the chapters without their notes, run by run, and how much of it has gone by.
struct Text<'a> {
    runs: Vec<Passed<'a>>,
    /// Which run has a span; none where two have the same.
    by_span: BTreeMap<Span, Option<usize>>,
}

/// A run, and what of it is still to come.
struct Passed<'a> {
    text: Cow<'a, str>,
    /// Bytes of the text that have gone by.
    bytes: usize,
    /// Letters that have gone by.
    letters: usize,
}

impl Passed<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.bytes..).unwrap_or_default().trim_start()
    }

    /// Takes as much of `text` as this run has; gives what remains of `text`.
    fn take<'t>(&mut self, text: &'t str) -> &'t str {
        let mut wanted = text.trim_start();
        while let (Some(one), Some(other)) = (self.rest().chars().next(), wanted.chars().next()) {
            if one != other {
                break;
            }
            self.bytes = self.text.len() - self.rest().len() + one.len_utf8();
            self.letters += 1;
            wanted = wanted.get(other.len_utf8()..).unwrap_or_default().trim_start();
        }
        wanted
    }
}

impl<'a> Text<'a> {
    fn of(book: &'a Book) -> Text<'a> {
        let mut text = Text { runs: Vec::new(), by_span: BTreeMap::new() };
        for chapter in &book.chapters {
            text.inlines(&chapter.title.words);
            for section in &chapter.sections {
                text.inlines(&section.head);
                text.blocks(&section.blocks);
            }
        }
        // A span that a note has too names no place.
        let body = text.runs.len();
        let notes = book.chapters.iter().flat_map(|chapter| &chapter.notes);
        notes.for_each(|note| text.blocks(&note.blocks));
        text.by_span.values_mut().for_each(|run| *run = run.filter(|index| *index < body));
        text
    }

    /// Lets a page go by; gives where it begins.
    fn pass(&mut self, page: &Page) -> Option<(Span, usize)> {
        let mut first = None;
        for item in &page.items {
            let (span, text) = match item {
                Item::Glyphs(run) if run.part == Part::Body => (run.span, &*run.text),
                Item::Picture(picture) => (picture.span, ""),
                _ => continue,
            };
            let Some(Some(index)) = self.by_span.get(&span).copied() else { continue };
            let Some(run) = self.runs.get(index) else { continue };
            // The head of a table that is said again begins nothing.
            if run.rest().is_empty() && !run.text.is_empty() {
                continue;
            }
            first = first.or(Some((span, run.letters)));
            self.take(index, text);
        }
        first
    }

    /// Neighbours of one look are one run of glyphs, so it may go on into the runs after it.
    fn take(&mut self, index: usize, text: &str) {
        let mut wanted = text;
        for (step, run) in self.runs.iter_mut().skip(index).enumerate() {
            if step > 0 && run.letters > 0 {
                break;
            }
            wanted = run.take(wanted);
            if wanted.is_empty() || !run.rest().is_empty() {
                break;
            }
        }
    }

    fn add(&mut self, span: Span, text: Cow<'a, str>) {
        let index = self.runs.len();
        self.runs.push(Passed { text, bytes: 0, letters: 0 });
        self.by_span.entry(span).and_modify(|known| *known = None).or_insert(Some(index));
    }

    fn run(&mut self, run: &'a Run) {
        self.add(run.span, run.text.as_str().into());
    }

    fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text(run) | Inline::Code(run) => self.run(run),
                Inline::Marked(_, inside) | Inline::Link(_, inside) => self.inlines(inside),
                Inline::Ruby(base, reading) => self.add(reading.span, plain_text(base).into()),
                Inline::Picture(_, alt) => self.add(alt.span, "".into()),
                Inline::Break | Inline::NoteRef(_) => {}
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(paragraph) => self.inlines(&paragraph.content),
            Block::Subhead(subhead) => self.inlines(&subhead.content),
            Block::Verse(verse) => {
                let lines = verse.stanzas.iter().flatten().map(|line| &line.content);
                let above = [&verse.title, &verse.author].into_iter().flatten();
                let all = above.chain(lines).chain(&verse.attribution);
                all.for_each(|line| self.inlines(line));
            }
            Block::Quote(inside) => self.blocks(inside),
            Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Definitions(all) => all.iter().for_each(|definition| {
                self.inlines(&definition.term);
                definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
            }),
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                table.caption.iter().chain(cells).for_each(|cell| self.inlines(cell));
            }
            Block::Code(code) => self.add(code.span, code.text.as_str().into()),
            Block::Figure(figure) => {
                self.add(figure.span, "".into());
                figure.caption.iter().for_each(|caption| self.inlines(caption));
            }
            Block::Aside(aside) => {
                aside.title.iter().for_each(|title| self.inlines(title));
                self.blocks(&aside.blocks);
            }
            Block::Break(_) => {}
        }
    }
}
