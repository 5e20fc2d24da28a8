//! Changes to edits: which bytes of a text go, and what stands there instead.
//!
//! In: changes as the normalizer tells them, and the text that they speak of. Out: edits in order
//! that do not overlap: an escape goes with its backslash, an entity as a whole. Never here:
//! whether the book stays the same.

use std::ops::Range;

use crate::normalize::Change;

/// One stretch of a text, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes that go.
    pub(super) range: Range<usize>,
    /// What comes.
    pub(super) after: String,
    /// The rule that asks for it.
    pub(super) rule: &'static str,
}

/// Edits that can be carried out, and those that cannot, since the change is a part of what was
/// written as one, such as an entity for two characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    /// In order, apart from each other.
    pub(super) list: Vec<Edit>,
    /// What cannot be written.
    pub(super) unwritable: Vec<Edit>,
}

/// The edits that changes of `text` ask for.
pub(super) fn edits(changes: &[Change], text: &str) -> Edits {
    let mut edits = Edits::default();
    let mut templates = templates(text).into_iter().peekable();
    let mut wanted: Vec<(Edit, Fate)> = changes.iter().map(|change| edit(change, text)).collect();
    wanted.sort_by_key(|(edit, _)| (edit.range.start, edit.range.end));
    for (edit, fate) in wanted {
        while templates.next_if(|template| template.end <= edit.range.start).is_some() {}
        if templates.peek().is_some_and(|template| template.start < edit.range.end) {
            continue;
        }
        let last = edits.list.last_mut();
        let free = last.as_ref().is_none_or(|last| last.range.end <= edit.range.start);
        match (fate, last) {
            (Fate::Idle, _) => {}
            (Fate::Writable, Some(last)) if free && belongs(last, &edit) => {
                last.range.end = edit.range.end;
                last.after.push_str(&edit.after);
            }
            (Fate::Writable, _) if free => edits.list.push(edit),
            _ => edits.unwritable.push(edit),
        }
    }
    edits
}

/// `{{#include 第一.md}}`: what mdBook reads before Markdown is, and what names a file.
fn templates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(start) = text.get(position..).and_then(|rest| rest.find("{{")) {
        let start = position + start;
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let length = line.find("}}").map_or(0, |end| end + 2);
        if length > 0 {
            found.push(start..start + length);
        }
        // A line without an end has none further on either.
        position = start + if length > 0 { length } else { line.len().max(2) };
    }
    found
}

/// What can be done for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The text stands so already.
    Idle,
    Writable,
    Unwritable,
}

fn edit(change: &Change, text: &str) -> (Edit, Fate) {
    let mut range = change.span.range();
    let written = text.get(range.clone()).unwrap_or("");
    let fate = match written {
        _ if written == change.after => Fate::Idle,
        _ if written.contains('\n') || change.after.contains('\n') => Fate::Unwritable,
        _ if written == change.before => {
            range.start -= usize::from(is_escaped(text, &range));
            Fate::Writable
        }
        _ if written.starts_with('&') && written.ends_with(';') => Fate::Writable,
        _ => Fate::Unwritable,
    };
    (Edit { range, after: change.after.clone(), rule: change.rule }, fate)
}

/// Whether a backslash before the range belongs to its first character.
fn is_escaped(text: &str, range: &Range<usize>) -> bool {
    let (before, inside) = text.split_at_checked(range.start).unwrap_or_default();
    let backslashes = before.bytes().rev().take_while(|byte| *byte == b'\\').count();
    let mark = inside.bytes().next().is_some_and(|byte| byte.is_ascii_punctuation());
    !range.is_empty() && mark && backslashes % 2 == 1
}

/// Whether an edit only goes on with the one before it: three escaped stops are one ellipsis.
fn belongs(last: &Edit, edit: &Edit) -> bool {
    let touches = last.range.end == edit.range.start && last.rule == edit.rule;
    touches && (last.after.is_empty() || edit.after.is_empty())
}

/// The text with edits carried out.
pub(super) fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        out.push_str(text.get(copied..edit.range.start).unwrap_or(""));
        out.push_str(&edit.after);
        copied = edit.range.end;
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    out
}

/// Where what comes stands in the text afterwards.
pub(super) fn places(edits: &[Edit]) -> Vec<Range<usize>> {
    let (mut gone, mut come) = (0, 0);
    let place = |edit: &Edit| {
        let start = edit.range.start - gone + come;
        gone += edit.range.len();
        come += edit.after.len();
        start..start + edit.after.len()
    };
    edits.iter().map(place).collect()
}

/// The edits of two rounds as one: `second` speaks of `between`, the text after `first`. What
/// overlaps becomes one edit.
pub(super) fn compose(first: Vec<Edit>, second: Vec<Edit>, between: &str) -> Vec<Edit> {
    let places = places(&first);
    let mut known = first.into_iter().zip(places).peekable();
    let mut more = second.into_iter().peekable();
    let mut out: Vec<Edit> = Vec::new();
    // The same place in the text before the first round and between the two.
    let (mut before, mut after) = (0, 0);
    loop {
        let next_known = known.peek().map(|(edit, place)| (place.start, edit.rule));
        let next_more = more.peek().map(|edit| (edit.range.start, edit.rule));
        let Some((start, mut rule)) = next_known.into_iter().chain(next_more).min() else {
            return out;
        };
        let (from, mut end, mut read) = (before + (start - after), start, start);
        let mut words = String::new();
        let mut has_any = false;
        loop {
            let joins = |place: usize| place < end || place == start && !has_any;
            if let Some((edit, place)) = known.next_if(|(_, place)| joins(place.start)) {
                end = end.max(place.end);
                (before, after) = (edit.range.end, place.end);
            } else if let Some(edit) = more.next_if(|edit| joins(edit.range.start)) {
                words.push_str(between.get(read..edit.range.start).unwrap_or(""));
                words.push_str(&edit.after);
                read = edit.range.end;
                end = end.max(read);
                rule = edit.rule;
            } else {
                break;
            }
            has_any = true;
        }
        words.push_str(between.get(read..end).unwrap_or(""));
        out.push(Edit { range: from..before + (end - after), after: words, rule });
    }
}

/// Where an offset of the text after `edits`, which stand there in `places`, lay before them.
pub(super) fn origin(edits: &[Edit], places: &[Range<usize>], offset: usize) -> usize {
    let passed = places.partition_point(|place| place.start < offset);
    match passed.checked_sub(1).and_then(|last| edits.get(last).zip(places.get(last))) {
        Some((edit, place)) if offset < place.end => edit.range.start,
        Some((edit, place)) => edit.range.end + (offset - place.end),
        None => offset,
    }
}

/// The same edits on the file as it is written: `text` is `written` with other line breaks and
/// without a byte order mark.
pub(super) fn on_file(edits: &[Edit], text: &str, written: &str) -> Vec<Edit> {
    let bounds = edits.iter().flat_map(|edit| [edit.range.start, edit.range.end]);
    let mut offsets = offsets(bounds, text, written).into_iter();
    let mut out = Vec::with_capacity(edits.len());
    for edit in edits {
        let (Some(start), Some(end)) = (offsets.next(), offsets.next()) else { break };
        out.push(Edit { range: start..end, ..edit.clone() });
    }
    out
}

/// Offsets of `text`, in order, as offsets of `written`.
fn offsets(bounds: impl Iterator<Item = usize>, text: &str, written: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut file = written.char_indices().peekable();
    file.next_if(|(_, character)| *character == '\u{FEFF}');
    let mut characters = text.char_indices().peekable();
    for bound in bounds {
        while let Some((_, character)) = characters.next_if(|(offset, _)| *offset < bound) {
            let first = file.next().map(|(_, first)| first);
            if character == '\n' && first == Some('\r') {
                file.next_if(|(_, second)| *second == '\n');
            }
        }
        found.push(file.peek().map_or(written.len(), |(offset, _)| *offset));
    }
    found
}
