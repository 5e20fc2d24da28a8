//! The sheet on which the cover is drawn: filled areas and glyphs.
//!
//! In: shapes in pixels from the upper left corner. Out: opaque pixels. The only file of the folder
//! that knows `tiny-skia`. Never here: what the cover shows.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of pixels")]

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

use crate::font::outline::{Step, outline};
use crate::font::{FaceId, Faces};
use crate::picture::{Colors, Pixels};

/// A colour as 0xRRGGBB.
pub(super) type Rgb = u32;

/// The sheet.
pub(super) struct Canvas {
    pixmap: Pixmap,
}

/// A glyph to draw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// Its face.
    pub face: FaceId,
    /// Its number in the face.
    pub glyph: u16,
    /// The left end of its baseline.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// Pixels per em.
    pub size: f32,
}

impl Canvas {
    /// A sheet of one colour.
    pub(super) fn new(width: u32, height: u32, ground: Rgb) -> Option<Canvas> {
        let mut pixmap = Pixmap::new(width, height)?;
        pixmap.fill(color(ground));
        Some(Canvas { pixmap })
    }

    /// Fills a rectangle.
    pub(super) fn rectangle(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), fill: Rgb) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.pixmap.fill_rect(rect, &paint(fill), Transform::identity(), None);
        }
    }

    /// Draws a glyph.
    pub(super) fn letter(&mut self, faces: &Faces, letter: Letter, fill: Rgb) {
        let face = faces.face(letter.face);
        let mut path = PathBuilder::new();
        for step in outline(face, letter.glyph) {
            match step {
                Step::Move(x, y) => path.move_to(x, y),
                Step::Line(x, y) => path.line_to(x, y),
                Step::Quad(cx, cy, x, y) => path.quad_to(cx, cy, x, y),
                Step::Cubic(ax, ay, bx, by, x, y) => path.cubic_to(ax, ay, bx, by, x, y),
                Step::Close => path.close(),
            }
        }
        let Some(path) = path.finish() else { return };
        let scale = letter.size / f32::from(face.units_per_em.max(1));
        let place = Transform::from_row(scale, 0.0, 0.0, -scale, letter.x, letter.y);
        self.pixmap.fill_path(&path, &paint(fill), FillRule::Winding, place, None);
    }

    /// The pixels, in steps of 1/32 of each colour: then a palette holds them all.
    pub(super) fn finish(self) -> Pixels {
        let mut data = vec![0; self.pixmap.pixels().len() * 3];
        for (color, pixel) in data.as_chunks_mut::<3>().0.iter_mut().zip(self.pixmap.pixels()) {
            *color = [pixel.red(), pixel.green(), pixel.blue()].map(stepped);
        }
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        Pixels { width, height, colors: Colors::Rgb, data, alpha: None }
    }
}

const fn stepped(value: u8) -> u8 {
    (value & 0xf8) | (value >> 5)
}

fn color(rgb: Rgb) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(fill: Rgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(color(fill));
    paint.anti_alias = true;
    paint
}
