//! The pictures of the book as files of the EPUB.
//!
//! In: the pictures that the chapters show, and the cover. Out: files under `images/`, each once,
//! of core media types (EPUB 3.3 §3.2), upright, in RGB, of at most four million pixels
//! (TYPOGRAPHY E11). A picture that is already so keeps its bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::catalog::epub as catalog;
use crate::diag::report::Diagnostics;
use crate::model::asset::{Asset, AssetId, Format};
use crate::model::block::Block;
use crate::model::book::Book;
use crate::model::inline::Inline;
use crate::par;
use crate::picture;

/// Four million pixels, counted as the stores do: a cover of 1600 × 2560 is within.
const MAX_PIXELS: u64 = 4 << 20;
/// A larger file is written anew.
const MAX_BYTES: usize = 4 << 20;
/// The quality of JPEG files that we write.
const QUALITY: u8 = 88;
/// How wide a cover that is a drawing becomes.
const COVER_WIDTH: u32 = 1600;

/// One picture file.
#[derive(Clone, Debug)]
pub(super) struct PictureFile {
    /// The name from the folder of the package, `images/picture-001.png`.
    pub path: String,
    /// `image/png` …
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All picture files.
#[derive(Clone, Debug, Default)]
pub(super) struct Pictures {
    /// In the order of the assets.
    pub files: Vec<PictureFile>,
    /// Which file shows an asset.
    places: BTreeMap<AssetId, usize>,
    /// Whether a chapter shows a picture, and whether all that do have words.
    pub shown: Shown,
}

/// What the chapters show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// No picture.
    #[default]
    Nothing,
    /// Pictures that all have words for those who cannot see.
    Described,
    /// Pictures of which some have none.
    Undescribed,
}

impl Pictures {
    /// The file that shows a picture.
    pub(super) fn file(&self, asset: AssetId) -> Option<&str> {
        let place = self.places.get(&asset)?;
        self.files.get(*place).map(|file| file.path.as_str())
    }

    /// Makes the files of all pictures that the chapters show.
    pub(super) fn of(book: &Book, diags: &mut Diagnostics) -> Pictures {
        let mut seen = Seen::default();
        for chapter in &book.chapters {
            let sections = chapter.sections.iter();
            sections.for_each(|section| {
                seen.inlines(&section.head);
                seen.blocks(&section.blocks);
            });
            seen.inlines(&chapter.title.words);
            chapter.notes.iter().for_each(|note| seen.blocks(&note.blocks));
        }
        let used: Vec<(AssetId, &Asset)> = seen
            .assets
            .iter()
            .filter_map(|id| book.assets.get(id.0).map(|asset| (*id, asset)))
            .collect();
        let made = par::map(&used, diags, |(_, asset), diags| converted(asset, diags));
        let mut pictures = Pictures { shown: seen.shown(), ..Pictures::default() };
        for ((id, _), (format, bytes)) in used.iter().zip(made) {
            pictures.add(*id, format, bytes);
        }
        pictures
    }

    fn add(&mut self, id: AssetId, format: Format, bytes: Vec<u8>) {
        let known = self.files.iter().position(|file| file.bytes == bytes);
        let place = known.unwrap_or_else(|| {
            let number = self.files.len() + 1;
            self.files.push(file(&format!("picture-{number:03}"), format, bytes));
            self.files.len() - 1
        });
        self.places.insert(id, place);
    }
}

fn file(name: &str, format: Format, bytes: Vec<u8>) -> PictureFile {
    let (media_type, suffix) = match format {
        Format::Jpeg => ("image/jpeg", "jpg"),
        Format::Png => ("image/png", "png"),
        Format::Gif => ("image/gif", "gif"),
        Format::Webp => ("image/webp", "webp"),
        Format::Svg => ("image/svg+xml", "svg"),
    };
    PictureFile { path: format!("images/{name}.{suffix}"), media_type, bytes }
}

/// The front cover as a file: JPEG or PNG, as the stores ask.
pub(super) fn cover(asset: &Asset, diags: &mut Diagnostics) -> PictureFile {
    let pixels = match asset.format {
        Format::Svg => picture::pixels(asset, COVER_WIDTH),
        Format::Gif | Format::Webp => picture::pixels_within(asset, MAX_PIXELS),
        Format::Jpeg | Format::Png => {
            let (format, bytes) = converted(asset, diags);
            return file("cover", format, bytes);
        }
    };
    match pixels {
        Ok(pixels) => file("cover", Format::Png, picture::png(&pixels)),
        Err(error) => {
            diags.push(catalog::picture_unwritable(&asset.path, &error.reason()));
            file("cover", asset.format, asset.bytes.to_vec())
        }
    }
}

/// A picture as it goes into the book.
fn converted(asset: &Asset, diags: &mut Diagnostics) -> (Format, Vec<u8>) {
    let pixels = u64::from(asset.width) * u64::from(asset.height);
    let small = pixels <= MAX_PIXELS && asset.bytes.len() <= MAX_BYTES;
    if asset.format == Format::Svg || (small && asset.orientation <= 1 && !asset.cmyk) {
        return (asset.format, asset.bytes.to_vec());
    }
    match picture::pixels_within(asset, MAX_PIXELS) {
        Ok(pixels) => {
            let shown = picture::for_screen(pixels);
            let photograph = asset.format == Format::Jpeg
                || (asset.format == Format::Webp && shown.alpha.is_none());
            if photograph {
                return (Format::Jpeg, picture::jpeg(&shown, QUALITY));
            }
            let png = picture::png(&shown);
            if png.len() <= MAX_BYTES || shown.alpha.is_some() {
                return (Format::Png, png);
            }
            (Format::Jpeg, picture::jpeg(&shown, QUALITY))
        }
        Err(error) => {
            diags.push(catalog::picture_unwritable(&asset.path, &error.reason()));
            (asset.format, asset.bytes.to_vec())
        }
    }
}

/// Which pictures stand in the text.
#[derive(Default)]
struct Seen {
    assets: BTreeSet<AssetId>,
    undescribed: usize,
}

impl Seen {
    fn shown(&self) -> Shown {
        match (self.assets.is_empty(), self.undescribed) {
            (true, _) => Shown::Nothing,
            (false, 0) => Shown::Described,
            (false, _) => Shown::Undescribed,
        }
    }

    fn picture(&mut self, asset: AssetId, alt: &str) {
        self.assets.insert(asset);
        self.undescribed += usize::from(alt.trim().is_empty());
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.inlines(&paragraph.content),
                Block::Subhead(subhead) => self.inlines(&subhead.content),
                Block::Verse(verse) => {
                    let lines = verse.stanzas.iter().flatten().map(|line| &line.content);
                    let around = [&verse.title, &verse.author, &verse.attribution];
                    let around = around.into_iter().flatten();
                    lines.chain(around).for_each(|content| self.inlines(content));
                }
                Block::Quote(inside) => self.blocks(inside),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Definitions(all) => all.iter().for_each(|definition| {
                    self.inlines(&definition.term);
                    definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }),
                Block::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    cells.chain(&table.caption).for_each(|cell| self.inlines(cell));
                }
                Block::Figure(figure) => {
                    self.picture(figure.asset, &figure.alt);
                    figure.caption.iter().for_each(|caption| self.inlines(caption));
                }
                Block::Aside(aside) => {
                    aside.title.iter().for_each(|title| self.inlines(title));
                    self.blocks(&aside.blocks);
                }
                Block::Code(_) | Block::Break(_) => {}
            }
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Marked(_, inside) | Inline::Link(_, inside) | Inline::Ruby(inside, _) => {
                    self.inlines(inside);
                }
                Inline::Picture(asset, alt) => self.picture(*asset, &alt.text),
                Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::NoteRef(_) => {}
            }
        }
    }
}
