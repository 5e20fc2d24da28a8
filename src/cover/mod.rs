//! The cover: the front alone for screens, and back, spine and front in one piece for the press.
//!
//! In: what the book is called, who made it, what it is about, how many pages it has. Out: a PNG of
//! 1600 × 2560 pixels, or a [`Jacket`](jacket::Jacket) whose shapes `pdf/` writes. The same book
//! always has the same cover. Never here: files, PDF.

mod back;
mod barcode;
pub mod binder;
mod canvas;
mod front;
pub mod jacket;
pub mod palette;
pub mod shape;
mod spine;
mod words;

use crate::font::Faces;
use crate::model::asset::{Asset, Format};
use crate::model::meta::Meta;
use crate::picture;

use front::{Front, Panel, title};
use palette::palette;
use shape::{Area, Drawing};

const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2560;

/// Draws the front cover as a PNG of 1600 × 2560 pixels; `None` when there is no title to draw.
pub fn draw(meta: &Meta, faces: &Faces) -> Option<Asset> {
    let title = title(meta)?;
    let whole = Area { left: 0.0, top: 0.0, width: WIDTH as f32, height: HEIGHT as f32 };
    let panel = Panel { trim: whole, bleed: whole };
    let mut drawing = Drawing::default();
    Front { meta, title: &title, faces, colors: palette(&title), panel }.draw(&mut drawing);
    let pixels = canvas::paint(&drawing, (WIDTH, HEIGHT), faces)?;
    let bytes = picture::png_of_few_colors(&pixels).unwrap_or_else(|| picture::png(&pixels));
    Some(Asset {
        path: "cover.png".to_owned(),
        format: Format::Png,
        bytes: bytes.into(),
        width: WIDTH,
        height: HEIGHT,
        density: None,
        cmyk: false,
        orientation: 1,
    })
}
