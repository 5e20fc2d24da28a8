//! Where a word of an alphabet may be divided, and how (L1.5, L1.9, L3.6).
//!
//! In: a word as it stands between spaces. Out: byte offsets inside it, each with the [`Kind`] of
//! the part before it. Words with digits, names all in capitals and the like are never hyphenated;
//! a long one may still be cut, at a price, so that no line overflows. The door to hypher.

use super::kinsoku::Kind;

/// Shorter words than this stay whole.
const LEAST_LETTERS: usize = 5;
/// Letters before and after a hyphen.
const BOUNDS: (usize, usize) = (2, 3);
/// Longer words may be cut where they must.
const LONG: usize = 8;
/// The parts of a compound word (well-known) have at least so many letters.
const COMPOUND: usize = 3;
/// Marks of an address after which it is divided.
const ADDRESS_MARKS: &str = "/?=&.-_#%:,;~+@";

/// Where `word` may be divided: rising offsets.
pub(super) fn divisions(word: &str, language: Option<[u8; 2]>) -> Vec<(usize, Kind)> {
    if is_address(word) {
        return address(word);
    }
    let mut found = Vec::new();
    if !word.chars().any(char::is_numeric) {
        compounds(word, &mut found);
        if let Some(language) = language.and_then(hypher::Lang::from_iso) {
            syllables(word, language, &mut found);
        }
    }
    if found.is_empty() && word.chars().count() > LONG {
        found.extend(word.char_indices().skip(1).map(|(at, _)| (at, Kind::Piece)));
    }
    found.sort_unstable_by_key(|(at, _)| *at);
    found
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.matches('/').count() > 2
}

/// After its marks, and at a price anywhere; never inside `://`.
fn address(word: &str) -> Vec<(usize, Kind)> {
    let is_mark = |c: char| ADDRESS_MARKS.contains(c);
    let pairs = word.chars().zip(word.char_indices().skip(1));
    pairs
        .filter(|(before, (_, after))| !(is_mark(*before) && is_mark(*after)))
        .map(|(before, (at, _))| (at, if is_mark(before) { Kind::Address } else { Kind::Piece }))
        .collect()
}

/// After the hyphen between two words.
fn compounds(word: &str, found: &mut Vec<(usize, Kind)>) {
    for (at, _) in word.match_indices('-') {
        let (Some(before), Some(after)) = (word.get(..at), word.get(at + 1..)) else { continue };
        let letters = |part: &mut dyn Iterator<Item = char>| {
            part.take_while(|c| c.is_alphabetic()).take(COMPOUND).count() == COMPOUND
        };
        if letters(&mut before.chars().rev()) && letters(&mut after.chars()) {
            found.push((at + 1, Kind::Address));
        }
    }
}

fn syllables(word: &str, language: hypher::Lang, found: &mut Vec<(usize, Kind)>) {
    let mut start = 0;
    for segment in word.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = segment.trim_end_matches(|c: char| !c.is_alphabetic());
        let small = letters.chars().skip(1).all(char::is_lowercase);
        if small && letters.chars().count() >= LEAST_LETTERS {
            let mut at = start;
            let parts = hypher::hyphenate_bounded(letters, language, BOUNDS.0, BOUNDS.1);
            let ends = parts.map(|part| {
                at += part.len();
                at
            });
            let inner = ends.filter(|end| *end < start + letters.len());
            found.extend(inner.map(|end| (end, Kind::Syllable)));
        }
        start += segment.len();
    }
}

#[cfg(test)]
mod tests {
    use super::divisions;
    use crate::layout::para::kinsoku::Kind;

    fn marked(word: &str, wanted: Kind) -> String {
        let found = divisions(word, Some(*b"en"));
        let mut out = String::new();
        for (at, character) in word.char_indices() {
            if found.contains(&(at, wanted)) {
                out.push('|');
            }
            out.push(character);
        }
        out
    }

    #[test]
    fn english_words_are_divided_by_their_patterns() {
        assert_eq!(marked("internationalization", Kind::Syllable), "in|ter|na|tion|al|iza|tion");
        assert_eq!(marked("(typography),", Kind::Syllable), "(ty|pog|ra|phy),");
        for whole in ["ISBN", "GPT-4o", "UNESCO", "JavaScript", "table", "x86_64"] {
            assert_eq!(marked(whole, Kind::Syllable), whole);
        }
    }

    #[test]
    fn compounds_and_addresses_are_divided_without_a_hyphen() {
        assert_eq!(marked("well-known", Kind::Address), "well-|known");
        assert_eq!(marked("Wi-Fi", Kind::Address), "Wi-Fi");
        let address = "https://example.com/a?b=1";
        assert_eq!(marked(address, Kind::Address), "https://|example.|com/|a?|b=|1");
    }
}
