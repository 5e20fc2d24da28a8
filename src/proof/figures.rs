//! The figures of a book: what an editor wants to know when the text is in order.
//!
//! In: the book, its galleys, its folios. Out: [`Figures`], the same on any number of threads.
//! Never here: how figures are shown (`summary.rs`, `table.rs`, `json.rs`).

use std::collections::BTreeMap;

use crate::diag::span::Span;
use crate::han::class::is_han;
use crate::model::book::{Book, Division};
use crate::model::toc::{Entry, EntryKind, chapter_title, contents};

use super::characters::{Unusual, is_shown};
use super::galley::Galley;
use super::tally::Tally;

/// Where things stand on pages.
#[derive(Clone, Debug, Default)]
pub struct Folios {
    /// How many pages there are.
    pub pages: usize,
    /// The page number, as printed, of each id of the book.
    pub by_id: BTreeMap<String, String>,
}

/// What is counted in a chapter and in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Han characters (汉字).
    pub han: usize,
    /// All characters that are to be seen, marks too; no space (字符).
    pub characters: usize,
    /// Notes (注释).
    pub notes: usize,
    /// Lines of verse (诗句).
    pub verse_lines: usize,
    /// Pictures in the text (图).
    pub pictures: usize,
}

/// The figures of one chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterFigures {
    /// The chapter's id.
    pub id: String,
    /// Where in the book.
    pub division: Division,
    /// The part it belongs to.
    pub part: Option<String>,
    /// Its title in one line.
    pub title: String,
    /// The number of its first page.
    pub page: Option<String>,
    /// What is counted.
    pub counts: Counts,
}

/// A character, how often it is used, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharacterUse {
    /// The character.
    pub character: char,
    /// How often.
    pub count: usize,
    /// The first places.
    pub places: Vec<Span>,
}

/// A line of the contents (目录).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLine {
    /// How deep, from 1.
    pub depth: usize,
    /// What it stands for.
    pub kind: EntryKind,
    /// What it says.
    pub title: String,
    /// The page number.
    pub page: Option<String>,
    /// Whether it stands in the printed contents too, and not only in bookmarks and the EPUB.
    pub printed: bool,
}

/// All figures of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The book's title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its pages, as set for the PDF.
    pub pages: usize,
    /// The chapters in reading order.
    pub chapters: Vec<ChapterFigures>,
    /// The sums over the chapters.
    pub totals: Counts,
    /// How many different Han there are (用字).
    pub distinct_han: usize,
    /// How many different characters there are.
    pub distinct: usize,
    /// Han outside 通用规范汉字表, the most frequent first; its traditional forms count as inside.
    pub rare: Vec<CharacterUse>,
    /// Characters that no font has.
    pub missing: Vec<CharacterUse>,
    /// The contents.
    pub contents: Vec<ContentsLine>,
}

/// Puts the figures together.
pub(super) fn figures(
    book: &Book,
    galleys: &[Galley],
    tally: &Tally,
    unusual: Unusual,
    folios: &Folios,
) -> Figures {
    let all = book.chapters.iter().zip(galleys).enumerate();
    let chapters: Vec<ChapterFigures> = all
        .map(|(index, (chapter, galley))| {
            let part = book.parts.iter().rev().find(|part| part.first_chapter <= index);
            let part = part.filter(|_| chapter.division == Division::Body);
            let mut counts = Counts {
                notes: chapter.notes.len(),
                verse_lines: galley.counted.verse_lines,
                pictures: galley.counted.pictures,
                ..Counts::default()
            };
            (counts.han, counts.characters) = characters(&galley.tally);
            ChapterFigures {
                id: chapter.id.clone(),
                division: chapter.division,
                part: part.map(|part| part.title.clone()),
                title: chapter_title(chapter),
                page: folios.by_id.get(&chapter.id).cloned(),
                counts,
            }
        })
        .collect();
    let shown = || tally.iter().filter(|(character, _)| is_shown(*character));
    Figures {
        title: book.meta.title.clone(),
        language: book.meta.language.tag.clone(),
        pages: folios.pages,
        totals: sum(&chapters),
        chapters,
        distinct_han: shown().filter(|(character, _)| is_han(*character)).count(),
        distinct: shown().count(),
        rare: unusual.rare,
        missing: unusual.missing,
        contents: lines(book, folios),
    }
}

/// The Han and all shown characters of a tally.
fn characters(tally: &Tally) -> (usize, usize) {
    let shown = tally.iter().filter(|(character, _)| is_shown(*character));
    shown.fold((0, 0), |(han, all), (character, count)| {
        let count = count as usize;
        (han + if is_han(character) { count } else { 0 }, all + count)
    })
}

fn sum(chapters: &[ChapterFigures]) -> Counts {
    chapters.iter().fold(Counts::default(), |sum, chapter| Counts {
        han: sum.han + chapter.counts.han,
        characters: sum.characters + chapter.counts.characters,
        notes: sum.notes + chapter.counts.notes,
        verse_lines: sum.verse_lines + chapter.counts.verse_lines,
        pictures: sum.pictures + chapter.counts.pictures,
    })
}

/// The contents as lines.
fn lines(book: &Book, folios: &Folios) -> Vec<ContentsLine> {
    let mut found = Vec::new();
    let mut list = Lister {
        folios,
        printed: usize::from(book.settings.pdf.contents_depth),
        found: &mut found,
    };
    list.entries(&contents(book), 1, 0);
    found
}

struct Lister<'a> {
    folios: &'a Folios,
    /// How many levels, from the chapters on, are printed.
    printed: usize,
    found: &'a mut Vec<ContentsLine>,
}

impl Lister<'_> {
    /// Entries at a depth of the tree and a level below the chapters.
    fn entries(&mut self, entries: &[Entry], depth: usize, level: usize) {
        for entry in entries {
            self.found.push(ContentsLine {
                depth,
                kind: entry.kind,
                title: entry.title.clone(),
                page: self.folios.by_id.get(&entry.target).cloned(),
                printed: level < self.printed,
            });
            let below = if entry.kind == EntryKind::Part { 0 } else { level + 1 };
            self.entries(&entry.children, depth + 1, below);
        }
    }
}
