//! An mdBook folder as it stands: `book.toml` and `src/SUMMARY.md`. The only file that knows toml.
//!
//! In: the folder. Out: the same configuration as from book.yaml: prefix chapters are front matter,
//! `# heads` between lists are parts, suffix chapters are back matter. Never here: the chapters.

use serde::Deserialize;

use crate::diag::catalog::config as catalog;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostics, Halt};
use crate::diag::span::{FileId, Span};
use crate::model::meta::{Creator, Meta};

use super::Environment;
use super::config::Config;
use super::disk::{Asker, Disk};
use super::identity;
use super::markdown;
use super::plan::{Listed, ListedPart, Listing, Opening};
use super::tree::{Block, Inline, ListItem, Node, Piece};

/// The language of a book that tells none.
const ASSUMED_LANGUAGE: &str = "zh-Hans";

/// What book.toml may say that matters here; all else belongs to mdBook.
#[derive(Debug, Default, Deserialize)]
struct BookToml {
    #[serde(default)]
    book: BookTable,
}

#[derive(Debug, Default, Deserialize)]
struct BookTable {
    title: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    language: Option<String>,
    description: Option<String>,
    src: Option<String>,
}

/// Reads the folder; also gives the folder in which its chapters are.
pub(super) fn read(
    disk: &Disk,
    environment: Environment,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Result<(Config, Disk), Halt> {
    let file = disk.text("book.toml", Asker::Program, files, diags).ok_or(Halt)?;
    let text = files.get(file).map_or("", |file| file.text.as_str());
    let table = match toml::from_str::<BookToml>(text) {
        Ok(toml) => toml.book,
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            let span = Span::new(file, range.start, range.end);
            return Err(diags.halt(catalog::toml_invalid(span, error.message())));
        }
    };
    let folder = table.src.as_deref().unwrap_or("src");
    let source = super::disk::resolve("", folder).and_then(|folder| disk.folder(&folder));
    let Some(source) = source else {
        let path = disk.shown(&format!("{folder}/SUMMARY.md"));
        return Err(diags.halt(crate::diag::catalog::source::file_missing(&path)));
    };
    let meta = meta(table, Span::new(file, 0, 0), environment, diags);
    let summary = source.text("SUMMARY.md", Asker::Program, files, diags).ok_or(Halt)?;
    let text = files.get(summary).map_or("", |file| file.text.as_str());
    let listing = listing(summary, text, diags);
    Ok((Config { meta, listing, ..Config::default() }, source))
}

fn meta(table: BookTable, span: Span, environment: Environment, diags: &mut Diagnostics) -> Meta {
    let title = table.title.unwrap_or_default();
    if title.trim().is_empty() {
        diags.push(catalog::key_missing(span, "title", "title = \"书名\""));
    }
    let tag = table.language.unwrap_or_else(|| {
        diags.push(catalog::language_assumed(span, ASSUMED_LANGUAGE));
        ASSUMED_LANGUAGE.to_owned()
    });
    let language = identity::language(&tag);
    if language.is_none() {
        diags.push(catalog::language_invalid(span, &tag));
    }
    let creators: Vec<Creator> = table
        .authors
        .into_iter()
        .map(|name| Creator { name, role: "aut".to_owned(), sort: None })
        .collect();
    Meta {
        identifier: identity::default_identifier(&title, &creators),
        language: language.unwrap_or_default(),
        modified: identity::modified(environment.source_date_epoch, None),
        description: table.description,
        title,
        creators,
        span,
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
