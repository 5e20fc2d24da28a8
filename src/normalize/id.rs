//! Ids: ASCII, unique in the book, and the same as long as the name they are made from.
//!
//! In: paths of chapters, words of heads. Out: ids. A chapter's id never has two hyphens in a row,
//! so what is added after `--` can never meet another chapter. Never here: links.

use std::collections::{BTreeMap, BTreeSet};

/// How many characters of a file name an id keeps.
const STEM_LIMIT: usize = 40;

/// FNV-1a with 32 bits, in hex: short, and the same on every machine.
pub(super) fn hash(text: &str) -> String {
    let value = text
        .bytes()
        .fold(0x811C_9DC5_u32, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{value:08x}")
}

/// The stem of a path: `chapters/01.md` is `01`.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The ids of chapters, by their paths in order.
pub(super) fn chapters<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    paths.map(|path| unique(chapter(path), &mut taken)).collect()
}

fn chapter(path: &str) -> String {
    let stem = stem(path);
    let mut id = String::new();
    let mut dropped = false;
    for character in stem.chars() {
        match character.to_ascii_lowercase() {
            kept @ ('a'..='z' | '0'..='9') => id.push(kept),
            '-' | '_' | ' ' if !id.ends_with('-') => id.push('-'),
            '-' | '_' | ' ' => {}
            _ => dropped = true,
        }
    }
    let mut id = id.trim_matches('-').to_owned();
    if id.len() > STEM_LIMIT {
        id.truncate(STEM_LIMIT);
        id = id.trim_matches('-').to_owned();
        dropped = true;
    }
    // An XML id begins with a letter; `part-1` belongs to the parts.
    if !id.starts_with(|first: char| first.is_ascii_lowercase()) || id.starts_with("part-") {
        id.insert(0, 'c');
    }
    match dropped {
        true if id.ends_with('-') => format!("{id}{}", hash(stem)),
        true => format!("{id}-{}", hash(stem)),
        false => id,
    }
}

fn unique(id: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = id.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{id}-{number}");
        number += 1;
    }
    candidate
}

/// The ids of a chapter's sections.
#[derive(Clone, Debug, Default)]
pub(super) struct SectionIds {
    counts: BTreeMap<String, usize>,
}

impl SectionIds {
    /// The id of the next section with these words.
    pub(super) fn next(&mut self, chapter_id: &str, words: &str) -> String {
        let name = if words.is_empty() { "start".to_owned() } else { format!("s{}", hash(words)) };
        let count = self.counts.entry(name.clone()).or_default();
        *count += 1;
        match *count {
            1 => format!("{chapter_id}--{name}"),
            count => format!("{chapter_id}--{name}-{count}"),
        }
    }
}

/// The id of a chapter's note, counted from 1.
pub(super) fn note(chapter_id: &str, number: usize) -> String {
    format!("{chapter_id}--n{number}")
}

/// A head's words as other tools make an anchor of them: lower case, blanks to hyphens, no marks.
pub(super) fn slug(words: &str) -> String {
    let kept = words.trim().chars().filter_map(|character| match character {
        ' ' | '\u{3000}' => Some('-'),
        '-' | '_' => Some(character),
        _ if character.is_alphanumeric() => Some(character),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}
