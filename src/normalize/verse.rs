//! Verse: which quotations are poems, and the parts of a poem (N8.6).
//!
//! In: a quotation or `::: verse`. Out: whether it is verse; then its title, author, stanzas of
//! lines and attribution. A quotation is verse when its lines end in hard breaks, or under a head
//! that promises verse. Never here: how verse is set.

use crate::han::class::{Class, class_of, is_cjk_letter};
use crate::source::tree::{Attributes, Block, Inline, Node, Piece};

use super::pieces::{breaks, lines, plain, sole_strong};

/// How many characters a line of verse may have before it reads as prose.
const LINE_LIMIT: usize = 48;

/// How many characters a line may have that is verse only because of the head above it.
const PROMISED_LIMIT: usize = 32;

/// A poem, still in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Poem {
    /// The title.
    pub(super) title: Option<Vec<Piece>>,
    /// The author.
    pub(super) author: Option<Vec<Piece>>,
    /// Stanzas of lines.
    pub(super) stanzas: Vec<Vec<Vec<Piece>>>,
    /// The line after the poem that begins with ——.
    pub(super) attribution: Option<Vec<Piece>>,
}

/// The paragraphs of a quotation that holds nothing else.
fn paragraphs(nodes: &[Node]) -> Option<Vec<&[Piece]>> {
    let mut list = Vec::new();
    for node in nodes {
        match &node.block {
            Block::Paragraph(pieces) => list.push(pieces.as_slice()),
            Block::Comment(_) => {}
            _ => return None,
        }
    }
    (!list.is_empty()).then_some(list)
}

/// Whether a quotation is verse; `promised` when a head above it says so.
pub(super) fn is_verse(nodes: &[Node], promised: bool) -> bool {
    let Some(list) = paragraphs(nodes) else { return false };
    let (soft, hard) = list
        .iter()
        .map(|pieces| breaks(pieces))
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let all: Vec<usize> =
        list.iter().flat_map(|pieces| lines(pieces)).map(|it| length(&it)).collect();
    if hard > soft {
        // Two lines of which one is long are a salutation and its letter.
        return all.len() > 2 || all.iter().all(|length| *length <= LINE_LIMIT);
    }
    if list.len() > 1 && soft == 0 && hard == 0 {
        return are_parallel(&all);
    }
    promised && all.iter().all(|length| *length <= PROMISED_LIMIT)
}

/// Whether paragraphs of one line each are stanzas: as long as each other, as in 麟之趾.
fn are_parallel(lengths: &[usize]) -> bool {
    const SHORTEST: usize = 8;
    let first = lengths.first().copied().unwrap_or(0);
    (SHORTEST..=LINE_LIMIT).contains(&first) && lengths.iter().all(|length| *length == first)
}

/// Whether a plain paragraph under a head that promises verse is a poem.
pub(super) fn is_bare_verse(pieces: &[Piece]) -> bool {
    let all = lines(pieces);
    all.len() >= 2 && all.iter().all(|line| length(line) <= PROMISED_LIMIT)
}

fn length(line: &[Piece]) -> usize {
    plain(line).chars().count()
}

/// Takes a poem apart; `None` when there are no lines or other blocks among them.
pub(super) fn poem(attributes: &Attributes, nodes: &[Node]) -> Option<Poem> {
    let mut stanzas: Vec<Vec<Vec<Piece>>> =
        paragraphs(nodes)?.into_iter().map(lines).filter(|stanza| !stanza.is_empty()).collect();
    let mut poem = Poem::default();
    take_title(&mut poem, &mut stanzas);
    take_author(&mut poem, &mut stanzas);
    take_attribution(&mut poem, &mut stanzas);
    stanzas.retain(|stanza| !stanza.is_empty());
    let span = nodes.first()?.span;
    let told = |key: &str| {
        let value = attributes.values.get(key).filter(|value| !value.trim().is_empty())?;
        Some(vec![Piece { inline: Inline::Text(value.trim().to_owned()), span }])
    };
    poem.title = poem.title.or_else(|| told("title"));
    poem.author = poem.author.or_else(|| told("author"));
    poem.stanzas = stanzas;
    (!poem.stanzas.is_empty()).then_some(poem)
}

/// The lines besides the first: a poem is never only a title.
fn has_more(stanzas: &[Vec<Vec<Piece>>]) -> bool {
    stanzas.iter().map(Vec::len).sum::<usize>() > 1
}

fn first_line(stanzas: &[Vec<Vec<Piece>>]) -> Option<&Vec<Piece>> {
    stanzas.first().and_then(|stanza| stanza.first())
}

fn remove_first(stanzas: &mut Vec<Vec<Vec<Piece>>>) -> Option<Vec<Piece>> {
    let stanza = stanzas.first_mut()?;
    let line = stanza.remove(0);
    if stanza.is_empty() {
        stanzas.remove(0);
    }
    Some(line)
}

fn take_title(poem: &mut Poem, stanzas: &mut Vec<Vec<Vec<Piece>>>) {
    let Some(line) = first_line(stanzas).filter(|_| has_more(stanzas)) else { return };
    let bold = sole_strong(line).is_some();
    if bold || is_named(&plain(line)) {
        poem.title = remove_first(stanzas).map(super::pieces::without_strong);
    }
}

/// 《静夜思》 alone, with its maker at most: not a line that only begins with a title.
fn is_named(words: &str) -> bool {
    let words = words.trim();
    let inside = words.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    inside.is_some_and(|inside| !inside.contains(['《', '》']))
}

fn take_author(poem: &mut Poem, stanzas: &mut Vec<Vec<Vec<Piece>>>) {
    let Some(line) = first_line(stanzas).filter(|_| has_more(stanzas)) else { return };
    let words = plain(line);
    let words = words.trim();
    let dynasty = words.starts_with(['〔', '［', '[', '（']) && {
        let rest = words.trim_start_matches(|it| !matches!(it, '〕' | '］' | ']' | '）'));
        let name: String = rest.chars().skip(1).collect();
        let name = name.trim();
        !name.is_empty() && name.chars().count() <= 8 && name.chars().all(is_name)
    };
    if dynasty {
        poem.author = remove_first(stanzas);
    }
}

fn is_name(character: char) -> bool {
    is_cjk_letter(character) || matches!(class_of(character), Class::MiddleDot | Class::Latin)
}

fn take_attribution(poem: &mut Poem, stanzas: &mut [Vec<Vec<Piece>>]) {
    let last = stanzas.last().and_then(|stanza| stanza.last());
    let dashed = last.is_some_and(|line| plain(line).trim_start().starts_with("——"));
    if dashed && has_more(stanzas) {
        poem.attribution = stanzas.last_mut().and_then(Vec::pop);
    }
}
