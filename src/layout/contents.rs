//! The contents pages (目录): entries, leaders, page numbers.
//!
//! In: the entries of the book. Out: a column with an empty place for each number, which is filled
//! once the chapters have their pages; the contents have folios of their own, so they never move a
//! chapter (B15). Never here: what the entries are (`model::toc`).

use std::sync::Arc;

use crate::diag::span::Span;
use crate::font::{Faces, LatinStyle, Role};
use crate::model::inline::{Inline, Run};
use crate::model::meta::Script;
use crate::model::toc::{Entry, EntryKind};
use crate::units::{Len, Point};

use super::column::{Band, BreakCost, Unit, Way};
use super::flow::Flow;
use super::frame::{Destination, Glyph, GlyphRun, Ink, Item, Part};
use super::para::breaker::Measure;
use super::para::line::link_item;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// The room that a page number needs, in hundredths of an em.
const NUMBER_ROOM: i64 = 250;

/// The rows of the title.
const TITLE_ROWS: i64 = 6;

/// The id that the contents pages themselves have.
pub(super) const CONTENTS_ID: &str = "contents";

/// What the contents call themselves: on their page, in running heads and in the outline.
pub(super) fn name(script: Script) -> &'static str {
    if script.corner_quotes() { "目錄" } else { "目录" }
}

impl Flow<'_, '_> {
    /// Sets the contents to a depth: 1 for chapters, 2 with sections, and so on.
    pub(super) fn contents(&mut self, entries: &[Entry], depth: u8, name: &str) {
        self.column.anchor(CONTENTS_ID);
        self.contents_title(name);
        let mut in_parts = false;
        for entry in entries {
            // What comes after the parts belongs to none of them.
            if in_parts && entry.kind != EntryKind::Part {
                self.column.space(1);
            }
            in_parts = entry.kind == EntryKind::Part;
            self.entry(entry, depth, 0);
        }
    }

    /// 目　录, set apart (疏排, L5.7), over six lines; over fewer where that saves a page.
    fn contents_title(&mut self, title: &str) {
        let run = Run { text: title.to_owned(), span: Span::default() };
        let size = self.style.body.scale(171, 100);
        let style = ParaStyle {
            text: TextStyle { loose: size, ..TextStyle::plain(Role::Heading, size) },
            ..self.para_style(&self.body(), Align::Center)
        };
        let mut unit = Unit::of(vec![Band::new(TITLE_ROWS)]);
        for line in set(self.setter, &[Inline::Text(run)], &style) {
            for way in [TITLE_ROWS, TITLE_ROWS - 1, TITLE_ROWS - 2] {
                let mut band = Band::new(way);
                let above = self.style.pitch * ((way - 1) / 2);
                band.add_line(line.clone(), Len::ZERO, above + self.style.ascent());
                unit.ways.push(Way { bands: vec![band], cost: (TITLE_ROWS - way) * 400 });
            }
        }
        unit.ways.remove(0);
        self.column.push_unit(unit);
        self.column.head_before();
    }

    fn entry(&mut self, entry: &Entry, depth: u8, level: i64) {
        if entry.kind == EntryKind::Part {
            self.part_entry(entry);
            entry.children.iter().for_each(|child| self.entry(child, depth, 0));
            return;
        }
        self.plain_entry(entry, level);
        if level + 1 < i64::from(depth) {
            entry.children.iter().for_each(|child| self.entry(child, depth, level + 1));
        }
    }

    fn part_entry(&mut self, entry: &Entry) {
        self.column.space(1);
        self.leader_line(entry, Role::Heading, Len::ZERO);
        self.column.keep_with_next(BreakCost::HEAD);
    }

    fn plain_entry(&mut self, entry: &Entry, level: i64) {
        let role = if level == 0 { Role::Body } else { Role::Quote };
        self.leader_line(entry, role, self.style.body * (level * 2));
    }

    /// An entry: its words, dots, its number. A long one turns over with two em more indent and
    /// never comes near the number.
    fn leader_line(&mut self, entry: &Entry, role: Role, indent: Len) {
        let em = self.style.body;
        let run = Run { text: entry.title.clone(), span: Span::default() };
        let measure = self.style.measure();
        let style = ParaStyle {
            text: TextStyle::plain(role, em),
            measure: Measure {
                first_indent: indent,
                indent: indent + em * 2,
                width: measure - em.scale(NUMBER_ROOM, 100) - em * 2,
            },
            align: Align::Left,
            level: self.level,
        };
        let lines = set(self.setter, &[Inline::Text(run)], &style);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut band = Band::new(1);
            let right = line.right;
            if index > 0 {
                band.break_before = BreakCost::HEAD;
            }
            band.add_line(line, Len::ZERO, self.style.ascent());
            let to = Destination::Anchor(entry.target.clone());
            let link = link_item(Len::ZERO, measure, em, to);
            band.items.push(super::column::moved(link, Point::new(Len::ZERO, self.style.ascent())));
            if index + 1 == count {
                band.items.extend(self.leader(right, measure));
                let at = Point::new(measure, self.style.ascent());
                band.numbers.push((entry.target.clone(), at));
            }
            self.column.push(band);
        }
    }

    /// Dots from `right` to the number's room, each in a half-em cell of the measure, so that the
    /// dots of all lines stand in columns.
    fn leader(&mut self, right: Len, measure: Len) -> Option<Item> {
        let cell = self.style.body / 2;
        let (face, id) = self.setter.faces.han(Role::Body, '·')?;
        let own = self.setter.faces.face(face);
        let units = i64::from(own.units_per_em);
        let advance = self.style.body.scale(i64::from(own.advance(id)), units);
        let end = measure - self.style.body.scale(NUMBER_ROOM, 100);
        let first = (right + self.style.body / 2).count(cell) + 1;
        let last = end.count(cell);
        let glyphs: Vec<Glyph> = (first..last)
            .map(|index| Glyph {
                id,
                x: cell * index + (cell - advance) / 2,
                y: Len::ZERO,
                text_start: ((index - first) * 2) as u32,
                text_end: ((index - first) * 2 + 2) as u32,
            })
            .collect();
        if glyphs.len() < 3 {
            return None;
        }
        Some(Item::Glyphs(GlyphRun {
            face,
            size: self.style.body,
            ink: Ink::Black,
            origin: Point::new(Len::ZERO, self.style.ascent()),
            turned: false,
            text: Arc::from("·".repeat(glyphs.len())),
            glyphs,
            part: Part::Artifact,
            span: Span::default(),
        }))
    }
}

/// The page number of an entry, at the right end of its line; digits are as wide as each other.
pub(super) fn number_item(
    faces: &Faces,
    text: &str,
    size: Len,
    right: Len,
    baseline: Len,
) -> Option<Item> {
    let mut glyphs = Vec::new();
    let mut pen = Len::ZERO;
    let mut chosen = None;
    for (at, character) in text.char_indices() {
        let (face, id) = faces.latin(Role::Body, LatinStyle::Regular, character)?;
        chosen = chosen.or(Some(face));
        let (start, end) = (at as u32, (at + character.len_utf8()) as u32);
        glyphs.push(Glyph { id, x: pen, y: Len::ZERO, text_start: start, text_end: end });
        let own = faces.face(face);
        pen += size.scale(i64::from(own.advance(id)), i64::from(own.units_per_em));
    }
    Some(Item::Glyphs(GlyphRun {
        face: chosen?,
        size,
        ink: Ink::Black,
        origin: Point::new(right - pen, baseline),
        turned: false,
        glyphs,
        text: Arc::from(text),
        part: Part::Body,
        span: Span::default(),
    }))
}
