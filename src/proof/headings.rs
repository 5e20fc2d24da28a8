//! Headings of one name, and numbers of chapters that do not follow each other.
//!
//! In: the book. Out: diagnostics at the later one of two heads. Kinds of sections that recur
//! (作者注), heads that recur all over the book, and titles of poems may be alike. Never here: what
//! the numbers look like (`numbers.rs`).

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::catalog::proof as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::han::number::is_number_character;
use crate::model::block::{Block, ParagraphRole};
use crate::model::book::{Book, Chapter, Division, Section, SectionKind};
use crate::model::inline::plain_text;
use crate::model::lint::Lint;

use super::quiet::Quiet;

/// A head that stands so often in a chapter, or in so many chapters, is meant to.
const RECURRENT: usize = 3;

/// Looks at all heads of the book.
pub(super) fn check(book: &Book, quiet: &[Quiet], diags: &mut Diagnostics) {
    titles(book, quiet, diags);
    sections(book, quiet, diags);
    numbers(book, quiet, diags);
}

/// The part that a chapter belongs to; 0 when it comes before the first.
fn part_of(book: &Book, chapter_index: usize) -> usize {
    book.parts.partition_point(|part| part.first_chapter <= chapter_index)
}

fn titles(book: &Book, quiet: &[Quiet], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(usize, String), Span> = BTreeMap::new();
    for ((index, chapter), quiet) in book.chapters.iter().enumerate().zip(quiet) {
        let title = &chapter.title;
        let words = plain_text(&title.words);
        // 楔子 and 尾声 may stand in every part; a numbered chapter has a name of its own.
        let (part, name) = match (words.is_empty(), title.number) {
            (false, Some(_)) => (0, words),
            (false, None) => (part_of(book, index), words),
            (true, None) => (part_of(book, index), title.label.clone().unwrap_or_default()),
            (true, Some(_)) => continue,
        };
        let off = quiet.is_off(Lint::HeadingRepeated, title.span);
        match seen.get(&(part, name.clone())) {
            Some(first) if !off => {
                diags.push(catalog::chapter_repeated(title.span, &name).also(vec![*first]));
            }
            Some(_) => {}
            None => {
                seen.insert((part, name), title.span);
            }
        }
    }
}

/// A section's head under the heads above it.
type Path = Vec<String>;

fn sections(book: &Book, quiet: &[Quiet], diags: &mut Diagnostics) {
    let read: Vec<Vec<(Path, &Section)>> = book.chapters.iter().map(paths).collect();
    let mut chapters: BTreeMap<&str, usize> = BTreeMap::new();
    for list in &read {
        let heads: BTreeSet<&str> = list.iter().filter_map(|(path, _)| head(path)).collect();
        heads.into_iter().for_each(|head| *chapters.entry(head).or_default() += 1);
    }
    for (list, quiet) in read.iter().zip(quiet) {
        let mut same: BTreeMap<&Path, Vec<&Section>> = BTreeMap::new();
        list.iter().for_each(|(path, section)| same.entry(path).or_default().push(section));
        for (path, sections) in same {
            let Some(head) = head(path) else { continue };
            let meant = sections.len() >= RECURRENT
                || chapters.get(head).is_some_and(|count| *count >= RECURRENT);
            let first = sections.iter().map(|section| section.span).take(1).collect::<Vec<_>>();
            for section in sections.into_iter().skip(1).filter(|_| !meant) {
                if !quiet.is_off(Lint::HeadingRepeated, section.span) {
                    let told = catalog::section_repeated(section.span, head);
                    diags.push(told.also(first.clone()));
                }
            }
        }
    }
}

fn head(path: &Path) -> Option<&str> {
    path.last().map(String::as_str)
}

/// The sections of a chapter that should differ, each with its path.
fn paths(chapter: &Chapter) -> Vec<(Path, &Section)> {
    let mut found = Vec::new();
    let mut open: Vec<(u8, String)> = Vec::new();
    for section in chapter.sections.iter().filter(|section| !section.head.is_empty()) {
        while open.last().is_some_and(|(level, _)| *level >= section.level) {
            open.pop();
        }
        open.push((section.level, plain_text(&section.head)));
        if section.kind == SectionKind::Text && !is_poem(section) {
            found.push((open.iter().map(|(_, head)| head.clone()).collect(), section));
        }
    }
    found
}

/// Whether a section is a poem: many have the name of their tune (词牌).
fn is_poem(section: &Section) -> bool {
    let first = section.blocks.iter().find(|block| match block {
        Block::Paragraph(paragraph) => paragraph.role != ParagraphRole::Author,
        _ => true,
    });
    matches!(first, Some(Block::Verse(_)))
}

/// A chapter of the body with a number.
struct Numbered<'a> {
    chapter_index: usize,
    label: &'a str,
    number: u32,
    span: Span,
    /// Its kind, 第…章, and which run of such numbers it belongs to: a part may begin anew.
    series: (String, usize),
}

fn numbers(book: &Book, quiet: &[Quiet], diags: &mut Diagnostics) {
    let chapters = numbered(book);
    let mut there: BTreeMap<&(String, usize), BTreeSet<u32>> = BTreeMap::new();
    for chapter in &chapters {
        there.entry(&chapter.series).or_default().insert(chapter.number);
    }
    let mut last: BTreeMap<&(String, usize), &Numbered<'_>> = BTreeMap::new();
    let mut seen: BTreeSet<(&(String, usize), u32)> = BTreeSet::new();
    for chapter in &chapters {
        let (span, label, number) = (chapter.span, chapter.label, chapter.number);
        let before = last.insert(&chapter.series, chapter);
        let again = !seen.insert((&chapter.series, number));
        let told = before.and_then(|before| match there.get(&chapter.series) {
            _ if again => Some(catalog::number_repeated(span, label)),
            _ if number < before.number => Some(catalog::number_back(span, label, before.label)),
            Some(there) => missing(there, before.number, number)
                .map(|missing| catalog::number_skipped(span, label, missing)),
            None => None,
        });
        let quiet = quiet.get(chapter.chapter_index);
        let off = quiet.is_some_and(|quiet| quiet.is_off(Lint::ChapterNumber, span));
        told.filter(|_| !off).into_iter().for_each(|told| diags.push(told));
    }
}

/// The first and the last number between two that no chapter has.
fn missing(there: &BTreeSet<u32>, low: u32, high: u32) -> Option<(u32, u32)> {
    let between = || there.range(low.saturating_add(1)..high);
    let up = between().zip(low + 1..).take_while(|(number, wanted)| *number == wanted).count();
    let down = between().rev().zip((low..high).rev());
    let down = down.take_while(|(number, wanted)| *number == wanted).count();
    let first = low + 1 + u32::try_from(up).ok()?;
    let last = high.checked_sub(1 + u32::try_from(down).ok()?)?;
    (first <= last).then_some((first, last))
}

fn numbered(book: &Book) -> Vec<Numbered<'_>> {
    let mut found = Vec::new();
    let mut volumes = 0;
    // For each kind the place where it was met last, and how often it began anew.
    let mut series: BTreeMap<String, ((usize, usize), usize)> = BTreeMap::new();
    for (chapter_index, chapter) in book.chapters.iter().enumerate() {
        let title = &chapter.title;
        let Some((label, number)) = title.label.as_deref().zip(title.number) else { continue };
        if chapter.division != Division::Body {
            continue;
        }
        let kind: String = label.chars().filter(|it| !is_number_character(*it)).collect();
        let is_volume = kind.contains(['卷', '部', '篇', '集', '辑', '輯', '册', '冊']);
        volumes += usize::from(is_volume);
        let place = (part_of(book, chapter_index), if is_volume { 0 } else { volumes });
        let (last, run) = series.entry(kind.clone()).or_insert((place, 0));
        if *last != place && number == 1 {
            *run += 1;
        }
        *last = place;
        let series = (kind, *run);
        found.push(Numbered { chapter_index, label, number, span: title.span, series });
    }
    found
}
