//! A tag's tree to the files of its release, all in memory.
//!
//! In: the tag, the folder with its files, the tag before. Out: the files in their order, the sums
//! last; or nothing, and the reasons in the session. Never here: where the files go.

use std::path::Path;

use publish::Session;
use publish::diag::catalog::release as catalog;
use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Halt, Place, Severity};
use publish::font::Faces;
use publish::model::book::Book;
use publish::model::settings::Purpose;
use publish::proof::figures::{Figures, Folios};
use publish::source::Environment;
use publish::units::Len;

use super::notes::{self, ChapterState};
use super::record::{self, Checks, Previous, Record, Sum};
use super::sums;
use super::tag::{Earlier, Tag};

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Artifact {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
}

/// What a release is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'a> {
    /// The tag.
    pub(super) tag: &'a Tag,
    /// The book's folder in the repository.
    pub(super) inside: &'a str,
    /// The files of the tag.
    pub(super) tree: &'a Path,
    /// The tag before, and its files.
    pub(super) before: Option<(&'a Earlier, &'a Path)>,
}

/// Makes all files. Warnings do not let it pass either.
///
/// # Errors
/// [`Halt`] when the book is not in order; the reasons are in the session.
pub(super) fn make(origin: &Origin<'_>, session: &mut Session) -> Result<Vec<Artifact>, Halt> {
    let made = try_make(origin, session);
    // Messages speak of the files as git does: `v1.2.0:book/book.yaml`.
    let old = format!("{}/", origin.tree.to_string_lossy().replace('\\', "/"));
    relabel(session, &old, &format!("{}:", origin.tag.name));
    made
}

fn try_make(origin: &Origin<'_>, session: &mut Session) -> Result<Vec<Artifact>, Halt> {
    let tag = origin.tag;
    let (mut book, faces) = open(origin.tree, origin.inside, tag.seconds, session)?;
    if let Some(version) = book.meta.version.as_ref().filter(|version| !fits(version, tag)) {
        return Err(session.diags.halt(catalog::version_differs(
            book.meta.span,
            version,
            &tag.name,
        )));
    }
    book.meta.version.get_or_insert_with(|| tag.version().to_owned());
    book.meta.commit = Some(tag.commit.clone());
    let pages = publish::paginate(&book, &faces, session);
    let figures = publish::proof(&book, &faces, &pages, session);
    if troubled(session) {
        return Err(Halt);
    }
    let stem = format!("book-{}", tag.for_files());
    let file = |ending: &str, bytes| Artifact { name: format!("{stem}{ending}"), bytes };
    let (cover, spine) = publish::cover(&book, &faces, session)?;
    let mut files = vec![
        file("-cover.pdf", cover),
        file(".epub", publish::epub(&book, &faces, session)?),
        file(".pdf", publish::pdf(&book, &faces, Purpose::Screen, session)?),
        file("-print.pdf", publish::pdf(&book, &faces, Purpose::Print, session)?),
    ];
    if troubled(session) {
        return Err(Halt);
    }
    let now = notes::states(&book, &figures, session);
    let then = origin.before.map(|(earlier, tree)| (earlier.clone(), earlier_states(origin, tree)));
    let notes = notes::notes(tag, &book, &figures, &now, then.as_ref());
    files.push(Artifact { name: notes::NAME.to_owned(), bytes: notes.into_bytes() });
    let record = record(origin, &book, &figures, &faces, (&files, spine)).json().ok_or(Halt)?;
    files.push(Artifact { name: record::NAME.to_owned(), bytes: record.into_bytes() });
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let list = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
    let sums = sums::lines(list).into_bytes();
    files.push(Artifact { name: sums::NAME.to_owned(), bytes: sums });
    Ok(files)
}

fn open(
    tree: &Path,
    inside: &str,
    seconds: i64,
    session: &mut Session,
) -> Result<(Book, Faces), Halt> {
    let environment = Environment { source_date_epoch: Some(seconds) };
    publish::open(&tree.join(inside), environment, session)
}

/// Whether `version:` of book.yaml means the tag.
fn fits(version: &str, tag: &Tag) -> bool {
    [tag.version(), &tag.name].contains(&version)
        || version.strip_prefix('v') == Some(tag.version())
}

fn troubled(session: &Session) -> bool {
    session.diags.has_errors() || session.diags.count(Severity::Warning) > 0
}

/// The chapters of the tag before; none when there was no book that can be read. What is wrong
/// with an old book is nobody's concern any more.
fn earlier_states(origin: &Origin<'_>, tree: &Path) -> Vec<ChapterState> {
    let mut session = Session::default();
    let opened = open(tree, origin.inside, origin.tag.seconds, &mut session);
    let Ok((book, faces)) = opened else { return Vec::new() };
    let (files, mut diags) = (&session.files, Diagnostics::new());
    let figures = publish::proof::proof(&book, &faces, files, &Folios::default(), &mut diags);
    notes::states(&book, &figures, &session)
}

fn record(
    origin: &Origin<'_>,
    book: &Book,
    figures: &Figures,
    faces: &Faces,
    (files, spine): (&[Artifact], Len),
) -> Record {
    let (tag, meta) = (origin.tag, &book.meta);
    let sum = |file: &str, bytes: &[u8]| Sum {
        file: file.to_owned(),
        bytes: bytes.len(),
        sha256: sums::sum(bytes),
    };
    // Whoever comes here has seen all checks pass.
    let passed = "passed".to_owned();
    let previous = |(earlier, _): (&Earlier, &Path)| Previous {
        tag: earlier.name.clone(),
        commit: earlier.commit.clone(),
    };
    Record {
        form: record::FORM,
        tag: tag.name.clone(),
        commit: tag.commit.clone(),
        date: meta.modified.clone(),
        program: super::PROGRAM.to_owned(),
        book: origin.inside.to_owned(),
        previous: origin.before.map(previous),
        title: meta.title.clone(),
        language: meta.language.tag.clone(),
        identifier: meta.identifier.clone(),
        version: meta.version.clone().unwrap_or_default(),
        chapters: figures.chapters.len(),
        characters: figures.totals.characters,
        han: figures.totals.han,
        pages: figures.pages,
        spine: spine.micrometres(),
        checks: Checks { errors: 0, warnings: 0, epub: passed.clone(), preflight: passed },
        fonts: faces.iter().map(|(_, face)| sum(&face.file_name, face.bytes())).collect(),
        files: files.iter().map(|file| sum(&file.name, &file.bytes)).collect(),
    }
}

fn relabel(session: &mut Session, old: &str, new: &str) {
    let found = std::mem::take(&mut session.diags);
    let files: &mut Files = &mut session.files;
    files.relabel(old, new);
    for mut one in found.sorted().into_iter().cloned() {
        if let Place::Path(path) = &mut one.place
            && let Some(rest) = path.strip_prefix(old)
        {
            *path = format!("{new}{rest}");
        }
        session.diags.push(one);
    }
}
