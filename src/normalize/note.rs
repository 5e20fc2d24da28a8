//! Notes: numbered by their first mark, each mark told apart, none lost.
//!
//! In: marks in the text and definitions. Out: [`Note`]s in the order of their first mark; what is
//! undefined, unused, cited in itself or in another note is told (A1). Never here: ① ② ③.

use crate::diag::catalog::normalize as catalog;
use crate::diag::span::Span;
use crate::model::block::{Block as Out, Paragraph, ParagraphRole};
use crate::model::book::{Note, SectionKind};
use crate::model::inline::{Inline as Line, NoteRef};
use crate::source::tree::{NoteDefinition, Piece};

use super::chapter::Builder;
use super::id;
use super::section::words;

/// A note that has been called.
#[derive(Clone, Debug)]
pub(super) struct Called {
    /// The id.
    id: String,
    /// Its definition, or its words for an inline note.
    body: Body,
    /// How many marks point at it.
    references: usize,
    span: Span,
}

#[derive(Clone, Debug)]
enum Body {
    /// Which definition of the document.
    Defined(usize),
    /// An inline note, already converted.
    Inline(Vec<Line>),
}

impl Builder<'_> {
    /// A mark `[^label]`; nothing when there is no such note.
    pub(super) fn note_mark(&mut self, label: &str, span: Span) -> Option<Line> {
        let found = self.definitions.iter().position(|note| note.label == label);
        let Some(definition) = found else {
            self.diags.push(catalog::note_undefined(span, label));
            return None;
        };
        if let Some(own) = self.inside_note {
            let report = if own == definition { catalog::note_self } else { catalog::note_nested };
            self.diags.push(report(span, label));
            return None;
        }
        let index = self.call(definition, label);
        let called = self.called.get_mut(index)?;
        let occurrence = called.references;
        called.references += 1;
        Some(Line::NoteRef(NoteRef { note_index: index, occurrence, span }))
    }

    /// An inline note `^[words]`.
    pub(super) fn inline_note(&mut self, children: &[Piece], span: Span) -> Option<Line> {
        let content = self.line(children);
        if content.is_empty() || self.inside_note.is_some() {
            return None;
        }
        let name = id::make(&format!("{}-n-", self.chapter_id), &words(children));
        let id = id::unique(name, &mut self.taken);
        let body = Body::Inline(content);
        self.called.push(Called { id, body, references: 1, span });
        let note_index = self.called.len() - 1;
        Some(Line::NoteRef(NoteRef { note_index, occurrence: 0, span }))
    }

    /// The place of a definition among the called notes.
    fn call(&mut self, definition: usize, label: &str) -> usize {
        let known = self
            .called
            .iter()
            .position(|called| matches!(called.body, Body::Defined(index) if index == definition));
        known.unwrap_or_else(|| {
            let name = id::make(&format!("{}-n-", self.chapter_id), label);
            let id = id::unique(name, &mut self.taken);
            let span = self.definitions.get(definition).map_or(Span::default(), |note| note.span);
            let body = Body::Defined(definition);
            self.called.push(Called { id, body, references: 0, span });
            self.called.len() - 1
        })
    }

    /// All notes; a definition that nothing calls keeps its words at the end.
    pub(super) fn notes(&mut self) -> Vec<Note> {
        let definitions: Vec<NoteDefinition> = self.definitions.clone();
        for (index, note) in definitions.iter().enumerate() {
            let before = self.called.len();
            if self.call(index, &note.label) == before {
                self.diags.push(catalog::note_unused(note.span, &note.label));
            }
        }
        let called = std::mem::take(&mut self.called);
        let mut notes = Vec::with_capacity(called.len());
        for one in called {
            let blocks = match one.body {
                Body::Inline(content) => {
                    let role = ParagraphRole::Body;
                    vec![Out::Paragraph(Paragraph { role, content, span: one.span })]
                }
                Body::Defined(index) => {
                    self.inside_note = Some(index);
                    let nodes = definitions.get(index).map_or(&[][..], |note| &note.blocks);
                    self.blocks(nodes, SectionKind::Text, false)
                }
            };
            let Called { id, references, span, .. } = one;
            notes.push(Note { id, blocks, references, span });
        }
        self.inside_note = None;
        notes
    }
}
