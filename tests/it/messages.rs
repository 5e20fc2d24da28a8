//! Every message of the catalogue as a person and a program meet it: provoked by a small book, a
//! command line, or, where no book can do it, made by its constructor.
//!
//! `tests/corpus/messages/` has a file for each stage and a heading for each id. An example is what
//! provokes the message, then the message in English and in Chinese, then its short form and JSON.
//! What provokes it is a chapter; `=== PATH` begins a further file of the book's folder, where
//! `<- FILE` is a copy of a file of this repository (`<-half` its first half, `<-torn` a JPEG whose
//! tables make no sense, `<-locked` a font that forbids embedding), `-> PATH` a link, `BYTES bytes` a file of zeros, `base64` a file in base64, and
//! `⟨U+200B⟩` that character. `$ publish …` is run as a command; without it the book is checked.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use publish::Session;
use publish::diag::catalog;
use publish::diag::render::{Format, Look, render, render_alone};
use publish::diag::report::{Diagnostic, Tongue};
use publish::model::settings::Purpose;
use publish::source::Environment;
use serde_json::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const BOOK: &str = "title: 书\nlanguage: zh-Hans\nchapters: [chapters/01.md]\n";
const CHAPTER: &str = "# 第一章：题目\n\n正文。\n";

fn look(format: Format, tongue: Tongue) -> Look {
    Look { format, tongue, ..Look::default() }
}

/// The four forms of a run's messages, as an example shows them.
fn forms(show: impl Fn(Look) -> String) -> (String, String) {
    let shown = |format, tongue| show(look(format, tongue)).trim_end().to_owned();
    let people = [Tongue::English, Tongue::Chinese].map(|tongue| shown(Format::Human, tongue));
    let programs = [Format::Short, Format::Json].map(|format| shown(format, Tongue::English));
    (people.join("\n\n"), programs.join("\n"))
}

fn provoke(input: &str) -> (String, String) {
    let (first, rest) = input.split_once('\n').unwrap_or((input, ""));
    if let Some(name) = first.strip_prefix("call ") {
        let problem = constructed(name);
        return forms(|look| {
            let mut out = Vec::new();
            render_alone(&problem, look, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        });
    }
    let (command, files) = match first.strip_prefix("$ publish ") {
        Some(command) => (command, rest),
        None => ("check book", input),
    };
    let shelf = TempDir::new().unwrap();
    lay_out(&shelf.path().join("book"), &with_characters(files));
    let (people, programs) = match command {
        "check book"
        | "fmt book"
        | "epub book"
        | "pdf book"
        | "pdf book --for print"
        | "cover book" => {
            let session = work(&shelf.path().join("book"), command);
            forms(|look| {
                let mut out = Vec::new();
                render(&session.diags, &session.files, look, &mut out).unwrap();
                String::from_utf8(out).unwrap()
            })
        }
        _ => forms(|look| run(shelf.path(), command, look)),
    };
    let prefix = format!("{}/", shelf.path().display());
    let clean = |text: &str| with_names(&text.trim_end().replace(&prefix, ""));
    (clean(&people), clean(&programs))
}

/// Does what the command does, in this process.
fn work(root: &Path, command: &str) -> Session {
    let mut session = Session::default();
    if command == "fmt book" {
        drop(publish::fmt(root, Environment::default(), &mut session));
        return session;
    }
    if let Ok((book, faces)) = publish::open(root, Environment::default(), &mut session) {
        match command {
            "epub book" => drop(publish::epub(&book, &faces, &mut session)),
            "pdf book" => drop(publish::pdf(&book, &faces, Purpose::Screen, &mut session)),
            "cover book" => drop(publish::cover(&book, &faces, &mut session)),
            "pdf book --for print" => {
                drop(publish::pdf(&book, &faces, Purpose::Print, &mut session));
            }
            _ => {
                let pages = publish::paginate(&book, &faces, &mut session);
                publish::proof(&book, &faces, &pages, &mut session);
            }
        }
    }
    session
}

fn run(folder: &Path, command: &str, look: Look) -> String {
    let format = match look.format {
        Format::Human => "human",
        Format::Short => "short",
        Format::Json => "json",
    };
    let lang = if look.tongue == Tongue::English { "en" } else { "zh" };
    let output = Command::new(env!("CARGO_BIN_EXE_publish"))
        .args(command.split(' ').filter(|word| !word.is_empty()))
        .args(["--message-format", format, "--lang", lang])
        .current_dir(folder)
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}

/// Writes the files of an example into the book's folder.
fn lay_out(root: &Path, text: &str) {
    let mut files: Vec<(&str, String)> = vec![("chapters/01.md", String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(head) => files.push((head.trim_end(), String::new())),
            None => files.last_mut().unwrap().1.push_str(line),
        }
    }
    let named = |name: &str| files.iter().any(|(head, _)| head.split(' ').next() == Some(name));
    if !named("book.yaml") && !named("book.toml") {
        files.push(("book.yaml", BOOK.to_owned()));
    }
    for (head, text) in files {
        let chapter = head == "chapters/01.md" && text.trim().is_empty();
        write(root, head, if chapter { CHAPTER } else { &text });
    }
}

fn write(root: &Path, head: &str, text: &str) {
    let (name, how) = head.split_once(' ').unwrap_or((head, ""));
    let path = root.join(name);
    if name.ends_with('/') {
        return fs::create_dir_all(path).unwrap();
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if let Some((how, from)) = how.strip_prefix("<-").and_then(|how| how.split_once(' ')) {
        fs::write(path, spoiled(how, fs::read(Path::new(ROOT).join(from)).unwrap())).unwrap();
    } else if let Some(to) = how.strip_prefix("-> ") {
        link(to, &path);
    } else if let Some(bytes) = how.strip_suffix(" bytes") {
        fs::File::create(path).unwrap().set_len(bytes.parse().unwrap()).unwrap();
    } else if how == "base64" {
        fs::write(path, base64(text)).unwrap();
    } else {
        fs::write(path, text).unwrap();
    }
}

/// A copy that has something wrong with it: cut in half, or a font that may not be embedded.
fn spoiled(how: &str, mut bytes: Vec<u8>) -> Vec<u8> {
    match how {
        "half" => bytes.truncate(bytes.len() / 2),
        "torn" => {
            let table = bytes.windows(2).position(|marker| marker == [0xFF, 0xC4]).unwrap();
            bytes[table + 5..table + 21].fill(0xFF);
        }
        "locked" => {
            let entry = bytes.windows(4).position(|tag| tag == b"OS/2").unwrap();
            let offset = bytes[entry + 8..entry + 12].try_into().unwrap();
            // fsType: restricted licence embedding.
            bytes[u32::from_be_bytes(offset) as usize + 9] = 2;
        }
        _ => {}
    }
    bytes
}

/// `⟨U+200B⟩` is the character that an editor would not show.
fn with_characters(text: &str) -> String {
    let mut parts = text.split("⟨U+");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (code, rest) = part.split_once('⟩').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

fn with_names(text: &str) -> String {
    let name = |character: char| match character {
        '\u{200B}' | '\u{E000}'..='\u{F8FF}' => format!("⟨U+{:04X}⟩", character as u32),
        _ => character.to_string(),
    };
    text.chars().map(name).collect()
}

#[cfg(unix)]
fn link(to: &str, path: &Path) {
    std::os::unix::fs::symlink(to, path).unwrap();
}

#[cfg(not(unix))]
fn link(to: &str, path: &Path) {
    fs::write(path, to).unwrap();
}

fn base64(text: &str) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sextets = text.bytes().filter_map(|byte| alphabet.iter().position(|it| *it == byte));
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0, 0);
    for sextet in sextets {
        bits = (bits << 6 | sextet) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    bytes
}

/// Messages that no small book can provoke.
fn constructed(name: &str) -> Diagnostic {
    match name {
        "file_unreadable" => {
            catalog::source::file_unreadable("book/chapters/01.md", ErrorKind::PermissionDenied)
        }
        "yaml_too_many" => catalog::config::yaml_too_many(Default::default(), 20_000),
        "chapters_too_many" => {
            catalog::config::chapters_too_many(Default::default(), 20_001, 20_000)
        }
        "texts_too_large" => {
            catalog::source::texts_too_large(Default::default(), (64 << 20) + 1, 64 << 20)
        }
        "pictures_too_large" => {
            catalog::source::pictures_too_large(Default::default(), (1 << 30) + 1, 1 << 30)
        }
        "folder_too_large" => catalog::source::folder_too_large("book", 100_000),
        "folder_unreadable" => catalog::source::folder_unreadable("book/chapters"),
        "file_name_not_utf8" => catalog::source::file_name_not_utf8("book/chapters/�.md"),
        "picture_data_too_long" => {
            catalog::source::picture_data_too_long(Default::default(), (1 << 20) + 1, 1 << 20)
        }
        "cover_coarse" => {
            catalog::cover::cover_coarse(Default::default(), "covers/a.png", 220, 300)
        }
        "pages_too_many" => catalog::press::pages_too_many(Default::default(), "KDP", 1204, 828),
        "picture_coarse" => {
            catalog::press::picture_coarse(Default::default(), "images/a.png", 220, 300)
        }
        "picture_too_coarse" => {
            catalog::press::picture_too_coarse(Default::default(), "images/a.png", 96, 150)
        }
        "ink_too_heavy" => {
            let house = ("IngramSpark", 240);
            catalog::press::ink_too_heavy(Default::default(), "images/a.jpg", 318, house)
        }
        "font_not_embeddable" => catalog::pdf::font_not_embeddable("Broken.ttf"),
        "picture_not_drawn" => {
            catalog::pdf::picture_not_drawn(Default::default(), "a.png", "the PNG is cut short")
        }
        "destination_missing" => catalog::pdf::destination_missing("chapter-02"),
        "link_dead" => catalog::epub::link_dead("chapter-001.xhtml", "#kiln"),
        "id_twice" => catalog::epub::id_twice("chapter-001.xhtml", "kiln"),
        "file_malformed" => {
            catalog::epub::file_malformed("chapter-001.xhtml", "an element is not closed")
        }
        "page_list_left_out" => catalog::epub::page_list_left_out(Default::default()),
        "font_left_out" => catalog::epub::font_left_out("Own.otf"),
        "findings_capped" => {
            catalog::normalize::findings_capped(Default::default(), "quote-unpaired", 100)
        }
        "usage_wrong" => {
            catalog::program::usage_wrong("invalid UTF-8 was found in an argument", "publish pdf")
        }
        _ => judged(name),
    }
}

/// Messages about a finished PDF.
fn judged(name: &str) -> Diagnostic {
    match name {
        "pdf_keys" => {
            catalog::preflight::keys("a.pdf", &catalog::preflight::key_missing("Info Trapped"))
        }
        "pdf_boxes" => {
            catalog::preflight::boxes("a.pdf", 3, &catalog::preflight::box_missing("TrimBox"))
        }
        "pdf_font_outside" => catalog::preflight::font_outside("a.pdf", "SimSun"),
        "pdf_colour" => catalog::preflight::colour_not_of_inks("a.pdf", 7, "DeviceRGB"),
        "pdf_text_inks" => catalog::preflight::text_in_inks("a.pdf", 1),
        "pdf_forbidden" => catalog::preflight::forbidden("a.pdf", 12, "Annots Link"),
        "pdf_transparency" => catalog::preflight::transparent("a.pdf", 5, "SMask"),
        "pdf_image_coarse" => catalog::preflight::image_coarse("a.pdf", 5, 220, 300),
        "pdf_image_too_coarse" => catalog::preflight::image_too_coarse("a.pdf", 5, 96, 150),
        "pdf_ink_heavy" => catalog::preflight::ink_heavy("a.pdf", 5, 380, 300),
        "pdf_page_count" => {
            catalog::preflight::page_count("a.pdf", &catalog::preflight::not_a_multiple(213, 4))
        }
        _ => released(name),
    }
}

/// Messages that need a repository in a certain state.
fn released(name: &str) -> Diagnostic {
    const OLD: &str = "3f2c1ab4d5e6f708192a3b4c5d6e7f8091a2b3c4";
    const NEW: &str = "8091a2b3c43f2c1ab4d5e6f708192a3b4c5d6e7f";
    match name {
        "git_missing" => catalog::release::git_missing(),
        "git_failed" => catalog::release::git_failed("read-tree", "No space left on device"),
        "tag_missing_alone" => catalog::release::tag_missing("v2", None),
        "tag_missing" => catalog::release::tag_missing("v1.2", Some("v1.2.0")),
        "tag_without_commit" => catalog::release::tag_without_commit("tree"),
        "tag_moved" => catalog::release::tag_moved("v1.2.0"),
        "tag_of_another" => catalog::release::tag_of_another("v1.2.0", OLD, NEW),
        "clone_shallow" => catalog::release::clone_shallow(),
        "version_differs" => {
            catalog::release::version_differs(Default::default(), "1.1.0", "v1.2.0")
        }
        "place_full" => catalog::release::place_taken("dist/v1.2.0", None),
        "place_taken" => catalog::release::place_taken("dist/v1.2.0", Some("letter.txt")),
        "place_of_another" => catalog::release::place_of_another("dist/v1.2.0", "v1.2.0", OLD),
        "attached_differs" => catalog::release::attached_differs("v1.2.0"),
        "release_missing" => catalog::release::release_missing("v1.2.0"),
        "remote_without_release" => catalog::release::remote_without_release("origin", "v1.2.0"),
        "remote_differs" => catalog::release::remote_differs("origin", "v1.2.0"),
        "release_unreadable" => {
            let reason = catalog::words::system(ErrorKind::PermissionDenied);
            catalog::release::release_unreadable("dist/v1.2.0", &reason)
        }
        "sums_unreadable" => catalog::release::sums_unreadable(),
        "record_unreadable" => {
            catalog::release::record_unreadable("EOF while parsing a value at line 1 column 0")
        }
        "file_missing" => catalog::release::file_missing("book-v1.2.0.epub"),
        "file_changed" => catalog::release::file_changed("book-v1.2.0.epub"),
        "file_strange" => catalog::release::file_strange("letter.txt"),
        "file_invalid" => catalog::release::file_invalid("book-v1.2.0.pdf"),
        "program_differs" => catalog::release::program_differs("publish 0.1.0", "publish 0.2.0"),
        "rebuild_differs" => {
            catalog::release::rebuild_differs("book-v1.2.0.pdf", 1234, (5000, 5001))
        }
        _ => unreachable!("no constructor for `call {name}`"),
    }
}

#[track_caller]
fn check(stage: &str) {
    let path = Path::new(ROOT).join("tests/corpus/messages").join(format!("{stage}.md"));
    crate::corpus::check(&path, provoke);
    let text = fs::read_to_string(&path).unwrap();
    for section in text.split("\n## ").skip(1) {
        let id = section.lines().next().unwrap();
        for example in section.split("``````example\n").skip(1) {
            let json = example.lines().filter(|line| line.starts_with('{'));
            let told = json.filter(|line| line.contains(&format!("\"id\":\"{id}\""))).count();
            assert!(told > 0, "{stage}.md: an example of `{id}` does not provoke it:\n{example}");
        }
    }
}

#[test]
fn messages_about_the_command_line_and_outputs() {
    check("program");
}

#[test]
fn messages_about_files() {
    check("source");
}

#[test]
fn messages_about_the_configuration() {
    check("config");
}

#[test]
fn messages_about_markdown() {
    check("markdown");
}

#[test]
fn messages_about_the_text() {
    check("normalize");
}

#[test]
fn messages_about_pictures() {
    check("picture");
}

#[test]
fn messages_about_fonts() {
    check("font");
}

#[test]
fn messages_about_pages() {
    check("layout");
}

#[test]
fn messages_about_proofs() {
    check("proof");
}

#[test]
fn messages_about_changes_of_the_markdown() {
    check("fmt");
}

#[test]
fn messages_about_the_press() {
    check("press");
}

#[test]
fn messages_about_the_cover() {
    check("cover");
}

#[test]
fn messages_about_finished_pdfs() {
    check("preflight");
}

#[test]
fn messages_about_the_pdf() {
    check("pdf");
}

#[test]
fn messages_about_the_epub() {
    check("epub");
}

#[test]
fn messages_about_releases() {
    check("release");
}

/// The fields of `docs/messages.md`: name and type, from the table under a line.
fn documented(text: &str, line: &str) -> Vec<(String, String)> {
    let rows = text.split(line).nth(1).unwrap().lines().skip_while(|row| !row.starts_with("| `"));
    rows.take_while(|row| row.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            (cells[1].trim_matches('`').to_owned(), cells[2].to_owned())
        })
        .collect()
}

fn is_of_type(value: &Value, kind: &str) -> bool {
    kind.split(" or ").any(|kind| match kind {
        "string" => value.is_string(),
        "number" => value.is_u64(),
        "null" => value.is_null(),
        "array" => value.as_array().is_some_and(|places| places.iter().all(is_place)),
        "object" => value.as_object().is_some_and(|words| {
            words.keys().eq(["en", "zh"]) && words.values().all(|word| word.is_string())
        }),
        _ => unreachable!("docs/messages.md has an unknown type: {kind}"),
    })
}

/// Another place that a message speaks of.
fn is_place(value: &Value) -> bool {
    let has = |names: [&str; 3]| value.as_object().is_some_and(|place| place.keys().eq(names));
    has(["column", "line", "path"]) && value["path"].is_string() && value["line"].is_u64()
}

#[test]
fn every_line_of_json_is_as_documented() {
    let docs = fs::read_to_string(Path::new(ROOT).join("docs/messages.md")).unwrap();
    let message = documented(&docs, "Fields of a message");
    let summary = documented(&docs, "Fields of the summary");
    assert_eq!((message.len(), summary.len()), (12, 4));
    let mut lines: Vec<String> = docs.lines().map(str::to_owned).collect();
    for entry in fs::read_dir(Path::new(ROOT).join("tests/corpus/messages")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        lines.extend(text.lines().map(str::to_owned));
    }
    let lines: Vec<&String> = lines.iter().filter(|line| line.starts_with('{')).collect();
    assert!(lines.len() > 200, "{}", lines.len());
    for line in lines {
        let value: Value = serde_json::from_str(line).unwrap();
        let object = value.as_object().unwrap();
        let fields = if value["type"] == "summary" { &summary } else { &message };
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        // serde_json sorts the fields of an object; a program does not care for their order.
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert!(object.keys().eq(sorted.iter()), "{line}");
        for (name, kind) in fields {
            assert!(is_of_type(&object[name], kind), "`{name}` of {line}");
        }
        if value["type"] == "message" {
            assert!(["error", "warning", "note"].contains(&value["severity"].as_str().unwrap()));
            assert!(!value["help"].is_null(), "every message names a way out: {line}");
            let place = |name: &str| value[name].as_u64();
            let (start, end) =
                ((place("line"), place("column")), (place("end_line"), place("end_column")));
            assert!(start <= end, "{line}");
        }
    }
}

#[test]
fn a_run_for_programs_says_nothing_but_json() {
    let shelf = TempDir::new().unwrap();
    lay_out(&shelf.path().join("book"), "# 第一章：题目\n\n他说：\"没有说完。\n");
    for (arguments, lines) in [
        ("check book", 2),
        ("epub book", 2),
        ("check book --strict", 2),
        ("check nowhere", 2),
        ("explain nothing", 2),
        ("pdf book -o book", 3),
    ] {
        let text = run(shelf.path(), arguments, look(Format::Json, Tongue::English));
        let values: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        assert_eq!(values.len(), lines, "{arguments}: {text}");
        let last = values.last().unwrap();
        assert_eq!(last["type"], "summary");
        let sum: u64 =
            ["errors", "warnings", "notes"].map(|name| last[name].as_u64().unwrap()).iter().sum();
        assert_eq!(sum as usize, lines - 1, "{arguments}: {text}");
    }
}

/// The sentences of our own that libraries' readers hand on are all known in Chinese.
#[test]
fn reasons_of_pictures_are_told_in_chinese() {
    let folder = Path::new(ROOT).join("src/picture");
    let mut known = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for part in text.split("damaged(\"").skip(1) {
            let reason = part.split('"').next().unwrap();
            assert!(catalog::foreign::is_known(reason), "diag/catalog/foreign.rs lacks: {reason}");
            known += 1;
        }
    }
    assert!(known > 5);
}
