//! Files to a plain Markdown tree: book.yaml or an mdBook folder, chapters in order, pictures.
//!
//! In: a folder. Out: a [`Manuscript`]: what the author wrote, with the place of every node.
//! Never here: what any of it means for a book (`normalize/` decides that).

mod config;
mod disk;
mod encoding;
mod fields;
mod identity;
mod imprint;
pub mod markdown;
mod mdbook;
mod order;
mod picture;
mod plan;
pub mod settings;
pub mod tree;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::catalog::source as catalog;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostics, Halt};
use crate::diag::span::{FileId, Span};
use crate::model::asset::{Asset, AssetId};
use crate::model::book::Division;
use crate::model::meta::Meta;
use crate::model::settings::{OwnStyle, Settings};
use crate::par;

pub use identity::language;

use config::Config;
use disk::{Asker, Disk};
use picture::Album;
use plan::Planned;
use tree::Document;

/// How large all texts of a book may be together, about twenty million characters: thrice the
/// longest novels there are.
const MAX_BOOK_BYTES: u64 = 64 << 20;

/// How large the profile of a printing condition may be; those of the trade have half a megabyte,
/// very fine ones eight.
const MAX_PROFILE_BYTES: u64 = 16 << 20;

/// How large a file may be that belongs to no book: print houses take 650 MB.
const MAX_LONE_BYTES: u64 = 1 << 30;

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
    let shown = root.to_string_lossy();
    let Some(disk) = Disk::open(root) else {
        return Err(diags.halt(catalog::folder_missing(&shown)));
    };
    if disk.has("book.yaml") || !disk.has("book.toml") {
        if disk.lacks("book.yaml") {
            return Err(diags.halt(catalog::book_missing(&shown)));
        }
        let config = read_yaml(&disk, environment, files, diags)?;
        return read_book(config, &disk, files, diags);
    }
    let (config, source) = mdbook::read(&disk, environment, files, diags)?;
    read_book(config, &source, files, diags)
}

/// Reads a file that belongs to no book.
///
/// # Errors
/// [`Halt`] when it cannot be read; the reason is reported.
pub fn alone(file: &Path, diags: &mut Diagnostics) -> Result<Vec<u8>, Halt> {
    let shown = file.to_string_lossy();
    // A link leads to a file in another folder, and may.
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned());
    let disk = real.parent().and_then(Disk::open);
    let (Some(name), Some(disk)) = (name, disk) else {
        return Err(diags.halt(catalog::file_missing(&shown)));
    };
    disk.bytes(&name, MAX_LONE_BYTES)
        .map_err(|trouble| diags.halt(disk.tell(&name, Asker::Program, &trouble)))
}

/// What would make a stylesheet ask for other files: none of them would be in the book.
const ELSEWHERE: [&str; 4] = ["@import", "url(", "image-set(", "src("];

/// Reads the author's stylesheet for the EPUB.
fn stylesheet(
    own: OwnStyle,
    disk: &Disk,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Option<OwnStyle> {
    let Some(path) = disk::resolve("", &own.path) else {
        diags.push(catalog::path_outside(&own.path).at(own.span));
        return None;
    };
    let file = disk.text(&path, Asker::At(own.span), files, diags)?;
    let text = files.get(file).map_or("", |file| file.text.as_str()).to_owned();
    let lower = text.to_ascii_lowercase();
    let found = ELSEWHERE.iter().filter_map(|word| Some((lower.find(word)?, word)));
    if let Some((at, word)) = found.min() {
        let place = Span::new(file, at, at + word.len());
        diags.push(crate::diag::catalog::epub::style_asks_for_files(place, word));
        return None;
    }
    Some(OwnStyle { text, ..own })
}

fn read_yaml(
    disk: &Disk,
    environment: Environment,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Result<Config, Halt> {
    let file = disk.text("book.yaml", Asker::Program, files, diags).ok_or(Halt)?;
    let text = files.get(file).map_or("", |file| file.text.as_str());
    let value = yaml::parse(file, text, diags)?;
    config::config(&value, text, environment, diags).ok_or(Halt)
}

/// Reads what the configuration lists; what cannot be read is reported and left out.
fn read_book(
    config: Config,
    disk: &Disk,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Result<Manuscript, Halt> {
    let plan = plan::plan(&config.listing, disk, diags);
    let mut texts = Vec::new();
    let mut size = 0;
    // Where each planned chapter went: a part that opens with a lost one opens with the next.
    let mut places = Vec::new();
    for planned in plan.chapters {
        places.push(texts.len());
        let span = planned.span;
        let Some(file) = disk.text(&planned.path, Asker::At(span), files, diags) else { continue };
        let length = files.get(file).map_or(0, |file| file.text.len());
        size += u64::try_from(length).unwrap_or(u64::MAX);
        if size > MAX_BOOK_BYTES {
            return Err(diags.halt(catalog::texts_too_large(span, size, MAX_BOOK_BYTES)));
        }
        texts.push((planned, file));
    }
    let shared: &Files = files;
    let documents = par::map(&texts, diags, |(_, file), diags| {
        let text = shared.get(*file).map_or("", |file| file.text.as_str());
        markdown::parse(*file, text, diags)
    });
    let mut album = Album::new(disk);
    let mut chapters = Vec::new();
    for ((planned, file), document) in texts.into_iter().zip(documents) {
        let Planned { path, division, .. } = planned;
        let pictures = album.chapter(&path, &document, diags);
        chapters.push(SourceChapter { path, division, file, document, pictures });
    }
    if chapters.is_empty() {
        if !diags.has_errors() {
            diags.push(crate::diag::catalog::config::no_chapters(config.meta.span));
        }
        return Err(Halt);
    }
    let cover = config.cover.and_then(|cover| album.cover(&cover, diags));
    let parts = plan
        .parts
        .into_iter()
        .filter_map(|(title, span, first)| {
            let first_chapter = *places.get(first)?;
            Some(PartHead { title, first_chapter, span })
        })
        .collect();
    let Config { meta, mut settings, .. } = config;
    read_profile(&mut settings, disk, diags);
    settings.epub.css = settings.epub.css.and_then(|own| stylesheet(own, disk, files, diags));
    Ok(Manuscript { meta, settings, parts, chapters, assets: album.assets, cover })
}

/// Reads the profile of the printing condition; one that cannot be read is reported and left out.
fn read_profile(settings: &mut Settings, disk: &Disk, diags: &mut Diagnostics) {
    let Some(profile) = &mut settings.print.profile else { return };
    match disk.bytes(&profile.path, MAX_PROFILE_BYTES) {
        Ok(bytes) => profile.bytes = bytes.into(),
        Err(trouble) => {
            diags.push(disk.tell(&profile.path, Asker::At(profile.span), &trouble));
            settings.print.profile = None;
        }
    }
}
