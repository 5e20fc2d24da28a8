//! The program `publish`: parse the command line, run the stages, report, write, exit.
//!
//! The only place that reads the environment, writes files and knows exit codes: 0 done, 1 the
//! book has errors, 2 wrong usage, 3 the machine. Artifact paths go to standard output, everything
//! else to standard error. Never here: anything about books.

mod args;
mod output;
mod progress;
mod template;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command, Dump, For, Form, House, Lang};
use output::say;
use publish::Session;
use publish::diag::render::{Colour, Format, Look, Tongue, render};
use publish::diag::report::{Diagnostics, Halt, Severity};
use publish::font::Faces;
use publish::model::book::Book;
use publish::model::settings::{Preset, Purpose};
use publish::source::Environment;

/// The book has errors.
const BOOK: u8 = 1;
/// Wrong usage: there is no such folder.
const USAGE: u8 = 2;
/// The machine: disk, rights.
const MACHINE: u8 = 3;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let look = look(&arguments);
    let run = || run(&arguments, look);
    match publish::par::with_threads(arguments.jobs, run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => ExitCode::from(code),
    }
}

fn run(arguments: &Arguments, look: Look) -> Result<(), u8> {
    match &arguments.command {
        Command::New { dir } => template::write(dir, look.tongue).map_err(|message| fail(&message)),
        Command::Check { book, dump } => check(book, *dump, arguments, look),
        Command::Epub { book, output } => {
            let make = |book: Book, faces: &Faces, session: &mut Session| {
                publish::epub(&book, faces, session)
            };
            build(book, output.as_deref(), "epub", make, arguments, look)
        }
        Command::Pdf { book, output, purpose, preset } => {
            let make = |mut book: Book, faces: &Faces, session: &mut Session| {
                book.settings.print.preset = preset.map_or(book.settings.print.preset, preset_of);
                publish::pdf(&book, faces, purpose_of(*purpose), session)
            };
            build(book, output.as_deref(), "pdf", make, arguments, look)
        }
    }
}

fn purpose_of(purpose: For) -> Purpose {
    match purpose {
        For::Screen => Purpose::Screen,
        For::Print => Purpose::Print,
    }
}

fn preset_of(house: House) -> Preset {
    match house {
        House::Cn => Preset::Cn,
        House::Kdp => Preset::Kdp,
        House::Ingram => Preset::Ingram,
        House::Lulu => Preset::Lulu,
    }
}

fn build(
    root: &Path,
    output: Option<&Path>,
    extension: &str,
    make: impl Fn(Book, &Faces, &mut Session) -> Result<Vec<u8>, Halt>,
    arguments: &Arguments,
    look: Look,
) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(arguments.quiet);
    let made = publish::open(root, environment(), &mut session).and_then(|(book, faces)| {
        let title = book.meta.title.clone();
        let bytes = make(book, &faces, &mut session)?;
        Ok((title, bytes))
    });
    drop(progress);
    report(&session, arguments, look)?;
    let Ok((title, bytes)) = made else { return Err(BOOK) };
    let path = match output {
        Some(path) => path.to_owned(),
        None => output::default_path(&title, extension),
    };
    output::write(&path, &bytes, look.tongue).map_err(|message| fail(&message))?;
    say(&format!("{}\n", path.display()));
    Ok(())
}

fn check(root: &Path, dump: Option<Dump>, arguments: &Arguments, look: Look) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(arguments.quiet);
    let opened = publish::open(root, environment(), &mut session);
    let checked = opened.map(|(book, faces)| {
        let pages = publish::paginate(&book, &faces, &mut session);
        (book, faces, pages)
    });
    drop(progress);
    report(&session, arguments, look)?;
    let Ok((book, faces, pages)) = checked else { return Err(BOOK) };
    match dump {
        Some(Dump::Text) => say(&publish::model::dump::text(&book)),
        Some(Dump::Model) => say(&publish::model::dump::model(&book)),
        Some(Dump::Pages) => say(&publish::layout::dump::dump(&pages, &faces)),
        None if !arguments.quiet => note(&figures(&book, pages.pages.len(), look.tongue)),
        None => {}
    }
    Ok(())
}

/// What an editor wants to know of a book that is in order.
fn figures(book: &Book, pages: usize, tongue: Tongue) -> String {
    let text = publish::model::dump::text(book);
    let han: Vec<char> = text.chars().filter(|c| publish::han::class::is_han(*c)).collect();
    let distinct: std::collections::BTreeSet<&char> = han.iter().collect();
    let (chapters, count, distinct) = (book.chapters.len(), han.len(), distinct.len());
    match tongue {
        Tongue::English => format!(
            "{}: {chapters} chapters, {count} Han characters ({distinct} different), {pages} pages",
            book.meta.title
        ),
        Tongue::Chinese => format!(
            "《{}》：{chapters} 章，{count} 个汉字（{distinct} 个不同），{pages} 页",
            book.meta.title
        ),
    }
}

/// Shows what was found; errors (and with `--strict` warnings) end the run.
fn report(session: &Session, arguments: &Arguments, look: Look) -> Result<(), u8> {
    let shown = shown(&session.diags, arguments);
    let mut stderr = io::stderr().lock();
    // A reader that has gone away has heard enough.
    let _ = render(&shown, &session.files, look, &mut stderr);
    if session.diags.sorted().iter().any(|one| one.id == "folder-missing") {
        return Err(USAGE);
    }
    let warned = arguments.strict && session.diags.count(Severity::Warning) > 0;
    if session.diags.has_errors() || warned { Err(BOOK) } else { Ok(()) }
}

/// Notes are shown with `-v` only, warnings not with `-q`.
fn shown(all: &Diagnostics, arguments: &Arguments) -> Diagnostics {
    let mut shown = Diagnostics::new();
    for one in all.sorted() {
        let wanted = match one.severity {
            Severity::Error => true,
            Severity::Warning => !arguments.quiet || arguments.strict,
            Severity::Note => arguments.verbose,
        };
        if wanted {
            shown.push(one.clone());
        }
    }
    shown
}

fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn fail(message: &str) -> u8 {
    note(message);
    MACHINE
}

fn look(arguments: &Arguments) -> Look {
    let format = match arguments.message_format {
        Form::Human => Format::Human,
        Form::Short => Format::Short,
        Form::Json => Format::Json,
    };
    let tongue = match arguments.lang {
        Some(Lang::En) => Tongue::English,
        Some(Lang::Zh) => Tongue::Chinese,
        None => tongue_of_environment(),
    };
    let colours = io::stderr().is_terminal() && variable("NO_COLOR").is_none();
    Look { format, tongue, colour: if colours { Colour::Ansi } else { Colour::Plain } }
}

/// The first of LC_ALL, LC_MESSAGES and LANG that says anything.
fn tongue_of_environment() -> Tongue {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
    if value.is_some_and(|value| value.starts_with("zh")) {
        Tongue::Chinese
    } else {
        Tongue::English
    }
}

fn environment() -> Environment {
    let source_date_epoch = variable("SOURCE_DATE_EPOCH").and_then(|value| value.parse().ok());
    Environment { source_date_epoch }
}

#[expect(clippy::disallowed_methods, reason = "the door through which the environment is read")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
