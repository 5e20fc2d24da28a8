//! A chapter as one column: each kind of block finds its setter and its look.
//!
//! In: a chapter of the model. Out: a [`Column`] and the lines of its notes. Never here: pages.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::block::{
    Aside, Block, Code, Definition, List, Paragraph, ParagraphRole, Subhead,
};
use crate::model::book::{Chapter, Section, SectionKind};
use crate::model::inline::{Inline, Mark, Run};
use crate::units::{Len, Point, Rect, Size};

use super::column::{Band, BreakCost, Column};
use super::frame::{Ink, Item, Part, Rule};
use super::para::breaker::Measure;
use super::para::kinsoku::Level;
use super::para::line::Line;
use super::para::scan::Setter;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};
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
        for section in &chapter.sections {
            self.section(section);
        }
    }

    fn section(&mut self, section: &Section) {
        if section.kind == SectionKind::AuthorNote && !self.column.bands.is_empty() {
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

    fn block(&mut self, block: &Block, context: &Context) {
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
        let lines = set(self.setter, content, style);
        self.column.push_lines(lines, left, self.style.ascent());
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
        self.column.keep_with_next(BreakCost::HEAD);
    }

    fn list(&mut self, list: &List, context: &Context) {
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
            let before = self.column.bands.len();
            self.blocks(&item.blocks, &inner);
            if self.column.bands.len() == before {
                self.column.push(Band::new(1));
            }
            self.marker(before, &marker, (left, hang), context);
        }
    }

    /// Puts an item's mark before its first line; numbers stand at the right of their room.
    fn marker(&mut self, band_index: usize, text: &str, room: (Len, Len), context: &Context) {
        let bullet = !text.ends_with('.');
        let width = if bullet { room.1 } else { room.1 - self.style.body / 4 };
        let style = ParaStyle {
            measure: Measure { first_indent: Len::ZERO, indent: Len::ZERO, width },
            ..self.para_style(context, if bullet { Align::Left } else { Align::Right })
        };
        let run = Run { text: text.to_owned(), span: Span::default() };
        let line: Option<Line> = set(self.setter, &[Inline::Text(run)], &style).pop();
        let ascent = self.style.ascent();
        if let (Some(band), Some(line)) = (self.column.bands.get_mut(band_index), line) {
            let mut marked = Band::new(band.rows);
            marked.add_line(line, room.0, ascent);
            let count = marked.items.len();
            band.items.splice(0..0, marked.items);
            band.marks.iter_mut().for_each(|mark| mark.item_index += count);
        }
    }

    fn definitions(&mut self, definitions: &[Definition], context: &Context) {
        let meaning = Context {
            left: context.left + self.style.body * 2,
            width: context.width - self.style.body * 2,
            indent: Len::ZERO,
            ..context.clone()
        };
        for definition in definitions {
            let term = [Inline::Marked(Mark::Strong, definition.term.clone())];
            let mut style = self.para_style(context, Align::Left);
            style.measure.first_indent = Len::ZERO;
            self.lines(&term, &style, context.left);
            self.column.keep_with_next(BreakCost::HEAD);
            for blocks in &definition.meanings {
                self.blocks(blocks, &meaning);
            }
        }
    }

    /// Code: its lines as written, wrapped where they are longer than the measure.
    fn code(&mut self, code: &Code, context: &Context) {
        let bar = Len::pt100(150);
        let inner = self.inset(context, 2);
        self.column.space(1);
        for (index, line) in code.text.split('\n').enumerate() {
            let style = ParaStyle {
                text: TextStyle::plain(Role::Mono, context.size.scale(85, 100)),
                measure: Measure {
                    first_indent: Len::ZERO,
                    indent: self.style.body * 2,
                    width: inner.width,
                },
                align: Align::Left,
                level: Level::None,
            };
            let run = Run { text: line.to_owned(), span: code.span };
            let lines = set(self.setter, &[Inline::Code(run)], &style);
            let lines = if lines.is_empty() { vec![Line::default()] } else { lines };
            for line in lines {
                let mut band = Band::new(1);
                if index == 1 {
                    band.break_before = BreakCost::WIDOW;
                }
                band.add_line(line, inner.left, self.style.ascent());
                band.items.push(self.bar(inner.left - self.style.body / 2, bar));
                self.column.push(band);
            }
        }
        self.column.space(1);
    }

    /// A grey bar beside a row.
    fn bar(&self, x: Len, width: Len) -> Item {
        let rect = Rect {
            origin: Point::new(x, Len::ZERO - (self.style.pitch - self.style.body) / 2),
            size: Size { width, height: self.style.pitch },
        };
        Item::Rule(Rule { rect, ink: Ink::Grey(30) })
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
