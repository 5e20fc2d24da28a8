//! Pieces of a line to inlines of the book: marks, links, ruby, notes, pictures.
//!
//! In: pieces with canonical text. Out: inlines. A class or element without meaning leaves its
//! words plain and is told; a link into the book waits for `link.rs`. Never here: blocks.

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::asset::AssetId;
use crate::model::inline::{Inline, Mark, Run, Target};
use crate::source::language;
use crate::source::tree::{self, Attributes, Piece};

use super::note::Notes;
use super::pieces::plain;

/// What a chapter's conversion carries along.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The chapter's pictures by their addresses.
    pub(super) pictures: &'a BTreeMap<String, AssetId>,
    /// The chapter's notes.
    pub(super) notes: Notes,
    /// Anchors met since they were last taken.
    pub(super) anchors: Vec<String>,
    /// The tag of the language that a chapter or block is in, when it is not the book's.
    pub(super) language: Option<String>,
    /// Where problems go.
    pub(super) diags: &'a mut Diagnostics,
}

impl Context<'_> {
    /// The inlines of a paragraph: no break at either end.
    pub(super) fn paragraph(&mut self, pieces: Vec<Piece>) -> Vec<Inline> {
        let mut inlines = self.inlines(pieces);
        let leading = inlines.iter().take_while(|inline| **inline == Inline::Break).count();
        inlines.drain(..leading);
        while inlines.last() == Some(&Inline::Break) {
            inlines.pop();
        }
        self.told(inlines)
    }

    /// The same inlines, with the language that they are in.
    pub(super) fn told(&self, mut inlines: Vec<Inline>) -> Vec<Inline> {
        if let Some(tag) = &self.language {
            wrap(&mut inlines, Mark::Language(tag.clone()));
        }
        inlines
    }

    /// Goes over to the language that a block names; gives the one to come back to.
    pub(super) fn enter(&mut self, attributes: &Attributes) -> Option<String> {
        let outer = self.language.clone();
        if let Some(language) = attributes.values.get("lang").and_then(|tag| language(tag)) {
            self.language = Some(language.tag);
        }
        outer
    }

    /// The inlines of pieces.
    pub(super) fn inlines(&mut self, pieces: Vec<Piece>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(pieces.len());
        pieces.into_iter().for_each(|piece| self.piece(piece, &mut out));
        out
    }

    fn piece(&mut self, piece: Piece, out: &mut Vec<Inline>) {
        let span = piece.span;
        match piece.inline {
            tree::Inline::Text(text) => push_text(out, text, span),
            tree::Inline::Code(text) => out.extend(run(text, span).map(Inline::Code)),
            tree::Inline::Math(text) => {
                self.diags.push(catalog::math_unset(span));
                out.extend(run(text, span).map(Inline::Code));
            }
            tree::Inline::Strong(children) => self.marked(Mark::Strong, children, out),
            tree::Inline::Emphasis(children) => self.marked(Mark::Emphasis, children, out),
            tree::Inline::Strike(children) => self.marked(Mark::Strike, children, out),
            tree::Inline::Link(address, children) => self.link(&address, children, span, out),
            tree::Inline::Image(image) => match self.pictures.get(&image.address) {
                Some(asset) => {
                    out.push(Inline::Picture(*asset, Run { text: image.alt, span }));
                }
                None => push_text(out, image.alt, span),
            },
            tree::Inline::NoteReference(label) => {
                out.extend(self.notes.refer(&label, span, self.diags).map(Inline::NoteRef));
            }
            tree::Inline::InlineNote(children) => {
                out.extend(self.notes.inline(children, span).map(Inline::NoteRef));
            }
            tree::Inline::Span(attributes, children) => self.span(attributes, children, span, out),
            tree::Inline::Element(attributes, children) => {
                self.element(attributes, children, span, out);
            }
            tree::Inline::HardBreak => out.push(Inline::Break),
            tree::Inline::SoftBreak | tree::Inline::Comment(_) => {}
        }
    }

    fn marked(&mut self, mark: Mark, children: Vec<Piece>, out: &mut Vec<Inline>) {
        let children = self.inlines(children);
        if !children.is_empty() {
            out.push(Inline::Marked(mark, children));
        }
    }

    fn link(&mut self, address: &str, children: Vec<Piece>, span: Span, out: &mut Vec<Inline>) {
        let children = self.inlines(children);
        match target(address) {
            _ if children.is_empty() => {}
            Some(target) => out.push(Inline::Link(target, children)),
            None => {
                self.diags.push(catalog::link_scheme(span, address));
                out.extend(children);
            }
        }
    }

    /// `[words]{attributes}`.
    fn span(
        &mut self,
        attributes: Attributes,
        children: Vec<Piece>,
        span: Span,
        out: &mut Vec<Inline>,
    ) {
        self.anchors.extend(attributes.id.clone());
        let mut inside = self.inlines(children);
        let (mut reading, mut tag) = (None, None);
        for (key, value) in attributes.values {
            match key.as_str() {
                "ruby" => reading = run(value, span),
                "lang" => tag = language(&value).map(|language| language.tag),
                _ => self.diags.push(catalog::class_unknown(span, &key)),
            }
        }
        if let Some(reading) = reading.filter(|_| !inside.is_empty()) {
            inside = vec![Inline::Ruby(inside, reading)];
        }
        for class in attributes.classes {
            match class_mark(&class) {
                Some(mark) => wrap(&mut inside, mark),
                None => self.diags.push(catalog::class_unknown(span, &format!(".{class}"))),
            }
        }
        if let Some(tag) = tag {
            wrap(&mut inside, Mark::Language(tag));
        }
        out.extend(inside);
    }

    /// An element of the safe HTML list.
    fn element(
        &mut self,
        attributes: Attributes,
        children: Vec<Piece>,
        span: Span,
        out: &mut Vec<Inline>,
    ) {
        let mark = match attributes.name.as_str() {
            "ruby" => return self.ruby(children, out),
            "rt" | "rp" => return,
            "sup" => Some(Mark::Superscript),
            "sub" => Some(Mark::Subscript),
            "kbd" => Some(Mark::Keyboard),
            "mark" => Some(Mark::Highlight),
            "u" | "ins" => Some(Mark::Underline),
            "em" => Some(Mark::Emphasis),
            "strong" => Some(Mark::Strong),
            "s" | "del" => Some(Mark::Strike),
            "span" | "a" | "rb" => None,
            name => {
                self.diags.push(catalog::class_unknown(span, &format!("<{name}>")));
                None
            }
        };
        let mut inside = Vec::new();
        let mut attributes = attributes;
        attributes.values.retain(|key, _| key == "lang");
        self.span(attributes, children, span, &mut inside);
        if let Some(mark) = mark {
            wrap(&mut inside, mark);
        }
        out.extend(inside);
    }

    /// `<ruby>字<rt>zì</rt>…</ruby>`: each reading belongs to what stands before it.
    fn ruby(&mut self, children: Vec<Piece>, out: &mut Vec<Inline>) {
        let mut base: Vec<Inline> = Vec::new();
        for child in children {
            match &child.inline {
                tree::Inline::Element(attributes, inside) if attributes.name == "rt" => {
                    let base = std::mem::take(&mut base);
                    match run(plain(inside).trim().to_owned(), child.span) {
                        Some(reading) if !base.is_empty() => {
                            out.push(Inline::Ruby(base, reading));
                        }
                        _ => out.extend(base),
                    }
                }
                _ => self.piece(child, &mut base),
            }
        }
        out.extend(base);
    }
}

/// A run, unless there is nothing in it.
fn run(text: String, span: Span) -> Option<Run> {
    (!text.is_empty()).then_some(Run { text, span })
}

/// Adds text; it continues the text before it when the source has nothing between them.
fn push_text(out: &mut Vec<Inline>, text: String, span: Span) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Inline::Text(last)) if last.span.file == span.file && last.span.end == span.start => {
            last.text.push_str(&text);
            last.span = last.span.join(span);
        }
        _ => out.push(Inline::Text(Run { text, span })),
    }
}

/// Puts everything under a mark.
fn wrap(inside: &mut Vec<Inline>, mark: Mark) {
    if !inside.is_empty() {
        *inside = vec![Inline::Marked(mark, std::mem::take(inside))];
    }
}

fn class_mark(class: &str) -> Option<Mark> {
    Some(match class {
        "dots" => Mark::Dots,
        "name" => Mark::Name,
        "title" => Mark::Title,
        "inline-note" => Mark::InlineNote,
        "side-note" => Mark::SideNote,
        "underline" => Mark::Underline,
        "mark" | "highlight" => Mark::Highlight,
        "kbd" => Mark::Keyboard,
        "strong" => Mark::Strong,
        "emphasis" => Mark::Emphasis,
        _ => return None,
    })
}

/// Where a link leads: out of the book, or to an address inside it that is resolved later;
/// `None` when it has no place in a book.
fn target(address: &str) -> Option<Target> {
    let kept: String = address.trim().chars().filter(|it| !it.is_control()).collect();
    let scheme: String =
        kept.chars().take_while(|it| !matches!(it, ':' | '/' | '#' | '?')).collect();
    let has_scheme = kept.chars().nth(scheme.chars().count()) == Some(':')
        && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '.' | '-'));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "mailto" if has_scheme => Some(Target::Url(kept)),
        _ if has_scheme || kept.starts_with("//") => None,
        _ if kept.contains('@') && !kept.contains(['/', '#']) => {
            Some(Target::Url(format!("mailto:{kept}")))
        }
        _ => Some(Target::Id(kept)),
    }
}
