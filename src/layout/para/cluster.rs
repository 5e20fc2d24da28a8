//! Clusters: glyphs that stay together, each with its cell and the blank that it can give.
//!
//! In: nothing; `scan.rs` makes them. Out: cells with what the breaker and the justifier must know
//! of them. All else (ink, span, decoration) stands in the stretch of text that a cluster is of.
//! Never here: fonts, lines.

use std::ops::Range;

use crate::font::FaceId;
use crate::units::Len;

use super::kinsoku::{Kind, Side};

/// Glyphs that stay together.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// What it is when lines are broken.
    pub kind: Kind,
    /// The face.
    pub face: FaceId,
    /// Its first character.
    pub first: char,
    /// Its last character.
    pub last: char,
    /// The em.
    pub size: Len,
    /// The width of its cell (字幅).
    pub width: Len,
    /// Blank at its left that a neighbour may share: half an em of an opening mark.
    pub cut_left: Len,
    /// Blank at its right that a neighbour may share: half an em of a closing mark.
    pub cut_right: Len,
    /// What is cut when it begins a line.
    pub start_cut: Len,
    /// What is cut when it ends a line; negative where a hyphen is added.
    pub end_cut: Len,
    /// Its glyphs, in [`Clusters::glyphs`].
    pub glyphs: Range<u32>,
    /// Its bytes of the paragraph's text.
    pub text: Range<u32>,
    /// Its stretch of the paragraph's text.
    pub stretch: u32,
    /// Neighbours of one stretch that are grouped are never parted.
    pub grouped: Grouped,
}

/// Whether a cluster belongs together with the others of its stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouped {
    /// No.
    No,
    /// Yes: they have a reading above them.
    Yes,
}

/// A glyph in its cluster's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellGlyph {
    /// Its number in the face.
    pub id: u16,
    /// From the cell's left edge.
    pub x: Len,
    /// Down from the baseline.
    pub y: Len,
    /// Its bytes of the paragraph's text; empty when it adds no text of its own.
    pub text: (u32, u32),
}

/// A reading over some clusters.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Over which clusters.
    pub clusters: Range<usize>,
    /// The face.
    pub face: FaceId,
    /// The em.
    pub size: Len,
    /// Its glyphs, from its own left edge.
    pub glyphs: Vec<CellGlyph>,
    /// Its text.
    pub text: String,
    /// Its width.
    pub width: Len,
}

/// All clusters of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// In reading order.
    pub list: Vec<Cluster>,
    /// The glyphs of all clusters.
    pub glyphs: Vec<CellGlyph>,
    /// Readings over them.
    pub readings: Vec<Reading>,
}

impl Cluster {
    /// The side that faces the cluster after it.
    pub fn after_side(&self) -> Side {
        Side { kind: self.kind, edge: self.last }
    }

    /// The side that faces the cluster before it.
    pub fn before_side(&self) -> Side {
        Side { kind: self.kind, edge: self.first }
    }

    /// Whether nothing may come between it and the cluster after it.
    pub fn is_tied_to(&self, after: &Cluster) -> bool {
        self.grouped == Grouped::Yes
            && after.grouped == Grouped::Yes
            && self.stretch == after.stretch
    }

    /// How many letters it counts for in a paragraph's last line: a word for as many Han as it is
    /// wide.
    pub fn letters(&self) -> i64 {
        match self.kind {
            Kind::Han | Kind::Iteration => 1,
            Kind::Object => (self.width.count(self.size)).max(1),
            kind if kind.is_word() => ((self.width + self.size / 2).count(self.size)).max(1),
            _ => 0,
        }
    }
}

impl Clusters {
    /// The glyphs of a cluster.
    pub fn glyphs_of(&self, cluster: &Cluster) -> &[CellGlyph] {
        let Range { start, end } = cluster.glyphs;
        self.glyphs.get(start as usize..end as usize).unwrap_or(&[])
    }
}
