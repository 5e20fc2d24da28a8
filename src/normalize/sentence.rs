//! Which sentences of a run are English and which Chinese (N1.7, N4.1, N4.2).
//!
//! In: a run. Out: for each place the sentence it belongs to, and of each sentence whether it has
//! more Latin words than Han: half-width marks stay in an English sentence that quotes a Chinese
//! word. Never here: a change of text.

use crate::han::class::{Class, class_of, is_cjk_letter};

use super::run::{Kind, Run};

/// The sentences of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentences {
    of: Vec<usize>,
    english: Vec<bool>,
    han: Vec<bool>,
}

/// What is counted in a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    words: usize,
    han: usize,
}

impl Sentences {
    /// Reads the sentences of a run.
    pub(super) fn read(run: &Run) -> Sentences {
        let mut of = Vec::with_capacity(run.len());
        let mut tallies = vec![Tally::default()];
        let (mut ended, mut in_word) = (false, false);
        for index in 0..run.len() {
            let character = run.at(index).unwrap_or('\n');
            if ended && !closes(character) {
                tallies.push(Tally::default());
                ended = false;
            }
            of.push(tallies.len() - 1);
            let class = class_of(character);
            let letter = class == Class::Latin;
            if let Some(tally) = tallies.last_mut() {
                tally.words += usize::from(letter && !in_word);
                tally.han += usize::from(is_cjk_letter(character));
            }
            in_word = letter || in_word && joins_word(character);
            ended = ended || ends(run, index, character, class);
        }
        Sentences::judge(of, &tallies)
    }

    /// A sentence without letters follows the one before it, or else the first with letters.
    fn judge(of: Vec<usize>, tallies: &[Tally]) -> Sentences {
        let first = tallies.iter().find(|tally| tally.words + tally.han > 0);
        let mut last = first.is_some_and(|tally| tally.words > tally.han);
        let mut english = Vec::with_capacity(tallies.len());
        for tally in tallies {
            if tally.words + tally.han > 0 {
                last = tally.words > tally.han;
            }
            english.push(last);
        }
        let han = tallies.iter().map(|tally| tally.han > 0).collect();
        Sentences { of, english, han }
    }

    /// Whether the sentence at a place is English.
    pub(super) fn is_english(&self, index: usize) -> bool {
        self.of.get(index).and_then(|of| self.english.get(*of)).copied().unwrap_or(false)
    }

    /// Whether the sentence at a place has any Han.
    pub(super) fn has_han(&self, index: usize) -> bool {
        self.of.get(index).and_then(|of| self.han.get(*of)).copied().unwrap_or(false)
    }
}

fn joins_word(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '\'' | '’' | '-' | '.' | '_' | '/' | '+')
}

fn closes(character: char) -> bool {
    matches!(class_of(character), Class::Closing | Class::LatinClosing | Class::Stop)
        || matches!(character, '"' | '\'' | '.' | '!' | '?' | '…')
}

fn ends(run: &Run, index: usize, character: char, class: Class) -> bool {
    match character {
        '\n' => run.units.get(index).is_some_and(|unit| unit.kind == Kind::HardBreak),
        '!' | '?' => true,
        '.' => matches!(run.at(index + 1), None | Some(' ' | '\n')) && !is_initial(run, index),
        _ => class == Class::Stop,
    }
}

/// Whether the letter before a full stop is alone, as in `B. 盖茨` (N6.2).
pub(super) fn is_initial(run: &Run, index: usize) -> bool {
    let Some(last) = index.checked_sub(1) else { return false };
    let capital = run.at(last).is_some_and(|character| character.is_ascii_uppercase());
    let alone = run.before(last).is_none_or(|character| class_of(character) != Class::Latin);
    capital && alone && run.before(last) != Some('-')
}
