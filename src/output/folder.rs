//! Folders, put in their place whole or not at all.
//!
//! In: a place and the files for it. Out: the folder at its place; an old one is exchanged for it in
//! one step and survives every failure, a kill too. What a killed run left behind is removed by the
//! next one. Never here: what the files are.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use publish::diag::catalog::program::output_unwritable;
use publish::diag::catalog::words::system;
use publish::diag::report::Diagnostic;
use tempfile::TempDir;

/// The folder as it will be, inside the staging folder.
const NEW: &str = "new";
/// The folder as it was, where the two could not change places in one step.
const OLD: &str = "old";
/// Held as long as a run is at work.
const LOCK: &str = "lock";
/// How many random characters end the name of a staging folder.
const RANDOM: usize = 6;

/// A folder beside the place, in which a new one grows. It is removed when it is dropped.
#[derive(Debug)]
pub(crate) struct Staging {
    folder: TempDir,
    place: PathBuf,
    _lock: File,
}

impl Staging {
    /// Begins beside `place`.
    ///
    /// # Errors
    /// A message that says why nothing can be written there.
    pub(crate) fn beside(place: &Path) -> Result<Staging, Box<Diagnostic>> {
        // What a link leads to is replaced, not the link.
        let place = &std::fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let begin = || {
            let parent = super::folder(place);
            std::fs::create_dir_all(parent)?;
            let prefix = prefix(place);
            sweep(parent, &prefix, place);
            let folder =
                tempfile::Builder::new().prefix(&prefix).rand_bytes(RANDOM).tempdir_in(parent)?;
            let lock = create(&folder.path().join(LOCK))?;
            lock.try_lock().or_else(|error| match error {
                // A disk without locks loses only the sweeping of what a killed run left.
                TryLockError::Error(_) | TryLockError::WouldBlock => Ok::<(), io::Error>(()),
            })?;
            std::fs::create_dir(folder.path().join(NEW))?;
            Ok(Staging { folder, place: place.to_owned(), _lock: lock })
        };
        begin().map_err(|error| unwritable(place, &error))
    }

    /// Where whatever is needed on the way may stand.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file to the new folder.
    ///
    /// # Errors
    /// A message that says why not.
    pub(crate) fn add(&self, name: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
        let add = || {
            let mut file = create(&self.folder.path().join(NEW).join(name))?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        add().map_err(|error| unwritable(&self.place.join(name), &error))
    }

    /// Puts the new folder in its place; what was there is gone.
    ///
    /// # Errors
    /// A message that says why not; what was there is still there.
    pub(crate) fn put(self) -> Result<(), Box<Diagnostic>> {
        let (new, old) = (self.folder.path().join(NEW), self.folder.path().join(OLD));
        let put = || {
            sync(&new)?;
            if std::fs::symlink_metadata(&self.place).is_err() {
                std::fs::rename(&new, &self.place)?;
            } else if exchange(&new, &self.place).is_err() {
                std::fs::rename(&self.place, &old)?;
                std::fs::rename(&new, &self.place)
                    .inspect_err(|_| drop(std::fs::rename(&old, &self.place)))?;
            }
            sync(super::folder(&self.place))
        };
        put().map_err(|error| unwritable(&self.place, &error))
    }
}

/// A folder for what is needed on the way to nothing that stays; removed when it is dropped.
///
/// # Errors
/// A message that says why there is none.
pub(crate) fn scratch() -> Result<TempDir, Box<Diagnostic>> {
    let made = tempfile::Builder::new().prefix("publish-").tempdir();
    made.map_err(|error| unwritable(&std::env::temp_dir(), &error))
}

/// A new, empty folder inside another.
///
/// # Errors
/// A message that says why not.
pub(crate) fn room(parent: &Path, name: &str) -> Result<PathBuf, Box<Diagnostic>> {
    let room = parent.join(name);
    std::fs::create_dir(&room).map_err(|error| unwritable(&room, &error))?;
    Ok(room)
}

fn unwritable(place: &Path, error: &io::Error) -> Box<Diagnostic> {
    Box::new(output_unwritable(&place.to_string_lossy(), &system(error.kind())))
}

/// `.publish-v1.2.0-`: what the staging folders of a place begin with.
fn prefix(place: &Path) -> String {
    let name = place.file_name().map_or_else(|| "release".into(), |name| name.to_string_lossy());
    format!(".publish-{name}-")
}

/// Removes what killed runs left, and brings back a folder that one of them had just put aside.
fn sweep(parent: &Path, prefix: &str, place: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(prefix));
        let ours = |random: &str| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if !random.is_some_and(ours) || !abandoned(&entry.path()) {
            continue;
        }
        let old = entry.path().join(OLD);
        if old.is_dir() && std::fs::symlink_metadata(place).is_err() {
            // Whoever cannot bring it back must not remove it either.
            if std::fs::rename(&old, place).is_err() {
                continue;
            }
        }
        // What cannot be removed harms nobody.
        drop(std::fs::remove_dir_all(entry.path()));
    }
}

/// Whether the run that made a staging folder is over: nobody holds its lock, or the lock is gone
/// already and other things are still there. One that is empty may just have been made.
#[expect(clippy::disallowed_methods, reason = "a lock is asked, nothing is read")]
fn abandoned(staging: &Path) -> bool {
    match File::open(staging.join(LOCK)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(_) => std::fs::read_dir(staging).is_ok_and(|mut entries| entries.next().is_some()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the door through which folders are written")]
fn create(path: &Path) -> io::Result<File> {
    File::create(path)
}

/// Two folders change places; at every moment each place holds one of them.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes sure that the names in a folder outlive a power cut.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "the door through which folders are written")]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
