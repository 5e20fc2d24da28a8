//! Which reading a mark has that Chinese and Latin share: “ ” ‘ ’ — … · / (L1.11).
//!
//! In: the characters of a paragraph. Out: for each, whether it is set as Chinese (one em, CJK
//! face) or as Latin. A quotation is Latin when it holds no Chinese and stands in Latin.

/// For each character of `chars`, whether it is set as Chinese.
pub(super) fn chinese(chars: &[char]) -> Vec<bool> {
    let mut result: Vec<bool> = chars.iter().map(|c| is_wide(*c)).collect();
    let neighbours = Neighbours::of(chars);
    for (index, character) in chars.iter().enumerate() {
        let Some(slot) = result.get_mut(index) else { continue };
        let (before, after) = neighbours.around(index);
        match character {
            '…' | '—' => {
                let doubled = index.checked_sub(1).and_then(|i| chars.get(i)) == Some(character)
                    || chars.get(index + 1) == Some(character);
                *slot = doubled || before == Edge::Wide || after == Edge::Wide;
            }
            '·' | '–' => *slot = before == Edge::Wide || after == Edge::Wide,
            '/' => *slot = before == Edge::Wide && after == Edge::Wide,
            '’' if is_apostrophe(chars, index) => *slot = false,
            _ => {}
        }
    }
    pair_quotes(chars, &neighbours, &mut result);
    result
}

/// What stands beside a mark, other shared marks and spaces skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// The paragraph begins or ends.
    None,
    /// Han or a full-width mark.
    Wide,
    /// A Latin letter or digit.
    Narrow,
}

struct Neighbours {
    before: Vec<Edge>,
    after: Vec<Edge>,
}

impl Neighbours {
    fn of(chars: &[char]) -> Neighbours {
        let mut before = Vec::with_capacity(chars.len());
        let mut last = Edge::None;
        for character in chars {
            before.push(last);
            last = edge(*character).unwrap_or(last);
        }
        let mut after = vec![Edge::None; chars.len()];
        let mut next = Edge::None;
        for (slot, character) in after.iter_mut().zip(chars).rev() {
            *slot = next;
            next = edge(*character).unwrap_or(next);
        }
        Neighbours { before, after }
    }

    fn around(&self, index: usize) -> (Edge, Edge) {
        let get = |list: &[Edge]| list.get(index).copied().unwrap_or(Edge::None);
        (get(&self.before), get(&self.after))
    }
}

fn edge(character: char) -> Option<Edge> {
    match character {
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '–' | '/' => None,
        c if c.is_whitespace() && c != '\u{3000}' => None,
        c if is_wide(c) => Some(Edge::Wide),
        c if c.is_alphanumeric() => Some(Edge::Narrow),
        _ => None,
    }
}

/// A ’ between Latin letters, or after one at a word's end without an opening ‘ before it.
fn is_apostrophe(chars: &[char], index: usize) -> bool {
    let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() && !is_wide(*c));
    letter(index.checked_sub(1).and_then(|i| chars.get(i))) && letter(chars.get(index + 1))
}

/// Both quotes of a pair read alike: Latin when nothing outside or inside is Chinese.
fn pair_quotes(chars: &[char], neighbours: &Neighbours, result: &mut [bool]) {
    let mut open: Vec<usize> = Vec::new();
    let mut wide_before = Vec::with_capacity(chars.len() + 1);
    let mut count = 0usize;
    for character in chars {
        wide_before.push(count);
        count += usize::from(edge(*character) == Some(Edge::Wide));
    }
    for (index, character) in chars.iter().enumerate() {
        match character {
            '“' | '‘' => open.push(index),
            '’' if is_apostrophe(chars, index) => {}
            '”' | '’' => {
                let start = open.pop().unwrap_or(index);
                let inside = wide_before.get(index) != wide_before.get(start);
                let outside = neighbours.around(start).0 == Edge::Wide
                    || neighbours.around(index).1 == Edge::Wide;
                let empty = neighbours.around(index).0 == Edge::None;
                set(result, &[start, index], inside || outside || empty);
            }
            _ => {}
        }
    }
    for start in open {
        let (before, after) = neighbours.around(start);
        set(
            result,
            &[start],
            before != Edge::Narrow && after != Edge::Narrow || after == Edge::Wide,
        );
    }
}

fn set(result: &mut [bool], indices: &[usize], value: bool) {
    for index in indices {
        if let Some(slot) = result.get_mut(*index) {
            *slot = value;
        }
    }
}

/// Characters that are always set in a CJK face, one em wide.
pub(super) fn is_wide(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x11ff | 0x2460..=0x24ff | 0x2500..=0x25ff | 0x2600..=0x27bf | 0x2e3a..=0x2e3b
        | 0x2e80..=0x303f | 0x3040..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xa960..=0xa97f
        | 0xac00..=0xd7ff | 0xe000..=0xfaff | 0xfe10..=0xfe1f | 0xfe30..=0xfe4f | 0xff00..=0xffef
        | 0x16fe0..=0x18aff | 0x1b000..=0x1b2ff | 0x1f000..=0x1faff | 0x20000..=0x3ffff
        | 0xf0000..=0x10ffff)
        || matches!(character, '※' | '‰' | '℃' | '′' | '″' | '№' | '⁇' | '⁈' | '⁉' | '‼')
}
