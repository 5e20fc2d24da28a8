//! YAML to values with their places. The only file that knows serde-saphyr.
//!
//! In: the text of book.yaml. Out: a tree of values, each with its span, in the order of the file;
//! repeated keys are all there, so that they can be reported. YAML 1.1 words such as `no` and `on`
//! are booleans, as most tools read them. Never here: what a key means.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Error, Spanned};

use crate::diag::catalog::config as catalog;
use crate::diag::report::{Diagnostic, Diagnostics, Halt};
use crate::diag::span::{FileId, Span};

/// How many values book.yaml may have: twice as many as the longest serials have chapters.
const MAX_NODES: usize = 20_000;

/// How deep values may stand in each other: the deepest key of a book is three levels down.
const MAX_DEPTH: usize = 32;

/// How many values aliases may repeat: they save a word here and there, and multiply in bombs.
const MAX_REPEATED: usize = 10_000;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// What it is.
    pub(super) data: Data,
    /// Where it stands.
    pub(super) span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// Nothing, `null`, `~`.
    Null,
    /// `on`, `off`, `yes`, `no`, `true`, `false`.
    Switch(bool),
    /// A number; its words are under the span.
    Number,
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: String,
    /// Where the key stands.
    pub(super) key_span: Span,
    /// The value.
    pub(super) value: Value,
}

/// Reads YAML.
pub(super) fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Result<Value, Halt> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: MAX_NODES,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_documents: 4,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAX_REPEATED,
        },
        with_snippet: false,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
    };
    let mut placer = Placer { file, text, diags };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) => {
            let value = placer.value(raw);
            match (&value.data, wide_colon(text)) {
                (Data::Map(_), _) | (_, None) => Ok(value),
                (_, Some(colon)) => Err(diags.halt(told_wide_colon(file, colon))),
            }
        }
        Err(error) => Err(diags.halt(explain(&error, file, text))),
    }
}

/// The problem in our own words.
fn explain(error: &Error, file: FileId, text: &str) -> Diagnostic {
    let error = error.without_snippet();
    let span = error
        .location()
        .map_or(Span::new(file, 0, 0), |location| error_place(&location, file, text));
    match error {
        Error::MultipleDocuments { .. } => catalog::yaml_many_documents(span),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            catalog::yaml_too_deep(span, MAX_DEPTH)
        }
        Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => {
            catalog::yaml_many_documents(span)
        }
        Error::Budget { .. } => catalog::yaml_too_many(span, MAX_NODES),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasError { .. } => catalog::yaml_repeats_too_many(span, MAX_REPEATED),
        Error::RecursiveReferencesRequireWeakTypes { .. } => catalog::yaml_alias_circle(span),
        other => {
            let message = other.to_string();
            if message.contains("recursion limit") {
                return catalog::yaml_too_deep(span, MAX_DEPTH);
            }
            if let Some(tab) = indenting_tab(text).filter(|_| message.contains("tab")) {
                return catalog::yaml_tab(Span::new(file, tab, tab + 1));
            }
            match wide_colon(text) {
                Some(colon) => told_wide_colon(file, colon),
                None => catalog::yaml_invalid(span, &first_line(&message)),
            }
        }
    }
}

/// The first full-width colon after a word that opens a line: `title：书`.
fn wide_colon(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '-']);
        let key = words.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-');
        if key.len() < words.len() && key.starts_with('：') {
            return Some(start + line.len() - key.len());
        }
        start += line.len();
    }
    None
}

fn told_wide_colon(file: FileId, colon: usize) -> Diagnostic {
    catalog::yaml_wide_colon(Span::new(file, colon, colon + '：'.len_utf8()))
}

/// The first tab that indents a line.
fn indenting_tab(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        let indent = line.get(..line.len() - words.len())?;
        if let Some(tab) = indent.find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// The library's sentence without its own place, which we tell ourselves.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or("").trim();
    let without_place = line.find(" at line ").and_then(|at| line.get(..at)).unwrap_or(line);
    without_place.strip_prefix("error: ").unwrap_or(without_place).to_owned()
}

fn place(location: &serde_saphyr::Location, file: FileId) -> Span {
    let span = location.span();
    let number = |value: Option<u64>| usize::try_from(value.unwrap_or(0)).unwrap_or(0);
    let start = number(span.byte_offset());
    Span::new(file, start, start + number(span.byte_len()))
}

/// The place of an error, which may have line and column only.
fn error_place(location: &serde_saphyr::Location, file: FileId, text: &str) -> Span {
    if location.span().byte_offset().is_some() {
        return place(location, file);
    }
    let count = |number: u64| usize::try_from(number).unwrap_or(0).saturating_sub(1);
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(count(location.line())).map(str::len).sum();
    let line = lines.next().unwrap_or("");
    let column: usize = line.chars().take(count(location.column())).map(char::len_utf8).sum();
    Span::new(file, start + column, start + column)
}

/// A value as the library hands it over.
enum Raw {
    Null,
    Switch(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

/// Gives values their places.
struct Placer<'a> {
    file: FileId,
    text: &'a str,
    diags: &'a mut Diagnostics,
}

impl Placer<'_> {
    fn value(&mut self, raw: Spanned<Raw>) -> Value {
        let span = place(&raw.referenced, self.file);
        let data = match raw.value {
            Raw::Null => Data::Null,
            Raw::Switch(value) => Data::Switch(value),
            Raw::Number => Data::Number,
            Raw::Text(words) => Data::Text(words),
            Raw::List(list) => Data::List(list.into_iter().map(|item| self.value(item)).collect()),
            Raw::Map(entries) => {
                Data::Map(entries.into_iter().filter_map(|entry| self.entry(entry)).collect())
            }
        };
        Value { data, span }
    }

    /// A key is a word; one that YAML takes for a number or a switch is the word as written.
    fn entry(&mut self, (key, value): (Spanned<Raw>, Spanned<Raw>)) -> Option<Entry> {
        let key_span = place(&key.referenced, self.file);
        let key = match key.value {
            Raw::Text(words) => words,
            Raw::Number | Raw::Switch(_) => self.text.get(key_span.range())?.to_owned(),
            Raw::Null | Raw::List(_) | Raw::Map(_) => {
                self.diags.push(catalog::key_no_word(key_span));
                return None;
            }
        };
        Some(Entry { key, key_span, value: self.value(value) })
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Switch(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, words: &str) -> Result<Raw, E> {
        Ok(Raw::Text(words.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}
