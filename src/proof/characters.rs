//! Characters that an editor asks about: outside 通用规范汉字表, in no font, too new for readers.
//!
//! In: how often the book has each character, and its lines. Out: the unusual ones with counts
//! and first places. Never here: glyphs that miss in a line (`layout/` refuses those).

use std::collections::BTreeMap;

use crate::diag::catalog::proof as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::font::{Faces, Role};
use crate::han::age::{Age, recent};
use crate::han::class::{Class, class_of, is_han};
use crate::han::standard::{is_standard, simplified};
use crate::model::lint::Lint;
use crate::model::meta::Script;
use crate::par;

use super::figures::CharacterUse;
use super::forms::{PLACES, Place};
use super::galley::{Galley, Spot};
use super::quiet::Quiet;
use super::report::Desk;
use super::tally::Tally;

/// So many new characters are told.
const MOST: usize = 100;

/// The unusual characters of a book.
#[derive(Clone, Debug, Default)]
pub(super) struct Unusual {
    /// Han outside 通用规范汉字表, whose traditional forms count as inside.
    pub(super) rare: Vec<CharacterUse>,
    /// Characters that no font of the book has.
    pub(super) missing: Vec<CharacterUse>,
}

/// Looks for unusual characters, and tells which are too new.
pub(super) fn check(
    desk: Desk<'_>,
    faces: &Faces,
    quiet: &[Quiet],
    diags: &mut Diagnostics,
) -> Unusual {
    let chinese = !matches!(desk.script, Script::Japanese | Script::Other);
    let (mut rare, mut missing, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let mut wanted = Tally::default();
    for (character, count) in desk.tally.iter().filter(|(character, _)| is_shown(*character)) {
        let is_rare = chinese && is_rare(character);
        let is_missing = faces.han(Role::Body, character).is_none();
        let age = recent(character).filter(|_| !is_missing);
        rare.extend(is_rare.then_some((character, count)));
        missing.extend(is_missing.then_some((character, count)));
        new.extend(age.map(|age| (character, age)));
        if is_rare || is_missing || age.is_some() {
            wanted.add(character);
        }
    }
    let places = places(desk.galleys, &wanted);
    let spans = spans(desk, &places);
    for (character, age) in new.into_iter().take(MOST) {
        let at = places.get(&character).into_iter().flatten();
        let loud = at.zip(spans.get(&character).into_iter().flatten()).filter(|(place, span)| {
            let quiet = quiet.get(place.chapter_index);
            !quiet.is_some_and(|quiet| quiet.is_off(Lint::CharacterNew, **span))
        });
        let mut told = loud.map(|(_, span)| *span);
        if let Some(first) = told.next() {
            let one = match age {
                Age::Since(version) => catalog::character_new(first, character, version),
                Age::Unassigned => catalog::character_unassigned(first, character),
            };
            diags.push(one.also(told.collect()));
        }
    }
    let uses = |list: Vec<(char, u32)>| {
        let mut uses: Vec<CharacterUse> = list
            .into_iter()
            .map(|(character, count)| CharacterUse {
                character,
                count: count as usize,
                places: spans.get(&character).cloned().unwrap_or_default(),
            })
            .collect();
        uses.sort_by_key(|uses| std::cmp::Reverse(uses.count));
        uses
    };
    Unusual { rare: uses(rare), missing: uses(missing) }
}

/// Whether a character is to be seen: no space, control, joiner or accent.
pub(super) fn is_shown(character: char) -> bool {
    let ignorable = matches!(u32::from(character), 0xAD | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x206F | 0xFEFF | 0xE0000..=0xE01EF);
    !ignorable
        && !character.is_whitespace()
        && !character.is_control()
        && class_of(character) != Class::Combining
}

fn is_rare(character: char) -> bool {
    is_han(character)
        && !is_standard(character)
        && simplified(character).is_none()
        && !matches!(character, '〇' | '々')
}

/// The places in the source, looked up in the order of the text: each paragraph is walked once.
fn spans(desk: Desk<'_>, places: &BTreeMap<char, Vec<Place>>) -> BTreeMap<char, Vec<Span>> {
    let uses = places.iter().flat_map(|(character, list)| list.iter().map(|at| (*at, *character)));
    let mut uses: Vec<(Place, char)> = uses.collect();
    uses.sort_unstable();
    let all: Vec<Place> = uses.iter().map(|(place, _)| *place).collect();
    let mut found: BTreeMap<char, Vec<Span>> = BTreeMap::new();
    for (span, (_, character)) in desk.spans(&all).into_iter().zip(uses) {
        found.entry(character).or_default().push(span);
    }
    found
}

/// The first places of each wanted character.
fn places(galleys: &[Galley], wanted: &Tally) -> BTreeMap<char, Vec<Place>> {
    let numbered: Vec<(usize, &Galley)> = galleys.iter().enumerate().collect();
    let mut none = Diagnostics::new();
    let found = par::map(&numbered, &mut none, |(chapter_index, galley), _| {
        places_in(*chapter_index, galley, wanted)
    });
    let mut all: BTreeMap<char, Vec<Place>> = BTreeMap::new();
    for (character, places) in found.into_iter().flatten() {
        let known = all.entry(character).or_default();
        let room = PLACES.saturating_sub(known.len());
        known.extend(places.into_iter().take(room));
    }
    all
}

fn places_in(chapter_index: usize, galley: &Galley, wanted: &Tally) -> BTreeMap<char, Vec<Place>> {
    let mut found: BTreeMap<char, Vec<Place>> = BTreeMap::new();
    for (line, text) in galley.lines.iter().enumerate() {
        for (start, character) in text.chars.iter().enumerate() {
            if wanted.count(*character) == 0 {
                continue;
            }
            let places = found.entry(*character).or_default();
            if places.len() < PLACES {
                let spot = Spot { line, start, end: start + 1 };
                places.push(Place { chapter_index, spot });
            }
        }
    }
    found
}
