//! Notes to lines, and their marks to glyphs: ① ② … at the foot of the page (A2–A5).
//!
//! In: the notes of a chapter. Out: lines of the note size, each note with a hanging mark; and the
//! glyph of a mark once the page has numbered it. Never here: which page a note stands on.

use std::sync::Arc;

use crate::diag::span::Span;
use crate::font::{FaceId, Faces, LatinStyle, Role};
use crate::model::block::Block;
use crate::model::book::Note;
use crate::model::inline::{Inline, NoteRef, Run};
use crate::units::{Len, Point};

use super::column::{BreakCost, moved};
use super::flow::Flow;
use super::frame::{Destination, Glyph, GlyphRun, Ink, Item, Part};
use super::para::breaker::Measure;
use super::para::line::{Line, MarkSlot, link_item};
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// The room of a note's mark before its text, in hundredths of the note's em.
const HANG: i64 = 150;

impl Flow<'_, '_> {
    /// The lines of a note; a slot for its own mark stands in the first.
    pub(super) fn note_lines(&mut self, note: &Note) -> Vec<Line> {
        let size = self.style.note;
        let hang = size.scale(HANG, 100);
        let width = self.style.measure();
        let text = ParaStyle {
            text: TextStyle::plain(Role::Note, size),
            measure: Measure { first_indent: hang, indent: hang, width },
            align: Align::Justify,
            level: self.level,
        };
        let verse = ParaStyle {
            text: TextStyle::plain(Role::Verse, size),
            measure: Measure { first_indent: hang + size, indent: hang + size * 3, width },
            align: Align::Left,
            ..text
        };
        let mut lines: Vec<Line> = Vec::new();
        for (kind, content) in parts(&note.blocks) {
            let style = if kind == Kind::Verse { &verse } else { &text };
            lines.extend(set(self.setter, &content, style));
        }
        if lines.is_empty() {
            lines.push(Line::default());
        }
        lines
    }
}

impl Flow<'_, '_> {
    /// Notes at the end of a chapter or book (章末注, 书末注), on the grid of the text.
    pub(super) fn endnotes(&mut self, notes: &[Note], heading: Option<&str>) {
        if notes.is_empty() {
            return;
        }
        self.column.space(2);
        if let Some(heading) = heading {
            let run = Run { text: heading.to_owned(), span: Span::default() };
            let context = self.body();
            let style = ParaStyle {
                text: TextStyle::plain(Role::Heading, self.style.note),
                ..self.para_style(&context, Align::Left)
            };
            self.lines(&[Inline::Text(run)], &style, Len::ZERO);
            self.column.keep_with_next(BreakCost::HEAD);
        }
        for (index, note) in notes.iter().enumerate() {
            let lines = self.note_lines(note);
            let size = self.style.note;
            let slot = MarkSlot {
                note: NoteRef { note_index: index, occurrence: 0, span: note.span },
                at: Point::default(),
                width: size,
                size,
                item_index: 0,
            };
            let first = self.column.units.len();
            self.column.anchor(&note.id);
            self.column.push_lines(lines, Len::ZERO, self.style.ascent());
            let mark = mark_item(self.setter.faces, &slot, index + 1, note.span);
            if let Some(mark) = mark {
                let at = Point::new(Len::ZERO, self.style.ascent());
                let back = link_item(Len::ZERO, size, size, Destination::Anchor(back_id(&note.id)));
                self.column.add_first(first, &[moved(mark, at), moved(back, at)]);
            }
        }
    }
}

/// The id of the place from which a note is called.
pub(super) fn back_id(id: &str) -> String {
    format!("{id}-ref")
}

/// What a part of a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A paragraph.
    Text,
    /// A line of verse, which stands farther in.
    Verse,
}

/// The text of blocks, a list of inlines for each paragraph and each line of verse: notes have no
/// room for more.
fn parts(blocks: &[Block]) -> Vec<(Kind, Vec<Inline>)> {
    let mut out = Vec::new();
    let text = |content: &Vec<Inline>| (Kind::Text, content.clone());
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(text(&paragraph.content)),
            Block::Subhead(subhead) => out.push(text(&subhead.content)),
            Block::Quote(blocks) => out.extend(parts(blocks)),
            Block::Aside(aside) => {
                out.extend(aside.title.iter().map(text));
                out.extend(parts(&aside.blocks));
            }
            Block::List(list) => {
                list.items.iter().for_each(|item| out.extend(parts(&item.blocks)));
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    out.push(text(&definition.term));
                    definition.meanings.iter().for_each(|blocks| out.extend(parts(blocks)));
                }
            }
            Block::Verse(verse) => {
                let verse_lines = verse.stanzas.iter().flatten().map(|line| &line.content);
                let head = verse.title.iter().chain(&verse.author);
                let lines = head.chain(verse_lines).chain(&verse.attribution);
                out.extend(lines.map(|line| (Kind::Verse, line.clone())));
            }
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                out.extend(cells.filter(|cell| !cell.is_empty()).map(text));
            }
            Block::Code(code) => {
                out.extend(code.text.lines().map(|line| {
                    let run = Run { text: line.to_owned(), span: code.span };
                    (Kind::Text, vec![Inline::Code(run)])
                }));
            }
            Block::Figure(figure) => out.extend(figure.caption.iter().map(text)),
            Block::Break(_) => {}
        }
    }
    out
}

/// ① to ㊿ where the face has them, plain digits beyond.
pub(super) fn mark_text(number: usize) -> String {
    let code = match number {
        1..=20 => 0x245f + number,
        21..=35 => 0x323c + number,
        36..=50 => 0x328d + number,
        _ => return number.to_string(),
    };
    u32::try_from(code).ok().and_then(char::from_u32).map_or_else(String::new, String::from)
}

/// The glyphs of a mark at its slot.
pub(super) fn mark_item(faces: &Faces, slot: &MarkSlot, number: usize, span: Span) -> Option<Item> {
    let text = mark_text(number);
    let circled = number <= 50;
    let size = if circled { slot.size } else { slot.size.scale(8, 10) };
    let mut glyphs = Vec::new();
    let mut pen = Len::ZERO;
    let mut chosen = FaceId::default();
    for (at, character) in text.char_indices() {
        let found = if circled {
            faces.han(Role::Note, character)
        } else {
            faces.latin(Role::Note, LatinStyle::Regular, character)
        };
        let (face, id) = found?;
        chosen = face;
        let (start, end) = (at as u32, (at + character.len_utf8()) as u32);
        glyphs.push(Glyph { id, x: pen, y: Len::ZERO, text_start: start, text_end: end });
        let own = faces.face(face);
        pen += size.scale(i64::from(own.advance(id)), i64::from(own.units_per_em));
    }
    Some(Item::Glyphs(GlyphRun {
        face: chosen,
        size,
        ink: Ink::Black,
        origin: Point::new(slot.at.x + (slot.width - pen) / 2, slot.at.y),
        turned: false,
        glyphs,
        text: Arc::from(text.as_str()),
        part: Part::Body,
        span,
    }))
}
