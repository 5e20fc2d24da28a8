//! XHTML under construction: the one place where text is escaped for XML.
//!
//! In: tags, attributes and text. Out: markup in which nothing can be mistaken for a tag, and in
//! which no character stands that XML 1.0 (§2.2) forbids. Links inside the book are left open, by
//! id, until it is known in which file every id stands.

use std::collections::BTreeMap;

use crate::diag::span::Span;

use super::glyphs::{Shown, Style};

/// A piece of XHTML.
#[derive(Clone, Debug, Default)]
pub(super) struct Markup {
    html: String,
    /// Where in `html` an address must be filled in, and the id it leads to.
    links: Vec<(usize, String)>,
    /// The ids that stand in it.
    pub ids: Vec<String>,
    /// The texts that it shows.
    pub shown: Shown,
}

impl Markup {
    /// Its length in bytes, links still open.
    pub(super) fn len(&self) -> usize {
        self.html.len()
    }

    /// Whether some markup stands in it.
    pub(super) fn holds(&self, html: &str) -> bool {
        self.html.contains(html)
    }

    /// Markup that is written as it stands; never text of the book.
    pub(super) fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Text that the reader sees.
    pub(super) fn text(&mut self, style: Style, text: &str, span: Span) {
        self.shown.note(style, text, span);
        escape(text, &mut self.html);
    }

    /// ` name="value"`.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape(value, &mut self.html);
        self.html.push('"');
    }

    /// ` id="…"`.
    pub(super) fn id(&mut self, id: &str) {
        self.attribute("id", id);
        self.ids.push(id.to_owned());
    }

    /// ` href="…"` to an id of the book, filled in by [`Markup::finish`].
    pub(super) fn link(&mut self, id: &str) {
        self.html.push_str(" href=\"");
        self.links.push((self.html.len(), id.to_owned()));
        self.html.push('"');
    }

    /// Adds another piece at the end.
    pub(super) fn append(&mut self, other: Markup) {
        let offset = self.html.len();
        self.html.push_str(&other.html);
        self.links.extend(other.links.into_iter().map(|(at, id)| (at + offset, id)));
        self.ids.extend(other.ids);
        self.shown.append(other.shown);
    }

    /// The markup with its links filled in: `addresses` tells the file of every id. A link to an
    /// unknown id gets `#id`, which the last check refuses.
    pub(super) fn finish(&self, file: &str, addresses: &BTreeMap<String, String>) -> String {
        let mut out = String::with_capacity(self.html.len() + self.links.len() * 24);
        let mut from = 0;
        for (at, id) in &self.links {
            out.push_str(self.html.get(from..*at).unwrap_or_default());
            match addresses.get(id) {
                Some(other) if other != file => out.push_str(other),
                _ => {}
            }
            out.push('#');
            escape(id, &mut out);
            from = *at;
        }
        out.push_str(self.html.get(from..).unwrap_or_default());
        out
    }
}

/// Writes text so that XML reads it back as it is; what XML forbids is left out.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let with = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            _ if forbidden(character) => "",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(with);
        from = at + character.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// Text escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// What may not stand in XML 1.0, and noncharacters; a carriage return is no text of ours.
pub(super) fn forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(character, '\u{fdd0}'..='\u{fdef}')
        || character as u32 & 0xfffe == 0xfffe
}
