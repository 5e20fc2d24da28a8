//! Notes: their marks in the text and their texts at the end of the file, linked both ways.
//!
//! In: notes of a chapter. Out: `aside epub:type="footnote"`, which readers show in a window
//! (TYPOGRAPHY A16); for 多看 a list with its classes on the same notes, never a second copy (A17).
//! Each mark leads to its note, each note back to every mark.

use std::collections::BTreeSet;

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::block::Block;
use crate::model::book::Chapter;
use crate::model::inline::NoteRef;

use super::super::glyphs::Style;
use super::super::markup::Markup;
use super::block;
use super::document::Context;

/// The mark of a note in the text.
pub(in crate::epub) fn mark(
    context: &Context<'_>,
    style: Style,
    reference: &NoteRef,
    out: &mut Markup,
) {
    let Some(note) = context.chapter.and_then(|chapter| chapter.notes.get(reference.note_index))
    else {
        return;
    };
    out.raw("<sup class=\"note-mark\"><a epub:type=\"noteref\" role=\"doc-noteref\"");
    if context.duokan() {
        out.raw(" class=\"duokan-footnote\"");
    }
    out.id(&mark_id(&note.id, reference.occurrence));
    out.link(&note.id);
    out.raw(">");
    out.text(style, &number(reference.note_index), reference.span);
    out.raw("</a></sup>");
}

/// The id of a mark: a full stop stands in no id of the model, so none is met twice.
pub(in crate::epub) fn mark_id(note_id: &str, occurrence: usize) -> String {
    format!("{note_id}.mark{}", occurrence + 1)
}

fn number(note_index: usize) -> String {
    format!("[{}]", note_index + 1)
}

/// All notes of a chapter, in order; `marks` are the ids that stand in its text.
pub(in crate::epub) fn notes(
    context: &Context<'_>,
    chapter: &Chapter,
    marks: &BTreeSet<String>,
) -> Vec<Markup> {
    let style = Style::of(Role::Note);
    let bodies: Vec<(Markup, Markup)> = chapter
        .notes
        .iter()
        .map(|note| {
            let (mut first, mut rest) = (Markup::default(), Markup::default());
            let after = match note.blocks.split_first() {
                Some((Block::Paragraph(paragraph), after)) => {
                    super::inline::line(context, style, &paragraph.content, &mut first);
                    after
                }
                _ => &note.blocks[..],
            };
            block::blocks(context, style, after, &mut rest);
            (first, rest)
        })
        .collect();
    // A note may itself hold a mark.
    let inside = bodies.iter().flat_map(|(first, rest)| first.ids.iter().chain(&rest.ids));
    let known: BTreeSet<&String> = marks.iter().chain(inside).collect();
    let mut list = Vec::with_capacity(bodies.len());
    for (index, (note, (first, rest))) in chapter.notes.iter().zip(bodies.clone()).enumerate() {
        let occurrences = 0..note.references.max(1);
        let back: Vec<String> = occurrences
            .map(|occurrence| mark_id(&note.id, occurrence))
            .filter(|id| known.contains(id))
            .collect();
        list.push(aside(context, index, &note.id, &back, (first, rest)));
    }
    list
}

fn aside(
    context: &Context<'_>,
    note_index: usize,
    id: &str,
    back: &[String],
    (first, rest): (Markup, Markup),
) -> Markup {
    let style = Style::of(Role::Note);
    let mut out = Markup::default();
    const ASIDE: &str = "<aside class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\"";
    // 多看 looks for the id on the item of its list.
    if context.duokan() {
        out.raw("<li class=\"duokan-footnote-item\"");
        out.id(id);
        out.raw(">");
        out.raw(ASIDE);
    } else {
        out.raw(ASIDE);
        out.id(id);
    }
    // Windows of readers take the text out of its frame: the paragraph has its own class.
    out.raw(">\n<p class=\"note-text\">");
    for (occurrence, mark) in back.iter().enumerate() {
        out.raw("<a class=\"note-number\" role=\"doc-backlink\"");
        out.link(mark);
        out.raw(">");
        // A note cited twice leads back to the first mark by its number, then to the others.
        let label = match occurrence {
            0 => number(note_index),
            again => (again + 1).to_string(),
        };
        out.text(style, &label, Span::default());
        out.raw("</a>");
    }
    if back.is_empty() {
        out.raw("<span class=\"note-number\">");
        out.text(style, &number(note_index), Span::default());
        out.raw("</span>");
    }
    out.append(first);
    out.raw("</p>\n");
    out.append(rest);
    out.raw(if context.duokan() { "</aside></li>\n" } else { "</aside>\n" });
    out
}

/// Puts the notes of one file together; nothing when there are none.
pub(in crate::epub) fn section(context: &Context<'_>, notes: Vec<Markup>) -> Markup {
    let mut out = Markup::default();
    if notes.is_empty() {
        return out;
    }
    out.raw("<section class=\"notes\" epub:type=\"footnotes\">\n");
    let list = context.duokan();
    out.raw(if list { "<ol class=\"duokan-footnote-content\">\n" } else { "" });
    notes.into_iter().for_each(|note| out.append(note));
    out.raw(if list { "</ol>\n" } else { "" });
    out.raw("</section>\n");
    out
}
