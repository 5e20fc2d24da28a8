//! Pixels out of PNG, JPEG, GIF and WebP, and their turn.
//!
//! In: an [`Asset`] that was probed. Out: [`Pixels`] in grey, RGB or CMYK with the opacity apart.
//! Four inks of a JPEG by Adobe are stored inverted; here 0 is always no ink.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::model::asset::{Asset, Format};

use super::{Colors, MAX_PIXELS, PictureError, Pixels, jpeg};

/// The memory that a decoder may take besides the pixels themselves.
const DECODER_BYTES: u64 = 64 << 20;

/// Decodes as stored, without the turn.
pub(super) fn decode(asset: &Asset) -> Result<Pixels, PictureError> {
    if asset.format == Format::Jpeg && asset.cmyk {
        return decode_inks(&asset.bytes);
    }
    let format = match asset.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Gif => ImageFormat::Gif,
        Format::Webp => ImageFormat::WebP,
        Format::Png | Format::Svg => ImageFormat::Png,
    };
    let mut reader = ImageReader::with_format(Cursor::new(&asset.bytes[..]), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 8 + DECODER_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(PictureError::damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge(width, height));
    }
    let image = DynamicImage::from_decoder(decoder).map_err(PictureError::damaged)?;
    Ok(split(image))
}

/// Takes the opacity off the colours.
fn split(image: DynamicImage) -> Pixels {
    let (width, height) = (image.width(), image.height());
    let gray = !image.color().has_color();
    match (gray, image.color().has_alpha()) {
        (true, false) => whole(width, height, Colors::Gray, image.into_luma8().into_raw()),
        (false, false) => whole(width, height, Colors::Rgb, image.into_rgb8().into_raw()),
        (true, true) => apart(width, height, Colors::Gray, &image.into_luma_alpha8().into_raw()),
        (false, true) => apart(width, height, Colors::Rgb, &image.into_rgba8().into_raw()),
    }
}

fn whole(width: u32, height: u32, colors: Colors, data: Vec<u8>) -> Pixels {
    Pixels { width, height, colors, data, alpha: None }
}

/// Colours and opacity from bytes that hold both; opacity that is full everywhere falls away.
pub(super) fn apart(width: u32, height: u32, colors: Colors, mixed: &[u8]) -> Pixels {
    let channels = colors.channels();
    let pixel_count = mixed.len() / (channels + 1);
    let mut data = Vec::with_capacity(pixel_count * channels);
    let mut alpha = Vec::with_capacity(pixel_count);
    for pixel in mixed.chunks_exact(channels + 1) {
        let (color, opacity) = pixel.split_at(channels);
        data.extend_from_slice(color);
        alpha.extend_from_slice(opacity);
    }
    let opaque = alpha.iter().all(|opacity| *opacity == 255);
    Pixels { width, height, colors, data, alpha: (!opaque).then_some(alpha) }
}

/// A JPEG of four inks. `image` would turn it into RGB, which print must not have.
fn decode_inks(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let inks = jpeg::inks(bytes);
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().map_err(PictureError::damaged)?;
    let stored = match decoder.input_colorspace() {
        Some(ColorSpace::YCCK) => ColorSpace::YCCK,
        Some(ColorSpace::CMYK) => ColorSpace::CMYK,
        _ => return Err(PictureError::damaged("its inks cannot be told")),
    };
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(stored);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let mut data = decoder.decode().map_err(PictureError::damaged)?;
    let Some((width, height)) = decoder.dimensions() else {
        return Err(PictureError::damaged("it has no size"));
    };
    if stored == ColorSpace::YCCK {
        data.chunks_exact_mut(4).for_each(inks_of_ycck);
    }
    if inks.adobe {
        data.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    let side = |length: usize| u32::try_from(length).unwrap_or(0);
    Ok(whole(side(width), side(height), Colors::Cmyk, data))
}

/// ITU-T T.871: luma and chroma to the first three inks, in place, in 1/65,536.
fn inks_of_ycck(pixel: &mut [u8]) {
    let [y, cb, cr, _] = pixel else { return };
    let (luma, blue, red) = (i32::from(*y) << 16, i32::from(*cb) - 128, i32::from(*cr) - 128);
    let clamp = |value: i32| (255 - ((value + 32_768) >> 16).clamp(0, 255)) as u8;
    *y = clamp(luma + 91_881 * red);
    *cb = clamp(luma - 22_554 * blue - 46_802 * red);
    *cr = clamp(luma + 116_130 * blue);
}

/// Turns a picture as EXIF asks.
pub(super) fn turned(pixels: Pixels, orientation: u8) -> Pixels {
    if !(2..=8).contains(&orientation) {
        return pixels;
    }
    let size = (pixels.width as usize, pixels.height as usize);
    let data = turned_plane(&pixels.data, pixels.colors.channels(), size, orientation);
    let alpha = pixels.alpha.as_ref().map(|alpha| turned_plane(alpha, 1, size, orientation));
    let (width, height) = match orientation {
        5..=8 => (pixels.height, pixels.width),
        _ => (pixels.width, pixels.height),
    };
    Pixels { width, height, colors: pixels.colors, data, alpha }
}

fn turned_plane(data: &[u8], channels: usize, size: (usize, usize), orientation: u8) -> Vec<u8> {
    let (width, height) = size;
    let (new_width, new_height) = if orientation >= 5 { (height, width) } else { size };
    let mut out = Vec::with_capacity(data.len());
    for row in 0..new_height {
        for column in 0..new_width {
            let (x, y) = match orientation {
                2 => (width - 1 - column, row),
                3 => (width - 1 - column, height - 1 - row),
                4 => (column, height - 1 - row),
                5 => (row, column),
                6 => (row, height - 1 - column),
                7 => (width - 1 - row, height - 1 - column),
                _ => (width - 1 - row, column),
            };
            let at = (y * width + x) * channels;
            out.extend_from_slice(data.get(at..at + channels).unwrap_or_default());
        }
    }
    out
}

/// CMYK to RGB by the plain formula: what is not covered by ink is white.
pub(super) fn without_ink(pixels: Pixels) -> Pixels {
    if pixels.colors != Colors::Cmyk {
        return pixels;
    }
    let mut data = Vec::with_capacity(pixels.data.len() / 4 * 3);
    for pixel in pixels.data.chunks_exact(4) {
        let [inks @ .., black] = pixel else { continue };
        let light = 255 - u32::from(*black);
        data.extend(inks.iter().map(|ink| (((255 - u32::from(*ink)) * light + 127) / 255) as u8));
    }
    Pixels { colors: Colors::Rgb, data, ..pixels }
}
