//! The stylesheet of the book: how a well-made Chinese novel looks on a screen.
//!
//! In: the settings, the author's own rules and the fonts that travel with the book. Out: `style.css` (TYPOGRAPHY E8).
//! Sizes are in em, colours are the reader's own, nothing is forced: no `!important`, no pixels, no
//! black on white (E15). What a reading system does not know it leaves out without harm.

use crate::diag::span::Span;
use crate::font::{LatinStyle, Role};
use crate::model::book::Book;
use crate::model::settings::Writing;

use super::fonts::{self, Fonts};
use super::glyphs::{Glyphs, Style};

/// What the stylesheet itself puts on the page.
const CONTENT: &str = "〔〕";

/// The rules that every book has.
const RULES: &str = include_str!("style.css");
/// What vertical lines need besides.
const VERTICAL: &str = include_str!("vertical.css");

/// A mark in a head keeps the face of the head.
const HEADS: &str = "h1 *, h2 *, h3 *, h4 *, h5 *, h6 *, .subhead *, .remark-title * \
    { font-family: inherit; font-weight: inherit; }\nem.dots { font-family: inherit; }\n\
    .facts dt { font-family: inherit; }\n";
/// The reader's own faces may have no medium weight.
const WITHOUT_FONTS: &str = "h1, h2, h3, h4, h5, h6, .subhead, .remark-title \
    { font-weight: bold; }\n";

/// Families of the reader that take the place of ours, by role.
const SONG: &str = "\"Songti SC\", \"Source Han Serif SC\", \"Noto Serif CJK SC\", \"STSong\", \
    \"SimSun\", serif";
const HEI: &str = "\"PingFang SC\", \"Source Han Sans SC\", \"Noto Sans CJK SC\", \
    \"Microsoft YaHei\", sans-serif";
const KAI: &str = "\"Kaiti SC\", \"STKaiti\", \"KaiTi\", serif";
const MONO: &str = "\"SF Mono\", \"Menlo\", \"Consolas\", monospace";

/// Which elements are set in which role.
const SELECTORS: [(&str, Role, LatinStyle, &str); 11] = [
    ("body", Role::Body, LatinStyle::Regular, SONG),
    ("strong, dt, th, .lead", Role::Strong, LatinStyle::Bold, SONG),
    (
        "h1, h2, h3, h4, h5, h6, .subhead, .remark-title, .book-subtitle",
        Role::Heading,
        LatinStyle::Regular,
        HEI,
    ),
    (".book-title, .part-page h1", Role::Display, LatinStyle::Regular, HEI),
    (".verse", Role::Verse, LatinStyle::Regular, KAI),
    (
        "blockquote, .recap, .author-note, .closing, .verse-author, .side-note",
        Role::Quote,
        LatinStyle::Regular,
        KAI,
    ),
    ("em", Role::Quote, LatinStyle::Italic, KAI),
    ("em strong", Role::Strong, LatinStyle::BoldItalic, SONG),
    ("strong em", Role::Quote, LatinStyle::BoldItalic, KAI),
    (".note, figcaption, .inline-note", Role::Note, LatinStyle::Regular, SONG),
    ("code, kbd, pre", Role::Mono, LatinStyle::Regular, MONO),
];

/// Notes the characters that the stylesheet shows by itself.
pub(super) fn note_content(glyphs: &mut Glyphs) {
    glyphs.note(Style::of(Role::Note), CONTENT, Span::default());
}

/// Writes the stylesheet.
pub(super) fn stylesheet(book: &Book, fonts: &Fonts) -> String {
    let mut out = String::from("@charset \"utf-8\";\n");
    for file in &fonts.files {
        out.push_str(&format!(
            "@font-face {{ font-family: \"{}\"; font-weight: {}; font-style: {}; \
             src: url(\"{}\"); }}\n",
            file.family,
            file.weight,
            if file.italic { "italic" } else { "normal" },
            file.path,
        ));
    }
    out.push_str(RULES);
    for (selector, role, latin, fallback) in SELECTORS {
        let own: String = fonts::stack(fonts, role, latin)
            .iter()
            .map(|family| format!("\"{family}\", "))
            .collect();
        out.push_str(&format!("{selector} {{ font-family: {own}{fallback}; }}\n"));
    }
    out.push_str(HEADS);
    if fonts.files.is_empty() {
        out.push_str(WITHOUT_FONTS);
    }
    if book.settings.writing == Writing::Vertical {
        out.push_str(VERTICAL);
    }
    if let Some(own) = &book.settings.epub.css {
        out.push_str("\n/* The book's own */\n");
        out.push_str(&own.text);
    }
    out
}
