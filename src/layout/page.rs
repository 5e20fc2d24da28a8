//! Where pages end: the best cuts of a whole chapter, its notes at the feet of their pages.
//!
//! In: the units of a column, the length of every note, the lines of a page. Out: which bands and
//! which note lines stand on each page. Least cost over the chapter: no 孤行, no stranded head
//! (L4.9, B14), feet flush, and where that cannot be, facing pages alike (B21); a note begins on
//! the page of its mark and is parted only when it must be, two lines on each side (A5). A chapter
//! may open on the left or on the right: both are worked out. Never here: ink.

use std::collections::BTreeMap;

use super::fill::{Fill, Filler, Foot};
use super::place::{Cut, State};

/// For each row by which facing pages differ.
const UNEVEN: i64 = 4_000;

/// What the page before means for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facing {
    /// It is a verso: the page before is overleaf.
    Overleaf,
    /// It is a recto that faces a page with so many empty rows.
    Short(i64),
    /// It is a recto that faces nothing which it should be like.
    Nothing,
}

/// How many kinds of [`Facing`] are told apart.
const FACINGS: usize = 5;
/// More empty rows than these are a hole, which no page need match.
const HOLE: i64 = 2;

impl Facing {
    fn index(self) -> usize {
        match self {
            Facing::Overleaf => 0,
            Facing::Nothing => 1,
            Facing::Short(rows) => 2 + usize::try_from(rows).unwrap_or(0).min(FACINGS - 3),
        }
    }

    fn of(index: usize) -> Facing {
        match index {
            0 => Facing::Overleaf,
            1 => Facing::Nothing,
            rows => Facing::Short(rows as i64 - 2),
        }
    }

    /// What a page adds to the cost, and how the next one faces it.
    fn step(self, fill: &Fill) -> (i64, Facing) {
        let own = fill.short_cost();
        let uneven = match (self, fill.foot) {
            (Facing::Short(rows), Foot::Text) => UNEVEN * (fill.short - rows).abs(),
            _ => 0,
        };
        let next = match (self, fill.foot) {
            (Facing::Overleaf, Foot::Text) if fill.short <= HOLE => Facing::Short(fill.short),
            (Facing::Overleaf, _) => Facing::Nothing,
            _ => Facing::Overleaf,
        };
        (own + uneven, next)
    }
}

/// The side on which a chapter opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// On the right (单页).
    Recto,
    /// On the left (双页).
    Verso,
}

/// The pages of a chapter, for either side on which it may open.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    recto: Vec<Cut>,
    verso: Vec<Cut>,
    /// Whether some page is short, or worse.
    bad: bool,
}

impl Cuts {
    /// The pages of a chapter that opens there.
    pub(super) fn opening(self, opening: Opening) -> Vec<Cut> {
        match opening {
            Opening::Recto => self.recto,
            Opening::Verso => self.verso,
        }
    }

    /// How many pages there are.
    pub(super) fn count(&self, opening: Opening) -> usize {
        match opening {
            Opening::Recto => self.recto.len(),
            Opening::Verso => self.verso.len(),
        }
    }
}

/// The best way to a state.
#[derive(Clone, Copy)]
struct Best {
    cost: i64,
    /// The node before, how it was faced, and the page between.
    node: usize,
    facing: usize,
    fill: usize,
}

/// A state that some page begins with.
struct Node {
    state: State,
    /// How many pages come before it.
    pages: usize,
    /// For either opening, the best way to it, for each facing.
    best: [[Option<Best>; FACINGS]; 2],
}

impl Node {
    fn new(state: State, pages: usize) -> Node {
        Node { state, pages, best: [[None; FACINGS]; 2] }
    }

    /// What the best way to it costs.
    fn cost(&self) -> i64 {
        let ways = self.best.iter().flatten().flatten();
        ways.map(|best| best.cost).min().unwrap_or(i64::MAX)
    }
}

/// Of the ways to set the text up to some page, so many are followed at first.
const FRONTIER: usize = 12;

/// How hard a good end of every page is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Where a page can be good, only good pages are looked at.
    Quick,
    /// All pages are.
    Thorough,
}

/// Cuts a chapter into pages: quickly, and once more with all means when some page is bad.
pub(super) fn cut(filler: &Filler<'_>) -> Cuts {
    let quick = Search::run(filler, Effort::Quick);
    match quick {
        Some(cuts) if !cuts.bad => cuts,
        _ => Search::run(filler, Effort::Thorough).unwrap_or_default(),
    }
}

struct Search {
    effort: Effort,
    nodes: Vec<Node>,
    fills: Vec<Fill>,
    ahead: BTreeMap<State, usize>,
}

impl Search {
    /// Looks for the best pages.
    fn run(filler: &Filler<'_>, effort: Effort) -> Option<Cuts> {
        let (nodes, fills, ahead) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut search = Search { effort, nodes, fills, ahead };
        if filler.start() != filler.goal() {
            search.open(filler.start());
        }
        let mut pages = 0;
        while let Some((state, index)) = search.next(&mut pages) {
            if state == filler.goal() {
                let ((recto, worst), (verso, other)) =
                    (search.trace(index, 0), search.trace(index, 1));
                return Some(Cuts { recto, verso, bad: worst || other });
            }
            let fills = match effort {
                Effort::Quick => filler.fills(state),
                Effort::Thorough => filler.all_fills(state),
            };
            fills.into_iter().for_each(|fill| search.follow(index, fill));
        }
        None
    }

    fn open(&mut self, state: State) {
        let mut node = Node::new(state, 0);
        let facings = [Facing::Nothing, Facing::Overleaf];
        for (best, facing) in node.best.iter_mut().zip(facings) {
            let start = Best { cost: 0, node: 0, facing: facing.index(), fill: usize::MAX };
            best.iter_mut().skip(facing.index()).take(1).for_each(|slot| *slot = Some(start));
        }
        self.ahead.insert(state, 0);
        self.nodes.push(node);
    }

    /// The next state to go on from; `pages` come before the last one.
    fn next(&mut self, pages: &mut usize) -> Option<(State, usize)> {
        let (_, first) = self.ahead.first_key_value()?;
        let reached = self.nodes.get(*first).map_or(0, |node| node.pages);
        if reached > *pages && self.effort == Effort::Quick {
            self.narrow();
        }
        *pages = reached.max(*pages);
        self.ahead.pop_first()
    }

    /// Forgets the dearest states.
    fn narrow(&mut self) {
        if self.ahead.len() <= FRONTIER {
            return;
        }
        let cost = |index: &usize| self.nodes.get(*index).map_or(i64::MAX, Node::cost);
        let mut costs: Vec<i64> = self.ahead.values().map(cost).collect();
        costs.sort_unstable();
        let most = costs.get(FRONTIER - 1).copied().unwrap_or(i64::MAX);
        self.ahead.retain(|_, index| self.nodes.get(*index).is_some_and(|n| n.cost() <= most));
    }

    /// Puts a page after a node.
    fn follow(&mut self, from: usize, fill: Fill) {
        let Some((best, pages)) = self.nodes.get(from).map(|node| (node.best, node.pages)) else {
            return;
        };
        let count = self.nodes.len();
        let to = *self.ahead.entry(fill.to).or_insert(count);
        if to == count {
            self.nodes.push(Node::new(fill.to, pages + 1));
        }
        let index = self.fills.len();
        let Some(node) = self.nodes.get_mut(to) else { return };
        for (known, ways) in node.best.iter_mut().zip(best) {
            for (facing, way) in ways.into_iter().enumerate() {
                let Some(way) = way else { continue };
                let (cost, next) = Facing::of(facing).step(&fill);
                let cost = way.cost + fill.cost + cost;
                let Some(slot) = known.get_mut(next.index()) else { continue };
                if slot.is_none_or(|known| cost < known.cost) {
                    *slot = Some(Best { cost, node: from, facing, fill: index });
                }
            }
        }
        self.fills.push(fill);
    }

    /// The pages that lead to a node, and whether one of them is bad.
    fn trace(&self, last: usize, opening: usize) -> (Vec<Cut>, bool) {
        let ways = |node: usize| self.nodes.get(node).and_then(|node| node.best.get(opening));
        let least = ways(last).and_then(|ways| {
            let cost = |index: &usize| ways.get(*index).copied().flatten().map(|best| best.cost);
            (0..FACINGS).filter(|index| cost(index).is_some()).min_by_key(|index| cost(index))
        });
        let (mut cuts, mut bad) = (Vec::new(), false);
        let (mut node, mut facing) = (last, least.unwrap_or(0));
        while let Some(best) = ways(node).and_then(|ways| ways.get(facing).copied().flatten()) {
            let (Some(fill), Some(from)) = (self.fills.get(best.fill), self.nodes.get(best.node))
            else {
                break;
            };
            bad |= fill.is_bad();
            let note_lines = from.state.notes..fill.to.notes;
            let (from, to) = (from.state.place, fill.to.place);
            cuts.push(Cut { from, to, choices: fill.choices.clone(), note_lines });
            (node, facing) = (best.node, best.facing);
        }
        cuts.reverse();
        (cuts, bad)
    }
}
