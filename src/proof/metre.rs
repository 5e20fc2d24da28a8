//! Regular verse whose lines are not all of one length (W-METRE, P11).
//!
//! In: a galley. Out: the line of a poem of five or seven characters that alone has more or fewer.
//! Long and short lines by design (词, 曲, 杂言) are no slips. Never here: rhyme, tones.

use crate::diag::catalog::proof as catalog;
use crate::han::class::{Class, class_of, is_cjk_letter};
use crate::model::lint::Lint;

use super::galley::{Line, Role, Spot};
use super::sheet::Sheet;

/// A clause of a poem: its characters, its place.
type Clause = (usize, Spot);

/// Looks at the poems of a chapter.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let galley = sheet.galley;
    let numbered: Vec<(usize, &Line)> = galley.lines.iter().enumerate().collect();
    for poem in numbered.chunk_by(|one, next| one.1.block == next.1.block) {
        let lines = poem.iter().filter(|(_, line)| line.role == Role::Verse);
        let clauses: Vec<Clause> =
            lines.flat_map(|(number, line)| clauses(*number, line)).collect();
        let free = |spot: Spot| galley.lines.get(spot.line).is_some_and(|line| is_free(line, spot));
        let found = irregular(&clauses).filter(|(_, _, spot)| !free(*spot));
        if let Some((count, usual, spot)) = found {
            sheet.mark(Lint::MetreIrregular, spot, |span| {
                catalog::metre_irregular(span, count, usual)
            });
        }
    }
}

/// A poem of so many clauses at most, in pairs, is meant to be regular (绝句, 律诗).
const REGULATED: usize = 8;
/// In a poem of so many clauses, one that is longer or shorter by one is a slip.
const LONG: usize = 12;

/// The one clause that does not have the length of all others. Where two differ, as a couplet in
/// 鹧鸪天 or in an old poem, they are meant to.
fn irregular(clauses: &[Clause]) -> Option<(usize, usize, Spot)> {
    let all = clauses.len();
    let of = |usual: usize| clauses.iter().filter(move |(count, _)| *count != usual);
    let usual = [5, 7].into_iter().find(|usual| all >= 4 && of(*usual).count() == 1)?;
    let (count, spot) = of(usual).next()?;
    let slip =
        all <= REGULATED && all.is_multiple_of(2) || all >= LONG && count.abs_diff(usual) == 1;
    slip.then_some((*count, usual, *spot))
}

/// Whether a clause keeps to no metre by custom: with 兮, after 君不见, beside a title in 《》.
fn is_free(line: &Line, spot: Spot) -> bool {
    let clause = line.chars.get(spot.start..spot.end).unwrap_or_default();
    let calls = clause.starts_with(&['君', '不', '见']) || clause.starts_with(&['君', '不', '見']);
    calls || clause.contains(&'兮') || line.chars.contains(&'《')
}

/// The clauses of a line.
fn clauses(number: usize, line: &Line) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut start = 0;
    let divides = |it: &char| {
        matches!(class_of(*it), Class::Stop | Class::Comma | Class::FullWidthSpace | Class::Space)
    };
    for part in line.chars.split(divides) {
        let end = start + part.len();
        let count = beats(part);
        if count > 0 {
            found.push((count, Spot { line: number, start, end }));
        }
        start = end + 1;
    }
    found
}

/// How many characters a clause counts: Han one each, a Latin word or number one.
fn beats(clause: &[char]) -> usize {
    let (mut count, mut inside) = (0, false);
    for character in clause {
        let latin = matches!(class_of(*character), Class::Latin | Class::Digit)
            || inside && matches!(character, '-' | '.' | '\'' | '’');
        count += usize::from(is_cjk_letter(*character) || latin && !inside);
        inside = latin;
    }
    count
}
