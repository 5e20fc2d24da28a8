//! Pictures in memory, as the files had them.

use std::sync::Arc;

/// A picture of the book, by its place in [`Book::assets`](super::book::Book::assets).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub usize);

/// What kind of file a picture is, by its content (never by its name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// image/jpeg
    Jpeg,
    /// image/png
    Png,
    /// image/gif
    Gif,
    /// image/webp
    Webp,
    /// image/svg+xml
    Svg,
}

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The path inside the book folder, for messages.
    pub path: String,
    /// What it is.
    pub format: Format,
    /// The bytes of the file (an SVG is already made safe).
    pub bytes: Arc<[u8]>,
    /// Width in pixels, as shown (after the turn that EXIF asks for); for SVG in CSS pixels.
    pub width: u32,
    /// Height in pixels, as shown.
    pub height: u32,
    /// Pixels per inch, if the file tells.
    pub density: Option<u32>,
    /// Whether the pixels are CMYK.
    pub cmyk: bool,
    /// The turn that EXIF asks for, 1 (none) to 8.
    pub orientation: u8,
}
