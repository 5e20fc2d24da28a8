//! The manuscript as its author would write it: what the normalizer changes, in the Markdown.
//!
//! In: the manuscript with its files. Out: a new text for each file in which something changes.
//! A change is made only if the chapter, read again, is the same book as before; what cannot be
//! made so is left and told. Every byte that no rule names stays. Never here: writing.

mod bare;
pub mod diff;
mod edit;
mod settle;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::diag::catalog::fmt as catalog;
use crate::diag::files::Files;
use crate::diag::report::{Diagnostics, Place, Severity};
use crate::diag::span::{FileId, Span};
use crate::normalize::{Change, draft};
use crate::par;
use crate::source::{Manuscript, SourceChapter};

use edit::{Edit, apply, compose, on_file, origin, places};
use settle::{Reader, settle};

/// How often a text is gone through until nothing more changes: a mark that was made can be what
/// another change waited for.
const PASSES: usize = 4;

/// A file that changes.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The file, by its number.
    pub file: FileId,
    /// The path as messages show it.
    pub path: String,
    /// Where the file lies, links followed.
    pub place: PathBuf,
    /// The file as it is, with its byte order mark and line breaks.
    pub before: String,
    /// The file as it should be.
    pub after: String,
    /// What changes, in the order of the text; `before` is what the source has at the span.
    pub changes: Vec<Change>,
    /// For each change, the bytes of [`Rewrite::before`] and of [`Rewrite::after`].
    pub places: Vec<(Range<usize>, Range<usize>)>,
}

/// The files that change, in the order of the book, each once. What was `found` in reading the
/// manuscript tells which files have an error: those are left alone.
pub fn fmt(
    manuscript: &Manuscript,
    files: &Files,
    found: &Diagnostics,
    diags: &mut Diagnostics,
) -> Vec<Rewrite> {
    let errors = found.sorted().into_iter().filter(|one| one.severity == Severity::Error);
    let broken: BTreeSet<FileId> = errors
        .filter_map(|one| match &one.place {
            Place::Span(span) => Some(span.file),
            Place::Path(_) | Place::Book => None,
        })
        .collect();
    let mut seen = BTreeSet::new();
    let chapters: Vec<&SourceChapter> = manuscript
        .chapters
        .iter()
        .filter(|chapter| !broken.contains(&chapter.file) && seen.insert(place(chapter, files)))
        .collect();
    let rewrites = par::map(&chapters, diags, |source, diags| {
        rewrite(Reader { manuscript, source }, files, diags)
    });
    rewrites.into_iter().flatten().collect()
}

/// Where a chapter's file lies: two links may lead to one file.
fn place(chapter: &SourceChapter, files: &Files) -> PathBuf {
    let original = files.get(chapter.file).and_then(|file| file.original.as_ref());
    original.map_or_else(|| PathBuf::from(&chapter.path), |original| original.place.clone())
}

fn rewrite(reader: Reader<'_>, files: &Files, diags: &mut Diagnostics) -> Option<Rewrite> {
    let source = reader.source;
    let file = files.get(source.file)?;
    let mut reading = draft(reader.manuscript, source, &mut Diagnostics::new());
    let mut text = file.text.clone();
    let (mut made, mut left) = (Vec::new(), Vec::new());
    for _ in 0..PASSES {
        if reading.changes.is_empty() {
            left.clear();
            break;
        }
        let settled = settle(reader, &text, &reading);
        left = settled.left;
        left.retain(|edit| !opens_paragraph(edit, &text));
        if settled.made.is_empty() {
            break;
        }
        made = compose(made, settled.made, &text);
        (text, reading) = (settled.text, settled.draft);
    }
    made.retain(|edit| file.text.get(edit.range.clone()) != Some(&edit.after));
    let places = places(&made);
    let origin = |offset: usize| origin(&made, &places, offset);
    for edit in left {
        let start = origin(edit.range.start);
        let span = Span::new(source.file, start, origin(edit.range.end).max(start));
        diags.push(catalog::change_left(span, edit.rule, files.slice(span), &edit.after));
    }
    (!made.is_empty()).then(|| rewritten(source, files, &made)).flatten()
}

/// Whether an edit would take away the indent by which a paragraph begins under the line before
/// it: many authors part their paragraphs so, and there is nothing to say about it.
fn opens_paragraph(edit: &Edit, text: &str) -> bool {
    let blank = |text: &str| text.chars().all(char::is_whitespace);
    let is_indent = edit.after.is_empty() && text.get(edit.range.clone()).is_some_and(blank);
    let above = text.get(..edit.range.start).and_then(|above| above.strip_suffix('\n'));
    let line = above.and_then(|above| above.rsplit('\n').next());
    is_indent && line.is_some_and(|line| !blank(line))
}

fn rewritten(source: &SourceChapter, files: &Files, made: &[Edit]) -> Option<Rewrite> {
    let file = files.get(source.file)?;
    let written = file.original.as_ref().and_then(|original| original.written.as_ref());
    let own = match written {
        Some(written) => on_file(made, &file.text, written),
        None => made.to_vec(),
    };
    let before = written.unwrap_or(&file.text).clone();
    let change = |edit: &Edit| {
        let span = Span::new(source.file, edit.range.start, edit.range.end);
        let before = files.slice(span).to_owned();
        Change { span, rule: edit.rule, before, after: edit.after.clone() }
    };
    Some(Rewrite {
        file: source.file,
        path: file.path.clone(),
        place: place(source, files),
        after: apply(&before, &own),
        before,
        changes: made.iter().map(change).collect(),
        places: own.iter().map(|edit| edit.range.clone()).zip(places(&own)).collect(),
    })
}
