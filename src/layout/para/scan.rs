//! Text to clusters: each character finds its face and its cell, Latin runs are shaped.
//!
//! In: [`FlatText`]. Out: [`Clusters`]. A character that no face has is reported here, with its
//! place (N7.8). Never here: where lines end.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::catalog::font as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::font::shape::{ShapedGlyph, shape};
use crate::font::{FaceId, Faces, LatinStyle, Role};
use crate::units::Len;

use super::cell::{Cell, cell};
use super::cluster::{CellGlyph, Cluster, Clusters, Extra, Reading, WORD_SPACE};
use super::context::{chinese, is_wide};
use super::kinsoku::{Kind, kind_of};
use super::text::{Content, FlatText, Stretch, TextStyle};

/// Latin runs longer than this may be cut anywhere, at a cost, so that no line overflows.
const LONG_WORD_CHARS: usize = 24;

/// Marks of exclamation are told apart into pairs as far as this; no writer sets more in a row.
const LONGEST_EXCLAMATION: usize = 64;

/// What setting text needs and remembers: one for each chapter.
pub struct Setter<'a> {
    /// The faces.
    pub faces: &'a Faces,
    /// Where missing glyphs are reported.
    pub diags: Diagnostics,
    cells: BTreeMap<(FaceId, u16, u8), Cell>,
    words: BTreeMap<(FaceId, String), Arc<[ShapedGlyph]>>,
    wide_dot: bool,
    /// Note marks take no room and stand over the gap: in verse, columns keep (P12).
    pub hang_notes: bool,
}

/// A character with its place in the paragraph's text.
#[derive(Clone, Copy)]
struct Char {
    value: char,
    at: usize,
    wide: bool,
}

impl Char {
    fn end(self) -> usize {
        self.at + self.value.len_utf8()
    }
}

impl<'a> Setter<'a> {
    /// A setter over `faces`; `wide_dot` sets · one em wide (Taiwan, Hong Kong: L2.6).
    pub fn new(faces: &'a Faces, wide_dot: bool) -> Setter<'a> {
        Setter {
            faces,
            diags: Diagnostics::new(),
            cells: BTreeMap::new(),
            words: BTreeMap::new(),
            wide_dot,
            hang_notes: false,
        }
    }

    /// Makes the clusters of a paragraph.
    pub fn clusters(&mut self, flat: &FlatText) -> Clusters {
        let mut out = Clusters::default();
        let values: Vec<char> = flat.text.chars().collect();
        let wide = chinese(&values);
        let chars: Vec<Char> = flat
            .text
            .char_indices()
            .zip(wide)
            .map(|((at, value), wide)| Char { value, at, wide })
            .collect();
        let mut next = 0;
        for (group, stretch) in flat.stretches.iter().enumerate() {
            let range = match &stretch.content {
                Content::Text(range) | Content::Code(range) | Content::Ruby(range, _) => range,
                Content::Note(note) => {
                    out.list.push(self.note_mark(stretch, Extra::Note(*note)));
                    continue;
                }
                Content::Picture(asset) => {
                    out.list.push(whole(stretch, Extra::Picture(*asset), stretch.style.size));
                    continue;
                }
                Content::Break => {
                    out.list.push(whole(stretch, Extra::Break, Len::ZERO));
                    continue;
                }
            };
            let count = chars.iter().skip(next).take_while(|c| c.at < range.end).count();
            let own = chars.get(next..next + count).unwrap_or(&[]);
            next += count;
            let first = out.list.len();
            match &stretch.content {
                Content::Code(_) => self.add_code(own, stretch, &mut out),
                _ => self.add_text(own, stretch, &mut out),
            }
            if let Content::Ruby(_, reading) = &stretch.content {
                self.add_reading(first, group, reading, stretch, &mut out);
            }
        }
        out
    }

    fn add_text(&mut self, chars: &[Char], stretch: &Stretch, out: &mut Clusters) {
        let mut index = 0;
        while let Some(character) = chars.get(index) {
            let rest = chars.get(index..).unwrap_or(&[]);
            index += match character.value {
                ' ' | '\t' | '\n' | '\u{a0}' => self.add_space(rest, stretch, out),
                c if is_ignorable(c) => attach(rest, out),
                _ if character.wide => self.add_wide(rest, stretch, out),
                c if is_combining(c) && !out.list.is_empty() => attach(rest, out),
                _ => self.add_word(rest, stretch, out),
            }
            .max(1);
        }
    }

    /// Code keeps every space and may be cut after any character that is no letter.
    fn add_code(&mut self, chars: &[Char], stretch: &Stretch, out: &mut Clusters) {
        let mut index = 0;
        while let Some(character) = chars.get(index) {
            let rest = chars.get(index..).unwrap_or(&[]);
            let wide = is_wide(character.value);
            let count = if wide {
                self.add_wide(rest, stretch, out)
            } else {
                let word = rest.iter().take_while(|c| !is_wide(c.value)).take(LONG_WORD_CHARS);
                let length = word.clone().take_while(|c| c.value.is_alphanumeric()).count().max(1);
                let piece: Vec<Char> = word.take(length).copied().collect();
                self.push_word(&piece, Kind::Piece, stretch, out);
                length
            };
            index += count.max(1);
        }
    }

    /// A space between Latin words; one between a number and its unit never ends a line (L1.5).
    fn add_space(&mut self, rest: &[Char], stretch: &Stretch, out: &mut Clusters) -> usize {
        let Some(space) = rest.first() else { return 1 };
        let before = out.list.last();
        let unit: Vec<&Char> =
            rest.iter().skip(1).take_while(|c| c.value.is_ascii_alphabetic()).take(4).collect();
        let follows = rest.get(unit.len() + 1).is_none_or(|c| !c.value.is_alphanumeric());
        let binds = space.value == '\u{a0}'
            || before.is_some_and(|c| c.kind == Kind::Word && c.last.is_ascii_digit())
                && (1..=3).contains(&unit.len())
                && follows;
        let style = &stretch.style;
        let found = self.faces.latin(style.role, latin_style(style), ' ');
        let Some((face, id)) = found else { return 1 };
        let glyph = CellGlyph { id, x: Len::ZERO, y: Len::ZERO, text: (space.at, space.end()) };
        let width = style.size.scale(WORD_SPACE.1, 1000);
        let kind = if binds { Kind::Word } else { Kind::Space };
        out.push(stretch, Shape { kind, face, cell: Cell::plain(width) }, &[*space], &[glyph]);
        1
    }

    /// One Han character or mark, or a doubled dash or ellipsis.
    fn add_wide(&mut self, rest: &[Char], stretch: &Stretch, out: &mut Clusters) -> usize {
        let Some(character) = rest.first() else { return 1 };
        let doubled = rest.get(1).is_some_and(|next| next.value == character.value);
        let long = matches!(character.value, '—' | '…') && doubled;
        let taken = rest.get(..if long { 2 } else { 1 }).unwrap_or(rest);
        let kind = match kind_of(character.value) {
            Kind::Dash if !long && character.value == '—' => Kind::Connector,
            kind => kind,
        };
        let style = &stretch.style;
        let found = self.faces.han(style.role, character.value);
        let Some((face, id)) = found else {
            self.missing(character.value, stretch.span);
            return 1;
        };
        if long && kind == Kind::Dash {
            self.push_dash(taken, face, stretch, out);
            return taken.len();
        }
        let mut cell = self.cell(face, id, kind, style.size);
        if kind == Kind::Stop {
            cell = exclaim(rest, out, cell, style.size);
        }
        let glyphs: Vec<CellGlyph> = taken
            .iter()
            .enumerate()
            .map(|(index, c)| CellGlyph {
                id,
                x: cell.shift + style.size * index as i64,
                y: Len::ZERO,
                text: (c.at, c.end()),
            })
            .collect();
        cell.width += style.size * (taken.len() as i64 - 1);
        out.push(stretch, Shape { kind, face, cell }, taken, &glyphs);
        taken.len()
    }

    /// —— is one stroke two em long: a ligature where the face has one (L1.10).
    fn push_dash(&mut self, pair: &[Char], face: FaceId, stretch: &Stretch, out: &mut Clusters) {
        let size = stretch.style.size;
        let shaped = self.shaped(face, "——");
        let units = i64::from(self.faces.face(face).units_per_em);
        let advance: i32 = shaped.iter().map(|glyph| glyph.advance).sum();
        let width = size.scale(i64::from(advance), units);
        let (Some(first), Some(second)) = (pair.first(), pair.last()) else { return };
        let glyphs: Vec<CellGlyph> = match &*shaped {
            [one] => vec![CellGlyph {
                id: one.id,
                x: (size * 2 - width) / 2,
                y: Len::ZERO,
                text: (first.at, second.end()),
            }],
            [a, b] => vec![
                CellGlyph { id: a.id, x: Len::ZERO, y: Len::ZERO, text: (first.at, first.end()) },
                CellGlyph { id: b.id, x: size, y: Len::ZERO, text: (second.at, second.end()) },
            ],
            _ => return,
        };
        out.push(
            stretch,
            Shape { kind: Kind::Dash, face, cell: Cell::plain(size * 2) },
            pair,
            &glyphs,
        );
    }

    /// A run of Latin: cut into faces, then into pieces where it may be cut.
    fn add_word(&mut self, rest: &[Char], stretch: &Stretch, out: &mut Clusters) -> usize {
        let word: Vec<Char> = rest
            .iter()
            .take_while(|c| !c.wide && !c.value.is_whitespace())
            .filter(|c| !is_ignorable(c.value))
            .copied()
            .collect();
        let length = rest.iter().take_while(|c| !c.wide && !c.value.is_whitespace()).count();
        // An address and an over-long word may be cut anywhere, at a cost, so that no line overflows.
        if word.len() > LONG_WORD_CHARS || is_address(&word) {
            for character in &word {
                self.push_word(std::slice::from_ref(character), Kind::Piece, stretch, out);
            }
        } else {
            self.push_word(&word, Kind::Word, stretch, out);
        }
        length
    }

    fn push_word(&mut self, word: &[Char], kind: Kind, stretch: &Stretch, out: &mut Clusters) {
        let style = &stretch.style;
        let mut run: Vec<Char> = Vec::new();
        let mut face: Option<FaceId> = None;
        for character in word {
            let found = self.faces.latin(style.role, latin_style(style), character.value);
            match found {
                Some((own, _)) if face.is_none() || face == Some(own) => {
                    face = Some(own);
                    run.push(*character);
                }
                Some((own, _)) => {
                    self.push_run(&run, face, kind, stretch, out);
                    (run, face) = (vec![*character], Some(own));
                }
                None if is_combining(character.value) => {}
                None => self.missing(character.value, stretch.span),
            }
        }
        self.push_run(&run, face, kind, stretch, out);
    }

    fn push_run(
        &mut self,
        run: &[Char],
        face: Option<FaceId>,
        kind: Kind,
        stretch: &Stretch,
        out: &mut Clusters,
    ) {
        let (Some(face), Some(first), Some(last)) = (face, run.first(), run.last()) else { return };
        let text: String = run.iter().map(|c| c.value).collect();
        let shaped = self.shaped(face, &text);
        let units = i64::from(self.faces.face(face).units_per_em);
        let scale = |value: i32| stretch.style.size.scale(i64::from(value), units);
        // Bytes of the run's own text to bytes of the paragraph's: the same but for the start.
        let (start, end) = (first.at, last.end());
        let mut pen = Len::ZERO;
        let mut glyphs = Vec::with_capacity(shaped.len());
        for (index, glyph) in shaped.iter().enumerate() {
            let from = glyph.cluster as usize;
            let to = shaped
                .iter()
                .skip(index + 1)
                .map(|other| other.cluster as usize)
                .find(|other| *other > from)
                .unwrap_or(text.len());
            let again =
                index > 0 && shaped.get(index - 1).is_some_and(|g| g.cluster == glyph.cluster);
            let text = if again { (end, end) } else { (start + from, (start + to).min(end)) };
            glyphs.push(CellGlyph {
                id: glyph.id,
                x: pen + scale(glyph.x_offset),
                y: -scale(glyph.y_offset),
                text,
            });
            pen += scale(glyph.advance);
        }
        out.push(stretch, Shape { kind, face, cell: Cell::plain(pen) }, run, &glyphs);
    }

    fn add_reading(
        &mut self,
        first: usize,
        group: usize,
        reading: &str,
        stretch: &Stretch,
        out: &mut Clusters,
    ) {
        let size = stretch.style.size / 2;
        let last = out.list.len();
        let style = TextStyle { size, role: Role::Body, ..stretch.style.clone() };
        let character = reading.chars().next().unwrap_or(' ');
        let Some((face, _)) = self.faces.latin(style.role, LatinStyle::Regular, character) else {
            return;
        };
        let shaped = self.shaped(face, reading);
        let units = i64::from(self.faces.face(face).units_per_em);
        let mut width = Len::ZERO;
        let mut glyphs = Vec::new();
        for glyph in shaped.iter() {
            glyphs.push(CellGlyph { id: glyph.id, x: width, y: Len::ZERO, text: (0, 0) });
            width += size.scale(i64::from(glyph.advance), units);
        }
        let base: Len = out.list.iter().skip(first).map(|cluster| cluster.width).sum();
        // A reading wider than its base pushes the base apart, with a quarter em to its neighbours.
        let lack = (width + size / 2 - base).max(Len::ZERO);
        let count = (last - first) as i64;
        for cluster in out.list.iter_mut().skip(first) {
            let share = if count > 0 { lack / count } else { Len::ZERO };
            cluster.width += share;
            cluster.group = Some(group);
            cluster.kind = Kind::Object;
            let range = cluster.glyphs.clone();
            out.glyphs.iter_mut().take(range.end).skip(range.start).for_each(|g| g.x += share / 2);
        }
        let text = reading.to_owned();
        out.readings.push(Reading { clusters: first..last, face, size, glyphs, text, width });
    }

    /// A note mark is 0.6 em wide whatever its number; the page decides the number.
    fn note_mark(&mut self, stretch: &Stretch, extra: Extra) -> Cluster {
        let size = stretch.style.size.scale(6, 10);
        let mut cluster = whole(stretch, extra, size);
        cluster.kind = Kind::NoteMark;
        cluster.size = size;
        if self.hang_notes {
            cluster.width = Len::ZERO;
            cluster.rise += stretch.style.size.scale(85, 100);
        } else {
            cluster.rise += stretch.style.size.scale(34, 100);
        }
        cluster.decoration = super::text::Decoration::default();
        if let Some((face, _)) = self.faces.han(Role::Body, '①') {
            cluster.face = face;
        }
        cluster
    }

    fn cell(&mut self, face: FaceId, glyph: u16, kind: Kind, size: Len) -> Cell {
        if kind == Kind::Han || kind == Kind::WideSpace {
            return Cell::plain(size);
        }
        let key = (face, glyph, kind as u8);
        let unit = match self.cells.get(&key) {
            Some(unit) => *unit,
            None => {
                let unit = cell(self.faces.face(face), glyph, kind, self.wide_dot);
                self.cells.insert(key, unit);
                unit
            }
        };
        unit.scaled(size)
    }

    fn shaped(&mut self, face: FaceId, text: &str) -> Arc<[ShapedGlyph]> {
        if let Some(shaped) = self.words.get(&(face, text.to_owned())) {
            return Arc::clone(shaped);
        }
        let shaped: Arc<[ShapedGlyph]> =
            shape(self.faces.face(face), text).unwrap_or_default().into();
        self.words.insert((face, text.to_owned()), Arc::clone(&shaped));
        shaped
    }

    fn missing(&mut self, character: char, span: Span) {
        self.diags.push(catalog::glyph_missing(span, character));
    }
}

/// What a new cluster is, in which face, in which cell.
struct Shape {
    kind: Kind,
    face: FaceId,
    cell: Cell,
}

impl Clusters {
    fn push(&mut self, stretch: &Stretch, shape: Shape, chars: &[Char], glyphs: &[CellGlyph]) {
        let Shape { kind, face, cell } = shape;
        let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return };
        let start = self.glyphs.len();
        self.glyphs.extend_from_slice(glyphs);
        self.list.push(Cluster {
            kind,
            first: first.value,
            last: last.value,
            face,
            width: cell.width,
            cut_left: cell.cut_left,
            cut_right: cell.cut_right,
            glyphs: start..self.glyphs.len(),
            text: first.at..last.end(),
            ..whole(stretch, Extra::None, cell.width)
        });
    }
}

/// A cluster without glyphs.
fn whole(stretch: &Stretch, extra: Extra, width: Len) -> Cluster {
    let style = &stretch.style;
    Cluster {
        kind: Kind::Object,
        first: '\u{fffc}',
        last: '\u{fffc}',
        face: FaceId::default(),
        size: style.size,
        width,
        cut_left: Len::ZERO,
        cut_right: Len::ZERO,
        glyphs: 0..0,
        text: 0..0,
        ink: style.ink,
        rise: style.rise,
        decoration: style.decoration,
        link: style.link,
        group: None,
        extra,
        span: stretch.span,
    }
}

/// ！ and ？ in pairs take one em together, three take two (L2.4, GB/T 15834 5.1.2).
fn exclaim(rest: &[Char], out: &Clusters, cell: Cell, size: Len) -> Cell {
    let is_mark = |c: char| matches!(c, '！' | '？');
    if !rest.first().is_some_and(|c| is_mark(c.value)) {
        return cell;
    }
    let run = out.list.iter().rev().take(LONGEST_EXCLAMATION);
    let before = run.take_while(|c| is_mark(c.first)).count();
    let goes_on = rest.get(1).is_some_and(|c| is_mark(c.value));
    let paired = before % 2 == 1 || goes_on;
    if paired { Cell { width: size / 2, cut_right: Len::ZERO, ..cell } } else { cell }
}

/// Adds characters without a cell of their own to the text of the cluster before them.
fn attach(rest: &[Char], out: &mut Clusters) -> usize {
    let count = rest.iter().take_while(|c| is_ignorable(c.value) || is_combining(c.value)).count();
    let end = rest.get(count.saturating_sub(1)).map(|c| c.end());
    if let (Some(end), Some(cluster)) = (end, out.list.last_mut()) {
        cluster.text.end = end;
        let last = cluster.glyphs.end.checked_sub(1);
        if let Some(glyph) = last.and_then(|index| out.glyphs.get_mut(index)) {
            glyph.text.1 = end;
        }
    }
    count
}

fn latin_style(style: &TextStyle) -> LatinStyle {
    match (style.bold || matches!(style.role, Role::Strong), style.italic) {
        (false, false) => LatinStyle::Regular,
        (false, true) => LatinStyle::Italic,
        (true, false) => LatinStyle::Bold,
        (true, true) => LatinStyle::BoldItalic,
    }
}

/// Variation selectors, joiners and other characters that only change their neighbours.
fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f
        | 0xfe00..=0xfe0f | 0xfeff | 0xe0000..=0xe01ef)
}

fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0x302a..=0x302d | 0x3099..=0x309a | 0xfe20..=0xfe2f)
}

fn is_address(word: &[Char]) -> bool {
    let text: String = word.iter().map(|c| c.value).collect();
    text.contains("://") || text.starts_with("www.") || text.matches('/').count() > 2
}
