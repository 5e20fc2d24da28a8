//! Which characters each role of the book shows.
//!
//! In: the texts that pages show, kept with their styles while the pages are written. Out: sets of
//! characters by style, and where each stood first. Never here: fonts.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::span::Span;
use crate::font::{LatinStyle, Role};

/// Characters below this stand in the bit set.
const PLANE: u32 = 0x1_0000;

/// The type in which a piece of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    /// The face of Han characters.
    pub role: Role,
    /// The style of Latin letters.
    pub latin: LatinStyle,
}

impl Style {
    /// A role with upright Latin.
    pub(super) const fn of(role: Role) -> Style {
        Style { role, latin: LatinStyle::Regular }
    }

    /// The heavier face.
    pub(super) fn strong(self) -> Style {
        if matches!(self.role, Role::Heading | Role::Display | Role::Mono) {
            return self;
        }
        let latin = match self.latin {
            LatinStyle::Italic | LatinStyle::BoldItalic => LatinStyle::BoldItalic,
            LatinStyle::Regular | LatinStyle::Bold => LatinStyle::Bold,
        };
        Style { role: Role::Strong, latin }
    }

    /// Kai for Han, italic for Latin.
    pub(super) fn emphasis(self) -> Style {
        if matches!(self.role, Role::Heading | Role::Display | Role::Mono) {
            return self;
        }
        let latin = match self.latin {
            LatinStyle::Bold | LatinStyle::BoldItalic => LatinStyle::BoldItalic,
            LatinStyle::Regular | LatinStyle::Italic => LatinStyle::Italic,
        };
        Style { role: Role::Quote, latin }
    }
}

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) struct Characters {
    plane: Vec<u64>,
    beyond: BTreeSet<char>,
}

impl Default for Characters {
    fn default() -> Characters {
        Characters { plane: vec![0; PLANE as usize / 64], beyond: BTreeSet::new() }
    }
}

impl Characters {
    /// Adds a character; tells whether it is new.
    pub(super) fn insert(&mut self, character: char) -> bool {
        let code = character as u32;
        match self.plane.get_mut(code as usize / 64) {
            Some(word) => {
                let bit = 1u64 << (code % 64);
                let new = *word & bit == 0;
                *word |= bit;
                new
            }
            None => self.beyond.insert(character),
        }
    }

    /// All characters, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = char> + '_ {
        let low = self.plane.iter().enumerate().flat_map(|(index, word)| {
            let set = (0..64u32).filter(move |bit| word & (1u64 << bit) != 0);
            set.filter_map(move |bit| char::from_u32(index as u32 * 64 + bit))
        });
        low.chain(self.beyond.iter().copied())
    }

    fn merge(&mut self, other: &Characters) {
        for (word, more) in self.plane.iter_mut().zip(&other.plane) {
            *word |= more;
        }
        self.beyond.extend(&other.beyond);
    }
}

/// The texts that a piece of markup shows, one after the other. Counting their characters waits
/// until a page is whole: pieces are many and small.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    text: String,
    stretches: Vec<Stretch>,
}

/// A stretch of one style and place.
#[derive(Clone, Debug)]
struct Stretch {
    style: Style,
    span: Span,
    /// Where it ends in the text.
    end: usize,
}

impl Shown {
    /// Notes a text.
    pub(super) fn note(&mut self, style: Style, text: &str, span: Span) {
        self.text.push_str(text);
        self.stretches.push(Stretch { style, span, end: self.text.len() });
    }

    /// Adds what another piece shows.
    pub(super) fn append(&mut self, other: Shown) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        let moved = |stretch: Stretch| Stretch { end: stretch.end + offset, ..stretch };
        self.stretches.extend(other.stretches.into_iter().map(moved));
    }
}

/// The characters of a text by style, and where each stood first.
#[derive(Clone, Debug, Default)]
pub(super) struct Glyphs {
    /// By style.
    pub sets: BTreeMap<Style, Characters>,
    /// New characters in the order in which they came, with their places.
    pub first: Vec<(char, Span)>,
}

impl Glyphs {
    /// The characters of what a page shows.
    pub(super) fn of(shown: &Shown) -> Glyphs {
        let mut glyphs = Glyphs::default();
        let mut start = 0;
        for stretch in &shown.stretches {
            let text = shown.text.get(start..stretch.end).unwrap_or_default();
            glyphs.note(stretch.style, text, stretch.span);
            start = stretch.end;
        }
        glyphs
    }

    /// Notes the characters of a text.
    pub(super) fn note(&mut self, style: Style, text: &str, span: Span) {
        let set = self.sets.entry(style).or_default();
        for character in text.chars() {
            if set.insert(character) {
                self.first.push((character, span));
            }
        }
    }

    /// Adds what another text shows.
    pub(super) fn merge(&mut self, other: &Glyphs) {
        for (style, set) in &other.sets {
            self.sets.entry(*style).or_default().merge(set);
        }
        self.first.extend_from_slice(&other.first);
    }
}
