//! The definition of the command line with its texts: what each part of it is for, in a language.
//!
//! In: `args.rs` and `diag/catalog/help.rs`. Out: clap's definition, complete, and its texts one by
//! one. A test sees that every command, option and value has both languages. Never here: pages.

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};
use publish::diag::catalog::help as catalog;
use publish::diag::report::Tongue;

use crate::args::Arguments;

/// The definition with all that the parser adds to it by itself.
pub(super) fn definition() -> Command {
    let mut command = Arguments::command();
    command.build();
    command
}

/// The definition with its texts in a language, for what others make of it.
pub(super) fn in_tongue(tongue: Tongue) -> Command {
    let spoken = |command: Command, name: &str| {
        let about = text(name, "", tongue);
        command.about(about).mut_args(|argument| {
            let own = purpose(&argument, name, tongue);
            let values = values(&argument, name, tongue);
            let argument = argument.help(own).hide_default_value(true);
            if values.is_empty() { argument } else { argument.value_parser(values) }
        })
    };
    let mut command = spoken(definition(), "");
    let names: Vec<String> =
        command.get_subcommands().map(|own| own.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |own| spoken(own, &name));
    }
    command
}

/// The values that an argument knows, with what they mean.
pub(super) fn values(argument: &Arg, command: &str, tongue: Tongue) -> Vec<PossibleValue> {
    if !argument.get_action().takes_values() {
        return Vec::new();
    }
    let name = name_of(argument);
    let told = |value: PossibleValue| {
        let key = format!("{name}={}", value.get_name());
        value.help(text(command, &key, tongue))
    };
    argument.get_possible_values().into_iter().map(told).collect()
}

/// What a part of the command line is for.
pub(super) fn text(command: &str, name: &str, tongue: Tongue) -> String {
    let words = catalog::key(command, name).and_then(catalog::text);
    words.map_or_else(String::new, |words| words.in_tongue(tongue).to_owned())
}

/// The name of an argument in the catalogue: `--dump`, `BOOK`.
pub(super) fn name_of(argument: &Arg) -> String {
    match argument.get_long() {
        Some(long) => format!("--{long}"),
        None => value_name(argument),
    }
}

pub(super) fn value_name(argument: &Arg) -> String {
    let names = argument.get_value_names().and_then(|names| names.first());
    names.map_or_else(|| argument.get_id().as_str().to_uppercase(), |name| name.to_string())
}

/// What an argument is for, and what holds when it is not given.
pub(super) fn purpose(argument: &Arg, command: &str, tongue: Tongue) -> String {
    let mut text = text(command, &name_of(argument), tongue);
    let takes_values = argument.get_action().takes_values();
    let default = argument.get_default_values().first().filter(|_| takes_values);
    if let Some(default) = default {
        text.push_str(&between(&text));
        text.push_str(catalog::default_value(&default.to_string_lossy()).in_tongue(tongue));
    }
    text
}

/// A space after a Latin word, none after Han.
fn between(text: &str) -> String {
    if text.ends_with(|last: char| last.is_ascii()) { " ".to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Command, CommandFactory};
    use publish::diag::catalog::help as catalog;
    use publish::diag::report::Tongue;

    use crate::args::Arguments;

    use super::{definition, in_tongue, name_of, values};

    /// The keys of the catalogue that a command uses, or those that it lacks.
    fn keys(command: &Command, name: &str) -> Vec<Result<&'static str, String>> {
        let find = |part: &str| catalog::key(name, part).ok_or(format!("{name} {part}"));
        let mut keys = vec![find("")];
        for argument in command.get_arguments() {
            let own = name_of(argument);
            keys.push(find(&own));
            for value in values(argument, name, Tongue::English) {
                keys.push(find(&format!("{own}={}", value.get_name())));
            }
        }
        keys
    }

    #[test]
    fn every_command_option_and_value_has_its_row_and_every_row_its_use() {
        let definition = definition();
        let mut found = keys(&definition, "");
        for command in definition.get_subcommands() {
            found.extend(keys(command, command.get_name()));
        }
        let missing: BTreeSet<&String> =
            found.iter().filter_map(|key| key.as_ref().err()).collect();
        assert!(missing.is_empty(), "no row in diag/catalog/help.rs for {missing:?}");
        let used: BTreeSet<&str> = found.iter().flatten().copied().collect();
        let unused: Vec<&str> = catalog::keys().filter(|key| !used.contains(key)).collect();
        assert!(unused.is_empty(), "diag/catalog/help.rs has rows for nothing: {unused:?}");
        for key in used {
            let words = catalog::text(key).expect("a row");
            assert!(
                !words.en.is_empty() && !words.zh.is_empty(),
                "{key} is told in both languages"
            );
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
        in_tongue(Tongue::Chinese).debug_assert();
    }
}
