//! The commands, a file each: what the person asked for, said in calls of the library.
//!
//! In: the arguments. Out: an exit code. Never here: anything about books.

mod build;
mod check;
mod cover;
mod explain;
mod fmt;
mod preflight;
mod release;
mod typography;
mod verify;

use check::Print;
use release::Source;

use publish::model::settings::Missing;

use crate::args::{Arguments, Command};
use crate::console::{Console, USAGE, page};
use crate::help;
use crate::output::say;
use crate::release::{Keep, Order};
use crate::template;

/// Does what was asked for; the error is the exit code.
pub(crate) fn run(arguments: &Arguments) -> Result<(), u8> {
    let console = Console::new(arguments);
    match &arguments.command {
        Command::New { dir } => {
            template::write(dir).map_err(|(problem, code)| console.refuse(&problem, code))
        }
        Command::Fmt { book, way } => fmt::fmt(book, way, console),
        Command::Check { pdf: Some(file), preset, .. } => {
            preflight::preflight(file, *preset, console)
        }
        Command::Check { book, typography: true, .. } => typography::typography(book, console),
        Command::Check { book, dump, stats, allow_missing, .. } => {
            let print = Print { dump: *dump, stats: *stats };
            check::check(book, print, missing(*allow_missing), console)
        }
        Command::Epub { book, output } => build::epub(book, output.as_deref(), console),
        Command::Pdf { book, output, purpose, preset, standard, allow_missing } => {
            let missing = missing(*allow_missing);
            let printed = build::Printed { preset: *preset, standard: *standard };
            let wishes = build::Wishes { purpose: *purpose, printed, missing };
            build::pdf(book, output.as_deref(), wishes, console)
        }
        Command::Cover { book, output, preset, standard } => {
            let printed = build::Printed { preset: *preset, standard: *standard };
            cover::cover(book, output.as_deref(), printed, console)
        }
        Command::Release { tag, book, output, attach, fetch, remote } => {
            let remote = remote.as_deref();
            let keep = match remote {
                Some(remote) if *attach => Keep::Pushed(remote),
                None if *attach => Keep::Attached,
                _ => Keep::Nowhere,
            };
            let from =
                if *fetch { Source::Remote(remote.unwrap_or("origin")) } else { Source::Tag };
            release::release(&Order { tag, book, output: output.as_deref(), keep }, from, console)
        }
        Command::Verify { release } => verify::verify(release, console),
        Command::Explain { id } => explain::explain(id.as_deref(), console),
        Command::Help { command } => match help::of_command(command.as_deref(), page(console)) {
            Ok(text) => {
                say(&text);
                Ok(())
            }
            Err(problem) => Err(console.refuse(&problem, USAGE)),
        },
        Command::Completions { shell } => {
            say(&help::completions(*shell, console.look.tongue));
            Ok(())
        }
        Command::Man => {
            say(&help::man(console.look.tongue));
            Ok(())
        }
    }
}

/// What `--allow-missing` asks for.
fn missing(allowed: bool) -> Missing {
    if allowed { Missing::StandIn } else { Missing::Fail }
}
