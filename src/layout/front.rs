//! The pages before the text: half-title, title page, imprint; and the openings of parts.
//!
//! In: what the book says of itself. Out: [`Draft`]s. No field is printed empty, none invented
//! (B5, B9). Never here: chapters.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::book::{Book, Part};
use crate::model::inline::{Inline, Run};
use crate::model::meta::{Creator, Meta};
use crate::units::{Len, Point};

use super::column::{Band, moved};
use super::compose::Draft;
use super::flow::Flow;
use super::para::breaker::Measure;
use super::para::kinsoku::Level;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// A line of a front page: words, face, size, its row from the top.
struct Placed<'a> {
    text: &'a str,
    role: Role,
    size: Len,
    row: i64,
}

impl Flow<'_, '_> {
    /// The title page (扉页): title, subtitle, makers, publisher.
    pub(super) fn title_page(&mut self, meta: &Meta) -> Draft {
        let body = self.style.body;
        let mut draft = Draft { opening: true, bare: true, ..Draft::default() };
        let length = meta.title.chars().count() as i64;
        let size = match length {
            0..=6 => body * 3,
            7..=10 => body.scale(24, 10),
            _ => body * 2,
        };
        let mut row = self.style.lines / 5;
        row +=
            self.place(&mut draft, &Placed { text: &meta.title, role: Role::Display, size, row });
        if let Some(text) = &meta.subtitle {
            let size = body.scale(133, 100);
            row += 1;
            row += self.place(&mut draft, &Placed { text, role: Role::Quote, size, row });
        }
        row += 2;
        for creator in &meta.creators {
            let text = credit(creator);
            let size = body.scale(105, 100);
            row += self.place(&mut draft, &Placed { text: &text, role: Role::Quote, size, row });
        }
        if let Some(text) = &meta.publisher {
            let row = self.style.lines - 2;
            self.place(&mut draft, &Placed { text, role: Role::Body, size: body, row });
        }
        draft
    }

    /// The imprint (版权页), on the verso of the title page: only what book.yaml says.
    pub(super) fn imprint(&mut self, book: &Book) -> Draft {
        let facts = facts(&book.meta);
        let mut draft = Draft { opening: true, bare: true, ..Draft::default() };
        let size = self.style.note;
        let mut lines = Vec::new();
        for (label, value) in facts {
            let run = Run { text: format!("{label}{value}"), span: Span::default() };
            let style = ParaStyle {
                text: TextStyle::plain(Role::Body, size),
                measure: Measure {
                    first_indent: Len::ZERO,
                    indent: size * 2,
                    width: self.style.measure(),
                },
                align: Align::Left,
                level: Level::Gb,
            };
            lines.extend(set(self.setter, &[Inline::Text(run)], &style));
        }
        let first_row = self.style.lines - lines.len() as i64;
        for (row, line) in (first_row..).zip(lines) {
            let by = Point::new(Len::ZERO, self.style.pitch * row + self.style.ascent());
            draft.items.extend(line.items.into_iter().map(|item| moved(item, by)));
        }
        draft
    }

    /// The opening of a part (篇扉): its title in the middle of a right page.
    pub(super) fn part_page(&mut self, part: &Part) -> Draft {
        let mut draft = Draft { opening: true, bare: true, ..Draft::default() };
        draft.anchors.push((part.id.clone(), Point::default()));
        let (label, words) = split_part(&part.title);
        let body = self.style.body;
        let mut row = self.style.lines * 3 / 10;
        if let Some(text) = label {
            let size = body.scale(152, 100);
            row += self.place(&mut draft, &Placed { text, role: Role::Quote, size, row });
            row += 1;
        }
        let size = body.scale(25, 10);
        self.place(&mut draft, &Placed { text: words, role: Role::Display, size, row });
        draft
    }

    /// Centres words on a row; gives how many rows they take.
    fn place(&mut self, draft: &mut Draft, placed: &Placed<'_>) -> i64 {
        let run = Run { text: placed.text.to_owned(), span: Span::default() };
        let style = ParaStyle {
            text: TextStyle::plain(placed.role, placed.size),
            ..self.para_style(&self.body(), Align::Center)
        };
        let lines = set(self.setter, &[Inline::Text(run)], &style);
        let rows_each =
            (placed.size.scale(15, 10) + self.style.pitch - Len(1)).count(self.style.pitch);
        let rows_each = rows_each.max(1);
        let mut band = Band::new(1);
        let count = lines.len() as i64;
        for (index, line) in lines.into_iter().enumerate() {
            let top = self.style.pitch * (placed.row + rows_each * index as i64);
            band.add_line(line, Len::ZERO, top + placed.size);
        }
        draft.items.extend(band.items);
        rows_each * count
    }
}

/// A name with what its bearer did: 某人　著.
fn credit(creator: &Creator) -> String {
    let did = match creator.role.as_str() {
        "aut" => "著",
        "trl" => "译",
        "edt" => "编",
        "ill" => "绘",
        "com" => "辑",
        "ann" => "注",
        _ => "",
    };
    // A name that tells what was done (某某 辑) needs no second word.
    let told = ["著", "译", "编", "绘", "辑", "注"].iter().any(|word| {
        creator.name.ends_with(word)
            && creator.name.chars().rev().nth(1).is_some_and(char::is_whitespace)
    });
    if did.is_empty() || told { creator.name.clone() } else { format!("{}　{did}", creator.name) }
}

/// 卷一 刀与泥 in two: label and words; a title of one word has no label.
fn split_part(title: &str) -> (Option<&str>, &str) {
    let cut = title.find(|c: char| c.is_whitespace() || c == '：' || c == ':');
    let parts = cut.and_then(|at| title.split_at_checked(at));
    match parts {
        Some((label, rest)) => {
            let words =
                rest.trim_start_matches(|c: char| c.is_whitespace() || c == '：' || c == ':');
            if words.is_empty() { (None, title) } else { (Some(label), words) }
        }
        None => (None, title),
    }
}

/// The facts of the imprint, in the order of GB/T 12450, each only if it is there.
fn facts(meta: &Meta) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let full = match &meta.subtitle {
        Some(subtitle) => format!("{}——{subtitle}", meta.title),
        None => meta.title.clone(),
    };
    facts.push(("书　　名：", full));
    let names: Vec<String> = meta.creators.iter().map(|creator| creator.name.clone()).collect();
    let isbn = meta.isbn.as_ref().map(|isbn| format!("ISBN {isbn}"));
    let optional = [
        ("作　　者：", (!names.is_empty()).then(|| names.join("、"))),
        ("出 版 者：", meta.publisher.clone()),
        ("版　　次：", meta.edition.clone()),
        ("出版日期：", meta.date.clone()),
        ("书　　号：", isbn),
        ("来　　源：", meta.source.clone()),
        ("许　　可：", meta.license.clone()),
        ("", meta.rights.clone()),
    ];
    facts.extend(optional.into_iter().filter_map(|(label, value)| Some((label, value?))));
    facts
}
