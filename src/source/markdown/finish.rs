//! Open nodes to nodes: what becomes of each when it ends.
//!
//! In: frames with their tokens. Out: nodes in the frame above. Never here: pulldown-cmark.

use std::ops::Range;

use crate::diag::catalog::markdown as catalog;
use crate::diag::span::Span;
use crate::source::tree::{Block, Image, Inline, ListItem, NoteDefinition, Piece};

use super::blocks::{self, Indents};
use super::characters::{is_han, opens_prose};
use super::frame::{Builder, Code, Frame, Html, Kind};
use super::inlines;
use super::link;
use super::nest::{FENCE, Item, Nest, Token};
use super::tags::{self, Origin, Site};

impl Builder<'_> {
    pub(super) fn end(&mut self) {
        let Some(Frame { kind, nest, range }) = self.frames.pop() else { return };
        let span = self.span(&range);
        match kind {
            Kind::Paragraph => {
                let pieces = self.pieces(nest);
                for node in blocks::paragraphs(pieces, self.indents()) {
                    self.push(Token::Item(Item::Block(node)));
                }
            }
            Kind::Heading(level, id) => self.end_heading(level, id, nest, &range),
            Kind::Quote => {
                let items = nest.finish(self.diags);
                let inside = blocks::nodes(items, Indents::Kept, self.text, self.diags);
                self.block(Block::Quote(inside), span);
            }
            Kind::Code(code) => self.end_code(code, &range),
            Kind::Html(Html { words, places }) => {
                self.html(&words, &places, Site::Block);
                self.push(Token::Item(Item::End));
            }
            Kind::List(first, items) => self.block(Block::List(first, items), span),
            Kind::Definitions(list) => self.block(Block::Definitions(list), span),
            Kind::Table(table) => self.block(Block::Table(table), span),
            Kind::Item(_) | Kind::Note(_) | Kind::Term | Kind::Meaning => {
                self.end_part(kind, nest, span);
            }
            Kind::Head(_) | Kind::Row(..) | Kind::Cell => self.end_cells(kind, nest, &range),
            _ => self.end_inline(kind, nest, &range),
        }
    }

    /// `正文⏎---` is a paragraph with a section break, not a heading (N8.8, MD.14).
    fn end_heading(&mut self, level: u8, id: Option<String>, nest: Nest, range: &Range<usize>) {
        let span = self.span(range);
        let pieces = self.pieces(nest);
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

    fn end_part(&mut self, kind: Kind, nest: Nest, span: Span) {
        match kind {
            Kind::Item(task) => {
                let blocks = self.nodes(nest);
                if let Some(Frame { kind: Kind::List(_, items), .. }) = self.frames.last_mut() {
                    items.push(ListItem { task, blocks, span });
                }
            }
            Kind::Note(label) => {
                let blocks = self.nodes(nest);
                if !self.labels.insert(label.to_lowercase()) {
                    self.diags.push(catalog::note_defined_twice(span, &label));
                }
                self.notes.push(NoteDefinition { label, blocks, span });
            }
            Kind::Term => {
                let term = self.pieces(nest);
                if let Some(Frame { kind: Kind::Definitions(list), .. }) = self.frames.last_mut() {
                    list.push((term, Vec::new()));
                }
            }
            _ => {
                let meaning = self.nodes(nest);
                if let Some(Frame { kind: Kind::Definitions(list), .. }) = self.frames.last_mut()
                    && let Some((_, meanings)) = list.last_mut()
                {
                    meanings.push(meaning);
                }
            }
        }
    }

    fn end_cells(&mut self, kind: Kind, nest: Nest, range: &Range<usize>) {
        let cell = if matches!(kind, Kind::Cell) { self.pieces(nest) } else { Vec::new() };
        let Some(parent) = self.frames.last_mut() else { return };
        match (kind, &mut parent.kind) {
            (Kind::Cell, Kind::Head(cells)) => cells.push(cell),
            (Kind::Cell, Kind::Row(cells, end)) => {
                cells.push(cell);
                *end = range.end;
            }
            (Kind::Head(cells), Kind::Table(table)) => table.head = cells,
            (Kind::Row(cells, end), Kind::Table(table)) => {
                table.rows.push(cells);
                self.warn_about_cut_cells(end, range);
            }
            _ => {}
        }
    }

    /// Cells beyond the table's width are lost in Markdown: what follows the last one in its row.
    fn warn_about_cut_cells(&mut self, last_end: usize, row: &Range<usize>) {
        let rest = self.prepared.text.get(last_end..row.end).unwrap_or("");
        let rest = rest.trim_start_matches([' ', '\t', '\n']);
        let cut = rest.strip_prefix('|').unwrap_or(rest).trim_matches(['|', ' ', '\t', '\n']);
        if !cut.is_empty() {
            self.diags.push(catalog::table_row_too_long(self.span(row)));
        }
    }

    fn end_inline(&mut self, kind: Kind, nest: Nest, range: &Range<usize>) {
        let span = self.span(range);
        let written = self.prepared.text.get(range.clone()).unwrap_or("");
        let children = self.pieces(nest);
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
                let alt = inlines::plain(&children);
                let words = children.first().map(|first| first.span);
                let alt_span = words.filter(|span| self.text.get(span.range()) == Some(&alt));
                Inline::Image(Image { address, alt, alt_span, title })
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
    pub(super) fn html(&mut self, words: &str, places: &[(usize, usize)], site: Site) {
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
                    let is_verse = open.attributes.name == "verse";
                    self.fences.push(is_verse);
                    self.open_verses += usize::from(is_verse);
                }
                Token::Close(kind, _) if kind == FENCE => {
                    let was_verse = self.fences.pop().unwrap_or(false);
                    self.open_verses -= usize::from(was_verse);
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
