//! Releases: a tag to the files that readers download, kept in git, brought back, verified.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::fs;
use std::io::{Cursor, Read};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::ZipArchive;

use crate::repository::{Files, Home, expect, files_of, git, names_in, program, said};

const FILES: [&str; 7] = [
    "NOTES.md",
    "SHA256SUMS",
    "book-v1.0.0-cover.pdf",
    "book-v1.0.0-print.pdf",
    "book-v1.0.0.epub",
    "book-v1.0.0.pdf",
    "release.json",
];

#[test]
fn a_release_travels_with_its_tag_through_a_remote() {
    let home = Home::new();
    git(&home.path(""), &["init", "-q", "--bare", "remote.git"]);
    home.git(&["remote", "add", "origin", "../remote.git"]);
    home.git(&["push", "-q", "origin", "main"]);
    home.fail(&["release", "--fetch", "v1.0.0"], 2, "remote-without-release");
    let release = ["release", "v1.0.0", "--attach", "--remote", "origin"];
    assert_eq!(home.succeed(&release), "dist/v1.0.0\n");
    // The same again changes nothing.
    home.succeed(&release);
    git(&home.path(""), &["clone", "-q", "remote.git", "clone"]);
    let publish = |arguments: &[&str]| {
        let output = program(&home.path("clone")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    };
    publish(&["release", "--fetch", "v1.0.0"]);
    let made = files_of(&home.path("repo/dist/v1.0.0"));
    assert_eq!(made.keys().collect::<Vec<_>>(), FILES);
    assert_eq!(made, files_of(&home.path("clone/dist/v1.0.0")));
    publish(&["verify", "dist/v1.0.0"]);
    publish(&["verify", "v1.0.0"]);
    // Whoever makes it there attaches the very same commit.
    publish(&["release", "v1.0.0", "-o", "own", "--attach", "--remote", "origin"]);
    assert_eq!(made, files_of(&home.path("clone/own")));
}

#[test]
fn a_tag_makes_the_same_bytes_wherever_and_however_it_is_made() {
    let home = Home::new();
    home.succeed(&["release", "v1.0.0"]);
    let made = files_of(&home.path("repo/dist/v1.0.0"));
    // The working tree may be in any state; it is neither read nor changed.
    fs::remove_dir_all(home.path("repo/book/chapters")).unwrap();
    home.write("repo/book/book.yaml", "title: 改乱了\n");
    home.write("repo/book/.gitattributes", "*.md text eol=crlf\n");
    home.git(&["config", "core.autocrlf", "true"]);
    home.git(&["add", "book/book.yaml"]);
    let state = home.git(&["status", "--porcelain=v2", "--branch"]);
    let elsewhere = "umask 077; exec \"$0\" release v1.0.0 repo/book -o out/v1 --jobs 3";
    let output = Command::new("sh")
        .args(["-c", elsewhere, env!("CARGO_BIN_EXE_publish")])
        .current_dir(home.path(""))
        .env("TZ", "Asia/Shanghai")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1")
        .env("GIT_DIR", "/nowhere")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(made, files_of(&home.path("out/v1")));
    assert_eq!(names_in(&home.path("out")), ["v1"], "nothing is left beside it");
    assert_eq!(state, home.git(&["status", "--porcelain=v2", "--branch"]));
    assert_eq!(home.git(&["worktree", "list"]).lines().count(), 1);
}

#[test]
fn a_release_tells_its_tag_its_date_and_its_fonts() {
    let home = Home::new();
    home.succeed(&["release", "v1.0.0"]);
    let files = files_of(&home.path("repo/dist/v1.0.0"));
    let record: Value = serde_json::from_slice(&files["release.json"]).unwrap();
    let commit = home.git(&["rev-parse", "HEAD"]);
    assert_eq!(
        (record["tag"].as_str(), record["commit"].as_str()),
        (Some("v1.0.0"), Some(&*commit))
    );
    assert_eq!(
        (&record["date"], &record["version"]),
        (&"2026-11-01T00:00:00Z".into(), &"1.0.0".into())
    );
    assert_eq!(record["checks"]["epub"], "passed");
    assert!(record["fonts"].as_array().unwrap().len() > 5);
    let docs = include_str!("../../docs/releases.md");
    for key in record.as_object().unwrap().keys() {
        assert!(docs.contains(&format!("| `{key}` |")), "docs/releases.md tells of `{key}`");
    }
    let revision = format!("1.0.0 ({})", commit.chars().take(12).collect::<String>());
    let pdf = String::from_utf8_lossy(&files["book-v1.0.0.pdf"]);
    assert!(pdf.contains(&revision) && pdf.contains("2026-11-01T00:00:00Z"));
    let mut epub = ZipArchive::new(Cursor::new(&files["book-v1.0.0.epub"])).unwrap();
    let mut text = String::new();
    for index in 0..epub.len() {
        let mut file = epub.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".opf") || name.contains("colophon") {
            file.read_to_string(&mut text).unwrap();
        }
    }
    assert_eq!(text.matches(&revision).count(), 2, "in the metadata and on the imprint: {text}");
    let sums = String::from_utf8_lossy(&files["SHA256SUMS"]);
    assert_eq!(sums.lines().count(), files.len() - 1);
}

#[test]
fn notes_name_the_chapters_that_changed_since_the_tag_before() {
    let home = Home::new();
    home.write("repo/book/chapters/02.md", "# 第二章：旧事\n\n不变。\n");
    home.write("repo/book/chapters/03.md", "# 第三章：将删\n\n不留。\n");
    home.commit("第二稿");
    home.git(&["tag", "other-9"]);
    home.git(&["tag", "v1.1.0"]);
    home.write("repo/book/chapters/01.md", "# 第一章：题目\n\n正文更长。\n");
    home.write("repo/book/chapters/04.md", "# 第三章：新章\n\n新写。\n");
    fs::remove_file(home.path("repo/book/chapters/03.md")).unwrap();
    home.commit("第三稿");
    home.git(&["tag", "-a", "v1.2.0", "-m", "二版"]);
    home.succeed(&["release", "v1.2.0", "-q"]);
    let notes = fs::read_to_string(home.path("repo/dist/v1.2.0/NOTES.md")).unwrap();
    let (head, table) = notes.split_once("## 自 v1.1.0 以来的改动\n\n").unwrap();
    assert!(head.starts_with("# 样书 v1.2.0\n\n2026-11-01 · 3 章 ·") && head.contains("\n二版\n"));
    let rows = [
        "| 第一章　题目 | 10 | +2 |",
        "| 第三章　新章 | 8 | 新增 |",
        "| 第三章　将删 | 0 | 删去 |",
    ];
    assert_eq!(table.lines().skip(2).collect::<Vec<_>>(), rows, "{notes}");
    // A clone in which another tag came between says the same.
    home.git(&["tag", "v1.1.9", "v1.1.0"]);
    home.succeed(&["verify", "dist/v1.2.0"]);
}

#[test]
fn verifying_names_the_file_and_the_byte() {
    let home = Home::new();
    home.succeed(&["release", "v1.0.0"]);
    let place = home.path("repo/dist/v1.0.0");
    let pdf = place.join("book-v1.0.0.pdf");
    let mut bytes = fs::read(&pdf).unwrap();
    bytes[1234] ^= 1;
    fs::write(&pdf, &bytes).unwrap();
    let told = home.fail(&["verify", "dist/v1.0.0"], 1, "release-file-changed");
    assert!(told.contains("[release-differs]") && told.contains("from byte 1234 on"), "{told}");
    assert!(!told.contains("book-v1.0.0.epub"), "{told}");
    fs::write(&pdf, "no PDF").unwrap();
    home.fail(&["verify", "dist/v1.0.0"], 1, "release-file-invalid");
    fs::remove_file(&pdf).unwrap();
    fs::write(place.join("letter.txt"), "to the printer").unwrap();
    let told = home.fail(&["verify", "dist/v1.0.0"], 1, "release-file-missing");
    assert!(told.contains("[release-file-strange]"), "{told}");
    home.fail(&["release", "v1.0.0"], 2, "release-place-taken");
    assert!(place.join("letter.txt").is_file());
    fs::remove_file(place.join("release.json")).unwrap();
    home.fail(&["verify", "dist/v1.0.0"], 1, "release-record-unreadable");
    fs::remove_file(place.join("SHA256SUMS")).unwrap();
    home.fail(&["verify", "dist/v1.0.0"], 1, "release-sums-unreadable");
    home.fail(&["verify", "v1.0.0"], 2, "release-missing");
}

#[test]
fn what_is_no_tag_of_a_whole_repository_is_refused() {
    let home = Home::new();
    home.fail(&["release", "v1.0"], 2, "tag-missing");
    home.fail(&["release", "v1.0.0^"], 2, "tag-missing");
    home.fail(&["release", "v1.0.0", ".."], 2, "repository-missing");
    home.git(&["tag", "tree", "HEAD^{tree}"]);
    home.fail(&["release", "tree"], 2, "tag-without-commit");
    home.fail(&["release", "v1.0.0", "nobook"], 2, "folder-missing");
    home.fail(&["release", "v1.0.0", "--remote", "origin"], 2, "argument-missing");
    let origin = format!("file://{}", home.path("repo").display());
    git(&home.path(""), &["clone", "-q", "--depth=1", "--branch=v1.0.0", &origin, "shallow"]);
    let shallow = program(&home.path("shallow")).args(["release", "v1.0.0"]).output().unwrap();
    expect(&shallow, 3, "clone-shallow");
    let mut alone = program(&home.path("repo"));
    let output = alone.args(["release", "v1.0.0"]).env("PATH", "").output().unwrap();
    expect(&output, 3, "git-missing");
    assert!(names_in(&home.path("repo/dist")).is_empty());
}

#[test]
fn a_book_that_is_not_in_order_is_not_released() {
    let home = Home::new();
    home.write("repo/book/chapters/01.md", "# 第一章：题目\n\n他说：\"没有说完。\n");
    home.commit("有误");
    home.git(&["tag", "v1.0.1"]);
    let told = home.fail(&["release", "v1.0.1"], 1, "quote-unpaired");
    assert!(told.contains("v1.0.1:book/chapters/01.md:3:4"), "{told}");
    home.write("repo/book/chapters/01.md", "# 第一章：题目\n\n正文。\n");
    let yaml = fs::read_to_string(home.path("repo/book/book.yaml")).unwrap();
    home.write("repo/book/book.yaml", &format!("{yaml}version: 1.0.9\n"));
    home.commit("另一个版本");
    home.git(&["tag", "v1.0.2"]);
    home.fail(&["release", "v1.0.2"], 1, "version-differs");
    home.git(&["tag", "v1.0.9"]);
    home.succeed(&["release", "v1.0.9"]);
    assert_eq!(names_in(&home.path("repo/dist")), ["v1.0.9"]);
}

#[test]
fn a_tag_that_moves_harms_nothing() {
    let home = Home::new();
    git(&home.path(""), &["init", "-q", "--bare", "remote.git"]);
    home.git(&["remote", "add", "origin", "../remote.git"]);
    home.succeed(&["release", "v1.0.0", "--attach", "--remote", "origin"]);
    let old = files_of(&home.path("repo/dist/v1.0.0"));
    home.write("repo/book/chapters/01.md", "# 第一章：题目\n\n改过了。\n");
    home.write("repo/.gitattributes", "*.md filter=mover\n");
    home.commit("再改");
    home.git(&["tag", "-f", "-a", "v1.0.0", "-m", "移动了"]);
    home.fail(&["release", "v1.0.0"], 2, "release-of-another-commit");
    home.fail(&["verify", "dist/v1.0.0"], 1, "tag-of-another-commit");
    let again = ["release", "v1.0.0", "-o", "dist/again", "--attach"];
    home.fail(&again, 2, "release-attached-differs");
    home.git(&["update-ref", "-d", "refs/releases/v1.0.0"]);
    home.fail(
        &["release", "v1.0.0", "-o", "x", "--attach", "--remote", "origin"],
        3,
        "remote-differs",
    );
    home.git(&["update-ref", "-d", "refs/releases/v1.0.0"]);
    home.fail(&["release", "--fetch", "v1.0.0", "-o", "y"], 3, "remote-differs");
    // While the files are checked out, the tag goes elsewhere.
    home.git(&["config", "filter.mover.smudge", "git tag -f v1.0.0 HEAD~1 >&2; cat"]);
    home.fail(&["release", "v1.0.0", "-o", "dist/moved"], 3, "tag-moved");
    assert_eq!(names_in(&home.path("repo/dist")), ["again", "v1.0.0"]);
    assert_eq!(old, files_of(&home.path("repo/dist/v1.0.0")));
}

#[test]
fn a_disk_that_takes_no_more_leaves_the_old_release() {
    let home = Home::new();
    home.succeed(&["release", "v1.0.0"]);
    let old = aged(&home);
    // Files may have no more than sixteen blocks: the books are larger.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" release v1.0.0";
    let output = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_publish")])
        .current_dir(home.path("repo"))
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .output()
        .unwrap();
    expect(&output, 3, "output-unwritable");
    assert_eq!(old, files_of(&home.path("repo/dist/v1.0.0")));
    assert_eq!(names_in(&home.path("repo/dist")), ["v1.0.0"]);
}

/// Makes the release that is there one that a new one differs from; its files.
fn aged(home: &Home) -> Files {
    let place = home.path("repo/dist/v1.0.0");
    for (name, mut bytes) in files_of(&place) {
        if name != "release.json" {
            bytes.extend_from_slice(b"old");
            fs::write(place.join(name), bytes).unwrap();
        }
    }
    files_of(&place)
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new_release() {
    let home = Home::new();
    let place = home.path("repo/dist/v1.0.0");
    let start = Instant::now();
    home.succeed(&["release", "v1.0.0"]);
    let whole = start.elapsed();
    let new = files_of(&place);
    let mut old = aged(&home);
    let mut random: u64 = 8;
    for _ in 0..50 {
        let mut child = program(&home.path("repo"))
            .args(["release", "v1.0.0", "-q"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Knuth's constants: the moments differ, and are the same in every run of the test.
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(random >> 40).unwrap() % 1200;
        std::thread::sleep(Duration::from_micros(1) + whole * share / 1000);
        // SIGKILL; a run that is over needs none.
        drop(child.kill());
        child.wait().unwrap();
        let found = files_of(&place);
        assert!(found == old || found == new, "{:?}", found.keys());
        if found == new {
            old = aged(&home);
        }
    }
    home.succeed(&["release", "v1.0.0"]);
    assert_eq!(files_of(&place), new);
    let left: Vec<String> = names_in(&home.path("repo/dist"));
    assert!(left.iter().all(|name| name == "v1.0.0" || is_empty_rest(&home, name)), "{left:?}");
}

/// What a run leaves that was killed before it had a lock: a folder with nothing in it.
fn is_empty_rest(home: &Home, name: &str) -> bool {
    names_in(&home.path("repo/dist").join(name)).is_empty()
}

#[test]
fn three_commands_publish_a_book() {
    for readme in [include_str!("../../README.md"), include_str!("../../README.zh.md")] {
        let home = Home::new();
        home.git(&["tag", "-d", "v1.0.0"]);
        fs::rename(home.path("repo/book"), home.path("repo/my-book")).unwrap();
        home.commit("书名");
        git(&home.path(""), &["init", "-q", "--bare", "remote.git"]);
        home.git(&["remote", "add", "origin", "../remote.git"]);
        let lines = readme.lines().skip_while(|line| !line.starts_with("git tag"));
        let commands: Vec<&str> = lines.take_while(|line| !line.starts_with("```")).collect();
        assert_eq!(commands.len(), 3, "{commands:?}");
        for command in commands {
            let command = command.split(" #").next().unwrap().trim();
            let words: Vec<&str> = command.split_whitespace().collect();
            match words[0] {
                "git" => drop(home.git(&words[1..])),
                _ => drop(home.succeed(&words[1..])),
            }
        }
    }
}
