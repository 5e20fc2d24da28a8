//! What the first bytes of a picture say: its kind, its size, its density, its turn.
//!
//! In: the bytes of a file. Out: [`Facts`]. Never here: decoding of pixels.

use crate::model::asset::Format;

use super::{MAX_PIXELS, PictureError, jpeg, png};

/// What a header tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Pixels in a stored row.
    pub width: u32,
    /// Stored rows.
    pub height: u32,
    /// Pixels per inch.
    pub density: Option<u32>,
    /// Whether there are four inks.
    pub cmyk: bool,
    /// The turn that EXIF asks for, 1 to 8.
    pub orientation: u8,
}

impl Default for Facts {
    fn default() -> Facts {
        Facts { width: 0, height: 0, density: None, cmyk: false, orientation: 1 }
    }
}

impl Facts {
    /// Refuses a picture without pixels, and one with too many.
    pub(super) fn check_size(&self) -> Result<(), PictureError> {
        if self.width == 0 || self.height == 0 {
            return Err(PictureError::damaged("it has no pixels"));
        }
        if u64::from(self.width) * u64::from(self.height) > MAX_PIXELS {
            return Err(PictureError::TooLarge(self.width, self.height));
        }
        Ok(())
    }
}

/// The kind of a picture by its content.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Format::Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some(Format::Jpeg);
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Some(Format::Gif);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Format::Webp);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    (text.starts_with('<') && text.contains("svg")).then_some(Format::Svg)
}

/// The facts of a picture that is made of pixels.
pub(super) fn facts(format: Format, bytes: &[u8]) -> Result<Facts, PictureError> {
    match format {
        Format::Png => png::facts(bytes),
        Format::Jpeg => jpeg::facts(bytes),
        Format::Gif => gif_facts(bytes),
        Format::Webp | Format::Svg => webp_facts(bytes),
    }
}

fn gif_facts(bytes: &[u8]) -> Result<Facts, PictureError> {
    let side = |at: usize| bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok());
    let (Some(width), Some(height)) = (side(6), side(8)) else {
        return Err(PictureError::damaged("the GIF is cut short"));
    };
    let (width, height) = (u16::from_le_bytes(width).into(), u16::from_le_bytes(height).into());
    Ok(Facts { width, height, ..Facts::default() })
}

fn webp_facts(bytes: &[u8]) -> Result<Facts, PictureError> {
    use image::ImageDecoder;
    let cursor = std::io::Cursor::new(bytes);
    let mut decoder =
        image::codecs::webp::WebPDecoder::new(cursor).map_err(PictureError::damaged)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, image::metadata::Orientation::to_exif);
    Ok(Facts { width, height, orientation, ..Facts::default() })
}
