//! Raw HTML to tags and text.
//!
//! In: a piece of HTML as pulldown-cmark hands it over. Out: tags with their attributes, text and
//! comments, each with its place; the content of `<script>` and its like never comes out. Never
//! here: what a tag means in the tree (`nest.rs`, `blocks.rs`, `inlines.rs`).

use std::collections::BTreeSet;
use std::ops::Range;

use crate::source::tree::Attributes;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `<name …>`; true when it closes itself.
    Open(Attributes, bool),
    /// `</name>`.
    Close(String),
    /// Text, entities not resolved.
    Text(String),
    /// `<!-- … -->`, whole.
    Comment(String),
    /// `<!DOCTYPE …>`, `<?…?>` and other things that no book needs.
    Other,
}

/// What happens to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Kept, as a part of a line.
    Inline,
    /// Kept, as a block.
    Block,
    /// Kept; it has no content: `br`, `img`, `hr`.
    Void,
    /// Neither it nor what it holds is kept.
    Dropped,
    /// What it holds is kept.
    Unwrapped,
    /// Nothing is lost without it, so nothing is said.
    Ignored,
    /// It is no HTML at all: `List<T>`, `<书名>`.
    Words,
}

/// The elements of HTML, old and new, that are not on the safe list and whose content is kept.
const UNWRAPPED: [&str; 76] = [
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "button",
    "center",
    "cite",
    "data",
    "datalist",
    "dfn",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "image",
    "input",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "marquee",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "ol",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rtc",
    "samp",
    "search",
    "section",
    "slot",
    "small",
    "source",
    "time",
    "track",
    "tt",
    "ul",
];

/// What happens to elements of this name.
pub(super) fn fate(name: &str) -> Fate {
    match name {
        "a" | "b" | "code" | "del" | "em" | "i" | "ins" | "kbd" | "mark" | "rb" | "rp" | "rt"
        | "ruby" | "s" | "span" | "strike" | "strong" | "sub" | "sup" | "u" => Fate::Inline,
        "div" | "details" | "summary" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "th"
        | "td" | "caption" | "dl" | "dt" | "dd" | "p" => Fate::Block,
        "br" | "img" | "hr" => Fate::Void,
        "wbr" | "col" | "colgroup" => Fate::Ignored,
        "script" | "style" | "iframe" | "object" | "applet" | "noscript" | "template"
        | "textarea" | "select" | "svg" | "math" | "video" | "audio" | "canvas" | "head"
        | "xmp" | "noembed" | "noframes" => Fate::Dropped,
        _ if UNWRAPPED.contains(&name) || name.contains('-') || name == "var" => Fate::Unwrapped,
        _ => Fate::Words,
    }
}

/// Elements whose content is no HTML.
fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "iframe" | "xmp" | "noembed" | "noframes")
}

/// Takes HTML apart; the ranges are bytes of `html`.
pub(super) fn parts(html: &str) -> Vec<(Part, Range<usize>)> {
    let mut parts = Vec::new();
    let mut position = 0;
    // Where each search last failed: what is not there is not looked for twice.
    let mut no_close = usize::MAX;
    let mut never_closed: BTreeSet<String> = BTreeSet::new();
    while let Some(rest) = html.get(position..).filter(|rest| !rest.is_empty()) {
        let found = if position >= no_close { None } else { special(rest) };
        let (part, length) = match found {
            Some(found) => found,
            None => {
                if rest.starts_with('<') && !rest.contains('>') {
                    no_close = position;
                }
                let next = rest.char_indices().skip(1).find(|(_, c)| *c == '<');
                let length = next.map_or(rest.len(), |(index, _)| index);
                (Part::Text(rest.get(..length).unwrap_or("").to_owned()), length)
            }
        };
        let mut end = position + length.max(1);
        let raw = match &part {
            Part::Open(attributes, false) if is_raw(&attributes.name) => attributes.name.clone(),
            _ => String::new(),
        };
        parts.push((part, position..end));
        if !raw.is_empty() && !never_closed.contains(&raw) {
            match raw_length(html.get(end..).unwrap_or(""), &raw) {
                Some(length) => end += length,
                // Better a stray script's text than all that follows it gone.
                None => drop(never_closed.insert(raw)),
            }
        }
        position = end;
    }
    parts
}

/// How many bytes of raw content precede `</name`, if it is there.
fn raw_length(html: &str, name: &str) -> Option<usize> {
    html.match_indices("</")
        .find(|(index, _)| {
            let after = html.get(index + 2..index + 2 + name.len());
            after.is_some_and(|word| word.eq_ignore_ascii_case(name))
        })
        .map(|(index, _)| index)
}

/// The tag, comment or declaration at the start of `html`, with its length.
fn special(html: &str) -> Option<(Part, usize)> {
    let after = html.strip_prefix('<')?;
    if let Some(inner) = after.strip_prefix("!--") {
        let length = 4 + inner.find("-->")? + 3;
        return Some((Part::Comment(html.get(..length)?.to_owned()), length));
    }
    if after.starts_with(['!', '?']) {
        return Some((Part::Other, html.find('>')? + 1));
    }
    if let Some(name) = after.strip_prefix('/') {
        let end = name.find('>')?;
        let word = tag_name(name)?;
        return Some((Part::Close(word), 2 + end + 1));
    }
    let name = tag_name(after)?;
    let mut rest = after.get(name.len()..)?;
    let mut attributes = Attributes { name, ..Attributes::default() };
    loop {
        rest = rest.trim_start();
        if let Some(tail) = rest.strip_prefix("/>") {
            return Some((Part::Open(attributes, true), html.len() - tail.len()));
        }
        if let Some(tail) = rest.strip_prefix('>') {
            return Some((Part::Open(attributes, false), html.len() - tail.len()));
        }
        rest = attribute(rest, &mut attributes)?;
    }
}

fn tag_name(text: &str) -> Option<String> {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let name = text.get(..length)?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| name.to_ascii_lowercase())
}

/// Reads `name`, `name=value` or `name="value"`.
fn attribute<'a>(text: &'a str, attributes: &mut Attributes) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix('/') {
        return Some(rest);
    }
    let length = text.find(|c: char| c.is_whitespace() || "=>/\"'<".contains(c))?;
    let (name, rest) = text.split_at_checked(length).filter(|(name, _)| !name.is_empty())?;
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        keep(attributes, name, "");
        return Some(rest);
    };
    let value = value.trim_start();
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => value.strip_prefix(quote)?.split_once(quote)?,
        _ => value.split_at_checked(value.find(|c: char| c.is_whitespace() || c == '>')?)?,
    };
    keep(attributes, name, value);
    Some(rest)
}

/// Keeps an attribute, all in lower case; the first of a name counts.
fn keep(attributes: &mut Attributes, name: &str, value: &str) {
    let name = name.to_ascii_lowercase();
    let value = entities_resolved(value);
    match name.as_str() {
        "id" => attributes.id = attributes.id.take().or(Some(value)),
        "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
        _ => {
            attributes.values.entry(name).or_insert(value);
        }
    }
}

/// The named characters that HTML in manuscripts uses; pulldown-cmark resolves the rest, which
/// stand in Markdown and not in HTML.
const ENTITIES: [(&str, char); 22] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("thinsp", '\u{2009}'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("middot", '·'),
    ("times", '×'),
    ("divide", '÷'),
];

/// Text with `&amp;`, `&#20013;` and their like resolved; an unknown name stays text.
pub(super) fn entities_resolved(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        resolved.push_str(before);
        match entity(after) {
            Some((character, length)) => {
                resolved.push(character);
                rest = after.get(length..).unwrap_or("");
            }
            None => {
                resolved.push('&');
                rest = after;
            }
        }
    }
    resolved.push_str(rest);
    resolved
}

/// The longest entity, in bytes.
const MAX_ENTITY_BYTES: usize = 12;

fn entity(text: &str) -> Option<(char, usize)> {
    let window = text.get(..text.floor_char_boundary(MAX_ENTITY_BYTES))?;
    let (name, _) = window.split_once(';')?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}')
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, name.len() + 1))
}
