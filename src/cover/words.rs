//! Words on the cover: which glyph shows a character, and how a text is set in lines or columns.
//!
//! In: text and a box. Out: letters in their places. A title of Han characters stands in columns
//! from right to left, and a mark in it begins a new column; every other title stands in lines.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of pixels")]

use crate::font::{FaceId, Faces, LatinStyle, Role};

use super::canvas::Letter;

/// The em box of a Han glyph reaches this far above its baseline.
const ASCENT: f32 = 0.88;

/// A character with its glyph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    face: FaceId,
    glyph: u16,
    /// In ems.
    advance: f32,
    kind: Kind,
}

/// Where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A space: after it.
    Space,
    /// Han: after it.
    Han,
    /// A mark or a letter: not by itself.
    Bound,
}

/// Whether a text can stand in columns: Han only, and marks that a new column can stand for.
pub(super) fn stands_in_columns(text: &str) -> bool {
    text.chars().any(is_han) && text.chars().all(|c| is_han(c) || c == '·' || is_pause(c))
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇' | '々')
}

fn is_pause(character: char) -> bool {
    matches!(character, '：' | '，' | '、' | '。' | '；' | '！' | '？' | ' ' | '\u{3000}' | '—')
}

/// The glyphs of a text; characters that no face has are left out.
pub(super) fn glyphs(faces: &Faces, role: Role, text: &str) -> Vec<Glyph> {
    let one = |character: char| {
        let latin = matches!(character, ' '..='\u{24f}') && character != '·';
        let bold = if role == Role::Strong { LatinStyle::Bold } else { LatinStyle::Regular };
        let (face, glyph) =
            if latin { faces.latin(role, bold, character)? } else { faces.han(role, character)? };
        let opened = faces.face(face);
        let advance = opened.advance(glyph) as f32 / f32::from(opened.units_per_em.max(1));
        let kind = match character {
            _ if character.is_whitespace() => Kind::Space,
            _ if is_han(character) => Kind::Han,
            _ => Kind::Bound,
        };
        Some(Glyph { face, glyph, advance, kind })
    };
    text.chars().filter_map(one).collect()
}

/// A text as columns, from right to left: first at its pauses, then where a column is full.
pub(super) fn columns(text: &str, longest: usize) -> Vec<String> {
    let mut list = Vec::new();
    for part in text.split(is_pause).filter(|part| !part.is_empty()) {
        let count = part.chars().count();
        let share = count.div_ceil(count.div_ceil(longest.max(1)));
        let characters: Vec<char> = part.chars().collect();
        list.extend(characters.chunks(share.max(1)).map(|chunk| chunk.iter().collect::<String>()));
    }
    list
}

/// One column: its middle at `x`, its top at `y`, `pitch` pixels from character to character.
pub(super) fn column(glyphs: &[Glyph], x: f32, y: f32, size: f32, pitch: f32) -> Vec<Letter> {
    let place = |(index, glyph): (usize, &Glyph)| Letter {
        face: glyph.face,
        glyph: glyph.glyph,
        x: x - glyph.advance * size / 2.0,
        y: y + index as f32 * pitch + size * ASCENT,
        size,
    };
    glyphs.iter().enumerate().map(place).collect()
}

/// One line from `x`, its em box at `y`.
pub(super) fn line(glyphs: &[Glyph], x: f32, y: f32, size: f32) -> Vec<Letter> {
    let mut pen = x;
    let mut letters = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        letters.push(Letter {
            face: glyph.face,
            glyph: glyph.glyph,
            x: pen,
            y: y + size * ASCENT,
            size,
        });
        pen += glyph.advance * size;
    }
    letters
}

/// How wide a line is, in ems.
pub(super) fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// Breaks glyphs into lines of at most `ems`: at spaces, and between Han.
pub(super) fn lines(glyphs: &[Glyph], ems: f32) -> Vec<Vec<Glyph>> {
    let mut list: Vec<Vec<Glyph>> = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if width(&current) + glyph.advance > ems && !current.is_empty() && glyph.kind != Kind::Space
        {
            let keep = break_place(&current);
            let rest = current.split_off(keep);
            list.push(std::mem::replace(&mut current, rest));
        }
        current.push(*glyph);
    }
    list.push(current);
    list.retain_mut(|line| {
        while line.last().is_some_and(|glyph| glyph.kind == Kind::Space) {
            line.pop();
        }
        !line.is_empty()
    });
    list
}

/// After the last space or Han; where neither is, the word is cut at the end.
fn break_place(line: &[Glyph]) -> usize {
    let free = line.iter().rposition(|glyph| glyph.kind != Kind::Bound);
    free.map_or(line.len(), |place| place + 1)
}
