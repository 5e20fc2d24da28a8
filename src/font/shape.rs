//! Characters to glyphs: Latin words with their kerning and ligatures, and the long CJK marks.
//!
//! Han characters are not shaped: one character is one glyph, one em wide. In: text of one face.
//! Out: glyphs with advances in font units. Never here: line breaks, punctuation squeezing.

use std::sync::{Arc, Mutex, PoisonError};

use harfrust::{Buffer, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont};

use super::face::{Face, FontBytes};

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

/// A face as the shaper knows it: its layout tables are read once, and which of its rules concern
/// a script is worked out once.
pub(super) struct Shaper {
    font: Font,
    plans: Mutex<Vec<Arc<ShapePlan>>>,
}

impl Shaper {
    /// `None` when the font is damaged.
    pub(super) fn open(bytes: &FontBytes) -> Option<Shaper> {
        let font = match bytes {
            FontBytes::Builtin(bytes) => Font::new(*bytes, 0),
            FontBytes::Read(bytes) => Font::new(bytes.to_vec(), 0),
        };
        Some(Shaper { font: font?, plans: Mutex::default() })
    }

    fn plan(&self, direction: Direction, script: Option<Script>) -> Arc<ShapePlan> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let fits =
            |plan: &&Arc<ShapePlan>| plan.script() == script && plan.direction() == direction;
        if let Some(plan) = plans.iter().find(fits) {
            return Arc::clone(plan);
        }
        let plan = ShapePlan::new(&self.font, direction, script, None, &[]);
        let plan = Arc::new(plan);
        plans.push(Arc::clone(&plan));
        plan
    }
}

/// Shapes `text`, which must be of one face and read from left to right; `None` when the face
/// cannot be shaped.
pub fn shape(face: &Face, text: &str) -> Option<Vec<ShapedGlyph>> {
    let shaper = face.shaper()?;
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.guess_segment_properties();
    let plan = shaper.plan(Direction::LeftToRight, buffer.script());
    let options = ShapeOptions::new().plan(Some(&plan));
    harfrust::shape(&ShaperFont::new(&shaper.font), &mut buffer, options).ok()?;
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

/// The glyph that stands for `character` in a column (直排字形, OpenType `vert`); its own glyph where
/// it stands the same both ways, `None` where the face does not have it.
pub fn upright(face: &Face, character: char) -> Option<u16> {
    let plain = face.glyph(character)?;
    let Some(shaper) = face.shaper() else { return Some(plain) };
    let mut buffer = Buffer::new();
    buffer.push_str(character.encode_utf8(&mut [0; 4]));
    buffer.set_direction(Direction::TopToBottom);
    buffer.guess_segment_properties();
    let plan = shaper.plan(Direction::TopToBottom, buffer.script());
    let options = ShapeOptions::new().plan(Some(&plan));
    if harfrust::shape(&ShaperFont::new(&shaper.font), &mut buffer, options).is_err() {
        return Some(plain);
    }
    match buffer.glyph_infos() {
        [one] => u16::try_from(one.glyph_id).ok().filter(|glyph| *glyph != 0).or(Some(plain)),
        _ => Some(plain),
    }
}
