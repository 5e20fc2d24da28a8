//! Text as a terminal shows it: how many cells it takes, and lines that fit.
//!
//! In: text. Out: widths, of which Han takes two cells; text that cannot drive a terminal; lines
//! broken between words and between Han. Never here: what is said, and colours.

use unicode_width::UnicodeWidthStr;

/// How many cells text takes. A control character, which is never shown as such, takes one.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Text on one line, without what could drive a terminal or turn its letters round: controls,
/// and the marks of writing direction that can make text read as what it is not.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' | '\n' | '\r' => ' ',
            character if drives(character) => '\u{FFFD}',
            character => character,
        })
        .collect()
}

/// Whether a character acts on a terminal instead of standing on it.
pub fn drives(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Breaks text into lines of at most `limit` cells: at spaces, and beside Han, but not before a
/// closing mark or after an opening one (避头尾). A word that is wider stands alone. A no-break
/// space becomes a plain one once it has held its words together.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > limit {
            lines.push(finished(&std::mem::take(&mut line)));
        }
        line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
    }
    lines.push(finished(&line));
    lines
}

fn finished(line: &str) -> String {
    line.trim_end_matches(' ').replace('\u{A0}', " ")
}

/// The pieces between which a line may end; the space after a word belongs to it.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let mut characters = text.char_indices();
    let Some((_, mut before)) = characters.next() else { return pieces };
    for (index, character) in characters {
        let beside_han = is_wide(before) || is_wide(character);
        let parts = match (before, character) {
            (_, ' ') => false,
            (' ', _) => true,
            _ => beside_han && !may_not_begin(character) && !may_not_end(before),
        };
        if parts {
            pieces.extend(text.get(start..index));
            start = index;
        }
        before = character;
    }
    pieces.extend(text.get(start..));
    pieces
}

fn is_wide(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}'
        | '\u{20000}'..='\u{3FFFF}')
}

fn may_not_begin(character: char) -> bool {
    "，。、；：？！）》〉」』】”’…—～·`,.;:?!)]}%".contains(character)
}

fn may_not_end(character: char) -> bool {
    "（《〈「『【“‘([{".contains(character)
}
