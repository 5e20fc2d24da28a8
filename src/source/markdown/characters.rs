//! The few questions about characters that parsing asks.
//!
//! In: one character. Out: yes or no. Never here: classes for line breaking (`han/` has those).

/// Han, kana, hangul, bopomofo or a mark of Chinese typesetting: it stands without spaces.
pub(super) fn is_cjk(character: char) -> bool {
    is_han(character) || is_chinese_mark(character)
}

/// A letter or sign of an East Asian script.
pub(super) fn is_han(character: char) -> bool {
    matches!(character as u32,
        0x1100..=0x11FF | 0x2E80..=0x2FDF | 0x2FF0..=0x2FFF | 0x3005..=0x3007 | 0x3021..=0x3029
        | 0x3031..=0x303C | 0x303E | 0x3041..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF | 0xFF66..=0xFFDC | 0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF
        | 0x1F200..=0x1F265 | 0x20000..=0x3FFFF)
}

/// A mark that Chinese text uses, also those that it shares with others (“ ” … —).
pub(super) fn is_chinese_mark(character: char) -> bool {
    matches!(character as u32,
        0xB7 | 0x2014 | 0x2015 | 0x2018..=0x201F | 0x2025 | 0x2026 | 0x203B
        | 0x3000..=0x3004 | 0x3008..=0x3020 | 0x3030 | 0x303D | 0x30FB
        | 0x20A9 | 0x2329..=0x232A | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65
        | 0xFFE0..=0xFFE6)
}

/// A letter or digit of which no reader of Markdown could think that it is punctuation.
pub(super) fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// A sign that only chooses a form of the character before it, but for the one of emoji.
pub(super) fn is_variation(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0E}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a line that starts so is prose and no program text.
pub(super) fn opens_prose(character: char) -> bool {
    is_cjk(character)
}
