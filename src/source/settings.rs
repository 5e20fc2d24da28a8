//! What book.yaml asks of pages and files: `pdf`, `print`, `epub`, `fonts`, `labels`, `normalize`.
//!
//! In: the keys of book.yaml. Out: settings, with defaults where a key is missing or wrong. Never
//! here: meta data and chapters (`config.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::catalog::config as catalog;
use crate::diag::catalog::source::path_outside;
use crate::model::book::SectionKind;
use crate::model::lint::LINTS;
use crate::model::settings::{
    Card, EpubFonts, EpubProfile, EpubSettings, FirstMark, FontFiles, Inks, Level, LineSettings,
    Missing, NotePlacement, Openings, OwnStyle, PdfSettings, Preset, PrintSettings, Profile,
    Punctuation, Settings, Standard, Toggle, VerseRows, Writing,
};
use crate::units::{Len, Size};

use super::disk::resolve;
use super::fields::{Fields, Reader};
use super::yaml::{Data, Value};

/// The names of the normalizer's rules.
pub const RULES: [&str; 15] = [
    "quotes",
    "primes",
    "title-marks",
    "ellipsis",
    "dash",
    "range",
    "punctuation",
    "fullwidth",
    "spaces",
    "interpunct",
    "repeats",
    "zero",
    "invisible",
    "compose",
    "radicals",
];

/// The trims that have a name (成品尺寸), in hundredths of a millimetre.
const TRIMS: [(&str, i64, i64); 10] = [
    ("A4", 21_000, 29_700),
    ("A5", 14_800, 21_000),
    ("A6", 10_500, 14_800),
    ("B5", 17_600, 25_000),
    ("大32开", 14_000, 20_300),
    ("32开", 13_000, 18_400),
    ("小32开", 13_000, 18_400),
    ("大16开", 21_000, 28_500),
    ("16开", 18_500, 26_000),
    ("小16开", 17_000, 24_000),
];

/// The keys of `pdf`.
const PDF_KEYS: [&str; 20] = [
    "size",
    "grid",
    "body",
    "bleed",
    "marks",
    "running-heads",
    "contents-depth",
    "openings",
    "half-title",
    "card",
    "verse-rows",
    "verse-apart",
    "page-multiple",
    "punctuation",
    "breaking",
    "squeeze-stops",
    "first-line-mark",
    "han-latin-gap",
    "hanging",
    "hyphenation",
];

/// On which page chapters open.
const OPENINGS: [(&str, Openings); 2] = [("any", Openings::Any), ("recto", Openings::Recto)];

/// How verse stands in rows.
const VERSE_ROWS: [(&str, VerseRows); 3] =
    [("auto", VerseRows::Auto), ("single", VerseRows::Single), ("paired", VerseRows::Paired)];

/// The smallest and largest side of a page.
const SIDES: (Len, Len) = (Len::mm100(5_000), Len::mm100(60_000));

/// Reads all settings.
pub(super) fn settings(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Settings {
    let notes = [
        ("page", NotePlacement::Page),
        ("chapter", NotePlacement::Chapter),
        ("book", NotePlacement::Book),
    ];
    let writing = [("horizontal", Writing::Horizontal), ("vertical", Writing::Vertical)];
    Settings {
        notes: fields.choice("notes", &notes, reader).unwrap_or_default(),
        writing: fields.choice("writing", &writing, reader).unwrap_or_default(),
        labels: labels(fields, reader),
        rules_off: rules_off(fields, reader),
        fonts: fonts(fields, reader),
        pdf: pdf(fields, reader).unwrap_or_default(),
        print: print(fields, reader).unwrap_or_default(),
        epub: epub(fields, reader).unwrap_or_default(),
        // A matter of one run, and so of the command line alone.
        missing: Missing::default(),
    }
}

fn labels(fields: &Fields<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, SectionKind> {
    const KINDS: [(&str, SectionKind); 5] = [
        ("text", SectionKind::Text),
        ("epigraph", SectionKind::Epigraph),
        ("recap", SectionKind::Recap),
        ("closing", SectionKind::Closing),
        ("author-note", SectionKind::AuthorNote),
    ];
    let mut labels = BTreeMap::new();
    let Some(value) = fields.get("labels") else { return labels };
    let Some(own) = Fields::of_any(value, "labels.", reader) else { return labels };
    for (key, value) in own.each().filter(|(_, value)| value.data != Data::Null) {
        if let Some(kind) = reader.choice(value, &format!("labels.{key}"), &KINDS) {
            labels.insert(key.trim_matches(['【', '】']).to_owned(), kind);
        }
    }
    labels
}

fn rules_off(fields: &Fields<'_>, reader: &mut Reader<'_>) -> BTreeSet<String> {
    let Some(value) = fields.get("normalize") else { return BTreeSet::new() };
    let off = |rule: &&str| (*rule).to_owned();
    if value.data == Data::Switch(false) {
        return RULES.iter().map(off).collect();
    }
    if value.data == Data::Switch(true) {
        return BTreeSet::new();
    }
    let names: Vec<&str> = RULES.into_iter().chain(LINTS.map(|(_, name)| name)).collect();
    let Some(own) = Fields::of(value, "normalize.", &names, reader) else {
        return BTreeSet::new();
    };
    names.iter().filter(|rule| own.toggle(rule, reader) == Some(Toggle::Off)).map(off).collect()
}

fn fonts(fields: &Fields<'_>, reader: &mut Reader<'_>) -> FontFiles {
    let all = fields.get("font").and_then(|value| font(value, "font", reader));
    let keys = ["body", "heading", "verse", "quote", "note", "latin", "mono"];
    let own = fields.get("fonts").and_then(|value| Fields::of(value, "fonts.", &keys, reader));
    let mut places = BTreeMap::new();
    if let (Some(name), Some(value)) = (&all, fields.get("font")) {
        places.insert(name.clone(), value.span);
    }
    let mut role = |key: &str| {
        let value = own.as_ref()?.get(key)?;
        let name = font(value, &format!("fonts.{key}"), reader)?;
        places.entry(name.clone()).or_insert(value.span);
        Some(name)
    };
    FontFiles {
        body: role("body"),
        heading: role("heading"),
        verse: role("verse"),
        quote: role("quote"),
        note: role("note"),
        latin: role("latin"),
        mono: role("mono"),
        all,
        places,
    }
}

/// A file in `fonts/`, with or without the folder's name.
fn font(value: &Value, key: &str, reader: &mut Reader<'_>) -> Option<String> {
    let written = reader.text(value, key)?;
    let path = resolve("", &written);
    if path.is_none() {
        reader.diags.push(path_outside(&written).at(value.span));
    }
    path.map(|path| path.strip_prefix("fonts/").unwrap_or(&path).to_owned())
}

fn pdf(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<PdfSettings> {
    let own = Fields::of(fields.get("pdf")?, "pdf.", &PDF_KEYS, reader)?;
    let default = PdfSettings::default();
    let body = (Len::pt(6), Len::pt(36));
    let bleed = (Len::ZERO, Len::mm100(2_000));
    let depth = own.number("contents-depth", (0, 6), reader);
    Some(PdfSettings {
        trim: own.get("size").and_then(|size| trim(size, reader)).unwrap_or(default.trim),
        grid: own.get("grid").and_then(|grid| self::grid(grid, reader)),
        body: own.length("body", body, reader).unwrap_or(default.body),
        bleed: own.length("bleed", bleed, reader).unwrap_or(default.bleed),
        marks: own.toggle("marks", reader).unwrap_or(default.marks),
        running_heads: own.toggle("running-heads", reader).unwrap_or(default.running_heads),
        contents_depth: depth
            .and_then(|depth| u8::try_from(depth).ok())
            .unwrap_or(default.contents_depth),
        openings: own.choice("openings", &OPENINGS, reader).unwrap_or(default.openings),
        half_title: own.toggle("half-title", reader).unwrap_or(default.half_title),
        card: own.get("card").and_then(|value| card(value, reader)).unwrap_or(default.card),
        verse_rows: own.choice("verse-rows", &VERSE_ROWS, reader).unwrap_or(default.verse_rows),
        verse_apart: own.toggle("verse-apart", reader).unwrap_or(default.verse_apart),
        page_multiple: own
            .number("page-multiple", (1, 64), reader)
            .unwrap_or(default.page_multiple),
        lines: lines(&own, reader),
    })
}

/// `on`, `off`, or the names that are told: `[时间, 地点]`.
fn card(value: &Value, reader: &mut Reader<'_>) -> Option<Card> {
    if let Data::List(list) = &value.data {
        let names = list.iter().filter_map(|name| reader.text(name, "pdf.card"));
        return Some(Card::Only(names.collect()));
    }
    let toggle = reader.toggle(value, "pdf.card")?;
    Some(if toggle == Toggle::On { Card::All } else { Card::None })
}

/// How lines are set: keys of `pdf` too.
fn lines(own: &Fields<'_>, reader: &mut Reader<'_>) -> LineSettings {
    let styles = [
        ("quanjiao", Punctuation::Quanjiao),
        ("banjiao", Punctuation::Banjiao),
        ("kaiming", Punctuation::Kaiming),
        ("cct", Punctuation::Cct),
        ("hang-end", Punctuation::HangEnd),
        ("plain", Punctuation::Plain),
    ];
    let levels = [
        ("none", Level::None),
        ("basic", Level::Basic),
        ("gb", Level::Gb),
        ("gb+", Level::GbPlus),
        ("strict", Level::Strict),
    ];
    let first = [("half", FirstMark::Half), ("full", FirstMark::Full)];
    let gaps = [("none", 0), ("1/8", 125), ("1/6", 167), ("1/5", 200), ("1/4", 250)];
    let default = LineSettings::default();
    LineSettings {
        punctuation: own.choice("punctuation", &styles, reader).unwrap_or(default.punctuation),
        breaking: own.choice("breaking", &levels, reader),
        squeeze_stops: own.toggle("squeeze-stops", reader).unwrap_or(default.squeeze_stops),
        first_mark: own.choice("first-line-mark", &first, reader).unwrap_or(default.first_mark),
        han_latin_gap: own.choice("han-latin-gap", &gaps, reader).unwrap_or(default.han_latin_gap),
        hanging: own.toggle("hanging", reader).unwrap_or(default.hanging),
        hyphenation: own.toggle("hyphenation", reader).unwrap_or(default.hyphenation),
    }
}

/// `A5`, `大32开`, `6x9in`, `148x210mm`, `[148mm, 210mm]`.
fn trim(value: &Value, reader: &mut Reader<'_>) -> Option<Size> {
    if let Data::List(list) = &value.data {
        let [width, height] = list.as_slice() else {
            reader.expected(value, "pdf.size", catalog::Kind::Sides);
            return None;
        };
        let width = reader.length(width, "pdf.size", SIDES);
        let height = reader.length(height, "pdf.size", SIDES);
        return Some(Size { width: width?, height: height? });
    }
    let written = match &value.data {
        Data::Text(written) => written.trim().to_owned(),
        _ => reader.written(value).to_owned(),
    };
    let name = written.replace([' ', '开'], "").to_uppercase();
    let named = TRIMS.iter().find(|(known, _, _)| known.replace('开', "") == name);
    let size = match named {
        Some((_, width, height)) => {
            Some(Size { width: Len::mm100(*width), height: Len::mm100(*height) })
        }
        None => product(&written),
    };
    if size.is_none() {
        let names: Vec<&str> =
            TRIMS.iter().map(|(name, _, _)| *name).chain(["6x9in", "[148mm, 210mm]"]).collect();
        reader.diags.push(catalog::choice_unknown(value.span, "pdf.size", &written, &names));
    }
    size
}

/// `6x9in`, `148×210 mm`.
fn product(written: &str) -> Option<Size> {
    let (width, height) = written.split_once(['x', '×', 'X', '*'])?;
    let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    let bare = width.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let width = if bare { format!("{}{unit}", width.trim()) } else { width.to_owned() };
    let size = Size { width: Len::parse(&width)?, height: Len::parse(height)? };
    let fits = |side: Len| side >= SIDES.0 && side <= SIDES.1;
    (fits(size.width) && fits(size.height)).then_some(size)
}

/// `[29, 28]`: characters in a line, lines on a page.
fn grid(value: &Value, reader: &mut Reader<'_>) -> Option<(u32, u32)> {
    let list = reader.list(value, "pdf.grid")?;
    let [characters, lines] = list else {
        reader.expected(value, "pdf.grid", catalog::Kind::Pair);
        return None;
    };
    let characters = reader.number(characters, "pdf.grid", (6, 120));
    let lines = reader.number(lines, "pdf.grid", (6, 120));
    Some((characters?, lines?))
}

fn print(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<PrintSettings> {
    let keys = ["preset", "standard", "paper", "spine", "ink", "profile", "multiple"];
    let own = Fields::of(fields.get("print")?, "print.", &keys, reader)?;
    let presets = [
        ("cn", Preset::Cn),
        ("kdp", Preset::Kdp),
        ("ingram", Preset::Ingram),
        ("lulu", Preset::Lulu),
    ];
    let standards = [("x4", Standard::X4), ("x1a", Standard::X1a)];
    Some(PrintSettings {
        preset: own.choice("preset", &presets, reader).unwrap_or_default(),
        standard: own.choice("standard", &standards, reader),
        paper: own.text("paper", reader),
        spine: own.length("spine", (Len::mm100(1), Len::mm100(15_000)), reader),
        ink: own.choice("ink", &[("k", Inks::K), ("cmyk", Inks::Cmyk)], reader).unwrap_or_default(),
        profile: own.get("profile").and_then(|value| profile(value, reader)),
        multiple: own.number("multiple", (1, 64), reader),
    })
}

/// A file inside the book's folder; its bytes are read with the pictures.
fn profile(value: &Value, reader: &mut Reader<'_>) -> Option<Profile> {
    let written = reader.text(value, "print.profile")?;
    let path = resolve("", &written);
    if path.is_none() {
        reader.diags.push(path_outside(&written).at(value.span));
    }
    path.map(|path| Profile { path, bytes: Arc::default(), span: value.span })
}

fn epub(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<EpubSettings> {
    let keys = ["page-list", "fonts", "profile", "css"];
    let own = Fields::of(fields.get("epub")?, "epub.", &keys, reader)?;
    let default = EpubSettings::default();
    let fonts = [("subset", EpubFonts::Subset), ("none", EpubFonts::None)];
    let profiles = [("default", EpubProfile::Default), ("duokan", EpubProfile::Duokan)];
    let css = own.text("css", reader).zip(own.get("css"));
    Some(EpubSettings {
        page_list: own.toggle("page-list", reader).unwrap_or(default.page_list),
        fonts: own.choice("fonts", &fonts, reader).unwrap_or(default.fonts),
        profile: own.choice("profile", &profiles, reader).unwrap_or(default.profile),
        // Its text is read with the other files of the book.
        css: css.map(|(path, value)| OwnStyle { path, span: value.span, text: String::new() }),
    })
}
