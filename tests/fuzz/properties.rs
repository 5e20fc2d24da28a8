//! What holds of any bytes at all: of a chapter, and of the files that configure a book.
//!
//! In: bytes. Out: nothing; what does not hold is a panic. The fuzz targets call these, and so do
//! the regressions in `tests/it/fuzzed.rs`.

use std::collections::BTreeMap;
use std::path::Path;

use publish::diag::files::Files;
use publish::diag::render::{Format, Look, render};
use publish::diag::report::{Diagnostics, Place};
use publish::diag::span::Span;
use publish::han::class::{Class, class_of};
use publish::han::radical::unified;
use publish::model::book::Division;
use publish::model::dump;
use publish::normalize::{changes, normalize};
use publish::source::markdown;
use publish::source::tree::{Block, Document, Inline, Node, Piece};
use publish::source::{Environment, Manuscript, SourceChapter};
use unicode_normalization::UnicodeNormalization;

/// Holds of every chapter: its tree has its places, its book has its letters, and its Markdown,
/// mended, is mended for good.
pub(crate) fn chapter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace('\r', "\n");
    let text = text.trim_start_matches('\u{FEFF}');
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let book = manuscript(text, &mut files, &mut diags);
    let document = &book.chapters[0].document;
    let tree = check_places(document, text);
    let mut end = 0;
    for change in changes(&book) {
        let under = files.slice(change.span);
        assert!(text.get(change.span.range()).is_some(), "{change:?} lies in the text");
        // Inside raw HTML, and where an entity stands, a change knows its whole element only.
        if under == change.before && !under.is_empty() {
            assert!(change.span.start >= end, "{change:?} comes after {end}");
            end = change.span.end;
        }
    }
    let rewrites = publish::fmt::fmt(&book, &files, &diags, &mut Diagnostics::new());
    if let [rewrite] = rewrites.as_slice() {
        assert_eq!(letters(&rewrite.before), letters(&rewrite.after), "fmt keeps every letter");
        again(&rewrite.after);
    }
    let normalized = normalize(book, &mut diags);
    let printed = dump::text(&normalized);
    dump::model(&normalized);
    if !diags.has_errors() {
        check_letters(&tree, &printed);
    }
    check_messages(&diags, &files);
}

/// A text that was mended once needs no more mending.
fn again(text: &str) {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let book = manuscript(text, &mut files, &mut diags);
    let rewrites = publish::fmt::fmt(&book, &files, &diags, &mut Diagnostics::new());
    let after = rewrites.first().map_or(text, |rewrite| rewrite.after.as_str());
    assert_eq!(text, after, "mended twice is mended once");
}

fn manuscript(text: &str, files: &mut Files, diags: &mut Diagnostics) -> Manuscript {
    let mut manuscript = Manuscript::default();
    manuscript.meta.language = publish::source::language("zh-Hans").expect("a language");
    let file = files.add("01.md", text.to_owned());
    manuscript.chapters.push(SourceChapter {
        path: "01.md".to_owned(),
        division: Division::Body,
        file,
        document: markdown::parse(file, text, diags),
        pictures: BTreeMap::new(),
    });
    manuscript
}

/// Han, as the rules leave them: radicals and compatibility ideographs unified, zeros left out.
fn letters(text: &str) -> String {
    let kept = text.nfc().filter(|c| !matches!(c, '○' | '〇'));
    let kept = kept.filter(|c| class_of(*c) == Class::Han || unified(*c).is_some());
    kept.map(|c| unified(c).unwrap_or(c)).collect()
}

/// Every Han character of the tree is in the book, as often as there.
fn check_letters(tree: &str, printed: &str) {
    let count = |text: &str| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        letters(text).chars().for_each(|c| *counts.entry(c).or_insert(0) += 1);
        counts
    };
    let printed = count(printed);
    for (letter, wanted) in count(tree) {
        let found = printed.get(&letter).copied().unwrap_or(0);
        assert!(found >= wanted, "{letter} is there {wanted} times, and printed {found} times");
    }
}

/// Every message has a place in the texts and can be shown.
fn check_messages(diags: &Diagnostics, files: &Files) {
    for one in diags.sorted() {
        if let Place::Span(span) = &one.place {
            let file = files.get(span.file).expect("a file that was read");
            let range = span.range();
            assert!(range.end <= file.text.len(), "{one:?} lies in its file");
            assert!(file.text.is_char_boundary(range.start), "{one:?} starts with a character");
            files.locate(*span).expect("a line and a column");
        }
        assert!(!one.message.en.is_empty() && !one.message.zh.is_empty(), "{one:?} has words");
    }
    for format in [Format::Human, Format::Short, Format::Json] {
        let mut out = Vec::new();
        let look = Look { format, ..Look::default() };
        render(diags, files, look, &mut out).expect("messages can be written");
        let out = String::from_utf8(out).expect("messages are text");
        assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "no message drives a terminal");
    }
}

/// Every node lies in the text; gives the words that a reader should see.
fn check_places(document: &Document, text: &str) -> String {
    let mut words = String::new();
    nodes(&document.blocks, text, &mut words);
    for note in &document.notes {
        check(note.span, text);
        nodes(&note.blocks, text, &mut words);
    }
    words
}

fn check(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} lies in the text, between characters");
}

fn nodes(list: &[Node], text: &str, words: &mut String) {
    for node in list {
        check(node.span, text);
        match &node.block {
            Block::Heading(_, _, inside) | Block::Paragraph(inside) => pieces(inside, text, words),
            Block::Quote(inside) | Block::Container(_, inside) => nodes(inside, text, words),
            Block::List(_, items) => items.iter().for_each(|item| nodes(&item.blocks, text, words)),
            Block::Definitions(list) => {
                for (term, meanings) in list {
                    pieces(term, text, words);
                    meanings.iter().for_each(|meaning| nodes(meaning, text, words));
                }
            }
            Block::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| pieces(cell, text, words));
            }
            Block::Code(_, code) => words.push_str(code),
            Block::Comment(_) | Block::Rule => {}
        }
    }
}

fn pieces(list: &[Piece], text: &str, words: &mut String) {
    for piece in list {
        check(piece.span, text);
        match &piece.inline {
            Inline::Text(own) => {
                let under = text.get(piece.span.range()).unwrap_or("");
                assert!(own.len() != under.len() || own == under, "{own:?} is not {under:?}");
                words.push_str(own);
            }
            Inline::Code(own) | Inline::Math(own) => words.push_str(own),
            Inline::Strong(inside)
            | Inline::Emphasis(inside)
            | Inline::Strike(inside)
            | Inline::Link(_, inside)
            | Inline::Span(_, inside)
            | Inline::InlineNote(inside) => pieces(inside, text, words),
            Inline::Element(element, inside) => {
                // The brackets around a reading are for readers that know no readings.
                let mut ignored = String::new();
                let hidden = matches!(element.name.as_str(), "rp" | "rt");
                pieces(inside, text, if hidden { &mut ignored } else { words });
            }
            Inline::Image(_) | Inline::NoteReference(_) | Inline::Comment(_) => {}
            Inline::SoftBreak | Inline::HardBreak => words.push('\n'),
        }
    }
}

/// Holds of every book.yaml, book.toml and SUMMARY.md; the first byte chooses.
pub(crate) fn config(bytes: &[u8], folder: &Path) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let (yaml, toml) = (folder.join("yaml"), folder.join("toml"));
    let root = match choice % 4 {
        0 | 1 => {
            write(&yaml.join("book.yaml"), bytes);
            yaml
        }
        2 => {
            write(&toml.join("book.toml"), bytes);
            write(&toml.join("src/SUMMARY.md"), b"- [x](01.md)\n");
            toml
        }
        _ => {
            write(&toml.join("book.toml"), b"[book]\ntitle = \"x\"\nlanguage = \"zh\"\n");
            write(&toml.join("src/SUMMARY.md"), bytes);
            toml
        }
    };
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let read = publish::source::read(&root, Environment::default(), &mut files, &mut diags);
    assert!(read.is_ok() || diags.has_errors(), "who stops says why");
    check_messages(&diags, &files);
    let Ok(book) = read else { return };
    let texts = [&book.meta.title, &book.meta.identifier, &book.meta.language.tag];
    let names = book.meta.creators.iter().map(|creator| &creator.name);
    for text in texts.into_iter().chain(names).chain(&book.meta.subjects) {
        assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "{text:?}");
    }
}

/// The files that every configuration finds beside it.
pub(crate) fn prepare(folder: &Path) {
    for path in ["yaml/chapters/01.md", "yaml/chapters/02.md", "yaml/preface.md", "toml/src/01.md"]
    {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        write(&path, "# 题\n\n正文。\n".as_bytes());
    }
}

#[expect(clippy::disallowed_methods, reason = "books are made to be read")]
fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("files can be written");
}
