//! Files to a plain Markdown tree: book.yaml or an mdBook folder, chapters in order, pictures.
//!
//! In: a folder. Out: a [`Manuscript`]: what the author wrote, with the place of every node.
//! Never here: what any of it means for a book (`normalize/` decides that).

pub mod markdown;
pub mod tree;

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::files::Files;
use crate::diag::report::{Diagnostics, Halt};
use crate::diag::span::{FileId, Span};
use crate::model::asset::{Asset, AssetId};
use crate::model::book::Division;
use crate::model::meta::Meta;
use crate::model::settings::Settings;

use tree::Document;

/// What the author wrote, read but not yet understood.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// What book.yaml says of the book.
    pub meta: Meta,
    /// What book.yaml asks for.
    pub settings: Settings,
    /// The parts, in order.
    pub parts: Vec<PartHead>,
    /// The chapters in reading order: front matter, body, back matter.
    pub chapters: Vec<SourceChapter>,
    /// The pictures that the chapters show.
    pub assets: Vec<Asset>,
    /// The front cover.
    pub cover: Option<AssetId>,
}

/// A part as book.yaml or SUMMARY.md names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartHead {
    /// Its title as written.
    pub title: String,
    /// The first of [`Manuscript::chapters`] that belongs to it.
    pub first_chapter: usize,
    /// Where it is named.
    pub span: Span,
}

/// One chapter file.
#[derive(Clone, Debug)]
pub struct SourceChapter {
    /// The path inside the book folder, with `/`.
    pub path: String,
    /// Where in the book.
    pub division: Division,
    /// Its text.
    pub file: FileId,
    /// What it holds.
    pub document: Document,
    /// Its pictures, by the address as written; an address that could not be used (and was
    /// reported) is missing.
    pub pictures: BTreeMap<String, AssetId>,
}

/// What the surroundings say: read once in `main.rs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// SOURCE_DATE_EPOCH: seconds since 1970.
    pub source_date_epoch: Option<i64>,
}

/// Reads the book in `root`: `book.yaml`, or `book.toml` with `src/SUMMARY.md`.
///
/// # Errors
/// [`Halt`] when there is no book, or its configuration cannot be understood.
pub fn read(
    root: &Path,
    environment: Environment,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Result<Manuscript, Halt> {
    let _ = (root, environment, files, diags);
    Err(Halt)
}
