//! The figures in a few lines, as `publish check` ends.
//!
//! In: [`Figures`], the texts for places, a language. Out: the totals, and whatever should alarm;
//! a book in order has two lines. Never here: the figures themselves.

use crate::diag::catalog::figures as catalog;
use crate::diag::files::Files;
use crate::diag::render::spot;
use crate::diag::report::{Tongue, Words};

use super::figures::{CharacterUse, Counts, Figures};

/// How many unusual characters are named.
const NAMED: usize = 8;

impl Figures {
    /// The totals and whatever should alarm, with no line end after the last line.
    pub fn summary(&self, files: &Files, tongue: Tongue) -> String {
        let totals = catalog::Totals {
            chapters: self.chapters.len(),
            han: self.totals.han,
            distinct: self.distinct_han,
            pages: self.pages,
        };
        let Counts { notes, verse_lines, pictures, .. } = self.totals;
        let told = |tell: fn(&[String], usize) -> Words, uses: &[CharacterUse]| {
            let first = uses.iter().take(NAMED).map(|one| named(one, files));
            let more = uses.len().saturating_sub(NAMED);
            (!uses.is_empty()).then(|| tell(&first.collect::<Vec<_>>(), more))
        };
        let lines = [
            Some(catalog::totals(&self.title, totals)),
            catalog::parts(notes, verse_lines, pictures),
            told(catalog::rare, &self.rare),
            told(catalog::missing, &self.missing),
        ];
        let lines = lines.iter().flatten().map(|line| line.in_tongue(tongue));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// `銶 U+92B6 ×14 (chapters/05.md:33:4)`.
pub(super) fn named(one: &CharacterUse, files: &Files) -> String {
    let code = u32::from(one.character);
    let place = one.places.first().map(|place| format!(" ({})", spot(*place, files)));
    format!("{} U+{code:04X} ×{}{}", one.character, one.count, place.unwrap_or_default())
}
