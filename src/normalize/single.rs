//! Straight single quotes: apostrophes, feet and minutes, quotations (N1.1, N1.6, N1.8).
//!
//! In: a run. Out: ’ in don’t and ’90s, ′ after a number, ‘ ’ or 『 』 around the rest. What has no
//! partner is left as it is and told. Never here: double quotes.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk_letter};

use super::corner::{self, Pair};
use super::finding::Findings;
use super::quote::{Quote, find};
use super::rule::Rule;
use super::run::Run;

fn is_latin(character: Option<char>) -> bool {
    character.is_some_and(|character| class_of(character) == Class::Latin)
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_digit())
}

/// The apostrophes that can be nothing else: between Latin letters, before a decade, in 'n', before
/// a possessive s.
pub(super) fn apostrophes(run: &mut Run, places: &[usize]) {
    let mut owners = Vec::new();
    let mut unsure = 0_usize;
    for Quote { index, .. } in find(run, places, |it| it == '\'', Rule::Quotes) {
        let (before, after) = (run.before(index), run.at(index + 1));
        let inside = is_latin(before) && is_latin(after);
        let decade = !is_latin(before) && !is_digit(before) && is_decade(run, index + 1);
        let elision = !is_latin(before) && is_elision(run, index + 1);
        let owned = is_possessive(run, index);
        if inside || decade || elision || is_and(run, index) || owned && is_digit(before) {
            run.set(index, '’', Rule::Quotes);
            continue;
        }
        unsure += 1;
        owners.extend(owned.then_some(index));
    }
    // 老王's车: with it the number of quotes would be odd.
    if let ([owner], true) = (owners.as_slice(), unsure % 2 == 1) {
        run.set(*owner, '’', Rule::Quotes);
    }
}

/// `'s` after a word, before none.
fn is_possessive(run: &Run, index: usize) -> bool {
    let word = |it: Option<char>| is_latin(it) || is_digit(it);
    let owner = run.before(index).filter(|it| is_cjk_letter(*it) || word(Some(*it)));
    let next = run.at(index + 2);
    owner.is_some() && run.at(index + 1) == Some('s') && !word(next) && next != Some('\'')
}

/// `90s`.
fn is_decade(run: &Run, start: usize) -> bool {
    is_digit(run.at(start))
        && run.at(start + 1) == Some('0')
        && run.at(start + 2) == Some('s')
        && !is_latin(run.at(start + 3))
}

/// One of the two in `rock 'n' roll`.
fn is_and(run: &Run, index: usize) -> bool {
    let single = |character: Option<char>| matches!(character, Some('\'' | '’'));
    let letter = |character: Option<char>| matches!(character, Some('n' | 'N'));
    letter(run.at(index + 1)) && single(run.at(index + 2)) && is_latin(run.at(index + 4))
        || letter(run.before(index))
            && index >= 2
            && single(run.at(index - 2))
            && is_latin(run.at(index + 2))
}

/// English words that begin with an apostrophe.
fn is_elision(run: &Run, start: usize) -> bool {
    let word: String = (start..start + 6)
        .map_while(|at| run.at(at).filter(char::is_ascii_alphabetic))
        .map(|character| character.to_ascii_lowercase())
        .collect();
    matches!(word.as_str(), "tis" | "twas" | "em" | "cause" | "til")
}

/// `5'10"`: the first one, which stands between digits.
pub(super) fn feet(run: &mut Run, places: &[usize]) {
    for Quote { index, .. } in find(run, places, |it| it == '\'', Rule::Primes) {
        if is_digit(run.before(index)) && is_digit(run.at(index + 1)) {
            run.set(index, '′', Rule::Primes);
        }
    }
}

/// What the single quotes of a run are.
#[derive(Clone, Debug, Default)]
struct Reading {
    pairs: Vec<(Quote, Quote)>,
    apostrophes: Vec<usize>,
    primes: Vec<usize>,
    /// A straight one without partner.
    open: Option<Quote>,
}

/// Whether `6'` may be feet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feet {
    Looked,
    Ignored,
}

fn read(run: &Run, quotes: &[Quote], feet: Feet) -> Reading {
    let mut reading = Reading::default();
    let mut open: Option<Quote> = None;
    for quote in quotes {
        let (before, after) = (run.before(quote.index), run.at(quote.index + 1));
        match (open, quote.written) {
            (_, '‘') => open = Some(*quote),
            (None, '’') => {}
            (Some(first), _) => {
                reading.pairs.push((first, *quote));
                open = None;
            }
            // After a letter and before no word it is an apostrophe: the dogs' house.
            (None, _) if is_latin(before) && !after.is_some_and(is_word) => {
                reading.apostrophes.push(quote.index);
            }
            (None, _) if is_digit(before) && feet == Feet::Looked => {
                reading.primes.push(quote.index);
            }
            (None, _) => open = Some(*quote),
        }
    }
    reading.open = open.filter(|quote| quote.written == '\'');
    reading
}

/// The best reading: with feet when the rest then pairs.
fn reading(run: &Run, places: &[usize]) -> Option<Reading> {
    let quotes = find(run, places, |it| matches!(it, '\'' | '‘' | '’'), Rule::Quotes);
    if quotes.iter().all(|quote| quote.written != '\'') {
        return None;
    }
    let looked = read(run, &quotes, Feet::Looked);
    match looked.open {
        Some(_) => Some(read(run, &quotes, Feet::Ignored)),
        None => Some(looked),
    }
}

/// The pairs of straight single quotes, as far as can be told before double ones are paired.
pub(super) fn straight_pairs(run: &Run, places: &[usize]) -> Vec<(usize, usize)> {
    let Some(reading) = reading(run, places).filter(|reading| reading.open.is_none()) else {
        return Vec::new();
    };
    let straight =
        reading.pairs.iter().filter(|(first, last)| first.written == '\'' && last.written == '\'');
    straight.map(|(first, last)| (first.index, last.index)).collect()
}

/// Mends the straight single quotes of a run.
pub(super) fn mend(run: &mut Run, places: &[usize], findings: &mut Findings) {
    let Some(reading) = reading(run, places) else { return };
    if let Some(quote) = reading.open {
        findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
        return;
    }
    reading.apostrophes.iter().for_each(|index| run.set(*index, '’', Rule::Quotes));
    for index in reading.primes {
        if run.free(index, Rule::Primes) {
            run.set(index, '′', Rule::Primes);
        }
    }
    let pairs: Vec<Pair> = reading
        .pairs
        .iter()
        .map(|(first, last)| Pair {
            open: first.index,
            close: Some(last.index),
            straight: first.written == '\'' && last.written == '\'',
        })
        .collect();
    corner::write(run, &pairs, ['‘', '’'], ['『', '』']);
}

fn is_word(character: char) -> bool {
    matches!(class_of(character), Class::Latin | Class::Digit) || is_cjk_letter(character)
}
