//! The same book by epub-builder: the chapters, style, fonts and cover of our EPUB, given to it one
//! by one; navigation and package document are its own.
//!
//! In: the files of our EPUB. Out: the bytes of epub-builder's.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use publish::model::book::Book;
use publish::model::toc::chapter_title;
use zip::ZipArchive;

/// The files of an EPUB, by path.
pub fn unpack(epub: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(file.name().expect("a name").into_owned(), bytes);
    }
    files
}

/// Writes the book.
pub fn write(book: &Book, files: &BTreeMap<String, Vec<u8>>) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(&book.meta.title);
    builder.add_author("石小砚");
    builder.set_languages(vec![book.meta.language.tag.clone()]);
    builder.set_toc_name("目录");
    let inside = files.iter().filter_map(|(path, bytes)| Some((path.split_once('/')?.1, bytes)));
    let mut titles = book.chapters.iter().map(chapter_title);
    for (path, bytes) in inside {
        let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind);
        match kind {
            "css" => _ = builder.add_resource(path, bytes.as_slice(), "text/css")?,
            "ttf" => _ = builder.add_resource(path, bytes.as_slice(), "font/ttf")?,
            "otf" => _ = builder.add_resource(path, bytes.as_slice(), "font/otf")?,
            "txt" => _ = builder.add_resource(path, bytes.as_slice(), "text/plain")?,
            "png" => _ = builder.add_cover_image(path, bytes.as_slice(), "image/png")?,
            "xhtml" if path.starts_with("chapter-") => {
                let title = titles.next().unwrap_or_default();
                builder.add_content(EpubContent::new(path, bytes.as_slice()).title(title))?;
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    builder.generate(&mut out)?;
    Ok(out)
}
