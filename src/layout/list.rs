//! Lists and glossaries: marks and terms hang before their text (凸排, L5.4).
//!
//! In: lists and definitions of the model. Out: bands. A term stands before its meaning in the same
//! paragraph, so a glossary parts like text and leaves no short feet. Never here: pages.

use crate::diag::span::Span;
use crate::model::block::{Block, Definition, List, ParagraphRole};
use crate::model::inline::{Inline, Mark, Run};
use crate::units::Len;

use super::column::{Band, BreakCost};
use super::flow::{Context, Flow};
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::{Align, ParaStyle, set};

impl Flow<'_, '_> {
    /// Sets a list.
    pub(super) fn list(&mut self, list: &List, context: &Context) {
        let em = self.style.body;
        // A list in running text begins where paragraphs do; one inside another, where it stands.
        let left = context.left + if context.indent > Len::ZERO { em * 2 } else { Len::ZERO };
        let wide = list.start.is_some() || list.items.iter().any(|item| item.task.is_some());
        let hang = if wide { em * 3 / 2 } else { em };
        let inner = Context {
            left: left + hang,
            width: context.width - (left + hang - context.left),
            indent: Len::ZERO,
            ..context.clone()
        };
        for (index, item) in list.items.iter().enumerate() {
            let marker = match (list.start, item.task) {
                (_, Some(true)) => "√".to_owned(),
                (_, Some(false)) => "□".to_owned(),
                (Some(first), None) => format!("{}.", first + index as u64),
                (None, None) => "•".to_owned(),
            };
            let before = self.column.units.len();
            self.blocks(&item.blocks, &inner);
            if self.column.units.len() == before {
                self.column.push(Band::new(1));
            }
            self.marker(before, &marker, (left, hang), context);
        }
    }

    /// Puts an item's mark before its first line; numbers stand at the right of their room.
    fn marker(&mut self, unit_index: usize, text: &str, room: (Len, Len), context: &Context) {
        let bullet = !text.ends_with('.');
        let width = if bullet { room.1 } else { room.1 - self.style.body / 4 };
        let style = ParaStyle {
            measure: Measure { first_indent: Len::ZERO, indent: Len::ZERO, width },
            ..self.para_style(context, if bullet { Align::Left } else { Align::Right })
        };
        let run = Run { text: text.to_owned(), span: Span::default() };
        let line: Option<Line> = set(self.setter, &[Inline::Text(run)], &style).pop();
        let ascent = self.style.ascent();
        if let Some(line) = line {
            let mut marked = Band::new(1);
            marked.add_line(line, room.0, ascent);
            self.column.add_first(unit_index, &marked.items);
        }
    }

    /// Sets terms and their meanings.
    pub(super) fn definitions(&mut self, definitions: &[Definition], context: &Context) {
        let em = self.style.body;
        let meaning = Context {
            left: context.left + em * 2,
            width: context.width - em * 2,
            indent: Len::ZERO,
            ..context.clone()
        };
        for definition in definitions {
            let mut content = vec![Inline::Marked(Mark::Strong, definition.term.clone())];
            let mut blocks = definition.meanings.iter().flatten().peekable();
            let runs_in = blocks.next_if(|block| is_plain(block));
            if let Some(Block::Paragraph(paragraph)) = runs_in {
                let gap = Run { text: "\u{3000}".to_owned(), span: paragraph.span };
                content.push(Inline::Text(gap));
                content.extend(paragraph.content.iter().cloned());
            }
            let mut style = self.para_style(context, Align::Justify);
            style.measure.first_indent = Len::ZERO;
            style.measure.indent = em * 2;
            self.lines(&content, &style, context.left);
            if runs_in.is_none() {
                self.column.keep_with_next(BreakCost::HEAD);
            }
            for block in blocks {
                self.block(block, &meaning);
            }
        }
    }
}

fn is_plain(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.role == ParagraphRole::Body)
}
