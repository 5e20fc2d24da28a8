//! Reading the values of a configuration, key by key, with every mistake reported at its place.
//!
//! In: values of book.yaml. Out: text, numbers, lists, choices; nothing where a value is wrong, and
//! an error that says what was expected. Never here: which keys there are.

use std::collections::BTreeSet;

use crate::diag::catalog::config as catalog;
use crate::diag::nearest::nearest;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::settings::Toggle;
use crate::units::Len;

use super::yaml::{Data, Entry, Value};

/// How long a text of one line may be: no title and no name has a thousand characters.
const MAX_WORDS: usize = 1_000;

/// How long a text of several paragraphs may be: shops take less of a description.
const MAX_PROSE: usize = 20_000;

/// The keys whose text may have several paragraphs.
const PROSE_KEYS: [&str; 3] = ["description", "rights", "source"];

/// The keys of one level of the configuration.
pub(super) struct Fields<'a> {
    /// What the level is called in messages: empty for the top, `pdf.`, `print.`.
    pub(super) prefix: &'static str,
    /// Where the level stands.
    pub(super) span: Span,
    entries: &'a [Entry],
}

/// Where the mistakes go, and the text that numbers are read from.
pub(super) struct Reader<'a> {
    /// The text of the file.
    pub(super) text: &'a str,
    /// What is wrong.
    pub(super) diags: &'a mut Diagnostics,
}

impl<'a> Fields<'a> {
    /// The keys of a map; unknown and repeated ones are reported.
    pub(super) fn of(
        value: &'a Value,
        prefix: &'static str,
        known: &[&str],
        reader: &mut Reader<'_>,
    ) -> Option<Fields<'a>> {
        let fields = Fields::of_any(value, prefix, reader)?;
        for entry in fields.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let meant = nearest(&entry.key, known);
            let key = format!("{prefix}{}", entry.key);
            reader.diags.push(catalog::key_unknown(entry.key_span, &key, meant, known));
        }
        Some(fields)
    }

    /// The keys of a map whose keys are the author's own words; repeated ones are reported.
    pub(super) fn of_any(
        value: &'a Value,
        prefix: &'static str,
        reader: &mut Reader<'_>,
    ) -> Option<Fields<'a>> {
        let Data::Map(entries) = &value.data else {
            reader.expected(value, prefix.trim_end_matches('.'), catalog::Kind::Map);
            return None;
        };
        let mut seen = BTreeSet::new();
        for entry in entries.iter().filter(|entry| !seen.insert(&entry.key)) {
            reader
                .diags
                .push(catalog::key_repeated(entry.key_span, &format!("{prefix}{}", entry.key)));
        }
        Some(Fields { prefix, span: value.span, entries })
    }

    /// Every key with its value, in the order of the file.
    pub(super) fn each(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.entries.iter().map(|entry| (entry.key.as_str(), &entry.value))
    }

    /// The value of a key; none when it is not there or empty.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (entry.value.data != Data::Null).then_some(&entry.value)
    }

    /// Where a key stands; the level itself when it is not there.
    pub(super) fn key_span(&self, key: &str) -> Span {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(self.span, |entry| entry.key_span)
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str, reader: &mut Reader<'_>) -> Option<String> {
        reader.text(self.get(key)?, &format!("{}{key}", self.prefix))
    }

    /// The text of a key that may also look like a number: `2024`, `1.0`.
    pub(super) fn word(&self, key: &str, reader: &mut Reader<'_>) -> Option<String> {
        reader.word(self.get(key)?, &format!("{}{key}", self.prefix))
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(
        &self,
        key: &str,
        choices: &[(&str, T)],
        reader: &mut Reader<'_>,
    ) -> Option<T> {
        reader.choice(self.get(key)?, &format!("{}{key}", self.prefix), choices)
    }

    /// On or off.
    pub(super) fn toggle(&self, key: &str, reader: &mut Reader<'_>) -> Option<Toggle> {
        reader.toggle(self.get(key)?, &format!("{}{key}", self.prefix))
    }

    /// A length within limits.
    pub(super) fn length(
        &self,
        key: &str,
        limits: (Len, Len),
        reader: &mut Reader<'_>,
    ) -> Option<Len> {
        reader.length(self.get(key)?, &format!("{}{key}", self.prefix), limits)
    }

    /// A whole number within limits.
    pub(super) fn number(
        &self,
        key: &str,
        limits: (u32, u32),
        reader: &mut Reader<'_>,
    ) -> Option<u32> {
        reader.number(self.get(key)?, &format!("{}{key}", self.prefix), limits)
    }
}

impl Reader<'_> {
    /// Says that a value is of the wrong kind.
    pub(super) fn expected(&mut self, value: &Value, key: &str, kind: catalog::Kind) {
        let found = match &value.data {
            Data::Null => catalog::Kind::Nothing,
            Data::Switch(_) => catalog::Kind::Switch,
            Data::Number => catalog::Kind::Number,
            Data::Text(_) => catalog::Kind::Text,
            Data::List(_) => catalog::Kind::List,
            Data::Map(_) => catalog::Kind::Map,
        };
        let written = self.written(value);
        self.diags.push(catalog::wrong_kind(value.span, key, kind, found, written));
    }

    /// A value as it is written.
    pub(super) fn written(&self, value: &Value) -> &str {
        self.text.get(value.span.range()).unwrap_or("").trim()
    }

    /// Text, not empty, without control characters.
    pub(super) fn text(&mut self, value: &Value, key: &str) -> Option<String> {
        let Data::Text(words) = &value.data else {
            self.expected(value, key, catalog::Kind::Text);
            return None;
        };
        let bad = words.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        if let Some(bad) = bad {
            self.diags.push(catalog::control_character(value.span, key, bad));
            return None;
        }
        let words = words.trim();
        if words.is_empty() {
            self.diags.push(catalog::text_empty(value.span, key));
            return None;
        }
        let (count, limit) =
            (words.chars().count(), if PROSE_KEYS.contains(&key) { MAX_PROSE } else { MAX_WORDS });
        if count > limit {
            self.diags.push(catalog::text_too_long(value.span, key, count, limit));
            return None;
        }
        Some(words.to_owned())
    }

    /// Text, or a number as it is written.
    pub(super) fn word(&mut self, value: &Value, key: &str) -> Option<String> {
        match value.data {
            Data::Number => Some(self.written(value).to_owned()),
            _ => self.text(value, key),
        }
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        value: &Value,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let word = match &value.data {
            Data::Text(word) => word.trim().to_owned(),
            Data::List(_) => "[…]".to_owned(),
            Data::Map(_) => "{…}".to_owned(),
            _ => self.written(value).to_owned(),
        };
        let found = choices.iter().find(|(name, _)| *name == word);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.diags.push(catalog::choice_unknown(value.span, key, &word, &names));
        }
        found.map(|(_, choice)| *choice)
    }

    /// A list.
    pub(super) fn list<'v>(&mut self, value: &'v Value, key: &str) -> Option<&'v [Value]> {
        if let Data::List(list) = &value.data {
            return Some(list);
        }
        self.expected(value, key, catalog::Kind::List);
        None
    }

    /// On or off.
    pub(super) fn toggle(&mut self, value: &Value, key: &str) -> Option<Toggle> {
        match &value.data {
            Data::Switch(true) => Some(Toggle::On),
            Data::Switch(false) => Some(Toggle::Off),
            Data::Text(word) if word == "on" => Some(Toggle::On),
            Data::Text(word) if word == "off" => Some(Toggle::Off),
            _ => {
                self.expected(value, key, catalog::Kind::Switch);
                None
            }
        }
    }

    /// A length within limits.
    pub(super) fn length(&mut self, value: &Value, key: &str, limits: (Len, Len)) -> Option<Len> {
        let length = match &value.data {
            Data::Text(words) => Len::parse(words),
            _ => None,
        };
        let Some(length) = length else {
            self.expected(value, key, catalog::Kind::Length);
            return None;
        };
        if length < limits.0 || length > limits.1 {
            self.diags.push(catalog::length_out_of_range(value.span, key, limits.0, limits.1));
            return None;
        }
        Some(length)
    }

    /// A whole number within limits.
    pub(super) fn number(&mut self, value: &Value, key: &str, limits: (u32, u32)) -> Option<u32> {
        let written = self.written(value);
        let digits = written.strip_prefix(['-', '+']).unwrap_or(written);
        let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if value.data != Data::Number || !is_whole {
            self.expected(value, key, catalog::Kind::Number);
            return None;
        }
        let number = written.parse().ok().filter(|number| (limits.0..=limits.1).contains(number));
        if number.is_none() {
            self.diags.push(catalog::number_out_of_range(value.span, key, limits.0, limits.1));
        }
        number
    }
}
