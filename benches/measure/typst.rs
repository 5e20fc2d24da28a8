//! The measured text as a document for Typst, over the template `benches/peers/book.typ`.
//!
//! Quotes are paired and ellipses written as … here: Typst's own rules for them are spared the
//! work that this program does.

use std::fmt::Write;

use publish::han::number;

use crate::text::{Block, Chapter, Numbered};

/// The whole document; it imports `book.typ` beside it.
pub(crate) fn document(chapters: &[Chapter]) -> String {
    let mut out = String::from(
        "#import \"book.typ\": *\n#show: book.with(title: \"速度\", author: \"石小砚\")\n\n",
    );
    for chapter in chapters {
        let label = number::write(chapter.number);
        // A string takes whatever is written.
        let _ = write!(out, "#chapter[第{label}回][{}][\n\n", inline(&chapter.title));
        for block in &chapter.blocks {
            let _ = write!(out, "{}\n\n", self::block(block));
        }
        out.push_str("]\n\n");
    }
    out
}

fn block(block: &Block) -> String {
    let joined = |all: &[String], with: &str| {
        all.iter().map(|text| inline(text)).collect::<Vec<_>>().join(with)
    };
    match block {
        Block::Head(words) => format!("== {}", inline(words)),
        Block::Paragraph(text) => inline(text),
        Block::Lead(lead, text) => format!("*{}* \\\n{}", inline(lead), inline(text)),
        Block::Verse(lines) => format!("#verse[\n{}\n]", joined(lines, " \\\n")),
        Block::Quote(all) => format!("#quotation[\n{}\n]", joined(all, "\n\n")),
        Block::List(items, numbered) => {
            let mark = if *numbered == Numbered::Yes { "+ " } else { "- " };
            items.iter().map(|item| format!("{mark}{}\n", inline(item))).collect()
        }
        Block::Break => "#section-break".to_owned(),
    }
}

/// A text in Typst's markup: notes, paired quotes, everything else as it is.
fn inline(text: &str) -> String {
    let text = text.replace("......", "……");
    let mut out = String::with_capacity(text.len());
    let (mut double, mut single) = (['“', '”'].iter().cycle(), ['‘', '’'].iter().cycle());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '^' if characters.peek() == Some(&'[') => out.push_str("#footnote"),
            '"' => out.extend(double.next()),
            '\'' => out.extend(single.next()),
            '#' | '$' | '*' | '_' | '@' | '<' | '`' | '~' | '\\' => out.extend(['\\', character]),
            '/' | '-' | '=' | '+' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}
