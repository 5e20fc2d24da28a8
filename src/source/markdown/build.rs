//! pulldown-cmark's events to nodes. The only file that knows pulldown-cmark.
//!
//! In: the prepared text. Out: the document, every span leading into the text as written, and the
//! indents of Han text that was taken for code. Never here: how the text is prepared, and what
//! raw HTML becomes.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag,
};

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::{FileId, Span};
use crate::source::tree::{Block, ColumnAlignment, Document, Inline, Table};

use super::characters::is_cjk;
use super::frame::{Builder, Code, Frame, Html, Kind};
use super::marks;
use super::nest::Nest;
use super::prepare::Prepared;
use super::tags::Site;

/// How many blocks may stand in each other (an item and its list are two). Outlines of laws go
/// eight levels deep; the limit keeps within the stacks of threads that walk the tree.
const MAX_BLOCKS: usize = 64;

/// How many marks, links and pictures may stand in each other within a paragraph: as many as
/// there are kinds of them. Deeper ones change nothing that a reader could see.
const MAX_MARKS: usize = 12;

/// A document, and what the reading found out about the text.
pub(super) struct Built {
    /// The document.
    pub(super) document: Document,
    /// Han text that was taken for code, and the indents that make it so, in order.
    pub(super) indents: Vec<(Span, Vec<Range<usize>>)>,
}

/// Reads the prepared text.
pub(super) fn build(
    file: FileId,
    text: &str,
    prepared: &Prepared,
    diags: &mut Diagnostics,
) -> Built {
    let mut builder = Builder {
        file,
        text,
        prepared,
        diags,
        frames: Vec::new(),
        root: Nest::default(),
        skipped: 0,
        flattened: 0,
        fences: Vec::new(),
        open_verses: 0,
        told_depth: false,
        notes: Vec::new(),
        labels: BTreeSet::new(),
        indents: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&prepared.text, options()).into_offset_iter() {
        builder.event(event, range);
    }
    let root = std::mem::take(&mut builder.root);
    let blocks = builder.nodes(root);
    let document = Document { blocks, notes: builder.notes };
    Built { document, indents: builder.indents }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        if self.flattened > 0 {
            match event {
                Event::Start(_) => return self.flattened += 1,
                Event::End(_) => return self.flattened -= 1,
                _ => {}
            }
        }
        let span = self.span(&range);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Text(words) => self.words(&words, &range),
            Event::Code(words) => self.piece(Inline::Code(self.restore(&words)), span),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.math(&words, span),
            Event::Html(words) => match self.frames.last_mut() {
                Some(Frame { kind: Kind::Html(html), .. }) => {
                    html.places.push((html.words.len(), range.start));
                    html.words.push_str(&words);
                }
                _ => self.html(&words, &[(0, range.start)], Site::Line),
            },
            Event::InlineHtml(words) => self.html(&words, &[(0, range.start)], Site::Line),
            Event::FootnoteReference(label) => {
                let label = marks::label(&self.restore(&label));
                self.piece(Inline::NoteReference(label), span);
            }
            Event::SoftBreak => self.piece(Inline::SoftBreak, span),
            Event::HardBreak => self.piece(Inline::HardBreak, span),
            Event::Rule => self.block(Block::Rule, span),
            Event::TaskListMarker(done) => {
                if let Some(Frame { kind: Kind::Item(task), .. }) = self.frames.last_mut() {
                    *task = Some(done);
                }
            }
        }
    }

    fn words(&mut self, words: &CowStr<'_>, range: &Range<usize>) {
        match self.frames.last_mut() {
            Some(Frame { kind: Kind::Code(code), .. }) => {
                code.lines.push(range.start);
                code.words.push_str(words);
                return;
            }
            Some(Frame { kind: Kind::Html(html), .. }) => {
                html.places.push((html.words.len(), range.start));
                html.words.push_str(words);
                return;
            }
            _ => {}
        }
        let span = self.span(range);
        let written = self.prepared.text.get(range.clone()).unwrap_or("");
        if &**words == "\u{FFFD}" && written.starts_with("&#") {
            self.diags.push(catalog::entity_invalid(span, written));
        }
        self.piece(Inline::Text(self.restore(words)), span);
    }

    /// Dollars around Chinese or other money, or before a word, are no formula: $5, $HOME:$PATH.
    fn math(&mut self, words: &CowStr<'_>, span: Span) {
        let after = self.text.get(span.range().end..).and_then(|rest| rest.chars().next());
        let is_money = words.chars().any(|c| is_cjk(c) || matches!(c, '¥' | '€' | '£'))
            || after.is_some_and(|c| c.is_ascii_alphanumeric());
        let written = self.text.get(span.range()).unwrap_or("");
        if is_money {
            self.piece(Inline::Text(written.to_owned()), span);
        } else {
            self.piece(Inline::Math(self.restore(words)), span);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let marks = self.frames.iter().rev().take_while(|frame| frame.kind.is_inline()).count();
        if is_inline(&tag) && marks >= MAX_MARKS {
            self.diags.push(catalog::marks_too_deep(self.span(&range), MAX_MARKS));
            self.flattened = 1;
            return;
        }
        if self.frames.len() - marks >= MAX_BLOCKS {
            self.diags.push(catalog::nesting_too_deep(self.span(&range), MAX_BLOCKS));
            self.skipped = 1;
            return;
        }
        let kind = self.kind(tag, range.start);
        self.frames.push(Frame { kind, nest: Nest::default(), range });
    }

    fn kind(&self, tag: Tag<'_>, start: usize) -> Kind {
        match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, id, .. } => {
                Kind::Heading(heading_level(level), id.map(|id| self.restore(&id)))
            }
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(Code::default()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Kind::Code(Code { info: Some(self.restore(&info)), ..Code::default() })
            }
            Tag::HtmlBlock => Kind::Html(Html::default()),
            Tag::List(first) => Kind::List(first, Vec::new()),
            Tag::Item => Kind::Item(None),
            Tag::FootnoteDefinition(label) => Kind::Note(marks::label(&self.restore(&label))),
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Meaning,
            Tag::Table(columns) => Kind::Table(Table {
                columns: columns.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            }),
            Tag::TableHead => Kind::Head(Vec::new()),
            Tag::TableRow => Kind::Row(Vec::new(), start),
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strike,
            Tag::Link { link_type, dest_url, .. } => {
                let address = self.restore(&dest_url);
                let is_mail = link_type == LinkType::Email;
                Kind::Link(if is_mail { format!("mailto:{address}") } else { address })
            }
            Tag::Image { dest_url, title, .. } => {
                let title = (!title.is_empty()).then(|| self.restore(&title));
                Kind::Image(self.restore(&dest_url), title)
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Kind::Plain,
        }
    }
}

/// Whether a tag is a mark within a paragraph.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alignment(alignment: Alignment) -> ColumnAlignment {
    match alignment {
        Alignment::None => ColumnAlignment::None,
        Alignment::Left => ColumnAlignment::Left,
        Alignment::Center => ColumnAlignment::Center,
        Alignment::Right => ColumnAlignment::Right,
    }
}
