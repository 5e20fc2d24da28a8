//! A chapter as one column: each kind of block finds its setter and its look.
//!
//! In: a chapter of the model. Out: a [`Column`] and the lines of its notes. Never here: pages.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::block::{Aside, Block, Paragraph, ParagraphRole, Subhead};
use crate::model::book::{Chapter, Section, SectionKind};
use crate::model::inline::{Inline, Run};
use crate::units::{Len, Point, Rect, Size};

use super::column::{Band, BreakCost, Column};
use super::frame::{Ink, Item, Part, Rule};
use super::para::breaker::Measure;
use super::para::kinsoku::Level;
use super::para::scan::Setter;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set, set_ways};
use super::style::Style;
use crate::model::asset::Asset;

/// What a block stands in: its place across the page and its face.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// From the left of the type area.
    pub left: Len,
    /// The length of its lines.
    pub width: Len,
    /// The faces of its text.
    pub role: Role,
    /// The em of its text.
    pub size: Len,
    /// From the start of a paragraph's first line to its text.
    pub indent: Len,
}

/// Sets the blocks of a chapter.
pub(super) struct Flow<'a, 'f> {
    /// The page.
    pub style: &'a Style,
    /// The pictures of the book.
    pub assets: &'a [Asset],
    /// Faces, caches, missing glyphs.
    pub setter: &'a mut Setter<'f>,
    /// How strict 避头尾 is.
    pub level: Level,
    /// What has been set.
    pub column: Column,
}

impl Flow<'_, '_> {
    /// Running text over the whole measure.
    pub(super) fn body(&self) -> Context {
        Context {
            left: Len::ZERO,
            width: self.style.measure(),
            role: Role::Body,
            size: self.style.body,
            indent: self.style.body * 2,
        }
    }

    /// Sets a whole chapter: its opening, then its sections.
    pub(super) fn chapter(&mut self, chapter: &Chapter) {
        self.column.anchor(&chapter.id);
        self.opening(chapter);
        let style = self.style;
        self.card(chapter, &style.card);
        for section in &chapter.sections {
            self.section(section);
        }
    }

    fn section(&mut self, section: &Section) {
        if section.kind == SectionKind::AuthorNote && !self.column.units.is_empty() {
            self.separator();
        }
        self.column.anchor(&section.id);
        if !section.head.is_empty() {
            self.head(section);
        }
        let body = self.body();
        let context = match section.kind {
            SectionKind::Recap => Context { role: Role::Quote, ..self.inset(&body, 2) },
            SectionKind::AuthorNote => Context { role: Role::Quote, ..body },
            _ => body,
        };
        for block in &section.blocks {
            match (section.kind, block) {
                // The recap is inset as a whole: its quotation is not inset again.
                (SectionKind::Recap, Block::Quote(blocks)) => self.blocks(blocks, &context),
                _ => self.block(block, &context),
            }
        }
        if matches!(section.kind, SectionKind::Recap | SectionKind::Epigraph) {
            self.column.space(1);
        }
    }

    /// A short rule before the author's own words.
    fn separator(&mut self) {
        self.column.space(1);
        let mut band = Band::new(1);
        let rect = Rect {
            origin: Point::new(Len::ZERO, self.style.pitch / 2),
            size: Size { width: self.style.body * 6, height: Len::pt100(40) },
        };
        band.items.push(Item::Rule(Rule { rect, ink: Ink::Black }));
        self.column.push(band);
        self.column.keep_with_next(BreakCost::HEAD);
    }

    /// The same context, some em narrower on both sides.
    pub(super) fn inset(&self, context: &Context, ems: i64) -> Context {
        let by = self.style.body * ems;
        Context {
            left: context.left + by,
            width: (context.width - by * 2).max(self.style.body * 4),
            ..context.clone()
        }
    }

    /// Sets blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], context: &Context) {
        for block in blocks {
            self.block(block, context);
        }
    }

    /// Sets a block.
    pub(super) fn block(&mut self, block: &Block, context: &Context) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, context),
            Block::Subhead(subhead) => self.subhead(subhead, context),
            Block::Verse(verse) => self.verse(verse, context),
            Block::Quote(blocks) => {
                let role = if context.role == Role::Body { Role::Quote } else { context.role };
                let inner = Context { role, ..self.inset(context, 2) };
                self.column.space(1);
                self.blocks(blocks, &inner);
                self.column.space(1);
            }
            Block::List(list) => self.list(list, context),
            Block::Definitions(definitions) => self.definitions(definitions, context),
            Block::Table(table) => self.table(table, context),
            Block::Code(code) => self.code(code, context),
            Block::Figure(figure) => self.figure(figure, context),
            Block::Break(_) => self.section_break(context),
            Block::Aside(aside) => self.aside(aside, context),
        }
    }

    /// Lines of a context.
    pub(super) fn para_style(&self, context: &Context, align: Align) -> ParaStyle {
        ParaStyle {
            text: TextStyle::plain(context.role, context.size),
            measure: Measure {
                first_indent: if align == Align::Justify { context.indent } else { Len::ZERO },
                indent: Len::ZERO,
                width: context.width,
            },
            align,
            level: self.level,
        }
    }

    /// Sets inlines and adds their lines.
    pub(super) fn lines(&mut self, content: &[Inline], style: &ParaStyle, left: Len) {
        let ways = set_ways(self.setter, content, style);
        self.column.push_ways(ways, left, self.style.ascent());
    }

    fn paragraph(&mut self, paragraph: &Paragraph, context: &Context) {
        match paragraph.role {
            ParagraphRole::Body => {
                let style = self.para_style(context, Align::Justify);
                self.lines(&paragraph.content, &style, context.left);
            }
            ParagraphRole::Continued => {
                let mut style = self.para_style(context, Align::Justify);
                style.measure.first_indent = Len::ZERO;
                self.lines(&paragraph.content, &style, context.left);
            }
            ParagraphRole::Lead => {
                let style = self.para_style(context, Align::Justify);
                self.lines(&paragraph.content, &style, context.left);
                self.column.keep_with_next(BreakCost::HEAD);
            }
            ParagraphRole::Closing => {
                self.column.space(1);
                let context = Context { role: Role::Quote, ..context.clone() };
                let style = self.para_style(&context, Align::Justify);
                self.column.keep_with_next(BreakCost::WIDOW);
                self.lines(&paragraph.content, &style, context.left);
            }
            ParagraphRole::Author => {
                let context = Context { role: Role::Quote, ..context.clone() };
                let style = self.para_style(&context, Align::Center);
                self.lines(&paragraph.content, &style, context.left);
                self.column.keep_with_next(BreakCost::HEAD);
            }
        }
    }

    /// A line that is only bold: a little head within the text.
    fn subhead(&mut self, subhead: &Subhead, context: &Context) {
        let style = ParaStyle {
            text: TextStyle { bold: true, ..TextStyle::plain(Role::Strong, context.size) },
            ..self.para_style(context, Align::Justify)
        };
        self.column.space(1);
        self.lines(&subhead.content, &style, context.left);
        self.column.head_before();
    }

    /// `---`: three asterisks in a line of their own.
    fn section_break(&mut self, context: &Context) {
        let run = Run { text: "＊　　＊　　＊".to_owned(), span: Span::default() };
        let style = self.para_style(context, Align::Center);
        let lines = set(self.setter, &[Inline::Text(run)], &style);
        let mut band = Band::new(1);
        for line in lines {
            band.add_line(line, context.left, self.style.ascent());
        }
        for item in &mut band.items {
            if let Item::Glyphs(run) = item {
                run.part = Part::Artifact;
                run.text = std::sync::Arc::from("");
                run.glyphs.iter_mut().for_each(|glyph| {
                    (glyph.text_start, glyph.text_end) = (0, 0);
                });
            }
        }
        band.break_before = BreakCost::WIDOW;
        self.column.push(band);
        self.column.keep_with_next(BreakCost::FREE);
    }

    fn aside(&mut self, aside: &Aside, context: &Context) {
        let inner = Context { role: Role::Quote, ..self.inset(context, 2) };
        self.column.space(1);
        if let Some(title) = &aside.title {
            let style = ParaStyle {
                text: TextStyle::plain(Role::Heading, context.size),
                ..self.para_style(&inner, Align::Left)
            };
            self.lines(title, &style, inner.left);
            self.column.keep_with_next(BreakCost::HEAD);
        }
        self.blocks(&aside.blocks, &inner);
        self.column.space(1);
    }
}
