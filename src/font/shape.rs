//! Characters to glyphs: Latin words with their kerning and ligatures, and the long CJK marks.
//!
//! Han characters are not shaped: one character is one glyph, one em wide. In: text of one face.
//! Out: glyphs with advances in font units. Never here: line breaks, punctuation squeezing.

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont};

use super::face::Face;

/// A glyph of shaped text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Its number in the face.
    pub id: u16,
    /// How far it moves the pen, in units.
    pub advance: i32,
    /// Moves the glyph alone, in units, to the right.
    pub x_offset: i32,
    /// Moves the glyph alone, in units, upwards.
    pub y_offset: i32,
    /// The byte of the text where the glyph's characters begin.
    pub cluster: u32,
}

/// Shapes `text`, which must be of one face and read from left to right; `None` when the face
/// cannot be shaped.
pub fn shape(face: &Face, text: &str) -> Option<Vec<ShapedGlyph>> {
    let font = ShaperFont::new(face.shaper()?);
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.guess_segment_properties();
    harfrust::shape(&font, &mut buffer, ShapeOptions::new()).ok()?;
    let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
    Some(
        glyphs
            .map(|(info, position)| ShapedGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                cluster: info.cluster,
            })
            .collect(),
    )
}
