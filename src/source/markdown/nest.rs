//! Tags, fences and what stands between them, nested.
//!
//! In: the children of one node in a row: pieces, blocks, opening and closing marks. Out: the same
//! as a tree, with a word about what does not match. Never here: what an element becomes.

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::source::tree::{Attributes, Inline, Node, Piece};

use super::html::{Fate, fate};

/// The name under which a `:::` container is open.
pub(super) const FENCE: &str = ":::";

/// One child, or a mark that opens or closes an element.
#[derive(Debug)]
pub(super) enum Token {
    /// A child.
    Item(Item),
    /// `<name …>` or `::: name`.
    Open(Open),
    /// `</name>` or `:::`.
    Close(String, Span),
}

/// What opens an element.
#[derive(Debug)]
pub(super) struct Open {
    /// The element's name, or [`FENCE`].
    pub(super) kind: String,
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// Where its mark stood.
    pub(super) span: Span,
}

/// A child of a node.
#[derive(Debug)]
pub(super) enum Item {
    /// Part of a line.
    Piece(Piece),
    /// A block.
    Block(Node),
    /// An element with what it holds.
    Element(Element),
    /// A block of HTML ends here, and with it the paragraph that its loose words make.
    End,
}

/// An element with what it holds.
#[derive(Debug)]
pub(super) struct Element {
    /// The element's name, or [`FENCE`].
    pub(super) kind: String,
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// What it holds.
    pub(super) items: Vec<Item>,
    /// From its opening mark to its closing one.
    pub(super) span: Span,
}

/// The children of one node, nested as they come.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<Element>,
    items: Vec<Item>,
    /// Elements that were not opened because they would stand too deep.
    ignored: usize,
}

impl Nest {
    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds a child, or opens or closes an element.
    pub(super) fn push(&mut self, token: Token, diags: &mut Diagnostics) {
        match token {
            Token::Item(item) => self.item(item, diags),
            Token::Open(open) => self.open(open),
            Token::Close(kind, span) => self.close(&kind, span, diags),
        }
    }

    /// Passes over an element: what it holds stays where it is.
    pub(super) fn ignore(&mut self) {
        self.ignored += 1;
    }

    /// All children; what is still open ends here.
    pub(super) fn finish(mut self, diags: &mut Diagnostics) -> Vec<Item> {
        while !self.open.is_empty() {
            self.abandon(diags);
        }
        self.items
    }

    fn children(&mut self) -> &mut Vec<Item> {
        self.open.last_mut().map_or(&mut self.items, |element| &mut element.items)
    }

    fn item(&mut self, item: Item, diags: &mut Diagnostics) {
        if matches!(item, Item::Block(_)) {
            // A block ends the parts of a line that are still open.
            while self.open.last().is_some_and(|open| fate(&open.kind) == Fate::Inline) {
                self.abandon(diags);
            }
        }
        self.children().push(item);
    }

    fn open(&mut self, open: Open) {
        while self.open.last().is_some_and(|last| ends_by_itself(&last.kind, &open.kind)) {
            self.pop(open.span);
        }
        let Open { kind, attributes, span } = open;
        self.open.push(Element { kind, attributes, items: Vec::new(), span });
    }

    fn close(&mut self, kind: &str, span: Span, diags: &mut Diagnostics) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let Some(index) = self.open.iter().rposition(|open| open.kind == kind) else {
            diags.push(if kind == FENCE {
                catalog::container_stray(span)
            } else {
                catalog::html_stray(span, kind)
            });
            return;
        };
        while self.open.len() > index + 1 {
            self.abandon(diags);
        }
        self.pop(span);
    }

    /// Closes the innermost element rightly.
    fn pop(&mut self, end: Span) {
        if let Some(element) = self.open.pop() {
            let span = element.span.join(end);
            self.children().push(Item::Element(Element { span, ..element }));
        }
    }

    /// Closes the innermost element because what holds it ends.
    fn abandon(&mut self, diags: &mut Diagnostics) {
        let Some(element) = self.open.pop() else { return };
        let fate = fate(&element.kind);
        if element.kind == FENCE {
            diags.push(catalog::container_unclosed(element.span, &element.attributes.name));
        } else if !closes_by_itself(&element.kind) {
            diags.push(catalog::html_unclosed(element.span, &element.kind));
        }
        if fate == Fate::Dropped {
            // Better a stray script's text than a paragraph that is gone.
            self.children().extend(element.items);
        } else {
            self.children().push(Item::Element(element));
        }
    }
}

/// Elements whose end may be left out.
fn closes_by_itself(kind: &str) -> bool {
    matches!(
        kind,
        "p" | "rt" | "rp" | "rb" | "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "dt" | "dd"
    )
}

/// Whether `new` ends an open `last` without a closing tag.
fn ends_by_itself(last: &str, new: &str) -> bool {
    match last {
        "p" => fate(new) == Fate::Block || new == FENCE,
        "rt" | "rp" | "rb" => matches!(new, "rt" | "rp" | "rb"),
        "td" | "th" => matches!(new, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(new, "tr" | "tbody" | "thead" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(new, "tbody" | "thead" | "tfoot"),
        "dt" | "dd" => matches!(new, "dt" | "dd"),
        _ => false,
    }
}

/// A piece as an item.
pub(super) fn piece(inline: Inline, span: Span) -> Token {
    Token::Item(Item::Piece(Piece { inline, span }))
}
