//! What the rules find while they work, and what they must know beside the text.
//!
//! In: a chapter being mended. Out: [`Findings`]: diagnostics that are pushed once a paragraph is
//! done, so that a second round over the same text says nothing twice. Never here: sentences of
//! messages (`diag/catalog/normalize.rs`).

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::{Diagnostic, Diagnostics, Place};
use crate::diag::span::Span;
use crate::model::meta::Script;

/// How often a chapter may say the same thing: a text that was never Chinese, or a damaged one,
/// would bury all else.
const REPEATS: usize = 100;

/// What a rule must know beside the run, and where it reports.
#[derive(Clone, Debug)]
pub(super) struct Findings {
    /// The conventions of the book's language.
    pub(super) script: Script,
    /// Whether the next paragraph begins with a quote, as in speech over several paragraphs.
    pub(super) next_opens: bool,
    /// The “ of an earlier paragraph that is still open, as in speech over several paragraphs.
    pub(super) carried: Option<Span>,
    /// Whether spaces between Han are meant, as in heads and verse.
    pub(super) spaced: bool,
    list: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Nothing found yet.
    pub(super) fn new(script: Script) -> Findings {
        Findings {
            script,
            next_opens: false,
            carried: None,
            spaced: false,
            list: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Whether the book is in a language with full-width marks.
    pub(super) fn is_wide(&self) -> bool {
        self.script != Script::Other
    }

    /// Adds one.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Where speech cannot go on: what is still open was never closed.
    pub(super) fn end_speech(&mut self) {
        self.list.extend(self.carried.take().map(catalog::quote_unpaired));
    }

    /// Hands all over, each once.
    pub(super) fn report(&mut self, diags: &mut Diagnostics) {
        let mut list = std::mem::take(&mut self.list);
        list.sort_by(|a, b| (&a.place, a.id, &a.message).cmp(&(&b.place, b.id, &b.message)));
        list.dedup();
        for diagnostic in list {
            let count = self.counts.entry(diagnostic.id).or_default();
            *count += 1;
            if *count < REPEATS {
                diags.push(diagnostic);
            } else if *count == REPEATS {
                diags.push(catalog::findings_capped(place(&diagnostic), diagnostic.id, REPEATS));
            }
        }
    }
}

fn place(diagnostic: &Diagnostic) -> Span {
    match diagnostic.place {
        Place::Span(span) => span,
        Place::Path(_) | Place::Book => Span::default(),
    }
}
