//! Latin words in more than one spelling (N0.8): GPT-4o and GPT4o, Wi-Fi and wifi.
//!
//! In: a galley. Out: each word as a use of its spelling; one thing is what has the same letters
//! and digits without hyphens, case and the space inside. Addresses, paths, names of code, the
//! plain words of English prose and a capital that only begins a sentence do not count. Never
//! here: which spelling is right.

use crate::han::class::{Class, class_of, is_cjk_letter, is_cjk_mark};
use crate::model::lint::Lint;

use super::forms::{Forms, Place};
use super::galley::{Line, OBJECT, Role, Spot};
use super::sheet::Sheet;

/// From so many words on, a stretch of Latin is English prose.
const PROSE: usize = 3;

/// Takes down the words of a chapter. Two words that stand alone may be one written apart: those
/// are given back.
pub(super) fn check(sheet: &mut Sheet<'_>) -> Forms {
    let (galley, chapter_index) = (sheet.galley, sheet.chapter_index);
    let mut apart = Forms::default();
    for (number, line) in galley.lines.iter().enumerate() {
        if line.role == Role::Verbatim || !line.chars.iter().any(|it| is_letter(*it)) {
            continue;
        }
        for stretch in stretches(line) {
            let prose = stretch.len() >= PROSE;
            for word in &stretch {
                if counts(line, word, prose) {
                    let text = &word.text;
                    let (start, end) = (word.start, word.start + text.chars().count());
                    let spot = Spot { line: number, start, end };
                    sheet.form(Lint::SpellingMixed, &key(text), text, spot);
                }
            }
            if let [first, second] = stretch.as_slice()
                && first.end + 1 == second.start
                && line.at(first.end) == Some(' ')
            {
                let spot = Spot { line: number, start: first.start, end: second.end };
                if !sheet.is_off(Lint::SpellingMixed, spot) {
                    let text = format!("{} {}", first.text, second.text);
                    let sample: Vec<char> = text.chars().collect();
                    apart.add(&key(&text), &text, &sample, Place { chapter_index, spot });
                }
            }
        }
    }
    apart
}

/// A Latin word of a line.
#[derive(Clone, Debug)]
struct Word {
    /// The first character.
    start: usize,
    /// One past the last, with what belongs to the word but not to its spelling (’s).
    end: usize,
    /// The spelling; empty for what is no word, such as an address.
    text: String,
}

fn is_letter(character: char) -> bool {
    match character {
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        '\u{2E80}'.. => false,
        _ => matches!(class_of(character), Class::Latin | Class::Digit),
    }
}

/// The Latin words of a line, in stretches that neither Han nor a full-width mark divides.
fn stretches(line: &Line) -> Vec<Vec<Word>> {
    let mut found: Vec<Vec<Word>> = Vec::new();
    let (mut at, mut divided) = (0, true);
    while let Some(character) = line.at(at) {
        if !is_letter(character) {
            divided |= is_cjk_letter(character)
                || is_cjk_mark(character)
                || matches!(character, '\n' | OBJECT | '“' | '”' | '—' | '…');
            at += 1;
            continue;
        }
        let end = end_of_chunk(line, at);
        if divided {
            found.push(Vec::new());
            divided = false;
        }
        if let Some(stretch) = found.last_mut() {
            words(line, (at, end), stretch);
        }
        at = end;
    }
    found
}

/// The end of what stands together without a space, a bracket or a comma.
fn end_of_chunk(line: &Line, start: usize) -> usize {
    let rest = line.chars.get(start..).unwrap_or_default();
    let joins = |character: char| "-‐‑'’.+#_&/@:\\~%=?".contains(character);
    start + rest.iter().take_while(|it| is_letter(**it) || joins(**it)).count()
}

/// The words of a chunk: TCP/IP has two, an address none.
fn words(line: &Line, (start, end): (usize, usize), found: &mut Vec<Word>) {
    let chunk = line.chars.get(start..end).unwrap_or_default();
    let tail = chunk.iter().rev().take_while(|it| !is_letter(**it) && !matches!(it, '+' | '#'));
    let chunk = chunk.get(..chunk.len() - tail.count()).unwrap_or_default();
    let marks = |wanted: &str| chunk.iter().filter(|it| wanted.contains(**it)).count();
    let led = line.before(start).is_some_and(|it| "/@\\_.-#$&~".contains(it));
    if led || marks("_@\\=~%?:") > 0 || marks("/") > 1 {
        found.push(Word { start, end, text: String::new() });
        return;
    }
    let mut from = start;
    for part in chunk.split(|it| matches!(it, '/' | '&')) {
        let text: String = part.iter().collect();
        let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(&text);
        let text = text.trim_end_matches(|it| !is_letter(it) && !matches!(it, '+' | '#'));
        found.push(Word { start: from, end: from + part.len(), text: text.to_owned() });
        from += part.len() + 1;
    }
}

/// Whether a word says anything about how it is spelled in this book.
fn counts(line: &Line, word: &Word, prose: bool) -> bool {
    let text = &word.text;
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let long = letters > 1 || letters == 1 && digits > 1;
    // 5g and 5G, 3mW and 3MW: units are told apart by case.
    let unit = text.starts_with(|it: char| it.is_ascii_digit()) && letters < 4;
    if !long || unit || is_host(text) {
        return false;
    }
    if prose {
        return is_marked(text);
    }
    !(is_capitalized(text) && begins_sentence(line, word.start))
}

/// `example.com`.
fn is_host(text: &str) -> bool {
    let last = text.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| matches!(last, "com" | "org" | "net" | "cn" | "io" | "dev" | "gov"))
}

/// Whether a word has a spelling of its own that no place in a sentence gives it: GPT-4o, iPhone.
fn is_marked(text: &str) -> bool {
    let digit = text.chars().any(|it| it.is_ascii_digit());
    let inner = text.chars().skip(1).any(char::is_uppercase);
    let small = text.chars().any(char::is_lowercase);
    digit || inner && small
}

/// `Token`, but not `GPT` or `OpenAI`.
fn is_capitalized(text: &str) -> bool {
    let mut rest = text.chars();
    rest.next().is_some_and(char::is_uppercase) && rest.all(char::is_lowercase)
}

/// Whether a sentence, a title or a quotation begins at a place.
fn begins_sentence(line: &Line, start: usize) -> bool {
    let before = line.chars.get(..start).unwrap_or_default().iter().rev();
    let mut before = before.skip_while(|it| **it == ' ');
    let begins = [Class::Stop, Class::Opening, Class::LatinOpening, Class::Ellipsis, Class::Dash];
    before.next().is_none_or(|last| {
        begins.contains(&class_of(*last))
            || matches!(last, '\n' | '：' | '"' | '\'' | '.' | '!' | '?')
    })
}

/// What a word is whatever its spelling.
fn key(text: &str) -> String {
    let kept = text.chars().filter(|it| !matches!(it, '-' | '‐' | '‑' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}
