//! The pages around the text: cover, title page, colophon, part pages.
//!
//! In: what book.yaml tells. Out: documents. No field is printed that book.yaml leaves empty, and
//! none is invented (TYPOGRAPHY B5, B9).

use crate::diag::span::Span;
use crate::font::Role;
use crate::model::book::{Chapter, Division, Part};
use crate::model::meta::Meta;
use crate::model::toc::chapter_title;

use super::super::glyphs::Style;
use super::super::markup::Markup;
use super::super::words::Fact;
use super::block::own_text;
use super::document::{Context, Document, Matter};

/// What a chapter is called in the vocabularies of EPUB and ARIA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::epub) struct Kind {
    /// `epub:type`
    pub semantic: &'static str,
    /// `role`
    pub role: &'static str,
}

const CHAPTER: Kind = Kind { semantic: "chapter", role: "doc-chapter" };

/// Chapters that are known by the words of their title.
const KINDS: [(&[&str], Kind); 8] = [
    (
        &["楔子", "引子", "序章", "序幕", "序曲"],
        Kind { semantic: "prologue", role: "doc-prologue" },
    ),
    (&["尾声", "尾聲", "终章", "終章"], Kind { semantic: "epilogue", role: "doc-epilogue" }),
    (
        &["前言", "自序", "序言", "序", "代序", "序文"],
        Kind { semantic: "preface", role: "doc-preface" },
    ),
    (
        &["导言", "導言", "引言", "绪论", "緒論"],
        Kind { semantic: "introduction", role: "doc-introduction" },
    ),
    (&["后记", "後記", "跋", "编后记"], Kind { semantic: "afterword", role: "doc-afterword" }),
    (&["附录", "附錄"], Kind { semantic: "appendix", role: "doc-appendix" }),
    (&["致谢", "致謝", "鸣谢"], Kind { semantic: "acknowledgments", role: "doc-acknowledgments" }),
    (&["献词", "獻詞", "题献"], Kind { semantic: "dedication", role: "doc-dedication" }),
];

/// What a chapter is.
pub(in crate::epub) fn kind_of_chapter(chapter: &Chapter) -> Kind {
    let title = chapter_title(chapter);
    let name = title.split(['\u{3000}', '：', ' ', '·']).next().unwrap_or("");
    let known = KINDS.iter().find(|(names, _)| names.contains(&name));
    known.map_or(CHAPTER, |(_, kind)| *kind)
}

/// The cover.
pub(in crate::epub) fn cover(context: &Context<'_>, file: &str) -> Document {
    let mut out = Markup::default();
    let title = &context.book.meta.title;
    out.raw("<section epub:type=\"cover\">\n<img role=\"doc-cover\"");
    out.attribute("src", file);
    let words = format!("{}：{title}", context.words.cover);
    out.attribute("alt", &words);
    out.shown.note(Style::of(Role::Body), &words, Span::default());
    out.raw("/>\n</section>\n");
    Document::new(context, "cover", context.words.cover, Matter::Front, out)
}

/// The title page (扉页): title, subtitle, makers, publisher, and no more.
pub(in crate::epub) fn title_page(context: &Context<'_>) -> Document {
    let meta = &context.book.meta;
    let (mut out, display) = (Markup::default(), Style::of(Role::Display));
    let body = Style::of(Role::Body);
    out.raw("<section class=\"title-page\" epub:type=\"titlepage\">\n");
    own_text(display, "h1", "book-title", &meta.title, &mut out);
    if let Some(subtitle) = &meta.subtitle {
        own_text(Style::of(Role::Heading), "p", "book-subtitle", subtitle, &mut out);
    }
    if let Some(series) = &meta.series {
        let number = series.number.map(|number| format!("·{number}")).unwrap_or_default();
        own_text(body, "p", "book-series", &format!("{}{number}", series.name), &mut out);
    }
    if !meta.creators.is_empty() {
        out.raw("<div class=\"makers\">\n");
        for creator in &meta.creators {
            out.raw("<p>");
            out.text(body, &creator.name, Span::default());
            let word = context.words.maker(&creator.role);
            if !word.is_empty() {
                out.raw("<span class=\"maker-role\">");
                out.text(body, &format!("\u{3000}{word}"), Span::default());
                out.raw("</span>");
            }
            out.raw("</p>\n");
        }
        out.raw("</div>\n");
    }
    if let Some(publisher) = &meta.publisher {
        own_text(body, "p", "book-publisher", publisher, &mut out);
    }
    out.raw("</section>\n");
    Document::new(context, "title", context.words.title_page, Matter::Front, out)
}

/// The page of rights and facts; `None` when book.yaml tells nothing of the kind.
pub(in crate::epub) fn colophon(context: &Context<'_>) -> Option<Document> {
    let meta = &context.book.meta;
    let facts = facts(meta);
    if facts.is_empty() {
        return None;
    }
    let (mut out, style) = (Markup::default(), Style::of(Role::Body));
    out.raw("<section class=\"colophon-page\" epub:type=\"colophon\" role=\"doc-colophon\">\n");
    own_text(Style::of(Role::Heading), "h1", "", context.words.colophon, &mut out);
    out.raw("<dl class=\"facts\">\n");
    let title = (Fact::Title, meta.title.clone());
    for (fact, value) in std::iter::once(title).chain(facts) {
        out.raw("<div>");
        own_text(style, "dt", "", context.words.fact(fact), &mut out);
        own_text(style, "dd", "", &value, &mut out);
        out.raw("</div>\n");
    }
    out.raw("</dl>\n</section>\n");
    Some(Document::new(context, "colophon", context.words.colophon, Matter::Front, out))
}

fn facts(meta: &Meta) -> Vec<(Fact, String)> {
    let mut list: Vec<(Fact, String)> = Vec::new();
    let mut add = |fact: Fact, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            list.push((fact, value));
        }
    };
    let series = meta.series.as_ref().map(|series| match series.number {
        Some(number) => format!("{}·{number}", series.name),
        None => series.name.clone(),
    });
    add(Fact::Series, series);
    add(Fact::Publisher, meta.publisher.clone());
    add(Fact::Date, meta.date.clone());
    let edition =
        meta.edition.clone().or_else(|| meta.version.clone().filter(|_| meta.commit.is_none()));
    let told: Vec<String> = [edition, meta.revision()].into_iter().flatten().collect();
    add(Fact::Edition, Some(told.join(" · ")));
    add(Fact::Isbn, meta.isbn.clone().map(|isbn| format!("ISBN {isbn}")));
    add(Fact::Source, meta.source.clone());
    add(Fact::Rights, meta.rights.clone());
    add(Fact::License, meta.license.clone());
    list
}

/// The page that opens a part (篇扉).
pub(in crate::epub) fn part(context: &Context<'_>, part: &Part, name: &str) -> Document {
    let mut out = Markup::default();
    out.raw("<section class=\"part-page\" epub:type=\"part\" role=\"doc-part\"");
    out.id(&part.id);
    out.raw(">\n");
    context.breaks.before(&part.id, &mut out);
    own_text(Style::of(Role::Display), "h1", "", &part.title, &mut out);
    context.breaks.after(&part.id, &mut out);
    out.raw("</section>\n");
    Document::new(context, name, &part.title, Matter::Body, out)
}

/// Whether a chapter belongs to the body.
pub(in crate::epub) fn is_body(chapter: &Chapter) -> bool {
    chapter.division == Division::Body
}
