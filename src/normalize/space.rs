//! Spaces and line breaks of the source (N5): none beside Han, one between Latin words.
//!
//! In: a run. Out: the run with soft breaks joined and with the spaces that belong to the text;
//! the gap between Han and Latin is made by layout. Never here: U+3000 inside a line, which is
//! meant (王　明), and line breaks that are meant.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter, is_cjk_mark};
use crate::model::meta::Script;

use super::finding::Findings;
use super::label::begins_label;
use super::rule::{Rule, is_chinese};
use super::run::{Edit, Kind, OBJECT, Run};
use super::sentence::Lazily;

/// Joins the lines of the source: with nothing beside Han, with one space between Latin words.
pub(super) fn join(run: &mut Run) {
    let breaks =
        |at: &usize| run.units.get(*at).is_some_and(|unit| matches!(unit.kind, Kind::SoftBreak));
    let mut edits: Vec<Edit> = Vec::new();
    for index in (0..run.len()).filter(breaks) {
        let kept_to = edits.last().map_or(0, |edit: &Edit| edit.range.end);
        let start = (kept_to..index).rev().take_while(|at| is_blank(run, *at)).last();
        let end = (index + 1..run.len()).take_while(|at| is_blank(run, *at)).last();
        let range = start.unwrap_or(index)..end.map_or(index + 1, |last| last + 1);
        if range.start < kept_to {
            continue;
        }
        let latin = !touches_cjk(run, &range);
        let text = if latin { " ".to_owned() } else { String::new() };
        // The break alone is replaced, so that spaces at the end of a line vanish beside it.
        edits.push(Edit { range, text, rule: Rule::Spaces });
    }
    run.splice(&edits);
}

fn is_blank(run: &Run, index: usize) -> bool {
    run.units.get(index).is_some_and(|unit| match unit.kind {
        Kind::Text => matches!(unit.character, ' ' | '\t' | '\u{3000}' | '\u{A0}'),
        Kind::SoftBreak => true,
        _ => false,
    })
}

/// Whether Han or a full-width mark stands on either side, over quotes, dashes and dots.
fn touches_cjk(run: &Run, range: &std::ops::Range<usize>) -> bool {
    const NEAR: usize = 8;
    let telling = |character: &char| {
        !matches!(class_of(*character), Class::Dash | Class::Ellipsis)
            && !matches!(character, '"' | '\'' | '“' | '”' | '‘' | '’' | '.' | '!' | '?' | ',')
    };
    let before = (0..range.start).rev().take(NEAR).filter_map(|at| run.at(at)).find(telling);
    let after = (range.end..run.len()).take(NEAR).filter_map(|at| run.at(at)).find(telling);
    before.is_some_and(is_cjk) || after.is_some_and(is_cjk)
}

/// Puts every space where it belongs.
pub(super) fn mend(run: &mut Run, findings: &mut Findings) {
    let spaces = |character: char| {
        matches!(character, ' ' | '\t' | '\u{A0}' | '\u{3000}')
            || character != '\n' && class_of(character) == Class::Space
    };
    if !run.units.iter().any(|unit| spaces(unit.character)) {
        return;
    }
    let sentences = Lazily::new(run);
    let (mut edits, mut index) = (Vec::new(), 0);
    while index < run.len() {
        if !(run.at(index).is_some_and(spaces) && run.free(index, Rule::Spaces)) {
            index += 1;
            continue;
        }
        let more = |at: &usize| run.at(*at).is_some_and(spaces) && run.free(*at, Rule::Spaces);
        let end = index + (index..run.len()).take_while(more).count();
        let written: String = (index..end).filter_map(|at| run.at(at)).collect();
        let text = spacing(run, index..end, &written, &sentences, findings);
        if text != written {
            edits.push(Edit { range: index..end, text, rule: Rule::Spaces });
        }
        index = end;
    }
    run.splice(&edits);
}

/// What a group of spaces becomes.
fn spacing(
    run: &Run,
    range: std::ops::Range<usize>,
    written: &str,
    sentences: &Lazily<'_>,
    findings: &mut Findings,
) -> String {
    let (before, after) = (run.before(range.start), run.at(range.end));
    let line_start = before.is_none_or(|character| character == '\n');
    let line_end = after.is_none_or(|character| character == '\n');
    let indented = before == Some('\n') && findings.spaced && !line_end;
    if line_start && !indented || line_end {
        return String::new();
    }
    // U+3000 in a line is a gap that is meant; plain spaces beside it add nothing.
    if written.contains('\u{3000}') {
        return written.chars().filter(|character| *character == '\u{3000}').collect();
    }
    let (Some(before), Some(after)) = (before, after) else { return String::new() };
    let script = run.script(range.start);
    if script != Script::Other && vanishes(run, &range, (before, after), sentences) {
        return String::new();
    }
    let meant = findings.spaced || !is_chinese(script);
    if is_cjk_letter(before) && is_cjk_letter(after) && !meant {
        findings.push(catalog::space_between_han(run.span(range)));
    }
    match written {
        "\u{A0}" | "\u{202F}" | "\u{2009}" | "\u{200A}" | "\u{2005}" => written.to_owned(),
        _ => " ".to_owned(),
    }
}

/// Whether a space between these two has no place in Chinese text.
fn vanishes(
    run: &Run,
    range: &std::ops::Range<usize>,
    (before, after): (char, char),
    sentences: &Lazily<'_>,
) -> bool {
    if is_mark(before) || is_mark(after) {
        return true;
    }
    if is_long(before) || is_long(after) {
        return sentences.get().is_chinese(range.start);
    }
    if is_quote(before) || is_quote(after) {
        return sentences.get().is_chinese(range.start)
            && beside_quote(run, range, (before, after));
    }
    let dotted = before == '·' && is_cjk_letter(after) || after == '·' && is_cjk_letter(before);
    let single = range.len() == 1;
    if sentences.get().is_plainly_english(range.start)
        || is_tagged(run, range.start)
        || begins_label(run, range.end)
    {
        return false;
    }
    let left = is_cjk_letter(before)
        && begins_token(run, range.end)
        && !(single && is_phrase((range.end..run.len()).map_while(|at| run.at(at))));
    let right = is_cjk_letter(after)
        && ends_token(run, range.start)
        && !(single && is_phrase((0..range.start).rev().map_while(|at| run.at(at))));
    dotted || left || right
}

/// Whether several Latin words stand together: an English phrase keeps the single space that its
/// author gave it, since its own words are parted by spaces too (rows N1.07, N4.06).
fn is_phrase(characters: impl Iterator<Item = char>) -> bool {
    let (mut words, mut inside) = (0, false);
    for character in characters.take_while(|it| *it != '\n' && !is_cjk(*it)) {
        let latin = class_of(character) == Class::Latin;
        words += usize::from(latin && !inside);
        inside = latin
            || inside && matches!(character, '\'' | '’' | '-' | '.' | '_' | '/' | '+' | '0'..='9');
        if words > 1 {
            return true;
        }
    }
    false
}

fn is_mark(character: char) -> bool {
    is_cjk_mark(character) && character != '\u{3000}'
}

fn is_long(character: char) -> bool {
    matches!(character, '…' | '—')
}

fn is_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’')
}

/// Whether a space beside a curly quote goes in a Chinese sentence; in an English one it separates
/// words.
fn beside_quote(run: &Run, range: &std::ops::Range<usize>, (before, after): (char, char)) -> bool {
    // An apostrophe that opens a word: rock ’n’ roll, ’90s.
    if after == '’' && run.at(range.end + 1).is_some_and(is_alphanumeric) {
        return is_cjk(before);
    }
    let opening = matches!(before, '“' | '‘') || matches!(after, '”' | '’');
    if opening || is_cjk(before) || is_cjk(after) {
        // ’n’ and dogs’ end no quotation.
        return !(is_apostrophe(run, range.start, before) && class_of(after) == Class::Latin);
    }
    let (inner, outer) = match is_quote(before) {
        true => (range.start.checked_sub(2).and_then(|at| run.at(at)), after),
        false => (run.at(range.end + 1), before),
    };
    // Signs such as = and < part what they stand between by spaces of their own.
    inner.is_some_and(is_cjk) && (is_alphanumeric(outer) || is_quote(outer))
}

/// Whether the ’ before a space stands after a letter of English.
fn is_apostrophe(run: &Run, end: usize, before: char) -> bool {
    let letter = end.checked_sub(2).and_then(|at| run.at(at));
    before == '’' && letter.is_some_and(|it| class_of(it) == Class::Latin)
}

/// Whether the word before a space is a name after @ or a topic after #: the space ends it.
fn is_tagged(run: &Run, end: usize) -> bool {
    const LONGEST: usize = 32;
    let sign = |it: char| matches!(it, '@' | '#');
    let word = |it: char| is_cjk_letter(it) || is_alphanumeric(it) || matches!(it, '_' | '-');
    let place = (0..end).rev().take(LONGEST).find(|at| !run.at(*at).is_some_and(word));
    place.is_some_and(|at| {
        let opens = run.before(at).is_none_or(|it| !is_alphanumeric(it));
        run.at(at).is_some_and(sign) && at + 1 < end && opens
    })
}

fn is_alphanumeric(character: char) -> bool {
    matches!(class_of(character), Class::Latin | Class::Digit) || character == OBJECT
}

/// Signs that stand at the beginning of a word or an amount: $5, #1, .NET.
fn begins_token(run: &Run, index: usize) -> bool {
    let sign = |character: char| matches!(character, '$' | '€' | '£' | '¥' | '#' | '@' | '.' | '+');
    match run.at(index) {
        Some(first) if is_alphanumeric(first) => true,
        Some(first) => sign(first) && run.at(index + 1).is_some_and(is_alphanumeric),
        None => false,
    }
}

/// Signs that stand at the end of a word or an amount: C++, 50%, 20℃.
fn ends_token(run: &Run, end: usize) -> bool {
    let sign = |character: char| {
        matches!(character, '%' | '‰' | '°' | '℃' | '+' | '#' | '′' | '″' | '²' | '³')
    };
    let signs = (0..end).rev().take(2).take_while(|at| run.at(*at).is_some_and(sign)).count();
    run.before(end - signs).is_some_and(is_alphanumeric)
}
