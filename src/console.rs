//! What a run tells the person: messages to standard error, results to standard output, exit codes.
//!
//! In: the arguments and the environment. Out: lines, and a code: 0 done, 1 the book has errors,
//! 2 wrong usage, 3 the machine. The only place that reads the environment. Never here: books.

use std::io::{self, IsTerminal, Write};

use publish::Session;
use publish::diag::render::{Colour, Format, Look, Tongue, render};
use publish::diag::report::{Diagnostics, Severity};
use publish::fmt::diff::Reader;
use publish::source::Environment;

use crate::args::{Arguments, Form, Lang};

/// The book has errors.
pub(crate) const BOOK: u8 = 1;
/// Wrong usage: there is no such folder.
pub(crate) const USAGE: u8 = 2;
/// The machine: disk, rights.
pub(crate) const MACHINE: u8 = 3;

/// How a run speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    /// Form, language and colours of messages.
    pub(crate) look: Look,
    /// Who reads standard output.
    pub(crate) reader: Reader,
    /// Errors only.
    pub(crate) quiet: bool,
    /// Notes and figures too.
    pub(crate) verbose: bool,
    strict: bool,
}

impl Console {
    /// As the arguments and the environment wish.
    pub(crate) fn new(arguments: &Arguments) -> Console {
        let look = look(arguments);
        let Arguments { quiet, verbose, strict, .. } = *arguments;
        Console { look, reader: reader(), quiet, verbose, strict }
    }

    /// Shows what was found; errors (and with `--strict` warnings) end the run.
    pub(crate) fn report(self, session: &Session) -> Result<(), u8> {
        let shown = self.shown(&session.diags);
        let mut stderr = io::stderr().lock();
        // A reader that has gone away has heard enough.
        let _ = render(&shown, &session.files, self.look, &mut stderr);
        if session.diags.sorted().iter().any(|one| one.id == "folder-missing") {
            return Err(USAGE);
        }
        let warned = self.strict && session.diags.count(Severity::Warning) > 0;
        if session.diags.has_errors() || warned { Err(BOOK) } else { Ok(()) }
    }

    /// Notes are shown with `-v` only, warnings not with `-q`.
    fn shown(self, all: &Diagnostics) -> Diagnostics {
        let mut shown = Diagnostics::new();
        for one in all.sorted() {
            let wanted = match one.severity {
                Severity::Error => true,
                Severity::Warning => !self.quiet || self.strict,
                Severity::Note => self.verbose,
            };
            if wanted {
                shown.push(one.clone());
            }
        }
        shown
    }
}

/// A line on standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Tells why the machine could not do it, and gives the exit code.
pub(crate) fn fail(message: &str) -> u8 {
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
    let colour = if io::stderr().is_terminal() { colour() } else { Colour::Plain };
    Look { format, tongue, colour }
}

/// A terminal has colours, unless its owner wants none.
fn colour() -> Colour {
    if variable("NO_COLOR").is_none() { Colour::Ansi } else { Colour::Plain }
}

fn reader() -> Reader {
    if io::stdout().is_terminal() { Reader::Person(colour()) } else { Reader::Program }
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

/// What a stage may know of the environment.
pub(crate) fn environment() -> Environment {
    let source_date_epoch = variable("SOURCE_DATE_EPOCH").and_then(|value| value.parse().ok());
    Environment { source_date_epoch }
}

#[expect(clippy::disallowed_methods, reason = "the door through which the environment is read")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
