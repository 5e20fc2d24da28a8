//! `release.json`: what a release is made from and what it holds (docs/releases.md).
//!
//! In: the facts. Out: JSON, the same bytes for the same facts; and a record read back. Knows
//! `serde_json`. Never here: the facts themselves.

use serde::{Deserialize, Serialize};

/// The name of the file.
pub(super) const NAME: &str = "release.json";

/// The version of the form: it changes when a key changes its meaning or goes.
pub(super) const FORM: u32 = 1;

/// The whole document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// [`FORM`].
    pub(super) form: u32,
    /// The tag.
    pub(super) tag: String,
    /// The commit that the tag stands for.
    pub(super) commit: String,
    /// When the tag was made, in UTC.
    pub(super) date: String,
    /// The program and its version.
    pub(super) program: String,
    /// The book's folder in the repository; empty for its top.
    pub(super) book: String,
    /// The tag that the notes compare with.
    pub(super) previous: Option<Previous>,
    /// The book's title.
    pub(super) title: String,
    /// Its language.
    pub(super) language: String,
    /// Its identifier.
    pub(super) identifier: String,
    /// Its version.
    pub(super) version: String,
    /// How many chapters.
    pub(super) chapters: usize,
    /// How many characters, marks too.
    pub(super) characters: usize,
    /// How many Han characters.
    pub(super) han: usize,
    /// How many pages.
    pub(super) pages: usize,
    /// How wide the spine of the cover is, in µm.
    pub(super) spine: i64,
    /// What was checked.
    pub(super) checks: Checks,
    /// The fonts that were at hand.
    pub(super) fonts: Vec<Sum>,
    /// The files, but for this one and the sums.
    pub(super) files: Vec<Sum>,
}

/// The tag before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Previous {
    /// Its name.
    pub(super) tag: String,
    /// Its commit.
    pub(super) commit: String,
}

/// What the checks found: a release with an error or a warning is not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checks {
    /// Errors of the book.
    pub(super) errors: usize,
    /// Warnings of the book.
    pub(super) warnings: usize,
    /// The check of the EPUB's own files.
    pub(super) epub: String,
    /// What the print house asks of the PDF for print.
    pub(super) preflight: String,
}

/// A file and its sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    /// Its name.
    pub(super) file: String,
    /// How long it is.
    pub(super) bytes: usize,
    /// SHA-256 in hexadecimal digits.
    pub(super) sha256: String,
}

impl Record {
    /// The document; `None` never happens, for no map in it has keys that JSON lacks.
    pub(super) fn json(&self) -> Option<String> {
        serde_json::to_string_pretty(self).ok().map(|text| text + "\n")
    }

    /// Reads a document; the error says what it lacks.
    pub(super) fn read(text: &str) -> Result<Record, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}
