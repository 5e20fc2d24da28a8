//! Tables to bands: three rules (三线表), columns as wide as their words ask.
//!
//! In: a table of the model. Out: bands, a grid line each, so a long table parts between rows, and
//! its head stands again on the next page (B19).
//! A table with more columns than the measure can hold is set as a list of records, with a
//! warning: nothing is cut off. Never here: pages.

use crate::diag::catalog::layout as catalog;
use crate::diag::span::Span;
use crate::font::Role;
use crate::model::block::{Alignment, Table};
use crate::model::inline::{Inline, Mark, Run, plain_text};
use crate::units::{Len, Point, Rect, Size};

use super::column::{Again, Band, BreakCost, Unit, moved};
use super::flow::{Context, Flow};
use super::frame::{Ink, Item, Part, Rule};
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set, width};

/// A cell is never narrower than so many em.
const NARROWEST: i64 = 3;
/// Between two columns, in em.
const GUTTER: i64 = 1;
/// A head that takes more than this part of the page does not stand again.
const MOST_OF_PAGE: i64 = 4;

/// The heavy rules above and below a table, and the light one under its head (三线表).
const HEAVY: Len = Len::pt100(100);
const LIGHT: Len = Len::pt100(50);
/// Between rows where cells have more than one line.
const HAIR: Len = Len::pt100(25);

/// A table's columns: left edge, width, and where the words stand.
struct Columns(Vec<(Len, Len, Place)>);

/// Where words stand in their cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At an edge or in the middle.
    Aligned(Align),
    /// Numbers, their points one below the other: so much room is kept for what follows the point.
    Point(Len),
}

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
        let columns = self.columns(table, context);
        self.column.space(1);
        if let Some(caption) = &table.caption {
            let style = ParaStyle {
                text: TextStyle::plain(Role::Heading, self.style.note),
                ..self.para_style(context, Align::Center)
            };
            self.lines(caption, &style, context.left);
            self.column.keep_with_next(BreakCost::HEAD);
        }
        let mut head = self.row(&table.head, &columns, Role::Heading);
        let top = self.rule(context, Len::ZERO, HEAVY);
        let under = self.rule(context, self.style.pitch, LIGHT);
        head.first_mut().into_iter().for_each(|band| band.items.push(top.clone()));
        head.last_mut().into_iter().for_each(|band| band.items.push(under.clone()));
        // A head that is very high would leave no room for what it heads.
        let low = head.len() as i64 * MOST_OF_PAGE <= self.style.lines;
        let again = low.then(|| self.again(&head, context));
        let mut bands = head;
        bands.extend(self.body_rows(table, &columns, context));
        bands.iter_mut().skip(1).take(2).for_each(|band| band.break_before = BreakCost::HEAD);
        let bottom = self.rule(context, self.style.pitch, HEAVY);
        bands.last_mut().into_iter().for_each(|band| band.items.push(bottom.clone()));
        self.column.push_unit(Unit { again, ..Unit::of(bands) });
        self.column.space(1);
    }

    /// The rows below the head; a page may end between two of them, but leaves none alone.
    fn body_rows(&mut self, table: &Table, columns: &Columns, context: &Context) -> Vec<Band> {
        let rows: Vec<Vec<Band>> =
            table.rows.iter().map(|row| self.row(row, columns, Role::Body)).collect();
        let wraps = rows.iter().any(|row| row.len() > 1);
        let mut hair = self.rule(context, Len::ZERO, HAIR);
        if let Item::Rule(rule) = &mut hair {
            rule.ink = Ink::Grey(50);
        }
        let count = rows.len();
        let mut bands = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            for (line, mut band) in row.into_iter().enumerate() {
                band.break_before = match (index, line) {
                    (0, 0) => BreakCost::HEAD,
                    (1, 0) => BreakCost::WIDOW,
                    (_, 0) if index + 1 == count => BreakCost::WIDOW,
                    (_, 0) => BreakCost::POOR,
                    _ => BreakCost::WIDOW,
                };
                if wraps && line == 0 && index > 0 {
                    band.items.push(hair.clone());
                }
                bands.push(band);
            }
        }
        bands
    }

    /// The head as it stands on the pages on which the table goes on, under the word 续表.
    fn again(&mut self, head: &[Band], context: &Context) -> Again {
        let run = Run { text: "续表".to_owned(), span: Span::default() };
        let style = ParaStyle {
            text: TextStyle::plain(Role::Quote, self.style.note),
            ..self.para_style(context, Align::Right)
        };
        let rows: i64 = head.iter().map(|band| band.rows).sum();
        let mut band = Band::new(rows + 1);
        for line in set(self.setter, &[Inline::Text(run)], &style) {
            band.add_line(line, context.left, self.style.ascent());
        }
        let mut row = 1;
        for own in head {
            let by = Point::new(Len::ZERO, self.style.pitch * row);
            band.items.extend(own.items.iter().map(|item| moved(item.clone(), by)));
            row += own.rows;
        }
        band.items.retain(|item| !matches!(item, Item::Link(_) | Item::Line(_)));
        for item in &mut band.items {
            if let Item::Glyphs(run) = item {
                run.part = Part::Artifact;
            }
        }
        Again { head: band, foot: self.rule(context, Len::ZERO, LIGHT) }
    }

    /// Left edges and widths of the columns: as wide as the words ask, shrunk in proportion.
    fn columns(&mut self, table: &Table, context: &Context) -> Columns {
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
        let mut columns = Vec::new();
        for (index, width) in widths.into_iter().enumerate() {
            let place = self.cell_place(table, index);
            columns.push((x, width + spare, place));
            x += width + spare + em * GUTTER;
        }
        Columns(columns)
    }

    /// Where the words of a column stand: as the table says; numbers by their points (B19).
    fn cell_place(&mut self, table: &Table, index: usize) -> Place {
        let cells = || table.rows.iter().filter_map(|row| row.get(index)).map(|c| plain_text(c));
        match table.alignments.get(index) {
            Some(Alignment::Right) => Place::Aligned(Align::Right),
            Some(Alignment::Center) => Place::Aligned(Align::Center),
            Some(Alignment::Default) if is_numeric(cells()) => {
                let longest = cells().map(|cell| after_point(&cell).to_owned());
                let longest = longest.max_by_key(String::len).unwrap_or_default();
                Place::Point(self.small_width(&longest))
            }
            _ => Place::Aligned(Align::Left),
        }
    }

    fn small_width(&mut self, text: &str) -> Len {
        if text.is_empty() {
            return Len::ZERO;
        }
        let run = Run { text: text.to_owned(), span: Span::default() };
        let style = TextStyle::plain(Role::Body, self.style.note);
        width(self.setter, &[Inline::Text(run)], &style)
    }

    /// The bands of a row, as many as its longest cell has lines.
    fn row(&mut self, row: &[Vec<Inline>], columns: &Columns, role: Role) -> Vec<Band> {
        let mut cells: Vec<(Len, Vec<Line>)> = Vec::new();
        for (cell, (x, width, place)) in row.iter().zip(&columns.0) {
            let (align, width) = match place {
                Place::Aligned(align) => (*align, *width),
                Place::Point(_) if role == Role::Heading => (Align::Right, *width),
                Place::Point(room) => {
                    let own = plain_text(cell);
                    (Align::Right, *width - *room + self.small_width(after_point(&own)))
                }
            };
            let style = ParaStyle {
                text: TextStyle::plain(role, self.style.note),
                measure: Measure { first_indent: Len::ZERO, indent: Len::ZERO, width },
                align,
                level: self.level,
            };
            cells.push((*x, set(self.setter, cell, &style)));
        }
        let rows = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        let ascent = self.style.ascent();
        let band = |index: usize| {
            let mut band = Band::new(1);
            for (x, lines) in &mut cells {
                if let Some(line) = lines.get_mut(index) {
                    band.add_line(std::mem::take(line), *x, ascent);
                }
            }
            band
        };
        (0..rows).map(band).collect()
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

/// Whether the cells of a column are numbers.
fn is_numeric(cells: impl Iterator<Item = String>) -> bool {
    let mut digits = false;
    for cell in cells {
        if !cell.chars().all(|c| c.is_ascii_digit() || ".,-−+%％ ".contains(c)) {
            return false;
        }
        digits |= cell.bytes().any(|byte| byte.is_ascii_digit());
    }
    digits
}

/// A number's point and what follows it.
fn after_point(number: &str) -> &str {
    number.find('.').and_then(|at| number.get(at..)).unwrap_or("")
}
