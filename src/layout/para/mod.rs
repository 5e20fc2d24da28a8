//! A paragraph to lines: collect its text, find its cells, choose the breaks, set the lines.

pub mod breaker;
mod cell;
pub mod cluster;
mod context;
pub mod gap;
mod hyphen;
pub mod justify;
pub mod kinsoku;
pub mod line;
pub mod rules;
pub mod scan;
pub mod sums;
pub mod text;
pub mod ways;
mod wide;
mod word;

use std::ops::Range;

use crate::font::Faces;
use crate::layout::frame::{Fit, LineEnd};
use crate::model::inline::Inline;
use crate::units::Len;

use breaker::{Breaking, Manner, Measure, break_lines};
use cluster::{Cluster, Clusters};
use justify::{Fill, place};
use kinsoku::{Kind, Level, WAY_OUT, break_cost};
use line::{Line, LineSource};
use scan::Setter;
use sums::Sums;
use text::{FlatText, TextStyle, flatten};
use ways::{Pliant, Ways, tries};

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
    let clusters = clusters(setter, flat, style);
    let sums = Sums::new(flat, &clusters, &setter.rules);
    Text { faces: setter.faces, flat, clusters: &clusters, sums: &sums, style }.lines()
}

/// Sets inlines as lines, and keeps what could take another number of them.
pub fn set_ways(setter: &mut Setter<'_>, inlines: &[Inline], style: &ParaStyle) -> Ways {
    let flat = flatten(inlines, &style.text);
    let clusters = clusters(setter, &flat, style);
    let sums = Sums::new(&flat, &clusters, &setter.rules);
    let text = Text { faces: setter.faces, flat: &flat, clusters: &clusters, sums: &sums, style };
    let lines = text.lines();
    let whole = clusters.list.iter().all(|cluster| cluster.kind != Kind::Break);
    let tries = if whole { tries(text, &lines) } else { Vec::new() };
    let pliant = (!tries.is_empty()).then(|| Pliant::new(flat, clusters, style, tries, &lines));
    Ways { lines, pliant }
}

/// The clusters of a paragraph.
fn clusters(setter: &mut Setter<'_>, flat: &FlatText, style: &ParaStyle) -> Clusters {
    let mut clusters = setter.clusters(flat);
    if !setter.rules.trims_first() && style.measure.first_indent > Len::ZERO {
        // An opening mark after an indent takes a whole em (L2.3).
        let first = clusters.list.iter_mut().find(|cluster| cluster.kind != Kind::Break);
        first.into_iter().for_each(|first| first.start_cut = Len::ZERO);
    }
    clusters
}

/// A paragraph in its three forms, and how it is set.
#[derive(Clone, Copy)]
struct Text<'a> {
    faces: &'a Faces,
    flat: &'a FlatText,
    clusters: &'a Clusters,
    sums: &'a Sums<'a>,
    style: &'a ParaStyle,
}

impl Text<'_> {
    /// All lines.
    fn lines(self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (index, part) in parts(&self.clusters.list).into_iter().enumerate() {
            let first = lines.len();
            let ends = break_lines(self.sums, part.clone(), self.breaking());
            self.set_part(part, &ends, &mut lines);
            if let Some(line) = lines.get_mut(first) {
                line.opens = index > 0;
            }
        }
        lines
    }

    fn breaking(self) -> Breaking {
        let manner = match self.style.align {
            Align::Justify => Manner::Justified,
            Align::Center => Manner::Head,
            Align::Left | Align::Right => Manner::Ragged,
        };
        Breaking { measure: self.style.measure, level: self.style.level, manner, each_line: 0 }
    }

    /// The lines of a part that end so.
    fn set_part(self, part: Range<usize>, ends: &[usize], lines: &mut Vec<Line>) {
        let style = self.style;
        let mut start = part.start;
        for end in ends {
            let last = *end == part.end;
            let measure = &style.measure;
            let indent = if start == part.start { measure.first_indent } else { measure.indent };
            let room = measure.width - indent;
            let justified = style.align == Align::Justify;
            let fill = if justified && !last { Fill::Justify } else { Fill::Natural };
            let range = start..self.sums.trimmed(start..*end);
            let placed = place(self.sums, range.clone(), room, fill);
            let free = room - placed.right;
            let shift = match style.align {
                Align::Justify | Align::Left => Len::ZERO,
                Align::Center => free / 2,
                Align::Right => free,
            };
            let ends = match self.clusters.list.get(range.end.saturating_sub(1)) {
                _ if last => LineEnd::Last,
                Some(cluster) if cluster.kind == Kind::Syllable => LineEnd::Hyphen,
                _ => LineEnd::Full,
            };
            let fit = justified.then_some(Fit {
                em: self.sums.em,
                spread: placed.spread,
                among: placed.among,
                stretched: placed.stretched,
                squeezed: placed.squeezed,
                step: placed.step,
                end: ends,
            });
            let source = LineSource {
                faces: self.faces,
                flat: self.flat,
                clusters: self.clusters,
                range,
                placed: &placed,
                indent: indent + shift,
                fit,
            };
            lines.push(source.build());
            start = *end;
        }
    }
}

/// Where a line may end inside plain text: byte offsets, rising. A word divided with a hyphen or
/// cut because it must be is not counted.
pub fn opportunities(setter: &mut Setter<'_>, text: &str, style: &ParaStyle) -> Vec<usize> {
    let run = crate::model::inline::Run { text: text.to_owned(), span: Default::default() };
    let flat = flatten(&[Inline::Text(run)], &style.text);
    let clusters = setter.clusters(&flat);
    let pairs = clusters.list.iter().zip(clusters.list.iter().skip(1));
    pairs
        .filter(|(before, after)| {
            let cost = break_cost(before.after_side(), after.before_side(), style.level);
            cost.is_some_and(|cost| cost < WAY_OUT)
        })
        .map(|(_, after)| after.text.start as usize)
        .collect()
}

/// The natural width of inlines on one line.
pub fn width(setter: &mut Setter<'_>, inlines: &[Inline], text: &TextStyle) -> Len {
    let flat = flatten(inlines, text);
    let clusters = setter.clusters(&flat);
    let sums = Sums::new(&flat, &clusters, &setter.rules);
    sums.width(0..clusters.list.len())
}

/// Parts between forced breaks; most paragraphs are one.
fn parts(list: &[Cluster]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for part in list.split(|cluster| cluster.kind == Kind::Break) {
        if !part.is_empty() {
            parts.push(start..start + part.len());
        }
        start += part.len() + 1;
    }
    parts
}
