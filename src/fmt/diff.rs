//! A rewrite as a unified diff: for `git apply` and `patch`, or for a person at a terminal.
//!
//! In: a file before and after, and what changed. Out: hunks with three lines around each change.
//! No change touches a line break, so line stands against line and nothing has to be searched.
//! A terminal never sees a control character of the manuscript. Never here: what changed.

use std::ops::Range;

use crate::diag::render::Colour;

use super::Rewrite;

/// How many lines stand around a change.
const CONTEXT: usize = 3;

/// Who reads the diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A program: every byte as it is.
    Program,
    /// A person at a terminal.
    Person(Colour),
}

/// The diff of one file.
pub fn unified(rewrite: &Rewrite, reader: Reader) -> String {
    let before = lines(&rewrite.before, rewrite.places.iter().map(|(before, _)| before));
    let after = lines(&rewrite.after, rewrite.places.iter().map(|(_, after)| after));
    let pairs: Vec<(Line<'_>, Line<'_>)> = before.into_iter().zip(after).collect();
    let mut sheet = Sheet { reader, text: String::new() };
    sheet.head("---", "a", &rewrite.path);
    sheet.head("+++", "b", &rewrite.path);
    hunks(&pairs).into_iter().for_each(|range| sheet.hunk(&pairs, range));
    sheet.text
}

/// A line with its break, and the bytes of it that change.
struct Line<'a> {
    text: &'a str,
    marked: Vec<Range<usize>>,
}

fn lines<'a>(text: &'a str, places: impl Iterator<Item = &'a Range<usize>>) -> Vec<Line<'a>> {
    let mut places = places.peekable();
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let end = start + line.len();
            let mut marked = Vec::new();
            while let Some(place) = places.next_if(|place| place.start < end || end == text.len()) {
                marked.push(place.start - start..place.end - start);
            }
            start = end;
            Line { text: line, marked }
        })
        .collect()
}

/// The ranges of lines that the hunks show.
fn hunks(pairs: &[(Line<'_>, Line<'_>)]) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for (index, (before, after)) in pairs.iter().enumerate() {
        if before.text == after.text {
            continue;
        }
        let (start, end) = (index.saturating_sub(CONTEXT), (index + 1 + CONTEXT).min(pairs.len()));
        match hunks.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => hunks.push(start..end),
        }
    }
    hunks
}

struct Sheet {
    reader: Reader,
    text: String,
}

impl Sheet {
    fn head(&mut self, mark: &str, side: &str, path: &str) {
        let path = path.trim_start_matches('/');
        let special = |c: char| c.is_control() || matches!(c, '"' | '\\');
        let named = match path.chars().any(special) {
            true => quoted(&format!("{side}/{path}")),
            // A tab ends a name with blanks in it.
            false if path.contains(' ') => format!("{side}/{path}\t"),
            false => format!("{side}/{path}"),
        };
        self.paint("1", &format!("{mark} {named}"));
        self.text.push('\n');
    }

    fn hunk(&mut self, pairs: &[(Line<'_>, Line<'_>)], range: Range<usize>) {
        let place = match range.len() {
            1 => (range.start + 1).to_string(),
            length => format!("{},{length}", range.start + 1),
        };
        self.paint("36", &format!("@@ -{place} +{place} @@"));
        self.text.push('\n');
        let shown = pairs.get(range).unwrap_or_default();
        for block in shown.chunk_by(|one, other| is_changed(one) == is_changed(other)) {
            if block.first().is_some_and(is_changed) {
                block.iter().for_each(|(before, _)| self.line("-", "31", before));
                block.iter().for_each(|(_, after)| self.line("+", "32", after));
            } else {
                block.iter().for_each(|(before, _)| self.line(" ", "", before));
            }
        }
    }

    /// One line; what changed in it stands reversed.
    fn line(&mut self, mark: &str, code: &str, line: &Line<'_>) {
        let words = line.text.strip_suffix('\n').unwrap_or(line.text);
        self.paint(code, mark);
        let mut written = 0;
        for place in &line.marked {
            self.paint(code, words.get(written..place.start).unwrap_or(""));
            self.paint(&format!("7;{code}"), words.get(place.clone()).unwrap_or(""));
            written = place.end;
        }
        self.paint(code, words.get(written..).unwrap_or(""));
        self.text.push('\n');
        if words.len() == line.text.len() {
            self.text.push_str("\\ No newline at end of file\n");
        }
    }

    fn paint(&mut self, code: &str, words: &str) {
        match self.reader {
            Reader::Program => self.text.push_str(words),
            Reader::Person(Colour::Ansi) if !code.is_empty() && !words.is_empty() => {
                self.text.push_str(&format!("\u{1b}[{code}m{}\u{1b}[0m", visible(words)));
            }
            Reader::Person(_) => self.text.push_str(&visible(words)),
        }
    }
}

fn is_changed((before, after): &(Line<'_>, Line<'_>)) -> bool {
    before.text != after.text
}

/// A name as Git writes one that holds quotes or control characters.
fn quoted(name: &str) -> String {
    let mut out = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if character.is_ascii_control() => {
                out.push_str(&format!("\\{:03o}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// Text for a person: what cannot be seen, or would drive the terminal, by its number.
fn visible(text: &str) -> String {
    let text = text.strip_suffix('\r').unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let hidden = character.is_control() && character != '\t'
            || matches!(character, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        if hidden {
            out.push_str(&format!("<U+{:04X}>", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}
