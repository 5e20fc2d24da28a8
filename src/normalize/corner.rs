//! Which form a pair of quotes takes: “ ” or, in traditional Chinese, 「 」 and 『 』 (N1.4).
//!
//! In: pairs of straight quotes. Out: the run with quotes in the form of their language; English
//! keeps “ ”. Inside 「 」 that the author wrote the other form is taken. Never here: pairing.

use crate::han::class::is_cjk;

use super::rule::Rule;
use super::run::Run;
use super::sentence::Sentences;

/// A pair of quotes; speech that goes on in the next paragraph has no close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Where it opens.
    pub(super) open: usize,
    /// Where it closes.
    pub(super) close: Option<usize>,
    /// Whether both were straight: a form that the author chose stays.
    pub(super) straight: bool,
}

/// Writes pairs, curly or as corners.
pub(super) fn write(run: &mut Run, pairs: &[Pair], curly: [char; 2], corners: [char; 2]) {
    let may = |pair: &&Pair| pair.straight && run.script(pair.open).corner_quotes();
    let around = if pairs.iter().any(|pair| may(&pair)) { enclosing(run) } else { Vec::new() };
    let sentences = if around.is_empty() { Sentences::default() } else { Sentences::read(run) };
    let mut forms = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let english = pair.close.is_some_and(|close| is_english(run, &sentences, pair.open, close));
        forms.push(match around.get(pair.open) {
            Some(outer) if may(&pair) && !english => match outer {
                Some('「') => ['『', '』'],
                Some(_) => ['「', '」'],
                None => corners,
            },
            _ => curly,
        });
    }
    for (pair, [opening, closing]) in pairs.iter().zip(forms) {
        run.set(pair.open, opening, Rule::Quotes);
        if let Some(close) = pair.close {
            run.set(close, closing, Rule::Quotes);
        }
    }
}

/// For each place the corner quote that is open there.
fn enclosing(run: &Run) -> Vec<Option<char>> {
    let mut open: Vec<char> = Vec::new();
    let mut around = Vec::with_capacity(run.len());
    for unit in &run.units {
        around.push(open.last().copied());
        match unit.character {
            '「' | '『' => open.push(unit.character),
            '」' if open.last() == Some(&'「') => drop(open.pop()),
            '』' if open.last() == Some(&'『') => drop(open.pop()),
            _ => {}
        }
    }
    around
}

/// Whether quotes belong to an English sentence.
fn is_english(run: &Run, sentences: &Sentences, open: usize, close: usize) -> bool {
    let outside = [run.before_spaces(open), run.after_spaces(close + 1)];
    let near_han = outside.iter().flatten().any(|character| is_cjk(*character));
    sentences.is_english(open) && sentences.is_english(close) && !near_han
}
