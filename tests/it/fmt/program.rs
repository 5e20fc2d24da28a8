//! `publish fmt` as its users meet it: exit codes, what is printed, and files that are rewritten
//! whole, byte for byte, or not at all.

#![expect(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

const BOOK: &str = "title: 样书\nauthor: 某人\nlanguage: zh-Hans\nchapters: [\"chapters/*.md\"]\nback: [后 记.md]\n";

/// A folder with a book of files in it.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(TempDir::new().unwrap());
        for (path, text) in files {
            let path = folder.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// A book of one chapter and an afterword without faults.
    fn book(chapter: &str) -> Folder {
        Folder::new(&[
            ("book/book.yaml", BOOK),
            ("book/chapters/01.md", chapter),
            ("book/后 记.md", "# 后记\n\n没有错。\n"),
        ])
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    fn read(&self, inside: &str) -> String {
        fs::read_to_string(self.path(inside)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_publish"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.arg("fmt").args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    /// Every file below the folder, to show that nothing else was left there.
    fn all(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let inside = path.strip_prefix(self.0.path()).unwrap();
                match path.is_dir() {
                    true => folders.push(path),
                    false => found.push(inside.to_str().unwrap().to_owned()),
                }
            }
        }
        found.sort();
        found
    }
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

/// Carries out a unified diff as `patch -p1` does: every line of context must be there.
fn patched(text: &str, hunks: &str) -> String {
    let mut rest = text.split_inclusive('\n');
    let (mut line_number, mut out) = (1, String::new());
    let mut lines = hunks.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if let Some(place) = line.strip_prefix("@@ -") {
            let start: usize = place.split([',', ' ']).next().unwrap().parse().unwrap();
            for _ in line_number..start {
                out.push_str(rest.next().unwrap());
            }
            line_number = start;
            continue;
        }
        let bare = lines.next_if(|next| next.starts_with('\\')).is_some();
        let (mark, words) = line.split_at(1);
        let words = if bare { words.strip_suffix('\n').unwrap() } else { words };
        if mark != "+" {
            assert_eq!(rest.next(), Some(words), "line {line_number}");
            line_number += 1;
        }
        if mark != "-" {
            out.push_str(words);
        }
    }
    rest.for_each(|line| out.push_str(line));
    out
}

#[test]
fn the_diff_is_what_write_does() {
    let long = format!("# 长\n\n{}\"甲,\"乙\n", "一段很长的话，没有换行。".repeat(60));
    let files = [
        ("book/book.yaml", BOOK),
        ("book/chapters/01.md", "# 一\n\n\"甲,\"乙\n\n\n\n\n\n\n丙,丁"),
        ("book/chapters/02.md", "\u{FEFF}# 二\r\n\r\n\"甲,\"\r\n乙\r\n\r\n丙,\r\n"),
        ("book/chapters/03.md", long.as_str()),
        ("book/chapters/04.md", "# 四\n\n没有错。\n"),
        ("book/后 记.md", "# 后记\n\n甲,乙"),
    ];
    let folder = Folder::new(&files);
    let shown = folder.run(&[]);
    assert_eq!(code(&shown), 0, "{}", err(&shown));
    assert_eq!(out(&shown), out(&folder.run(&["book", "--diff"])));
    assert_eq!(err(&shown), "12 changes to make in 4 files\n");
    for (path, text) in files {
        assert_eq!(folder.read(path), text, "showing changes nothing");
    }
    let written = folder.run(&["--write"]);
    assert_eq!(code(&written), 0, "{}", err(&written));
    assert_eq!(err(&written), "12 changes made in 4 files\n");
    let diff = out(&shown);
    let mut paths = String::new();
    for part in diff.split("--- a/").skip(1) {
        let (path, rest) = part.split_once('\n').unwrap();
        let (other, hunks) = rest.split_once('\n').unwrap();
        assert_eq!(other, format!("+++ b/{path}"));
        // A name with a blank in it ends with a tab.
        assert_eq!(path.contains(' '), path.ends_with('\t'));
        let path = path.trim_end();
        let before = files.iter().find(|(known, _)| *known == path).unwrap().1;
        assert_eq!(patched(before, hunks), folder.read(path));
        paths += &format!("{path}\n");
    }
    assert_eq!(out(&written), paths);
    assert!(diff.contains("\\ No newline at end of file"));
    assert_eq!(folder.all().len(), files.len(), "{:?}", folder.all());
}

#[test]
fn check_names_the_files_and_fails_until_they_are_written() {
    let folder = Folder::book("# 一\n\n\"甲,\"乙...\n");
    let check = folder.run(&["--check"]);
    assert_eq!((code(&check), out(&check).as_str()), (1, "book/chapters/01.md\n"));
    assert_eq!(err(&check), "4 changes to make in 1 file\n");
    assert_eq!(code(&folder.run(&["--write", "-q"])), 0);
    let check = folder.run(&["--check"]);
    assert_eq!((code(&check), out(&check).as_str()), (0, ""));
    assert_eq!(err(&check), "nothing to change\n");
    assert_eq!(folder.read("book/chapters/01.md"), "# 一\n\n“甲，”乙……\n");
    let quiet = folder.run(&["-q", "--write"]);
    assert_eq!((code(&quiet), out(&quiet).as_str(), err(&quiet).as_str()), (0, "", ""));
}

#[test]
fn every_other_byte_stays() {
    let before = "\u{FEFF}---\r\ntitle: \"甲,\"\r\n---\r\n# 题,目\r\n\r<!-- \"注,\" -->\u{85}\u{2028}\"甲,\" \u{0C}乙\t\u{0B}  丙.\u{2029}\u{2029}`x,\"`   ";
    let after = "\u{FEFF}---\r\ntitle: \"甲,\"\r\n---\r\n# 题，目\r\n\r<!-- \"注,\" -->\u{85}\u{2028}“甲，” \u{0C}乙\t\u{0B}  丙。\u{2029}\u{2029}`x,\"`   ";
    let folder = Folder::book(before);
    assert_eq!(code(&folder.run(&["--write"])), 0);
    assert_eq!(folder.read("book/chapters/01.md"), after);
}

#[test]
fn figures_and_objects_tell_every_change() {
    let folder = Folder::book("# 一\n\n他说\\\"好,\\\"。\n");
    let shown = folder.run(&["-v", "--lang", "zh"]);
    assert_eq!(err(&shown), "有 1 个文件可改动，共 3 处\n  punctuation: 1\n  quotes: 2\n");
    let json = folder.run(&["--check", "--message-format", "json"]);
    let summary = "{\"type\":\"summary\",\"errors\":0,\"warnings\":0,\"notes\":0}\n";
    assert_eq!((code(&json), err(&json).as_str()), (1, summary));
    let first = "{\"path\":\"book/chapters/01.md\",\"line\":3,\"column\":3,\"rule\":\"quotes\",\"before\":\"\\\\\\\"\",\"after\":\"“\"}";
    assert_eq!(out(&json).lines().next(), Some(first));
    assert_eq!(out(&json).lines().count(), 3);
}

#[test]
fn a_change_that_was_left_is_told_and_fails_only_when_asked() {
    let folder = Folder::book("# 一\n\n　　- 甲,乙\n");
    let write = folder.run(&["--write"]);
    assert_eq!(code(&write), 0);
    assert!(err(&write).contains("warning[fmt-left]"), "{}", err(&write));
    assert!(err(&write).contains("book/chapters/01.md:3:1"), "{}", err(&write));
    assert_eq!(folder.read("book/chapters/01.md"), "# 一\n\n　　- 甲，乙\n");
    assert_eq!(code(&folder.run(&["--check"])), 0);
    assert_eq!(code(&folder.run(&["--check", "--strict"])), 1);
}

#[test]
fn a_file_with_an_error_is_left_and_the_others_are_mended() {
    let folder = Folder::book("# 一\n\n\"甲,\"![图](none.png)\n");
    fs::write(folder.path("book/后 记.md"), "# 后记\n\n\"乙\"\n").unwrap();
    let write = folder.run(&["--write"]);
    assert_eq!((code(&write), out(&write).as_str()), (1, "book/后 记.md\n"));
    assert!(err(&write).contains("error[file-missing]"), "{}", err(&write));
    assert_eq!(folder.read("book/chapters/01.md"), "# 一\n\n\"甲,\"![图](none.png)\n");
    assert_eq!(folder.read("book/后 记.md"), "# 后记\n\n“乙”\n");
}

#[test]
fn wrong_usage_and_a_missing_folder_have_their_codes() {
    let folder = Folder::book("# 一\n\n\"甲\"\n");
    assert_eq!(code(&folder.run(&["--write", "--check"])), 2);
    assert_eq!(code(&folder.run(&["nowhere"])), 2);
    assert_eq!(code(&folder.run(&["book/chapters"])), 1);
}

#[test]
fn an_mdbook_folder_keeps_its_summary() {
    let summary = "# Summary\n\n[序,言](./序.md)\n\n# 卷\"一\"\n\n- [甲,乙](a/01.md)\n  - [丙](a/../a/02.md)\n- [又](a/02.md)\n";
    let folder = Folder::new(&[
        ("book/book.toml", "[book]\ntitle = \"样,书\"\nlanguage = \"zh-Hans\"\n"),
        ("book/src/SUMMARY.md", summary),
        ("book/src/序.md", "# 序\n\n\"甲\"\n"),
        ("book/src/a/01.md", "# 一\n\n{{#include 代码,一.rs}}\n\n\"乙\"\n"),
        ("book/src/a/02.md", "# 二\n\n\"丙\"\n"),
        ("book/src/a/unlisted.md", "\"丁\"\n"),
    ]);
    let write = folder.run(&["--write"]);
    assert_eq!(out(&write), "book/src/序.md\nbook/src/a/01.md\nbook/src/a/02.md\n");
    assert_eq!(folder.read("book/src/SUMMARY.md"), summary);
    assert_eq!(folder.read("book/src/a/01.md"), "# 一\n\n{{#include 代码,一.rs}}\n\n“乙”\n");
    assert_eq!(folder.read("book/src/a/unlisted.md"), "\"丁\"\n");
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::{Folder, code, err, fs, out};

    fn set_mode(folder: &Folder, path: &str, mode: u32) {
        fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_file_keeps_its_rights() {
        let folder = Folder::book("# 一\n\n\"甲\"\n");
        for mode in [0o755, 0o640, 0o600] {
            fs::write(folder.path("book/chapters/01.md"), "# 一\n\n\"甲\"\n").unwrap();
            set_mode(&folder, "book/chapters/01.md", mode);
            assert_eq!(code(&folder.run(&["--write"])), 0);
            let rights = fs::metadata(folder.path("book/chapters/01.md")).unwrap().permissions();
            assert_eq!(rights.mode() & 0o777, mode);
        }
    }

    #[test]
    fn a_file_that_is_read_only_stops_all_of_it() {
        let folder = Folder::book("# 一\n\n\"甲\"\n");
        fs::write(folder.path("book/后 记.md"), "# 后记\n\n\"乙\"\n").unwrap();
        set_mode(&folder, "book/后 记.md", 0o444);
        let all = folder.all();
        let write = folder.run(&["--write"]);
        assert_eq!((code(&write), out(&write).as_str()), (3, ""));
        assert!(err(&write).contains("it is read-only\n  --> "), "{}", err(&write));
        assert_eq!(folder.read("book/chapters/01.md"), "# 一\n\n\"甲\"\n");
        assert_eq!(folder.all(), all);
        assert_eq!(code(&folder.run(&["--check"])), 1);
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_written_once() {
        let folder = Folder::book("# 一\n\n\"甲\"\n");
        symlink("01.md", folder.path("book/chapters/02.md")).unwrap();
        let write = folder.run(&["--write"]);
        assert_eq!((code(&write), out(&write).as_str()), (0, "book/chapters/01.md\n"));
        fs::remove_file(folder.path("book/后 记.md")).unwrap();
        fs::write(folder.path("book/notes.md"), "# 记\n\n\"乙\"\n").unwrap();
        symlink("notes.md", folder.path("book/后 记.md")).unwrap();
        assert_eq!(out(&folder.run(&["--write"])), "book/后 记.md\n");
        assert_eq!(folder.read("book/notes.md"), "# 记\n\n“乙”\n");
        assert!(fs::symlink_metadata(folder.path("book/后 记.md")).unwrap().is_symlink());
    }

    #[test]
    fn nothing_outside_the_book_is_written() {
        let folder = Folder::book("# 一\n\n\"甲\"\n");
        fs::write(folder.path("outside.md"), "# 外\n\n\"乙\"\n").unwrap();
        fs::remove_file(folder.path("book/后 记.md")).unwrap();
        symlink("../outside.md", folder.path("book/后 记.md")).unwrap();
        let write = folder.run(&["--write"]);
        assert_eq!((code(&write), out(&write).as_str()), (1, "book/chapters/01.md\n"));
        assert!(err(&write).contains("path-outside"), "{}", err(&write));
        assert_eq!(folder.read("outside.md"), "# 外\n\n\"乙\"\n");
    }
}
