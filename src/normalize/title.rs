//! A chapter's head taken apart: 第二十一章 and its words (N8.9).
//!
//! In: the words of the head. Out: label, number, words. The mark between label and words falls
//! away; a space inside the words stays, such as between the halves of a couplet. Never here: how
//! the two are set.

use crate::diag::span::Span;
use crate::han::class::is_han;
use crate::han::number::{is_number_character, parse};
use crate::model::book::Title;
use crate::model::inline::{Inline, plain_text};

/// What chapters and what holds chapters are counted in.
const UNITS: &str = "章回节節卷部集篇折幕话話讲講课課辑輯册冊场場夜";

/// Of these, the ones that hold chapters: another label may follow.
const OUTER: &str = "卷部集篇辑輯册冊";

/// Labels without a number, or with one after them.
const NAMED: [&str; 14] = [
    "序章",
    "楔子",
    "引子",
    "尾声",
    "尾聲",
    "番外篇",
    "番外",
    "终章",
    "終章",
    "序幕",
    "外传",
    "外傳",
    "前传",
    "后传",
];

/// The largest number that may stand before a title without 第: larger ones are years.
const BARE_LIMIT: u32 = 999;

/// A label at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Label {
    text: String,
    number: Option<u32>,
    /// How many characters it takes, with the marks after it.
    length: usize,
}

/// Takes a head apart.
pub(super) fn take_apart(mut words: Vec<Inline>, span: Span) -> Title {
    let text: Vec<char> = plain_text(&words).chars().collect();
    let Some(label) = label(&text) else {
        return Title { label: None, number: None, words, span };
    };
    let mut count = label.length;
    drop_prefix(&mut words, &mut count);
    Title { label: Some(label.text), number: label.number, words, span }
}

/// Whether a raw head begins with a number and a space, which would be lost between digits and
/// Han: `21 题目`.
pub(super) fn spaced_number(raw: &str) -> Option<usize> {
    let raw = raw.trim_start();
    let is_digit = |it: &char| it.is_ascii_digit() || ('０'..='９').contains(it);
    let digits = raw.chars().take_while(is_digit).count();
    let mut rest = raw.chars().skip(digits);
    let gap = rest.next().is_some_and(|it| matches!(it, ' ' | '\u{3000}'));
    (1..=3).contains(&digits).then_some(digits).filter(|_| gap && rest.next().is_some())
}

/// The same as [`take_apart`] for a head whose first `digits` characters are its number.
pub(super) fn take_number(mut words: Vec<Inline>, digits: usize, span: Span) -> Title {
    let text: Vec<char> = plain_text(&words).chars().collect();
    let label: String = text.iter().take(digits).collect();
    let Some(number) = parse(&label) else { return take_apart(words, span) };
    let mut count = digits + separators(text.get(digits..).unwrap_or_default());
    drop_prefix(&mut words, &mut count);
    Title { label: Some(label), number: Some(number), words, span }
}

fn label(text: &[char]) -> Option<Label> {
    let first = one_label(text)?;
    let inner = text.get(first.length..).filter(|_| {
        let unit = |it: char| OUTER.contains(it);
        first.text.ends_with(unit) || first.text.starts_with(unit)
    });
    match inner.filter(|rest| rest.first() == Some(&'第')).and_then(one_label) {
        Some(second) => Some(Label {
            text: format!("{}\u{3000}{}", first.text, second.text),
            number: second.number,
            length: first.length + second.length,
        }),
        None => Some(first),
    }
}

fn one_label(text: &[char]) -> Option<Label> {
    ordinal(text)
        .or_else(|| unit_first(text))
        .or_else(|| named(text))
        .or_else(|| english(text))
        .or_else(|| bare(text))
}

/// A label that ends at `end`, with the separators after it.
fn ending(text: &[char], end: usize, number: Option<u32>) -> Option<Label> {
    let label: String = text.get(..end)?.iter().collect();
    Some(Label { text: label, number, length: end + separators(text.get(end..)?) })
}

fn separators(text: &[char]) -> usize {
    text.iter().take_while(|it| is_separator(**it)).count()
}

fn is_separator(character: char) -> bool {
    matches!(
        character,
        '：' | ':'
            | ' '
            | '\u{3000}'
            | '\u{A0}'
            | '、'
            | '.'
            | '．'
            | '。'
            | '-'
            | '—'
            | '–'
            | '·'
            | '|'
            | '｜'
            | '～'
            | '，'
    )
}

/// Whether a label may end here: at the end or before a separator or an opening mark.
fn is_boundary(text: &[char], at: usize) -> bool {
    text.get(at).is_none_or(|it| is_separator(*it) || matches!(it, '《' | '“' | '（' | '【' | '「'))
}

/// How many characters from `start` on are a number, and the number.
fn number_at(text: &[char], start: usize) -> Option<(usize, u32)> {
    let rest = text.get(start..)?;
    let length = rest.iter().take_while(|it| is_number_character(**it)).count();
    let digits: String = rest.get(..length)?.iter().collect();
    Some((length, parse(&digits)?))
}

/// 第二十一章, 第 21 回.
fn ordinal(text: &[char]) -> Option<Label> {
    let blanks = |from: usize| {
        text.iter().skip(from).take_while(|it| matches!(it, ' ' | '\u{3000}')).count()
    };
    text.first().filter(|it| **it == '第')?;
    let start = 1 + blanks(1);
    let (length, number) = number_at(text, start)?;
    let unit_at = start + length + blanks(start + length);
    let unit = text.get(unit_at).filter(|it| UNITS.contains(**it))?;
    let next = text.get(unit_at + 1);
    let may_run_on = match unit {
        '章' => !matches!(next, Some('节' | '節' | '程' | '鱼')),
        '回' => !matches!(next, Some('合' | '归' | '歸' | '头' | '来')),
        _ => false,
    };
    let ends = is_boundary(text, unit_at + 1) || may_run_on;
    let mut label = ending(text, unit_at + 1, Some(number)).filter(|_| ends)?;
    label.text.retain(|it| !matches!(it, ' ' | '\u{3000}'));
    Some(label)
}

/// 卷一, 章三.
fn unit_first(text: &[char]) -> Option<Label> {
    text.first().filter(|it| matches!(it, '卷' | '章' | '篇' | '回'))?;
    let start = if text.get(1) == Some(&'之') { 2 } else { 1 };
    let (length, number) = number_at(text, start)?;
    is_boundary(text, start + length).then(|| ending(text, start + length, Some(number)))?
}

/// 序章, 番外二.
fn named(text: &[char]) -> Option<Label> {
    let name = NAMED.into_iter().find(|name| {
        text.len() >= name.chars().count() && name.chars().zip(text).all(|(a, b)| a == *b)
    })?;
    let end = name.chars().count();
    let gap = usize::from(text.get(end) == Some(&' '));
    let numbered =
        number_at(text, end + gap).filter(|(length, _)| is_boundary(text, end + gap + length));
    match numbered {
        Some((length, number)) => ending(text, end + gap + length, Some(number)),
        None if is_boundary(text, end) => ending(text, end, None),
        None => None,
    }
}

/// Chapter 12.
fn english(text: &[char]) -> Option<Label> {
    let start = "chapter ".len();
    let word: String = text.get(..start)?.iter().collect();
    let (length, number) =
        number_at(text, start).filter(|_| word.eq_ignore_ascii_case("chapter "))?;
    is_boundary(text, start + length).then(|| ending(text, start + length, Some(number)))?
}

/// `21. 题目`, `二十一、题目`.
fn bare(text: &[char]) -> Option<Label> {
    let (length, number) = number_at(text, 0)?;
    let mark =
        text.get(length).filter(|it| is_separator(**it) && !matches!(it, '，' | '～' | '·'))?;
    let digits = text.first().is_some_and(char::is_ascii_digit);
    let next_is_han = text.get(length + 1).is_some_and(|it| is_han(*it));
    let decimal = digits && text.get(length + 1).is_some_and(char::is_ascii_digit);
    let label = ending(text, length, Some(number))?;
    let fits = number <= BARE_LIMIT && !decimal && (*mark != '-' || next_is_han);
    (fits && label.length < text.len()).then_some(label)
}

/// Takes the first `count` characters of the text away; marks of notes stay.
fn drop_prefix(inlines: &mut Vec<Inline>, count: &mut usize) {
    for inline in inlines.iter_mut() {
        if *count == 0 {
            break;
        }
        match inline {
            Inline::Text(run) | Inline::Code(run) => {
                let cut = run.text.char_indices().nth(*count).map_or(run.text.len(), |(at, _)| at);
                *count -= run.text.get(..cut).map_or(0, |gone| gone.chars().count());
                if run.span.range().len() == run.text.len() {
                    run.span.start += u32::try_from(cut).unwrap_or(0);
                }
                run.text = run.text.get(cut..).unwrap_or("").to_owned();
            }
            Inline::Marked(_, children) | Inline::Link(_, children) | Inline::Ruby(children, _) => {
                drop_prefix(children, count);
            }
            Inline::Break | Inline::NoteRef(_) | Inline::Picture(..) => {}
        }
    }
    inlines.retain(|inline| match inline {
        Inline::Text(run) | Inline::Code(run) => !run.text.is_empty(),
        Inline::Marked(_, children) | Inline::Link(_, children) | Inline::Ruby(children, _) => {
            !children.is_empty()
        }
        _ => true,
    });
}
