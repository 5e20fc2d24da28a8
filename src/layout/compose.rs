//! Bands and notes put on their pages; note marks get their numbers.
//!
//! In: units, their cuts and the lines of the notes. Out: [`Draft`]s: pages whose items stand
//! relative to the type area, so that left and right pages differ only by their margin. Never
//! here: running heads and folios.

use crate::diag::span::Span;
use crate::font::Faces;
use crate::model::settings::NotePlacement;
use crate::units::{Len, Point, Rect, Size};

use super::column::{Band, Unit, moved};
use super::frame::{Destination, Ink, Item, Rule};
use super::note::{back_id, mark_item};
use super::para::line::{Line, MarkSlot, link_item};
use super::place::{Cut, NONE, Piece};
use super::style::Style;

/// A page before it has a place in the book.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// What stands on it, from the upper left corner of the type area.
    pub items: Vec<Item>,
    /// Ids that begin on it.
    pub anchors: Vec<(String, Point)>,
    /// Where the page number of an id is printed: its right end on the baseline.
    pub numbers: Vec<(String, Point)>,
    /// Whether it opens a chapter or a part: no running head.
    pub opening: bool,
    /// Whether it shows no folio either.
    pub bare: bool,
}

impl Draft {
    /// A page without anything on it, not even a folio.
    pub(super) fn blank() -> Draft {
        Draft { opening: true, bare: true, ..Draft::default() }
    }
}

/// What a chapter's pages are made of.
pub(super) struct Composer<'a> {
    /// The page.
    pub style: &'a Style,
    /// Glyphs of note marks.
    pub faces: &'a Faces,
    /// The ids of the notes.
    pub note_ids: &'a [String],
    /// The lines of all notes, each with its note's index and whether it is the note's first.
    pub note_lines: &'a [(usize, bool, Line)],
    /// Whether numbers begin anew on every page.
    pub placement: NotePlacement,
}

impl Composer<'_> {
    /// Puts units on pages.
    pub(super) fn pages(&self, mut units: Vec<Unit>, cuts: &[Cut]) -> Vec<Draft> {
        let mut pages = Vec::with_capacity(cuts.len());
        let mut numbers: Vec<Option<usize>> = vec![None; self.note_ids.len()];
        for cut in cuts {
            let mut draft = Draft::default();
            let mut used = 0;
            for (piece, top) in in_reading_order(cut, &units) {
                let Some(unit) = units.get_mut(piece.unit) else { continue };
                let mut row = top;
                if piece.lines.start > 0
                    && let Some(again) = &unit.again
                {
                    let head = again.head.clone();
                    row += head.rows;
                    self.add_band(head, self.style.pitch * top, &numbers, &mut draft);
                }
                let Some(way) = unit.ways.get_mut(piece.way) else { continue };
                let parted = piece.lines.end < way.bands.len();
                for band in way.bands.get_mut(piece.lines).unwrap_or(&mut []) {
                    let band = std::mem::replace(band, Band::new(0));
                    let (at, rows) = (self.style.pitch * row, band.rows);
                    self.number_marks(&band.marks, &mut numbers, &mut used);
                    self.add_band(band, at, &numbers, &mut draft);
                    row += rows;
                }
                if parted && let Some(again) = &unit.again {
                    let bottom = Point::new(Len::ZERO, self.style.pitch * row);
                    draft.items.push(moved(again.foot.clone(), bottom));
                }
            }
            self.add_notes(cut, &numbers, &mut draft);
            pages.push(draft);
        }
        if let Some(first) = pages.first_mut() {
            first.opening = true;
        }
        pages
    }

    /// Notes are numbered as their marks come, from ① on each page (or through the chapter).
    fn number_marks(&self, marks: &[MarkSlot], numbers: &mut [Option<usize>], used: &mut usize) {
        for mark in marks {
            let index = mark.note.note_index;
            let Some(number) = numbers.get_mut(index) else { continue };
            if self.placement == NotePlacement::Page {
                if number.is_none() {
                    *used += 1;
                    *number = Some(*used);
                }
            } else {
                *number = Some(index + 1);
            }
        }
    }

    fn add_band(&self, band: Band, top: Len, numbers: &[Option<usize>], draft: &mut Draft) {
        let by = Point::new(Len::ZERO, top);
        let mut marks = band.marks.iter().peekable();
        for (index, item) in band.items.into_iter().enumerate() {
            while let Some(mark) = marks.next_if(|mark| mark.item_index <= index) {
                self.add_mark(mark, by, numbers, draft);
            }
            draft.items.push(moved(item, by));
        }
        for mark in marks {
            self.add_mark(mark, by, numbers, draft);
        }
        let placed = |(id, at): (String, Point)| (id, Point::new(at.x, at.y + top));
        draft.anchors.extend(band.anchors.into_iter().map(placed));
        draft.numbers.extend(band.numbers.into_iter().map(placed));
    }

    /// A mark leads to its note, and the note's mark back to the first mark.
    fn add_mark(&self, mark: &MarkSlot, by: Point, numbers: &[Option<usize>], draft: &mut Draft) {
        let index = mark.note.note_index;
        let (Some(Some(number)), Some(id)) = (numbers.get(index), self.note_ids.get(index)) else {
            return;
        };
        let Some(item) = mark_item(self.faces, mark, *number, mark.note.span) else { return };
        draft.items.push(moved(item, by));
        let to = Destination::Anchor(id.clone());
        let at = Point::new(by.x, by.y + mark.at.y);
        draft.items.push(moved(link_item(mark.at.x, mark.width, mark.size, to), at));
        if mark.note.occurrence == 0 {
            let place = Point::new(mark.at.x, by.y);
            draft.anchors.push((back_id(id), place));
        }
    }

    /// Notes stand on the last lines of the page, under a short rule.
    fn add_notes(&self, cut: &Cut, numbers: &[Option<usize>], draft: &mut Draft) {
        let style = self.style;
        let lines = self.note_lines.get(cut.note_lines.clone()).unwrap_or(&[]);
        if lines.is_empty() {
            return;
        }
        let last = style.pitch * (style.lines - 1) + style.ascent();
        let mut baseline = last - style.note_pitch * (lines.len() as i64 - 1);
        let rule = Rect {
            origin: Point::new(Len::ZERO, baseline - style.note - style.pitch * 3 / 10),
            size: Size { width: style.measure() / 4, height: Len::pt100(40) },
        };
        draft.items.push(Item::Rule(Rule { rect: rule, ink: Ink::Black }));
        for (note, first, line) in lines {
            let by = Point::new(Len::ZERO, baseline);
            if *first {
                self.add_note_mark(*note, baseline, numbers, draft);
            }
            draft.items.extend(line.items.iter().map(|item| moved(item.clone(), by)));
            baseline += style.note_pitch;
        }
    }

    fn add_note_mark(
        &self,
        note: usize,
        baseline: Len,
        numbers: &[Option<usize>],
        draft: &mut Draft,
    ) {
        let Some(id) = self.note_ids.get(note) else { return };
        let top = baseline - self.style.note;
        draft.anchors.push((id.clone(), Point::new(Len::ZERO, top)));
        let size = self.style.note;
        let slot = MarkSlot {
            note: crate::model::inline::NoteRef {
                note_index: note,
                occurrence: 0,
                span: Span::default(),
            },
            at: Point::new(Len::ZERO, baseline),
            width: size,
            size,
            item_index: 0,
        };
        // A note that is never called has no number; its words stand all the same.
        let Some(Some(number)) = numbers.get(note) else { return };
        if let Some(item) = mark_item(self.faces, &slot, *number, Span::default()) {
            draft.items.push(item);
            let to = Destination::Anchor(back_id(id));
            draft
                .items
                .push(moved(link_item(Len::ZERO, size, size, to), Point::new(Len::ZERO, baseline)));
        }
    }
}

/// The pieces of a page, each with its first row. A picture that was left over from the page before
/// stands above the rest of a paragraph, and is read after it.
fn in_reading_order(cut: &Cut, units: &[Unit]) -> Vec<(Piece, i64)> {
    let mut row = 0;
    let mut pieces = Vec::new();
    for piece in cut.pieces(units) {
        let Some(unit) = units.get(piece.unit) else { continue };
        row += piece.gap;
        let top = row;
        if piece.lines.start > 0 {
            row += unit.again.as_ref().map_or(0, |again| again.head.rows);
        }
        let bands = unit.ways.get(piece.way).and_then(|way| way.bands.get(piece.lines.clone()));
        row += bands.unwrap_or(&[]).iter().map(|band| band.rows).sum::<i64>();
        pieces.push((piece, top));
    }
    if cut.from.floating != NONE && cut.from.line > 0 && pieces.len() > 1 {
        pieces.swap(0, 1);
    }
    pieces
}
