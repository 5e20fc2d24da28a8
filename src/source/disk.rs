//! The one reader of the book folder.
//!
//! In: a path as an author wrote it. Out: the bytes or the text of a regular file inside the
//! folder, or a word about why not. Nothing outside the folder is ever opened, and nothing but
//! regular files. Never here: what the files hold.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diag::catalog::source as catalog;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostic, Diagnostics};
use crate::diag::span::{FileId, Span};

use super::encoding;

/// How large a chapter or book.yaml may be.
pub(super) const MAX_TEXT_BYTES: u64 = 32 << 20;

/// How large a picture may be.
pub(super) const MAX_PICTURE_BYTES: u64 = 64 << 20;

/// How many folders deep and how many entries a search for files may go.
const MAX_ENTRIES: usize = 100_000;

/// A book's folder.
pub(super) struct Disk {
    root: PathBuf,
    /// The root without links: what every file must lie under.
    real_root: PathBuf,
    /// The root as messages show it.
    shown: String,
}

/// Where a file is asked for.
#[derive(Clone, Copy)]
pub(super) enum Asker {
    /// At this place of a text.
    At(Span),
    /// Nowhere: the program itself wants it.
    Program,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It leaves the folder, or is no path inside one.
    Outside,
    /// It is not there.
    Missing,
    /// It is a folder, a pipe, a device.
    NotRegular(&'static str),
    /// Its links go round in a circle.
    Loop,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The system says no.
    System(String),
}

impl Disk {
    /// Opens a folder.
    pub(super) fn open(root: &Path) -> Option<Disk> {
        let real_root = std::fs::canonicalize(root).ok().filter(|real| real.is_dir())?;
        let shown = root.to_string_lossy().replace('\\', "/");
        let shown = shown.trim_end_matches('/').to_owned();
        let shown = if shown == "." { String::new() } else { shown };
        Some(Disk { root: root.to_path_buf(), real_root, shown })
    }

    /// A folder below this one, or beside it; none when it is not there.
    pub(super) fn folder(&self, path: &str) -> Option<Disk> {
        let inside = self.root.join(path);
        inside.is_dir().then(|| Disk::open(&inside)).flatten()
    }

    /// A path of the folder as messages show it.
    pub(super) fn shown(&self, path: &str) -> String {
        if self.shown.is_empty() { path.to_owned() } else { format!("{}/{path}", self.shown) }
    }

    /// Whether there is a regular file at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.locate(path).is_ok()
    }

    /// Whether nothing at all is at this path.
    pub(super) fn lacks(&self, path: &str) -> bool {
        matches!(self.locate(path), Err(Trouble::Missing))
    }

    /// Reads a text and adds it to the files.
    pub(super) fn text(
        &self,
        path: &str,
        asker: Asker,
        files: &mut Files,
        diags: &mut Diagnostics,
    ) -> Option<FileId> {
        let bytes = match self.bytes(path, MAX_TEXT_BYTES) {
            Ok(bytes) => bytes,
            Err(trouble) => {
                diags.push(self.tell(path, asker, &trouble));
                return None;
            }
        };
        match encoding::decode(&bytes) {
            Ok(text) => {
                let file = files.add(self.shown(path), text);
                if let (Ok(place), Ok(written)) = (self.locate(path), String::from_utf8(bytes)) {
                    files.keep_original(file, place, written);
                }
                Some(file)
            }
            Err(error) => {
                diags.push(catalog::not_utf8(
                    &self.shown(path),
                    error.offset,
                    error.line_number,
                    error.guess,
                ));
                None
            }
        }
    }

    /// Reads a file of at most `limit` bytes.
    #[expect(clippy::disallowed_methods, reason = "the door through which a book is read")]
    pub(super) fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Trouble> {
        let real = self.locate(path)?;
        let system = |error: std::io::Error| Trouble::System(error.kind().to_string());
        let file = std::fs::File::open(real).map_err(system)?;
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(system)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > limit { Err(Trouble::TooLarge(limit)) } else { Ok(bytes) }
    }

    /// The real path of a regular file inside the folder.
    fn locate(&self, path: &str) -> Result<PathBuf, Trouble> {
        let written = self.root.join(path);
        let real = std::fs::canonicalize(&written).map_err(|error| trouble(&error, &written))?;
        if !real.starts_with(&self.real_root) {
            return Err(Trouble::Outside);
        }
        let metadata = std::fs::metadata(&real).map_err(|error| trouble(&error, &real))?;
        if metadata.is_dir() {
            return Err(Trouble::NotRegular("directory"));
        }
        if !metadata.is_file() {
            return Err(Trouble::NotRegular("special file"));
        }
        Ok(real)
    }

    /// The diagnostic for a trouble.
    pub(super) fn tell(&self, path: &str, asker: Asker, trouble: &Trouble) -> Diagnostic {
        let shown = self.shown(path);
        let diagnostic = match trouble {
            Trouble::Outside => catalog::path_outside(path),
            Trouble::Missing => catalog::file_missing(&shown),
            Trouble::NotRegular(kind) => catalog::not_a_regular_file(&shown, kind),
            Trouble::Loop => catalog::link_loop(&shown),
            Trouble::TooLarge(limit) => catalog::file_too_large(&shown, *limit),
            Trouble::System(reason) => catalog::file_unreadable(&shown, reason),
        };
        match asker {
            Asker::At(span) => diagnostic.at(span),
            Asker::Program => diagnostic,
        }
    }

    /// All regular files in the folder, as paths with `/`, sorted by bytes. Links are not followed.
    pub(super) fn list(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(self.root.join(&folder)) else { continue };
            for entry in entries.filter_map(Result::ok) {
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(path),
                    Ok(kind) if kind.is_file() => found.push(path),
                    _ => {}
                }
                if found.len() + folders.len() > MAX_ENTRIES {
                    folders.clear();
                    break;
                }
            }
        }
        found.sort();
        found
    }
}

fn trouble(error: &std::io::Error, path: &Path) -> Trouble {
    match error.kind() {
        std::io::ErrorKind::NotFound if is_link(path) => Trouble::Outside,
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Trouble::Missing,
        _ if is_link(path) => Trouble::Loop,
        kind => Trouble::System(kind.to_string()),
    }
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// The path inside the folder that `written` means, seen from the folder `from`: without `.`, `..`
/// and backslashes. None when it leaves the folder or is no path of this kind.
pub(super) fn resolve(from: &str, written: &str) -> Option<String> {
    let has_drive = {
        let mut characters = written.chars();
        let letter = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
        letter && characters.next() == Some(':')
    };
    let is_scheme = written.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if written.starts_with(['/', '\\']) || has_drive || is_scheme || written.contains('\0') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    for part in written.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The folder of a path inside the book.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
