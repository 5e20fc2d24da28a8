//! The pictures of the chapters, and the cover.
//!
//! In: the addresses that chapters name. Out: each file once, looked at by `picture::probe`. Nothing
//! is fetched from the network. Never here: pixels.

use std::collections::BTreeMap;

use crate::diag::catalog::config::cover_missing;
use crate::diag::catalog::picture as pictures;
use crate::diag::catalog::source as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::asset::{Asset, AssetId, Format};
use crate::picture::{MAX_PIXELS, PictureError, has_text, probe, unsafe_parts};

use super::disk::{Asker, Disk, MAX_PICTURE_BYTES, Trouble, parent, resolve};
use super::plan::Listed;
use super::tree::{Block, Document, Image, Inline, Node, Piece};

/// How long a `data:` address may be: it is for small things; more belongs into a file.
const MAX_DATA_BYTES: usize = 1 << 20;

/// How many pixels a side of the cover may have before its owner is told that it is scaled down:
/// no shop takes more.
const MAX_COVER: u32 = 10_000;

/// How large all pictures of a book may be together: they are all in memory at once.
const MAX_ALBUM_BYTES: u64 = 1 << 30;

/// The pictures read so far.
pub(super) struct Album<'a> {
    disk: &'a Disk,
    /// All pictures.
    pub(super) assets: Vec<Asset>,
    /// What became of each path or `data:` address, with what was said about a bad one.
    known: BTreeMap<String, Result<AssetId, Diagnostics>>,
    /// How many bytes they have.
    size: u64,
}

impl<'a> Album<'a> {
    /// No pictures yet.
    pub(super) fn new(disk: &'a Disk) -> Album<'a> {
        Album { disk, assets: Vec::new(), known: BTreeMap::new(), size: 0 }
    }

    /// Reads the pictures of a chapter; gives them by their addresses as written.
    pub(super) fn chapter(
        &mut self,
        path: &str,
        document: &Document,
        diags: &mut Diagnostics,
    ) -> BTreeMap<String, AssetId> {
        let mut images = Vec::new();
        nodes(&document.blocks, &mut images);
        document.notes.iter().for_each(|note| nodes(&note.blocks, &mut images));
        let mut found = BTreeMap::new();
        for (image, span) in images {
            if let Some(asset) = self.image(parent(path), &image.address, span, diags) {
                found.insert(image.address.clone(), asset);
            }
        }
        found
    }

    fn image(
        &mut self,
        folder: &str,
        address: &str,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Option<AssetId> {
        let lower: String = address.chars().take(8).collect::<String>().to_ascii_lowercase();
        let is_remote = ["http:", "https:", "ftp:", "//"].iter().any(|s| lower.starts_with(s));
        if address.is_empty() {
            return None;
        }
        if is_remote {
            diags.push(catalog::picture_remote(span, address));
            return None;
        }
        if lower.starts_with("data:") {
            return self.data(address, span, diags);
        }
        let Some(path) = resolve(folder, address) else {
            diags.push(catalog::path_outside(address).at(span));
            return None;
        };
        self.file(&path, span, diags)
    }

    /// Reads a file, once; each place that names a bad one is told.
    fn file(&mut self, path: &str, span: Span, diags: &mut Diagnostics) -> Option<AssetId> {
        self.once(path, span, diags, |album, diags| {
            match album.disk.bytes(path, MAX_PICTURE_BYTES) {
                Ok(bytes) => album.add(path, bytes, span, diags),
                Err(trouble) => {
                    diags.push(album.disk.tell(path, Asker::At(span), &trouble));
                    None
                }
            }
        })
    }

    /// Does the work for a name once, and says again what was said about a bad one.
    fn once(
        &mut self,
        name: &str,
        span: Span,
        diags: &mut Diagnostics,
        work: impl FnOnce(&mut Self, &mut Diagnostics) -> Option<AssetId>,
    ) -> Option<AssetId> {
        match self.known.get(name) {
            Some(Ok(asset)) => return Some(*asset),
            Some(Err(said)) => {
                said.sorted().into_iter().for_each(|one| diags.push(one.clone().at(span)));
                return None;
            }
            None => {}
        }
        let mut own = Diagnostics::new();
        let asset = work(self, &mut own);
        diags.merge(own.clone());
        self.known.insert(name.to_owned(), asset.ok_or(own));
        asset
    }

    fn add(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Option<AssetId> {
        self.size += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.size > MAX_ALBUM_BYTES {
            diags.push(catalog::pictures_too_large(span, self.size, MAX_ALBUM_BYTES));
            return None;
        }
        let (unsafe_parts, has_text) = (unsafe_parts(&bytes), has_text(&bytes));
        match probe(path, bytes) {
            Ok(asset) => {
                if !unsafe_parts.is_empty() {
                    diags.push(pictures::drawing_cleaned(span, path, &unsafe_parts));
                }
                if asset.format == Format::Svg && has_text {
                    diags.push(pictures::drawing_text_lost(span, path));
                }
                self.assets.push(asset);
                Some(AssetId(self.assets.len() - 1))
            }
            Err(PictureError::Damaged(reason)) => {
                diags.push(pictures::picture_damaged(span, path, &reason));
                None
            }
            Err(PictureError::TooLarge(width, height)) => {
                diags.push(pictures::picture_too_large(span, path, (width, height), MAX_PIXELS));
                None
            }
        }
    }

    /// A picture that is its own address.
    fn data(&mut self, address: &str, span: Span, diags: &mut Diagnostics) -> Option<AssetId> {
        let length = address.len();
        if length > MAX_DATA_BYTES {
            diags.push(catalog::picture_data_too_long(span, length, MAX_DATA_BYTES));
            return None;
        }
        self.once(address, span, diags, |album, diags| {
            let bytes = address.split_once(";base64,").and_then(|(_, data)| base64(data));
            let Some(bytes) = bytes else {
                diags.push(catalog::picture_data_invalid(span));
                return None;
            };
            let name = format!("data-{}", album.known.len() + 1);
            album.add(&name, bytes, span, diags)
        })
    }

    /// Reads the cover: inside the book folder, else from `covers/` beside it.
    pub(super) fn cover(&mut self, cover: &Listed, diags: &mut Diagnostics) -> Option<AssetId> {
        let written = cover.written.as_str();
        let inner = written.strip_prefix("../").unwrap_or(written);
        let beside = resolve("", inner).and_then(|path| {
            let name = path.strip_prefix("covers/")?.to_owned();
            let folder = self.disk.folder("../covers")?;
            Some((name, folder))
        });
        let inside = resolve("", written);
        if inside.is_none() && beside.is_none() {
            diags.push(catalog::path_outside(written).at(cover.span));
            return None;
        }
        let mut bytes = inside.as_ref().map(|path| self.disk.bytes(path, MAX_PICTURE_BYTES));
        if !matches!(bytes, Some(Ok(_)))
            && let Some((name, folder)) = &beside
            && folder.has(name)
        {
            bytes = Some(folder.bytes(name, MAX_PICTURE_BYTES));
        }
        match bytes {
            Some(Ok(bytes)) => {
                let id = self.add(inner, bytes, cover.span, diags)?;
                let size = self.assets.get(id.0).map(|asset| (asset.width, asset.height));
                if let Some(size) = size.filter(|(width, height)| width.max(height) > &MAX_COVER) {
                    diags.push(pictures::cover_scaled(cover.span, written, size, MAX_COVER));
                }
                Some(id)
            }
            Some(Err(trouble)) if trouble != Trouble::Missing => {
                diags.push(self.disk.tell(written, Asker::At(cover.span), &trouble));
                None
            }
            _ => {
                diags.push(cover_missing(cover.span, written));
                None
            }
        }
    }
}

/// The bytes of base64 text; white space is skipped.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

fn nodes<'d>(list: &'d [Node], images: &mut Vec<(&'d Image, Span)>) {
    for node in list {
        match &node.block {
            Block::Heading(_, _, inside) | Block::Paragraph(inside) => pieces(inside, images),
            Block::Quote(inside) | Block::Container(_, inside) => nodes(inside, images),
            Block::List(_, items) => items.iter().for_each(|item| nodes(&item.blocks, images)),
            Block::Definitions(list) => {
                for (term, meanings) in list {
                    pieces(term, images);
                    meanings.iter().for_each(|meaning| nodes(meaning, images));
                }
            }
            Block::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| pieces(cell, images));
            }
            Block::Code(..) | Block::Comment(_) | Block::Rule => {}
        }
    }
}

fn pieces<'d>(list: &'d [Piece], images: &mut Vec<(&'d Image, Span)>) {
    for piece in list {
        match &piece.inline {
            Inline::Image(image) => images.push((image, piece.span)),
            Inline::InlineNote(inside) => pieces(inside, images),
            inline => pieces(inline.children(), images),
        }
    }
}
