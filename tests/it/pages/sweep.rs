//! One novel on pages of every size in type of every size: what no page may have, and how many feet
//! are flush (L4.9, L4.10, L5.1, L5.2, L5.8, B1, B2, B14, B21).

use std::collections::{BTreeMap, BTreeSet};

use publish::diag::span::{FileId, Span};
use publish::layout::frame::{Item, LabelStyle, LineEnd, Page, Pages, Part, SetLine};
use publish::layout::style::Style;
use publish::model::block::{Block, Paragraph, ParagraphRole};
use publish::model::book::{Book, Chapter};
use publish::model::inline::{Inline, Run};
use publish::units::{Len, Size};

use super::{book, chapter, pages, runs, section};

/// 大32开, A5, 小16开, 6 × 9 in, and one that has no name, in hundredths of a millimetre.
const TRIMS: [(i64, i64); 5] =
    [(14_000, 20_300), (14_800, 21_000), (17_000, 24_000), (15_240, 22_860), (12_500, 17_600)];

/// Numbers in no order, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const WORDS: &str = "却说那一枚泥字在窑里烧了三天三夜，火色由红转白，再由白转青。掌窑的老师傅叹了一口气，\
    说道：这一窑成了！众人都围上来看，只见炉膛之中一点青光，不动不摇，像是江心的一粒渔火。谁也没有说话；\
    隔了半晌，才有人低声问了一句：它叫什么名字？";

/// A paragraph of a novel: speech of a line or two as often as a long one. Its place in the source
/// is its number, by which its lines are known again.
fn paragraph(number: usize, dice: &mut Dice) -> Block {
    let count = if dice.roll(2) == 0 { 8 + dice.roll(40) } else { 30 + dice.roll(220) };
    let from = dice.roll(60);
    let words: String = WORDS.chars().cycle().skip(from).take(count).collect();
    let words = words.trim_matches(|c| "，。：！；？".contains(c));
    let span = Span { file: FileId(1), start: number as u32, end: number as u32 + 1 };
    let content = vec![Inline::Text(Run { text: format!("{words}。"), span })];
    Block::Paragraph(Paragraph { role: ParagraphRole::Body, content, span })
}

fn novel() -> Book {
    let mut dice = Dice(7);
    let mut number = 0;
    let mut part = |dice: &mut Dice| -> Vec<Block> {
        let count = 6 + dice.roll(20);
        let mut blocks = Vec::new();
        for _ in 0..count {
            number += 1;
            blocks.push(paragraph(number, dice));
        }
        blocks
    };
    let chapters: Vec<Chapter> = (0..4)
        .map(|index| {
            let sections = (0..7)
                .map(|head| {
                    let words = if head == 0 { "" } else { "炼泥成字" };
                    section(&format!("s{index}-{head}"), words, part(&mut dice))
                })
                .collect();
            chapter(&format!("c{index}"), "毕昇炼泥成活字", sections)
        })
        .collect();
    book(chapters)
}

/// What a sweep has seen.
#[derive(Default)]
struct Seen {
    lines: usize,
    full_pages: usize,
    flush: usize,
    facing: usize,
    even: usize,
    short_ends: usize,
}

fn set_lines(page: &Page) -> Vec<SetLine> {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(*line),
        _ => None,
    });
    lines.collect()
}

/// The baseline of the last text on a page, without its folio.
fn foot(page: &Page) -> Option<Len> {
    runs(page).iter().filter(|run| run.part == Part::Body).map(|run| run.origin.y).max()
}

/// The pages of the body, and whether each is followed by one of its own chapter.
fn body_pages(pages: &Pages) -> Vec<(usize, bool)> {
    let openings: BTreeSet<usize> = pages
        .anchors
        .iter()
        .filter(|anchor| anchor.id.starts_with('c') && anchor.id.len() == 2)
        .map(|anchor| anchor.page_index)
        .collect();
    let body = |index: &usize| {
        pages.pages[*index].label.style == LabelStyle::Arabic
            && foot(&pages.pages[*index]).is_some()
    };
    (0..pages.pages.len())
        .filter(body)
        .map(|index| {
            let next = index + 1;
            let goes_on = next < pages.pages.len() && body(&next) && !openings.contains(&next);
            (index, goes_on)
        })
        .collect()
}

fn look(pages: &Pages, style: &Style, seen: &mut Seen) {
    let body = body_pages(pages);
    let first = style.top + style.ascent();
    let last = first + style.pitch * (style.lines - 1);
    let mut on_pages: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    let mut openings = 0;
    // In lines of 18 characters some short paragraphs end in one character or are loose.
    let most = if style.columns >= 20 { 100 } else { 180 };
    for (index, goes_on) in &body {
        let page = &pages.pages[*index];
        let lines = set_lines(page);
        for line in &lines {
            // One grid for rectos and versos: they are in register.
            assert_eq!((line.at.y - first).0 % style.pitch.0, 0, "page {index}: off the grid");
            assert!(line.at.y >= first && line.at.y <= last, "page {index}: outside the type area");
            let paragraph = on_pages.entry(line.span.start).or_default();
            match paragraph.last_mut() {
                Some((page, count)) if *page == *index => *count += 1,
                _ => paragraph.push((*index, 1)),
            }
            if line.fit.end == LineEnd::Full {
                let spread = line.fit.spread.0 * 1000 / line.fit.em.0;
                assert!(spread <= most, "page {index}: a line is spread by {spread}/1000 em");
            }
        }
        heads_are_followed(page, *index, style);
        seen.lines += lines.len();
        if *goes_on {
            seen.full_pages += 1;
            seen.flush += usize::from(foot(page) == Some(last));
        } else {
            openings += 1;
            seen.short_ends += usize::from(lines.len() < 5);
        }
    }
    assert_eq!(openings, 4, "four chapters end");
    for (paragraph, places) in on_pages {
        for (page, count) in &places {
            let alone = places.len() > 1 && *count == 1;
            assert!(!alone, "paragraph {paragraph} has one line on page {page}: {places:?}");
        }
    }
    for pair in body.windows(2) {
        let [(left, true), (right, true)] = pair else { continue };
        if left % 2 == 1 {
            seen.facing += 1;
            seen.even += usize::from(foot(&pages.pages[*left]) == foot(&pages.pages[*right]));
        }
    }
}

/// Two lines at least stand below a head.
fn heads_are_followed(page: &Page, index: usize, style: &Style) {
    let lines: BTreeSet<Len> = set_lines(page).iter().map(|line| line.at.y).collect();
    for run in runs(page).iter().filter(|run| run.text.as_ref() == "炼泥成字") {
        let below = lines.iter().filter(|y| **y > run.origin.y).count();
        assert!(below >= 2, "page {index}: {below} lines below a head, {} to a page", style.lines);
    }
}

#[test]
fn pages_of_every_size_have_no_widows_and_flush_feet() {
    let mut book = novel();
    let mut all = Seen::default();
    for (width, height) in TRIMS {
        for points in 9..=14 {
            let settings = &mut book.settings.pdf;
            settings.trim = Size { width: Len::mm100(width), height: Len::mm100(height) };
            settings.body = Len::pt(points);
            let style = Style::new(settings);
            let mut seen = Seen::default();
            look(&pages(&book), &style, &mut seen);
            assert!(seen.full_pages >= 10 && seen.lines > 500, "there is something to see");
            let trim = format!("{width} × {height}, {points} pt");
            assert!(
                seen.flush * 100 >= seen.full_pages * 94,
                "{trim}: {} of {} feet are flush",
                seen.flush,
                seen.full_pages
            );
            all.full_pages += seen.full_pages;
            all.flush += seen.flush;
            all.facing += seen.facing;
            all.even += seen.even;
            all.short_ends += seen.short_ends;
        }
    }
    let (flush, full) = (all.flush, all.full_pages);
    assert!(flush * 100 >= full * 98, "{flush} of {full} feet are flush");
    let (even, facing) = (all.even, all.facing);
    assert!(even * 100 >= facing * 99, "{even} of {facing} spreads are even");
    assert_eq!(all.short_ends, 0, "chapters end with five lines or more");
}

#[test]
fn type_areas_add_up_and_leave_room_for_the_binding() {
    let mut book = novel();
    for (width, height) in TRIMS {
        for points in 9..=14 {
            let settings = &mut book.settings.pdf;
            settings.trim = Size { width: Len::mm100(width), height: Len::mm100(height) };
            settings.body = Len::pt(points);
            let style = Style::new(settings);
            let outer = style.trim.width - style.inner - style.measure();
            let bottom = style.trim.height - style.top - style.depth();
            assert_eq!(style.measure(), style.body * style.columns);
            assert_eq!(style.depth(), style.pitch * (style.lines - 1) + style.body);
            let name = format!("{width} × {height}, {points} pt");
            assert!(style.inner >= outer, "{name}: the spine has the wider margin");
            assert!(outer >= Len::mm100(1_270), "{name}: outer margin");
            assert!(style.inner >= Len::mm100(1_590), "{name}: inner margin");
            assert!(style.top >= Len::mm100(1_270) && bottom >= Len::mm100(1_270), "{name}");
            assert!(style.columns <= 40, "{name}: {} characters in a line", style.columns);
            let leading = style.pitch.0 * 100 / style.body.0;
            assert!((150..=175).contains(&leading), "{name}: leading {leading} %");
        }
    }
}

#[test]
fn the_presets_are_those_of_the_table() {
    let table = [
        ((14_000, 20_300), (27, 27), 1700, (2_100, 2_250)),
        ((14_800, 21_000), (29, 28), 1700, (2_100, 2_300)),
        ((17_000, 24_000), (34, 31), 1800, (2_300, 2_400)),
        ((15_240, 22_860), (30, 30), 1750, (2_200, 2_400)),
    ];
    let mut book = novel();
    for ((width, height), (columns, lines), pitch, (inner, top)) in table {
        book.settings.pdf.trim = Size { width: Len::mm100(width), height: Len::mm100(height) };
        let style = Style::new(&book.settings.pdf);
        assert_eq!((style.columns, style.lines), (columns, lines));
        assert_eq!(style.pitch, Len::pt100(pitch));
        assert_eq!((style.inner, style.top), (Len::mm100(inner), Len::mm100(top)));
    }
}
