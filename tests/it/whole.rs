//! The sample book as a whole: nothing that was written is lost on its way to either book.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use publish::Session;
use publish::font::Faces;
use publish::han::class::is_han;
use publish::layout::frame::{Item, Part};
use publish::model::book::Book;
use publish::source::Environment;

fn sample() -> (Book, Faces, Session) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let mut session = Session::default();
    let opened = publish::open(&root, Environment::default(), &mut session);
    let (book, faces) = opened.unwrap_or_else(|_| panic!("{:?}", session.diags.sorted()));
    (book, faces, session)
}

fn han(text: &str) -> String {
    text.chars().filter(|c| is_han(*c)).collect()
}

fn count(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().filter(|c| is_han(*c)).for_each(|c| *counts.entry(c).or_insert(0) += 1);
    counts
}

/// A chapter as its author typed it, without comments and without what is said of pictures.
fn written(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let mut kept = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(|line| match line.strip_prefix("![") {
        Some(picture) => picture.split_once(']').map_or("", |(_, rest)| rest),
        None => line,
    });
    lines.collect::<Vec<&str>>().join("\n")
}

/// The running text, and apart from it the words of each note.
fn apart(written: &str) -> (String, Vec<String>) {
    let (mut text, mut notes) = (String::new(), Vec::new());
    for line in written.lines() {
        if line.starts_with("[^") {
            notes.push(line.to_owned());
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("^[") {
            let (note, after) = after.split_once(']').unwrap_or((after, ""));
            text.push_str(before);
            notes.push(note.to_owned());
            rest = after;
        }
        text.push_str(rest);
    }
    (text, notes)
}

#[test]
fn every_han_character_of_every_chapter_is_in_the_model_in_order() {
    let (book, _, _) = sample();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/chapters");
    let text = han(&publish::model::dump::text(&book));
    let mut rest = text.as_str();
    let mut notes_seen = 0;
    for number in 1..=12 {
        let (own, notes) = apart(&written(&folder.join(format!("{number:02}.md"))));
        let own = han(&own);
        assert!(own.chars().count() > 3000);
        let Some((_, after)) = rest.split_once(&own) else { panic!("{number} is not whole") };
        rest = after;
        for note in notes {
            assert!(text.contains(&han(&note)), "a note of {number} is lost: {note}");
            notes_seen += 1;
        }
    }
    assert!(notes_seen > 5, "{notes_seen} notes");
}

#[test]
fn every_han_character_of_the_model_is_on_the_pages() {
    let (book, faces, mut session) = sample();
    let pages = publish::paginate(&book, &faces, &mut session);
    assert!(!session.diags.has_errors(), "{:?}", session.diags.sorted());
    let shown: String = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Glyphs(run) if run.part == Part::Body => Some(run.text.as_ref()),
            _ => None,
        })
        .collect();
    let on_pages = count(&shown);
    for (character, number) in count(&publish::model::dump::text(&book)) {
        let found = on_pages.get(&character).copied().unwrap_or(0);
        assert!(found >= number, "{character} stands {found} times on the pages, not {number}");
    }
    // Order, where no note stands between: each line of the text is whole.
    let shown = han(&shown);
    let lines = publish::model::dump::text(&book);
    let whole = lines.lines().map(han).filter(|line| shown.contains(line.as_str())).count();
    let all = lines.lines().count();
    assert!(whole * 100 >= all * 97, "{whole} of {all} lines are whole");
}

#[test]
fn every_han_character_of_the_model_is_in_the_epub_in_order() {
    let (book, faces, mut session) = sample();
    let epub = publish::epub(&book, &faces, &mut session).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(epub)).unwrap();
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".xhtml") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
    }
    for chapter in &book.chapters {
        let own: Vec<&String> = parts
            .iter()
            .filter(|(_, text)| text.contains(&format!("id=\"{}\"", chapter.id)))
            .map(|(_, text)| text)
            .collect();
        assert!(!own.is_empty(), "{} has no file", chapter.id);
    }
    let all: String = parts.values().map(|text| plain(text)).collect();
    let shown = count(&all);
    for (character, number) in count(&publish::model::dump::text(&book)) {
        let found = shown.get(&character).copied().unwrap_or(0);
        assert!(found >= number, "{character} stands {found} times in the EPUB, not {number}");
    }
    let shown = han(&all);
    for line in publish::model::dump::text(&book).lines() {
        assert!(shown.contains(&han(line)), "not whole in the EPUB: {line}");
    }
}

/// The words of an XHTML file; readings of ruby and their brackets are not part of the line.
fn plain(xhtml: &str) -> String {
    let body = xhtml.split_once("<body").map_or(xhtml, |(_, body)| body);
    let mut words = String::new();
    let mut rest = body;
    while let Some((text, after)) = rest.split_once('<') {
        words.push_str(text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let skipped = ["rt", "rp"].into_iter().find(|name| tag.split(' ').next() == Some(name));
        rest = match skipped {
            Some(name) => after.split_once(&format!("</{name}>")).map_or("", |(_, rest)| rest),
            None => after,
        };
    }
    words.push_str(rest);
    words
}
