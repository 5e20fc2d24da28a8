//! One chapter file to one chapter: its head, its sections, its notes.
//!
//! In: a chapter's tree with its path. Out: the chapter, whose links still hold the addresses that
//! the author wrote, and its anchors. Never here: other chapters.

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::{FileId, Span};
use crate::han::class::{Class, class_of};
use crate::model::block::{Block, ParagraphRole};
use crate::model::book::{Chapter, Note, Section, SectionKind, Title};
use crate::model::inline::{Inline, Run, plain_text};
use crate::model::meta::Language;
use crate::source::SourceChapter;
use crate::source::tree::{self, Document, Node, Piece};

use super::block::{Site, blocks};
use super::finding::Private;
use super::inline::Context;
use super::link::Anchors;
use super::note::Notes;
use super::rule::{Change, RuleSet};
use super::section::{bracketed, head_pieces, in_brackets, kind_of};
use super::text::Mender;
use super::{comment, id, line, pieces, switches, title};

/// How many characters the name of a poem's maker may have.
const AUTHOR_LIMIT: usize = 12;

/// What holds for all chapters of a book.
#[derive(Clone, Debug)]
pub(super) struct Conventions<'a> {
    /// The language of the book.
    pub(super) language: &'a Language,
    /// The rules that are off.
    pub(super) off: RuleSet,
    /// What book.yaml says that heads mean.
    pub(super) labels: &'a BTreeMap<String, SectionKind>,
    /// Whether private characters are told.
    pub(super) private: Private,
}

impl Conventions<'_> {
    pub(super) fn mender(&self, language: &Language) -> Mender {
        Mender::new(language.script, self.off, self.private)
    }
}

/// Mends the text of a chapter and tells what was changed.
fn mend(
    document: &mut Document,
    conventions: &Conventions<'_>,
    diags: &mut Diagnostics,
) -> Vec<Change> {
    let language = language(document, conventions, diags);
    line::settle(document, conventions.labels);
    conventions.mender(&language).document(document, diags)
}

/// The language that a chapter says it is in, or else the book's.
fn language(
    document: &Document,
    conventions: &Conventions<'_>,
    diags: &mut Diagnostics,
) -> Language {
    let Some((tag, span)) = comment::language(&document.blocks) else {
        return conventions.language.clone();
    };
    let known = crate::source::language(&tag);
    if known.is_none() {
        diags.push(catalog::language_unknown(span, &tag));
    }
    known.unwrap_or_else(|| conventions.language.clone())
}

/// Makes a chapter with this id, and tells what was changed in its text.
pub(super) fn chapter(
    source: SourceChapter,
    chapter_id: &str,
    conventions: &Conventions<'_>,
    diags: &mut Diagnostics,
) -> (Chapter, Anchors, Vec<Change>) {
    let SourceChapter { path, division, file, mut document, pictures } = source;
    let title_at = title_place(&document.blocks);
    let digits =
        title_at.and_then(|at| document.blocks.get(at)).and_then(|node| match &node.block {
            tree::Block::Heading(_, _, words) => title::spaced_number(&pieces::plain(words)),
            _ => None,
        });
    let switches = switches::of(&document);
    let language = language(&document, conventions, &mut Diagnostics::new());
    let number_ends = digits.and(title_at).and_then(|at| number_end(document.blocks.get(at)?));
    let mut changes = mend(&mut document, conventions, diags);
    // The space after a chapter's number parts it from the words: it is read, and no fault.
    changes.retain(|change| Some(change.span.start) != number_ends);
    let mut mender = conventions.mender(&language);
    let metadata = comment::metadata(&document.blocks)
        .into_iter()
        .map(|entry| (entry.key, mender.words(&entry.value, entry.span, diags)))
        .collect();
    let span = whole(file, &document.blocks);
    let notes = Notes::new(document.notes);
    let anchors =
        Anchors { path: path.clone(), chapter_id: chapter_id.to_owned(), ids: BTreeMap::new() };
    let own = Some(language.tag).filter(|tag| *tag != conventions.language.tag);
    let pictures = &pictures;
    let context = Context { pictures, notes, anchors: Vec::new(), language: own, diags };
    let mut builder = Builder {
        context,
        conventions,
        anchors,
        section_ids: id::SectionIds::default(),
        levels: Vec::new(),
        title: None,
        sections: Vec::new(),
        span,
    };
    builder.read(document.blocks, title_at, digits);
    let Builder { context, anchors, title, sections, .. } = builder;
    let named = title.filter(|title| title.label.is_some() || !title.words.is_empty());
    let (context, title) = match named {
        Some(title) => (context, title),
        None => {
            let title = title_from_path(&path, span);
            let words = plain_text(&title.words);
            let shown = title.label.clone().unwrap_or_default() + &words;
            context.diags.push(catalog::heading_missing(span, &shown));
            (context, title)
        }
    };
    let chapter = Chapter {
        id: chapter_id.to_owned(),
        division,
        title,
        metadata,
        sections,
        notes: notes_of(context, chapter_id),
        switches,
        span,
    };
    (chapter, anchors, changes)
}

/// Where the number ends with which a head begins, when the source has it just so.
fn number_end(node: &Node) -> Option<u32> {
    let tree::Block::Heading(_, _, words) = &node.block else { return None };
    let first = words.first()?;
    let tree::Inline::Text(text) = &first.inline else { return None };
    let lead = text.len() - text.trim_start().len();
    let number = lead + text.trim_start().find([' ', '\u{3000}'])?;
    let verbatim = first.span.range().len() == text.len();
    verbatim.then(|| first.span.start + u32::try_from(number).unwrap_or(0))
}

/// Which node is the chapter's head: the first node if it is a heading, else the first `#`.
fn title_place(nodes: &[Node]) -> Option<usize> {
    let is_shown =
        |node: &&Node| !matches!(node.block, tree::Block::Comment(_) | tree::Block::Rule);
    let level = |node: &Node| match &node.block {
        tree::Block::Heading(level, _, words) if !pieces::plain(words).trim().is_empty() => {
            let bracket = *level > 1 && in_brackets(&pieces::plain(words)).is_some();
            (!bracket).then_some(*level)
        }
        _ => None,
    };
    let first = nodes.iter().position(|node| is_shown(&node));
    let opening = first.filter(|at| nodes.get(*at).and_then(level).is_some());
    opening.or_else(|| nodes.iter().position(|node| level(node) == Some(1)))
}

fn whole(file: FileId, nodes: &[Node]) -> Span {
    let start = Span::new(file, 0, 0);
    nodes.iter().fold(start, |span, node| span.join(node.span))
}

/// A title from the file name: `21-第二十一章-题目.md` without its number for sorting.
fn title_from_path(path: &str, span: Span) -> Title {
    let stem = id::stem(path);
    let sorted = stem.trim_start_matches(|it: char| it.is_ascii_digit());
    let sorted = sorted.trim_start_matches(['-', '_', '.', ' ']);
    let text = if sorted.is_empty() { stem } else { sorted };
    let words = vec![Inline::Text(Run { text: text.to_owned(), span })];
    title::take_apart(words, span)
}

/// The notes with their ids.
fn notes_of(mut context: Context<'_>, chapter_id: &str) -> Vec<Note> {
    let mut contents = Vec::new();
    while let Some(nodes) = context.notes.next(context.diags) {
        contents.push(blocks(&mut context, nodes, Site::Inside));
    }
    let slots = context.notes.into_slots().into_iter().zip(contents).enumerate();
    slots
        .map(|(index, (slot, blocks))| Note {
            id: id::note(chapter_id, index + 1),
            blocks,
            references: slot.references,
            span: slot.span,
        })
        .collect()
}

struct Builder<'a> {
    context: Context<'a>,
    conventions: &'a Conventions<'a>,
    anchors: Anchors,
    section_ids: id::SectionIds,
    /// The levels in the source of the heads that are open.
    levels: Vec<u8>,
    title: Option<Title>,
    sections: Vec<Section>,
    span: Span,
}

/// The level in the source of a 【…】 line: as `##`.
const BRACKET_LEVEL: u8 = 2;

impl Builder<'_> {
    fn read(&mut self, nodes: Vec<Node>, title_at: Option<usize>, digits: Option<usize>) {
        let mut waiting: Vec<Node> = Vec::new();
        for (place, node) in nodes.into_iter().enumerate() {
            let span = node.span;
            match node.block {
                tree::Block::Heading(_, anchor, words) if Some(place) == title_at => {
                    self.set_title(anchor, words, digits, span);
                }
                tree::Block::Heading(level, anchor, words) => {
                    if pieces::plain(&words).trim().is_empty() {
                        continue;
                    }
                    self.fill(std::mem::take(&mut waiting));
                    if level == 1 {
                        self.context.diags.push(catalog::heading_again(span));
                    }
                    let bracket = in_brackets(&pieces::plain(&words)).is_some();
                    let level = if bracket { BRACKET_LEVEL } else { level.max(BRACKET_LEVEL) };
                    self.open(level, anchor, words, span);
                }
                tree::Block::Paragraph(words) if bracketed(&words).is_some() => {
                    self.fill(std::mem::take(&mut waiting));
                    self.open(BRACKET_LEVEL, None, words, span);
                }
                block => waiting.push(Node { block, span }),
            }
        }
        self.fill(waiting);
    }

    fn set_title(
        &mut self,
        anchor: Option<String>,
        words: Vec<Piece>,
        digits: Option<usize>,
        span: Span,
    ) {
        let words = pieces::without_strong(words);
        self.context.anchors.extend(anchor);
        self.context.anchors.push(id::slug(&pieces::plain(&words)));
        let words = self.context.paragraph(words);
        let chapter_id = self.anchors.chapter_id.clone();
        self.take_anchors(&chapter_id);
        self.title = Some(match digits {
            Some(digits) => title::take_number(words, digits, span),
            None => title::take_apart(words, span),
        });
    }

    /// Opens a section.
    fn open(&mut self, level: u8, anchor: Option<String>, words: Vec<Piece>, span: Span) {
        while self.levels.last().is_some_and(|open| *open >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        let depth = u8::try_from(self.levels.len()).unwrap_or(5).min(5);
        let words = head_pieces(words);
        let text = pieces::plain(&words).trim().to_owned();
        let section_id = self.section_ids.next(&self.anchors.chapter_id, &text);
        self.context.anchors.extend(anchor);
        self.context.anchors.push(id::slug(&text));
        let head = self.context.paragraph(words);
        self.take_anchors(&section_id);
        self.sections.push(Section {
            id: section_id,
            kind: kind_of(&text, self.conventions.labels),
            level: depth + 1,
            head,
            blocks: Vec::new(),
            span,
        });
    }

    /// Fills the open section, or one without a head when there is none.
    fn fill(&mut self, nodes: Vec<Node>) {
        let place = nodes.first().map_or(self.span, |node| node.span);
        let mut list = blocks(&mut self.context, nodes, Site::Section);
        trim_breaks(&mut list);
        if list.is_empty() && self.sections.is_empty() {
            let chapter_id = self.anchors.chapter_id.clone();
            self.take_anchors(&chapter_id);
            return;
        }
        if self.sections.is_empty() {
            let section_id = self.section_ids.next(&self.anchors.chapter_id, "");
            self.sections.push(Section {
                id: section_id,
                kind: SectionKind::Text,
                level: 2,
                head: Vec::new(),
                blocks: Vec::new(),
                span: place,
            });
        }
        let Some(section) = self.sections.last_mut() else { return };
        section.blocks = list;
        name_author(section);
        let section_id = section.id.clone();
        self.take_anchors(&section_id);
    }

    /// Gives the anchors met so far to an id; the first head with a name keeps it.
    fn take_anchors(&mut self, target: &str) {
        for name in std::mem::take(&mut self.context.anchors) {
            if !name.is_empty() {
                self.anchors.ids.entry(name).or_insert_with(|| target.to_owned());
            }
        }
    }
}

/// A break beside a head or an end of the chapter divides nothing.
fn trim_breaks(list: &mut Vec<Block>) {
    let is_break = |block: &Block| matches!(block, Block::Break(_));
    let leading = list.iter().take_while(|block| is_break(block)).count();
    list.drain(..leading);
    while list.last().is_some_and(is_break) {
        list.pop();
    }
}

/// A short line between a head and its poem is the poem's maker.
fn name_author(section: &mut Section) {
    if section.head.is_empty() {
        return;
    }
    let [Block::Paragraph(first), Block::Verse(_), ..] = section.blocks.as_mut_slice() else {
        return;
    };
    let words = plain_text(&first.content);
    let stops = |it: char| matches!(class_of(it), Class::Stop | Class::Comma | Class::LatinMark);
    let fits = words.chars().count() <= AUTHOR_LIMIT && !words.chars().any(stops);
    if fits && first.role == ParagraphRole::Body && !first.content.contains(&Inline::Break) {
        first.role = ParagraphRole::Author;
    }
}
