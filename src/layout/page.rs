//! Where pages end: the best cuts of a whole chapter, its notes at the feet of their pages.
//!
//! In: the bands of a column, the length of every note, the lines of a page. Out: which bands and
//! which note lines stand on each page. Least cost over the chapter: no 孤行, no stranded head
//! (L4.9, B14), pages full where that can be; a note begins on the page of its mark and is parted
//! only when it must be, two lines on each side (A5). Never here: ink.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::units::Len;

use super::column::Band;
use super::style::Style;

/// One page of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The bands on it.
    pub bands: Range<usize>,
    /// The note lines on it, counted through the chapter.
    pub note_lines: Range<usize>,
}

/// A note that is parted.
const PARTED_NOTE: i64 = 30_000;
/// An empty row at the foot of a page, squared.
const SHORT_PAGE: i64 = 150;
/// A chapter's last page with so few rows looks forgotten (B21).
const FEWEST_LAST_ROWS: i64 = 5;
/// For each row that is lacking there.
const SHORT_LAST_PAGE: i64 = 400;
/// A band higher than the page.
const OVERFULL: i64 = 50_000_000;

/// What a chapter's notes need.
#[derive(Clone, Debug, Default)]
pub(super) struct NoteLengths {
    /// For each band, how many notes have been called up to its end.
    pub called: Vec<usize>,
    /// For each note, the first of its lines, counted through the chapter; one more at the end.
    pub starts: Vec<usize>,
}

impl NoteLengths {
    /// How many note lines are owed once bands `..end` are set.
    fn owed(&self, end: usize) -> usize {
        let notes = end.checked_sub(1).and_then(|band| self.called.get(band)).copied().unwrap_or(0);
        self.starts.get(notes).copied().unwrap_or(0)
    }

    /// Whether the lines may be parted before line `at`: at a note's start, or with two lines of
    /// the note on either side.
    fn may_part(&self, at: usize) -> bool {
        let index = self.starts.partition_point(|start| *start <= at);
        let Some(start) = index.checked_sub(1).and_then(|i| self.starts.get(i)) else {
            return true;
        };
        let end = self.starts.get(index).copied().unwrap_or(at);
        at == *start || (at - start >= 2 && end.saturating_sub(at) >= 2)
    }
}

/// Rows at the foot of the page that so many note lines take, with the gap above them.
pub(super) fn note_rows(style: &Style, lines: usize) -> i64 {
    if lines == 0 {
        return 0;
    }
    let height = style.note_pitch * lines as i64 + style.pitch * 3 / 4;
    (height + style.pitch - Len(1)).count(style.pitch)
}

/// The place of a page's end: bands set, note lines set.
type State = (usize, usize);

/// Cuts a chapter into pages.
pub(super) fn cut(bands: &[Band], notes: &NoteLengths, style: &Style) -> Vec<Cut> {
    let goal = (bands.len(), notes.owed(bands.len()));
    let mut best: BTreeMap<State, (i64, Option<State>)> = BTreeMap::new();
    best.insert((0, 0), (0, None));
    let mut current = Some((0, 0));
    while let Some(state) = current {
        let cost = best.get(&state).map_or(0, |(cost, _)| *cost);
        for (next, more) in pages_from(state, bands, notes, style) {
            let total = cost + more;
            let known = best.get(&next).map(|(known, _)| *known);
            if known.is_none_or(|known| total < known) {
                best.insert(next, (total, Some(state)));
            }
        }
        let after = (std::ops::Bound::Excluded(state), std::ops::Bound::Unbounded);
        current = best.range(after).next().map(|(state, _)| *state);
    }
    trace(&best, goal)
}

fn trace(best: &BTreeMap<State, (i64, Option<State>)>, goal: State) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut state = goal;
    while let Some((_, Some(from))) = best.get(&state) {
        cuts.push(Cut { bands: from.0..state.0, note_lines: from.1..state.1 });
        state = *from;
    }
    cuts.reverse();
    cuts
}

/// All pages that could begin at a state, with their cost.
fn pages_from(
    (start, set): State,
    bands: &[Band],
    notes: &NoteLengths,
    style: &Style,
) -> Vec<(State, i64)> {
    let mut pages = Vec::new();
    let carried = notes.owed(start).saturating_sub(set);
    if carried > 0 && (start == bands.len() || note_rows(style, carried) >= style.lines) {
        pages.push(notes_only((start, set), carried, style));
    }
    let mut rows = 0;
    for (index, band) in bands.iter().enumerate().skip(start) {
        rows += band.rows + if index == start { 0 } else { band.space };
        if rows > style.lines && index > start {
            break;
        }
        let end = index + 1;
        let owed = notes.owed(end) - set;
        let used = rows + note_rows(style, owed);
        if used <= style.lines {
            pages.push(((end, set + owed), page_cost(bands, end, used, style)));
        } else if let Some(part) = parted(set, owed, rows, notes, style) {
            let cost = page_cost(bands, end, style.lines, style) + PARTED_NOTE;
            pages.push(((end, set + part), cost));
        } else if index == start {
            pages.push(((end, set + owed), OVERFULL));
        }
    }
    pages
}

/// A page that holds nothing but the rest of notes.
fn notes_only((start, set): State, carried: usize, style: &Style) -> (State, i64) {
    let mut lines = carried;
    while lines > 1 && note_rows(style, lines) > style.lines {
        lines -= 1;
    }
    ((start, set + lines), PARTED_NOTE)
}

/// How many of the owed lines fit when the last note is parted; `None` when none may be.
fn parted(set: usize, owed: usize, rows: i64, notes: &NoteLengths, style: &Style) -> Option<usize> {
    let last_start = notes.starts.iter().rev().find(|start| **start < set + owed)?;
    let least = (last_start + 2).saturating_sub(set).max(1);
    (least..owed)
        .rev()
        .find(|lines| rows + note_rows(style, *lines) <= style.lines && notes.may_part(set + lines))
}

/// What ending a page before band `end` costs when `used` rows are filled.
fn page_cost(bands: &[Band], end: usize, used: i64, style: &Style) -> i64 {
    let short = style.lines - used;
    match bands.get(end) {
        Some(next) => next.break_before.0 + SHORT_PAGE * short * short,
        None => SHORT_LAST_PAGE * (FEWEST_LAST_ROWS - used).max(0),
    }
}
