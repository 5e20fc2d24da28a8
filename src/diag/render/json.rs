//! Messages for programs: one JSON object a line (RFC 8259), as `docs/messages.md` describes them.
//!
//! Every object has every field; what a message does not have is null. No control character and
//! no mark of writing direction is written as such, so that a log is as safe to look at as the rest.

use std::io::{self, Write};

use crate::diag::catalog::words;
use crate::diag::cells::drives;
use crate::diag::files::{Files, LineColumn};
use crate::diag::report::{Diagnostic, Place, Words};
use crate::diag::span::Span;

use super::human::path;

/// How much of the text under a place is told.
const LONGEST_SNIPPET: usize = 120;

/// One message.
pub(super) fn message(one: &Diagnostic, files: &Files, out: &mut dyn Write) -> io::Result<()> {
    let (start, end, snippet) = match one.place {
        Place::Span(span) => {
            let under = files.slice(span).chars().take(LONGEST_SNIPPET).collect();
            (files.locate(span), files.locate_end(span), Some::<String>(under))
        }
        Place::Path(_) | Place::Book => (None, None, None),
    };
    let path = Some(path(one, files)).filter(|path| !path.is_empty());
    let also: Vec<String> = one.also.iter().map(|other| spot(*other, files)).collect();
    let fields = [
        ("type", quoted("message")),
        ("id", quoted(one.id)),
        ("severity", quoted(&words::severity(one.severity).en)),
        ("path", path.map_or_else(null, quoted)),
        ("line", start.map_or_else(null, |at: LineColumn| at.line_number.to_string())),
        ("column", start.map_or_else(null, |at| at.column_number.to_string())),
        ("end_line", end.map_or_else(null, |at| at.line_number.to_string())),
        ("end_column", end.map_or_else(null, |at| at.column_number.to_string())),
        ("snippet", snippet.as_deref().map_or_else(null, quoted)),
        ("also", format!("[{}]", also.join(","))),
        ("message", both(&one.message)),
        ("help", one.help.as_ref().map_or_else(null, both)),
    ];
    writeln!(out, "{}", object(&fields))
}

/// How many errors, warnings and notes there were.
pub(super) fn summary(counts: (usize, usize, usize), out: &mut dyn Write) -> io::Result<()> {
    let (errors, warnings, notes) = counts;
    let fields = [
        ("type", quoted("summary")),
        ("errors", errors.to_string()),
        ("warnings", warnings.to_string()),
        ("notes", notes.to_string()),
    ];
    writeln!(out, "{}", object(&fields))
}

/// Another place that a message speaks of.
pub fn spot(span: Span, files: &Files) -> String {
    let path = quoted(files.get(span.file).map_or("", |file| file.path.as_str()));
    let at = files.locate(span);
    object(&[
        ("path", path),
        ("line", at.map_or_else(null, |at| at.line_number.to_string())),
        ("column", at.map_or_else(null, |at| at.column_number.to_string())),
    ])
}

fn null() -> String {
    "null".to_owned()
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}

fn both(words: &Words) -> String {
    object(&[("en", quoted(&words.en)), ("zh", quoted(&words.zh))])
}

/// A JSON string (RFC 8259 §7).
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            acting if drives(acting) => {
                let units = acting.encode_utf16(&mut [0; 2]).to_vec();
                units.iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}
