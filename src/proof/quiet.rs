//! Which lints are switched off where (N0.7).
//!
//! In: the switches of book.yaml and of a chapter's comments. Out: an answer for a lint and a
//! place. Never here: reading comments (`normalize/`).

use std::collections::BTreeSet;

use crate::diag::span::Span;
use crate::model::book::Switch;
use crate::model::lint::Lint;
use crate::model::settings::Toggle;

/// The lints that are off in a chapter.
#[derive(Clone, Debug, Default)]
pub(super) struct Quiet {
    base: u32,
    /// From which byte of the file on which lints are off.
    steps: Vec<(u32, u32)>,
}

impl Quiet {
    /// What the names of book.yaml and the switches of a chapter keep off.
    pub(super) fn new(names: &BTreeSet<String>, switches: &[Switch]) -> Quiet {
        let base = bits(names.iter());
        let mut steps = Vec::new();
        let mut off = base;
        for switch in switches {
            let named = bits(switch.names.iter());
            off = match (switch.turn, switch.names.is_empty()) {
                (Toggle::Off, true) => u32::MAX,
                (Toggle::Off, false) => off | named,
                (Toggle::On, true) => base,
                (Toggle::On, false) => off & !named,
            };
            steps.push((switch.span.start, off));
        }
        Quiet { base, steps }
    }

    /// Whether a lint is off at a place.
    pub(super) fn is_off(&self, lint: Lint, span: Span) -> bool {
        let passed = self.steps.partition_point(|step| step.0 <= span.start);
        let step = passed.checked_sub(1).and_then(|last| self.steps.get(last));
        step.map_or(self.base, |step| step.1) & bit(lint) != 0
    }
}

fn bits<'a>(names: impl Iterator<Item = &'a String>) -> u32 {
    names.filter_map(|name| Lint::named(name)).fold(0, |bits, lint| bits | bit(lint))
}

fn bit(lint: Lint) -> u32 {
    1 << lint as u32
}
