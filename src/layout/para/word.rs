//! Latin to clusters: words are shaped whole, then parted where they may be divided.
//!
//! In: the characters of a stretch that are set as Latin, and code. Out: clusters. A word that is
//! never divided looks as it would in one piece: kerning and ligatures reach over its parts.
//! Never here: spaces, Chinese.

use crate::font::FaceId;
use crate::font::shape::ShapedGlyph;
use crate::model::settings::Toggle;
use crate::units::Len;

use super::cell::Cell;
use super::cluster::{CellGlyph, Clusters};
use super::context::{Char, is_wide};
use super::hyphen::divisions;
use super::kinsoku::Kind;
use super::scan::{Place, Setter, Shape, is_combining, is_ignorable, latin_style};

/// Code longer than this without a mark is shaped in parts.
const LONG_CODE: usize = 24;

/// Code meets Han as a word does, whatever it begins or ends with (L3.3).
const CODE_EDGE: char = 'x';

impl Setter<'_> {
    /// A run of Latin: cut into faces, then into parts where it may be divided.
    pub(super) fn add_word(
        &mut self,
        rest: &[Char],
        place: Place<'_>,
        out: &mut Clusters,
    ) -> usize {
        let length = rest.iter().take_while(|c| !c.wide && !c.value.is_whitespace()).count();
        let own = rest.get(..length).unwrap_or(&[]);
        let word: Vec<Char> = own.iter().filter(|c| !is_ignorable(c.value)).copied().collect();
        let text: String = word.iter().map(|c| c.value).collect();
        let hyphens = self.rules.settings.hyphenation == Toggle::On;
        let language = hyphens.then_some(place.words);
        // Offsets of the word to bytes of the paragraph.
        let mut divisions = divisions(&text, language).into_iter().peekable();
        let mut cuts = Vec::new();
        let mut offset = 0;
        for character in &word {
            if let Some((_, kind)) = divisions.next_if(|(at, _)| *at == offset) {
                cuts.push((character.at, kind));
            }
            offset += character.value.len_utf8();
        }
        self.push_word(&word, &cuts, place, out);
        length
    }

    /// Code keeps every space and may be cut after any character that is no letter.
    pub(super) fn add_code(&mut self, chars: &[Char], place: Place<'_>, out: &mut Clusters) {
        let from = out.list.len();
        let mut index = 0;
        while let Some(character) = chars.get(index) {
            let rest = chars.get(index..).unwrap_or(&[]);
            if is_wide(character.value) {
                index += self.add_wide(rest, place, out).max(1);
                continue;
            }
            let word = rest.iter().take_while(|c| !is_wide(c.value)).take(LONG_CODE);
            let length = word.clone().take_while(|c| c.value.is_alphanumeric()).count().max(1);
            let piece: Vec<Char> = word.take(length).copied().collect();
            let first = out.list.len();
            self.push_word(&piece, &[], place, out);
            let kind = if character.value.is_alphanumeric() { Kind::Piece } else { Kind::Address };
            out.list.iter_mut().skip(first).for_each(|cluster| cluster.kind = kind);
            index += length;
        }
        let own = out.list.get_mut(from..).unwrap_or(&mut []);
        if let Some(first) = own.first_mut().filter(|first| first.kind.is_word()) {
            first.first = CODE_EDGE;
        }
        if let Some(last) = own.last_mut().filter(|last| last.kind.is_word()) {
            last.last = CODE_EDGE;
            last.kind = Kind::Word;
        }
    }

    fn push_word(
        &mut self,
        word: &[Char],
        cuts: &[(u32, Kind)],
        place: Place<'_>,
        out: &mut Clusters,
    ) {
        let style = &place.stretch.style;
        let mut start = 0;
        let mut face: Option<FaceId> = None;
        let mut run: Vec<Char> = Vec::with_capacity(word.len());
        for (index, character) in word.iter().enumerate() {
            let found = self.faces.latin(style.role, latin_style(style), character.value);
            match found {
                Some((own, _)) if face.is_none_or(|face| face == own) => face = Some(own),
                Some((own, _)) => {
                    self.push_run(&run, face, cuts, place, out);
                    run.clear();
                    (start, face) = (index, Some(own));
                }
                None if is_combining(character.value) => continue,
                None => {
                    self.push_run(&run, face, cuts, place, out);
                    run.clear();
                    (start, face) = (index + 1, None);
                    self.add_han(&[*character], place, out);
                    continue;
                }
            }
            run.push(*character);
        }
        if start < word.len() {
            self.push_run(&run, face, cuts, place, out);
        }
    }

    /// Shapes a run of one face and parts it at the cuts inside it.
    fn push_run(
        &mut self,
        run: &[Char],
        face: Option<FaceId>,
        cuts: &[(u32, Kind)],
        place: Place<'_>,
        out: &mut Clusters,
    ) {
        let (Some(face), Some(first), Some(last)) = (face, run.first(), run.last()) else { return };
        let text: String = run.iter().map(|c| c.value).collect();
        let shaped = self.shaped(face, &text);
        let inside = cuts.iter().filter(|(at, _)| *at > first.at && *at < last.end());
        let mut rest: (&[Char], &[ShapedGlyph]) = (run, &shaped);
        let mut from = 0;
        for (at, kind) in inside {
            let count = rest.0.partition_point(|c| c.at < *at);
            let bytes: usize =
                rest.0.iter().take(count).map(|c| c.value.len_utf8()).sum::<usize>() + from;
            // A ligature over the cut cannot be parted: then neither can the word.
            let Some(glyphs) = rest.1.iter().position(|g| g.cluster as usize >= bytes) else {
                continue;
            };
            if rest.1.get(glyphs).is_none_or(|g| g.cluster as usize != bytes) {
                continue;
            }
            let ((chars, later), (own, others)) = (rest.0.split_at(count), rest.1.split_at(glyphs));
            self.push_part(chars, own, (face, *kind, from), place, out);
            rest = (later, others);
            from = bytes;
        }
        self.push_part(rest.0, rest.1, (face, Kind::Word, from), place, out);
    }

    /// A part of a shaped run; `from` is where it begins in the run's text.
    fn push_part(
        &mut self,
        chars: &[Char],
        shaped: &[ShapedGlyph],
        (face, kind, from): (FaceId, Kind, usize),
        place: Place<'_>,
        out: &mut Clusters,
    ) {
        let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return };
        let own = self.faces.face(face);
        let units = i64::from(own.units_per_em);
        let scale = |value: i32| place.stretch.style.size.scale(i64::from(value), units);
        // Bytes of the run's text to bytes of the paragraph's, which holds more: soft hyphens, and
        // accents that no face has.
        let end = last.end();
        let mut offset = from as u32;
        let mut places = Vec::with_capacity(chars.len());
        for character in chars {
            places.push((offset, character.at));
            offset += character.value.len_utf8() as u32;
        }
        let place_of = |cluster: u32| {
            let index = places.partition_point(|(offset, _)| *offset <= cluster);
            places.get(index.saturating_sub(1)).map_or(first.at, |(_, at)| *at)
        };
        let mut pen = Len::ZERO;
        let mut glyphs = Vec::with_capacity(shaped.len());
        let mut before = None;
        for (index, glyph) in shaped.iter().enumerate() {
            let later = shaped.iter().skip(index + 1).map(|other| other.cluster);
            let to = later.into_iter().find(|other| *other > glyph.cluster).map_or(end, place_of);
            let again = before == Some(glyph.cluster);
            let text = if again { (end, end) } else { (place_of(glyph.cluster), to.min(end)) };
            before = Some(glyph.cluster);
            let (x, y) = (pen + scale(glyph.x_offset), -scale(glyph.y_offset));
            glyphs.push(CellGlyph { id: glyph.id, x, y, text });
            pen += scale(glyph.advance);
        }
        let mut cell = Cell::plain(pen);
        if kind == Kind::Syllable
            && let Some(hyphen) = own.glyph('-')
        {
            cell.end_cut = -scale(own.advance(hyphen));
        }
        out.push(place, Shape { kind, face, cell }, chars, &glyphs);
    }
}
