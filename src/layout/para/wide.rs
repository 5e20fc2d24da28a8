//! Han and Chinese marks to clusters: a cell each, but for —— and …… which are one.
//!
//! In: the characters of a stretch that are set as Chinese. Out: clusters. The long dash is drawn
//! as one stroke in the middle of the line (L1.10). Never here: Latin, neighbours.

use crate::font::FaceId;
use crate::units::Len;

use super::cell::{Cell, Mark};
use super::cluster::{CellGlyph, Clusters};
use super::context::Char;
use super::kinsoku::{Kind, kind_of};
use super::rules::Region;
use super::scan::{Place, Setter, Shape};

/// Marks of exclamation are told apart into pairs as far as this; no writer sets more in a row.
const LONGEST_EXCLAMATION: usize = 64;

impl Setter<'_> {
    /// A Han character: one em, one glyph.
    pub(super) fn add_han(&mut self, rest: &[Char], place: Place<'_>, out: &mut Clusters) -> usize {
        let Some(character) = rest.first() else { return 1 };
        let style = &place.stretch.style;
        let found = self.faces.han(style.role, character.value);
        let found = found.or_else(|| self.stand_in(character.value, place));
        let Some((face, id)) = found else { return 1 };
        let text = (character.at, character.end());
        let glyph = CellGlyph { id, x: Len::ZERO, y: Len::ZERO, text };
        let shape = Shape { kind: Kind::Han, face, cell: Cell::plain(style.size) };
        out.push(place, shape, &[*character], &[glyph]);
        1
    }

    /// A mark, another wide character, or a doubled dash or ellipsis.
    pub(super) fn add_wide(
        &mut self,
        rest: &[Char],
        place: Place<'_>,
        out: &mut Clusters,
    ) -> usize {
        let Some(character) = rest.first() else { return 1 };
        let kind = mark_kind(rest, out);
        if kind == Kind::Han {
            return self.add_han(rest, place, out);
        }
        let style = &place.stretch.style;
        let found = self.mark_glyph(character.value, place);
        let Some((face, id)) = found.or_else(|| self.stand_in(character.value, place)) else {
            return 1;
        };
        if kind == Kind::Dash {
            return self.add_dash(rest, (face, id), place, out);
        }
        let twin = rest.get(1).is_some_and(|next| next.value == character.value);
        let taken = if kind == Kind::Ellipsis && twin { 2 } else { 1 };
        let taken = rest.get(..taken).unwrap_or(rest);
        let mark = Mark { kind, character: character.value, region: place.region };
        let mut cell = match kind {
            Kind::WideSpace => Cell::plain(style.size),
            _ => self.cell(face, id, mark, style.size),
        };
        if kind == Kind::Stop {
            cell = exclaim(rest, out, cell, place);
        }
        let glyph = |(index, c): (i64, &Char)| CellGlyph {
            id,
            x: cell.shift + style.size * index,
            y: -cell.lift,
            text: (c.at, c.end()),
        };
        let glyphs: Vec<CellGlyph> = (0..).zip(taken).map(glyph).collect();
        cell.width += style.size * (taken.len() as i64 - 1);
        out.push(place, Shape { kind, face, cell }, taken, &glyphs);
        taken.len()
    }

    /// The glyph of a mark. A face whose — is a Latin one, short and low, has a Chinese one at ―.
    fn mark_glyph(&self, character: char, place: Place<'_>) -> Option<(FaceId, u16)> {
        let role = place.stretch.style.role;
        let found = self.faces.han(role, character);
        if !matches!(character, '—' | '⸺' | '⸻') {
            return found;
        }
        let plain = self.faces.han(role, '—').or(found)?;
        let is_wide = |(face, glyph): (FaceId, u16)| {
            let face = self.faces.face(face);
            face.advance(glyph) * 20 >= i32::from(face.units_per_em) * 19
        };
        if is_wide(plain) {
            return Some(plain);
        }
        self.faces.han(role, '―').filter(|bar| bar.0 == plain.0 && is_wide(*bar)).or(Some(plain))
    }

    /// —— and ⸺ are one stroke two em long: the strokes of two dashes, and one over the seam
    /// where they do not meet.
    fn add_dash(
        &mut self,
        rest: &[Char],
        (face, id): (FaceId, u16),
        place: Place<'_>,
        out: &mut Clusters,
    ) -> usize {
        let size = place.stretch.style.size;
        let Some(first) = rest.first() else { return 1 };
        let (taken, ems) = match first.value {
            '⸻' => (1, 3),
            '⸺' => (1, 2),
            _ => (2, 2),
        };
        let taken = rest.get(..taken).unwrap_or(rest);
        let mark = Mark { kind: Kind::Dash, character: '—', region: place.region };
        let shift = self.cell(face, id, mark, size).shift;
        let mut glyphs = Vec::with_capacity(5);
        for index in 0..ems {
            let own = taken.get(index as usize);
            let text = own.map_or((first.end(), first.end()), |c| (c.at, c.end()));
            glyphs.push(CellGlyph { id, x: shift + size * index, y: Len::ZERO, text });
        }
        if let Some(seam) = self.seam(face, id) {
            let end = taken.last().map_or(first.end(), |c| c.end());
            for index in 1..ems {
                let x = shift + size * index - size / 2;
                glyphs.push(CellGlyph { id: seam, x, y: Len::ZERO, text: (end, end) });
            }
        }
        let cell = Cell::plain(size * ems);
        out.push(place, Shape { kind: Kind::Dash, face, cell }, taken, &glyphs);
        taken.len()
    }

    /// The glyph over the seam of two dashes: ─ where it is as thick and as high, so that the dash
    /// stands for one character only, else the dash itself.
    fn seam(&self, face: FaceId, dash: u16) -> Option<u16> {
        let face = self.faces.face(face);
        let ink = face.ink(dash)?;
        let open = i32::from(face.units_per_em) - (ink.x_max - ink.x_min);
        if open <= 0 {
            return None;
        }
        let line = face.glyph('─').filter(|line| {
            let ends = face.ink(*line).map(|line| (line.y_min, line.y_max));
            let near = |a: i32, b: i32| (a - b).abs() * 100 <= i32::from(face.units_per_em);
            ends.is_some_and(|(low, high)| near(low, ink.y_min) && near(high, ink.y_max))
        });
        line.or(Some(dash))
    }
}

/// What a mark is among its neighbours.
fn mark_kind(rest: &[Char], out: &Clusters) -> Kind {
    let value = |index: usize| rest.get(index).map(|c| c.value);
    match value(0).map(|c| (c, kind_of(c))) {
        // A single — joins; two of them are a dash.
        Some(('—', Kind::Dash)) if value(1) != Some('—') => Kind::Connector,
        Some(('①'..='⓿' | '㉑'..='㊿', Kind::Iteration)) => {
            // ① after ： or ； numbers what follows; after a word it calls a note.
            let before = out.list.last().map(|cluster| cluster.kind);
            match before {
                None | Some(Kind::Comma | Kind::Open | Kind::WideSpace) => Kind::Han,
                Some(_) => Kind::Iteration,
            }
        }
        Some((_, kind)) => kind,
        None => Kind::Han,
    }
}

/// ！ and ？ in pairs take one em together, three take two (L2.4, GB/T 15834 5.1.2).
fn exclaim(rest: &[Char], out: &Clusters, cell: Cell, place: Place<'_>) -> Cell {
    let is_mark = |c: char| matches!(c, '！' | '？');
    if !rest.first().is_some_and(|c| is_mark(c.value)) {
        return cell;
    }
    let run = out.list.iter().rev().take(LONGEST_EXCLAMATION);
    let before = run.take_while(|c| is_mark(c.first)).count();
    let goes_on = rest.get(1).is_some_and(|c| is_mark(c.value));
    let paired = before % 2 == 1 || goes_on;
    let half = place.stretch.style.size / 2;
    if !paired || cell.width <= half {
        return cell;
    }
    // What stood in the middle of its em stands in the middle of the half.
    let shift = match place.region {
        Region::Mainland => cell.shift,
        Region::Centred | Region::Japan => cell.shift - (cell.width - half) / 2,
    };
    Cell { width: half, shift, lift: cell.lift, ..Cell::default() }
}
