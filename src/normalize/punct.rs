//! Half-width marks to full width where the sentence is Chinese; repeated marks (N4.1 to N4.3,
//! N6.3).
//!
//! In: a run with paired quotes. Out: the run with ，。：；？！ beside Han. A mark inside a number, a
//! version, an address or an English sentence stays. Never here: brackets, spaces, dots, dashes.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter, is_cjk_mark};

use super::finding::Findings;
use super::label::ends_label;
use super::mark::is_in_name;
use super::rule::Rule;
use super::run::{Edit, Kind, Run};
use super::sentence::{Sentences, is_initial};

/// How many ！ or ？ may stand together (N6.3).
const MOST_STOPS: usize = 3;

/// Mends the marks of a run.
pub(super) fn mend(run: &mut Run, findings: &mut Findings) {
    let half = |character: char| {
        matches!(character, ',' | ';' | ':' | '?' | '!' | '.') || variant(character).is_some()
    };
    if !run.units.iter().any(|unit| unit.kind == Kind::Text && half(unit.character)) {
        return;
    }
    variants(run);
    let sentences = Sentences::read(run);
    let english_words = english_before(run);
    let mut index = 0;
    while index < run.len() {
        match run.at(index).filter(|_| run.free(index, Rule::Punctuation)) {
            Some(mark @ (',' | ';' | ':')) if is_chinese_pause(run, index, &sentences) => {
                run.set(index, wide(mark), Rule::Punctuation);
            }
            Some('!' | '?') => {
                index = mend_stops(run, index, &sentences);
                continue;
            }
            // The dot of a name or the end of a sentence: only the author knows.
            Some('.') if is_in_name(run, index) => {
                findings.push(catalog::dot_unclear(run.span(index..index + 1)));
            }
            Some('.') if is_full_stop(run, index, &sentences, &english_words) => {
                run.set(index, '。', Rule::Punctuation);
            }
            _ => {}
        }
        index += 1;
    }
}

fn wide(character: char) -> char {
    match character {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
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
    // 12:30, 1,234; and a mark that is quoted alone: ","
    let quoted = matches!((before, after), (Some('“' | '‘'), Some('”' | '’')));
    if is_digit(before) && is_digit(after) || quoted {
        return false;
    }
    // In an English sentence a Chinese word after a space does not make the mark Chinese.
    let apart = matches!(after, Some(' ') | None);
    if sentences.is_english(index) && apart
        || sentences.is_plainly_english(index) && !is_han_pair(run, index)
    {
        return false;
    }
    let chinese = sentences.is_chinese(index);
    is_wide(run.before_spaces(index), chinese) || is_wide(run.after_spaces(index + 1), chinese)
}

/// Whether Han or full-width marks stand on both sides.
fn is_han_pair(run: &Run, index: usize) -> bool {
    run.before(index).is_some_and(is_cjk) && run.at(index + 1).is_some_and(is_cjk)
}

/// A group of `!` and `?`.
fn mend_stops(run: &mut Run, start: usize, sentences: &Sentences) -> usize {
    let is_stop = |at: usize| matches!(run.at(at), Some('!' | '?' | '！' | '？'));
    let end = (start..run.len()).find(|at| !is_stop(*at)).unwrap_or(run.len());
    let (english, chinese) = (sentences.is_english(start), sentences.is_chinese(start));
    let (before, after) = (run.before_spaces(start), run.after_spaces(end));
    let directly = run.before(start).is_some_and(is_cjk) || run.at(end).is_some_and(is_cjk);
    let sentence_end = chinese && is_word(before) && ends_clause(run, end);
    let near = is_wide(before, chinese) || is_wide(after, chinese);
    if directly && !sentences.is_plainly_english(start) || !english && (near || sentence_end) {
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
    if dot(before) || dot(after) || is_word(after) || ends_label(run, index) {
        return false;
    }
    if sentences.is_plainly_english(index) {
        return false;
    }
    let closer = before.is_some_and(|it| is_cjk_mark(it) && class_of(it) == Class::Closing);
    if before.is_some_and(is_cjk_letter) || closer {
        return true;
    }
    let quoted = before.is_some_and(|it| matches!(it, '”' | '’'));
    if quoted {
        let inside = index.checked_sub(1).and_then(|at| run.before(at));
        let english = sentences.is_english(index);
        return inside.is_some_and(is_cjk) || !english && after_is_han(run, index);
    }
    // “Hello.” keeps its stop, though the sentence around it is Chinese.
    let foreign = after.is_some_and(is_quote) && !sentences.has_han(index);
    let token = is_word(before) || matches!(before, Some('%' | ')' | '+' | '#' | '\u{FFFC}'));
    token
        && !foreign
        && sentences.is_chinese(index)
        && words.get(index).is_none_or(|count| *count < 3)
        && ends_clause(run, index + 1)
        && !is_initial(run, index)
        && !is_abbreviation(run, index)
}

fn after_is_han(run: &Run, index: usize) -> bool {
    run.at(index + 1).is_none_or(is_cjk_letter)
}

/// `Mr.`, `No.`, `a.m.`: more of the sentence follows.
fn is_abbreviation(run: &Run, index: usize) -> bool {
    const KNOWN: [&str; 15] = [
        "mr", "mrs", "ms", "dr", "st", "no", "vol", "fig", "vs", "prof", "eg", "ie", "pp", "ed",
        "co",
    ];
    let dotted = index.checked_sub(2).and_then(|at| run.at(at)) == Some('.')
        && run.before(index).is_some_and(|it| it.is_ascii_alphabetic());
    let letters = (0..index)
        .rev()
        .take(5)
        .map_while(|at| run.at(at).filter(|character| character.is_ascii_alphabetic()));
    let word: String = letters.map(|character| character.to_ascii_lowercase()).collect();
    let word: String = word.chars().rev().collect();
    // Their dot is a part of the word, also at an end.
    if dotted || matches!(word.as_str(), "etc" | "inc" | "ltd" | "jr" | "sr") {
        return true;
    }
    let goes_on = run.after_spaces(index + 1).is_some_and(|it| it != '\n' && !is_quote(it));
    goes_on && KNOWN.contains(&word.as_str())
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
            edits.push(Edit {
                range: index + most..index + count,
                text: String::new(),
                rule: Rule::Repeats,
            });
        }
        index += count.max(1);
    }
    run.splice(&edits);
}
