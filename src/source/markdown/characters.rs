//! The few questions about characters that parsing asks.
//!
//! In: one character. Out: yes or no. Never here: classes for line breaking (`han/` has those).

/// Han, kana, hangul, bopomofo or a mark of Chinese typesetting: it stands without spaces.
pub(super) fn is_cjk(character: char) -> bool {
    is_han(character) || is_chinese_mark(character)
}

/// A letter of an East Asian script.
pub(super) fn is_han(character: char) -> bool {
    matches!(character as u32,
        0x1100..=0x11FF | 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3031..=0x303C
        | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA000..=0xA4CF
        | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF66..=0xFFDC | 0x1B000..=0x1B2FF
        | 0x20000..=0x3FFFF)
}

/// A mark that Chinese text uses, also those that it shares with others (“ ” … —).
pub(super) fn is_chinese_mark(character: char) -> bool {
    matches!(character as u32,
        0xB7 | 0x2014 | 0x2015 | 0x2018..=0x201F | 0x2025 | 0x2026 | 0x203B
        | 0x3000..=0x3004 | 0x3008..=0x3020 | 0x3030 | 0x303D | 0x30FB
        | 0xFE10..=0xFE1F | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65
        | 0xFFE0..=0xFFE6)
}

/// Punctuation as CommonMark's emphasis rules mean it.
pub(super) fn is_mark(character: char) -> bool {
    character.is_ascii_punctuation()
        || is_chinese_mark(character)
        || matches!(character as u32, 0xA1..=0xBF | 0xD7 | 0xF7 | 0x2010..=0x2027
            | 0x2030..=0x205E | 0x2190..=0x2BFF | 0x2E00..=0x2E5D)
}

/// Whether a line that starts so is prose and no program text.
pub(super) fn opens_prose(character: char) -> bool {
    is_cjk(character)
}
