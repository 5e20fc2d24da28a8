//! Pages, ready to draw: glyphs, rules, pictures and links at their places.
//!
//! In: nothing of the book; the layout fills it. Out: what `pdf/` draws and `dump.rs` prints.
//! Positions are of the trimmed page, from its upper left corner, `y` downwards. General enough
//! for vertical text (glyphs may be turned) and ruby (any glyph anywhere).

use std::sync::Arc;

use crate::diag::span::Span;
use crate::font::FaceId;
use crate::model::asset::AssetId;
use crate::units::{Len, Point, Rect, Size};

/// All pages of a book, and what is needed to find one's way in them.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The trimmed size of every page.
    pub trim: Size,
    /// The pages in order; the first is a recto.
    pub pages: Vec<Page>,
    /// Where each id of the book stands: id, page index, place. Sorted by id.
    pub anchors: Vec<Anchor>,
    /// The outline: the same words as the contents.
    pub outline: Vec<OutlineEntry>,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What stands on it, in reading order; heads and folios last.
    pub items: Vec<Item>,
    /// Its page number as printed and as viewers show it.
    pub label: PageLabel,
}

/// A page number (页码).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageLabel {
    /// How it is written.
    pub style: LabelStyle,
    /// The number, from 1.
    pub number: u32,
}

/// How page numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelStyle {
    /// i, ii, iii
    Roman,
    /// 1, 2, 3
    #[default]
    Arabic,
}

/// One thing on a page.
#[derive(Clone, Debug)]
pub enum Item {
    /// A row of glyphs of one face, size and colour.
    Glyphs(GlyphRun),
    /// A filled rectangle: rules, table lines, tints.
    Rule(Rule),
    /// A picture.
    Picture(Picture),
    /// A region that leads elsewhere.
    Link(Link),
    /// Where a line of running text begins: nothing is drawn.
    Line(SetLine),
}

/// A line of running text, and how it was fitted to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetLine {
    /// Where its measure begins, on the baseline.
    pub at: Point,
    /// How it was fitted.
    pub fit: Fit,
    /// Where its text stood in the source.
    pub span: Span,
}

/// How a line was fitted to its measure (TYPOGRAPHY L4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The em of its text.
    pub em: Len,
    /// What was added to each of the gaps that share what spaces could not take.
    pub spread: Len,
    /// Which gaps they are.
    pub among: Spread,
    /// What gaps took, all together.
    pub stretched: Len,
    /// What marks and gaps gave, all together.
    pub squeezed: Len,
    /// The last step of squeezing (L4.3) that was needed; 0 for none.
    pub step: u8,
    /// What it ends with.
    pub end: LineEnd,
}

/// Which gaps share what the spaces of a line could not take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spread {
    /// Those between Han characters.
    #[default]
    Han,
    /// Those between words: a line without Han.
    Words,
    /// Those between the letters of an address or of code.
    Letters,
    /// All: a line with nothing else.
    All,
}

impl Spread {
    /// Who shares, by how many gaps of each kind a line has: between Han, between words, between
    /// letters of an address.
    pub fn choose(han: i64, words: i64, letters: i64) -> Spread {
        // A long address has so many gaps that each takes next to nothing.
        if han > 0 && letters <= han * 4 {
            Spread::Han
        } else if letters > 0 {
            Spread::Letters
        } else if words > 0 {
            Spread::Words
        } else {
            Spread::All
        }
    }
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// A place where a line may end.
    Full,
    /// A word divided with a hyphen.
    Hyphen,
    /// The paragraph, or a part of it.
    Last,
}

/// What an item is to a reader who hears the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Text of the book.
    #[default]
    Body,
    /// Running head, folio, ornament: not read out.
    Artifact,
}

/// A row of glyphs.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The size of its em.
    pub size: Len,
    /// The ink.
    pub ink: Ink,
    /// The baseline's start.
    pub origin: Point,
    /// Whether the glyphs are turned a quarter clockwise (Latin in vertical lines).
    pub turned: bool,
    /// The glyphs, from left to right (from top to bottom in vertical lines).
    pub glyphs: Vec<Glyph>,
    /// The text of all glyphs; each takes its range of it.
    pub text: Arc<str>,
    /// What it is to a listener.
    pub part: Part,
    /// Where the text stood in the source.
    pub span: Span,
}

/// One glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// From the run's origin along and across the line.
    pub x: Len,
    /// Down from the baseline.
    pub y: Len,
    /// The first byte of its text in [`GlyphRun::text`].
    pub text_start: u32,
    /// One past the last; equal to the first when the glyph adds no text of its own.
    pub text_end: u32,
}

/// The inks we print with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// 100 % K.
    #[default]
    Black,
    /// A grey, in percent of K.
    Grey(u8),
    /// White on a dark ground.
    White,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Where.
    pub rect: Rect,
    /// The ink.
    pub ink: Ink,
}

/// A picture on the page.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Which.
    pub asset: AssetId,
    /// Where.
    pub rect: Rect,
    /// What it shows.
    pub alt: Arc<str>,
    /// Where it stood in the source.
    pub span: Span,
}

/// A region that leads elsewhere.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where.
    pub rect: Rect,
    /// Where to.
    pub to: Destination,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address outside.
    Url(String),
    /// An [`Anchor`] by its id.
    Anchor(String),
}

/// Where an id of the book stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The id.
    pub id: String,
    /// Which of [`Pages::pages`].
    pub page_index: usize,
    /// The upper left corner of what it names.
    pub at: Point,
}

/// A bookmark (书签).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// What it says.
    pub title: String,
    /// The [`Anchor`] it leads to.
    pub anchor: String,
    /// Those below it.
    pub children: Vec<OutlineEntry>,
}
