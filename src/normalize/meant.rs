//! Line breaks that the author meant: after a run-in subhead, and between the lines of verse.
//!
//! In: the tree as written. Out: the same tree, where such breaks are hard ones, so that the rules
//! for text do not join the lines (N8.3, P1). Never here: any change of words.

use crate::source::tree::{Block, Inline, Node, Piece};

use super::section::{Labels, bracketed};
use crate::model::book::SectionKind;

/// Makes the meant breaks of a chapter hard.
pub fn harden(nodes: &mut [Node], labels: &Labels<'_>) {
    let mut verse_head = false;
    for node in nodes {
        match &mut node.block {
            Block::Heading(_, _, pieces) => {
                verse_head = labels.kind_of_pieces(pieces) == SectionKind::Epigraph;
            }
            Block::Paragraph(pieces) => match bracketed(pieces) {
                Some(words) => verse_head = labels.kind_of_pieces(&words) == SectionKind::Epigraph,
                None => run_in(pieces),
            },
            Block::Quote(blocks) if verse_head => all_lines(blocks),
            Block::Container(attributes, blocks) if attributes.name == "verse" => all_lines(blocks),
            Block::Quote(blocks) | Block::Container(_, blocks) => harden(blocks, labels),
            Block::List(_, items) => {
                items.iter_mut().for_each(|item| harden(&mut item.blocks, labels));
            }
            _ => {}
        }
    }
}

/// `**标签**⏎正文`: the break after the bold words stays (N8.3).
fn run_in(pieces: &mut [Piece]) {
    let mut seen_bold = false;
    let mut only_bold = true;
    for piece in pieces {
        match &piece.inline {
            Inline::Strong(_) if only_bold => seen_bold = true,
            Inline::Text(text) if text.trim().is_empty() => {}
            Inline::Comment(_) => {}
            Inline::SoftBreak => {
                if seen_bold && only_bold {
                    piece.inline = Inline::HardBreak;
                }
                (seen_bold, only_bold) = (false, true);
            }
            Inline::HardBreak => (seen_bold, only_bold) = (false, true),
            _ => only_bold = false,
        }
    }
}

fn all_lines(blocks: &mut [Node]) {
    for node in blocks {
        match &mut node.block {
            Block::Paragraph(pieces) => {
                for piece in pieces.iter_mut() {
                    if piece.inline == Inline::SoftBreak {
                        piece.inline = Inline::HardBreak;
                    }
                }
            }
            Block::Quote(blocks) | Block::Container(_, blocks) => all_lines(blocks),
            _ => {}
        }
    }
}
