//! An mdBook folder as it stands: `book.toml` and `src/SUMMARY.md`. The only file that knows toml.
//!
//! In: the folder. Out: the same configuration as from book.yaml: prefix chapters are front matter,
//! `# heads` between lists are parts, suffix chapters are back matter. Never here: the chapters.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::diag::catalog::config as catalog;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostics, Halt};
use crate::diag::span::{FileId, Span};
use crate::model::meta::{Creator, Meta};

use super::Environment;
use super::config::Config;
use super::disk::{Asker, Disk};
use super::fields::{Fields, Reader};
use super::identity;
use super::markdown;
use super::plan::{Listed, ListedPart, Listing, Opening};
use super::tree::{Block, Inline, ListItem, Node, Piece};
use super::yaml::{Data, Entry, Value};

/// The language of a book that tells none.
const ASSUMED_LANGUAGE: &str = "zh-Hans";

/// Reads the folder; also gives the folder in which its chapters are.
pub(super) fn read(
    disk: &Disk,
    environment: Environment,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Result<(Config, Disk), Halt> {
    let file = disk.text("book.toml", Asker::Program, files, diags).ok_or(Halt)?;
    let text = files.get(file).map_or("", |file| file.text.as_str());
    let value = parse(file, text, diags)?;
    let mut reader = Reader { text, diags };
    let top = Fields::of_any(&value, "", &mut reader).ok_or(Halt)?;
    let table = top.get("book").and_then(|book| Fields::of_any(book, "book.", &mut reader));
    let folder = table.as_ref().and_then(|table| table.text("src", &mut reader));
    let meta = meta(table.as_ref(), Span::new(file, 0, 0), environment, &mut reader);
    let folder = folder.as_deref().unwrap_or("src");
    let source = super::disk::resolve("", folder).and_then(|folder| disk.folder(&folder));
    let Some(source) = source else {
        let path = disk.shown(&format!("{folder}/SUMMARY.md"));
        return Err(diags.halt(crate::diag::catalog::source::file_missing(&path)));
    };
    let summary = source.text("SUMMARY.md", Asker::Program, files, diags).ok_or(Halt)?;
    let text = files.get(summary).map_or("", |file| file.text.as_str());
    let listing = listing(summary, text, diags);
    Ok((Config { meta, listing, ..Config::default() }, source))
}

/// TOML as the values that book.yaml gives too; all that is wrong is told at once.
fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Result<Value, Halt> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        let span = Span::new(file, range.start, range.end);
        diags.push(catalog::toml_invalid(span, error.message()));
    }
    if !errors.is_empty() {
        return Err(Halt);
    }
    let range = table.span();
    let data = Data::Map(entries(table.into_inner(), file));
    Ok(Value { data, span: Span::new(file, range.start, range.end) })
}

fn entries(table: DeTable<'_>, file: FileId) -> Vec<Entry> {
    let entry = |(key, value): (Spanned<DeString<'_>>, Spanned<DeValue<'_>>)| {
        let range = key.span();
        let key_span = Span::new(file, range.start, range.end);
        Entry { key: key.into_inner().into_owned(), key_span, value: value_of(value, file) }
    };
    let mut entries: Vec<Entry> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

fn value_of(value: Spanned<DeValue<'_>>, file: FileId) -> Value {
    let range = value.span();
    let data = match value.into_inner() {
        DeValue::String(words) => Data::Text(words.into_owned()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => Data::Number,
        DeValue::Boolean(value) => Data::Switch(value),
        DeValue::Array(list) => {
            Data::List(list.into_iter().map(|item| value_of(item, file)).collect())
        }
        DeValue::Table(table) => Data::Map(entries(table, file)),
    };
    Value { data, span: Span::new(file, range.start, range.end) }
}

/// What the table `book` says of the book; all else belongs to mdBook.
fn meta(
    table: Option<&Fields<'_>>,
    top: Span,
    environment: Environment,
    reader: &mut Reader<'_>,
) -> Meta {
    let place = |key: &str| table.and_then(|table| table.get(key)).map_or(top, |value| value.span);
    let text = |key: &str, reader: &mut Reader<'_>| table.and_then(|t| t.text(key, reader));
    let title = text("title", reader);
    if title.is_none() && place("title") == top {
        reader.diags.push(catalog::key_missing(top, "title", "title = \"书名\""));
    }
    let tag = text("language", reader).unwrap_or_else(|| {
        if place("language") == top {
            reader.diags.push(catalog::language_assumed(top, ASSUMED_LANGUAGE));
        }
        ASSUMED_LANGUAGE.to_owned()
    });
    let language = identity::language(&tag);
    if language.is_none() {
        reader.diags.push(catalog::language_invalid(place("language"), &tag));
    }
    let description = text("description", reader);
    let authors = table.and_then(|table| table.get("authors"));
    let authors = authors.and_then(|value| reader.list(value, "book.authors")).unwrap_or(&[]);
    let author = |item| reader.text(item, "book.authors");
    let creators: Vec<Creator> = authors
        .iter()
        .filter_map(author)
        .map(|name| Creator { name, role: "aut".to_owned(), sort: None })
        .collect();
    let title = title.unwrap_or_default();
    Meta {
        identifier: identity::default_identifier(&title, &creators),
        language: language.unwrap_or_default(),
        modified: identity::modified(environment.source_date_epoch, None),
        description,
        title,
        creators,
        span: top,
        ..Meta::default()
    }
}

/// SUMMARY.md: links before the lists, the lists, links after them, heads between.
fn listing(file: FileId, text: &str, diags: &mut Diagnostics) -> Listing {
    let document = markdown::parse(file, text, diags);
    let is_list = |node: &Node| matches!(node.block, Block::List(..));
    let first = document.blocks.iter().position(is_list).unwrap_or(usize::MAX);
    let last = document.blocks.iter().rposition(is_list).unwrap_or(0);
    let mut summary = Summary { diags, listing: Listing::default() };
    for (index, node) in document.blocks.into_iter().enumerate() {
        match node.block {
            // The first head is the title of the page itself.
            Block::Heading(_, _, words) if index > 0 => {
                let title = markdown::plain(&words);
                let opening = Opening::Entry(summary.listing.body.len());
                summary.listing.parts.push(ListedPart { title, span: node.span, opening });
            }
            Block::Paragraph(pieces) => {
                let entries = summary.entries(pieces);
                let list = match index {
                    _ if index < first => &mut summary.listing.front,
                    _ if index > last => &mut summary.listing.back,
                    _ => &mut summary.listing.body,
                };
                list.extend(entries);
            }
            Block::List(_, items) => summary.list(items),
            _ => {}
        }
    }
    let body = summary.listing.body.len();
    summary.listing.parts.retain(|part| part.opening != Opening::Entry(body));
    summary.listing
}

struct Summary<'a> {
    diags: &'a mut Diagnostics,
    listing: Listing,
}

impl Summary<'_> {
    /// A list and the lists in it, in the order in which they are read.
    fn list(&mut self, items: Vec<ListItem>) {
        for node in items.into_iter().flat_map(|item| item.blocks) {
            match node.block {
                Block::Paragraph(pieces) => {
                    let entries = self.entries(pieces);
                    self.listing.body.extend(entries);
                }
                Block::List(_, items) => self.list(items),
                _ => {}
            }
        }
    }

    /// The chapters that pieces link to; a link without an address is a draft.
    fn entries(&mut self, pieces: Vec<Piece>) -> Vec<Listed> {
        let mut entries = Vec::new();
        for piece in pieces {
            let Inline::Link(address, words) = piece.inline else { continue };
            let path = address.split('#').next().unwrap_or("");
            if path.is_empty() {
                let title = markdown::plain(&words);
                self.diags.push(catalog::draft_skipped(piece.span, &title));
                continue;
            }
            let written = markdown::link::percent_decoded(path);
            entries.push(Listed { written, span: piece.span });
        }
        entries
    }
}
