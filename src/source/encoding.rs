//! Bytes to text: UTF-8 only, and a good guess at what else they may be. The only file that knows
//! chardetng and encoding_rs.
//!
//! In: the bytes of a file. Out: its text with one kind of line break and no byte order mark
//! (N7.1), or where and why they are no UTF-8, with the text as it was probably meant, for
//! messages alone. Never here: a book from other encodings, which a guess might spoil.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// How many characters of a file tell whether it is UTF-16 or UTF-32.
const SAMPLE: usize = 4096;

/// How many bytes of a character that is none a message shows: no UTF-8 character has more.
const SHOWN_BYTES: usize = 4;

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotUtf8 {
    /// The first byte that is no UTF-8.
    pub(super) offset: usize,
    /// That byte and those after it which belong to no character either.
    pub(super) bytes: Vec<u8>,
    /// What the file seems to be.
    pub(super) guess: Guess,
    /// What the file probably says; � stands for what nobody can tell.
    pub(super) text: String,
    /// The place of `offset` in `text`.
    pub(super) place: usize,
}

/// What a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// UTF-8 with some bytes that are none.
    Damaged,
    /// Text: the name of the encoding as people know it, and as iconv does.
    Encoding(&'static str, &'static str),
    /// No text at all: what it is in English and in Chinese.
    Binary(&'static str, &'static str),
}

/// What files that are no text start with.
const BINARY: [(&[u8], Guess); 8] = [
    (
        b"PK\x03\x04",
        Guess::Binary("a ZIP file, such as .docx or .epub", " ZIP 文件（如 .docx、.epub）"),
    ),
    (b"\xD0\xCF\x11\xE0", Guess::Binary("an old Word file (.doc)", "旧式 Word 文件（.doc）")),
    (b"{\\rtf", Guess::Binary("an RTF file", " RTF 文件")),
    (b"%PDF-", Guess::Binary("a PDF", " PDF 文件")),
    (b"\x89PNG", Guess::Binary("a picture", "图片")),
    (b"\xFF\xD8\xFF", Guess::Binary("a picture", "图片")),
    (b"GIF8", Guess::Binary("a picture", "图片")),
    (b"\x1F\x8B", Guess::Binary("a packed file (gzip)", "压缩文件（gzip）")),
];

/// The text of a file: without byte order mark, every line break a line feed.
pub(super) fn decode(bytes: &[u8]) -> Result<String, NotUtf8> {
    let binary = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic));
    if let Some((magic, guess)) = binary {
        let bytes = magic.to_vec();
        return Err(NotUtf8 { offset: 0, bytes, guess: *guess, text: String::new(), place: 0 });
    }
    if let Some(wide) = wide(bytes) {
        return Err(wide.problem(bytes));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(with_line_feeds(text.strip_prefix('\u{FEFF}').unwrap_or(text))),
        Err(error) => Err(problem(bytes, error.valid_up_to())),
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

/// What is wrong with bytes that are no UTF-8 from `offset` on.
fn problem(bytes: &[u8], offset: usize) -> NotUtf8 {
    let (before, after) = bytes.split_at_checked(offset).unwrap_or((bytes, &[]));
    let invalid = after.utf8_chunks().next().map_or(&[][..], |chunk| chunk.invalid());
    let invalid = invalid.iter().take(SHOWN_BYTES).copied().collect();
    let (guess, encoding) = match legacy(bytes) {
        Some((encoding, guess)) => (guess, Some(encoding)),
        None => (Guess::Damaged, None),
    };
    let clean = |bytes| {
        let text = match encoding {
            Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
            None => String::from_utf8_lossy(bytes),
        };
        with_line_feeds(text.strip_prefix('\u{FEFF}').unwrap_or(&text))
    };
    let (text, place) = (clean(bytes), clean(before).len());
    NotUtf8 { offset, bytes: invalid, guess, place: text.floor_char_boundary(place), text }
}

/// An older encoding, when most of what is not ASCII is no UTF-8 either.
fn legacy(bytes: &[u8]) -> Option<(&'static Encoding, Guess)> {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Two bytes of another encoding are often a valid character, three seldom.
        valid += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        invalid += chunk.invalid().len();
    }
    if valid * 2 > invalid || bytes.contains(&0) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (known, iconv) = match encoding.name() {
        "GBK" | "gb18030" => ("GB18030", "GB18030"),
        "Big5" => ("Big5", "BIG5-HKSCS"),
        "Shift_JIS" => ("Shift_JIS", "CP932"),
        "EUC-KR" => ("EUC-KR", "CP949"),
        name => (name, name),
    };
    Some((encoding, Guess::Encoding(known, iconv)))
}

/// UTF-16 or UTF-32.
#[derive(Clone, Copy)]
struct Wide {
    /// Bytes of a unit: 2 or 4.
    size: usize,
    is_big: bool,
}

/// UTF-16 or UTF-32, by the mark at the start, or because the bytes make sense so and not as
/// UTF-8 without zeros.
fn wide(bytes: &[u8]) -> Option<Wide> {
    let forms = [(4, false), (4, true), (2, false), (2, true)];
    let mut forms = forms.into_iter().map(|(size, is_big)| Wide { size, is_big });
    if let Some(marked) = forms.clone().find(|wide| wide.units(bytes).next() == Some(0xFEFF)) {
        return Some(marked);
    }
    let is_utf8 = || !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    forms.find(|wide| wide.makes_sense(bytes)).filter(|_| !is_utf8())
}

impl Wide {
    fn units(self, bytes: &[u8]) -> impl Iterator<Item = u32> {
        bytes.chunks_exact(self.size).map(move |unit| {
            let join = |value, byte: &u8| value << 8 | u32::from(*byte);
            if self.is_big { unit.iter().fold(0, join) } else { unit.iter().rev().fold(0, join) }
        })
    }

    /// Whether nineteen of twenty units are characters that books are made of, and some of them
    /// marks or line breaks: pairs of bytes of Shift_JIS look like Han without any.
    fn makes_sense(self, bytes: &[u8]) -> bool {
        let (mut marks, mut letters, mut count) = (0, 0, 0);
        for unit in self.units(bytes).take(SAMPLE) {
            count += 1;
            match unit {
                0x09
                | 0x0A
                | 0x0D
                | 0x20..=0x7E
                | 0x2010..=0x2027
                | 0x3000..=0x303F
                | 0xFF01..=0xFF5E => marks += 1,
                0xA0..=0xFF | 0x3040..=0x30FF | 0x4E00..=0x9FFF => letters += 1,
                _ => {}
            }
        }
        let is_whole = bytes.len().is_multiple_of(self.size) && count > 1;
        is_whole && marks * 100 >= count && (marks + letters) * 20 >= count * 19
    }

    fn problem(self, bytes: &[u8]) -> NotUtf8 {
        let (name, decoded) = match (self.size, self.is_big) {
            (2, false) => ("UTF-16LE", encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0),
            (2, true) => ("UTF-16BE", encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0),
            (_, is_big) => {
                let character = |unit| char::from_u32(unit).unwrap_or('\u{FFFD}');
                let name = if is_big { "UTF-32BE" } else { "UTF-32LE" };
                (name, self.units(bytes).map(character).collect::<String>().into())
            }
        };
        let text = with_line_feeds(decoded.strip_prefix('\u{FEFF}').unwrap_or(&decoded));
        let shown = bytes.iter().take(SHOWN_BYTES).copied().collect();
        let guess = Guess::Encoding(name, name);
        NotUtf8 { offset: 0, bytes: shown, guess, text, place: 0 }
    }
}
