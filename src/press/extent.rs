//! How far the ink of the pages reaches: what is left to each edge of the trimmed page.
//!
//! In: pages and their faces. Out: [`Extent`], the least distance on any page. A glyph counts by
//! its ink, not by its em: the blank of a mark may stand outside the type area. Never here: what a
//! house asks.

use crate::diag::span::Span;
use crate::font::Faces;
use crate::layout::frame::{GlyphRun, Item, Page, Pages};
use crate::units::{Len, Point, Size};

use super::sheet::{Side, Spine};

/// The least distance from the ink of any page to the edges of the trimmed page, and where in the
/// source the ink that is nearest comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// To the spine (订口).
    pub inner: Reach,
    /// To the outer edge (切口).
    pub outer: Reach,
    /// To the upper edge (天头).
    pub top: Reach,
    /// To the lower edge (地脚).
    pub foot: Reach,
    /// Whether a picture or a rule runs over an edge (出血). It counts for no distance.
    pub bleeds: bool,
}

/// A distance to an edge; none where nothing was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// How far.
    pub least: Option<Len>,
    /// Who.
    pub span: Span,
}

impl Reach {
    fn see(&mut self, distance: Len, span: Span) {
        if self.is_new(distance) {
            *self = Reach { least: Some(distance), span };
        }
    }

    fn is_new(&self, distance: Len) -> bool {
        self.least.is_none_or(|least| distance < least)
    }
}

/// Measures all pages.
pub(super) fn extent(pages: &Pages, faces: &Faces, spine: Spine) -> Extent {
    let mut seen = Extent::default();
    for (index, page) in pages.pages.iter().enumerate() {
        Measure { seen: &mut seen, trim: pages.trim, side: spine.of(index), faces }.page(page);
    }
    seen
}

struct Measure<'a> {
    seen: &'a mut Extent,
    trim: Size,
    side: Side,
    faces: &'a Faces,
}

/// A rectangle by its corners.
#[derive(Clone, Copy)]
struct Corners {
    left: Len,
    top: Len,
    right: Len,
    foot: Len,
}

impl Measure<'_> {
    fn page(&mut self, page: &Page) {
        for item in &page.items {
            let (rect, span) = match item {
                Item::Glyphs(run) => {
                    self.run(run);
                    continue;
                }
                Item::Rule(rule) => (rule.rect, Span::default()),
                Item::Picture(picture) => (picture.rect, picture.span),
                Item::Link(_) | Item::Line(_) => continue,
            };
            let (origin, size) = (rect.origin, rect.size);
            let (right, foot) = (origin.x + size.width, origin.y + size.height);
            let corners = Corners { left: origin.x, top: origin.y, right, foot };
            if self.distances(corners).iter().any(|distance| *distance < Len::ZERO) {
                self.seen.bleeds = true;
            } else {
                self.see(corners, span);
            }
        }
    }

    fn run(&mut self, run: &GlyphRun) {
        for glyph in &run.glyphs {
            let at = if run.turned {
                Point::new(run.origin.x - glyph.y, run.origin.y + glyph.x)
            } else {
                Point::new(run.origin.x + glyph.x, run.origin.y + glyph.y)
            };
            // Most glyphs are far from any edge: outlines are looked at only near one.
            let (more, size) = (run.size + run.size / 2, run.size);
            let near = Corners {
                left: at.x - size,
                top: at.y - more,
                right: at.x + more,
                foot: at.y + more,
            };
            if !self.is_new(near) {
                continue;
            }
            let face = self.faces.face(run.face);
            let Some(ink) = face.ink(glyph.id) else { continue };
            let length = |units: i32| size.scale(i64::from(units), i64::from(face.units_per_em));
            let (left, right) = (length(ink.x_min), length(ink.x_max));
            let (low, high) = (length(ink.y_min), length(ink.y_max));
            let corners = if run.turned {
                let (left, right) = (at.x + low, at.x + high);
                Corners {
                    left,
                    top: at.y + length(ink.x_min),
                    right,
                    foot: at.y + length(ink.x_max),
                }
            } else {
                let (left, right) = (at.x + left, at.x + right);
                Corners { left, top: at.y - high, right, foot: at.y - low }
            };
            self.see(corners, run.span);
        }
    }

    /// The distances to spine, outer edge, top and foot.
    fn distances(&self, corners: Corners) -> [Len; 4] {
        let (left, right) = (corners.left, self.trim.width - corners.right);
        let (inner, outer) = match self.side {
            Side::SpineLeft => (left, right),
            Side::SpineRight => (right, left),
        };
        [inner, outer, corners.top, self.trim.height - corners.foot]
    }

    fn is_new(&self, corners: Corners) -> bool {
        let [inner, outer, top, foot] = self.distances(corners);
        let seen = &self.seen;
        seen.inner.is_new(inner)
            || seen.outer.is_new(outer)
            || seen.top.is_new(top)
            || seen.foot.is_new(foot)
    }

    fn see(&mut self, corners: Corners, span: Span) {
        let [inner, outer, top, foot] = self.distances(corners);
        self.seen.inner.see(inner, span);
        self.seen.outer.see(outer, span);
        self.seen.top.see(top, span);
        self.seen.foot.see(foot, span);
    }
}
