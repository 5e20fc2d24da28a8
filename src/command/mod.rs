//! The commands, a file each: what the person asked for, said in calls of the library.
//!
//! In: the arguments. Out: an exit code. Never here: anything about books.

mod build;
mod check;
mod fmt;
mod typography;

use check::Print;

use crate::args::{Arguments, Command};
use crate::console::{Console, fail};
use crate::template;

/// Does what was asked for; the error is the exit code.
pub(crate) fn run(arguments: &Arguments) -> Result<(), u8> {
    let console = Console::new(arguments);
    match &arguments.command {
        Command::New { dir } => {
            template::write(dir, console.look.tongue).map_err(|message| fail(&message))
        }
        Command::Fmt { book, way } => fmt::fmt(book, way, console),
        Command::Check { book, typography: true, .. } => typography::typography(book, console),
        Command::Check { book, dump, stats, .. } => {
            check::check(book, Print { dump: *dump, stats: *stats }, console)
        }
        Command::Epub { book, output } => build::epub(book, output.as_deref(), console),
        Command::Pdf { book, output, purpose, preset } => {
            build::pdf(book, output.as_deref(), *purpose, *preset, console)
        }
    }
}
