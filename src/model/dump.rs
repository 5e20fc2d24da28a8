//! The book as text: for golden tests, and for checkers that compare it with what was made of it.
//!
//! In: a [`Book`]. Out: its plain words in the order of the page, or its whole structure as an
//! indented tree. Never here: places in the source, which would change with every edit.

use super::block::{Block, ParagraphRole, Verse};
use super::book::{Book, Chapter};
use super::inline::{Inline, Target};
use super::toc::chapter_title;

/// The normalized text: one line for each paragraph, head, verse line, item, cell, caption and
/// note; the notes of a chapter after its text. No markup, no note marks.
pub fn text(book: &Book) -> String {
    let mut out = Lines::default();
    for (index, chapter) in book.chapters.iter().enumerate() {
        let part = book.parts.iter().find(|part| part.first_chapter == index);
        part.iter().for_each(|part| out.line(&part.title));
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
    fn line(&mut self, words: &str) {
        if !words.is_empty() {
            self.text.push_str(words);
            self.text.push('\n');
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let mut words = String::new();
        plain(inlines, &mut words);
        words.split('\n').for_each(|line| self.line(line));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.inlines(&paragraph.content),
            Block::Subhead(subhead) => self.inlines(&subhead.content),
            Block::Verse(verse) => {
                verse_lines(verse).into_iter().for_each(|line| self.inlines(line))
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
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|c| self.inlines(c));
            }
            Block::Code(code) => code.text.lines().for_each(|line| self.line(line)),
            Block::Figure(figure) => figure.caption.iter().for_each(|c| self.inlines(c)),
            Block::Break(_) => {}
            Block::Aside(aside) => {
                aside.title.iter().for_each(|title| self.inlines(title));
                self.blocks(&aside.blocks);
            }
        }
    }
}

fn plain(inlines: &[Inline], words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Code(run) => words.push_str(&run.text),
            Inline::Break => words.push('\n'),
            Inline::Marked(_, children) | Inline::Link(_, children) | Inline::Ruby(children, _) => {
                plain(children, words);
            }
            Inline::NoteRef(_) | Inline::Picture(..) => {}
        }
    }
}

/// All lines of a poem, with title, maker and attribution.
fn verse_lines(verse: &Verse) -> Vec<&[Inline]> {
    let heads = verse.title.iter().chain(&verse.author).map(Vec::as_slice);
    let lines = verse.stanzas.iter().flatten().map(|line| line.content.as_slice());
    heads.chain(lines).chain(verse.attribution.iter().map(Vec::as_slice)).collect()
}

/// The whole structure as an indented tree.
pub fn model(book: &Book) -> String {
    let mut out = Tree::default();
    out.node(0, &format!("book {}", book.meta.title));
    for (index, chapter) in book.chapters.iter().enumerate() {
        for part in book.parts.iter().filter(|part| part.first_chapter == index) {
            out.node(1, &format!("part {} {}", part.id, part.title));
        }
        out.chapter(chapter);
    }
    out.text
}

#[derive(Default)]
struct Tree {
    text: String,
}

impl Tree {
    fn node(&mut self, depth: usize, words: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let title = &chapter.title;
        let label = title.label.as_deref().unwrap_or("-");
        let number = title.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let words = marked(&title.words);
        let division = format!("{:?}", chapter.division).to_lowercase();
        self.node(1, &format!("chapter {} {division} {label} {number} {words}", chapter.id));
        for (key, value) in &chapter.metadata {
            self.node(2, &format!("metadata {key}: {value}"));
        }
        for section in &chapter.sections {
            let kind = format!("{:?}", section.kind).to_lowercase();
            let head = marked(&section.head);
            self.node(2, &format!("section {} {kind} {} {head}", section.id, section.level));
            self.blocks(3, &section.blocks);
        }
        for note in &chapter.notes {
            self.node(2, &format!("note {} ({} marks)", note.id, note.references));
            self.blocks(3, &note.blocks);
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(depth, block));
    }

    fn block(&mut self, depth: usize, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let role = match paragraph.role {
                    ParagraphRole::Body => "p",
                    ParagraphRole::Lead => "lead",
                    ParagraphRole::Closing => "closing",
                    ParagraphRole::Continued => "continued",
                    ParagraphRole::Author => "author",
                };
                self.node(depth, &format!("{role} {}", marked(&paragraph.content)));
            }
            Block::Subhead(subhead) => {
                self.node(depth, &format!("subhead {}", marked(&subhead.content)));
            }
            Block::Verse(verse) => self.verse(depth, verse),
            Block::Quote(blocks) => {
                self.node(depth, "quote");
                self.blocks(depth + 1, blocks);
            }
            Block::List(list) => {
                let start = list.start.map_or_else(String::new, |start| start.to_string());
                self.node(depth, &format!("list {start}"));
                for item in &list.items {
                    let task = item.task.map_or("", |done| if done { "[x]" } else { "[ ]" });
                    self.node(depth + 1, &format!("item {task}"));
                    self.blocks(depth + 2, &item.blocks);
                }
            }
            Block::Definitions(list) => {
                for definition in list {
                    self.node(depth, &format!("term {}", marked(&definition.term)));
                    definition.meanings.iter().for_each(|blocks| self.blocks(depth + 1, blocks));
                }
            }
            Block::Table(table) => {
                self.node(depth, &format!("table {:?}", table.alignments));
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| marked(cell)).collect();
                    self.node(depth + 1, &cells.join(" | "));
                }
            }
            Block::Code(code) => {
                self.node(depth, &format!("code {}", code.language));
                code.text.lines().for_each(|line| self.node(depth + 1, line));
            }
            Block::Figure(figure) => {
                let caption = figure.caption.as_deref().map(marked).unwrap_or_default();
                self.node(depth, &format!("figure {} “{}” {caption}", figure.asset.0, figure.alt));
            }
            Block::Break(_) => self.node(depth, "break"),
            Block::Aside(aside) => {
                let title = aside.title.as_deref().map(marked).unwrap_or_default();
                self.node(depth, &format!("aside {title}"));
                self.blocks(depth + 1, &aside.blocks);
            }
        }
    }

    fn verse(&mut self, depth: usize, verse: &Verse) {
        let title = verse.title.as_deref().map(marked).unwrap_or_default();
        let author = verse.author.as_deref().map(marked).unwrap_or_default();
        self.node(depth, &format!("verse {title} {author}"));
        for stanza in &verse.stanzas {
            self.node(depth + 1, "stanza");
            stanza.iter().for_each(|line| self.node(depth + 2, &marked(&line.content)));
        }
        if let Some(attribution) = &verse.attribution {
            self.node(depth + 1, &format!("attribution {}", marked(attribution)));
        }
    }
}

/// Inlines on one line, marks in braces.
fn marked(inlines: &[Inline]) -> String {
    inlines.iter().map(marked_one).collect()
}

fn marked_one(inline: &Inline) -> String {
    match inline {
        Inline::Text(run) => run.text.clone(),
        Inline::Code(run) => format!("`{}`", run.text),
        Inline::Break => "⏎".to_owned(),
        Inline::Marked(mark, children) => {
            format!("{{{} {}}}", format!("{mark:?}").to_lowercase(), marked(children))
        }
        Inline::Link(Target::Url(url), children) => format!("{{link {url} {}}}", marked(children)),
        Inline::Link(Target::Id(id), children) => format!("{{link #{id} {}}}", marked(children)),
        Inline::Ruby(base, reading) => format!("{{ruby {} {}}}", marked(base), reading.text),
        Inline::NoteRef(note) => format!("{{note {}.{}}}", note.note_index, note.occurrence),
        Inline::Picture(asset, alt) => format!("{{picture {} {}}}", asset.0, alt.text),
    }
}
