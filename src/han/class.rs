//! What a character is on the line: Han, opening mark, stop, Latin letter …
//!
//! In: one character. Out: its [`Class`], by CLREQ's table of punctuation and the blocks of
//! Unicode. “ ” ‘ ’ · … — stand in Chinese and in English alike: the class given here is the one
//! that holds among Han; who sets English must look at the neighbours. Never here: what may begin
//! a line (`layout/para/kinsoku.rs`), and any change of text (`normalize/`).

/// What a character is on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 汉字, with 々, 〇, radicals, strokes and description characters.
    Han,
    /// かな and カナ, with small ones and the long mark ー.
    Kana,
    /// 한글, syllables and letters.
    Hangul,
    /// 注音符号: ㄅ ㄆ ㄇ.
    Bopomofo,
    /// Opens, full width: “ ‘ （ 《 〈 【 「 『 〔 〖.
    Opening,
    /// Closes, full width: ” ’ ） 》 〉 】 」 』 〕 〗.
    Closing,
    /// Ends a sentence: 。 ．! ？ ！.
    Stop,
    /// Pauses inside a sentence: ， 、 ； ：.
    Comma,
    /// 间隔号: · ・.
    MiddleDot,
    /// 破折号, one half of it, or the two-em dash: — ⸺ ―.
    Dash,
    /// 省略号, one half of it: … ⋯.
    Ellipsis,
    /// 连接号: – ～ 〜 －.
    Connector,
    /// 分隔号: / ／.
    Slash,
    /// U+3000.
    FullWidthSpace,
    /// A letter of Latin, Greek, Cyrillic or another alphabet.
    Latin,
    /// 0 to 9 and other decimal digits.
    Digit,
    /// ( [ {.
    LatinOpening,
    /// ) ] }.
    LatinClosing,
    /// Any other half-width mark of punctuation: . , ; : ! ? ' " - and their kin.
    LatinMark,
    /// A space that is not full width, also one that forbids a break.
    Space,
    /// A sign that is no letter: % + = → ℃ ★ and pictographs.
    Symbol,
    /// Belongs to the character before it: accents, variation selectors, joiners.
    Combining,
    /// A numbered mark: ① to ㊿.
    NoteMark,
    /// A control character, a private one, or one that no standard gives a meaning.
    Unknown,
}

/// The class of a character, “ ” ‘ ’ · … — as they read among Han.
#[inline]
pub fn class_of(character: char) -> Class {
    match character {
        // Nearly all of a Chinese text.
        '\u{4E00}'..='\u{9FFF}' => Class::Han,
        _ => other_class(character),
    }
}

fn other_class(character: char) -> Class {
    match character {
        '\0'..='\u{7F}' => ascii_class(character),
        _ if is_han(character) => Class::Han,
        _ => mark_class(character).unwrap_or_else(|| block_class(character)),
    }
}

fn ascii_class(character: char) -> Class {
    match character {
        'a'..='z' | 'A'..='Z' => Class::Latin,
        '0'..='9' => Class::Digit,
        ' ' | '\t' | '\n' => Class::Space,
        '(' | '[' | '{' => Class::LatinOpening,
        ')' | ']' | '}' => Class::LatinClosing,
        '/' => Class::Slash,
        '!' | '"' | '\'' | ',' | '-' | '.' | ':' | ';' | '?' => Class::LatinMark,
        '\0'..='\u{1F}' | '\u{7F}' => Class::Unknown,
        _ => Class::Symbol,
    }
}

/// The marks that stand on the line by a rule of their own.
fn mark_class(character: char) -> Option<Class> {
    Some(match character {
        '“' | '‘' | '（' | '《' | '〈' | '【' | '「' | '『' | '〔' | '〖' | '［' | '｛' | '｟'
        | '〘' | '〚' | '〝' | '｢' => Class::Opening,
        '”' | '’' | '）' | '》' | '〉' | '】' | '」' | '』' | '〕' | '〗' | '］' | '｝' | '｠'
        | '〙' | '〛' | '〞' | '〟' | '｣' => Class::Closing,
        '。' | '．' | '！' | '？' | '｡' | '‼' | '⁇' | '⁈' | '⁉' => Class::Stop,
        '，' | '、' | '；' | '：' | '､' => Class::Comma,
        '·' | '・' | '･' | '‧' | '•' | '∙' | '⋅' => Class::MiddleDot,
        '—' | '⸺' | '―' | '─' | '━' | '⸻' => Class::Dash,
        '…' | '⋯' | '‥' => Class::Ellipsis,
        '–' | '～' | '〜' | '－' | '〰' => Class::Connector,
        '／' => Class::Slash,
        '\u{3000}' => Class::FullWidthSpace,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Class::Space,
        '①'..='⓿' | '㉑'..='㉟' | '㊱'..='㊿' | '❶'..='➓' => Class::NoteMark,
        '\u{2010}'..='\u{2012}'
        | '«'
        | '»'
        | '‹'
        | '›'
        | '„'
        | '‚'
        | '‛'
        | '‟'
        | '¡'
        | '¿'
        | '′'
        | '″'
        | '‴' => Class::LatinMark,
        _ => return None,
    })
}

/// Everything else, by the block of Unicode it stands in.
fn block_class(character: char) -> Class {
    match character {
        '\u{3041}'..='\u{309F}' | '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Class::Kana,
        '\u{FF66}'..='\u{FF9F}' | '\u{1B000}'..='\u{1B16F}' => Class::Kana,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' => {
            Class::Hangul
        }
        '\u{AC00}'..='\u{D7FF}' => Class::Hangul,
        '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' => Class::Bopomofo,
        '０'..='９' => Class::Digit,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Latin,
        _ if is_combining(character) => Class::Combining,
        _ if is_private_or_void(character) || character.is_control() => Class::Unknown,
        _ if character.is_numeric() && !character.is_alphabetic() => other_number(character),
        _ if character.is_alphabetic() => Class::Latin,
        _ => Class::Symbol,
    }
}

fn other_number(character: char) -> Class {
    match character {
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' => Class::Digit,
        _ => Class::Symbol,
    }
}

/// 汉字: the unified blocks, compatibility ideographs, radicals, strokes, 々 〇 〻 and Suzhou
/// numerals.
pub fn is_han(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{20000}'..='\u{2FA1F}'
        | '\u{30000}'..='\u{3347F}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{2FF0}'..='\u{2FFF}'
        | '\u{31C0}'..='\u{31EF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3038}'..='\u{303B}')
}

/// Whether a character is a mark of Chinese punctuation wherever it stands: full width in every
/// context, so never “ ” ‘ ’ · … —.
pub fn is_cjk_mark(character: char) -> bool {
    match class_of(character) {
        Class::Opening | Class::Closing => !matches!(character, '“' | '”' | '‘' | '’'),
        Class::Stop => !matches!(character, '‼' | '⁇' | '⁈' | '⁉'),
        Class::Comma | Class::FullWidthSpace => true,
        Class::Dash => character == '⸺',
        Class::Connector => character != '–',
        Class::MiddleDot => character == '・',
        Class::Slash => character == '／',
        _ => false,
    }
}

/// Whether a character stands without spaces beside it: a letter of Chinese or Japanese, or a
/// full-width mark.
pub fn is_cjk(character: char) -> bool {
    is_cjk_letter(character) || is_cjk_mark(character)
}

/// Han, kana or 注音: what carries words in a text without spaces. 한글 is not here, since Korean
/// parts its words by spaces, as Latin does.
pub fn is_cjk_letter(character: char) -> bool {
    matches!(class_of(character), Class::Han | Class::Kana | Class::Bopomofo)
}

/// A variation selector: it chooses a shape of the character before it and never leaves it.
pub fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}')
}

/// A private character: one that only some fonts give a meaning.
pub fn is_private(character: char) -> bool {
    matches!(character,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A noncharacter of Unicode: U+FDD0 to U+FDEF, U+FFFE, U+FFFF and their like in every plane.
pub fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || (character as u32) & 0xFFFE == 0xFFFE
}

fn is_private_or_void(character: char) -> bool {
    is_private(character) || is_noncharacter(character) || character == '\u{FFFD}'
}

fn is_combining(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{900}'..='\u{903}'
        | '\u{93A}'..='\u{93C}'
        | '\u{93E}'..='\u{94F}'
        | '\u{E31}'
        | '\u{E34}'..='\u{E3A}'
        | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200C}'..='\u{200D}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{302A}'..='\u{302F}'
        | '\u{3099}'..='\u{309A}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{1F3FB}'..='\u{1F3FF}')
        || is_variation_selector(character)
}

#[cfg(test)]
mod tests {
    use super::{Class, class_of, is_cjk_mark};

    #[test]
    fn every_mark_has_the_class_of_its_row() {
        let rows = [
            ("汉々〇𰻝⼈⿰", Class::Han),
            ("かカーｶ", Class::Kana),
            ("“‘（《〈【「『〔", Class::Opening),
            ("”’）》〉】」』〕", Class::Closing),
            ("。．！？", Class::Stop),
            ("，、；：", Class::Comma),
            ("·・•", Class::MiddleDot),
            ("—⸺―", Class::Dash),
            ("…⋯", Class::Ellipsis),
            ("–～－", Class::Connector),
            ("/／", Class::Slash),
            ("aÉжα", Class::Latin),
            ("09９", Class::Digit),
            (".,;:!?'\"-″", Class::LatinMark),
            ("①⑳㊿❶", Class::NoteMark),
            ("%+→℃★©", Class::Symbol),
            ("\u{301}\u{FE0F}\u{E0100}", Class::Combining),
            ("\u{E123}\u{FFFD}\u{FFFF}\u{1}", Class::Unknown),
        ];
        for (characters, class) in rows {
            for character in characters.chars() {
                assert_eq!(class_of(character), class, "U+{:04X}", character as u32);
            }
        }
    }

    #[test]
    fn marks_shared_with_english_are_not_cjk_marks() {
        for character in "“”‘’·…—".chars() {
            assert!(!is_cjk_mark(character), "{character}");
        }
        for character in "，。（）《》【】「」：".chars() {
            assert!(is_cjk_mark(character), "{character}");
        }
    }
}
