//! Half-width marks to full width where the sentence is Chinese; repeated marks (N4.1 to N4.3,
//! N6.3).
//!
//! In: a run with paired quotes. Out: the run with ，。：；？！（） beside Han. A mark inside a
//! number, a version, an address or an English sentence stays. Never here: spaces, dots, dashes.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter, is_cjk_mark};

use super::finding::Findings;
use super::rule::Rule;
use super::run::{Kind, Run};
use super::sentence::{Sentences, is_initial};

/// How many ！ or ？ may stand together (N6.3).
const MOST_STOPS: usize = 3;

/// Mends the marks of a run.
pub(super) fn mend(run: &mut Run) {
    let half = |character: char| {
        matches!(character, ',' | ';' | ':' | '?' | '!' | '(' | ')' | '.')
            || variant(character).is_some()
    };
    if !run.units.iter().any(|unit| unit.kind == Kind::Text && half(unit.character)) {
        return;
    }
    variants(run);
    brackets(run);
    let sentences = Sentences::read(run);
    let english_words = english_before(run);
    let mut index = 0;
    while index < run.len() {
        index = mend_at(run, index, &sentences, &english_words);
    }
}

/// Mends what begins at a place and returns where the next begins.
fn mend_at(run: &mut Run, index: usize, sentences: &Sentences, words: &[usize]) -> usize {
    let Some(character) = run.at(index).filter(|_| run.free(index, Rule::Punctuation)) else {
        return index + 1;
    };
    match character {
        ',' | ';' | ':' if is_chinese_pause(run, index, sentences) => {
            run.set(index, wide(character), Rule::Punctuation);
        }
        '!' | '?' => return mend_stops(run, index, sentences),
        '.' if is_full_stop(run, index, sentences, words) => {
            run.set(index, '。', Rule::Punctuation);
        }
        _ => {}
    }
    index + 1
}

fn wide(character: char) -> char {
    match character {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        other => other,
    }
}

/// Forms for small and vertical type, and half-width ones for kana.
fn variant(character: char) -> Option<char> {
    Some(match character {
        '﹐' => '，',
        '﹑' | '､' => '、',
        '﹒' | '｡' => '。',
        '﹔' => '；',
        '﹕' | '︰' => '：',
        '﹖' => '？',
        '﹗' => '！',
        '﹙' => '（',
        '﹚' => '）',
        '﹁' | '｢' => '「',
        '﹂' | '｣' => '」',
        '﹃' => '『',
        '﹄' => '』',
        _ => return None,
    })
}

fn variants(run: &mut Run) {
    for index in 0..run.len() {
        let Some(mark) = run.at(index).and_then(variant) else { continue };
        let near = [run.before(index), run.at(index + 1)];
        if run.free(index, Rule::Punctuation) && near.into_iter().flatten().any(is_cjk) {
            run.set(index, mark, Rule::Punctuation);
        }
    }
}

/// For each place, how many Latin words stand directly before it, with no Han between.
fn english_before(run: &Run) -> Vec<usize> {
    let (mut words, mut inside) = (0, false);
    let count = |unit: &super::run::Unit| {
        let before = words;
        let latin = unit.kind == Kind::Text && class_of(unit.character) == Class::Latin;
        if is_cjk(unit.character) || unit.character == '\n' {
            words = 0;
        } else if latin && !inside {
            words += 1;
        }
        inside = latin || inside && matches!(unit.character, '\'' | '’' | '-' | '.' | '0'..='9');
        before
    };
    run.units.iter().map(count).collect()
}

fn is_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '"' | '\'')
}

/// Whether a neighbour makes a mark Chinese: Han or a full-width mark, and a quote of which the
/// sentence is Chinese.
fn is_wide(character: Option<char>, chinese: bool) -> bool {
    character.is_some_and(|it| is_cjk(it) || chinese && (is_quote(it) || matches!(it, '…' | '—')))
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|it| it.is_ascii_digit())
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|it| matches!(class_of(it), Class::Latin | Class::Digit))
}

/// `,` `;` `:`.
fn is_chinese_pause(run: &Run, index: usize, sentences: &Sentences) -> bool {
    let (before, after) = (run.before(index), run.at(index + 1));
    if is_digit(before) && is_digit(after) {
        return false;
    }
    let english = sentences.is_english(index);
    let chinese = !english && sentences.has_han(index);
    // In an English sentence a Chinese word after a space does not make the mark Chinese.
    if english && matches!(after, Some(' ') | None) {
        return false;
    }
    is_wide(run.before_spaces(index), chinese) || is_wide(run.after_spaces(index + 1), chinese)
}

/// A group of `!` and `?`.
fn mend_stops(run: &mut Run, start: usize, sentences: &Sentences) -> usize {
    let is_stop = |at: usize| matches!(run.at(at), Some('!' | '?' | '！' | '？'));
    let end = (start..run.len()).find(|at| !is_stop(*at)).unwrap_or(run.len());
    let english = sentences.is_english(start);
    let chinese = !english && sentences.has_han(start);
    let (before, after) = (run.before_spaces(start), run.after_spaces(end));
    let directly = run.before(start).is_some_and(is_cjk) || run.at(end).is_some_and(is_cjk);
    let sentence_end = chinese && is_word(before) && ends_clause(run, end);
    let near = is_wide(before, chinese) || is_wide(after, chinese);
    if directly || !english && (near || sentence_end) {
        for at in start..end {
            if let Some(character) = run.at(at).filter(|_| run.free(at, Rule::Punctuation)) {
                run.set(at, wide(character), Rule::Punctuation);
            }
        }
    }
    end
}

/// Whether nothing, a space, a closing mark or Han follows.
fn ends_clause(run: &Run, index: usize) -> bool {
    run.at(index).is_none_or(|character| {
        matches!(character, ' ' | '\n' | ')') || is_quote(character) || is_cjk(character)
    })
}

/// `.`
fn is_full_stop(run: &Run, index: usize, sentences: &Sentences, words: &[usize]) -> bool {
    let (before, after) = (run.before(index), run.at(index + 1));
    let dot = |character: Option<char>| matches!(character, Some('.' | '。' | '…'));
    if dot(before) || dot(after) || is_word(after) {
        return false;
    }
    let closer = before.is_some_and(|it| is_cjk_mark(it) && class_of(it) == Class::Closing);
    if before.is_some_and(is_cjk_letter) || closer {
        return true;
    }
    let quoted = before.is_some_and(|it| matches!(it, '”' | '’'));
    if quoted {
        let inside = index.checked_sub(1).and_then(|at| run.before(at));
        return inside.is_some_and(is_cjk) || after_is_han(run, index);
    }
    let token = is_word(before) || matches!(before, Some('%' | ')' | '+' | '#' | '\u{FFFC}'));
    token
        && sentences.has_han(index)
        && !sentences.is_english(index)
        && words.get(index).is_none_or(|count| *count < 3)
        && ends_clause(run, index + 1)
        && !is_list_number(run, index)
        && !is_initial(run, index)
        && !is_abbreviation(run, index)
}

fn after_is_han(run: &Run, index: usize) -> bool {
    run.at(index + 1).is_none_or(is_cjk_letter)
}

/// `1. 第一`, `a. 第一` at the beginning of a line.
fn is_list_number(run: &Run, index: usize) -> bool {
    let letters = (0..index).rev().take(4).take_while(|at| is_word(run.at(*at))).count();
    let start = index - letters;
    letters <= 3
        && run.before_spaces(start).is_none_or(|character| character == '\n')
        && run.at(index + 1).is_some()
}

/// `Mr.`, `No.`: more of the sentence follows.
fn is_abbreviation(run: &Run, index: usize) -> bool {
    const KNOWN: [&str; 16] = [
        "mr", "mrs", "ms", "dr", "st", "no", "vol", "fig", "vs", "prof", "eg", "ie", "pp", "ed",
        "jr", "etc",
    ];
    let letters = (0..index)
        .rev()
        .take(5)
        .map_while(|at| run.at(at).filter(|character| character.is_ascii_alphabetic()));
    let word: String = letters.map(|character| character.to_ascii_lowercase()).collect();
    let word: String = word.chars().rev().collect();
    run.after_spaces(index + 1).is_some_and(|it| it != '\n') && KNOWN.contains(&word.as_str())
}

/// ( and ) as pairs: a pair is full width when its content or its neighbour is Chinese.
fn brackets(run: &mut Run) {
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
    let han: Vec<usize> = han_counts(run);
    let has_han = |start: usize, end: usize| han.get(start) != han.get(end);
    // Outer pairs first, so that an inner pair sees what its neighbour has become.
    pairs.sort_unstable();
    for (start, end) in pairs {
        let written = (run.at(start), run.at(end));
        let wide_pair = match written {
            (Some('('), Some(')')) => is_wide_pair(run, start, end, has_han(start, end)),
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

fn is_wide_pair(run: &Run, start: usize, end: usize, content: bool) -> bool {
    let (before, after) = (run.before(start), run.at(end + 1));
    let left = run.before_spaces(start);
    if content || before.is_some_and(is_cjk) {
        return true;
    }
    // f(x), GPT(4): the bracket belongs to the word before it.
    if is_word(before) || matches!(before, Some('_' | '-' | '\u{FFFC}')) {
        return false;
    }
    let beside = left.is_some_and(is_cjk) || after.is_some_and(is_cjk);
    beside && !is_word(left)
}

/// ，， to ，, and no more than three ！ (N6.3).
pub(super) fn repeats(run: &mut Run, findings: &mut Findings) {
    let mut edits = Vec::new();
    let mut index = 0;
    while index < run.len() {
        let Some(character) = run.at(index) else { break };
        let most = match character {
            '，' | '、' | '；' | '：' => 1,
            '！' | '？' => MOST_STOPS,
            _ => {
                index += 1;
                continue;
            }
        };
        let same = |at: &usize| run.at(*at) == Some(character) && run.free(*at, Rule::Repeats);
        let count = (index..run.len()).take_while(same).count();
        if count > most {
            let span = run.span(index..index + count);
            findings.push(match most {
                1 => catalog::mark_doubled(span, character),
                _ => catalog::stops_many(span, character),
            });
            edits.push(super::run::Edit {
                range: index + most..index + count,
                text: String::new(),
                rule: Rule::Repeats,
            });
        }
        index += count.max(1);
    }
    run.splice(&edits);
}
