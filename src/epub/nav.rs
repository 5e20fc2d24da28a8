//! The contents as a page for readers and for their programs, and the landmarks.
//!
//! In: the contents of the model and the file of every id. Out: `nav.xhtml` (EPUB 3.3 §7) and, for
//! old reading systems, `toc.ncx` with the same words. Never here: what belongs into the contents.

use std::collections::BTreeMap;

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::toc::Entry;

use super::glyphs::Style;
use super::markup::{Markup, escaped};
use super::pagebreak::label_of;
use super::xhtml::document::{Context, Document, Matter};

/// A place that a reader may jump to.
#[derive(Clone, Debug)]
pub(super) struct Landmark {
    /// `epub:type`
    pub semantic: &'static str,
    /// The file.
    pub file: String,
    /// What it is called.
    pub title: String,
}

/// The page of contents; `pages` are the ids of the printed pages' marks.
pub(super) fn page(
    context: &Context<'_>,
    contents: &[Entry],
    landmarks: &[Landmark],
    pages: &[String],
) -> Document {
    let (mut out, style) = (Markup::default(), Style::of(Role::Body));
    out.raw("<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"contents\" id=\"toc\">\n");
    out.raw("<h1 id=\"contents\">");
    out.text(Style::of(Role::Heading), context.words.contents, Span::default());
    out.raw("</h1>\n");
    list(context, contents, 0, &mut out);
    out.raw("</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\" id=\"landmarks\"");
    out.attribute("aria-label", context.words.landmarks);
    out.raw(">\n");
    out.raw("<ol>\n");
    for landmark in landmarks {
        out.raw("<li><a");
        out.attribute("epub:type", landmark.semantic);
        out.attribute("href", &landmark.file);
        out.raw(">");
        out.text(style, &landmark.title, Span::default());
        out.raw("</a></li>\n");
    }
    out.raw("</ol>\n</nav>\n");
    page_list(context, pages, &mut out);
    Document::new(context, "nav", context.words.contents, Matter::Front, out)
}

/// The printed pages (EPUB 3.3 §7.3.3); not shown on the page of contents.
fn page_list(context: &Context<'_>, pages: &[String], out: &mut Markup) {
    if pages.is_empty() {
        return;
    }
    out.raw("<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\" id=\"pages\"");
    out.attribute("aria-label", context.words.pages);
    out.raw(">\n<ol>\n");
    for id in pages {
        out.raw("<li><a");
        out.link(id);
        out.raw(">");
        out.text(Style::of(Role::Body), label_of(id).unwrap_or(id), Span::default());
        out.raw("</a></li>\n");
    }
    out.raw("</ol>\n</nav>\n");
}

fn list(context: &Context<'_>, entries: &[Entry], depth: usize, out: &mut Markup) {
    if entries.is_empty() {
        return;
    }
    let indent = "  ".repeat(depth);
    out.raw(&indent);
    out.raw("<ol>\n");
    for entry in entries {
        out.raw(&indent);
        out.raw("<li><a");
        out.link(&entry.target);
        out.raw(">");
        out.text(Style::of(Role::Body), title(context, entry), Span::default());
        out.raw("</a>");
        if !entry.children.is_empty() {
            out.raw("\n");
            list(context, &entry.children, depth + 1, out);
            out.raw(&indent);
        }
        out.raw("</li>\n");
    }
    out.raw(&indent);
    out.raw("</ol>\n");
}

/// A chapter without a head still needs a word to press.
fn title<'a>(context: &Context<'a>, entry: &'a Entry) -> &'a str {
    if entry.title.trim().is_empty() { context.words.start } else { &entry.title }
}

/// The contents for reading systems of EPUB 2 (OPF 2.0.1 §2.4.1).
pub(super) fn ncx(
    context: &Context<'_>,
    contents: &[Entry],
    pages: &[String],
    addresses: &BTreeMap<String, String>,
) -> String {
    let meta = &context.book.meta;
    let language = escaped(&meta.language.tag);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" \
         xml:lang=\"{language}\">\n<head>\n\
         <meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"{}\"/>\n\
         <meta name=\"dtb:maxPageNumber\" content=\"{}\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escaped(&meta.identifier),
        depth(contents).max(1),
        pages.len(),
        pages.iter().filter_map(|id| label_of(id)?.parse::<u32>().ok()).max().unwrap_or(0),
        escaped(&meta.title),
    );
    let mut order = 0;
    points(context, contents, addresses, &mut order, &mut out);
    out.push_str("</navMap>\n");
    page_targets(context, pages, addresses, order, &mut out);
    out.push_str("</ncx>\n");
    out
}

/// The printed pages, as old reading systems want them.
fn page_targets(
    context: &Context<'_>,
    pages: &[String],
    addresses: &BTreeMap<String, String>,
    before: usize,
    out: &mut String,
) {
    if pages.is_empty() {
        return;
    }
    let name = escaped(context.words.pages);
    out.push_str(&format!("<pageList>\n<navLabel><text>{name}</text></navLabel>\n"));
    for (index, id) in pages.iter().enumerate() {
        let label = escaped(label_of(id).unwrap_or(id));
        let file = addresses.get(id).map_or("", String::as_str);
        out.push_str(&format!(
            "<pageTarget id=\"page-{label}\" type=\"normal\" value=\"{label}\" \
             playOrder=\"{}\"><navLabel><text>{label}</text></navLabel>\
             <content src=\"{}#{}\"/></pageTarget>\n",
            before + index + 1,
            escaped(file),
            escaped(id),
        ));
    }
    out.push_str("</pageList>\n");
}

fn points(
    context: &Context<'_>,
    entries: &[Entry],
    addresses: &BTreeMap<String, String>,
    order: &mut usize,
    out: &mut String,
) {
    for entry in entries {
        *order += 1;
        let file = addresses.get(&entry.target).map_or("", String::as_str);
        out.push_str(&format!(
            "<navPoint id=\"point-{order}\" playOrder=\"{order}\"><navLabel><text>{}</text>\
             </navLabel><content src=\"{}#{}\"/>",
            escaped(title(context, entry)),
            escaped(file),
            escaped(&entry.target),
        ));
        if !entry.children.is_empty() {
            out.push('\n');
            points(context, &entry.children, addresses, order, out);
        }
        out.push_str("</navPoint>\n");
    }
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
