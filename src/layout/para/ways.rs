//! A paragraph in one line fewer or more than it would take of itself (L4.10).
//!
//! In: a paragraph and the lines that it takes. Out: a [`Pliant`], which gives, where that looks
//! nearly as good, the same text squeezed into a line less or spread over a line more, so that
//! pages can be filled without a stretched pitch. Never here: which way a page takes.

use std::ops::Range;

use crate::layout::frame::{Fit, Item};
use crate::units::Len;

use super::breaker::{Breaking, break_otherwise};
use super::cluster::Clusters;
use super::kinsoku::Cost;
use super::line::Line;
use super::scan::Setter;
use super::sums::Sums;
use super::text::FlatText;
use super::{Align, ParaStyle, Text};

/// A paragraph's lines, and what is needed to set it otherwise.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// As they come.
    pub lines: Vec<Line>,
    /// The paragraph, if it may take another number of lines.
    pub pliant: Option<Pliant>,
}

/// A paragraph in another number of lines.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its lines.
    pub lines: Vec<Line>,
    /// How much worse they look.
    pub cost: Cost,
}

/// A paragraph that may take another number of lines: kept until a page asks, which few do.
#[derive(Clone, Debug)]
pub struct Pliant {
    flat: FlatText,
    clusters: Clusters,
    style: ParaStyle,
    /// What each line is made to cost, and how many lines there would be.
    tries: Vec<(Cost, usize)>,
    badness: Cost,
}

/// What a line is made to cost, so that there is one fewer or (below nothing) one more.
const PUSH: Cost = 6_000;
/// In thousandths of an em, the looseness to which lines may be brought by it (L4.6).
const LOOSEST: i64 = 100;
/// A paragraph with one line more ends with at least so many em.
const LEAST_END: i64 = 3;

/// What there is to try for a paragraph that has no forced break in it.
pub(super) fn tries(text: Text<'_>, lines: &[Line]) -> Vec<(Cost, usize)> {
    if lines.len() < 2 || text.style.align != Align::Justify {
        return Vec::new();
    }
    let both = [(PUSH, lines.len() - 1), (-PUSH, lines.len() + 1)];
    both.into_iter().filter(|(_, count)| text.may_take(lines, *count)).collect()
}

impl Pliant {
    /// Keeps a paragraph whose lines have been set.
    pub(super) fn new(
        flat: FlatText,
        clusters: Clusters,
        style: &ParaStyle,
        tries: Vec<(Cost, usize)>,
        lines: &[Line],
    ) -> Pliant {
        Pliant { flat, clusters, style: style.clone(), tries, badness: badness(lines) }
    }

    /// The other numbers of lines that look nearly as good.
    pub fn others(&self, setter: &Setter<'_>) -> Vec<Other> {
        let Pliant { flat, clusters, style, .. } = self;
        let sums = Sums::new(flat, clusters, &setter.rules);
        let text = Text { faces: setter.faces, flat, clusters, sums: &sums, style };
        let whole: Range<usize> = 0..clusters.list.len();
        let mut others = Vec::new();
        for (push, count) in &self.tries {
            let how = Breaking { each_line: *push, ..text.breaking() };
            let ends = break_otherwise(&sums, whole.clone(), how);
            let Some(ends) = ends.filter(|ends| ends.len() == *count) else { continue };
            let mut lines = Vec::with_capacity(*count);
            text.set_part(whole.clone(), &ends, &mut lines);
            if looseness(&lines) <= LOOSEST {
                let cost = (badness(&lines) - self.badness).max(0);
                others.push(Other { lines, cost });
            }
        }
        others
    }
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
