//! Spaces and line breaks of the source (N5): none beside Han, one between Latin words.
//!
//! In: a run. Out: the run with soft breaks joined and with the spaces that belong to the text;
//! the gap between Han and Latin is made by layout. Never here: U+3000 inside a line, which is
//! meant (王　明), and line breaks that are meant.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter, is_cjk_mark};

use super::finding::Findings;
use super::rule::Rule;
use super::run::{Edit, Kind, OBJECT, Run};
use super::sentence::Sentences;

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
    let sentences = Sentences::read(run);
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
    sentences: &Sentences,
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
    let chinese = !sentences.is_english(range.start) && sentences.has_han(range.start);
    if vanishes(run, &range, (before, after), chinese) {
        return String::new();
    }
    if is_cjk_letter(before) && is_cjk_letter(after) && !findings.spaced {
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
    chinese: bool,
) -> bool {
    if is_mark(before) || is_mark(after) {
        return true;
    }
    if is_long(before) || is_long(after) {
        return chinese;
    }
    if is_quote(before) || is_quote(after) {
        return beside_quote(run, range, (before, after), chinese);
    }
    let dotted = before == '·' && is_cjk_letter(after) || after == '·' && is_cjk_letter(before);
    let single = range.len() == 1;
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

/// A space beside a curly quote goes in Chinese; in an English sentence it separates words.
fn beside_quote(
    run: &Run,
    range: &std::ops::Range<usize>,
    (before, after): (char, char),
    chinese: bool,
) -> bool {
    let apostrophe = before == '’' && run_is_latin(run, range.start.checked_sub(2));
    if !chinese || apostrophe && class_of(after) == Class::Latin {
        return false;
    }
    let opening = matches!(before, '“' | '‘') || matches!(after, '”' | '’');
    let inner = match is_quote(before) {
        true => range.start.checked_sub(2).and_then(|at| run.at(at)),
        false => run.at(range.end + 1),
    };
    opening || is_cjk(before) || is_cjk(after) || inner.is_some_and(is_cjk)
}

fn run_is_latin(run: &Run, index: Option<usize>) -> bool {
    index.and_then(|at| run.at(at)).is_some_and(|it| class_of(it) == Class::Latin)
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
