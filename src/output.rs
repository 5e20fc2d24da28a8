//! Files, written whole or not at all.
//!
//! In: a path and bytes. Out: the file, or a message that says why not; an old file survives a
//! failure. `output/folder.rs` does the same with folders. Never here: what the bytes are.

pub(crate) mod folder;

use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use publish::diag::catalog::program::output_unwritable;
use publish::diag::catalog::words::{no_regular_file, read_only, system};
use publish::diag::report::{Diagnostic, Words};
use tempfile::NamedTempFile;

/// `dist/TITLE.EXTENSION`, with characters that file systems refuse left out.
pub(crate) fn default_path(title: &str, extension: &str) -> PathBuf {
    let name: String =
        title.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c)).take(60).collect();
    let name = name.trim().trim_start_matches('.');
    let name = if name.is_empty() { "book" } else { name };
    Path::new("dist").join(format!("{name}.{extension}"))
}

/// Prints on standard output, where only artifacts and dumps go.
pub(crate) fn say(text: &str) {
    let mut stdout = io::stdout().lock();
    // A closed pipe is no failure: whoever read has read enough.
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Writes a file beside its place and moves it there.
///
/// # Errors
/// A message that says why not.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let shown = path.to_string_lossy();
    // What a link leads to is replaced, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&path).is_ok_and(|old| !old.is_file()) {
        // A device or a folder must never be replaced by a book.
        return Err(Box::new(output_unwritable(&shown, &no_regular_file())));
    }
    replace(&path, bytes)
        .map_err(|error| Box::new(output_unwritable(&shown, &system(error.kind()))))
}

/// Puts new texts into files that are there: all are written beside their places before the first
/// is moved. Each keeps its rights; a file that may not be written is not replaced either.
///
/// # Errors
/// A message that says why not.
pub(crate) fn rewrite(files: &[(&Path, &str)]) -> Result<(), Box<Diagnostic>> {
    let refuse =
        |path: &Path, reason: Words| Box::new(output_unwritable(&path.to_string_lossy(), &reason));
    let mut staged = Vec::with_capacity(files.len());
    for (path, text) in files {
        staged.push((path, stage(path, text).map_err(|reason| refuse(path, reason))?));
    }
    for (path, file) in staged {
        file.persist(path).map_err(|error| refuse(path, system(error.error.kind())))?;
    }
    Ok(())
}

fn stage(path: &Path, text: &str) -> Result<NamedTempFile, Words> {
    let rights = std::fs::metadata(path).map_err(|error| system(error.kind()))?.permissions();
    if rights.readonly() {
        return Err(read_only());
    }
    try_stage(path, text, rights).map_err(|error| system(error.kind()))
}

fn try_stage(path: &Path, text: &str, rights: Permissions) -> io::Result<NamedTempFile> {
    // Whoever may not write the file shall not replace it.
    std::fs::OpenOptions::new().write(true).open(path)?;
    let mut file = builder().prefix(".publish-").tempfile_in(folder(path))?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(rights)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder(path))?;
    let mut file = builder().prefix(".publish-").tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A temporary file is for its owner only; a book is for whoever the umask lets.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
