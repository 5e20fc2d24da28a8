//! Blocks of Markdown to blocks of the book: what each paragraph, quotation and list is for.
//!
//! In: mended nodes. Out: blocks of the model. A block's meaning comes from its words and its
//! neighbours: a bold line before a list leads it, a name before a poem is its maker. Never here:
//! sections.

use crate::diag::catalog::normalize as catalog;
use crate::diag::span::Span;
use crate::model::block::{
    Alignment, Aside, Block as Out, Code, Definition, Figure, Item, List, Paragraph, ParagraphRole,
    Subhead, Table,
};
use crate::model::book::SectionKind;
use crate::model::inline::Inline as Line;
use crate::source::tree::{
    Attributes, Block, ColumnAlignment, Inline, ListItem, Node, Piece, Table as SourceTable,
};

use super::chapter::Builder;
use super::section::{only_bold, words};

/// A name before a poem is no longer than this.
const LONGEST_NAME: usize = 12;
/// A closing formula is no longer than this.
const LONGEST_CLOSING: usize = 48;

impl Builder<'_> {
    /// Converts the blocks of a section; `after_head` when a head stands right before them.
    pub(super) fn blocks(
        &mut self,
        nodes: &[Node],
        kind: SectionKind,
        after_head: bool,
    ) -> Vec<Out> {
        let mut out = Vec::new();
        let mut first = after_head;
        for (index, node) in nodes.iter().enumerate() {
            let next = nodes.iter().skip(index + 1).find(|node| !is_comment(node));
            if is_comment(node) {
                continue;
            }
            self.node(node, next, (kind, first), &mut out);
            first = false;
        }
        out
    }

    fn node(
        &mut self,
        node: &Node,
        next: Option<&Node>,
        (kind, first): (SectionKind, bool),
        out: &mut Vec<Out>,
    ) {
        let span = node.span;
        match &node.block {
            Block::Paragraph(pieces) => self.paragraph(pieces, span, next, first, out),
            // Heads inside quotations and lists are lines of their own there.
            Block::Heading(_, _, pieces) => {
                let content = self.line(pieces);
                out.push(Out::Subhead(Subhead { content, span }));
            }
            Block::Quote(nodes) => {
                let quote = self.quote(nodes, kind, span);
                out.extend(quote);
            }
            Block::List(start, items) => out.push(self.list(*start, items, span)),
            Block::Definitions(list) => out.push(self.definitions(list, span)),
            Block::Table(table) => out.push(self.table(table, span)),
            Block::Code(info, text) => {
                let language = info.split_whitespace().next().unwrap_or("").to_owned();
                let text = text.trim_end_matches('\n').to_owned();
                out.push(Out::Code(Code { language, text, span }));
            }
            Block::Comment(_) => {}
            Block::Rule => out.push(Out::Break(span)),
            Block::Container(attributes, nodes) => self.container(attributes, nodes, span, out),
        }
    }

    fn paragraph(
        &mut self,
        pieces: &[Piece],
        span: Span,
        next: Option<&Node>,
        first: bool,
        out: &mut Vec<Out>,
    ) {
        if let Some(figure) = self.figure(pieces, span) {
            out.push(figure);
            return;
        }
        let text = words(pieces);
        let before_list = next.is_some_and(|node| matches!(node.block, Block::List(..)));
        let before_quote = next.is_some_and(|node| matches!(node.block, Block::Quote(_)));
        let content = self.line(pieces);
        if content.is_empty() {
            return;
        }
        let bold = only_bold(pieces);
        let trimmed = text.trim();
        let role = if before_list && (bold || trimmed.ends_with(['：', ':'])) {
            ParagraphRole::Lead
        } else if bold {
            out.push(Out::Subhead(Subhead { content: unmarked(content), span }));
            return;
        } else if is_closing(trimmed) {
            ParagraphRole::Closing
        } else if first && before_quote && is_name(trimmed) {
            ParagraphRole::Author
        } else {
            ParagraphRole::Body
        };
        out.push(Out::Paragraph(Paragraph { role, content, span }));
    }

    /// A picture alone in its paragraph, with its title (or else its words) under it.
    fn figure(&mut self, pieces: &[Piece], span: Span) -> Option<Out> {
        let mut telling = pieces.iter().filter(|piece| match &piece.inline {
            Inline::Text(text) => !text.trim().is_empty(),
            Inline::SoftBreak | Inline::HardBreak | Inline::Comment(_) => false,
            _ => true,
        });
        let only = telling.next()?;
        if telling.next().is_some() {
            return None;
        }
        let Inline::Image(image) = &only.inline else { return None };
        let asset = *self.source.pictures.get(&image.address)?;
        let caption = image.title.clone().filter(|title| !title.trim().is_empty());
        let caption = caption.map(|text| {
            let run = crate::model::inline::Run { text: text.trim().to_owned(), span: only.span };
            vec![Line::Text(run)]
        });
        Some(Out::Figure(Figure { asset, alt: image.alt.clone(), caption, span }))
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem], span: Span) -> Out {
        let items = items
            .iter()
            .map(|item| {
                let blocks = self.blocks(&item.blocks, SectionKind::Text, false);
                Item { task: item.task, blocks, span: item.span }
            })
            .collect();
        Out::List(List { start, items, span })
    }

    fn definitions(&mut self, list: &[(Vec<Piece>, Vec<Vec<Node>>)], span: Span) -> Out {
        let definitions = list
            .iter()
            .map(|(term, meanings)| Definition {
                term: self.line(term),
                meanings: meanings
                    .iter()
                    .map(|nodes| self.blocks(nodes, SectionKind::Text, false))
                    .collect(),
                span: term.first().map_or(span, |piece| piece.span),
            })
            .collect();
        Out::Definitions(definitions)
    }

    fn table(&mut self, table: &SourceTable, span: Span) -> Out {
        let alignments = table
            .columns
            .iter()
            .map(|column| match column {
                ColumnAlignment::None => Alignment::Default,
                ColumnAlignment::Left => Alignment::Left,
                ColumnAlignment::Center => Alignment::Center,
                ColumnAlignment::Right => Alignment::Right,
            })
            .collect();
        let head = table.head.iter().map(|cell| self.line(cell)).collect();
        let rows =
            table.rows.iter().map(|row| row.iter().map(|cell| self.line(cell)).collect()).collect();
        Out::Table(Table { alignments, head, rows, caption: None, span })
    }

    fn container(
        &mut self,
        attributes: &Attributes,
        nodes: &[Node],
        span: Span,
        out: &mut Vec<Out>,
    ) {
        let title = attributes.values.get("title").map(|text| {
            let run = crate::model::inline::Run { text: text.clone(), span };
            vec![Line::Text(run)]
        });
        match attributes.name.as_str() {
            "verse" => match self.verse(nodes, title.clone(), span) {
                Some(verse) => out.push(Out::Verse(verse)),
                None => out.extend(self.blocks(nodes, SectionKind::Text, false)),
            },
            "quote" => {
                let blocks = self.blocks(nodes, SectionKind::Text, false);
                out.push(Out::Quote(blocks));
            }
            name => {
                if !matches!(name, "note" | "details" | "aside" | "div" | "") {
                    self.diags.push(catalog::container_unknown(span, name));
                }
                let blocks = self.blocks(nodes, SectionKind::Text, false);
                if matches!(name, "note" | "details" | "aside") {
                    out.push(Out::Aside(Aside { title, blocks, span }));
                } else {
                    out.extend(blocks);
                }
            }
        }
    }
}

fn is_comment(node: &Node) -> bool {
    matches!(node.block, Block::Comment(_))
}

/// A subhead is bold by its kind: the mark around all of it falls away.
fn unmarked(content: Vec<Line>) -> Vec<Line> {
    content
        .into_iter()
        .flat_map(|inline| match inline {
            Line::Marked(crate::model::inline::Mark::Strong, children) => children,
            other => vec![other],
        })
        .collect()
}

/// 欲知后事如何，且听下回分解。
fn is_closing(text: &str) -> bool {
    let formula = ["下回分解", "下章分解", "下回分曉"].iter().any(|words| text.contains(words));
    formula && text.chars().count() <= LONGEST_CLOSING
}

/// 温庭筠, 〔唐〕李白: short, and no sentence.
fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    (1..=LONGEST_NAME).contains(&count) && !text.contains(|c| "，。！？；：…—\n".contains(c))
}
