//! A page as a content stream: text, rules and pictures, in reading order.
//!
//! In: a page of the frame and the codes of its glyphs. Out: operators (PDF 1.7 §8, §9). What is
//! not read out (running heads, folios, rules) is marked as an artifact. Never here: what any of
//! it means; whether a glyph exists.

use crate::font::FaceId;
use crate::layout::frame::{Glyph, GlyphRun, Ink, Item, Page, Part, Picture, Rule};
use crate::model::asset::AssetId;
use crate::units::{Len, Point};

use super::code::{Codes, text_of};
use super::marks::Place;
use super::number::{fine, hundredths, push_hundredths, push_integer, push_tenths, up};

/// How far a glyph may stand from its place, in 1/100,000 pt.
const TOLERANCE: i64 = 500;

/// Up to this size black text overprints (R5): larger letters show what lies below them.
const OVERPRINTED: i64 = 2400;

/// What a page is drawn with.
#[derive(Clone, Copy)]
pub(super) struct Tools<'a> {
    /// The height of the trimmed page.
    pub(super) height: Len,
    /// The codes of its glyphs.
    pub(super) codes: &'a Codes,
    /// Where the trimmed page stands on the sheet of a press; `None` on a screen.
    pub(super) place: Option<&'a Place>,
}

/// Draws a page.
pub(super) fn content(page: &Page, tools: &Tools<'_>) -> Vec<u8> {
    let mut pen = Pen::new(tools);
    for item in &page.items {
        match item {
            Item::Glyphs(run) => pen.run(run),
            Item::Rule(rule) => pen.rule(rule),
            Item::Picture(picture) => pen.picture(picture),
            Item::Link(_) | Item::Line(_) => {}
        }
    }
    pen.finish()
}

/// What a content stream calls a picture.
pub(super) fn picture_name(asset: AssetId) -> String {
    format!("P{}", asset.0)
}

/// What a content stream calls a layer of a face; layer 0 is the face itself: `F3`, `F3.1`.
pub(super) fn font_name(face: FaceId, layer: usize) -> String {
    match layer {
        0 => format!("F{}", face.0),
        layer => format!("F{}.{layer}", face.0),
    }
}

/// The writer of a content stream, and what a viewer knows at this point of it.
struct Pen<'a> {
    out: Vec<u8>,
    codes: &'a Codes,
    height: Len,
    part: Option<Part>,
    ink: Option<Ink>,
    /// How ink lies over ink; `None` on a screen, which knows nothing of it.
    over: Option<Over>,
    font: Option<Font>,
    /// Inside a text object.
    in_text: bool,
    /// Where the current line of text starts; `None` before the first one of a text object.
    line: Option<Line>,
    /// How far the pen is from there, in 1/100,000 pt.
    along: i64,
    /// What brackets are open.
    open: Open,
}

/// A face, its layer, and its size in 1/100 pt.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Font {
    face: FaceId,
    layer: u16,
    size: i64,
}

/// The start of a line of text on the page, in 1/100 pt from its lower left corner.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Line {
    x: i64,
    y: i64,
    turned: bool,
}

/// How ink lies over ink.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// 叠印: what lies below stays.
    Print,
    /// 镂空: what lies below is left out.
    Knock,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Array,
    String,
}

impl<'a> Pen<'a> {
    fn new(tools: &Tools<'a>) -> Pen<'a> {
        let mut out = Vec::with_capacity(8192);
        if let Some(place) = tools.place {
            place.open(&mut out);
        }
        Pen {
            out,
            codes: tools.codes,
            height: tools.height,
            part: None,
            ink: None,
            over: tools.place.map(|_| Over::Knock),
            font: None,
            in_text: false,
            line: None,
            along: 0,
            open: Open::Nothing,
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.enter(None);
        self.out
    }

    fn run(&mut self, run: &GlyphRun) {
        let size = hundredths(run.size);
        if size <= 0 || run.glyphs.is_empty() {
            return;
        }
        self.enter(Some(run.part));
        if !self.in_text {
            self.out.extend_from_slice(b"BT\n");
            (self.in_text, self.line) = (true, None);
        }
        self.set_ink(run.ink);
        let small = size <= OVERPRINTED && run.ink == Ink::Black;
        self.set_over(if small { Over::Print } else { Over::Knock });
        for glyph in &run.glyphs {
            let text = text_of(run, glyph);
            let Some(shown) = self.codes.shown(run.face, glyph.id, text) else { continue };
            self.set_font(Font { face: run.face, layer: shown.layer, size });
            self.move_to(run, glyph, size);
            if text.is_empty() {
                self.show_silent(shown.code);
            } else {
                self.show(shown.code);
            }
            self.along += i64::from(shown.advance) * size;
        }
    }

    /// Moves the pen to a glyph's place, with the fewest bytes that land within the tolerance.
    fn move_to(&mut self, run: &GlyphRun, glyph: &Glyph, size: i64) {
        let (along, across) = (glyph.x, glyph.y);
        let at = if run.turned {
            Point::new(run.origin.x - across, run.origin.y + along)
        } else {
            Point::new(run.origin.x + along, run.origin.y + across)
        };
        let (x, y) = (hundredths(at.x), up(self.height, at.y));
        let target = match self.line {
            Some(line) if line.turned && run.turned && line.x == x => {
                fine(at.y) - (hundredths(self.height) - line.y) * 1000
            }
            Some(line) if !line.turned && !run.turned && line.y == y => fine(at.x) - line.x * 1000,
            _ => return self.start_line(Line { x, y, turned: run.turned }),
        };
        self.adjust(target, size);
    }

    fn start_line(&mut self, to: Line) {
        self.close();
        match self.line {
            _ if to.turned => self.out.extend_from_slice(b"0 -1 1 0 "),
            Some(line) if line.turned => self.out.extend_from_slice(b"1 0 0 1 "),
            _ => {}
        }
        let relative = self.line.filter(|line| !line.turned && !to.turned);
        let (from_x, from_y) = relative.map_or((0, 0), |line| (line.x, line.y));
        push_hundredths(&mut self.out, to.x - from_x);
        self.out.push(b' ');
        push_hundredths(&mut self.out, to.y - from_y);
        let matrix = to.turned || self.line.is_some_and(|line| line.turned);
        self.out.extend_from_slice(if matrix { b" Tm\n" } else { b" Td\n" });
        (self.line, self.along) = (Some(to), 0);
    }

    /// Moves the pen along the line. The numbers in an array of strings are thousandths of an em,
    /// backwards; a tenth of one is written only where a whole one would miss the tolerance. What
    /// remains is remembered, so that errors never add up.
    fn adjust(&mut self, target: i64, size: i64) {
        let back = self.along - target;
        if back.abs() <= TOLERANCE {
            return;
        }
        self.open_array();
        let whole = nearest(back, size);
        if (back - whole * size).abs() <= TOLERANCE {
            push_integer(&mut self.out, whole);
            self.along -= whole * size;
        } else {
            let tenths = nearest(back * 10, size);
            push_tenths(&mut self.out, tenths);
            self.along -= nearest(tenths * size, 10);
        }
    }

    /// Shows a glyph that stands for text.
    fn show(&mut self, code: u16) {
        if self.open != Open::String {
            self.open_array();
            self.out.push(b'(');
            self.open = Open::String;
        }
        push_code(&mut self.out, code);
    }

    /// Shows a glyph that adds no text: readers are told that it stands for nothing.
    fn show_silent(&mut self, code: u16) {
        self.close();
        self.out.extend_from_slice(b"/Span<</ActualText()>>BDC\n[(");
        push_code(&mut self.out, code);
        self.out.extend_from_slice(b")]TJ\nEMC\n");
    }

    /// Opens the array of strings, or returns to it from a string.
    fn open_array(&mut self) {
        match self.open {
            Open::Nothing => self.out.push(b'['),
            Open::String => self.out.push(b')'),
            Open::Array => {}
        }
        self.open = Open::Array;
    }

    /// Ends what is being shown; the pen stays where it is.
    fn close(&mut self) {
        match self.open {
            Open::Nothing => {}
            Open::Array => self.out.extend_from_slice(b"]TJ\n"),
            Open::String => self.out.extend_from_slice(b")]TJ\n"),
        }
        self.open = Open::Nothing;
    }

    fn end_text(&mut self) {
        self.close();
        if self.in_text {
            self.out.extend_from_slice(b"ET\n");
        }
        (self.in_text, self.line) = (false, None);
    }

    /// Goes over to text of the book, or to an artifact, or to neither.
    fn enter(&mut self, part: Option<Part>) {
        if self.part == part {
            return;
        }
        self.end_text();
        if self.part == Some(Part::Artifact) {
            self.out.extend_from_slice(b"EMC\n");
        }
        if part == Some(Part::Artifact) {
            self.out.extend_from_slice(b"/Artifact BMC\n");
        }
        self.part = part;
    }

    fn set_font(&mut self, font: Font) {
        if self.font == Some(font) {
            return;
        }
        self.close();
        self.out.push(b'/');
        let name = font_name(font.face, usize::from(font.layer));
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b' ');
        push_hundredths(&mut self.out, font.size);
        self.out.extend_from_slice(b" Tf\n");
        self.font = Some(font);
    }

    /// Black is K alone in both PDFs: it overprints, and stays sharp in print.
    fn set_ink(&mut self, ink: Ink) {
        if self.ink == Some(ink) {
            return;
        }
        self.close();
        self.out.extend_from_slice(b"0 0 0 ");
        push_hundredths(
            &mut self.out,
            match ink {
                Ink::Black => 100,
                Ink::Grey(percent) => i64::from(percent.min(100)),
                Ink::White => 0,
            },
        );
        self.out.extend_from_slice(b" k\n");
        self.ink = Some(ink);
    }

    /// White and greys must leave out what lies below them, or they would not be seen.
    fn set_over(&mut self, over: Over) {
        if self.over.is_none_or(|now| now == over) {
            return;
        }
        self.close();
        self.out.extend_from_slice(match over {
            Over::Print => b"/O gs\n",
            Over::Knock => b"/N gs\n",
        });
        self.over = Some(over);
    }

    /// Fills a rectangle, at least a hundredth of a point thick.
    fn rule(&mut self, rule: &Rule) {
        self.enter(Some(Part::Artifact));
        self.end_text();
        self.set_ink(rule.ink);
        self.set_over(if rule.ink == Ink::Black { Over::Print } else { Over::Knock });
        self.corners(rule.rect.origin, rule.rect.size.width, rule.rect.size.height);
        self.out.extend_from_slice(b" re f\n");
    }

    fn picture(&mut self, picture: &Picture) {
        self.enter(Some(Part::Body));
        self.end_text();
        self.set_over(Over::Knock);
        let (origin, size) = (picture.rect.origin, picture.rect.size);
        let (x, y) = (hundredths(origin.x), up(self.height, origin.y + size.height));
        self.out.extend_from_slice(b"q ");
        for (value, end) in
            [(hundredths(size.width), b" 0 0 " as &[u8]), (hundredths(size.height), b" ")]
        {
            push_hundredths(&mut self.out, value);
            self.out.extend_from_slice(end);
        }
        for value in [x, y] {
            push_hundredths(&mut self.out, value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"cm /");
        self.out.extend_from_slice(picture_name(picture.asset).as_bytes());
        self.out.extend_from_slice(b" Do Q\n");
    }

    /// Writes a rectangle by its lower left corner, width and height. The edges are rounded, not
    /// the extent, so that rules which touch still touch.
    fn corners(&mut self, origin: Point, width: Len, height: Len) {
        let (left, right) = (hundredths(origin.x), hundredths(origin.x + width));
        let (top, bottom) = (up(self.height, origin.y), up(self.height, origin.y + height));
        let numbers = [left, bottom, (right - left).max(1), (top - bottom).max(1)];
        for (index, value) in numbers.into_iter().enumerate() {
            if index > 0 {
                self.out.push(b' ');
            }
            push_hundredths(&mut self.out, value);
        }
    }
}

/// `value` / `part`, rounded to the nearest; `part` is positive.
fn nearest(value: i64, part: i64) -> i64 {
    (value * 2 + part).div_euclid(part * 2)
}

/// Writes a code inside a literal string: two bytes, with the bytes escaped that would end or
/// change it (PDF 1.7 §7.3.4.2).
fn push_code(out: &mut Vec<u8>, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
}
