//! Which files are the book, in which order.
//!
//! In: what book.yaml or SUMMARY.md lists, globs and all. Out: the chapters, resolved, each once,
//! with the parts that they open. Never here: the chapters' texts.

use std::collections::BTreeSet;

use crate::diag::catalog::config as catalog;
use crate::diag::catalog::source::path_outside;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::book::Division;

use super::disk::{Disk, resolve};
use super::order;

/// A file as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    /// The path or glob as written.
    pub(super) written: String,
    /// Where it is listed.
    pub(super) span: Span,
}

/// A part as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedPart {
    /// Its title.
    pub(super) title: String,
    /// Where it is listed.
    pub(super) span: Span,
    /// What it opens with.
    pub(super) opening: Opening,
}

/// What a part opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// The entry of the body with this index.
    Entry(usize),
    /// The chapter of this path.
    Path(Listed),
}

/// Everything that is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// Front matter.
    pub(super) front: Vec<Listed>,
    /// The body.
    pub(super) body: Vec<Listed>,
    /// Back matter.
    pub(super) back: Vec<Listed>,
    /// The parts of the body.
    pub(super) parts: Vec<ListedPart>,
}

/// A chapter of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// The path inside the book folder.
    pub(super) path: String,
    /// Where in the book.
    pub(super) division: Division,
    /// Where it is listed.
    pub(super) span: Span,
    /// Which entry of its division it comes from.
    entry: usize,
}

/// The chapters in reading order, and for each part its title, place and first chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Front matter, body, back matter.
    pub(super) chapters: Vec<Planned>,
    /// Title, place and index of the first chapter.
    pub(super) parts: Vec<(String, Span, usize)>,
}

/// Resolves what is listed.
pub(super) fn plan(listing: &Listing, disk: &Disk, diags: &mut Diagnostics) -> Plan {
    let mut planner =
        Planner { disk, diags, taken: BTreeSet::new(), files: None, plan: Plan::default() };
    let divisions = [
        (Division::Front, &listing.front),
        (Division::Body, &listing.body),
        (Division::Back, &listing.back),
    ];
    // Files that are named one by one come first, so that a glob beside them leaves them alone.
    let named: Vec<Vec<Option<String>>> = divisions
        .iter()
        .map(|(_, list)| list.iter().map(|listed| planner.name(listed)).collect())
        .collect();
    for ((division, list), named) in divisions.into_iter().zip(named) {
        for (entry, (listed, named)) in list.iter().zip(named).enumerate() {
            let paths = match named {
                Some(path) => vec![path],
                None if order::is_glob(&listed.written) => planner.matching(listed),
                None => Vec::new(),
            };
            let span = listed.span;
            planner.plan.chapters.extend(paths.into_iter().map(|path| Planned {
                path,
                division,
                span,
                entry,
            }));
        }
    }
    for part in &listing.parts {
        planner.part(part);
    }
    planner.plan
}

struct Planner<'a> {
    disk: &'a Disk,
    diags: &'a mut Diagnostics,
    taken: BTreeSet<String>,
    files: Option<Vec<String>>,
    plan: Plan,
}

impl Planner<'_> {
    /// The path of an entry that names one file.
    fn name(&mut self, listed: &Listed) -> Option<String> {
        if order::is_glob(&listed.written) {
            return None;
        }
        let Some(path) = resolve("", &listed.written) else {
            self.diags.push(path_outside(&listed.written).at(listed.span));
            return None;
        };
        if !self.taken.insert(path.clone()) {
            self.diags.push(catalog::chapter_listed_twice(listed.span, &path));
            return None;
        }
        Some(path)
    }

    /// The files that a glob stands for and that nobody named yet.
    fn matching(&mut self, listed: &Listed) -> Vec<String> {
        let Some(pattern) = resolve("", &listed.written) else {
            self.diags.push(path_outside(&listed.written).at(listed.span));
            return Vec::new();
        };
        let disk = self.disk;
        let files = self.files.get_or_insert_with(|| disk.list());
        let mut found: Vec<String> =
            files.iter().filter(|path| order::matches(&pattern, path)).cloned().collect();
        if found.is_empty() {
            self.diags.push(catalog::pattern_without_files(listed.span, &listed.written));
        }
        found.retain(|path| self.taken.insert(path.clone()));
        found.sort_by_cached_key(|path| order::natural_key(path));
        found
    }

    fn part(&mut self, part: &ListedPart) {
        let body = |chapter: &&Planned| chapter.division == Division::Body;
        let mut chapters = self.plan.chapters.iter();
        let first = match &part.opening {
            Opening::Entry(entry) => {
                // A part whose first entry gave no file opens with the next one.
                chapters.position(|chapter| body(&chapter) && chapter.entry >= *entry)
            }
            Opening::Path(listed) => {
                let path = resolve("", &listed.written);
                let first = chapters
                    .position(|chapter| body(&chapter) && Some(&chapter.path) == path.as_ref());
                if first.is_none() {
                    self.diags.push(catalog::part_without_chapter(listed.span, &listed.written));
                }
                first
            }
        };
        let Some(first) = first else { return };
        if self.plan.parts.last().is_some_and(|(_, _, before)| *before >= first) {
            self.diags.push(catalog::parts_out_of_order(part.span, &part.title));
            return;
        }
        self.plan.parts.push((part.title.clone(), part.span, first));
    }
}
