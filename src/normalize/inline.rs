//! Inlines of Markdown to inlines of the book: marks, links, readings, notes, pictures.
//!
//! In: mended pieces. Out: inlines of the model. What has no meaning here keeps its words, and is
//! told. Never here: blocks, and any change of text.

use crate::diag::catalog::normalize as catalog;
use crate::diag::span::Span;
use crate::model::inline::{Inline as Out, Mark, Run, Target};
use crate::source::tree::{Attributes, Image, Inline, Piece};

use super::chapter::Builder;
use super::section::words;

impl Builder<'_> {
    /// Converts the pieces of a line.
    pub(super) fn inlines(&mut self, pieces: &[Piece]) -> Vec<Out> {
        let mut out = Vec::new();
        for piece in pieces {
            self.inline(piece, &mut out);
        }
        out
    }

    /// The same, without blanks and breaks at either end.
    pub(super) fn line(&mut self, pieces: &[Piece]) -> Vec<Out> {
        let mut out = self.inlines(pieces);
        while out.last() == Some(&Out::Break) {
            out.pop();
        }
        while out.first() == Some(&Out::Break) {
            out.remove(0);
        }
        out
    }

    fn inline(&mut self, piece: &Piece, out: &mut Vec<Out>) {
        let span = piece.span;
        match &piece.inline {
            Inline::Text(text) => push_text(text, span, out),
            Inline::Math(text) => {
                self.diags.push(catalog::math_unset(span));
                push_text(text, span, out);
            }
            Inline::Code(text) if text.is_empty() => {}
            Inline::Code(text) => out.push(Out::Code(Run { text: text.clone(), span })),
            Inline::Strong(children) => self.mark(Mark::Strong, children, out),
            Inline::Emphasis(children) => self.mark(Mark::Emphasis, children, out),
            Inline::Strike(children) => self.mark(Mark::Strike, children, out),
            Inline::Link(address, children) => self.link(address, children, span, out),
            Inline::Image(image) => self.picture(image, span, out),
            Inline::NoteReference(label) => out.extend(self.note_mark(label, span)),
            Inline::InlineNote(children) => out.extend(self.inline_note(children, span)),
            Inline::Span(attributes, children) => self.span(attributes, children, span, out),
            Inline::Element(attributes, children) => self.element(attributes, children, span, out),
            Inline::HardBreak => out.push(Out::Break),
            // Soft breaks were joined by the rules for spaces; what is left of one is nothing.
            Inline::SoftBreak | Inline::Comment(_) => {}
        }
    }

    fn mark(&mut self, mark: Mark, children: &[Piece], out: &mut Vec<Out>) {
        let inner = self.inlines(children);
        if !inner.is_empty() {
            out.push(Out::Marked(mark, inner));
        }
    }

    /// Links outside keep their address; links inside are resolved when all chapters are known.
    fn link(&mut self, address: &str, children: &[Piece], span: Span, out: &mut Vec<Out>) {
        let inner = self.inlines(children);
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https" | "mailto") => {
                out.push(Out::Link(Target::Url(address.to_owned()), inner));
            }
            Some(_) => {
                self.diags.push(catalog::link_unsafe(span, address));
                out.extend(inner);
            }
            None => {
                let key = self.link_key(address);
                self.link_spans.insert(key.clone(), span);
                out.push(Out::Link(Target::Id(key), inner));
            }
        }
    }

    fn picture(&mut self, image: &Image, span: Span, out: &mut Vec<Out>) {
        match self.source.pictures.get(&image.address) {
            Some(asset) => {
                out.push(Out::Picture(*asset, Run { text: image.alt.clone(), span }));
            }
            None => push_text(&image.alt, span, out),
        }
    }

    /// `[字]{ruby=zì}`, `[要点]{.dots}` and the other marks of our own.
    fn span(
        &mut self,
        attributes: &Attributes,
        children: &[Piece],
        span: Span,
        out: &mut Vec<Out>,
    ) {
        let mut inner = self.inlines(children);
        if inner.is_empty() {
            return;
        }
        if let Some(reading) = attributes.values.get("ruby") {
            let reading = Run { text: reading.clone(), span };
            inner = vec![Out::Ruby(inner, reading)];
        }
        if let Some(language) = attributes.values.get("lang") {
            inner = vec![Out::Marked(Mark::Language(language.clone()), inner)];
        }
        for class in &attributes.classes {
            match mark_of(class) {
                Some(mark) => inner = vec![Out::Marked(mark, inner)],
                None => self.diags.push(catalog::class_unknown(span, class)),
            }
        }
        out.extend(inner);
    }

    fn element(
        &mut self,
        attributes: &Attributes,
        children: &[Piece],
        span: Span,
        out: &mut Vec<Out>,
    ) {
        if attributes.name == "ruby" {
            return self.ruby(children, span, out);
        }
        let mark = match attributes.name.as_str() {
            "sup" => Some(Mark::Superscript),
            "sub" => Some(Mark::Subscript),
            "u" => Some(Mark::Underline),
            "mark" => Some(Mark::Highlight),
            "kbd" => Some(Mark::Keyboard),
            _ => None,
        };
        match mark {
            Some(mark) => self.mark(mark, children, out),
            None => self.span(attributes, children, span, out),
        }
    }

    /// `<ruby>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>`: each base with the reading after it.
    fn ruby(&mut self, children: &[Piece], span: Span, out: &mut Vec<Out>) {
        let mut base: Vec<Piece> = Vec::new();
        for child in children {
            match &child.inline {
                Inline::Element(attributes, reading) if attributes.name == "rt" => {
                    let inner = self.inlines(&std::mem::take(&mut base));
                    let text = words(reading).trim().to_owned();
                    if inner.is_empty() || text.is_empty() {
                        out.extend(inner);
                    } else {
                        out.push(Out::Ruby(inner, Run { text, span }));
                    }
                }
                Inline::Element(attributes, _) if attributes.name == "rp" => {}
                _ => base.push(child.clone()),
            }
        }
        let rest = self.inlines(&base);
        out.extend(rest);
    }
}

fn mark_of(class: &str) -> Option<Mark> {
    Some(match class {
        "dots" => Mark::Dots,
        "name" => Mark::Name,
        "title" => Mark::Title,
        "inline-note" => Mark::InlineNote,
        "side-note" => Mark::SideNote,
        "underline" => Mark::Underline,
        "mark" | "highlight" => Mark::Highlight,
        _ => return None,
    })
}

/// Adds text; text of neighbours with one place becomes one run.
fn push_text(text: &str, span: Span, out: &mut Vec<Out>) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Out::Text(last)) if last.span.file == span.file => {
            last.text.push_str(text);
            last.span = last.span.join(span);
        }
        _ => out.push(Out::Text(Run { text: text.to_owned(), span })),
    }
}
