//! The book to EPUB 3.3.
//!
//! In: a normalized [`Book`], its faces, and its front cover. Out: the bytes of the EPUB, the same
//! for the same book. Chapters are written side by side; their links are filled in when it is known
//! which file holds every id. Never here: Markdown, pages, the clock.

mod check;
mod container;
mod css;
mod fonts;
mod glyphs;
mod markup;
mod nav;
mod package;
mod pagebreak;
mod pictures;
mod words;
mod xhtml;

use std::collections::BTreeMap;

use crate::diag::catalog::epub as catalog;
use crate::diag::report::{Diagnostics, Halt};
use crate::font::Faces;
use crate::model::asset::Asset;
use crate::model::book::Book;
use crate::model::settings::EpubFonts;
use crate::model::toc::{self, Entry};
use crate::par;

use container::Packed;
use fonts::Fonts;
use glyphs::Glyphs;
use nav::Landmark;
use package::{Access, Item, Reading};
use pagebreak::PageBreaks;
use pictures::{PictureFile, Pictures};
use words::Words;
use xhtml::document::{Context, Document, STYLESHEET};
use xhtml::{chapter, matter};

pub use pagebreak::{PageStart, Place};

/// The folder of the package inside the container.
const FOLDER: &str = "EPUB/";
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" \
    media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// Writes the book as an EPUB; `cover` is the front cover as a picture, `starts` tells where the
/// pages of the printed book begin.
///
/// # Errors
/// [`Halt`] when the book cannot be written rightly; the reason is reported.
pub fn write(
    book: &Book,
    faces: &Faces,
    cover: &Asset,
    starts: Vec<PageStart>,
    diags: &mut Diagnostics,
) -> Result<Vec<u8>, Halt> {
    let pictures = Pictures::of(book, diags);
    let cover = pictures::cover(cover, diags);
    let words = Words::of(&book.meta.language);
    let breaks = PageBreaks::of(book, starts);
    let context = Context { book, words, pictures: &pictures, breaks: &breaks, chapter: None };
    let contents = toc::contents(book);
    let (documents, addresses) = documents(&context, &cover, &contents, diags);
    let printed = printed(&documents);
    let fonts = fonts(&context, faces, &documents, diags);
    let mut files = Files::default();
    for (document, text) in documents.iter().zip(finished(&documents, &addresses, diags)) {
        files.document(document, text);
    }
    let ncx = nav::ncx(&context, &contents, &printed, &addresses);
    files.resource("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx.into_bytes());
    let style = css::stylesheet(book, &fonts);
    files.resource("style", STYLESHEET, "text/css", style.into_bytes());
    files.pictures(cover, &pictures);
    files.fonts(fonts);
    let access = access(&documents, &pictures, &printed);
    let entries = files.entries(package::package(&context, &files.items, access));
    check::check(&entries, FOLDER, diags)?;
    container::pack(&entries).ok_or(()).map_err(|()| {
        diags.halt(catalog::file_malformed("book.epub", "it is larger than a zip may be"))
    })
}

/// All pages in reading order, and the file of every id.
fn documents(
    context: &Context<'_>,
    cover: &PictureFile,
    contents: &[Entry],
    diags: &mut Diagnostics,
) -> (Vec<Document>, BTreeMap<String, String>) {
    let book = context.book;
    let numbered: Vec<usize> = (0..book.chapters.len()).collect();
    let chapters = par::map(&numbered, diags, |index, _| match book.chapters.get(*index) {
        Some(one) => chapter::documents(context, one, &format!("chapter-{:03}", index + 1)),
        None => Vec::new(),
    });
    let mut list = vec![matter::cover(context, &cover.path), matter::title_page(context)];
    list.extend(matter::colophon(context));
    let mut text: Vec<Document> = Vec::new();
    let mut start = None;
    for (index, pages) in chapters.into_iter().enumerate() {
        let is_body = book.chapters.get(index).is_some_and(matter::is_body);
        let at = text.len();
        for (number, part) in book.parts.iter().enumerate() {
            if part.first_chapter == index {
                text.push(matter::part(context, part, &format!("part-{:02}", number + 1)));
            }
        }
        text.extend(pages);
        if is_body && start.is_none() {
            start = text.get(at).map(Document::file);
        }
    }
    let mut addresses = BTreeMap::new();
    for document in &text {
        let file = document.file();
        addresses.extend(document.markup.ids.iter().map(|id| (id.clone(), file.clone())));
    }
    let landmarks = landmarks(context, start.as_deref());
    list.push(nav::page(context, contents, &landmarks, &printed(&text)));
    list.extend(text);
    (list, addresses)
}

/// The marks of the printed pages, in the order in which they stand.
fn printed(documents: &[Document]) -> Vec<String> {
    let ids = documents.iter().flat_map(|document| &document.markup.ids);
    ids.filter(|id| pagebreak::label_of(id).is_some()).cloned().collect()
}

fn landmarks(context: &Context<'_>, start: Option<&str>) -> Vec<Landmark> {
    let words = context.words;
    let landmark = |semantic, file: &str, title: &str| Landmark {
        semantic,
        file: file.to_owned(),
        title: title.to_owned(),
    };
    let mut list = vec![
        landmark("cover", "cover.xhtml", words.cover),
        landmark("titlepage", "title.xhtml", words.title_page),
        landmark("toc", "nav.xhtml", words.contents),
    ];
    list.extend(start.map(|file| landmark("bodymatter", file, words.start)));
    list
}

fn fonts(
    context: &Context<'_>,
    faces: &Faces,
    documents: &[Document],
    diags: &mut Diagnostics,
) -> Fonts {
    if context.book.settings.epub.fonts == EpubFonts::None {
        return Fonts::default();
    }
    let mut glyphs = Glyphs::default();
    let counted = par::map(documents, diags, |document, _| Glyphs::of(&document.markup.shown));
    counted.iter().for_each(|own| glyphs.merge(own));
    css::note_content(&mut glyphs);
    Fonts::of(faces, &glyphs, diags)
}

fn finished(
    documents: &[Document],
    addresses: &BTreeMap<String, String>,
    diags: &mut Diagnostics,
) -> Vec<String> {
    par::map(documents, diags, |document, _| document.markup.finish(&document.file(), addresses))
}

fn access(documents: &[Document], pictures: &Pictures, printed: &[String]) -> Access {
    Access {
        pages: !printed.is_empty(),
        shown: pictures.shown,
        moving: pictures.files.iter().any(|file| file.media_type == "image/gif"),
        ruby: documents.iter().any(|document| document.markup.holds("<ruby>")),
    }
}

/// The files of the package in the order in which they are packed.
#[derive(Default)]
struct Files {
    items: Vec<Item>,
    entries: Vec<container::Entry>,
}

impl Files {
    fn document(&mut self, document: &Document, text: String) {
        self.items.push(Item {
            id: document.name.clone(),
            path: document.file(),
            media_type: "application/xhtml+xml",
            properties: if document.name == "nav" { "nav" } else { "" },
            reading: Reading::Page,
        });
        self.entry(document.file(), text.into_bytes(), Packed::Yes);
    }

    fn resource(&mut self, id: &str, path: &str, media_type: &'static str, bytes: Vec<u8>) {
        let (id, path) = (id.to_owned(), path.to_owned());
        let packed = match media_type {
            "image/jpeg" | "image/png" | "image/gif" | "image/webp" => Packed::No,
            _ => Packed::Yes,
        };
        let properties = if id == package::COVER_ID { "cover-image" } else { "" };
        let reading = Reading::Resource;
        self.items.push(Item { id, path: path.clone(), media_type, properties, reading });
        self.entry(path, bytes, packed);
    }

    fn pictures(&mut self, cover: PictureFile, pictures: &Pictures) {
        self.resource(package::COVER_ID, &cover.path, cover.media_type, cover.bytes);
        for (index, file) in pictures.files.iter().enumerate() {
            let id = format!("picture-{:03}", index + 1);
            self.resource(&id, &file.path, file.media_type, file.bytes.clone());
        }
    }

    fn fonts(&mut self, fonts: Fonts) {
        for (index, file) in fonts.files.into_iter().enumerate() {
            let id = format!("font-{}", index + 1);
            self.resource(&id, &file.path, file.media_type, file.bytes);
        }
        if !fonts.license.is_empty() {
            let text = fonts.license.into_bytes();
            self.resource("font-license", "fonts/OFL.txt", "text/plain", text);
        }
    }

    fn entry(&mut self, name: String, bytes: Vec<u8>, packed: Packed) {
        self.entries.push(container::Entry { path: format!("{FOLDER}{name}"), bytes, packed });
    }

    /// All entries; what a reading system opens first stands first.
    fn entries(&mut self, package: String) -> Vec<container::Entry> {
        let entry = |path: String, text: String| container::Entry {
            path,
            bytes: text.into_bytes(),
            packed: Packed::Yes,
        };
        let mut list = vec![
            entry("META-INF/container.xml".to_owned(), CONTAINER.to_owned()),
            entry(format!("{FOLDER}package.opf"), package),
        ];
        list.append(&mut self.entries);
        list
    }
}
