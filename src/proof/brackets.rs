//! Brackets without a partner: 【 （ 《 〈 「 『 〔 〖.
//!
//! In: a galley. Out: every half whose other half is missing in its section: a bracket may close
//! in a later paragraph. Order words such as 1） and marks that are themselves quoted have none.
//! Never here: “ ” and ‘ ’ (`normalize/quote.rs`).

use crate::diag::catalog::proof::bracket_unpaired;
use crate::han::class::{Class, class_of};
use crate::han::number::is_number_character;
use crate::model::lint::Lint;

use super::galley::{Line, Role, Spot};
use super::sheet::Sheet;

/// The pairs. A half-width one may stand for its partner, but is never missed itself.
const PAIRS: [(&str, &str); 8] = [
    ("（(", "）)"),
    ("【", "】"),
    ("《", "》"),
    ("〈", "〉"),
    ("「", "」"),
    ("『", "』"),
    ("〔", "〕"),
    ("〖", "〗"),
];

/// An open bracket: its character and place.
type Open = (char, Spot);

/// Looks at all brackets of a chapter.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let galley = sheet.galley;
    let mut open: [Vec<Open>; PAIRS.len()] = Default::default();
    let (mut scope, mut alone) = (0, Vec::new());
    for (number, line) in galley.lines.iter().enumerate() {
        if line.role == Role::Verbatim {
            continue;
        }
        if line.scope != scope || line.role == Role::Head {
            open.iter_mut().for_each(|list| alone.append(list));
            scope = line.scope;
        }
        for (at, character) in line.chars.iter().enumerate() {
            if let Some((pair, opens)) = kind(*character) {
                let spot = Spot { line: number, start: at, end: at + 1 };
                step(line, &mut open[pair], opens, (*character, spot), &mut alone);
            }
        }
        if line.role == Role::Head {
            open.iter_mut().for_each(|list| alone.append(list));
        }
    }
    open.iter_mut().for_each(|list| alone.append(list));
    alone.sort_by_key(|(_, spot)| *spot);
    for (bracket, spot) in alone.into_iter().filter(|(bracket, _)| !bracket.is_ascii()) {
        sheet.mark(Lint::BracketUnpaired, spot, |span| bracket_unpaired(span, bracket));
    }
}

/// Which pair a character belongs to, and whether it opens.
fn kind(character: char) -> Option<(usize, bool)> {
    if !matches!(character, '(' | ')' | '（' | '）' | '\u{3008}'..='\u{3017}') {
        return None;
    }
    let pairs = PAIRS.iter().enumerate();
    pairs.into_iter().find_map(|(pair, (opening, closing))| {
        let opens = opening.contains(character);
        (opens || closing.contains(character)).then_some((pair, opens))
    })
}

fn step(line: &Line, open: &mut Vec<Open>, opens: bool, found: Open, alone: &mut Vec<Open>) {
    let (bracket, spot) = found;
    if is_quoted(line, spot.start) {
        return;
    }
    if opens {
        // Each paragraph of a speech opens again, and only the last closes.
        let again = spot.start == 0 && matches!(bracket, '「' | '『');
        if again {
            open.retain(|(_, before)| before.line == spot.line);
        }
        open.push(found);
    } else if open.pop().is_none() && !is_order(line, spot.start) && !is_face(line, spot.start) {
        alone.push(found);
    }
}

/// Whether the text speaks of the bracket itself: “【”.
fn is_quoted(line: &Line, at: usize) -> bool {
    let beside = (line.before(at), line.at(at + 1));
    matches!(beside, (Some('“' | '‘' | '「' | '『'), Some('”' | '’' | '」' | '』')))
}

/// Whether a bracket closes an order word that opens with none: 1） a） 一）.
fn is_order(line: &Line, at: usize) -> bool {
    let before = line.chars.get(..at).unwrap_or_default().iter().rev();
    let is_part = |it: &&char| it.is_ascii_alphanumeric() || is_number_character(**it);
    let length = before.take_while(is_part).count();
    let first = at - length;
    let begins = line.before(first).is_none_or(|it| {
        matches!(class_of(it), Class::Stop | Class::Comma | Class::Space) || it == '\n'
    });
    (1..=3).contains(&length) && begins
}

/// Whether a bracket is the mouth of a face: ：） ^_^）.
fn is_face(line: &Line, at: usize) -> bool {
    let before = line.before(at);
    before.is_some_and(|it| matches!(it, '：' | ':' | '；' | ';' | '^' | '-' | '=' | '＝' | 'D'))
}
