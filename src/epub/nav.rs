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

/// The page of contents.
pub(super) fn page(context: &Context<'_>, contents: &[Entry], landmarks: &[Landmark]) -> Document {
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
    Document::new(context, "nav", context.words.contents, Matter::Front, out)
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
    addresses: &BTreeMap<String, String>,
) -> String {
    let meta = &context.book.meta;
    let language = escaped(&meta.language.tag);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" \
         xml:lang=\"{language}\">\n<head>\n\
         <meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n\
         <meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escaped(&meta.identifier),
        depth(contents).max(1),
        escaped(&meta.title),
    );
    let mut order = 0;
    points(context, contents, addresses, &mut order, &mut out);
    out.push_str("</navMap>\n</ncx>\n");
    out
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
