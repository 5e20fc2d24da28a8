//! The report of a preflight: a table for people, a JSON document for programs (docs/print.md).
//!
//! In: [`Facts`] and what was said. Out: text. Never here: what is right or wrong.

use std::fmt::Write;

use crate::diag::catalog::preflight::{Row, label, yes_or_no};
use crate::diag::render::quoted;
use crate::diag::report::{Diagnostic, Severity, Tongue};

use super::facts::{Box4, Facts};

/// A line for each fact, in the person's language.
pub fn table(facts: &Facts, tongue: Tongue) -> String {
    let mut out = String::new();
    let mut line = |row: Row, value: &str| {
        let _ = writeln!(out, "{}{value}", label(row).in_tongue(tongue));
    };
    line(Row::Standard, facts.standard.as_deref().unwrap_or("–"));
    line(Row::Version, &facts.version);
    let conditions: Vec<&str> = facts.intents.iter().map(|it| it.identifier.as_str()).collect();
    line(Row::Intent, &conditions.join(", "));
    line(Row::Pages, &facts.pages.len().to_string());
    if let Some(page) = facts.pages.first() {
        for (row, found) in [
            (Row::Media, page.media),
            (Row::Bleed, page.bleed),
            (Row::Trim, page.trim.or(page.art)),
        ] {
            line(row, &found.map_or("–".to_owned(), millimetres));
        }
    }
    for (name, font) in &facts.fonts {
        let embedded = yes_or_no(font.embedded);
        line(Row::Font, &format!("{name} ({})", embedded.in_tongue(tongue)));
    }
    let spaces: Vec<&str> = facts.spaces.keys().map(String::as_str).collect();
    line(Row::Colours, &spaces.join(", "));
    line(Row::Images, &facts.images.len().to_string());
    if let Some(least) = facts.images.iter().map(|image| image.density).min() {
        line(Row::Density, &format!("{least} ppi"));
    }
    line(Row::Ink, &format!("{} %", facts.ink.0));
    out
}

/// One JSON document: the facts, and the messages.
pub fn json(name: &str, facts: &Facts, said: &[&Diagnostic]) -> String {
    let optional = |text: Option<&str>| text.map_or("null".to_owned(), quoted);
    let list = |items: Vec<String>| format!("[{}]", items.join(","));
    let of_box = |found: Option<Box4>| {
        found.map_or("null".to_owned(), |corners| {
            list(corners.iter().map(|value| decimal(*value)).collect())
        })
    };
    let page = facts.pages.first().copied().unwrap_or_default();
    let intents = facts.intents.iter().map(|intent| quoted(&intent.identifier)).collect();
    let font = |(name, font): (&String, &super::facts::Font)| {
        format!(
            "{{\"name\":{},\"embedded\":{},\"subset\":{},\"mapped\":{}}}",
            quoted(name),
            font.embedded,
            font.subset,
            font.mapped
        )
    };
    let image = |image: &super::facts::Image| {
        let (width, height) = image.pixels;
        format!(
            "{{\"page\":{},\"width\":{width},\"height\":{height},\"ppi\":{},\"colours\":{}}}",
            image.page,
            image.density,
            quoted(&image.space)
        )
    };
    let finding = |one: &&Diagnostic| {
        let severity = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        format!(
            "{{\"id\":{},\"severity\":\"{severity}\",\"message\":{{\"en\":{},\"zh\":{}}}}}",
            quoted(one.id),
            quoted(&one.message.en),
            quoted(&one.message.zh)
        )
    };
    let errors = said.iter().filter(|one| one.severity == Severity::Error).count();
    format!(
        "{{\"form\":1,\"file\":{},\"ok\":{},\"standard\":{},\"version\":{},\"intents\":{},\
         \"pages\":{},\"media\":{},\"bleed\":{},\"trim\":{},\"fonts\":{},\"colours\":{},\
         \"images\":{},\"ink\":{},\"findings\":{}}}\n",
        quoted(name),
        errors == 0,
        optional(facts.standard.as_deref()),
        quoted(&facts.version),
        list(intents),
        facts.pages.len(),
        of_box(page.media),
        of_box(page.bleed),
        of_box(page.trim.or(page.art)),
        list(facts.fonts.iter().map(font).collect()),
        list(facts.spaces.keys().map(|space| quoted(space)).collect()),
        list(facts.images.iter().map(image).collect()),
        facts.ink.0,
        list(said.iter().map(finding).collect()),
    )
}

/// Hundredths of a point as points.
fn decimal(hundredths: i64) -> String {
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// `148.0 × 210.0 mm`.
fn millimetres([left, low, right, high]: Box4) -> String {
    let tenths = |hundredths: i64| (hundredths * 254 + 3600).div_euclid(7200);
    let shown = |length: i64| {
        let tenths = tenths(length);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    format!("{} × {} mm", shown(right - left), shown(high - low))
}
