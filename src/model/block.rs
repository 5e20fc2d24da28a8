//! What stands on a page as a block: paragraphs, verse, quotations, lists, tables, pictures.

use crate::diag::span::Span;

use super::asset::AssetId;
use super::inline::Inline;

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A head below the sections' own, such as a run-in bold line standing alone.
    Subhead(Subhead),
    /// Verse (诗词).
    Verse(Verse),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// A list of terms and what they mean.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// Code, line by line as written.
    Code(Code),
    /// A picture with its caption.
    Figure(Figure),
    /// A section break (`---`): ornament or blank line.
    Break(Span),
    /// A boxed remark: `::: note` or an annotation inside the text.
    Aside(Aside),
}

/// A paragraph and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is for.
    pub role: ParagraphRole,
    /// What it says.
    pub content: Vec<Inline>,
    /// Where it stood.
    pub span: Span,
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphRole {
    /// Running text.
    Body,
    /// A bold lead that introduces the list or text after it (kept with it, not indented as text).
    Lead,
    /// The closing formula (欲知后事如何，且听下回分解).
    Closing,
    /// Continues after a quotation or list: no indent.
    Continued,
    /// The maker of the verse below it (作者).
    Author,
}

/// A head without an entry in the contents: a line that is only bold (插题).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subhead {
    /// The words.
    pub content: Vec<Inline>,
    /// Where it stood.
    pub span: Span,
}

/// A poem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verse {
    /// The title above it, if any (also the 词牌).
    pub title: Option<Vec<Inline>>,
    /// Its maker, if told beside the title.
    pub author: Option<Vec<Inline>>,
    /// Stanzas (阕) of lines; never empty, no stanza empty.
    pub stanzas: Vec<Vec<VerseLine>>,
    /// `——李白《静夜思》`, if told after the verse (with its dash).
    pub attribution: Option<Vec<Inline>>,
    /// Where it stood.
    pub span: Span,
}

/// One line of a poem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerseLine {
    /// The words with their end mark.
    pub content: Vec<Inline>,
    /// Where it stood.
    pub span: Span,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number of an ordered list; `None` for bullets.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Item>,
    /// Where it stood.
    pub span: Span,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// A task: done or not.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Where it stood.
    pub span: Span,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
    /// Where it stood.
    pub span: Span,
}

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the table likes: left.
    Default,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// A table; every row has as many cells as `alignments`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The head row.
    pub head: Vec<Vec<Inline>>,
    /// The rows below it.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// A caption, if any.
    pub caption: Option<Vec<Inline>>,
    /// Where it stood.
    pub span: Span,
}

/// Code in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The language named after the fence; empty when none.
    pub language: String,
    /// The text, with no line break at its end.
    pub text: String,
    /// Where the text stood.
    pub span: Span,
}

/// A picture on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The picture.
    pub asset: AssetId,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// What stands under it.
    pub caption: Option<Vec<Inline>>,
    /// Where it stood.
    pub span: Span,
}

/// A remark set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its head, if any.
    pub title: Option<Vec<Inline>>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Where it stood.
    pub span: Span,
}
