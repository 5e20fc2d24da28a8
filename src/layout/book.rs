//! The book's pages in their order: front matter, contents, parts, chapters, back matter.
//!
//! In: the drafts of every chapter. Out: [`Pages`] with labels, running heads, folios, anchors and
//! the outline. Parts and the first chapter open on a right page; blank pages are truly blank
//! (B4, B10, B11). Never here: how text is set.

use std::collections::BTreeMap;

use crate::model::book::{Book, Division};
use crate::model::settings::Toggle;
use crate::model::toc::{Entry, EntryKind, chapter_title, contents};
use crate::units::Point;

use super::column::moved;
use super::compose::Draft;
use super::contents::{CONTENTS_ID, name as contents_name, number_item};
use super::flow::Flow;
use super::frame::{Anchor, Item, LabelStyle, OutlineEntry, Page, PageLabel, Pages};
use super::running::{Side, label_text};

/// Pages on their way to a place in the book.
#[derive(Clone, Debug)]
pub(super) struct Sheaf {
    /// The pages.
    pub drafts: Vec<Draft>,
    /// What the running head of its rectos says.
    pub head: String,
    /// Whether it must begin on a right page.
    pub recto: bool,
    /// Whether it is counted i, ii, iii.
    pub front: bool,
}

impl Sheaf {
    /// Pages with one running head.
    pub(super) fn new(drafts: Vec<Draft>, head: impl Into<String>) -> Sheaf {
        Sheaf { drafts, head: head.into(), recto: false, front: false }
    }
}

/// Puts the sheaves one after the other and finishes every page.
pub(super) fn bind(book: &Book, sheaves: Vec<Sheaf>, flow: &mut Flow<'_, '_>) -> Pages {
    let slots = sequence(sheaves);
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
struct Slot {
    draft: Draft,
    head: String,
    front: bool,
}

/// Adds the blank pages that openings on the right need; the body begins on the right too.
fn sequence(sheaves: Vec<Sheaf>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut was_front = true;
    for sheaf in sheaves {
        let first_of_body = was_front && !sheaf.front;
        if (sheaf.recto || first_of_body) && slots.len() % 2 == 1 {
            let draft = Draft { opening: true, bare: true, ..Draft::default() };
            slots.push(Slot { draft, head: String::new(), front: was_front });
        }
        was_front = sheaf.front;
        for draft in sheaf.drafts {
            slots.push(Slot { draft, head: sheaf.head.clone(), front: sheaf.front });
        }
    }
    slots
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
    outline.insert(fronts.min(outline.len()), own);
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

/// The running head of a chapter.
pub(super) fn running_title(book: &Book, chapter_index: usize) -> String {
    book.chapters.get(chapter_index).map(chapter_title).unwrap_or_default()
}
