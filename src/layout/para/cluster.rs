//! Clusters: glyphs that stay together, each with its cell and the blank that it can give.
//!
//! In: nothing; `scan.rs` makes them. Out: widths and gaps, from which the breaker chooses lines
//! and the justifier sets them. A gap between two neighbours has a natural width, how much it can
//! shrink and at which step (L4.3), and how it can stretch (L4.4). Never here: fonts, lines.

use crate::diag::span::Span;
use crate::font::FaceId;
use crate::layout::frame::Ink;
use crate::model::asset::AssetId;
use crate::model::inline::NoteRef;
use crate::units::Len;

use super::kinsoku::{Kind, Side};
use super::text::Decoration;

/// Glyphs that stay together.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// What it is when lines are broken.
    pub kind: Kind,
    /// Its first character.
    pub first: char,
    /// Its last character.
    pub last: char,
    /// The face.
    pub face: FaceId,
    /// The em.
    pub size: Len,
    /// The width of its cell (字幅).
    pub width: Len,
    /// Blank at the left of the ink that may be cut: half an em of an opening mark.
    pub cut_left: Len,
    /// Blank at the right of the ink that may be cut: half an em of a closing mark.
    pub cut_right: Len,
    /// Its glyphs, in [`Clusters::glyphs`].
    pub glyphs: std::ops::Range<usize>,
    /// Its bytes of the paragraph's text.
    pub text: std::ops::Range<usize>,
    /// The ink.
    pub ink: Ink,
    /// Above the baseline.
    pub rise: Len,
    /// What is drawn with it.
    pub decoration: Decoration,
    /// The link it belongs to.
    pub link: Option<usize>,
    /// Neighbours of one group are never parted.
    pub group: Option<usize>,
    /// What it is besides glyphs.
    pub extra: Extra,
    /// Where it stood.
    pub span: Span,
}

/// What a cluster is besides glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// Nothing.
    None,
    /// A note mark; its glyph is set when the page is known.
    Note(NoteRef),
    /// A picture as high as the line.
    Picture(AssetId),
    /// A forced end of line after it.
    Break,
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
    pub text: (usize, usize),
}

/// A reading over some clusters.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Over which clusters.
    pub clusters: std::ops::Range<usize>,
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

/// What lies between two neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// Added to the cells; negative where marks share their blank.
    pub natural: Len,
    /// How much it can give.
    pub shrink: Len,
    /// At which step of L4.3 it gives; 0 for never.
    pub shrink_step: u8,
    /// How it stretches.
    pub stretch: Stretch,
}

/// How a gap stretches (L4.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stretch {
    /// Not at all.
    #[default]
    Never,
    /// First: a word space, by at most this.
    WordSpace(Len),
    /// Second: between Han and Latin, by at most this.
    HanLatin(Len),
    /// Last: equally with all others.
    Equal,
}

/// Word spaces stretch and shrink within ¼ and ½ em (L4.3 ②, L4.4 ①).
pub const WORD_SPACE: (i64, i64, i64) = (250, 300, 500);

impl Cluster {
    /// The side that faces the cluster after it.
    pub fn after_side(&self) -> Side {
        Side { kind: self.kind, edge: self.last }
    }

    /// The side that faces the cluster before it.
    pub fn before_side(&self) -> Side {
        Side { kind: self.kind, edge: self.first }
    }

    fn closes(&self) -> bool {
        matches!(self.kind, Kind::Close | Kind::Stop | Kind::Comma)
    }

    fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Piece)
    }

    /// Whether it may stand alone at a paragraph's end without looking lost.
    pub fn is_letter(&self) -> bool {
        matches!(self.kind, Kind::Han | Kind::Word | Kind::Piece | Kind::Object | Kind::Iteration)
    }
}

/// What lies between `a` and the cluster `b` after it.
pub fn gap(a: &Cluster, b: &Cluster) -> Gap {
    if a.group.is_some() && a.group == b.group {
        return Gap::default();
    }
    if a.kind == Kind::Space {
        let (min, natural, max) = WORD_SPACE;
        let size = a.size;
        return Gap {
            natural: Len::ZERO,
            shrink: size.scale(natural - min, 1000),
            shrink_step: 2,
            stretch: Stretch::WordSpace(size.scale(max - natural, 1000)),
        };
    }
    if b.kind == Kind::Space || b.kind == Kind::NoteMark || a.kind == Kind::NoteMark {
        return mark_gap(a, b);
    }
    if a.closes() && (b.closes() || b.kind == Kind::Open) {
        return Gap { natural: -shared_blank(a, b), ..Gap::default() };
    }
    if a.kind == Kind::Open {
        let cut = if b.kind == Kind::Open { b.cut_left } else { Len::ZERO };
        return Gap { natural: -cut, ..Gap::default() };
    }
    if let Some(gap) = han_latin_gap(a, b) {
        return gap;
    }
    plain_gap(a, b)
}

/// Two marks side by side take 1½ em together (L2.1): one half em of their blank goes.
fn shared_blank(a: &Cluster, b: &Cluster) -> Len {
    if b.kind == Kind::Open { a.cut_right.min(b.cut_left).max(Len::ZERO) } else { a.cut_right }
}

/// Around note marks nothing is added; the blank of the mark before stays behind it.
fn mark_gap(a: &Cluster, b: &Cluster) -> Gap {
    if a.kind == Kind::NoteMark && !b.closes() && b.kind != Kind::NoteMark {
        return Gap { stretch: Stretch::Equal, ..Gap::default() };
    }
    Gap::default()
}

/// ¼ em between Han and a Latin letter or digit (L3.1, L3.2), from ⅛ to ½.
fn han_latin_gap(a: &Cluster, b: &Cluster) -> Option<Gap> {
    let (word_edge, size) = match (a, b) {
        (han, word) if han.kind == Kind::Han && word.is_word() => (word.first, han.size),
        (word, han) if word.is_word() && han.kind == Kind::Han => (word.last, han.size),
        _ => return None,
    };
    let takes_gap = word_edge.is_alphanumeric() || "%°$€£¥+#@&".contains(word_edge);
    if !takes_gap {
        return Some(Gap { stretch: Stretch::Equal, ..Gap::default() });
    }
    Some(Gap {
        natural: size / 4,
        shrink: size / 8,
        shrink_step: 6,
        stretch: Stretch::HanLatin(size / 4),
    })
}

fn plain_gap(a: &Cluster, b: &Cluster) -> Gap {
    let rigid = |kind: Kind| matches!(kind, Kind::Connector | Kind::Slash | Kind::Dot);
    if a.is_word() && b.is_word() {
        return Gap::default();
    }
    if a.kind == Kind::Dot || b.kind == Kind::Dot {
        let dot = if a.kind == Kind::Dot { a } else { b };
        return Gap { shrink: dot.size / 8, shrink_step: 3, ..Gap::default() };
    }
    if rigid(a.kind) || rigid(b.kind) {
        return Gap::default();
    }
    if a.closes() {
        let shrink_step = match a.kind {
            Kind::Close => 4,
            Kind::Comma => 5,
            _ => 7,
        };
        return Gap {
            natural: Len::ZERO,
            shrink: a.cut_right,
            shrink_step,
            stretch: Stretch::Equal,
        };
    }
    if b.kind == Kind::Open {
        return Gap {
            natural: Len::ZERO,
            shrink: b.cut_left,
            shrink_step: 4,
            stretch: Stretch::Equal,
        };
    }
    if b.closes() || b.kind == Kind::Iteration {
        return Gap::default();
    }
    Gap { stretch: Stretch::Equal, ..Gap::default() }
}
