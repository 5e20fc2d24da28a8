//! Scripts for shells that complete command lines, and the manual page.
//!
//! In: a shell, a language. Out: text, made by clap's own makers from the one definition. The
//! manual page is one for all commands. Never here: where such files are installed.

use clap::Command;
use clap_complete::aot;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use publish::diag::catalog::help::{self as catalog, Heading, MAN_WORDS};
use publish::diag::report::{Tongue, Words};

use crate::args::ShellKind;

use super::page::is_common;
use super::spoken::in_tongue;

/// The script for a shell.
pub(crate) fn completions(shell: ShellKind, tongue: Tongue) -> String {
    let shell = match shell {
        ShellKind::Bash => aot::Shell::Bash,
        ShellKind::Elvish => aot::Shell::Elvish,
        ShellKind::Fish => aot::Shell::Fish,
        ShellKind::PowerShell => aot::Shell::PowerShell,
        ShellKind::Zsh => aot::Shell::Zsh,
    };
    let mut script = Vec::new();
    aot::generate(shell, &mut in_tongue(tongue), "publish", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page `publish(1)`, in roff.
pub(crate) fn man(tongue: Tongue) -> String {
    let command = in_tongue(tongue);
    let program = Man::new(command.clone());
    let mut page = Vec::new();
    // Writing into memory cannot fail.
    let _ = program.render_title(&mut page);
    let _ = program.render_name_section(&mut page);
    let _ = program.render_synopsis_section(&mut page);
    let _ = program.render_options_section(&mut page);
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for own in command.get_subcommands().filter(|own| !own.is_hide_set()) {
        page.push_str(&of_command(own));
    }
    page.push_str(&table(Heading::ExitCodes, &catalog::exit_codes(), tongue));
    page.push_str(&table(Heading::Environment, &catalog::environment(), tongue));
    let command = catalog::any_command();
    let page = without_repeats(&page).replace(r"<\fIsubcommands\fR>", command.in_tongue(tongue));
    match tongue {
        Tongue::English => page,
        Tongue::Chinese => translated(&page),
    }
}

/// The maker defines its apostrophe before every section; once is enough.
fn without_repeats(page: &str) -> String {
    let is_preamble = |line: &str| line.starts_with(".ie ") || line.starts_with(".el ");
    let lines = page.lines().enumerate();
    let kept = lines.filter(|(index, line)| *index < 2 || !is_preamble(line));
    kept.map(|(_, line)| format!("{line}\n")).collect()
}

/// A command as a section of the page, without the options that every command has.
fn of_command(command: &Command) -> String {
    let own = command.clone().mut_args(|argument| {
        let hidden = is_common(&argument);
        argument.hide(hidden)
    });
    let man = Man::new(own.bin_name(format!("publish {}", command.get_name())));
    let mut section = Vec::new();
    let _ = man.render_description_section(&mut section);
    let _ = man.render_synopsis_section(&mut section);
    if command.get_arguments().any(|argument| !is_common(argument)) {
        let _ = man.render_options_section(&mut section);
    }
    let name = command.get_name().to_uppercase();
    let text = String::from_utf8_lossy(&section).into_owned();
    // What the maker takes for sections of a page are parts of ours.
    let text = text.replace(".SH SYNOPSIS", ".SS SYNOPSIS").replace(".SH OPTIONS", ".SS OPTIONS");
    text.replace(".SH DESCRIPTION", &format!(".SH PUBLISH {name}"))
}

fn table(heading: Heading, rows: &[(&str, Words)], tongue: Tongue) -> String {
    let mut roff = Roff::new();
    let heading = catalog::heading(heading);
    let heading = heading.in_tongue(tongue).trim_end_matches([':', '：']).to_uppercase();
    roff.control("SH", [heading.as_str()]);
    for (name, words) in rows {
        roff.control("TP", []);
        roff.text([bold(*name)]);
        roff.text([roman(words.in_tongue(tongue))]);
    }
    roff.to_roff()
}

fn translated(page: &str) -> String {
    let line = |line: &str| {
        let known = MAN_WORDS.iter().find(|(english, _)| *english == line);
        known.map_or(line, |(_, chinese)| *chinese).to_owned() + "\n"
    };
    page.lines().map(line).collect()
}
