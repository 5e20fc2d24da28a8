//! The cell of a mark: how wide it is and how much blank it can give, from its own ink.
//!
//! In: a face, a glyph, what kind of mark it is and the rules of the house. Out: a [`Cell`] for an
//! em of 2³⁰, so it serves every size. Works for faces without `halt` (L2.8): what may be cut is
//! blank that is measured, and ink keeps its distance. Never here: neighbours.

use crate::font::face::{Face, InkBox};
use crate::model::settings::Punctuation;
use crate::units::Len;

use super::kinsoku::Kind;
use super::rules::{Region, Rules};

/// A cell and where its glyph stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The width.
    pub width: Len,
    /// The glyph's origin from the cell's left edge.
    pub shift: Len,
    /// The glyph's origin above the baseline.
    pub lift: Len,
    /// Blank at the left that a neighbour may share.
    pub cut_left: Len,
    /// Blank at the right that a neighbour may share.
    pub cut_right: Len,
    /// What is cut at a line's start.
    pub start_cut: Len,
    /// What is cut, or hangs, at a line's end.
    pub end_cut: Len,
}

/// A mark whose cell is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// What it is when lines are broken.
    pub kind: Kind,
    /// The character.
    pub character: char,
    /// Whose conventions hold for it.
    pub region: Region,
}

/// The em in which cells are measured before they are scaled.
const EM: Len = Len(1 << 30);
/// Half of it.
const HALF: Len = Len(1 << 29);
/// The middle of the em box above the baseline.
const MIDDLE: Len = Len((1 << 30) * 38 / 100);
/// What stays blank between the ink of a squeezed mark and the end of its cell (L2.8): with the
/// blank of a Han character beside it it makes 0.05 em.
const RESERVE: Len = Len((1 << 30) / 50);
/// The same for a mark that is always narrow, and may meet another.
const NARROW_RESERVE: Len = Len((1 << 30) / 40);

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
            lift: scale(self.lift),
            cut_left: scale(self.cut_left),
            cut_right: scale(self.cut_right),
            start_cut: scale(self.start_cut),
            end_cut: scale(self.end_cut),
        }
    }
}

/// Ink in units of [`EM`].
struct Ink {
    left: Len,
    right: Len,
    middle: Len,
    advance: Len,
}

impl Ink {
    fn of(face: &Face, glyph: u16) -> Ink {
        let units = i64::from(face.units_per_em).max(1);
        let scale = |value: i32| EM.scale(i64::from(value), units);
        let advance = scale(face.advance(glyph));
        match face.ink(glyph) {
            Some(InkBox { x_min, x_max, y_min, y_max }) => {
                let middle = (scale(y_min) + scale(y_max)) / 2;
                Ink { left: scale(x_min), right: scale(x_max), middle, advance }
            }
            None => Ink { left: Len::ZERO, right: advance, middle: MIDDLE, advance },
        }
    }

    /// The shift that puts the ink in the middle of a width.
    fn centred(&self, width: Len) -> Len {
        (width - (self.right + self.left)) / 2
    }
}

/// Measures a mark, for an em of [`EM`].
pub(super) fn cell(face: &Face, glyph: u16, mark: Mark, rules: &Rules) -> Cell {
    let ink = Ink::of(face, glyph);
    match mark.kind {
        Kind::Open | Kind::Close | Kind::Stop | Kind::Comma => full_width(&ink, mark, rules),
        Kind::Dot if mark.region != Region::Mainland => within(&ink, EM),
        Kind::Dot | Kind::Slash => within(&ink, HALF),
        Kind::Connector => {
            let width = if ink.advance < EM.scale(7, 10) { HALF } else { EM };
            // A Latin – stands too low among Han.
            Cell { lift: MIDDLE - ink.middle, ..within(&ink, width) }
        }
        _ => Cell { shift: (EM - ink.advance) / 2, ..Cell::plain(EM) },
    }
}

fn within(ink: &Ink, width: Len) -> Cell {
    Cell { shift: ink.centred(width), ..Cell::plain(width) }
}

/// A mark of one em, cut as the style of the house asks (L2.1, L2.5).
fn full_width(ink: &Ink, mark: Mark, rules: &Rules) -> Cell {
    let pausing = matches!(mark.kind, Kind::Stop | Kind::Comma);
    if pausing && stands_in_middle(mark) {
        return centred(ink, mark, rules);
    }
    let opens = mark.kind == Kind::Open;
    let narrow = ink.advance < EM.scale(9, 10);
    // A proportional mark (WenKai's quotes) stands in the half of the cell where its ink belongs.
    let shift = match (narrow, opens) {
        (true, true) => HALF + ink.centred(HALF),
        (true, false) => ink.centred(HALF),
        (false, _) => (EM - ink.advance) / 2,
    };
    let blank = if opens { shift + ink.left } else { EM - shift - ink.right };
    let cut = (blank - RESERVE).min(HALF).max(Len::ZERO);
    let wanted = by_nature(mark, rules);
    let by_nature = wanted.min(blank - NARROW_RESERVE).max(Len::ZERO);
    let width = EM - by_nature;
    let left = (cut - wanted).max(Len::ZERO);
    let shared = if rules.squeezes() { left } else { Len::ZERO };
    let end = if rules.trims_ends() { left } else { Len::ZERO };
    if opens {
        let shift = shift - by_nature;
        return Cell { width, shift, cut_left: shared, start_cut: end, ..Cell::default() };
    }
    // In the style of Taiwan and Hong Kong a line's end is left as it is (L2.2).
    let end = if mark.region == Region::Centred { Len::ZERO } else { end };
    let hangs = rules.hangs() && matches!(mark.character, '、' | '，' | '。');
    let end_cut = if hangs { width } else { end };
    Cell { width, shift, cut_right: shared, end_cut, ..Cell::default() }
}

/// Whether a pausing mark stands in the middle of its em.
fn stands_in_middle(mark: Mark) -> bool {
    match mark.region {
        Region::Mainland => false,
        Region::Centred => true,
        Region::Japan => matches!(mark.character, '：' | '；' | '！' | '？'),
    }
}

/// A mark in the middle of its em gives nothing; half styles cut both its sides alike.
fn centred(ink: &Ink, mark: Mark, rules: &Rules) -> Cell {
    let side = (ink.centred(EM) + ink.left - RESERVE).max(Len::ZERO);
    let by_nature = by_nature(mark, rules).min(side * 2);
    let width = EM - by_nature;
    let upright = matches!(mark.character, '！' | '？');
    let lift =
        if upright || mark.region == Region::Japan { Len::ZERO } else { MIDDLE - ink.middle };
    Cell { width, shift: ink.centred(width), lift, ..Cell::default() }
}

/// What a style takes from a mark wherever it stands (L2.5).
fn by_nature(mark: Mark, rules: &Rules) -> Len {
    match rules.settings.punctuation {
        Punctuation::Banjiao => HALF,
        Punctuation::Kaiming if mark.kind != Kind::Stop => HALF,
        Punctuation::Cct => EM / 5,
        _ => Len::ZERO,
    }
}
