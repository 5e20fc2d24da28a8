//! A paragraph in one line fewer or more than it would take of itself (L4.10).
//!
//! In: a paragraph and the lines that it takes. Out: where that looks nearly as good, the same text
//! squeezed into a line less or spread over a line more, so that pages can be filled without a
//! stretched pitch. Never here: which way a page takes.

use std::ops::Range;

use crate::layout::frame::{Fit, Item};
use crate::units::Len;

use super::breaker::{Breaking, break_otherwise};
use super::kinsoku::Cost;
use super::line::Line;
use super::{Align, Text};

/// A paragraph's lines, and other lines for it.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// As they come.
    pub lines: Vec<Line>,
    /// One line fewer, one line more.
    pub others: Vec<Other>,
}

/// A paragraph in another number of lines.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its lines.
    pub lines: Vec<Line>,
    /// How much worse they look.
    pub cost: Cost,
}

/// What a line is made to cost, so that there is one fewer or (below nothing) one more.
const PUSH: Cost = 6_000;
/// In thousandths of an em, the looseness to which lines may be brought by it (L4.6).
const LOOSEST: i64 = 100;
/// A paragraph with one line more ends with at least so many em.
const LEAST_END: i64 = 3;

/// Other lines for a paragraph that has no forced break in it.
pub(super) fn others(text: Text<'_>, part: Range<usize>, lines: &[Line]) -> Vec<Other> {
    let mut others = Vec::new();
    if lines.len() < 2 || text.style.align != Align::Justify {
        return others;
    }
    for (push, count) in [(PUSH, lines.len() - 1), (-PUSH, lines.len() + 1)] {
        if !text.may_take(lines, count) {
            continue;
        }
        let how = Breaking { each_line: push, ..text.breaking() };
        let ends = break_otherwise(text.sums, part.clone(), how);
        let Some(ends) = ends.filter(|ends| ends.len() == count) else { continue };
        let mut other = Vec::with_capacity(count);
        text.set_part(part.clone(), &ends, &mut other);
        if looseness(&other) <= LOOSEST {
            let cost = (badness(&other) - badness(lines)).max(0);
            others.push(Other { lines: other, cost });
        }
    }
    others
}

impl Text<'_> {
    /// Whether there is any hope that the paragraph takes `count` lines: the last line must vanish
    /// into what the others can give, or they must spread far enough to leave a new one.
    fn may_take(self, lines: &[Line], count: usize) -> bool {
        let measure = &self.style.measure;
        let indent = if lines.len() == 1 { measure.first_indent } else { measure.indent };
        let Some(last) = lines.last() else { return false };
        let own = last.right - indent;
        let inside = self.sums.inside(0..self.sums.list.len());
        if count < lines.len() {
            return count > 0 && own <= inside.soft + inside.hard;
        }
        let em = self.sums.em;
        let need = measure.width - indent - own + em * LEAST_END;
        need <= inside.elastic + em.scale(inside.equal * LOOSEST, 1000)
    }
}

fn fits(lines: &[Line]) -> impl Iterator<Item = &Fit> {
    lines.iter().flat_map(|line| &line.items).filter_map(|item| match item {
        Item::Line(line) => Some(&line.fit),
        _ => None,
    })
}

/// The loosest line, in thousandths of an em between two characters.
fn looseness(lines: &[Line]) -> i64 {
    fits(lines).map(thousandths).max().unwrap_or(0)
}

fn thousandths(fit: &Fit) -> i64 {
    fit.spread.0 * 1000 / fit.em.0.max(1)
}

/// How far lines are from how they would come: a tight line is no worse than one that is a little
/// loose.
fn badness(lines: &[Line]) -> Cost {
    fits(lines)
        .map(|fit| {
            let squeezed = if fit.squeezed > Len::ZERO { 20 * Cost::from(fit.step) } else { 0 };
            thousandths(fit) * thousandths(fit) / 10 + squeezed
        })
        .sum()
}
