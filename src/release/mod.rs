//! A git tag to what readers download: built from the tag's own files and nothing else.
//!
//! In: a tag. Out: a folder with the books, their sums, `release.json` and `NOTES.md`, whole or not
//! at all; kept in git itself when that is asked for, fetched back, and verified byte by byte.
//! Never here: how a book is made (the library), how folders are put in place (`output/folder.rs`).

mod attach;
mod build;
mod git;
mod make;
mod notes;
mod read;
mod record;
mod sums;
mod tag;
mod verify;

use std::path::{Path, PathBuf};

use publish::Session;
use publish::diag::catalog::release as catalog;
use publish::diag::report::{Diagnostic, Halt};

use crate::console::{MACHINE, USAGE};
use crate::output::folder::Staging;

pub(crate) use verify::verify;

use build::build;
use git::Repository;
use tag::Tag;

/// The program that makes a release: another one makes other bytes.
const PROGRAM: &str = concat!("publish ", env!("CARGO_PKG_VERSION"));

/// A problem that is not the book's, and the exit code.
type Fault = (Box<Diagnostic>, u8);

/// Why there is no release.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The book, or the release that was to be verified: the reasons are in the session.
    Book,
    /// Anything else.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

impl From<Box<Diagnostic>> for Stop {
    fn from(problem: Box<Diagnostic>) -> Stop {
        Stop::Fault((problem, MACHINE))
    }
}

impl From<Halt> for Stop {
    fn from(_: Halt) -> Stop {
        Stop::Book
    }
}

/// What a person asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order<'a> {
    /// The tag.
    pub(crate) tag: &'a str,
    /// The book's folder; it may be missing from the working tree.
    pub(crate) book: &'a Path,
    /// Where the release goes; `None` is `dist/TAG`.
    pub(crate) output: Option<&'a Path>,
    /// Where it is kept beside.
    pub(crate) keep: Keep<'a>,
}

/// Where else a release is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Keep<'a> {
    /// Nowhere.
    Nowhere,
    /// In the repository, with the tag.
    Attached,
    /// There and in that of a remote.
    Pushed(&'a str),
}

impl Order<'_> {
    fn place(&self) -> PathBuf {
        self.output.map_or_else(|| Path::new("dist").join(self.tag), Path::to_owned)
    }
}

/// Makes a release and puts it in its place.
///
/// # Errors
/// [`Stop`]; what was in the place is still there.
pub(crate) fn release(order: &Order<'_>, session: &mut Session) -> Result<PathBuf, Stop> {
    let (repository, inside) = Repository::around(order.book)?;
    let tag = Tag::find(&repository, order.tag)?;
    let place = order.place();
    read::check_place(&place, &tag.name, &tag.commit)?;
    let staging = Staging::beside(&place)?;
    let earlier = tag.before(&repository)?;
    let files = build(&repository, (&tag, &inside), earlier.as_ref(), staging.path(), session)?;
    if Tag::find(&repository, order.tag)? != tag {
        return Err((Box::new(catalog::tag_moved(order.tag)), MACHINE).into());
    }
    files.iter().try_for_each(|file| staging.add(&file.name, &file.bytes))?;
    staging.put()?;
    match order.keep {
        Keep::Nowhere => {}
        Keep::Attached => attach::attach(&repository, &tag, &files)?,
        Keep::Pushed(remote) => {
            attach::attach(&repository, &tag, &files)?;
            attach::push(&repository, remote, &tag.name)?;
        }
    }
    Ok(place)
}

/// Brings a release from a remote and puts it in its place.
///
/// # Errors
/// [`Stop`]; what was in the place is still there.
pub(crate) fn fetch(
    order: &Order<'_>,
    remote: &str,
    session: &mut Session,
) -> Result<PathBuf, Stop> {
    let (repository, _) = Repository::around(order.book)?;
    let full = format!("refs/tags/{}", order.tag);
    if !repository.ask(&["check-ref-format", &full])?.status.success() {
        return Err((Box::new(catalog::tag_missing(order.tag, None)), USAGE).into());
    }
    attach::fetch(&repository, remote, order.tag)?;
    let tag = Tag::find(&repository, order.tag)?;
    let files = attach::files(&repository, &tag.name)?;
    if !read::sums_are_right(&files, session) {
        return Err(Stop::Book);
    }
    let place = order.place();
    read::check_place(&place, &tag.name, &tag.commit)?;
    let staging = Staging::beside(&place)?;
    files.iter().try_for_each(|file| staging.add(&file.name, &file.bytes))?;
    staging.put()?;
    Ok(place)
}
