//! A page of help: what a command is for, its pattern, arguments, options and their values.
//!
//! In: the definition of a command. Out: text of at most 80 cells a line, which count Han as two.
//! Never here: texts (`diag/catalog/help.rs`).

use clap::{Arg, ArgAction, Command};
use publish::diag::catalog::help::{self as catalog, Heading};
use publish::diag::cells::{width, wrap};
use publish::diag::render::{BOLD, Look};
use publish::diag::report::Words;

use super::spoken::{name_of, purpose, text, value_name, values};

/// The widest line of a page.
const WIDEST: usize = 80;
/// The widest name beside which its text still stands; that of a wider one stands below.
const WIDEST_NAME: usize = 28;

/// The help of a command; its name is empty when it is the program itself.
pub(super) fn page(command: &Command, name: &str, look: Look) -> String {
    let mut page = Page { name, look, out: String::new() };
    page.paragraph(&text(name, "", look.tongue));
    page.usage(command);
    page.commands(command);
    for heading in [Heading::Arguments, Heading::Options, Heading::Everywhere] {
        let under = command
            .get_arguments()
            .filter(|argument| !argument.is_hide_set() && heading_of(argument, name) == heading);
        page.arguments(heading, &under.collect::<Vec<_>>());
    }
    if name.is_empty() {
        page.foot();
    }
    page.out.truncate(page.out.trim_end().len() + 1);
    page.out
}

fn heading_of(argument: &Arg, command: &str) -> Heading {
    match argument.is_positional() {
        true => Heading::Arguments,
        false if is_common(argument) && !command.is_empty() => Heading::Everywhere,
        false => Heading::Options,
    }
}

/// Whether every command has an option; the parser adds `--help` to each by itself.
pub(super) fn is_common(argument: &Arg) -> bool {
    argument.is_global_set() || argument.get_id() == "help"
}

struct Page<'a> {
    name: &'a str,
    look: Look,
    out: String,
}

impl Page<'_> {
    fn paragraph(&mut self, text: &str) {
        for line in wrap(text, WIDEST) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn heading(&mut self, heading: Heading) -> String {
        self.look.paint(catalog::heading(heading).in_tongue(self.look.tongue), BOLD)
    }

    fn usage(&mut self, command: &Command) {
        let heading = self.heading(Heading::Usage);
        let (options, commands) = (catalog::any_options(), catalog::any_command());
        let mut parts = vec!["publish".to_owned()];
        parts.extend(Some(self.name.to_owned()).filter(|name| !name.is_empty()));
        parts.push(options.in_tongue(self.look.tongue).to_owned());
        if command.has_subcommands() {
            parts.push(commands.in_tongue(self.look.tongue).to_owned());
        }
        parts.extend(command.get_positionals().map(|argument| {
            let name = value_name(argument);
            if argument.is_required_set() { format!("<{name}>") } else { format!("[{name}]") }
        }));
        let space = if heading.ends_with('：') { "" } else { " " };
        self.out.push_str(&format!("{heading}{space}{}\n\n", parts.join(" ")));
    }

    fn commands(&mut self, command: &Command) {
        let shown = command.get_subcommands().filter(|own| !own.is_hide_set());
        let rows: Vec<(String, String)> = shown
            .map(|own| {
                let name = own.get_name();
                (name.to_owned(), text(name, "", self.look.tongue))
            })
            .collect();
        self.rows(Heading::Commands, &rows);
    }

    /// A table under a heading; nothing when it has no rows.
    fn rows(&mut self, heading: Heading, rows: &[(String, String)]) {
        if rows.is_empty() {
            return;
        }
        let heading = self.heading(heading);
        self.out.push_str(&format!("{heading}\n"));
        let widest = rows.iter().map(|(name, _)| width(name)).filter(|it| *it <= WIDEST_NAME);
        let column = 2 + widest.max().unwrap_or(0) + 2;
        rows.iter().for_each(|(name, text)| self.row(2, name, text, column));
        self.out.push('\n');
    }

    /// A name, and its text from a column on.
    fn row(&mut self, indent: usize, name: &str, text: &str, column: usize) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&self.look.paint(name, BOLD));
        let mut at = indent + width(name);
        if at + 2 > column {
            self.out.push('\n');
            at = 0;
        }
        for line in wrap(text, WIDEST - column) {
            self.out.push_str(&" ".repeat(column - at));
            self.out.push_str(&line);
            self.out.push('\n');
            at = 0;
        }
    }

    fn arguments(&mut self, heading: Heading, arguments: &[&Arg]) {
        if arguments.is_empty() {
            return;
        }
        let tongue = self.look.tongue;
        let heading = self.heading(heading);
        self.out.push_str(&format!("{heading}\n"));
        let widest = arguments.iter().map(|it| width(&label(it))).filter(|it| *it <= WIDEST_NAME);
        let column = 2 + widest.max().unwrap_or(0) + 2;
        for argument in arguments {
            self.row(2, &label(argument), &purpose(argument, self.name, tongue), column);
            let values = values(argument, self.name, tongue);
            let widest = values.iter().map(|value| width(value.get_name())).max().unwrap_or(0);
            for value in &values {
                let text = value.get_help().map(ToString::to_string).unwrap_or_default();
                self.row(column, value.get_name(), &text, column + widest + 2);
            }
        }
        self.out.push('\n');
    }

    fn foot(&mut self) {
        let tongue = self.look.tongue;
        let rows = |list: &[(&str, Words)]| -> Vec<(String, String)> {
            let row = |(name, words): &(&str, Words)| {
                ((*name).to_owned(), words.in_tongue(tongue).to_owned())
            };
            list.iter().map(row).collect()
        };
        self.rows(Heading::ExitCodes, &rows(&catalog::exit_codes()));
        self.rows(Heading::Environment, &rows(&catalog::environment()));
        self.paragraph(catalog::more().in_tongue(tongue));
    }
}

/// `-o, --output <FILE>`, `BOOK`.
fn label(argument: &Arg) -> String {
    if argument.is_positional() {
        return value_name(argument);
    }
    let short = argument.get_short().map_or("    ".to_owned(), |short| format!("-{short}, "));
    let value = match argument.get_action() {
        ArgAction::Set | ArgAction::Append => format!(" <{}>", value_name(argument)),
        _ => String::new(),
    };
    format!("{short}{}{value}", name_of(argument))
}
