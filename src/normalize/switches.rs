//! The switches of a chapter: `<!-- publish: off spelling-mixed -->`, kept for later readers.
//!
//! In: a chapter's tree. Out: every comment that switches something, in the order of the text. The
//! normalizer's own rules follow the same comments (`run.rs`). Never here: what a name switches.

use crate::model::book::Switch;
use crate::source::tree::{Block, Document, Inline, Node, Piece};

use super::rule::switched;

/// All switches of a chapter.
pub(super) fn of(document: &Document) -> Vec<Switch> {
    let mut found = Vec::new();
    nodes(&document.blocks, &mut found);
    document.notes.iter().for_each(|note| nodes(&note.blocks, &mut found));
    found.sort_by_key(|switch| switch.span);
    found
}

fn nodes(list: &[Node], found: &mut Vec<Switch>) {
    for node in list {
        match &node.block {
            Block::Heading(_, _, words) | Block::Paragraph(words) => pieces(words, found),
            Block::Quote(inside) | Block::Container(_, inside) => nodes(inside, found),
            Block::List(_, items) => items.iter().for_each(|item| nodes(&item.blocks, found)),
            Block::Definitions(list) => {
                for (term, meanings) in list {
                    pieces(term, found);
                    meanings.iter().for_each(|meaning| nodes(meaning, found));
                }
            }
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| pieces(cell, found));
            }
            Block::Comment(text) => found.extend(switched(text, node.span)),
            Block::Code(..) | Block::Rule => {}
        }
    }
}

fn pieces(list: &[Piece], found: &mut Vec<Switch>) {
    for piece in list {
        match &piece.inline {
            Inline::Comment(text) => found.extend(switched(text, piece.span)),
            Inline::Strong(inside)
            | Inline::Emphasis(inside)
            | Inline::Strike(inside)
            | Inline::Link(_, inside)
            | Inline::InlineNote(inside)
            | Inline::Span(_, inside)
            | Inline::Element(_, inside) => pieces(inside, found),
            _ => {}
        }
    }
}
