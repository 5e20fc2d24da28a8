//! What the stage `normalize` makes of a manuscript: text, heads, verse, notes.
//!
//! `tests/corpus/*.md` are prose with examples: input, `.`, the book, `.`, what is said about it.
//! `BLESS=1 cargo test` writes books and messages anew; read the difference. `corpus/cases/` has
//! the rows of TYPOGRAPHY §1.

use std::path::Path;

use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Place};
use publish::model::book::{Book, Division};
use publish::model::dump;
use publish::model::meta::{Language, Script};
use publish::normalize::{Change, RULES, changes, normalize};
use publish::source::{Manuscript, SourceChapter, markdown};

/// A manuscript of one chapter.
fn manuscript(text: &str, tag: &str, files: &mut Files, diags: &mut Diagnostics) -> Manuscript {
    let script = match tag {
        "zh-Hant" => Script::TraditionalTaiwan,
        "ja" => Script::Japanese,
        "en" => Script::Other,
        _ => Script::Simplified,
    };
    let mut manuscript = Manuscript::default();
    manuscript.meta.language = Language { tag: tag.to_owned(), script };
    add(&mut manuscript, "chapters/01.md", text, files, diags);
    manuscript
}

fn add(book: &mut Manuscript, path: &str, text: &str, files: &mut Files, diags: &mut Diagnostics) {
    let file = files.add(path, text.to_owned());
    book.chapters.push(SourceChapter {
        path: path.to_owned(),
        division: Division::Body,
        file,
        document: markdown::parse(file, text, diags),
        pictures: Default::default(),
    });
}

/// The ids of what was said, with lines and columns.
fn said(diags: &Diagnostics, files: &Files) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Span(span) => files
            .locate(*span)
            .map_or(String::new(), |at| format!(" {}:{}", at.line_number, at.column_number)),
        _ => String::new(),
    };
    diags.sorted().iter().map(|it| format!("{}{}", it.id, place(&it.place))).collect()
}

/// The paragraphs of a text under a head, as they are printed, and the ids of what was said.
fn mended(text: &str, tag: &str) -> (String, Vec<String>) {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = format!("# 题\n\n{text}\n");
    let book = normalize(manuscript(&text, tag, &mut files, &mut diags), &mut diags);
    let printed = dump::text(&book);
    let body = printed.strip_prefix("题\n").unwrap_or(&printed).trim_end().to_owned();
    let ids = diags.sorted().iter().map(|it| it.id.to_owned()).collect();
    (body, ids)
}

/// Resolves `<1F600>`, `<BOM>`, `<LF>` in a case.
fn resolved(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let found = after.split_once('>').and_then(|(name, tail)| {
            let character = match name {
                "BOM" => Some('\u{FEFF}'),
                "CR" => Some('\r'),
                "LF" => Some('\n'),
                "CRLF" => Some('\n'),
                _ if name.len() >= 4 => u32::from_str_radix(name, 16).ok().and_then(char::from_u32),
                _ => None,
            };
            character.map(|character| (character, tail))
        });
        match found {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out + rest
}

/// Our name for a lint of the specification.
fn lint_id(lint: &str) -> &str {
    match lint {
        "W-QUOTE-REVERSED" => "quote-reversed",
        "W-QUOTE-NEST" => "quote-nested",
        "E-QUOTE-UNBALANCED" => "quote-unpaired",
        "W-ELLIPSIS-DENG" => "ellipsis-with-deng",
        "W-ELLIPSIS-LONG" => "ellipsis-long",
        "W-DOUBLE-STOP" => "stop-doubled",
        "W-EXCL-MANY" => "stops-many",
        "W-DUP-PUNCT" => "mark-doubled",
        "I-RADICAL" => "radical-unified",
        "I-COMPAT" => "compatibility-unified",
        "I-BIDI" => "direction-removed",
        "E-PUA" => "private-use",
        "" => "",
        other => panic!("no name for {other}"),
    }
}

#[test]
fn every_row_of_the_specification_holds() {
    let rows = include_str!("../corpus/cases/normalize.tsv");
    let mut wrong = String::new();
    for row in rows.lines().skip(1).filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, _, tag, input, expected, lint] = cells[..] else { panic!("six cells: {row}") };
        // As text and not as markup: a thematic break and a list are not paragraphs.
        if matches!(id, "N3.11" | "N4.09") {
            continue;
        }
        // The reader of Markdown mends line ends; a soft break between Han then joins.
        let expected = if id == "N7.01" { "文字".to_owned() } else { resolved(expected) };
        let expected = expected.replace("**", "").replace('`', "");
        let (text, ids) = mended(&resolved(input), tag);
        let lint = lint_id(lint);
        let told = if lint.is_empty() {
            ids.is_empty() || id == "N7.01"
        } else {
            ids.iter().any(|id| id == lint)
        };
        if text != expected || !told {
            wrong += &format!("{id}: {input}\n  want {expected} {lint}\n  got  {text} {ids:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
