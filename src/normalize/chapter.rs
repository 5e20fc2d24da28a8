//! One chapter: mended, its head taken apart, its sections found, its notes gathered.
//!
//! In: a chapter file's tree. Out: a [`Chapter`] whose links inside the book are still addresses
//! (`links.rs` resolves them when all chapters are known). Never here: other chapters.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::block::Block as Out;
use crate::model::book::{Chapter, Section, Title};
use crate::model::inline::{Inline as Line, Run, plain_text};
use crate::model::meta::Script;
use crate::model::settings::Settings;
use crate::source::SourceChapter;
use crate::source::tree::{Block, Inline, Node, NoteDefinition, Piece};

use super::note::Called;
use super::rule::{Change, RuleSet};
use super::section::{Labels, bracketed, words};
use super::text::Mender;
use super::{comment, id, meant, title};

/// What is the same for all chapters.
#[derive(Clone, Copy, Debug)]
pub struct Conventions<'a> {
    /// Labels and switches of book.yaml.
    pub settings: &'a Settings,
    /// The conventions of the language.
    pub script: Script,
}

/// A chapter with what the book needs to know of it.
#[derive(Clone, Debug)]
pub struct Built {
    /// The chapter.
    pub chapter: Chapter,
    /// `path#id` as written, and the ids that they mean.
    pub aliases: Vec<(String, String)>,
    /// Where each link inside the book stood, by its address.
    pub links: BTreeMap<String, Span>,
}

/// Converts one chapter.
pub(super) struct Builder<'a> {
    pub(super) source: &'a SourceChapter,
    pub(super) diags: &'a mut Diagnostics,
    pub(super) definitions: Vec<NoteDefinition>,
    pub(super) called: Vec<Called>,
    /// Which definition is being converted.
    pub(super) inside_note: Option<usize>,
    pub(super) chapter_id: String,
    pub(super) taken: BTreeSet<String>,
    pub(super) link_spans: BTreeMap<String, Span>,
    labels: Labels<'a>,
    aliases: Vec<(String, String)>,
}

/// A head and what stands under it, before conversion.
struct Part {
    head: Vec<Piece>,
    own_id: Option<String>,
    level: u8,
    nodes: Vec<Node>,
    span: Span,
}

/// Builds a chapter whose id is known.
pub fn build(
    source: &SourceChapter,
    chapter_id: &str,
    conventions: Conventions<'_>,
    diags: &mut Diagnostics,
) -> Built {
    let labels = Labels::new(&conventions.settings.labels);
    let mut document = source.document.clone();
    meant::harden(&mut document.blocks, &labels);
    let off = RuleSet::named(&conventions.settings.rules_off);
    let mender = Mender::new(conventions.script, off);
    let changes = mender.document(&mut document, diags);
    let whole = Span::new(source.file, 0, 0);
    tell_changes(&changes, whole, diags);
    let span = document.blocks.iter().fold(whole, |span, node| span.join(node.span));
    let mut builder = Builder {
        source,
        diags,
        definitions: document.notes,
        called: Vec::new(),
        inside_note: None,
        chapter_id: chapter_id.to_owned(),
        taken: BTreeSet::from([chapter_id.to_owned()]),
        link_spans: BTreeMap::new(),
        labels,
        aliases: vec![(source.path.clone(), chapter_id.to_owned())],
    };
    let metadata = comment::metadata(&document.blocks);
    let mut nodes = document.blocks;
    let title = builder.take_title(&mut nodes);
    let sections = builder.sections(nodes);
    let notes = builder.notes();
    let chapter = Chapter {
        id: chapter_id.to_owned(),
        division: source.division,
        title,
        metadata,
        sections,
        notes,
        span,
    };
    let (aliases, links) = (builder.aliases, builder.link_spans);
    Built { chapter, aliases, links }
}

/// Every change can be seen: how many of each rule.
fn tell_changes(changes: &[Change], span: Span, diags: &mut Diagnostics) {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for change in changes {
        *counts.entry(change.rule).or_insert(0) += 1;
    }
    if !counts.is_empty() {
        diags.push(catalog::text_mended(span, &counts));
    }
}

impl Builder<'_> {
    /// Takes the chapter's head from its nodes: the first heading before any text.
    fn take_title(&mut self, nodes: &mut Vec<Node>) -> Title {
        let place = nodes.iter().position(|node| matches!(node.block, Block::Heading(..)));
        let early = place.filter(|place| {
            let before = nodes.get(..*place).unwrap_or(&[]);
            before.iter().all(|node| matches!(node.block, Block::Comment(_) | Block::Rule))
        });
        let Some(place) = early else { return self.title_of_file(nodes) };
        let node = nodes.remove(place);
        let Block::Heading(_, own_id, mut pieces) = node.block else { return Title::default() };
        self.alias(own_id.as_deref(), &pieces, self.chapter_id.clone());
        let found = title::label(&words(&pieces));
        if let Some(label) = &found {
            cut_front(&mut pieces, label.taken);
        }
        let words = self.line(&pieces);
        let (label, number) = found.map_or((None, None), |found| (Some(found.text), found.number));
        Title { label, number, words, span: node.span }
    }

    fn title_of_file(&mut self, nodes: &[Node]) -> Title {
        let name = self.source.path.rsplit('/').next().unwrap_or(&self.source.path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let span = nodes.first().map_or(Span::new(self.source.file, 0, 0), |node| node.span);
        self.diags.push(catalog::heading_missing(span, &stem));
        let found = title::label(&stem);
        let rest = found.as_ref().and_then(|label| stem.get(label.taken..)).unwrap_or(&stem);
        let words = if rest.is_empty() {
            Vec::new()
        } else {
            vec![Line::Text(Run { text: rest.to_owned(), span })]
        };
        let (label, number) = found.map_or((None, None), |found| (Some(found.text), found.number));
        Title { label, number, words, span }
    }

    fn sections(&mut self, nodes: Vec<Node>) -> Vec<Section> {
        let parts = self.parts(nodes);
        let mut sections = Vec::new();
        for part in parts {
            let text = words(&part.head);
            let kind = self.labels.kind(&text);
            let head = self.line(&part.head);
            let mut blocks = self.blocks(&part.nodes, kind, !head.is_empty());
            trim_breaks(&mut blocks);
            if head.is_empty() && blocks.is_empty() {
                continue;
            }
            let name = if head.is_empty() { "text".to_owned() } else { plain_text(&head) };
            let prefix = format!("{}-", self.chapter_id);
            let id = id::unique(id::make(&prefix, &name), &mut self.taken);
            self.alias(part.own_id.as_deref(), &part.head, id.clone());
            let level = part.level;
            sections.push(Section { id, kind, level, head, blocks, span: part.span });
        }
        sections
    }

    /// Cuts the nodes at heads.
    fn parts(&mut self, nodes: Vec<Node>) -> Vec<Part> {
        let span = nodes.first().map_or(Span::new(self.source.file, 0, 0), |node| node.span);
        let mut parts =
            vec![Part { head: Vec::new(), own_id: None, level: 2, nodes: Vec::new(), span }];
        for node in nodes {
            let head = match &node.block {
                Block::Heading(level, own_id, pieces) => {
                    if *level == 1 {
                        self.diags.push(catalog::heading_again(node.span));
                    }
                    let level = (*level).clamp(2, 6);
                    match bracketed(pieces) {
                        Some(words) => Some((words, own_id.clone(), 2)),
                        None => Some((pieces.clone(), own_id.clone(), level)),
                    }
                }
                Block::Paragraph(pieces) => bracketed(pieces).map(|words| (words, None, 2)),
                _ => None,
            };
            match head {
                Some((head, own_id, level)) => {
                    let span = node.span;
                    parts.push(Part { head, own_id, level, nodes: Vec::new(), span });
                }
                None => {
                    if let Some(part) = parts.last_mut() {
                        part.nodes.push(node);
                    }
                }
            }
        }
        parts
    }

    /// Remembers by which addresses others may mean an id.
    fn alias(&mut self, own_id: Option<&str>, head: &[Piece], id: String) {
        let path = &self.source.path;
        let text = words(head);
        let names = own_id.into_iter().map(str::to_owned).chain([slug(&text), text]);
        let keys: Vec<String> = names.map(|name| format!("{path}#{name}")).collect();
        self.aliases.extend(keys.into_iter().map(|key| (key, id.clone())));
    }

    /// The address of a link inside the book, from the book's folder: `chapters/02.md#id`.
    pub(super) fn link_key(&self, address: &str) -> String {
        let (file, fragment) = match address.split_once('#') {
            Some((file, fragment)) => (file, Some(fragment)),
            None => (address, None),
        };
        let path = if file.is_empty() {
            self.source.path.clone()
        } else {
            relative(&self.source.path, file)
        };
        match fragment {
            Some(fragment) if !fragment.is_empty() => format!("{path}#{fragment}"),
            _ => path,
        }
    }
}

/// `a/b.md` and `../c.md` give `c.md`.
fn relative(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = match from.rsplit_once('/') {
        Some((folder, _)) if !to.starts_with('/') => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The id that Markdown tools give a heading: lower case, words joined by `-`.
fn slug(text: &str) -> String {
    let kept = |c: char| if c.is_whitespace() { Some('-') } else { Some(c) };
    text.trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'))
        .filter_map(kept)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Takes so many bytes of text from the front.
fn cut_front(pieces: &mut [Piece], bytes: usize) {
    let mut left = bytes;
    for piece in pieces {
        if left == 0 {
            return;
        }
        match &mut piece.inline {
            Inline::Text(text) => {
                let own = left.min(text.len());
                left -= own;
                *text = text.get(own..).unwrap_or("").to_owned();
            }
            Inline::Strong(children) | Inline::Emphasis(children) | Inline::Link(_, children) => {
                let length = words(children).len();
                cut_front(children, left);
                left = left.saturating_sub(length);
            }
            _ => {}
        }
    }
}

/// A break at a section's start or end, or after another break, parts nothing.
fn trim_breaks(blocks: &mut Vec<Out>) {
    let is_break = |block: &Out| matches!(block, Out::Break(_));
    blocks.dedup_by(|a, b| is_break(a) && is_break(b));
    while blocks.last().is_some_and(is_break) {
        blocks.pop();
    }
    while blocks.first().is_some_and(is_break) {
        blocks.remove(0);
    }
}
