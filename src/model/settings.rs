//! What book.yaml may ask of pages and files, resolved: every value has its default here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::span::Span;
use crate::units::{Len, Size};

use super::book::SectionKind;

/// All settings of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where footnotes stand in the PDF.
    pub notes: NotePlacement,
    /// Horizontal or vertical lines.
    pub writing: Writing,
    /// What a 【…】 head means, by its words; only what book.yaml adds to the defaults.
    pub labels: BTreeMap<String, SectionKind>,
    /// The normalizer's rules and the lints that are switched off.
    pub rules_off: BTreeSet<String>,
    /// Font files by role; `None` is the default face of the role.
    pub fonts: FontFiles,
    /// The PDF.
    pub pdf: PdfSettings,
    /// The print PDF.
    pub print: PrintSettings,
    /// The EPUB.
    pub epub: EpubSettings,
    /// What becomes of characters that no face has.
    pub missing: Missing,
}

/// What becomes of a character that no face has (N7.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// It is an error: no book is made.
    #[default]
    Fail,
    /// 〓 stands in its place (缺字符), with a warning.
    StandIn,
}

/// Where footnotes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotePlacement {
    /// 页下注.
    #[default]
    Page,
    /// 章末注.
    Chapter,
    /// 书末注.
    Book,
}

/// The direction of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writing {
    /// 横排.
    #[default]
    Horizontal,
    /// 直排.
    Vertical,
}

/// Font files by role, as named in book.yaml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontFiles {
    /// One file for everything (`font:`), used by each role that names none.
    pub all: Option<String>,
    /// Running text.
    pub body: Option<String>,
    /// Heads.
    pub heading: Option<String>,
    /// Verse.
    pub verse: Option<String>,
    /// Quotations.
    pub quote: Option<String>,
    /// Notes.
    pub note: Option<String>,
    /// Latin.
    pub latin: Option<String>,
    /// Code.
    pub mono: Option<String>,
    /// Where each file is named first.
    pub places: BTreeMap<String, Span>,
}

impl FontFiles {
    /// Whether some role names this file.
    pub fn names(&self, file: &str) -> bool {
        let roles = [&self.all, &self.body, &self.heading, &self.verse, &self.quote, &self.note];
        let all = roles.into_iter().chain([&self.latin, &self.mono]);
        all.flatten().any(|name| name == file)
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfSettings {
    /// The trimmed page (成品尺寸).
    pub trim: Size,
    /// Characters in a line and lines on a page (版心); `None` computes them from the trim.
    pub grid: Option<(u32, u32)>,
    /// The size of running text.
    pub body: Len,
    /// 出血.
    pub bleed: Len,
    /// Crop marks (裁切线).
    pub marks: Toggle,
    /// 书眉.
    pub running_heads: Toggle,
    /// How deep the printed contents go: 1 chapters (with their parts), 2 sections, …
    pub contents_depth: u8,
    /// On which page chapters open.
    pub openings: Openings,
    /// The half-title before the title page (扉页衬).
    pub half_title: Toggle,
    /// What is told of a chapter under its title (元信息).
    pub card: Card,
    /// How verse stands in rows.
    pub verse_rows: VerseRows,
    /// Whether verse of short lines is set apart (疏排).
    pub verse_apart: Toggle,
    /// The number of pages is made a multiple of this (B20).
    pub page_multiple: u32,
    /// How lines are set.
    pub lines: LineSettings,
}

impl Default for PdfSettings {
    fn default() -> PdfSettings {
        PdfSettings {
            trim: Size { width: Len::mm100(14_800), height: Len::mm100(21_000) },
            grid: None,
            body: Len::pt100(1050),
            bleed: Len::mm100(300),
            marks: Toggle::Off,
            running_heads: Toggle::On,
            contents_depth: 1,
            openings: Openings::Any,
            half_title: Toggle::Off,
            card: Card::None,
            verse_rows: VerseRows::Auto,
            verse_apart: Toggle::Off,
            page_multiple: 2,
            lines: LineSettings::default(),
        }
    }
}

/// On which page chapters open (B13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openings {
    /// The next one: saves paper.
    Any,
    /// The next right one (单页起).
    Recto,
}

/// What is told of a chapter under its title, of what its metadata comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Card {
    /// Nothing.
    None,
    /// All.
    All,
    /// What has one of these names.
    Only(Vec<String>),
}

/// How verse stands in rows (P4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerseRows {
    /// Regular verse of eight lines and more in couplets, all other line by line.
    Auto,
    /// Line by line.
    Single,
    /// All regular verse in couplets (两句一行).
    Paired,
}

/// How lines are set (TYPOGRAPHY §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSettings {
    /// How wide marks are (标点风格).
    pub punctuation: Punctuation,
    /// What may begin or end a line (避头尾); `None` follows the language.
    pub breaking: Option<Level>,
    /// Whether 。？！ give their blank when a line is too long (L4.3 ⑦).
    pub squeeze_stops: Toggle,
    /// How much an opening mark takes where a paragraph begins (L2.3).
    pub first_mark: FirstMark,
    /// Between Han and Latin, in thousandths of an em (L3.1).
    pub han_latin_gap: i64,
    /// Whether 、，。 stand outside the measure at a line's end (悬挂, L2.10).
    pub hanging: Toggle,
    /// Whether words of alphabets may be divided (L3.6).
    pub hyphenation: Toggle,
}

impl Default for LineSettings {
    fn default() -> LineSettings {
        LineSettings {
            punctuation: Punctuation::Quanjiao,
            breaking: None,
            squeeze_stops: Toggle::On,
            first_mark: FirstMark::Half,
            han_latin_gap: 250,
            hanging: Toggle::Off,
            hyphenation: Toggle::On,
        }
    }
}

/// How wide marks are (L2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Punctuation {
    /// 全角: one em each, two neighbours 1½, half an em at a line's end.
    Quanjiao,
    /// 半角: half an em each.
    Banjiao,
    /// 开明: 。？！ one em, all others half.
    Kaiming,
    /// CCT: a little narrower than a character.
    Cct,
    /// 行末半角: one em each, also side by side; half an em at a line's ends only.
    HangEnd,
    /// 原样: one em each, always.
    Plain,
}

/// How strict 避头尾 is (CLREQ: four levels).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Break anywhere.
    None,
    /// 基本.
    Basic,
    /// 国标: and no `/` at a line's end.
    Gb,
    /// And …… at a line's start only where the line would be bad without it.
    GbPlus,
    /// And no —— or …… at a line's start.
    Strict,
}

/// An opening mark where a paragraph begins (段首).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstMark {
    /// Half an em: its ink stands where other paragraphs begin.
    Half,
    /// One em, as inside a line.
    Full,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// Yes.
    On,
    /// No.
    Off,
}

/// What a print house asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintSettings {
    /// Whose demands hold.
    pub preset: Preset,
    /// Which standard the file keeps to; `None` is what the house asks for.
    pub standard: Option<Standard>,
    /// The paper, as `80g` or `cream`.
    pub paper: Option<String>,
    /// How thick the book is, as the printer says (书脊厚度); `None` computes it.
    pub spine: Option<Len>,
    /// The inks of pictures; text is black in any case.
    pub ink: Inks,
    /// The profile of the printing condition; `None` is FOGRA39.
    pub profile: Option<Profile>,
    /// The page count is a multiple of this; `None` is what the house asks for.
    pub multiple: Option<u32>,
}

/// A standard of files for print (ISO 15930).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-4.
    X4,
    /// PDF/X-1a:2003.
    X1a,
}

/// The inks of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inks {
    /// 四色: greys stay grey, colours become cyan, magenta, yellow and black.
    #[default]
    Cmyk,
    /// 单色: every picture is grey.
    K,
}

/// The profile of a printing condition, as book.yaml names it (ICC 特性文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The path inside the book folder.
    pub path: String,
    /// The bytes of the file; empty until it is read.
    pub bytes: Arc<[u8]>,
    /// Where it is named.
    pub span: Span,
}

/// What a PDF is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Reading on a screen.
    #[default]
    Screen,
    /// A print house.
    Print,
}

/// A print house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Printers in China.
    #[default]
    Cn,
    /// Kindle Direct Publishing.
    Kdp,
    /// IngramSpark.
    Ingram,
    /// Lulu.
    Lulu,
}

/// The EPUB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpubSettings {
    /// A list of the printed pages.
    pub page_list: Toggle,
    /// Whether fonts travel with the book.
    pub fonts: EpubFonts,
    /// Whose reading system gets extra classes.
    pub profile: EpubProfile,
    /// The author's own rules, after ours.
    pub css: Option<OwnStyle>,
}

/// A stylesheet of the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnStyle {
    /// Where it is, as book.yaml says it.
    pub path: String,
    /// Where book.yaml says it.
    pub span: Span,
    /// What it holds.
    pub text: String,
}

impl Default for EpubSettings {
    fn default() -> EpubSettings {
        EpubSettings {
            page_list: Toggle::On,
            fonts: EpubFonts::Subset,
            profile: EpubProfile::Default,
            css: None,
        }
    }
}

/// Fonts in the EPUB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpubFonts {
    /// The glyphs that the book uses.
    Subset,
    /// The reader's own fonts.
    None,
}

/// Whose reading system gets extra classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpubProfile {
    /// EPUB 3.3 as it stands.
    Default,
    /// 多看.
    Duokan,
}
