//! Tables to bands: three rules (三线表), columns as wide as their words ask.
//!
//! In: a table of the model. Out: bands, a grid line each, so a long table parts between lines.
//! A table with more columns than the measure can hold is set as a list of records, with a
//! warning: nothing is cut off. Never here: pages.

use crate::diag::catalog::layout as catalog;
use crate::font::Role;
use crate::model::block::{Alignment, Table};
use crate::model::inline::{Inline, Mark, Run};
use crate::units::{Len, Point, Rect, Size};

use super::column::{Band, BreakCost};
use super::flow::{Context, Flow};
use super::frame::{Ink, Item, Rule};
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set, width};

/// A cell is never narrower than so many em.
const NARROWEST: i64 = 3;
/// Between two columns, in em.
const GUTTER: i64 = 1;

impl Flow<'_, '_> {
    /// Sets a table.
    pub(super) fn table(&mut self, table: &Table, context: &Context) {
        let em = self.style.body;
        let count = table.alignments.len() as i64;
        if count == 0 {
            return;
        }
        if em * (count * (NARROWEST + GUTTER)) > context.width + em {
            self.setter.diags.push(catalog::table_too_wide(table.span, table.alignments.len()));
            return self.records(table, context);
        }
        let columns = self.column_places(table, context);
        self.column.space(1);
        if let Some(caption) = &table.caption {
            let style = ParaStyle {
                text: TextStyle::plain(Role::Heading, self.style.note),
                ..self.para_style(context, Align::Center)
            };
            self.lines(caption, &style, context.left);
            self.column.keep_with_next(BreakCost::HEAD);
        }
        let heavy = Len::pt100(100);
        let light = Len::pt100(50);
        self.table_row(&table.head, table, &columns, context, Some(heavy));
        self.rule_below(context, light);
        self.column.keep_with_next(BreakCost::HEAD);
        for row in &table.rows {
            self.table_row(row, table, &columns, context, None);
        }
        self.rule_below(context, heavy);
        self.column.space(1);
    }

    /// Left edges and widths of the columns: as wide as the words ask, shrunk in proportion.
    fn column_places(&mut self, table: &Table, context: &Context) -> Vec<(Len, Len)> {
        let em = self.style.body;
        let text = TextStyle::plain(Role::Body, self.style.note);
        let rows: Vec<&Vec<Vec<Inline>>> =
            std::iter::once(&table.head).chain(&table.rows).collect();
        let mut wishes = vec![em * NARROWEST; table.alignments.len()];
        for row in rows {
            for (wish, cell) in wishes.iter_mut().zip(row) {
                let own = width(self.setter, cell, &text) + em / 4;
                *wish = own.max(*wish);
            }
        }
        let gutters = em * GUTTER * (wishes.len() as i64);
        let room = context.width - gutters;
        let total: Len = wishes.iter().copied().sum();
        let widths = if total <= room { wishes } else { shrink_to(&wishes, room, em * NARROWEST) };
        let used: Len = widths.iter().copied().sum::<Len>() + gutters;
        let spare = (context.width - used).max(Len::ZERO) / (widths.len() as i64);
        let mut x = context.left + em * GUTTER / 2;
        widths
            .into_iter()
            .map(|width| {
                let place = (x, width + spare);
                x += width + spare + em * GUTTER;
                place
            })
            .collect()
    }

    fn table_row(
        &mut self,
        row: &[Vec<Inline>],
        table: &Table,
        columns: &[(Len, Len)],
        context: &Context,
        rule_above: Option<Len>,
    ) {
        let head = rule_above.is_some();
        let role = if head { Role::Heading } else { Role::Body };
        let mut cells: Vec<(Len, Vec<Line>)> = Vec::new();
        for ((cell, (x, width)), alignment) in row.iter().zip(columns).zip(&table.alignments) {
            let align = match alignment {
                Alignment::Right => Align::Right,
                Alignment::Center => Align::Center,
                Alignment::Default | Alignment::Left => Align::Left,
            };
            let style = ParaStyle {
                text: TextStyle::plain(role, self.style.note),
                measure: Measure { first_indent: Len::ZERO, indent: Len::ZERO, width: *width },
                align,
                level: self.level,
            };
            cells.push((*x, set(self.setter, cell, &style)));
        }
        let rows = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        let ascent = self.style.ascent();
        for index in 0..rows {
            let mut band = Band::new(1);
            if index > 0 {
                band.break_before = BreakCost::WIDOW;
            }
            if index == 0
                && let Some(thick) = rule_above
            {
                band.items.push(self.rule(context, Len::ZERO, thick));
            }
            for (x, lines) in &mut cells {
                if let Some(line) = lines.get_mut(index) {
                    band.add_line(std::mem::take(line), *x, ascent);
                }
            }
            self.column.push(band);
        }
    }

    /// A rule under the last band.
    fn rule_below(&mut self, context: &Context, thick: Len) {
        let y = self.style.pitch;
        let rule = self.rule(context, y, thick);
        if let Some(band) = self.column.bands.last_mut() {
            band.items.push(rule);
        }
    }

    /// A rule over the width of the context, `y` below the band's top, between two lines of text.
    fn rule(&self, context: &Context, y: Len, thick: Len) -> Item {
        let lift = (self.style.pitch - self.style.body) / 2;
        let origin = Point::new(context.left, y - lift);
        let size = Size { width: context.width, height: thick };
        Item::Rule(Rule { rect: Rect { origin, size }, ink: Ink::Black })
    }

    /// Each row as `head：cell` lines, a blank line between rows.
    fn records(&mut self, table: &Table, context: &Context) {
        let text = |text: &str| Inline::Text(Run { text: text.to_owned(), span: table.span });
        let style = ParaStyle {
            measure: Measure {
                first_indent: Len::ZERO,
                indent: self.style.body * 2,
                width: context.width,
            },
            ..self.para_style(context, Align::Justify)
        };
        if table.rows.is_empty() {
            for head in &table.head {
                self.lines(head, &style, context.left);
            }
        }
        for row in &table.rows {
            self.column.space(1);
            for (head, cell) in table.head.iter().zip(row) {
                let mut content = vec![Inline::Marked(Mark::Strong, head.clone()), text("：")];
                content.extend(cell.iter().cloned());
                self.lines(&content, &style, context.left);
            }
        }
        self.column.space(1);
    }
}

/// Narrows the widest columns until all fit: none falls below `least`.
fn shrink_to(wishes: &[Len], room: Len, least: Len) -> Vec<Len> {
    let (mut low, mut high) = (least, wishes.iter().copied().max().unwrap_or(least));
    // Binary search for the cap under which all columns fit the room.
    while high - low > Len::pt100(10) {
        let cap = (low + high) / 2;
        let total: Len = wishes.iter().map(|wish| (*wish).min(cap)).sum();
        if total <= room { low = cap } else { high = cap }
    }
    wishes.iter().map(|wish| (*wish).min(low)).collect()
}
