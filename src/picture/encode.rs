//! Pixels as files: PNG without loss, JPEG for photographs.
//!
//! In: [`Pixels`] in grey or RGB (CMYK is converted). Out: bytes, the same for the same pixels.
//! Never here: which of the two a picture should be.

use std::collections::BTreeMap;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::{Colors, Pixels, decode};

/// A PNG of the pixels; empty when they do not fit together.
pub fn png(pixels: &Pixels) -> Vec<u8> {
    let shown = decode::without_ink(pixels.clone());
    let (data, kind) = match (&shown.alpha, shown.colors) {
        (None, Colors::Gray) => (shown.data, ExtendedColorType::L8),
        (None, _) => (shown.data, ExtendedColorType::Rgb8),
        (Some(alpha), Colors::Gray) => (mixed(&shown.data, alpha, 1), ExtendedColorType::La8),
        (Some(alpha), _) => (mixed(&shown.data, alpha, 3), ExtendedColorType::Rgba8),
    };
    let mut out = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive);
    match encoder.write_image(&data, shown.width, shown.height, kind) {
        Ok(()) => out,
        Err(_) => Vec::new(),
    }
}

/// A PNG with a palette, for drawings of few colours: packed in a third of the time. `None` when
/// there are more than 256 colours, or when anything is not opaque RGB.
pub fn png_of_few_colors(pixels: &Pixels) -> Option<Vec<u8>> {
    if pixels.colors != Colors::Rgb || pixels.alpha.is_some() {
        return None;
    }
    let mut places: BTreeMap<[u8; 3], u8> = BTreeMap::new();
    let mut palette: Vec<u8> = Vec::new();
    let mut data = Vec::with_capacity(pixels.data.len() / 3);
    let (colors, _) = pixels.data.as_chunks::<3>();
    let mut last = None;
    for color in colors {
        // Neighbours are mostly alike: look up only where the colour changes.
        let place = match last {
            Some((same, place)) if same == color => place,
            _ => match places.get(color) {
                Some(place) => *place,
                None => {
                    let place = u8::try_from(places.len()).ok()?;
                    places.insert(*color, place);
                    palette.extend_from_slice(color);
                    place
                }
            },
        };
        last = Some((color, place));
        data.push(place);
    }
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut out, pixels.width, pixels.height);
    encoder.set_color(::png::ColorType::Indexed);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_filter(::png::Filter::NoFilter);
    encoder.set_deflate_compression(::png::DeflateCompression::Level(3));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&data).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// A JPEG of the pixels, `quality` 1 to 100; what is not opaque lies on white. Empty when they do
/// not fit together.
pub fn jpeg(pixels: &Pixels, quality: u8) -> Vec<u8> {
    let mut shown = decode::without_ink(pixels.clone());
    if let Some(alpha) = shown.alpha.take() {
        on_white(&mut shown, &alpha);
    }
    let kind = match shown.colors {
        Colors::Gray => ExtendedColorType::L8,
        Colors::Rgb | Colors::Cmyk => ExtendedColorType::Rgb8,
    };
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality.clamp(1, 100));
    match encoder.encode(&shown.data, shown.width, shown.height, kind) {
        Ok(()) => out,
        Err(_) => Vec::new(),
    }
}

fn mixed(data: &[u8], alpha: &[u8], channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() + alpha.len());
    for (color, opacity) in data.chunks_exact(channels).zip(alpha) {
        out.extend_from_slice(color);
        out.push(*opacity);
    }
    out
}

fn on_white(pixels: &mut Pixels, alpha: &[u8]) {
    let channels = pixels.colors.channels();
    for (color, opacity) in pixels.data.chunks_exact_mut(channels).zip(alpha) {
        let opacity = u32::from(*opacity);
        for value in color {
            *value = ((u32::from(*value) * opacity + 255 * (255 - opacity) + 127) / 255) as u8;
        }
    }
}
