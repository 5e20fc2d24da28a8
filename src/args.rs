//! The command line: one definition for parser, help, man page and completions.
//!
//! In: arguments. Out: [`Arguments`]. What each of them is for, in both languages, stands in
//! `diag/catalog/help.rs`. Never here: what a command does (`command/`).

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

/// All that a person can ask for.
#[derive(Debug, Parser)]
#[command(name = "publish", version, arg_required_else_help = true)]
#[command(disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t = Form::Human)]
    pub(crate) message_format: Form,
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    #[arg(long, global = true, value_name = "N")]
    pub(crate) jobs: Option<usize>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New {
        dir: PathBuf,
    },
    Check {
        #[arg(default_value = "book")]
        book: PathBuf,
        #[arg(long, value_enum)]
        dump: Option<Dump>,
        #[arg(long, value_enum, value_name = "FORM", num_args = 0..=1, require_equals = true)]
        #[arg(default_missing_value = "table", conflicts_with = "dump")]
        stats: Option<Stats>,
        #[arg(long, conflicts_with = "dump")]
        typography: bool,
        #[arg(long, value_name = "FILE")]
        #[arg(conflicts_with_all = ["dump", "stats", "typography", "allow_missing"])]
        pdf: Option<PathBuf>,
        #[arg(long, value_enum, requires = "pdf")]
        preset: Option<House>,
        #[arg(long)]
        allow_missing: bool,
    },
    Fmt {
        #[arg(default_value = "book")]
        book: PathBuf,
        #[command(flatten)]
        way: Way,
    },
    Epub {
        #[arg(default_value = "book")]
        book: PathBuf,
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    Pdf {
        #[arg(default_value = "book")]
        book: PathBuf,
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[arg(long = "for", value_enum, default_value_t = For::Screen)]
        purpose: For,
        #[arg(long, value_enum)]
        preset: Option<House>,
        #[arg(long, value_enum)]
        standard: Option<Standard>,
        #[arg(long)]
        allow_missing: bool,
    },
    Cover {
        #[arg(default_value = "book")]
        book: PathBuf,
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[arg(long, value_enum)]
        preset: Option<House>,
        #[arg(long, value_enum)]
        standard: Option<Standard>,
    },
    #[command(group = ArgGroup::new("keep").args(["attach", "fetch"]))]
    Release {
        tag: String,
        #[arg(default_value = "book")]
        book: PathBuf,
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        #[arg(long)]
        attach: bool,
        #[arg(long)]
        fetch: bool,
        #[arg(long, value_name = "NAME", requires = "keep")]
        remote: Option<String>,
    },
    Verify {
        #[arg(value_name = "DIR|TAG")]
        release: String,
    },
    Explain {
        id: Option<String>,
    },
    Help {
        command: Option<String>,
    },
    #[command(hide = true)]
    Completions {
        #[arg(value_enum)]
        shell: ShellKind,
    },
    #[command(hide = true)]
    Man,
}

/// What `fmt` does; it shows when nothing is said.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct Way {
    #[arg(long)]
    pub(crate) diff: bool,
    #[arg(long)]
    pub(crate) write: bool,
    #[arg(long)]
    pub(crate) check: bool,
}

/// What a PDF is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum For {
    Screen,
    Print,
}

/// A print house.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum House {
    Cn,
    Kdp,
    Ingram,
    Lulu,
}

/// A standard of files for print.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Standard {
    X4,
    X1a,
}

/// The form of messages.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Form {
    #[default]
    Human,
    Short,
    Json,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    En,
    Zh,
}

/// What `check --dump` prints on standard output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dump {
    Text,
    Model,
    Pages,
}

/// The form of the figures that `check --stats` prints on standard output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Stats {
    Table,
    Json,
}

/// A shell that completes command lines.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShellKind {
    Bash,
    Elvish,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
}

/// Form and language as the words of a command line seem to wish them, for what must be said
/// before, or because, the words cannot be understood.
pub(crate) fn early(words: &[OsString]) -> (Form, Option<Lang>) {
    (value_of("--message-format", words).unwrap_or_default(), value_of("--lang", words))
}

/// The value after `--flag` or `--flag=`, when it is one that the flag knows.
fn value_of<T: ValueEnum>(flag: &str, words: &[OsString]) -> Option<T> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let mut values =
        words.iter().enumerate().filter_map(|(index, word)| match word.strip_prefix(flag)? {
            "" => words.get(index + 1).copied(),
            rest => rest.strip_prefix('='),
        });
    T::from_str(values.next()?, false).ok()
}
