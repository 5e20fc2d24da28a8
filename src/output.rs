//! Files, written whole or not at all.
//!
//! In: a path and bytes. Out: the file, or a sentence that says why not; an old file survives a
//! failure. Never here: what the bytes are.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use publish::diag::render::Tongue;
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
/// A sentence for the user.
pub(crate) fn write(path: &Path, bytes: &[u8], tongue: Tongue) -> Result<(), String> {
    try_write(path, bytes).map_err(|error| refusal(path, &error, tongue))
}

/// Puts new texts into files that are there: all are written beside their places before the first
/// is moved. Each keeps its rights; a file that may not be written is not replaced either.
///
/// # Errors
/// A sentence for the user.
pub(crate) fn rewrite(files: &[(&Path, &str)], tongue: Tongue) -> Result<(), String> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, text) in files {
        let file = stage(path, text).map_err(|error| refusal(path, &error, tongue))?;
        staged.push((path, file));
    }
    for (path, file) in staged {
        file.persist(path).map_err(|error| refusal(path, &error.error, tongue))?;
    }
    Ok(())
}

fn refusal(path: &Path, error: &io::Error, tongue: Tongue) -> String {
    let shown = path.display();
    match tongue {
        Tongue::English => format!("error: cannot write {shown}: {error}"),
        Tongue::Chinese => format!("错误：无法写入 {shown}：{error}"),
    }
}

fn stage(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let rights = std::fs::metadata(path)?.permissions();
    if rights.readonly() {
        return Err(io::Error::other("it is read-only"));
    }
    // Whoever may not write the file shall not replace it.
    std::fs::OpenOptions::new().write(true).open(path)?;
    let mut file = builder().prefix(".publish-").tempfile_in(folder(path))?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(rights)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn try_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What a link leads to is replaced, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&path).is_ok_and(|old| !old.is_file()) {
        // A device or a folder must never be replaced by a book.
        return Err(io::Error::other("it is no regular file"));
    }
    std::fs::create_dir_all(folder(&path))?;
    let mut file = builder().prefix(".publish-").tempfile_in(folder(&path))?;
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
