//! `publish check --pdf FILE`: a finished PDF looked at with the eyes of a print house.
//!
//! In: a PDF. Out: messages on standard error, on standard output a report for people, or with
//! `--message-format json` one JSON document. Never here: what is right or wrong.

use std::path::Path;

use publish::Session;
use publish::diag::render::Format;

use crate::args::House;
use crate::console::{BOOK, Console};
use crate::output::say;

use super::build::preset_of;

/// Looks at the file, and reports.
pub(crate) fn preflight(file: &Path, house: Option<House>, console: Console) -> Result<(), u8> {
    let mut session = Session::default();
    let found = publish::preflight(file, house.map(preset_of), &mut session);
    console.report(&session);
    let told = console.verdict(&session);
    let Ok(facts) = found else { return told.and(Err(BOOK)) };
    say(&match console.look.format {
        Format::Json => {
            publish::preflight::json(&file.to_string_lossy(), &facts, &session.diags.sorted())
        }
        _ => publish::preflight::table(&facts, console.look.tongue),
    });
    told
}
