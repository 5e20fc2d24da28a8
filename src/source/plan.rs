//! Which files are the book, in which order.
//!
//! In: what book.yaml or SUMMARY.md lists, globs and all. Out: the chapters, resolved, each once,
//! with the parts that they open. Never here: the chapters' texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::catalog::config as catalog;
use crate::diag::catalog::source::{
    file_name_not_utf8, folder_too_large, folder_unreadable, path_outside,
};
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::book::Division;

use super::disk::{Disk, Found, resolve};
use super::order;

/// How many chapters a book may have: the longest serials have some eight thousand.
const MAX_CHAPTERS: usize = 20_000;

/// How many patterns may be listed: each is held against every file.
const MAX_PATTERNS: usize = 256;

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
    let mut planner = Planner {
        disk,
        diags,
        taken: BTreeSet::new(),
        found: BTreeMap::new(),
        patterns: 0,
        plan: Plan::default(),
    };
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
    let count = planner.plan.chapters.len();
    if let Some(first) = planner.plan.chapters.get(MAX_CHAPTERS) {
        planner.diags.push(catalog::chapters_too_many(first.span, count, MAX_CHAPTERS));
        planner.plan.chapters.truncate(MAX_CHAPTERS);
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
    /// What lies below the folders that patterns name.
    found: BTreeMap<String, Found>,
    patterns: usize,
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
        let Listed { written, span } = listed;
        let Some(pattern) = resolve("", written) else {
            self.diags.push(path_outside(written).at(*span));
            return Vec::new();
        };
        self.patterns += 1;
        if self.patterns > MAX_PATTERNS {
            if self.patterns == MAX_PATTERNS + 1 {
                self.diags.push(catalog::patterns_too_many(*span, MAX_PATTERNS));
            }
            return Vec::new();
        }
        let (disk, base) = (self.disk, order::base(&pattern));
        if !self.found.contains_key(base) {
            let found = disk.list(base);
            self.found.insert(base.to_owned(), found);
        }
        let Some(found) = self.found.get(base) else { return Vec::new() };
        let fits = |path: &&String| order::matches(&pattern, path);
        for name in found.unnamed.iter().filter(fits) {
            self.diags.push(file_name_not_utf8(&disk.shown(name)).at(*span));
        }
        for folder in found.closed.iter().filter(|folder| *folder != base || !disk.lacks(base)) {
            self.diags.push(folder_unreadable(&disk.shown(folder)).at(*span));
        }
        if let Some(limit) = found.overflow {
            self.diags.push(folder_too_large(&disk.shown(base), limit).at(*span));
            return Vec::new();
        }
        let mut files: Vec<String> = found.files.iter().filter(fits).cloned().collect();
        if files.is_empty() {
            self.diags.push(catalog::pattern_without_files(*span, written));
        }
        files.retain(|path| self.taken.insert(path.clone()));
        files.sort_by_cached_key(|path| order::natural_key(path));
        files
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
