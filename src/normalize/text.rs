//! All text of a chapter through all rules: the order of the rules stands here.
//!
//! In: a chapter's tree in which line breaks that are meant are hard ones. Out: the same tree with
//! canonical text, and what was changed. Never here: a rule, and what a block means for the book.

use crate::diag::catalog::normalize as catalog;
use crate::diag::catalog::normalize::language_unknown;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::meta::Script;
use crate::source::tree::{Block, Document, Inline, Node, Piece};

use super::finding::{Findings, Private};
use super::gather::Switches;
use super::rule::{Change, RuleSet, names};
use super::run::Run;
use super::{bracket, dash, face, letter, mark, protect, punct, quote, snippet, space};

/// How many rounds a paragraph may take until no rule finds anything more: a mark that one rule
/// sets can be what another waits for.
const ROUNDS: usize = 8;

/// Mends the text of chapters.
#[derive(Clone, Debug)]
pub(super) struct Mender {
    switches: Switches,
    findings: Findings,
    changes: Vec<Change>,
}

impl Mender {
    /// For a text in this language with these rules off.
    pub(super) fn new(script: Script, off: RuleSet, private: Private) -> Mender {
        Mender {
            switches: Switches::new(script, off),
            findings: Findings::new(private),
            changes: Vec::new(),
        }
    }

    /// Mends a whole chapter and tells what was changed.
    pub(super) fn document(
        mut self,
        document: &mut Document,
        diags: &mut Diagnostics,
    ) -> Vec<Change> {
        self.nodes(&mut document.blocks, diags);
        self.end_speech(diags);
        self.switches = Switches { off: self.switches.base, ..self.switches };
        for note in &mut document.notes {
            self.nodes(&mut note.blocks, diags);
            self.end_speech(diags);
        }
        for (name, span) in &self.switches.unknown {
            diags.push(catalog::rule_unknown(*span, name, &names()));
        }
        for (tag, span) in &self.switches.strange {
            diags.push(language_unknown(*span, tag));
        }
        self.changes.sort_by_key(|change| change.span);
        self.changes
    }

    /// Mends a text that stands alone, such as a value of the metadata.
    pub(super) fn words(&mut self, text: &str, span: Span, diags: &mut Diagnostics) -> String {
        let known = self.changes.len();
        let words = self.alone(text, span, diags);
        self.changes.truncate(known);
        words
    }

    /// The same, and tells what was changed: the text stands just so at its place.
    fn alone(&mut self, text: &str, span: Span, diags: &mut Diagnostics) -> String {
        let mut pieces = vec![Piece { inline: Inline::Text(text.to_owned()), span }];
        let carried = std::mem::take(&mut self.findings.carried);
        self.line(&mut pieces, diags);
        self.end_speech(diags);
        self.findings.carried = carried;
        match pieces.pop() {
            Some(Piece { inline: Inline::Text(text), .. }) => text,
            _ => String::new(),
        }
    }

    fn end_speech(&mut self, diags: &mut Diagnostics) {
        self.findings.end_speech();
        self.findings.report(diags);
    }

    fn nodes(&mut self, nodes: &mut [Node], diags: &mut Diagnostics) {
        let opens = opening_quotes(nodes);
        for (node, next_opens) in nodes.iter_mut().zip(opens) {
            self.findings.next_opens = next_opens;
            self.node(node, diags);
        }
        self.findings.next_opens = false;
    }

    fn node(&mut self, node: &mut Node, diags: &mut Diagnostics) {
        match &mut node.block {
            Block::Heading(_, _, pieces) => {
                self.end_speech(diags);
                self.spaced(pieces, diags);
            }
            Block::Paragraph(pieces) => self.line(pieces, diags),
            Block::Quote(nodes) => self.nodes(nodes, diags),
            Block::Container(attributes, nodes) => {
                let language = self.switches.enter(attributes, node.span);
                for key in ["title", "author"] {
                    if let Some(value) = attributes.values.get_mut(key) {
                        *value = self.words(value, node.span, diags);
                    }
                }
                let verse = attributes.name == "verse" || self.findings.spaced;
                let outer = std::mem::replace(&mut self.findings.spaced, verse);
                self.nodes(nodes, diags);
                self.findings.spaced = outer;
                self.switches.script = language;
            }
            Block::List(_, items) => {
                items.iter_mut().for_each(|item| self.nodes(&mut item.blocks, diags));
            }
            Block::Definitions(list) => {
                for (term, meanings) in list {
                    self.line(term, diags);
                    meanings.iter_mut().for_each(|blocks| self.nodes(blocks, diags));
                }
            }
            Block::Table(table) => {
                let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| self.line(cell, diags));
            }
            Block::Comment(text) => self.switches.follow(text, node.span),
            Block::Code(..) | Block::Rule => {}
        }
    }

    fn spaced(&mut self, pieces: &mut [Piece], diags: &mut Diagnostics) {
        let outer = std::mem::replace(&mut self.findings.spaced, true);
        self.line(pieces, diags);
        self.findings.spaced = outer;
    }

    /// One paragraph, head or cell.
    fn line(&mut self, pieces: &mut [Piece], diags: &mut Diagnostics) {
        let mut run = Run::gather(pieces, &mut self.switches);
        space::join(&mut run);
        let carried = self.findings.carried;
        for _ in 0..ROUNDS {
            let edits = run.edits();
            self.findings.carried = carried;
            self.round(&mut run);
            if run.edits() == edits {
                break;
            }
        }
        run.restore(pieces, &mut self.changes);
        self.findings.report(diags);
        self.findings.next_opens = false;
        self.nested(pieces, diags);
    }

    /// The rules, in order: each finds the text as the ones before it leave it.
    fn round(&mut self, run: &mut Run) {
        let findings = &mut self.findings;
        run.unguard();
        letter::mend(run, findings);
        protect::guard(run);
        snippet::guard(run);
        face::guard(run);
        dash::mend(run, findings);
        mark::mend(run);
        quote::mend(run, findings);
        bracket::mend(run);
        punct::mend(run, findings);
        punct::repeats(run, findings);
        space::mend(run, findings);
    }

    /// What is no part of the line: the words of inline notes and of pictures.
    fn nested(&mut self, pieces: &mut [Piece], diags: &mut Diagnostics) {
        for piece in pieces {
            match &mut piece.inline {
                Inline::InlineNote(children) => self.line(children, diags),
                Inline::Image(image) => {
                    image.alt = match image.alt_span {
                        Some(span) => self.alone(&image.alt, span, diags),
                        None => self.words(&image.alt, piece.span, diags),
                    };
                    let title = image.title.take();
                    image.title = title.map(|title| self.words(&title, piece.span, diags));
                }
                inline => self.nested(inline.children_mut(), diags),
            }
        }
    }
}

/// For each block whether the one after it is a paragraph that begins with a quote.
fn opening_quotes(nodes: &[Node]) -> Vec<bool> {
    let mut opens = vec![false; nodes.len()];
    let mut next = false;
    for (place, node) in opens.iter_mut().zip(nodes).rev() {
        *place = next;
        next = match &node.block {
            Block::Paragraph(pieces) => begins_with_quote(pieces) == Some(true),
            Block::Comment(_) => next,
            _ => false,
        };
    }
    opens
}

/// `None` when there is no text.
fn begins_with_quote(pieces: &[Piece]) -> Option<bool> {
    pieces.iter().find_map(|piece| match &piece.inline {
        Inline::Text(text) => text
            .chars()
            .find(|character| !character.is_whitespace())
            .map(|character| matches!(character, '"' | '“' | '＂')),
        Inline::Code(_) | Inline::Math(_) | Inline::Image(_) => Some(false),
        inline => begins_with_quote(inline.children()),
    })
}
