//! Usage that is told and never changed (N4.6, N4.7; GB/T 15834 B.1.2, B.3).
//!
//! In: a mended run. Out: notes: a pause mark between titles or quotations that stand side by
//! side, a pause mark after an order number in brackets. Never here: a change of text.

use crate::diag::catalog::normalize as catalog;
use crate::han::number::is_number_character;

use super::finding::Findings;
use super::run::Run;

/// Looks at every 、 and at the beginning of the paragraph.
pub(super) fn check(run: &Run, findings: &mut Findings) {
    for index in 1..run.len() {
        if run.at(index) != Some('、') {
            continue;
        }
        let beside = (run.before(index), run.at(index + 1));
        if matches!(beside, (Some('》'), Some('《')) | (Some('”'), Some('“'))) {
            findings.push(catalog::pause_between(run.span(index..index + 1)));
        } else if beside.0 == Some('）') && is_order(run, index - 1) {
            findings.push(catalog::pause_after_order(run.span(index..index + 1)));
        }
    }
}

/// Whether the bracket that closes at a place holds a number and begins the paragraph.
fn is_order(run: &Run, close: usize) -> bool {
    let inside = (1..close).map_while(|at| run.at(at)).all(is_number_character);
    close > 1 && inside && run.at(0) == Some('（')
}
