//! The most ink in one place of a picture.
//!
//! In: an image of four inks with eight bits each. Out: percent of one ink; nothing for pictures of
//! other kinds, whose ink is that of one plate or not known here.

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Name, Object, Stream};

use crate::picture::{Colors, pixels, probe};

/// The most ink of any pixel.
pub(super) fn heaviest(image: &Stream<'_>) -> Option<u32> {
    let dict = image.dict();
    let space: Object<'_> = dict.get("ColorSpace")?;
    let of_inks = space.into_name().is_some_and(|name: Name<'_>| &*name == b"DeviceCMYK");
    if !of_inks || dict.get::<u32>("BitsPerComponent") != Some(8) {
        return None;
    }
    let filters = image.filters();
    if filters.as_slice() == [Filter::DctDecode] {
        let asset = probe("image", image.raw_data().into_owned()).ok()?;
        let decoded = pixels(&asset, asset.width).ok()?;
        return (decoded.colors == Colors::Cmyk).then(|| most(&decoded.data));
    }
    if filters.contains(&Filter::DctDecode) || filters.contains(&Filter::JpxDecode) {
        return None;
    }
    let data = image.decoded().ok()?;
    let decode: Option<Array<'_>> = dict.get("Decode");
    let inverted = decode.is_some_and(|decode| decode.iter::<f64>().next() == Some(1.0));
    if inverted {
        let data: Vec<u8> = data.iter().map(|ink| 255 - ink).collect();
        return Some(most(&data));
    }
    Some(most(&data))
}

fn most(inks: &[u8]) -> u32 {
    let sum = |pixel: &[u8]| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>();
    (inks.chunks_exact(4).map(sum).max().unwrap_or(0) * 100 + 127) / 255
}
