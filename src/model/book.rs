//! A book: front matter, parts, chapters, sections and notes.

use crate::diag::span::Span;

use super::asset::{Asset, AssetId};
use super::block::Block;
use super::inline::Inline;
use super::meta::Meta;
use super::settings::{Settings, Toggle};

/// A whole book, normalized.
#[derive(Clone, Debug)]
pub struct Book {
    /// Title, makers, ids, dates.
    pub meta: Meta,
    /// What book.yaml asks of the pages and files.
    pub settings: Settings,
    /// The parts (卷), in order; empty when the book has none.
    pub parts: Vec<Part>,
    /// All chapters in reading order: front matter, body, back matter.
    pub chapters: Vec<Chapter>,
    /// The pictures that the chapters show, by [`AssetId`].
    pub assets: Vec<Asset>,
    /// The front cover, if book.yaml names one.
    pub cover: Option<AssetId>,
}

/// A part (卷, 部, 辑).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The stable id, `part-1`.
    pub id: String,
    /// The title as it is printed.
    pub title: String,
    /// The first of [`Book::chapters`] that belongs to it.
    pub first_chapter: usize,
}

/// In which division of the book a chapter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Division {
    /// 辅文 before the body: preface, dedication. Roman folios.
    Front,
    /// 正文.
    Body,
    /// 辅文 after the body: afterword, glossary.
    Back,
}

/// One chapter (章, 回).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The stable id: ASCII, unique in the book, made from the file name.
    pub id: String,
    /// Where in the book.
    pub division: Division,
    /// What its head says.
    pub title: Title,
    /// 元信息: the keys and values of the metadata comment, in order; never part of the text.
    pub metadata: Vec<(String, String)>,
    /// The text; the first section may have no head.
    pub sections: Vec<Section>,
    /// The notes, in the order of their first mark.
    pub notes: Vec<Note>,
    /// Where the author switches rules and lints, in the order of the text.
    pub switches: Vec<Switch>,
    /// The whole file.
    pub span: Span,
}

/// A word of the author to the program: `<!-- publish: off spelling-mixed -->`. It holds from its
/// place to the next one that says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Off, or on again.
    pub turn: Toggle,
    /// The rules and lints that it names; empty for all.
    pub names: Vec<String>,
    /// Where it stood.
    pub span: Span,
}

/// A chapter's head, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// 第二十一章, 序章, 楔子 … as it is printed; `None` when there is no such word.
    pub label: Option<String>,
    /// The number of the label.
    pub number: Option<u32>,
    /// The words after the label; may be empty when the label stands alone.
    pub words: Vec<Inline>,
    /// Where the head stood.
    pub span: Span,
}

/// A section (节) of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The stable id: ASCII, unique in the book.
    pub id: String,
    /// What it is.
    pub kind: SectionKind,
    /// 2 for a section of the chapter, 3 for one below it, up to 6.
    pub level: u8,
    /// Its head without 【】; empty for text before the first head.
    pub head: Vec<Inline>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Where the head stood (the first block for a section without).
    pub span: Span,
}

/// What a section is, by the words of its head (DESIGN §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionKind {
    /// Ordinary text.
    Text,
    /// 开篇诗词: verse at the chapter's opening.
    Epigraph,
    /// 回顾前情: what happened before.
    Recap,
    /// 章节结尾: the closing section.
    Closing,
    /// 作者注: the author's or editor's note.
    AuthorNote,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The stable id: ASCII, unique in the book.
    pub id: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// How many marks point at it.
    pub references: usize,
    /// Where it stood.
    pub span: Span,
}
