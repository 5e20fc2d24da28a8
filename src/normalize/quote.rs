//! Straight double quotes to paired ones, by parity inside a paragraph (N1.1 to N1.5, N1.9).
//!
//! In: a run, with the knowledge whether the next paragraph opens with a quote too. Out: “ ” in
//! simplified Chinese and in English, 「 」 in traditional Chinese. In dialogue both neighbours of a
//! quote look alike, so parity decides and the context only checks. What stays in doubt is left as
//! it is and told. Never here: how wide a quote is; single quotes (`single.rs`).

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of};

use super::corner::{self, Pair};
use super::finding::{Findings, Speech};
use super::rule::Rule;
use super::run::{Kind, Run};
use super::single;

/// A quote of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Where it stands.
    pub(super) index: usize,
    /// What the author wrote.
    pub(super) written: char,
}

/// What a quote does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

/// Mends the quotes of a run.
pub(super) fn mend(run: &mut Run, findings: &mut Findings) {
    let places = places(run);
    if places.is_empty() {
        return;
    }
    single::apostrophes(run, &places);
    single::feet(run, &places);
    let inner = single::straight_pairs(run, &places);
    mend_doubles(run, &places, &inner, findings);
    single::mend(run, &places, findings);
    nest(run, &places, findings);
    let corners = find(run, &places, |it| matches!(it, '「' | '」'), Rule::Quotes);
    follow(run, &corners, Speech::Corner, findings);
}

/// Where quotes of any form stand: they are few, and change in place.
fn places(run: &Run) -> Vec<usize> {
    let quotes = |it: char| matches!(it, '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」');
    let units = run.units.iter().enumerate();
    units
        .filter(|(_, unit)| unit.kind == Kind::Text && quotes(unit.character))
        .map(|(index, _)| index)
        .collect()
}

/// The quotes at these places that the rule may touch.
pub(super) fn find(
    run: &Run,
    places: &[usize],
    wanted: impl Fn(char) -> bool,
    rule: Rule,
) -> Vec<Quote> {
    let quotes =
        places.iter().filter_map(|index| Some(Quote { index: *index, written: run.at(*index)? }));
    quotes.filter(|quote| wanted(quote.written) && run.free(quote.index, rule)).collect()
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_digit())
}

/// Primes and double quotes; `inner` are pairs of straight single quotes, in order.
fn mend_doubles(
    run: &mut Run,
    places: &[usize],
    inner: &[(usize, usize)],
    findings: &mut Findings,
) {
    let all = find(run, places, |character| matches!(character, '"' | '“' | '”'), Rule::Quotes);
    if all.iter().all(|quote| quote.written != '"') {
        if !repaired(run, &all, findings) {
            follow(run, &all, Speech::Curly, findings);
        }
        return;
    }
    let primes = double_primes(run, places);
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
        let scoped = scoped_roles(&quotes, inner).filter(|it| fit(run, &quotes, it, findings));
        let plain = || Some(turns(quotes.len())).filter(|it| fit(run, &quotes, it, findings));
        let Some(roles) = scoped.or_else(plain) else { continue };
        if quotes.iter().all(no_prime) {
            primes.iter().for_each(|index| run.set(*index, '″', Rule::Primes));
        }
        return write(run, &quotes, &roles);
    }
    report_unpaired(run, &all, findings);
}

fn select(quotes: &[Quote], wanted: impl Fn(&Quote) -> bool) -> Vec<Quote> {
    quotes.iter().copied().filter(wanted).collect()
}

/// The double quotes that follow a digit while no quote is open.
fn double_primes(run: &Run, places: &[usize]) -> Vec<usize> {
    let (mut primes, mut open) = (Vec::new(), false);
    for quote in find(run, places, |it| matches!(it, '"' | '“' | '”'), Rule::Primes) {
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

/// Roles by turns.
fn turns(count: usize) -> Vec<Role> {
    [Role::Opens, Role::Closes].into_iter().cycle().take(count).collect()
}

/// Roles by turns, counted anew inside each pair of single quotes; `None` when no pair holds any, or
/// one holds an odd number.
fn scoped_roles(quotes: &[Quote], inner: &[(usize, usize)]) -> Option<Vec<Role>> {
    let scope = |quote: &Quote| {
        let after = inner.partition_point(|(open, _)| *open < quote.index);
        let pair = after.checked_sub(1)?;
        inner.get(pair).filter(|(_, close)| quote.index < *close).map(|_| pair)
    };
    let scopes: Vec<Option<usize>> = quotes.iter().map(scope).collect();
    let mut counts = vec![0_usize; inner.len()];
    let mut outside = 0_usize;
    let mut roles = Vec::with_capacity(quotes.len());
    for scope in &scopes {
        let count = scope.and_then(|at| counts.get_mut(at)).unwrap_or(&mut outside);
        roles.push(if count.is_multiple_of(2) { Role::Opens } else { Role::Closes });
        *count += 1;
    }
    let even = counts.iter().all(|count| count.is_multiple_of(2));
    (even && scopes.iter().any(Option::is_some)).then_some(roles)
}

/// Whether quotes may have these roles: all closed, or the last goes on in the next paragraph, and
/// no neighbour says the opposite.
fn fit(run: &Run, quotes: &[Quote], roles: &[Role], findings: &Findings) -> bool {
    let open = quotes.len() % 2 == 1;
    let ends = quotes.last().is_some_and(|quote| ends_line(run, quote.index));
    if open && (!findings.next_opens || ends) {
        return false;
    }
    !quotes.iter().zip(roles).any(|(quote, role)| is_doubtful(run, *quote, *role))
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

/// Follows quotes that show their direction, over paragraphs: speech may go on after verse or a
/// list.
fn follow(run: &Run, quotes: &[Quote], speech: Speech, findings: &mut Findings) {
    let mut open: Vec<Quote> = Vec::new();
    for (place, quote) in quotes.iter().enumerate() {
        if matches!(quote.written, '“' | '「') {
            // Each paragraph of a speech opens again; anything else was forgotten.
            if place == 0 && run.before_spaces(quote.index).is_none() {
                findings.carried.take(speech);
            }
            findings.forget(speech);
            open.push(*quote);
        } else if open.pop().is_none() && findings.carried.take(speech).is_none() {
            findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
            return;
        }
    }
    if let Some((first, rest)) = open.split_first() {
        findings.forget(speech);
        findings.carried.put(speech, run.span(first.index..first.index + 1));
        for quote in rest {
            findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
        }
    }
}

/// Turns curly quotes that stand the wrong way round, when turns and neighbours agree on it; true
/// when it did.
fn repaired(run: &mut Run, quotes: &[Quote], findings: &mut Findings) -> bool {
    let roles = turns(quotes.len());
    let wrong = |(quote, role): &(&Quote, &Role)| (quote.written == '“') != (**role == Role::Opens);
    let Some((first, _)) = quotes.iter().zip(&roles).find(wrong) else { return false };
    let span = run.span(first.index..first.index + 1);
    let told = quotes
        .iter()
        .zip(&roles)
        .all(|(quote, role)| !wrong(&(quote, role)) || is_plain(run, quote.index, *role));
    let even = quotes.len().is_multiple_of(2) && !findings.carried.has(Speech::Curly);
    let doubtful = || quotes.iter().zip(&roles).any(|(it, role)| is_doubtful(run, *it, *role));
    if !even || !told || is_nested(quotes) || doubtful() {
        return false;
    }
    findings.push(catalog::quote_reversed(span));
    write(run, quotes, &roles);
    true
}

/// Whether the neighbours of a quote plainly ask for this role.
fn is_plain(run: &Run, index: usize, role: Role) -> bool {
    let (before, after) = (run.before_spaces(index), run.after_spaces(index + 1));
    let pauses = |it: char| matches!(class_of(it), Class::Stop | Class::Comma | Class::Ellipsis);
    match role {
        Role::Opens => before.is_none_or(|it| it == '\n' || pauses(it) || it == ':'),
        Role::Closes => {
            after.is_none_or(|it| it == '\n' || pauses(it)) || before.is_some_and(pauses)
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
    let introduced = matches!(before, Some('：' | ':' | '（' | '《' | '【'));
    let pauses = |character: Option<char>| {
        character.is_some_and(|it| {
            matches!(class_of(it), Class::Stop | Class::Comma) && !matches!(it, '：')
        })
    };
    // A mark alone in quotes is quoted itself: ","
    let lone = match role {
        Role::Opens => run.at(quote.index + 2),
        Role::Closes => quote.index.checked_sub(2).and_then(|at| run.at(at)),
    };
    if matches!(lone, Some('"' | '“' | '”' | '「' | '」')) {
        return false;
    }
    match (role, quote.written) {
        (Role::Closes, '“') => {
            let over = after.is_none() || after == Some('\n') || pauses(after);
            starts || introduced || pauses(before) && !over
        }
        (Role::Opens, '”') => pauses(before) || pauses(after),
        (Role::Closes, _) => starts || introduced,
        (Role::Opens, _) => {
            let stopped = before.is_some_and(|character| class_of(character) == Class::Stop);
            let dangling = stopped && after.is_none_or(|character| character == '\n');
            dangling || pauses(run.at(quote.index + 1))
        }
    }
}

fn report_unpaired(run: &Run, quotes: &[Quote], findings: &mut Findings) {
    let last_straight = quotes.iter().rev().find(|quote| quote.written == '"');
    if let Some(quote) = last_straight {
        findings.push(catalog::quote_unpaired(run.span(quote.index..quote.index + 1)));
    }
}

/// Sets the quotes in the form of their language.
fn write(run: &mut Run, quotes: &[Quote], roles: &[Role]) {
    let mut open: Vec<Quote> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::with_capacity(quotes.len() / 2 + 1);
    for (quote, role) in quotes.iter().zip(roles) {
        match role {
            Role::Opens => open.push(*quote),
            Role::Closes => pairs.extend(open.pop().map(|first| Pair {
                open: first.index,
                close: Some(quote.index),
                straight: first.written == '"' && quote.written == '"',
            })),
        }
    }
    let unclosed = open.iter().map(|quote| Pair {
        open: quote.index,
        close: None,
        straight: quote.written == '"',
    });
    pairs.extend(unclosed);
    corner::write(run, &pairs, ['“', '”'], ['「', '」']);
}

/// “ inside “ becomes ‘ (GB/T 15834).
fn nest(run: &mut Run, places: &[usize], findings: &mut Findings) {
    let marks = |character: char| matches!(character, '“' | '”' | '‘' | '’');
    let mut stack: Vec<Quote> = Vec::new();
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for quote in find(run, places, marks, Rule::Quotes) {
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
