//! Straight quotes to paired ones, by parity inside a paragraph (N1.1 to N1.9).
//!
//! In: a run, with the knowledge whether the next paragraph opens with a quote too. Out: “ ” ‘ ’
//! in simplified Chinese and in English, 「 」『 』 in traditional Chinese and Japanese. In dialogue
//! both neighbours of a quote look alike, so parity decides and the context only checks. What
//! stays in doubt is left as it is and told. Never here: how wide a quote is.

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_cjk};
use crate::model::meta::Script;

use super::finding::Findings;
use super::rule::Rule;
use super::run::{Kind, Run};
use super::sentence::Sentences;

/// A double quote of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Quote {
    index: usize,
    written: char,
}

/// Mends the quotes of a run.
pub(super) fn mend(run: &mut Run, findings: &mut Findings) {
    let quotes = |character: char| matches!(character, '"' | '\'' | '“' | '”' | '‘' | '’');
    if !run.units.iter().any(|unit| unit.kind == Kind::Text && quotes(unit.character)) {
        return;
    }
    apostrophes(run);
    mend_doubles(run, findings);
    mend_singles(run, findings);
    nest(run, findings);
}

fn find(run: &Run, wanted: impl Fn(char) -> bool, rule: Rule) -> Vec<Quote> {
    let units = run.units.iter().enumerate();
    units
        .filter(|(index, unit)| wanted(unit.character) && run.free(*index, rule))
        .map(|(index, unit)| Quote { index, written: unit.character })
        .collect()
}

fn is_latin(character: Option<char>) -> bool {
    character.is_some_and(|character| class_of(character) == Class::Latin)
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_digit())
}

/// The apostrophes that can be nothing else: between Latin letters, before a decade, in 'n'.
fn apostrophes(run: &mut Run) {
    for Quote { index, .. } in find(run, |character| character == '\'', Rule::Quotes) {
        let (before, after) = (run.before(index), run.at(index + 1));
        let inside = is_latin(before) && is_latin(after);
        let decade = !is_latin(before) && !is_digit(before) && is_decade(run, index + 1);
        let elision = !is_latin(before) && is_elision(run, index + 1);
        if inside || decade || elision || is_and(run, index) {
            run.set(index, '’', Rule::Quotes);
        }
    }
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

/// Primes and double quotes.
fn mend_doubles(run: &mut Run, findings: &mut Findings) {
    single_primes(run);
    let all = find(run, |character| matches!(character, '"' | '“' | '”'), Rule::Quotes);
    if all.iter().all(|quote| quote.written != '"') {
        return follow(run, &all, findings);
    }
    let primes = double_primes(run);
    let no_prime = |quote: &Quote| primes.binary_search(&quote.index).is_err();
    let straight = |quote: &Quote| quote.written == '"';
    let curly: Vec<Quote> = select(&all, |quote| !straight(quote));
    // Curly quotes that pair among themselves are left alone first.
    let mut attempts = Vec::new();
    if is_nested(&curly) {
        attempts.push(select(&all, |quote| straight(quote) && no_prime(quote)));
    }
    attempts.push(select(&all, no_prime));
    attempts.push(all.clone());
    for quotes in attempts {
        let Some(roles) = pair(run, &quotes, findings) else { continue };
        if quotes.iter().all(no_prime) {
            primes.iter().for_each(|index| run.set(*index, '″', Rule::Primes));
        }
        return write(run, &quotes, &roles, findings);
    }
    report_unpaired(run, &all, findings);
}

fn select(quotes: &[Quote], wanted: impl Fn(&Quote) -> bool) -> Vec<Quote> {
    quotes.iter().copied().filter(wanted).collect()
}

/// `5'10"`: the first one, which stands between digits.
fn single_primes(run: &mut Run) {
    for Quote { index, .. } in find(run, |character| character == '\'', Rule::Primes) {
        if is_digit(run.before(index)) && is_digit(run.at(index + 1)) {
            run.set(index, '′', Rule::Primes);
        }
    }
}

/// The double quotes that follow a digit while no quote is open.
fn double_primes(run: &Run) -> Vec<usize> {
    let (mut primes, mut open) = (Vec::new(), false);
    for quote in find(run, |character| matches!(character, '"' | '“' | '”'), Rule::Primes) {
        let after_prime = is_after_feet(run, quote.index);
        match quote.written {
            '"' if is_digit(run.before(quote.index)) && (!open || after_prime) => {
                primes.push(quote.index);
            }
            '"' => open = !open,
            written => open = written == '“',
        }
    }
    primes
}

/// Whether the digits before a quote stand after feet: `5′10"`.
fn is_after_feet(run: &Run, index: usize) -> bool {
    let digits = (0..index).rev().take(3).take_while(|at| is_digit(run.at(*at))).count();
    digits > 0 && index.checked_sub(digits).and_then(|at| run.before(at)) == Some('′')
}

/// What a double quote does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

/// Gives each double quote its role by its turn, or `None` when they do not pair.
fn pair(run: &Run, quotes: &[Quote], findings: &Findings) -> Option<Vec<Role>> {
    let turns = [Role::Opens, Role::Closes];
    let roles: Vec<Role> = turns.into_iter().cycle().take(quotes.len()).collect();
    let open = roles.last() == Some(&Role::Opens);
    let ends = quotes.last().is_some_and(|quote| ends_line(run, quote.index));
    if open && (!findings.next_opens || ends) {
        return None;
    }
    let doubtful = quotes.iter().zip(&roles).any(|(quote, role)| is_doubtful(run, *quote, *role));
    (!doubtful).then_some(roles)
}

/// Whether all quotes are curly already and each closes what was opened.
fn is_nested(quotes: &[Quote]) -> bool {
    let mut depth = 0_usize;
    for quote in quotes {
        match quote.written {
            '“' => depth += 1,
            '”' if depth > 0 => depth -= 1,
            _ => return false,
        }
    }
    depth == 0
}

/// Follows quotes that are all curly, over paragraphs: speech may go on after verse or a list.
fn follow(run: &mut Run, quotes: &[Quote], findings: &mut Findings) {
    let mut open: Vec<Quote> = Vec::new();
    for (place, quote) in quotes.iter().enumerate() {
        if quote.written == '“' {
            // Each paragraph of a speech opens again; anything else was forgotten.
            if place == 0 && run.before_spaces(quote.index).is_none() {
                findings.carried = None;
            }
            findings.end_speech();
            open.push(*quote);
        } else if open.pop().is_none() && findings.carried.take().is_none() {
            return turn(run, quotes, *quote, findings);
        }
    }
    if let Some((first, rest)) = open.split_first() {
        findings.end_speech();
        findings.carried = Some(run.span(first.index..first.index + 1));
        for quote in rest {
            findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
        }
    }
}

/// Turns quotes that all stand the wrong way round, or reports the one without partner.
fn turn(run: &mut Run, quotes: &[Quote], stray: Quote, findings: &mut Findings) {
    let written = |role: &Role| if *role == Role::Opens { '“' } else { '”' };
    let wrong = |roles: &Vec<Role>| {
        quotes.iter().zip(roles).all(|(quote, role)| quote.written != written(role))
    };
    match pair(run, quotes, findings).filter(wrong) {
        Some(roles) => {
            findings.push(catalog::quote_reversed(run.span(stray.index..stray.index + 1)));
            write(run, quotes, &roles, findings);
        }
        None => {
            findings.push(catalog::quote_unpaired(run.span(stray.index..stray.index + 1)));
        }
    }
}

fn ends_line(run: &Run, index: usize) -> bool {
    run.after_spaces(index + 1).is_none_or(|character| character == '\n')
}

/// Whether the neighbours say plainly the opposite of the role.
fn is_doubtful(run: &Run, quote: Quote, role: Role) -> bool {
    let (before, after) = (run.before_spaces(quote.index), run.after_spaces(quote.index + 1));
    let starts = before.is_none_or(|character| character == '\n');
    let stops = |character: Option<char>| {
        character.is_some_and(|it| matches!(class_of(it), Class::Stop | Class::Comma))
    };
    let introduced = matches!(before, Some('：' | ':'));
    match (role, quote.written) {
        (Role::Closes, '“') => starts || introduced || stops(before),
        (Role::Opens, '”') => stops(before) || stops(after),
        (Role::Closes, _) => starts || introduced || matches!(before, Some('（' | '《' | '【')),
        (Role::Opens, _) => {
            let stopped = before.is_some_and(|character| class_of(character) == Class::Stop);
            stopped && after.is_none_or(|character| character == '\n')
        }
    }
}

fn report_unpaired(run: &Run, quotes: &[Quote], findings: &mut Findings) {
    let last_straight = quotes.iter().rev().find(|quote| quote.written == '"');
    if let Some(quote) = last_straight {
        findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
    }
}

fn write(run: &mut Run, quotes: &[Quote], roles: &[Role], findings: &Findings) {
    if quotes.is_empty() {
        return;
    }
    let corners = corner_spans(run, quotes, roles, findings.script);
    for ((quote, role), corner) in quotes.iter().zip(roles).zip(corners) {
        let mark = match (role, corner && quote.written == '"') {
            (Role::Opens, true) => '「',
            (Role::Closes, true) => '」',
            (Role::Opens, false) => '“',
            (Role::Closes, false) => '”',
        };
        run.set(quote.index, mark, Rule::Quotes);
    }
}

/// For each quote whether 「 」 are its form: in a language that has them, outside English.
fn corner_spans(run: &Run, quotes: &[Quote], roles: &[Role], script: Script) -> Vec<bool> {
    if !script.corner_quotes() {
        return vec![false; quotes.len()];
    }
    let sentences = Sentences::read(run);
    let mut corners = vec![false; quotes.len()];
    let mut open: Vec<usize> = Vec::new();
    for (place, role) in roles.iter().enumerate() {
        match role {
            Role::Opens => open.push(place),
            Role::Closes => {
                let Some(partner) = open.pop() else { continue };
                let (Some(from), Some(to)) = (quotes.get(partner), quotes.get(place)) else {
                    continue;
                };
                let chinese = !is_english(run, &sentences, from.index, to.index);
                for at in [partner, place] {
                    corners.iter_mut().skip(at).take(1).for_each(|corner| *corner = chinese);
                }
            }
        }
    }
    open.iter().for_each(|at| {
        corners.iter_mut().skip(*at).take(1).for_each(|corner| *corner = true);
    });
    corners
}

fn is_english(run: &Run, sentences: &Sentences, from: usize, to: usize) -> bool {
    let outside = [run.before_spaces(from), run.after_spaces(to + 1)];
    let near_han = outside.iter().flatten().any(|character| is_cjk(*character));
    sentences.is_english(from) && sentences.is_english(to) && !near_han
}

/// Straight single quotes.
fn mend_singles(run: &mut Run, findings: &mut Findings) {
    let quotes = find(run, |character| matches!(character, '\'' | '‘' | '’'), Rule::Quotes);
    if quotes.iter().all(|quote| quote.written != '\'') {
        return;
    }
    let mut open: Option<Quote> = None;
    let (mut pairs, mut apostrophes) = (Vec::new(), Vec::new());
    for quote in quotes {
        let (before, after) = (run.before(quote.index), run.at(quote.index + 1));
        match (open, quote.written) {
            (_, '‘') => open = Some(quote),
            (None, '’') => {}
            (Some(first), _) => {
                pairs.push((first, quote));
                open = None;
            }
            // After a letter and before no word it is an apostrophe: the dogs' house.
            (None, _) if is_latin(before) && !after.is_some_and(is_word) => {
                apostrophes.push(quote.index);
            }
            (None, _) => open = Some(quote),
        }
    }
    if let Some(quote) = open.filter(|quote| quote.written == '\'') {
        findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
        return;
    }
    apostrophes.into_iter().for_each(|index| run.set(index, '’', Rule::Quotes));
    write_singles(run, &pairs, findings.script);
}

fn write_singles(run: &mut Run, pairs: &[(Quote, Quote)], script: Script) {
    let sentences = Sentences::read(run);
    for (first, last) in pairs {
        let wide = match first.written {
            '\'' => script.corner_quotes() && !is_english(run, &sentences, first.index, last.index),
            _ => false,
        };
        let [opening, closing] = if wide { ['『', '』'] } else { ['‘', '’'] };
        run.set(first.index, opening, Rule::Quotes);
        run.set(last.index, closing, Rule::Quotes);
    }
}

fn is_word(character: char) -> bool {
    matches!(class_of(character), Class::Latin | Class::Digit) || is_cjk(character)
}

/// English words that begin with an apostrophe.
fn is_elision(run: &Run, start: usize) -> bool {
    let word: String = (start..start + 6)
        .map_while(|at| run.at(at).filter(char::is_ascii_alphabetic))
        .map(|character| character.to_ascii_lowercase())
        .collect();
    matches!(word.as_str(), "tis" | "twas" | "em" | "cause" | "til")
}

/// “ inside “ becomes ‘ (GB/T 15834).
fn nest(run: &mut Run, findings: &mut Findings) {
    let marks = |character: char| matches!(character, '“' | '”' | '‘' | '’');
    let mut stack: Vec<Quote> = Vec::new();
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for quote in find(run, marks, Rule::Quotes) {
        match quote.written {
            '“' | '‘' => stack.push(quote),
            '”' => {
                // An apostrophe or a stray ‘ inside must not hide the partner.
                while stack.last().is_some_and(|last| last.written == '‘') {
                    stack.pop();
                }
                let partner = stack.pop();
                let direct = stack.last().is_some_and(|last| last.written == '“');
                if let Some(partner) = partner.filter(|_| direct) {
                    inner.push((partner.index, quote.index));
                }
            }
            _ if stack.last().is_some_and(|last| last.written == '‘') => {
                stack.pop();
            }
            _ => {}
        }
    }
    if !stack.is_empty() {
        return;
    }
    for (open, close) in inner {
        findings.push(catalog::quote_nested(run.span(open..open + 1)));
        run.set(open, '‘', Rule::Quotes);
        run.set(close, '’', Rule::Quotes);
    }
}
