//! A run's text back into its pieces, and what was changed in it.
//!
//! In: a run after the rules, and the pieces that it was gathered from. Out: the pieces with the
//! text of the run, and a [`Change`] for each stretch that is no longer as written. Never here: any
//! rule.

use crate::source::tree::{Inline, Piece};

use super::gather::element_kind;
use super::rule::{Change, Rule};
use super::run::Run;

impl Run {
    /// Writes the text back into the pieces that it was gathered from, and tells what changed.
    pub(super) fn restore(self, pieces: &mut [Piece], changes: &mut Vec<Change>) {
        if self.edits() == 0 {
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
                Inline::Element(attributes, _) if element_kind(&attributes.name).is_none() => {}
                inline => self.write(inline.children_mut()),
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
