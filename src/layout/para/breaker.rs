//! The best line breaks of a whole paragraph: least cost over all lines together (L4.5).
//!
//! In: clusters, their gaps, and the lengths of the lines. Out: where each line ends. Shrinking
//! is cheaper than stretching (L4.2, 先挤进后推出); a last line of one character is dear (L4.7).
//! Never here: where glyphs stand (`justify.rs`).

use crate::units::Len;

use super::cluster::{Clusters, Gap, Stretch, gap};
use super::kinsoku::{Kind, Level, break_cost};

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

impl Measure {
    /// What the line that begins with the paragraph (or a later one) can hold.
    fn room(self, first: bool) -> Len {
        self.width - if first { self.first_indent } else { self.indent }
    }
}

/// A line that cannot be made without running over the measure.
const OVERFLOW: i64 = 10_000_000;
/// A line with nothing that could stretch.
const RAGGED: i64 = 200_000;
/// A line so loose that no later start needs a look.
const HOPELESS: i64 = 4_000;
/// 孤字不成行: one character alone in the last line.
const LONE_CHARACTER: i64 = 60_000;
/// Two characters in the last line: allowed, not loved.
const TWO_CHARACTERS: i64 = 150;

/// A paragraph ready to be broken: running sums over its clusters.
pub struct Sums {
    gaps: Vec<Gap>,
    /// Cells and gaps before cluster k.
    natural: Vec<Len>,
    /// What the gaps before k give at steps 2 to 5, and at 6 and 7.
    soft: Vec<Len>,
    hard: Vec<Len>,
    /// What word spaces and Han–Latin gaps before k can stretch, and how many gaps share the rest.
    elastic: Vec<Len>,
    equal: Vec<i64>,
    /// How many letters stand before k.
    letters: Vec<i64>,
    /// The em of the text, by which looseness is judged.
    em: Len,
}

impl Sums {
    /// Adds up the clusters.
    pub fn new(clusters: &Clusters) -> Sums {
        let list = &clusters.list;
        let gaps: Vec<Gap> = list
            .iter()
            .zip(list.iter().skip(1))
            .map(|(a, b)| gap(a, b))
            .chain(std::iter::once(Gap::default()))
            .collect();
        let mut sums = Sums {
            gaps: Vec::new(),
            natural: vec![Len::ZERO],
            soft: vec![Len::ZERO],
            hard: vec![Len::ZERO],
            elastic: vec![Len::ZERO],
            equal: vec![0],
            letters: vec![0],
            em: list.first().map_or(Len::pt(10), |cluster| cluster.size),
        };
        for (cluster, gap) in list.iter().zip(&gaps) {
            let (soft, hard) =
                if gap.shrink_step < 6 { (gap.shrink, Len::ZERO) } else { (Len::ZERO, gap.shrink) };
            let (elastic, equal) = match gap.stretch {
                Stretch::WordSpace(most) | Stretch::HanLatin(most) => (most, 0),
                Stretch::Equal => (Len::ZERO, 1),
                Stretch::Never => (Len::ZERO, 0),
            };
            push(&mut sums.natural, cluster.width + gap.natural);
            push(&mut sums.soft, soft);
            push(&mut sums.hard, hard);
            push(&mut sums.elastic, elastic);
            sums.equal.push(sums.equal.last().unwrap_or(&0) + equal);
            let letters = i64::from(cluster.is_letter());
            sums.letters.push(sums.letters.last().unwrap_or(&0) + letters);
        }
        sums.gaps = gaps;
        sums
    }

    /// The gap after a cluster.
    pub fn gap(&self, index: usize) -> Gap {
        self.gaps.get(index).copied().unwrap_or_default()
    }
}

fn push(list: &mut Vec<Len>, more: Len) {
    list.push(list.last().copied().unwrap_or_default() + more);
}

fn between<T: Copy + Default + std::ops::Sub<Output = T>>(
    list: &[T],
    start: usize,
    end: usize,
) -> T {
    let at = |index: usize| list.get(index).copied().unwrap_or_default();
    at(end) - at(start)
}

/// The clusters of a line without the space at its end, which takes no room.
pub fn trimmed(clusters: &Clusters, start: usize, end: usize) -> usize {
    let spaces = clusters
        .list
        .get(start..end)
        .unwrap_or(&[])
        .iter()
        .rev()
        .take_while(|c| c.kind == Kind::Space)
        .count();
    end - spaces
}

/// The width of clusters `start..end` as a line: no gap after the last, no blank outside the
/// first and last marks (L2.2, L2.3).
pub fn natural_width(clusters: &Clusters, sums: &Sums, start: usize, end: usize) -> Len {
    let (Some(first), Some(last)) = (
        clusters.list.get(start),
        end.checked_sub(1).filter(|last| *last >= start).and_then(|last| clusters.list.get(last)),
    ) else {
        return Len::ZERO;
    };
    let inner = between(&sums.natural, start, end) - sums.gap(end - 1).natural;
    inner - first.cut_left - last.cut_right
}

/// Where lines end: indices one past the last cluster of each line.
pub fn break_lines(clusters: &Clusters, sums: &Sums, measure: Measure, level: Level) -> Vec<usize> {
    let count = clusters.list.len();
    if natural_width(clusters, sums, 0, count) <= measure.room(true) {
        return vec![count];
    }
    let mut best: Vec<Option<(i64, usize)>> = vec![None; count + 1];
    if let Some(slot) = best.first_mut() {
        *slot = Some((0, 0));
    }
    let mut starts: Vec<usize> = vec![0];
    let mut oldest = 0;
    for end in 1..=count {
        let Some(cost) = end_cost(clusters, end, level) else { continue };
        let mut chosen: Option<(i64, usize)> = None;
        let mut feasible_from = None;
        for (position, start) in starts.iter().enumerate().skip(oldest) {
            let Some((before, _)) = best.get(*start).copied().flatten() else { continue };
            let line = line_cost(clusters, sums, measure, (*start, end));
            if line < OVERFLOW && feasible_from.is_none() {
                feasible_from = Some(position);
            }
            let total = before + line + cost;
            if chosen.is_none_or(|(least, _)| total < least) {
                chosen = Some((total, *start));
            }
            // Later starts only make the line shorter still.
            if (HOPELESS..OVERFLOW).contains(&line) && end < count {
                break;
            }
        }
        // Starts whose line is already too long will never do for a later end.
        oldest = feasible_from.unwrap_or(starts.len().saturating_sub(1)).max(oldest);
        if let (Some(slot), Some(choice)) = (best.get_mut(end), chosen) {
            *slot = Some(choice);
            starts.push(end);
        }
    }
    trace(&best, count)
}

fn trace(best: &[Option<(i64, usize)>], count: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut end = count;
    while end > 0 {
        ends.push(end);
        end = best.get(end).copied().flatten().map_or(0, |(_, start)| start);
    }
    ends.reverse();
    ends
}

/// What it costs to end a line before cluster `end`; `None` where that is forbidden.
fn end_cost(clusters: &Clusters, end: usize, level: Level) -> Option<i64> {
    let Some(after) = clusters.list.get(end) else { return Some(0) };
    let before = clusters.list.get(end.checked_sub(1)?)?;
    if before.group.is_some() && before.group == after.group {
        return None;
    }
    break_cost(before.after_side(), after.before_side(), level)
}

/// How bad a line is.
fn line_cost(clusters: &Clusters, sums: &Sums, measure: Measure, line: (usize, usize)) -> i64 {
    let (start, end) = line;
    let last_line = end == clusters.list.len();
    let end = trimmed(clusters, start, end);
    let room = measure.room(start == 0);
    let lack = room - natural_width(clusters, sums, start, end);
    let inner = end.saturating_sub(1).max(start);
    let cost = if lack >= Len::ZERO {
        if last_line { 0 } else { stretch_cost(sums, (start, inner), lack) }
    } else {
        shrink_cost(sums, (start, inner), -lack)
    };
    let lone = match between(&sums.letters, start, end) {
        _ if !last_line || start == 0 => 0,
        0 | 1 => LONE_CHARACTER,
        2 => TWO_CHARACTERS,
        _ => 0,
    };
    cost + lone
}

/// Marks give before gaps do; both together are the limit.
fn shrink_cost(sums: &Sums, line: (usize, usize), need: Len) -> i64 {
    let soft = between(&sums.soft, line.0, line.1);
    let hard = between(&sums.hard, line.0, line.1);
    if need <= soft {
        10 + 40 * need.0 / soft.0.max(1)
    } else if need <= soft + hard {
        60 + 120 * (need - soft).0 / hard.0.max(1)
    } else {
        OVERFLOW + (need - soft - hard).0 / 65_536
    }
}

/// Spaces stretch first; what is left falls on all gaps equally, and its square is the cost.
fn stretch_cost(sums: &Sums, line: (usize, usize), lack: Len) -> i64 {
    let elastic = between(&sums.elastic, line.0, line.1);
    let count = between(&sums.equal, line.0, line.1);
    if lack <= elastic {
        return 10 * lack.0 / elastic.0.max(1);
    }
    let rest = lack - elastic;
    let (base, count) = if count == 0 { (RAGGED, 1) } else { (10, count) };
    // In thousandths of an em: 0.1 em for each gap costs as much as 1,000.
    let each = rest.0 / count * 1000 / sums.em.0.max(1);
    (base + each * each / 10).min(OVERFLOW / 2)
}
