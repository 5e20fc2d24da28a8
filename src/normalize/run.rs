//! A paragraph as one string: the text of all its inlines, each character with its place.
//!
//! In: units from `gather.rs`. Out: a [`Run`] in which a rule sees across emphasis, links and
//! breaks, and in which it sets characters and replaces ranges; `restore.rs` puts the text back.
//! Marks of notes and comments are invisible here. Never here: any rule.

use crate::diag::span::Span;
use crate::model::meta::Script;

use super::rule::{Rule, RuleSet};

/// Stands for code, math and pictures: something on the line that is no text.
pub(super) const OBJECT: char = '\u{FFFC}';

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text that rules may change.
    Text,
    /// Text that no rule may change, by what it looks like: addresses, paths.
    Guarded,
    /// Text that no rule may change, by its markup: keys.
    Fixed,
    /// A line break of the source.
    SoftBreak,
    /// A line break of the text.
    HardBreak,
    /// Code, math or a picture.
    Object,
}

/// One character with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// The character; `\n` for breaks, [`OBJECT`] for objects.
    pub(super) character: char,
    /// What it is.
    pub(super) kind: Kind,
    /// The rules that are off here, by the author's wish or by the language.
    pub(super) off: RuleSet,
    /// The conventions of the language here.
    pub(super) script: Script,
    /// The leaf that it stands in.
    pub(super) leaf: u32,
    /// Its first byte in the leaf.
    pub(super) start: u32,
    /// One past its last byte in the leaf.
    pub(super) end: u32,
    /// What put it here, when it is not as written.
    pub(super) rule: Option<Rule>,
}

/// A text leaf of the pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    /// Where it stood.
    pub(super) span: Span,
    /// Whether its text is the very text under its span.
    pub(super) verbatim: bool,
}

/// Text that a rule took away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Removed {
    /// The leaf that it stood in.
    pub(super) leaf: u32,
    /// Its first byte.
    pub(super) start: u32,
    /// One past its last byte.
    pub(super) end: u32,
    /// Why it went.
    pub(super) rule: Rule,
}

/// What stands for `range` from now on.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// The units that go.
    pub(super) range: std::ops::Range<usize>,
    /// The text that comes.
    pub(super) text: String,
    /// Why.
    pub(super) rule: Rule,
}

/// A paragraph as one string.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// The characters.
    pub(super) units: Vec<Unit>,
    /// The leaves that they stand in.
    pub(super) leaves: Vec<Leaf>,
    /// What is gone.
    pub(super) removed: Vec<Removed>,
    edits: usize,
}

impl Run {
    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// The character at a place, also before the first and after the last: then `None`.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.units.get(index).map(|unit| unit.character)
    }

    /// The character before a place.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    /// The nearest character before a place that is no space.
    pub(super) fn before_spaces(&self, index: usize) -> Option<char> {
        let before = self.units.get(..index)?;
        before.iter().rev().map(|unit| unit.character).find(|character| *character != ' ')
    }

    /// The nearest character at or after a place that is no space.
    pub(super) fn after_spaces(&self, index: usize) -> Option<char> {
        let after = self.units.get(index..)?;
        after.iter().map(|unit| unit.character).find(|character| *character != ' ')
    }

    /// Whether the rule may change what stands at a place.
    pub(super) fn free(&self, index: usize, rule: Rule) -> bool {
        self.units.get(index).is_some_and(|unit| unit.kind == Kind::Text && !unit.off.has(rule))
    }

    /// The conventions of the language at a place.
    pub(super) fn script(&self, index: usize) -> Script {
        self.units.get(index).map_or(Script::Other, |unit| unit.script)
    }

    /// Where a range of units stood in the source.
    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        let mut spans = self
            .units
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(|unit| self.leaf_span(unit.leaf, unit.start, unit.end));
        let Some(first) = spans.next() else {
            return self.leaves.first().map_or(Span::default(), |leaf| leaf.span);
        };
        spans.fold(first, Span::join)
    }

    /// Where bytes of a leaf stood in the source.
    pub(super) fn leaf_span(&self, leaf: u32, start: u32, end: u32) -> Span {
        match self.leaves.get(leaf as usize) {
            Some(Leaf { span, verbatim: true }) => {
                Span { file: span.file, start: span.start + start, end: span.start + end }
            }
            Some(leaf) => leaf.span,
            None => Span::default(),
        }
    }

    /// Puts one character for another.
    pub(super) fn set(&mut self, index: usize, character: char, rule: Rule) {
        if let Some(unit) = self.units.get_mut(index)
            && unit.character != character
        {
            unit.character = character;
            unit.rule = Some(rule);
            self.edits += 1;
        }
    }

    /// Guards a range against every rule.
    pub(super) fn guard(&mut self, range: std::ops::Range<usize>) {
        for unit in self.units.get_mut(range).unwrap_or_default() {
            if unit.kind == Kind::Text {
                unit.kind = Kind::Guarded;
            }
        }
    }

    /// Lifts every guard, before guards are set anew.
    pub(super) fn unguard(&mut self) {
        for unit in self.units.iter_mut().filter(|unit| unit.kind == Kind::Guarded) {
            unit.kind = Kind::Text;
        }
    }

    /// How many edits there were: a round of rules that adds none is the last.
    pub(super) fn edits(&self) -> usize {
        self.edits
    }

    /// Carries out edits, which stand in order and do not overlap. A replacement belongs to the
    /// leaf of one of the units that it replaces.
    pub(super) fn splice(&mut self, edits: &[Edit]) {
        if edits.is_empty() {
            return;
        }
        self.edits += 1;
        let old = std::mem::take(&mut self.units);
        self.units.reserve(old.len());
        let mut kept_to = 0;
        for edit in edits {
            self.units.extend_from_slice(old.get(kept_to..edit.range.start).unwrap_or_default());
            let gone = old.get(edit.range.clone()).unwrap_or_default();
            self.replace(gone, edit);
            kept_to = edit.range.end;
        }
        self.units.extend_from_slice(old.get(kept_to..).unwrap_or_default());
    }

    fn replace(&mut self, gone: &[Unit], edit: &Edit) {
        let heir = gone.get(heir(gone)..).unwrap_or_default();
        let Some(first) = heir.first() else { return };
        let same = heir.iter().take_while(|unit| unit.leaf == first.leaf).last().unwrap_or(first);
        let text: Vec<char> = edit.text.chars().collect();
        let kind = if text.is_empty() { first.kind } else { Kind::Text };
        for (place, character) in text.iter().enumerate() {
            let start = if place == 0 { first.start } else { same.end };
            let rule = Some(edit.rule);
            let unit = Unit { character: *character, kind, start, end: same.end, rule, ..*first };
            self.units.push(unit);
        }
        // Where a rule is off, joining lines still takes their blanks away, and no one asked for it.
        let asked = gone.iter().filter(|unit| !unit.off.has(edit.rule));
        let others = asked.filter(|unit| text.is_empty() || unit.leaf != first.leaf);
        self.removed.extend(others.map(|unit| Removed {
            leaf: unit.leaf,
            start: unit.start,
            end: unit.end,
            rule: edit.rule,
        }));
    }
}

/// Which of the units that go hands its place to what comes: a line break, when lines are joined;
/// otherwise the first that is written in the source, which the space of joined lines is not.
fn heir(gone: &[Unit]) -> usize {
    let line_break = gone.iter().position(|unit| unit.kind == Kind::SoftBreak);
    let is_written = |unit: &Unit| unit.end > 0;
    line_break.or_else(|| gone.iter().position(is_written)).unwrap_or(0)
}
