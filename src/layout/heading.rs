//! Heads: the chapter's opening and the heads of its sections, each over whole lines (占行).
//!
//! In: titles of the model. Out: bands. Sizes follow the old scale (B14): chapter titles 二号 to
//! 小二, section heads 小四. A head of two characters is set apart (疏排, L5.7), one of two lines is
//! balanced, and none stands last on a page.

use crate::font::Role;
use crate::model::book::{Chapter, Section, SectionKind};
use crate::model::inline::{Inline, Run, plain_text};
use crate::units::Len;

use super::column::{Band, Unit, Way};
use super::flow::Flow;
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// A head set over rows: its lines and how they are spread.
struct Block {
    lines: Vec<Line>,
    size: Len,
    rows_each: i64,
}

/// Empty rows above and below a chapter's title.
const AROUND: i64 = 2;
/// The rows of a chapter's opening (B13).
const FEWEST_ROWS: i64 = 5;
const MOST_ROWS: i64 = 8;
/// An opening that is not as high as the others.
const OTHER_OPENING: i64 = 2_000;

impl Flow<'_, '_> {
    /// The opening of a chapter: the label, the title, with empty lines above and below.
    pub(super) fn opening(&mut self, chapter: &Chapter) {
        let title = &chapter.title;
        let label = title.label.as_ref().map(|label| {
            let run = Run { text: label.clone(), span: title.span };
            vec![Inline::Text(run)]
        });
        // A head that is only a label, or has none, stands where the title stands.
        let (small, large) = match (label, title.words.is_empty()) {
            (Some(label), true) => (None, label),
            (Some(label), false) => (Some(label), title.words.clone()),
            (None, _) => (None, title.words.clone()),
        };
        let body = self.style.body;
        let mut blocks = Vec::new();
        if let Some(label) = small {
            blocks.push(self.head_block(&label, Role::Quote, body.scale(133, 100), 2));
        }
        blocks.push(self.title_block(&large));
        let rows: i64 = blocks.iter().map(|block| block.lines.len() as i64 * block.rows_each).sum();
        let around = if rows + AROUND * 2 > MOST_ROWS { AROUND / 2 } else { AROUND };
        let mut band = Band::new(rows + around * 2);
        let mut row = around;
        for block in blocks {
            row = self.stack(&mut band, block, row);
        }
        // A row more or less below the title may save a page from ending short.
        let way = |band: &Band, rows: i64| Way {
            bands: vec![Band { rows, ..band.clone() }],
            cost: OTHER_OPENING,
        };
        let others = [way(&band, band.rows - 1), way(&band, band.rows + 1)];
        let mut unit = Unit::of(vec![band]);
        unit.ways.extend(others.into_iter().filter(|way| {
            way.bands.iter().all(|band| (FEWEST_ROWS..=MOST_ROWS).contains(&band.rows))
        }));
        self.column.push_unit(unit);
        self.column.head_before();
    }

    /// The title in the largest size that needs no second line, else in lines of about the same
    /// length; what needs more than two is smaller.
    fn title_block(&mut self, title: &[Inline]) -> Block {
        let body = self.style.body;
        let sizes = [body * 2, body.scale(171, 100), body.scale(152, 100)];
        for size in sizes {
            let block = self.head_block(title, Role::Heading, size, 2);
            if block.lines.len() == 1 {
                return block;
            }
        }
        let block = self.head_block(title, Role::Heading, body.scale(152, 100), 2);
        if block.lines.len() <= 2 {
            return block;
        }
        let small = self.head_block(title, Role::Heading, body.scale(124, 100), 2);
        let rows_each = if small.lines.len() > 2 { 1 } else { 2 };
        Block { rows_each, ..small }
    }

    /// Sets a head; its lines are about as long as each other, which reads better than long ones
    /// and a very short one.
    fn head_block(&mut self, text: &[Inline], role: Role, size: Len, rows_each: i64) -> Block {
        let loose = if role == Role::Heading { set_apart(text, size) } else { Len::ZERO };
        let style = TextStyle { loose, ..TextStyle::plain(role, size) };
        let lines = self.balanced(text, style);
        Block { lines, size, rows_each }
    }

    /// Lines in the middle of the measure, as few as can be and about as long as each other.
    pub(super) fn balanced(&mut self, text: &[Inline], look: TextStyle) -> Vec<Line> {
        let (measure, size) = (self.style.measure(), look.size);
        let full = measure - size * 2;
        let style = |width: Len| ParaStyle {
            text: look.clone(),
            measure: Measure {
                first_indent: (measure - width) / 2,
                indent: (measure - width) / 2,
                width: (measure + width) / 2,
            },
            align: Align::Center,
            level: self.level,
        };
        let lines = set(self.setter, text, &style(full));
        let count = lines.len();
        if count < 2 {
            return lines;
        }
        let whole = super::para::width(self.setter, text, &look);
        let narrow = (whole / count as i64 + size * 2).min(full);
        let again = set(self.setter, text, &style(narrow));
        if again.len() == count { again } else { lines }
    }

    /// Puts a head's lines into a band, each in the middle of its rows; gives the next row.
    fn stack(&self, band: &mut Band, block: Block, row: i64) -> i64 {
        let pitch = self.style.pitch;
        let height = pitch * (block.rows_each - 1) + self.style.body;
        let mut row = row;
        for line in block.lines {
            let above = (height - block.size) / 2 + block.size.scale(88, 100);
            band.add_line(line, Len::ZERO, pitch * row + above);
            row += block.rows_each;
        }
        row
    }

    /// The head of a section: three lines with the empty one above it, two at a page's top.
    pub(super) fn head(&mut self, section: &Section) {
        let body = self.style.body;
        let large =
            matches!(section.kind, SectionKind::Text | SectionKind::Closing) && section.level == 2;
        let size = if large { body.scale(1143, 1000) } else { body };
        let block = self.head_block(&section.head, Role::Heading, size, 1);
        let count = block.lines.len() as i64;
        // A large head stands a little below the middle of its two rows, nearer to its own text;
        // one of the body's size keeps to the grid.
        let (rows, baseline) = if large {
            (count + 1, self.style.pitch.scale(55, 100) + self.style.ascent())
        } else {
            (count, self.style.ascent())
        };
        let mut band = Band::new(rows);
        self.column.space(1);
        for (index, line) in (0..).zip(block.lines) {
            band.add_line(line, Len::ZERO, baseline + self.style.pitch * index);
        }
        self.column.push(band);
        self.column.head_before();
    }
}

/// What stands between the characters of a short head: one em between two, half an em between
/// three.
fn set_apart(text: &[Inline], size: Len) -> Len {
    let words = plain_text(text);
    if !words.chars().all(|c| c.is_alphabetic() && u32::from(c) >= 0x2e80) {
        return Len::ZERO;
    }
    match words.chars().count() {
        2 => size,
        3 => size / 2,
        _ => Len::ZERO,
    }
}
