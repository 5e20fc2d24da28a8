//! The cell of a mark: how wide it is and how much blank it can give, from its own ink.
//!
//! In: a face, a glyph and what kind of mark it is. Out: a [`Cell`] in thousandths of the em, so
//! it serves every size. Works for faces without `halt` (L2.8). Never here: neighbours.

use crate::font::face::Face;
use crate::units::Len;

use super::kinsoku::Kind;

/// A cell and where its glyph stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The width.
    pub width: Len,
    /// The glyph's origin from the cell's left edge.
    pub shift: Len,
    /// Blank at the left that may be cut.
    pub cut_left: Len,
    /// Blank at the right that may be cut.
    pub cut_right: Len,
}

/// The em in which cells are measured before they are scaled.
const EM: Len = Len(1 << 30);

impl Cell {
    /// A cell that gives nothing.
    pub(super) fn plain(width: Len) -> Cell {
        Cell { width, ..Cell::default() }
    }

    /// The cell at a size.
    pub(super) fn scaled(self, size: Len) -> Cell {
        let scale = |length: Len| length.scale(size.0, EM.0);
        Cell {
            width: scale(self.width),
            shift: scale(self.shift),
            cut_left: scale(self.cut_left),
            cut_right: scale(self.cut_right),
        }
    }
}

/// Measures a mark, for an em of [`EM`].
pub(super) fn cell(face: &Face, glyph: u16, kind: Kind, wide_dot: bool) -> Cell {
    let units = i64::from(face.units_per_em).max(1);
    let scale = |value: i32| EM.scale(i64::from(value), units);
    let advance = scale(face.advance(glyph));
    let (left, right) = match face.ink(glyph) {
        Some(ink) => (scale(ink.x_min), scale(ink.x_max)),
        None => (Len::ZERO, advance),
    };
    let half = EM / 2;
    let width = match kind {
        Kind::Dot if !wide_dot => half,
        Kind::Slash => half,
        Kind::Connector if advance < EM.scale(7, 10) => half,
        _ => EM,
    };
    let narrow = advance < EM.scale(9, 10);
    // A proportional mark (WenKai's quotes) stands in the half of the cell where its ink belongs.
    let shift = match kind {
        Kind::Open if narrow => EM - half + (half - (right - left)) / 2 - left,
        Kind::Close | Kind::Stop | Kind::Comma if narrow => (half - (right - left)) / 2 - left,
        Kind::Dot | Kind::Slash | Kind::Connector => (width - (right + left)) / 2,
        _ => (width - advance) / 2,
    };
    let blank = |length: Len| length.min(half).max(Len::ZERO);
    let (cut_left, cut_right) = match kind {
        Kind::Open => (blank(shift + left), Len::ZERO),
        Kind::Close | Kind::Stop | Kind::Comma => (Len::ZERO, blank(width - shift - right)),
        _ => (Len::ZERO, Len::ZERO),
    };
    Cell { width, shift, cut_left, cut_right }
}
