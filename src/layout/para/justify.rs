//! 标点挤压 and spread: a line's gaps are given their widths so that both its ends are flush.
//!
//! In: the clusters of a line and its room. Out: the place of every cluster. Shrinking goes step
//! by step in the order of L4.3, stretching in that of L4.4; inside a step all give alike. The
//! last line keeps its natural gaps (L4.8). Never here: which clusters make a line.

use crate::units::Len;

use super::breaker::{Sums, natural_width};
use super::cluster::{Clusters, Gap, Stretch};

/// How a line fills its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Both ends flush.
    Justify,
    /// As it comes, but never wider than its room.
    Natural,
}

/// The left edge of every cluster of `line`, from the line's start, and the line's width.
pub fn place(
    clusters: &Clusters,
    sums: &Sums,
    line: (usize, usize),
    room: Len,
    fill: Fill,
) -> (Vec<Len>, Len) {
    let (start, end) = line;
    let mut gaps: Vec<Gap> = (start..end).map(|index| sums.gap(index)).collect();
    gaps.pop();
    let natural = natural_width(clusters, sums, start, end);
    let lack = room - natural;
    let extra = if lack < Len::ZERO {
        shrink(&gaps, -lack)
    } else if fill == Fill::Justify {
        stretch(&gaps, lack)
    } else {
        vec![Len::ZERO; gaps.len()]
    };
    let mut places = Vec::with_capacity(end - start);
    let mut pen = clusters.list.get(start).map_or(Len::ZERO, |first| -first.cut_left);
    let mut right = Len::ZERO;
    for (index, cluster) in clusters.list.get(start..end).unwrap_or(&[]).iter().enumerate() {
        places.push(pen);
        right = pen + cluster.width - cluster.cut_right;
        let gap = gaps.get(index).map_or(Len::ZERO, |gap| gap.natural);
        pen += cluster.width + gap + extra.get(index).copied().unwrap_or_default();
    }
    (places, right)
}

/// Takes `need` from the gaps, step after step.
fn shrink(gaps: &[Gap], need: Len) -> Vec<Len> {
    let mut extra = vec![Len::ZERO; gaps.len()];
    let mut left = need;
    for step in 2..=7u8 {
        if left <= Len::ZERO {
            break;
        }
        let members: Vec<usize> = (0..gaps.len())
            .filter(|index| gaps.get(*index).is_some_and(|gap| gap.shrink_step == step))
            .collect();
        let room = |index: usize| gaps.get(index).map_or(Len::ZERO, |gap| gap.shrink);
        let total: Len = members.iter().map(|index| room(*index)).sum();
        let take = left.min(total);
        share(&members, take, total, room, |index, part| {
            if let Some(slot) = extra.get_mut(index) {
                *slot -= part;
            }
        });
        left -= take;
    }
    extra
}

/// Gives `lack` to the gaps: word spaces, then Han–Latin gaps, then all that may stretch.
fn stretch(gaps: &[Gap], lack: Len) -> Vec<Len> {
    let mut extra = vec![Len::ZERO; gaps.len()];
    let mut left = lack;
    let most = |gap: &Gap, second: bool| match gap.stretch {
        Stretch::WordSpace(most) if !second => most,
        Stretch::HanLatin(most) if second => most,
        _ => Len::ZERO,
    };
    for second in [false, true] {
        let room = |index: usize| gaps.get(index).map_or(Len::ZERO, |gap| most(gap, second));
        let members: Vec<usize> =
            (0..gaps.len()).filter(|index| room(*index) > Len::ZERO).collect();
        let total: Len = members.iter().map(|index| room(*index)).sum();
        let give = left.min(total);
        share(&members, give, total, room, |index, part| {
            if let Some(slot) = extra.get_mut(index) {
                *slot += part;
            }
        });
        left -= give;
    }
    if left > Len::ZERO {
        let members = last_resort(gaps);
        let total = Len(members.len() as i64);
        share(
            &members,
            left,
            total,
            |_| Len(1),
            |index, part| {
                if let Some(slot) = extra.get_mut(index) {
                    *slot += part;
                }
            },
        );
    }
    extra
}

/// The gaps that share what is left: all equal ones; without any, the word spaces again; in a
/// line of one long word, its letters.
fn last_resort(gaps: &[Gap]) -> Vec<usize> {
    let of = |wanted: fn(&Stretch) -> bool| -> Vec<usize> {
        gaps.iter().enumerate().filter(|(_, gap)| wanted(&gap.stretch)).map(|(i, _)| i).collect()
    };
    let equal = of(|stretch| matches!(stretch, Stretch::Equal | Stretch::HanLatin(_)));
    if !equal.is_empty() {
        return equal;
    }
    let spaces = of(|stretch| matches!(stretch, Stretch::WordSpace(_)));
    if spaces.is_empty() { of(|_| true) } else { spaces }
}

/// Divides `amount` among members in proportion to their room, to the last unit.
fn share(
    members: &[usize],
    amount: Len,
    total: Len,
    room: impl Fn(usize) -> Len,
    mut give: impl FnMut(usize, Len),
) {
    if total <= Len::ZERO || amount <= Len::ZERO {
        return;
    }
    let (mut seen, mut given) = (Len::ZERO, Len::ZERO);
    for index in members {
        seen += room(*index);
        let upto = amount.scale(seen.0, total.0);
        give(*index, upto - given);
        given = upto;
    }
}
