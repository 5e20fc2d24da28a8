//! Where a character of a galley stands in the source.
//!
//! In: a place in a line. Out: its span in the file, to the character: the normalizer changes
//! marks and spaces but no letter (N0.2), so letters are counted on both sides. What cannot be
//! found so is told by the whole text around it. Never here: lines and columns.

use crate::diag::files::Files;
use crate::diag::span::Span;
use crate::han::class::{Class, class_of};

use super::galley::{Line, Spot};

/// How far around the expected place a character is looked for.
const NEAR: usize = 64;

/// Finds places; quick when they are asked for in the order of the text.
#[derive(Debug)]
pub(super) struct Locator<'a> {
    files: &'a Files,
    last: Step,
}

/// How far a text was followed: as many letters were passed on both sides.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    span: Span,
    /// In the text of the book, in characters.
    at: usize,
    /// In the source, in bytes from the span's start.
    source: usize,
}

impl<'a> Locator<'a> {
    /// For the texts that were read.
    pub(super) fn new(files: &'a Files) -> Locator<'a> {
        Locator { files, last: Step::default() }
    }

    /// The place of some characters of a line.
    pub(super) fn span(&mut self, line: &Line, spot: Spot) -> Span {
        let first = self.character(line, spot.start);
        match spot.end.checked_sub(1).filter(|last| *last > spot.start) {
            Some(last) => first.join(self.character(line, last)),
            None => first,
        }
    }

    fn character(&mut self, line: &Line, at: usize) -> Span {
        let (span, text, at) = line.leaf(at);
        let source = self.files.slice(span);
        let mut step = match self.last {
            last if last.span == span && last.at <= at => last,
            _ => Step { span, at: 0, source: 0 },
        };
        let passed = text.get(step.at..at).unwrap_or_default();
        for _ in passed.iter().filter(|character| is_letter(**character)) {
            step.source = after_letter(source, step.source);
        }
        step.at = at;
        self.last = step;
        let Some(wanted) = text.get(at) else { return span };
        let marks = passed_marks(text, at, *wanted);
        match find(source, step.source, *wanted, marks) {
            Some((start, end)) => {
                let (from, file) = (span.start as usize, span.file);
                Span::new(file, from + start, from + end)
            }
            None => span,
        }
    }
}

/// How many marks of the same form stand between a mark and the letter before it.
fn passed_marks(text: &[char], at: usize, mark: char) -> usize {
    let before = text.get(..at).unwrap_or_default().iter().rev();
    before.take_while(|other| !is_letter(**other)).filter(|other| **other == mark).count()
}

/// The byte after the next letter.
fn after_letter(source: &str, from: usize) -> usize {
    let rest = source.get(from..).unwrap_or("");
    let letter = rest.char_indices().find(|(_, character)| is_letter(*character));
    letter.map_or(source.len(), |(start, character)| from + start + character.len_utf8())
}

/// Looks for a character from a place on: a letter is the next letter, a mark stands before it.
fn find(source: &str, from: usize, wanted: char, marks: usize) -> Option<(usize, usize)> {
    let rest = source.get(from..)?;
    let range = |(start, found): (usize, char)| (from + start, from + start + found.len_utf8());
    if is_letter(wanted) {
        let next = rest.char_indices().find(|(_, found)| is_letter(*found));
        return match next.filter(|(_, found)| *found == wanted) {
            Some(found) => Some(range(found)),
            None => rest.char_indices().take(NEAR).find(|(_, found)| *found == wanted).map(range),
        };
    }
    let gap = || rest.char_indices().take_while(|(_, found)| !is_letter(*found)).take(NEAR);
    let same = gap().filter(|(_, found)| *found == wanted).nth(marks);
    // A mark that the normalizer wrote in another form.
    let other = || gap().find(|(_, found)| !found.is_whitespace());
    same.or_else(other).map(range)
}

fn is_letter(character: char) -> bool {
    // ○ becomes 〇, which is a letter.
    let letters = [Class::Han, Class::Kana, Class::Hangul, Class::Bopomofo, Class::Latin];
    let class = class_of(character);
    letters.contains(&class) || class == Class::Digit || character == '○'
}
