//! Bad input: every case ends with a clear word, in time linear in its length, and reads nothing
//! outside the book folder.

use std::path::Path;

use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Severity};
use publish::source::{Environment, markdown};

use crate::book::{read, write};

const CONFIG: &str = "title: 书\nlanguage: zh-Hans\nchapters: [chapters/01.md]\n";

/// What reading a book with this chapter says.
fn said(chapter: impl AsRef<[u8]>, prepare: impl Fn(&Path)) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("book");
    write(&root.join("book.yaml"), CONFIG);
    write(&root.join("chapters/01.md"), chapter);
    write(&folder.path().join("outside.png"), b"outside");
    prepare(&root);
    read(&root).1
}

/// What parsing says, as ids.
fn ids(text: &str) -> Vec<&'static str> {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let file = files.add("01.md", text.to_owned());
    markdown::parse(file, text, &mut diags);
    diags.sorted().into_iter().map(|diagnostic| diagnostic.id).collect()
}

#[test]
fn pictures_outside_the_folder() {
    let addresses = [
        "../../outside.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "..%2f..%2foutside.png",
        r"C:\Windows\win.ini",
        r"..\\..\\outside.png",
    ];
    for address in addresses {
        let said = said(format!("# 题\n\n![图]({address})\n"), |_| {});
        assert_eq!(said.len(), 1, "{address}: {said:?}");
        assert!(said[0].starts_with("path-outside chapters/01.md:3:1"), "{address}: {said:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_outside_or_round() {
    use std::os::unix::fs::symlink;
    let outside = said("![图](out.png)", |root| {
        symlink(root.join("../outside.png"), root.join("chapters/out.png")).expect("a link");
    });
    assert!(outside[0].starts_with("path-outside chapters/01.md:1:1"), "{outside:?}");
    let round = said("![图](a.png)", |root| {
        symlink("b.png", root.join("chapters/a.png")).expect("a link");
        symlink("a.png", root.join("chapters/b.png")).expect("a link");
    });
    assert!(round[0].starts_with("link-loop chapters/01.md:1:1"), "{round:?}");
    let inside = said("![图](in.png)", |root| {
        symlink("01.md", root.join("chapters/in.png")).expect("a link");
    });
    assert!(inside[0].starts_with("picture-damaged chapters/01.md:1:1"), "{inside:?}");
}

#[test]
fn folders_and_devices_are_no_files() {
    let said = said("![图](sub)\n", |root| write(&root.join("chapters/sub/x"), b""));
    assert!(said[0].starts_with("not-a-regular-file chapters/01.md:1:1"), "{said:?}");
}

/// The lines of a chapter in bytes, so often that nobody takes them for chance.
fn repeated(line: &[u8]) -> Vec<u8> {
    line.repeat(20)
}

fn units(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn other_encodings_are_named() {
    let book = "# 第一章：西游记\n\n话说东胜神洲，海外有一国土。\n".repeat(9);
    let wide = |text: &str| text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    let cases: [(Vec<u8>, &str); 9] = [
        // 聊斋志异。
        (repeated(b"\xC1\xC4\xD5\xAB\xD6\xBE\xD2\xEC\xA1\xA3\n"), "GB18030"),
        // 第一，
        (repeated(b"\xB2\xC4\xA4\x40\xA1\x41\xA7\xDA\xAD\xCC\n"), "Big5"),
        // 今日は、
        (repeated(b"\x8D\xA1\x93\xFA\x82\xCD\x81\x41\n"), "Shift_JIS"),
        (units(&format!("\u{FEFF}{book}"), u16::to_le_bytes), "UTF-16LE"),
        (units(&format!("\u{FEFF}{book}"), u16::to_be_bytes), "UTF-16BE"),
        (units(&book, u16::to_le_bytes), "UTF-16LE"),
        (units(&book, u16::to_be_bytes), "UTF-16BE"),
        (units("# abc\n", u16::to_be_bytes), "UTF-16BE"),
        (wide(&book), "UTF-32BE"),
    ];
    for (bytes, name) in cases {
        let said = said(&bytes, |_| {});
        assert_eq!(said.len(), 1, "{name}: {said:?}");
        assert!(said[0].starts_with("not-utf8 chapters/01.md:1:"), "{name}: {said:?}");
        assert!(said[0].ends_with(&format!("; it looks like {name}")), "{said:?}");
    }
}

/// In a file that is UTF-8 for the most part, the bad bytes are named with their place.
#[test]
fn bad_bytes_have_a_place() {
    let cases: [(&[u8], &str); 6] = [
        (b"\xFF", "FF"),
        (b"\xED\xA0\x80\xED\xB0\x80", "ED"),
        (b"\xC0\x80", "C0"),
        (b"\xF4\x90\x80\x80", "F4"),
        (b"\xE7\x94", "E7 94"),
        (b"\xD6\xD0", "D6"),
    ];
    for (bad, hex) in cases {
        let bytes = ["好的一章。\n坏".as_bytes(), bad, "，好。\n".as_bytes()].concat();
        let expected = format!("not-utf8 chapters/01.md:2:2 not UTF-8 at byte 19: {hex}");
        assert_eq!(said(&bytes, |_| {}), [expected]);
    }
}

#[test]
fn a_zero_is_no_sign_of_utf_16() {
    assert_eq!(said("甲\0乙\n", |_| {}), [""; 0]);
}

#[test]
fn documents_of_other_programs_are_named() {
    for bytes in [&b"PK\x03\x04\x14\x00"[..], b"%PDF-1.7\n", b"{\\rtf1\\ansi", b"\x89PNG\r\n"] {
        let said = said(bytes, |_| {});
        assert!(said[0].starts_with("no-text chapters/01.md:1:1 "), "{said:?}");
    }
}

#[test]
fn every_line_break_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("book.yaml"), CONFIG);
    let breaks = ["\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}"];
    let texts: Vec<String> = breaks.iter().map(|b| format!("\u{FEFF}# 甲{b}{b}乙{b}")).collect();
    let plain = "# 甲\n\n乙\n";
    for text in texts {
        write(&folder.path().join("chapters/01.md"), &text);
        let (result, said) = read(folder.path());
        assert!(said.is_empty(), "{said:?}");
        let document = result.expect("a book").chapters.remove(0).document;
        let (mut files, mut diags) = (Files::new(), Diagnostics::new());
        files.add("book.yaml", String::new());
        let file = files.add("01.md", plain.to_owned());
        assert_eq!(document, markdown::parse(file, plain, &mut diags), "{text:?}");
    }
}

#[test]
fn depth_has_a_limit() {
    assert_eq!(ids(&format!("{}甲", "- ".repeat(100_000))), ["nesting-too-deep"]);
    assert_eq!(ids(&format!("{}甲", ">".repeat(100_000))), ["nesting-too-deep"]);
    assert!(ids(&"<span>".repeat(50_000)).contains(&"elements-too-deep"));
    assert!(ids(&"::: note\n".repeat(5_000)).contains(&"elements-too-deep"));
    let mixed = format!("{}甲{}", "[".repeat(50_000), "]{.x}".repeat(50_000));
    assert_eq!(ids(&mixed), ["marks-too-deep"]);
    let stars = format!("{}甲{}", "*a **b ".repeat(5_000), " b** a*".repeat(5_000));
    assert!(ids(&stars).iter().all(|id| *id == "marks-too-deep"));
}

/// The worst that the limits let through, on a stack as small as that of any thread: it is read,
/// normalized and set on pages.
#[test]
fn deep_trees_fit_on_small_stacks() {
    let quotes: String = (1..60).map(|depth| "> ".repeat(depth) + "<div>\n\n").collect();
    let marks = "*a **b [x [y [z <b>".repeat(8) + "甲" + &"</b>]{.a}]{.b}]{.c} b** a*".repeat(8);
    let chapter = format!("# 题\n\n{quotes}{}{marks}\n", "> ".repeat(60));
    let work = move || {
        let folder = tempfile::tempdir().expect("a folder");
        write(&folder.path().join("book.yaml"), CONFIG);
        write(&folder.path().join("chapters/01.md"), &chapter);
        let mut session = publish::Session::default();
        let opened = publish::open(folder.path(), Environment::default(), &mut session);
        let (book, faces) = opened.expect("a book");
        let pages = publish::paginate(&book, &faces, &mut session);
        assert!(!pages.pages.is_empty());
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work);
    thread.expect("a thread").join().expect("no overflow");
}

#[test]
fn traps_for_parsers_stay_linear() {
    let ticks: String = (1..400).map(|length| "`".repeat(length) + "x").collect();
    let traps = [
        "[".repeat(100_000),
        "![".repeat(50_000),
        "*a _b ".repeat(20_000),
        ticks,
        "<!--".repeat(30_000),
        "&".repeat(100_000),
        "[a](".repeat(30_000),
        "**x ".repeat(40_000),
        "[^a".repeat(30_000),
        "^[".repeat(50_000),
        "]{a=".repeat(30_000),
        "<a b='".repeat(30_000),
        "<!".repeat(50_000),
        "甲**“乙”**".repeat(10_000),
        "<!-- 甲\n\n".repeat(20_000),
        "```\n".repeat(20_001),
        "    甲\n\n".repeat(20_000),
        "甲 <!-- a --> 乙\n".repeat(30_000),
        "<!-- a -->\n".repeat(30_000),
        "<span>".repeat(30_000) + &"</span>".repeat(30_000),
    ];
    for trap in &traps {
        ids(trap);
    }
}

#[test]
fn remote_pictures_are_left_out() {
    let chapter = "![一](https://example.com/a.png) ![二](//example.com/b.png)\n\n\
                   <img src=\"http://127.0.0.1:9/c.png\" alt=\"三\">\n\n![四](data:image/png;base64,?)\n";
    let said = said(chapter, |_| {});
    let ids: Vec<&str> = said.iter().filter_map(|line| line.split(' ').next()).collect();
    let expected = ["picture-remote", "picture-remote", "picture-remote", "picture-data-invalid"];
    assert_eq!(ids, expected);
}

#[test]
fn comments_hide_their_secrets() {
    let text = "# 注释\n\n<!-- \n- 人物：SECRET -- 双横\n- <b>SECRET</b>\n-->\n\n正文一。<!-- SECRET -->正文二。\n\n\
                > 诗一，  \n<!-- SECRET -->\n> 诗二。\n\n- 项\n  <!-- SECRET\n  -->\n- 项\n\n<!--SECRET--><!---->\n\n正文三。\n";
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let file = files.add("01.md", text.to_owned());
    let document = markdown::parse(file, text, &mut diags);
    let shown = format!("{document:?}");
    let comments = shown.matches("Comment(").count();
    assert_eq!(shown.matches("SECRET").count(), 6, "all of them in comments");
    assert_eq!(comments, 6);
    for words in ["正文一。", "正文二。", "诗一，", "诗二。", "正文三。"] {
        assert!(shown.contains(words), "{words}");
    }
    assert_eq!(diags.count(Severity::Warning), 0);
}

#[test]
fn drawings_are_cleaned_and_named() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
                   <script>alert(1)</script><rect width=\"9\" height=\"9\"/></svg>";
    let said = said("![图](a.svg)", |root| write(&root.join("chapters/a.svg"), drawing));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("drawing-cleaned chapters/01.md:1:1"), "{said:?}");
}
