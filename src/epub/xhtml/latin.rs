//! Latin words inside Chinese text: where a run begins and ends, and whether it is a phrase.
//!
//! In: text of one run. Out: pieces. A phrase of two words or more gets a language of its own
//! (WCAG 3.1.2), so that a voice reads it as English.

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::epub) enum Kind {
    /// Han, marks, digits.
    Plain,
    /// One Latin word.
    Word,
    /// Two Latin words or more.
    Phrase,
}

/// Takes a text apart; the pieces together are the text.
pub(in crate::epub) fn pieces(text: &str) -> Vec<(Kind, &str)> {
    let mut list = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_letter) {
        let (before, run) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let (latin, after) = run.split_at_checked(run_length(run)).unwrap_or((run, ""));
        if !before.is_empty() {
            list.push((Kind::Plain, before));
        }
        list.push((if is_phrase(latin) { Kind::Phrase } else { Kind::Word }, latin));
        rest = after;
    }
    if !rest.is_empty() {
        list.push((Kind::Plain, rest));
    }
    list
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '\u{c0}'..='\u{24f}' if character != '×')
}

/// The bytes of the run at the start of `text`, to its last letter or digit.
fn run_length(text: &str) -> usize {
    let mut length = 0;
    for (at, character) in text.char_indices() {
        if is_letter(character) || character.is_ascii_digit() {
            length = at + character.len_utf8();
        } else if !character.is_ascii_graphic() && character != ' ' && character != '’' {
            break;
        }
    }
    length
}

fn is_phrase(run: &str) -> bool {
    run.split(' ').filter(|word| word.contains(is_letter)).nth(1).is_some()
}
