//! The few EXIF tags that matter on a page: the turn and the density.
//!
//! In: a TIFF structure (EXIF without its `Exif` head). Out: [`Tags`]. Anything damaged reads as
//! absent. Source: EXIF 2.32 §4.6; TIFF 6.0 §2.

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tags {
    /// 1 to 8.
    pub orientation: u8,
    /// Pixels per inch.
    pub density: Option<u32>,
}

const ORIENTATION: u32 = 0x0112;
const X_RESOLUTION: u32 = 0x011a;
const RESOLUTION_UNIT: u32 = 0x0128;
/// A directory holds no more entries than this; a damaged count must not make us walk far.
const MAX_ENTRIES: usize = 512;

/// Reads the first directory.
pub(super) fn read(bytes: &[u8]) -> Tags {
    let mut tags = Tags { orientation: 1, density: None };
    let Some(tiff) = Tiff::open(bytes) else { return tags };
    let Some(first) = tiff.long(4) else { return tags };
    let (Some(count), start) = (tiff.short(first), first) else { return tags };
    let (mut resolution, mut per_centimetre) = (None, false);
    for index in 0..count.min(MAX_ENTRIES) {
        let entry = start + 2 + index * 12;
        let Some(tag) = tiff.short(entry) else { break };
        match tag as u32 {
            ORIENTATION => {
                let turn = tiff.short(entry + 8).and_then(|turn| u8::try_from(turn).ok());
                tags.orientation = turn.filter(|turn| (1..=8).contains(turn)).unwrap_or(1);
            }
            X_RESOLUTION => resolution = tiff.long(entry + 8).and_then(|at| tiff.rational(at)),
            RESOLUTION_UNIT => per_centimetre = tiff.short(entry + 8) == Some(3),
            _ => {}
        }
    }
    tags.density = resolution.map(|hundredths| {
        let per_inch = if per_centimetre { hundredths * 254 / 100 } else { hundredths };
        u32::try_from((per_inch + 50) / 100).unwrap_or(0)
    });
    tags.density = tags.density.filter(|density| *density > 0);
    tags
}

struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl<'a> Tiff<'a> {
    fn open(bytes: &'a [u8]) -> Option<Tiff<'a>> {
        match bytes.get(..2)? {
            b"II" => Some(Tiff { bytes, big_endian: false }),
            b"MM" => Some(Tiff { bytes, big_endian: true }),
            _ => None,
        }
    }

    fn short(&self, at: usize) -> Option<usize> {
        let pair = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        let read = if self.big_endian { u16::from_be_bytes } else { u16::from_le_bytes };
        Some(usize::from(read(pair)))
    }

    fn long(&self, at: usize) -> Option<usize> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let read = if self.big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
        usize::try_from(read(four)).ok()
    }

    /// A fraction in hundredths.
    fn rational(&self, at: usize) -> Option<u64> {
        let (over, under) = (self.long(at)? as u64, self.long(at.checked_add(4)?)? as u64);
        (over * 100).checked_div(under)
    }
}
