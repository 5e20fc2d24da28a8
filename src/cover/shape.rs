//! What a cover is made of: areas, glyphs and a picture, from the ground up.
//!
//! In: numbers from the upper left corner, a unit being 1/1600 of the width of the front. Out: a
//! [`Drawing`], which `canvas.rs` turns into pixels and `pdf/` into a page for the press. Never
//! here: what a cover shows.

use crate::font::FaceId;
use crate::model::asset::AssetId;

/// A colour: for screens, and as the inks of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink {
    /// As 0xRRGGBB.
    pub rgb: u32,
    /// Cyan, magenta, yellow, black, in percent.
    pub cmyk: [u8; 4],
}

impl Ink {
    /// Black alone (单黑).
    pub const BLACK: Ink = Ink { rgb: 0, cmyk: [0, 0, 0, 100] };
    /// No ink.
    pub const WHITE: Ink = Ink { rgb: 0xff_ffff, cmyk: [0; 4] };
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
}

/// A glyph to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    /// Its face.
    pub face: FaceId,
    /// Its number in the face.
    pub glyph: u16,
    /// Where its baseline begins.
    pub x: f32,
    /// Where its baseline begins.
    pub y: f32,
    /// Units per em.
    pub size: f32,
    /// Which way it stands.
    pub stance: Stance,
}

/// Which way a glyph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Upright.
    Upright,
    /// Lying: its baseline runs down, its top is at the right.
    Turned,
}

/// A picture that fills an area and is cut off at its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plate {
    /// The picture.
    pub asset: AssetId,
    /// What is seen.
    pub frame: Area,
    /// Where the whole picture lies, beyond the frame in one direction.
    pub whole: Area,
}

/// One thing on the cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// An area of one colour.
    Area(Area, Ink),
    /// A glyph.
    Letter(Letter, Ink),
    /// A picture.
    Plate(Plate),
}

/// Everything on the cover; what comes later lies above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The shapes.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// Fills a rectangle.
    pub(super) fn area(&mut self, (left, top): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        self.shapes.push(Shape::Area(Area { left, top, width, height }, ink));
    }

    /// Draws glyphs.
    pub(super) fn letters(&mut self, letters: &[Letter], ink: Ink) {
        self.shapes.extend(letters.iter().map(|letter| Shape::Letter(*letter, ink)));
    }
}
