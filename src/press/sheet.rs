//! The sheet around the trimmed page: bleed, room for marks, and which edge is the spine.
//!
//! In: what a house wants of the sheet. Out: the boxes of a page (PDF 1.7 §14.11.2), from the upper
//! left corner of the sheet. Never here: what stands on a page.

use crate::model::settings::{Toggle, Writing};
use crate::units::{Len, Point, Rect, Size};

/// Where the marks begin beyond the trimmed page, where the bleed is not deeper.
const MARK_OFFSET: Len = Len::mm100(300);
/// How long a crop mark is.
pub const MARK_LENGTH: Len = Len::mm100(500);

/// Which edge of a page is the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The left one: a recto of horizontal lines.
    SpineLeft,
    /// The right one.
    SpineRight,
}

/// Where the spine of the book's first page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spine(Side);

impl Spine {
    /// Vertical books open to the right.
    pub const fn new(writing: Writing) -> Spine {
        match writing {
            Writing::Horizontal => Spine(Side::SpineLeft),
            Writing::Vertical => Spine(Side::SpineRight),
        }
    }

    /// The side of a page, by its place from 0.
    pub const fn of(self, page_index: usize) -> Side {
        match (self.0, page_index % 2) {
            (Side::SpineLeft, 0) | (Side::SpineRight, 1) => Side::SpineLeft,
            _ => Side::SpineRight,
        }
    }
}

/// The sheet: how much wider than the trimmed page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The trimmed page.
    pub trim: Size,
    /// The bleed at every edge but the spine.
    pub bleed: Len,
    /// The bleed at the spine.
    pub spine_bleed: Len,
    /// Whether there are crop marks.
    pub marks: Toggle,
}

/// The boxes of a page, from the upper left corner of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boxes {
    /// The sheet.
    pub media: Rect,
    /// Up to where ink may run.
    pub bleed: Rect,
    /// The trimmed page.
    pub trim: Rect,
}

impl Sheet {
    /// A sheet that is the trimmed page itself.
    pub const fn bare(trim: Size) -> Sheet {
        Sheet { trim, bleed: Len::ZERO, spine_bleed: Len::ZERO, marks: Toggle::Off }
    }

    /// From the trimmed page to the near end of a crop mark.
    pub fn mark_offset(&self) -> Len {
        self.bleed.max(MARK_OFFSET)
    }

    /// The boxes of a page.
    pub fn boxes(&self, side: Side) -> Boxes {
        let (left, right) = match side {
            Side::SpineLeft => (self.spine_bleed, self.bleed),
            Side::SpineRight => (self.bleed, self.spine_bleed),
        };
        let slug = match self.marks {
            Toggle::On => self.mark_offset() + MARK_LENGTH,
            Toggle::Off => Len::ZERO,
        };
        let room = |bleed: Len| if slug > bleed { slug } else { bleed };
        let trim = Rect { origin: Point::new(room(left), room(self.bleed)), size: self.trim };
        let bleed = Rect {
            origin: Point::new(trim.origin.x - left, trim.origin.y - self.bleed),
            size: Size {
                width: left + self.trim.width + right,
                height: self.trim.height + self.bleed * 2,
            },
        };
        let media = Rect {
            origin: Point::default(),
            size: Size {
                width: room(left) + self.trim.width + room(right),
                height: self.trim.height + room(self.bleed) * 2,
            },
        };
        Boxes { media, bleed, trim }
    }

    /// The crop marks as filled rectangles, from the upper left corner of the sheet: at each corner
    /// one along and one across, 0.25 pt thick.
    pub fn crop_marks(&self, boxes: &Boxes) -> Vec<Rect> {
        let thick = Len::pt100(25);
        let (trim, half, away) = (boxes.trim, thick / 2, self.mark_offset());
        let (left, top) = (trim.origin.x, trim.origin.y);
        let (right, foot) = (left + trim.size.width, top + trim.size.height);
        let mut marks = Vec::new();
        for x in [left, right] {
            for y in [top - away - MARK_LENGTH, foot + away] {
                let size = Size { width: thick, height: MARK_LENGTH };
                marks.push(Rect { origin: Point::new(x - half, y), size });
            }
        }
        for y in [top, foot] {
            for x in [left - away - MARK_LENGTH, right + away] {
                let size = Size { width: MARK_LENGTH, height: thick };
                marks.push(Rect { origin: Point::new(x, y - half), size });
            }
        }
        marks
    }
}
