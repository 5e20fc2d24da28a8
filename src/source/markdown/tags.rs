//! Raw HTML to tokens: what is safe stays, what is not goes with a word about it.
//!
//! In: HTML as pulldown-cmark hands it over. Out: tokens to be nested. Never here: nesting.

use std::ops::Range;

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::source::tree::{Attributes, Block, Image, Inline, Node};

use super::attributes;
use super::html::{self, Fate, Part};
use super::link;
use super::nest::{FENCE, Item, Open, Token, piece};
use super::prepare::{Prepared, Special};

/// Where HTML stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// In a line of text.
    Line,
    /// As a block of its own.
    Block,
}

/// What the HTML was cut from.
pub(super) struct Origin<'a> {
    /// The text as written.
    pub(super) text: &'a str,
    /// The prepared text.
    pub(super) prepared: &'a Prepared,
    /// Where HTML stands.
    pub(super) site: Site,
}

/// Makes tokens of HTML; `place` gives the place of a range of `html`.
pub(super) fn tokens(
    html: &str,
    origin: &Origin<'_>,
    place: &dyn Fn(&Range<usize>) -> Span,
    diags: &mut Diagnostics,
) -> Vec<Token> {
    let mut maker = Maker { origin, place, diags, tokens: Vec::new() };
    for (part, range) in html::parts(html) {
        maker.part(part, &range);
    }
    maker.tokens
}

struct Maker<'a> {
    origin: &'a Origin<'a>,
    place: &'a dyn Fn(&Range<usize>) -> Span,
    diags: &'a mut Diagnostics,
    tokens: Vec<Token>,
}

impl Maker<'_> {
    fn part(&mut self, part: Part, range: &Range<usize>) {
        let span = (self.place)(range);
        match part {
            Part::Text(words) => self.words(&words, range.start),
            Part::Comment(comment) => self.comment(&comment, span),
            Part::Open(attributes, closed) => self.open(attributes, closed, span),
            Part::Close(name) => match (html::fate(&name), self.origin.site) {
                (Fate::Words, _) => self.literal(span),
                (Fate::Inline | Fate::Dropped, _) | (Fate::Block, Site::Block) => {
                    self.tokens.push(Token::Close(name, span));
                }
                _ => {}
            },
            Part::Other => self.diags.push(catalog::html_dropped(span, "!")),
        }
    }

    /// Text between tags, line by line.
    fn words(&mut self, words: &str, start: usize) {
        let mut offset = start;
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                let span = (self.place)(&(offset - 1..offset));
                self.tokens.push(piece(Inline::SoftBreak, span));
            }
            let own = line.trim_start_matches([' ', '\t']);
            let first = offset + (line.len() - own.len());
            let span = (self.place)(&(first..offset + line.len()));
            let restored = self.origin.prepared.restore(own, self.origin.text);
            self.tokens.push(piece(Inline::Text(html::entities_resolved(&restored)), span));
            offset += line.len() + 1;
        }
    }

    fn comment(&mut self, comment: &str, span: Span) {
        match self.origin.prepared.special(comment) {
            Some(Special::Comment(_, inner)) => {
                let words = self.origin.text.get(inner.clone()).unwrap_or("").to_owned();
                self.tokens.push(piece(Inline::Comment(words), span));
            }
            Some(Special::Fence(range)) => {
                let line = self.origin.text.get(range.clone()).unwrap_or("");
                self.fence(line, span);
            }
            None => {
                let inner = comment.strip_prefix("<!--").and_then(|c| c.strip_suffix("-->"));
                let words = inner.unwrap_or("").to_owned();
                self.tokens.push(piece(Inline::Comment(words), span));
            }
        }
    }

    /// `::: name {attributes} title` or `:::`.
    fn fence(&mut self, line: &str, span: Span) {
        let words = line.trim_start_matches(':').trim().trim_end_matches(':').trim_end();
        if words.is_empty() {
            self.tokens.push(Token::Close(FENCE.to_owned(), span));
            return;
        }
        let end = words.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(words.len());
        let (name, rest) = words.split_at_checked(end).unwrap_or((words, ""));
        let rest = rest.trim_start();
        let (mut attributes, length) = attributes::scan(rest).unwrap_or_default();
        name.clone_into(&mut attributes.name);
        if name.is_empty() && !attributes.classes.is_empty() {
            attributes.name = attributes.classes.remove(0);
        }
        let title = rest.get(length..).unwrap_or("").trim();
        if !title.is_empty() {
            attributes.values.entry("title".to_owned()).or_insert_with(|| title.to_owned());
        }
        self.tokens.push(Token::Open(Open { kind: FENCE.to_owned(), attributes, span }));
    }

    fn open(&mut self, attributes: Attributes, closed: bool, span: Span) {
        let kind = attributes.name.clone();
        match (html::fate(&kind), self.origin.site) {
            (Fate::Inline, _) | (Fate::Block, Site::Block) => {
                let attributes = self.cleaned(attributes, span);
                self.tokens.push(Token::Open(Open { kind: kind.clone(), attributes, span }));
                if closed {
                    self.tokens.push(Token::Close(kind, span));
                }
            }
            (Fate::Dropped, _) => {
                self.diags.push(catalog::html_content_dropped(span, &kind));
                if !closed {
                    self.tokens.push(Token::Open(Open { kind, attributes, span }));
                }
            }
            (Fate::Void, _) => self.void(attributes, span),
            (Fate::Words, _) => {
                self.diags.push(catalog::html_unknown(span, &kind));
                self.literal(span);
            }
            (Fate::Ignored, _) => {}
            (Fate::Block | Fate::Unwrapped, _) => {
                self.diags.push(catalog::html_dropped(span, &kind));
            }
        }
    }

    /// A tag that is none, as it was written.
    fn literal(&mut self, span: Span) {
        let words = self.origin.text.get(span.range()).unwrap_or("").to_owned();
        self.tokens.push(piece(Inline::Text(words), span));
    }

    fn void(&mut self, attributes: Attributes, span: Span) {
        match attributes.name.as_str() {
            "br" => self.tokens.push(piece(Inline::HardBreak, span)),
            "hr" if self.origin.site == Site::Block => {
                self.tokens.push(Token::Item(Item::Block(Node { block: Block::Rule, span })));
            }
            "img" => self.image(attributes, span),
            _ => {}
        }
    }

    /// A picture; one that would run code leaves only its words.
    fn image(&mut self, attributes: Attributes, span: Span) {
        let is_script = attributes.values.keys().any(|name| name.starts_with("on"));
        let mut attributes = self.cleaned(attributes, span);
        let mut take = |key| attributes.values.remove(key);
        let address = take("src").filter(|_| !is_script).unwrap_or_default();
        let image = Image {
            alt: take("alt").unwrap_or_default(),
            alt_span: None,
            title: take("title").filter(|title| !title.is_empty()),
            address: picture_address(&address, span, self.diags),
        };
        self.tokens.push(piece(Inline::Image(image), span));
    }

    /// Only the attributes that a book can use.
    fn cleaned(&mut self, mut attributes: Attributes, span: Span) -> Attributes {
        let origin = self.origin;
        let restore = |text: &str| origin.prepared.restore(text, origin.text);
        let mut kept = Attributes { values: std::mem::take(&mut attributes.values), ..attributes };
        kept.values.retain(|name, value| {
            let keep = match name.as_str() {
                "lang" | "title" | "dir" => true,
                "href" => kept.name == "a",
                "src" | "alt" => kept.name == "img",
                _ => false,
            };
            if name.starts_with("on") || matches!(name.as_str(), "colspan" | "rowspan") {
                self.diags.push(catalog::html_attribute_dropped(span, &kept.name, name));
            }
            *value = restore(value);
            keep
        });
        kept
    }
}

/// The address of a picture, without escapes; empty when it is unsafe.
pub(super) fn picture_address(address: &str, span: Span, diags: &mut Diagnostics) -> String {
    if link::is_unsafe_picture(address) {
        diags.push(catalog::link_unsafe(span, address));
        return String::new();
    }
    link::percent_decoded(address)
}
