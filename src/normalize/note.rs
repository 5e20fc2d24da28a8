//! Notes of a chapter: numbered by their first mark, counted, and none of their text lost.
//!
//! In: definitions by label, and marks as they are met. Out: references, and the notes in order
//! with the nodes that they hold. Never here: where notes stand on a page.

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::inline::NoteRef;
use crate::source::tree::{Block, Node, NoteDefinition, Piece};

/// A note on its way into the book.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// What it holds.
    pub(super) nodes: Vec<Node>,
    /// Where it stood.
    pub(super) span: Span,
    /// How many marks point at it.
    pub(super) references: usize,
    label: Option<String>,
}

/// The notes of a chapter.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    waiting: BTreeMap<String, NoteDefinition>,
    unused: Option<Vec<String>>,
    slots: Vec<Slot>,
    by_label: BTreeMap<String, usize>,
    next: usize,
}

/// How labels are compared: without regard to case and blanks, as in Markdown.
fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The key of a further definition of a label: no mark can name it, for no label has a line break.
fn again(key: &str, number: usize) -> String {
    format!("{key}\n{number}")
}

impl Notes {
    /// The notes that a chapter defines.
    pub(super) fn new(definitions: Vec<NoteDefinition>) -> Notes {
        let mut notes = Notes::default();
        for (number, definition) in definitions.into_iter().enumerate() {
            let mut key = key(&definition.label);
            if notes.waiting.contains_key(&key) {
                key = again(&key, number);
            }
            notes.waiting.insert(key, definition);
        }
        notes
    }

    /// A mark `[^label]`; `None` when there is no such note.
    pub(super) fn refer(
        &mut self,
        label: &str,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Option<NoteRef> {
        let key = key(label);
        let note_index = match self.by_label.get(&key) {
            Some(index) => *index,
            None => {
                let Some(definition) = self.waiting.remove(&key) else {
                    diags.push(catalog::note_undefined(span, label));
                    return None;
                };
                let index = self.push(definition.blocks, definition.span, Some(key.clone()));
                self.by_label.insert(key.clone(), index);
                index
            }
        };
        self.report_inside(&key, label, span, diags);
        self.cite(note_index, span)
    }

    /// Says when a mark stands in a note, and whether in its own.
    fn report_inside(&self, key: &str, label: &str, span: Span, diags: &mut Diagnostics) {
        let Some(inside) = self.next.checked_sub(1).and_then(|at| self.slots.get(at)) else {
            return;
        };
        diags.push(match inside.label.as_deref() == Some(key) {
            true => catalog::note_self(span, label),
            false => catalog::note_nested(span, label),
        });
    }

    /// A mark `^[words]`.
    pub(super) fn inline(&mut self, pieces: Vec<Piece>, span: Span) -> Option<NoteRef> {
        let index = self.push(vec![Node { block: Block::Paragraph(pieces), span }], span, None);
        self.cite(index, span)
    }

    fn push(&mut self, nodes: Vec<Node>, span: Span, label: Option<String>) -> usize {
        self.slots.push(Slot { nodes, span, references: 0, label });
        self.slots.len() - 1
    }

    fn cite(&mut self, note_index: usize, span: Span) -> Option<NoteRef> {
        let slot = self.slots.get_mut(note_index)?;
        slot.references += 1;
        Some(NoteRef { note_index, occurrence: slot.references - 1, span })
    }

    /// What the next note holds; those without a mark come last. `None` when all are told.
    pub(super) fn next(&mut self, diags: &mut Diagnostics) -> Option<Vec<Node>> {
        if self.next == self.slots.len() {
            self.push_unused(diags);
        }
        let slot = self.slots.get_mut(self.next)?;
        self.next += 1;
        Some(std::mem::take(&mut slot.nodes))
    }

    /// The first note that no mark points at goes to the end: its text must not be lost.
    fn push_unused(&mut self, diags: &mut Diagnostics) {
        let waiting = &mut self.waiting;
        let unused = self.unused.get_or_insert_with(|| {
            let keys = waiting.iter().map(|(key, definition)| (definition.span, key.clone()));
            let mut keys: Vec<(Span, String)> = keys.collect();
            keys.sort_by(|a, b| b.cmp(a));
            keys.into_iter().map(|(_, key)| key).collect()
        });
        // One that is meanwhile cited by another unused note has its place already.
        while let Some(key) = unused.pop() {
            let Some(definition) = waiting.remove(&key) else { continue };
            // Of a further definition the reader has told already.
            if !key.contains('\n') {
                diags.push(catalog::note_unused(definition.span, &definition.label));
            }
            let index = self.push(definition.blocks, definition.span, Some(key.clone()));
            self.by_label.insert(key, index);
            return;
        }
    }

    /// All notes in order.
    pub(super) fn into_slots(self) -> Vec<Slot> {
        self.slots
    }
}
