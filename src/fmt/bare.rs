//! A chapter without places, part by part, so that two readings of it can be compared.
//!
//! In: a chapter of the model. Out: its heads, blocks and notes in order, each with the bytes that
//! it came from. Text that only happened to be written in two stretches is one here, wherever no
//! output can tell the two apart. Never here: the text that was read.

use std::ops::Range;

use crate::diag::span::Span;
use crate::han::class::is_cjk;
use crate::model::block::{
    Aside, Block, Code, Definition, Figure, List, Paragraph, Subhead, Table, Verse, VerseLine,
};
use crate::model::book::{Chapter, SectionKind, Title};
use crate::model::inline::{Inline, Mark, NoteRef, Run};

/// One part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The bytes that it came from.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a part is; what it holds follows it, one level deeper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The chapter's head.
    Title(Title),
    /// A section: its id, what it is, its level, its head.
    Section(String, SectionKind, u8, Vec<Inline>),
    /// A note with its references.
    Note(usize),
    /// An item of a list, and whether it is a task.
    Item(usize, Option<bool>),
    /// A term of a list of definitions.
    Term(usize, Vec<Inline>),
    /// A meaning of the term before it.
    Meaning(usize),
    /// A block at this depth, without the blocks in it.
    Block(usize, Block),
}

/// The parts of a chapter, in its order.
pub(super) fn parts(chapter: &Chapter) -> Vec<Part> {
    let mut stripper = Stripper { parts: Vec::new(), end: 0 };
    let title = &chapter.title;
    // A head of two clauses is seen as such only in one run.
    let words = bare_inlines(&title.words, Seams::Kept);
    let bare = Title { words, span: Span::default(), ..title.clone() };
    stripper.push(Some(title.span), Kind::Title(bare));
    for section in &chapter.sections {
        let head = inlines(&section.head);
        let kind = Kind::Section(section.id.clone(), section.kind, section.level, head);
        stripper.push(Some(section.span), kind);
        stripper.blocks(&section.blocks, 0);
    }
    for note in &chapter.notes {
        stripper.push(Some(note.span), Kind::Note(note.references));
        stripper.blocks(&note.blocks, 0);
    }
    stripper.parts
}

struct Stripper {
    parts: Vec<Part>,
    /// Where the last part ended, for one that has no place of its own.
    end: usize,
}

impl Stripper {
    fn push(&mut self, span: Option<Span>, kind: Kind) {
        let range = span.map_or(self.end..self.end, Span::range);
        self.end = range.end;
        self.parts.push(Part { range, kind });
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        blocks.iter().for_each(|block| self.block(block, depth));
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let (span, bare) = without_places(block);
        // What holds other parts claims no bytes for itself: they belong to what it holds.
        let holds = matches!(block, Block::List(_) | Block::Aside(_));
        let span = span.map(|span| if holds { Span { end: span.start, ..span } } else { span });
        self.push(span, Kind::Block(depth, bare));
        let inner = depth + 1;
        match block {
            Block::Quote(blocks) => self.blocks(blocks, inner),
            Block::Aside(aside) => self.blocks(&aside.blocks, inner),
            Block::List(list) => {
                for item in &list.items {
                    let start = Span { end: item.span.start, ..item.span };
                    self.push(Some(start), Kind::Item(inner, item.task));
                    self.blocks(&item.blocks, inner + 1);
                }
            }
            Block::Definitions(list) => {
                for Definition { term, meanings, span } in list {
                    self.push(Some(*span), Kind::Term(inner, inlines(term)));
                    for meaning in meanings {
                        self.push(None, Kind::Meaning(inner));
                        self.blocks(meaning, inner + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A block without places and without the blocks in it, and its own place.
fn without_places(block: &Block) -> (Option<Span>, Block) {
    let none = Span::default();
    match block {
        Block::Paragraph(it) => {
            let content = inlines(&it.content);
            (Some(it.span), Block::Paragraph(Paragraph { content, span: none, ..*it }))
        }
        Block::Subhead(it) => {
            let content = inlines(&it.content);
            (Some(it.span), Block::Subhead(Subhead { content, span: none }))
        }
        Block::Verse(it) => (Some(it.span), Block::Verse(verse(it))),
        Block::Quote(_) => (None, Block::Quote(Vec::new())),
        Block::List(it) => {
            let bare = List { start: it.start, items: Vec::new(), span: none };
            (Some(it.span), Block::List(bare))
        }
        Block::Definitions(_) => (None, Block::Definitions(Vec::new())),
        Block::Table(it) => (Some(it.span), Block::Table(table(it))),
        Block::Code(it) => (Some(it.span), Block::Code(Code { span: none, ..it.clone() })),
        Block::Figure(it) => {
            let caption = it.caption.as_deref().map(inlines);
            (Some(it.span), Block::Figure(Figure { caption, span: none, ..it.clone() }))
        }
        Block::Break(span) => (Some(*span), Block::Break(none)),
        Block::Aside(it) => {
            let title = it.title.as_deref().map(inlines);
            (Some(it.span), Block::Aside(Aside { title, blocks: Vec::new(), span: none }))
        }
    }
}

fn verse(verse: &Verse) -> Verse {
    let line =
        |line: &VerseLine| VerseLine { content: inlines(&line.content), span: Span::default() };
    Verse {
        title: verse.title.as_deref().map(inlines),
        author: verse.author.as_deref().map(inlines),
        stanzas: verse.stanzas.iter().map(|lines| lines.iter().map(line).collect()).collect(),
        attribution: verse.attribution.as_deref().map(inlines),
        span: Span::default(),
    }
}

fn table(table: &Table) -> Table {
    let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| inlines(cell)).collect();
    Table {
        alignments: table.alignments.clone(),
        head: row(&table.head),
        rows: table.rows.iter().map(row).collect(),
        caption: table.caption.as_deref().map(inlines),
        span: Span::default(),
    }
}

/// How runs of text that touch are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seams {
    /// A seam beside a Chinese character is none.
    Joined,
    /// Every seam counts, as where a line is drawn under each run alone.
    Kept,
}

fn inlines(list: &[Inline]) -> Vec<Inline> {
    bare_inlines(list, Seams::Joined)
}

fn bare_inlines(list: &[Inline], seams: Seams) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(list.len());
    for inline in list {
        match (bare_inline(inline, seams), out.last_mut()) {
            (Inline::Text(run), Some(Inline::Text(last)))
                if seams == Seams::Joined && is_seamless(&last.text, &run.text) =>
            {
                last.text.push_str(&run.text);
            }
            (bare, _) => out.push(bare),
        }
    }
    out
}

/// Whether nothing is lost when two runs become one: Latin words and long marks are set together
/// only inside a run, so a seam between those shows.
fn is_seamless(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(is_cjk) || after.chars().next().is_some_and(is_cjk)
}

fn bare_inline(inline: &Inline, seams: Seams) -> Inline {
    let inside = |children: &[Inline]| bare_inlines(children, seams);
    match inline {
        Inline::Text(it) => Inline::Text(run(it)),
        Inline::Code(it) => Inline::Code(run(it)),
        Inline::Break => Inline::Break,
        Inline::Marked(mark, children) => {
            let lined = matches!(mark, Mark::Name | Mark::Title | Mark::Underline | Mark::Strike);
            let seams = if lined { Seams::Kept } else { seams };
            Inline::Marked(mark.clone(), bare_inlines(children, seams))
        }
        Inline::Link(target, children) => Inline::Link(target.clone(), inside(children)),
        Inline::Ruby(base, reading) => Inline::Ruby(inside(base), run(reading)),
        Inline::NoteRef(note) => Inline::NoteRef(NoteRef { span: Span::default(), ..*note }),
        Inline::Picture(asset, alt) => Inline::Picture(*asset, run(alt)),
    }
}

fn run(run: &Run) -> Run {
    Run { text: run.text.clone(), span: Span::default() }
}
