//! Characters that an editor asks about: outside 通用规范汉字表, in no font, too new for readers.
//!
//! In: how often the book has each character, and its lines. Out: the unusual ones with counts
//! and first places. Never here: glyphs that miss in a line (`layout/` refuses those).

use std::collections::BTreeMap;

use crate::diag::catalog::proof as catalog;
use crate::diag::report::Diagnostics;
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
    let at = |character: char| places.get(&character).map_or(&[][..], Vec::as_slice);
    for (character, age) in new {
        let off = |place: &Place| is_off(desk.galleys, quiet, *place);
        let told: Vec<Place> = at(character).iter().copied().filter(|place| !off(place)).collect();
        desk.tell(&told, diags, |span| match age {
            Age::Since(version) => catalog::character_new(span, character, version),
            Age::Unassigned => catalog::character_unassigned(span, character),
        });
    }
    let uses = |list: Vec<(char, u32)>| {
        let mut uses: Vec<CharacterUse> = list
            .into_iter()
            .map(|(character, count)| CharacterUse {
                character,
                count: count as usize,
                places: desk.spans(at(character)),
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

fn is_off(galleys: &[Galley], quiet: &[Quiet], place: Place) -> bool {
    let (index, spot) = (place.chapter_index, place.spot);
    let line = galleys.get(index).and_then(|galley| galley.lines.get(spot.line));
    let span = line.map(|line| line.leaf(spot.start).0).unwrap_or_default();
    quiet.get(index).is_some_and(|quiet| quiet.is_off(Lint::CharacterNew, span))
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
