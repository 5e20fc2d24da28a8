//! The chunks of a PNG, walked without unpacking anything.
//!
//! In: the bytes of a PNG. Out: its size, density and turn. A file that claims more pixels than its
//! packed bytes can hold is refused. Source: PNG (Third Edition) §5, §11.

use super::header::Facts;
use super::{PictureError, exif};

/// Deflate packs at best 258 bytes into two bits: no more than this many bytes out of one.
const DEFLATE_LIMIT: u64 = 1032;
/// Room for the frame of an empty zlib stream.
const SLACK: u64 = 4096;

/// Size, density and turn.
pub(super) fn facts(bytes: &[u8]) -> Result<Facts, PictureError> {
    let mut facts = Facts::default();
    let (mut bits_per_pixel, mut packed, mut ended) = (0u64, 0u64, false);
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((kind, data, after)) = chunk(rest) {
        match kind {
            b"IHDR" => {
                facts.width = number(data, 0).unwrap_or(0);
                facts.height = number(data, 4).unwrap_or(0);
                bits_per_pixel = bits(data);
            }
            b"pHYs" => facts.density = density(data),
            b"eXIf" => facts.orientation = exif::read(data).orientation,
            b"IDAT" => packed += data.len() as u64,
            b"IEND" => ended = true,
            _ => {}
        }
        rest = after;
    }
    facts.check_size()?;
    if !ended || packed == 0 {
        return Err(PictureError::damaged("the PNG is cut short"));
    }
    let unpacked = u64::from(facts.width) * u64::from(facts.height) / 8 * bits_per_pixel;
    if unpacked > packed * DEFLATE_LIMIT + SLACK {
        let claim = format!("it claims {} × {} pixels", facts.width, facts.height);
        return Err(PictureError::Damaged(format!("{claim}, which its bytes cannot hold")));
    }
    Ok(facts)
}

/// Kind, data and what comes after the chunk.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let length = usize::try_from(number(bytes, 0)?).ok()?;
    let (kind, rest) = bytes.get(4..)?.split_at_checked(4)?;
    let (data, rest) = rest.split_at_checked(length)?;
    Some((kind, data, rest.get(4..)?))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

fn bits(header: &[u8]) -> u64 {
    let (depth, kind) = (header.get(8).copied().unwrap_or(0), header.get(9).copied().unwrap_or(0));
    let channels = match kind {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    u64::from(depth) * channels
}

/// Pixels per inch from pixels per metre; an aspect ratio alone tells nothing.
fn density(data: &[u8]) -> Option<u32> {
    let per_metre = number(data, 0)?;
    let in_metres = data.get(8) == Some(&1);
    let per_inch = (u64::from(per_metre) * 254 + 5_000) / 10_000;
    (in_metres && per_inch > 0).then(|| u32::try_from(per_inch).ok())?
}
