//! `publish epub` and `publish pdf`: a book's folder to a file, as every command that writes does it.
//!
//! In: the folder, and where the file goes. Out: the file, whole or not at all, and its path on
//! standard output. Never here: how a book is made.

use std::path::Path;

use publish::Session;
use publish::diag::report::Halt;
use publish::font::Faces;
use publish::model::book::Book;
use publish::model::settings::{Missing, Preset, PrintSettings, Purpose, Standard};

use crate::args::{self, For, House};
use crate::console::{BOOK, Console, MACHINE, environment};
use crate::output::{self, say};
use crate::progress;

/// Writes the EPUB.
pub(crate) fn epub(root: &Path, output: Option<&Path>, console: Console) -> Result<(), u8> {
    build(root, output, "epub", console, |book, faces, session| {
        publish::epub(&book, faces, session)
    })
}

/// What a person may wish of a PDF, beside what book.yaml says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wishes {
    /// What it is for.
    pub(crate) purpose: For,
    /// How it is printed.
    pub(crate) printed: Printed,
    /// What becomes of characters that no font has.
    pub(crate) missing: Missing,
}

/// What a person may wish of print, beside what book.yaml says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printed {
    /// Whose demands hold.
    pub(crate) preset: Option<House>,
    /// Which standard the file keeps to.
    pub(crate) standard: Option<args::Standard>,
}

impl Printed {
    /// The settings with what is wished.
    pub(super) fn over(self, print: PrintSettings) -> PrintSettings {
        PrintSettings {
            preset: self.preset.map_or(print.preset, preset_of),
            standard: self.standard.map(standard_of).or(print.standard),
            ..print
        }
    }
}

/// Writes the PDF.
pub(crate) fn pdf(
    root: &Path,
    output: Option<&Path>,
    wishes: Wishes,
    console: Console,
) -> Result<(), u8> {
    let Wishes { purpose, printed, missing } = wishes;
    build(root, output, "pdf", console, |mut book, faces, session| {
        book.settings.print = printed.over(book.settings.print);
        book.settings.missing = missing;
        publish::pdf(&book, faces, purpose_of(purpose), session)
    })
}

fn purpose_of(purpose: For) -> Purpose {
    match purpose {
        For::Screen => Purpose::Screen,
        For::Print => Purpose::Print,
    }
}

fn standard_of(standard: args::Standard) -> Standard {
    match standard {
        args::Standard::X4 => Standard::X4,
        args::Standard::X1a => Standard::X1a,
    }
}

/// The preset that a word of the command line names.
pub(crate) fn preset_of(house: House) -> Preset {
    match house {
        House::Cn => Preset::Cn,
        House::Kdp => Preset::Kdp,
        House::Ingram => Preset::Ingram,
        House::Lulu => Preset::Lulu,
    }
}

/// Makes a file of a book.
pub(super) fn build(
    root: &Path,
    output: Option<&Path>,
    extension: &str,
    console: Console,
    make: impl Fn(Book, &Faces, &mut Session) -> Result<Vec<u8>, Halt>,
) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(console.quiet);
    let made = publish::open(root, environment(), &mut session).and_then(|(book, faces)| {
        let title = book.meta.title.clone();
        let bytes = make(book, &faces, &mut session)?;
        Ok((title, bytes))
    });
    drop(progress);
    let written = console.verdict(&session).and_then(|()| {
        let (title, bytes) = made.map_err(|Halt| BOOK)?;
        let path = output.map_or_else(|| output::default_path(&title, extension), Path::to_owned);
        output::write(&path, &bytes).map_err(|problem| {
            session.diags.push(*problem);
            MACHINE
        })?;
        Ok(path)
    });
    console.report(&session);
    say(&format!("{}\n", written?.display()));
    Ok(())
}
