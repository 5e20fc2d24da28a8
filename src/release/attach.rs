//! A release kept in git itself, beside its tag: a commit under `refs/releases/TAG` with the files.
//!
//! In: a release. Out: the commit, the same on every machine, stored, pushed, or brought back.
//! It has no parent: who fetches it gets the files and no history. Never here: making the files.

use std::ffi::OsStr;

use publish::diag::catalog::release as catalog;

use crate::console::{MACHINE, USAGE};

use super::Fault;
use super::git::{Repository, failure};
use super::make::Artifact;
use super::tag::Tag;

/// The name under which a tag's release is kept.
fn reference(tag: &str) -> String {
    format!("refs/releases/{tag}")
}

/// Stores the files; those that are attached already must be the same.
///
/// # Errors
/// A message when there are others, or git fails.
pub(super) fn attach(repository: &Repository, tag: &Tag, files: &[Artifact]) -> Result<(), Fault> {
    let tell = |arguments: &[&str], variables: &[(&str, &str)], input: &[u8]| {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        let said = repository.tell(&arguments, variables, input)?;
        Ok::<String, Fault>(String::from_utf8_lossy(&said).trim().to_owned())
    };
    let mut entries = String::new();
    let mut sorted: Vec<&Artifact> = files.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    for file in sorted {
        let blob = tell(&["hash-object", "-w", "--no-filters", "--stdin"], &[], &file.bytes)?;
        entries.push_str(&format!("100644 blob {blob}\t{}\0", file.name));
    }
    let tree = tell(&["mktree", "-z"], &[], entries.as_bytes())?;
    let date = format!("{} +0000", tag.seconds);
    let or_publish = |text: &str| if text.is_empty() { "publish".to_owned() } else { text.into() };
    let (name, address) = (or_publish(&tag.maker.0), or_publish(&tag.maker.1));
    let variables = [
        ("GIT_AUTHOR_NAME", name.as_str()),
        ("GIT_AUTHOR_EMAIL", &address),
        ("GIT_AUTHOR_DATE", &date),
        ("GIT_COMMITTER_NAME", &name),
        ("GIT_COMMITTER_EMAIL", &address),
        ("GIT_COMMITTER_DATE", &date),
    ];
    let message = format!("Release {}\n\nCommit: {}\n", tag.name, tag.commit);
    let commit = tell(&["commit-tree", &tree], &variables, message.as_bytes())?;
    let reference = reference(&tag.name);
    match attached(repository, &tag.name)? {
        Some(old) if old == commit => Ok(()),
        Some(_) => Err((Box::new(catalog::attached_differs(&tag.name)), USAGE)),
        None => {
            // The name must still be free: no other run is overwritten.
            let zeros = "0".repeat(commit.len());
            repository.say(&["update-ref", &reference, &commit, &zeros])?;
            Ok(())
        }
    }
}

/// The commit that is attached to a tag, if there is one.
///
/// # Errors
/// A message when there is no git.
pub(super) fn attached(repository: &Repository, tag: &str) -> Result<Option<String>, Fault> {
    let reference = reference(tag);
    let known = repository.ask(&["show-ref", "--verify", "--hash", &reference])?;
    let commit = String::from_utf8_lossy(&known.stdout).trim().to_owned();
    Ok(known.status.success().then_some(commit))
}

/// The files that are attached to a tag.
///
/// # Errors
/// A message when there are none, or git fails.
pub(super) fn files(repository: &Repository, tag: &str) -> Result<Vec<Artifact>, Fault> {
    if attached(repository, tag)?.is_none() {
        return Err((Box::new(catalog::release_missing(tag)), USAGE));
    }
    let listed = repository.say(&["ls-tree", "-z", "--full-tree", &reference(tag)])?;
    let mut files = Vec::new();
    for entry in listed.split('\0').filter(|entry| !entry.is_empty()) {
        let Some((facts, name)) = entry.split_once('\t') else { continue };
        let mut facts = facts.split(' ').skip(1);
        let (Some("blob"), Some(blob)) = (facts.next(), facts.next()) else { continue };
        let arguments = ["cat-file", "blob", blob].map(OsStr::new);
        let bytes = repository.tell(&arguments, &[], &[])?;
        files.push(Artifact { name: name.to_owned(), bytes });
    }
    Ok(files)
}

/// Sends the tag and its release to a remote, both or neither.
///
/// # Errors
/// A message when the remote has others, or git fails.
pub(super) fn push(repository: &Repository, remote: &str, tag: &str) -> Result<(), Fault> {
    let (name, release) = (format!("refs/tags/{tag}"), reference(tag));
    exchange(repository, &["push", "--atomic", "--", remote, &name, &release], tag)
}

/// Brings the tag and its release from a remote; what is here already must be the same.
///
/// # Errors
/// A message when the remote has none or others, or git fails.
pub(super) fn fetch(repository: &Repository, remote: &str, tag: &str) -> Result<(), Fault> {
    let both = |name: String| format!("{name}:{name}");
    let (name, release) = (both(format!("refs/tags/{tag}")), both(reference(tag)));
    exchange(repository, &["fetch", "--no-tags", "--", remote, &name, &release], tag)
}

fn exchange(repository: &Repository, arguments: &[&str], tag: &str) -> Result<(), Fault> {
    let output = repository.ask(arguments)?;
    if output.status.success() {
        return Ok(());
    }
    let remote = arguments.iter().rev().nth(2).copied().unwrap_or("");
    let said = String::from_utf8_lossy(&output.stderr);
    let (problem, code) = if said.contains("couldn't find remote ref") {
        (catalog::remote_without_release(remote, tag), USAGE)
    } else if said.contains("rejected") {
        (catalog::remote_differs(remote, tag), MACHINE)
    } else {
        return Err(failure(arguments[0], &said));
    };
    Err((Box::new(problem), code))
}
