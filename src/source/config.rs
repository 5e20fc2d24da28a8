//! book.yaml to what it says of the book and what it asks for (DESIGN §3).
//!
//! In: its values. Out: meta data, settings and the list of files, with an error at its place for
//! every mistake and the default instead. Never here: reading YAML, finding files.

use crate::diag::catalog::config as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::meta::{Creator, Meta, Series};
use crate::model::settings::Settings;

use super::Environment;
use super::fields::{Fields, Reader};
use super::identity;
use super::imprint;
use super::plan::{Listed, ListedPart, Listing, Opening};
use super::settings;
use super::yaml::{Data, Value};

/// The keys of book.yaml.
const KEYS: [&str; 29] = [
    "title",
    "subtitle",
    "author",
    "authors",
    "language",
    "identifier",
    "publisher",
    "date",
    "edition",
    "rights",
    "description",
    "subjects",
    "series",
    "isbn",
    "license",
    "version",
    "source",
    "imprint",
    "cover",
    "chapters",
    "parts",
    "front",
    "back",
    "notes",
    "writing",
    "labels",
    "normalize",
    "fonts",
    "font",
];

/// The keys of book.yaml that ask for an output.
const OUTPUT_KEYS: [&str; 3] = ["pdf", "print", "epub"];

/// What book.yaml says.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// Of the book.
    pub(super) meta: Meta,
    /// Of pages and files.
    pub(super) settings: Settings,
    /// Which files are the book.
    pub(super) listing: Listing,
    /// The cover.
    pub(super) cover: Option<Listed>,
}

/// Reads all keys.
pub(super) fn config(
    value: &Value,
    text: &str,
    environment: Environment,
    diags: &mut Diagnostics,
) -> Option<Config> {
    let mut reader = Reader { text, diags };
    let known = [KEYS.as_slice(), OUTPUT_KEYS.as_slice()].concat();
    let fields = Fields::of(value, "", &known, &mut reader)?;
    let meta = meta(&fields, environment, &mut reader);
    let settings = settings::settings(&fields, &mut reader);
    let listing = listing(&fields, &mut reader);
    let cover = fields.get("cover").and_then(|value| listed(value, "cover", &mut reader));
    Some(Config { meta, settings, listing, cover })
}

fn meta(fields: &Fields<'_>, environment: Environment, reader: &mut Reader<'_>) -> Meta {
    for (key, example) in [("title", "title: 书名"), ("language", "language: zh-Hans")] {
        if fields.get(key).is_none() {
            reader.diags.push(catalog::key_missing(fields.key_span(key), key, example));
        }
    }
    let title = fields.text("title", reader).unwrap_or_default();
    let creators = creators(fields, reader);
    let isbn = fields.word("isbn", reader).and_then(|isbn| checked_isbn(fields, &isbn, reader));
    let date = date(fields, reader);
    let language = fields.text("language", reader).and_then(|tag| {
        let language = identity::language(&tag);
        if let (None, Some(value)) = (&language, fields.get("language")) {
            reader.diags.push(catalog::language_invalid(value.span, &tag));
        }
        language
    });
    let identifier = fields.text("identifier", reader);
    let identifier = match (identifier, &isbn) {
        (Some(identifier), _) => identifier,
        (None, Some(isbn)) => format!("urn:isbn:{isbn}"),
        (None, None) => identity::default_identifier(&title, &creators),
    };
    Meta {
        subtitle: fields.text("subtitle", reader),
        language: language.unwrap_or_default(),
        publisher: fields.text("publisher", reader),
        modified: identity::modified(environment.source_date_epoch, date.as_deref()),
        edition: fields.word("edition", reader),
        rights: fields.text("rights", reader),
        license: fields.text("license", reader),
        description: fields.text("description", reader),
        source: fields.text("source", reader),
        subjects: texts(fields, "subjects", reader),
        series: series(fields, reader),
        version: fields.word("version", reader),
        commit: None,
        imprint: imprint::imprint(fields, reader),
        span: Span { end: fields.span.start, ..fields.span },
        title,
        creators,
        identifier,
        isbn,
        date,
    }
}

fn checked_isbn(fields: &Fields<'_>, isbn: &str, reader: &mut Reader<'_>) -> Option<String> {
    match identity::isbn(isbn) {
        Ok(isbn) => Some(isbn),
        Err(check) => {
            let span = fields.get("isbn").map_or(fields.span, |value| value.span);
            reader.diags.push(catalog::isbn_invalid(span, isbn, check));
            None
        }
    }
}

fn date(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let date = fields.word("date", reader)?;
    if identity::is_date(&date) {
        return Some(date);
    }
    let span = fields.get("date").map_or(fields.span, |value| value.span);
    reader.diags.push(catalog::date_invalid(span, &date));
    None
}

fn creators(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<Creator> {
    let author = |name| Creator { name, role: "aut".to_owned(), sort: None };
    let mut creators: Vec<Creator> =
        fields.text("author", reader).map(author).into_iter().collect();
    let Some(value) = fields.get("authors") else { return creators };
    for item in reader.list(value, "authors").unwrap_or(&[]) {
        if !matches!(item.data, Data::Map(_)) {
            creators.extend(reader.text(item, "authors").map(author));
            continue;
        }
        let keys = ["name", "role", "sort"];
        let Some(own) = Fields::of(item, "authors.", &keys, reader) else { continue };
        if own.get("name").is_none() {
            let example = "name: 某人";
            reader.diags.push(catalog::key_missing(own.span, "authors.name", example));
        }
        let role = own.text("role", reader).unwrap_or_else(|| "aut".to_owned());
        if role.len() != 3 || !role.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let span = own.get("role").map_or(own.span, |value| value.span);
            let roles = ["aut", "trl", "edt", "ill", "com", "ann"];
            reader.diags.push(catalog::choice_unknown(span, "authors.role", &role, &roles));
        }
        let sort = own.text("sort", reader);
        creators.extend(own.text("name", reader).map(|name| Creator { name, role, sort }));
    }
    creators
}

fn series(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Series> {
    let value = fields.get("series")?;
    if !matches!(value.data, Data::Map(_)) {
        return Some(Series { name: reader.text(value, "series")?, number: None });
    }
    let own = Fields::of(value, "series.", &["name", "number"], reader)?;
    if own.get("name").is_none() {
        reader.diags.push(catalog::key_missing(own.span, "series.name", "name: 丛书"));
    }
    let number = own.number("number", (0, 100_000), reader);
    Some(Series { name: own.text("name", reader)?, number })
}

/// A list of texts.
fn texts(fields: &Fields<'_>, key: &str, reader: &mut Reader<'_>) -> Vec<String> {
    let Some(value) = fields.get(key) else { return Vec::new() };
    let list = reader.list(value, key).unwrap_or(&[]);
    list.iter().filter_map(|item| reader.text(item, key)).collect()
}

fn listed(value: &Value, key: &str, reader: &mut Reader<'_>) -> Option<Listed> {
    Some(Listed { written: reader.text(value, key)?, span: value.span })
}

fn listed_files(fields: &Fields<'_>, key: &str, reader: &mut Reader<'_>) -> Vec<Listed> {
    let Some(value) = fields.get(key) else { return Vec::new() };
    let name = format!("{}{key}", fields.prefix);
    let list = reader.list(value, &name).unwrap_or(&[]);
    list.iter().filter_map(|item| listed(item, &name, reader)).collect()
}

fn listing(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Listing {
    let mut listing = Listing {
        front: listed_files(fields, "front", reader),
        body: listed_files(fields, "chapters", reader),
        back: listed_files(fields, "back", reader),
        parts: Vec::new(),
    };
    let parts = fields.get("parts");
    match (fields.get("chapters"), parts) {
        (None, None) => {
            let span = fields.key_span("chapters");
            let example = "chapters: [chapters/01.md]";
            reader.diags.push(catalog::key_missing(span, "chapters", example));
        }
        (Some(chapters), None) if chapters.data == Data::List(Vec::new()) => {
            reader.diags.push(catalog::no_chapters(chapters.span));
        }
        _ => {}
    }
    let parts = parts.and_then(|value| reader.list(value, "parts")).unwrap_or(&[]);
    let mut forms: Option<bool> = None;
    for value in parts {
        let keys = ["title", "chapters", "first"];
        let Some(own) = Fields::of(value, "parts.", &keys, reader) else { continue };
        let (own_list, first) = (own.get("chapters").is_some(), own.get("first"));
        if own_list == first.is_some() || forms.is_some_and(|form| form != own_list) {
            reader.diags.push(catalog::part_keys_clash(own.span));
            continue;
        }
        forms = Some(own_list);
        if own.get("title").is_none() {
            reader.diags.push(catalog::key_missing(own.span, "parts.title", "title: 卷一"));
        }
        let opening = match first {
            Some(first) => listed(first, "parts.first", reader).map(Opening::Path),
            None => Some(Opening::Entry(listing.body.len())),
        };
        listing.body.extend(listed_files(&own, "chapters", reader));
        let title = own.text("title", reader);
        if let (Some(title), Some(opening)) = (title, opening) {
            listing.parts.push(ListedPart { title, span: own.span, opening });
        }
    }
    listing
}
