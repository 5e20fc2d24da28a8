//! `publish new`: a small book that builds at once and shows the dialect.
//!
//! In: a folder that is not there or empty. Out: book.yaml, two chapters and a README in it.

use std::path::Path;

use publish::diag::catalog::program::folder_taken;
use publish::diag::report::Diagnostic;

use crate::console::{MACHINE, USAGE};
use crate::output;

/// The files of a new book.
const FILES: [(&str, &str); 4] = [
    ("book.yaml", include_str!("template/book.yaml")),
    ("chapters/01.md", include_str!("template/01.md")),
    ("chapters/02.md", include_str!("template/02.md")),
    ("README.md", include_str!("template/README.md")),
];

/// Writes the files.
///
/// # Errors
/// A message when the folder has something in it or cannot be written, and the exit code.
pub(crate) fn write(folder: &Path) -> Result<(), (Box<Diagnostic>, u8)> {
    let taken = folder.exists()
        && std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_some());
    if taken {
        return Err((Box::new(folder_taken(&folder.to_string_lossy())), USAGE));
    }
    for (name, text) in FILES {
        output::write(&folder.join(name), text.as_bytes()).map_err(|problem| (problem, MACHINE))?;
    }
    output::say(&format!("{}\n", folder.display()));
    Ok(())
}
