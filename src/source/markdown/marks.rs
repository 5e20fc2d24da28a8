//! Our own marks: `[words]{attributes}`, `^[words]`, and `[^label]` without a definition.
//!
//! In: the pieces of one line, with brackets as text. Out: the same with spans, inline notes and
//! note references. What does not match stays text. Never here: what an attribute means.

use std::collections::VecDeque;

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::source::tree::{Inline, Piece};

use unicode_normalization::UnicodeNormalization;

use super::attributes;
use super::inlines::push;

/// How deep our marks may stand in each other: a reading on a name in dotted words in a note is
/// four. The brackets of deeper ones stay text, so that the tree stays shallow.
const MAX_DEPTH: usize = 4;

/// How many open brackets are remembered; the first is forgotten for the next, so that brackets
/// that are only text cost nothing.
const MAX_OPEN_BRACKETS: usize = 256;

/// How long the label of a note may be, in bytes; as in CommonMark, a longer one is text.
const MAX_LABEL_BYTES: usize = 999;

/// Finds the marks; `text` is the file as written.
pub(super) fn apply(pieces: Vec<Piece>, text: &str, diags: &mut Diagnostics) -> Vec<Piece> {
    let has_mark = pieces.iter().any(|piece| match &piece.inline {
        Inline::Text(words) => words.contains("]{") || words.contains("^[") || words.contains("[^"),
        _ => false,
    });
    if !has_mark {
        return pieces;
    }
    let out = Vec::with_capacity(pieces.len());
    let mut finder = Finder { out, open: VecDeque::new(), too_deep: None };
    for piece in pieces {
        match piece.inline {
            Inline::Text(words) => {
                let escaped = is_escaped(text, piece.span, &finder.out);
                finder.text(&words, piece.span, escaped);
            }
            inline => finder.out.push(Piece { inline, span: piece.span }),
        }
    }
    if let Some(span) = finder.too_deep {
        diags.push(catalog::marks_too_deep(span, MAX_DEPTH));
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
    /// How deep the marks stand in each other that closed since.
    depth: usize,
}

struct Finder {
    out: Vec<Piece>,
    open: VecDeque<Bracket>,
    /// The first mark that stood too deep.
    too_deep: Option<Span>,
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
            self.words(words, written, start, part(written, start));
            if length > 0 && !note {
                let inline = Inline::NoteReference(self::label(label));
                self.out.push(Piece { inline, span: part(index, index + length) });
                skip = index + length;
                written = skip;
            } else if character == '[' {
                self.bracket(note, part(start, index + 1));
                written = index + 1;
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
        if self.open.len() == MAX_OPEN_BRACKETS {
            self.open.pop_front();
        }
        self.open.push_back(Bracket { index: self.out.len(), is_note, depth: 0 });
        self.out.push(Piece { inline: Inline::Text(words.to_owned()), span });
    }

    /// Ends the innermost bracket; gives how many bytes of `rest` that took.
    fn close(&mut self, rest: &str, span: impl Fn(usize) -> Span) -> usize {
        let Some(bracket) = self.open.pop_back() else { return self.keep(span(1)) };
        let list = rest.get(1..).and_then(attributes::scan);
        let is_mark = bracket.is_note || list.is_some();
        let depth = bracket.depth + usize::from(is_mark && bracket.depth < MAX_DEPTH);
        if let Some(outer) = self.open.back_mut() {
            outer.depth = outer.depth.max(depth);
        }
        if !is_mark {
            return self.keep(span(1));
        }
        if depth == bracket.depth {
            self.too_deep = self.too_deep.or(Some(span(1)));
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
