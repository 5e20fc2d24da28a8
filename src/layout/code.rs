//! Code: its lines as written, wrapped where they are longer than the measure.
//!
//! In: code of the model. Out: bands with a grey bar beside them. Every space is kept; what wraps
//! goes on two em farther in, so that no new line seems to begin. Never here: colours.

use crate::font::Role;
use crate::model::block::Code;
use crate::model::inline::{Inline, Run};
use crate::units::{Len, Point, Rect, Size};

use super::column::{Band, BreakCost, Unit};
use super::flow::{Context, Flow};
use super::frame::{Ink, Item, Rule};
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// The grey bar.
const BAR: Len = Len::pt100(150);

impl Flow<'_, '_> {
    /// Sets code.
    pub(super) fn code(&mut self, code: &Code, context: &Context) {
        let inner = self.inset(context, 2);
        let style = ParaStyle {
            text: TextStyle::plain(Role::Mono, context.size.scale(85, 100)),
            measure: Measure {
                first_indent: Len::ZERO,
                indent: self.style.body * 2,
                width: inner.width,
            },
            align: Align::Left,
            level: self.level,
        };
        let mut bands = Vec::new();
        for line in code.text.split('\n') {
            let run = Run { text: line.to_owned(), span: code.span };
            let lines = set(self.setter, &[Inline::Code(run)], &style);
            let lines = if lines.is_empty() { vec![Line::default()] } else { lines };
            for (part, line) in lines.into_iter().enumerate() {
                let mut band = Band::new(1);
                band.break_before = if part == 0 { BreakCost::FREE } else { BreakCost::POOR };
                band.add_line(line, inner.left, self.style.ascent());
                band.items.push(self.bar(inner.left - self.style.body / 2));
                bands.push(band);
            }
        }
        let count = bands.len();
        for (index, band) in bands.iter_mut().enumerate() {
            if index == 1 || index + 1 == count {
                band.break_before = BreakCost::WIDOW;
            }
        }
        self.column.space(1);
        self.column.push_unit(Unit::of(bands));
        self.column.space(1);
    }

    /// A grey bar beside a row.
    fn bar(&self, x: Len) -> Item {
        let rect = Rect {
            origin: Point::new(x, Len::ZERO - (self.style.pitch - self.style.body) / 2),
            size: Size { width: BAR, height: self.style.pitch },
        };
        Item::Rule(Rule { rect, ink: Ink::Grey(30) })
    }
}
