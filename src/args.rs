//! The command line: one definition for parser, help, man page and completions.
//!
//! In: arguments. Out: [`Arguments`]. Never here: what a command does (`main.rs`).

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turn a Chinese manuscript in Markdown into an EPUB and a PDF
#[derive(Debug, Parser)]
#[command(name = "publish", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Form of messages on standard error
    #[arg(long, global = true, value_enum, default_value_t = Form::Human)]
    pub(crate) message_format: Form,
    /// Language of messages [default: from LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
    /// Let warnings fail too; the bytes of a book stay the same
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more: notes too
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Work with so many threads [default: all cores]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) jobs: Option<usize>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new book, ready to build
    New {
        /// The folder to make; it must not exist or be empty
        dir: PathBuf,
    },
    /// Read, normalize and set the book, and report; build nothing
    Check {
        /// The book's folder: book.yaml, or an mdBook folder
        #[arg(default_value = "book")]
        book: PathBuf,
        /// Print the book as the program understands it
        #[arg(long, value_enum)]
        dump: Option<Dump>,
        /// Print the figures of the book: every chapter, rare characters, the contents
        #[arg(long, value_enum, value_name = "FORM", num_args = 0..=1, require_equals = true)]
        #[arg(default_missing_value = "table", conflicts_with = "dump")]
        stats: Option<Stats>,
        /// Tell how well the lines are set, and show the worst
        #[arg(long, conflicts_with = "dump")]
        typography: bool,
    },
    /// Show or apply what the normalizer would change in the Markdown
    Fmt {
        /// The book's folder: book.yaml, or an mdBook folder
        #[arg(default_value = "book")]
        book: PathBuf,
        /// What to do with the changes
        #[command(flatten)]
        way: Way,
    },
    /// Write the EPUB
    Epub {
        /// The book's folder: book.yaml, or an mdBook folder
        #[arg(default_value = "book")]
        book: PathBuf,
        /// Where to write it [default: dist/TITLE.epub]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write the PDF
    Pdf {
        /// The book's folder: book.yaml, or an mdBook folder
        #[arg(default_value = "book")]
        book: PathBuf,
        /// Where to write it [default: dist/TITLE.pdf]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// What the PDF is for
        #[arg(long = "for", value_enum, default_value_t = For::Screen)]
        purpose: For,
        /// Whose demands hold in print [default: print.preset of book.yaml]
        #[arg(long, value_enum)]
        preset: Option<House>,
    },
}

/// What `fmt` does; it shows when nothing is said.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct Way {
    /// Show the changes as a unified diff (the default)
    #[arg(long)]
    pub(crate) diff: bool,
    /// Apply the changes to the files
    #[arg(long)]
    pub(crate) write: bool,
    /// Name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
}

/// What a PDF is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum For {
    /// Reading on a screen
    Screen,
    /// A print house
    Print,
}

/// A print house.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum House {
    /// Printers in China
    Cn,
    /// Kindle Direct Publishing
    Kdp,
    /// IngramSpark
    Ingram,
    /// Lulu
    Lulu,
}

/// The form of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Form {
    /// With the source line and carets
    Human,
    /// path:line:column: severity[id]: message
    Short,
    /// One object a line
    Json,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    /// English
    En,
    /// 中文
    Zh,
}

/// What `check --dump` prints on standard output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dump {
    /// The normalized text, a line for each paragraph, head and verse line
    Text,
    /// The whole book as a tree
    Model,
    /// Every page: where each run of glyphs stands
    Pages,
}

/// The form of the figures that `check --stats` prints on standard output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Stats {
    /// Columns, for people
    Table,
    /// One JSON document (docs/stats.md)
    Json,
}
