//! Outlines of glyphs, for drawing without a font: covers.
//!
//! In: a face and a glyph. Out: lines and curves in font units, `y` upwards. Never here: where a
//! glyph stands, and its colour.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use super::face::Face;

/// A step of a contour; numbers are x and y in font units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// A contour begins.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A curve with one control point.
    Quad(f32, f32, f32, f32),
    /// A curve with two control points.
    Cubic(f32, f32, f32, f32, f32, f32),
    /// The contour closes.
    Close,
}

/// The contours of a glyph; empty for a space.
pub fn outline(face: &Face, glyph: u16) -> Vec<Step> {
    let mut pen = Steps(Vec::new());
    if let Some(font) = face.font()
        && let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph))
    {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if outline.draw(settings, &mut pen).is_err() {
            pen.0.clear();
        }
    }
    pen.0
}

struct Steps(Vec<Step>);

impl OutlinePen for Steps {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Move(x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Line(x, y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Step::Quad(cx, cy, x, y));
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.push(Step::Cubic(cx0, cy0, cx1, cy1, x, y));
    }
    fn close(&mut self) {
        self.0.push(Step::Close);
    }
}
