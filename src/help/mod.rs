//! The command line in the person's language: help, usage errors, completions, the man page.
//!
//! In: the words of a command line. Out: [`Arguments`], or what to print instead. The definition
//! is `args.rs`, every text is in `diag/catalog/help.rs`, and both are brought together here.
//! Never here: what a command does.

mod page;
mod script;
mod spoken;
mod trouble;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory, FromArgMatches};
use publish::diag::render::Look;
use publish::diag::report::Diagnostic;

use crate::args::Arguments;

use spoken::definition;

pub(crate) use script::{completions, man};

/// What a command line comes to when it asks for no work.
#[derive(Debug)]
pub(crate) enum Instead {
    /// Text for standard output: help, the version.
    Print(String),
    /// Help for standard error, because nothing was asked for.
    Remind(String),
    /// It is wrong.
    Refuse(Box<Diagnostic>),
}

/// Understands a command line.
pub(crate) fn parse(words: Vec<OsString>, look: Look) -> Result<Arguments, Instead> {
    let refuse = |error: clap::Error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Instead::Print(shown(&error)),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Instead::Remind(shown(&error)),
        _ => Instead::Refuse(Box::new(trouble::told(&error, &words, &definition()))),
    };
    let matches = with_pages(look).try_get_matches_from(&words).map_err(refuse)?;
    Arguments::from_arg_matches(&matches).map_err(refuse)
}

/// The help of the program, or of one of its commands.
pub(crate) fn of_command(name: Option<&str>, look: Look) -> Result<String, Box<Diagnostic>> {
    let definition = definition();
    match name {
        None => Ok(page::page(&definition, "", look)),
        Some(name) => match definition.find_subcommand(name) {
            Some(command) => Ok(page::page(command, name, look)),
            None => Err(Box::new(trouble::no_command(name, &definition))),
        },
    }
}

fn shown(error: &clap::Error) -> String {
    error.render().ansi().to_string()
}

/// The definition whose help flags show our pages.
fn with_pages(look: Look) -> Command {
    let built = definition();
    let command = Arguments::command().override_help(page::page(&built, "", look));
    built.get_subcommands().fold(command, |command, own| {
        let page = page::page(own, own.get_name(), look);
        command.mut_subcommand(own.get_name(), |own| own.override_help(page))
    })
}
