//! `publish check`: the book read, normalized and set, proofread, and what there is to say about it.
//!
//! In: the book's folder. Out: messages and figures on standard error, dumps and full figures on
//! standard output. Never here: files.

use std::path::Path;

use publish::Session;
use publish::diag::report::{Tongue, words};
use publish::model::settings::Missing;

use crate::args::{Dump, Stats};
use crate::console::{BOOK, Console, environment};
use crate::output::say;
use crate::progress;

/// What goes to standard output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Print {
    /// The book as the program understands it.
    pub(crate) dump: Option<Dump>,
    /// All figures.
    pub(crate) stats: Option<Stats>,
}

/// Reads, normalizes, sets and proofreads the book; reports, or prints what is asked for.
pub(crate) fn check(
    root: &Path,
    print: Print,
    missing: Missing,
    console: Console,
) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(console.quiet);
    let opened = publish::open(root, environment(), &mut session);
    let checked = opened.map(|(mut book, faces)| {
        book.settings.missing = missing;
        let pages = publish::paginate(&book, &faces, &mut session);
        let figures = publish::proof(&book, &faces, &pages, &mut session);
        (book, faces, pages, figures)
    });
    drop(progress);
    console.report(&session);
    let told = console.verdict(&session);
    let Ok((book, faces, pages, figures)) = checked else { return told.and(Err(BOOK)) };
    let (files, tongue) = (&session.files, console.look.tongue);
    // Figures are of use above all where a book is not in order yet: which characters are missing?
    match (print.dump, print.stats) {
        (_, Some(Stats::Table)) => say(&figures.table(files, tongue)),
        (_, Some(Stats::Json)) => say(&figures.json(files)),
        (Some(dump), None) => {
            told?;
            say(&match dump {
                Dump::Text => publish::model::dump::text(&book),
                Dump::Model => publish::model::dump::model(&book),
                Dump::Pages => publish::layout::dump::dump(&pages, &faces),
            });
        }
        (None, None) => console.note(&words(
            figures.summary(files, Tongue::English),
            figures.summary(files, Tongue::Chinese),
        )),
    }
    told
}
