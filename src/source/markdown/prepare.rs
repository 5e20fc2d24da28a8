//! The text as pulldown-cmark shall read it, and the way back to the text as written.
//!
//! Comments and `:::` lines become numbered one-line comments, so they can never leak or swallow
//! text; where `**` touches Chinese, sentinels are put in so that the emphasis is seen (the
//! CJK-friendly rule that pulldown-cmark 0.13 lacks). Every edit is kept, so every offset leads
//! back. Work is linear. Never here: nodes.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::{FileId, Span};

use super::attributes;
use super::characters::{is_chinese_mark, is_cjk, is_plain, is_variation, opens_prose};
use super::scan;

/// Rare punctuation (of which pulldown-cmark knows that it is punctuation), of which one that the
/// text does not use becomes the sentinel.
const SENTINELS: [char; 6] =
    ['\u{2E4F}', '\u{2E4E}', '\u{2E4D}', '\u{2056}', '\u{2E32}', '\u{10A7F}'];

/// How many of one rare mark a text may have in a row that holds them all: no text of this world
/// comes near.
const MAX_SENTINEL: usize = 16;

/// The prepared text with the way back.
pub(super) struct Prepared {
    /// What pulldown-cmark reads.
    pub(super) text: String,
    /// What was put in, and what the text does not hold.
    pub(super) sentinel: String,
    /// What the numbered comments stand for.
    pub(super) specials: Vec<Special>,
    edits: Vec<Edit>,
}

/// What a numbered comment stands for: bytes of the text as written.
pub(super) enum Special {
    /// `<!-- … -->`; the second range is what it says.
    Comment(Range<usize>, Range<usize>),
    /// A line of `:::`.
    Fence(Range<usize>),
}

struct Edit {
    prepared: Range<usize>,
    source: Range<usize>,
}

impl Prepared {
    /// Where a range of the prepared text stood in the text as written.
    pub(super) fn source(&self, prepared: &Range<usize>) -> Range<usize> {
        let start = self.offset(prepared.start, false);
        start..self.offset(prepared.end, true).max(start)
    }

    fn offset(&self, offset: usize, is_end: bool) -> usize {
        let before = self.edits.partition_point(|edit| {
            if is_end { edit.prepared.start < offset } else { edit.prepared.start <= offset }
        });
        match before.checked_sub(1).and_then(|index| self.edits.get(index)) {
            None => offset,
            Some(edit) if offset >= edit.prepared.end => {
                edit.source.end + (offset - edit.prepared.end)
            }
            Some(edit) if is_end => edit.source.end,
            Some(edit) => edit.source.start,
        }
    }

    /// The special that a comment `<!--…-->` of the prepared text stands for.
    pub(super) fn special(&self, comment: &str) -> Option<&Special> {
        let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?;
        let sentinel = self.sentinel.as_str();
        let number = inner.strip_prefix(sentinel)?.strip_suffix(sentinel)?;
        self.specials.get(number.parse::<usize>().ok()?)
    }

    /// Prepared text as it was written: for code, addresses and attributes.
    pub(super) fn restore(&self, prepared: &str, text: &str) -> String {
        let sentinel = self.sentinel.as_str();
        let mut restored = String::with_capacity(prepared.len());
        let mut rest = prepared;
        while let Some(start) = rest.find(sentinel) {
            let (before, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
            let (inside, tail) = after
                .strip_prefix(sentinel)
                .and_then(|after| after.split_once(sentinel))
                .unwrap_or(("", ""));
            let special = inside.parse::<usize>().ok().and_then(|number| self.specials.get(number));
            match (before.strip_suffix("<!--"), special, tail.strip_prefix("-->")) {
                (Some(before), Some(special), Some(tail)) => {
                    restored.push_str(before);
                    restored.push_str(text.get(special.range()).unwrap_or(""));
                    rest = tail;
                }
                _ => {
                    restored.push_str(before);
                    rest = after.strip_prefix(sentinel).unwrap_or("");
                }
            }
        }
        restored.push_str(rest);
        restored
    }
}

impl Special {
    /// All of it in the text as written.
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Special::Comment(range, _) | Special::Fence(range) => range.clone(),
        }
    }
}

/// Prepares `text`; the whitespace at `indents` (in order) is left out.
pub(super) fn prepare(
    file: FileId,
    text: &str,
    indents: &[Range<usize>],
    diags: &mut Diagnostics,
) -> Prepared {
    let sentinel = sentinel(text).unwrap_or_else(|| {
        diags.push(catalog::sentinels_taken(Span::new(file, 0, 0), MAX_SENTINEL));
        SENTINELS[0].to_string()
    });
    let prepared = Prepared {
        text: String::with_capacity(text.len() + text.len() / 16),
        sentinel,
        specials: Vec::new(),
        edits: Vec::new(),
    };
    let mut scanner = Scanner {
        file,
        text,
        diags,
        prepared,
        copied: 0,
        fence: None,
        in_list: false,
        in_paragraph: false,
        ticks: Ticks::default(),
        next_close: 0,
        paragraph: 0..0,
    };
    let mut indents = indents.iter().peekable();
    let mut position = scanner.front_matter();
    while position < text.len() {
        if let Some(indent) = indents.next_if(|indent| indent.start <= line_end(text, position)) {
            scanner.replace(indent.clone(), "");
            position = indent.end;
        }
        position = scanner.line(position);
    }
    scanner.copy_to(text.len());
    scanner.prepared
}

/// What can be put into the text and found again: a mark that it does not hold, else a row of one
/// mark, longer than any in the text, with another at its end.
fn sentinel(text: &str) -> Option<String> {
    if let Some(free) = SENTINELS.into_iter().find(|sentinel| !text.contains(*sentinel)) {
        return Some(free.to_string());
    }
    let [end, marks @ ..] = SENTINELS;
    let longest = |mark: char| {
        let runs = text.split(|c: char| c != mark).map(str::len);
        (runs.max().unwrap_or(0) / mark.len_utf8(), mark)
    };
    let (length, mark) = marks.into_iter().map(longest).min()?;
    (length < MAX_SENTINEL).then(|| {
        let mut row: String = std::iter::repeat_n(mark, length + 1).collect();
        row.push(end);
        row
    })
}

/// The offset of the line break at or after `position`, or the end of the text.
fn line_end(text: &str, position: usize) -> usize {
    text.get(position..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| position + end)
}

/// A code fence that is open.
struct Fence {
    mark: u8,
    length: usize,
    quotes: usize,
    /// Lines that are indented less end the list item that holds the fence.
    column: usize,
}

/// The backtick runs of the paragraph, by length: which run closes which.
#[derive(Default)]
struct Ticks {
    end: usize,
    runs: BTreeMap<usize, VecDeque<usize>>,
}

struct Scanner<'a> {
    file: FileId,
    text: &'a str,
    diags: &'a mut Diagnostics,
    prepared: Prepared,
    copied: usize,
    fence: Option<Fence>,
    in_list: bool,
    in_paragraph: bool,
    ticks: Ticks,
    /// The first `-->` at or after the place where one was last looked for.
    next_close: usize,
    /// Where the end of a paragraph was last looked for, and found.
    paragraph: Range<usize>,
}

impl Scanner<'_> {
    fn copy_to(&mut self, end: usize) {
        self.prepared.text.push_str(self.text.get(self.copied..end).unwrap_or(""));
        self.copied = self.copied.max(end);
    }

    fn replace(&mut self, source: Range<usize>, with: &str) {
        self.copy_to(source.start);
        let start = self.prepared.text.len();
        self.prepared.text.push_str(with);
        self.copied = self.copied.max(source.end);
        let prepared = start..self.prepared.text.len();
        self.prepared.edits.push(Edit { prepared, source });
    }

    fn insert_sentinel(&mut self, at: usize) {
        let sentinel = self.prepared.sentinel.clone();
        self.replace(at..at, &sentinel);
    }

    fn replace_special(&mut self, special: Special) {
        let sentinel = &self.prepared.sentinel;
        let placeholder = format!("<!--{sentinel}{}{sentinel}-->", self.prepared.specials.len());
        self.replace(special.range(), &placeholder);
        self.prepared.specials.push(special);
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Front matter (`---`, keys, `---` at the very start) is no text: it becomes a comment.
    fn front_matter(&mut self) -> usize {
        let Some(body) = self.text.strip_prefix("---\n") else { return 0 };
        let mut offset = 4;
        let mut keys = 0;
        for line in body.split_inclusive('\n') {
            let words = line.trim_end();
            if words == "---" && keys > 0 {
                let end = offset + words.len();
                self.replace_special(Special::Comment(0..end, 4..offset));
                return line_end(self.text, end);
            }
            let name = words.split_once(':').map_or("", |(name, _)| name);
            let is_key = !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            if is_key {
                keys += 1;
            } else if keys == 0 || !line.starts_with([' ', '\t', '-', '#']) {
                return 0;
            }
            offset += line.len();
        }
        0
    }

    /// Reads from the start of a line; gives where the next unread line starts.
    fn line(&mut self, start: usize) -> usize {
        let end = line_end(self.text, start);
        let line = self.text.get(start..end).unwrap_or("");
        let lead = scan::lead(line);
        let words = line.get(lead.start..).unwrap_or("");
        let at = start + lead.start;
        if self.in_fence(&lead, words) {
            return end + 1;
        }
        if words.is_empty() {
            self.in_paragraph = false;
            return end + 1;
        }
        self.in_list = lead.is_item || (self.in_list && (lead.indent > 0 || self.in_paragraph));
        if words.starts_with(":::") && (lead.column < 4 || self.in_list) {
            self.replace_special(Special::Fence(at..at + words.trim_end().len()));
            self.in_paragraph = false;
            return end + 1;
        }
        if let Some((mark, length)) = scan::opening_fence(words) {
            let column = if self.in_list { lead.column } else { 0 };
            self.fence = Some(Fence { mark, length, quotes: lead.quotes, column });
            self.in_paragraph = false;
            return end + 1;
        }
        self.words(at, words);
        let next = self.inline(at);
        if !words.starts_with("<!--") {
            self.in_paragraph = !words.starts_with('#') && !scan::is_rule(words);
        }
        next
    }

    /// Whether the line belongs to an open code fence.
    fn in_fence(&mut self, lead: &scan::Lead, words: &str) -> bool {
        let Some(fence) = &self.fence else { return false };
        let left = lead.quotes < fence.quotes || (!words.is_empty() && lead.indent < fence.column);
        if left {
            self.fence = None;
            return false;
        }
        let is_own = lead.quotes == fence.quotes && !lead.is_item;
        if is_own && scan::closes_fence(words, fence.mark, fence.length) {
            self.fence = None;
        }
        true
    }

    /// Repairs the start and end of a line's words.
    fn words(&mut self, at: usize, words: &str) {
        if let Some(level) = scan::tight_heading(words, opens_prose) {
            let span = Span::new(self.file, at, at + level);
            self.diags.push(catalog::heading_without_space(span));
            self.replace(at + level..at + level, " ");
        }
        // `:word` is no definition: a space must follow the colon. `:-:|--:` is part of a table.
        let is_definition = words.starts_with(": ") || words.starts_with(":\t");
        let is_table =
            words.trim_end().bytes().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' '));
        let no_term = words.starts_with(':') && !is_definition && !is_table;
        if no_term || scan::is_named_speech(words, opens_prose) {
            self.insert_sentinel(at);
        }
    }

    /// Reads words from `position` to the end of a line; gives the start of the next line.
    fn inline(&mut self, start: usize) -> usize {
        let mut position = start;
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(position..).unwrap_or(&[]);
            let found = rest
                .iter()
                .position(|b| matches!(b, b'\n' | b'\\' | b'`' | b'<' | b'*' | b'~' | b'_'));
            let Some(found) = found else {
                self.guard_heading(start, self.text.len());
                return self.text.len();
            };
            position += found;
            position = match rest.get(found) {
                Some(b'\n') => {
                    self.guard_heading(start, position);
                    return position + 1;
                }
                Some(b'\\') => match rest.get(found + 1) {
                    Some(next) if next.is_ascii_punctuation() => position + 2,
                    _ => position + 1,
                },
                Some(b'`') => self.code(position),
                Some(b'*' | b'~') => self.run(position, start),
                Some(b'_') => self.underscore(position, start),
                _ if self.text.get(position..).is_some_and(|t| t.starts_with("<!--")) => {
                    self.comment(position, start)
                }
                _ => position + 1,
            };
        }
    }

    /// `# [甲]{.dots}`: the braces belong to the words, not to the heading; so do `\{#甲}` and what
    /// is no list of attributes.
    fn guard_heading(&mut self, start: usize, end: usize) {
        let Some(line) = self.text.get(start..end) else { return };
        let words = line.trim_end();
        if !words.starts_with('#') || !words.ends_with('}') {
            return;
        }
        let Some((before, braces)) = words.rfind('{').and_then(|at| words.split_at_checked(at))
        else {
            return;
        };
        let is_list = attributes::scan(braces).is_some_and(|(_, length)| length == braces.len());
        if before.ends_with([']', '\\']) || !is_list {
            self.insert_sentinel(start + words.len());
        }
    }

    /// The end of the code span that opens at `position`, or of its backticks when it has none.
    fn code(&mut self, position: usize) -> usize {
        if position >= self.ticks.end {
            self.collect_ticks(position);
        }
        let text = self.text.as_bytes().get(position..).unwrap_or(&[]);
        let length = text.iter().take_while(|byte| **byte == b'`').count();
        let runs = self.ticks.runs.entry(length).or_default();
        while runs.front().is_some_and(|start| *start <= position) {
            runs.pop_front();
        }
        runs.front().copied().unwrap_or(position) + length
    }

    fn collect_ticks(&mut self, position: usize) {
        let end = self.paragraph_end(position);
        let bytes = self.text.as_bytes().get(position..end).unwrap_or(&[]);
        self.ticks = Ticks { end, runs: BTreeMap::new() };
        let mut index = 0;
        while let Some(found) = bytes.iter().skip(index).position(|byte| *byte == b'`') {
            let start = index + found;
            let length = bytes.iter().skip(start).take_while(|byte| **byte == b'`').count();
            self.ticks.runs.entry(length).or_default().push_back(position + start);
            index = start + length;
        }
    }

    /// Where the paragraph that holds `position` ends: before a blank line or a new block.
    fn paragraph_end(&self, position: usize) -> usize {
        let mut end = line_end(self.text, position);
        while end < self.text.len() {
            let next = line_end(self.text, end + 1);
            let line = self.text.get(end + 1..next).unwrap_or("");
            let lead = scan::lead(line);
            let words = line.get(lead.start..).unwrap_or("");
            if words.is_empty() || lead.is_item || words.starts_with('#') {
                return end;
            }
            end = next;
        }
        end
    }

    /// Puts a sentinel on both sides of a run of `*` or `~~` that touches Chinese and no space: by
    /// the CJK-friendly rule it may both open and close, whatever stands beside it (N8.1).
    fn run(&mut self, position: usize, line_words: usize) -> usize {
        let text = self.text;
        let rest = text.get(position..).unwrap_or("").as_bytes();
        let mark = rest.first().copied().unwrap_or(b'*');
        let length = rest.iter().take_while(|byte| **byte == mark).count();
        let end = position + length;
        let before = text.get(line_words..position).unwrap_or("");
        let before = before.chars().rev().find(|c| !is_variation(*c));
        let after = text.get(end..).and_then(|after| after.chars().next());
        // One tilde is a range, not a mark.
        if let (Some(before), Some(after)) = (before, after)
            && (mark == b'*' || length == 2)
            && !before.is_whitespace()
            && !after.is_whitespace()
            && (is_cjk(before) || is_cjk(after))
            && !(is_plain(before) && is_plain(after))
        {
            self.insert_sentinel(position);
            self.insert_sentinel(end);
        }
        end
    }

    /// Puts a sentinel before `_` after a mark whose form a variation selector chooses: the selector
    /// hides the mark, beside which `_` may open.
    fn underscore(&mut self, position: usize, line_words: usize) -> usize {
        let before = self.text.get(line_words..position).unwrap_or("");
        let mut before = before.chars().rev();
        let is_varied = before.next().is_some_and(is_variation);
        if is_varied && before.next().is_some_and(is_chinese_mark) {
            self.insert_sentinel(position);
        }
        let rest = self.text.get(position..).unwrap_or("");
        position + rest.bytes().take_while(|byte| *byte == b'_').count()
    }

    /// Replaces the comment at `position`; gives its end.
    fn comment(&mut self, position: usize, line_words: usize) -> usize {
        let text = self.text;
        let rest = text.get(position..).unwrap_or("");
        let (end, inner) = if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            let end = position + rest.find('>').map_or(rest.len(), |index| index + 1);
            (end, end..end)
        } else {
            self.comment_end(position)
        };
        let line_rest = text.get(end..line_end(text, end)).unwrap_or("");
        let opens_line = text.get(line_words..position).is_some_and(|t| t.trim().is_empty());
        if opens_line {
            // A sentinel before a comment keeps it, and what follows it, inside the paragraph.
            self.in_paragraph |= !line_rest.trim().is_empty();
            if self.in_paragraph {
                self.insert_sentinel(position);
            }
        }
        self.replace_special(Special::Comment(position..end, inner));
        end
    }

    /// Where a comment ends, and what it says. One that is never closed, or only by the end of a
    /// later comment, ends with its paragraph, so that it swallows no more than that.
    fn comment_end(&mut self, position: usize) -> (usize, Range<usize>) {
        let text = self.text;
        let opened = position + 4;
        if self.next_close < opened {
            let found = text.get(opened..).and_then(|rest| rest.find("-->"));
            self.next_close = found.map_or(usize::MAX, |found| opened + found);
        }
        let close = self.next_close;
        if !self.paragraph.contains(&opened) {
            self.paragraph = opened..self.blank_line(opened);
        }
        let paragraph = self.paragraph.end;
        let later = text.get(paragraph..close.min(text.len())).unwrap_or("");
        if close == usize::MAX || (paragraph < close && later.contains("<!--")) {
            self.diags.push(catalog::comment_unclosed(self.span(&(position..opened))));
            return (paragraph, opened..paragraph);
        }
        (close + 3, opened..close)
    }

    /// The end of the last line before the next blank line.
    fn blank_line(&self, position: usize) -> usize {
        let mut end = line_end(self.text, position);
        while end < self.text.len() {
            let next = line_end(self.text, end + 1);
            let line = self.text.get(end + 1..next).unwrap_or("");
            if line.get(scan::lead(line).start..).unwrap_or("").is_empty() {
                return end;
            }
            end = next;
        }
        end
    }
}
