//! The segments of a JPEG up to its first scan, walked without decoding.
//!
//! In: the bytes of a JPEG. Out: size, density, turn, and how its inks are stored. Source: ITU-T
//! T.81 Annex B; JFIF 1.02; Adobe Technical Note 5116 for the APP14 segment.

use super::header::Facts;
use super::{PictureError, exif};

/// A block of 8 × 8 pixels takes at least one bit, so a byte holds no more than 512 pixels; twice
/// that is allowed for padding.
const PIXELS_PER_BYTE: u64 = 1024;
/// A small picture is never refused for its claim.
const SLACK: u64 = 65_536;

/// How the colours of a JPEG are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Inks {
    /// Components: 1 grey, 3 colour, 4 inks.
    pub components: u8,
    /// Whether Adobe's segment is there: then four inks are stored inverted.
    pub adobe: bool,
}

/// Size, density and turn.
pub(super) fn facts(bytes: &[u8]) -> Result<Facts, PictureError> {
    let (facts, inks) = walk(bytes)?;
    let pixels = u64::from(facts.width) * u64::from(facts.height);
    if pixels > bytes.len() as u64 * PIXELS_PER_BYTE + SLACK {
        let claim = format!("it claims {} × {} pixels", facts.width, facts.height);
        return Err(PictureError::Damaged(format!("{claim}, which its bytes cannot hold")));
    }
    Ok(Facts { cmyk: inks.components == 4, ..facts })
}

/// How the colours are stored.
pub(super) fn inks(bytes: &[u8]) -> Inks {
    walk(bytes).map(|(_, inks)| inks).unwrap_or_default()
}

fn walk(bytes: &[u8]) -> Result<(Facts, Inks), PictureError> {
    let (mut facts, mut inks) = (Facts::default(), Inks::default());
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, data, after)) = segment(rest) {
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                facts.height = number(data, 1).unwrap_or(0);
                facts.width = number(data, 3).unwrap_or(0);
                inks.components = data.get(5).copied().unwrap_or(0);
            }
            0xe0 => facts.density = facts.density.or(jfif_density(data)),
            0xe1 => {
                if let Some(tags) = data.strip_prefix(b"Exif\0\0") {
                    let tags = exif::read(tags);
                    facts.orientation = tags.orientation;
                    facts.density = tags.density.or(facts.density);
                }
            }
            0xee => inks.adobe |= data.starts_with(b"Adobe"),
            0xda if inks.components > 0 => return Ok((facts, inks)),
            _ => {}
        }
        rest = after;
    }
    Err(PictureError::damaged("the JPEG has no picture in it"))
}

/// Marker, data and what comes after the segment.
fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let start = bytes.iter().position(|byte| *byte != 0xff)?;
    if start == 0 {
        return None;
    }
    let (marker, rest) = bytes.get(start..)?.split_first()?;
    if (0xd0..=0xd8).contains(marker) || *marker == 0x01 {
        return Some((*marker, &[], rest));
    }
    let length = usize::try_from(number(rest, 0)?).ok()?;
    let (data, after) = rest.split_at_checked(length)?;
    Some((*marker, data.get(2..)?, after))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes).map(u32::from)
}

fn jfif_density(data: &[u8]) -> Option<u32> {
    if !data.starts_with(b"JFIF\0") {
        return None;
    }
    let density = number(data, 8)?;
    match data.get(7)? {
        1 if density > 0 => Some(density),
        2 if density > 0 => Some((density * 254 + 50) / 100),
        _ => None,
    }
}
