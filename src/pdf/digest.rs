//! Names made from content: the file's ID and the tags of font subsets. Knows `sha2`.
//!
//! Equal content gives equal names on every machine; no clock and no random number is used.

use sha2::{Digest, Sha256};

/// Sixteen bytes that stand for `data`.
pub(super) fn id(data: &[u8]) -> Vec<u8> {
    Sha256::digest(data).iter().take(16).copied().collect()
}

/// Six capital letters that stand for `data`: the tag before the name of a font subset.
pub(super) fn letters(data: &[u8]) -> String {
    Sha256::digest(data).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The same as [`id`], written as a UUID of no known kind (RFC 9562, version 8).
pub(super) fn uuid(data: &[u8]) -> String {
    let mut bytes = id(data);
    for (index, byte) in bytes.iter_mut().enumerate() {
        match index {
            6 => *byte = *byte & 0x0F | 0x80,
            8 => *byte = *byte & 0x3F | 0x80,
            _ => {}
        }
    }
    let dash = |index| if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
    bytes.iter().enumerate().map(|(index, byte)| format!("{}{byte:02x}", dash(index))).collect()
}
