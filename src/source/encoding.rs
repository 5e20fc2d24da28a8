//! Bytes to text: UTF-8 only, and a good guess at what else they may be.
//!
//! In: the bytes of a file. Out: its text with one kind of line break and no byte order mark
//! (N7.1), or where and why they are no UTF-8. Never here: converting from other encodings.

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotUtf8 {
    /// The first byte that is no UTF-8.
    pub(super) offset: usize,
    /// The line of that byte, from 1.
    pub(super) line_number: usize,
    /// What the file seems to be, by the name that iconv knows.
    pub(super) guess: Option<&'static str>,
}

/// The text of a file: without byte order mark, every line break a line feed.
pub(super) fn decode(bytes: &[u8]) -> Result<String, NotUtf8> {
    if let Some(guess) = utf16(bytes) {
        return Err(NotUtf8 { offset: 0, line_number: 1, guess: Some(guess) });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(with_line_feeds(text.strip_prefix('\u{FEFF}').unwrap_or(text))),
        Err(error) => {
            let offset = error.valid_up_to();
            let before = bytes.get(..offset).unwrap_or(bytes);
            let line_number = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(NotUtf8 { offset, line_number, guess: legacy(bytes) })
        }
    }
}

/// CR, CR LF, NEL, the line and paragraph separators, VT and FF become LF.
fn with_line_feeds(text: &str) -> String {
    let is_break =
        |c: char| matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}');
    if !text.contains(is_break) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' {
            characters.next_if_eq(&'\n');
        }
        clean.push(if is_break(character) { '\n' } else { character });
    }
    clean
}

/// UTF-16 by its mark, or by the zeros that ASCII characters leave in it.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some("UTF-16LE");
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16BE");
    }
    let pairs = || bytes.chunks_exact(2).take(4096);
    let low = pairs().filter(|pair| matches!(pair, [1..=255, 0])).count();
    let high = pairs().filter(|pair| matches!(pair, [0, 1..=255])).count();
    // A stray NUL is no UTF-16: one pair in fifty must show the pattern.
    let enough = pairs().count() / 50 + 1;
    match (low >= enough, high >= enough) {
        (true, false) => Some("UTF-16LE"),
        (false, true) => Some("UTF-16BE"),
        _ => None,
    }
}

/// A double-byte encoding of Chinese, when most of the bytes are no UTF-8 and form its pairs.
fn legacy(bytes: &[u8]) -> Option<&'static str> {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Two bytes of another encoding are often a valid character, three seldom.
        valid += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        invalid += chunk.invalid().len();
    }
    if valid * 2 > invalid {
        return None;
    }
    let (mut gb_marks, mut big5_marks) = (0, 0);
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let length = match (first, after.first()) {
            (0..=0x7F, _) => 1,
            (0x81..=0xFE, Some(0x30..=0x39)) => 4,
            (0x81..=0xFE, Some(0x40..=0x7E | 0x80..=0xFE)) => 2,
            // The file may have been cut in the middle of a character.
            (_, None) => 1,
            _ => return None,
        };
        // ， and 。 of either encoding.
        match (first, after.first()) {
            (0xA3, Some(0xAC)) | (0xA1, Some(0xA3)) => gb_marks += 1,
            (0xA1, Some(0x41 | 0x43)) => big5_marks += 1,
            _ => {}
        }
        rest = rest.get(length..).unwrap_or(&[]);
    }
    Some(if big5_marks > gb_marks { "BIG5" } else { "GB18030" })
}
