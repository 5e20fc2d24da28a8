//! The program `publish`: parse the command line, run the command, exit.
//!
//! Exit codes: 0 done, 1 the book has errors, 2 wrong usage, 3 the machine. Artifact paths go to
//! standard output, everything else to standard error. Never here: anything about books.

mod args;
mod command;
mod console;
mod help;
mod output;
mod progress;
mod release;
mod template;

use std::ffi::OsString;
use std::process::ExitCode;

use console::{Console, USAGE, page};
use help::Instead;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let console = Console::early(args::early(&words));
    let done = match help::parse(words, page(console)) {
        Ok(arguments) => publish::par::with_threads(arguments.jobs, || command::run(&arguments)),
        Err(instead) => answer(instead, console),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => ExitCode::from(code),
    }
}

/// What is said when no command runs.
fn answer(instead: Instead, console: Console) -> Result<(), u8> {
    match instead {
        Instead::Print(text) => {
            output::say(&text);
            Ok(())
        }
        Instead::Remind(text) => {
            console::remind(&text);
            Err(USAGE)
        }
        Instead::Refuse(problem) => Err(console.refuse(&problem, USAGE)),
    }
}
