//! What a JPEG says of itself: enough to know whether a PDF can hold it as it is.
//!
//! In: the bytes of a file (ITU-T T.81 Annex B). Out: size, channels, bits. Never here: pixels.

/// The header of a JPEG that PDF's DCTDecode can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) width: u16,
    pub(super) height: u16,
    /// 1 is grey, 3 is colour, 4 is CMYK.
    pub(super) channels: u8,
    /// Whether Adobe's marker is there: such CMYK is stored inverted.
    pub(super) adobe: bool,
}

/// Baseline, extended and progressive frames with Huffman codes: what DCTDecode knows.
const FRAMES: [u8; 3] = [0xC0, 0xC1, 0xC2];
/// Adobe's application marker, and the name in it.
const ADOBE: (u8, &[u8]) = (0xEE, b"Adobe");
const START_OF_SCAN: u8 = 0xDA;

/// Reads the header; `None` for anything that must be decoded first.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut frame = None;
    let mut adobe = false;
    loop {
        let (marker, segment, after) = segment(rest)?;
        rest = after;
        match marker {
            START_OF_SCAN => break,
            marker if FRAMES.contains(&marker) => frame = Some(segment),
            marker if marker == ADOBE.0 && segment.starts_with(ADOBE.1) => adobe = true,
            _ => {}
        }
    }
    let &[8, h1, h2, w1, w2, channels @ (1 | 3 | 4), ..] = frame? else { return None };
    let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
    (width > 0 && height > 0).then_some(Header { width, height, channels, adobe })
}

/// The next marker, what its segment holds, and what comes after.
fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let fill = bytes.iter().take_while(|byte| **byte == 0xFF).count();
    let (&marker, rest) = bytes.get(fill..)?.split_first()?;
    if fill == 0 {
        return None;
    }
    let (length, _) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (segment, after) = rest.split_at_checked(length)?;
    Some((marker, segment.get(2..)?, after))
}

#[cfg(test)]
mod tests {
    use super::{Header, header};

    #[test]
    fn the_header_tells_size_channels_and_adobe() {
        let adobe = [0xFF, 0xEE, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, 0];
        let frame = [0xFF, 0xC2, 0, 11, 8, 1, 2, 3, 4, 4, 1, 0x11, 0];
        let scan = [0xFF, 0xDA, 0, 4, 0, 0];
        let file = [&[0xFF, 0xD8], &adobe[..], &frame, &scan].concat();
        let expected = Header { width: 0x0304, height: 0x0102, channels: 4, adobe: true };
        assert_eq!(header(&file), Some(expected));
        assert_eq!(header(&[&[0xFF, 0xD8], &adobe[..], &scan].concat()), None, "no frame");
        assert_eq!(header(file.get(..24).unwrap_or_default()), None, "cut short");
    }
}
