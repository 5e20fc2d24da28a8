//! Text that no rule may touch although it stands in a paragraph (N0.3).
//!
//! In: a run. Out: the same run with addresses, e-mail, paths, options of commands and attributes
//! guarded. Code and math are objects already. Never here: a change of text.

use super::run::{Kind, Run};

/// Guards what must stay as it is.
pub(super) fn guard(run: &mut Run) {
    let mut index = 0;
    while index < run.len() {
        if !is_token_unit(run, index) {
            index += 1;
            continue;
        }
        let end = (index..run.len()).find(|at| !is_token_unit(run, *at)).unwrap_or(run.len());
        let token: Vec<char> = (index..end).filter_map(|at| run.at(at)).collect();
        if token.len() > 1 {
            guard_token(run, index, &token);
        }
        index = end;
    }
}

fn is_token_unit(run: &Run, index: usize) -> bool {
    run.units.get(index).is_some_and(|unit| {
        matches!(unit.kind, Kind::Text | Kind::Guarded) && unit.character.is_ascii_graphic()
    })
}

fn guard_token(run: &mut Run, start: usize, token: &[char]) {
    if let Some((from, to)) = attribute(token) {
        run.guard(start + from..start + to);
    }
    if let Some((from, to)) = address(token).or_else(|| path(token)).or_else(|| mail(token)) {
        run.guard(start + from..start + to);
    } else if let Some(length) = option_length(token, run.before(start)) {
        // The spaces around an option of a command show where it ends: they stay too.
        let from = start - usize::from(run.before(start) == Some(' '));
        let to = start + length + usize::from(run.at(start + length) == Some(' '));
        run.guard(from..to);
    }
}

/// `https://…`, `www.…`, `mailto:…`.
fn address(token: &[char]) -> Option<(usize, usize)> {
    let from = match find(token, "://") {
        Some(colon) => {
            let scheme = token.get(..colon)?.iter().rev();
            let letters = scheme.take_while(|character| character.is_ascii_alphanumeric()).count();
            (letters > 0).then_some(colon - letters)?
        }
        None => find(token, "mailto:").or_else(|| find(token, "www."))?,
    };
    let rest = token.get(from..)?;
    let stop = rest.iter().position(|character| matches!(character, '"' | '<' | '>' | '`'));
    Some((from, from + trimmed(rest.get(..stop.unwrap_or(rest.len()))?)))
}

/// `./a`, `../a`, `/usr/lib`, `~/a`, `C:\a`, and anything with two slashes.
fn path(token: &[char]) -> Option<(usize, usize)> {
    let slashes = token.iter().filter(|character| matches!(character, '/' | '\\')).count();
    let rooted = ["./", "../", "~/", "/"].iter().any(|root| find(token, root) == Some(0));
    if slashes < 2 && !(rooted && slashes == 1 && token.len() > 2) {
        return None;
    }
    let brackets = |character: &char| matches!(character, '(' | '"' | '\'' | '[' | '<');
    let from = token.iter().take_while(|character| brackets(character)).count();
    let rest = token.get(from..)?;
    let quote = rest.iter().position(|character| matches!(character, '"' | '<' | '>' | ','));
    let rest = rest.get(..quote.unwrap_or(rest.len()))?;
    let dots = rest.iter().rev().take_while(|character| **character == '.').count();
    let after_slash = rest.len() > dots && rest.get(rest.len() - dots - 1) == Some(&'/');
    let length = if dots > 0 && after_slash { rest.len() } else { trimmed(rest) };
    Some((from, from + length))
}

/// `name@host.tld`.
fn mail(token: &[char]) -> Option<(usize, usize)> {
    let sign = token.iter().position(|character| *character == '@')?;
    let local = |character: &&char| {
        character.is_ascii_alphanumeric() || matches!(**character, '.' | '_' | '%' | '+' | '-')
    };
    let before = token.get(..sign)?.iter().rev().take_while(local).count();
    let host = token.get(sign + 1..)?;
    let after = host
        .iter()
        .take_while(|character| {
            character.is_ascii_alphanumeric() || matches!(**character, '.' | '-')
        })
        .count();
    let length = trimmed(host.get(..after)?);
    let dotted = host.get(..length)?.contains(&'.');
    (before > 0 && dotted).then_some((sign - before, sign + 1 + length))
}

/// How long `--flag` or `-v` is, when it stands after a space.
fn option_length(token: &[char], before: Option<char>) -> Option<usize> {
    if !matches!(before, None | Some(' ' | '\n')) {
        return None;
    }
    let dashes = token.iter().take_while(|character| **character == '-').count();
    let named = token.get(dashes).is_some_and(char::is_ascii_alphabetic);
    (matches!(dashes, 1 | 2) && named).then(|| trimmed(token))
}

/// `class="x"`.
fn attribute(token: &[char]) -> Option<(usize, usize)> {
    let equals = find(token, "=\"")?;
    let name = token.get(..equals)?.iter().rev();
    let letters = name
        .take_while(|character| character.is_ascii_alphanumeric() || **character == '-')
        .count();
    let value = token.get(equals + 2..)?.iter().position(|character| *character == '"')?;
    (letters > 0).then_some((equals - letters, equals + value + 3))
}

fn find(token: &[char], needle: &str) -> Option<usize> {
    let needle: Vec<char> = needle.chars().collect();
    token.windows(needle.len()).position(|window| window == needle)
}

/// The length without the marks of the sentence at the end; a bracket stays when its partner is
/// inside.
fn trimmed(token: &[char]) -> usize {
    let opens = token.iter().filter(|character| **character == '(').count();
    let closes = token.iter().filter(|character| **character == ')').count();
    let mut extra = closes.saturating_sub(opens);
    let mut length = token.len();
    while let Some(last) = length.checked_sub(1).and_then(|last| token.get(last)) {
        match last {
            ')' if extra > 0 => extra -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' => {}
            _ => break,
        }
        length -= 1;
    }
    length
}
