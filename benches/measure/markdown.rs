//! The measured text as a book for this program: book.yaml, and a Markdown file for each chapter.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use publish::han::number;

use crate::text::{Block, Chapter, Numbered};

const BOOK: &str = "title: 速度\nauthor: 石小砚\nlanguage: zh-Hans\ndate: 2026-11-01\n\
                    chapters: ['chapters/*.md']\npdf: {size: A5}\n";

/// Writes the book's folder.
pub(crate) fn write(chapters: &[Chapter], folder: &Path) -> io::Result<()> {
    let inside = folder.join("chapters");
    fs::create_dir_all(&inside)?;
    fs::write(folder.join("book.yaml"), BOOK)?;
    for chapter in chapters {
        fs::write(inside.join(format!("{:04}.md", chapter.number)), markdown(chapter))?;
    }
    Ok(())
}

/// A chapter as authors type it.
pub(crate) fn markdown(chapter: &Chapter) -> String {
    let mut out = format!("# 第{}回：{}\n\n", number::write(chapter.number), chapter.title);
    let mut notes = Vec::new();
    push(&mut out, &chapter.comment);
    for block in &chapter.blocks {
        let mut own = |text: &String| noted(text, &mut notes);
        let text = match block {
            Block::Head(words) => format!("**【{words}】**"),
            Block::Paragraph(text) => own(text),
            Block::Lead(lead, text) => format!("**{lead}**\n{}", own(text)),
            Block::Verse(lines) => {
                lines.iter().map(|line| format!("> {}  \n", own(line))).collect()
            }
            Block::Quote(all) => {
                all.iter().map(|text| format!("> {}", own(text))).collect::<Vec<_>>().join("\n>\n")
            }
            Block::List(items, numbered) => (1..)
                .zip(items)
                .map(|(index, item)| match numbered {
                    Numbered::Yes => format!("{index}. {}\n", own(item)),
                    Numbered::No => format!("- {}\n", own(item)),
                })
                .collect(),
            Block::Break => "---".to_owned(),
        };
        push(&mut out, text.trim_end_matches('\n'));
    }
    for (index, note) in (1..).zip(&notes) {
        push(&mut out, &format!("[^{index}]: {note}"));
    }
    out
}

fn push(out: &mut String, text: &str) {
    // A string takes whatever is written.
    let _ = write!(out, "{text}\n\n");
}

/// Takes the notes out of a text, and leaves `[^1]` in their places.
fn noted(text: &str, notes: &mut Vec<String>) -> String {
    let mut pieces = text.split("^[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (note, rest) = piece.split_once(']').unwrap_or((piece, ""));
        notes.push(note.to_owned());
        let _ = write!(out, "[^{}]{rest}", notes.len());
    }
    out
}
