//! The chapter card (章卡): what the metadata comment tells of a chapter, under its title.
//!
//! In: names and values, and which of them are wanted. Out: one band between two thin rules, the
//! names set to one width (均排). Never here: the comment itself.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::book::Chapter;
use crate::model::inline::{Inline, Run};
use crate::model::settings::Card;
use crate::units::{Len, Point, Rect, Size};

use super::column::Band;
use super::flow::Flow;
use super::frame::{Ink, Item, Rule};
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};
use super::running::is_short_title;

/// The card is narrower than the measure by so many em on either side.
const INSET: i64 = 3;
/// Names are set to the width of so many characters, when they have fewer.
pub(super) const LABEL: i64 = 4;
/// The rules above and below.
const RULE: Len = Len::pt100(40);

impl Flow<'_, '_> {
    /// Sets the card of a chapter, if one is wanted and there is something on it.
    pub(super) fn card(&mut self, chapter: &Chapter, card: &Card) {
        let wanted = |name: &String| match card {
            Card::None => false,
            Card::All => true,
            Card::Only(names) => names.contains(name),
        };
        let facts: Vec<&(String, String)> = chapter
            .metadata
            .iter()
            .filter(|(name, _)| wanted(name) && !is_short_title(name))
            .collect();
        if facts.is_empty() {
            return;
        }
        let style = self.style;
        let left = style.body * INSET;
        let width = style.measure() - left * 2;
        let widest = facts.iter().map(|(name, _)| name.chars().count() as i64).max();
        let label = style.note * widest.unwrap_or(0).clamp(2, LABEL);
        let mut band = Band::new(0);
        let above = style.pitch * 3 / 4;
        let mut baseline = above + style.note;
        for (name, value) in facts {
            let room = (label, width - label - style.note);
            for line in self.fact((name, value), room, Role::Quote) {
                band.add_line(line, left, baseline);
                baseline += style.note_pitch;
            }
        }
        let height = baseline - style.note_pitch + style.note * 3 / 10 + above;
        band.rows = (height + style.pitch - Len(1)).count(style.pitch);
        let spare = style.pitch * band.rows - height;
        for y in [above / 3, height - above / 3] {
            let rect = Rect { origin: Point::new(left, y), size: Size { width, height: RULE } };
            band.items.push(Item::Rule(Rule { rect, ink: Ink::Black }));
        }
        let down = Point::new(Len::ZERO, spare / 2 - style.pitch / 4);
        let items = std::mem::take(&mut band.items);
        band.items = items.into_iter().map(|item| super::column::moved(item, down)).collect();
        self.column.push(band);
        self.column.space(1);
        self.column.head_before();
    }

    /// A name and what it is, in the size of notes: the name set to `room.0` (均排), the value after
    /// it, turning over under its own beginning.
    pub(super) fn fact(
        &mut self,
        (name, value): (&str, &str),
        (label, width): (Len, Len),
        role: Role,
    ) -> Vec<Line> {
        let size = self.style.note;
        let style = |text: TextStyle, indent: Len, width: Len, align: Align| ParaStyle {
            text,
            measure: Measure { first_indent: indent, indent, width: indent + width },
            align,
            level: self.level,
        };
        let text =
            |text: &str| [Inline::Text(Run { text: text.to_owned(), span: Span::default() })];
        let count = name.chars().count() as i64;
        let loose = (label - size * count).max(Len::ZERO) / (count - 1).max(1);
        let name_text = TextStyle { loose, ..TextStyle::plain(Role::Heading, size) };
        let name_style = style(name_text, Len::ZERO, width, Align::Left);
        let mut lines = set(self.setter, &text(name), &name_style);
        let indent = label.max(size * count) + size;
        let value_style =
            style(TextStyle::plain(role, size), indent, width + label + size - indent, Align::Left);
        let values = set(self.setter, &text(value), &value_style);
        for (index, line) in values.into_iter().enumerate() {
            match lines.get_mut(index) {
                Some(first) => first.items.extend(line.items),
                None => lines.push(line),
            }
        }
        lines
    }
}
