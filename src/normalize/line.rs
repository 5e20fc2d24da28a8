//! Which line breaks of the source are meant, before the lines are joined (N8.3, N8.6).
//!
//! In: a chapter's tree. Out: the same tree in which a break that is meant is a hard one, and a
//! quotation that is verse is a container `verse`. Never here: a change of text.

use std::collections::BTreeMap;

use crate::han::class::{Class, class_of};
use crate::model::book::SectionKind;
use crate::source::tree::{Attributes, Block, Document, Inline, Node, Piece};

use super::pieces::{harden, is_silent, plain};
use super::section::{bracketed, in_brackets, kind_of, promises_verse};
use super::verse::{is_bare_verse, is_verse};

/// The name of the container that holds a poem.
pub(super) const VERSE: &str = "verse";

/// The class of a poem that was a quotation in the source.
pub(super) const QUOTED: &str = "quoted";

/// Settles every line break of a chapter.
pub(super) fn settle(document: &mut Document, labels: &BTreeMap<String, SectionKind>) {
    let mut settler = Settler { labels, promised: false, epigraph: false };
    settler.nodes(&mut document.blocks);
    settler.promised = false;
    settler.epigraph = false;
    document.notes.iter_mut().for_each(|note| settler.nodes(&mut note.blocks));
}

struct Settler<'a> {
    labels: &'a BTreeMap<String, SectionKind>,
    promised: bool,
    epigraph: bool,
}

impl Settler<'_> {
    fn nodes(&mut self, nodes: &mut [Node]) {
        nodes.iter_mut().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &mut Node) {
        match &mut node.block {
            Block::Heading(_, _, pieces) => {
                let words = plain(pieces);
                self.head(&in_brackets(&words).unwrap_or(words));
            }
            Block::Paragraph(pieces) => match bracketed(pieces) {
                Some(words) => self.head(&words),
                None if self.epigraph && is_bare_verse(pieces) => {
                    let paragraph = std::mem::replace(&mut node.block, Block::Rule);
                    let inside = Node { block: paragraph, span: node.span };
                    node.block = verse(Vec::from([inside]));
                }
                None => run_in(pieces),
            },
            Block::Quote(inside) => {
                if is_verse(inside, self.promised) {
                    node.block = verse(std::mem::take(inside));
                } else {
                    self.nodes(inside);
                }
            }
            Block::Container(attributes, inside) if attributes.name == VERSE => {
                *inside = hardened(std::mem::take(inside));
            }
            Block::Container(_, inside) => self.nodes(inside),
            Block::List(_, items) => {
                items.iter_mut().for_each(|item| self.nodes(&mut item.blocks));
            }
            Block::Definitions(list) => {
                list.iter_mut().flat_map(|(_, meanings)| meanings).for_each(|it| self.nodes(it));
            }
            Block::Table(_) | Block::Code(..) | Block::Comment(_) | Block::Rule => {}
        }
    }

    fn head(&mut self, words: &str) {
        let kind = kind_of(words.trim(), self.labels);
        self.promised = promises_verse(words, kind);
        self.epigraph = kind == SectionKind::Epigraph;
    }
}

fn verse(nodes: Vec<Node>) -> Block {
    let attributes = Attributes {
        name: VERSE.to_owned(),
        classes: vec![QUOTED.to_owned()],
        ..Attributes::default()
    };
    Block::Container(attributes, hardened(nodes))
}

fn hardened(mut nodes: Vec<Node>) -> Vec<Node> {
    for node in &mut nodes {
        match &mut node.block {
            Block::Paragraph(pieces) => harden(pieces),
            // A quotation inside `::: verse` is only how the lines were typed.
            Block::Quote(inside) => *inside = hardened(std::mem::take(inside)),
            _ => {}
        }
    }
    nodes
}

/// A bold line of its own keeps its end (`**演示一：对话**⏎正文`), and its beginning after a
/// sentence; a line in 【】 keeps both, as the panels of a game do.
fn run_in(pieces: &mut [Piece]) {
    let mut line_start = 0;
    let mut hard: Vec<usize> = Vec::new();
    let ends = (0..pieces.len()).filter(|at| is_break(pieces.get(*at))).chain([pieces.len()]);
    let mut last_break: Option<usize> = None;
    for end in ends.collect::<Vec<_>>() {
        let line = pieces.get(line_start..end).unwrap_or_default();
        if is_bold_line(line) {
            hard.push(end);
            hard.extend(last_break.filter(|at| ends_sentence(pieces.get(..*at))));
        } else if in_brackets(&plain(line)).is_some() {
            hard.push(end);
            hard.extend(last_break);
        }
        last_break = Some(end);
        line_start = end + 1;
    }
    for at in hard {
        if let Some(piece) = pieces.get_mut(at) {
            piece.inline = Inline::HardBreak;
        }
    }
}

fn is_break(piece: Option<&Piece>) -> bool {
    piece.is_some_and(|piece| matches!(piece.inline, Inline::SoftBreak | Inline::HardBreak))
}

fn is_bold_line(line: &[Piece]) -> bool {
    let mut loud = line.iter().filter(|piece| !is_silent(piece));
    let first = loud.next();
    first.is_some_and(|piece| matches!(piece.inline, Inline::Strong(_))) && loud.next().is_none()
}

fn ends_sentence(pieces: Option<&[Piece]>) -> bool {
    let last = pieces.and_then(|pieces| pieces.iter().rev().find(|piece| !is_silent(piece)));
    let words = last.map(|piece| plain(std::slice::from_ref(piece)));
    words.is_some_and(|words| {
        words.trim_end().chars().next_back().is_some_and(|it| {
            matches!(class_of(it), Class::Stop | Class::Ellipsis | Class::Closing)
                || matches!(it, '：' | ':' | '.' | '!' | '?' | '"')
        })
    })
}
