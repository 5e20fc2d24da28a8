//! Pictures for the press: in grey or in four inks, without opacity.
//!
//! In: the pictures that the pages show. Out: images in DeviceGray or DeviceCMYK. A JPEG in grey or
//! in inks goes in as it is. What is not quite opaque lies on white, as it will on paper; colours
//! that are all neutral are greys, so that a scan of a page is printed with black alone. Never here:
//! how colours become inks.

use crate::diag::catalog::press as catalog;
use crate::diag::report::Diagnostics;
use crate::model::asset::Asset;
use crate::model::book::Book;
use crate::model::settings::Inks;
use crate::par;
use crate::picture::{Colors, Pixels};
use crate::press::Press;

use super::picture::{self, Image, Shown, packed_or_told, verbatim};
use super::profile::{Condition, Converter};

/// Makes the pictures ready; `None` for each that cannot be, which is reported.
pub(super) fn images(
    shown: &[Shown],
    book: &Book,
    (press, condition): (&Press, &Condition),
    diags: &mut Diagnostics,
) -> Vec<Option<Image>> {
    // Filling the grids takes longer than most pictures.
    let converter = if shown.is_empty() {
        None
    } else {
        let made = Converter::new(condition, press.house.ink);
        if made.is_none() {
            let (span, path) = match &press.profile {
                Some(profile) => (profile.span, profile.path.as_str()),
                None => (book.meta.span, ""),
            };
            diags.push(catalog::profile_unusable(span, path, catalog::profile_unreadable()));
        }
        made
    };
    par::map(shown, diags, |shown, diags| {
        let asset = book.assets.get(shown.asset.0)?;
        image((shown, asset), press, converter.as_ref()?, diags)
    })
}

fn image(
    (shown, asset): (&Shown, &Asset),
    press: &Press,
    converter: &Converter,
    diags: &mut Diagnostics,
) -> Option<Image> {
    let kept = verbatim(asset);
    if kept.as_ref().is_some_and(|image| image.colors() == Colors::Gray) {
        return kept;
    }
    let pixels = on_paper(picture::pixels(shown, asset, diags)?);
    if press.ink == Inks::K {
        return packed_or_told(&converter.to_grey(grey_if_neutral(pixels)), (shown, asset), diags);
    }
    if pixels.colors == Colors::Cmyk {
        let (found, most) = (heaviest(&pixels.data), press.house.ink);
        if found > most {
            let house = (press.house.name, most);
            diags.push(catalog::ink_too_heavy(shown.span, &asset.path, found, house));
        }
        return kept.or_else(|| packed_or_told(&pixels, (shown, asset), diags));
    }
    let mut pixels = grey_if_neutral(pixels);
    if pixels.colors == Colors::Rgb {
        pixels = converter.to_inks(pixels);
    }
    packed_or_told(&pixels, (shown, asset), diags)
}

/// The picture as it looks on white paper.
fn on_paper(mut pixels: Pixels) -> Pixels {
    let Some(alpha) = pixels.alpha.take() else { return pixels };
    let (channels, paper) = match pixels.colors {
        Colors::Cmyk => (4, 0),
        colors => (colors.channels(), 255),
    };
    for (pixel, opacity) in pixels.data.chunks_exact_mut(channels).zip(alpha) {
        let (own, white) = (u32::from(opacity), paper * (255 - u32::from(opacity)));
        for value in pixel {
            *value = ((u32::from(*value) * own + white + 127) / 255) as u8;
        }
    }
    pixels
}

/// Pixels in RGB that are all neutral, as greys.
fn grey_if_neutral(pixels: Pixels) -> Pixels {
    let neutral = |pixel: &[u8]| pixel.iter().all(|value| Some(value) == pixel.first());
    if pixels.colors != Colors::Rgb || !pixels.data.chunks_exact(3).all(neutral) {
        return pixels;
    }
    let data = pixels.data.iter().copied().step_by(3).collect();
    Pixels { colors: Colors::Gray, data, ..pixels }
}

/// The most ink in one place, in percent of one ink.
fn heaviest(inks: &[u8]) -> u32 {
    let sum = |pixel: &[u8]| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>();
    (inks.chunks_exact(4).map(sum).max().unwrap_or(0) * 100 + 127) / 255
}
