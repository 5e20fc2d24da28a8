//! A release that is there: its folder read, its sums checked, its place judged.
//!
//! In: a folder, or files from git. Out: the files, and a message for each that is missing, changed
//! or strange. A folder that holds anything of a person's own is never replaced. Never here: what
//! the files should be (`verify.rs`).

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;

use publish::Session;
use publish::diag::catalog::release as catalog;
use publish::diag::catalog::words::system;

use crate::console::{MACHINE, USAGE};

use super::make::Artifact;
use super::record::{self, Record};
use super::{Fault, sums};

/// Reads the files of a folder; what else is in it is left alone.
///
/// # Errors
/// A message that says which cannot be read.
pub(super) fn folder(folder: &Path) -> Result<Vec<Artifact>, Fault> {
    let names = names(folder).map_err(|error| refuse(folder, &error))?;
    let file = |name: &String| {
        let path = folder.join(name);
        let read = path.is_file().then(|| read(&path));
        let bytes = read.transpose().map_err(|error| refuse(&path, &error))?;
        Ok(bytes.map(|bytes| Artifact { name: name.clone(), bytes }))
    };
    names.iter().filter_map(|name| file(name).transpose()).collect()
}

fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries = std::fs::read_dir(folder)?;
    entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

#[expect(clippy::disallowed_methods, reason = "the door through which releases are read")]
fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

fn refuse(path: &Path, error: &io::Error) -> Fault {
    let problem = catalog::release_unreadable(&path.to_string_lossy(), &system(error.kind()));
    (Box::new(problem), MACHINE)
}

/// Whether a release of a commit may take this place: it is free, or holds the same release.
///
/// # Errors
/// A message that says what is there.
pub(super) fn check_place(place: &Path, tag: &str, commit: &str) -> Result<(), Fault> {
    let shown = place.to_string_lossy();
    let found = match names(place) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(refuse(place, &error)),
    };
    if found.is_empty() {
        return Ok(());
    }
    let text = read(&place.join(record::NAME)).unwrap_or_default();
    let Ok(record) = Record::read(&String::from_utf8_lossy(&text)) else {
        return Err((Box::new(catalog::place_taken(&shown, None)), USAGE));
    };
    let mut known: BTreeSet<&str> = record.files.iter().map(|sum| sum.file.as_str()).collect();
    known.extend([record::NAME, sums::NAME]);
    if let Some(strange) = found.iter().find(|name| !known.contains(name.as_str())) {
        return Err((Box::new(catalog::place_taken(&shown, Some(strange))), USAGE));
    }
    if (record.tag.as_str(), record.commit.as_str()) != (tag, commit) {
        let problem = catalog::place_of_another(&shown, &record.tag, &record.commit);
        return Err((Box::new(problem), USAGE));
    }
    Ok(())
}

/// Whether each file is there and as its sum says; a message for each that is not.
pub(super) fn sums_are_right(files: &[Artifact], session: &mut Session) -> bool {
    let find = |name: &str| files.iter().find(|file| file.name == name);
    let text = find(sums::NAME).map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    let Some(entries) = text.as_deref().and_then(sums::read) else {
        session.diags.push(catalog::sums_unreadable());
        return false;
    };
    let mut right = true;
    for (name, sum) in &entries {
        let problem = match find(name) {
            None => catalog::file_missing(name),
            Some(file) if sums::sum(&file.bytes) != *sum => catalog::file_changed(name),
            Some(_) => continue,
        };
        session.diags.push(problem);
        right = false;
    }
    for file in files.iter().filter(|file| file.name != sums::NAME) {
        if !entries.iter().any(|(name, _)| *name == file.name) {
            session.diags.push(catalog::file_strange(&file.name));
            right = false;
        }
    }
    right
}
