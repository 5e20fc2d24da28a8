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
use crate::source::tree::{
    Block, ColumnAlignment, Document, Image, Inline, ListItem, Node, NoteDefinition, Piece, Table,
};

use super::blocks::{self, Indents};
use super::characters::{is_cjk, is_han, opens_prose};
use super::inlines;
use super::link;
use super::marks;
use super::nest::{self, FENCE, Item, Token};
use super::prepare::Prepared;
use super::tags::{self, Origin, Site};

/// How deep blocks and marks may stand in each other.
const MAX_DEPTH: usize = 96;

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
        root: Vec::new(),
        skipped: 0,
        verses: Vec::new(),
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

/// A node that is open.
struct Frame {
    kind: Kind,
    tokens: Vec<Token>,
    range: Range<usize>,
}

/// What is open, with what it has gathered.
enum Kind {
    Paragraph,
    Heading(u8, Option<String>),
    Quote,
    Code(Code),
    Html(Html),
    List(Option<u64>, Vec<ListItem>),
    Item(Option<bool>),
    Note(String),
    Definitions(Vec<(Vec<Piece>, Vec<Vec<Node>>)>),
    Term,
    Meaning,
    Table(Table),
    Head(Vec<Vec<Piece>>),
    Row(Vec<Vec<Piece>>),
    Cell,
    Strong,
    Emphasis,
    Strike,
    Link(String),
    Image(String, Option<String>),
    Plain,
}

/// A code block: `info` is none for an indented one; `lines` are where its stretches start.
#[derive(Default)]
struct Code {
    info: Option<String>,
    words: String,
    lines: Vec<usize>,
}

/// An HTML block: its text, and which offset of it stands where in the prepared text.
#[derive(Default)]
struct Html {
    words: String,
    places: Vec<(usize, usize)>,
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    prepared: &'a Prepared,
    diags: &'a mut Diagnostics,
    frames: Vec<Frame>,
    root: Vec<Token>,
    /// Nodes that are open below the depth limit.
    skipped: usize,
    /// The `:::` containers that are open: whether each is verse.
    verses: Vec<bool>,
    notes: Vec<NoteDefinition>,
    labels: BTreeSet<String>,
    indents: Vec<(Span, Vec<Range<usize>>)>,
}

impl Builder<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        let source = self.prepared.source(range);
        Span::new(self.file, source.start, source.end)
    }

    fn restore(&self, words: &CowStr<'_>) -> String {
        if words.contains(self.prepared.sentinel) {
            return self.prepared.restore(words, self.text);
        }
        words.to_string()
    }

    fn push(&mut self, token: Token) {
        self.frames.last_mut().map_or(&mut self.root, |frame| &mut frame.tokens).push(token);
    }

    fn piece(&mut self, inline: Inline, span: Span) {
        self.push(nest::piece(inline, span));
    }

    fn block(&mut self, block: Block, span: Span) {
        self.push(Token::Item(Item::Block(Node { block, span })));
    }

    fn indents(&self) -> Indents {
        let quoted = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Quote));
        if quoted || self.verses.contains(&true) { Indents::Kept } else { Indents::OpenParagraphs }
    }

    fn nodes(&mut self, tokens: Vec<Token>) -> Vec<Node> {
        let items = nest::nest(tokens, self.diags);
        blocks::nodes(items, self.indents(), self.text, self.diags)
    }

    fn pieces(&mut self, tokens: Vec<Token>) -> Vec<Piece> {
        let items = nest::nest(tokens, self.diags);
        inlines::pieces(items, self.text, self.diags)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
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

    /// Dollars around Chinese, or before a digit, are money and no formula.
    fn math(&mut self, words: &CowStr<'_>, span: Span) {
        let after = self.text.get(span.range().end..).and_then(|rest| rest.chars().next());
        let is_money = words.chars().any(is_cjk) || after.is_some_and(|c| c.is_ascii_digit());
        let written = self.text.get(span.range()).unwrap_or("");
        if is_money {
            self.piece(Inline::Text(written.to_owned()), span);
        } else {
            self.piece(Inline::Math(self.restore(words)), span);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.frames.len() >= MAX_DEPTH {
            self.diags.push(catalog::nesting_too_deep(self.span(&range), MAX_DEPTH));
            self.skipped = 1;
            return;
        }
        let kind = self.kind(tag);
        self.frames.push(Frame { kind, tokens: Vec::new(), range });
    }

    fn kind(&self, tag: Tag<'_>) -> Kind {
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
            Tag::TableRow => Kind::Row(Vec::new()),
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

    fn end(&mut self) {
        let Some(Frame { kind, tokens, range }) = self.frames.pop() else { return };
        let span = self.span(&range);
        match kind {
            Kind::Paragraph => {
                let pieces = self.pieces(tokens);
                for node in blocks::paragraphs(pieces, self.indents()) {
                    self.push(Token::Item(Item::Block(node)));
                }
            }
            Kind::Heading(level, id) => self.end_heading(level, id, tokens, &range),
            Kind::Quote => {
                let items = nest::nest(tokens, self.diags);
                let inside = blocks::nodes(items, Indents::Kept, self.text, self.diags);
                self.block(Block::Quote(inside), span);
            }
            Kind::Code(code) => self.end_code(code, &range),
            Kind::Html(Html { words, places }) => self.html(&words, &places, Site::Block),
            Kind::List(first, items) => self.block(Block::List(first, items), span),
            Kind::Definitions(list) => self.block(Block::Definitions(list), span),
            Kind::Table(table) => self.block(Block::Table(table), span),
            Kind::Item(_) | Kind::Note(_) | Kind::Term | Kind::Meaning => {
                self.end_part(kind, tokens, span);
            }
            Kind::Head(_) | Kind::Row(_) | Kind::Cell => self.end_cells(kind, tokens, &range),
            _ => self.end_inline(kind, tokens, &range),
        }
    }

    /// `正文⏎---` is a paragraph with a section break, not a heading (N8.8, MD.14).
    fn end_heading(
        &mut self,
        level: u8,
        id: Option<String>,
        tokens: Vec<Token>,
        range: &Range<usize>,
    ) {
        let span = self.span(range);
        let pieces = self.pieces(tokens);
        let written = self.prepared.text.get(range.clone()).unwrap_or("");
        let is_underlined = level == 2 && !written.starts_with('#');
        if !is_underlined || !inlines::plain(&pieces).chars().any(is_han) {
            self.block(Block::Heading(level, id, pieces), span);
            return;
        }
        let words = written.trim_end();
        let line = words.rfind('\n').map_or(0, |line| line + 1);
        let rule = self.span(&(range.start + line..range.start + words.len()));
        self.diags.push(catalog::underlined_text(rule));
        for node in blocks::paragraphs(pieces, self.indents()) {
            self.push(Token::Item(Item::Block(node)));
        }
        self.block(Block::Rule, rule);
    }

    fn end_code(&mut self, code: Code, range: &Range<usize>) {
        let span = self.span(range);
        if let Some(info) = &code.info {
            let written = self.prepared.text.get(range.clone()).unwrap_or("");
            if !is_closed_fence(written) {
                let opening = written.find('\n').unwrap_or(written.len());
                let opening = self.span(&(range.start..range.start + opening));
                self.diags.push(catalog::fence_unclosed(opening));
            }
            let words = self.prepared.restore(&code.words, self.text);
            let words = words.strip_suffix('\n').unwrap_or(&words).to_owned();
            self.block(Block::Code(info.clone(), words), span);
            return;
        }
        let words = code.words.trim_start();
        if words.starts_with("<!--") && words.trim_end().ends_with("-->") {
            let start = code.lines.first().map_or(range.start, |start| *start);
            self.html(&code.words, &[(0, start)], Site::Block);
            return;
        }
        if words.starts_with(opens_prose) {
            let indents = code.lines.iter().filter_map(|start| self.indent(*start)).collect();
            self.indents.push((span, indents));
        }
        let words = self.prepared.restore(&code.words, self.text);
        self.block(Block::Code(String::new(), words.trim_end_matches('\n').to_owned()), span);
    }

    /// The whitespace that makes code of a line; its words start at `start` or further right.
    fn indent(&self, start: usize) -> Option<Range<usize>> {
        let start = self.prepared.source(&(start..start)).start;
        let before = self.text.get(..start)?;
        let blanks = before.bytes().rev().take_while(|byte| *byte == b' ').count().min(4);
        let tab = usize::from(blanks == 0 && before.ends_with('\t'));
        let line = self.text.get(start..)?;
        let more = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        Some(start - blanks - tab..start + more)
    }

    fn end_part(&mut self, kind: Kind, tokens: Vec<Token>, span: Span) {
        match kind {
            Kind::Item(task) => {
                let blocks = self.nodes(tokens);
                if let Some(Frame { kind: Kind::List(_, items), .. }) = self.frames.last_mut() {
                    items.push(ListItem { task, blocks, span });
                }
            }
            Kind::Note(label) => {
                let blocks = self.nodes(tokens);
                if self.labels.insert(label.clone()) {
                    self.notes.push(NoteDefinition { label, blocks, span });
                } else {
                    self.diags.push(catalog::note_defined_twice(span, &label));
                }
            }
            Kind::Term => {
                let term = self.pieces(tokens);
                if let Some(Frame { kind: Kind::Definitions(list), .. }) = self.frames.last_mut() {
                    list.push((term, Vec::new()));
                }
            }
            _ => {
                let meaning = self.nodes(tokens);
                if let Some(Frame { kind: Kind::Definitions(list), .. }) = self.frames.last_mut()
                    && let Some((_, meanings)) = list.last_mut()
                {
                    meanings.push(meaning);
                }
            }
        }
    }

    fn end_cells(&mut self, kind: Kind, tokens: Vec<Token>, range: &Range<usize>) {
        let (cell, tokens) = match &kind {
            Kind::Cell => (self.pieces(tokens), Vec::new()),
            _ => (Vec::new(), tokens),
        };
        let span = self.span(range);
        let Some(parent) = self.frames.last_mut() else { return };
        match (kind, &mut parent.kind) {
            (Kind::Cell, Kind::Head(cells) | Kind::Row(cells)) => {
                cells.push(cell);
                // What follows the last cell in a row was cut off by the table's width.
                parent.tokens.push(nest::piece(Inline::SoftBreak, span));
            }
            (Kind::Head(cells), Kind::Table(table)) => table.head = cells,
            (Kind::Row(cells), Kind::Table(table)) => {
                table.rows.push(cells);
                self.warn_about_cut_cells(&tokens, span);
            }
            _ => {}
        }
    }

    /// Cells beyond the table's width are lost in Markdown.
    fn warn_about_cut_cells(&mut self, cells: &[Token], row: Span) {
        let Some(Token::Item(Item::Piece(last))) = cells.last() else { return };
        let rest = self.text.get(last.span.range().end..row.range().end).unwrap_or("");
        let rest = rest.trim_start_matches([' ', '\t', '\n']);
        let cut = rest.strip_prefix('|').unwrap_or(rest).trim_matches(['|', ' ', '\t', '\n']);
        if !cut.is_empty() {
            self.diags.push(catalog::table_row_too_long(row));
        }
    }

    fn end_inline(&mut self, kind: Kind, tokens: Vec<Token>, range: &Range<usize>) {
        let span = self.span(range);
        let written = self.prepared.text.get(range.clone()).unwrap_or("");
        let children = self.pieces(tokens);
        let inline = match kind {
            Kind::Strong => Inline::Strong(children),
            Kind::Emphasis => {
                if written.starts_with('*') && self.is_between_letters(span) {
                    self.diags.push(catalog::emphasis_in_word(span));
                }
                Inline::Emphasis(children)
            }
            Kind::Strike if written.starts_with("~~") => Inline::Strike(children),
            Kind::Strike => {
                // One tilde is a range (20~30), two strike out.
                let first = self.span(&(range.start..range.start + 1));
                let last = self.span(&(range.end.saturating_sub(1)..range.end));
                self.piece(Inline::Text("~".to_owned()), first);
                self.pieces_back(children);
                self.piece(Inline::Text("~".to_owned()), last);
                return;
            }
            Kind::Link(address) if link::is_unsafe(&address) => {
                self.diags.push(catalog::link_unsafe(span, &address));
                self.pieces_back(children);
                return;
            }
            Kind::Link(address) => Inline::Link(address, children),
            Kind::Image(address, title) => {
                let address = tags::picture_address(&address, span, self.diags);
                Inline::Image(Image { address, alt: inlines::plain(&children), title })
            }
            _ => {
                self.pieces_back(children);
                return;
            }
        };
        self.piece(inline, span);
    }

    fn pieces_back(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            self.push(Token::Item(Item::Piece(piece)));
        }
    }

    /// Whether Latin letters or digits touch the span on both sides, as in 2*3*4.
    fn is_between_letters(&self, span: Span) -> bool {
        let before = self.text.get(..span.range().start).and_then(|text| text.chars().next_back());
        let after = self.text.get(span.range().end..).and_then(|text| text.chars().next());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        is_letter(before) && is_letter(after)
    }

    /// Raw HTML becomes tokens of the node that is open; `places` leads to the prepared text.
    fn html(&mut self, words: &str, places: &[(usize, usize)], site: Site) {
        let (file, prepared) = (self.file, self.prepared);
        let offset = |offset: usize| {
            let before = places.partition_point(|(start, _)| *start <= offset);
            let place = before.checked_sub(1).and_then(|index| places.get(index));
            place.map_or(offset, |(start, prepared)| prepared + (offset - start))
        };
        let place = |range: &Range<usize>| {
            let last = range.end.saturating_sub(1).max(range.start);
            let end = offset(last) + (range.end - last);
            let source = prepared.source(&(offset(range.start)..end));
            Span::new(file, source.start, source.end)
        };
        let origin = Origin { text: self.text, prepared, site };
        for token in tags::tokens(words, &origin, &place, self.diags) {
            match &token {
                Token::Open(open) if open.kind == FENCE => {
                    self.verses.push(open.attributes.name == "verse");
                }
                Token::Close(kind, _) if kind == FENCE => {
                    self.verses.pop();
                }
                _ => {}
            }
            self.push(token);
        }
    }
}

/// Whether the last line of a fenced block closes it.
fn is_closed_fence(written: &str) -> bool {
    let mut lines = written.trim_end().lines().map(|line| line.trim_matches([' ', '\t', '>']));
    let (Some(first), Some(last)) = (lines.next(), lines.next_back()) else { return false };
    let run = |line: &str, mark: char| line.chars().take_while(|c| *c == mark).count();
    let Some(mark) = first.chars().next() else { return false };
    run(last, mark) >= run(first, mark) && last.chars().all(|c| c == mark)
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
