//! A paragraph as one string: the text of all its inlines, each character with its place.
//!
//! In: the pieces of a paragraph. Out: a [`Run`] in which a rule sees across emphasis, links and
//! breaks; after the rules, the text goes back into the pieces and every change is told. Marks of
//! notes and comments are invisible here. Never here: any rule.

use crate::diag::span::Span;
use crate::source::tree::{Inline, Piece};

use super::rule::{Change, Rule, RuleSet, switch};

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
    /// The rules that are off here.
    pub(super) off: RuleSet,
    leaf: u32,
    start: u32,
    end: u32,
    rule: Option<Rule>,
}

/// A text leaf of the pieces.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    span: Span,
    verbatim: bool,
}

/// Text that a rule took away.
#[derive(Clone, Copy, Debug)]
struct Removed {
    leaf: u32,
    start: u32,
    end: u32,
    rule: Rule,
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
    leaves: Vec<Leaf>,
    removed: Vec<Removed>,
    edits: usize,
}

/// Which rules are off, as comments switch them along the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Switches {
    /// Off by book.yaml.
    pub(super) base: RuleSet,
    /// Off here.
    pub(super) off: RuleSet,
    /// Names that no rule has, with their places.
    pub(super) unknown: Vec<(String, Span)>,
}

impl Switches {
    /// Nothing but book.yaml's own wishes.
    pub(super) fn new(base: RuleSet) -> Switches {
        Switches { base, off: base, unknown: Vec::new() }
    }

    /// Follows what a comment says.
    pub(super) fn follow(&mut self, comment: &str, span: Span) {
        if let Some(found) = switch(comment, self.off, self.base) {
            self.off = found.off;
            self.unknown.extend(found.unknown.into_iter().map(|name| (name, span)));
        }
    }
}

impl Run {
    /// The text of the pieces.
    pub(super) fn gather(pieces: &[Piece], switches: &mut Switches) -> Run {
        let mut run = Run::default();
        run.gather_into(pieces, switches, Kind::Text);
        run
    }

    fn gather_into(&mut self, pieces: &[Piece], switches: &mut Switches, kind: Kind) {
        for piece in pieces {
            match &piece.inline {
                Inline::Text(text) => self.push_text(text, piece.span, switches.off, kind),
                Inline::Code(_) | Inline::Math(_) | Inline::Image(_) => {
                    self.push_one(OBJECT, Kind::Object, piece.span, switches.off);
                }
                Inline::SoftBreak => {
                    self.push_one('\n', Kind::SoftBreak, piece.span, switches.off);
                }
                Inline::HardBreak => {
                    self.push_one('\n', Kind::HardBreak, piece.span, switches.off);
                }
                Inline::Comment(text) => switches.follow(text, piece.span),
                Inline::NoteReference(_) | Inline::InlineNote(_) => {}
                Inline::Element(attributes, children) => {
                    if let Some(inner) = element_kind(&attributes.name) {
                        self.gather_into(children, switches, inner.unwrap_or(kind));
                    }
                }
                Inline::Strong(children)
                | Inline::Emphasis(children)
                | Inline::Strike(children)
                | Inline::Link(_, children)
                | Inline::Span(_, children) => self.gather_into(children, switches, kind),
            }
        }
    }

    fn push_text(&mut self, text: &str, span: Span, off: RuleSet, kind: Kind) {
        let leaf = self.push_leaf(span, span.range().len() == text.len());
        for (start, character) in text.char_indices() {
            let (start, end) = (offset(start), offset(start + character.len_utf8()));
            self.units.push(Unit { character, kind, off, leaf, start, end, rule: None });
        }
    }

    fn push_one(&mut self, character: char, kind: Kind, span: Span, off: RuleSet) {
        let leaf = self.push_leaf(span, false);
        self.units.push(Unit { character, kind, off, leaf, start: 0, end: 0, rule: None });
    }

    fn push_leaf(&mut self, span: Span, verbatim: bool) -> u32 {
        self.leaves.push(Leaf { span, verbatim });
        offset(self.leaves.len() - 1)
    }

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

    fn leaf_span(&self, leaf: u32, start: u32, end: u32) -> Span {
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

    /// Writes the text back into the pieces that it was gathered from, and tells what changed.
    pub(super) fn restore(self, pieces: &mut [Piece], changes: &mut Vec<Change>) {
        if self.edits == 0 {
            return;
        }
        let mut texts: Vec<String> = vec![String::new(); self.leaves.len()];
        for unit in &self.units {
            if let Some(text) = texts.get_mut(unit.leaf as usize) {
                text.push(unit.character);
            }
        }
        let hunks = self.hunks();
        let mut writer = Writer { run: &self, texts, hunks, next_leaf: 0, next_hunk: 0, changes };
        writer.write(pieces);
    }

    /// What changed, in the order of the text.
    fn hunks(&self) -> Vec<Hunk> {
        let mut hunks: Vec<Hunk> = Vec::new();
        for unit in &self.units {
            let Some(rule) = unit.rule else { continue };
            match hunks.last_mut() {
                Some(last)
                    if unit.start == unit.end && (last.leaf, last.end) == (unit.leaf, unit.end) =>
                {
                    last.after.push(unit.character);
                }
                _ => hunks.push(Hunk {
                    leaf: unit.leaf,
                    start: unit.start,
                    end: unit.end,
                    rule,
                    after: unit.character.to_string(),
                }),
            }
        }
        hunks.extend(self.removed.iter().filter(|gone| gone.start < gone.end).map(|gone| Hunk {
            leaf: gone.leaf,
            start: gone.start,
            end: gone.end,
            rule: gone.rule,
            after: String::new(),
        }));
        hunks.sort_by_key(|hunk| (hunk.leaf, hunk.start, std::cmp::Reverse(hunk.end)));
        hunks.dedup_by(|later, earlier| later.merges_into(earlier));
        hunks
    }
}

/// Which of the units that go hands its place to what comes: a line break, when lines are joined;
/// otherwise the first that is written in the source, which the space of joined lines is not.
fn heir(gone: &[Unit]) -> usize {
    let line_break = gone.iter().position(|unit| unit.kind == Kind::SoftBreak);
    let is_written = |unit: &Unit| unit.end > 0;
    line_break.or_else(|| gone.iter().position(is_written)).unwrap_or(0)
}

/// What an element's content is: `None` for what is no part of the line's text.
fn element_kind(name: &str) -> Option<Option<Kind>> {
    match name {
        "rt" | "rp" => None,
        "kbd" => Some(Some(Kind::Fixed)),
        _ => Some(None),
    }
}

fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A change inside one leaf.
#[derive(Clone, Debug)]
struct Hunk {
    leaf: u32,
    start: u32,
    end: u32,
    rule: Rule,
    after: String,
}

impl Hunk {
    /// Whether this hunk lies inside `earlier`, or goes on with what that one took away.
    fn merges_into(&self, earlier: &mut Hunk) -> bool {
        if self.leaf != earlier.leaf {
            return false;
        }
        let gone = self.after.is_empty() && earlier.after.is_empty() && self.rule == earlier.rule;
        let continues = gone && self.start == earlier.end;
        if continues {
            earlier.end = self.end;
        }
        continues || self.start < earlier.end
    }
}

/// Walks the pieces in the order in which they were gathered.
struct Writer<'a> {
    run: &'a Run,
    texts: Vec<String>,
    hunks: Vec<Hunk>,
    next_leaf: usize,
    next_hunk: usize,
    changes: &'a mut Vec<Change>,
}

impl Writer<'_> {
    fn write(&mut self, pieces: &mut [Piece]) {
        for piece in pieces {
            match &mut piece.inline {
                Inline::Text(text) => {
                    let after = self.take();
                    self.tell(text);
                    *text = after;
                }
                Inline::SoftBreak => {
                    let after = self.take();
                    if after != "\n" {
                        piece.inline = Inline::Text(after);
                    }
                }
                Inline::HardBreak | Inline::Code(_) | Inline::Math(_) | Inline::Image(_) => {
                    self.take();
                }
                Inline::Comment(_) | Inline::NoteReference(_) | Inline::InlineNote(_) => {}
                Inline::Element(attributes, _) if element_kind(&attributes.name).is_none() => {}
                Inline::Element(_, children)
                | Inline::Strong(children)
                | Inline::Emphasis(children)
                | Inline::Strike(children)
                | Inline::Link(_, children)
                | Inline::Span(_, children) => self.write(children),
            }
        }
    }

    fn take(&mut self) -> String {
        self.next_leaf += 1;
        self.texts.get_mut(self.next_leaf - 1).map(std::mem::take).unwrap_or_default()
    }

    /// Tells the changes of the leaf that was taken last; `before` is its text as written.
    fn tell(&mut self, before: &str) {
        while let Some(hunk) = self.hunks.get_mut(self.next_hunk) {
            if hunk.leaf as usize >= self.next_leaf {
                return;
            }
            self.next_hunk += 1;
            let written = before.get(hunk.start as usize..hunk.end as usize);
            if hunk.leaf as usize + 1 == self.next_leaf && written != Some(hunk.after.as_str()) {
                self.changes.push(Change {
                    span: self.run.leaf_span(hunk.leaf, hunk.start, hunk.end),
                    rule: hunk.rule.name(),
                    before: written.unwrap_or_default().to_owned(),
                    after: std::mem::take(&mut hunk.after),
                });
            }
        }
    }
}
