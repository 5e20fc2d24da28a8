//! Character codes: what a content stream says to show a glyph that stands for a text.
//!
//! A code is the number of the glyph in the embedded program. The glyphs that are drawn most often
//! have the lowest ones: their first bytes are few, so that pages pack smaller, and faster. Where
//! two characters share a glyph, the second one's text goes into a further *layer*: another font
//! over the same program with other texts; a ligature has both its characters as its text. So text
//! copied from the PDF is the text of the book. In: all pages. Out: for each face its glyphs and
//! texts, and the way from a glyph with a text to layer and code.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::font::face::Face;
use crate::font::{FaceId, Faces};
use crate::layout::frame::{Glyph, GlyphRun, Item, Page};

/// A text as a number: a single character is its code point, the empty text is [`EMPTY`], and
/// longer ones are [`LONG`] and more.
type Key = u32;

const EMPTY: Key = 0x11_0000;
const LONG: Key = 0x11_0001;
/// Marks a glyph that was never seen.
const UNSEEN: Key = Key::MAX;

/// The codes of all faces.
pub(super) struct Codes {
    faces: Vec<FaceCodes>,
    long: BTreeMap<Box<str>, Key>,
}

/// The codes of one face.
#[derive(Default)]
struct FaceCodes {
    /// By glyph.
    glyphs: Vec<Code>,
    /// The glyph of each code, from code 1.
    order: Vec<u16>,
    /// The layers of further texts.
    more: BTreeMap<(u16, Key), u16>,
}

/// A glyph's code.
#[derive(Clone, Copy)]
struct Code {
    /// The first text that the glyph was seen with: its text in layer 0.
    text: Key,
    /// How often it was seen.
    uses: u32,
    code: u16,
    /// In 1/1000 em.
    advance: u16,
}

/// How to show a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Which font over the face.
    pub(super) layer: u16,
    /// The code in it.
    pub(super) code: u16,
    /// How far it moves the pen, in 1/1000 em.
    pub(super) advance: u16,
}

/// What a face needs to be embedded.
pub(super) struct FaceUse {
    /// Which face.
    pub(super) face: FaceId,
    /// The glyph of each code, from code 1.
    pub(super) glyphs: Vec<u16>,
    /// The advance of each code in 1/1000 em, from code 1.
    pub(super) advances: Vec<u16>,
    /// For each layer, codes and their texts.
    pub(super) layers: Vec<Vec<(u16, String)>>,
}

impl Codes {
    /// Gives codes to all that the pages draw.
    pub(super) fn collect(pages: &[Page], faces: &Faces) -> Codes {
        let empty = faces.iter().map(|_| FaceCodes::default()).collect();
        let mut codes = Codes { faces: empty, long: BTreeMap::new() };
        for run in pages.iter().flat_map(|page| &page.items).filter_map(run_of) {
            let Some(face) = codes.faces.get_mut(usize::from(run.face.0)) else { continue };
            if face.glyphs.is_empty() {
                let count = usize::from(faces.face(run.face).glyph_count());
                face.glyphs = vec![Code { text: UNSEEN, uses: 0, code: 0, advance: 0 }; count];
            }
            for glyph in &run.glyphs {
                let text = text_of(run, glyph);
                let key = short(text).unwrap_or_else(|| {
                    let next = LONG + codes.long.len() as Key;
                    *codes.long.entry(text.into()).or_insert(next)
                });
                face.see(glyph.id, key);
            }
        }
        for (id, face) in faces.iter() {
            if let Some(codes) = codes.faces.get_mut(usize::from(id.0)) {
                codes.number(face);
            }
        }
        codes
    }

    /// How to show a glyph that stands for a text; `None` for one that [`Codes::collect`] did not
    /// see, or that the face does not have.
    pub(super) fn shown(&self, face: FaceId, glyph: u16, text: &str) -> Option<Shown> {
        let key = match short(text) {
            Some(key) => key,
            None => *self.long.get(text)?,
        };
        let face = self.faces.get(usize::from(face.0))?;
        let Code { text: first, code, advance, .. } = *face.glyphs.get(usize::from(glyph))?;
        let layer = if first == key { 0 } else { *face.more.get(&(glyph, key))? };
        Some(Shown { layer, code, advance })
    }

    /// The faces that are used, with what is to be embedded of each.
    pub(super) fn used(&self) -> Vec<FaceUse> {
        let long: BTreeMap<Key, &str> =
            self.long.iter().map(|(text, key)| (*key, &**text)).collect();
        let text = |key: Key| match (char::from_u32(key), long.get(&key)) {
            (Some(character), _) => character.to_string(),
            (None, Some(text)) => (*text).to_owned(),
            (None, None) => String::new(),
        };
        let faces = (0u16..).zip(&self.faces).map(|(index, face)| face.used(FaceId(index), &text));
        faces.filter(|used| !used.glyphs.is_empty()).collect()
    }
}

impl FaceCodes {
    fn see(&mut self, glyph: u16, key: Key) {
        let Some(code) = self.glyphs.get_mut(usize::from(glyph)) else { return };
        code.uses += 1;
        if code.text == UNSEEN {
            code.text = key;
        } else if code.text != key && !self.more.contains_key(&(glyph, key)) {
            let known = self.more.range((glyph, 0)..=(glyph, UNSEEN)).count();
            self.more.insert((glyph, key), u16::try_from(known + 1).unwrap_or(u16::MAX));
        }
    }

    /// Numbers the glyphs that were seen, from 1.
    fn number(&mut self, face: &Face) {
        let seen = (0u16..).zip(&self.glyphs).filter(|(_, code)| code.text != UNSEEN);
        let mut order: Vec<(Reverse<u32>, u16)> =
            seen.map(|(glyph, code)| (Reverse(code.uses), glyph)).collect();
        order.sort_unstable();
        self.order = order.into_iter().map(|(_, glyph)| glyph).collect();
        for (glyph, code) in self.order.iter().zip(1..) {
            if let Some(slot) = self.glyphs.get_mut(usize::from(*glyph)) {
                (slot.code, slot.advance) = (code, advance(face, *glyph));
            }
        }
    }

    fn used(&self, face: FaceId, text: &impl Fn(Key) -> String) -> FaceUse {
        let code = |glyph: &u16| self.glyphs.get(usize::from(*glyph));
        let seen = || self.order.iter().filter_map(code);
        let mut layers: Vec<Vec<(u16, String)>> =
            vec![seen().map(|code| (code.code, text(code.text))).collect()];
        let depth = self.more.values().max().copied().unwrap_or(0);
        layers.extend((1..=depth).map(|layer| {
            let here = self.more.iter().filter(|(_, in_layer)| **in_layer == layer);
            let mut texts: Vec<(u16, String)> = here
                .filter_map(|((glyph, key), _)| Some((code(glyph)?.code, text(*key))))
                .collect();
            texts.sort_unstable();
            texts
        }));
        let advances = seen().map(|code| code.advance).collect();
        FaceUse { face, glyphs: self.order.clone(), advances, layers }
    }
}

fn run_of(item: &Item) -> Option<&GlyphRun> {
    match item {
        Item::Glyphs(run) => Some(run),
        Item::Rule(_) | Item::Picture(_) | Item::Link(_) | Item::Line(_) => None,
    }
}

/// The text of a glyph; empty when it has none of its own.
pub(super) fn text_of<'a>(run: &'a GlyphRun, glyph: &Glyph) -> &'a str {
    run.text.get(glyph.text_start as usize..glyph.text_end as usize).unwrap_or("")
}

/// The key of a text of one character or none.
fn short(text: &str) -> Option<Key> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None, _) => Some(EMPTY),
        (Some(character), None) => Some(Key::from(character)),
        (Some(_), Some(_)) => None,
    }
}

/// A glyph's advance in 1/1000 em, as the font's width array will have it.
fn advance(face: &Face, glyph: u16) -> u16 {
    let em = i32::from(face.units_per_em.max(1));
    u16::try_from((face.advance(glyph).saturating_mul(1000) + em / 2) / em).unwrap_or(0)
}
