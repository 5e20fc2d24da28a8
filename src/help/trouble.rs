//! What the parser does not take, in our own words and in both languages.
//!
//! In: the parser's error and the words of the command line. Out: a message of
//! `diag/catalog/program.rs`. Never here: the parser's own sentences, but for what it may come to
//! say in the future.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use publish::diag::catalog::program as catalog;
use publish::diag::nearest::nearest;
use publish::diag::report::Diagnostic;

use super::spoken::name_of;

/// The message for an error.
pub(super) fn told(error: &Error, words: &[OsString], definition: &Command) -> Diagnostic {
    let command = words.iter().find_map(|word| definition.find_subcommand(word));
    let page = command.map_or("publish".to_owned(), |own| format!("publish {}", own.get_name()));
    let one = |kind: ContextKind| strings(error, kind).into_iter().next().unwrap_or_default();
    let argument = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            no_command(&one(ContextKind::InvalidSubcommand), definition)
        }
        ErrorKind::MissingSubcommand => catalog::command_missing(&names(definition)),
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let flags: Vec<String> = command
                .unwrap_or(definition)
                .get_arguments()
                .filter(|known| !known.is_positional())
                .map(name_of)
                .collect();
            let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
            catalog::flag_unknown(&argument, nearest(&argument, &flags), &page)
        }
        ErrorKind::UnknownArgument => catalog::argument_unexpected(&argument, &page),
        ErrorKind::MissingRequiredArgument => {
            let missing = strings(error, ContextKind::InvalidArg);
            let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
            catalog::argument_missing(&missing, &page)
        }
        ErrorKind::InvalidValue => {
            let choices = strings(error, ContextKind::ValidValue);
            let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
            match value.as_str() {
                "" => catalog::value_missing(&argument, &choices),
                word => catalog::value_unknown(&argument, word, nearest(word, &choices), &choices),
            }
        }
        ErrorKind::ValueValidation => catalog::value_invalid(&argument, &value),
        ErrorKind::TooManyValues => catalog::value_unexpected(&argument, &value),
        ErrorKind::ArgumentConflict => catalog::flags_clash(&argument, &one(ContextKind::PriorArg)),
        _ => {
            let sentence = error.to_string();
            let line = sentence.lines().next().unwrap_or("").trim_start_matches("error: ");
            catalog::usage_wrong(line, &page)
        }
    }
}

/// The message for a command that is none.
pub(super) fn no_command(word: &str, definition: &Command) -> Diagnostic {
    let known = names(definition);
    catalog::command_unknown(word, nearest(word, &known), &known)
}

fn names(definition: &Command) -> Vec<&str> {
    let shown = definition.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(Command::get_name).collect()
}

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}
