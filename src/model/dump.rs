//! The book as text: for checkers that compare it with pages, and for golden tests.
//!
//! In: a book. Out: [`text`], one line for each line of thought as a page shows them, without
//! markup and marks of notes; or [`model`], the whole model with an indent for each level and no
//! places in the source. Never here: anything that a book is made from.

use super::block::{Block, Item, Table, Verse};
use super::book::{Book, Chapter, Section, Title};
use super::inline::{Inline, Mark, Target, plain_text};
use super::toc::chapter_title;

/// The normalized manuscript as plain text: parts, titles, heads, paragraphs, verse lines, items,
/// cells, captions, and after each chapter its notes. A break inside a paragraph begins a line.
pub fn text(book: &Book) -> String {
    let mut out = Lines::default();
    for (chapter_index, chapter) in book.chapters.iter().enumerate() {
        for part in book.parts.iter().filter(|part| part.first_chapter == chapter_index) {
            out.line(&part.title);
        }
        out.line(&chapter_title(chapter));
        for section in &chapter.sections {
            out.inlines(&section.head);
            out.blocks(&section.blocks);
        }
        chapter.notes.iter().for_each(|note| out.blocks(&note.blocks));
    }
    out.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let lines = inlines.split(|inline| *inline == Inline::Break);
        lines.for_each(|line| self.line(&plain_text(line)));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.inlines(&paragraph.content),
            Block::Subhead(subhead) => self.inlines(&subhead.content),
            Block::Verse(verse) => {
                let before = [&verse.title, &verse.author];
                before.into_iter().flatten().for_each(|inlines| self.inlines(inlines));
                verse.stanzas.iter().flatten().for_each(|line| self.inlines(&line.content));
                verse.attribution.iter().for_each(|inlines| self.inlines(inlines));
            }
            Block::Quote(blocks) => self.blocks(blocks),
            Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Definitions(list) => {
                for definition in list {
                    self.inlines(&definition.term);
                    definition.meanings.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| self.inlines(caption));
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| self.inlines(cell));
            }
            Block::Code(code) => code.text.lines().for_each(|line| self.line(line)),
            Block::Figure(figure) => {
                figure.caption.iter().for_each(|caption| self.inlines(caption));
            }
            Block::Break(_) => {}
            Block::Aside(aside) => {
                aside.title.iter().for_each(|title| self.inlines(title));
                self.blocks(&aside.blocks);
            }
        }
    }
}

/// The whole model without places: one line for each node, indented by its depth.
pub fn model(book: &Book) -> String {
    let mut out = Tree::default();
    out.line(&format!("book {}", book.meta.title));
    for part in &book.parts {
        out.line(&format!("part {} “{}” from {}", part.id, part.title, part.first_chapter));
    }
    book.chapters.iter().for_each(|chapter| out.chapter(chapter));
    out.text
}

#[derive(Default)]
struct Tree {
    text: String,
    depth: usize,
}

impl Tree {
    fn line(&mut self, line: &str) {
        let indent = "  ".repeat(self.depth);
        let line = line.replace('\n', "⏎");
        self.text.push_str(&format!("{indent}{}\n", line.trim_end()));
    }

    fn under(&mut self, line: &str, inside: impl FnOnce(&mut Tree)) {
        self.line(line);
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    fn labelled(&mut self, label: &str, inlines: Option<&Vec<Inline>>) {
        if let Some(inlines) = inlines {
            self.line(&format!("{label} {}", inline_text(inlines)));
        }
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let head =
            format!("chapter {} {:?} {}", chapter.id, chapter.division, title(&chapter.title));
        self.under(&head, |tree| {
            for (key, value) in &chapter.metadata {
                tree.line(&format!("metadata {key}：{value}"));
            }
            chapter.sections.iter().for_each(|section| tree.section(section));
            for note in &chapter.notes {
                let head = format!("note {} ×{}", note.id, note.references);
                tree.under(&head, |tree| tree.blocks(&note.blocks));
            }
        });
    }

    fn section(&mut self, section: &Section) {
        let (kind, level, id) = (section.kind, section.level, &section.id);
        let head = format!("section {id} {kind:?} {level} {}", inline_text(&section.head));
        self.under(&head, |tree| tree.blocks(&section.blocks));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let role = format!("{:?}", paragraph.role).to_lowercase();
                self.line(&format!("{role} {}", inline_text(&paragraph.content)));
            }
            Block::Subhead(subhead) => self.labelled("subhead", Some(&subhead.content)),
            Block::Verse(verse) => self.under("verse", |tree| tree.verse(verse)),
            Block::Quote(blocks) => self.under("quote", |tree| tree.blocks(blocks)),
            Block::List(list) => {
                let start = list.start.map_or(String::new(), |start| format!(" from {start}"));
                self.under(&format!("list{start}"), |tree| {
                    list.items.iter().for_each(|item| tree.item(item));
                });
            }
            Block::Definitions(list) => self.under("definitions", |tree| {
                for definition in list {
                    tree.labelled("term", Some(&definition.term));
                    for meaning in &definition.meanings {
                        tree.under("meaning", |tree| tree.blocks(meaning));
                    }
                }
            }),
            Block::Table(table) => self.under("table", |tree| tree.table(table)),
            Block::Code(code) => self.line(&format!("code {} {}", code.language, code.text)),
            Block::Figure(figure) => {
                self.line(&format!("figure {} alt “{}”", figure.asset.0, figure.alt));
                self.labelled("caption", figure.caption.as_ref());
            }
            Block::Break(_) => self.line("break"),
            Block::Aside(aside) => self.under("aside", |tree| {
                tree.labelled("title", aside.title.as_ref());
                tree.blocks(&aside.blocks);
            }),
        }
    }

    fn item(&mut self, item: &Item) {
        let task = match item.task {
            Some(true) => " done",
            Some(false) => " open",
            None => "",
        };
        self.under(&format!("item{task}"), |tree| tree.blocks(&item.blocks));
    }

    fn verse(&mut self, verse: &Verse) {
        self.labelled("title", verse.title.as_ref());
        self.labelled("author", verse.author.as_ref());
        for stanza in &verse.stanzas {
            self.under("stanza", |tree| {
                stanza.iter().for_each(|line| tree.labelled("line", Some(&line.content)));
            });
        }
        self.labelled("attribution", verse.attribution.as_ref());
    }

    fn table(&mut self, table: &Table) {
        self.line(&format!("columns {:?}", table.alignments));
        self.labelled("caption", table.caption.as_ref());
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells: Vec<String> = row.iter().map(|cell| inline_text(cell)).collect();
            self.line(&format!("row {}", cells.join(" | ")));
        }
    }
}

fn title(title: &Title) -> String {
    let label = title.label.as_deref().unwrap_or("-");
    let number = title.number.map_or("-".to_owned(), |number| number.to_string());
    format!("{label} {number} {}", inline_text(&title.words))
}

/// Inlines in one line: text as it is, everything else between ⟨ and ⟩.
fn inline_text(inlines: &[Inline]) -> String {
    inlines.iter().map(one_inline).collect()
}

fn one_inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(run) => run.text.clone(),
        Inline::Code(run) => format!("⟨code {}⟩", run.text),
        Inline::Break => "⟨break⟩".to_owned(),
        Inline::Marked(Mark::Language(tag), children) => {
            format!("⟨language {tag} {}⟩", inline_text(children))
        }
        Inline::Marked(mark, children) => {
            format!("⟨{} {}⟩", format!("{mark:?}").to_lowercase(), inline_text(children))
        }
        Inline::Link(Target::Url(url), children) => {
            format!("⟨url {url} {}⟩", inline_text(children))
        }
        Inline::Link(Target::Id(id), children) => format!("⟨link {id} {}⟩", inline_text(children)),
        Inline::Ruby(base, reading) => {
            format!("⟨ruby {} {}⟩", inline_text(base), reading.text)
        }
        Inline::NoteRef(note) => format!("⟨note {}.{}⟩", note.note_index, note.occurrence),
        Inline::Picture(asset, alt) => format!("⟨picture {} {}⟩", asset.0, alt.text),
    }
}
