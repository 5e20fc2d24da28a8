//! A line, set: glyph runs, decorations, links and note marks at their places.
//!
//! In: a paragraph's clusters and the places that the justifier gave them. Out: a [`Line`], whose
//! items stand relative to the left edge of the measure and to the baseline. Never here: pages.

use std::sync::Arc;

use crate::diag::span::Span;
use crate::font::FaceId;
use crate::layout::frame::{Destination, Glyph, GlyphRun, Ink, Item, Link, Part, Picture, Rule};
use crate::model::inline::NoteRef;
use crate::units::{Len, Point, Rect, Size};

use super::cluster::{CellGlyph, Cluster, Clusters, Extra, Reading};
use super::text::FlatText;

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
    /// The paragraph.
    pub flat: &'a FlatText,
    /// Its clusters.
    pub clusters: &'a Clusters,
    /// Which of them stand in the line.
    pub range: std::ops::Range<usize>,
    /// Their left edges, from the line's start.
    pub places: &'a [Len],
    /// From the left edge of the measure to the line's start.
    pub indent: Len,
}

impl LineSource<'_> {
    /// Sets the line.
    pub fn build(&self, right: Len) -> Line {
        let mut line = Line { right: right + self.indent, ..Line::default() };
        let mut run: Vec<(usize, &Cluster)> = Vec::new();
        for (index, cluster) in self.members() {
            let joins = run.last().is_none_or(|(_, last)| same_run(last, cluster));
            if !joins {
                self.flush(&mut run, &mut line);
            }
            match cluster.extra {
                Extra::None => run.push((index, cluster)),
                Extra::Break => {}
                Extra::Note(note) => {
                    self.flush(&mut run, &mut line);
                    let hangs = cluster.width == Len::ZERO;
                    let x = self.left(index) - if hangs { cluster.size / 2 } else { Len::ZERO };
                    line.marks.push(MarkSlot {
                        note,
                        at: Point::new(x, -cluster.rise),
                        width: cluster.size,
                        size: cluster.size,
                        item_index: line.items.len(),
                    });
                }
                Extra::Picture(asset) => {
                    self.flush(&mut run, &mut line);
                    let origin = Point::new(self.left(index), -cluster.size.scale(88, 100));
                    let size = Size { width: cluster.width, height: cluster.size };
                    line.items.push(Item::Picture(Picture {
                        asset,
                        rect: Rect { origin, size },
                        alt: Arc::from(""),
                        span: cluster.span,
                    }));
                }
            }
        }
        self.flush(&mut run, &mut line);
        self.add_readings(&mut line);
        self.add_decorations(&mut line);
        self.add_links(&mut line);
        line
    }

    fn members(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        let list = self.clusters.list.get(self.range.clone()).unwrap_or(&[]);
        self.range.clone().zip(list)
    }

    /// The left edge of a cluster, from the left edge of the measure.
    fn left(&self, index: usize) -> Len {
        self.indent + self.places.get(index - self.range.start).copied().unwrap_or_default()
    }

    /// The glyphs of clusters of one face, size and ink as one run.
    fn flush(&self, run: &mut Vec<(usize, &Cluster)>, line: &mut Line) {
        let (Some((first_index, first)), Some((_, last))) = (run.first(), run.last()) else {
            return;
        };
        let bytes = first.text.start..last.text.end.max(first.text.start);
        let text = self.flat.text.get(bytes.clone()).unwrap_or("");
        let origin = Point::new(self.left(*first_index), -first.rise);
        let mut glyphs = Vec::with_capacity(run.len());
        for (index, cluster) in run.iter() {
            let x = self.left(*index) - origin.x;
            let own = self.clusters.glyphs.get(cluster.glyphs.clone()).unwrap_or(&[]);
            glyphs.extend(own.iter().map(|glyph| page_glyph(*glyph, x, &bytes)));
        }
        line.items.push(Item::Glyphs(GlyphRun {
            face: first.face,
            size: first.size,
            ink: first.ink,
            origin,
            turned: false,
            glyphs,
            text: Arc::from(text),
            part: Part::Body,
            span: first.span,
        }));
        run.clear();
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
            line.items.push(reading_run(reading, at, cluster.span));
        }
    }

    fn add_decorations(&self, line: &mut Line) {
        let mut start: Option<(usize, Span)> = None;
        let mut rules = Vec::new();
        for (index, cluster) in self.members() {
            let decoration = cluster.decoration;
            if decoration.dots && cluster.is_letter() {
                rules.push(self.dot(index, cluster));
            }
            let lined = decoration.line || decoration.wave || decoration.strike;
            let goes_on = lined && start.is_some_and(|(_, span)| span == cluster.span);
            if !goes_on && let Some((from, _)) = start.take() {
                rules.extend(self.underline(from, index - 1));
            }
            if lined && start.is_none() {
                start = Some((index, cluster.span));
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
        let y = if first.decoration.strike { -size.scale(36, 100) } else { size.scale(22, 100) };
        if !first.decoration.wave {
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
        let mut open: Option<(usize, usize, usize)> = None;
        let mut found = Vec::new();
        for (index, cluster) in self.members() {
            match (cluster.link, &mut open) {
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

fn same_run(a: &Cluster, b: &Cluster) -> bool {
    a.face == b.face
        && a.size == b.size
        && a.ink == b.ink
        && a.rise == b.rise
        && a.text.end == b.text.start
}

fn page_glyph(glyph: CellGlyph, x: Len, bytes: &std::ops::Range<usize>) -> Glyph {
    let offset = |at: usize| {
        u32::try_from(at.clamp(bytes.start, bytes.end) - bytes.start).unwrap_or(u32::MAX)
    };
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
