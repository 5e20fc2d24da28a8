//! What stands on its own: items to nodes.
//!
//! In: nested items of a block's inside. Out: nodes; loose pieces become paragraphs, comments come
//! out of them, and safe HTML blocks find their place in the tree. Never here: pieces' insides.

use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::source::tree::{Block, ColumnAlignment, Inline, Node, Piece, Table};

use super::html::{Fate, fate};
use super::inlines;
use super::nest::{Element, FENCE, Item};

/// Whether a line that opens with two full-width spaces opens a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indents {
    /// In running text.
    OpenParagraphs,
    /// In quotations and verse, where they are part of the setting.
    Kept,
}

/// Makes nodes of items; `text` is the file as written.
pub(super) fn nodes(
    items: Vec<Item>,
    indents: Indents,
    text: &str,
    diags: &mut Diagnostics,
) -> Vec<Node> {
    let mut maker =
        Maker { text, diags, indents, nodes: Vec::new(), line: Vec::new(), fostered: Vec::new() };
    for item in items {
        match item {
            Item::Block(node) => {
                maker.end_line();
                maker.nodes.push(node);
            }
            Item::End => maker.end_line(),
            Item::Element(element) if is_block(&element.kind) => {
                maker.end_line();
                maker.element(element);
            }
            loose => maker.line.push(loose),
        }
    }
    maker.end_line();
    maker.nodes
}

fn is_block(kind: &str) -> bool {
    kind == FENCE || fate(kind) == Fate::Block
}

struct Maker<'a> {
    text: &'a str,
    diags: &'a mut Diagnostics,
    indents: Indents,
    nodes: Vec<Node>,
    line: Vec<Item>,
    /// What stands in a table or a list of terms outside every cell.
    fostered: Vec<Item>,
}

impl Maker<'_> {
    fn end_line(&mut self) {
        let items = std::mem::take(&mut self.line);
        let pieces = inlines::pieces(items, self.text, self.diags);
        self.nodes.extend(paragraphs(pieces, self.indents));
    }

    fn inside(&mut self, items: Vec<Item>) -> Vec<Node> {
        nodes(items, self.indents, self.text, self.diags)
    }

    fn pieces(&mut self, items: Vec<Item>) -> Vec<Piece> {
        trimmed(inlines::pieces(items, self.text, self.diags))
    }

    fn element(&mut self, element: Element) {
        let Element { kind, attributes, items, span } = element;
        let block = match kind.as_str() {
            FENCE if attributes.name == "verse" => {
                let inside = nodes(items, Indents::Kept, self.text, self.diags);
                Block::Container(attributes, inside)
            }
            FENCE | "div" | "details" | "summary" => {
                Block::Container(attributes, self.inside(items))
            }
            "table" => self.table(items),
            "dl" => self.definitions(items),
            // A cell or a term without its table or list: what it holds is kept.
            _ => {
                let inside = self.inside(items);
                self.nodes.extend(inside);
                return;
            }
        };
        self.nodes.push(Node { block, span });
    }

    fn table(&mut self, items: Vec<Item>) -> Block {
        let mut rows: Vec<(bool, Vec<Vec<Piece>>)> = Vec::new();
        self.rows(items, false, &mut rows);
        self.end_fostering();
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        rows.iter_mut().for_each(|(_, cells)| cells.resize(width, Vec::new()));
        let has_head = rows.first().is_some_and(|(is_head, _)| *is_head);
        let mut rows = rows.into_iter().map(|(_, cells)| cells);
        let head = if has_head { rows.next() } else { None };
        Block::Table(Table {
            columns: vec![ColumnAlignment::None; width],
            head: head.unwrap_or_else(|| vec![Vec::new(); width]),
            rows: rows.collect(),
        })
    }

    fn rows(&mut self, items: Vec<Item>, in_head: bool, rows: &mut Vec<(bool, Vec<Vec<Piece>>)>) {
        for item in items {
            let Some(element) = self.foster(item) else { continue };
            match element.kind.as_str() {
                "thead" | "tbody" | "tfoot" => {
                    self.rows(element.items, element.kind == "thead", rows);
                }
                "tr" => {
                    let mut is_head = in_head;
                    let mut cells = Vec::new();
                    for cell in element.items {
                        let Some(cell) = self.foster(cell) else { continue };
                        is_head |= cell.kind == "th" && cells.is_empty();
                        cells.push(self.pieces(cell.items));
                    }
                    rows.push((is_head, cells));
                }
                _ => {
                    let inside = self.inside(element.items);
                    self.nodes.extend(inside);
                }
            }
        }
    }

    fn definitions(&mut self, items: Vec<Item>) -> Block {
        let mut list: Vec<(Vec<Piece>, Vec<Vec<Node>>)> = Vec::new();
        for item in items {
            let Some(element) = self.foster(item) else { continue };
            if element.kind == "dt" {
                let term = self.pieces(element.items);
                list.push((term, Vec::new()));
                continue;
            }
            let meaning = self.inside(element.items);
            match list.last_mut() {
                Some((_, meanings)) => meanings.push(meaning),
                None => list.push((Vec::new(), vec![meaning])),
            }
        }
        self.end_fostering();
        Block::Definitions(list)
    }

    /// The element; what is none waits to be set before the table, as browsers do ("foster
    /// parenting", HTML 13.2.6.1).
    fn foster(&mut self, item: Item) -> Option<Element> {
        match item {
            Item::Element(element) => Some(element),
            loose => {
                self.fostered.push(loose);
                None
            }
        }
    }

    fn end_fostering(&mut self) {
        let loose = std::mem::take(&mut self.fostered);
        let inside = self.inside(loose);
        self.nodes.extend(inside);
    }
}

/// A paragraph's pieces as nodes: the comments at its ends come out, a comment alone on its line
/// leaves no line behind, and full-width indents open new paragraphs.
pub(super) fn paragraphs(pieces: Vec<Piece>, indents: Indents) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut inside: Vec<Piece> = Vec::new();
    let mut after: Vec<Node> = Vec::new();
    for piece in pieces {
        let Piece { inline, span } = piece;
        match inline {
            Inline::Comment(words) if inside.is_empty() => {
                nodes.push(Node { block: Block::Comment(words), span });
            }
            Inline::Comment(words) => after.push(Node { block: Block::Comment(words), span }),
            inline => {
                if is_gap(&inline) && (inside.is_empty() || !after.is_empty()) {
                    continue_after_comment(&mut inside, &inline, span, after.is_empty());
                    continue;
                }
                for Node { block, span } in std::mem::take(&mut after) {
                    if let Block::Comment(words) = block {
                        inside.push(Piece { inline: Inline::Comment(words), span });
                    }
                }
                inside.push(Piece { inline, span });
            }
        }
    }
    let inside = trimmed(inside);
    match indents {
        Indents::OpenParagraphs => split(inside, &mut nodes),
        Indents::Kept => paragraph(inside, &mut nodes),
    }
    nodes.extend(after);
    nodes
}

/// A break or blank text beside a comment: the break before the comment is enough.
fn continue_after_comment(inside: &mut Vec<Piece>, inline: &Inline, span: Span, leading: bool) {
    let broken = inside.last().is_some_and(|last| is_break(&last.inline));
    if !leading && is_break(inline) && !broken {
        inside.push(Piece { inline: inline.clone(), span });
    }
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline, Inline::SoftBreak | Inline::HardBreak)
}

fn is_gap(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) => words.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n')),
        inline => is_break(inline),
    }
}

/// Without breaks and blanks at either end.
fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while pieces.last().is_some_and(|piece| is_gap(&piece.inline)) {
        pieces.pop();
    }
    let leading = pieces.iter().take_while(|piece| is_gap(&piece.inline)).count();
    pieces.drain(..leading);
    pieces
}

/// Opens a paragraph at every line that starts with two full-width spaces.
fn split(pieces: Vec<Piece>, nodes: &mut Vec<Node>) {
    let mut inside: Vec<Piece> = Vec::new();
    for piece in pieces {
        let opens = matches!(&piece.inline, Inline::Text(words) if words.starts_with("　　"));
        if opens && inside.last().is_some_and(|last| last.inline == Inline::SoftBreak) {
            inside.pop();
            paragraph(std::mem::take(&mut inside), nodes);
        }
        inside.push(piece);
    }
    paragraph(inside, nodes);
}

fn paragraph(pieces: Vec<Piece>, nodes: &mut Vec<Node>) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
    let span = first.span.join(last.span);
    nodes.push(Node { block: Block::Paragraph(pieces), span });
}
