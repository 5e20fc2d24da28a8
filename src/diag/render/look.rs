//! How messages look: their form, language and colours.

use crate::diag::report::{Severity, Tongue};

/// The form of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the source line and carets.
    #[default]
    Human,
    /// `path:line:column: error[id]: message`.
    Short,
    /// One object a line.
    Json,
}

/// Whether messages are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal.
    Ansi,
    /// For a file or pipe.
    #[default]
    Plain,
}

/// How to show messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The form.
    pub format: Format,
    /// The language.
    pub tongue: Tongue,
    /// Colours.
    pub colour: Colour,
}

/// Bold, for what the eye should find first.
pub const BOLD: &str = "1";
/// The line numbers and the bars beside the source.
pub(super) const GUTTER: &str = "1;34";

/// The colour of a severity.
pub fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    }
}

impl Look {
    /// Wraps text in a colour (ECMA-48 §8.3.117), or leaves it.
    pub fn paint(self, text: &str, code: &str) -> String {
        match self.colour {
            Colour::Ansi => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Colour::Plain => text.to_owned(),
        }
    }

    /// The colon before a sentence.
    pub fn colon(self) -> &'static str {
        match self.tongue {
            Tongue::English => ": ",
            Tongue::Chinese => "：",
        }
    }
}
