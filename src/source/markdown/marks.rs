//! Our own marks: `[words]{attributes}`, `^[words]`, and `[^label]` without a definition.
//!
//! In: the pieces of one line, with brackets as text. Out: the same with spans, inline notes and
//! note references. What does not match stays text. Never here: what an attribute means.

use crate::diag::span::Span;
use crate::source::tree::{Inline, Piece};

use unicode_normalization::UnicodeNormalization;

use super::attributes;
use super::inlines::push;

/// How many of our marks may be open at once; further ones stay text.
const MAX_OPEN_MARKS: usize = 8;

/// How many brackets are looked back to.
const MAX_OPEN_BRACKETS: usize = 256;

/// How long the label of a note may be, in bytes.
const MAX_LABEL_BYTES: usize = 512;

/// Finds the marks; `text` is the file as written.
pub(super) fn apply(pieces: Vec<Piece>, text: &str) -> Vec<Piece> {
    let has_mark = pieces.iter().any(|piece| match &piece.inline {
        Inline::Text(words) => words.contains("]{") || words.contains("^[") || words.contains("[^"),
        _ => false,
    });
    if !has_mark {
        return pieces;
    }
    let mut finder = Finder { out: Vec::with_capacity(pieces.len()), open: Vec::new() };
    for piece in pieces {
        match piece.inline {
            Inline::Text(words) => {
                let escaped = is_escaped(text, piece.span, &finder.out);
                finder.text(&words, piece.span, escaped);
            }
            inline => finder.out.push(Piece { inline, span: piece.span }),
        }
    }
    merged(finder.out)
}

/// Whether the first character of the text was written with a backslash.
fn is_escaped(text: &str, span: Span, before: &[Piece]) -> bool {
    let follows = before.last().is_some_and(|piece| piece.span.end == span.start);
    let start = span.range().start;
    !follows && start > 0 && text.as_bytes().get(start - 1) == Some(&b'\\')
}

/// A bracket that waits for its end.
struct Bracket {
    /// Where in `out` it stands, as a piece of its own.
    index: usize,
    is_note: bool,
}

struct Finder {
    out: Vec<Piece>,
    open: Vec<Bracket>,
}

impl Finder {
    /// Reads a stretch of text.
    fn text(&mut self, words: &str, span: Span, escaped: bool) {
        let verbatim = span.range().len() == words.len();
        let part = |start: usize, end: usize| {
            if !verbatim {
                return span;
            }
            let first = span.range().start;
            Span::new(span.file, first + start, first + end)
        };
        let (mut written, mut skip) = (0, usize::from(escaped));
        for (index, character) in words.char_indices() {
            if index < skip || !matches!(character, '[' | ']') {
                continue;
            }
            let rest = words.get(index..).unwrap_or("");
            let note =
                character == '[' && index > written.max(skip) && before_is_caret(words, index);
            let start = if note { index - 1 } else { index };
            let (label, length) = reference(rest).unwrap_or(("", 0));
            if note || character == ']' || length > 0 || self.open.len() < MAX_OPEN_BRACKETS {
                self.words(words, written, start, part(written, start));
                written = start;
            }
            if length > 0 && !note {
                let inline = Inline::NoteReference(self::label(label));
                self.out.push(Piece { inline, span: part(index, index + length) });
                skip = index + length;
                written = skip;
            } else if character == '[' {
                if self.open.len() < MAX_OPEN_BRACKETS {
                    self.bracket(note, part(start, index + 1));
                    written = index + 1;
                }
            } else {
                let length = self.close(rest, |length| part(index, index + length));
                skip = index + length;
                written = skip;
            }
        }
        self.words(words, written, words.len(), part(written, words.len()));
    }

    fn words(&mut self, words: &str, start: usize, end: usize, span: Span) {
        let inline = Inline::Text(words.get(start..end).unwrap_or("").to_owned());
        self.out.push(Piece { inline, span });
    }

    /// A bracket, as a piece of its own until its end is found.
    fn bracket(&mut self, is_note: bool, span: Span) {
        let words = if is_note { "^[" } else { "[" };
        let is_note = is_note && self.open.iter().filter(|b| b.is_note).count() < MAX_OPEN_MARKS;
        self.open.push(Bracket { index: self.out.len(), is_note });
        self.out.push(Piece { inline: Inline::Text(words.to_owned()), span });
    }

    /// Ends the innermost bracket; gives how many bytes of `rest` that took.
    fn close(&mut self, rest: &str, span: impl Fn(usize) -> Span) -> usize {
        let Some(bracket) = self.open.pop() else { return self.keep(span(1)) };
        let list = rest.get(1..).and_then(attributes::scan);
        if !bracket.is_note && list.is_none() {
            return self.keep(span(1));
        }
        let children = merged(self.out.split_off(bracket.index + 1));
        let Some(opening) = self.out.pop() else { return 1 };
        let (inline, length) = match list {
            Some((attributes, length)) if !bracket.is_note => {
                (Inline::Span(attributes, children), 1 + length)
            }
            _ => (Inline::InlineNote(children), 1),
        };
        self.out.push(Piece { inline, span: opening.span.join(span(length)) });
        length
    }

    fn keep(&mut self, span: Span) -> usize {
        self.out.push(Piece { inline: Inline::Text("]".to_owned()), span });
        1
    }
}

/// Brackets that stayed text join the text around them.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    pieces.into_iter().for_each(|piece| push(&mut out, piece));
    out
}

fn before_is_caret(words: &str, index: usize) -> bool {
    words.get(..index).is_some_and(|before| before.ends_with('^'))
}

/// The label of `[^label]` at the start of `text`, and the bytes of the whole.
fn reference(text: &str) -> Option<(&str, usize)> {
    let window = text.get(..text.floor_char_boundary(MAX_LABEL_BYTES))?;
    let label = window.strip_prefix("[^")?;
    let end = label.find(['[', ']', '\n'])?;
    let (label, rest) = label.split_at_checked(end)?;
    (rest.starts_with(']') && !label.trim().is_empty()).then_some((label, end + 3))
}

/// The label of a note as it is compared: NFC, without blanks at its ends.
pub(super) fn label(written: &str) -> String {
    written.trim().nfc().collect()
}
