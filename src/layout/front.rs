//! The pages before the text: half-title and title page; and the openings of parts.
//!
//! In: what the book says of itself. Out: [`Draft`]s. Nothing is printed empty, nothing invented
//! (B5). Never here: chapters, the imprint.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::book::Part;
use crate::model::inline::{Inline, Run};
use crate::model::meta::{Creator, Meta};
use crate::units::{Len, Point};

use super::column::Band;
use super::compose::Draft;
use super::flow::Flow;
use super::para::text::TextStyle;

/// A line of a front page: words, face, size, its row from the top.
struct Placed<'a> {
    text: &'a str,
    role: Role,
    size: Len,
    row: i64,
}

impl Flow<'_, '_> {
    /// The half-title (扉页衬): the title alone, small, on the first right page; its back is blank.
    pub(super) fn half_title(&mut self, meta: &Meta) -> Draft {
        let mut draft = Draft::blank();
        let (text, row) = (meta.title.as_str(), self.style.lines / 4);
        let size = self.style.body.scale(152, 100);
        self.place(&mut draft, &Placed { text, role: Role::Body, size, row });
        draft
    }

    /// The title page (扉页): title, subtitle, makers, publisher.
    pub(super) fn title_page(&mut self, meta: &Meta) -> Draft {
        let body = self.style.body;
        let mut draft = Draft::blank();
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
            let size = body;
            row += self.place(&mut draft, &Placed { text: &text, role: Role::Quote, size, row });
        }
        if let Some(text) = &meta.publisher {
            let row = self.style.lines - 2;
            self.place(&mut draft, &Placed { text, role: Role::Body, size: body, row });
        }
        draft
    }

    /// The opening of a part (篇扉): its title in the middle of a right page.
    pub(super) fn part_page(&mut self, part: &Part) -> Draft {
        let mut draft = Draft::blank();
        let (label, words) = split_part(&part.title);
        let body = self.style.body;
        let mut row = self.style.lines * 3 / 10;
        draft.anchors.push((part.id.clone(), Point::new(Len::ZERO, self.style.pitch * row)));
        if let Some(text) = label {
            let size = body.scale(152, 100);
            row += self.place(&mut draft, &Placed { text, role: Role::Quote, size, row });
            row += 1;
        }
        let size = match words.chars().count() {
            0..=8 => body.scale(25, 10),
            9..=16 => body * 2,
            _ => body.scale(152, 100),
        };
        self.place(&mut draft, &Placed { text: words, role: Role::Display, size, row });
        draft
    }

    /// Centres words on a row; gives how many rows they take.
    fn place(&mut self, draft: &mut Draft, placed: &Placed<'_>) -> i64 {
        let run = Run { text: placed.text.to_owned(), span: Span::default() };
        let lines = self.balanced(&[Inline::Text(run)], TextStyle::plain(placed.role, placed.size));
        let rows_each =
            (placed.size.scale(15, 10) + self.style.pitch - Len(1)).count(self.style.pitch);
        let rows_each = rows_each.max(1);
        let mut band = Band::new(1);
        let count = lines.len() as i64;
        for (index, line) in lines.into_iter().enumerate() {
            let top = self.style.pitch * (placed.row + rows_each * index as i64);
            band.add_line(line, Len::ZERO, top + placed.size.scale(88, 100));
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
