//! The front of the cover: the title on paper, over a type case whose sorts are the title's own
//! characters, one of them inked like a seal (印章).
//!
//! In: what the book is called and who made it. Out: shapes on a [`Panel`]. Lengths are in units of
//! which the trimmed front is 1600 wide. Never here: pixels, PDF, the other sides.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of pixels")]

use crate::font::{Faces, Role};
use crate::model::meta::Meta;

use super::palette::{Palette, number_of};
use super::shape::{Area, Drawing};
use super::words::{self, Breaks, Glyph};

/// How wide the trimmed front is.
pub(super) const WIDTH: f32 = 1600.0;
/// The margin of the paper.
pub(super) const MARGIN: f32 = 150.0;
/// The side of a sort: ten in a row.
const SORT: f32 = 160.0;
/// The longest title that is drawn; more characters would be too small to read.
const MAX_TITLE: usize = 60;
/// A subtitle stands in no more columns than these.
const MOST_COLUMNS: usize = 3;

/// Where the front lies on the drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    /// The trimmed front.
    pub(super) trim: Area,
    /// All that is printed as the front: with the bleed at its outer edges.
    pub(super) bleed: Area,
}

impl Panel {
    /// How many rows of sorts the type case has.
    fn rows(&self) -> f32 {
        (self.trim.height / 3.2 / SORT).round().max(2.0)
    }

    /// The upper edge of the type case.
    pub(super) fn case_top(&self) -> f32 {
        self.trim.top + self.trim.height - self.rows() * SORT
    }

    /// The lower edge of what is printed.
    pub(super) fn foot(&self) -> f32 {
        self.bleed.top + self.bleed.height
    }
}

/// What is written on a front.
#[derive(Clone, Copy)]
pub(super) struct Front<'a> {
    pub(super) meta: &'a Meta,
    pub(super) title: &'a str,
    pub(super) faces: &'a Faces,
    pub(super) colors: Palette,
    pub(super) panel: Panel,
}

/// The title as it is drawn; `None` when there is none.
pub(super) fn title(meta: &Meta) -> Option<String> {
    let title: String = meta.title.trim().chars().take(MAX_TITLE).collect();
    (!title.is_empty()).then_some(title)
}

/// The names of the authors.
pub(super) fn authors(meta: &Meta) -> String {
    let authors = meta.creators.iter().filter(|creator| creator.role == "aut");
    authors.map(|creator| creator.name.as_str()).collect::<Vec<_>>().join("\u{3000}")
}

impl Front<'_> {
    /// Draws the front.
    pub(super) fn draw(&self, sheet: &mut Drawing) {
        let area = self.panel.bleed;
        sheet.area((area.left, area.top), (area.width, area.height), self.colors.paper);
        let seal = Some((1, 6 + (number_of(self.title) % 2) as i32));
        self.type_case(sheet, (self.panel.trim, area), seal);
        if words::stands_in_columns(self.title) {
            self.in_columns(sheet);
        } else {
            self.in_lines(sheet);
        }
    }

    /// The type case of a side, front or back: sorts with the characters of the title, and the row
    /// and column of the seal.
    pub(super) fn type_case(
        &self,
        sheet: &mut Drawing,
        (trim, bleed): (Area, Area),
        seal: Option<(i32, i32)>,
    ) {
        let (left, right) = (bleed.left, bleed.left + bleed.width);
        let (top, foot, colors) = (self.panel.case_top(), self.panel.foot(), self.colors);
        sheet.area((left, top), (right - left, foot - top), colors.case);
        let plain: String = self.title.chars().filter(|c| c.is_alphanumeric()).collect();
        let glyphs = words::glyphs(self.faces, Role::Body, &plain);
        // Ten sorts are as wide as the side: those that are cut off lie in the bleed.
        let origin = trim.left;
        let first = ((left - origin) / SORT).floor() as i32;
        let last = ((right - origin) / SORT).ceil() as i32;
        let rows = ((foot - top) / SORT).ceil() as i32;
        for row in 0..rows {
            for column in first..last {
                let place = (origin + column as f32 * SORT, top + row as f32 * SORT);
                let inked = Some((row, column)) == seal;
                if inked {
                    sheet.area(place, (SORT, SORT), colors.seal);
                }
                // Each row begins further on, so that no column repeats one character.
                let shift = usize::try_from(row * 3 + column - first.min(0)).unwrap_or(0);
                let index = if inked { Some(0) } else { shift.checked_rem(glyphs.len()) };
                let Some(glyph) = index.and_then(|index| glyphs.get(index)) else { continue };
                let size = SORT * if inked { 0.72 } else { 0.62 };
                let ink = if inked { colors.paper } else { colors.sort };
                let x = place.0 + (SORT - words::width(&[*glyph]) * size) / 2.0;
                let y = place.1 + (SORT - size) / 2.0;
                sheet.letters(&words::line(&[*glyph], x, y, size), ink);
            }
        }
        for line in first..=last {
            let x = origin + line as f32 * SORT - 1.5;
            if x > left && x + 3.0 < right {
                sheet.area((x, top), (3.0, foot - top), colors.joint);
            }
        }
        for line in 0..rows {
            let y = top + line as f32 * SORT - 1.5;
            sheet.area((left, y.max(top)), (right - left, 3.0), colors.joint);
        }
    }

    /// A title of Han characters: columns from the right, the makers lower at the left.
    fn in_columns(&self, sheet: &mut Drawing) {
        let (trim, case_top) = (self.panel.trim, self.panel.case_top());
        let top = trim.top + MARGIN;
        let longest = if self.title.chars().count() <= 7 { 7 } else { 8 };
        let columns = words::columns(self.title, longest);
        let most = columns.iter().map(|column| column.chars().count()).max().unwrap_or(1) as f32;
        let room = case_top - top - MARGIN - 60.0;
        let across = (WIDTH - 2.0 * MARGIN - 320.0) / (columns.len() as f32 * 1.25);
        // A title of one or two characters may fill its column with larger ones.
        let largest = 330.0 + 80.0 * (3.0 - most).max(0.0);
        let size = (room / (most * 1.08)).min(largest).min(across);
        let mut x = trim.left + WIDTH - MARGIN - size / 2.0;
        for column in &columns {
            let set = words::column(self.faces, Role::Strong, column, (x, top), (size, 1.08));
            sheet.letters(&set.letters, self.colors.ink);
            x -= size * 1.25;
        }
        // 文武线: a thick and a thin line beside the title.
        let (line, length) = (x + size * 1.25 - size / 2.0 - 70.0, case_top - top - MARGIN);
        sheet.area((line, top), (7.0, length), self.colors.ink);
        sheet.area((line - 16.0, top), (2.5, length), self.colors.ink);
        if let Some(subtitle) = self.meta.subtitle.as_ref().filter(|words| !words.is_empty()) {
            self.beside(sheet, subtitle, line - 90.0);
        }
        self.makers(sheet);
    }

    /// A subtitle beside the title: in columns when it is Han, else in lines.
    fn beside(&self, sheet: &mut Drawing, text: &str, right: f32) {
        let (left, top, size) = (self.panel.trim.left + MARGIN, self.panel.trim.top + MARGIN, 68.0);
        let longest = ((self.panel.case_top() - top - MARGIN) / (size * 1.2)) as usize;
        let columns = words::columns(text, longest);
        // A list (刀、泥、铅) would fall apart into many short columns: it stands in lines.
        if words::stands_in_columns(text) && columns.len() <= MOST_COLUMNS {
            for (index, column) in columns.iter().enumerate() {
                let x = right - index as f32 * size * 1.5;
                let set = words::column(self.faces, Role::Quote, column, (x, top), (size, 1.2));
                sheet.letters(&set.letters, self.colors.soft);
            }
            return;
        }
        let glyphs = words::glyphs(self.faces, Role::Body, text);
        let measure = (right - left).max(size * 4.0) / size;
        let lines = words::even_lines(&glyphs, measure, Breaks::Everywhere);
        for (index, line) in lines.iter().take(5).enumerate() {
            let y = top + index as f32 * size * 1.5;
            sheet.letters(&words::line(line, left, y, size), self.colors.soft);
        }
    }

    /// A title with Latin letters or other marks: lines from the left.
    fn in_lines(&self, sheet: &mut Drawing) {
        let (left, measure) = (self.panel.trim.left + MARGIN, WIDTH - 2.0 * MARGIN);
        let (size, lines) = self.title_lines(measure);
        let mut y = self.panel.trim.top + MARGIN + 60.0;
        for line in lines {
            sheet.letters(&words::line(&line, left, y, size), self.colors.ink);
            y += size * 1.25;
        }
        y += 40.0;
        sheet.area((left, y), (measure, 7.0), self.colors.ink);
        sheet.area((left, y + 14.0), (measure, 2.5), self.colors.ink);
        y += 80.0;
        if let Some(subtitle) = self.meta.subtitle.as_ref().filter(|words| !words.is_empty()) {
            let glyphs = words::glyphs(self.faces, Role::Body, subtitle);
            let lines = words::even_lines(&glyphs, measure / 72.0, Breaks::Everywhere);
            for line in lines.into_iter().take(3) {
                sheet.letters(&words::line(&line, left, y, 72.0), self.colors.soft);
                y += 72.0 * 1.5;
            }
        }
        self.makers(sheet);
    }

    /// The largest size at which a title fits, and its lines: broken at its spaces if it can be.
    fn title_lines(&self, measure: f32) -> (f32, Vec<Vec<Glyph>>) {
        let glyphs = words::glyphs(self.faces, Role::Strong, self.title);
        let room = (self.panel.case_top() - self.panel.trim.top) / 2.0;
        let fits = |size: f32, breaks: Breaks| {
            let lines = words::even_lines(&glyphs, measure / size, breaks);
            let wide = lines.iter().any(|line| words::width(line) * size > measure);
            (!wide && lines.len() as f32 * size * 1.25 <= room).then_some((size, lines))
        };
        let sizes = [260.0, 220.0, 190.0, 160.0, 135.0, 115.0, 100.0, 84.0, 70.0];
        let spaced = self.title.contains(' ').then_some(Breaks::Spaces);
        let large = sizes.iter().take(4).flat_map(|size| spaced.map(|breaks| (*size, breaks)));
        let any = sizes.iter().map(|size| (*size, Breaks::Everywhere));
        large
            .chain(any)
            .find_map(|(size, breaks)| fits(size, breaks))
            .unwrap_or_else(|| (60.0, words::lines(&glyphs, measure / 60.0, Breaks::Everywhere)))
    }

    /// The makers and the publisher, at the foot of the paper.
    fn makers(&self, sheet: &mut Drawing) {
        let (left, measure) = (self.panel.trim.left + MARGIN, WIDTH - 2.0 * MARGIN);
        let mut y = self.panel.case_top() - MARGIN;
        if let Some(publisher) = &self.meta.publisher {
            y -= 50.0;
            let glyphs = words::glyphs(self.faces, Role::Body, publisher);
            sheet.letters(&words::line(&glyphs, left, y, 50.0), self.colors.soft);
            y -= 44.0;
        }
        let glyphs = words::glyphs(self.faces, Role::Quote, &authors(self.meta));
        let size = (measure * 0.5 / words::width(&glyphs).max(1.0)).clamp(40.0, 96.0);
        let lines = words::lines(&glyphs, measure * 0.5 / size, Breaks::Everywhere);
        y -= lines.len() as f32 * size * 1.35;
        for line in lines {
            sheet.letters(&words::line(&line, left, y, size), self.colors.ink);
            y += size * 1.35;
        }
    }
}
