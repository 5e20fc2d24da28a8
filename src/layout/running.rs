//! Running heads (书眉) and folios (页码).
//!
//! In: a page's place in the book. Out: artifacts above and below its type area: the book's title
//! on versos, the chapter's on rectos, numbers at the outer foot; none on openings and blank pages
//! (B10–B12). Never here: what the numbers are.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::inline::{Inline, Run};
use crate::units::{Len, Point};

use super::column::moved;
use super::contents::number_item;
use super::flow::Flow;
use super::frame::{Item, LabelStyle, PageLabel, Part};
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// A running head is at least so many em shorter than the measure (B12).
const SHORTER: i64 = 8;

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
        let short = shorten(text, (measure - self.style.body * SHORTER).count(size));
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

/// A long title ends at its last break in sense within the limit, else after so many characters.
fn shorten(title: &str, most: i64) -> String {
    let most = usize::try_from(most).unwrap_or(0).max(4);
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let head: String = title.chars().take(most).collect();
    let label_end = head.find('\u{3000}').map_or(0, |at| at + '\u{3000}'.len_utf8());
    let cut = head
        .char_indices()
        .rfind(|(at, c)| *at > label_end && (c.is_whitespace() || "，、：——；·".contains(*c)))
        .map(|(at, _)| at);
    let short = cut.and_then(|at| head.get(..at)).unwrap_or(&head);
    short.trim_end().to_owned()
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
