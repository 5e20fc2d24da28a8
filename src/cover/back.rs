//! The back: what the book is about, and its barcode (封底).
//!
//! In: the description and the ISBN, and where the back lies. Out: shapes. The text is made smaller
//! until it fits; one that does not is an error, for no word may be lost. Never here: the front.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of units")]

use crate::diag::catalog::cover as catalog;
use crate::diag::report::Diagnostics;
use crate::font::Role;
use crate::units::Len;

use super::barcode::{self, HEIGHT, MODULE_MM100, MODULES};
use super::front::{Front, MARGIN};
use super::jacket::Plan;
use super::shape::{Drawing, Ink};
use super::words::{self, Breaks, Glyph};

/// The sizes that are tried, in points.
const SIZES: [f32; 9] = [12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5];
/// From line to line, in ems.
const LEADING: f32 = 1.8;
/// A line is filled up to the measure if its characters move no further apart than this, in ems.
const LOOSEST: f32 = 0.2;
/// The white ground reaches so many modules beyond the barcode at head and foot.
const GROUND: f32 = 2.5;

/// What is drawn.
pub(super) struct Back<'a> {
    pub(super) front: Front<'a>,
    pub(super) plan: &'a Plan,
}

impl Back<'_> {
    /// Draws the back.
    pub(super) fn draw(&self, sheet: &mut Drawing, diags: &mut Diagnostics) {
        let (meta, area) = (self.front.meta, self.plan.back_bleed);
        sheet.area((area.left, area.top), (area.width, area.height), self.front.colors.paper);
        self.front.type_case(sheet, (self.plan.back, area), None);
        if let Some(text) = &meta.description
            && !self.text(sheet, text)
        {
            diags.push(catalog::back_text_too_long(meta.span, text.chars().count()));
        }
        match &meta.isbn {
            Some(isbn) => self.barcode(sheet, isbn),
            None => diags.push(catalog::barcode_missing(meta.span)),
        }
    }

    /// The description, a paragraph for each of its lines; false when it does not fit.
    fn text(&self, sheet: &mut Drawing, text: &str) -> bool {
        let (back, colors) = (self.plan.back, self.front.colors);
        let (left, top) = (back.left + MARGIN, back.top + MARGIN);
        let measure = back.width - 2.0 * MARGIN;
        let paragraphs: Vec<Vec<Glyph>> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| {
                words::glyphs(self.front.faces, Role::Body, &format!("\u{3000}\u{3000}{line}"))
            })
            .collect();
        let first = top + 70.0;
        let room = self.plan.front.case_top() - MARGIN * 0.6 - first;
        let broken = |points: f32| {
            let size = self.plan.points(points);
            let lines: Vec<Vec<Vec<Glyph>>> = paragraphs
                .iter()
                .map(|glyphs| words::lines(glyphs, measure / size, Breaks::Everywhere))
                .collect();
            let count = lines.iter().map(Vec::len).sum::<usize>() as f32;
            (count * LEADING * size <= room).then_some((size, lines))
        };
        let Some((size, paragraphs)) = SIZES.into_iter().find_map(broken) else { return false };
        sheet.area((left, top), (140.0, 10.0), colors.seal);
        let mut y = first;
        for lines in paragraphs {
            for (index, line) in lines.iter().enumerate() {
                let gaps = line.len().saturating_sub(1).max(1) as f32;
                let more = (measure - words::width(line) * size) / gaps;
                let full = index + 1 < lines.len() && words::is_mostly_han(line);
                let more = if full && more.abs() <= LOOSEST * size { more } else { 0.0 };
                sheet.letters(&words::spread(line, (left, y), size, more), Ink::BLACK);
                y += LEADING * size;
            }
        }
        true
    }

    /// The barcode on white, at the lower right (R13).
    fn barcode(&self, sheet: &mut Drawing, isbn: &str) {
        let (plan, back, binder) = (self.plan, self.plan.back, self.plan.binder);
        let module = plan.units(Len::mm100(MODULE_MM100 * binder.barcode)) / 100.0;
        let (wide, high) = (MODULES * module, (HEIGHT + 2.0 * GROUND) * module);
        let width = wide.max(plan.units(binder.ground.0));
        let height = high.max(plan.units(binder.ground.1));
        let away = plan.units(binder.away);
        let (left, top) =
            (back.left + back.width - away - width, back.top + back.height - away - height);
        sheet.area((left, top), (width, height), Ink::WHITE);
        let place = (left + (width - wide) / 2.0, top + (height - HEIGHT * module) / 2.0);
        barcode::draw(sheet, self.front.faces, isbn, place, module);
    }
}
