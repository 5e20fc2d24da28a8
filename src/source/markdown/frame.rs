//! The nodes that are open while events come in.
//!
//! In: what `build.rs` opens. Out: the places and tokens that `finish.rs` makes nodes of. Never
//! here: pulldown-cmark, and what becomes of a node.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::{FileId, Span};
use crate::source::tree::{Block, Inline, ListItem, Node, NoteDefinition, Piece, Table};

use super::blocks::{self, Indents};
use super::inlines;
use super::nest::{self, Item, Nest, Token};
use super::prepare::Prepared;

/// A node that is open.
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) nest: Nest,
    pub(super) range: Range<usize>,
}

/// What is open, with what it has gathered.
pub(super) enum Kind {
    Paragraph,
    Heading(u8, Option<String>),
    Quote,
    Code(Code),
    Html(Html),
    List(Option<u64>, Vec<ListItem>),
    Item(Option<bool>),
    Note(String),
    Definitions(Vec<(Vec<Piece>, Vec<Vec<Node>>)>),
    Term,
    Meaning,
    Table(Table),
    Head(Vec<Vec<Piece>>),
    /// The cells of a row, and where the last of them ended in the prepared text.
    Row(Vec<Vec<Piece>>, usize),
    Cell,
    Strong,
    Emphasis,
    Strike,
    Link(String),
    Image(String, Option<String>),
    Plain,
}

impl Kind {
    /// Whether it is a mark within a paragraph.
    pub(super) fn is_inline(&self) -> bool {
        matches!(
            self,
            Kind::Strong | Kind::Emphasis | Kind::Strike | Kind::Link(_) | Kind::Image(..)
        )
    }
}

/// A code block: `info` is none for an indented one; `lines` are where its stretches start.
#[derive(Default)]
pub(super) struct Code {
    pub(super) info: Option<String>,
    pub(super) words: String,
    pub(super) lines: Vec<usize>,
}

/// An HTML block: its text, and which offset of it stands where in the prepared text.
#[derive(Default)]
pub(super) struct Html {
    pub(super) words: String,
    pub(super) places: Vec<(usize, usize)>,
}

/// What has been read so far.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) prepared: &'a Prepared,
    pub(super) diags: &'a mut Diagnostics,
    pub(super) frames: Vec<Frame>,
    pub(super) root: Nest,
    /// Blocks that are open below the depth limit: they are passed over.
    pub(super) skipped: usize,
    /// Marks that are open below the depth limit: their words stay.
    pub(super) flattened: usize,
    /// The `:::` containers that are open: whether each is verse.
    pub(super) fences: Vec<bool>,
    /// How many of them are.
    pub(super) open_verses: usize,
    /// Whether it was told that elements stand too deep: once is enough.
    pub(super) told_depth: bool,
    pub(super) notes: Vec<NoteDefinition>,
    pub(super) labels: BTreeSet<String>,
    pub(super) indents: Vec<(Span, Vec<Range<usize>>)>,
}

/// How deep elements and `:::` containers may stand in each other, over all the blocks and marks
/// between them. No page has a use for more than a few; every later stage walks the tree by
/// calling itself, on threads whose stacks are small.
const MAX_ELEMENTS: usize = 24;

impl Builder<'_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let source = self.prepared.source(range);
        Span::new(self.file, source.start, source.end)
    }

    pub(super) fn restore(&self, words: &str) -> String {
        if words.contains(&self.prepared.sentinel) {
            return self.prepared.restore(words, self.text);
        }
        words.to_string()
    }

    pub(super) fn push(&mut self, token: Token) {
        let is_too_deep = matches!(token, Token::Open(_)) && self.elements() >= MAX_ELEMENTS;
        let nest = self.frames.last_mut().map_or(&mut self.root, |frame| &mut frame.nest);
        match token {
            Token::Open(open) if is_too_deep => {
                nest.ignore();
                if !std::mem::replace(&mut self.told_depth, true) {
                    self.diags.push(catalog::elements_too_deep(open.span, MAX_ELEMENTS));
                }
            }
            token => nest.push(token, self.diags),
        }
    }

    /// How many elements are open.
    fn elements(&self) -> usize {
        let inside: usize = self.frames.iter().map(|frame| frame.nest.depth()).sum();
        self.root.depth() + inside
    }

    pub(super) fn piece(&mut self, inline: Inline, span: Span) {
        self.push(nest::piece(inline, span));
    }

    pub(super) fn block(&mut self, block: Block, span: Span) {
        self.push(Token::Item(Item::Block(Node { block, span })));
    }

    pub(super) fn indents(&self) -> Indents {
        let quoted = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Quote));
        if quoted || self.open_verses > 0 { Indents::Kept } else { Indents::OpenParagraphs }
    }

    pub(super) fn nodes(&mut self, nest: Nest) -> Vec<Node> {
        let items = nest.finish(self.diags);
        blocks::nodes(items, self.indents(), self.text, self.diags)
    }

    pub(super) fn pieces(&mut self, nest: Nest) -> Vec<Piece> {
        let items = nest.finish(self.diags);
        inlines::pieces(items, self.text, self.diags)
    }
}
