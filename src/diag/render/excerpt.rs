//! The source line of a place, with carets under what is meant.
//!
//! In: a span. Out: the line, cut to a window around the place when it is long, and carets that
//! count cells: Han takes two, a tab one, and what takes none is marked under what it follows.

use std::io::{self, Write};

use crate::diag::catalog::words;
use crate::diag::cells::{clean, width};
use crate::diag::files::{File, Files};
use crate::diag::span::Span;

use super::look::{GUTTER, Look};

/// A line of more cells is cut to a window of so many.
const WIDEST_LINE: usize = 100;
/// How many cells of a window stand before the place.
const WIDEST_BEFORE: usize = 40;

/// How many characters beside the place are looked at: accents and joiners take no cell.
const MOST_CHARACTERS: usize = 1000;

/// What is shown of a line.
struct Window {
    /// The text, with `…` where it is cut.
    shown: String,
    /// Cells before the carets.
    before: usize,
    /// Cells under which carets stand.
    marked: usize,
}

/// Writes the line and the carets.
pub(super) fn excerpt(
    span: Span,
    files: &Files,
    look: Look,
    colour: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (Some(file), Some(at), Some(end)) =
        (files.get(span.file), files.locate(span), files.locate_end(span))
    else {
        return Ok(());
    };
    if file.text.is_empty() {
        return Ok(());
    }
    let window = window(file, at.line_number, span);
    let number = at.line_number.to_string();
    let gutter = " ".repeat(number.len());
    let bar = look.paint("|", GUTTER);
    let pad = " ".repeat(window.before);
    let carets = look.paint(&"^".repeat(window.marked), colour);
    writeln!(out, "{gutter} {bar}")?;
    writeln!(out, "{} {bar} {}", look.paint(&number, GUTTER), window.shown)?;
    write!(out, "{gutter} {bar} {pad}{carets}")?;
    if end.line_number > at.line_number {
        let rest = words::up_to_line(end.line_number);
        write!(out, " {}", look.paint(rest.in_tongue(look.tongue), colour))?;
    }
    writeln!(out)
}

fn window(file: &File, line_number: usize, span: Span) -> Window {
    let line = file.line(line_number);
    let line_start = file.line_start(line_number);
    let cut = |offset: u32| (offset as usize).saturating_sub(line_start).min(line.len());
    let (start, end) = (cut(span.start), cut(span.end));
    let before = last_characters(line.get(..start).unwrap_or(""));
    let after = first_characters(line.get(start..).unwrap_or(""));
    let marked = first_characters(line.get(start..end).unwrap_or(""));
    let (mut left, mut right) = (clean(before), clean(after));
    let is_whole = before.len() + after.len() == line.len();
    if !is_whole || width(&left) + width(&right) > WIDEST_LINE {
        left = last_cells(&left, WIDEST_BEFORE);
        right = first_cells(&right, WIDEST_LINE - width(&left));
    }
    let seen: String = right.chars().take(marked.chars().count()).collect();
    let (before, marked) = carets(&left, &seen);
    Window { before, marked, shown: left + &right }
}

/// As much of the end of text as can matter: a line may have no end to speak of.
fn last_characters(text: &str) -> &str {
    let from = text.char_indices().rev().nth(MOST_CHARACTERS).map_or(0, |(index, _)| index);
    text.get(from..).unwrap_or("")
}

/// As much of the beginning of text as can matter.
fn first_characters(text: &str) -> &str {
    let to = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(index, _)| index);
    text.get(..to).unwrap_or("")
}

/// Cells before the carets, and carets. What takes no cell, such as an accent or a joiner, is
/// marked under the character that it follows.
fn carets(left: &str, seen: &str) -> (usize, usize) {
    let before = width(left);
    match width(seen) {
        0 if seen.is_empty() || before == 0 => (before, 1),
        0 => {
            let host = left.chars().rev().map(|last| width(last.encode_utf8(&mut [0; 4])));
            let cells = host.into_iter().find(|cells| *cells > 0).unwrap_or(1).min(before);
            (before - cells, cells)
        }
        cells => (before, cells),
    }
}

/// The end of text, `…` before it when it is cut.
fn last_cells(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut cells = 1;
    let kept = text.char_indices().rev().take_while(|(_, character)| {
        cells += width(character.encode_utf8(&mut [0; 4]));
        cells <= limit
    });
    let from = kept.last().map_or(text.len(), |(index, _)| index);
    format!("…{}", text.get(from..).unwrap_or(""))
}

/// The beginning of text, `…` after it when it is cut.
fn first_cells(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut cells = 1;
    let cut = text.char_indices().find(|(_, character)| {
        cells += width(character.encode_utf8(&mut [0; 4]));
        cells > limit
    });
    let to = cut.map_or(text.len(), |(index, _)| index);
    format!("{}…", text.get(..to).unwrap_or(""))
}
