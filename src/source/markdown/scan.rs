//! What the start of a line says: quote marks, list markers, fences.
//!
//! In: one line of Markdown. Out: where its own words start, and what they open. A light reading
//! that only decides where the repairs of `prepare.rs` apply; pulldown-cmark reads for real.

/// How many marks one line may open; further ones are read as words.
const MAX_MARKS: usize = 64;

/// What stands before a line's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// How many `>`.
    pub(super) quotes: usize,
    /// Spaces before the words, after the last `>`.
    pub(super) indent: usize,
    /// Whether a list marker stands there.
    pub(super) is_item: bool,
    /// The column of the words after the last `>`.
    pub(super) column: usize,
    /// The byte in the line where the words start.
    pub(super) start: usize,
}

/// Reads the start of `line` (without its break).
pub(super) fn lead(line: &str) -> Lead {
    let mut lead = Lead::default();
    for _ in 0..MAX_MARKS {
        let spaces = spaces(rest(line, lead.start));
        let after = lead.start + spaces.bytes;
        let words = rest(line, after);
        if words.starts_with('>') && spaces.columns < 4 && !lead.is_item {
            lead = Lead { quotes: lead.quotes + 1, start: after + 1, ..Lead::default() };
            lead.start += usize::from(rest(line, lead.start).starts_with(' '));
            continue;
        }
        lead.column += spaces.columns;
        lead.start = after;
        if !lead.is_item {
            lead.indent = spaces.columns;
        }
        match marker(words) {
            Some(bytes) if spaces.columns < 4 => {
                lead.is_item = true;
                lead.start += bytes;
                lead.column += bytes;
            }
            _ => break,
        }
    }
    lead
}

fn rest(line: &str, start: usize) -> &str {
    line.get(start..).unwrap_or("")
}

struct Spaces {
    bytes: usize,
    columns: usize,
}

fn spaces(text: &str) -> Spaces {
    let mut spaces = Spaces { bytes: 0, columns: 0 };
    for byte in text.bytes() {
        match byte {
            b' ' => spaces.columns += 1,
            b'\t' => spaces.columns += 4,
            _ => break,
        }
        spaces.bytes += 1;
    }
    spaces
}

/// The length of a list marker at the start of `words`, when a space follows it.
fn marker(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let mark = words.as_bytes().get(digits)?;
    let is_marker = match digits {
        0 => matches!(mark, b'-' | b'+' | b'*'),
        1..=9 => matches!(mark, b'.' | b')'),
        _ => false,
    };
    let spaced = matches!(words.as_bytes().get(digits + 1), Some(b' ' | b'\t'));
    (is_marker && spaced && !is_rule(words)).then_some(digits + 1)
}

/// Whether the words are a thematic break.
pub(super) fn is_rule(words: &str) -> bool {
    let mut bytes = words.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'));
    let Some(first) = bytes.next().filter(|byte| matches!(byte, b'-' | b'*' | b'_')) else {
        return false;
    };
    let mut count = 1;
    for byte in bytes {
        if byte != first {
            return false;
        }
        count += 1;
    }
    count >= 3
}

/// The fence that the words open: its character and length.
pub(super) fn opening_fence(words: &str) -> Option<(u8, usize)> {
    let (mark, length) = run(words)?;
    let info = words.get(length..).unwrap_or("");
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, length))
}

/// Whether the words close a fence of this character and length.
pub(super) fn closes_fence(words: &str, mark: u8, length: usize) -> bool {
    run(words).is_some_and(|(own, count)| {
        own == mark && count >= length && rest(words, count).trim().is_empty()
    })
}

fn run(words: &str) -> Option<(u8, usize)> {
    let first = *words.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    Some((first, words.bytes().take_while(|byte| *byte == first).count()))
}

/// How many `#` open a heading whose text follows without a space, as in `#标题`.
///
/// `#话题#` in running text is no heading.
pub(super) fn tight_heading(words: &str, is_prose: impl Fn(char) -> bool) -> Option<usize> {
    let level = words.bytes().take_while(|byte| *byte == b'#').count();
    let text = rest(words, level);
    let opens = text.chars().next().is_some_and(is_prose);
    let tagged = text.trim_end_matches([' ', '\t', '#']).contains('#')
        || text.trim_end().ends_with('#') && !text.contains(" #");
    ((1..=6).contains(&level) && opens && !tagged).then_some(level)
}

/// Whether the words are `[甲]: 你好`, which Markdown would take for the address of a link and hide.
pub(super) fn is_named_speech(words: &str, is_prose: impl Fn(char) -> bool) -> bool {
    let rest = words.strip_prefix('[').filter(|rest| !rest.starts_with('^'));
    let address = rest.and_then(|rest| rest.split_once("]:")).map(|(_, address)| address.trim());
    address.is_some_and(|it| it.starts_with(is_prose) && !it.contains(['/', '.', '#']))
}
