//! A chapter as one endless column: units of whole grid lines, with what may part them.
//!
//! In: lines and pictures from the block setters. Out: a [`Column`], which `page.rs` cuts into
//! pages. Every band takes whole lines (占行), so all text stays on the grid (L5.1). Never here:
//! pages.

use std::cell::OnceCell;

use crate::units::{Len, Point};

use super::frame::Item;
use super::para::line::{Line, MarkSlot};
use super::para::scan::Setter;
use super::para::ways::{Pliant, Ways};

/// What it costs to turn the page before a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BreakCost(pub i64);

impl BreakCost {
    /// As good as anywhere.
    pub(super) const FREE: BreakCost = BreakCost(0);
    /// Allowed, not loved: between the stanzas of a poem, the rows of a table.
    pub(super) const POOR: BreakCost = BreakCost(900);
    /// After a paragraph's first line, or before its last (孤行).
    pub(super) const WIDOW: BreakCost = BreakCost(50_000);
    /// After a single line under a head (B14).
    pub(super) const HEADED: BreakCost = BreakCost(70_000);
    /// Inside a couplet or a short poem (P6).
    pub(super) const VERSE: BreakCost = BreakCost(90_000);
    /// Between a head and what it heads (B14).
    pub(super) const HEAD: BreakCost = BreakCost(400_000);
}

/// So many lines stand under a head before the page may end (L4.9).
const LINES_UNDER_HEAD: i64 = 2;

/// Some whole lines that stay together.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// What stands in it; `x` from the left of the type area, `y` from the band's own top.
    pub items: Vec<Item>,
    /// Its note marks, likewise.
    pub marks: Vec<MarkSlot>,
    /// Its lines.
    pub rows: i64,
    /// What a page break before it costs, inside its unit.
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

    /// Puts things before all others.
    pub(super) fn add_first(&mut self, items: impl IntoIterator<Item = Item>) {
        let before = self.items.len();
        self.items.splice(0..0, items);
        let count = self.items.len() - before;
        self.marks.iter_mut().for_each(|mark| mark.item_index += count);
    }
}

/// One way to set a unit.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// Its bands; never none.
    pub bands: Vec<Band>,
    /// How much worse it looks than the unit's first way.
    pub cost: i64,
}

/// Whether a unit may stand elsewhere than where it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Floats {
    /// No.
    No,
    /// At the top of the next page, when there is no room for it here (B18).
    ToNextPage,
}

/// What stands again where a page begins inside a unit: the head of a table (B19).
#[derive(Clone, Debug)]
pub(super) struct Again {
    /// Above what goes on.
    pub head: Band,
    /// Under the last band of the page before; `y` from that band's bottom.
    pub foot: Item,
}

/// Ways that are worked out when a page asks for them.
#[derive(Clone, Debug)]
pub(super) struct Later {
    paragraph: Pliant,
    left: Len,
    ascent: Len,
    /// What stands before all else in its first band.
    first: Vec<Item>,
    found: OnceCell<Vec<Way>>,
}

/// What belongs together: a paragraph, a head, a picture, a table.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The ways to set it; the first is how it comes.
    pub ways: Vec<Way>,
    /// Empty lines before it; they vanish at the top of a page.
    pub space: i64,
    /// What a page break before it costs.
    pub break_before: BreakCost,
    /// Whether it heads what follows.
    pub heads: bool,
    /// Whether it may stand on the next page.
    pub floats: Floats,
    /// What stands again where it is parted.
    pub again: Option<Again>,
    /// How to find more ways.
    pub later: Option<Box<Later>>,
}

impl Unit {
    /// Bands that stay in their order.
    pub(super) fn of(bands: Vec<Band>) -> Unit {
        Unit {
            ways: vec![Way { bands, cost: 0 }],
            space: 0,
            break_before: BreakCost::FREE,
            heads: false,
            floats: Floats::No,
            again: None,
            later: None,
        }
    }

    /// One of its ways.
    pub(super) fn way(&self, index: usize) -> Option<&Way> {
        self.ways.get(index).or_else(|| {
            let later = self.later.as_ref()?;
            later.found.get()?.get(index - self.ways.len())
        })
    }

    /// How many ways there are; asks for all.
    pub(super) fn count_ways(&self, setter: &Setter<'_>) -> usize {
        let Some(later) = &self.later else { return self.ways.len() };
        self.ways.len() + later.found.get_or_init(|| later.ways(setter, &self.ways)).len()
    }

    /// Keeps the ways that have been asked for, and forgets how to find others.
    pub(super) fn settle(&mut self) {
        let found = self.later.take().and_then(|later| later.found.into_inner());
        self.ways.extend(found.into_iter().flatten());
    }

    /// The first band of every way.
    fn firsts(&mut self) -> impl Iterator<Item = &mut Band> {
        self.ways.iter_mut().filter_map(|way| way.bands.first_mut())
    }
}

impl Later {
    fn ways(&self, setter: &Setter<'_>, known: &[Way]) -> Vec<Way> {
        let first = known.first().and_then(|way| way.bands.first());
        let mut ways = Vec::new();
        for other in self.paragraph.others(setter) {
            let mut bands = line_bands(other.lines, self.left, self.ascent);
            if let (Some(band), Some(first)) = (bands.first_mut(), first) {
                band.anchors.clone_from(&first.anchors);
                band.add_first(self.first.iter().cloned());
            }
            ways.push(Way { bands, cost: other.cost });
        }
        ways
    }
}

/// A chapter's units.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// In reading order.
    pub units: Vec<Unit>,
    /// Empty lines owed to the next unit.
    space: i64,
    /// The next unit belongs to the one before it.
    keep: Option<BreakCost>,
    /// Lines that must still come before the page may end.
    owed: i64,
    /// Ids that begin at the next unit.
    anchors: Vec<String>,
}

impl Column {
    /// At least so many empty lines come next; more than one request does not add up.
    pub(super) fn space(&mut self, lines: i64) {
        if !self.units.is_empty() {
            self.space = self.space.max(lines);
        }
    }

    /// The next unit shall stand on the same page as the one before.
    pub(super) fn keep_with_next(&mut self, cost: BreakCost) {
        self.keep = Some(self.keep.map_or(cost, |before| before.max(cost)));
    }

    /// The unit before is a head: it stays with what follows, and with two lines of it.
    pub(super) fn head_before(&mut self) {
        self.keep_with_next(BreakCost::HEAD);
        self.owed = LINES_UNDER_HEAD;
        if let Some(unit) = self.units.last_mut() {
            unit.heads = true;
        }
    }

    /// An id begins at the next unit.
    pub(super) fn anchor(&mut self, id: &str) {
        if !id.is_empty() {
            self.anchors.push(id.to_owned());
        }
    }

    /// Adds a unit of one band.
    pub(super) fn push(&mut self, band: Band) {
        self.push_unit(Unit::of(vec![band]));
    }

    /// Adds a unit.
    pub(super) fn push_unit(&mut self, mut unit: Unit) {
        let Some(way) = unit.ways.first() else { return };
        let rows: i64 = way.bands.iter().map(|band| band.rows).sum();
        unit.space = unit.space.max(self.space);
        self.space = 0;
        if let Some(cost) = self.keep.take() {
            unit.break_before = unit.break_before.max(cost);
        } else if self.owed > 0 {
            unit.break_before = unit.break_before.max(BreakCost::HEADED);
        }
        self.owed = (self.owed - rows).max(0);
        let anchors: Vec<(String, Point)> =
            self.anchors.drain(..).map(|id| (id, Point::default())).collect();
        unit.firsts().for_each(|band| band.anchors.extend(anchors.iter().cloned()));
        self.units.push(unit);
    }

    /// Adds the lines of a paragraph, a band each, with 孤行 forbidden in each of its parts; a
    /// run-in subhead stays with the text under it.
    pub(super) fn push_lines(&mut self, lines: Vec<Line>, left: Len, ascent: Len) {
        self.push_ways(Ways { lines, pliant: None }, left, ascent);
    }

    /// Adds a paragraph that can be set in more than one way.
    pub(super) fn push_ways(&mut self, ways: Ways, left: Len, ascent: Len) {
        if ways.lines.is_empty() {
            return;
        }
        let mut unit = Unit::of(line_bands(ways.lines, left, ascent));
        unit.later = ways.pliant.map(|paragraph| {
            Box::new(Later { paragraph, left, ascent, first: Vec::new(), found: OnceCell::new() })
        });
        self.push_unit(unit);
    }

    /// Puts things into the first band of a unit, before all others, however it is set.
    pub(super) fn add_first(&mut self, unit_index: usize, items: &[Item]) {
        if let Some(unit) = self.units.get_mut(unit_index) {
            unit.firsts().for_each(|band| band.add_first(items.iter().cloned()));
            unit.later.iter_mut().for_each(|later| later.first.extend(items.iter().cloned()));
        }
    }
}

/// A band for each line.
fn line_bands(lines: Vec<Line>, left: Len, ascent: Len) -> Vec<Band> {
    let opens: Vec<bool> = lines.iter().map(|line| line.opens).collect();
    let opens_at = |index: usize| opens.get(index).copied().unwrap_or(false);
    let count = lines.len();
    let mut bands = Vec::with_capacity(count);
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
        bands.push(band);
    }
    bands
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
