//! Diagnostics as text: for people with the line and carets, short, or JSON.
//!
//! In: what a run found, the texts, a language. Out: text to any writer, sorted, repeats dropped.
//! Columns count characters; carets count cells, and Han takes two. Never here: what to say.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::files::{Files, LineColumn};
use super::report::{Diagnostic, Diagnostics, Place, Severity, Words};
use super::span::Span;

/// The form of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the source line and carets.
    #[default]
    Human,
    /// `path:line:column: error[id]: message`.
    Short,
    /// One object a line.
    Json,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// 中文。
    Chinese,
}

/// Whether messages are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal.
    Ansi,
    /// For a file or pipe.
    #[default]
    Plain,
}

/// How to show messages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// The form.
    pub format: Format,
    /// The language.
    pub tongue: Tongue,
    /// Colours.
    pub colour: Colour,
}

/// Of one kind in one file, people see so many; the rest is counted.
const MOST_ALIKE: usize = 10;
/// A longer source line is shown around the place only.
const LONGEST_LINE: usize = 120;

/// Writes everything that was found, and how much of it.
///
/// # Errors
/// What the writer says.
pub fn render(
    found: &Diagnostics,
    files: &Files,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sorted = found.sorted();
    match look.format {
        Format::Json => sorted.iter().try_for_each(|one| json(one, files, out)),
        Format::Short => sorted.iter().try_for_each(|one| short(one, files, look, out)),
        Format::Human => people(&sorted, files, look, out),
    }
}

fn people(
    sorted: &[&Diagnostic],
    files: &Files,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut alike: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for one in sorted {
        let count = alike.entry((one.id, path(one, files))).or_insert(0);
        *count += 1;
        if *count <= MOST_ALIKE || one.severity == Severity::Error {
            human(one, files, look, out)?;
        }
    }
    for ((id, path), count) in alike {
        let errors = sorted.iter().any(|one| one.id == id && one.severity == Severity::Error);
        if count > MOST_ALIKE && !errors {
            let more = count - MOST_ALIKE;
            let line = match look.tongue {
                Tongue::English => format!("{path}: {more} more of [{id}]"),
                Tongue::Chinese => format!("{path}：[{id}] 另有 {more} 处"),
            };
            writeln!(out, "{line}")?;
        }
    }
    summary(sorted, look, out)
}

fn summary(sorted: &[&Diagnostic], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let count = |severity| sorted.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings == 0 {
        return Ok(());
    }
    let line = match look.tongue {
        Tongue::English => format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")),
        Tongue::Chinese => format!("{errors} 个错误，{warnings} 个警告"),
    };
    writeln!(out, "{line}")
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn say(words: &Words, tongue: Tongue) -> String {
    clean(match tongue {
        Tongue::English => &words.en,
        Tongue::Chinese => &words.zh,
    })
}

/// Text on one line, without the controls with which a manuscript could drive a terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect()
}

fn severity_word(severity: Severity, tongue: Tongue) -> &'static str {
    match (severity, tongue) {
        (Severity::Error, Tongue::English) => "error",
        (Severity::Error, Tongue::Chinese) => "错误",
        (Severity::Warning, Tongue::English) => "warning",
        (Severity::Warning, Tongue::Chinese) => "警告",
        (Severity::Note, Tongue::English) => "note",
        (Severity::Note, Tongue::Chinese) => "提示",
    }
}

/// Wraps text in a colour, or leaves it.
fn paint(text: &str, code: &str, look: Look) -> String {
    match look.colour {
        Colour::Ansi => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        Colour::Plain => text.to_owned(),
    }
}

fn colour_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    }
}

fn path(one: &Diagnostic, files: &Files) -> String {
    match &one.place {
        Place::Span(span) => {
            files.get(span.file).map_or_else(String::new, |file| file.path.clone())
        }
        Place::Path(path) => path.clone(),
        Place::Book => String::new(),
    }
}

fn place(one: &Diagnostic, files: &Files) -> Option<LineColumn> {
    match &one.place {
        Place::Span(span) => files.locate(*span),
        Place::Path(_) | Place::Book => None,
    }
}

/// `path:line:column`, or as much of it as there is.
fn where_it_is(one: &Diagnostic, files: &Files) -> String {
    let path = path(one, files);
    match place(one, files) {
        Some(at) => format!("{path}:{}:{}", at.line_number, at.column_number),
        None => path,
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

fn short(one: &Diagnostic, files: &Files, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let severity = severity_word(one.severity, look.tongue);
    let message = say(&one.message, look.tongue);
    let at = where_it_is(one, files);
    let at = if at.is_empty() { at } else { format!("{at}: ") };
    writeln!(out, "{at}{severity}[{}]: {message}", one.id)
}

fn human(one: &Diagnostic, files: &Files, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let severity = severity_word(one.severity, look.tongue);
    let head = paint(&format!("{severity}[{}]", one.id), colour_of(one.severity), look);
    writeln!(out, "{head}: {}", say(&one.message, look.tongue))?;
    let at = where_it_is(one, files);
    if !at.is_empty() {
        writeln!(out, "  --> {at}")?;
    }
    if let (Place::Span(span), Some(at)) = (&one.place, place(one, files)) {
        excerpt(*span, at, files, look, colour_of(one.severity), out)?;
    }
    if !one.also.is_empty() {
        let word = match look.tongue {
            Tongue::English => "also",
            Tongue::Chinese => "另见",
        };
        let places: Vec<String> = one.also.iter().map(|span| spot(*span, files)).collect();
        writeln!(out, "   = {word}: {}", places.join(", "))?;
    }
    if let Some(help) = &one.help {
        let word = match look.tongue {
            Tongue::English => "help",
            Tongue::Chinese => "办法",
        };
        writeln!(out, "   = {word}: {}", say(help, look.tongue))?;
    }
    writeln!(out)
}

/// The source line with carets under the place.
fn excerpt(
    span: Span,
    at: LineColumn,
    files: &Files,
    look: Look,
    colour: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(file) = files.get(span.file) else { return Ok(()) };
    let line = file.line(at.line_number);
    if line.is_empty() {
        return Ok(());
    }
    let marked = files.slice(span).split('\n').next().unwrap_or("").chars().count().max(1);
    let from = at.column_number.saturating_sub(LONGEST_LINE / 2);
    let shown: String = line.chars().skip(from).take(LONGEST_LINE).collect();
    let before: String =
        shown.chars().take(at.column_number - 1 - from.min(at.column_number - 1)).collect();
    let under: String = shown.chars().skip(before.chars().count()).take(marked).collect();
    let number = at.line_number.to_string();
    let gutter = " ".repeat(number.len());
    let pad: String = before.chars().map(pad_of).collect();
    let carets = "^".repeat(under.width().max(1));
    writeln!(out, "{gutter} |")?;
    writeln!(out, "{number} | {}", clean(&shown))?;
    writeln!(out, "{gutter} | {pad}{}", paint(&carets, colour, look))
}

/// How many cells of a terminal a text takes: Han has two.
pub fn cells(text: &str) -> usize {
    text.width()
}

/// As many spaces as a character has cells.
fn pad_of(character: char) -> &'static str {
    match character.width() {
        Some(2) => "  ",
        Some(0) => "",
        _ => " ",
    }
}

fn json(one: &Diagnostic, files: &Files, out: &mut dyn Write) -> io::Result<()> {
    let severity = severity_word(one.severity, Tongue::English);
    let mut line = format!(
        "{{\"id\":{},\"severity\":\"{severity}\",\"path\":{}",
        quoted(one.id),
        quoted(&path(one, files))
    );
    if let Some(at) = place(one, files) {
        line.push_str(&format!(",\"line\":{},\"column\":{}", at.line_number, at.column_number));
    }
    if !one.also.is_empty() {
        let places: Vec<String> = one.also.iter().map(|span| json_spot(*span, files)).collect();
        line.push_str(&format!(",\"also\":[{}]", places.join(",")));
    }
    line.push_str(&format!(",\"message\":{}", both(&one.message)));
    if let Some(help) = &one.help {
        line.push_str(&format!(",\"help\":{}", both(help)));
    }
    writeln!(out, "{line}}}")
}

/// `{"path":…,"line":…,"column":…}` of a span.
pub fn json_spot(span: Span, files: &Files) -> String {
    let path = quoted(files.get(span.file).map_or("", |file| file.path.as_str()));
    match files.locate(span) {
        Some(at) => {
            let (line, column) = (at.line_number, at.column_number);
            format!("{{\"path\":{path},\"line\":{line},\"column\":{column}}}")
        }
        None => format!("{{\"path\":{path}}}"),
    }
}

fn both(words: &Words) -> String {
    format!("{{\"en\":{},\"zh\":{}}}", quoted(&words.en), quoted(&words.zh))
}

/// A JSON string (RFC 8259 §7).
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
