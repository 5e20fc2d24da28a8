//! The figures in a few lines, as `publish check` ends.
//!
//! In: [`Figures`], the texts for places, a language. Out: the totals, and whatever should alarm;
//! a book in order has two lines. Never here: the figures themselves.

use crate::diag::files::Files;
use crate::diag::render::spot;
use crate::diag::report::Tongue;

use super::figures::{CharacterUse, Figures};

/// How many unusual characters are named.
const NAMED: usize = 8;

/// A count with its unit, where English has two forms of the word.
pub(super) fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

/// A number with a comma before every three digits.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Figures {
    /// The totals and whatever should alarm, with no line end after the last line.
    pub fn summary(&self, files: &Files, tongue: Tongue) -> String {
        let mut lines = vec![self.totals_line(tongue)];
        lines.extend(self.parts_line(tongue));
        let rare = match tongue {
            Tongue::English => "outside 通用规范汉字表",
            Tongue::Chinese => "表外字（不在通用规范汉字表）",
        };
        let missing = match tongue {
            Tongue::English => "in no font",
            Tongue::Chinese => "缺字（没有字体收有）",
        };
        lines.extend(uses_line(rare, &self.rare, files, tongue));
        lines.extend(uses_line(missing, &self.missing, files, tongue));
        lines.join("\n")
    }

    fn totals_line(&self, tongue: Tongue) -> String {
        let (title, chapters, pages) = (&self.title, self.chapters.len(), self.pages);
        let (han, distinct) = (self.totals.han, self.distinct_han);
        match tongue {
            Tongue::English => format!(
                "{title}: {}, {} ({} different), {}",
                counted(chapters, "chapter", "chapters"),
                counted(han, "Han character", "Han characters"),
                grouped(distinct),
                counted(pages, "page", "pages"),
            ),
            Tongue::Chinese => format!(
                "《{title}》：{chapters} 章，{} 个汉字（{} 个不同），{pages} 页",
                grouped(han),
                grouped(distinct),
            ),
        }
    }

    /// Notes, verse, pictures: what there is of them.
    fn parts_line(&self, tongue: Tongue) -> Option<String> {
        let totals = &self.totals;
        let parts = [
            (totals.notes, "note", "notes", "条注释"),
            (totals.verse_lines, "line of verse", "lines of verse", "行诗"),
            (totals.pictures, "picture", "pictures", "幅图"),
        ];
        let there = parts.into_iter().filter(|part| part.0 > 0);
        let words: Vec<String> = there
            .map(|(count, one, more, chinese)| match tongue {
                Tongue::English => counted(count, one, more),
                Tongue::Chinese => format!("{} {chinese}", grouped(count)),
            })
            .collect();
        let between = match tongue {
            Tongue::English => ", ",
            Tongue::Chinese => "，",
        };
        (!words.is_empty()).then(|| format!("  {}", words.join(between)))
    }
}

/// `outside 通用规范汉字表: 銶 ×14 (chapters/05.md:33:4), …, 12 more`.
fn uses_line(head: &str, uses: &[CharacterUse], files: &Files, tongue: Tongue) -> Option<String> {
    let mut words: Vec<String> = uses.iter().take(NAMED).map(|one| named(one, files)).collect();
    if words.is_empty() {
        return None;
    }
    let more = uses.len().saturating_sub(NAMED);
    if more > 0 {
        words.push(match tongue {
            Tongue::English => format!("{} more (--stats)", grouped(more)),
            Tongue::Chinese => format!("另 {} 字（--stats）", grouped(more)),
        });
    }
    Some(match tongue {
        Tongue::English => format!("  {head}: {}", words.join(", ")),
        Tongue::Chinese => format!("  {head}：{}", words.join("，")),
    })
}

/// `銶 U+92B6 ×14 (chapters/05.md:33:4)`.
pub(super) fn named(one: &CharacterUse, files: &Files) -> String {
    let code = u32::from(one.character);
    let place = one.places.first().map(|place| format!(" ({})", spot(*place, files)));
    format!("{} U+{code:04X} ×{}{}", one.character, one.count, place.unwrap_or_default())
}
