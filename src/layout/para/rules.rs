//! The rules of the house and of the language by which lines are set.
//!
//! In: the settings of the book and its language. Out: [`Rules`], the same for every paragraph, and
//! the [`Language`] of a run inside one. Never here: any text.

use crate::model::meta::Script;
use crate::model::settings::{FirstMark, Level, LineSettings, Punctuation, Toggle};

/// Where the conventions of marks come from (L2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// 大陆: marks at the lower left, · half an em.
    Mainland,
    /// 台湾、香港、澳门: pausing marks in the middle of their em, never squeezed; · one em.
    Centred,
    /// 日本: as on the mainland, but ：；！？ in the middle; ・ one em.
    Japan,
}

/// The language of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Written in Han, with the marks of a region.
    Wide(Region),
    /// Written with an alphabet: its two-letter code.
    Alphabet([u8; 2]),
}

impl Language {
    /// The language of a BCP 47 tag; `None` when nothing is known of it.
    pub fn of(tag: &str) -> Option<Language> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let primary = parts.next()?;
        let centred = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
        match primary.as_bytes() {
            b"zh" | b"yue" | b"lzh" | b"nan" | b"hak" | b"wuu" if centred => {
                Some(Language::Wide(Region::Centred))
            }
            b"zh" | b"yue" | b"lzh" | b"nan" | b"hak" | b"wuu" | b"ko" => {
                Some(Language::Wide(Region::Mainland))
            }
            b"ja" => Some(Language::Wide(Region::Japan)),
            [first, second] => Some(Language::Alphabet([*first, *second])),
            _ => None,
        }
    }
}

/// How the lines of a book are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The settings of book.yaml.
    pub settings: LineSettings,
    /// Whose marks hold.
    pub region: Region,
    /// The language of words written with an alphabet.
    pub words: [u8; 2],
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::new(&LineSettings::default(), Script::Simplified, "zh-Hans")
    }
}

impl Rules {
    /// The rules of a book in the language `tag`.
    pub fn new(settings: &LineSettings, script: Script, tag: &str) -> Rules {
        let region = match script {
            Script::TraditionalTaiwan | Script::TraditionalHongKong => Region::Centred,
            Script::Japanese => Region::Japan,
            Script::Simplified | Script::Other => Region::Mainland,
        };
        let words = match Language::of(tag) {
            Some(Language::Alphabet(code)) => code,
            _ => *b"en",
        };
        Rules { settings: settings.clone(), region, words }
    }

    /// How strict 避头尾 is: 国标 for simplified books, 基本 for the others (L1.3).
    pub fn level(&self) -> Level {
        let usual = if self.region == Region::Mainland { Level::Gb } else { Level::Basic };
        self.settings.breaking.unwrap_or(usual)
    }

    /// Whether two marks side by side share their blank, and give it when a line is too long.
    pub(super) fn squeezes(&self) -> bool {
        !matches!(self.settings.punctuation, Punctuation::HangEnd | Punctuation::Plain)
    }

    /// Whether a mark at a line's end or start is cut to its ink.
    pub(super) fn trims_ends(&self) -> bool {
        self.settings.punctuation != Punctuation::Plain
    }

    /// Whether 、，。 hang outside the measure.
    pub(super) fn hangs(&self) -> bool {
        self.settings.hanging == Toggle::On
    }

    /// Whether an opening mark is cut where a paragraph begins.
    pub(super) fn trims_first(&self) -> bool {
        self.settings.first_mark == FirstMark::Half
    }
}
