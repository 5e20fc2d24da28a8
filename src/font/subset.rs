//! A face cut down to some glyphs, for embedding in a PDF.
//!
//! In: a face and the glyphs that a book draws. Out: a font program without any table that a PDF
//! does not read, and the measures that a font descriptor wants. The only file that knows
//! `subsetter`. Never here: which character a glyph stands for (`pdf/` says that).

use skrifa::raw::TableProvider;
use skrifa::{FontRef, Tag};
use subsetter::GlyphRemapper;

use super::face::Face;

/// A font program that holds some glyphs of a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subset {
    /// The bytes to embed.
    pub program: Vec<u8>,
    /// What kind of program they are.
    pub kind: ProgramKind,
}

/// What an embedded font program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramKind {
    /// A TrueType file: PDF's `FontFile2`.
    TrueType,
    /// A bare CFF table, keyed by CID, where each CID is the glyph's number: `FontFile3`.
    Cff,
}

/// The measures of a design, in units of the em unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    /// Left, bottom, right and top of the box that holds every glyph.
    pub bounds: [i16; 4],
    /// How far it leans from upright, counterclockwise, in hundredths of a degree.
    pub slant: i32,
    /// The weight, 1 to 1000; 400 is regular.
    pub weight: u16,
    /// Whether all advances are equal.
    pub monospaced: bool,
    /// Whether strokes end in serifs, as in 宋体.
    pub serif: bool,
}

/// Keeps `glyphs` and drops the rest; `None` when the font is damaged. The first of them, which are
/// all different, has number 1 in the program, the next number 2: number 0 is `.notdef`, which is
/// always there. What glyphs are composed of comes after them.
pub fn subset(face: &Face, glyphs: &[u16]) -> Option<Subset> {
    let mut remapper = GlyphRemapper::new();
    glyphs.iter().for_each(|glyph| _ = remapper.remap(*glyph));
    let program = subsetter::subset_with_variations(face.bytes(), 0, &[], &remapper).ok()?;
    let (program, kind) = match cff_table(&program) {
        Some(table) => (table, ProgramKind::Cff),
        None => (program, ProgramKind::TrueType),
    };
    Some(Subset { program, kind })
}

fn cff_table(program: &[u8]) -> Option<Vec<u8>> {
    let table = FontRef::new(program).ok()?.table_data(Tag::new(b"CFF "))?;
    Some(table.as_bytes().to_vec())
}

/// Measures a face; `None` when it is damaged.
pub fn measure(face: &Face) -> Option<Measures> {
    let font = face.font()?;
    let (head, os2, post) = (font.head().ok()?, font.os2().ok()?, font.post().ok());
    let panose = os2.panose_10();
    Some(Measures {
        bounds: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
        slant: post.as_ref().map_or(0, |post| hundredths(post.italic_angle().to_bits())),
        weight: os2.us_weight_class().clamp(1, 1000),
        monospaced: post.is_some_and(|post| post.is_fixed_pitch() != 0),
        // PANOSE: family 2 is Latin text; serif styles 2 to 10 have serifs, 11 to 15 have none.
        serif: panose.first() == Some(&2) && matches!(panose.get(1), Some(2..=10)),
    })
}

/// A 16.16 number in hundredths.
fn hundredths(fixed: i32) -> i32 {
    i32::try_from(i64::from(fixed) * 100 / 65_536).unwrap_or(0)
}
