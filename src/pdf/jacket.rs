//! The cover's drawing as a content stream.
//!
//! In: areas, glyphs and a picture in units from the upper left corner. Out: operators. A glyph is its
//! outline: a cover has no text to search, and a font less can go wrong on the press. Small words
//! in black lie over what is below (叠印); everything else leaves it out. Never here: what a cover
//! shows, and the objects around it.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of points")]

use pdf_writer::Rect;

use crate::cover::jacket::Jacket;
use crate::cover::shape::{Area, Ink, Letter, Plate, Shape, Stance};
use crate::diag::span::Span;
use crate::font::Faces;
use crate::font::outline::{Step, outline};
use crate::units::Len;

use super::draw;
use super::number::points;
use super::picture::Shown;

/// Black words up to this size lie over what is below, in points.
const OVERPRINTED: f64 = 24.0;

/// The pictures that the cover shows.
pub(super) fn shown(jacket: &Jacket, span: Span) -> Vec<Shown> {
    let pictures = jacket.drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Plate(plate) => {
            let points = f64::from(plate.whole.width) * jacket.unit;
            Some(Shown { asset: plate.asset, width: Len::pt100((points * 100.0) as i64), span })
        }
        Shape::Area(..) | Shape::Letter(..) => None,
    });
    pictures.collect()
}

/// The sheet with its bleed, and the trimmed cover on it.
pub(super) fn boxes(jacket: &Jacket) -> [Rect; 2] {
    let (sheet, edge) = (jacket.sheet(), points(jacket.bleed));
    let (width, height) = (points(sheet.width), points(sheet.height));
    [Rect::new(0.0, 0.0, width, height), Rect::new(edge, edge, width - edge, height - edge)]
}

/// The operators.
pub(super) fn content(jacket: &Jacket, faces: &Faces) -> Vec<u8> {
    let height = jacket.sheet().height.to_pt();
    let mut pen = Pen { out: String::new(), unit: jacket.unit, height, ink: None, over: None };
    for shape in &jacket.drawing.shapes {
        match shape {
            Shape::Area(area, ink) => {
                pen.set(*ink, Over::of(*ink, 0.0));
                pen.corners(area);
                pen.out.push_str("re f\n");
            }
            Shape::Letter(letter, ink) => {
                pen.set(*ink, Over::of(*ink, f64::from(letter.size) * jacket.unit));
                pen.letter(letter, faces);
            }
            Shape::Plate(plate) => pen.plate(plate),
        }
    }
    pen.out.into_bytes()
}

struct Pen {
    out: String,
    /// How long a unit is, in points.
    unit: f64,
    /// How high the sheet is, in points.
    height: f64,
    ink: Option<Ink>,
    over: Option<Over>,
}

/// How ink lies over ink.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// 叠印: what lies below stays.
    Print,
    /// 镂空: what lies below is left out.
    Knock,
}

impl Over {
    fn of(ink: Ink, size: f64) -> Over {
        if ink.cmyk == Ink::BLACK.cmyk && size <= OVERPRINTED { Over::Print } else { Over::Knock }
    }
}

impl Pen {
    fn set(&mut self, ink: Ink, over: Over) {
        if self.over != Some(over) {
            self.out.push_str(match over {
                Over::Print => "/O gs\n",
                Over::Knock => "/N gs\n",
            });
            self.over = Some(over);
        }
        if self.ink != Some(ink) {
            for percent in ink.cmyk {
                self.push(f64::from(percent) / 100.0, 2);
            }
            self.out.push_str("k\n");
            self.ink = Some(ink);
        }
    }

    /// A number with so many decimals at most, and a blank.
    fn push(&mut self, value: f64, decimals: usize) {
        let text = format!("{value:.decimals$}");
        let text = if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        };
        self.out.push_str(if text == "-0" { "0" } else { text });
        self.out.push(' ');
    }

    /// A place in points from the lower left corner.
    fn place(&self, x: f32, y: f32) -> [f64; 2] {
        [f64::from(x) * self.unit, self.height - f64::from(y) * self.unit]
    }

    /// Left, low, width and height.
    fn corners(&mut self, area: &Area) {
        let [left, low] = self.place(area.left, area.top + area.height);
        let (width, height) =
            (f64::from(area.width) * self.unit, f64::from(area.height) * self.unit);
        [left, low, width, height].into_iter().for_each(|value| self.push(value, 3));
    }

    /// The outline in font units, under a matrix: the same glyph has the same bytes everywhere.
    fn letter(&mut self, letter: &Letter, faces: &Faces) {
        let face = faces.face(letter.face);
        let steps = outline(face, letter.glyph);
        if steps.is_empty() {
            return;
        }
        let scale = f64::from(letter.size) * self.unit / f64::from(face.units_per_em.max(1));
        let matrix = match letter.stance {
            Stance::Upright => [scale, 0.0, 0.0, scale],
            Stance::Turned => [0.0, -scale, scale, 0.0],
        };
        self.out.push_str("q ");
        matrix.into_iter().for_each(|value| self.push(value, 6));
        self.place(letter.x, letter.y).into_iter().for_each(|value| self.push(value, 3));
        self.out.push_str("cm\n");
        let mut last = (0.0, 0.0);
        for step in steps {
            self.step(step, &mut last);
        }
        self.out.push_str("f Q\n");
    }

    fn step(&mut self, step: Step, last: &mut (f32, f32)) {
        let (numbers, operator): (&[f32], &str) = match step {
            Step::Move(x, y) => (&[x, y], "m\n"),
            Step::Line(x, y) => (&[x, y], "l\n"),
            // A parabola as a cubic: PDF knows no other curve.
            Step::Quad(cx, cy, x, y) => {
                let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                let first = (third(last.0, cx), third(last.1, cy));
                (&[first.0, first.1, third(x, cx), third(y, cy), x, y], "c\n")
            }
            Step::Cubic(ax, ay, bx, by, x, y) => (&[ax, ay, bx, by, x, y], "c\n"),
            Step::Close => (&[], "h\n"),
        };
        numbers.iter().for_each(|value| self.push(f64::from(*value), 1));
        self.out.push_str(operator);
        if let [.., x, y] = numbers {
            *last = (*x, *y);
        }
    }

    fn plate(&mut self, plate: &Plate) {
        self.set(Ink::WHITE, Over::Knock);
        self.out.push_str("q ");
        self.corners(&plate.frame);
        self.out.push_str("re W n\n");
        let whole = plate.whole;
        self.push(f64::from(whole.width) * self.unit, 3);
        self.out.push_str("0 0 ");
        self.push(f64::from(whole.height) * self.unit, 3);
        let place = self.place(whole.left, whole.top + whole.height);
        place.into_iter().for_each(|value| self.push(value, 3));
        self.out.push_str(&format!("cm /{} Do Q\n", draw::picture_name(plate.asset)));
    }
}
