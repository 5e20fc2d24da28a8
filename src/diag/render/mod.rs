//! Diagnostics as text: for people with the line and carets, short, or JSON.
//!
//! In: what a run found, the texts, a language. Out: text to any writer, sorted, repeats dropped,
//! and at the end how much there was. `docs/messages.md` describes the forms. Never here: what to
//! say (`catalog/`).

mod excerpt;
mod human;
mod json;
mod look;

use std::io::{self, Write};

pub use human::spot;
pub use json::{quoted, spot as json_spot};
pub use look::{BOLD, Colour, Format, Look, code};

use super::catalog::words;
use super::files::Files;
use super::report::{Diagnostic, Diagnostics, Severity};

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
    let count = |severity| sorted.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let notes = count(Severity::Note);
    match look.format {
        Format::Json => {
            sorted.iter().try_for_each(|one| json::message(one, files, out))?;
            return json::summary((errors, warnings, notes), out);
        }
        Format::Short => sorted.iter().try_for_each(|one| human::short(one, files, look, out))?,
        Format::Human => human::all(&sorted, files, look, out)?,
    }
    // A book in order, or with notes alone, needs no sum.
    if errors + warnings == 0 {
        return Ok(());
    }
    let summary = words::summary(errors, warnings, notes);
    let gravest = if errors > 0 { Severity::Error } else { Severity::Warning };
    writeln!(out, "{}", look.paint(summary.in_tongue(look.tongue), code(gravest)))
}

/// Writes one problem that is no book's: wrong usage, a file that is in the way.
///
/// # Errors
/// What the writer says.
pub fn render_alone(problem: &Diagnostic, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::new();
    match look.format {
        Format::Json => {
            json::message(problem, &files, out)?;
            json::summary((1, 0, 0), out)
        }
        Format::Short => human::short(problem, &files, look, out),
        Format::Human => human::full(problem, &files, look, out),
    }
}
