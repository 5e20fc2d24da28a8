//! 【开篇诗词】【回顾前情】【作者注】: which lines are heads, and what a head means by its words.
//!
//! In: paragraphs and headings. Out: their words without the brackets, and a [`SectionKind`]. A
//! general rule with a table of exceptions, to which book.yaml adds under `labels:` (N8.5). Never
//! here: what a section holds.

use std::collections::BTreeMap;

use crate::model::book::SectionKind;
use crate::source::tree::{Inline, Piece};

/// Heads with a meaning: how they begin, and what they mean.
const TABLE: [(&str, SectionKind); 27] = [
    ("开篇诗", SectionKind::Epigraph),
    ("开篇词", SectionKind::Epigraph),
    ("开场诗", SectionKind::Epigraph),
    ("开卷诗", SectionKind::Epigraph),
    ("卷首诗", SectionKind::Epigraph),
    ("定场诗", SectionKind::Epigraph),
    ("章首诗", SectionKind::Epigraph),
    ("開篇詩", SectionKind::Epigraph),
    ("定場詩", SectionKind::Epigraph),
    ("回顾前情", SectionKind::Recap),
    ("前情回顾", SectionKind::Recap),
    ("前情提要", SectionKind::Recap),
    ("上回提要", SectionKind::Recap),
    ("上章提要", SectionKind::Recap),
    ("回顧前情", SectionKind::Recap),
    ("章节结尾", SectionKind::Closing),
    ("本章结尾", SectionKind::Closing),
    ("本回结尾", SectionKind::Closing),
    ("作者注", SectionKind::AuthorNote),
    ("作者按", SectionKind::AuthorNote),
    ("作者的话", SectionKind::AuthorNote),
    ("作者後記", SectionKind::AuthorNote),
    ("作者註", SectionKind::AuthorNote),
    ("编者注", SectionKind::AuthorNote),
    ("编者按", SectionKind::AuthorNote),
    ("译者注", SectionKind::AuthorNote),
    ("译者按", SectionKind::AuthorNote),
];

/// What heads mean in this book.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    own: &'a BTreeMap<String, SectionKind>,
}

impl<'a> Labels<'a> {
    /// The table, with what book.yaml adds to it.
    pub fn new(own: &'a BTreeMap<String, SectionKind>) -> Labels<'a> {
        Labels { own }
    }

    /// What a head means by its words.
    pub fn kind(&self, words: &str) -> SectionKind {
        let words = words.trim().trim_start_matches('【').trim_end_matches('】').trim();
        if let Some(kind) = self.own.get(words) {
            return *kind;
        }
        let known = TABLE.iter().find(|(begin, _)| words.starts_with(begin));
        known.map_or(SectionKind::Text, |(_, kind)| *kind)
    }

    /// The same for pieces.
    pub fn kind_of_pieces(&self, pieces: &[Piece]) -> SectionKind {
        self.kind(&words(pieces))
    }
}

/// The words of a line that is only 【…】, bold or not, without the brackets; `None` for others.
pub fn bracketed(pieces: &[Piece]) -> Option<Vec<Piece>> {
    let telling: Vec<&Piece> = pieces.iter().filter(|piece| !is_blank(piece)).collect();
    if let [Piece { inline: Inline::Strong(children), .. }] = telling.as_slice() {
        return bracketed(children);
    }
    let text = words(pieces);
    let inner = text.trim().strip_prefix('【')?.strip_suffix('】')?;
    if inner.trim().is_empty() || inner.contains(['【', '】', '\n']) {
        return None;
    }
    let mut own: Vec<Piece> = telling.into_iter().cloned().collect();
    strip(&mut own, '【', true);
    strip(&mut own, '】', false);
    Some(own)
}

/// Whether a piece says nothing.
fn is_blank(piece: &Piece) -> bool {
    match &piece.inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Comment(_) | Inline::SoftBreak | Inline::HardBreak => true,
        _ => false,
    }
}

/// Takes the bracket from the first (or last) text.
fn strip(pieces: &mut [Piece], bracket: char, first: bool) {
    let piece = if first { pieces.first_mut() } else { pieces.last_mut() };
    let Some(piece) = piece else { return };
    match &mut piece.inline {
        Inline::Text(text) => {
            let kept = if first {
                text.trim_start().trim_start_matches(bracket).trim_start()
            } else {
                text.trim_end().trim_end_matches(bracket).trim_end()
            };
            *text = kept.to_owned();
        }
        Inline::Strong(children) | Inline::Emphasis(children) | Inline::Link(_, children) => {
            strip(children, bracket, first);
        }
        _ => {}
    }
}

/// Whether a paragraph is one line of bold words and nothing else.
pub fn only_bold(pieces: &[Piece]) -> bool {
    let mut telling = pieces.iter().filter(|piece| !is_blank(piece));
    let bold = telling.next().is_some_and(|piece| matches!(piece.inline, Inline::Strong(_)));
    let breaks = pieces.iter().any(|piece| piece.inline == Inline::HardBreak);
    bold && telling.next().is_none() && !breaks
}

/// The words of pieces, without marks; a break is a line break.
pub fn words(pieces: &[Piece]) -> String {
    let mut text = String::new();
    collect(pieces, &mut text);
    text
}

fn collect(pieces: &[Piece], text: &mut String) {
    for piece in pieces {
        match &piece.inline {
            Inline::Text(own) | Inline::Code(own) | Inline::Math(own) => text.push_str(own),
            Inline::Strong(children)
            | Inline::Emphasis(children)
            | Inline::Strike(children)
            | Inline::Link(_, children)
            | Inline::Span(_, children) => collect(children, text),
            Inline::Element(attributes, children) => {
                if !matches!(attributes.name.as_str(), "rt" | "rp") {
                    collect(children, text);
                }
            }
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::SoftBreak | Inline::HardBreak => text.push('\n'),
            Inline::NoteReference(_) | Inline::InlineNote(_) | Inline::Comment(_) => {}
        }
    }
}
