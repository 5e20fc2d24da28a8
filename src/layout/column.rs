//! A chapter as one endless column: bands of whole grid lines, with what may part them.
//!
//! In: lines and pictures from the block setters. Out: a [`Column`], which `page.rs` cuts into
//! pages. Every band takes whole lines (占行), so all text stays on the grid (L5.1). Never here:
//! pages.

use crate::units::{Len, Point};

use super::frame::Item;
use super::para::line::{Line, MarkSlot};

/// What it costs to turn the page before a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BreakCost(pub i64);

impl BreakCost {
    /// As good as anywhere.
    pub(super) const FREE: BreakCost = BreakCost(0);
    /// After a paragraph's first line, or before its last (孤行).
    pub(super) const WIDOW: BreakCost = BreakCost(50_000);
    /// Inside a couplet or a short poem (P6).
    pub(super) const VERSE: BreakCost = BreakCost(90_000);
    /// Between a head and what it heads (B14).
    pub(super) const HEAD: BreakCost = BreakCost(400_000);
}

/// Some whole lines that stay together.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// What stands in it; `x` from the left of the type area, `y` from the band's own top.
    pub items: Vec<Item>,
    /// Its note marks, likewise.
    pub marks: Vec<MarkSlot>,
    /// Its lines.
    pub rows: i64,
    /// Empty lines before it; they vanish at the top of a page.
    pub space: i64,
    /// What a page break before it costs.
    pub break_before: BreakCost,
    /// Ids that begin in it.
    pub anchors: Vec<(String, Point)>,
    /// Where the page number of an id is printed: its right end on the baseline.
    pub numbers: Vec<(String, Point)>,
}

impl Band {
    /// An empty band of some lines.
    pub(super) fn new(rows: i64) -> Band {
        Band {
            items: Vec::new(),
            marks: Vec::new(),
            rows,
            space: 0,
            break_before: BreakCost::FREE,
            anchors: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Puts a line into the band, its baseline `baseline` below the band's top.
    pub(super) fn add_line(&mut self, line: Line, left: Len, baseline: Len) {
        let by = Point::new(left, baseline);
        let base = self.items.len();
        self.items.extend(line.items.into_iter().map(|item| moved(item, by)));
        self.marks.extend(line.marks.into_iter().map(|mark| MarkSlot {
            at: Point::new(mark.at.x + by.x, mark.at.y + by.y),
            item_index: mark.item_index + base,
            ..mark
        }));
    }
}

/// A chapter's bands.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// In reading order.
    pub bands: Vec<Band>,
    /// Empty lines owed to the next band.
    space: i64,
    /// The next band belongs to the one before it.
    keep: Option<BreakCost>,
    /// Ids that begin at the next band.
    anchors: Vec<String>,
}

impl Column {
    /// At least so many empty lines come next; more than one request does not add up.
    pub(super) fn space(&mut self, lines: i64) {
        if !self.bands.is_empty() {
            self.space = self.space.max(lines);
        }
    }

    /// The next band shall stand on the same page as the one before.
    pub(super) fn keep_with_next(&mut self, cost: BreakCost) {
        self.keep = Some(self.keep.map_or(cost, |before| before.max(cost)));
    }

    /// An id begins at the next band.
    pub(super) fn anchor(&mut self, id: &str) {
        if !id.is_empty() {
            self.anchors.push(id.to_owned());
        }
    }

    /// Adds a band.
    pub(super) fn push(&mut self, mut band: Band) {
        band.space = band.space.max(self.space);
        self.space = 0;
        if let Some(cost) = self.keep.take() {
            band.break_before = band.break_before.max(cost);
        }
        band.anchors.extend(self.anchors.drain(..).map(|id| (id, Point::default())));
        self.bands.push(band);
    }

    /// Adds the lines of a paragraph, a band each, with 孤行 forbidden in each of its parts; a
    /// run-in subhead stays with the text under it.
    pub(super) fn push_lines(&mut self, lines: Vec<Line>, left: Len, ascent: Len) {
        let opens: Vec<bool> = lines.iter().map(|line| line.opens).collect();
        let opens_at = |index: usize| opens.get(index).copied().unwrap_or(false);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut band = Band::new(1);
            let after_first = index == 1 || (index > 1 && opens_at(index - 1));
            let before_last = index > 0 && (index + 1 == count || opens_at(index + 1));
            if opens_at(index) {
                band.break_before = BreakCost::HEAD;
            } else if after_first || before_last {
                band.break_before = BreakCost::WIDOW;
            }
            band.add_line(line, left, ascent);
            self.push(band);
        }
    }
}

/// The same thing elsewhere.
pub(super) fn moved(mut item: Item, by: Point) -> Item {
    let shift = |point: &mut Point| {
        point.x += by.x;
        point.y += by.y;
    };
    match &mut item {
        Item::Glyphs(run) => shift(&mut run.origin),
        Item::Rule(rule) => shift(&mut rule.rect.origin),
        Item::Picture(picture) => shift(&mut picture.rect.origin),
        Item::Link(link) => shift(&mut link.rect.origin),
        Item::Line(line) => shift(&mut line.at),
    }
    item
}
