//! The EPUB as a reading system sees it: parts against goldens, links, notes, fonts, bytes.
//!
//! The goldens stand in `tests/books/epub/`; `BLESS=1 cargo test` writes them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;

use publish::diag::report::{Diagnostics, Place, Severity};
use publish::font::Faces;
use publish::font::face::{Face, FontBytes};
use publish::model::asset::AssetId;
use publish::model::block::{Block, Figure, ParagraphRole};
use publish::model::book::{Book, Note};
use publish::model::inline::{Inline, NoteRef, Target};
use publish::model::settings::{EpubFonts, EpubProfile, OwnStyle, Writing};
use publish::picture::{Colors, pixels, probe};

use crate::sample;

/// The files of an EPUB by path.
struct Epub {
    bytes: Vec<u8>,
    names: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Epub {
    fn read(bytes: Vec<u8>) -> Epub {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.clone())).expect("a zip");
        let (mut names, mut files) = (Vec::new(), BTreeMap::new());
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).expect("a file");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("its bytes");
            let name = file.name().expect("a name").into_owned();
            names.push(name.clone());
            files.insert(name, content);
        }
        Epub { bytes, names, files }
    }

    fn text(&self, name: &str) -> &str {
        let bytes = self.files.get(&format!("EPUB/{name}")).expect(name);
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.names.iter().filter_map(|name| name.strip_prefix("EPUB/"));
        names.filter(|name| name.ends_with(".xhtml")).map(|name| (name, self.text(name)))
    }
}

fn try_write(book: &Book) -> (Option<Epub>, Diagnostics) {
    let mut diags = Diagnostics::new();
    let made = publish::epub::write(
        book,
        &Faces::builtin(),
        &sample::plain_cover(),
        Vec::new(),
        &mut diags,
    );
    (made.ok().map(Epub::read), diags)
}

fn write(book: &Book) -> Epub {
    let (epub, diags) = try_write(book);
    assert_eq!(diags.count(Severity::Error), 0, "{:?}", diags.sorted());
    epub.expect("an EPUB")
}

/// The sample without its fonts: they are the slow part.
fn plain_book() -> Book {
    let mut book = sample::book();
    book.settings.epub.fonts = EpubFonts::None;
    book
}

#[expect(clippy::disallowed_methods, reason = "goldens are files")]
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/epub").join(name);
    if std::env::var("BLESS").is_ok() {
        std::fs::write(&path, text).expect("a golden that can be written");
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, wanted, "{name} differs; BLESS=1 writes it anew");
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    let found = html.split(mark.as_str()).skip(1);
    found.filter_map(|rest| rest.split('"').next()).collect()
}

/// What a reader without a stylesheet reads: text outside tags, `head` left out.
fn words(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let pieces = body.split('<').skip(1).filter_map(|piece| piece.split_once('>'));
    let text: String = pieces.map(|(_, text)| text).collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&").replace('\n', "")
}

#[test]
fn every_part_is_as_it_was() {
    let epub = write(&sample::book());
    let parts = [
        "package.opf",
        "toc.ncx",
        "nav.xhtml",
        "cover.xhtml",
        "title.xhtml",
        "colophon.xhtml",
        "part-01.xhtml",
        "chapter-001.xhtml",
        "chapter-002.xhtml",
    ];
    for part in parts {
        golden(part, epub.text(part));
    }
    golden("files.txt", &(epub.names.join("\n") + "\n"));
}

#[test]
fn the_container_is_canonical() {
    let epub = write(&plain_book());
    let head = &epub.bytes[..58];
    assert_eq!(&head[..4], b"PK\x03\x04");
    assert_eq!(&head[8..10], [0, 0], "mimetype is stored");
    assert_eq!(&head[10..14], [0, 0, 0x21, 0], "1980-01-01 00:00");
    assert_eq!(&head[26..30], [8, 0, 0, 0], "no extra field");
    assert_eq!(&head[30..], b"mimetypeapplication/epub+zip");
    assert_eq!(epub.names[..3], ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]);
    assert!(epub.names.iter().all(|name| name.is_ascii() && name.len() < 60));
    assert_eq!(epub.bytes, write(&plain_book()).bytes, "the same bytes again");
}

#[test]
fn ids_are_unique_and_links_arrive() {
    let epub = write(&plain_book());
    let ids: BTreeMap<&str, Vec<&str>> =
        epub.pages().map(|(name, html)| (name, values(html, "id"))).collect();
    let mut seen = 0;
    for (name, html) in epub.pages() {
        let unique: BTreeSet<&&str> = ids[name].iter().collect();
        assert_eq!(unique.len(), ids[name].len(), "{name}");
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            if link.starts_with("https:") {
                assert_eq!(link, "https://example.com/%E4%B8%AD%20%E6%96%87?a=1&amp;b=%5B2%5D");
                continue;
            }
            let (file, id) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name } else { file };
            assert!(epub.files.contains_key(&format!("EPUB/{file}")), "{name}: {link}");
            assert!(id.is_empty() || ids[file].contains(&id), "{name}: {link}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn marks_and_notes_lead_to_each_other() {
    for profile in [EpubProfile::Default, EpubProfile::Duokan] {
        let mut book = plain_book();
        book.settings.epub.profile = profile;
        let epub = write(&book);
        let html = epub.text("chapter-002.xhtml");
        let tags = |role: &str| -> Vec<String> {
            let wanted = format!("role=\"{role}\"");
            html.split("<a").filter(|tag| tag.contains(&wanted)).map(str::to_owned).collect()
        };
        let marks: BTreeSet<String> =
            tags("doc-noteref").iter().map(|tag| format!("#{}", values(tag, "id")[0])).collect();
        let back: BTreeSet<String> =
            tags("doc-backlink").iter().map(|tag| values(tag, "href")[0].to_owned()).collect();
        assert_eq!((marks.len(), &marks), (3, &back), "{profile:?}");
        let duokan = profile == EpubProfile::Duokan;
        let times = |word: &str| html.matches(word).count();
        assert_eq!(times("duokan-footnote-item"), if duokan { 2 } else { 0 });
        assert_eq!(times("duokan-footnote\""), if duokan { 3 } else { 0 });
        assert_eq!(times("两处引用的注。"), 1, "one copy");
    }
}

#[test]
fn the_text_is_the_text_of_the_book() {
    let epub = write(&plain_book());
    assert_eq!(
        words(epub.text("chapter-003.xhtml")),
        "第二章　月影初现话说月影阁中。阁中夜话“这意味着什么？”浩然问道。"
    );
    let whole: String = epub.pages().map(|(_, html)| words(html)).collect();
    let order = ["活字江湖", "版权页", "前言", "卷一", "第一章", "第二章", "写完了"];
    let text: String = epub
        .pages()
        .filter(|(name, _)| *name != "nav.xhtml")
        .map(|(_, html)| words(html))
        .collect();
    let places: Vec<Option<usize>> = order.iter().map(|word| text.find(word)).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    assert!(!whole.contains("SECRET"), "metadata is no text");
    assert!(whole.contains("汉字（hànzì）"), "ruby is legible as plain text");
    assert!(words(epub.text("chapter-002.xhtml")).contains("GPT-4o"));
    assert!(!whole.contains("加重 GPT") && !whole.contains("4o 真"), "no space is put in");
}

#[test]
fn the_contents_say_what_the_heads_say() {
    let epub = write(&plain_book());
    let heads: Vec<String> = epub
        .pages()
        .filter(|(name, _)| name.starts_with("chapter") || name.starts_with("part"))
        .flat_map(|(_, html)| {
            let heads = html.split("<h").skip(1).filter(|head| head.starts_with(char::is_numeric));
            heads.filter_map(|head| head.split("</h").next()).map(|head| words(&format!("<{head}")))
        })
        .collect();
    let entries = |html: &str, from: &str, to: &str| -> Vec<String> {
        html.split(from)
            .skip(1)
            .filter_map(|rest| Some(words(&format!("<{}", rest.split_once(to)?.0))))
            .collect()
    };
    let nav = epub.text("nav.xhtml").split("landmarks").next().expect("a toc");
    assert_eq!(entries(nav, "<a", "</a>"), heads);
    assert_eq!(entries(epub.text("toc.ncx"), "<navLabel><text", "</text>"), heads);
}

#[test]
fn a_long_chapter_is_cut_at_its_heads() {
    let mut book = plain_book();
    let long = "话说天下大势，分久必合，合久必分。".repeat(50);
    let sections = (0..12).map(|number| {
        let blocks = (0..24).map(|_| sample::body(&long)).collect();
        sample::section(&format!("long-{number}"), 2, &format!("第{number}节"), blocks)
    });
    book.chapters[1].sections.truncate(1);
    let mut long_chapter = sample::chapter("long", "第三章", "长", sections.collect());
    let reference = NoteRef { note_index: 0, occurrence: 0, span: sample::SPAN };
    long_chapter.sections[11]
        .blocks
        .push(sample::paragraph(ParagraphRole::Body, vec![Inline::NoteRef(reference)]));
    let blocks = vec![sample::body("远处的注")];
    long_chapter.notes = vec![Note { id: "far".into(), blocks, references: 1, span: sample::SPAN }];
    book.chapters[2] = long_chapter;
    let see = Inline::Link(Target::Id("long-11".to_owned()), vec![sample::text("见末节")]);
    book.chapters[0].sections[0].blocks.push(sample::paragraph(ParagraphRole::Body, vec![see]));
    let epub = write(&book);
    let pages: Vec<(&str, &str)> =
        epub.pages().filter(|(name, _)| name.starts_with("chapter-003")).collect();
    assert!(pages.len() > 2, "{}", pages.len());
    assert!(pages.iter().all(|(_, html)| html.len() < 310_000));
    assert!(pages.iter().all(|(_, html)| html.matches("<h2>").count() > 0), "cut before a head");
    let text: String = pages.iter().map(|(_, html)| words(html)).collect();
    assert_eq!(text.matches("话说天下大势").count(), 12 * 24 * 50);
    let last = pages.last().expect("a page");
    assert!(last.1.contains("远处的注"), "the note stands where its mark stands");
    let link = format!("{}#long-11", last.0);
    assert!(epub.text("chapter-001.xhtml").contains(&link), "{link}");
    assert!(epub.text("nav.xhtml").contains(&link), "{link}");
}

#[test]
fn one_section_without_end_is_cut_between_blocks() {
    let mut book = plain_book();
    let blocks = (0..400).map(|_| sample::body(&"长篇大论。".repeat(100))).collect();
    book.chapters[2].sections = vec![sample::section("two-1", 2, "独节", blocks)];
    let epub = write(&book);
    let sizes: Vec<usize> = epub
        .pages()
        .filter(|(name, _)| name.starts_with("chapter-003"))
        .map(|(_, html)| html.len())
        .collect();
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size < 310_000), "{sizes:?}");
}

#[test]
fn a_dead_link_is_an_error_that_names_it() {
    let mut book = plain_book();
    let dead = Inline::Link(Target::Id("nowhere".to_owned()), vec![sample::text("此处")]);
    book.chapters[0].sections[0].blocks.push(sample::paragraph(ParagraphRole::Body, vec![dead]));
    let (epub, diags) = try_write(&book);
    assert!(epub.is_none());
    let found: Vec<&str> = diags.sorted().iter().map(|one| one.id).collect();
    assert_eq!(found, ["epub-link-dead"]);
    assert!(diags.sorted()[0].message.zh.contains("#nowhere"));
}

#[test]
fn what_xml_forbids_is_never_written() {
    let mut book = plain_book();
    let text = "甲\u{1}\u{b}乙\u{fffe}丙\r丁&<>\"'丁";
    book.chapters[0].sections[0].blocks = vec![sample::body(text)];
    book.meta.title = "<题> & \"名\"\u{2}".to_owned();
    let epub = write(&book);
    assert!(epub.text("chapter-001.xhtml").contains("<p>甲乙丙丁&amp;&lt;&gt;&quot;'丁</p>"));
    assert!(epub.text("package.opf").contains(">&lt;题&gt; &amp; &quot;名&quot;</dc:title>"));
}

#[test]
fn fonts_have_every_character_that_they_show() {
    let epub = write(&sample::book());
    let faces: BTreeMap<&str, Face> = epub
        .files
        .iter()
        .filter(|(name, _)| name.ends_with(".ttf") || name.ends_with(".otf"))
        .map(|(name, bytes)| {
            let bytes = FontBytes::Read(bytes.clone().into());
            (name.as_str(), Face::open(name, bytes).expect("a whole font"))
        })
        .collect();
    assert_eq!(faces.len(), 9, "{:?}", faces.keys());
    for (name, html) in epub.pages() {
        let alts: String = values(html, "alt").concat();
        for character in words(html).chars().chain(alts.chars()).chain("〔〕".chars()) {
            let held = faces.values().any(|face| face.glyph(character).is_some());
            assert!(held, "{name}: {character}");
        }
    }
    let held = |file: &str, text: &str| {
        let face = &faces[format!("EPUB/fonts/{file}").as_str()];
        text.chars().filter(|c| face.glyph(*c).is_none()).collect::<String>()
    };
    assert_eq!(held("hei.ttf", "目录第一章无极宗《真传》开篇诗词GPT-4o演示场景"), "");
    assert_eq!(held("hei-bold.ttf", "活字江湖卷雾谷"), "");
    assert_eq!(held("kai.ttf", "床前明月光，话说上回强调欲知后事如何旁批〔唐〕"), "");
    assert_eq!(held("song-bold.ttf", "加重统一的编码器"), "");
    assert_eq!(held("song.ttf", "甲辰年春末，“多模态”；夹注"), "");
    assert_eq!(held("latin.ttf", "hello world"), "");
    assert_eq!(held("song.ttf", "hello"), "hello", "Latin has a face of its own");
    let license = epub.text("fonts/OFL.txt");
    assert_eq!(license.matches("SIL OPEN FONT LICENSE Version 1.1").count(), 5);
    let style = epub.text("style.css");
    for (name, bytes) in epub.files.iter().filter(|(name, _)| name.contains("/fonts/")) {
        let utf16: Vec<u8> = "Noto".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let named = bytes.windows(utf16.len()).any(|window| window == utf16);
        assert!(!named || name.ends_with("OFL.txt"), "{name} has a neutral name");
        let path = name.trim_start_matches("EPUB/");
        assert!(style.contains(path) || path.ends_with("OFL.txt"), "{path} is asked for");
    }
}

#[test]
fn no_fonts_when_none_are_wanted() {
    let epub = write(&plain_book());
    assert!(epub.names.iter().all(|name| !name.contains("fonts/")));
    assert!(!epub.text("style.css").contains("@font-face"));
}

#[test]
fn a_character_without_a_glyph_is_told_with_its_place() {
    let mut book = sample::book();
    book.chapters[0].sections[0].blocks.push(sample::body("罕\u{f1234}字\u{f1235}"));
    let (epub, diags) = try_write(&book);
    assert!(epub.expect("an EPUB").text("chapter-001.xhtml").contains('\u{f1234}'));
    let told = diags.sorted();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].id, told[0].severity), ("epub-glyph-missing", Severity::Warning));
    assert_eq!(told[0].place, Place::Span(sample::SPAN));
    assert!(told[0].message.zh.contains("U+F1234") && told[0].message.zh.contains("U+F1235"));
}

#[test]
fn vertical_lines_turn_the_pages_from_the_right() {
    let horizontal = write(&plain_book());
    let package = horizontal.text("package.opf");
    assert!(package.contains("page-progression-direction=\"ltr\""));
    assert!(!horizontal.text("style.css").contains("vertical-rl"));
    let mut book = plain_book();
    book.settings.writing = Writing::Vertical;
    let vertical = write(&book);
    assert!(vertical.text("package.opf").contains("page-progression-direction=\"rtl\""));
    for prefix in ["-webkit-", "-epub-", ""] {
        assert!(
            vertical.text("style.css").contains(&format!(" {prefix}writing-mode: vertical-rl"))
        );
    }
    assert!(vertical.text("chapter-002.xhtml").contains("class=\"vertical\""));
}

#[test]
fn the_stylesheet_forces_nothing() {
    let epub = write(&sample::book());
    let style = epub.text("style.css");
    assert!(!style.contains("!important"));
    assert!(!style.contains("px"), "sizes are in em");
    for color in [" color: #", "background-color: #", "background: #", "color: black"] {
        assert!(!style.contains(color), "{color}");
    }
}

#[test]
fn the_authors_own_rules_follow_ours() {
    let mut book = plain_book();
    let ours = write(&book).text("style.css").to_owned();
    let text = ".verse { color: inherit; }\n".to_owned();
    book.settings.epub.css = Some(OwnStyle { path: "own.css".into(), span: sample::SPAN, text });
    let with = write(&book);
    let own = with.text("style.css").strip_prefix(ours.as_str()).expect("ours comes first");
    assert!(own.ends_with("*/\n.verse { color: inherit; }\n"), "{own}");
}

#[test]
fn accessibility_is_told_as_it_is() {
    let features = |book: &Book| write(book).text("package.opf").to_owned();
    let described = features(&plain_book());
    assert!(described.contains("accessibilityFeature\">alternativeText"));
    assert!(described.contains("accessModeSufficient\">textual<"));
    assert!(described.contains("accessMode\">visual"));
    let mut book = plain_book();
    let undescribed =
        Figure { asset: AssetId(0), alt: String::new(), caption: None, span: sample::SPAN };
    book.chapters[0].sections[0].blocks.push(Block::Figure(undescribed));
    let undescribed = features(&book);
    assert!(!undescribed.contains("alternativeText"));
    assert!(undescribed.contains("accessModeSufficient\">textual,visual"));
    let mut book = plain_book();
    book.chapters.truncate(1);
    book.parts.clear();
    let without = features(&book);
    assert!(!without.contains("visual") && !without.contains("alternativeText"));
    for package in [described, undescribed, without] {
        assert!(!package.contains("conformsTo"), "nobody has certified it");
        assert_eq!(package.matches("dcterms:modified").count(), 1);
    }
}

#[test]
fn one_picture_is_packed_once() {
    let mut book = plain_book();
    let mut twin = book.assets[0].clone();
    twin.path = "other/steps.png".to_owned();
    book.assets.push(twin);
    let figure =
        Figure { asset: AssetId(1), alt: "又一".into(), caption: None, span: sample::SPAN };
    book.chapters[0].sections[0].blocks.push(Block::Figure(figure));
    let epub = write(&book);
    let pictures: Vec<&String> =
        epub.names.iter().filter(|name| name.contains("picture-")).collect();
    assert_eq!(pictures, ["EPUB/images/picture-001.png"]);
    assert!(epub.text("chapter-001.xhtml").contains("images/picture-001.png"));
}

#[test]
fn pictures_become_fit_for_screens() {
    let mut book = plain_book();
    let cyan = include_bytes!("../books/pictures/cyan.jpg").to_vec();
    let turned = include_bytes!("../books/pictures/turned.jpg").to_vec();
    book.assets = vec![probe("cyan.jpg", cyan).expect("a picture")];
    book.assets.push(probe("turned.jpg", turned).expect("a picture"));
    let figure = Figure { asset: AssetId(1), alt: "横".into(), caption: None, span: sample::SPAN };
    book.chapters[0].sections[0].blocks.push(Block::Figure(figure));
    let epub = write(&book);
    let read = |name: &str| {
        let bytes = epub.files[&format!("EPUB/images/{name}")].clone();
        probe(name, bytes).expect("a picture")
    };
    let (cyan, turned) = (read("picture-001.jpg"), read("picture-002.jpg"));
    let light = pixels(&cyan, 0).expect("pixels");
    assert_eq!((cyan.cmyk, light.colors), (false, Colors::Rgb));
    assert!(light.data[0] < 10 && light.data[1] > 245 && light.data[2] > 245);
    assert_eq!((turned.orientation, turned.width, turned.height), (1, 8, 16));
}

#[test]
fn a_bare_book_has_no_empty_field() {
    let mut book = plain_book();
    let full = sample::meta();
    book.meta = publish::model::meta::Meta {
        title: "无名".to_owned(),
        identifier: full.identifier,
        modified: full.modified,
        ..publish::model::meta::Meta::default()
    };
    let epub = write(&book);
    assert!(!epub.names.iter().any(|name| name.contains("colophon")));
    for (name, html) in epub.pages() {
        for empty in ["<p></p>", "<dd></dd>", "<title></title>", "<h1></h1>", "<a></a>"] {
            assert!(!html.contains(empty), "{name}: {empty}");
        }
    }
    let package = epub.text("package.opf");
    for field in ["dc:creator", "dc:publisher", "dc:rights", "dc:date", "collection", "></dc:"] {
        assert!(!package.contains(field), "{field}");
    }
}

#[test]
fn covers_are_drawn_for_every_title() {
    let faces = Faces::builtin();
    let titles = [
        "道",
        "活字江湖",
        "红楼梦：脂砚斋重评石头记",
        "关于我在雾谷修炼多模态的那些年啊啊啊",
        "GPT-4o真传",
        "The Art of Movable Type",
        "《书》",
    ];
    for title in titles {
        let mut meta = sample::meta();
        meta.title = title.to_owned();
        let cover = publish::cover::draw(&meta, &faces).expect("a cover");
        assert_eq!((cover.width, cover.height), (1600, 2560));
        assert!(cover.bytes.len() < 300_000, "{title}: {}", cover.bytes.len());
        let read = probe("cover.png", cover.bytes.to_vec()).expect("a picture");
        assert_eq!((read.width, read.height), (1600, 2560));
    }
    let meta = sample::meta();
    assert_eq!(publish::cover::draw(&meta, &faces), publish::cover::draw(&meta, &faces));
    let nameless = publish::model::meta::Meta::default();
    assert_eq!(publish::cover::draw(&nameless, &faces), None);
}
