//! Dots and dashes: 省略号 ……, 破折号 ——, ranges (N2, N3, N4.5; GB/T 15834).
//!
//! In: a run whose addresses and options are guarded. Out: the run with six dots and long dashes
//! where the text is Chinese. Never here: a change where English, code or a path may be meant.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter};
use crate::model::meta::Script;

use super::finding::Findings;
use super::rule::Rule;
use super::run::{Edit, Kind, Run};
use super::sentence::Lazily;

/// 十二连点: two ellipses, which mean that whole paragraphs are left out (GB/T 15834 5.1.5).
const DOUBLE: usize = 12;

/// Mends dots, dashes and ranges.
pub(super) fn mend(run: &mut Run, findings: &mut Findings) {
    let marked = run.units.iter().any(|unit| is_dot(unit.character) || is_dash(unit.character));
    if !marked && !run.units.iter().any(|unit| matches!(unit.character, '~' | '。' | '·')) {
        return;
    }
    let edits = ellipses(run, findings);
    run.splice(&edits);
    let dashed = |it: char| is_dash(it) || it == '~';
    if run.units.iter().any(|unit| dashed(unit.character)) {
        let edits = dashes(run);
        run.splice(&edits);
        ranges(run);
    }
}

fn is_dot(character: char) -> bool {
    matches!(character, '.' | '…' | '⋯' | '‥' | '・' | '•')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '―' | '─' | '━' | '－' | '—' | '⸺' | '⸻' | '–')
}

/// The marks that may make an ellipsis together.
fn family(character: char) -> Option<u8> {
    match character {
        '.' | '…' | '⋯' | '‥' => Some(0),
        '。' => Some(1),
        '·' | '・' | '•' => Some(2),
        _ => None,
    }
}

fn ellipses(run: &Run, findings: &mut Findings) -> Vec<Edit> {
    let sentences = Lazily::new(run);
    let (mut edits, mut index) = (Vec::new(), 0);
    while index < run.len() {
        let Some(found) = run.at(index).and_then(family) else {
            index += 1;
            continue;
        };
        let end = group_end(run, index, |character| family(character) == Some(found));
        let dots = (index..end).filter_map(|at| run.at(at)).map(weight).sum::<usize>();
        if (index..end).all(|at| run.free(at, Rule::Ellipsis))
            && let Some(text) = ellipsis(run, index..end, dots, &sentences, findings)
        {
            edits.push(Edit { range: index..end, text, rule: Rule::Ellipsis });
        }
        index = end;
    }
    edits
}

/// The end of a group of marks that stand together, with single spaces between them allowed
/// where both sides are wide.
fn group_end(run: &Run, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    let mut end = start + 1;
    loop {
        if run.at(end).is_some_and(&belongs) {
            end += 1;
        } else if run.at(end) == Some(' ')
            && run.before(end).is_some_and(|character| !character.is_ascii() && character != '。')
            && run.at(end + 1).is_some_and(|character| belongs(character) && !character.is_ascii())
        {
            end += 2;
        } else {
            return end;
        }
    }
}

fn weight(character: char) -> usize {
    match character {
        '…' | '⋯' => 3,
        '‥' => 2,
        ' ' => 0,
        _ => 1,
    }
}

/// What a group of dots becomes; `None` when it stays.
fn ellipsis(
    run: &Run,
    range: std::ops::Range<usize>,
    dots: usize,
    sentences: &Lazily<'_>,
    findings: &mut Findings,
) -> Option<String> {
    let (before, after) = (run.before(range.start), run.at(range.end));
    let written: String = range.clone().filter_map(|at| run.at(at)).collect();
    if dots < 3 {
        let slip = written == ".." && before.is_some_and(is_cjk_letter);
        if written == "。。" || slip && !is_word(after) {
            findings.push(catalog::stop_doubled(run.span(range)));
        }
        return None;
    }
    let alone = run.before_spaces(range.start).is_none_or(|character| character == '\n')
        && run.after_spaces(range.end).is_none_or(|character| character == '\n');
    let chinese = if alone {
        run.script(range.start) != Script::Other
    } else {
        near_cjk(run, &range) || sentences.get().is_chinese(range.start)
    };
    if !chinese {
        let joins = is_word(before) && is_word(after) && !parts_words(run, &range);
        let english = written.starts_with('.') && !joins && is_word(before) && written.len() <= 6;
        return english.then(|| "…".to_owned());
    }
    let joins = is_word(before) && is_word(after) && !parts_words(run, &range);
    if joins && written.starts_with('.') {
        return None;
    }
    if after.is_some_and(|character| character == '等') {
        findings.push(catalog::ellipsis_with_deng(run.span(range.clone())));
    }
    if dots == DOUBLE && (alone || written == "…………") {
        if !alone {
            findings.push(catalog::ellipsis_long(run.span(range)));
        }
        return (written != "…………").then(|| "…………".to_owned());
    }
    if dots >= DOUBLE {
        findings.push(catalog::ellipsis_long(run.span(range)));
    }
    (written != "……").then(|| "……".to_owned())
}

/// Whether whole words stand on both sides: `1...10` and `a...b` are ranges.
fn parts_words(run: &Run, range: &std::ops::Range<usize>) -> bool {
    let letter = |at: Option<usize>| {
        at.and_then(|at| run.at(at)).is_some_and(|it| class_of(it) == Class::Latin)
    };
    let left = letter(range.start.checked_sub(1)) && letter(range.start.checked_sub(2));
    left && letter(Some(range.end)) && letter(Some(range.end + 1))
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|character| matches!(class_of(character), Class::Latin | Class::Digit))
}

/// Whether Han or a full-width mark stands beside a range, over a few spaces and quotes.
fn near_cjk(run: &Run, range: &std::ops::Range<usize>) -> bool {
    const NEAR: usize = 8;
    let before = (0..range.start).rev().take(NEAR).filter_map(|at| run.at(at)).find(is_telling);
    let after = (range.end..run.len()).take(NEAR).filter_map(|at| run.at(at)).find(is_telling);
    before.is_some_and(is_cjk) || after.is_some_and(is_cjk)
}

fn is_telling(character: &char) -> bool {
    !matches!(character, ' ' | '"' | '\'' | '“' | '”' | '‘' | '’' | '—')
}

fn dashes(run: &Run) -> Vec<Edit> {
    let (mut edits, mut index) = (Vec::new(), 0);
    while index < run.len() {
        if !run.at(index).is_some_and(is_dash) {
            index += 1;
            continue;
        }
        let end = group_end(run, index, is_dash);
        if (index..end).all(|at| run.free(at, Rule::Dash))
            && let Some(range) = dash(run, index..end)
        {
            edits.push(Edit { range, text: "——".to_owned(), rule: Rule::Dash });
        }
        index = end;
    }
    edits
}

/// Whether a group of dashes becomes a long dash, and with which spaces around it.
fn dash(run: &Run, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let marks: Vec<char> = range.clone().filter_map(|at| run.at(at)).collect();
    let count = marks.iter().filter(|character| **character != ' ').count();
    let long = marks.iter().filter(|it| matches!(it, '⸺' | '⸻')).count();
    let em_dashes = marks.iter().all(|character| *character == '—');
    if count + long < 2 || em_dashes && count != 3 || !near_cjk(run, &range) {
        return None;
    }
    let ascii = marks.iter().all(|character| *character == '-');
    let (before, after) = (run.before(range.start), run.at(range.end));
    let between_words = is_word(before) && is_word(after);
    let alone = run.before_spaces(range.start).is_none_or(|character| character == '\n')
        && run.after_spaces(range.end).is_none_or(|character| character == '\n');
    let arrow = matches!(before, Some('<' | '>')) || matches!(after, Some('>' | '<'));
    // i-- and --n are what programs write.
    let variable = ascii
        && (is_single(run, range.start, Side::Before) || is_single(run, range.end, Side::After));
    if alone || arrow || variable || ascii && between_words {
        return None;
    }
    let free_space = |at: usize| run.at(at) == Some(' ') && run.free(at, Rule::Dash);
    let start = (0..range.start).rev().take_while(|at| free_space(*at)).last();
    let end = (range.end..run.len()).take_while(|at| free_space(*at)).last();
    Some(start.unwrap_or(range.start)..end.map_or(range.end, |last| last + 1))
}

/// On which side of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Whether a Latin letter that is a word by itself touches a place.
fn is_single(run: &Run, place: usize, side: Side) -> bool {
    let near = match side {
        Side::Before => [place.checked_sub(1), place.checked_sub(2)],
        Side::After => [Some(place), Some(place + 1)],
    };
    let [first, second] = near.map(|at| at.and_then(|at| run.at(at)));
    first.is_some_and(|it| it.is_ascii_alphabetic()) && !is_word(second)
}

/// `1949-1986年` and `20~30岁`.
fn ranges(run: &mut Run) {
    for index in 0..run.len() {
        if !run.free(index, Rule::Range) {
            continue;
        }
        match run.at(index) {
            Some('-' | '–') if is_year_range(run, index) => run.set(index, '—', Rule::Range),
            Some('~') if is_wave(run, index) => run.set(index, '～', Rule::Range),
            _ => {}
        }
    }
}

fn is_year_range(run: &Run, index: usize) -> bool {
    let is_digit = |character: &Option<char>| character.is_some_and(|it| it.is_ascii_digit());
    let marked = run.before(index) == Some('年');
    let first_end = index - usize::from(marked);
    let first = (0..first_end).rev().map(|at| run.at(at)).take_while(is_digit).count();
    let second = (index + 1..run.len()).map(|at| run.at(at)).take_while(is_digit).count();
    let before = first_end.checked_sub(first + 1).and_then(|at| run.at(at));
    let years = |length: usize| (1..=4).contains(&length);
    years(first)
        && years(second)
        && (marked || first >= 3 && second >= 2)
        && !matches!(before, Some('-' | '.' | '/'))
        && run.at(index + 1 + second) == Some('年')
}

fn is_wave(run: &Run, index: usize) -> bool {
    let (before, after) = (run.before(index), run.at(index + 1));
    if before == Some('~') || after == Some('~') {
        return false;
    }
    let han = |character: Option<char>| character.is_some_and(is_cjk_letter);
    let amount = |character: Option<char>| {
        character.is_some_and(|it| it.is_ascii_digit() || matches!(it, '%' | '℃' | '°'))
    };
    let ends = after.is_none_or(is_cjk) || matches!(after, Some('\n' | '”' | '"'));
    han(before) && ends
        || amount(before) && (amount(after) || han(after)) && run_has_han(run)
        || han(before) && amount(after) && before_is_counted(run, index)
}

/// Whether a unit after a digit stands before the wave: `3天~5天`.
fn before_is_counted(run: &Run, index: usize) -> bool {
    index.checked_sub(2).and_then(|at| run.at(at)).is_some_and(|it| it.is_ascii_digit())
}

fn run_has_han(run: &Run) -> bool {
    run.units.iter().any(|unit| unit.kind == Kind::Text && is_cjk_letter(unit.character))
}
