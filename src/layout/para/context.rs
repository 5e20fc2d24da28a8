//! Which reading a mark has that Chinese and Latin share: “ ” ‘ ’ — … · / (L1.11).
//!
//! In: the text of a paragraph. Out: its characters, each with whether it is set as Chinese (one
//! em, CJK face) or as Latin. A quotation is Latin when it holds no Chinese and stands in Latin.
//! Never here: widths.

/// A character with its place in the paragraph's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    /// The character.
    pub value: char,
    /// Its first byte.
    pub at: u32,
    /// Whether it is set as Chinese.
    pub wide: bool,
}

impl Char {
    /// One past its last byte.
    pub(super) fn end(self) -> u32 {
        self.at + self.value.len_utf8() as u32
    }
}

/// The characters of a text; `chars` is emptied first and keeps its room.
pub(super) fn read(text: &str, chars: &mut Vec<Char>) {
    chars.clear();
    chars.reserve(text.len() / 2);
    let (mut narrow, mut shared) = (false, false);
    for (at, value) in text.char_indices() {
        let wide = is_wide(value);
        if !wide {
            shared |= is_shared(value);
            narrow |= edge(value) == Some(Edge::Narrow);
        }
        chars.push(Char { value, at: at as u32, wide });
    }
    if shared && narrow {
        let neighbours = Neighbours::of(chars);
        read_marks(chars, &neighbours);
        pair_quotes(chars, &neighbours);
    } else if shared {
        // Without a Latin letter in the paragraph every shared mark is Chinese.
        let shared = chars.iter_mut().filter(|c| is_shared(c.value) && c.value != '/');
        shared.for_each(|c| c.wide = true);
        for slash in 1..chars.len().saturating_sub(1) {
            if let Some([a, c, b]) = chars.get_mut(slash - 1..=slash + 1)
                && c.value == '/'
            {
                c.wide = a.wide && b.wide;
            }
        }
    }
}

/// Sets marks of a run in an alphabet's language as Latin.
pub(super) fn read_as_latin(chars: &mut [Char]) {
    chars.iter_mut().filter(|c| is_shared(c.value)).for_each(|c| c.wide = false);
}

fn is_shared(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '–' | '/')
}

fn read_marks(chars: &mut [Char], neighbours: &Neighbours) {
    for index in 0..chars.len() {
        let value_at = |index: usize| chars.get(index).map(|c| c.value);
        let Some(value) = value_at(index) else { continue };
        let (before, after) = neighbours.around(index);
        let wide = match value {
            '…' | '—' => {
                let doubled = index.checked_sub(1).and_then(value_at) == Some(value)
                    || value_at(index + 1) == Some(value);
                doubled || before == Edge::Wide || after == Edge::Wide
            }
            '·' | '–' => before == Edge::Wide || after == Edge::Wide,
            '/' => before == Edge::Wide && after == Edge::Wide,
            _ => continue,
        };
        set(chars, index, wide);
    }
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
    fn of(chars: &[Char]) -> Neighbours {
        let mut before = Vec::with_capacity(chars.len());
        let mut last = Edge::None;
        for character in chars {
            before.push(last);
            last = edge(character.value).unwrap_or(last);
        }
        let mut after = vec![Edge::None; chars.len()];
        let mut next = Edge::None;
        for (slot, character) in after.iter_mut().zip(chars).rev() {
            *slot = next;
            next = edge(character.value).unwrap_or(next);
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
        _ if is_shared(character) => None,
        c if c.is_whitespace() && c != '\u{3000}' => None,
        c if is_wide(c) => Some(Edge::Wide),
        c if c.is_alphanumeric() => Some(Edge::Narrow),
        _ => None,
    }
}

/// A ’ between Latin letters.
fn is_apostrophe(chars: &[Char], index: usize) -> bool {
    let letter =
        |c: Option<&Char>| c.is_some_and(|c| c.value.is_alphanumeric() && !is_wide(c.value));
    letter(index.checked_sub(1).and_then(|i| chars.get(i))) && letter(chars.get(index + 1))
}

/// Both quotes of a pair read alike: Latin when nothing outside or inside is Chinese.
fn pair_quotes(chars: &mut [Char], neighbours: &Neighbours) {
    let mut open: Vec<usize> = Vec::new();
    let mut wide_before = Vec::with_capacity(chars.len() + 1);
    let mut count = 0usize;
    for character in chars.iter() {
        wide_before.push(count);
        count += usize::from(edge(character.value) == Some(Edge::Wide));
    }
    for index in 0..chars.len() {
        match chars.get(index).map(|c| c.value) {
            Some('“' | '‘') => open.push(index),
            Some('’') if is_apostrophe(chars, index) => set(chars, index, false),
            Some('”' | '’') => {
                let start = open.pop().unwrap_or(index);
                let inside = wide_before.get(index) != wide_before.get(start);
                let outside = neighbours.around(start).0 == Edge::Wide
                    || neighbours.around(index).1 == Edge::Wide;
                let empty = neighbours.around(index).0 == Edge::None;
                let wide = inside || outside || empty;
                set(chars, start, wide);
                set(chars, index, wide);
            }
            _ => {}
        }
    }
    for start in open {
        let (before, after) = neighbours.around(start);
        let wide = before != Edge::Narrow && after != Edge::Narrow || after == Edge::Wide;
        set(chars, start, wide);
    }
}

fn set(chars: &mut [Char], index: usize, wide: bool) {
    if let Some(slot) = chars.get_mut(index) {
        slot.wide = wide;
    }
}

/// Characters that are always set in a CJK face, one em wide.
pub(super) fn is_wide(character: char) -> bool {
    let code = u32::from(character);
    match code {
        0..=0x10ff => false,
        0x3400..=0x9fff => true,
        0x1100..=0x11ff | 0x2460..=0x24ff | 0x2500..=0x25ff | 0x2600..=0x27bf => true,
        0x2e3a..=0x2e3b | 0x2e80..=0x33ff | 0xa960..=0xa97f | 0xac00..=0xd7ff => true,
        0xe000..=0xfaff | 0xfe10..=0xfe1f | 0xfe30..=0xfe4f | 0xff00..=0xffef => true,
        0x16fe0..=0x18aff | 0x1b000..=0x1b2ff | 0x1f000..=0x1faff => true,
        0x20000..=0x3ffff | 0xf0000..=0x10ffff => true,
        _ => matches!(character, '※' | '‰' | '℃' | '℉' | '′' | '″' | '№' | '⁇' | '⁈' | '⁉' | '‼'),
    }
}
