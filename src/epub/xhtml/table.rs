//! Tables as XHTML: a head with its scope, and a frame that lets a wide table be moved.
//!
//! In: a table of the model. Out: `<table>` in a frame that takes the keyboard (WCAG 2.1.1: what
//! scrolls must be reachable). Never here: widths; the reader's screen gives them.

use crate::model::block::{Alignment, Table};
use crate::model::inline::{Inline, plain_text};

use super::super::glyphs::Style;
use super::super::markup::Markup;
use super::document::Context;
use super::inline::line;

/// Writes a table.
pub(super) fn table(context: &Context<'_>, style: Style, table: &Table, out: &mut Markup) {
    out.raw("<div class=\"table\" role=\"group\" tabindex=\"0\"");
    let label = table.caption.as_ref().map(|caption| plain_text(caption)).unwrap_or_default();
    out.attribute("aria-label", if label.is_empty() { context.words.table } else { &label });
    out.raw(">\n<table>\n");
    if let Some(caption) = &table.caption {
        out.raw("<caption>");
        line(context, style, caption, out);
        out.raw("</caption>\n");
    }
    if table.head.iter().any(|cell| !cell.is_empty()) {
        out.raw("<thead>\n");
        row(context, style, table, &table.head, "th", out);
        out.raw("</thead>\n");
    }
    if !table.rows.is_empty() {
        out.raw("<tbody>\n");
        table.rows.iter().for_each(|cells| row(context, style, table, cells, "td", out));
        out.raw("</tbody>\n");
    }
    out.raw("</table>\n</div>\n");
}

fn row(
    context: &Context<'_>,
    style: Style,
    table: &Table,
    cells: &[Vec<Inline>],
    tag: &str,
    out: &mut Markup,
) {
    out.raw("<tr>");
    for (column, cell) in cells.iter().enumerate() {
        // An empty head names nothing: it is a cell.
        let head = tag == "th" && !cell.is_empty();
        out.raw(if head { "<th scope=\"col\"" } else { "<td" });
        match table.alignments.get(column) {
            Some(Alignment::Left) => out.attribute("class", "left"),
            Some(Alignment::Center) => out.attribute("class", "center"),
            Some(Alignment::Right) => out.attribute("class", "right"),
            Some(Alignment::Default) | None => {}
        }
        out.raw(">");
        line(context, if head { style.strong() } else { style }, cell, out);
        out.raw(if head { "</th>" } else { "</td>" });
    }
    out.raw("</tr>\n");
}
