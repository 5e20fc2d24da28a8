//! Which edits leave the book as it is: all of them, or all but those that Markdown would read
//! as something else, such as a blank without which `- ` opens a list.
//!
//! In: a chapter's text and how it reads. Out: the text with edits that change nothing in the
//! book, and the edits that were left out. Edits at fault are found by halves; when there are many,
//! in all paragraphs at once, so the chapter is read a bounded number of times. Never here: files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::report::Diagnostics;
use crate::normalize::{Draft, draft};
use crate::source::{Manuscript, SourceChapter, markdown};

use super::bare::{Part, parts};
use super::edit::{Edit, apply, edits, places};

/// How often a chapter is read at most in search of edits at fault, if it is long.
const READINGS: usize = 48;

/// A short chapter is read more often, until so many bytes were read.
const BYTES_READ: usize = 8 << 20;

/// So many parts at fault are tried one by one: what opens a code block at the top of a page breaks
/// everything below it, which is at fault for nothing.
const FEW: usize = 8;

/// A chapter to be read anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    /// The book.
    pub(super) manuscript: &'a Manuscript,
    /// The chapter.
    pub(super) source: &'a SourceChapter,
}

impl Reader<'_> {
    /// The chapter, if this were its text.
    fn read(self, text: &str) -> Draft {
        // What there is to say was said of the text as it stands.
        let mut silent = Diagnostics::new();
        let file = self.source.file;
        let version = SourceChapter {
            path: self.source.path.clone(),
            division: self.source.division,
            file,
            document: markdown::parse(file, text, &mut silent),
            pictures: self.source.pictures.clone(),
        };
        draft(self.manuscript, &version, &mut silent)
    }
}

/// A text with edits, all of which leave the book as it is.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The text.
    pub(super) text: String,
    /// How it reads.
    pub(super) draft: Draft,
    /// What was done.
    pub(super) made: Vec<Edit>,
    /// What was left out.
    pub(super) left: Vec<Edit>,
}

/// Carries out what can be carried out of the changes that the reading of a text asks for.
pub(super) fn settle(reader: Reader<'_>, text: &str, reading: &Draft) -> Settled {
    let wanted = edits(&reading.changes, text);
    let known = parts(&reading.chapter);
    let mut search = Search::new(&wanted.list, text);
    let mut readings = READINGS.max(BYTES_READ / text.len().max(1024));
    loop {
        let trial = search.trial();
        let list: Vec<Edit> =
            trial.iter().filter_map(|index| wanted.list.get(*index)).cloned().collect();
        let edited = apply(text, &list);
        let draft = reader.read(&edited);
        let found = parts(&draft.chapter);
        let same_parts = known.iter().map(|part| &part.kind).eq(found.iter().map(|it| &it.kind));
        let same = same_parts
            && reading.names == draft.names
            && reading.chapter.metadata == draft.chapter.metadata;
        let faults = if same { Vec::new() } else { faults(&known, &found, &list) };
        let of_all = |group: &Vec<usize>| -> Vec<usize> {
            group.iter().filter_map(|at| trial.get(*at)).copied().collect()
        };
        let faults = faults.iter().map(of_all).collect();
        readings = readings.saturating_sub(1);
        if search.is_done_with(faults, readings) {
            let is_left = |index: &usize| trial.binary_search(index).is_err();
            let others = (0..wanted.list.len()).filter(is_left);
            let mut left: Vec<Edit> =
                others.filter_map(|index| wanted.list.get(index)).cloned().collect();
            left.extend(wanted.unwritable);
            return Settled { text: edited, draft, made: list, left };
        }
    }
}

/// The edits in each part that reads differently, by their places in `list`; all edits when the
/// difference lies in no part. `known` came from the text before, `found` from the text after.
fn faults(known: &[Part], found: &[Part], list: &[Edit]) -> Vec<Vec<usize>> {
    let places = places(list);
    let before: Vec<Range<usize>> = list.iter().map(|edit| edit.range.clone()).collect();
    let mut by_start: BTreeMap<usize, Vec<&Part>> = BTreeMap::new();
    for part in found {
        by_start.entry(part.range.start).or_default().push(part);
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for part in known {
        let start = moved(list, &places, part.range.start);
        let there = by_start.get_mut(&start);
        let twin = there.and_then(|parts| {
            let at = parts.iter().position(|other| other.kind == part.kind)?;
            Some(parts.remove(at))
        });
        if twin.is_none() {
            groups.push(touching(&before, &part.range));
        }
    }
    groups.extend(by_start.values().flatten().map(|part| touching(&places, &part.range)));
    let mut taken = BTreeSet::new();
    for group in &mut groups {
        group.retain(|index| taken.insert(*index));
    }
    groups.retain(|group| !group.is_empty());
    if groups.is_empty() { vec![(0..list.len()).collect()] } else { groups }
}

/// Where an offset of the text before lies in the text after.
fn moved(list: &[Edit], places: &[Range<usize>], offset: usize) -> usize {
    let passed = list.partition_point(|edit| edit.range.start < offset);
    match passed.checked_sub(1).and_then(|last| list.get(last).zip(places.get(last))) {
        Some((edit, place)) if offset < edit.range.end => place.start,
        Some((edit, place)) => place.end + (offset - edit.range.end),
        None => offset,
    }
}

/// Which ranges touch this one.
fn touching(ranges: &[Range<usize>], whole: &Range<usize>) -> Vec<usize> {
    let first = ranges.partition_point(|range| range.end < whole.start);
    let after = ranges.partition_point(|range| range.start <= whole.end);
    (first..after).collect()
}

/// The search for edits at fault. Edits are known by their numbers.
struct Search<'a> {
    list: &'a [Edit],
    text: &'a str,
    /// What is done: at first everything.
    made: BTreeSet<usize>,
    /// Where something was at fault.
    regions: Vec<Region>,
    /// The edits of all regions.
    seen: BTreeSet<usize>,
    /// The regions whose next group is on trial; none when what is done is on trial alone.
    trying: Vec<usize>,
}

/// Edits of a part that reads differently when all are made.
struct Region {
    edits: Vec<usize>,
    /// Groups that were not tried yet; the last comes first.
    waiting: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn new<'a>(list: &'a [Edit], text: &'a str) -> Search<'a> {
        let made = (0..list.len()).collect();
        let (regions, seen, trying) = (Vec::new(), BTreeSet::new(), Vec::new());
        Search { list, text, made, regions, seen, trying }
    }

    /// The edits to be tried, in order.
    fn trial(&self) -> Vec<usize> {
        let regions = self.trying.iter().filter_map(|at| self.regions.get(*at));
        let groups = regions.filter_map(|region| region.waiting.last());
        let mut trial: Vec<usize> = groups.flatten().chain(&self.made).copied().collect();
        trial.sort_unstable();
        trial
    }

    /// Learns what was at fault in the trial; true when nothing was, and all has been tried.
    fn is_done_with(&mut self, faults: Vec<Vec<usize>>, readings_left: usize) -> bool {
        let clean = faults.is_empty();
        let trying = std::mem::take(&mut self.trying);
        match trying.as_slice() {
            [] => self.blame(faults),
            [_, ..] => self.judge(&trying, &faults),
        }
        if readings_left < 2 {
            self.give_up();
        }
        if readings_left == 0 {
            self.made.clear();
        }
        let is_waiting =
            |at: &usize| self.regions.get(*at).is_some_and(|it| !it.waiting.is_empty());
        let mut waiting: Vec<usize> = (0..self.regions.len()).filter(is_waiting).collect();
        if clean && waiting.is_empty() {
            return true;
        }
        // What is done is known to be sound after a clean trial, and when one region alone failed.
        if clean || trying.len() == 1 {
            waiting.truncate(if waiting.len() > FEW { waiting.len() } else { 1 });
            self.trying = waiting;
        }
        false
    }

    /// Where the search has not ended, nothing is done: half of it would be another text to begin
    /// with the next time.
    fn give_up(&mut self) {
        for region in self.regions.iter_mut().filter(|region| !region.waiting.is_empty()) {
            region.waiting.clear();
            region.edits.iter().for_each(|index| _ = self.made.remove(index));
        }
    }

    /// What is done is at fault in these groups: they are undone, to be tried part by part.
    fn blame(&mut self, faults: Vec<Vec<usize>>) {
        for mut group in faults {
            group.iter().for_each(|index| _ = self.made.remove(index));
            group.retain(|index| self.seen.insert(*index));
            if !group.is_empty() {
                let region = self.region(group);
                self.regions.push(region);
            }
        }
    }

    /// The groups on trial are made, or tried again by halves.
    fn judge(&mut self, trying: &[usize], faults: &[Vec<usize>]) {
        let at_fault: BTreeSet<usize> = faults.iter().flatten().copied().collect();
        let fails = |region: &Region| region.edits.iter().any(|index| at_fault.contains(index));
        let mut on_trial = trying.iter().filter_map(|at| self.regions.get(*at));
        let is_clear = trying.len() > 1 && on_trial.any(fails);
        for at in trying {
            let Some(region) = self.regions.get_mut(*at) else { continue };
            let failed = !faults.is_empty() && (fails(region) || !is_clear);
            match region.waiting.pop() {
                Some(group) if !failed => self.made.extend(group),
                Some(group) if group.len() > 1 => {
                    let (one, other) = group.split_at(group.len() / 2);
                    region.waiting.extend([other.to_vec(), one.to_vec()]);
                }
                _ => {}
            }
        }
    }

    /// Edits that stand beside a mark of Markdown are tried after the others, which are hardly
    /// ever at fault.
    fn region(&self, edits: Vec<usize>) -> Region {
        let all = edits.clone();
        let (risky, plain): (Vec<usize>, Vec<usize>) = edits
            .into_iter()
            .partition(|index| self.list.get(*index).is_some_and(|edit| is_risky(edit, self.text)));
        let waiting = [risky, plain].into_iter().filter(|group| !group.is_empty()).collect();
        Region { edits: all, waiting }
    }
}

/// Whether an edit may change what Markdown sees: beside a mark, or at the start of a line.
fn is_risky(edit: &Edit, text: &str) -> bool {
    let before = text.get(..edit.range.start).and_then(|text| text.chars().next_back());
    let after = text.get(edit.range.end..).and_then(|text| text.chars().next());
    let is_mark = |it: Option<char>| it.is_some_and(|it| it.is_ascii_punctuation());
    let opens_line = before.is_none_or(char::is_whitespace) && edit.after.is_empty();
    is_mark(before)
        || is_mark(after)
        || opens_line
        || !edit.after.is_empty() && edit.after.is_ascii()
}
