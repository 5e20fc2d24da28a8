//! A drawing as pixels.
//!
//! In: a drawing whose units are pixels. Out: opaque pixels. The only file that knows `tiny-skia`.
//! Never here: what the cover shows. A picture is not painted: a book that has one needs no drawing
//! of its front.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of pixels")]

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

use crate::font::Faces;
use crate::font::outline::{Step, outline};
use crate::picture::{Colors, Pixels};

use super::shape::{Drawing, Ink, Letter, Shape, Stance};

/// Paints a drawing.
pub(super) fn paint(
    drawing: &Drawing,
    (width, height): (u32, u32),
    faces: &Faces,
) -> Option<Pixels> {
    let mut sheet = Pixmap::new(width, height)?;
    sheet.fill(Color::WHITE);
    for shape in &drawing.shapes {
        match shape {
            Shape::Area(area, ink) => {
                if let Some(rect) = Rect::from_xywh(area.left, area.top, area.width, area.height) {
                    sheet.fill_rect(rect, &fill(*ink), Transform::identity(), None);
                }
            }
            Shape::Letter(letter, ink) => draw(&mut sheet, faces, letter, *ink),
            Shape::Plate(_) => {}
        }
    }
    Some(finish(&sheet))
}

fn draw(sheet: &mut Pixmap, faces: &Faces, letter: &Letter, ink: Ink) {
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
    let place = match letter.stance {
        Stance::Upright => Transform::from_row(scale, 0.0, 0.0, -scale, letter.x, letter.y),
        Stance::Turned => Transform::from_row(0.0, scale, scale, 0.0, letter.x, letter.y),
    };
    sheet.fill_path(&path, &fill(ink), FillRule::Winding, place, None);
}

/// The pixels, in steps of 1/32 of each colour: then a palette holds them all.
fn finish(sheet: &Pixmap) -> Pixels {
    let mut data = vec![0; sheet.pixels().len() * 3];
    for (color, pixel) in data.as_chunks_mut::<3>().0.iter_mut().zip(sheet.pixels()) {
        *color = [pixel.red(), pixel.green(), pixel.blue()].map(stepped);
    }
    let (width, height) = (sheet.width(), sheet.height());
    Pixels { width, height, colors: Colors::Rgb, data, alpha: None }
}

const fn stepped(value: u8) -> u8 {
    (value & 0xf8) | (value >> 5)
}

fn fill(ink: Ink) -> Paint<'static> {
    let [_, red, green, blue] = ink.rgb.to_be_bytes();
    let mut paint = Paint::default();
    paint.set_color(Color::from_rgba8(red, green, blue, 255));
    paint.anti_alias = true;
    paint
}
