//! 标点挤压 and spread: a line's gaps are given their widths so that both its ends are flush.
//!
//! In: the clusters of a line and its room. Out: the place of every cluster, and how hard it was.
//! Shrinking goes step by step in the order of L4.3, stretching in that of L4.4; inside a step all
//! give alike. The last line keeps its natural gaps (L4.8). Never here: which clusters make a line.

use std::ops::Range;

use crate::layout::frame::Spread;
use crate::units::Len;

use super::gap::{Gap, Stretch};
use super::sums::Sums;

/// How a line fills its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Both ends flush.
    Justify,
    /// As it comes, but never wider than its room.
    Natural,
}

/// A line's clusters, placed.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The left edge of every cluster, from the line's start.
    pub places: Vec<Len>,
    /// The line's width.
    pub right: Len,
    /// What was added to each gap that shares the rest (L4.4 ③).
    pub spread: Len,
    /// Which gaps they are.
    pub among: Spread,
    /// What all gaps together took.
    pub stretched: Len,
    /// What all marks and gaps together gave.
    pub squeezed: Len,
    /// The last step of L4.3 that was needed; 0 for none.
    pub step: u8,
}

/// Places the clusters of `line` in `room`.
pub fn place(sums: &Sums<'_>, line: Range<usize>, room: Len, fill: Fill) -> Placed {
    let inner = line.start..line.end.saturating_sub(1).max(line.start);
    let gaps = sums.gaps.get(inner).unwrap_or(&[]);
    let lack = room - sums.width(line.clone());
    let mut shares = if lack < Len::ZERO {
        Shares::shrink(gaps, -lack)
    } else if fill == Fill::Justify {
        Shares::stretch(gaps, lack)
    } else {
        Shares::default()
    };
    let changed = if fill == Fill::Justify { lack } else { lack.min(Len::ZERO) };
    let own = sums.list.get(line).unwrap_or(&[]);
    let mut placed = Placed {
        places: Vec::with_capacity(own.len()),
        spread: shares.each(),
        among: shares.among,
        stretched: changed.max(Len::ZERO),
        squeezed: (-changed).max(Len::ZERO),
        step: shares.step,
        ..Placed::default()
    };
    let mut pen = own.first().map_or(Len::ZERO, |first| -first.start_cut);
    for (index, cluster) in own.iter().enumerate() {
        placed.places.push(pen);
        placed.right = pen + cluster.width - cluster.end_cut;
        if let Some(gap) = gaps.get(index) {
            pen += cluster.width + gap.natural + shares.next(gap);
        }
    }
    placed
}

/// What each kind of gap gives or takes in one line.
#[derive(Debug, Default)]
struct Shares {
    /// Steps 2 to 7 of shrinking, or the kinds of stretching by [`slot`].
    parts: [Share; SLOTS],
    /// −1 for shrinking, 1 for stretching, 0 for neither.
    sign: i64,
    /// Who takes what is left when stretching.
    among: Spread,
    step: u8,
}

/// Seven steps of shrinking; the three kinds of stretching need fewer.
const SLOTS: usize = 8;
const WORD: usize = 0;
const HAN_LATIN: usize = 1;
const REST: usize = 2;

/// An amount that members take in proportion to their room.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    amount: Len,
    total: Len,
    seen: Len,
    given: Len,
}

impl Share {
    /// The part of the next member, whose room is `room`; together they get all, to the last unit.
    fn next(&mut self, room: Len) -> Len {
        if self.amount <= Len::ZERO || self.total <= Len::ZERO {
            return Len::ZERO;
        }
        self.seen += room;
        let upto = self.amount.scale(self.seen.0, self.total.0);
        let part = upto - self.given;
        self.given = upto;
        part
    }
}

/// Who takes what the spaces of a line cannot.
fn spread_of(gaps: &[Gap]) -> Spread {
    let (mut han, mut words, mut letters) = (0, 0, 0);
    for gap in gaps {
        match gap.stretch {
            Stretch::Equal => han += 1,
            Stretch::WordSpace(_) | Stretch::HanLatin(_) => words += 1,
            Stretch::Letter => letters += 1,
            Stretch::Never => {}
        }
    }
    Spread::choose(han, words, letters)
}

/// Whether a gap is one of those who share.
fn takes(spread: Spread, gap: &Gap) -> bool {
    match spread {
        Spread::Han => gap.stretch == Stretch::Equal,
        Spread::Words => matches!(gap.stretch, Stretch::WordSpace(_) | Stretch::HanLatin(_)),
        Spread::Letters => matches!(gap.stretch, Stretch::Equal | Stretch::Letter),
        Spread::All => true,
    }
}

impl Shares {
    fn shrink(gaps: &[Gap], need: Len) -> Shares {
        let mut shares = Shares { sign: -1, ..Shares::default() };
        for gap in gaps {
            shares.add(usize::from(gap.shrink_step), gap.shrink);
        }
        let mut left = need;
        for (step, share) in (0..).zip(&mut shares.parts).skip(2) {
            share.amount = left.min(share.total);
            left -= share.amount;
            if share.amount > Len::ZERO {
                shares.step = step;
            }
        }
        shares
    }

    fn stretch(gaps: &[Gap], lack: Len) -> Shares {
        let among = spread_of(gaps);
        let mut shares = Shares { sign: 1, among, ..Shares::default() };
        for gap in gaps {
            match gap.stretch {
                Stretch::WordSpace(most) => shares.add(WORD, most),
                Stretch::HanLatin(most) => shares.add(HAN_LATIN, most),
                _ => {}
            }
            if takes(among, gap) {
                shares.add(REST, Len(1));
            }
        }
        let mut left = lack;
        for slot in [WORD, HAN_LATIN] {
            if let Some(share) = shares.parts.get_mut(slot) {
                share.amount = left.min(share.total);
                left -= share.amount;
            }
        }
        if let Some(rest) = shares.parts.get_mut(REST) {
            rest.amount = left;
        }
        shares
    }

    fn add(&mut self, slot: usize, room: Len) {
        if let Some(share) = self.parts.get_mut(slot) {
            share.total += room;
        }
    }

    fn take(&mut self, slot: usize, room: Len) -> Len {
        self.parts.get_mut(slot).map_or(Len::ZERO, |share| share.next(room))
    }

    /// What the next gap of the line gets.
    fn next(&mut self, gap: &Gap) -> Len {
        match self.sign {
            -1 if gap.shrink > Len::ZERO => -self.take(usize::from(gap.shrink_step), gap.shrink),
            1 => {
                let own = match gap.stretch {
                    Stretch::WordSpace(most) => self.take(WORD, most),
                    Stretch::HanLatin(most) => self.take(HAN_LATIN, most),
                    _ => Len::ZERO,
                };
                let rest = if takes(self.among, gap) { self.take(REST, Len(1)) } else { Len::ZERO };
                own + rest
            }
            _ => Len::ZERO,
        }
    }

    /// What each gap that shares the rest takes.
    fn each(&self) -> Len {
        let rest = self.parts.get(REST).copied().unwrap_or_default();
        if self.sign == 1 && rest.total > Len::ZERO {
            rest.amount / rest.total.0
        } else {
            Len::ZERO
        }
    }
}
