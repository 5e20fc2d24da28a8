//! Nodes of the tree to blocks of the book: subheads, leads, verse, figures, lists, tables.
//!
//! In: nodes with canonical text and settled line breaks. Out: blocks. Never here: sections.

use crate::diag::catalog::normalize as catalog;
use crate::diag::span::Span;
use crate::han::class::{Class, class_of};
use crate::model::block::{
    Alignment, Aside, Block, Code, Definition, Figure, Item, List, Paragraph, ParagraphRole,
    Subhead, Table, Verse, VerseLine,
};
use crate::model::inline::{Inline, Run};
use crate::source::tree::{self, Attributes, ColumnAlignment, Image, ListItem, Node, Piece};

use super::inline::Context;
use super::line::VERSE;
use super::pieces::{is_silent, plain, sole_strong, without_strong};
use super::verse::poem;

/// How many characters a bold line may have as a subhead: a longer one is a stressed paragraph.
const SUBHEAD_LIMIT: usize = 40;

/// How many characters the closing formula may have.
const CLOSING_LIMIT: usize = 40;

/// Where blocks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// In a section.
    Section,
    /// In a quotation, an item, a note: no subheads there.
    Inside,
}

/// What follows a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    List,
    Other,
}

/// The blocks of nodes.
pub(super) fn blocks(context: &mut Context<'_>, nodes: Vec<Node>, site: Site) -> Vec<Block> {
    let mut maker = Maker { context, site, out: Vec::with_capacity(nodes.len()) };
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        if let tree::Block::Comment(_) = node.block {
            continue;
        }
        while rest.next_if(|node| matches!(node.block, tree::Block::Comment(_))).is_some() {}
        let next = match rest.peek() {
            Some(Node { block: tree::Block::List(..), .. }) => Next::List,
            _ => Next::Other,
        };
        maker.node(node, next);
    }
    maker.out
}

struct Maker<'a, 'b> {
    context: &'a mut Context<'b>,
    site: Site,
    out: Vec<Block>,
}

impl Maker<'_, '_> {
    fn node(&mut self, node: Node, next: Next) {
        let span = node.span;
        match node.block {
            tree::Block::Paragraph(pieces) => self.paragraph(pieces, span, next),
            // A heading inside a quotation or an item has no place in the contents.
            tree::Block::Heading(_, id, pieces) => {
                self.context.anchors.extend(id);
                let content = self.context.paragraph(pieces);
                self.push_unless_empty(Block::Subhead(Subhead { content, span }));
            }
            tree::Block::Quote(nodes) => {
                let inside = self.inside(nodes);
                if !inside.is_empty() {
                    self.out.push(Block::Quote(inside));
                }
            }
            tree::Block::List(start, items) => self.list(start, items, span),
            tree::Block::Definitions(list) => self.definitions(list, span),
            tree::Block::Table(table) => self.table(table, span),
            tree::Block::Code(info, text) => {
                let language = info.split_whitespace().next().unwrap_or("").to_owned();
                let text = text.strip_suffix('\n').map(str::to_owned).unwrap_or(text);
                self.out.push(Block::Code(Code { language, text, span }));
            }
            tree::Block::Rule => {
                if !matches!(self.out.last(), Some(Block::Break(_))) {
                    self.out.push(Block::Break(span));
                }
            }
            tree::Block::Container(attributes, nodes) => self.container(attributes, nodes, span),
            tree::Block::Comment(_) => {}
        }
    }

    fn inside(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        blocks(self.context, nodes, Site::Inside)
    }

    fn push_unless_empty(&mut self, block: Block) {
        let empty = match &block {
            Block::Paragraph(paragraph) => paragraph.content.is_empty(),
            Block::Subhead(subhead) => subhead.content.is_empty(),
            _ => false,
        };
        if !empty {
            self.out.push(block);
        }
    }

    fn paragraph(&mut self, pieces: Vec<Piece>, span: Span, next: Next) {
        let pieces = match self.figures(pieces, span) {
            Some(pieces) => pieces,
            None => return,
        };
        let words = plain(&pieces);
        let bold = sole_strong(&pieces).is_some() && !words.contains('\n');
        let role = match next {
            Next::List if bold => ParagraphRole::Lead,
            _ if is_closing(&words) => ParagraphRole::Closing,
            _ => ParagraphRole::Body,
        };
        let stands_alone = bold && role == ParagraphRole::Body && self.site == Site::Section;
        if stands_alone && is_subhead(&words) {
            let content = self.context.paragraph(without_strong(pieces));
            self.push_unless_empty(Block::Subhead(Subhead { content, span }));
            return;
        }
        let content = self.context.paragraph(pieces);
        self.push_unless_empty(Block::Paragraph(Paragraph { role, content, span }));
    }

    /// Pictures alone in a paragraph become figures; gives the pieces back when there is more.
    fn figures(&mut self, pieces: Vec<Piece>, span: Span) -> Option<Vec<Piece>> {
        let images: Option<Vec<&Image>> =
            pieces.iter().filter(|piece| !is_gap(piece)).map(sole_image).collect();
        let known = |image: &&Image| self.context.pictures.contains_key(&image.address);
        match images {
            Some(images) if !images.is_empty() && images.iter().all(known) => {
                for image in images {
                    let asset = self.context.pictures.get(&image.address);
                    self.out.extend(asset.map(|asset| {
                        let words = image.title.as_deref().unwrap_or(&image.alt).trim();
                        Block::Figure(Figure {
                            asset: *asset,
                            alt: image.alt.clone(),
                            caption: text_inlines(words, span).map(|it| self.context.told(it)),
                            span,
                        })
                    }));
                }
                None
            }
            _ => Some(pieces),
        }
    }

    fn list(&mut self, start: Option<u64>, items: Vec<ListItem>, span: Span) {
        let items: Vec<Item> = items
            .into_iter()
            .map(|item| Item { task: item.task, blocks: self.inside(item.blocks), span: item.span })
            .collect();
        self.out.push(Block::List(List { start, items, span }));
    }

    fn definitions(&mut self, list: Vec<(Vec<Piece>, Vec<Vec<Node>>)>, span: Span) {
        let mut definitions = Vec::with_capacity(list.len());
        for (term, meanings) in list {
            let spans = term.first().map(|piece| piece.span).zip(term.last().map(|it| it.span));
            let own = spans.map_or(span, |(first, last)| first.join(last));
            definitions.push(Definition {
                term: self.context.paragraph(term),
                meanings: meanings.into_iter().map(|nodes| self.inside(nodes)).collect(),
                span: own,
            });
        }
        self.out.push(Block::Definitions(definitions));
    }

    fn table(&mut self, table: tree::Table, span: Span) {
        let width = table.columns.len();
        let mut row = |cells: Vec<Vec<Piece>>| {
            let mut cells: Vec<Vec<Inline>> =
                cells.into_iter().map(|cell| self.context.paragraph(cell)).collect();
            cells.resize(width, Vec::new());
            cells
        };
        let head = row(table.head);
        let rows = table.rows.into_iter().map(row).collect();
        let alignments = table.columns.into_iter().map(alignment).collect();
        self.out.push(Block::Table(Table { alignments, head, rows, caption: None, span }));
    }

    fn container(&mut self, attributes: Attributes, nodes: Vec<Node>, span: Span) {
        self.context.anchors.extend(attributes.id.clone());
        let outer = self.context.enter(&attributes);
        match attributes.name.as_str() {
            VERSE => self.verse(&attributes, nodes, span),
            "note" | "aside" | "tip" | "info" | "warning" | "caution" | "important" | "details" => {
                self.aside(&attributes, nodes, span);
            }
            "" | "div" | "summary" => self.unwrapped(nodes),
            "continued" => self.continued(nodes),
            name => {
                self.context.diags.push(catalog::container_unknown(span, name));
                self.unwrapped(nodes);
            }
        }
        self.context.language = outer;
    }

    /// `::: continued`: the paragraph before a quotation or verse goes on (接排).
    fn continued(&mut self, nodes: Vec<Node>) {
        let first = self.out.len();
        self.unwrapped(nodes);
        if let Some(Block::Paragraph(paragraph)) = self.out.get_mut(first)
            && paragraph.role == ParagraphRole::Body
        {
            paragraph.role = ParagraphRole::Continued;
        }
    }

    fn unwrapped(&mut self, nodes: Vec<Node>) {
        let inside = blocks(self.context, nodes, self.site);
        self.out.extend(inside);
    }

    fn aside(&mut self, attributes: &Attributes, mut nodes: Vec<Node>, span: Span) {
        let mut title = attributes.values.get("title").and_then(|it| text_inlines(it, span));
        title = title.map(|it| self.context.told(it));
        let is_summary = |node: &Node| matches!(&node.block, tree::Block::Container(own, _) if own.name == "summary");
        if let Some(at) = nodes.iter().position(is_summary) {
            title = title.or_else(|| self.summary(nodes.get_mut(at)?));
        }
        let blocks = self.inside(nodes);
        if title.is_some() || !blocks.is_empty() {
            self.out.push(Block::Aside(Aside { title, blocks, span }));
        }
    }

    /// The title of `<details>`: the first paragraph of its summary, which keeps what follows.
    fn summary(&mut self, summary: &mut Node) -> Option<Vec<Inline>> {
        let tree::Block::Container(_, inside) = &mut summary.block else { return None };
        let first = inside.first_mut()?;
        let tree::Block::Paragraph(pieces) = &mut first.block else { return None };
        let title = self.context.paragraph(std::mem::take(pieces));
        inside.remove(0);
        Some(title).filter(|title| !title.is_empty())
    }

    fn verse(&mut self, attributes: &Attributes, nodes: Vec<Node>, span: Span) {
        let Some(poem) = poem(attributes, &nodes) else {
            let inside = self.inside(nodes);
            if !inside.is_empty() {
                self.out.push(Block::Quote(inside));
            }
            return;
        };
        let title = poem.title.map(|pieces| self.context.paragraph(pieces));
        let author = poem.author.map(|pieces| self.context.paragraph(pieces));
        let mut stanzas: Vec<Vec<VerseLine>> = Vec::with_capacity(poem.stanzas.len());
        for stanza in poem.stanzas {
            let lines = stanza.into_iter().map(|line| self.verse_line(line, span));
            let lines: Vec<VerseLine> = lines.filter(|line| !line.content.is_empty()).collect();
            stanzas.extend(Some(lines).filter(|lines| !lines.is_empty()));
        }
        let attribution = poem.attribution.map(|pieces| self.context.paragraph(pieces));
        if !stanzas.is_empty() {
            self.out.push(Block::Verse(Verse { title, author, stanzas, attribution, span }));
        }
    }

    fn verse_line(&mut self, pieces: Vec<Piece>, outer: Span) -> VerseLine {
        let ends = pieces.first().zip(pieces.last());
        let span = ends.map_or(outer, |(first, last)| first.span.join(last.span));
        VerseLine { content: self.context.paragraph(pieces), span }
    }
}

fn is_gap(piece: &Piece) -> bool {
    match &piece.inline {
        tree::Inline::SoftBreak | tree::Inline::HardBreak => true,
        tree::Inline::NoteReference(_) | tree::Inline::InlineNote(_) => false,
        _ => is_silent(piece),
    }
}

/// The picture, also inside a link, when a piece is nothing else.
fn sole_image(piece: &Piece) -> Option<&Image> {
    match (&piece.inline, piece.inline.children()) {
        (tree::Inline::Image(image), _) => Some(image),
        (tree::Inline::Link(..), [only]) => sole_image(only),
        _ => None,
    }
}

fn text_inlines(words: &str, span: Span) -> Option<Vec<Inline>> {
    let text = words.trim().to_owned();
    (!text.is_empty()).then(|| vec![Inline::Text(Run { text, span })])
}

fn alignment(column: ColumnAlignment) -> Alignment {
    match column {
        ColumnAlignment::None => Alignment::Default,
        ColumnAlignment::Left => Alignment::Left,
        ColumnAlignment::Center => Alignment::Center,
        ColumnAlignment::Right => Alignment::Right,
    }
}

/// Whether a bold line is a head: short, and no sentence.
fn is_subhead(words: &str) -> bool {
    let words = words.trim();
    let sentence = words
        .trim_end_matches(['”', '’', '」', '』'])
        .ends_with(['。', '！', '…', '；', '，', '.']);
    !sentence && words.chars().count() <= SUBHEAD_LIMIT
}

/// `欲知后事如何，且听下回分解。`
fn is_closing(words: &str) -> bool {
    let words = words.trim();
    let end = words.trim_end_matches(|it| {
        matches!(class_of(it), Class::Stop | Class::Ellipsis | Class::Closing)
    });
    let formula = ["下回分解", "下回分說", "下文分解", "下章分解", "下回再说"];
    words.chars().count() <= CLOSING_LIMIT && formula.iter().any(|it| end.ends_with(it))
}
