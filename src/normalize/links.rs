//! Links inside the book: addresses as written become ids, and what leads nowhere is told.
//!
//! In: chapters with addresses such as `chapters/02.md#id`. Out: the same chapters with ids; the
//! words of a link without target stay. Never here: links to the outside.

use std::collections::BTreeMap;

use crate::diag::catalog::normalize as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::model::block::Block;
use crate::model::book::Chapter;
use crate::model::inline::{Inline, Target};

/// Resolves the links of a chapter; `places` tells where each address stood.
pub fn resolve(
    chapter: &mut Chapter,
    targets: &BTreeMap<String, String>,
    places: &BTreeMap<String, Span>,
    diags: &mut Diagnostics,
) {
    if places.is_empty() {
        return;
    }
    let mut links = Links { targets, places, diags };
    links.inlines(&mut chapter.title.words);
    for section in &mut chapter.sections {
        links.inlines(&mut section.head);
        links.blocks(&mut section.blocks);
    }
    chapter.notes.iter_mut().for_each(|note| links.blocks(&mut note.blocks));
}

struct Links<'a> {
    targets: &'a BTreeMap<String, String>,
    places: &'a BTreeMap<String, Span>,
    diags: &'a mut Diagnostics,
}

impl Links<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(paragraph) => self.inlines(&mut paragraph.content),
            Block::Subhead(subhead) => self.inlines(&mut subhead.content),
            Block::Verse(verse) => {
                verse.title.iter_mut().for_each(|line| self.inlines(line));
                verse.author.iter_mut().for_each(|line| self.inlines(line));
                verse.attribution.iter_mut().for_each(|line| self.inlines(line));
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
                cells.for_each(|cell| self.inlines(cell));
            }
            Block::Figure(figure) => {
                figure.caption.iter_mut().for_each(|line| self.inlines(line));
            }
            Block::Aside(aside) => {
                aside.title.iter_mut().for_each(|line| self.inlines(line));
                self.blocks(&mut aside.blocks);
            }
            Block::Code(_) | Block::Break(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut index = 0;
        while let Some(inline) = inlines.get_mut(index) {
            match inline {
                Inline::Link(Target::Id(key), children) => {
                    self.inlines(children);
                    match self.targets.get(key.as_str()) {
                        Some(id) => id.clone_into(key),
                        None => {
                            let span = self.places.get(key).copied().unwrap_or_default();
                            self.diags.push(catalog::link_broken(span, key));
                            let words = std::mem::take(children);
                            let count = words.len();
                            inlines.splice(index..=index, words);
                            index += count;
                            continue;
                        }
                    }
                }
                Inline::Link(_, children)
                | Inline::Marked(_, children)
                | Inline::Ruby(children, _) => self.inlines(children),
                _ => {}
            }
            index += 1;
        }
    }
}
