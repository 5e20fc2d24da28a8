//! Labels of order inside a line: `2.第二`, `B、香蕉`, `三.方法` (序次语).
//!
//! In: a run. Out: where such labels are: their mark is no full stop, and the space before them
//! parts what they count. Never here: lists, which Markdown has read.

use crate::han::class::{Class, class_of, is_cjk_letter};
use crate::han::number::is_number_character;

use super::run::Run;

/// How many digits or numerals a label has at most.
const LONGEST: usize = 3;

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_numeral(character: char) -> bool {
    !is_digit(character) && is_number_character(character)
}

/// Whether the mark at a place belongs to a label and is no full stop: something goes on after it.
pub(super) fn ends_label(run: &Run, mark: usize) -> bool {
    if run.at(mark + 1).is_none_or(|it| it == '\n') {
        return false;
    }
    let count = |wanted: &dyn Fn(char) -> bool| {
        let back = (0..mark).rev().take(LONGEST * 3 + 1);
        back.take_while(|at| run.at(*at).is_some_and(wanted)).count()
    };
    // 1.2.概述 has its dots among the digits.
    let dotted = count(&|it| is_digit(it) || it == '.');
    let digits = (1..=LONGEST * 3).contains(&dotted) && run.before(mark).is_some_and(is_digit);
    let letters = count(&|it| class_of(it) == Class::Latin);
    let numerals = count(&is_numeral);
    if digits && run.at(mark - dotted).is_some_and(is_digit) {
        begins(run, mark - dotted)
    } else if letters == 1 {
        begins(run, mark - 1)
    } else {
        (1..=LONGEST).contains(&numerals) && begins(run, mark - numerals)
    }
}

/// Whether a line, a space or an opening mark stands before a label.
fn begins(run: &Run, start: usize) -> bool {
    run.before(start).is_none_or(|it| {
        matches!(it, '\n' | ' ' | '\u{3000}' | '"' | '(' | '[') || class_of(it) == Class::Opening
    })
}

/// Whether a label begins at a place: a short number or one letter, its mark, then Han.
pub(super) fn begins_label(run: &Run, start: usize) -> bool {
    let digits = (start..run.len()).take(LONGEST + 1);
    let digits = digits.take_while(|at| run.at(*at).is_some_and(is_digit)).count();
    let letter = run.at(start).is_some_and(|it| it.is_ascii_uppercase());
    let length = match digits {
        0 if letter => 1,
        1..=LONGEST => digits,
        _ => return false,
    };
    let mark = matches!(run.at(start + length), Some('.' | '．' | '、' | ')' | '）'));
    mark && run.after_spaces(start + length + 1).is_some_and(is_cjk_letter)
}
