//! The program as its users meet it: commands, exit codes, messages, and files that appear whole
//! or not at all.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const BOOK: &str = "title: 样书\nauthor: 某人\nlanguage: zh-Hans\nchapters: [chapters/01.md]\n";
const CHAPTER: &str = "# 第一章：题目\n\n\"你好，\"他说......然后走了。\n";

/// A folder with a book in it, and nothing else.
struct Shelf {
    folder: TempDir,
}

impl Shelf {
    fn new(book: &str, chapter: &str) -> Shelf {
        let shelf = Shelf { folder: TempDir::new().unwrap() };
        fs::create_dir_all(shelf.path("book/chapters")).unwrap();
        fs::write(shelf.path("book/book.yaml"), book).unwrap();
        fs::write(shelf.path("book/chapters/01.md"), chapter).unwrap();
        shelf
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run_in(self.folder.path(), arguments)
    }

    fn files_of(&self, inside: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(inside)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_publish"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_commands_of_the_readme_make_a_book() {
    let folder = TempDir::new().unwrap();
    let readme = include_str!("../../README.md");
    let own_book = readme.lines().skip_while(|line| *line != "## Your own book");
    let commands: Vec<&str> = own_book
        .take_while(|line| *line != "## A release")
        .filter_map(|line| line.strip_prefix("publish "))
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .collect();
    assert_eq!(commands.len(), 7, "{commands:?}");
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = run_in(folder.path(), &arguments);
        assert_eq!(code(&output), 0, "publish {command}: {}", err(&output));
    }
    for extension in ["epub", "pdf", "cover.pdf"] {
        let artifact = format!("dist/我的第一本书.{extension}");
        assert!(folder.path().join(&artifact).is_file(), "{artifact}");
    }
}

#[test]
fn artifact_paths_go_to_standard_output_and_nothing_else_does() {
    let shelf = Shelf::new(BOOK, CHAPTER);
    let epub = shelf.run(&["epub"]);
    let pdf = shelf.run(&["pdf", "-o", "out/a.pdf"]);
    assert_eq!((out(&epub).as_str(), out(&pdf).as_str()), ("dist/样书.epub\n", "out/a.pdf\n"));
    let check = shelf.run(&["check"]);
    assert_eq!((code(&check), out(&check).as_str()), (0, ""));
    assert!(err(&check).contains("样书: 1 chapter,"), "{}", err(&check));
}

/// Runs both builds and expects an error that says all of `words`, and no file.
#[track_caller]
fn fails(shelf: &Shelf, words: &[&str]) {
    for kind in ["epub", "pdf"] {
        let output = shelf.run(&[kind]);
        assert_eq!(code(&output), 1, "{kind}: {}", err(&output));
        for word in words {
            assert!(err(&output).contains(word), "{kind}: no {word} in {}", err(&output));
        }
        assert_eq!(out(&output), "");
    }
    assert!(shelf.files_of("dist").is_empty(), "{:?}", shelf.files_of("dist"));
}

#[test]
fn a_missing_chapter_is_told_with_its_place() {
    let book = BOOK.replace("01.md", "99.md");
    fails(&Shelf::new(&book, CHAPTER), &["book/book.yaml:4:12", "99.md"]);
}

#[test]
fn an_unknown_key_is_told_with_its_place() {
    let book = format!("{BOOK}titel: 错\n");
    fails(&Shelf::new(&book, CHAPTER), &["book/book.yaml:5:1", "titel"]);
}

#[test]
fn a_broken_picture_is_told_with_its_place() {
    let shelf = Shelf::new(BOOK, &format!("{CHAPTER}\n![图](a.png)\n"));
    fs::write(shelf.path("book/chapters/a.png"), b"\x89PNG\r\n\x1a\nnothing more").unwrap();
    fails(&shelf, &["book/chapters/01.md:5:", "a.png"]);
}

#[test]
fn a_character_that_no_font_has_fails_the_pdf_with_its_place() {
    let shelf = Shelf::new(BOOK, "# 第一章：题目\n\n这个\u{323ae}字没有。\n");
    let output = shelf.run(&["pdf"]);
    assert_eq!(code(&output), 1);
    for word in ["glyph-missing", "U+323AE", "book/chapters/01.md:3:"] {
        assert!(err(&output).contains(word), "no {word} in {}", err(&output));
    }
    assert!(shelf.files_of("dist").is_empty());
}

#[test]
fn an_old_book_survives_a_failed_build() {
    let shelf = Shelf::new(BOOK, CHAPTER);
    assert_eq!(code(&shelf.run(&["epub"])), 0);
    let before = fs::read(shelf.path("dist/样书.epub")).unwrap();
    fs::write(shelf.path("book/chapters/01.md"), "# 题\n\n![图](none.png)\n").unwrap();
    assert_eq!(code(&shelf.run(&["epub"])), 1);
    assert_eq!(fs::read(shelf.path("dist/样书.epub")).unwrap(), before);
    assert_eq!(shelf.files_of("dist"), ["样书.epub"]);
}

#[test]
fn what_cannot_be_written_is_the_machines_fault() {
    let shelf = Shelf::new(BOOK, CHAPTER);
    fs::write(shelf.path("dist"), "in the way").unwrap();
    let output = shelf.run(&["epub"]);
    assert_eq!(code(&output), 3);
    assert!(err(&output).contains("dist"), "{}", err(&output));
    assert_eq!(fs::read_to_string(shelf.path("dist")).unwrap(), "in the way");
}

#[test]
fn wrong_usage_has_an_exit_code_of_its_own() {
    let shelf = Shelf::new(BOOK, CHAPTER);
    assert_eq!(code(&shelf.run(&["bind"])), 2);
    assert_eq!(code(&shelf.run(&["pdf", "--no-such-flag"])), 2);
    assert_eq!(code(&shelf.run(&["--version"])), 0);
}

#[test]
fn messages_come_in_two_languages_and_three_forms() {
    let shelf = Shelf::new(&format!("{BOOK}titel: 错\n"), CHAPTER);
    let english = err(&shelf.run(&["check", "--lang", "en"]));
    let chinese = err(&shelf.run(&["check", "--lang", "zh"]));
    assert!(english.contains("error["), "{english}");
    assert!(chinese.contains("错误["), "{chinese}");
    let short = err(&shelf.run(&["check", "--message-format", "short"]));
    assert!(short.starts_with("book/book.yaml:5:1: error["), "{short}");
    let json = err(&shelf.run(&["check", "--message-format", "json"]));
    let line = json.lines().next().unwrap_or("");
    for part in ["\"severity\":\"error\"", "\"line\":5", "\"column\":1", "\"en\":", "\"zh\":"] {
        assert!(line.contains(part), "no {part} in {line}");
    }
}

#[test]
fn carets_stand_under_the_characters_they_mean() {
    let shelf = Shelf::new(BOOK, "# 第一章：题目\n\n他说：\"没有说完。\n");
    let output = shelf.run(&["check"]);
    assert_eq!(code(&output), 0);
    // Three Han characters are six cells wide.
    assert!(err(&output).contains("3 | 他说：\"没有说完。\n  |       ^"), "{}", err(&output));
}

#[test]
fn warnings_fail_only_when_asked_and_change_no_byte() {
    let shelf = Shelf::new(BOOK, "# 第一章：题目\n\n他说：\"没有说完。\n");
    assert_eq!(code(&shelf.run(&["epub", "-o", "a.epub"])), 0);
    assert_eq!(code(&shelf.run(&["epub", "-o", "b.epub", "--strict"])), 1);
    assert!(!shelf.path("b.epub").exists());
}

#[test]
fn a_folder_with_something_in_it_is_never_made_a_new_book() {
    let shelf = Shelf::new(BOOK, CHAPTER);
    let output = shelf.run(&["new", "book"]);
    assert_ne!(code(&output), 0);
    assert_eq!(fs::read_to_string(shelf.path("book/book.yaml")).unwrap(), BOOK);
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let folder = TempDir::new().unwrap();
    let sample = sample.to_str().unwrap();
    for kind in ["epub", "pdf"] {
        let mut books = Vec::new();
        for jobs in ["1", "2", "2"] {
            let output = run_in(folder.path(), &["-q", "--jobs", jobs, kind, sample, "-o", "a"]);
            assert_eq!(code(&output), 0, "{}", err(&output));
            books.push(fs::read(folder.path().join("a")).unwrap());
        }
        assert!(books[0] == books[1] && books[1] == books[2], "{kind} differs");
    }
}

/// A book that names a font, and that font, cut from a built-in one.
fn shelf_with_font(name: &str, bytes: &[u8]) -> Shelf {
    let shelf = Shelf::new(&format!("{BOOK}font: {name}\n"), CHAPTER);
    fs::create_dir_all(shelf.path("book/fonts")).unwrap();
    fs::write(shelf.path("book/fonts").join(name), bytes).unwrap();
    shelf
}

#[test]
fn fonts_that_cannot_set_the_book_are_told_by_name() {
    let garamond = include_bytes!("../../fonts/EBGaramond-Regular.ttf");
    fails(&shelf_with_font("Latin.ttf", garamond), &["font-without-han", "Latin.ttf"]);
    let half = garamond.get(..garamond.len() / 2).unwrap();
    fails(&shelf_with_font("Half.ttf", half), &["font-damaged", "Half.ttf"]);
    let missing = Shelf::new(&format!("{BOOK}font: NoSuch.ttf\n"), CHAPTER);
    fails(&missing, &["font-missing", "NoSuch.ttf"]);
    let web = shelf_with_font("Web.woff2", b"wOF2 and more");
    let output = web.run(&["pdf"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("warning[font-woff]"), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn a_device_is_never_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let shelf = Shelf::new(BOOK, CHAPTER);
    let output = shelf.run(&["pdf", "book", "-o", "/dev/null"]);
    assert_eq!(code(&output), 3, "{}", err(&output));
    assert!(err(&output).contains("/dev/null"));
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[test]
fn a_folder_that_is_not_there_is_wrong_usage() {
    let output = Shelf::new(BOOK, CHAPTER).run(&["check", "nowhere"]);
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert!(err(&output).contains("folder-missing"));
}

#[test]
fn a_manuscript_cannot_drive_the_terminal() {
    let chapter = format!("{CHAPTER}\n甲\u{1b}[2J正文\n---\n\n![图](<a\u{1b}.png>)\n");
    for form in ["human", "short", "json"] {
        let output = Shelf::new(BOOK, &chapter).run(&["check", "--message-format", form]);
        assert!(err(&output).contains("file-missing"), "{}", err(&output));
        assert!(!err(&output).contains('\u{1b}'), "{form}: {:?}", err(&output));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let shelf = Shelf::new(BOOK, &format!("# 一\n\n{}\n", "正文很长。".repeat(40_000)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_publish"))
        .args(["check", "--dump", "text"])
        .current_dir(shelf.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_pdf_for_print_keeps_to_the_standard_that_is_asked_for() {
    let shelf = Shelf::new(BOOK, CHAPTER);
    for (standard, header) in [("x4", "%PDF-1.6"), ("x1a", "%PDF-1.4")] {
        let arguments = ["pdf", "book", "--for", "print", "--preset", "kdp", "--standard"];
        let output = shelf.run(&[&arguments[..], &[standard, "-o", "a.pdf"]].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(err(&output).contains("pages-too-few"), "{}", err(&output));
        let bytes = std::fs::read(shelf.folder.path().join("a.pdf")).unwrap();
        assert!(bytes.starts_with(header.as_bytes()));
    }
    assert_eq!(code(&shelf.run(&["pdf", "book", "--standard", "x5"])), 2);
}

#[test]
fn figures_go_to_standard_output_in_the_form_asked_for() {
    let shelf = Shelf::new(BOOK, "# 第一章：题目\n\n龘。\n");
    let table = shelf.run(&["check", "--stats", "--lang", "zh"]);
    assert_eq!(code(&table), 0, "{}", err(&table));
    for part in
        ["《样书》：1 章，6 个汉字（6 个不同）", "龘 U+9F98 ×1 (book/chapters/01.md:3:1)", "目录"]
    {
        assert!(out(&table).contains(part), "no {part} in {}", out(&table));
    }
    let json = shelf.run(&["check", "--stats=json"]);
    assert!(out(&json).starts_with("{\n\"form\":1,\n"), "{}", out(&json));
    let both = shelf.run(&["check", "--stats", "--dump", "text"]);
    assert_eq!(code(&both), 2);
}

#[test]
fn a_book_with_missing_characters_still_ends_with_its_figures() {
    let shelf = Shelf::new(BOOK, "# 第一章：题目\n\n这个\u{323ae}字没有。\n");
    let output = shelf.run(&["check"]);
    assert_eq!(code(&output), 1);
    let last = "in no font: \u{323ae} U+323AE ×1 (book/chapters/01.md:3:3)\n";
    assert!(err(&output).ends_with(last), "{}", err(&output));
    assert_eq!(err(&shelf.run(&["check", "-q"])).matches("U+323AE").count(), 1);
}

#[test]
fn lints_are_told_by_check_alone_and_can_be_switched_off() {
    let chapter = "# 第一章：题目\n\n用GPT-4o，用GPT4o。\n";
    let shelf = Shelf::new(BOOK, chapter);
    assert!(err(&shelf.run(&["check"])).contains("warning[spelling-mixed]"));
    assert_eq!(code(&shelf.run(&["check", "--strict"])), 1);
    assert_eq!(err(&shelf.run(&["epub", "--strict"])), "");
    let off = format!("{BOOK}normalize: {{spelling-mixed: off}}\n");
    assert_eq!(code(&Shelf::new(&off, chapter).run(&["check", "--strict"])), 0);
    let wrong = format!("{BOOK}normalize: {{speling-mixed: off}}\n");
    let told = err(&Shelf::new(&wrong, chapter).run(&["check"]));
    assert!(told.contains("spelling-mixed"), "{told}");
}

#[test]
fn further_places_are_named() {
    let shelf = Shelf::new(BOOK, "# 第一章：题目\n\n用GPT-4o，用GPT4o。\n\n说GPT-4o，说GPT4o。\n");
    let human = err(&shelf.run(&["check"]));
    assert!(human.contains("   = also: book/chapters/01.md:5:"), "{human}");
    let json = err(&shelf.run(&["check", "--message-format", "json"]));
    assert!(json.contains("\"also\":[{\"path\":\"book/chapters/01.md\",\"line\":5,"), "{json}");
    assert!(json.lines().all(|line| line.starts_with('{')), "{json}");
}

#[test]
fn the_lines_of_a_book_are_judged_on_request() {
    let chapter =
        format!("# 第一章：题目\n\n{}\n", "他说：“你好，世界！”她又问：“真的？”".repeat(20));
    let shelf = Shelf::new(BOOK, &chapter);
    let table = out(&shelf.run(&["check", "--typography", "--lang", "zh"]));
    assert!(table.starts_with("满行 ") && table.contains("01.md:3"), "{table}");
    let json = out(&shelf.run(&["check", "--typography", "--message-format", "json"]));
    let kinds = |line: &str| line.starts_with("{\"kind\":\"line") && line.ends_with('}');
    assert!(json.lines().count() > 1 && json.lines().all(kinds), "{json}");
    assert_eq!(code(&shelf.run(&["check", "--typography", "--dump", "text"])), 2);
}
