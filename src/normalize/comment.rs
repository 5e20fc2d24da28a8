//! 元信息: the first comment with lines `- 键：值` is the chapter's metadata (N8.4).
//!
//! In: a chapter's tree. Out: keys and values in order. Comments never reach the text; those that
//! switch rules are followed elsewhere. Never here: what a key means.

use crate::diag::span::Span;
use crate::source::tree::{Block, Inline, Node, Piece};

/// How many characters a key may have.
const KEY_LIMIT: usize = 20;

/// One line of the metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// 时间, 地点, 人物 …
    pub(super) key: String,
    /// What is said of it, as written.
    pub(super) value: String,
    /// The comment's place.
    pub(super) span: Span,
}

/// The metadata of a chapter.
pub(super) fn metadata(nodes: &[Node]) -> Vec<Entry> {
    nodes.iter().find_map(in_node).unwrap_or_default()
}

/// The language that the front matter names: `lang: en` at the chapter's very beginning.
pub(super) fn language(nodes: &[Node]) -> Option<(String, Span)> {
    let Some(Node { block: Block::Comment(text), span }) = nodes.first() else { return None };
    let value = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (matches!(key.trim_end(), "lang" | "language") && !value.is_empty())
            .then(|| value.to_owned())
    };
    text.lines().find_map(value).map(|tag| (tag, *span))
}

fn in_node(node: &Node) -> Option<Vec<Entry>> {
    match &node.block {
        Block::Comment(text) => entries(text, node.span),
        Block::Heading(_, _, pieces) | Block::Paragraph(pieces) => in_pieces(pieces),
        _ => None,
    }
}

fn in_pieces(pieces: &[Piece]) -> Option<Vec<Entry>> {
    pieces.iter().find_map(|piece| match &piece.inline {
        Inline::Comment(text) => entries(text, piece.span),
        _ => None,
    })
}

/// The entries of a comment; `None` when it has none.
fn entries(text: &str, span: Span) -> Option<Vec<Entry>> {
    let list: Vec<Entry> = text.lines().filter_map(|line| entry(line, span)).collect();
    (!list.is_empty()).then_some(list)
}

fn entry(line: &str, span: Span) -> Option<Entry> {
    let item = line.trim().strip_prefix(['-', '*', '+', '·', '•'])?;
    let (key, value) = item.split_once(['：', ':'])?;
    let (key, value) = (key.trim(), value.trim());
    let fits = !key.is_empty() && key.chars().count() <= KEY_LIMIT && !value.is_empty();
    fits.then(|| Entry { key: key.to_owned(), value: value.to_owned(), span })
}
