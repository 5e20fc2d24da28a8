//! Pages as text, for golden tests: where every run of glyphs stands, and what it says.
//!
//! In: [`Pages`]. Out: one line for each item, in points with two decimals; a changed page shows
//! as changed lines. Never here: pictures of pages.

use std::fmt::Write;

use crate::font::Faces;
use crate::units::Len;

use super::frame::{Destination, GlyphRun, Item, LabelStyle, Pages, Part};

/// All pages as text.
pub fn dump(pages: &Pages, faces: &Faces) -> String {
    let mut out = String::new();
    let (width, height) = (pages.trim.width, pages.trim.height);
    let _ = writeln!(out, "trim {} × {}", points(width), points(height));
    for page in &pages.pages {
        let style = match page.label.style {
            LabelStyle::Roman => "roman",
            LabelStyle::Arabic => "arabic",
        };
        let _ = writeln!(out, "page {style} {}", page.label.number);
        for item in &page.items {
            dump_item(item, faces, &mut out);
        }
    }
    for anchor in &pages.anchors {
        let (x, y) = (points(anchor.at.x), points(anchor.at.y));
        let _ = writeln!(out, "anchor {} page {} at {x} {y}", anchor.id, anchor.page_index + 1);
    }
    out
}

fn dump_item(item: &Item, faces: &Faces, out: &mut String) {
    match item {
        Item::Glyphs(run) => dump_run(run, faces, out),
        Item::Line(_) => {}
        Item::Rule(rule) => {
            let (at, size) = (rule.rect.origin, rule.rect.size);
            let _ = writeln!(
                out,
                "  rule {} {} {} × {}",
                points(at.x),
                points(at.y),
                points(size.width),
                points(size.height)
            );
        }
        Item::Picture(picture) => {
            let (at, size) = (picture.rect.origin, picture.rect.size);
            let _ = writeln!(
                out,
                "  picture {} {} {} {} × {}",
                picture.asset.0,
                points(at.x),
                points(at.y),
                points(size.width),
                points(size.height)
            );
        }
        Item::Link(link) => {
            let to = match &link.to {
                Destination::Url(url) => url,
                Destination::Anchor(id) => id,
            };
            let at = link.rect.origin;
            let _ = writeln!(
                out,
                "  link {} {} {} → {to}",
                points(at.x),
                points(at.y),
                points(link.rect.size.width)
            );
        }
    }
}

fn dump_run(run: &GlyphRun, faces: &Faces, out: &mut String) {
    let face = &faces.face(run.face).postscript_name;
    let artifact = if run.part == Part::Artifact { " artifact" } else { "" };
    let last = run.glyphs.last().map_or(Len::ZERO, |glyph| glyph.x);
    let _ = writeln!(
        out,
        "  {} {} {face} {}{artifact} “{}” {} glyphs to {}",
        points(run.origin.x),
        points(run.origin.y),
        run.size,
        run.text.replace('\n', "⏎"),
        run.glyphs.len(),
        points(run.origin.x + last)
    );
}

fn points(length: Len) -> String {
    let hundredths = (length.0 * 100 + length.0.signum() * 32_768) / 65_536;
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}
