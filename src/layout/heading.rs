//! Heads: the chapter's opening and the heads of its sections, each over whole lines (占行).
//!
//! In: titles of the model. Out: bands. Sizes follow the old scale (B14): chapter titles 二号 to
//! 小二, section heads 小四. A head never stands last on a page.

use crate::font::Role;
use crate::model::book::{Chapter, Section, SectionKind};
use crate::model::inline::{Inline, Run};
use crate::units::Len;

use super::column::{Band, BreakCost};
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

impl Flow<'_, '_> {
    /// The opening of a chapter: two empty lines, the label, the title, two empty lines.
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
        let above = 2;
        let rows: i64 = blocks.iter().map(|block| block.lines.len() as i64 * block.rows_each).sum();
        let mut band = Band::new(above + rows + 2);
        let mut row = above;
        for block in blocks {
            row = self.stack(&mut band, block, row);
        }
        self.column.push(band);
        self.column.keep_with_next(BreakCost::HEAD);
    }

    /// The title in the largest size that needs no second line, else in two balanced lines.
    fn title_block(&mut self, title: &[Inline]) -> Block {
        let body = self.style.body;
        let sizes = [body * 2, body.scale(171, 100), body.scale(152, 100)];
        for size in sizes {
            let block = self.head_block(title, Role::Heading, size, 2);
            if block.lines.len() == 1 {
                return block;
            }
        }
        self.head_block(title, Role::Heading, body.scale(152, 100), 2)
    }

    fn head_block(&mut self, text: &[Inline], role: Role, size: Len, rows_each: i64) -> Block {
        let measure = self.style.measure();
        let style = |width: Len| ParaStyle {
            text: TextStyle::plain(role, size),
            measure: Measure {
                first_indent: (measure - width) / 2,
                indent: (measure - width) / 2,
                width: (measure + width) / 2,
            },
            align: Align::Center,
            level: self.level,
        };
        let full = style(measure - size * 2);
        let mut lines = set(self.setter, text, &full);
        if lines.len() == 2 {
            // Two lines of about the same length read better than a long and a very short one.
            let whole = super::para::width(self.setter, text, &full.text);
            let balanced = style((whole / 2 + size * 2).min(measure - size * 2));
            let again = set(self.setter, text, &balanced);
            if again.len() == 2 {
                lines = again;
            }
        }
        Block { lines, size, rows_each }
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
        self.column.keep_with_next(BreakCost::HEAD);
    }
}
