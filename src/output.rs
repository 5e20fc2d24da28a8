//! Files, written whole or not at all.
//!
//! In: a path and bytes. Out: the file, or a sentence that says why not; an old file survives a
//! failure. Never here: what the bytes are.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use publish::diag::render::Tongue;

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
    try_write(path, bytes).map_err(|error| {
        let shown = path.display();
        match tongue {
            Tongue::English => format!("error: cannot write {shown}: {error}"),
            Tongue::Chinese => format!("错误：无法写入 {shown}：{error}"),
        }
    })
}

fn try_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".publish-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    // A temporary file is for its owner only; a book is for whoever the umask lets.
    set_rights(file.path())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
fn set_rights(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_rights(_path: &Path) -> io::Result<()> {
    Ok(())
}
