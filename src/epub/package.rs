//! The package document: what the book is, which files it has, in which order they are read.
//!
//! In: the metadata and the list of files. Out: `package.opf` (EPUB 3.3 §5). What book.yaml does not
//! tell is left out. What is said of accessibility (EPUB Accessibility 1.1 §2) is true of the files
//! as they are; conformance is claimed by whoever certifies it, never here.

use crate::model::meta::{Creator, Meta};
use crate::model::settings::Writing;

use super::markup::escaped;
use super::pictures::Shown;
use super::xhtml::document::Context;

/// A file of the package.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its id in the package.
    pub id: String,
    /// The path from the package's folder.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// `nav`, `cover-image` or empty.
    pub properties: &'static str,
    /// Whether it is read in turn.
    pub reading: Reading,
}

/// Whether a file stands in the reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A page.
    Page,
    /// A picture, font, stylesheet.
    Resource,
}

/// What the accessibility metadata must know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    /// The pictures of the text.
    pub shown: Shown,
    /// Whether something may move: then nobody vouches that it does not flash.
    pub moving: bool,
    /// Whether there is ruby.
    pub ruby: bool,
    /// Whether the pages of the print are marked.
    pub pages: bool,
}

/// The id of the cover picture in the package.
pub(super) const COVER_ID: &str = "cover-image";

/// Writes the package document.
pub(super) fn package(context: &Context<'_>, items: &[Item], access: Access) -> String {
    let meta = &context.book.meta;
    let language = escaped(&meta.language.tag);
    let mut out = Opf(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"book-id\" xml:lang=\"{language}\" dir=\"ltr\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
    ));
    titles(meta, &mut out);
    meta.creators.iter().enumerate().for_each(|(index, one)| creator(index + 1, one, &mut out));
    facts(meta, &mut out);
    if access.pages {
        pagination(context, &mut out);
    }
    accessibility(context, access, &mut out);
    out.meta("rendition:layout", "reflowable");
    out.0.push_str(&format!("<meta name=\"cover\" content=\"{COVER_ID}\"/>\n"));
    out.0.push_str("</metadata>\n<manifest>\n");
    items.iter().for_each(|item| manifest_item(item, &mut out));
    let direction = match context.book.settings.writing {
        Writing::Horizontal => "ltr",
        Writing::Vertical => "rtl",
    };
    out.0.push_str(&format!(
        "</manifest>\n<spine toc=\"ncx\" page-progression-direction=\"{direction}\">\n"
    ));
    for item in items.iter().filter(|item| item.reading == Reading::Page) {
        out.0.push_str(&format!("<itemref idref=\"{}\"/>\n", item.id));
    }
    out.0.push_str("</spine>\n</package>\n");
    out.0
}

struct Opf(String);

impl Opf {
    /// `<dc:name id="id">value</dc:name>`; nothing when the value is empty.
    fn dc(&mut self, name: &str, id: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        self.0.push_str(&format!("<dc:{name}{id}>{}</dc:{name}>\n", escaped(value.trim())));
    }

    fn optional(&mut self, name: &str, value: &Option<String>) {
        self.dc(name, "", value.as_deref().unwrap_or(""));
    }

    fn meta(&mut self, property: &str, value: &str) {
        self.0.push_str(&format!("<meta property=\"{property}\">{}</meta>\n", escaped(value)));
    }

    fn refine(&mut self, id: &str, property: &str, scheme: &str, value: &str) {
        let scheme =
            if scheme.is_empty() { String::new() } else { format!(" scheme=\"{scheme}\"") };
        let value = escaped(value.trim());
        self.0.push_str(&format!(
            "<meta refines=\"#{id}\" property=\"{property}\"{scheme}>{value}</meta>\n"
        ));
    }
}

fn titles(meta: &Meta, out: &mut Opf) {
    out.dc("identifier", "book-id", &meta.identifier);
    let isbn = meta.isbn.as_ref().map(|isbn| format!("urn:isbn:{isbn}"));
    if let Some(isbn) = isbn.filter(|isbn| *isbn != meta.identifier) {
        out.dc("identifier", "book-isbn", &isbn);
    }
    out.dc("title", "main-title", &meta.title);
    out.refine("main-title", "title-type", "", "main");
    if let Some(subtitle) = meta.subtitle.as_ref().filter(|words| !words.trim().is_empty()) {
        out.dc("title", "second-title", subtitle);
        out.refine("second-title", "title-type", "", "subtitle");
    }
    out.dc("language", "", &meta.language.tag);
    out.meta("dcterms:modified", &meta.modified);
}

/// The first makers by role `aut` and the like are creators, the others contributors.
fn creator(number: usize, creator: &Creator, out: &mut Opf) {
    let made = matches!(creator.role.as_str(), "aut" | "trl" | "com" | "edt" | "ill" | "art");
    let id = format!("maker-{number}");
    out.dc(if made { "creator" } else { "contributor" }, &id, &creator.name);
    out.refine(&id, "role", "marc:relators", &creator.role);
    if let Some(sort) = creator.sort.as_ref().filter(|sort| !sort.trim().is_empty()) {
        out.refine(&id, "file-as", "", sort);
    }
    out.refine(&id, "display-seq", "", &number.to_string());
}

fn facts(meta: &Meta, out: &mut Opf) {
    out.optional("publisher", &meta.publisher);
    out.optional("date", &meta.date);
    let rights: Vec<&str> =
        [&meta.rights, &meta.license].into_iter().flatten().map(String::as_str).collect();
    out.dc("rights", "", &rights.join(" · "));
    out.optional("description", &meta.description);
    out.optional("source", &meta.source);
    meta.subjects.iter().for_each(|subject| out.dc("subject", "", subject));
    if let Some(edition) = meta.edition.as_ref().or(meta.version.as_ref()) {
        out.refine("main-title", "schema:bookEdition", "", edition);
    }
    if let Some(revision) = meta.revision() {
        out.meta("schema:version", &revision);
    }
    if let Some(series) = &meta.series {
        out.0.push_str(&format!(
            "<meta property=\"belongs-to-collection\" id=\"series-1\">{}</meta>\n",
            escaped(&series.name)
        ));
        out.refine("series-1", "collection-type", "", "series");
        if let Some(number) = series.number {
            out.refine("series-1", "group-position", "", &number.to_string());
        }
    }
}

/// Whose pages the marks are (EPUB Accessibility 1.1 §4.1.3): in the way of today, and in the one
/// that older reading systems know.
fn pagination(context: &Context<'_>, out: &mut Opf) {
    let meta = &context.book.meta;
    let printed = match &meta.isbn {
        Some(isbn) => format!("urn:isbn:{isbn}"),
        None => format!("{}{}", meta.title.trim(), context.words.in_print),
    };
    out.dc("source", "printed-pages", &printed);
    out.refine("printed-pages", "source-of", "", "pagination");
    out.meta("pageBreakSource", &printed);
}

fn accessibility(context: &Context<'_>, access: Access, out: &mut Opf) {
    out.meta("schema:accessMode", "textual");
    if access.shown != Shown::Nothing {
        out.meta("schema:accessMode", "visual");
    }
    let sufficient = if access.shown == Shown::Undescribed { "textual,visual" } else { "textual" };
    out.meta("schema:accessModeSufficient", sufficient);
    let always = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
        "ARIA",
    ];
    always.into_iter().for_each(|feature| out.meta("schema:accessibilityFeature", feature));
    if access.shown == Shown::Described {
        out.meta("schema:accessibilityFeature", "alternativeText");
    }
    if access.ruby {
        out.meta("schema:accessibilityFeature", "rubyAnnotations");
    }
    if access.pages {
        let features = ["pageBreakMarkers", "pageNavigation", "printPageNumbers"];
        features.into_iter().for_each(|feature| out.meta("schema:accessibilityFeature", feature));
    }
    out.meta("schema:accessibilityHazard", if access.moving { "unknown" } else { "none" });
    let [plain, described] = context.words.summary;
    let summary = if access.shown == Shown::Described { described } else { plain };
    out.meta("schema:accessibilitySummary", summary);
}

fn manifest_item(item: &Item, out: &mut Opf) {
    let properties = match item.properties {
        "" => String::new(),
        words => format!(" properties=\"{words}\""),
    };
    out.0.push_str(&format!(
        "<item id=\"{}\" href=\"{}\" media-type=\"{}\"{properties}/>\n",
        escaped(&item.id),
        escaped(&item.path),
        item.media_type,
    ));
}
