//! The best line breaks of a whole paragraph: least cost over all lines together (L4.5).
//!
//! In: running sums over the clusters, and the lengths of the lines. Out: where each line ends.
//! Shrinking is cheaper than stretching (L4.2, 先挤进后推出); a last line of one character is dear
//! (L4.7). Two tries: one without hyphens and loose lines, which nearly always does and looks at
//! few breaks; then one that always does. Never here: where glyphs stand (`justify.rs`).

use std::ops::Range;

use crate::layout::frame::Spread;
use crate::units::Len;

use super::kinsoku::{Cost, HYPHEN, Kind, Level, break_cost, head_cost};
use super::sums::{Sum, Sums};

/// The lengths of a paragraph's lines.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// From the left edge to the start of the first line.
    pub first_indent: Len,
    /// From the left edge to the start of the other lines.
    pub indent: Len,
    /// From the left edge to the end of every line.
    pub width: Len,
}

/// What kind of lines a paragraph has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Both ends flush: a line is as good as its gaps are near their natural width.
    Justified,
    /// One end only: a line is as good as it is full.
    Ragged,
    /// A head: its lines end between words.
    Head,
}

/// A line that cannot be made without running over the measure.
const OVERFLOW: Cost = 10_000_000;
/// A line with nothing that could stretch.
const RAGGED: Cost = 40_000;
/// A line so loose that no later start needs a look.
const HOPELESS: Cost = 4_000;
/// 孤字不成行: one character alone in the last line.
const LONE_CHARACTER: Cost = 1_000_000;
/// Two characters in the last line: allowed, not loved.
const TWO_CHARACTERS: Cost = 150;
/// Hyphens at the ends of two lines, one after the other.
const HYPHENS_IN_A_ROW: Cost = 1_500;
/// The looseness of the first try, in thousandths of an em for each gap (L4.6).
const LOOSE: i64 = 100;

/// How a paragraph is broken.
#[derive(Clone, Copy, Debug)]
pub struct Breaking {
    /// The lengths of its lines.
    pub measure: Measure,
    /// How strict 避头尾 is.
    pub level: Level,
    /// What kind of lines it has.
    pub manner: Manner,
    /// What every line costs more: below nothing, more lines are better; above, fewer.
    pub each_line: Cost,
}

/// How hard a try is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Try {
    /// No hyphens, no loose lines, no lone characters; may fail.
    Good,
    /// Whatever is best.
    Best,
}

/// A place where a line may end.
struct Node {
    at: usize,
    cost: Cost,
    previous: usize,
    head: Len,
    sum: Sum,
    room: Len,
    hyphen: bool,
}

/// A line end under consideration.
struct End {
    /// One past its last cluster that is no space.
    inner: usize,
    tail: Len,
    sum: Sum,
    last: bool,
}

/// Where lines end: indices one past the last cluster of each line of `part`.
pub fn break_lines(sums: &Sums<'_>, part: Range<usize>, how: Breaking) -> Vec<usize> {
    if sums.width(part.clone()) <= how.measure.width - how.measure.first_indent {
        return vec![part.end];
    }
    let good = Breaker { sums, part: part.clone(), how, effort: Try::Good };
    let best = Breaker { effort: Try::Best, ..good };
    let ends = match how.manner {
        Manner::Justified => Breaker { part: part.clone(), ..good }.run(),
        Manner::Ragged | Manner::Head => None,
    };
    ends.or_else(|| best.run()).unwrap_or_else(|| vec![part.end])
}

/// Where lines end when each costs something of its own; `None` where good lines cannot be had.
pub fn break_otherwise(sums: &Sums<'_>, part: Range<usize>, how: Breaking) -> Option<Vec<usize>> {
    Breaker { sums, part, how, effort: Try::Good }.run()
}

struct Breaker<'a, 's> {
    sums: &'a Sums<'s>,
    part: Range<usize>,
    how: Breaking,
    effort: Try,
}

impl Breaker<'_, '_> {
    fn run(&self) -> Option<Vec<usize>> {
        let mut nodes = Vec::with_capacity(self.part.len() / 4 + 1);
        nodes.push(self.node(self.part.start, 0, 0, false));
        let mut oldest = 0;
        for at in self.part.start + 1..=self.part.end {
            let last = at == self.part.end;
            if !last && self.is_too_short(&nodes, oldest, at) {
                continue;
            }
            let Some((cost, hyphen)) = self.end_cost(at) else { continue };
            let inner = self.sums.trimmed(self.part.start..at);
            let end = End {
                inner,
                tail: self.sums.tail(inner),
                sum: self.sums.before(inner.saturating_sub(1)),
                last,
            };
            let (found, first_fit) = self.best_start(&nodes, oldest, &end, hyphen);
            // Starts whose line is already too long will never do for a later end.
            oldest = first_fit.unwrap_or(nodes.len().saturating_sub(1)).max(oldest);
            let Some((total, previous)) = found else {
                if self.effort == Try::Good && first_fit.is_none() {
                    // Every start is too far back by now.
                    return None;
                }
                continue;
            };
            if last {
                return Some(trace(&nodes, previous, at));
            }
            let cost = total + cost + self.how.each_line;
            nodes.push(self.node(at, cost, previous, hyphen));
        }
        None
    }

    fn node(&self, at: usize, cost: Cost, previous: usize, hyphen: bool) -> Node {
        let first = at == self.part.start;
        let measure = self.how.measure;
        let room = measure.width - if first { measure.first_indent } else { measure.indent };
        let sum = self.sums.before(at);
        Node { at, cost, previous, head: self.sums.head(at), sum, room, hyphen }
    }

    /// Whether even the longest line that could end here is far too short; later starts only make
    /// it shorter still.
    fn is_too_short(&self, nodes: &[Node], oldest: usize, at: usize) -> bool {
        let Some(node) = nodes.get(oldest) else { return false };
        let sum = self.sums.before(at) - node.sum;
        let most = match self.how.manner {
            Manner::Justified => sum.elastic + self.sums.em * (sum.equal + 2) / 5,
            Manner::Ragged | Manner::Head => node.room / 2,
        };
        self.effort == Try::Good && sum.natural + most + self.sums.em < node.room
    }

    /// The start with the least cost, and the oldest one whose line is not too long.
    fn best_start(
        &self,
        nodes: &[Node],
        oldest: usize,
        end: &End,
        hyphen: bool,
    ) -> (Option<(Cost, usize)>, Option<usize>) {
        let mut chosen: Option<(Cost, usize)> = None;
        let mut first_fit = None;
        for (index, node) in nodes.iter().enumerate().skip(oldest) {
            let Some(line) = self.line_cost(node, end) else {
                // Too loose for this try, and later starts make it looser.
                first_fit = first_fit.or(Some(index));
                break;
            };
            if line < OVERFLOW && first_fit.is_none() {
                first_fit = Some(index);
            }
            if line >= OVERFLOW && self.effort == Try::Good {
                continue;
            }
            let twice = if hyphen && node.hyphen { HYPHENS_IN_A_ROW } else { 0 };
            let total = node.cost + line + twice;
            if chosen.is_none_or(|(least, _)| total < least) {
                chosen = Some((total, index));
            }
            if (HOPELESS..OVERFLOW).contains(&line) && !end.last {
                break;
            }
        }
        (chosen, first_fit)
    }

    /// What it costs to end a line before cluster `at`, and whether with a hyphen; `None` where
    /// that is forbidden.
    fn end_cost(&self, at: usize) -> Option<(Cost, bool)> {
        if at == self.part.end {
            return Some((0, false));
        }
        let (before, after) = (self.sums.list.get(at.checked_sub(1)?)?, self.sums.list.get(at)?);
        if before.is_tied_to(after) {
            return None;
        }
        let hyphen = before.kind == Kind::Syllable;
        let sides = (before.after_side(), after.before_side());
        let mut cost = break_cost(sides.0, sides.1, self.how.level)?;
        if self.effort == Try::Good && cost >= HYPHEN {
            return None;
        }
        if self.how.manner == Manner::Head {
            cost += head_cost(sides.0, sides.1);
        }
        Some((cost, hyphen))
    }

    /// How bad a line is; `None` when it is too loose for this try.
    fn line_cost(&self, node: &Node, end: &End) -> Option<Cost> {
        let lack = node.room - (end.tail - node.head);
        let inside = if end.inner > node.at { end.sum - node.sum } else { Sum::default() };
        let lone = self.lone_cost(node, end)?;
        let cost = if lack < Len::ZERO {
            shrink_cost(&inside, -lack)
        } else if end.last {
            0
        } else if self.how.manner == Manner::Justified {
            let limit = inside.elastic + self.sums.em * (inside.equal * LOOSE) / 1000;
            if self.effort == Try::Good && lack > limit {
                return None;
            }
            stretch_cost(&inside, lack, self.sums.em, end.inner - node.at)
        } else {
            let share = lack.0 * 1000 / node.room.0.max(1);
            share * share / 200
        };
        Some(cost + lone)
    }

    fn lone_cost(&self, node: &Node, end: &End) -> Option<Cost> {
        if !end.last || node.at == self.part.start {
            return Some(0);
        }
        match (self.sums.before(end.inner) - node.sum).letters {
            0 | 1 if self.effort == Try::Good => Some(OVERFLOW),
            0 | 1 => Some(LONE_CHARACTER),
            2 => Some(TWO_CHARACTERS),
            _ => Some(0),
        }
    }
}

fn trace(nodes: &[Node], last: usize, end: usize) -> Vec<usize> {
    let mut ends = vec![end];
    let mut index = last;
    while let Some(node) = nodes.get(index).filter(|_| index > 0) {
        ends.push(node.at);
        index = node.previous;
    }
    ends.reverse();
    ends
}

/// Marks give before gaps do; both together are the limit.
fn shrink_cost(inside: &Sum, need: Len) -> Cost {
    let (soft, hard) = (inside.soft, inside.hard);
    if need <= soft {
        10 + 40 * need.0 / soft.0.max(1)
    } else if need <= soft + hard {
        60 + 120 * (need - soft).0 / hard.0.max(1)
    } else {
        OVERFLOW + (need - soft - hard).0 / 65_536
    }
}

/// Spaces stretch first; what is left falls on all gaps equally, and its square is the cost.
fn stretch_cost(inside: &Sum, lack: Len, em: Len, clusters: usize) -> Cost {
    if lack <= inside.elastic {
        return 10 * lack.0 / inside.elastic.0.max(1);
    }
    // In thousandths of an em: 0.1 em for each gap costs as much as 1,000.
    let each = |count: i64| (lack - inside.elastic).0 * 1000 / (count * em.0).max(1);
    let square = |each: i64| each.saturating_mul(each);
    let cost = match Spread::choose(inside.equal, inside.spaces, inside.apart) {
        Spread::Han => 10 + square(each(inside.equal)) / 10,
        Spread::Words => 400 + square(each(inside.spaces)) / 40,
        Spread::Letters => 400 + square(each(inside.equal + inside.apart)),
        Spread::All => RAGGED + square(each(clusters as i64)) / 10,
    };
    cost.min(LONE_CHARACTER / 2)
}
