//! The contents of a book, derived from its parts, chapters and section heads.
//!
//! One tree serves the EPUB's nav, the PDF's outline and the printed contents, so all three say
//! the same words. Never here: page numbers.

use super::book::{Book, Chapter, Division};
use super::inline::plain_text;

/// An entry and those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it says, without markup and note marks.
    pub title: String,
    /// The id of the part, chapter or section.
    pub target: String,
    /// What it stands for.
    pub kind: EntryKind,
    /// Which chapter it belongs to (for a part: the first).
    pub chapter_index: usize,
    /// The entries below.
    pub children: Vec<Entry>,
}

/// What an entry stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A part.
    Part,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
}

/// What a chapter is called in one line: `第二十一章　无极宗《GPT-4o真传》`.
pub fn chapter_title(chapter: &Chapter) -> String {
    let words = plain_text(&chapter.title.words);
    match &chapter.title.label {
        Some(label) if words.is_empty() => label.clone(),
        Some(label) => format!("{label}\u{3000}{words}"),
        None => words,
    }
}

/// The whole tree: parts hold their chapters, chapters their sections, sections those below them.
pub fn contents(book: &Book) -> Vec<Entry> {
    let mut roots: Vec<Entry> = Vec::new();
    for (chapter_index, chapter) in book.chapters.iter().enumerate() {
        if let Some(part) = book.parts.iter().find(|part| part.first_chapter == chapter_index) {
            roots.push(Entry {
                title: part.title.clone(),
                target: part.id.clone(),
                kind: EntryKind::Part,
                chapter_index,
                children: Vec::new(),
            });
        }
        let entry = chapter_entry(chapter, chapter_index);
        match roots.last_mut() {
            Some(part) if part.kind == EntryKind::Part && chapter.division == Division::Body => {
                part.children.push(entry);
            }
            _ => roots.push(entry),
        }
    }
    roots
}

fn chapter_entry(chapter: &Chapter, chapter_index: usize) -> Entry {
    let mut root = Entry {
        title: chapter_title(chapter),
        target: chapter.id.clone(),
        kind: EntryKind::Chapter,
        chapter_index,
        children: Vec::new(),
    };
    let mut levels: Vec<u8> = Vec::new();
    for section in chapter.sections.iter().filter(|section| !section.head.is_empty()) {
        while levels.last().is_some_and(|level| *level >= section.level) {
            levels.pop();
        }
        deepest(&mut root, levels.len()).children.push(Entry {
            title: plain_text(&section.head),
            target: section.id.clone(),
            kind: EntryKind::Section,
            chapter_index,
            children: Vec::new(),
        });
        levels.push(section.level);
    }
    root
}

/// The last entry `depth` levels below `root`.
fn deepest(root: &mut Entry, depth: usize) -> &mut Entry {
    match root.children.len().checked_sub(1) {
        Some(last) if depth > 0 => deepest(&mut root.children[last], depth - 1),
        _ => root,
    }
}
