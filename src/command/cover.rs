//! `publish cover`: the cover for the press.
//!
//! In: the folder, and where the file goes. Out: the file, whole or not at all, and its path on
//! standard output. Never here: how a cover is made.

use std::path::Path;

use crate::console::Console;

use super::build::{Printed, build};

/// Writes the cover.
pub(super) fn cover(
    root: &Path,
    output: Option<&Path>,
    printed: Printed,
    console: Console,
) -> Result<(), u8> {
    build(root, output, "cover.pdf", console, |mut book, faces, session| {
        book.settings.print = printed.over(book.settings.print);
        publish::cover(&book, faces, session).map(|(written, _)| written)
    })
}
