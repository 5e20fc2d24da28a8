//! Which quotations are verse, and the parts of a poem: title, maker, stanzas, attribution.
//!
//! In: the nodes of a quotation or a `::: verse` container, mended, their meant breaks hard. Out:
//! a [`Verse`], or a quotation (N8.6, P1, P7). Never here: how verse looks.

use crate::diag::catalog::normalize as catalog;
use crate::diag::span::Span;
use crate::model::block::{Block as Out, Verse, VerseLine};
use crate::model::book::SectionKind;
use crate::model::inline::{Inline as Line, Mark, plain_text};
use crate::source::tree::{Block, Inline, Node, Piece};

use super::chapter::Builder;
use super::section::words;

/// A line longer than this is prose, whatever its breaks.
const LONGEST_LINE: usize = 44;

impl Builder<'_> {
    /// A quotation: verse when its lines are, else what it is.
    pub(super) fn quote(&mut self, nodes: &[Node], kind: SectionKind, span: Span) -> Vec<Out> {
        if is_verse(nodes, kind)
            && let Some(verse) = self.verse(nodes, None, span)
        {
            if kind == SectionKind::Epigraph {
                self.check_metre(&verse);
            }
            return vec![Out::Verse(verse)];
        }
        let blocks = self.blocks(nodes, SectionKind::Text, false);
        if blocks.is_empty() { Vec::new() } else { vec![Out::Quote(blocks)] }
    }

    /// The poem in the nodes; `None` when they hold no line.
    pub(super) fn verse(
        &mut self,
        nodes: &[Node],
        title: Option<Vec<Line>>,
        span: Span,
    ) -> Option<Verse> {
        let mut stanzas: Vec<Vec<VerseLine>> = Vec::new();
        for node in nodes {
            match &node.block {
                Block::Paragraph(pieces) => stanzas.push(self.stanza(pieces, node.span)),
                Block::Quote(inner) => {
                    for node in inner {
                        if let Block::Paragraph(pieces) = &node.block {
                            let stanza = self.stanza(pieces, node.span);
                            stanzas.push(stanza);
                        }
                    }
                }
                _ => {}
            }
        }
        let mut verse = Verse { title, author: None, stanzas, attribution: None, span };
        take_heads(&mut verse);
        take_attribution(&mut verse);
        verse.stanzas.retain(|stanza| !stanza.is_empty());
        (!verse.stanzas.is_empty()).then_some(verse)
    }

    fn stanza(&mut self, pieces: &[Piece], span: Span) -> Vec<VerseLine> {
        let content = self.line(pieces);
        content
            .split(|inline| *inline == Line::Break)
            .filter(|line| !line.is_empty())
            .map(|line| VerseLine { content: line.to_vec(), span: place(line).unwrap_or(span) })
            .collect()
    }

    /// A poem of five or seven characters a line should have them in every line (P11).
    fn check_metre(&mut self, verse: &Verse) {
        let counts: Vec<(usize, Span)> =
            verse.stanzas.iter().flatten().map(|line| (han_count(line), line.span)).collect();
        for usual in [5, 7] {
            let regular = counts.iter().filter(|(count, _)| *count == usual).count();
            if regular * 2 <= counts.len() {
                continue;
            }
            for (count, span) in counts.iter().filter(|(count, _)| *count != usual) {
                self.diags.push(catalog::metre_irregular(*span, *count, usual));
            }
        }
    }
}

/// Whether every line is short and the author broke them, or the head says that it is verse.
fn is_verse(nodes: &[Node], kind: SectionKind) -> bool {
    let mut lines = 0;
    let mut broken = false;
    for node in nodes {
        let Block::Paragraph(pieces) = &node.block else {
            if matches!(node.block, Block::Comment(_)) {
                continue;
            }
            return false;
        };
        broken |= pieces.iter().any(|piece| piece.inline == Inline::HardBreak);
        for line in words(pieces).split('\n').filter(|line| !line.trim().is_empty()) {
            lines += 1;
            if line.trim().chars().count() > LONGEST_LINE {
                return false;
            }
        }
    }
    lines > 0 && (kind == SectionKind::Epigraph || broken)
}

/// The first line alone in bold is the title, or 《…》; 〔唐〕李白 after it the maker.
fn take_heads(verse: &mut Verse) {
    let total: usize = verse.stanzas.iter().map(Vec::len).sum();
    if total < 2 {
        return;
    }
    let Some(stanza) = verse.stanzas.first_mut() else { return };
    if verse.title.is_none()
        && let Some(title) = stanza.first().and_then(title_of)
    {
        stanza.remove(0);
        verse.title = Some(title);
    }
    if stanza.first().is_some_and(|line| plain_text(&line.content).starts_with('〔')) {
        verse.author = Some(stanza.remove(0).content);
    }
}

fn title_of(line: &VerseLine) -> Option<Vec<Line>> {
    if let [Line::Marked(Mark::Strong, children)] = line.content.as_slice() {
        return Some(children.clone());
    }
    let text = plain_text(&line.content);
    let named = text.starts_with('《') && text.ends_with('》');
    named.then(|| line.content.clone())
}

/// A last line that begins with —— tells where the poem is from.
fn take_attribution(verse: &mut Verse) {
    let Some(stanza) = verse.stanzas.last_mut() else { return };
    let told = stanza.last().is_some_and(|line| plain_text(&line.content).starts_with("——"));
    if told {
        verse.attribution = stanza.pop().map(|line| line.content);
    }
}

fn han_count(line: &VerseLine) -> usize {
    plain_text(&line.content).chars().filter(|c| c.is_alphanumeric()).count()
}

fn place(line: &[Line]) -> Option<Span> {
    line.iter().find_map(|inline| match inline {
        Line::Text(run) | Line::Code(run) => Some(run.span),
        Line::Marked(_, children) | Line::Link(_, children) | Line::Ruby(children, _) => {
            place(children)
        }
        Line::NoteRef(note) => Some(note.span),
        Line::Picture(_, run) => Some(run.span),
        Line::Break => None,
    })
}
