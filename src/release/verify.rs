//! `publish verify`: is a release whole, and is it what its tag makes?
//!
//! In: a folder, or a tag whose release is kept in git. Out: what was compared, or a message for
//! each file that differs, with the byte where it begins to. Never here: making the files.

use std::path::Path;

use publish::Session;
use publish::diag::catalog::release as catalog;

use crate::console::{BOOK, MACHINE};
use crate::output::folder::scratch;

use super::build::build;
use super::git::Repository;
use super::make::Artifact;
use super::record::{self, Record};
use super::tag::{Earlier, Tag};
use super::{PROGRAM, Stop, attach, read};

/// What was found to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The tag.
    pub(crate) tag: String,
    /// The commit it stands for.
    pub(crate) commit: String,
    /// How many files.
    pub(crate) files: usize,
}

/// Compares a release with its sums, its files with their forms, all with what the tag makes.
///
/// # Errors
/// [`Stop`] when anything differs or cannot be compared.
pub(crate) fn verify(what: &str, session: &mut Session) -> Result<Verified, Stop> {
    let folder = Path::new(what);
    let (files, around) = if folder.is_dir() {
        (read::folder(folder)?, folder)
    } else {
        let (repository, _) = Repository::around(Path::new("."))?;
        (attach::files(&repository, what)?, Path::new("."))
    };
    let mut right = read::sums_are_right(&files, session);
    for file in files.iter().filter(|file| !sound(file)) {
        session.diags.push(catalog::file_invalid(&file.name));
        right = false;
    }
    let record = record_of(&files)?;
    if record.program != PROGRAM {
        let problem = catalog::program_differs(&record.program, PROGRAM);
        return Err((Box::new(problem), MACHINE).into());
    }
    // Where a person stands is where their clone is; a folder may be anywhere.
    let here = Repository::around(Path::new("."));
    let (repository, _) = here.or_else(|_| Repository::around(around))?;
    // What is wrong with the files must not keep the book from being built.
    let mut own = Session::default();
    let made = made_again(&repository, &record, &mut own);
    session.files = own.files;
    session.diags.merge(own.diags);
    let made = made?;
    right &= same(&files, &made, session);
    if !right {
        return Err(Stop::Book);
    }
    Ok(Verified { tag: record.tag, commit: record.commit, files: files.len() })
}

/// The record; without it nobody knows what to compare with.
fn record_of(files: &[Artifact]) -> Result<Record, Stop> {
    let bytes = files.iter().find(|file| file.name == record::NAME).map(|file| &file.bytes);
    let text = bytes.map_or_else(Default::default, |bytes| String::from_utf8_lossy(bytes));
    let read = Record::read(&text);
    read.map_err(|reason| (Box::new(catalog::record_unreadable(&reason)), BOOK).into())
}

fn made_again(
    repository: &Repository,
    record: &Record,
    session: &mut Session,
) -> Result<Vec<Artifact>, Stop> {
    let tag = Tag::find(repository, &record.tag)?;
    if tag.commit != record.commit {
        let problem = catalog::tag_of_another(&tag.name, &record.commit, &tag.commit);
        return Err((Box::new(problem), BOOK).into());
    }
    let earlier = record.previous.as_ref();
    let earlier = earlier.map(|one| Earlier { name: one.tag.clone(), commit: one.commit.clone() });
    let work = scratch()?;
    build(repository, (&tag, &record.book), earlier.as_ref(), work.path(), session)
}

/// Whether a file has the outward form of its kind.
fn sound(file: &Artifact) -> bool {
    let bytes = file.bytes.as_slice();
    let starts =
        |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    match file.name.rsplit('.').next() {
        Some("epub") => starts(0, b"PK\x03\x04") && starts(30, b"mimetypeapplication/epub+zip"),
        Some("pdf") => starts(0, b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
        _ => std::str::from_utf8(bytes).is_ok(),
    }
}

/// Whether the files are those that were made; a message for each that is not.
fn same(files: &[Artifact], made: &[Artifact], session: &mut Session) -> bool {
    let mut same = true;
    for wanted in made {
        let found = files.iter().find(|file| file.name == wanted.name);
        let Some(found) = found else {
            session.diags.push(catalog::file_missing(&wanted.name));
            same = false;
            continue;
        };
        if found.bytes != wanted.bytes {
            let pairs = found.bytes.iter().zip(&wanted.bytes);
            let offset = pairs.take_while(|(one, other)| one == other).count();
            let lengths = (found.bytes.len(), wanted.bytes.len());
            session.diags.push(catalog::rebuild_differs(&found.name, offset, lengths));
            same = false;
        }
    }
    for file in files {
        if !made.iter().any(|wanted| wanted.name == file.name) {
            session.diags.push(catalog::file_strange(&file.name));
            same = false;
        }
    }
    same
}
