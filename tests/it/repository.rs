//! A repository with a small book, in a folder of its own, and the program run in it.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const BOOK: &str = "title: 样书\nauthor: 某人\nlanguage: zh-Hans\nchapters: [\"chapters/*.md\"]\n";

/// The files of a release, by name.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// A repository `repo` with a book of one chapter and the tag v1.0.0.
    pub(crate) fn new() -> Home {
        let home = Home { folder: TempDir::new().unwrap() };
        home.write("repo/book/book.yaml", BOOK);
        home.write("repo/book/chapters/01.md", "# 第一章：题目\n\n正文。\n");
        git(home.folder.path(), &["init", "-q", "-b", "main", "repo"]);
        home.commit("第一稿");
        home.git(&["tag", "-a", "v1.0.0", "-m", "初版\n\n请多指教。"]);
        home
    }

    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    pub(crate) fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(&self.path("repo"), arguments)
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// Runs the program in the repository.
    pub(crate) fn publish(&self, arguments: &[&str]) -> Output {
        program(&self.path("repo")).args(arguments).output().unwrap()
    }

    /// Runs it and expects that it does its work.
    #[track_caller]
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.publish(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs it and expects an exit code and a message.
    #[track_caller]
    pub(crate) fn fail(&self, arguments: &[&str], code: i32, id: &str) -> String {
        let output = self.publish(arguments);
        expect(&output, code, id);
        said(&output)
    }
}

#[track_caller]
pub(crate) fn expect(output: &Output, code: i32, id: &str) {
    assert!(said(output).contains(&format!("[{id}]")), "no {id} in {}", said(output));
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    assert!(output.stdout.is_empty());
}

/// The program, with nothing of the surroundings that could matter.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_publish"));
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null");
    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().for_each(|name| {
        command.env_remove(name);
    });
    command
}

pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let date = "2026-11-01T08:00:00 +0800";
    let output = Command::new("git")
        .args(["-c", "user.name=某人", "-c", "user.email=a@example.org"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", date)
        .env("GIT_COMMITTER_DATE", date)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of a folder; none when there is no such folder.
pub(crate) fn files_of(folder: &Path) -> Files {
    let Ok(entries) = fs::read_dir(folder) else { return Files::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(&path).unwrap())
        })
        .collect()
}

/// What stands in a folder, hidden things too.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
