//! Places in a column, and the pages between them.
//!
//! In: nothing; `page.rs` chooses. Out: [`State`]s, where a page may begin, and [`Cut`]s, the pages
//! that were chosen, as [`Piece`]s of units. Never here: costs.

use std::ops::Range;

use super::column::{Floats, Unit};

/// A place between two bands of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The unit that comes next, or goes on.
    pub unit: usize,
    /// In which of its ways it is set, when it goes on.
    pub way: usize,
    /// The first of its bands that is still to come.
    pub line: usize,
    /// A unit before it that shall open the next page; [`NONE`] when there is none, so that a
    /// place that owes nothing any more comes after one that does.
    pub floating: usize,
}

/// No unit.
pub(super) const NONE: usize = usize::MAX;

/// How far a chapter is set when a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    /// Of its text.
    pub place: Place,
    /// Of the lines of its notes.
    pub notes: usize,
}

/// A unit that is not set as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// Which unit.
    pub unit: usize,
    /// Which of its ways.
    pub way: usize,
    /// Empty lines before it, beyond its own.
    pub extra: i64,
}

/// One page of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Place,
    /// The units on it that are not set as they come.
    pub choices: Vec<Choice>,
    /// The note lines on it, counted through the chapter.
    pub note_lines: Range<usize>,
}

/// Some bands of a unit on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The unit.
    pub unit: usize,
    /// In which of its ways.
    pub way: usize,
    /// Which of its bands.
    pub lines: Range<usize>,
    /// Empty lines before it.
    pub gap: i64,
}

/// Empty lines before a unit that does not open a page: a picture has one below it, unless it is
/// left to the next page.
pub(super) fn gap(units: &[Unit], index: usize, floating: usize) -> i64 {
    let own = units.get(index).map_or(0, |unit| unit.space);
    let before = index.checked_sub(1).filter(|before| *before != floating);
    let below = before
        .and_then(|before| units.get(before))
        .is_some_and(|unit| unit.floats == Floats::ToNextPage);
    own.max(i64::from(below))
}

impl Cut {
    /// The pieces of the page from its top.
    pub(super) fn pieces(&self, units: &[Unit]) -> Vec<Piece> {
        let count = |unit: usize, way: usize| {
            units.get(unit).and_then(|unit| unit.way(way)).map_or(0, |way| way.bands.len())
        };
        let mut pieces: Vec<Piece> = Vec::new();
        let top = self.from.floating;
        if top != NONE {
            pieces.push(Piece { unit: top, way: 0, lines: 0..count(top, 0), gap: 0 });
        }
        let last = if self.to.line > 0 { self.to.unit + 1 } else { self.to.unit };
        for unit in self.from.unit..last {
            if unit == self.to.floating {
                continue;
            }
            let choice = self.choices.iter().find(|choice| choice.unit == unit);
            let goes_on = unit == self.from.unit && self.from.line > 0;
            let (way, start) = if goes_on {
                (self.from.way, self.from.line)
            } else {
                (choice.map_or(0, |choice| choice.way), 0)
            };
            let ends = unit == self.to.unit;
            let end = if ends { self.to.line } else { count(unit, way) };
            let under_top = pieces.len() == 1 && top != NONE;
            let gap = match pieces.is_empty() {
                true => 0,
                false if goes_on => 1,
                false if under_top => units.get(unit).map_or(1, |unit| unit.space.max(1)),
                false => gap(units, unit, self.to.floating),
            };
            let extra = choice.map_or(0, |choice| choice.extra);
            pieces.push(Piece { unit, way, lines: start..end, gap: gap + extra });
        }
        pieces
    }
}
