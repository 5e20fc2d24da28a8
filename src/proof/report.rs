//! What the whole book says of its forms: one diagnostic for each rarer form.
//!
//! In: the forms of all chapters. Out: diagnostics at the first place of a form, with the next
//! ones, and every form with its count. Never here: what a form is.

use std::collections::BTreeMap;

use crate::diag::catalog::proof as catalog;
use crate::diag::catalog::proof::Form;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostic, Diagnostics};
use crate::diag::span::Span;
use crate::han::standard::{simplified, traditional};
use crate::model::lint::Lint;
use crate::model::meta::Script;

use super::forms::{Forms, Place, Uses};
use super::galley::Galley;
use super::place::Locator;
use super::tally::Tally;

/// So many things of one lint are told; the rest would bury them.
const MOST: usize = 100;

/// The book, to find places and counts in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    /// The texts that were read.
    pub(super) files: &'a Files,
    /// The chapters.
    pub(super) galleys: &'a [Galley],
    /// All characters of the book.
    pub(super) tally: &'a Tally,
    /// How the book is written.
    pub(super) script: Script,
}

impl Desk<'_> {
    /// The spans of some places.
    pub(super) fn spans(&self, places: &[Place]) -> Vec<Span> {
        let mut locator = Locator::new(self.files);
        let line =
            |place: &Place| self.galleys.get(place.chapter_index)?.lines.get(place.spot.line);
        let mut span = |place: &Place| {
            line(place).map_or_else(Span::default, |line| locator.span(line, place.spot))
        };
        places.iter().map(&mut span).collect()
    }

    /// Tells a diagnostic at the first of some places, with the others.
    pub(super) fn tell(
        &self,
        places: &[Place],
        diags: &mut Diagnostics,
        say: impl FnOnce(Span) -> Diagnostic,
    ) {
        let mut spans = self.spans(places).into_iter();
        if let Some(first) = spans.next() {
            diags.push(say(first).also(spans.collect()));
        }
    }
}

/// Tells what the forms of each lint say.
pub(super) fn forms(desk: Desk<'_>, forms: &BTreeMap<Lint, Forms>, diags: &mut Diagnostics) {
    for (lint, forms) in forms {
        if *lint == Lint::ScriptStray {
            strays(desk, forms, diags);
            continue;
        }
        for uses in forms.rivals().take(MOST) {
            rivals(desk, *lint, &uses, diags);
        }
    }
}

fn rivals(desk: Desk<'_>, lint: Lint, uses: &[&Uses], diags: &mut Diagnostics) {
    for (place, rarer) in uses.iter().enumerate().skip(1) {
        let others = uses.iter().enumerate().filter(|(other, _)| *other != place);
        let list: Vec<Form> = std::iter::once(rarer)
            .chain(others.map(|(_, uses)| uses))
            .map(|it| form(lint, it))
            .collect();
        let say = |span: Span| match lint {
            Lint::QuotesMixed => catalog::quotes_mixed(span, &list),
            Lint::ZerosMixed => catalog::zeros_mixed(span, &list),
            Lint::YearsMixed => catalog::years_mixed(span, &list),
            Lint::OrdinalsMixed => catalog::ordinals_mixed(span, &list),
            Lint::StopsMixed => catalog::stops_mixed(span, &list),
            _ => catalog::spelling_mixed(span, &list),
        };
        desk.tell(&rarer.places, diags, say);
    }
}

/// A form as it is shown: by its name, or by what stands at its first place.
fn form(lint: Lint, uses: &Uses) -> Form {
    let text = match lint {
        Lint::QuotesMixed => uses.form.clone(),
        Lint::ZerosMixed => format!("{} ({})", uses.form, uses.sample),
        _ => uses.sample.clone(),
    };
    Form { text, count: uses.count }
}

fn strays(desk: Desk<'_>, forms: &Forms, diags: &mut Diagnostics) {
    for uses in forms.all().take(MOST) {
        let Some(stray) = uses.sample.chars().next() else { continue };
        let own = match desk.script {
            Script::Simplified => simplified(stray),
            _ => traditional(stray),
        };
        let Some(own) = own else { continue };
        let usual = Form { text: own.to_string(), count: desk.tally.count(own) };
        let list = [form(Lint::ScriptStray, uses), usual];
        desk.tell(&uses.places, diags, |span| match desk.script {
            Script::Simplified => catalog::traditional_stray(span, &list),
            _ => catalog::simplified_stray(span, &list),
        });
    }
}
