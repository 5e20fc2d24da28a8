//! Text to clusters: each character finds its face and its cell, Latin runs are shaped.
//!
//! In: [`FlatText`]. Out: [`Clusters`]. A character that no face has is reported here, with its
//! place (N7.8). Here are spaces, notes and readings; Han and marks are in `wide.rs`, Latin in
//! `word.rs`. Never here: where lines end.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::catalog::font as catalog;
use crate::diag::report::Diagnostics;
use crate::font::shape::{ShapedGlyph, shape};
use crate::font::{FaceId, Faces, LatinStyle, Role};
use crate::model::settings::Missing;
use crate::units::Len;

use super::cell::{Cell, Mark, cell};
use super::cluster::{CellGlyph, Cluster, Clusters, Grouped, Reading};
use super::context::{Char, is_wide, read, read_as_latin};
use super::gap::{WORD_SPACE, takes_gap};
use super::kinsoku::Kind;
use super::rules::{Language, Region, Rules};
use super::text::{Content, FlatText, Stretch, TextStyle};

/// 缺字符, the compositor's sign for a sort that the case lacks.
const STAND_IN: char = '〓';

/// What setting text needs and remembers: one for each chapter.
pub struct Setter<'a> {
    /// The faces.
    pub faces: &'a Faces,
    /// The rules of the house.
    pub rules: Rules,
    /// Where missing glyphs are reported.
    pub diags: Diagnostics,
    /// What becomes of characters that no face has.
    pub missing: Missing,
    /// Note marks take no room and stand over the gap: in verse, columns keep (P12).
    pub hang_notes: bool,
    cells: BTreeMap<(FaceId, u16, Mark, Len), Cell>,
    words: BTreeMap<FaceId, BTreeMap<String, Arc<[ShapedGlyph]>>>,
    /// Room for the characters of a paragraph.
    chars: Vec<Char>,
}

/// A stretch of text and what is known of it before its characters are looked at.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    /// The stretch.
    pub stretch: &'t Stretch,
    /// Its number.
    pub index: u32,
    /// Whose conventions its marks follow.
    pub region: Region,
    /// The language of its words.
    pub words: [u8; 2],
}

/// What a new cluster is, in which face, in which cell.
pub(super) struct Shape {
    /// What it is when lines are broken.
    pub kind: Kind,
    /// The face.
    pub face: FaceId,
    /// The cell.
    pub cell: Cell,
}

impl<'a> Setter<'a> {
    /// A setter over `faces`.
    pub fn new(faces: &'a Faces, rules: Rules) -> Setter<'a> {
        Setter {
            faces,
            rules,
            diags: Diagnostics::new(),
            missing: Missing::default(),
            hang_notes: false,
            cells: BTreeMap::new(),
            words: BTreeMap::new(),
            chars: Vec::new(),
        }
    }

    /// Makes the clusters of a paragraph.
    pub fn clusters(&mut self, flat: &FlatText) -> Clusters {
        let mut chars = std::mem::take(&mut self.chars);
        read(&flat.text, &mut chars);
        let mut out = Clusters::default();
        out.list.reserve(chars.len() + 8);
        out.glyphs.reserve(chars.len() + 8);
        let mut next = 0;
        for (index, stretch) in (0..).zip(&flat.stretches) {
            let place = self.place(stretch, index);
            let Some(range) = text_range(&stretch.content) else {
                out.list.push(self.whole_of(place));
                continue;
            };
            let rest = chars.get_mut(next..).unwrap_or(&mut []);
            let count = rest.partition_point(|c| (c.at as usize) < range.end);
            let own = rest.get_mut(..count).unwrap_or(&mut []);
            if let Some(Language::Alphabet(_)) = stretch.style.language {
                read_as_latin(own);
            }
            next += count;
            let first = out.list.len();
            match &stretch.content {
                Content::Code(_) => self.add_code(own, place, &mut out),
                _ => self.add_text(own, place, &mut out),
            }
            if let Content::Ruby(_, reading) = &stretch.content {
                self.add_reading(first, reading, place, &mut out);
            }
        }
        self.chars = chars;
        out
    }

    fn place<'t>(&self, stretch: &'t Stretch, index: u32) -> Place<'t> {
        let Rules { region, words, .. } = self.rules;
        match stretch.style.language {
            Some(Language::Wide(region)) => Place { stretch, index, region, words },
            Some(Language::Alphabet(words)) => Place { stretch, index, region, words },
            None => Place { stretch, index, region, words },
        }
    }

    /// What is no text: note marks, pictures, breaks.
    fn whole_of(&mut self, place: Place<'_>) -> Cluster {
        let size = place.stretch.style.size;
        match place.stretch.content {
            Content::Note(_) => self.note_mark(place),
            Content::Break => Cluster { kind: Kind::Break, ..whole(place, Len::ZERO) },
            _ => whole(place, size),
        }
    }

    fn add_text(&mut self, chars: &[Char], place: Place<'_>, out: &mut Clusters) {
        let mut index = 0;
        while let Some(character) = chars.get(index) {
            let rest = chars.get(index..).unwrap_or(&[]);
            index += match character.value {
                '\u{4e00}'..='\u{9fff}' => self.add_han(rest, place, out),
                ' ' | '\t' | '\n' | '\u{a0}' => self.add_space(rest, place, out),
                c if is_ignorable(c) => attach(companions(rest), out),
                _ if character.wide => self.add_wide(rest, place, out),
                c if is_combining(c) && !out.list.is_empty() => attach(companions(rest), out),
                _ => self.add_word(rest, place, out),
            }
            .max(1);
        }
    }

    /// A space between Latin words; one between a number and its unit never ends a line (L1.5).
    fn add_space(&mut self, rest: &[Char], place: Place<'_>, out: &mut Clusters) -> usize {
        let Some(space) = rest.first() else { return 1 };
        let after = rest.get(1);
        if is_beside_han(out.list.last(), after) {
            // The gap between Han and Latin stands in its place (L3.4).
            return attach(rest.get(..1).unwrap_or(&[]), out);
        }
        let unit: Vec<&Char> =
            rest.iter().skip(1).take_while(|c| c.value.is_ascii_alphabetic()).take(4).collect();
        let follows = rest.get(unit.len() + 1).is_none_or(|c| c.wide || !c.value.is_alphanumeric());
        let number =
            out.list.last().is_some_and(|c| c.kind == Kind::Word && c.last.is_ascii_digit());
        let binds = space.value == '\u{a0}' || number && (1..=3).contains(&unit.len()) && follows;
        let style = &place.stretch.style;
        let found = self.faces.latin(style.role, latin_style(style), ' ');
        let Some((face, id)) = found else { return 1 };
        let glyph = CellGlyph { id, x: Len::ZERO, y: Len::ZERO, text: (space.at, space.end()) };
        let width = style.size.scale(WORD_SPACE.1, 1000);
        let kind = if binds { Kind::Word } else { Kind::Space };
        out.push(place, Shape { kind, face, cell: Cell::plain(width) }, &[*space], &[glyph]);
        1
    }

    fn add_reading(&mut self, first: usize, reading: &str, place: Place<'_>, out: &mut Clusters) {
        let style = &place.stretch.style;
        let size = style.size / 2;
        let last = out.list.len();
        let Some((face, shown)) = self.reading_face(reading, place) else { return };
        let shaped = self.shaped(face, &shown);
        let units = i64::from(self.faces.face(face).units_per_em);
        let mut width = Len::ZERO;
        let mut glyphs = Vec::new();
        for glyph in shaped.iter() {
            glyphs.push(CellGlyph { id: glyph.id, x: width, y: Len::ZERO, text: (0, 0) });
            width += size.scale(i64::from(glyph.advance), units);
        }
        let own = out.list.get_mut(first..).unwrap_or(&mut []);
        let base: Len = own.iter().map(|cluster| cluster.width).sum();
        // A reading wider than its base pushes the base apart, with a quarter em to its neighbours.
        let lack = (width + size / 2 - base).max(Len::ZERO);
        let share = lack / (own.len() as i64).max(1);
        for cluster in own {
            cluster.width += share;
            cluster.grouped = Grouped::Yes;
            cluster.kind = Kind::Object;
            let Range { start, end } = cluster.glyphs;
            let glyphs = out.glyphs.get_mut(start as usize..end as usize).unwrap_or(&mut []);
            glyphs.iter_mut().for_each(|g| g.x += share / 2);
        }
        let text = reading.to_owned();
        out.readings.push(Reading { clusters: first..last, face, size, glyphs, text, width });
    }

    /// The face that has all of a reading, and the reading as it is set.
    fn reading_face(&mut self, reading: &str, place: Place<'_>) -> Option<(FaceId, String)> {
        let faces = self.faces;
        let of = |character| faces.latin(Role::Body, LatinStyle::Regular, character);
        let lacking: Vec<char> = reading.chars().filter(|c| of(*c).is_none()).collect();
        let mut shown = reading.to_owned();
        for character in lacking {
            self.stand_in(character, place)?;
            shown = shown.replace(character, &STAND_IN.to_string());
        }
        let has_all = |face: FaceId| {
            let face = faces.face(face);
            shown.chars().all(|c| is_ignorable(c) || face.glyph(c).is_some())
        };
        let first = shown.chars().next().and_then(of).map(|(face, _)| face)?;
        let all = faces.iter().map(|(face, _)| face);
        std::iter::once(first).chain(all).find(|face| has_all(*face)).map(|face| (face, shown))
    }

    /// A note mark is 0.6 em wide whatever its number; the page decides the number.
    fn note_mark(&mut self, place: Place<'_>) -> Cluster {
        let size = place.stretch.style.size.scale(6, 10);
        let width = if self.hang_notes { Len::ZERO } else { size };
        let face = self.faces.han(Role::Body, '①').map(|(face, _)| face);
        let face = face.unwrap_or_default();
        Cluster { kind: Kind::NoteMark, size, face, ..whole(place, width) }
    }

    /// The cell of a mark, from its ink.
    pub(super) fn cell(&mut self, face: FaceId, glyph: u16, mark: Mark, size: Len) -> Cell {
        let key = (face, glyph, mark, size);
        if let Some(known) = self.cells.get(&key) {
            return *known;
        }
        let found = cell(self.faces.face(face), glyph, mark, &self.rules).scaled(size);
        self.cells.insert(key, found);
        found
    }

    /// The glyphs of a word of one face.
    pub(super) fn shaped(&mut self, face: FaceId, text: &str) -> Arc<[ShapedGlyph]> {
        if let Some(shaped) = self.words.get(&face).and_then(|words| words.get(text)) {
            return Arc::clone(shaped);
        }
        let shaped: Arc<[ShapedGlyph]> =
            shape(self.faces.face(face), text).unwrap_or_default().into();
        self.words.entry(face).or_default().insert(text.to_owned(), Arc::clone(&shaped));
        shaped
    }

    /// Reports a character that no face has, and gives the glyph that is set in its place, if one
    /// is; the text that it stands for remains the character.
    pub(super) fn stand_in(&mut self, character: char, place: Place<'_>) -> Option<(FaceId, u16)> {
        let Stretch { style, span, .. } = place.stretch;
        match self.missing {
            Missing::Fail => {
                self.diags.push(catalog::glyph_missing(*span, character));
                None
            }
            Missing::StandIn => {
                self.diags.push(catalog::glyph_replaced(*span, character, STAND_IN));
                self.faces.han(style.role, STAND_IN)
            }
        }
    }
}

impl Clusters {
    /// Adds a cluster of some characters.
    pub(super) fn push(
        &mut self,
        place: Place<'_>,
        shape: Shape,
        chars: &[Char],
        glyphs: &[CellGlyph],
    ) {
        let Shape { kind, face, cell } = shape;
        let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return };
        let start = self.glyphs.len() as u32;
        self.glyphs.extend_from_slice(glyphs);
        self.list.push(Cluster {
            kind,
            face,
            first: first.value,
            last: last.value,
            size: place.stretch.style.size,
            width: cell.width,
            cut_left: cell.cut_left,
            cut_right: cell.cut_right,
            start_cut: cell.start_cut,
            end_cut: cell.end_cut,
            glyphs: start..self.glyphs.len() as u32,
            text: first.at..last.end(),
            stretch: place.index,
            grouped: Grouped::No,
        });
    }
}

fn text_range(content: &Content) -> Option<&Range<usize>> {
    match content {
        Content::Text(range) | Content::Code(range) | Content::Ruby(range, _) => Some(range),
        Content::Note(_) | Content::Picture(_) | Content::Break => None,
    }
}

/// A cluster without glyphs.
fn whole(place: Place<'_>, width: Len) -> Cluster {
    Cluster {
        kind: Kind::Object,
        face: FaceId::default(),
        first: '\u{fffc}',
        last: '\u{fffc}',
        size: place.stretch.style.size,
        width,
        cut_left: Len::ZERO,
        cut_right: Len::ZERO,
        start_cut: Len::ZERO,
        end_cut: Len::ZERO,
        glyphs: 0..0,
        text: 0..0,
        stretch: place.index,
        grouped: Grouped::No,
    }
}

/// Whether a space stands between Han and a Latin letter or digit.
fn is_beside_han(before: Option<&Cluster>, after: Option<&Char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let latin = |c: char| !is_wide(c) && !c.is_whitespace() && takes_gap(c);
    let han = |c: char| c.is_alphabetic() && is_wide(c);
    before.kind == Kind::Han && latin(after.value)
        || before.kind.is_word() && latin(before.last) && han(after.value)
}

/// The characters that only change the one before them.
fn companions(rest: &[Char]) -> &[Char] {
    let count = rest.iter().take_while(|c| is_ignorable(c.value) || is_combining(c.value)).count();
    rest.get(..count).unwrap_or(rest)
}

/// Adds characters without a cell of their own to the text of the cluster before them.
fn attach(own: &[Char], out: &mut Clusters) -> usize {
    let end = own.last().map(|c| c.end());
    if let (Some(end), Some(cluster)) = (end, out.list.last_mut()) {
        cluster.text.end = end;
        let last = cluster.glyphs.end.checked_sub(1);
        if let Some(glyph) = last.and_then(|index| out.glyphs.get_mut(index as usize)) {
            glyph.text.1 = end;
        }
    }
    own.len()
}

/// The style of Latin beside a text style.
pub(super) fn latin_style(style: &TextStyle) -> LatinStyle {
    match (style.bold || matches!(style.role, Role::Strong), style.italic) {
        (false, false) => LatinStyle::Regular,
        (false, true) => LatinStyle::Italic,
        (true, false) => LatinStyle::Bold,
        (true, true) => LatinStyle::BoldItalic,
    }
}

/// Variation selectors, joiners and other characters that only change their neighbours.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f
        | 0xfe00..=0xfe0f | 0xfeff | 0xe0000..=0xe01ef)
}

/// Accents and other characters that stand over or under the one before them.
pub(super) fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0x302a..=0x302d | 0x3099..=0x309a | 0xfe20..=0xfe2f)
}
