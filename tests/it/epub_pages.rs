//! The pages of the print in the EPUB: each begins at its character, and all lists say the same.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may stop at once")]

use std::io::{Cursor, Read};
use std::path::Path;

use publish::Session;
use publish::layout::frame::{Item, LabelStyle, Page, Part};
use publish::model::book::Book;
use publish::model::settings::{EpubFonts, Toggle};
use publish::source::Environment;

/// The sample book, its EPUB's files in reading order of the container, and its pages.
struct Both {
    files: Vec<(String, String)>,
    pages: Vec<Page>,
}

fn open() -> (Book, publish::font::Faces, Session) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let mut session = Session::default();
    let opened = publish::open(&root, Environment::default(), &mut session);
    let (mut book, faces) = opened.unwrap_or_else(|_| panic!("{:?}", session.diags.sorted()));
    book.settings.epub.fonts = EpubFonts::None;
    (book, faces, session)
}

fn files(
    book: &Book,
    faces: &publish::font::Faces,
    session: &mut Session,
) -> Vec<(String, String)> {
    let bytes = publish::epub(book, faces, session).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        files.push((name, String::from_utf8_lossy(&text).into_owned()));
    }
    files
}

fn both() -> Both {
    let (book, faces, mut session) = open();
    let pages = publish::paginate(&book, &faces, &mut session).pages;
    Both { files: files(&book, &faces, &mut session), pages }
}

impl Both {
    fn file(&self, name: &str) -> &str {
        let path = format!("EPUB/{name}");
        self.files.iter().find(|(name, _)| *name == path).map_or("", |(_, text)| text)
    }

    /// The texts of parts and chapters in reading order, marks of pages kept as `⟦12⟧`.
    fn text(&self) -> String {
        let spine = self.file("package.opf").split("itemref idref=\"").skip(1);
        let ids = spine.filter_map(|rest| rest.split('"').next());
        let text = ids.filter(|id| id.starts_with("chapter") || id.starts_with("part"));
        text.map(|id| letters(self.file(&format!("{id}.xhtml")))).collect()
    }

    fn body(&self) -> impl Iterator<Item = (String, &Page)> {
        let body = self.pages.iter().filter(|page| page.label.style == LabelStyle::Arabic);
        body.map(|page| (page.label.number.to_string(), page))
    }
}

/// Text without tags, blanks, marks and texts of notes, readings of ruby.
fn letters(html: &str) -> String {
    let body = html.split_once("<body").map_or("", |(_, body)| body);
    let (mut out, mut rest) = (String::new(), body.split_once('>').map_or("", |(_, rest)| rest));
    let skipped = [
        ("rt", "</rt>"),
        ("rp", "</rp>"),
        ("sup class=\"note-mark\"", "</sup>"),
        ("section class=\"notes\"", "</section>"),
    ];
    while let Some((text, after)) = rest.split_once('<') {
        out.extend(text.chars().filter(|one| !one.is_whitespace()));
        let (tag, after) = after.split_once('>').unwrap();
        if let Some((_, label)) =
            tag.split_once("aria-label=\"").filter(|_| tag.contains("doc-pagebreak"))
        {
            out.push_str(&format!("⟦{}⟧", label.trim_end_matches('"')));
        }
        let skip = skipped.iter().find(|(open, _)| {
            tag.strip_prefix(open).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        rest = skip.map_or(after, |(_, end)| after.split_once(end).map_or("", |(_, rest)| rest));
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn labels(text: &str) -> Vec<String> {
    let marks = text.split('⟦').skip(1);
    marks.filter_map(|rest| Some(rest.split_once('⟧')?.0.to_owned())).collect()
}

#[test]
fn every_page_of_the_body_is_marked_once_and_in_order() {
    let both = both();
    let wanted: Vec<String> = both.body().map(|(label, _)| label).collect();
    assert!(wanted.len() > 50, "{}", wanted.len());
    assert_eq!(labels(&both.text()), wanted);
    let listed = |file: &str, from: &str, before: &str, after: &str| -> Vec<String> {
        let list = both.file(file).split_once(from).unwrap().1;
        let items = list.split(before).skip(1);
        items.filter_map(|rest| Some(rest.split_once(after)?.0.to_owned())).collect()
    };
    assert_eq!(listed("nav.xhtml", "\"page-list\"", "#page.", "\""), wanted);
    assert_eq!(listed("toc.ncx", "<pageList>", "value=\"", "\""), wanted);
}

#[test]
fn a_mark_stands_at_the_character_where_the_page_begins() {
    let both = both();
    let text = both.text();
    let mut within = 0;
    for (label, page) in both.body() {
        let (head, after) = text.split_once(&format!("⟦{label}⟧")).unwrap();
        let after = letters_only(after);
        // The first letters of running text that the page shows: its first line.
        let Some(first) = first_line(page) else { continue };
        let shown = after.get(..first.len()).unwrap_or(&after);
        assert_eq!(shown, first, "page {label}");
        within += usize::from(!head.ends_with(['。', '”', '？', '！', '…']));
    }
    assert!(within > 20, "pages begin inside paragraphs too: {within}");
}

fn letters_only(text: &str) -> String {
    let mut pieces = text.split('⟦');
    let first = pieces.next().unwrap_or("").to_owned();
    pieces.take(3).fold(first, |all, piece| all + piece.split_once('⟧').map_or(piece, |p| p.1))
}

/// The letters of a page's first run of glyphs, when that is running text.
fn first_line(page: &Page) -> Option<String> {
    let lines = page.items.iter().skip_while(|item| !matches!(item, Item::Line(_)));
    let before = page.items.iter().take_while(|item| !matches!(item, Item::Line(_)));
    let running = before.filter(|item| matches!(item, Item::Glyphs(_) | Item::Picture(_))).count();
    let first = lines.filter_map(|item| match item {
        Item::Glyphs(run) if run.part == Part::Body => Some(run.text.as_ref()),
        _ => None,
    });
    let first: String = first.take(1).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    (running == 0 && !first.is_empty()).then_some(first)
}

#[test]
fn the_package_says_whose_pages_they_are() {
    let (mut book, faces, mut session) = open();
    book.meta.isbn = Some("9787538033090".to_owned());
    let package = |book: &Book, session: &mut Session| -> String {
        let files = files(book, &faces, session);
        files.into_iter().find(|(name, _)| name.ends_with("package.opf")).unwrap().1
    };
    let with = package(&book, &mut session);
    assert!(with.contains("<meta property=\"pageBreakSource\">urn:isbn:9787538033090</meta>"));
    assert!(with.contains("property=\"source-of\">pagination</meta>"));
    assert!(with.contains("accessibilityFeature\">printPageNumbers"));
    book.settings.epub.page_list = Toggle::Off;
    let without = package(&book, &mut session);
    for word in ["pageBreakSource", "pagination", "printPageNumbers", "pageNavigation"] {
        assert!(!without.contains(word), "{word}");
    }
    assert!(session.diags.sorted().is_empty(), "{:?}", session.diags.sorted());
}

#[test]
fn a_book_that_cannot_be_set_on_pages_says_so_and_is_an_epub_all_the_same() {
    let (mut book, faces, mut session) = open();
    book.settings.pdf.grid = Some((200, 200));
    let files = files(&book, &faces, &mut session);
    assert!(files.iter().all(|(_, text)| !text.contains("doc-pagebreak")));
    let told: Vec<&str> = session.diags.sorted().iter().map(|one| one.id).collect();
    assert_eq!(told, ["epub-page-list-left-out"]);
}
