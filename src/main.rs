//! The program `publish`: parse the command line, run the command, exit.
//!
//! Exit codes: 0 done, 1 the book has errors, 2 wrong usage, 3 the machine. Artifact paths go to
//! standard output, everything else to standard error. Never here: anything about books.

mod args;
mod command;
mod console;
mod output;
mod progress;
mod template;

use std::process::ExitCode;

use clap::Parser;

use args::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match publish::par::with_threads(arguments.jobs, || command::run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => ExitCode::from(code),
    }
}
