//! What the stage `source` reads: Markdown to trees.
//!
//! `tests/corpus/markdown/*.md` are prose with examples: input, `.`, the tree, `.`, what is said
//! about it.

use std::path::Path;

use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Place};
use publish::source::markdown;
use publish::source::tree::{Attributes, Block, Document, Inline, Node, Piece};

/// Reads Markdown; gives the tree as text and the ids of what was said, with their lines.
fn read(text: &str) -> (String, String) {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let file = files.add("example.md", text.to_owned());
    let document = markdown::parse(file, text, &mut diags);
    check_spans(&document, text);
    let said: Vec<String> = diags
        .sorted()
        .into_iter()
        .map(|diagnostic| {
            let place = match diagnostic.place {
                Place::Span(span) => files.locate(span).expect("a place in the file"),
                _ => unreachable!("Markdown has places in the text only"),
            };
            format!("{} {}:{}", diagnostic.id, place.line_number, place.column_number)
        })
        .collect();
    (dump(&document), said.join("\n"))
}

/// Text that is as long as its span is the very text under its span.
fn check_spans(document: &Document, text: &str) {
    fn pieces(list: &[Piece], text: &str) {
        for piece in list {
            let under = text.get(piece.span.range()).expect("a span on character borders");
            match &piece.inline {
                Inline::Text(words) if words.len() == under.len() => assert_eq!(words, under),
                Inline::Strong(inside)
                | Inline::Emphasis(inside)
                | Inline::Strike(inside)
                | Inline::Link(_, inside)
                | Inline::InlineNote(inside)
                | Inline::Span(_, inside)
                | Inline::Element(_, inside) => pieces(inside, text),
                _ => {}
            }
        }
    }
    fn nodes(list: &[Node], text: &str) {
        for node in list {
            assert!(text.get(node.span.range()).is_some(), "a span on character borders");
            match &node.block {
                Block::Heading(_, _, inside) | Block::Paragraph(inside) => pieces(inside, text),
                Block::Quote(inside) | Block::Container(_, inside) => nodes(inside, text),
                Block::List(_, items) => items.iter().for_each(|item| nodes(&item.blocks, text)),
                _ => {}
            }
        }
    }
    nodes(&document.blocks, text);
    document.notes.iter().for_each(|note| nodes(&note.blocks, text));
}

fn dump(document: &Document) -> String {
    let mut out = Vec::new();
    nodes(&document.blocks, 0, &mut out);
    for note in &document.notes {
        out.push(format!("note-definition {}", note.label));
        nodes(&note.blocks, 1, &mut out);
    }
    out.join("\n")
}

fn nodes(list: &[Node], depth: usize, out: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for node in list {
        match &node.block {
            Block::Heading(level, id, words) => {
                let id = id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
                out.push(format!("{indent}h{level}{id} {}", line(words)));
            }
            Block::Paragraph(words) => out.push(format!("{indent}p {}", line(words))),
            Block::Quote(inside) => {
                out.push(format!("{indent}quote"));
                nodes(inside, depth + 1, out);
            }
            Block::List(first, items) => {
                let first = first.map(|first| format!(" {first}")).unwrap_or_default();
                out.push(format!("{indent}list{first}"));
                for item in items {
                    let task = item.task.map(|done| if done { " done" } else { " open" });
                    out.push(format!("{indent}  item{}", task.unwrap_or_default()));
                    nodes(&item.blocks, depth + 2, out);
                }
            }
            Block::Definitions(list) => {
                for (term, meanings) in list {
                    out.push(format!("{indent}term {}", line(term)));
                    meanings.iter().for_each(|meaning| nodes(meaning, depth + 1, out));
                }
            }
            Block::Table(table) => {
                out.push(format!("{indent}table {:?}", table.columns));
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
                    out.push(format!("{indent}  | {}", cells.join(" | ")));
                }
            }
            Block::Code(info, words) => out.push(format!("{indent}code {info} {words:?}")),
            Block::Comment(words) => out.push(format!("{indent}comment {words:?}")),
            Block::Rule => out.push(format!("{indent}rule")),
            Block::Container(attributes, inside) => {
                out.push(format!("{indent}container {}", named(attributes)));
                nodes(inside, depth + 1, out);
            }
        }
    }
}

fn line(pieces: &[Piece]) -> String {
    let word = |piece: &Piece| match &piece.inline {
        Inline::Text(words) => words.clone(),
        Inline::Code(words) => format!("<code {words}>"),
        Inline::Math(words) => format!("<math {words}>"),
        Inline::Strong(inside) => format!("<strong {}>", line(inside)),
        Inline::Emphasis(inside) => format!("<em {}>", line(inside)),
        Inline::Strike(inside) => format!("<strike {}>", line(inside)),
        Inline::Link(address, inside) => format!("<link {address} {}>", line(inside)),
        Inline::Image(image) => {
            let title = image.title.as_ref().map(|t| format!(" {t:?}")).unwrap_or_default();
            format!("<image {:?} {:?}{title}>", image.address, image.alt)
        }
        Inline::NoteReference(label) => format!("<ref {label}>"),
        Inline::InlineNote(inside) => format!("<note {}>", line(inside)),
        Inline::Span(attributes, inside) => format!("<span{} {}>", named(attributes), line(inside)),
        Inline::Element(attributes, inside) => {
            format!("<{} {}>", named(attributes), line(inside))
        }
        Inline::SoftBreak => "⏎".to_owned(),
        Inline::HardBreak => "↵".to_owned(),
        Inline::Comment(words) => format!("<comment {words:?}>"),
    };
    pieces.iter().map(word).collect()
}

fn named(attributes: &Attributes) -> String {
    let mut name = attributes.name.clone();
    attributes.id.iter().for_each(|id| name.push_str(&format!(" #{id}")));
    attributes.classes.iter().for_each(|class| name.push_str(&format!(" .{class}")));
    attributes.values.iter().for_each(|(key, value)| name.push_str(&format!(" {key}={value:?}")));
    name
}

fn check_corpus(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/markdown").join(name);
    crate::corpus::check(&path, read);
}

/// The rows of the specification's table that a parser alone decides, as trees.
#[test]
fn cases_of_the_specification() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cases/markdown.tsv");
    let expected = [
        ("MD.01", "p <strong 现场演示更精彩：>她说", ""),
        ("MD.02", "p 他说<strong “重要”>的话", ""),
        ("MD.04", "p 中文<strong 加粗（English）>后文", ""),
        ("MD.05", "p 文<strong “甲”，>他<strong “乙”>", ""),
        ("MD.07", "p 汉字⏎English⏎汉字", ""),
        ("MD.08", "p two⏎words", ""),
        ("MD.10", "p <strong 场景一：对话>⏎用户说话", ""),
        ("MD.11", "p 乘法2<em 3>4与5 * 6", "emphasis-in-word 1:4"),
        ("MD.13", "p 　　四空格段落", "indented-text 1:5"),
        ("MD.14", "p 正文\nrule", "underlined-text 2:1"),
        ("MD.16", "comment \" 元信息 … \"", ""),
        ("MD.17", "quote\n  p 诗句一，↵诗句二。", ""),
    ];
    let table = crate::corpus::read(&path);
    let rows: Vec<(&str, String)> = table
        .lines()
        .skip(1)
        .filter_map(|row| {
            let mut cells = row.split('\t');
            let (id, _, input) = (cells.next()?, cells.next()?, cells.next()?);
            Some((id, input.replace('⏎', "\n")))
        })
        .collect();
    assert_eq!(rows.len(), expected.len());
    for ((id, input), (known, tree, said)) in rows.iter().zip(expected) {
        assert_eq!(*id, known);
        let (own_tree, own_said) = read(input);
        assert_eq!((own_tree.as_str(), own_said.as_str()), (tree, said), "{id}");
    }
}

#[test]
fn emphasis_beside_han() {
    check_corpus("emphasis.md");
}

#[test]
fn traps_of_manuscripts() {
    check_corpus("traps.md");
}

#[test]
fn comments_never_leak() {
    check_corpus("comments.md");
}

#[test]
fn raw_html() {
    check_corpus("html.md");
}

#[test]
fn own_marks_and_containers() {
    check_corpus("marks.md");
}

#[test]
fn the_dialect() {
    check_corpus("dialect.md");
}

#[test]
fn blocks_and_notes() {
    check_corpus("blocks.md");
}
