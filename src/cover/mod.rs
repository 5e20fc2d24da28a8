//! The front cover, drawn from the title when book.yaml names no picture.

use crate::font::Faces;
use crate::model::asset::Asset;
use crate::model::meta::Meta;

/// Draws the front cover as a PNG of 1600 × 2560 pixels.
pub fn draw(meta: &Meta, faces: &Faces) -> Option<Asset> {
    let _ = (meta, faces);
    None
}
