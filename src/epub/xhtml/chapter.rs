//! A chapter as one file or, when it is long, as several cut at its heads.
//!
//! In: a chapter of the model. Out: documents of at most [`MAX_BYTES`] (TYPOGRAPHY E7). Sections
//! are nested, and their heads go down by one step at a time. Never here: the file names of links.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::Role;
use crate::model::book::{Chapter, Division, Section, SectionKind};
use crate::model::inline::{Inline, Run};
use crate::model::toc::chapter_title;

use super::super::glyphs::Style;
use super::super::markup::Markup;
use super::document::{Context, Document, Matter};
use super::inline::line;
use super::matter::kind_of_chapter;
use super::{block, note};

/// The size above which a chapter is cut: e-ink readers grow slow beyond it.
pub(in crate::epub) const MAX_BYTES: usize = 300_000;

const WIDE_SPACE: char = '\u{3000}';

/// A chapter as it is written: what may stand in a file together.
enum Piece {
    /// A section begins: its tag and head; and the tag alone, for going on in the next file.
    Open(Markup, &'static str),
    /// A block.
    Block(Markup),
    /// A section ends.
    Close,
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Open(markup, _) | Piece::Block(markup) => markup.len(),
            Piece::Close => 0,
        }
    }
}

/// Writes a chapter; `name` is the name of its first file.
pub(in crate::epub) fn documents(
    context: &Context<'_>,
    chapter: &Chapter,
    name: &str,
) -> Vec<Document> {
    let context = Context { chapter: Some(chapter), ..*context };
    let head = head(&context, chapter);
    let pieces = pieces(&context, chapter);
    let mut bodies = cut(head, pieces);
    if let Some(last) = bodies.last_mut() {
        context.breaks.after(&chapter.id, last);
    }
    let title = chapter_title(chapter);
    let matter = match chapter.division {
        Division::Front => Matter::Front,
        Division::Body => Matter::Body,
        Division::Back => Matter::Back,
    };
    let bodies = with_notes(&context, chapter, bodies);
    let mut list = Vec::with_capacity(bodies.len());
    for (index, body) in bodies.into_iter().enumerate() {
        let kind = kind_of_chapter(chapter);
        let mut whole = Markup::default();
        whole.raw("<section class=\"chapter-text\"");
        whole.attribute("epub:type", kind.semantic);
        whole.attribute("role", kind.role);
        if index == 0 {
            whole.id(&chapter.id);
        }
        whole.raw(">\n");
        whole.append(body);
        whole.raw("</section>\n");
        let name = if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) };
        list.push(Document::new(&context, &name, &title, matter, whole));
    }
    list
}

/// The head: label and words on lines of their own. The space between them is for those who read
/// without the stylesheet, and for the contents, which must say the same (TYPOGRAPHY E5).
fn head(context: &Context<'_>, chapter: &Chapter) -> Markup {
    let (mut out, style) = (Markup::default(), Style::of(Role::Heading));
    let title = &chapter.title;
    context.breaks.before(&chapter.id, &mut out);
    if title.label.is_none() && title.words.is_empty() {
        return out;
    }
    out.raw("<h1>");
    if let Some(label) = &title.label {
        out.raw("<span class=\"label\">");
        out.text(style, label, title.span);
        out.raw("</span>");
        if !title.words.is_empty() {
            out.raw("<span class=\"gap\">\u{3000}</span>");
        }
    }
    if !title.words.is_empty() {
        out.raw("<span class=\"words\">");
        match &title.words[..] {
            [Inline::Text(run)] if run.text.contains(WIDE_SPACE) => clauses(style, run, &mut out),
            words => line(context, style, words, &mut out),
        }
        out.raw("</span>");
    }
    out.raw("</h1>\n");
    out
}

/// A head of two clauses (八卦炉中逃大圣　五行山下定心猿) breaks between them first.
fn clauses(style: Style, run: &Run, out: &mut Markup) {
    for (index, clause) in run.text.split(WIDE_SPACE).enumerate() {
        if index > 0 {
            out.text(style, "\u{3000}", run.span);
        }
        out.raw("<span class=\"clause\">");
        out.text(style, clause, run.span);
        out.raw("</span>");
    }
}

fn pieces(context: &Context<'_>, chapter: &Chapter) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    for section in &chapter.sections {
        while open.last().is_some_and(|level| *level >= section.level) {
            open.pop();
            pieces.push(Piece::Close);
        }
        open.push(section.level);
        // The rank follows the nesting, so no step is left out whatever levels the author used.
        let rank = (open.len() + 1).min(6);
        pieces.push(Piece::Open(opening(context, section, rank), tag(section.kind)));
        let style = Style::of(match section.kind {
            SectionKind::Recap | SectionKind::AuthorNote => Role::Quote,
            _ => Role::Body,
        });
        for each in &section.blocks {
            let mut markup = Markup::default();
            block::block(context, style, each, &mut markup);
            pieces.push(Piece::Block(markup));
        }
    }
    pieces.extend(open.iter().map(|_| Piece::Close));
    pieces
}

const fn tag(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Text => "<section class=\"text\"",
        SectionKind::Epigraph => {
            "<section class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\""
        }
        SectionKind::Recap => "<section class=\"recap\"",
        SectionKind::Closing => "<section class=\"ending\"",
        SectionKind::AuthorNote => "<section class=\"author-note\"",
    }
}

fn opening(context: &Context<'_>, section: &Section, rank: usize) -> Markup {
    let mut out = Markup::default();
    out.raw(tag(section.kind));
    out.id(&section.id);
    out.raw(">\n");
    context.breaks.before(&section.id, &mut out);
    if !section.head.is_empty() {
        let style = Style::of(Role::Heading);
        block::element(context, style, &format!("h{rank}"), "", &section.head, &mut out);
    }
    out
}

/// Cuts at heads, and within a section only where it alone is too long.
fn cut(head: Markup, pieces: Vec<Piece>) -> Vec<Markup> {
    let weights = weights(&pieces);
    let mut bodies = Vec::new();
    let mut body = head;
    let mut open: Vec<&'static str> = Vec::new();
    for (piece, weight) in pieces.into_iter().zip(weights) {
        let full = body.len() + weight > MAX_BYTES;
        let worth = match &piece {
            Piece::Open(..) => body.len() > MAX_BYTES / 4,
            Piece::Block(_) => body.len() + piece.len() > MAX_BYTES && body.len() > MAX_BYTES / 4,
            Piece::Close => false,
        };
        if full && worth {
            open.iter().for_each(|_| body.raw("</section>\n"));
            bodies.push(std::mem::take(&mut body));
            for tag in &open {
                body.raw(tag);
                body.raw(">\n");
            }
        }
        match piece {
            Piece::Open(markup, tag) => {
                open.push(tag);
                body.append(markup);
            }
            Piece::Block(markup) => body.append(markup),
            Piece::Close => {
                open.pop();
                body.raw("</section>\n");
            }
        }
    }
    bodies.push(body);
    bodies
}

/// How much follows each piece that should stay with it: a section's whole length for its head.
fn weights(pieces: &[Piece]) -> Vec<usize> {
    let mut weights: Vec<usize> = pieces.iter().map(Piece::len).collect();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut total = 0;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(..) => open.push((index, total)),
            Piece::Close => {
                if let Some((start, before)) = open.pop()
                    && let Some(weight) = weights.get_mut(start)
                {
                    *weight = total - before;
                }
            }
            Piece::Block(_) => {}
        }
        total += piece.len();
    }
    weights
}

/// Puts each note into the file that holds its first mark.
fn with_notes(context: &Context<'_>, chapter: &Chapter, bodies: Vec<Markup>) -> Vec<Markup> {
    if chapter.notes.is_empty() {
        return bodies;
    }
    let marks: BTreeSet<String> = bodies.iter().flat_map(|body| body.ids.clone()).collect();
    let notes = note::notes(context, chapter, &marks);
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, body) in bodies.iter().enumerate() {
        files.extend(body.ids.iter().map(|id| (id.as_str(), index)));
    }
    let last = bodies.len().saturating_sub(1);
    let places = chapter.notes.iter().map(|note| {
        let mut marks = (0..note.references.max(1)).map(|which| note::mark_id(&note.id, which));
        marks.find_map(|id| files.get(id.as_str()).copied()).unwrap_or(last)
    });
    let places: Vec<usize> = places.collect();
    let mut of_file: Vec<Vec<Markup>> = bodies.iter().map(|_| Vec::new()).collect();
    for (place, markup) in places.into_iter().zip(notes) {
        if let Some(list) = of_file.get_mut(place) {
            list.push(markup);
        }
    }
    let pairs = bodies.into_iter().zip(of_file);
    pairs
        .map(|(mut body, notes)| {
            body.append(note::section(context, notes));
            body
        })
        .collect()
}
