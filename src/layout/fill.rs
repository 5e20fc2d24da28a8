//! One page filled: every way in which a page that begins at a place can end well.
//!
//! In: the units of a column, the length of its notes, the lines of a page. Out: for a [`State`],
//! the [`Fill`]s that lead on from it, each with its cost and with what was done to reach it: a
//! paragraph set tighter or looser, a line of blank more, a picture left for the next page. Looks
//! one page ahead and no farther, so the cost of a chapter is linear. Never here: which fill wins.

use super::column::{Band, BreakCost, Floats, Unit};
use super::foot::{NoteLengths, note_rows};
use super::para::scan::Setter;
use super::place::{Choice, NONE, Place, State, gap};
use super::style::Style;

/// A page that can be.
#[derive(Clone, Debug)]
pub(super) struct Fill {
    /// Where it ends.
    pub to: State,
    /// Empty rows at its foot, or above its notes.
    pub short: i64,
    /// What stands at its foot.
    pub foot: Foot,
    /// What it costs, but for its empty rows.
    pub cost: i64,
    /// What was done so that it ends there.
    pub choices: Vec<Choice>,
}

/// What stands at the foot of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foot {
    /// Text.
    Text,
    /// Notes: they stand on the last lines, so the foot is flush in any case.
    Notes,
    /// The chapter ends on this page.
    End,
}

/// An empty row at the foot of a page, squared.
const SHORT_PAGE: i64 = 5_000;
/// An empty row between text and notes, squared.
const SHORT_ABOVE_NOTES: i64 = 250;
/// A page that is shorter by so many rows is looked at.
const SHORTEST: i64 = 4;
/// A note that is parted.
const PARTED_NOTE: i64 = 30_000;
/// A chapter's last page with so few rows looks forgotten (B21).
const FEWEST_LAST_ROWS: i64 = 5;
/// For each row that is lacking there.
const SHORT_LAST_PAGE: i64 = 2_500;
/// A band higher than the page.
const OVERFULL: i64 = 50_000_000;
/// A paragraph set tighter or looser than it comes, beside what its lines cost.
const OTHER_WAY: i64 = 250;
/// A line of blank more where there is one already; two more.
const MORE_SPACE: [i64; 3] = [0, 1_800, 5_400];
/// The same before a head, where it looks best.
const MORE_SPACE_ABOVE_HEAD: [i64; 3] = [0, 900, 2_700];
/// The same between what belongs together, such as a head and its poem.
const MORE_SPACE_INSIDE: [i64; 2] = [0, 4_000];
/// A picture on the page after its place.
const FLOATED: i64 = 300;
/// A picture that stands after a head which it should stand before.
const FLOATED_PAST_HEAD: i64 = 20_000;
/// Fills that are so much worse than the best are forgotten.
const HOPELESS: i64 = 30_000;
/// A page that costs more is bad.
const BAD: i64 = 2_000;
/// A page that costs so little need not be made better.
const GOOD: i64 = 1_000;
/// So many units before a page's foot are set otherwise before others are.
const NEAR: usize = 4;

/// Fills pages of one chapter.
pub(super) struct Filler<'a> {
    units: &'a [Unit],
    notes: &'a NoteLengths,
    style: &'a Style,
    /// Sets paragraphs in other numbers of lines.
    setter: &'a Setter<'a>,
    /// How many notes the units before each one call.
    called: Vec<usize>,
}

/// What is tried to fill a page: from this unit on, any way; before it, all stands as it comes.
#[derive(Clone, Copy)]
struct Means(usize);

/// Where a page may end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Where not much more would fit.
    Filled,
    /// Anywhere: nothing is lost when no page can be filled.
    Anywhere,
}

/// A page that is being filled.
#[derive(Clone, Copy)]
struct Entry {
    rows: i64,
    cost: i64,
    /// The last choice, in [`Walk::trail`], from 1.
    trail: usize,
    floating: usize,
}

/// All pages that begin at one state.
struct Walk<'f, 'a> {
    filler: &'f Filler<'a>,
    means: Means,
    ends: Ends,
    from: State,
    trail: Vec<(usize, Choice)>,
    found: Vec<Fill>,
}

impl<'a> Filler<'a> {
    /// Prepares a chapter.
    pub(super) fn new(
        units: &'a [Unit],
        notes: &'a NoteLengths,
        style: &'a Style,
        setter: &'a Setter<'a>,
    ) -> Filler<'a> {
        let mut called = Vec::with_capacity(units.len());
        let mut most = 0;
        for unit in units {
            called.push(most);
            most = bands(unit).iter().flat_map(calls).fold(most, usize::max);
        }
        Filler { units, notes, style, setter, called }
    }

    /// Where the chapter begins.
    pub(super) fn start(&self) -> State {
        State { place: Place { unit: 0, way: 0, line: 0, floating: NONE }, notes: 0 }
    }

    /// Where it ends.
    pub(super) fn goal(&self) -> State {
        let place = Place { unit: self.units.len(), way: 0, line: 0, floating: NONE };
        State { place, notes: self.notes.owed(self.notes.count()) }
    }

    /// How many notes are called before a line of a unit.
    fn called_before(&self, choice: Choice, line: usize) -> usize {
        let before = self.called.get(choice.unit).copied().unwrap_or(0);
        let way = self.units.get(choice.unit).and_then(|unit| unit.way(choice.way));
        let inside = way.into_iter().flat_map(|way| way.bands.iter().take(line));
        inside.flat_map(calls).fold(before, usize::max)
    }

    /// Good pages that could begin at a state. The means grow with the need: where a page is full of
    /// itself, nothing else is tried; else the last units first.
    pub(super) fn fills(&self, from: State) -> Vec<Fill> {
        let plain = self.walk(from, Means(NONE), 0);
        if plain.iter().any(|fill| fill.guess() == 0) {
            return plain;
        }
        let foot = plain.iter().map(|fill| fill.to.place.unit).max().unwrap_or(0);
        let near = self.walk(from, Means(foot.saturating_sub(NEAR)), GOOD);
        if near.iter().any(|fill| fill.guess() <= GOOD) {
            return near;
        }
        self.all_fills(from)
    }

    /// All pages that could begin at a state, but for those that are far worse than others.
    pub(super) fn all_fills(&self, from: State) -> Vec<Fill> {
        self.walk(from, Means(0), HOPELESS)
    }

    /// The pages that are at most so much worse than the best.
    fn walk(&self, from: State, means: Means, worse: i64) -> Vec<Fill> {
        let (ends, trail, found) = (Ends::Filled, Vec::new(), Vec::new());
        let mut walk = Walk { filler: self, means, ends, from, trail, found };
        walk.run();
        if walk.found.is_empty() {
            walk.ends = Ends::Anywhere;
            walk.run();
        }
        let mut found = walk.found;
        let least = found.iter().map(Fill::guess).min().unwrap_or(0);
        found.retain(|fill| fill.guess() <= least + worse);
        found
    }
}

/// A unit as it comes.
fn bands(unit: &Unit) -> &[Band] {
    unit.ways.first().map_or(&[], |way| &way.bands)
}

/// The notes that a band calls, counted from 1.
fn calls(band: &Band) -> impl Iterator<Item = usize> {
    band.marks.iter().map(|mark| mark.note.note_index + 1)
}

impl Fill {
    /// What empty rows cost.
    pub(super) fn short_cost(&self) -> i64 {
        match self.foot {
            Foot::Text => SHORT_PAGE * self.short * self.short,
            Foot::Notes => SHORT_ABOVE_NOTES * self.short * self.short,
            Foot::End => 0,
        }
    }

    /// Whether it is a reason to look for other pages everywhere before it.
    pub(super) fn is_bad(&self) -> bool {
        self.cost > BAD || (self.foot == Foot::Text && self.short > 0)
    }

    /// What it costs, wherever it stands.
    fn guess(&self) -> i64 {
        self.cost + self.short_cost()
    }
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        self.notes_only();
        let start = self.from.place;
        let mut entry = Entry { rows: 0, cost: 0, trail: 0, floating: NONE };
        if let Some(unit) = self.filler.units.get(start.floating) {
            entry.rows = unit_rows(unit);
            let end = Place { floating: NONE, ..start };
            self.end(end, &entry, entry.rows, self.filler.called.get(start.unit).copied());
        }
        let mut entries = vec![entry];
        for index in start.unit..self.filler.units.len() {
            let mut next: Vec<Entry> = Vec::new();
            for entry in entries {
                self.unit(index, &entry, &mut next);
            }
            if next.is_empty() {
                break;
            }
            entries = next;
        }
    }

    /// A page that holds nothing but the rest of notes.
    fn notes_only(&mut self) {
        let Filler { units, notes, style, called, .. } = self.filler;
        let place = self.from.place;
        let called = called.get(place.unit).copied().unwrap_or_else(|| notes.count());
        let carried = notes.owed(called).saturating_sub(self.from.notes);
        let full = note_rows(style, carried) >= style.lines;
        let over = place.unit == units.len() && place.floating == NONE;
        if carried == 0 || !(full || over) {
            return;
        }
        let mut lines = carried;
        while lines > 1 && note_rows(style, lines) > style.lines {
            lines -= 1;
        }
        let to = State { place, notes: self.from.notes + lines };
        let foot = if to == self.filler.goal() { Foot::End } else { Foot::Notes };
        self.found.push(Fill { to, short: 0, foot, cost: PARTED_NOTE, choices: Vec::new() });
    }

    /// Sets a unit in each of its ways below what an entry holds.
    fn unit(&mut self, index: usize, entry: &Entry, next: &mut Vec<Entry>) {
        let Some(unit) = self.filler.units.get(index) else { return };
        if unit.floats == Floats::ToNextPage && entry.floating != NONE {
            return;
        }
        let start = self.from.place;
        if index == start.unit && start.line > 0 {
            // What goes on stands a line below a picture, under its own head again.
            let head = unit.again.as_ref().map_or(0, |again| again.head.rows);
            let rows = entry.rows + head + i64::from(entry.rows > 0);
            let entry = Entry { rows, ..*entry };
            let choice = Choice { unit: index, way: start.way, extra: 0 };
            self.set(choice, start.line, &entry, next);
            return;
        }
        let top = entry.rows == 0;
        let own = if index == start.unit && start.floating != NONE {
            unit.space.max(1)
        } else {
            gap(self.filler.units, index, entry.floating)
        };
        let plain = index < self.means.0;
        let blanks = match unit.break_before {
            _ if top || plain || unit.space == 0 => &MORE_SPACE[..1],
            cost if cost >= BreakCost::WIDOW => &MORE_SPACE_INSIDE[..],
            _ if unit.heads => &MORE_SPACE_ABOVE_HEAD[..],
            _ => &MORE_SPACE[..],
        };
        let ways = if plain { 1 } else { unit.count_ways(self.filler.setter) };
        for (extra, blank) in (0..).zip(blanks) {
            for way in 0..ways {
                let choice = Choice { unit: index, way, extra };
                let gap = if top { 0 } else { own + extra };
                let mut entry = Entry { rows: entry.rows + gap, ..*entry };
                if way > 0 || extra > 0 {
                    let looks = unit.way(way).map_or(0, |way| way.cost);
                    entry.cost += looks + blank + i64::from(way > 0) * OTHER_WAY;
                    self.trail.push((entry.trail, choice));
                    entry.trail = self.trail.len();
                }
                if unit.heads && entry.floating != NONE {
                    entry.cost += FLOATED_PAST_HEAD;
                }
                self.set(choice, 0, &entry, next);
            }
        }
        self.leave(index, entry, next);
    }

    /// Leaves a picture for which there is no room to the next page.
    fn leave(&mut self, index: usize, entry: &Entry, next: &mut Vec<Entry>) {
        let Some(unit) = self.filler.units.get(index) else { return };
        let fits = entry.rows + unit.space + unit_rows(unit) <= self.filler.style.lines;
        let noted = bands(unit).iter().any(|band| !band.marks.is_empty());
        if unit.floats == Floats::No || fits || noted || entry.rows == 0 {
            return;
        }
        let left = Entry { floating: index, cost: entry.cost + FLOATED, ..*entry };
        // What follows may be a picture too, which waits for this one.
        let end = Place { unit: index + 1, way: 0, line: 0, floating: index };
        let called = self.filler.called.get(index + 1).copied();
        self.end(end, &left, left.rows, called);
        next.push(left);
    }

    /// Sets the bands of a unit from a line on, with an end considered after each.
    fn set(&mut self, choice: Choice, line: usize, entry: &Entry, next: &mut Vec<Entry>) {
        let Some(unit) = self.filler.units.get(choice.unit) else { return };
        let Some(way) = unit.way(choice.way) else { return };
        let noted = self.filler.notes.count() > 0;
        let mut called = if noted { self.filler.called_before(choice, line) } else { 0 };
        let mut rows = entry.rows;
        for (index, band) in way.bands.iter().enumerate().skip(line) {
            let first = rows == 0;
            rows += band.rows;
            if rows > self.filler.style.lines && !first {
                return;
            }
            if noted {
                called = calls(band).fold(called, usize::max);
            }
            let to = if index + 1 == way.bands.len() {
                Place { unit: choice.unit + 1, way: 0, line: 0, floating: entry.floating }
            } else {
                let (unit, way) = (choice.unit, choice.way);
                Place { unit, way, line: index + 1, floating: entry.floating }
            };
            if self.end(to, entry, rows, Some(called)) == Room::None {
                return;
            }
        }
        let entry = Entry { rows, ..*entry };
        let same = |other: &&mut Entry| other.rows == rows && other.floating == entry.floating;
        match next.iter_mut().find(same) {
            Some(other) if other.cost <= entry.cost => {}
            Some(other) => *other = entry,
            None => next.push(entry),
        }
    }

    /// Considers a page that ends at a place with so many rows and so many notes called.
    fn end(&mut self, to: Place, entry: &Entry, rows: i64, called: Option<usize>) -> Room {
        let Filler { units, notes, style, .. } = self.filler;
        let at_end = to.unit == units.len();
        // A note that nothing calls still has its words: they stand at the chapter's end.
        let called = if at_end { notes.count() } else { called.unwrap_or_else(|| notes.count()) };
        let owed = notes.owed(called).saturating_sub(self.from.notes);
        let mut used = rows + note_rows(style, owed);
        let mut set = owed;
        let mut cost = entry.cost;
        if used > style.lines {
            let room = style.lines - rows;
            if let Some(part) = notes.parted(self.from.notes..self.from.notes + owed, room, style) {
                (set, used) = (part, style.lines);
                cost += PARTED_NOTE;
            } else if self.found.is_empty() && (entry.rows == 0 || self.ends == Ends::Anywhere) {
                used = style.lines;
                cost += OVERFULL;
            } else {
                return Room::None;
            }
        }
        let short = style.lines - used;
        let filled = short <= SHORTEST || self.ends == Ends::Anywhere;
        if !filled && !at_end && self.goes_on(to, short) {
            return Room::Left;
        }
        let to = State { place: to, notes: self.from.notes + set };
        let foot = if to == self.filler.goal() {
            cost += SHORT_LAST_PAGE * (FEWEST_LAST_ROWS - used).max(0);
            Foot::End
        } else {
            cost += self.break_cost(to.place).0;
            if set > 0 { Foot::Notes } else { Foot::Text }
        };
        self.push(Fill { to, short, foot, cost, choices: Vec::new() }, entry);
        Room::Left
    }

    fn push(&mut self, fill: Fill, entry: &Entry) {
        let same = |other: &&mut Fill| other.to == fill.to && other.short == fill.short;
        let known = self.found.iter_mut().find(same);
        if known.as_ref().is_some_and(|known| known.cost <= fill.cost) {
            return;
        }
        let mut choices = Vec::new();
        let mut trail = entry.trail;
        while let Some((before, choice)) = trail.checked_sub(1).and_then(|i| self.trail.get(i)) {
            choices.push(*choice);
            trail = *before;
        }
        let fill = Fill { choices, ..fill };
        match known {
            Some(known) => *known = fill,
            None => self.found.push(fill),
        }
    }

    /// Whether what comes at a place fits into so many rows.
    fn goes_on(&self, place: Place, room: i64) -> bool {
        let Some(unit) = self.filler.units.get(place.unit) else { return false };
        if unit.floats == Floats::ToNextPage {
            // It fits, or what follows it does; a second one must wait for the first.
            return place.floating == NONE;
        }
        let Some(band) = unit.way(place.way).and_then(|way| way.bands.get(place.line)) else {
            return false;
        };
        let space =
            if place.line == 0 { gap(self.filler.units, place.unit, place.floating) } else { 0 };
        let noted = self.filler.notes.count() > 0 && !band.marks.is_empty();
        space + band.rows <= room && !noted
    }

    fn break_cost(&self, place: Place) -> BreakCost {
        let Some(unit) = self.filler.units.get(place.unit) else { return BreakCost::FREE };
        if place.line == 0 {
            return unit.break_before;
        }
        let band = unit.way(place.way).and_then(|way| way.bands.get(place.line));
        band.map_or(BreakCost::FREE, |band| band.break_before)
    }
}

/// Whether more may come on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Yes.
    Left,
    /// No: it is more than full.
    None,
}

fn unit_rows(unit: &Unit) -> i64 {
    bands(unit).iter().map(|band| band.rows).sum()
}
