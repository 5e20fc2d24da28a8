//! A paragraph to lines: collect its text, find its cells, choose the breaks, set the lines.

pub mod breaker;
mod cell;
pub mod cluster;
mod context;
pub mod justify;
pub mod kinsoku;
pub mod line;
pub mod scan;
pub mod text;

use crate::model::inline::Inline;
use crate::units::Len;

use breaker::{Measure, Sums, break_lines, trimmed};
use cluster::{CellGlyph, Cluster, Clusters, Extra, Reading};
use justify::{Fill, place};
use kinsoku::{Level, break_cost};
use line::{Line, LineSource};
use scan::Setter;
use text::{FlatText, TextStyle, flatten};

/// How a paragraph is set.
#[derive(Clone, Debug)]
pub struct ParaStyle {
    /// Its text.
    pub text: TextStyle,
    /// Its lines.
    pub measure: Measure,
    /// Where its lines stand.
    pub align: Align,
    /// How strict 避头尾 is.
    pub level: Level,
}

/// Where lines stand in their measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Both ends flush but for the last line.
    Justify,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// Sets inlines as lines.
pub fn set(setter: &mut Setter<'_>, inlines: &[Inline], style: &ParaStyle) -> Vec<Line> {
    let flat = flatten(inlines, &style.text);
    set_flat(setter, &flat, style)
}

/// Sets flattened text as lines; a forced break starts the measure anew.
pub fn set_flat(setter: &mut Setter<'_>, flat: &FlatText, style: &ParaStyle) -> Vec<Line> {
    let clusters = setter.clusters(flat);
    let mut lines = Vec::new();
    for (index, part) in split_at_breaks(clusters).iter().enumerate() {
        let first = lines.len();
        lines.extend(set_part(flat, part, style));
        if let Some(line) = lines.get_mut(first) {
            line.opens = index > 0;
        }
    }
    lines
}

fn set_part(flat: &FlatText, clusters: &Clusters, style: &ParaStyle) -> Vec<Line> {
    let sums = Sums::new(clusters);
    let ends = break_lines(clusters, &sums, style.measure, style.level);
    let mut start = 0;
    let mut lines = Vec::with_capacity(ends.len());
    for (index, end) in ends.iter().enumerate() {
        let last = index + 1 == ends.len();
        let inner_end = trimmed(clusters, start, *end);
        let indent = if index == 0 { style.measure.first_indent } else { style.measure.indent };
        let room = style.measure.width - indent;
        let justify = style.align == Align::Justify && !last;
        let fill = if justify { Fill::Justify } else { Fill::Natural };
        let (places, right) = place(clusters, &sums, (start, inner_end), room, fill);
        let free = room - right;
        let shift = match style.align {
            Align::Justify | Align::Left => Len::ZERO,
            Align::Center => free / 2,
            Align::Right => free,
        };
        let source = LineSource {
            flat,
            clusters,
            range: start..inner_end,
            places: &places,
            indent: indent + shift,
        };
        lines.push(source.build(right));
        start = *end;
    }
    lines
}

/// Where a line may end inside plain text: byte offsets, rising.
pub fn opportunities(setter: &mut Setter<'_>, text: &str, style: &ParaStyle) -> Vec<usize> {
    let run = crate::model::inline::Run { text: text.to_owned(), span: Default::default() };
    let flat = flatten(&[Inline::Text(run)], &style.text);
    let clusters = setter.clusters(&flat);
    let pairs = clusters.list.iter().zip(clusters.list.iter().skip(1));
    pairs
        .filter(|(before, after)| {
            break_cost(before.after_side(), after.before_side(), style.level).is_some()
        })
        .map(|(_, after)| after.text.start)
        .collect()
}

/// The natural width of inlines on one line.
pub fn width(setter: &mut Setter<'_>, inlines: &[Inline], text: &TextStyle) -> Len {
    let flat = flatten(inlines, text);
    let clusters = setter.clusters(&flat);
    let sums = Sums::new(&clusters);
    breaker::natural_width(&clusters, &sums, 0, clusters.list.len())
}

/// Parts between forced breaks, each with its own glyphs and readings; most paragraphs are one.
fn split_at_breaks(clusters: Clusters) -> Vec<Clusters> {
    let is_break = |cluster: &Cluster| cluster.extra == Extra::Break;
    if !clusters.list.iter().any(is_break) {
        return vec![clusters];
    }
    let Clusters { list, glyphs, readings } = clusters;
    let mut readings = readings.into_iter().peekable();
    let mut parts = Vec::new();
    let mut from = 0;
    for part in list.split(is_break) {
        let to = from + part.len();
        let mut own = Vec::new();
        while let Some(mut reading) = readings.next_if(|reading| reading.clusters.end <= to) {
            reading.clusters = reading.clusters.start - from..reading.clusters.end - from;
            own.push(reading);
        }
        if !part.is_empty() {
            parts.push(part_of(part, &glyphs, own));
        }
        from = to + 1;
    }
    parts
}

/// Some clusters of a paragraph with the glyphs that are theirs.
fn part_of(list: &[Cluster], glyphs: &[CellGlyph], readings: Vec<Reading>) -> Clusters {
    let mut own = Clusters { list: list.to_vec(), glyphs: Vec::new(), readings };
    for cluster in &mut own.list {
        let start = own.glyphs.len();
        own.glyphs.extend_from_slice(glyphs.get(cluster.glyphs.clone()).unwrap_or(&[]));
        cluster.glyphs = start..own.glyphs.len();
    }
    own
}
