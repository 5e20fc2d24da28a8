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

use super::encoding::{self, Guess, NotUtf8};

/// How large a chapter or a table of contents may be: four times the longest novels in Chinese
/// as one file. A chapter takes a hundred times its size in memory while it is set.
pub(super) const MAX_TEXT_BYTES: u64 = 16 << 20;

/// How large book.yaml or book.toml may be: a line for each of ten thousand chapters fits.
pub(super) const MAX_CONFIG_BYTES: u64 = 1 << 20;

/// How large a picture may be: a page in print, uncompressed, at 600 dpi fits.
pub(super) const MAX_PICTURE_BYTES: u64 = 64 << 20;

/// How many files and folders a search for chapters looks at. A book has some thousand; whoever
/// has more named the wrong folder.
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
    /// It has so many bytes; the limit is so many.
    TooLarge(u64, u64),
    /// The system says no.
    System(std::io::ErrorKind),
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
        let is_config = matches!(path, "book.yaml" | "book.toml");
        let limit = if is_config { MAX_CONFIG_BYTES } else { MAX_TEXT_BYTES };
        let bytes = match self.bytes(path, limit) {
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
            Err(problem) => {
                let shown = self.shown(path);
                diags.push(explain(&shown, problem, files));
                None
            }
        }
    }

    /// Reads a file of at most `limit` bytes.
    #[expect(clippy::disallowed_methods, reason = "the door through which a book is read")]
    pub(super) fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Trouble> {
        let real = self.locate(path)?;
        let system = |error: std::io::Error| Trouble::System(error.kind());
        let file = std::fs::File::open(real).map_err(system)?;
        let claimed = file.metadata().map_err(system)?.len();
        if claimed > limit {
            return Err(Trouble::TooLarge(claimed, limit));
        }
        // A file that grows while it is read ends at the limit all the same.
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(system)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > limit { Err(Trouble::TooLarge(length, limit)) } else { Ok(bytes) }
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
            Trouble::TooLarge(size, limit) => catalog::file_too_large(&shown, *size, *limit),
            Trouble::System(kind) => catalog::file_unreadable(&shown, *kind),
        };
        match asker {
            Asker::At(span) => diagnostic.at(span),
            Asker::Program => diagnostic,
        }
    }

    /// Everything below a folder that may be a chapter. Hidden folders are left alone, and links to
    /// folders are not followed, so that no search goes round in a circle.
    pub(super) fn list(&self, folder: &str) -> Found {
        let mut found = Found::default();
        let mut folders = vec![folder.to_owned()];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(self.root.join(&folder)) else {
                found.closed.push(folder);
                continue;
            };
            for entry in entries.filter_map(Result::ok) {
                count += 1;
                if count > MAX_ENTRIES {
                    found.overflow = Some(MAX_ENTRIES);
                    return found;
                }
                let name = entry.file_name();
                let path = |name: &str| {
                    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
                };
                let Some(name) = name.to_str() else {
                    found.unnamed.push(path(&name.to_string_lossy()));
                    continue;
                };
                if name.starts_with('.') {
                    continue;
                }
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(path(name)),
                    Ok(kind) if kind.is_symlink() && entry.path().is_dir() => {}
                    _ => found.files.push(path(name)),
                }
            }
        }
        found.files.sort();
        found.unnamed.sort();
        found.closed.sort();
        found
    }
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Everything that is no folder, by paths with `/`, sorted by bytes.
    pub(super) files: Vec<String>,
    /// What has a name that is no UTF-8.
    pub(super) unnamed: Vec<String>,
    /// Folders that cannot be read.
    pub(super) closed: Vec<String>,
    /// The limit, when there was more than that.
    pub(super) overflow: Option<usize>,
}

/// Why a file is no text; the text as it was probably meant is shown with the message.
fn explain(path: &str, problem: NotUtf8, files: &mut Files) -> Diagnostic {
    let NotUtf8 { offset, bytes, guess, text, place } = problem;
    let file = files.add(path, text);
    let span = Span::new(file, place, place);
    match guess {
        Guess::Damaged => catalog::not_utf8(span, offset, &bytes),
        Guess::Encoding(known, iconv) => {
            catalog::other_encoding(span, path, offset, (known, iconv))
        }
        Guess::Binary(en, zh) => catalog::no_text(span, path, (en, zh)),
    }
}

fn trouble(error: &std::io::Error, path: &Path) -> Trouble {
    match error.kind() {
        std::io::ErrorKind::NotFound if is_link(path) => Trouble::Outside,
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Trouble::Missing,
        _ if is_link(path) => Trouble::Loop,
        kind => Trouble::System(kind),
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
