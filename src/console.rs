//! What a run tells the person: messages to standard error, results to standard output, exit codes.
//!
//! In: the arguments and the environment. Out: lines, and a code: 0 done, 1 the book has errors,
//! 2 wrong usage, 3 the machine. The only place that reads the environment. Never here: books.

use std::io::{self, IsTerminal, Write};

use publish::Session;
use publish::diag::render::{Colour, Format, Look, render, render_alone};
use publish::diag::report::{Diagnostic, Diagnostics, Severity, Tongue, Words};
use publish::fmt::diff::Reader;
use publish::source::Environment;

use crate::args::{Arguments, Form, Lang};

/// The book has errors.
pub(crate) const BOOK: u8 = 1;
/// Wrong usage: there is no such flag, no such folder.
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
        let look = look(arguments.message_format, arguments.lang);
        let Arguments { quiet, verbose, strict, .. } = *arguments;
        Console { look, reader: reader(), quiet, verbose, strict }
    }

    /// As words seem to wish that no parser has understood yet.
    pub(crate) fn early((form, lang): (Form, Option<Lang>)) -> Console {
        Console {
            look: look(form, lang),
            reader: reader(),
            quiet: false,
            verbose: false,
            strict: false,
        }
    }

    /// The same, with `--strict`.
    pub(crate) fn strictly(self) -> Console {
        Console { strict: true, ..self }
    }

    /// Whether what was found lets the run go on; with `--strict` warnings do not.
    pub(crate) fn verdict(self, session: &Session) -> Result<(), u8> {
        if session.diags.sorted().iter().any(|one| one.id == "folder-missing") {
            return Err(USAGE);
        }
        let warned = self.strict && session.diags.count(Severity::Warning) > 0;
        if session.diags.has_errors() || warned { Err(BOOK) } else { Ok(()) }
    }

    /// Shows what was found, once a run is over.
    pub(crate) fn report(self, session: &Session) {
        let shown = self.shown(&session.diags);
        speak(|stderr| render(&shown, &session.files, self.look, stderr));
    }

    /// Shows one problem that is no book's, and gives the exit code back.
    pub(crate) fn refuse(self, problem: &Diagnostic, code: u8) -> u8 {
        speak(|stderr| render_alone(problem, self.look, stderr));
        code
    }

    /// A line for people, on standard error: never among the lines for programs.
    pub(crate) fn note(self, words: &Words) {
        if !self.quiet && self.look.format != Format::Json {
            speak(|stderr| writeln!(stderr, "{}", words.in_tongue(self.look.tongue)));
        }
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

/// Help for someone who has asked for nothing, on standard error.
pub(crate) fn remind(text: &str) {
    speak(|stderr| stderr.write_all(text.as_bytes()));
}

/// Writes on standard error; a reader that has gone away has heard enough.
fn speak(tell: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut stderr = io::BufWriter::new(io::stderr().lock());
    let _ = tell(&mut stderr).and_then(|()| stderr.flush());
}

/// Standard output as a page to read: in the language of messages, coloured on a terminal.
pub(crate) fn page(console: Console) -> Look {
    Look { colour: colour(io::stdout().is_terminal()), ..console.look }
}

fn look(form: Form, lang: Option<Lang>) -> Look {
    let format = match form {
        Form::Human => Format::Human,
        Form::Short => Format::Short,
        Form::Json => Format::Json,
    };
    let tongue = match lang {
        Some(Lang::En) => Tongue::English,
        Some(Lang::Zh) => Tongue::Chinese,
        None => tongue_of_environment(),
    };
    Look { format, tongue, colour: colour(io::stderr().is_terminal()) }
}

fn reader() -> Reader {
    let terminal = io::stdout().is_terminal();
    if terminal { Reader::Person(colour(terminal)) } else { Reader::Program }
}

/// Colours go to a terminal, unless NO_COLOR holds anything (no-color.org).
fn colour(terminal: bool) -> Colour {
    if terminal && variable("NO_COLOR").is_none() { Colour::Ansi } else { Colour::Plain }
}

/// The first of LC_ALL, LC_MESSAGES and LANG that says anything (POSIX.1-2017, 8.2).
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
