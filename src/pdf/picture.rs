//! Pictures as image objects (PDF 1.7 §8.9), each once, however often it is shown.
//!
//! A JPEG that stands upright goes in as it is; all else as packed pixels, with its opacity as a
//! mask. An SVG is drawn for the largest place that it has. Never here: where a picture stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use pdf_writer::types::Predictor;
use pdf_writer::writers::ImageXObject;
use pdf_writer::{Filter, Finish, Name, Ref};

use crate::diag::catalog::pdf as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::layout::frame::{Item, Page};
use crate::model::asset::{Asset, AssetId, Format};
use crate::picture::{self, Colors, PictureError, Pixels};
use crate::units::Len;

use super::body::Named;
use super::deflate;
use super::draw;
use super::file::File;
use super::jpeg;
use super::predictor;

/// How finely drawings become pixels: what print houses ask of pictures.
const PIXELS_PER_INCH: i64 = 300;

/// The widest place of a picture, and where it is first shown.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) asset: AssetId,
    pub(super) width: Len,
    pub(super) span: Span,
}

/// Which pictures the pages show, in the order of the book's list.
pub(super) fn shown(pages: &[Page]) -> Vec<Shown> {
    let mut all: BTreeMap<AssetId, Shown> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let Item::Picture(picture) = item {
            let (asset, width, span) = (picture.asset, picture.rect.size.width, picture.span);
            let entry = all.entry(asset).or_insert(Shown { asset, width, span });
            entry.width = entry.width.max(width);
        }
    }
    all.into_values().collect()
}

/// A picture ready to be written.
pub(super) struct Image {
    width: i32,
    height: i32,
    colors: Colors,
    data: Data,
    /// Packed opacity.
    alpha: Option<Vec<u8>>,
}

enum Data {
    /// A JPEG as it was, and whether its values are inverted.
    Jpeg(Arc<[u8]>, bool),
    /// Packed differences.
    Packed(Vec<u8>),
}

/// Makes a picture ready; `None` when it cannot be decoded, which is reported.
pub(super) fn image(shown: &Shown, assets: &[Asset], diags: &mut Diagnostics) -> Option<Image> {
    let asset = assets.get(shown.asset.0)?;
    if let Some(image) = verbatim(asset) {
        return Some(image);
    }
    packed_or_told(&pixels(shown, asset, diags)?, (shown, asset), diags)
}

/// The pixels of a picture, upright; a drawing is drawn for its widest place.
pub(super) fn pixels(shown: &Shown, asset: &Asset, diags: &mut Diagnostics) -> Option<Pixels> {
    let width = match asset.format {
        Format::Svg => shown.width.0 * PIXELS_PER_INCH / Len::pt(72).0,
        Format::Jpeg | Format::Png | Format::Gif | Format::Webp => i64::from(asset.width),
    };
    let width = u32::try_from(width).unwrap_or(1).max(1);
    let told = |error: PictureError| {
        diags.push(catalog::picture_not_drawn(shown.span, &asset.path, &error.reason()));
    };
    picture::pixels(asset, width).map_err(told).ok()
}

/// Packs pixels.
pub(super) fn packed_or_told(
    pixels: &Pixels,
    (shown, asset): (&Shown, &Asset),
    diags: &mut Diagnostics,
) -> Option<Image> {
    let image = packed(pixels);
    if image.is_none() {
        let error = PictureError::TooLarge(pixels.width, pixels.height);
        diags.push(catalog::picture_not_drawn(shown.span, &asset.path, &error.reason()));
    }
    image
}

/// The JPEG as it is, if it stands upright and DCTDecode can read it.
pub(super) fn verbatim(asset: &Asset) -> Option<Image> {
    if asset.format != Format::Jpeg || asset.orientation > 1 {
        return None;
    }
    let header = jpeg::header(&asset.bytes)?;
    let colors = match header.channels {
        1 => Colors::Gray,
        3 => Colors::Rgb,
        _ => Colors::Cmyk,
    };
    Some(Image {
        width: header.width.into(),
        height: header.height.into(),
        colors,
        data: Data::Jpeg(asset.bytes.clone(), colors == Colors::Cmyk && header.adobe),
        alpha: None,
    })
}

fn packed(pixels: &Pixels) -> Option<Image> {
    let channels = pixels.colors.channels();
    let (width, height) =
        (usize::try_from(pixels.width).ok()?, usize::try_from(pixels.height).ok()?);
    let row_bytes = width.checked_mul(channels)?;
    if row_bytes.checked_mul(height)? != pixels.data.len() || pixels.data.is_empty() {
        return None;
    }
    let pack = |data: &[u8], row, channels| deflate::pack(&predictor::predict(data, row, channels));
    Some(Image {
        width: i32::try_from(width).ok()?,
        height: i32::try_from(height).ok()?,
        colors: pixels.colors,
        data: Data::Packed(pack(&pixels.data, row_bytes, channels)),
        alpha: pixels.alpha.as_ref().map(|alpha| pack(alpha, width, 1)),
    })
}

/// Writes the pictures; a name for each.
pub(super) fn write_all(
    shown: &[Shown],
    images: Vec<Option<Image>>,
    file: &mut File,
) -> Vec<Named> {
    let mut pictures = Vec::new();
    for (shown, image) in shown.iter().zip(images) {
        let id = file.reserve();
        if let Some(image) = image {
            image.write(id, file);
        }
        pictures.push((draw::picture_name(shown.asset), id));
    }
    pictures
}

impl Image {
    /// What its channels are.
    pub(super) fn colors(&self) -> Colors {
        self.colors
    }

    /// Writes the image and its mask.
    pub(super) fn write(&self, id: Ref, file: &mut File) {
        let mask = self.alpha.as_ref().map(|alpha| {
            let mask = file.reserve();
            file.image(mask, alpha, |image| {
                self.describe(image, Colors::Gray);
                self.describe_packing(image, Colors::Gray);
            });
            mask
        });
        let data: &[u8] = match &self.data {
            Data::Jpeg(bytes, _) => bytes,
            Data::Packed(bytes) => bytes,
        };
        file.image(id, data, |image| {
            self.describe(image, self.colors);
            match self.data {
                Data::Packed(_) => self.describe_packing(image, self.colors),
                Data::Jpeg(_, inverted) => {
                    image.filter(Filter::DctDecode);
                    if inverted {
                        image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
                    }
                }
            }
            if let Some(mask) = mask {
                image.s_mask(mask);
            }
        });
    }

    fn describe(&self, image: &mut ImageXObject<'_>, colors: Colors) {
        image.width(self.width).height(self.height).bits_per_component(8);
        image.color_space_name(Name(match colors {
            Colors::Gray => b"DeviceGray",
            Colors::Rgb => b"DeviceRGB",
            Colors::Cmyk => b"DeviceCMYK",
        }));
    }

    fn describe_packing(&self, image: &mut ImageXObject<'_>, colors: Colors) {
        image.filter(Filter::FlateDecode);
        let mut parameters = image.decode_parms();
        parameters.predictor(Predictor::PngOptimum).columns(self.width);
        parameters.colors(i32::try_from(colors.channels()).unwrap_or(1));
        parameters.finish();
    }
}
