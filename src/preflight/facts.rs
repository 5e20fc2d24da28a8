//! What a PDF says and shows, as far as a press cares: plain values, no objects of a file.
//!
//! In: nothing; `read.rs` and `paint.rs` fill it. Out: what `rules.rs` judges and the report shows.
//! Lengths are in hundredths of a point, ink in percent. Never here: what is right or wrong.

use std::collections::{BTreeMap, BTreeSet};

/// All that was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The version, as `1.6`.
    pub version: String,
    /// The standard that it claims: `PDF/X-4`, `PDF/X-1a:2003`.
    pub standard: Option<String>,
    /// Whether there are object streams.
    pub packed: bool,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Whether the trailer has an ID.
    pub identified: bool,
    /// The keys of Info and of XMP that PDF/X asks for and that are there.
    pub keys: BTreeSet<String>,
    /// The output intents of PDF/X.
    pub intents: Vec<Intent>,
    /// The pages, in order.
    pub pages: Vec<PageFacts>,
    /// The fonts, by their names.
    pub fonts: BTreeMap<String, Font>,
    /// The pictures, at each place.
    pub images: Vec<Image>,
    /// The colour spaces, and the first page that uses each.
    pub spaces: BTreeMap<String, usize>,
    /// What no file for print may hold, and the first page that has it; 0 is the whole file.
    pub forbidden: BTreeMap<String, usize>,
    /// Ways of transparency, and the first page that uses each.
    pub transparency: BTreeMap<String, usize>,
    /// The most ink in one place, and the page.
    pub ink: (u32, usize),
    /// The first page with text in more than one ink.
    pub text_in_inks: Option<usize>,
}

/// For which printing condition the inks are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intent {
    /// Its name.
    pub identifier: String,
    /// Whether a registry knows the name.
    pub registered: bool,
    /// Whether there are words on it.
    pub info: bool,
    /// The embedded profile: its class, its colours and its version.
    pub profile: Option<(String, String, u8)>,
}

/// A rectangle: left, low, right, high.
pub type Box4 = [i64; 4];

/// The boxes of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// The sheet.
    pub media: Option<Box4>,
    /// Up to where ink may run.
    pub bleed: Option<Box4>,
    /// The trimmed page.
    pub trim: Option<Box4>,
    /// The other name for it; a page has one of them.
    pub art: Option<Box4>,
}

/// A font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Font {
    /// Whether the program is in the file.
    pub embedded: bool,
    /// Whether its name says that it is cut down.
    pub subset: bool,
    /// Whether its codes have their text.
    pub mapped: bool,
}

/// A picture at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The page, from 1.
    pub page: usize,
    /// Pixels across and down.
    pub pixels: (u32, u32),
    /// Pixels per inch.
    pub density: u32,
    /// Its colours.
    pub space: String,
}
