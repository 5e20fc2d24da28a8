//! A line, set: glyph runs, decorations, links and note marks at their places.
//!
//! In: a paragraph's clusters and the places that the justifier gave them. Out: a [`Line`], whose
//! items stand relative to the left edge of the measure and to the baseline. Never here: pages.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::span::Span;
use crate::font::{FaceId, Faces};
use crate::layout::frame::{
    Destination, Fit, Glyph, GlyphRun, Ink, Item, Link, Part, Picture, Rule, SetLine,
};
use crate::model::inline::NoteRef;
use crate::units::{Len, Point, Rect, Size};

use super::cluster::{CellGlyph, Cluster, Clusters, Reading};
use super::justify::Placed;
use super::kinsoku::Kind;
use super::text::{Content, Decoration, FlatText};

/// A line of text.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What stands in it, from the left edge of the measure; the baseline is at `y` 0.
    pub items: Vec<Item>,
    /// Note marks: their glyphs are set when the page is known.
    pub marks: Vec<MarkSlot>,
    /// From the left edge of the measure to the right end of the ink cells.
    pub right: Len,
    /// Whether a forced break stands before it: it begins a part of its paragraph.
    pub opens: bool,
}

/// Where a note mark stands.
#[derive(Clone, Copy, Debug)]
pub struct MarkSlot {
    /// The note.
    pub note: NoteRef,
    /// The left end of its cell, and its baseline.
    pub at: Point,
    /// The width of its cell.
    pub width: Len,
    /// The em of the mark.
    pub size: Len,
    /// Its place among [`Line::items`] when the text is read.
    pub item_index: usize,
}

/// What a line is made of.
pub struct LineSource<'a> {
    /// The faces, for hyphens.
    pub faces: &'a Faces,
    /// The paragraph.
    pub flat: &'a FlatText,
    /// Its clusters.
    pub clusters: &'a Clusters,
    /// Which of them stand in the line.
    pub range: Range<usize>,
    /// Where they stand.
    pub placed: &'a Placed,
    /// From the left edge of the measure to the line's start.
    pub indent: Len,
    /// How it was fitted, of a line of running text.
    pub fit: Option<Fit>,
}

impl LineSource<'_> {
    /// Sets the line.
    pub fn build(&self) -> Line {
        let mut line = Line { right: self.placed.right + self.indent, ..Line::default() };
        if let (Some(fit), Some(first)) = (self.fit, self.clusters.list.get(self.range.start)) {
            let at = Point::new(self.indent, Len::ZERO);
            line.items.push(Item::Line(SetLine { at, fit, span: self.span(first) }));
        }
        let mut start = self.range.start;
        for (index, cluster) in self.members() {
            let whole =
                matches!(cluster.kind, Kind::NoteMark | Kind::Object) && cluster.glyphs.is_empty();
            let joins = index == start
                || self
                    .clusters
                    .list
                    .get(index - 1)
                    .is_some_and(|last| self.same_run(last, cluster));
            if whole || !joins {
                self.flush(start..index, &mut line);
                start = index;
            }
            if whole {
                self.add_whole(index, cluster, &mut line);
                start = index + 1;
            }
        }
        self.flush(start..self.range.end, &mut line);
        self.add_readings(&mut line);
        self.add_decorations(&mut line);
        self.add_links(&mut line);
        line
    }

    fn add_whole(&self, index: usize, cluster: &Cluster, line: &mut Line) {
        let Some(stretch) = self.flat.stretch(cluster.stretch) else { return };
        match stretch.content {
            Content::Note(note) => {
                // A mark without a cell of its own hangs over the gap.
                let hangs = cluster.width == Len::ZERO;
                let x = self.left(index) - if hangs { cluster.size / 2 } else { Len::ZERO };
                let height = if hangs { (85, 100) } else { (34, 100) };
                let rise = stretch.style.rise + stretch.style.size.scale(height.0, height.1);
                line.marks.push(MarkSlot {
                    note,
                    at: Point::new(x, -rise),
                    width: cluster.size,
                    size: cluster.size,
                    item_index: line.items.len(),
                });
            }
            Content::Picture(asset) => {
                let origin = Point::new(self.left(index), -cluster.size.scale(88, 100));
                let size = Size { width: cluster.width, height: cluster.size };
                let rect = Rect { origin, size };
                let (alt, span) = (Arc::from(""), stretch.span);
                line.items.push(Item::Picture(Picture { asset, rect, alt, span }));
            }
            _ => {}
        }
    }

    fn members(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        let list = self.clusters.list.get(self.range.clone()).unwrap_or(&[]);
        self.range.clone().zip(list)
    }

    /// The left edge of a cluster, from the left edge of the measure.
    fn left(&self, index: usize) -> Len {
        let place = self.placed.places.get(index - self.range.start);
        self.indent + place.copied().unwrap_or_default()
    }

    /// The glyphs of clusters of one face, size and ink as one run.
    fn flush(&self, run: Range<usize>, line: &mut Line) {
        let own = self.clusters.list.get(run.clone()).unwrap_or(&[]);
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return };
        let Some(stretch) = self.flat.stretch(first.stretch) else { return };
        let bytes = first.text.start..last.text.end.max(first.text.start);
        let text = self.flat.text.get(bytes.start as usize..bytes.end as usize).unwrap_or("");
        let origin = Point::new(self.left(run.start), -stretch.style.rise);
        let mut glyphs = Vec::with_capacity(own.len() + 1);
        for (index, cluster) in run.clone().zip(own) {
            let x = self.left(index) - origin.x;
            let cell = self.clusters.glyphs_of(cluster).iter();
            glyphs.extend(cell.map(|glyph| page_glyph(*glyph, x, &bytes)));
        }
        if last.kind == Kind::Syllable && run.end == self.range.end {
            let x = self.left(run.end - 1) + last.width - origin.x;
            let end = bytes.end - bytes.start;
            let hyphen = self.faces.face(last.face).glyph('-');
            glyphs.extend(hyphen.map(|id| Glyph {
                id,
                x,
                y: Len::ZERO,
                text_start: end,
                text_end: end,
            }));
        }
        line.items.push(Item::Glyphs(GlyphRun {
            face: first.face,
            size: first.size,
            ink: stretch.style.ink,
            origin,
            turned: false,
            glyphs,
            text: Arc::from(text),
            part: Part::Body,
            span: stretch.span,
        }));
    }

    fn same_run(&self, a: &Cluster, b: &Cluster) -> bool {
        if a.face != b.face || a.size != b.size || a.text.end != b.text.start {
            return false;
        }
        let look = |cluster: &Cluster| {
            self.flat.style_of(cluster.stretch).map(|style| (style.ink, style.rise))
        };
        a.stretch == b.stretch || look(a) == look(b)
    }

    fn decoration(&self, cluster: &Cluster) -> Decoration {
        self.flat.style_of(cluster.stretch).map(|style| style.decoration).unwrap_or_default()
    }

    fn span(&self, cluster: &Cluster) -> Span {
        self.flat.stretch(cluster.stretch).map(|stretch| stretch.span).unwrap_or_default()
    }

    /// Readings stand centred over their base.
    fn add_readings(&self, line: &mut Line) {
        let all = &self.clusters.readings;
        let first = all.partition_point(|reading| reading.clusters.start < self.range.start);
        let after = all.get(first..).unwrap_or(&[]).iter();
        for reading in after.take_while(|reading| reading.clusters.end <= self.range.end) {
            let left = self.left(reading.clusters.start);
            let Some(last) = reading.clusters.end.checked_sub(1) else { continue };
            let Some(cluster) = self.clusters.list.get(last) else { continue };
            let right = self.left(last) + cluster.width;
            let x = left + (right - left - reading.width) / 2;
            let at = Point::new(x, -cluster.size.scale(93, 100));
            line.items.push(reading_run(reading, at, self.span(cluster)));
        }
    }

    fn add_decorations(&self, line: &mut Line) {
        if !self.flat.decorated {
            return;
        }
        let mut start: Option<(usize, u32)> = None;
        let mut rules = Vec::new();
        for (index, cluster) in self.members() {
            let decoration = self.decoration(cluster);
            if decoration.dots && cluster.letters() > 0 {
                rules.push(self.dot(index, cluster));
            }
            let lined = decoration.line || decoration.wave || decoration.strike;
            let goes_on = lined && start.is_some_and(|(_, stretch)| stretch == cluster.stretch);
            if !goes_on && let Some((from, _)) = start.take() {
                rules.extend(self.underline(from, index - 1));
            }
            if lined && start.is_none() {
                start = Some((index, cluster.stretch));
            }
        }
        if let Some((from, _)) = start {
            rules.extend(self.underline(from, self.range.end - 1));
        }
        line.items.extend(rules.into_iter().map(Item::Rule));
    }

    /// 着重号: a dot under the middle of the character (A12).
    fn dot(&self, index: usize, cluster: &Cluster) -> Rule {
        let size = cluster.size;
        let side = size.scale(13, 100);
        let x = self.left(index) + (cluster.width - side) / 2;
        rule(Point::new(x, size.scale(25, 100)), side, side)
    }

    /// A line under (or through) the clusters `from..=to`; a wave is drawn in short steps.
    fn underline(&self, from: usize, to: usize) -> Vec<Rule> {
        let (Some(first), Some(last)) = (self.clusters.list.get(from), self.clusters.list.get(to))
        else {
            return Vec::new();
        };
        let size = first.size;
        let thick = size.scale(5, 100);
        // Two names side by side keep a visible gap (V9).
        let left = self.left(from) + size.scale(5, 100);
        let width = self.left(to) + last.width - size.scale(5, 100) - left;
        let decoration = self.decoration(first);
        let y = if decoration.strike { -size.scale(36, 100) } else { size.scale(22, 100) };
        if !decoration.wave {
            return vec![rule(Point::new(left, y), width, thick)];
        }
        let step = size.scale(125, 1000);
        let steps = width.count(step).max(1);
        (0..steps)
            .map(|index| {
                let down = if index % 2 == 0 { Len::ZERO } else { thick };
                rule(Point::new(left + step * index, y + down), step, thick)
            })
            .collect()
    }

    fn add_links(&self, line: &mut Line) {
        if self.flat.links.is_empty() {
            return;
        }
        let mut open: Option<(usize, usize, usize)> = None;
        let mut found = Vec::new();
        for (index, cluster) in self.members() {
            let link = self.flat.style_of(cluster.stretch).and_then(|style| style.link);
            match (link, &mut open) {
                (Some(link), Some((same, _, to))) if *same == link => *to = index,
                (link, _) => {
                    found.extend(open.take());
                    open = link.map(|link| (link, index, index));
                }
            }
        }
        found.extend(open);
        for (link, from, to) in found {
            let (Some(destination), Some(last)) =
                (self.flat.links.get(link), self.clusters.list.get(to))
            else {
                continue;
            };
            let left = self.left(from);
            let width = self.left(to) + last.width - left;
            line.items.push(link_item(left, width, last.size, destination.clone()));
        }
    }
}

/// A region of text, from 0.88 em above the baseline to 0.12 em below.
pub fn link_item(left: Len, width: Len, size: Len, to: Destination) -> Item {
    let origin = Point::new(left, -size.scale(88, 100));
    Item::Link(Link { rect: Rect { origin, size: Size { width, height: size } }, to })
}

fn rule(origin: Point, width: Len, height: Len) -> Rule {
    Rule { rect: Rect { origin, size: Size { width, height } }, ink: Ink::Black }
}

fn page_glyph(glyph: CellGlyph, x: Len, bytes: &Range<u32>) -> Glyph {
    let offset = |at: u32| at.clamp(bytes.start, bytes.end) - bytes.start;
    Glyph {
        id: glyph.id,
        x: x + glyph.x,
        y: glyph.y,
        text_start: offset(glyph.text.0),
        text_end: offset(glyph.text.1),
    }
}

fn reading_run(reading: &Reading, origin: Point, span: Span) -> Item {
    let face: FaceId = reading.face;
    let glyphs = reading
        .glyphs
        .iter()
        .map(|glyph| Glyph { id: glyph.id, x: glyph.x, y: glyph.y, text_start: 0, text_end: 0 })
        .collect();
    Item::Glyphs(GlyphRun {
        face,
        size: reading.size,
        ink: Ink::Black,
        origin,
        turned: false,
        glyphs,
        text: Arc::from(""),
        part: Part::Artifact,
        span,
    })
}
