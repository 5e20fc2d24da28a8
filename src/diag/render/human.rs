//! Messages for people: with the source line and carets, or on a line each.
//!
//! Of one kind in one file, people see so many; the rest is counted. The short form shows all.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::diag::catalog::words;
use crate::diag::cells::clean;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostic, Place, Words};
use crate::diag::span::Span;

use super::excerpt::excerpt;
use super::look::{BOLD, GUTTER, Look, code};

/// How many messages of one kind are shown of one file.
const MOST_ALIKE: usize = 10;

/// All messages, and what is left out of those that are alike.
pub(super) fn all(
    sorted: &[&Diagnostic],
    files: &Files,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut alike: BTreeMap<(&str, &str), (usize, &Diagnostic)> = BTreeMap::new();
    for one in sorted {
        let (count, _) = alike.entry((path(one, files), one.id)).or_insert((0, one));
        *count += 1;
        if *count <= MOST_ALIKE {
            full(one, files, look, out)?;
            writeln!(out)?;
        }
    }
    let mut gap = "";
    for ((path, _), (count, one)) in alike.into_iter().filter(|(_, (count, _))| *count > MOST_ALIKE)
    {
        let more = words::more_alike(count - MOST_ALIKE);
        let head = look.paint(&head(one, look), code(one.severity));
        let colon = look.colon();
        let path = if path.is_empty() { String::new() } else { format!("{}: ", clean(path)) };
        writeln!(out, "{path}{head}{colon}{}", more.in_tongue(look.tongue))?;
        gap = "\n";
    }
    write!(out, "{gap}")
}

/// A message on one line.
pub(super) fn short(
    one: &Diagnostic,
    files: &Files,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let at = where_it_is(one, files);
    let at = if at.is_empty() { at } else { format!("{at}: ") };
    writeln!(out, "{at}{}{}{}", head(one, look), look.colon(), say(&one.message, look))
}

/// A message with its line.
pub(super) fn full(
    one: &Diagnostic,
    files: &Files,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let colour = code(one.severity);
    let head = look.paint(&head(one, look), colour);
    let message = look.paint(&format!("{}{}", look.colon(), say(&one.message, look)), BOLD);
    writeln!(out, "{head}{message}")?;
    let at = where_it_is(one, files);
    if !at.is_empty() {
        writeln!(out, "  {} {at}", look.paint("-->", GUTTER))?;
    }
    if let Place::Span(span) = one.place {
        excerpt(span, files, look, colour, out)?;
    }
    if !one.also.is_empty() {
        let label = words::also();
        let label = look.paint(label.in_tongue(look.tongue), BOLD);
        let equals = look.paint("=", GUTTER);
        let places: Vec<String> = one.also.iter().map(|span| clean(&spot(*span, files))).collect();
        writeln!(out, "   {equals} {label}{}{}", look.colon(), places.join(", "))?;
    }
    if let Some(help) = &one.help {
        let label = words::help();
        let label = look.paint(label.in_tongue(look.tongue), BOLD);
        let equals = look.paint("=", GUTTER);
        writeln!(out, "   {equals} {label}{}{}", look.colon(), say(help, look))?;
    }
    Ok(())
}

fn say(words: &Words, look: Look) -> String {
    clean(words.in_tongue(look.tongue))
}

/// `error[id]`.
fn head(one: &Diagnostic, look: Look) -> String {
    format!("{}[{}]", words::severity(one.severity).in_tongue(look.tongue), one.id)
}

/// The file that a message speaks of; empty when it speaks of the book.
pub(super) fn path<'a>(one: &'a Diagnostic, files: &'a Files) -> &'a str {
    match &one.place {
        Place::Span(span) => files.get(span.file).map_or("", |file| file.path.as_str()),
        Place::Path(path) => path,
        Place::Book => "",
    }
}

/// `path:line:column` of a span.
pub fn spot(span: Span, files: &Files) -> String {
    let path = files.get(span.file).map_or("", |file| file.path.as_str());
    match files.locate(span) {
        Some(at) => format!("{path}:{}:{}", at.line_number, at.column_number),
        None => path.to_owned(),
    }
}

/// `path:line:column`, or as much of it as there is.
fn where_it_is(one: &Diagnostic, files: &Files) -> String {
    let path = clean(path(one, files));
    let place = match one.place {
        Place::Span(span) => files.locate(span),
        Place::Path(_) | Place::Book => None,
    };
    match place {
        Some(at) => format!("{path}:{}:{}", at.line_number, at.column_number),
        None => path,
    }
}
