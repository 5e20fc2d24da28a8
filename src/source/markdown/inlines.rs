//! What stands in a line: items to pieces.
//!
//! In: nested items. Out: pieces; text that was one stretch in the source is one piece again, safe
//! elements have their place in the tree. Never here: blocks.

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::source::tree::{Inline, Node, Piece};

use super::html::{Fate, fate};
use super::link;
use super::marks;
use super::nest::{Element, Item};

/// Makes pieces of items; `text` is the file as written.
pub(super) fn pieces(items: Vec<Item>, text: &str, diags: &mut Diagnostics) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Item::Piece(piece) => push(&mut pieces, piece),
            Item::Element(element) => {
                for piece in inline_element(element, text, diags) {
                    push(&mut pieces, piece);
                }
            }
            Item::Block(node) => flatten(node, &mut pieces),
            Item::End => {}
        }
    }
    marks::apply(pieces, text, diags)
}

/// Adds a piece; text that follows text in the source without a gap continues it.
pub(super) fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    if let Inline::Text(words) = &piece.inline {
        if words.is_empty() {
            return;
        }
        if let Some(last) = pieces.last_mut()
            && let Inline::Text(before) = &mut last.inline
            && last.span.end == piece.span.start
            && last.span.range().len() == before.len()
            && piece.span.range().len() == words.len()
        {
            before.push_str(words);
            last.span = last.span.join(piece.span);
            return;
        }
    }
    if piece.inline == Inline::SoftBreak
        && pieces.last().is_some_and(|last| last.inline == Inline::HardBreak)
    {
        // `<br>` at the end of a line.
        return;
    }
    pieces.push(piece);
}

/// The pieces of an element of the safe list.
fn inline_element(element: Element, text: &str, diags: &mut Diagnostics) -> Vec<Piece> {
    let Element { kind, mut attributes, items, span } = element;
    if fate(&kind) == Fate::Dropped {
        return Vec::new();
    }
    let children = pieces(items, text, diags);
    let inline = match kind.as_str() {
        "em" | "i" => Inline::Emphasis(children),
        "strong" | "b" => Inline::Strong(children),
        "s" | "del" | "strike" => Inline::Strike(children),
        "code" => Inline::Code(plain(&children)),
        "a" => match attributes.values.remove("href") {
            Some(address) if link::is_unsafe(&address) => {
                diags.push(catalog::link_unsafe(span, &address));
                return children;
            }
            Some(address) => Inline::Link(address, children),
            None => Inline::Element(attributes, children),
        },
        _ if fate(&kind) == Fate::Inline => {
            if kind == "ins" {
                "u".clone_into(&mut attributes.name);
            }
            Inline::Element(attributes, children)
        }
        _ => return children,
    };
    vec![Piece { inline, span }]
}

/// The pieces of a block that stands where only a line may.
fn flatten(node: Node, pieces: &mut Vec<Piece>) {
    if let crate::source::tree::Block::Paragraph(own) = node.block {
        for piece in own {
            push(pieces, piece);
        }
    }
}

/// The words of pieces, without marks.
pub(in crate::source) fn plain(pieces: &[Piece]) -> String {
    let mut words = String::new();
    collect(pieces, &mut words);
    words
}

fn collect(pieces: &[Piece], words: &mut String) {
    for piece in pieces {
        match &piece.inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => words.push_str(text),
            Inline::Image(image) => words.push_str(&image.alt),
            Inline::SoftBreak | Inline::HardBreak => words.push(' '),
            inline => collect(inline.children(), words),
        }
    }
}
