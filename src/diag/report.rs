//! A problem, told in both languages, and the list into which every stage writes its own.
//!
//! A stage always returns a value and pushes what it found to [`Diagnostics`]; only where nothing
//! can go on does it return [`Halt`], which says "already reported". Never here: sentences
//! (`catalog/` has them all) and line numbers (`files.rs`).

use super::span::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The artifact would be wrong or cannot be made: nothing is written.
    Error,
    /// We chose for the author.
    Warning,
    /// Worth knowing, never counted.
    Note,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// 中文。
    Chinese,
}

/// One sentence in English and in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// English.
    pub en: String,
    /// 中文。
    pub zh: String,
}

impl Words {
    /// The sentence in one of the languages.
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::English => &self.en,
            Tongue::Chinese => &self.zh,
        }
    }
}

/// Makes [`Words`] from two strings.
pub fn words(en: impl Into<String>, zh: impl Into<String>) -> Words {
    Words { en: en.into(), zh: zh.into() }
}

/// Where a problem lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a source file that was read.
    Span(Span),
    /// In or at a file that has no text to point at, such as a picture or a missing file.
    Path(String),
    /// The whole book.
    Book,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable id, such as `quote-unpaired`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: Words,
    /// The way out.
    pub help: Option<Words>,
    /// Where else the same is, when one place does not show it.
    pub also: Vec<Span>,
}

impl Diagnostic {
    /// An error at a span.
    pub fn error(id: &'static str, span: Span, message: Words) -> Diagnostic {
        let place = Place::Span(span);
        Diagnostic { id, severity: Severity::Error, place, message, help: None, also: Vec::new() }
    }

    /// A warning at a span.
    pub fn warning(id: &'static str, span: Span, message: Words) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(id, span, message) }
    }

    /// A note at a span.
    pub fn note(id: &'static str, span: Span, message: Words) -> Diagnostic {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(id, span, message) }
    }

    /// An error about a file as a whole.
    pub fn file_error(id: &'static str, path: impl Into<String>, message: Words) -> Diagnostic {
        let place = Place::Path(path.into());
        Diagnostic { id, severity: Severity::Error, place, message, help: None, also: Vec::new() }
    }

    /// The same, with a way out.
    pub fn help(self, help: Words) -> Diagnostic {
        Diagnostic { help: Some(help), ..self }
    }

    /// The same, with further places.
    pub fn also(self, also: Vec<Span>) -> Diagnostic {
        Diagnostic { also, ..self }
    }
}

/// Everything found in a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds one and says that the work cannot go on.
    pub fn halt(&mut self, diagnostic: Diagnostic) -> Halt {
        self.push(diagnostic);
        Halt
    }

    /// Adds all of another list, after ours.
    pub fn merge(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether an artifact must not be written.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// All, sorted by place, then id, then words; exact repeats fall away.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.list.iter().collect();
        all.sort_by(|a, b| (&a.place, a.id, &a.message).cmp(&(&b.place, b.id, &b.message)));
        all.dedup();
        all
    }
}

/// "The work cannot go on; the reason is already reported."
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt;
