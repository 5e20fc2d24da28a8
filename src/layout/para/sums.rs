//! A paragraph ready to be broken: its gaps, and running sums over its clusters.
//!
//! In: clusters and the rules of the house. Out: [`Sums`], from which the width of any line, and
//! what it can give and take, is a difference of two. Never here: which lines there are.

use std::ops::{Range, Sub};

use crate::units::Len;

use super::cluster::{Cluster, Clusters};
use super::gap::{Gap, Stretch, gap};
use super::kinsoku::Kind;
use super::rules::Rules;
use super::text::FlatText;

/// What stands before a cluster, added up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// Cells and gaps.
    pub natural: Len,
    /// What gaps give at steps 2 to 5.
    pub soft: Len,
    /// What gaps give at steps 6 and 7.
    pub hard: Len,
    /// What word spaces and Han–Latin gaps take.
    pub elastic: Len,
    /// How many gaps share the rest.
    pub equal: i64,
    /// How many word spaces and Han–Latin gaps there are.
    pub spaces: i64,
    /// How many gaps stand between letters that may be set apart where there is nothing else.
    pub apart: i64,
    /// How many letters.
    pub letters: i64,
}

impl Sub for Sum {
    type Output = Sum;
    fn sub(self, other: Sum) -> Sum {
        Sum {
            natural: self.natural - other.natural,
            soft: self.soft - other.soft,
            hard: self.hard - other.hard,
            elastic: self.elastic - other.elastic,
            equal: self.equal - other.equal,
            spaces: self.spaces - other.spaces,
            apart: self.apart - other.apart,
            letters: self.letters - other.letters,
        }
    }
}

impl Sum {
    fn add(&mut self, cluster: &Cluster, gap: &Gap) {
        self.natural += cluster.width + gap.natural;
        if gap.shrink_step < 6 {
            self.soft += gap.shrink;
        } else {
            self.hard += gap.shrink;
        }
        match gap.stretch {
            Stretch::Equal => self.equal += 1,
            Stretch::WordSpace(most) | Stretch::HanLatin(most) => {
                self.elastic += most;
                self.spaces += 1;
            }
            Stretch::Letter => self.apart += 1,
            Stretch::Never => {}
        }
        self.letters += cluster.letters();
    }
}

/// A paragraph's clusters with the gaps after them and their running sums.
pub struct Sums<'a> {
    /// The clusters.
    pub list: &'a [Cluster],
    /// The gap after each cluster.
    pub gaps: Vec<Gap>,
    /// What stands before each cluster, and before the end.
    sums: Vec<Sum>,
    /// The em of the text, by which looseness is judged.
    pub em: Len,
}

impl<'a> Sums<'a> {
    /// Adds up the clusters.
    pub fn new(flat: &FlatText, clusters: &'a Clusters, rules: &Rules) -> Sums<'a> {
        let list = clusters.list.as_slice();
        let em = list.first().map_or(Len::pt(10), |cluster| cluster.size);
        let mut gaps = Vec::with_capacity(list.len());
        let mut sums = Vec::with_capacity(list.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for (index, cluster) in list.iter().enumerate() {
            let mut gap =
                list.get(index + 1).map_or_else(Gap::default, |next| gap(cluster, next, rules));
            if gap.stretch == Stretch::Equal {
                gap.natural += flat.style_of(cluster.stretch).map_or(Len::ZERO, |s| s.loose);
            }
            sum.add(cluster, &gap);
            gaps.push(gap);
            sums.push(sum);
        }
        Sums { list, gaps, sums, em }
    }

    /// What stands before a cluster.
    pub fn before(&self, index: usize) -> Sum {
        self.sums.get(index).copied().unwrap_or_default()
    }

    /// The gap after a cluster.
    pub fn gap(&self, index: usize) -> Gap {
        self.gaps.get(index).copied().unwrap_or_default()
    }

    /// The clusters of a line without the space at its end, which takes no room.
    pub fn trimmed(&self, line: Range<usize>) -> usize {
        let own = self.list.get(line.clone()).unwrap_or(&[]);
        line.end - own.iter().rev().take_while(|cluster| cluster.kind == Kind::Space).count()
    }

    /// Where a line that begins with this cluster would begin if nothing were cut.
    pub fn head(&self, start: usize) -> Len {
        let cut = self.list.get(start).map_or(Len::ZERO, |cluster| cluster.start_cut);
        self.before(start).natural + cut
    }

    /// Where a line ends that ends before this cluster: no gap after its last mark, no blank
    /// outside it (L2.2).
    pub fn tail(&self, end: usize) -> Len {
        let Some(last) = end.checked_sub(1) else { return Len::ZERO };
        let cut = self.list.get(last).map_or(Len::ZERO, |cluster| cluster.end_cut);
        self.before(end).natural - self.gap(last).natural - cut
    }

    /// The width of clusters as a line.
    pub fn width(&self, line: Range<usize>) -> Len {
        if line.is_empty() { Len::ZERO } else { self.tail(line.end) - self.head(line.start) }
    }

    /// What the gaps inside a line can give and take.
    pub fn inside(&self, line: Range<usize>) -> Sum {
        self.before(line.end.saturating_sub(1).max(line.start)) - self.before(line.start)
    }
}
