//! Program text that stands in a paragraph without backticks: `name="值"`, `print("好")`,
//! `{"键":"值"}` (N0.3).
//!
//! In: a run. Out: the same run with such stretches guarded, with their straight quotes. Only what
//! no prose looks like is taken for code. Never here: a change of text.

use super::run::{Kind, Run};

/// How many characters a quoted value may have.
const LONGEST: usize = 120;

/// Guards the snippets of a run.
pub(super) fn guard(run: &mut Run) {
    let quoted = |it: char| matches!(it, '"' | '\'');
    if !run.units.iter().any(|unit| unit.kind == Kind::Text && quoted(unit.character)) {
        return;
    }
    let mut index = 0;
    while index < run.len() {
        let found = match run.at(index) {
            Some('{') => object(run, index).map(|end| index..end),
            Some('"' | '\'') => value(run, index),
            _ => None,
        };
        match found {
            Some(range) => {
                index = range.end;
                run.guard(range);
            }
            None => index += 1,
        }
    }
}

/// The end of `{"键": …}` that begins at a place.
fn object(run: &Run, start: usize) -> Option<usize> {
    let first = (start + 1..run.len()).find(|at| run.at(*at) != Some(' '))?;
    let quote = run.at(first).filter(|it| matches!(it, '"' | '\''))?;
    let close = closing(run, first, quote)?;
    let colon = (close + 1..run.len()).find(|at| run.at(*at) != Some(' '))?;
    if run.at(colon) != Some(':') {
        return None;
    }
    let mut depth = 0_usize;
    for at in (start..run.len()).take(LONGEST * 4) {
        match run.at(at) {
            Some('{') => depth += 1,
            Some('}') if depth == 1 => return Some(at + 1),
            Some('}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The stretch around a quoted value: after `name=`, in a call, between `<<`.
fn value(run: &Run, open: usize) -> Option<std::ops::Range<usize>> {
    let quote = run.at(open)?;
    let tight = open;
    let spaced = (0..open).rev().find(|at| run.at(*at) != Some(' ')).map_or(0, |at| at + 1);
    let before = spaced.checked_sub(1)?;
    let start = match run.at(before)? {
        '=' if !matches!(run.before(before), Some('=' | '!' | '<' | '>')) => {
            let end = (0..before).rev().find(|at| run.at(*at) != Some(' '))? + 1;
            name_start(run, end)?
        }
        '(' if spaced == tight => call_start(run, before)?,
        '[' if spaced == tight => name_start(run, before)?,
        '<' if run.before(before) == Some('<') => before - 1,
        _ => return None,
    };
    let close = closing(run, open, quote)?;
    let end = match (run.at(before), run.at(close + 1)) {
        (Some('('), Some(')')) | (Some('['), Some(']')) => close + 2,
        // print("甲", 乙) goes on, but its value is code all the same.
        _ => close + 1,
    };
    Some(start..end)
}

/// The place of the quote that closes the one at `open`, on the same line.
fn closing(run: &Run, open: usize, quote: char) -> Option<usize> {
    let line = (open + 1..run.len()).take(LONGEST).take_while(|at| run.at(*at) != Some('\n'));
    line.into_iter().find(|at| run.at(*at) == Some(quote))
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.')
}

/// Where the name of a program that ends at a place begins.
fn name_start(run: &Run, end: usize) -> Option<usize> {
    let length = (0..end).rev().take_while(|at| run.at(*at).is_some_and(is_name)).count();
    let start = end - length;
    let letter = run.at(start).is_some_and(|it| it.is_ascii_alphabetic() || it == '_');
    (length > 0 && letter).then_some(start)
}

/// The same for what is called: programs write such names small, prose writes IBM("…").
fn call_start(run: &Run, end: usize) -> Option<usize> {
    let start = name_start(run, end)?;
    let last = (start..end).rev().find(|at| run.at(*at) == Some('.')).map_or(start, |at| at + 1);
    run.at(last).filter(|it| it.is_ascii_lowercase() || *it == '_').map(|_| start)
}
