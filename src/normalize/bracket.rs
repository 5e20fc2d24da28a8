//! ( and ) to （ and ）, as pairs (N4.1).
//!
//! In: a run with paired quotes. Out: the run in which a pair is full width when it holds Chinese or
//! stands beside it. f(x) and GPT(4) belong to the word before them, and an English sentence keeps
//! its brackets. Never here: other marks.

use crate::han::class::{Class, class_of, is_cjk};

use super::rule::Rule;
use super::run::{Kind, Run};
use super::sentence::Sentences;

/// Mends the brackets of a run.
pub(super) fn mend(run: &mut Run) {
    let half = |it: char| matches!(it, '(' | ')');
    if !run.units.iter().any(|unit| unit.kind == Kind::Text && half(unit.character)) {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for index in 0..run.len() {
        match run.at(index).filter(|_| run.free(index, Rule::Punctuation)) {
            Some('(' | '（') => open.push(index),
            Some(')' | '）') => pairs.extend(open.pop().map(|start| (start, index))),
            Some('\n') => open.clear(),
            _ => {}
        }
    }
    let sentences = Sentences::read(run);
    let han: Vec<usize> = han_counts(run);
    // Outer pairs first, so that an inner pair sees what its neighbour has become.
    pairs.sort_unstable();
    for (start, end) in pairs {
        let written = (run.at(start), run.at(end));
        let wide_pair = match written {
            (Some('('), Some(')')) => {
                let content = han.get(start) != han.get(end);
                is_wide_pair(run, (start, end), content, sentences.is_english(start))
            }
            (Some('（'), Some('）')) => false,
            _ => true,
        };
        if wide_pair {
            run.set(start, '（', Rule::Punctuation);
            run.set(end, '）', Rule::Punctuation);
        }
    }
}

/// How many Han and full-width marks stand before each place.
fn han_counts(run: &Run) -> Vec<usize> {
    let mut counts = Vec::with_capacity(run.len() + 1);
    let mut count = 0;
    counts.push(count);
    for unit in &run.units {
        count += usize::from(is_cjk(unit.character));
        counts.push(count);
    }
    counts
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|it| matches!(class_of(it), Class::Latin | Class::Digit))
}

fn is_wide_pair(run: &Run, (start, end): (usize, usize), content: bool, english: bool) -> bool {
    let (before, after) = (run.before(start), run.at(end + 1));
    if before.is_some_and(is_cjk) {
        return true;
    }
    let touches = after.is_some_and(is_cjk);
    if english && !touches {
        return false;
    }
    if content {
        return true;
    }
    // f(x), GPT(4): the bracket belongs to the word before it, unless it spells that word out.
    if is_word(before) || matches!(before, Some('_' | '-' | '\u{FFFC}')) {
        return touches && is_gloss(run, start + 1, end);
    }
    let left = run.before_spaces(start);
    (left.is_some_and(is_cjk) || touches) && !is_word(left)
}

/// Whether brackets hold several whole words: IBM(International Business Machines)在.
fn is_gloss(run: &Run, start: usize, end: usize) -> bool {
    const LONGEST: usize = 100;
    let inside: String = (start..end).take(LONGEST).filter_map(|at| run.at(at)).collect();
    let whole = |word: &str| {
        word.chars().count() > 1
            && word.chars().all(|it| class_of(it) == Class::Latin || matches!(it, '-' | '’' | '&'))
    };
    end - start < LONGEST && inside.contains(' ') && inside.split(' ').all(whole)
}
