//! What stands on a page as a block, as XHTML.
//!
//! In: blocks of the model. Out: paragraphs, verse, quotations, lists, tables, code, figures.
//! Verse has one block for each line (TYPOGRAPHY P15): no line is made by a break or by spaces.

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::block::{
    Aside, Block, Code, Definition, Figure, Item, List, Paragraph, ParagraphRole, Verse,
};
use crate::model::inline::{Inline, Mark, plain_text};

use super::super::glyphs::Style;
use super::super::markup::Markup;
use super::document::Context;
use super::inline::line;
use super::table;

/// Writes blocks one after the other.
pub(in crate::epub) fn blocks(
    context: &Context<'_>,
    style: Style,
    blocks: &[Block],
    out: &mut Markup,
) {
    blocks.iter().for_each(|each| block(context, style, each, out));
}

/// Writes one block.
pub(in crate::epub) fn block(context: &Context<'_>, style: Style, block: &Block, out: &mut Markup) {
    match block {
        Block::Paragraph(one) => paragraph(context, style, one, out),
        Block::Subhead(subhead) => {
            let style = Style::of(Role::Heading);
            element(context, style, "p", "subhead", &subhead.content, out);
        }
        Block::Verse(one) => verse(context, one, out),
        Block::Quote(inside) => {
            out.raw("<blockquote>\n");
            blocks(context, Style::of(Role::Quote), inside, out);
            out.raw("</blockquote>\n");
        }
        Block::List(one) => list(context, style, one, out),
        Block::Definitions(all) => definitions(context, style, all, out),
        Block::Table(one) => table::table(context, style, one, out),
        Block::Code(one) => code(context, one, out),
        Block::Figure(one) => figure(context, style, one, out),
        Block::Break(_) => out.raw("<hr/>\n"),
        Block::Aside(one) => aside(context, style, one, out),
    }
}

/// `<tag class="class">content</tag>`; no class attribute when it is empty.
pub(in crate::epub) fn element(
    context: &Context<'_>,
    style: Style,
    tag: &str,
    class: &str,
    content: &[Inline],
    out: &mut Markup,
) {
    out.raw("<");
    out.raw(tag);
    if !class.is_empty() {
        out.attribute("class", class);
    }
    out.raw(">");
    line(context, style, content, out);
    out.raw("</");
    out.raw(tag);
    out.raw(">\n");
}

fn paragraph(context: &Context<'_>, style: Style, paragraph: &Paragraph, out: &mut Markup) {
    // A bold line and the text under it are two paragraphs to the eye.
    if let (ParagraphRole::Body, [Inline::Marked(Mark::Strong, lead), Inline::Break, rest @ ..]) =
        (paragraph.role, &paragraph.content[..])
    {
        element(context, style.strong(), "p", "lead", lead, out);
        return element(context, style, "p", "", rest, out);
    }
    let class = match paragraph.role {
        ParagraphRole::Body => "",
        ParagraphRole::Lead => "lead",
        ParagraphRole::Closing => "closing",
        ParagraphRole::Continued => "continued",
        ParagraphRole::Author => "verse-author",
    };
    let style = match paragraph.role {
        ParagraphRole::Closing | ParagraphRole::Author => Style::of(Role::Quote),
        ParagraphRole::Lead => style.strong(),
        ParagraphRole::Body | ParagraphRole::Continued => style,
    };
    element(context, style, "p", class, &paragraph.content, out);
}

fn verse(context: &Context<'_>, verse: &Verse, out: &mut Markup) {
    let style = Style::of(Role::Verse);
    out.raw("<section class=\"verse\" epub:type=\"z3998:poem\">\n");
    if let Some(title) = &verse.title {
        element(context, style, "p", "verse-title", title, out);
    }
    if let Some(author) = &verse.author {
        element(context, Style::of(Role::Quote), "p", "verse-author", author, out);
    }
    for stanza in &verse.stanzas {
        out.raw("<div class=\"stanza\">\n");
        for verse_line in stanza {
            element(context, style, "p", "line", &verse_line.content, out);
        }
        out.raw("</div>\n");
    }
    if let Some(attribution) = &verse.attribution {
        element(context, style, "p", "attribution", attribution, out);
    }
    out.raw("</section>\n");
}

fn list(context: &Context<'_>, style: Style, list: &List, out: &mut Markup) {
    let tag = if list.start.is_some() { "ol" } else { "ul" };
    out.raw("<");
    out.raw(tag);
    if let Some(start) = list.start.filter(|start| *start != 1) {
        out.attribute("start", &start.to_string());
    }
    if list.items.iter().any(|item| item.task.is_some()) {
        out.attribute("class", "tasks");
    }
    out.raw(">\n");
    list.items.iter().for_each(|each| item(context, style, each, out));
    out.raw("</");
    out.raw(tag);
    out.raw(">\n");
}

fn item(context: &Context<'_>, style: Style, item: &Item, out: &mut Markup) {
    out.raw("<li>");
    if let Some(done) = item.task {
        let (class, label) =
            if done { ("box done", context.words.done) } else { ("box", context.words.open) };
        out.raw("<span role=\"img\"");
        out.attribute("class", class);
        out.attribute("aria-label", label);
        out.raw("></span>");
    }
    match item.blocks.split_first() {
        // A tight item is a line, not a paragraph: old readers put a gap around every paragraph.
        Some((Block::Paragraph(first), rest)) => {
            line(context, style, &first.content, out);
            if !rest.is_empty() {
                out.raw("\n");
                blocks(context, style, rest, out);
            }
        }
        _ => blocks(context, style, &item.blocks, out),
    }
    out.raw("</li>\n");
}

fn definitions(context: &Context<'_>, style: Style, all: &[Definition], out: &mut Markup) {
    if all.is_empty() {
        return;
    }
    out.raw("<dl>\n");
    for definition in all {
        element(context, style.strong(), "dt", "", &definition.term, out);
        for meaning in &definition.meanings {
            out.raw("<dd>");
            match &meaning[..] {
                [Block::Paragraph(only)] => line(context, style, &only.content, out),
                _ => blocks(context, style, meaning, out),
            }
            out.raw("</dd>\n");
        }
        if definition.meanings.is_empty() {
            out.raw("<dd></dd>\n");
        }
    }
    out.raw("</dl>\n");
}

fn code(context: &Context<'_>, code: &Code, out: &mut Markup) {
    out.raw("<pre><code");
    let language = code.language.split_whitespace().next().unwrap_or("");
    if !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_graphic()) {
        out.attribute("class", &format!("language-{language}"));
    }
    out.raw(">");
    // A parser of HTML drops a line break right after <pre>.
    out.raw(if code.text.starts_with('\n') { "\n" } else { "" });
    let style = Style::of(Role::Mono);
    context.breaks.text((style, code.span), &code.text, &mut 0, out);
    out.raw("</code></pre>\n");
}

fn figure(context: &Context<'_>, style: Style, figure: &Figure, out: &mut Markup) {
    let Some(file) = context.pictures.file(figure.asset) else {
        return missing_picture(figure, out);
    };
    context.breaks.at(figure.span, out);
    out.raw("<figure>\n<img");
    out.attribute("src", file);
    out.attribute("alt", &figure.alt);
    out.raw("/>\n");
    out.shown.note(style, &figure.alt, figure.span);
    if let Some(caption) = figure.caption.as_ref().filter(|words| !plain_text(words).is_empty()) {
        element(context, Style::of(Role::Note), "figcaption", "", caption, out);
    }
    out.raw("</figure>\n");
}

/// The words stand for a picture that is not there.
fn missing_picture(figure: &Figure, out: &mut Markup) {
    if !figure.alt.is_empty() {
        out.raw("<p class=\"continued\">");
        out.text(Style::of(Role::Body), &figure.alt, figure.span);
        out.raw("</p>\n");
    }
}

fn aside(context: &Context<'_>, style: Style, aside: &Aside, out: &mut Markup) {
    out.raw("<aside class=\"remark\" role=\"note\"");
    if let Some(title) = &aside.title {
        out.attribute("aria-label", &plain_text(title));
    }
    out.raw(">\n");
    if let Some(title) = &aside.title {
        element(context, Style::of(Role::Heading), "p", "remark-title", title, out);
    }
    blocks(context, style, &aside.blocks, out);
    out.raw("</aside>\n");
}

/// Text of ours, not of the book.
pub(in crate::epub) fn own_text(
    style: Style,
    tag: &str,
    class: &str,
    text: &str,
    out: &mut Markup,
) {
    out.raw("<");
    out.raw(tag);
    if !class.is_empty() {
        out.attribute("class", class);
    }
    out.raw(">");
    out.text(style, text, Span::default());
    out.raw("</");
    out.raw(tag);
    out.raw(">\n");
}
