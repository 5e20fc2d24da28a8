//! The measured text: a novel of any length, made by rule from the sample book's own chapters.
//!
//! In: `book/chapters/` and how many characters are wanted. Out: chapters of 10,000 characters with
//! everything that a serial novel has: verse at the opening, a recap, sections, dialogue, verse,
//! lists, notes. Every third clause gives way to another one as long, so that hardly a paragraph
//! comes twice; every 97th Han character gives way to the next of the 3,755 common ones, so that as
//! many glyphs are used as a long novel uses. No chance is involved.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::iter::Cycle;
use std::path::Path;
use std::str::Chars;
use std::vec::IntoIter;

/// How many characters a chapter has.
pub(crate) const CHAPTER: usize = 10_000;
/// Which Han characters are exchanged.
const EXCHANGED: usize = 97;
/// Which clauses are exchanged, and how many Han characters these have.
const EXCHANGED_CLAUSES: usize = 3;
const CLAUSE: std::ops::RangeInclusive<usize> = 4..=14;
/// GB/T 2312, level 1.
const COMMON: &str = include_str!("characters.txt");
/// How far apart two chapters begin in the list of sections; no divisor of its length is wanted.
const STRIDE: usize = 17;

/// A chapter, in no language yet. Texts hold notes as `^[…]`, and straight quotes.
pub(crate) struct Chapter {
    /// From 1.
    pub(crate) number: u32,
    /// The words after 第一回.
    pub(crate) title: String,
    /// The comment under the head, as it is.
    pub(crate) comment: String,
    /// What stands in it.
    pub(crate) blocks: Vec<Block>,
}

/// What stands in a chapter.
#[derive(Clone)]
pub(crate) enum Block {
    /// The words of a 【…】 head.
    Head(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph with a bold line before it.
    Lead(String, String),
    /// The lines of a poem.
    Verse(Vec<String>),
    /// The paragraphs of a quotation.
    Quote(Vec<String>),
    /// The items of a list, and whether it is numbered.
    List(Vec<String>, Numbered),
    /// `---`
    Break,
}

/// Whether a list is numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbered {
    Yes,
    No,
}

/// A chapter of the sample book, taken apart.
struct Sample {
    title: String,
    comment: String,
    /// Verse and recap.
    opening: Vec<Block>,
    /// Each with its head.
    sections: Vec<Vec<Block>>,
    /// The formula and the author's note.
    ending: Vec<Block>,
}

/// Makes a text of at least `goal` characters, in chapters of 10,000.
pub(crate) fn make(book: &Path, goal: usize) -> io::Result<Vec<Chapter>> {
    let samples = samples(book)?;
    let sections: Vec<&Vec<Block>> = samples.iter().flat_map(|sample| &sample.sections).collect();
    let mut exchange = Exchange::new(&sections);
    let mut chapters = Vec::new();
    let (mut total, mut number) = (0, 0);
    while total < goal {
        number += 1;
        let sample = &samples[(number - 1) % samples.len()];
        let enough = (number * CHAPTER).min(goal);
        let mut blocks = sample.opening.clone();
        total += weigh(&sample.title) + weigh_all(&blocks) + weigh_all(&sample.ending);
        let from = number * STRIDE;
        let rest = (from..).flat_map(|index| sections[index % sections.len()]);
        for block in rest {
            if total >= enough {
                break;
            }
            let block = exchange.block(block);
            total += weigh_all(std::slice::from_ref(&block));
            blocks.push(block);
        }
        blocks.extend(sample.ending.iter().cloned());
        chapters.push(Chapter {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            title: sample.title.clone(),
            comment: sample.comment.clone(),
            blocks,
        });
    }
    Ok(chapters)
}

/// How many characters a text has: all but spaces and markup.
pub(crate) fn count(chapters: &[Chapter]) -> usize {
    chapters.iter().map(|chapter| weigh(&chapter.title) + weigh_all(&chapter.blocks)).sum()
}

fn samples(book: &Path) -> io::Result<Vec<Sample>> {
    let mut paths: Vec<_> = fs::read_dir(book.join("chapters"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    paths.iter().map(|path| Ok(sample(&fs::read_to_string(path)?))).collect()
}

fn sample(text: &str) -> Sample {
    let (comment_start, comment_end) =
        (text.find("<!--").unwrap_or(0), text.find("-->").map_or(0, |end| end + 3));
    let head = text[..comment_start].trim();
    let title = head.split_once('：').map_or(head, |(_, title)| title);
    let notes: Vec<(&str, &str)> = text.lines().filter_map(note).collect();
    let mut parts: Vec<Vec<Block>> = vec![Vec::new()];
    for piece in text[comment_end..].split("\n\n") {
        let Some(block) = block(piece.trim(), &notes) else { continue };
        if matches!(block, Block::Head(_)) {
            parts.push(Vec::new());
        }
        parts.last_mut().expect("there is one").push(block);
    }
    let is = |part: &[Block], words: &str| matches!(part.first(), Some(Block::Head(head)) if head == words);
    let (mut opening, mut sections, mut ending) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts.into_iter().filter(|part| matches!(part.first(), Some(Block::Head(_)))) {
        if is(&part, "开篇诗词") || is(&part, "回顾前情") {
            opening.extend(part);
        } else if is(&part, "作者注") {
            ending.extend(part);
        } else {
            let plain = part.into_iter().filter(|block| !matches!(block, Block::Break));
            sections.push(plain.filter(|block| !is_formula(block)).collect());
        }
    }
    let formula = Block::Paragraph("欲知后事如何，且听下回分解。".to_owned());
    ending.splice(0..0, [formula, Block::Break]);
    Sample {
        title: title.to_owned(),
        comment: text[comment_start..comment_end].to_owned(),
        opening,
        sections,
        ending,
    }
}

fn is_formula(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if text.starts_with("欲知后事"))
}

/// `[^1]: …`
fn note(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix("[^")?.split_once("]: ")?;
    Some((name, text))
}

/// A piece between blank lines; `None` for what the measured text does without: pictures, tables,
/// links, readings.
fn block(piece: &str, notes: &[(&str, &str)]) -> Option<Block> {
    let (first, rest) = piece.split_once('\n').unwrap_or((piece, ""));
    let lines = || piece.lines().map(str::trim);
    if piece == "---" {
        return Some(Block::Break);
    }
    if let Some(words) = bold(first).and_then(|words| words.strip_prefix('【')?.strip_suffix('】'))
    {
        return Some(Block::Head(words.to_owned()));
    }
    if let Some(quoted) = quoted(piece) {
        let poem = piece.lines().any(|line| line.ends_with("  "));
        let whole: Vec<String> =
            quoted.into_iter().map(|line| inline(line, notes)).collect::<Option<_>>()?;
        return Some(if poem { Block::Verse(whole) } else { Block::Quote(whole) });
    }
    if let Some(lead) = bold(first).filter(|_| !rest.is_empty() && !rest.contains('\n')) {
        return Some(Block::Lead(lead.to_owned(), inline(rest, notes)?));
    }
    for (numbered, item) in [
        (Numbered::No, (|line| line.strip_prefix("- ")) as fn(&str) -> Option<&str>),
        (Numbered::Yes, |line| {
            line.split_once(". ").filter(|(n, _)| n.parse::<u8>().is_ok()).map(|(_, item)| item)
        }),
    ] {
        if let Some(items) = lines().map(item).collect::<Option<Vec<&str>>>() {
            let items = items.into_iter().map(|item| inline(item, notes));
            return Some(Block::List(items.collect::<Option<_>>()?, numbered));
        }
    }
    let marked = piece.starts_with(['#', '|', '!', '[', '<', '>', ':', '`', '*']);
    if piece.is_empty() || piece.contains('\n') || marked {
        return None;
    }
    Some(Block::Paragraph(inline(piece, notes)?))
}

fn bold(line: &str) -> Option<&str> {
    line.trim().strip_prefix("**")?.strip_suffix("**")
}

/// The lines of a quotation without their marks and without empty ones.
fn quoted(piece: &str) -> Option<Vec<&str>> {
    let lines: Vec<&str> =
        piece.lines().map(|line| line.strip_prefix('>').map(str::trim)).collect::<Option<_>>()?;
    Some(lines.into_iter().filter(|line| !line.is_empty()).collect())
}

/// A text with its notes at their places; `None` when it has any other markup.
fn inline(text: &str, notes: &[(&str, &str)]) -> Option<String> {
    let mut out = text.replace("**", "");
    for (name, note) in notes {
        out = out.replace(&format!("[^{name}]"), &format!("^[{note}]"));
    }
    let plain = out.replace("^[", "");
    (!plain.contains(['[', '<', '`', '*', '$', '\\', '{', '!'])).then_some(out)
}

/// Exchanges clauses and characters, and remembers where it is.
struct Exchange {
    characters: Cycle<Chars<'static>>,
    /// By their length.
    clauses: BTreeMap<usize, Cycle<IntoIter<String>>>,
    seen_characters: usize,
    seen_clauses: usize,
}

impl Exchange {
    fn new(sections: &[&Vec<Block>]) -> Exchange {
        let mut clauses: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for block in sections.iter().copied().flatten() {
            let Block::Paragraph(text) = block else { continue };
            for clause in text.split(|c| !is_han(c)) {
                clauses.entry(clause.chars().count()).or_default().push(clause.to_owned());
            }
        }
        clauses.retain(|length, _| CLAUSE.contains(length));
        let rings = clauses.into_iter().map(|(length, all)| (length, all.into_iter().cycle()));
        Exchange {
            characters: COMMON.chars().cycle(),
            clauses: rings.collect(),
            seen_characters: 0,
            seen_clauses: 0,
        }
    }

    fn block(&mut self, block: &Block) -> Block {
        let mut all = |lines: &[String]| lines.iter().map(|line| self.text(line)).collect();
        match block {
            Block::Head(words) => Block::Head(words.clone()),
            Block::Paragraph(text) => Block::Paragraph(self.text(text)),
            Block::Lead(lead, text) => Block::Lead(lead.clone(), self.text(text)),
            Block::Verse(lines) => Block::Verse(all(lines)),
            Block::Quote(lines) => Block::Quote(all(lines)),
            Block::List(items, numbered) => Block::List(all(items), *numbered),
            Block::Break => Block::Break,
        }
    }

    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let (clause, after) = rest.split_at(rest.find(|c| !is_han(c)).unwrap_or(rest.len()));
            self.clause(clause, &mut out);
            let next = after.find(is_han).unwrap_or(after.len());
            out.push_str(&after[..next]);
            rest = &after[next..];
        }
        out
    }

    fn clause(&mut self, clause: &str, out: &mut String) {
        let mut other = None;
        if let Some(ring) = self.clauses.get_mut(&clause.chars().count()) {
            self.seen_clauses += 1;
            if self.seen_clauses.is_multiple_of(EXCHANGED_CLAUSES) {
                other = ring.next();
            }
        }
        for character in other.as_deref().unwrap_or(clause).chars() {
            self.seen_characters += 1;
            let exchanged = self.seen_characters.is_multiple_of(EXCHANGED);
            let common = if exchanged { self.characters.find(|c| is_han(*c)) } else { None };
            out.push(common.unwrap_or(character));
        }
    }
}

pub(crate) fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

fn weigh_all(blocks: &[Block]) -> usize {
    let lines = |lines: &[String]| lines.iter().map(|line| weigh(line)).sum();
    blocks
        .iter()
        .map(|block| match block {
            Block::Head(text) | Block::Paragraph(text) => weigh(text),
            Block::Lead(lead, text) => weigh(lead) + weigh(text),
            Block::Verse(all) | Block::Quote(all) | Block::List(all, _) => lines(all),
            Block::Break => 0,
        })
        .sum()
}

fn weigh(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '^' | '[' | ']')).count()
}
