//! Links inside the book: addresses to ids (N0.3 keeps every other address as written).
//!
//! In: chapters whose links still hold the address that the author wrote, and the anchors of each
//! chapter. Out: ids; a link without a target leaves its words and is told. Never here: links out
//! of the book.

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::block::Block;
use crate::model::book::Chapter;
use crate::model::inline::{Inline, Target};

/// What can be linked to in one chapter file.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    /// The path inside the book folder.
    pub(super) path: String,
    /// The chapter's id.
    pub(super) chapter_id: String,
    /// Ids by the names that an author may use for them.
    pub(super) ids: BTreeMap<String, String>,
}

/// Resolves every link of the book.
pub(super) fn resolve(chapters: &mut [Chapter], anchors: &[Anchors], diags: &mut Diagnostics) {
    let by_path: BTreeMap<&str, &Anchors> =
        anchors.iter().map(|anchors| (anchors.path.as_str(), anchors)).collect();
    for (chapter, own) in chapters.iter_mut().zip(anchors) {
        let mut resolver = Resolver { own, by_path: &by_path, span: chapter.title.span, diags };
        resolver.inlines(&mut chapter.title.words);
        for section in &mut chapter.sections {
            resolver.span = section.span;
            resolver.inlines(&mut section.head);
            resolver.blocks(&mut section.blocks);
        }
        for note in &mut chapter.notes {
            resolver.blocks(&mut note.blocks);
        }
    }
}

struct Resolver<'a> {
    own: &'a Anchors,
    by_path: &'a BTreeMap<&'a str, &'a Anchors>,
    /// The last place passed, for links whose words have none.
    span: Span,
    diags: &'a mut Diagnostics,
}

impl Resolver<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        blocks.iter_mut().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(paragraph) => self.inlines(&mut paragraph.content),
            Block::Subhead(subhead) => self.inlines(&mut subhead.content),
            Block::Verse(verse) => {
                let ends = [&mut verse.title, &mut verse.author, &mut verse.attribution];
                ends.into_iter().flatten().for_each(|inlines| self.inlines(inlines));
                let lines = verse.stanzas.iter_mut().flatten();
                lines.for_each(|line| self.inlines(&mut line.content));
            }
            Block::Quote(blocks) => self.blocks(blocks),
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks));
            }
            Block::Definitions(list) => {
                for definition in list {
                    self.inlines(&mut definition.term);
                    definition.meanings.iter_mut().for_each(|blocks| self.blocks(blocks));
                }
            }
            Block::Table(table) => {
                let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.chain(&mut table.caption).for_each(|cell| self.inlines(cell));
            }
            Block::Figure(figure) => {
                figure.caption.iter_mut().for_each(|inlines| self.inlines(inlines));
            }
            Block::Aside(aside) => {
                aside.title.iter_mut().for_each(|inlines| self.inlines(inlines));
                self.blocks(&mut aside.blocks);
            }
            Block::Code(_) | Block::Break(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let linked = |inline: &Inline| {
            matches!(inline, Inline::Link(..) | Inline::Marked(..) | Inline::Ruby(..))
        };
        if !inlines.iter().any(linked) {
            return;
        }
        for inline in std::mem::take(inlines) {
            match inline {
                Inline::Link(Target::Id(address), mut children) => {
                    self.inlines(&mut children);
                    match self.target(&address) {
                        Some(id) => inlines.push(Inline::Link(Target::Id(id), children)),
                        None => {
                            let span = first_span(&children).unwrap_or(self.span);
                            self.diags.push(catalog::link_broken(span, &address));
                            inlines.extend(children);
                        }
                    }
                }
                mut other => {
                    match &mut other {
                        Inline::Link(_, children)
                        | Inline::Marked(_, children)
                        | Inline::Ruby(children, _) => self.inlines(children),
                        _ => {}
                    }
                    inlines.push(other);
                }
            }
        }
    }

    /// The id that an address means: `#anchor`, `other.md`, `other.md#anchor`.
    fn target(&self, address: &str) -> Option<String> {
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let path = decoded(path.split('?').next().unwrap_or(path));
        let anchors = match path.as_str() {
            "" => self.own,
            path => self.file(path)?,
        };
        match decoded(anchor) {
            name if name.is_empty() && address.is_empty() => None,
            name if name.is_empty() => Some(anchors.chapter_id.clone()),
            name => {
                anchors.ids.get(&name).or_else(|| anchors.ids.get(&super::id::slug(&name))).cloned()
            }
        }
    }

    fn file(&self, path: &str) -> Option<&Anchors> {
        let folder = self.own.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match path.strip_prefix('/') {
            Some(rooted) => joined("", rooted)?,
            None => joined(folder, path)?,
        };
        let markdown = || path.strip_suffix(".html").map(|stem| format!("{stem}.md"));
        let found = self.by_path.get(path.as_str());
        found.or_else(|| self.by_path.get(markdown()?.as_str())).copied()
    }
}

/// A path from a folder, without `.` and `..`; `None` when it leaves the book.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Without percent escapes; as written when they are no UTF-8.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = match (first, after) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let value = digit(*high).zip(digit(*low)).map(|(high, low)| high * 16 + low);
                value.and_then(|value| u8::try_from(value).ok()).map(|byte| (byte, tail))
            }
            _ => None,
        };
        let (byte, tail) = escape.unwrap_or((*first, after));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn first_span(inlines: &[Inline]) -> Option<Span> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Text(run) | Inline::Code(run) | Inline::Picture(_, run) => Some(run.span),
        Inline::Marked(_, children) | Inline::Link(_, children) | Inline::Ruby(children, _) => {
            first_span(children)
        }
        Inline::NoteRef(note) => Some(note.span),
        Inline::Break => None,
    })
}
