//! Every limit of reading: what is beyond it is told with the limit and with what there was.

use std::path::Path;

use publish::Session;
use publish::layout::frame::{GlyphRun, Item, Pages};
use publish::model::settings::Missing;
use publish::source::Environment;

use crate::book::{read, write};

const CONFIG: &str = "title: 书\nlanguage: zh-Hans\nchapters: [chapters/01.md]\n";

/// What reading a book says, made of a configuration, a chapter, and what `prepare` adds.
fn said(config: &str, chapter: &str, prepare: impl Fn(&Path)) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("book.yaml"), config);
    write(&folder.path().join("chapters/01.md"), chapter);
    prepare(folder.path());
    read(folder.path()).1
}

/// A file of so many bytes, none of which is on the disk.
#[expect(clippy::disallowed_methods, reason = "tests make books")]
fn sparse(path: &Path, bytes: u64) {
    let file = std::fs::File::create(path).expect("a file");
    file.set_len(bytes).expect("a length");
}

#[test]
fn files_that_are_too_large() {
    let text = said(CONFIG, "", |root| sparse(&root.join("chapters/01.md"), (16 << 20) + 1));
    let expected =
        "file-too-large book.yaml:3:12 `chapters/01.md` has 16.1 MiB; the limit is 16 MiB";
    assert_eq!(text, [expected]);
    let config = said(CONFIG, "", |root| sparse(&root.join("book.yaml"), 3 << 20));
    assert_eq!(config, ["file-too-large - `book.yaml` has 3.0 MiB; the limit is 1 MiB"]);
    let picture = said(CONFIG, "![图](a.png)", |root| {
        sparse(&root.join("chapters/a.png"), 1 << 36);
    });
    let expected =
        "file-too-large chapters/01.md:1:1 `chapters/a.png` has 65536.0 MiB; the limit is 64 MiB";
    assert_eq!(picture, [expected]);
}

#[test]
fn a_bad_picture_is_told_wherever_it_stands() {
    let chapter = "![图](a.png) ![图](a.png)\n\n![图](b.png)\n";
    let said = said(CONFIG, chapter, |root| write(&root.join("chapters/a.png"), "x"));
    let ids: Vec<&str> = said.iter().filter_map(|line| line.split(" picture").next()).collect();
    let expected = [
        "picture-damaged chapters/01.md:1:1",
        "picture-damaged chapters/01.md:1:13",
        "file-missing chapters/01.md:3:1 `chapters/b.png` does not exist",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn addresses_that_hold_too_much() {
    let chapter = format!("![图](data:image/png;base64,{})", "A".repeat(1 << 20));
    let expected = "picture-data-too-long chapters/01.md:1:1 \
                    this data: address has 1048598 bytes; the limit is 1048576";
    assert_eq!(said(CONFIG, &chapter, |_| {}), [expected]);
}

#[test]
fn texts_of_the_configuration_that_are_too_long() {
    let long = |count: usize| "字".repeat(count);
    let config = CONFIG.replace("书", &long(1001)) + &format!("description: {}\n", long(20_001));
    let expected = [
        "text-too-long book.yaml:1:8 `title` has 1001 characters; the limit is 1000",
        "text-too-long book.yaml:4:14 `description` has 20001 characters; the limit is 20000",
    ];
    assert_eq!(said(&config, "# 题", |_| {}), expected);
}

#[test]
fn more_values_than_a_book_needs() {
    let many = format!("{CONFIG}subjects: [{}]\n", "甲,".repeat(20_000));
    let told = said(&many, "# 题", |_| {});
    assert!(told[0].starts_with("yaml-too-many book.yaml:4:"), "{told:?}");
    assert!(told[0].ends_with("book.yaml has more than 20000 values"), "{told:?}");
}

#[test]
fn patterns_beyond_all_measure() {
    let many = CONFIG.replace("chapters/01.md", &"\"x/*.md\",".repeat(300));
    let told = said(&many, "# 题", |_| {});
    let too_many = told.iter().filter(|line| line.starts_with("patterns-too-many")).count();
    assert_eq!(too_many, 1, "said once");
}

/// Many stars, and many `**`, are held against a name without trying every way.
#[test]
fn patterns_that_would_take_for_ever() {
    let stars = format!("\"{}x.md\", \"{}.md\"", "**/".repeat(60), "*a".repeat(300));
    let config = CONFIG.replace("chapters/01.md", &stars);
    let deep = "a/".repeat(60) + &"a".repeat(200) + ".md";
    let told = said(&config, "# 题", |root| write(&root.join(&deep), "# 题"));
    let ids: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(ids, ["pattern-without-files", "pattern-without-files"]);
}

/// A pattern takes links to files of the book, tells those that lead nowhere, outside or to no
/// file, and goes round in no circle.
#[cfg(unix)]
#[test]
fn patterns_and_links() {
    use std::os::unix::fs::symlink;
    let config = CONFIG.replace("chapters/01.md", "\"chapters/**/*.md\"");
    let link = |root: &Path, to: &str, name: &str| {
        symlink(to, root.join("chapters").join(name)).expect("a link");
    };
    let inside = said(&config, "# 一", |root| {
        write(&root.join("二.txt"), "# 二");
        link(root, "../二.txt", "02.md");
        link(root, "..", "up");
        link(root, ".", "here");
        write(&root.join("chapters/.hidden/03.md"), b"\xFF");
    });
    assert_eq!(inside, [""; 0]);
    let told = said(&config, "# 一", |root| {
        link(root, "none.md", "02.md");
        link(root, "/etc/hostname", "03.md");
        link(root, "04.md", "04.md");
    });
    let ids: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(ids, ["link-loop", "path-outside", "path-outside"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let config = CONFIG.replace("chapters/01.md", "\"chapters/*.md\"");
    let told = said(&config, "# 一", |root| {
        let name = std::ffi::OsStr::from_bytes(b"\xB5\xDA\xB6\xFE.md");
        write(&root.join("chapters").join(name), "# 二");
    });
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("file-name-not-utf8 book.yaml:3:12 "), "{told:?}");
}

/// The runs of glyphs that show a text.
fn runs<'p>(pages: &'p Pages, text: &str) -> Vec<&'p GlyphRun> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    });
    runs.filter(|run| run.text.contains(text)).collect()
}

/// Sets a chapter; gives the pages and what was said, as ids.
fn set(
    chapter: &str,
    config: &str,
    missing: Missing,
    prepare: impl Fn(&Path),
) -> (Pages, Vec<&'static str>) {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("book.yaml"), config);
    write(&folder.path().join("chapters/01.md"), chapter);
    prepare(folder.path());
    let mut session = Session::default();
    let opened = publish::open(folder.path(), Environment::default(), &mut session);
    let (mut book, faces) = opened.expect("a book");
    book.settings.missing = missing;
    let pages = publish::paginate(&book, &faces, &mut session);
    let ids = session.diags.sorted().into_iter().map(|one| one.id).collect();
    (pages, ids)
}

#[test]
fn a_missing_character_is_an_error_or_has_a_stand_in() {
    let chapter = "# 题\n\n甲𠀀乙 abc𠀁def <ruby>丙<rt>𠀂</rt></ruby>\n";
    let (_, ids) = set(chapter, CONFIG, Missing::Fail, |_| {});
    assert_eq!(ids, ["glyph-missing"; 3]);
    let (pages, ids) = set(chapter, CONFIG, Missing::StandIn, |_| {});
    assert_eq!(ids, ["glyph-replaced"; 3]);
    // What is copied out of the book is the character, not the sign.
    for missing in ["𠀀", "𠀁"] {
        assert_eq!(runs(&pages, missing).len(), 1, "{missing}");
    }
    assert_no_boxes(&pages);
}

/// Glyph 0 is the box that a font shows for what it lacks (.notdef).
fn assert_no_boxes(pages: &Pages) {
    let glyphs = runs(pages, "").into_iter().flat_map(|run| &run.glyphs);
    assert!(glyphs.into_iter().all(|glyph| glyph.id != 0));
}

/// A reading in two scripts is set in a face that has both.
#[test]
fn readings_never_show_boxes() {
    let chapter = "# 题\n\n<ruby>甲<rt>jiǎ甲ㄐㄧㄚˇ</rt></ruby>\n";
    let (pages, ids) = set(chapter, CONFIG, Missing::Fail, |_| {});
    assert_eq!(ids, [""; 0]);
    assert_no_boxes(&pages);
}

/// N7.7: a private character is an error, even where a built-in face has some sign at its place;
/// a face that the book names for it shows it.
#[test]
fn private_characters_need_a_face_of_the_book() {
    let chapter = "# 题\n\n甲\u{E001}乙\n";
    let (_, ids) = set(chapter, CONFIG, Missing::Fail, |_| {});
    assert_eq!(ids, ["glyph-missing", "private-use"]);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/EBGaramond-Regular.ttf");
    let config = format!("{CONFIG}fonts: {{latin: Own.ttf}}\n");
    let (pages, ids) = set(chapter, &config, Missing::Fail, |root| {
        std::fs::create_dir(root.join("fonts")).expect("a folder");
        std::fs::copy(&own, root.join("fonts/Own.ttf")).expect("a font");
    });
    assert_eq!(ids, [""; 0]);
    assert_eq!(runs(&pages, "\u{E001}").len(), 1);
    assert_no_boxes(&pages);
}

/// A soft hyphen, or an accent that no face has, does not shift the text under the glyphs.
#[test]
fn what_has_no_glyph_keeps_its_place_in_the_text() {
    let chapter = "# 题\n\nco\u{AD}operate x\u{1AB0}yz\n";
    let (pages, _) = set(chapter, CONFIG, Missing::Fail, |_| {});
    for run in runs(&pages, "operate").into_iter().chain(runs(&pages, "yz")) {
        for glyph in &run.glyphs {
            let text = run.text.get(glyph.text_start as usize..glyph.text_end as usize);
            let text = text.expect("a text on character borders");
            let letters = text.chars().filter(|c| c.is_ascii_alphabetic()).count();
            assert!(letters <= 1, "one glyph, one letter: {text:?}");
        }
    }
}

#[test]
fn a_font_that_is_too_large() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("book.yaml"), format!("{CONFIG}fonts: {{body: Big.ttf}}\n"));
    write(&folder.path().join("chapters/01.md"), "# 题");
    std::fs::create_dir(folder.path().join("fonts")).expect("a folder");
    sparse(&folder.path().join("fonts/Big.ttf"), 65 << 20);
    let mut session = Session::default();
    assert!(publish::open(folder.path(), Environment::default(), &mut session).is_err());
    let said = session.diags.sorted()[0];
    assert_eq!(
        (said.id, said.message.en.as_str()),
        ("font-too-large", "font `Big.ttf` has 65 MiB; the limit is 64 MiB",)
    );
}
