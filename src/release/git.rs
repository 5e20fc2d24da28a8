//! The one door to `git`: a program with a list of arguments, never a shell.
//!
//! In: a folder of a repository and what is asked. Out: what git says, or a message that says why
//! not. The working tree, the index and the branch of the repository are never touched: trees are
//! checked out elsewhere, with an index of their own. Never here: books.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use publish::diag::catalog::program::output_unwritable;
use publish::diag::catalog::release as catalog;
use publish::diag::catalog::words::system;

use crate::console::{MACHINE, USAGE};

use super::Fault;

/// What a surrounding git, such as a hook, may have told its children: it would lead us elsewhere.
const INHERITED: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG_PARAMETERS",
];

/// What a person may have set, and what must not change a byte of a book.
const SETTINGS: [&str; 5] = [
    "core.autocrlf=false",
    "core.eol=lf",
    "core.attributesFile=",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
];

/// A repository.
#[derive(Clone, Debug)]
pub(super) struct Repository {
    git_dir: PathBuf,
}

impl Repository {
    /// The repository around a path, and the path from its top; the path itself need not exist.
    ///
    /// # Errors
    /// A message when there is no git or no repository.
    pub(super) fn around(path: &Path) -> Result<(Repository, String), Fault> {
        let exists = |path: &&Path| !path.as_os_str().is_empty() && path.is_dir();
        let anchor = path.ancestors().find(exists).unwrap_or(Path::new("."));
        let below = path.strip_prefix(anchor).unwrap_or(path);
        let ask = |question: &str| {
            let mut git = command();
            git.arg("-C").arg(anchor).args(["rev-parse", question]);
            let output = finish(&mut git, None)?;
            if output.status.success() {
                return Ok(line(&output.stdout));
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            if said.contains("not a git repository") {
                let problem = catalog::repository_missing(&anchor.to_string_lossy());
                return Err((Box::new(problem), USAGE));
            }
            Err(failure("rev-parse", &said))
        };
        let git_dir = PathBuf::from(ask("--absolute-git-dir")?);
        let prefix = ask("--show-prefix")?;
        let inside = Path::new(&prefix).join(below).to_string_lossy().replace('\\', "/");
        let inside = inside.trim_end_matches('/').to_owned();
        Ok((Repository { git_dir }, inside))
    }

    /// What git prints.
    ///
    /// # Errors
    /// A message when it fails.
    pub(super) fn say(&self, arguments: &[&str]) -> Result<String, Fault> {
        let output = self.ask(arguments)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
        }
        Err(failure(arguments[0], &String::from_utf8_lossy(&output.stderr)))
    }

    /// What git prints and how it ends, for questions that may be answered with no.
    ///
    /// # Errors
    /// A message when there is no git.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Output, Fault> {
        finish(self.command().args(arguments), None)
    }

    /// The same with bytes for git to read, and variables.
    ///
    /// # Errors
    /// A message when it fails.
    pub(super) fn tell(
        &self,
        arguments: &[&OsStr],
        variables: &[(&str, &str)],
        input: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let mut git = self.command();
        git.args(arguments).envs(variables.iter().copied());
        let output = finish(&mut git, Some(input))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let name = arguments.first().map_or_else(String::new, |name| name.to_string_lossy().into());
        Err(failure(&name, &String::from_utf8_lossy(&output.stderr)))
    }

    /// Writes the files of a commit into an empty folder; nothing else changes anywhere.
    ///
    /// # Errors
    /// A message when git fails, such as on a full disk.
    pub(super) fn check_out(&self, commit: &str, into: &Path) -> Result<(), Fault> {
        let folder = std::fs::canonicalize(into).map_err(|error| {
            let problem = output_unwritable(&into.to_string_lossy(), &system(error.kind()));
            (Box::new(problem), MACHINE)
        })?;
        let mut tree = OsString::from("--work-tree=");
        tree.push(&folder);
        let mut git = self.command();
        // With an index of its own, this cannot meet what the author has staged.
        git.arg(tree).env("GIT_INDEX_FILE", folder.with_extension("index"));
        let output = finish(git.args(["read-tree", "--reset", "-u", commit]), None)?;
        if output.status.success() {
            return Ok(());
        }
        Err(failure("read-tree", &String::from_utf8_lossy(&output.stderr)))
    }

    fn command(&self) -> Command {
        let mut git = command();
        let mut folder = OsString::from("--git-dir=");
        folder.push(&self.git_dir);
        git.arg(folder);
        git
    }
}

/// `git` with nothing about it that a person's machine could change.
fn command() -> Command {
    let mut git = Command::new("git");
    for name in INHERITED {
        git.env_remove(name);
    }
    // Messages are looked at by their English words; replaced objects are not the tag's own.
    git.env("LC_ALL", "C").env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_OPTIONAL_LOCKS", "0");
    for setting in SETTINGS {
        git.args(["-c", setting]);
    }
    git
}

fn finish(git: &mut Command, input: Option<&[u8]>) -> Result<Output, Fault> {
    let mut run = || {
        git.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
        let mut child = git.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            // What git reads from us is short; a git that has already failed reads nothing.
            match stdin.write_all(input) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error),
                _ => {}
            }
        }
        child.wait_with_output()
    };
    run().map_err(|error: io::Error| {
        let problem = match error.kind() {
            ErrorKind::NotFound => catalog::git_missing(),
            other => catalog::git_failed("git", system(other).en.as_str()),
        };
        (Box::new(problem), MACHINE)
    })
}

/// The message for words of a git that has failed.
pub(super) fn failure(command: &str, said: &str) -> Fault {
    // The last word that is no hint is the reason.
    let told = |line: &&str| !line.trim().is_empty() && !line.starts_with("hint:");
    let reason = said.lines().filter(told).find(|line| line.contains("fatal:"));
    let reason = reason.or_else(|| said.lines().rfind(told)).unwrap_or("").trim();
    let reason = reason.trim_start_matches("fatal: ").trim_start_matches("error: ");
    let full = said.contains("No space left on device");
    let reason = if full { "No space left on device" } else { reason };
    (Box::new(catalog::git_failed(command, reason)), MACHINE)
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches(['\n', '\r']).to_owned()
}
