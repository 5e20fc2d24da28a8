//! A chapter as its proofreader sees it (校样): lines of plain text, each with its places.
//!
//! In: a chapter of the book. Out: every title, head, paragraph, verse line, cell and note as a
//! [`Line`], and the chapter's counts. Code and words of another language are one [`OBJECT`] in
//! their line, and stand as lines of their own that no lint reads. Never here: lints.

use crate::diag::span::Span;
use crate::model::block::{Block, Verse};
use crate::model::book::{Chapter, Division, SectionKind, Title};
use crate::model::inline::{Inline, Mark, Run};

use super::tally::Tally;

/// Stands for what is no text of the book's language: code, keys, pictures, foreign words.
pub(super) const OBJECT: char = '\u{FFFC}';

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A chapter's title or a section's head.
    Head,
    /// A paragraph, an item, a cell, a caption.
    Text,
    /// A line of verse.
    Verse,
    /// Code or foreign words: counted, not read.
    Verbatim,
}

/// Who speaks: the two may have conventions of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Voice {
    /// The text itself.
    #[default]
    Text,
    /// What stands around it: front and back matter, 作者注, notes.
    Apparatus,
}

/// A line of the galley.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// What it is.
    pub(super) role: Role,
    /// Who speaks.
    pub(super) voice: Voice,
    /// The section or note that it belongs to, numbered through the chapter.
    pub(super) scope: usize,
    /// The block that it belongs to, numbered through the chapter: a poem is one block.
    pub(super) block: usize,
    /// The text; a forced break is `\n`.
    pub(super) chars: Vec<char>,
    leaves: Vec<Leaf>,
}

/// From where the text of a line has one place in the source.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    start: usize,
    span: Span,
}

/// Some characters of a galley.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Which line.
    pub(super) line: usize,
    /// The first character.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
}

/// What is counted in a chapter beside its characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    /// Lines of verse.
    pub(super) verse_lines: usize,
    /// Pictures.
    pub(super) pictures: usize,
}

/// A chapter in lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Galley {
    /// The lines, in the order of the text.
    pub(super) lines: Vec<Line>,
    /// How often each character stands in them.
    pub(super) tally: Tally,
    /// Verse and pictures.
    pub(super) counted: Counted,
    voice: Voice,
    scope: usize,
    block: usize,
    /// Lines that are told after the one that is being made.
    aside: Vec<Line>,
}

impl Line {
    /// The place in the source of a character: the leaf's span and text, and where in the text.
    pub(super) fn leaf(&self, at: usize) -> (Span, &[char], usize) {
        let next = self.leaves.partition_point(|leaf| leaf.start <= at);
        let end = self.leaves.get(next).map_or(self.chars.len(), |leaf| leaf.start);
        let leaf = next.checked_sub(1).and_then(|place| self.leaves.get(place));
        let Some(leaf) = leaf else { return (Span::default(), &[], 0) };
        (leaf.span, self.chars.get(leaf.start..end).unwrap_or_default(), at - leaf.start)
    }

    /// The character at a place.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The character before a place.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    fn push(&mut self, text: &str, span: Span) {
        self.leaves.push(Leaf { start: self.chars.len(), span });
        self.chars.extend(text.chars());
    }
}

impl Galley {
    /// Reads a chapter.
    pub(super) fn read(chapter: &Chapter) -> Galley {
        let mut galley = Galley::default();
        let around = chapter.division != Division::Body;
        let voice = |around: bool| if around { Voice::Apparatus } else { Voice::Text };
        galley.voice = voice(around);
        galley.title(&chapter.title);
        for section in &chapter.sections {
            galley.scope += 1;
            galley.voice = voice(around || section.kind == SectionKind::AuthorNote);
            galley.line(Role::Head, &section.head);
            galley.blocks(&section.blocks);
        }
        galley.voice = Voice::Apparatus;
        for note in &chapter.notes {
            galley.scope += 1;
            galley.blocks(&note.blocks);
        }
        galley
    }

    fn title(&mut self, title: &Title) {
        if let Some(label) = &title.label {
            let mut line = self.empty(Role::Head);
            line.push(label, title.span);
            self.finish(line);
        }
        self.line(Role::Head, &title.words);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.line(Role::Text, &paragraph.content),
            Block::Subhead(subhead) => self.line(Role::Head, &subhead.content),
            Block::Verse(verse) => self.verse(verse),
            Block::Quote(blocks) => self.blocks(blocks),
            Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Definitions(list) => {
                for definition in list {
                    self.line(Role::Text, &definition.term);
                    definition.meanings.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| self.line(Role::Text, caption));
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| self.line(Role::Text, cell));
            }
            Block::Code(code) => {
                self.verbatim(&code.text, code.span);
                self.lines.append(&mut self.aside);
            }
            Block::Figure(figure) => {
                self.counted.pictures += 1;
                figure.caption.iter().for_each(|caption| self.line(Role::Text, caption));
            }
            Block::Break(_) => {}
            Block::Aside(aside) => {
                aside.title.iter().for_each(|title| self.line(Role::Head, title));
                self.blocks(&aside.blocks);
            }
        }
    }

    fn verse(&mut self, verse: &Verse) {
        let ends = [&verse.title, &verse.author];
        ends.into_iter().flatten().for_each(|words| self.line(Role::Head, words));
        self.block += 1;
        let block = self.block;
        for line in verse.stanzas.iter().flatten() {
            self.counted.verse_lines += 1;
            self.block = block - 1;
            self.line(Role::Verse, &line.content);
        }
        self.block = block;
        verse.attribution.iter().for_each(|words| self.line(Role::Head, words));
    }

    fn empty(&mut self, role: Role) -> Line {
        self.block += 1;
        let (voice, scope, block) = (self.voice, self.scope, self.block);
        Line { role, voice, scope, block, chars: Vec::new(), leaves: Vec::new() }
    }

    fn line(&mut self, role: Role, inlines: &[Inline]) {
        let mut line = self.empty(role);
        self.inlines(&mut line, inlines);
        self.finish(line);
    }

    fn finish(&mut self, line: Line) {
        for character in line.chars.iter().filter(|character| **character != OBJECT) {
            self.tally.add(*character);
        }
        if !line.chars.is_empty() {
            self.lines.push(line);
        }
        self.lines.append(&mut self.aside);
    }

    fn inlines(&mut self, line: &mut Line, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(run) => line.push(&run.text, run.span),
                Inline::Code(run) => self.object(line, run),
                Inline::Break => line.chars.push('\n'),
                Inline::Marked(Mark::Language(_) | Mark::Keyboard, children) => {
                    self.foreign(line, children);
                }
                Inline::Marked(Mark::InlineNote | Mark::SideNote, children) => {
                    line.chars.push(OBJECT);
                    self.inlines(line, children);
                    line.chars.push(OBJECT);
                }
                Inline::Marked(_, children)
                | Inline::Link(_, children)
                | Inline::Ruby(children, _) => self.inlines(line, children),
                Inline::NoteRef(_) => {}
                Inline::Picture(_, run) => {
                    self.counted.pictures += 1;
                    line.push("\u{FFFC}", run.span);
                }
            }
        }
    }

    fn foreign(&mut self, line: &mut Line, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(run) | Inline::Code(run) => self.object(line, run),
                Inline::Marked(_, children)
                | Inline::Link(_, children)
                | Inline::Ruby(children, _) => self.foreign(line, children),
                Inline::Break | Inline::NoteRef(_) | Inline::Picture(..) => {}
            }
        }
    }

    fn object(&mut self, line: &mut Line, run: &Run) {
        line.push("\u{FFFC}", run.span);
        self.verbatim(&run.text, run.span);
    }

    fn verbatim(&mut self, text: &str, span: Span) {
        let block = self.block;
        let mut line = Line { block, ..self.empty(Role::Verbatim) };
        self.block = block;
        line.push(text, span);
        line.chars.iter().for_each(|character| self.tally.add(*character));
        self.aside.push(line);
    }
}
