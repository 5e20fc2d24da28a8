//! Running heads (书眉) and folios (页码).
//!
//! In: a page's place in the book. Out: artifacts above and below its type area: the book's title
//! on versos, the chapter's on rectos, numbers at the outer foot; none on openings and blank pages
//! (B10–B12). Never here: what the numbers are.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::book::Chapter;
use crate::model::inline::{Inline, Run};
use crate::model::toc::chapter_title;
use crate::units::{Len, Point};

use super::column::moved;
use super::contents::number_item;
use super::flow::Flow;
use super::frame::{Item, LabelStyle, PageLabel, Part};
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// A running head is at least so many em shorter than the measure (B12).
const SHORTER: i64 = 8;
/// So many characters of a title's words must be left of it.
const LEAST_WORDS: i64 = 4;
/// What the metadata calls a short title for running heads.
const SHORT_TITLES: [&str; 3] = ["书眉", "書眉", "短题"];

/// Which side of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Right page, odd.
    Recto,
    /// Left page, even.
    Verso,
}

impl Flow<'_, '_> {
    /// The running head, at the outer side above the type area.
    pub(super) fn running_head(&mut self, text: &str, side: Side) -> Vec<Item> {
        let measure = self.style.measure();
        let size = self.style.small;
        let short = shorten(text, (measure - self.style.body * SHORTER).count(size / 2));
        let run = Run { text: short, span: Span::default() };
        let align = if side == Side::Recto { Align::Right } else { Align::Left };
        let style = ParaStyle {
            text: TextStyle::plain(Role::Quote, size),
            ..self.para_style(&self.body(), align)
        };
        let baseline = Len::ZERO - self.style.pitch.scale(11, 10);
        set(self.setter, &[Inline::Text(run)], &style)
            .into_iter()
            .take(1)
            .flat_map(|line| line.items)
            .map(|item| artifact(moved(item, Point::new(Len::ZERO, baseline))))
            .collect()
    }

    /// The folio, at the outer side below the type area.
    pub(super) fn folio(&mut self, label: PageLabel, side: Side) -> Option<Item> {
        let text = label_text(label);
        let size = self.style.small;
        let baseline = self.style.depth() + self.style.pitch.scale(15, 10);
        let item = number_item(self.setter.faces, &text, size, self.style.measure(), baseline)?;
        let item = match (side, item) {
            (Side::Verso, Item::Glyphs(run)) => Item::Glyphs(super::frame::GlyphRun {
                origin: Point::new(Len::ZERO, baseline),
                ..run
            }),
            (_, item) => item,
        };
        Some(artifact(item))
    }
}

fn artifact(item: Item) -> Item {
    match item {
        Item::Glyphs(run) => Item::Glyphs(super::frame::GlyphRun { part: Part::Artifact, ..run }),
        item => item,
    }
}

/// The running head of a chapter: the short title that its metadata gives, else its title.
pub(super) fn running_title(chapter: &Chapter) -> String {
    let given = chapter.metadata.iter().find(|(name, _)| is_short_title(name));
    given.map_or_else(|| chapter_title(chapter), |(_, short)| short.clone())
}

/// Whether the metadata calls a short title so.
pub(super) fn is_short_title(name: &str) -> bool {
    SHORT_TITLES.contains(&name)
}

/// A title that is too long ends where its sense has a break, outside of brackets; without one,
/// its label must do (第二十一章); without that, its beginning and an ellipsis.
fn shorten(title: &str, room: i64) -> String {
    if width(title) <= room {
        return title.to_owned();
    }
    let label = title.find('\u{3000}').and_then(|at| title.get(..at));
    let least = label.map_or(0, width) + LEAST_WORDS * 2;
    let mut depth = 0;
    let mut cut = None;
    for (at, character) in title.char_indices() {
        let before = title.get(..at).unwrap_or("");
        if width(before) > room {
            break;
        }
        if depth == 0 && width(before) >= least && is_break(character) {
            cut = Some(before);
        }
        depth += i64::from("《（“‘「『【〈(".contains(character));
        depth -= i64::from("》）”’」』】〉)".contains(character));
        let after = title.get(..at + character.len_utf8()).unwrap_or("");
        let closed = depth == 0 && "》）”’」』】〉！？".contains(character);
        if closed && width(after) >= least && width(after) <= room {
            cut = Some(after);
        }
    }
    let beginning = || {
        let mut short = String::new();
        for character in title.chars() {
            if width(&short) + cells(character) + 4 > room {
                break;
            }
            short.push(character);
        }
        short + "……"
    };
    cut.or(label).map_or_else(beginning, |short| short.trim_end().to_owned())
}

fn is_break(character: char) -> bool {
    character.is_whitespace() || "，、：；—·".contains(character)
}

/// In half ems: Han and its marks take two, all else one.
fn width(text: &str) -> i64 {
    text.chars().map(cells).sum()
}

fn cells(character: char) -> i64 {
    if u32::from(character) >= 0x2000 { 2 } else { 1 }
}

/// A page number as printed.
pub fn label_text(label: PageLabel) -> String {
    match label.style {
        LabelStyle::Arabic => label.number.to_string(),
        LabelStyle::Roman => roman(label.number),
    }
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut text = String::new();
    for (value, digits) in STEPS {
        while left >= value {
            text.push_str(digits);
            left -= value;
        }
    }
    text
}
