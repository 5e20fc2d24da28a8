//! What the rules find while they work, and what they must know beside the text.
//!
//! In: a chapter being mended. Out: [`Findings`]: diagnostics that are pushed once a paragraph is
//! done, so that a second round over the same text says nothing twice. Never here: sentences of
//! messages (`diag/catalog/normalize.rs`).

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::{Diagnostic, Diagnostics, Place};
use crate::diag::span::Span;

/// How often a chapter may say the same thing: a text that was never Chinese, or a damaged one,
/// would bury all else.
const REPEATS: usize = 100;

/// Quotes that show their direction, of which each kind is followed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    /// “ ”.
    Curly,
    /// 「 」.
    Corner,
}

/// The opening quotes of an earlier paragraph that are still open, as in speech over several
/// paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carried {
    curly: Option<Span>,
    corner: Option<Span>,
}

impl Carried {
    fn of(&mut self, speech: Speech) -> &mut Option<Span> {
        match speech {
            Speech::Curly => &mut self.curly,
            Speech::Corner => &mut self.corner,
        }
    }

    /// Takes the open quote of a kind.
    pub(super) fn take(&mut self, speech: Speech) -> Option<Span> {
        self.of(speech).take()
    }

    /// Leaves a quote of a kind open.
    pub(super) fn put(&mut self, speech: Speech, span: Span) {
        *self.of(speech) = Some(span);
    }

    /// Whether a quote of a kind is open.
    pub(super) fn has(mut self, speech: Speech) -> bool {
        self.of(speech).is_some()
    }
}

/// Whether private characters are told: a font that the book names may have them, and whether it
/// does is seen when glyphs are looked for (N7.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Private {
    /// No font of ours has them.
    #[default]
    Told,
    /// The book names fonts.
    Covered,
}

/// What a rule must know beside the run, and where it reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Findings {
    /// Whether the next paragraph begins with a quote, as in speech over several paragraphs.
    pub(super) next_opens: bool,
    /// The speech that goes on.
    pub(super) carried: Carried,
    /// Whether spaces between Han are meant, as in heads and verse.
    pub(super) spaced: bool,
    /// Whether private characters are told.
    pub(super) private: Private,
    list: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Nothing found yet.
    pub(super) fn new(private: Private) -> Findings {
        Findings { private, ..Findings::default() }
    }

    /// Adds one.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// What is still open of a kind was never closed.
    pub(super) fn forget(&mut self, speech: Speech) {
        self.list.extend(self.carried.take(speech).map(catalog::quote_unpaired));
    }

    /// Where speech cannot go on.
    pub(super) fn end_speech(&mut self) {
        self.forget(Speech::Curly);
        self.forget(Speech::Corner);
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
