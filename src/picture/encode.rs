//! Pixels as files: PNG without loss, JPEG for photographs.
//!
//! In: [`Pixels`] in grey or RGB (CMYK is converted). Out: bytes, the same for the same pixels.
//! Never here: which of the two a picture should be.

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
