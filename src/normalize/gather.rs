//! Pieces of a paragraph to a run, with what comments and languages switch along the way.
//!
//! In: the pieces of a paragraph, and what was switched before it. Out: its [`Run`], in which each
//! character knows the rules that are off for it. Never here: any rule.

use crate::diag::span::Span;
use crate::model::meta::Script;
use crate::source::tree::{Attributes, Inline, Piece};

use super::pieces::plain;
use super::rule::{RuleSet, silent, switch};
use super::run::{Kind, Leaf, OBJECT, Run, Unit};

/// Which rules hold where, as comments and languages switch them along the text.
#[derive(Clone, Debug)]
pub(super) struct Switches {
    /// Off by book.yaml.
    pub(super) base: RuleSet,
    /// Off here, by book.yaml and by comments.
    pub(super) off: RuleSet,
    /// The conventions of the language here.
    pub(super) script: Script,
    /// Names that no rule has, with their places.
    pub(super) unknown: Vec<(String, Span)>,
    /// Tags that no language has, with their places.
    pub(super) strange: Vec<(String, Span)>,
}

impl Switches {
    /// Nothing but the book's own wishes.
    pub(super) fn new(script: Script, base: RuleSet) -> Switches {
        Switches { base, off: base, script, unknown: Vec::new(), strange: Vec::new() }
    }

    /// Follows what a comment says.
    pub(super) fn follow(&mut self, comment: &str, span: Span) {
        if let Some(found) = switch(comment, self.off, self.base) {
            self.off = found.off;
            self.unknown.extend(found.unknown.into_iter().map(|name| (name, span)));
        }
    }

    /// Goes over to the language that attributes name; gives the one to come back to.
    pub(super) fn enter(&mut self, attributes: &Attributes, span: Span) -> Script {
        let outer = self.script;
        if let Some(tag) = attributes.values.get("lang") {
            match crate::source::language(tag) {
                Some(language) => self.script = language.script,
                None => self.strange.push((tag.clone(), span)),
            }
        }
        outer
    }
}

impl Run {
    /// The text of the pieces.
    pub(super) fn gather(pieces: &[Piece], switches: &mut Switches) -> Run {
        let mut gatherer = Gatherer { run: Run::default(), switches };
        gatherer.pieces(pieces, Kind::Text);
        gatherer.run
    }
}

struct Gatherer<'a> {
    run: Run,
    switches: &'a mut Switches,
}

impl Gatherer<'_> {
    fn pieces(&mut self, pieces: &[Piece], kind: Kind) {
        for piece in pieces {
            match &piece.inline {
                Inline::Text(text) => self.text(text, piece.span, kind),
                Inline::Code(_) | Inline::Math(_) | Inline::Image(_) => {
                    self.one(OBJECT, Kind::Object, piece.span);
                }
                Inline::SoftBreak => self.one('\n', Kind::SoftBreak, piece.span),
                Inline::HardBreak => self.one('\n', Kind::HardBreak, piece.span),
                Inline::Comment(text) => self.switches.follow(text, piece.span),
                Inline::Span(attributes, children) | Inline::Element(attributes, children) => {
                    if let Some(inner) = element_kind(&attributes.name) {
                        let outer = self.switches.enter(attributes, piece.span);
                        self.pieces(children, inner.unwrap_or(kind));
                        self.switches.script = outer;
                    }
                }
                // An address that is its own words: <https://…>.
                Inline::Link(address, children) if is_bare(address, children) => {
                    self.pieces(children, Kind::Fixed);
                }
                inline => self.pieces(inline.children(), kind),
            }
        }
    }

    fn text(&mut self, text: &str, span: Span, kind: Kind) {
        let leaf = self.leaf(span, span.range().len() == text.len());
        let blank = self.unit('\n', kind, leaf);
        // Most characters are Han, of three bytes.
        self.run.units.reserve(text.len() / 3 + 1);
        for (start, character) in text.char_indices() {
            let (start, end) = (offset(start), offset(start + character.len_utf8()));
            self.run.units.push(Unit { character, start, end, ..blank });
        }
    }

    fn one(&mut self, character: char, kind: Kind, span: Span) {
        let leaf = self.leaf(span, false);
        let unit = self.unit(character, kind, leaf);
        self.run.units.push(unit);
    }

    fn unit(&self, character: char, kind: Kind, leaf: u32) -> Unit {
        let script = self.switches.script;
        let off = self.switches.off.and(silent(script));
        Unit { character, kind, off, script, leaf, start: 0, end: 0, rule: None }
    }

    fn leaf(&mut self, span: Span, verbatim: bool) -> u32 {
        self.run.leaves.push(Leaf { span, verbatim });
        offset(self.run.leaves.len() - 1)
    }
}

fn is_bare(address: &str, children: &[Piece]) -> bool {
    let words = plain(children);
    address == words || address.strip_prefix("mailto:") == Some(&words)
}

/// What an element's content is: `None` for what is no part of the line's text.
pub(super) fn element_kind(name: &str) -> Option<Option<Kind>> {
    match name {
        "rt" | "rp" => None,
        "kbd" => Some(Some(Kind::Fixed)),
        _ => Some(None),
    }
}

fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
