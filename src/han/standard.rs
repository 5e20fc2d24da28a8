//! Which characters stand in which standard: 通用规范汉字表, simplified, traditional.
//!
//! In: one Han character. Out: whether the table of 2013 has it; what a character of the other
//! script is in this one. A character that both scripts use (后, 著, 乾) is never one of the other.
//! The tables are made by `scripts/make_han.py`. Never here: texts.

use std::sync::LazyLock;

/// First and one past the last of the characters that are looked up by their place: the first
/// block of ideographs and its extension A.
const PLAIN: (u32, u32) = (0x3400, 0xA000);

/// The three tables, ready to be asked.
struct Tables {
    /// For every plain character what it is: the bits below.
    plain: Vec<u8>,
    /// The characters of the standard outside of the plain ones, sorted.
    beyond: Vec<char>,
    /// Traditional to simplified, sorted.
    simplified: Vec<(char, char)>,
    /// Simplified to traditional, sorted.
    traditional: Vec<(char, char)>,
}

const STANDARD: u8 = 1;
const TRADITIONAL: u8 = 2;
const SIMPLIFIED: u8 = 4;

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        plain: vec![0; (PLAIN.1 - PLAIN.0) as usize],
        beyond: Vec::new(),
        simplified: pairs(include_str!("traditional.txt")),
        traditional: pairs(include_str!("simplified.txt")),
    };
    for character in rows(include_str!("standard.txt")).flat_map(str::chars) {
        match place(character).and_then(|place| tables.plain.get_mut(place)) {
            Some(bits) => *bits |= STANDARD,
            None => tables.beyond.push(character),
        }
    }
    let marked = [(&tables.simplified, TRADITIONAL), (&tables.traditional, SIMPLIFIED)];
    for (character, bit) in
        marked.into_iter().flat_map(|(list, bit)| list.iter().map(move |pair| (pair.0, bit)))
    {
        if let Some(bits) = place(character).and_then(|place| tables.plain.get_mut(place)) {
            *bits |= bit;
        }
    }
    tables
});

/// The rows of a table without its head.
fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|row| !row.starts_with('#'))
}

fn pairs(table: &'static str) -> Vec<(char, char)> {
    let words = rows(table).flat_map(str::split_whitespace);
    words.filter_map(|word| word.chars().next().zip(word.chars().nth(1))).collect()
}

fn place(character: char) -> Option<usize> {
    let code = u32::from(character);
    (PLAIN.0..PLAIN.1).contains(&code).then(|| (code - PLAIN.0) as usize)
}

fn has(character: char, bit: u8) -> bool {
    let bits = place(character).and_then(|place| TABLES.plain.get(place));
    bits.is_some_and(|bits| bits & bit != 0)
}

fn other(list: &[(char, char)], character: char) -> Option<char> {
    let place = list.binary_search_by_key(&character, |pair| pair.0).ok()?;
    list.get(place).map(|pair| pair.1)
}

/// Whether 通用规范汉字表 (2013) has the character: one of 8,105.
pub fn is_standard(character: char) -> bool {
    has(character, STANDARD)
        || place(character).is_none() && TABLES.beyond.binary_search(&character).is_ok()
}

/// What a traditional character is in simplified text; `None` when it may stand there itself.
///
/// ```
/// use publish::han::standard::simplified;
/// assert_eq!(simplified('書'), Some('书'));
/// assert_eq!(simplified('乾'), None);
/// ```
pub fn simplified(character: char) -> Option<char> {
    has(character, TRADITIONAL).then(|| other(&TABLES.simplified, character)).flatten()
}

/// What a simplified character is in traditional text; `None` when it may stand there itself.
///
/// ```
/// use publish::han::standard::traditional;
/// assert_eq!(traditional('书'), Some('書'));
/// assert_eq!(traditional('后'), None);
/// ```
pub fn traditional(character: char) -> Option<char> {
    has(character, SIMPLIFIED).then(|| other(&TABLES.traditional, character)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{TABLES, is_standard, simplified, traditional};

    #[test]
    fn the_tables_are_whole_and_sorted() {
        let plain = TABLES.plain.iter().filter(|bits| **bits & super::STANDARD != 0).count();
        assert_eq!(plain + TABLES.beyond.len(), 8105);
        assert!(TABLES.beyond.is_sorted());
        for list in [&TABLES.simplified, &TABLES.traditional] {
            assert!(list.len() > 2000);
            assert!(list.is_sorted());
        }
    }

    #[test]
    fn a_character_of_the_standard_is_never_traditional_only() {
        for (old, new) in &TABLES.simplified {
            assert!(!is_standard(*old) && is_standard(*new), "{old} {new}");
        }
    }

    #[test]
    fn characters_of_both_scripts_belong_to_none() {
        for character in "乾夥著徵瞭藉於昇麽剋后里面发台干".chars() {
            assert_eq!(simplified(character), None, "{character}");
        }
        for character in "后里台干只云系松游种适离涂党据".chars() {
            assert_eq!(traditional(character), None, "{character}");
        }
    }
}
