//! `SHA256SUMS`, as `sha256sum --check` reads it.
//!
//! In: names and bytes. Out: lines of sum, two blanks, name; and those lines read back. Knows `sha2`.
//! Never here: which files a release has.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The name of the file.
pub(super) const NAME: &str = "SHA256SUMS";

/// How many digits a sum has.
const DIGITS: usize = 64;

/// The sum of bytes, in hexadecimal digits.
pub(super) fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A line for each file, in the order given.
pub(super) fn lines<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    files.map(|(name, bytes)| format!("{}  {name}\n", sum(bytes))).collect()
}

/// Names and sums; `None` when a line is no such line, or names a file of another folder.
pub(super) fn read(text: &str) -> Option<Vec<(String, String)>> {
    let entry = |line: &str| {
        let (sum, name) = line.split_once("  ")?;
        let hexadecimal = sum.len() == DIGITS && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
        (hexadecimal && plain).then(|| (name.to_owned(), sum.to_ascii_lowercase()))
    };
    let entries: Option<Vec<_>> = text.lines().map(entry).collect();
    entries.filter(|entries| !entries.is_empty())
}
