//! `{#id .class key=value}` to [`Attributes`].
//!
//! In: text that starts at the brace. Out: the attributes and how many bytes they took, or nothing
//! when it is no attribute list and must stay text. Never here: what an attribute means.

use crate::source::tree::Attributes;

/// How many bytes an attribute list may have: a longer one is text.
const MAX_ATTRIBUTE_BYTES: usize = 512;

/// Reads the list at the start of `text`.
pub fn scan(text: &str) -> Option<(Attributes, usize)> {
    let text = text.get(..text.floor_char_boundary(MAX_ATTRIBUTE_BYTES))?;
    let mut attributes = Attributes::default();
    let mut rest = text.strip_prefix('{')?;
    let mut found = false;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n']);
        if let Some(after) = rest.strip_prefix('}') {
            return found.then(|| (attributes, text.len() - after.len()));
        }
        rest = item(rest, &mut attributes)?;
        found = true;
    }
}

/// Reads `#id`, `.class` or `key=value` and gives what follows it.
fn item<'a>(text: &'a str, attributes: &mut Attributes) -> Option<&'a str> {
    if let Some(after) = text.strip_prefix('#') {
        let (id, rest) = word(after)?;
        attributes.id = Some(id.to_owned());
        return Some(rest);
    }
    if let Some(after) = text.strip_prefix('.') {
        let (class, rest) = word(after)?;
        attributes.classes.push(class.to_owned());
        return Some(rest);
    }
    let (key, rest) = word(text)?;
    let (value, rest) = value(rest.strip_prefix('=')?)?;
    attributes.values.insert(key.to_owned(), value.to_owned());
    Some(rest)
}

fn word(text: &str) -> Option<(&str, &str)> {
    let ends = |c: char| c.is_whitespace() || "}{=.#\"'[]<>".contains(c);
    let (word, rest) = text.split_at_checked(text.find(ends)?)?;
    (!word.is_empty()).then_some((word, rest))
}

fn value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(after) = text.strip_prefix(quote) {
            return after.split_once(quote);
        }
    }
    text.split_at_checked(text.find(|c: char| c.is_whitespace() || c == '}')?)
}
