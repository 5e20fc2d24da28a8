//! Looking at the pieces of a line: their words, whether they are only bold, their lines.
//!
//! In: pieces of the tree. Out: answers, and pieces cut at their line breaks. Never here: what the
//! answers mean for the book.

use crate::source::tree::{Inline, Piece};

/// The words without marks and notes; a line break is `\n`.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let mut words = String::new();
    collect(pieces, &mut words);
    words
}

fn collect(pieces: &[Piece], words: &mut String) {
    for piece in pieces {
        match &piece.inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => words.push_str(text),
            Inline::SoftBreak | Inline::HardBreak => words.push('\n'),
            Inline::Element(attributes, _) if matches!(attributes.name.as_str(), "rt" | "rp") => {}
            inline => collect(inline.children(), words),
        }
    }
}

/// Whether a piece shows nothing on the line itself: comments, marks of notes, blanks.
pub(super) fn is_silent(piece: &Piece) -> bool {
    match &piece.inline {
        Inline::Comment(_) | Inline::NoteReference(_) | Inline::InlineNote(_) => true,
        Inline::Text(text) => text.chars().all(char::is_whitespace),
        _ => false,
    }
}

/// What is inside, when a line is one bold stretch and nothing else but marks of notes.
pub(super) fn sole_strong(pieces: &[Piece]) -> Option<&[Piece]> {
    let mut loud = pieces.iter().filter(|piece| !is_silent(piece));
    match (loud.next(), loud.next()) {
        (Some(Piece { inline: Inline::Strong(children), .. }), None) => Some(children),
        _ => None,
    }
}

/// The same pieces without the bold around them; marks of notes after it stay.
pub(super) fn without_strong(pieces: Vec<Piece>) -> Vec<Piece> {
    if sole_strong(&pieces).is_none() {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece.inline {
            Inline::Strong(children) => out.extend(children),
            inline => out.push(Piece { inline, span: piece.span }),
        }
    }
    out
}

/// The pieces line by line, cut at every line break, also inside emphasis; no line is empty.
pub(super) fn lines(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = cut(pieces);
    lines.retain(|line| line.iter().any(|piece| !is_silent(piece)));
    lines
}

fn cut(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        let span = piece.span;
        let wrap: &dyn Fn(Vec<Piece>) -> Inline = match &piece.inline {
            Inline::SoftBreak | Inline::HardBreak => {
                lines.push(Vec::new());
                continue;
            }
            Inline::Strong(_) => &Inline::Strong,
            Inline::Emphasis(_) => &Inline::Emphasis,
            Inline::Strike(_) => &Inline::Strike,
            Inline::Link(address, _) => &|inside| Inline::Link(address.clone(), inside),
            Inline::Span(attributes, _) => &|inside| Inline::Span(attributes.clone(), inside),
            Inline::Element(attributes, _) => &|inside| Inline::Element(attributes.clone(), inside),
            _ => {
                lines.last_mut().into_iter().for_each(|line| line.push(piece.clone()));
                continue;
            }
        };
        for (place, inside) in cut(piece.inline.children()).into_iter().enumerate() {
            if place > 0 {
                lines.push(Vec::new());
            }
            if !inside.is_empty() {
                let inline = wrap(inside);
                lines.last_mut().into_iter().for_each(|line| {
                    line.push(Piece { inline: inline.clone(), span });
                });
            }
        }
    }
    lines
}

/// How many line breaks of the source and of the text there are, in this order.
pub(super) fn breaks(pieces: &[Piece]) -> (usize, usize) {
    pieces.iter().fold((0, 0), |(soft, hard), piece| match &piece.inline {
        Inline::SoftBreak => (soft + 1, hard),
        Inline::HardBreak => (soft, hard + 1),
        inline => {
            let (inner_soft, inner_hard) = breaks(inline.children());
            (soft + inner_soft, hard + inner_hard)
        }
    })
}

/// Makes every line break one that is meant.
pub(super) fn harden(pieces: &mut [Piece]) {
    for piece in pieces {
        if piece.inline == Inline::SoftBreak {
            piece.inline = Inline::HardBreak;
        }
        harden(piece.inline.children_mut());
    }
}
