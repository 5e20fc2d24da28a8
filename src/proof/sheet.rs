//! The proofreader's sheet for one chapter: what was found, to be told with its place.
//!
//! In: lints and the characters that they mean. Out: diagnostics, and uses of forms that are
//! compared over the whole book; nothing where a lint is switched off. Never here: lints.

use std::collections::BTreeMap;

use crate::diag::catalog::normalize::findings_capped;
use crate::diag::report::{Diagnostic, Diagnostics};
use crate::diag::span::Span;
use crate::model::lint::Lint;

use super::forms::{Forms, Place};
use super::galley::{Galley, Spot};
use super::place::Locator;
use super::quiet::Quiet;

/// How often a lint speaks in one chapter.
const MOST: usize = 100;

/// What is found in a chapter.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// The chapter's number in the book, from 0.
    pub(super) chapter_index: usize,
    /// The chapter.
    pub(super) galley: &'a Galley,
    quiet: &'a Quiet,
    locator: Locator<'a>,
    counts: BTreeMap<Lint, usize>,
    /// The forms of each lint that compares.
    forms: BTreeMap<Lint, Forms>,
    diags: &'a mut Diagnostics,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub(super) fn new(
        chapter_index: usize,
        galley: &'a Galley,
        quiet: &'a Quiet,
        locator: Locator<'a>,
        diags: &'a mut Diagnostics,
    ) -> Sheet<'a> {
        let (counts, forms) = (BTreeMap::new(), BTreeMap::new());
        Sheet { chapter_index, galley, quiet, locator, counts, forms, diags }
    }

    /// Tells what a lint found.
    pub(super) fn mark(&mut self, lint: Lint, spot: Spot, say: impl FnOnce(Span) -> Diagnostic) {
        let Some(line) = self.galley.lines.get(spot.line) else { return };
        if self.quiet.is_off(lint, line.leaf(spot.start).0) {
            return;
        }
        let count = self.counts.entry(lint).or_default();
        *count += 1;
        if *count < MOST {
            self.diags.push(say(self.locator.span(line, spot)));
        } else if *count == MOST {
            let span = self.locator.span(line, spot);
            self.diags.push(findings_capped(span, lint.name(), MOST));
        }
    }

    /// Takes down a use of one of several forms of a thing: its key, its form, its place.
    pub(super) fn form(&mut self, lint: Lint, key: &str, form: &str, spot: Spot) {
        let Some(line) = self.galley.lines.get(spot.line) else { return };
        if !self.quiet.is_off(lint, line.leaf(spot.start).0) {
            let place = Place { chapter_index: self.chapter_index, spot };
            let sample = line.chars.get(spot.start..spot.end).unwrap_or_default();
            self.forms.entry(lint).or_default().add(key, form, sample, place);
        }
    }

    /// Whether a lint is switched off at a place.
    pub(super) fn is_off(&self, lint: Lint, spot: Spot) -> bool {
        let line = self.galley.lines.get(spot.line);
        line.is_none_or(|line| self.quiet.is_off(lint, line.leaf(spot.start).0))
    }

    /// All forms that were taken down.
    pub(super) fn into_forms(self) -> BTreeMap<Lint, Forms> {
        self.forms
    }
}
