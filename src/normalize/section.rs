//! 【…】 heads and what they mean (DESIGN §4): a general rule with a table of exceptions.
//!
//! In: a line. Out: whether it is a head, its words without 【】, and its kind. A bold line or a
//! heading in 【】 is always a head; a plain one only when it is no sentence, since novels print
//! what a screen says in 【】 too. Never here: building sections (`chapter.rs`).

use std::collections::BTreeMap;

use crate::han::class::{Class, class_of};
use crate::model::book::SectionKind;
use crate::source::tree::{Inline, Piece};

use super::pieces::{plain, sole_strong, without_strong};

/// How many characters a plain 【…】 line may have as a head.
const PLAIN_LIMIT: usize = 24;

/// Words that are a head's meaning when the head is nothing else, or goes on after a mark or the
/// word 的.
const EXACT: [(&str, SectionKind); 23] = [
    ("开篇", SectionKind::Epigraph),
    ("题记", SectionKind::Epigraph),
    ("前情", SectionKind::Recap),
    ("上回", SectionKind::Recap),
    ("上章", SectionKind::Recap),
    ("章末", SectionKind::Closing),
    ("结语", SectionKind::Closing),
    ("收尾", SectionKind::Closing),
    ("作者注", SectionKind::AuthorNote),
    ("作者按", SectionKind::AuthorNote),
    ("作者的话", SectionKind::AuthorNote),
    ("作者有话说", SectionKind::AuthorNote),
    ("作者附记", SectionKind::AuthorNote),
    ("作者後記", SectionKind::AuthorNote),
    ("編者按", SectionKind::AuthorNote),
    ("編者注", SectionKind::AuthorNote),
    ("编者注", SectionKind::AuthorNote),
    ("编者按", SectionKind::AuthorNote),
    ("编按", SectionKind::AuthorNote),
    ("译者注", SectionKind::AuthorNote),
    ("译者按", SectionKind::AuthorNote),
    ("译注", SectionKind::AuthorNote),
    ("校注", SectionKind::AuthorNote),
];

/// Words that tell the meaning wherever they begin a head.
const LEADING: [(&str, SectionKind); 27] = [
    ("开篇诗", SectionKind::Epigraph),
    ("开篇词", SectionKind::Epigraph),
    ("开场诗", SectionKind::Epigraph),
    ("开场词", SectionKind::Epigraph),
    ("开卷诗", SectionKind::Epigraph),
    ("定场诗", SectionKind::Epigraph),
    ("定场词", SectionKind::Epigraph),
    ("卷首诗", SectionKind::Epigraph),
    ("卷首词", SectionKind::Epigraph),
    ("篇首诗", SectionKind::Epigraph),
    ("引首诗", SectionKind::Epigraph),
    ("開篇詩", SectionKind::Epigraph),
    ("開場詩", SectionKind::Epigraph),
    ("定場詩", SectionKind::Epigraph),
    ("回顾前情", SectionKind::Recap),
    ("回顧前情", SectionKind::Recap),
    ("前情提要", SectionKind::Recap),
    ("前情回顾", SectionKind::Recap),
    ("前情概要", SectionKind::Recap),
    ("前文回顾", SectionKind::Recap),
    ("前文提要", SectionKind::Recap),
    ("上回提要", SectionKind::Recap),
    ("上回回顾", SectionKind::Recap),
    ("上回书说", SectionKind::Recap),
    ("上章回顾", SectionKind::Recap),
    ("章节结尾", SectionKind::Closing),
    ("本章结尾", SectionKind::Closing),
];

/// What a head means by its words; `labels` are the book's own and win.
pub(super) fn kind_of(words: &str, labels: &BTreeMap<String, SectionKind>) -> SectionKind {
    if let Some(kind) = labels.get(words) {
        return *kind;
    }
    let own = labels.iter().map(|(label, kind)| (label.as_str(), *kind));
    let exact = own.chain(EXACT).find(|(label, _)| is_label(words, label));
    let leading = || LEADING.into_iter().find(|(label, _)| words.starts_with(label));
    exact.or_else(leading).map_or(SectionKind::Text, |(_, kind)| kind)
}

/// Whether the words are the label, alone or with something set off after it: 作者注（二）.
fn is_label(words: &str, label: &str) -> bool {
    words.strip_prefix(label).is_some_and(|rest| {
        rest.chars()
            .next()
            .is_none_or(|next| !matches!(class_of(next), Class::Han | Class::Kana | Class::Latin))
    })
}

/// Whether verse is to be expected under a head with these words.
pub(super) fn promises_verse(words: &str, kind: SectionKind) -> bool {
    kind == SectionKind::Epigraph
        || words
            .chars()
            .any(|it| matches!(it, '诗' | '詩' | '词' | '詞' | '曲' | '赋' | '賦' | '偈' | '歌'))
}

/// The words inside 【】, when a paragraph is a head.
pub(super) fn bracketed(pieces: &[Piece]) -> Option<String> {
    let bold = sole_strong(pieces).is_some();
    let words = in_brackets(&plain(pieces))?;
    let sentence =
        words.chars().any(|it| class_of(it) == Class::Stop || matches!(it, '!' | '…' | '：'));
    let short = words.chars().count() <= PLAIN_LIMIT;
    (bold || has_no_mark(pieces) && short && !sentence).then_some(words)
}

/// The words inside 【】 of a text that is nothing else.
pub(super) fn in_brackets(text: &str) -> Option<String> {
    let inside = text.trim().strip_prefix('【')?.strip_suffix('】')?.trim();
    let whole = !inside.is_empty() && !inside.contains(['【', '】', '\n']);
    whole.then(|| inside.to_owned())
}

/// Whether the line is plain text, with marks of notes at most.
fn has_no_mark(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| {
        matches!(
            piece.inline,
            Inline::Text(_)
                | Inline::NoteReference(_)
                | Inline::InlineNote(_)
                | Inline::Comment(_)
                | Inline::Code(_)
        )
    })
}

/// The pieces of a head without bold and without 【】.
pub(super) fn head_pieces(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut pieces = without_strong(pieces);
    if in_brackets(&plain(&pieces)).is_some() {
        strip(&mut pieces, '【', End::First);
        strip(&mut pieces, '】', End::Last);
    }
    pieces
}

/// From which end a mark is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// Takes the outermost mark away, with blanks beside it; true when it was found.
fn strip(pieces: &mut [Piece], mark: char, end: End) -> bool {
    let count = pieces.len();
    for place in 0..count {
        let at = if end == End::First { place } else { count - 1 - place };
        let Some(piece) = pieces.get_mut(at) else { continue };
        let Inline::Text(text) = &piece.inline else {
            if strip(piece.inline.children_mut(), mark, end) {
                return true;
            }
            continue;
        };
        if text.contains(mark) {
            let stripped = match end {
                End::First => text.trim_start().strip_prefix(mark).map(str::trim_start),
                End::Last => text.trim_end().strip_suffix(mark).map(str::trim_end),
            };
            if let Some(stripped) = stripped.map(str::to_owned) {
                piece.span = narrowed(piece, &stripped, end);
                piece.inline = Inline::Text(stripped);
            }
            return true;
        }
    }
    false
}

fn narrowed(piece: &Piece, rest: &str, end: End) -> crate::diag::span::Span {
    let mut span = piece.span;
    let Inline::Text(text) = &piece.inline else { return span };
    if span.range().len() == text.len() {
        let gone = u32::try_from(text.len() - rest.len()).unwrap_or(0);
        match end {
            End::First => span.start += gone,
            End::Last => span.end -= gone,
        }
    }
    span
}
