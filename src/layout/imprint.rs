//! The imprint (版权页), on the back of the title page: rights, CIP data, the record of the edition.
//!
//! In: what book.yaml says, and how large the book has become. Out: [`Draft`]s, one unless there is
//! very much to tell. The order is that of GB/T 12450 (B6): 版权说明 above, 图书在版编目数据 in the
//! middle, 版本记录 below. No field is printed empty, none invented (B9). Never here: other pages.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::book::Book;
use crate::model::inline::{Inline, Run};
use crate::model::meta::{Fact, Meta};
use crate::units::{Len, Point, Rect, Size};

use super::card::LABEL;
use super::column::moved;
use super::compose::Draft;
use super::flow::Flow;
use super::frame::{Ink, Item, Rule};
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};
use super::style::Style;

/// What stands above the CIP data (GB/T 12451).
const CIP_HEAD: &str = "图书在版编目（CIP）数据";
/// What makers are called, by their roles (MARC).
const MAKERS: [(&str, &[&str]); 5] = [
    ("作者", &["aut"]),
    ("译者", &["trl"]),
    ("编者", &["edt", "com"]),
    ("注者", &["ann"]),
    ("插图", &["ill"]),
];
/// The area of a full sheet of paper (787 mm × 1092 mm) in square millimetres: how often a page
/// goes into it gives its 开数.
const SHEET: i64 = 787 * 1092;

impl Flow<'_, '_> {
    /// Sets the imprint of a book of so many pages.
    pub(super) fn imprint(&mut self, book: &Book, pages: usize) -> Vec<Draft> {
        let top = self.rights(&book.meta);
        let cip = self.cip(&book.meta.imprint.cip);
        let size = self.style.note;
        let room = (size * LABEL, self.style.measure() - size * (LABEL + 1));
        let mut record = Vec::new();
        for (name, value) in facts(&book.meta, self.style, pages) {
            record.extend(self.fact((&name, &value), room, Role::Body));
        }
        let lines = self.small_lines();
        let mut drafts = vec![Draft::blank()];
        let between = lines.checked_sub(top.len() + cip.len() + record.len() + 4);
        self.put(&mut drafts, 0, top);
        if !cip.is_empty() {
            let row = lines.saturating_sub(record.len() + cip.len());
            self.put(&mut drafts, row / 2, cip);
        }
        if between.is_none() {
            drafts.push(Draft::blank());
        }
        let first = lines.saturating_sub(record.len());
        self.put(&mut drafts, first, record);
        drafts
    }

    /// How many lines of the size of notes a page holds.
    fn small_lines(&self) -> usize {
        let lines = (self.style.depth() - self.style.note).count(self.style.note_pitch) + 1;
        usize::try_from(lines).unwrap_or(1).max(1)
    }

    /// Puts lines on the last page from a row on; what is too much for it goes on overleaf.
    fn put(&mut self, drafts: &mut Vec<Draft>, row: usize, lines: Vec<Line>) {
        let most = self.small_lines();
        for (index, line) in lines.into_iter().enumerate() {
            let row = row + index;
            if row > 0 && row.is_multiple_of(most) {
                drafts.push(Draft::blank());
            }
            let y = self.style.note_pitch * (row % most) as i64 + self.style.note.scale(88, 100);
            if let Some(draft) = drafts.last_mut() {
                let by = Point::new(Len::ZERO, y);
                draft.items.extend(line.items.into_iter().map(|item| moved(item, by)));
            }
        }
    }

    /// The title and whose the rights are.
    fn rights(&mut self, meta: &Meta) -> Vec<Line> {
        let mut lines = self.small(&meta.title, Role::Heading, Len::ZERO);
        for text in meta.rights.iter().chain(&meta.license) {
            lines.extend(self.small(text, Role::Body, Len::ZERO));
        }
        lines
    }

    /// The CIP data between two rules: the head and each entry two em in, what turns over two em
    /// out (B7).
    fn cip(&mut self, paragraphs: &[String]) -> Vec<Line> {
        if paragraphs.is_empty() {
            return Vec::new();
        }
        let indent = self.style.note * 2;
        let mut lines = self.small(CIP_HEAD, Role::Heading, indent);
        lines.push(Line::default());
        for text in paragraphs {
            lines.extend(self.small(text, Role::Body, indent));
        }
        let measure = self.style.measure();
        let pitch = self.style.note_pitch;
        let rule = |y: Len| {
            let size = Size { width: measure, height: Len::pt100(40) };
            Item::Rule(Rule {
                rect: Rect { origin: Point::new(Len::ZERO, y), size },
                ink: Ink::Black,
            })
        };
        if let Some(first) = lines.first_mut() {
            first.items.push(rule(Len::ZERO - pitch * 8 / 5));
        }
        if let Some(last) = lines.last_mut() {
            last.items.push(rule(pitch));
        }
        lines
    }

    fn small(&mut self, text: &str, role: Role, first_indent: Len) -> Vec<Line> {
        let run = Run { text: text.to_owned(), span: Span::default() };
        let style = ParaStyle {
            text: TextStyle::plain(role, self.style.note),
            measure: Measure { first_indent, indent: Len::ZERO, width: self.style.measure() },
            align: Align::Left,
            level: self.level,
        };
        set(self.setter, &[Inline::Text(run)], &style)
    }
}

/// The record of the edition: what every book tells, with the book's own facts between; its own
/// words win over ours.
fn facts(meta: &Meta, style: &Style, pages: usize) -> Vec<(String, String)> {
    let title = match &meta.subtitle {
        Some(subtitle) => format!("{}——{subtitle}", meta.title),
        None => meta.title.clone(),
    };
    let mut before = vec![("书名", Some(title))];
    for (name, roles) in MAKERS {
        let own = meta.creators.iter().filter(|creator| roles.contains(&creator.role.as_str()));
        let names: Vec<&str> = own.map(|creator| creator.name.as_str()).collect();
        before.push((name, (!names.is_empty()).then(|| names.join("、"))));
    }
    before.push(("出版者", meta.publisher.clone()));
    let after = [
        ("版次", meta.edition.clone()),
        ("版本", meta.revision()),
        ("出版日期", meta.date.clone()),
        ("书号", meta.isbn.as_ref().map(|isbn| format!("ISBN {}", hyphens(isbn)))),
        ("来源", meta.source.clone()),
    ];
    let own = &meta.imprint.facts;
    let default = |(name, value): (&str, Option<String>)| {
        let told = own.iter().any(|(own, _)| own == name);
        value.filter(|_| !told).map(|value| (name.to_owned(), value))
    };
    let mut facts: Vec<(String, String)> = before.into_iter().filter_map(default).collect();
    facts.extend(own.iter().map(|(name, fact)| (name.clone(), value(fact, style, pages))));
    facts.extend(after.into_iter().filter_map(default));
    facts
}

fn value(fact: &Fact, style: &Style, pages: usize) -> String {
    let pages = i64::try_from(pages).unwrap_or(0);
    match fact {
        Fact::Given(given) => given.clone(),
        Fact::Pages => pages.to_string(),
        Fact::Format => {
            let (width, height) = (hundredths(style.trim.width), hundredths(style.trim.height));
            format!("{}mm×{}mm　1/{}", decimal(width), decimal(height), leaves(style))
        }
        Fact::Sheets => decimal((pages * 100 + leaves(style) / 2) / leaves(style)),
        Fact::Characters => {
            let thousands = (style.columns * style.lines * pages + 500) / 1000;
            format!("{thousands}千字")
        }
    }
}

/// 开数: the power of two that is nearest to how often a page goes into a sheet.
fn leaves(style: &Style) -> i64 {
    let area = hundredths(style.trim.width) * hundredths(style.trim.height) / 10_000;
    let often = SHEET * 100 / area.max(1);
    // Nearest on the scale of powers: above √2 times one it is the next.
    (0..12).map(|power| 1 << power).find(|leaves| often * 100 <= leaves * 14_142).unwrap_or(64)
}

/// Hundredths of a millimetre.
fn hundredths(length: Len) -> i64 {
    let inch = Len::pt(72).0;
    (length.0 * 2540 + inch / 2) / inch
}

/// Hundredths as a decimal number without zeros at its end.
fn decimal(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An ISBN with its hyphens. Those of China (978-7) are cut by the agency's ranges; of others only
/// their agencies know where.
fn hyphens(isbn: &str) -> String {
    let Some(rest) = isbn.strip_prefix("9787").filter(|rest| rest.len() == 9) else {
        return isbn.to_owned();
    };
    let publisher = match rest.get(..2).and_then(|two| two.parse::<u32>().ok()) {
        Some(0..=9) => 2,
        Some(10..=49) => 3,
        Some(50..=79) => 4,
        Some(80..=89) => 5,
        Some(90..=98) => 6,
        _ => 7,
    };
    match (rest.get(..publisher), rest.get(publisher..8), rest.get(8..)) {
        (Some(publisher), Some(title), Some(check)) => {
            format!("978-7-{publisher}-{title}-{check}")
        }
        _ => isbn.to_owned(),
    }
}
