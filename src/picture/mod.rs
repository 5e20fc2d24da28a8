//! Pictures: what a file holds, its pixels, and pixels as files again.
//!
//! In: the bytes of a picture. Out: an [`Asset`] that is safe to put into a book, or [`Pixels`],
//! turned upright. The only folder that knows `image`, `png`, `zune-jpeg` and `resvg`. Never here: where a
//! picture stands in the book, and which files may be read.
//!
//! An SVG is drawn without its text: the drawing library has no fonts here. The EPUB keeps the SVG
//! as it is, so its text is lost only where pixels are asked for; the caller may warn.

mod decode;
mod encode;
mod exif;
mod header;
mod jpeg;
mod png;
mod scale;
mod svg;
mod svg_rules;

use crate::model::asset::{Asset, Format};

pub use encode::{jpeg, png, png_of_few_colors};
pub use svg::{has_text, unsafe_parts};

/// The largest picture file that is read.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// The most pixels that a picture may hold; a print of A4 at 600 ppi has 35 million.
pub const MAX_PIXELS: u64 = 100_000_000;
/// The longest side of a drawing (SVG), in CSS pixels; larger ones are scaled down to it.
pub const MAX_DRAWING_SIDE: u32 = 16_384;

/// Pixels, row by row from the top, eight bits a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The colours.
    pub colors: Colors,
    /// `width × height × channels` bytes.
    pub data: Vec<u8>,
    /// `width × height` bytes of opacity; `None` when all is opaque.
    pub alpha: Option<Vec<u8>>,
}

/// What the channels of [`Pixels`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// One channel.
    Gray,
    /// Three.
    Rgb,
    /// Four, 0 is no ink.
    Cmyk,
}

impl Colors {
    /// How many bytes a pixel takes.
    pub const fn channels(self) -> usize {
        match self {
            Colors::Gray => 1,
            Colors::Rgb => 3,
            Colors::Cmyk => 4,
        }
    }
}

/// Why a file is no usable picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// Damaged, or of no kind that we read; what the decoder said.
    Damaged(String),
    /// More pixels than the limit: width, height.
    TooLarge(u32, u32),
}

impl PictureError {
    fn damaged(reason: impl ToString) -> PictureError {
        PictureError::Damaged(reason.to_string())
    }

    /// What is wrong, for a message.
    pub fn reason(&self) -> String {
        match self {
            PictureError::Damaged(reason) => reason.clone(),
            PictureError::TooLarge(width, height) => format!("it has {width} × {height} pixels"),
        }
    }
}

/// Looks at the bytes of a picture without decoding it, and makes an SVG safe.
///
/// The kind is told by the content alone. A file that claims more pixels than its bytes can hold
/// is refused as damaged.
///
/// # Errors
/// [`PictureError`] when it is damaged or too large.
pub fn probe(path: &str, bytes: Vec<u8>) -> Result<Asset, PictureError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(PictureError::Damaged(format!("more than {} MiB", MAX_FILE_BYTES >> 20)));
    }
    let Some(format) = header::format(&bytes) else {
        return Err(PictureError::damaged("no PNG, JPEG, GIF, WebP or SVG"));
    };
    if format == Format::Svg {
        let drawing = svg::clean(&bytes)?;
        let (width, height) = drawing.size;
        let facts = header::Facts { width, height, ..header::Facts::default() };
        return Ok(asset(path, format, drawing.bytes, facts));
    }
    let facts = header::facts(format, &bytes)?;
    facts.check_size()?;
    Ok(asset(path, format, bytes, facts))
}

fn asset(path: &str, format: Format, bytes: Vec<u8>, facts: header::Facts) -> Asset {
    let sideways = facts.orientation >= 5;
    let (width, height) =
        if sideways { (facts.height, facts.width) } else { (facts.width, facts.height) };
    Asset {
        path: path.to_owned(),
        format,
        bytes: bytes.into(),
        width,
        height,
        density: facts.density,
        cmyk: facts.cmyk,
        orientation: facts.orientation,
    }
}

/// Decodes a picture, turned upright; an SVG is drawn `width` pixels wide, without its text.
///
/// # Errors
/// [`PictureError`] when it is damaged or too large.
pub fn pixels(asset: &Asset, width: u32) -> Result<Pixels, PictureError> {
    match asset.format {
        Format::Svg => svg::draw(&asset.bytes, width),
        _ => Ok(decode::turned(decode::decode(asset)?, asset.orientation)),
    }
}

/// Decodes a picture and makes it no larger than `limit` pixels, turned upright.
///
/// # Errors
/// [`PictureError`] when it is damaged or too large.
pub fn pixels_within(asset: &Asset, limit: u64) -> Result<Pixels, PictureError> {
    if asset.format == Format::Svg {
        let (width, _) = scale::within(asset.width, asset.height, limit);
        return svg::draw(&asset.bytes, width);
    }
    let decoded = decode::decode(asset)?;
    let (width, height) = scale::within(decoded.width, decoded.height, limit);
    // Shrunk before it is turned: turning needs a second copy of everything.
    Ok(decode::turned(scale::shrink(decoded, width, height), asset.orientation))
}

/// The pixels in RGB (or grey), for screens: CMYK is converted without a colour profile.
pub fn for_screen(pixels: Pixels) -> Pixels {
    decode::without_ink(pixels)
}
