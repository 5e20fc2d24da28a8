//! The book's pages in their order: front matter, contents, parts, chapters, back matter.
//!
//! In: the drafts of every chapter. Out: [`Pages`] with labels, running heads, folios, anchors and
//! the outline. Parts and the first chapter open on a right page; blank pages are truly blank
//! (B4, B10, B11). Never here: how text is set.

use std::collections::BTreeMap;

use crate::font::Faces;
use crate::model::book::{Book, Division};
use crate::model::settings::{NotePlacement, Toggle};
use crate::model::toc::{Entry, EntryKind, contents};
use crate::units::Point;

use super::column::moved;
use super::compose::Draft;
use super::contents::{CONTENTS_ID, name as contents_name, number_item};
use super::flow::Flow;
use super::frame::{Anchor, Item, LabelStyle, OutlineEntry, Page, PageLabel, Pages};
use super::galley::Galley;
use super::page::Opening;
use super::running::{Side, label_text};
use super::style::Style;

/// Pages on their way to a place in the book.
#[derive(Debug)]
pub(super) struct Sheaf {
    sheets: Sheets,
    /// What the running head of its rectos says.
    head: String,
    /// Whether it must begin on a right page.
    pub recto: bool,
    /// Whether it is counted i, ii, iii.
    pub front: bool,
}

/// What a sheaf is made of.
#[derive(Debug)]
enum Sheets {
    /// Pages.
    Ready(Vec<Draft>),
    /// A chapter that must know where it opens.
    Galley(Galley),
}

impl Sheaf {
    /// Pages without running heads.
    pub(super) fn ready(drafts: Vec<Draft>) -> Sheaf {
        let sheets = Sheets::Ready(drafts);
        Sheaf { sheets, head: String::new(), recto: false, front: false }
    }

    /// A chapter with its running head.
    pub(super) fn of(galley: Galley, head: impl Into<String>) -> Sheaf {
        let sheets = Sheets::Galley(galley);
        Sheaf { sheets, head: head.into(), recto: false, front: false }
    }

    /// Other pages in the same place.
    pub(super) fn renew(&mut self, drafts: Vec<Draft>) {
        self.sheets = Sheets::Ready(drafts);
    }

    fn count(&self, opening: Opening) -> usize {
        match &self.sheets {
            Sheets::Ready(drafts) => drafts.len(),
            Sheets::Galley(galley) => galley.count(opening),
        }
    }
}

/// A sheaf that knows where it opens.
#[derive(Debug)]
pub(super) struct Bundle {
    sheaf: Sheaf,
    opening: Opening,
    /// Whether a blank page stands before it, and of which count.
    blank: Option<LabelStyle>,
}

/// Finds where each sheaf opens; a blank page comes before one that must open on the right and
/// else would not. The body opens on the right too. Blank pages at the end fill the last sheet
/// (B20).
pub(super) fn place(sheaves: Vec<Sheaf>, multiple: u32) -> Vec<Bundle> {
    let mut counter = Counter { pages: 0, was_front: true };
    let mut bundles: Vec<Bundle> = sheaves.into_iter().map(|sheaf| counter.bundle(sheaf)).collect();
    let blanks = counter.blanks(multiple);
    let sheaf = Sheaf::ready(vec![Draft::blank(); blanks]);
    bundles.push(Bundle { sheaf, opening: Opening::Recto, blank: None });
    bundles
}

/// How many pages there will be.
pub(super) fn count(sheaves: &[Sheaf], multiple: u32) -> usize {
    let mut counter = Counter { pages: 0, was_front: true };
    sheaves.iter().for_each(|sheaf| {
        counter.step(sheaf);
    });
    counter.pages + counter.blanks(multiple)
}

struct Counter {
    pages: usize,
    was_front: bool,
}

impl Counter {
    /// Whether a blank page comes before a sheaf, and on which side it opens.
    fn step(&mut self, sheaf: &Sheaf) -> (bool, Opening) {
        let first_of_body = self.was_front && !sheaf.front;
        let turns = (sheaf.recto || first_of_body) && !self.pages.is_multiple_of(2);
        self.pages += usize::from(turns);
        let opening = if self.pages.is_multiple_of(2) { Opening::Recto } else { Opening::Verso };
        self.pages += sheaf.count(opening);
        self.was_front = sheaf.front;
        (turns, opening)
    }

    fn bundle(&mut self, sheaf: Sheaf) -> Bundle {
        let style = if self.was_front { LabelStyle::Roman } else { LabelStyle::Arabic };
        let (turns, opening) = self.step(&sheaf);
        Bundle { sheaf, opening, blank: turns.then_some(style) }
    }

    fn blanks(&self, multiple: u32) -> usize {
        let multiple = usize::try_from(multiple).unwrap_or(1).max(1);
        self.pages.next_multiple_of(multiple) - self.pages
    }
}

impl Bundle {
    /// The pages, with the blank one before them.
    pub(super) fn pages(self, style: &Style, faces: &Faces, placement: NotePlacement) -> Vec<Slot> {
        let Bundle { sheaf, opening, blank } = self;
        let drafts = match sheaf.sheets {
            Sheets::Ready(drafts) => drafts,
            Sheets::Galley(galley) => galley.pages(opening, style, faces, placement),
        };
        let blank = blank.map(|style| Slot {
            draft: Draft::blank(),
            head: String::new(),
            front: style == LabelStyle::Roman,
        });
        let (head, front) = (sheaf.head, sheaf.front);
        let slot = |draft| Slot { draft, head: head.clone(), front };
        blank.into_iter().chain(drafts.into_iter().map(slot)).collect()
    }
}

/// Finishes every page.
pub(super) fn bind(book: &Book, bundles: Vec<Vec<Slot>>, flow: &mut Flow<'_, '_>) -> Pages {
    let slots: Vec<Slot> = bundles.into_iter().flatten().collect();
    let labels = number(&slots);
    let mut places: BTreeMap<String, (usize, Point)> = BTreeMap::new();
    for (page_index, slot) in slots.iter().enumerate() {
        let origin = flow.style.origin(side(page_index) == Side::Recto);
        for (id, at) in &slot.draft.anchors {
            let at = Point::new(at.x + origin.x, at.y + origin.y);
            places.entry(id.clone()).or_insert((page_index, at));
        }
    }
    let heads = book.settings.pdf.running_heads == Toggle::On;
    let pages = slots
        .into_iter()
        .zip(&labels)
        .enumerate()
        .map(|(page_index, (slot, label))| {
            let head = heads.then_some(book.meta.title.as_str());
            finish(slot, page_index, *label, (head, &places, &labels), flow)
        })
        .collect();
    let anchors =
        places.into_iter().map(|(id, (page_index, at))| Anchor { id, page_index, at }).collect();
    Pages { trim: flow.style.trim, pages, anchors, outline: outline(book) }
}

/// A page and what its sheaf says of it.
#[derive(Debug)]
pub(super) struct Slot {
    draft: Draft,
    head: String,
    front: bool,
}

fn number(slots: &[Slot]) -> Vec<PageLabel> {
    let fronts = slots.iter().take_while(|slot| slot.front).count();
    (0..slots.len())
        .map(|index| {
            let (style, before) =
                if index < fronts { (LabelStyle::Roman, 0) } else { (LabelStyle::Arabic, fronts) };
            PageLabel { style, number: u32::try_from(index - before + 1).unwrap_or(u32::MAX) }
        })
        .collect()
}

fn side(page_index: usize) -> Side {
    if page_index.is_multiple_of(2) { Side::Recto } else { Side::Verso }
}

type Surroundings<'a> = (Option<&'a str>, &'a BTreeMap<String, (usize, Point)>, &'a [PageLabel]);

fn finish(
    slot: Slot,
    page_index: usize,
    label: PageLabel,
    (head, places, labels): Surroundings<'_>,
    flow: &mut Flow<'_, '_>,
) -> Page {
    let side = side(page_index);
    let mut items = slot.draft.items;
    for (id, at) in &slot.draft.numbers {
        let Some(label) = places.get(id).and_then(|(page, _)| labels.get(*page)) else { continue };
        let faces = flow.setter.faces;
        items.extend(number_item(faces, &label_text(*label), flow.style.body, at.x, at.y));
    }
    if let Some(title) = head.filter(|_| !slot.draft.opening) {
        let text = if side == Side::Verso { title } else { &slot.head };
        items.extend(flow.running_head(text, side));
    }
    if !slot.draft.bare {
        items.extend(flow.folio(label, side));
    }
    let origin = flow.style.origin(side == Side::Recto);
    Page { items: items.into_iter().map(|item: Item| moved(item, origin)).collect(), label }
}

/// The outline: the contents of the book, with the contents pages themselves.
fn outline(book: &Book) -> Vec<OutlineEntry> {
    let entries = contents(book);
    let fronts = entries.iter().filter(|entry| is_front(book, entry)).count();
    let mut outline: Vec<OutlineEntry> = entries.iter().map(bookmark).collect();
    let own = OutlineEntry {
        title: contents_name(book.meta.language.script).to_owned(),
        anchor: CONTENTS_ID.to_owned(),
        children: Vec::new(),
    };
    if book.settings.pdf.contents_depth > 0 {
        outline.insert(fronts.min(outline.len()), own);
    }
    outline
}

fn is_front(book: &Book, entry: &Entry) -> bool {
    entry.kind == EntryKind::Chapter
        && book
            .chapters
            .get(entry.chapter_index)
            .is_some_and(|chapter| chapter.division == Division::Front)
}

fn bookmark(entry: &Entry) -> OutlineEntry {
    OutlineEntry {
        title: entry.title.clone(),
        anchor: entry.target.clone(),
        children: entry.children.iter().map(bookmark).collect(),
    }
}
