//! Markdown text to a plain tree, with the place of every node.
//!
//! In: one file's text. Out: a [`Document`]. First the text is prepared (comments, containers and
//! the traps of Chinese manuscripts, TYPOGRAPHY N8.1–N8.9), then pulldown-cmark reads it, then its
//! events become nodes whose spans point into the text as the author wrote it. Smart punctuation
//! stays off. Never here: what a node means for the book.

pub mod attributes;
mod blocks;
mod build;
mod characters;
mod finish;
mod frame;
mod html;
mod inlines;
pub(super) mod link;
mod marks;
mod nest;
mod prepare;
mod scan;
mod tags;

use crate::diag::catalog::markdown as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::FileId;

use super::tree::Document;

pub(super) use inlines::plain;

/// Reads one Markdown file.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Document {
    let mut own = Diagnostics::new();
    let prepared = prepare::prepare(file, text, &[], &mut own);
    let first = build::build(file, text, &prepared, &mut own);
    if first.indents.is_empty() {
        diags.merge(own);
        return first.document;
    }
    // Indented Han text was taken for code: read again without those indents (N8.8, MD.13).
    let mut indents = Vec::new();
    for (span, own) in first.indents {
        diags.push(catalog::indented_text(span));
        indents.extend(own);
    }
    let prepared = prepare::prepare(file, text, &indents, diags);
    build::build(file, text, &prepared, diags).document
}
