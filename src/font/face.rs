//! One font file, opened: characters to glyphs, advances, ink boxes.
//!
//! In: the bytes of an OpenType font (TrueType or CFF outlines). Out: numbers in font units.
//! Never here: which face a text should have (`cover.rs`), shaping (`shape.rs`).

use std::fmt;
use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::bounds::BoundsPen;
use super::shape::Shaper;

/// The largest font file that is read: thrice the largest face of Chinese in one weight.
pub const MAX_FONT_BYTES: usize = 64 << 20;

/// The bytes of a font: built in, or read from the book's folder.
#[derive(Clone)]
pub enum FontBytes {
    /// Part of the program.
    Builtin(&'static [u8]),
    /// Read from a file.
    Read(std::sync::Arc<[u8]>),
}

impl FontBytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            FontBytes::Builtin(bytes) => bytes,
            FontBytes::Read(bytes) => bytes,
        }
    }
}

/// An opened face.
pub struct Face {
    /// The file's name, such as `NotoSerifSC-Regular.ttf`.
    pub file_name: String,
    /// The name for PDF: ASCII, no spaces.
    pub postscript_name: String,
    /// Units per em.
    pub units_per_em: u16,
    /// The height above the baseline that the design claims, in units.
    pub ascent: i16,
    /// The depth below the baseline, negative, in units.
    pub descent: i16,
    /// The height of capitals, in units.
    pub cap_height: i16,
    /// Whether outlines are CFF (an OTF) and not TrueType.
    pub is_cff: bool,
    /// Whether strokes are heavy.
    pub is_bold: bool,
    /// Whether the design leans.
    pub is_italic: bool,
    bytes: FontBytes,
    bmp: OnceLock<Vec<u16>>,
    shaper: OnceLock<Option<Shaper>>,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("file_name", &self.file_name).finish_non_exhaustive()
    }
}

/// The ink of a glyph, in units from its origin, `y` upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InkBox {
    /// Left.
    pub x_min: i32,
    /// Bottom.
    pub y_min: i32,
    /// Right.
    pub x_max: i32,
    /// Top.
    pub y_max: i32,
}

/// Why a file is no usable face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceError {
    /// Cut short, damaged, or no font at all.
    Damaged,
    /// A WOFF or WOFF2 file.
    Woff,
    /// Its licence bits (OS/2 fsType) forbid embedding.
    NoEmbedding,
}

impl Face {
    /// Opens a font file.
    ///
    /// # Errors
    /// [`FaceError`] when the file is damaged, packed for the web, or may not be embedded.
    pub fn open(file_name: &str, bytes: FontBytes) -> Result<Face, FaceError> {
        let data = bytes.as_slice();
        if data.starts_with(b"wOFF") || data.starts_with(b"wOF2") {
            return Err(FaceError::Woff);
        }
        let font = FontRef::new(data).map_err(|_| FaceError::Damaged)?;
        check_tables(&font, data.len())?;
        let head = font.head().map_err(|_| FaceError::Damaged)?;
        let os2 = font.os2().map_err(|_| FaceError::Damaged)?;
        if os2.fs_type() & 0x000f == 2 {
            return Err(FaceError::NoEmbedding);
        }
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
        let face = Face {
            file_name: file_name.to_owned(),
            postscript_name: stem.chars().filter(|c| c.is_ascii_graphic()).collect(),
            units_per_em: head.units_per_em(),
            ascent: os2.s_typo_ascender(),
            descent: os2.s_typo_descender(),
            cap_height: os2.s_cap_height().unwrap_or(700),
            is_cff: font.cff().is_ok(),
            is_bold: os2.us_weight_class() >= 600,
            is_italic: head.mac_style().bits() & 2 != 0,
            bytes: bytes.clone(),
            bmp: OnceLock::new(),
            shaper: OnceLock::new(),
        };
        Ok(face)
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// The parsed font, for reading tables; opening it again costs next to nothing.
    pub(super) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::new(self.bytes.as_slice()).ok()
    }

    /// The font as the shaper knows it.
    pub(super) fn shaper(&self) -> Option<&Shaper> {
        self.shaper.get_or_init(|| Shaper::open(&self.bytes)).as_ref()
    }

    /// The glyph of a character; `None` when the face has none.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let code = character as u32;
        if code < 0x1_0000 {
            let table = self.bmp.get_or_init(|| self.bmp_table());
            return table.get(code as usize).copied().filter(|glyph| *glyph != 0);
        }
        if self.hides(code) {
            return None;
        }
        let glyph = self.font()?.charmap().map(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// Whether a code point is private (私用区) and the face is built in: what it has there is its
    /// own affair, and nothing that an author could mean (N7.7).
    fn hides(&self, code: u32) -> bool {
        let is_private = matches!(code, 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF);
        is_private && matches!(self.bytes, FontBytes::Builtin(_))
    }

    fn bmp_table(&self) -> Vec<u16> {
        let mut table = vec![0u16; 0x1_0000];
        let Some(font) = self.font() else { return table };
        for (code, glyph) in font.charmap().mappings().filter(|(code, _)| !self.hides(*code)) {
            if let (Some(slot), Ok(glyph)) =
                (table.get_mut(code as usize), u16::try_from(glyph.to_u32()))
            {
                *slot = glyph;
            }
        }
        table
    }

    /// How far a glyph moves the pen, in units.
    pub fn advance(&self, glyph: u16) -> i32 {
        let Some(font) = self.font() else { return 0 };
        let Ok(hmtx) = font.hmtx() else { return 0 };
        i32::from(hmtx.advance(GlyphId::from(glyph)).unwrap_or(0))
    }

    /// Where a glyph has ink; `None` for a space.
    pub fn ink(&self, glyph: u16) -> Option<InkBox> {
        let font = self.font()?;
        let outline = font.outline_glyphs().get(GlyphId::from(glyph))?;
        let mut pen = BoundsPen::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut pen).ok()?;
        pen.ink_box()
    }

    /// How many glyphs the face has.
    pub fn glyph_count(&self) -> u16 {
        self.font().and_then(|font| font.maxp().ok().map(|maxp| maxp.num_glyphs())).unwrap_or(0)
    }
}

/// A truncated file may still have a readable head: each table must lie inside the file.
fn check_tables(font: &FontRef<'_>, length: usize) -> Result<(), FaceError> {
    let inside = font.table_directory().table_records().iter().all(|record| {
        (record.offset() as usize)
            .checked_add(record.length() as usize)
            .is_some_and(|end| end <= length)
    });
    let complete = font.hmtx().is_ok() && font.cmap().is_ok() && font.maxp().is_ok();
    if inside && complete { Ok(()) } else { Err(FaceError::Damaged) }
}
