//! Words on the cover: which glyph shows a character, and how a text is set in lines or columns.
//!
//! In: text and a box. Out: letters in their places. A title of Han characters stands in columns
//! from right to left, and a pause in it begins a new column; every other title stands in lines.
//! Never here: what is written, and where.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of pixels")]

use crate::font::shape::upright;
use crate::font::{FaceId, Faces, LatinStyle, Role};

use super::shape::{Letter, Stance};

/// The em box of a Han glyph reaches this far above its baseline.
const ASCENT: f32 = 0.88;
/// The baseline of a lying word stands so far left of the middle of its column, in ems.
const LYING: f32 = 0.31;
/// Between Han and a word, in ems.
const GAP: f32 = 0.25;

/// A character with its glyph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    face: FaceId,
    glyph: u16,
    /// In ems.
    advance: f32,
    kind: Kind,
}

/// Where a line may end (避头尾).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A space: after it.
    Space,
    /// Han: before and after it.
    Han,
    /// A letter: not beside another.
    Letter,
    /// A mark that begins no line.
    Closer,
    /// A mark that ends no line.
    Opener,
}

/// Where a title may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    /// At its spaces.
    Spaces,
    /// Between Han too.
    Everywhere,
}

/// Whether a text can stand in columns: Han only, and marks that have a form for it or for which a
/// new column can stand.
pub(super) fn stands_in_columns(text: &str) -> bool {
    let fits = |c| is_han(c) || c == '·' || is_pause(c) || is_opener(c) || is_closer(c);
    text.chars().any(is_han) && text.chars().all(fits)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇' | '々')
}

fn is_pause(character: char) -> bool {
    matches!(character, '：' | '，' | '、' | '。' | '；' | '！' | '？' | ' ' | '\u{3000}' | '—')
}

fn is_opener(character: char) -> bool {
    matches!(character, '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '“' | '‘')
}

fn is_closer(character: char) -> bool {
    matches!(character, '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '”' | '’' | '…')
}

/// A character that is set as Latin.
fn is_latin(character: char) -> bool {
    matches!(character, ' '..='\u{24f}') && character != '·'
}

fn kind(character: char) -> Kind {
    match character {
        _ if character.is_whitespace() => Kind::Space,
        '(' | '[' | '{' => Kind::Opener,
        ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' | '·' | '～' => Kind::Closer,
        _ if is_opener(character) => Kind::Opener,
        _ if is_closer(character) || is_pause(character) => Kind::Closer,
        _ if is_latin(character) => Kind::Letter,
        _ => Kind::Han,
    }
}

fn glyph(faces: &Faces, role: Role, character: char) -> Option<(FaceId, u16)> {
    let bold = if role == Role::Strong { LatinStyle::Bold } else { LatinStyle::Regular };
    if is_latin(character) {
        faces.latin(role, bold, character)
    } else {
        faces.han(role, character)
    }
}

/// In ems.
fn advance(faces: &Faces, (face, glyph): (FaceId, u16)) -> f32 {
    let face = faces.face(face);
    face.advance(glyph) as f32 / f32::from(face.units_per_em.max(1))
}

/// Whether a character can be drawn.
pub(super) fn is_covered(faces: &Faces, role: Role, character: char) -> bool {
    glyph(faces, role, character).is_some()
}

/// Whether more of a line is Han than letters: then it may be filled up to the measure.
pub(super) fn is_mostly_han(line: &[Glyph]) -> bool {
    let count = |kind: Kind| line.iter().filter(|glyph| glyph.kind == kind).count();
    count(Kind::Han) > count(Kind::Letter)
}

/// The glyphs of a text; characters that no face has are left out.
pub(super) fn glyphs(faces: &Faces, role: Role, text: &str) -> Vec<Glyph> {
    let one = |character: char| {
        let found = glyph(faces, role, character)?;
        let (advance, kind) = (advance(faces, found), kind(character));
        Some(Glyph { face: found.0, glyph: found.1, advance, kind })
    };
    text.chars().filter_map(one).collect()
}

/// A text as columns, from right to left: first at its pauses and brackets, then where a column is
/// full.
pub(super) fn columns(text: &str, longest: usize) -> Vec<String> {
    let mut list = Vec::new();
    for part in text.split(is_pause).flat_map(before_brackets) {
        let characters: Vec<char> = part.chars().collect();
        let count = characters.len();
        let share = count.div_ceil(count.div_ceil(longest.max(1)).max(1));
        list.extend(characters.chunks(share.max(1)).map(|chunk| chunk.iter().collect::<String>()));
    }
    list
}

/// A part of a title, parted before what stands in brackets: 红楼梦（上）.
fn before_brackets(part: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in part.chars() {
        let opens = matches!(character, '（' | '【' | '〔');
        match pieces.last_mut() {
            Some(piece) if !opens || piece.is_empty() => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A column of letters, and how far down it reaches.
pub(super) struct Column {
    pub(super) letters: Vec<Letter>,
    pub(super) length: f32,
}

/// One column: Han upright in its vertical forms, words lying. Its middle is at `x`, its top at `y`;
/// Han stands `pitch` ems apart.
pub(super) fn column(
    faces: &Faces,
    role: Role,
    text: &str,
    (x, y): (f32, f32),
    (size, pitch): (f32, f32),
) -> Column {
    let (mut pen, mut last_latin) = (y, None);
    let mut letters = Vec::new();
    for character in text.chars() {
        let Some((face, plain)) = glyph(faces, role, character) else { continue };
        let latin = is_latin(character);
        if last_latin.is_some_and(|last| last != latin) && character != ' ' {
            pen += GAP * size;
        }
        last_latin = (character != ' ').then_some(latin);
        if latin {
            let (x, stance) = (x - LYING * size, Stance::Turned);
            letters.push(Letter { face, glyph: plain, x, y: pen, size, stance });
            pen += advance(faces, (face, plain)) * size;
        } else {
            let glyph = upright(faces.face(face), character).unwrap_or(plain);
            let half = advance(faces, (face, glyph)) * size / 2.0;
            let (x, y) = (x - half, pen + size * (ASCENT + (pitch - 1.0) / 2.0));
            letters.push(Letter { face, glyph, x, y, size, stance: Stance::Upright });
            pen += size * pitch;
        }
    }
    Column { letters, length: pen - y }
}

/// One line from `x`, its em box at `y`.
pub(super) fn line(glyphs: &[Glyph], x: f32, y: f32, size: f32) -> Vec<Letter> {
    spread(glyphs, (x, y), size, 0.0)
}

/// One line whose glyphs stand `more` apart.
pub(super) fn spread(glyphs: &[Glyph], (x, y): (f32, f32), size: f32, more: f32) -> Vec<Letter> {
    let mut pen = x;
    let mut letters = Vec::with_capacity(glyphs.len());
    for Glyph { face, glyph, advance, .. } in glyphs.iter().copied() {
        let (y, stance) = (y + size * ASCENT, Stance::Upright);
        letters.push(Letter { face, glyph, x: pen, y, size, stance });
        pen += advance * size + more;
    }
    letters
}

/// How wide a line is, in ems.
pub(super) fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// Breaks glyphs into lines of at most `ems`.
pub(super) fn lines(glyphs: &[Glyph], ems: f32, breaks: Breaks) -> Vec<Vec<Glyph>> {
    let mut list: Vec<Vec<Glyph>> = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    let mut wide = 0.0;
    for glyph in glyphs {
        if wide + glyph.advance > ems && !current.is_empty() && glyph.kind != Kind::Space {
            let keep = break_place(&current, glyph.kind, breaks);
            let rest = current.split_off(keep);
            wide = width(&rest);
            list.push(std::mem::replace(&mut current, rest));
        }
        current.push(*glyph);
        wide += glyph.advance;
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

/// The same number of lines, as even as they can be.
pub(super) fn even_lines(glyphs: &[Glyph], ems: f32, breaks: Breaks) -> Vec<Vec<Glyph>> {
    let most = lines(glyphs, ems, breaks).len();
    let narrow = (10..=20u8).map(|share| ems * f32::from(share) / 20.0);
    let fits = |measure: f32| {
        let list = lines(glyphs, measure, breaks);
        let inside = list.iter().all(|line| width(line) <= measure);
        (list.len() <= most && inside).then_some(list)
    };
    narrow.into_iter().find_map(fits).unwrap_or_else(|| lines(glyphs, ems, breaks))
}

/// How many glyphs stay in a line before one of kind `next`; where no break is allowed, the word is
/// cut at the end.
fn break_place(line: &[Glyph], next: Kind, breaks: Breaks) -> usize {
    let after = line.iter().skip(1).map(|glyph| glyph.kind).chain([next]);
    let pairs: Vec<(Kind, Kind)> = line.iter().map(|glyph| glyph.kind).zip(after).collect();
    let free = pairs.iter().rposition(|(before, after)| may_break(*before, *after, breaks));
    free.map_or(line.len(), |place| place + 1)
}

fn may_break(before: Kind, after: Kind, breaks: Breaks) -> bool {
    if before == Kind::Space {
        return true;
    }
    let free = !matches!(after, Kind::Closer | Kind::Space) && before != Kind::Opener;
    let apart = before == Kind::Letter && after == Kind::Letter;
    breaks == Breaks::Everywhere && free && !apart
}
