//! How well the lines of the book are set: each with its page, and all of them counted (L4.6).
//!
//! In: pages. Out: [`Quality`], for `publish check --typography`, and a warning for every line that
//! is too loose. Never here: how lines are made.

use crate::diag::catalog::layout as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::units::Len;

use super::frame::{Fit, Item, LineEnd, Page, Pages, Part, Spread};
use super::running::label_text;

/// More than this is too loose, in thousandths of an em (L4.6).
fn most(among: Spread) -> i64 {
    match among {
        Spread::Han => 150,
        // On top of the half em that a word space may have.
        Spread::Words => 350,
        Spread::Letters | Spread::All => 100,
    }
}

/// The upper ends of the classes of looseness, in thousandths of an em.
pub const CLASSES: [i64; 5] = [20, 50, 100, 150, i64::MAX];

/// The lines of a book.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// How many lines fill their measure (not the last ones of paragraphs).
    pub lines: usize,
    /// Set as they come.
    pub natural: usize,
    /// In which marks or gaps gave.
    pub squeezed: usize,
    /// In which gaps took.
    pub stretched: usize,
    /// Stretched between Han characters too (L4.4 ③), by how much: see [`CLASSES`].
    pub spread: [usize; CLASSES.len()],
    /// How many needed which step of squeezing (L4.3) as their last.
    pub steps: [usize; 8],
    /// How many end with a hyphen.
    pub hyphens: usize,
    /// The worst lines, the worst first.
    pub worst: Vec<SeenLine>,
}

/// A line as a reader finds it.
#[derive(Clone, Debug)]
pub struct SeenLine {
    /// The page's number as it is printed.
    pub page: String,
    /// Which line of the page, from 1.
    pub line_number: usize,
    /// How it was fitted.
    pub fit: Fit,
    /// What it says.
    pub text: String,
    /// Where its paragraph stands in the source.
    pub span: Span,
}

impl SeenLine {
    /// How bad it is: by how much each character is farther from the next (or nearer, when
    /// negative) than it should be, in thousandths of an em.
    pub fn change(&self) -> i64 {
        let em = self.fit.em.0.max(1);
        let characters = self.text.chars().count().max(1) as i64;
        if self.fit.squeezed > Len::ZERO {
            -(self.fit.squeezed.0 * 1000 / em / characters)
        } else {
            // As loose as a line of Han that is as far from its limit.
            self.fit.spread.0 * 1000 / em * most(Spread::Han) / most(self.fit.among)
        }
    }
}

/// Looks over all lines and keeps the `count` worst.
pub fn quality(pages: &Pages, count: usize) -> Quality {
    let mut quality = Quality::default();
    for page in &pages.pages {
        for line in fits(page) {
            quality.count(line);
        }
        quality.worst.extend(seen_lines(page).into_iter().filter(|line| line.change() != 0));
        if quality.worst.len() > count * 8 {
            quality.keep(count);
        }
    }
    quality.keep(count);
    quality
}

impl Quality {
    fn count(&mut self, fit: &Fit) {
        if fit.end == LineEnd::Last {
            return;
        }
        self.lines += 1;
        self.hyphens += usize::from(fit.end == LineEnd::Hyphen);
        match (fit.squeezed > Len::ZERO, fit.stretched > Len::ZERO) {
            (true, _) => self.squeezed += 1,
            (false, true) => self.stretched += 1,
            (false, false) => self.natural += 1,
        }
        if fit.spread > Len::ZERO && fit.among == Spread::Han {
            let spread = thousandths(fit);
            let class = CLASSES.iter().position(|most| spread <= *most);
            class.and_then(|class| self.spread.get_mut(class)).into_iter().for_each(|n| *n += 1);
        }
        let step = self.steps.get_mut(usize::from(fit.step));
        step.into_iter().for_each(|n| *n += 1);
    }

    fn keep(&mut self, count: usize) {
        // Sorting is stable: lines that are as bad as each other stay in the book's order.
        self.worst.sort_by_key(|line| -line.change().abs());
        self.worst.truncate(count);
    }
}

/// Warns of lines that are too loose.
pub(super) fn warn(pages: &Pages, diags: &mut Diagnostics) {
    for page in &pages.pages {
        let loose = |fit: &Fit| thousandths(fit) > most(fit.among);
        if !fits(page).any(loose) {
            continue;
        }
        for line in seen_lines(page).iter().filter(|line| loose(&line.fit)) {
            let (spread, words) = (thousandths(&line.fit), line.fit.among == Spread::Words);
            let find = if words { catalog::line_loose_words } else { catalog::line_loose };
            diags.push(find(line.span, spread, &line.text));
        }
    }
}

fn thousandths(fit: &Fit) -> i64 {
    fit.spread.0 * 1000 / fit.em.0.max(1)
}

fn fits(page: &Page) -> impl Iterator<Item = &Fit> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(&line.fit),
        _ => None,
    })
}

/// The lines of running text of a page with their words.
fn seen_lines(page: &Page) -> Vec<SeenLine> {
    let mut lines: Vec<(Len, SeenLine)> = Vec::new();
    let mut baselines: Vec<Len> = Vec::new();
    for item in &page.items {
        match item {
            Item::Line(line) => {
                baselines.push(line.at.y);
                let (page, text) = (label_text(page.label), String::new());
                let seen = SeenLine { page, line_number: 0, fit: line.fit, text, span: line.span };
                lines.push((line.at.y, seen));
            }
            Item::Glyphs(run) if run.part == Part::Body => {
                let near = |y: Len, em: Len| (run.origin.y - y).abs() < em / 2;
                match lines.last_mut() {
                    Some((y, line)) if near(*y, line.fit.em) => line.text.push_str(&run.text),
                    _ => baselines.push(run.origin.y),
                }
            }
            _ => {}
        }
    }
    baselines.sort();
    baselines.dedup();
    for (y, line) in &mut lines {
        line.line_number = baselines.partition_point(|other| other < y) + 1;
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
