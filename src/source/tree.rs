//! Markdown as it was written: a plain tree with the place of every node.
//!
//! In: nothing; `markdown.rs` builds it. Out: what the normalizer reads. Text is raw: quotes are
//! straight, spaces and breaks are as typed. Never here: what any of it means for a book.

use std::collections::BTreeMap;

use crate::diag::span::Span;

/// One Markdown file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks, in order.
    pub blocks: Vec<Node>,
    /// Notes by label (NFC, as written between `[^` and `]`), in the order of their definitions.
    pub notes: Vec<NoteDefinition>,
}

/// `[^label]: blocks`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteDefinition {
    /// The label.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Node>,
    /// Where it stood.
    pub span: Span,
}

/// One block with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub block: Block,
    /// Where it stood.
    pub span: Span,
}

/// A block of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `# …`: level 1 to 6, `{#id}`, words.
    Heading(u8, Option<String>, Vec<Piece>),
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// `> …`.
    Quote(Vec<Node>),
    /// A list: the first number if ordered, and the items.
    List(Option<u64>, Vec<ListItem>),
    /// Terms and their meanings.
    Definitions(Vec<(Vec<Piece>, Vec<Vec<Node>>)>),
    /// A table.
    Table(Table),
    /// A code block: info string, text.
    Code(String, String),
    /// A comment `<!-- … -->`, without its marks.
    Comment(String),
    /// `---`.
    Rule,
    /// `::: name … :::`: name and attributes, blocks.
    Container(Attributes, Vec<Node>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// `[ ]` or `[x]`.
    pub task: Option<bool>,
    /// What it holds; a tight item's text is a paragraph.
    pub blocks: Vec<Node>,
    /// Where it stood.
    pub span: Span,
}

/// A table as written: every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// `:--`, `:-:`, `--:` for each column.
    pub columns: Vec<ColumnAlignment>,
    /// The head.
    pub head: Vec<Vec<Piece>>,
    /// The rows.
    pub rows: Vec<Vec<Vec<Piece>>>,
}

/// How a column was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlignment {
    /// `---`
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// One inline with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub inline: Inline,
    /// Where it stood.
    pub span: Span,
}

/// An inline of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text as typed, entities resolved.
    Text(String),
    /// `` `…` ``.
    Code(String),
    /// Math between dollars, kept as text.
    Math(String),
    /// `**…**`.
    Strong(Vec<Piece>),
    /// `*…*`.
    Emphasis(Vec<Piece>),
    /// `~~…~~`.
    Strike(Vec<Piece>),
    /// `[words](address "title")`.
    Link(String, Vec<Piece>),
    /// `![alt](address "title")`.
    Image(Image),
    /// `[^label]`.
    NoteReference(String),
    /// `^[words]`.
    InlineNote(Vec<Piece>),
    /// `[words]{attributes}`.
    Span(Attributes, Vec<Piece>),
    /// An element of the safe HTML list (`ruby`, `sup`, `sub`, `em`, `strong`, `span`, `kbd`,
    /// `mark`, `u`, `a`): name, attributes, content.
    Element(Attributes, Vec<Piece>),
    /// A line break in the source.
    SoftBreak,
    /// Two spaces, a backslash or `<br>` at the end of a line.
    HardBreak,
    /// A comment inside a line.
    Comment(String),
}

impl Inline {
    /// What it holds of the line; the words of a note stand elsewhere.
    pub fn children(&self) -> &[Piece] {
        match self {
            Inline::Strong(children)
            | Inline::Emphasis(children)
            | Inline::Strike(children)
            | Inline::Link(_, children)
            | Inline::Span(_, children)
            | Inline::Element(_, children) => children,
            _ => &[],
        }
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> &mut [Piece] {
        match self {
            Inline::Strong(children)
            | Inline::Emphasis(children)
            | Inline::Strike(children)
            | Inline::Link(_, children)
            | Inline::Span(_, children)
            | Inline::Element(_, children) => children,
            _ => &mut [],
        }
    }
}

/// A picture as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The address as written, percent escapes resolved.
    pub address: String,
    /// The words between the brackets, plain.
    pub alt: String,
    /// Where they stand, when they were typed just so.
    pub alt_span: Option<Span>,
    /// The title in quotes, for the caption.
    pub title: Option<String>,
}

/// `{#id .class key=value}` or the attributes of an element; `name` is the container's or
/// element's own word, empty for a span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// `verse`, `note`, `ruby` …
    pub name: String,
    /// `#id`.
    pub id: Option<String>,
    /// `.class`, in order.
    pub classes: Vec<String>,
    /// `key=value`.
    pub values: BTreeMap<String, String>,
}
