//! What a release is made from: a tag, its commit and date, and the tag before it.
//!
//! In: a repository and a name. Out: the facts, or a message that says why it is no tag to release.
//! Never here: files, remotes.

use publish::diag::catalog::release as catalog;
use publish::diag::nearest::nearest;

use crate::console::{MACHINE, USAGE};

use super::Fault;
use super::git::Repository;

/// Where tags stand.
const TAGS: &str = "refs/tags";

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name: `v1.2.0`.
    pub(super) name: String,
    /// The commit it stands for.
    pub(super) commit: String,
    /// When it was made, or its commit when it is but a name for that, in seconds since 1970.
    pub(super) seconds: i64,
    /// Who made it: name and address.
    pub(super) maker: (String, String),
    /// What its maker says; nothing when it is but a name.
    pub(super) message: String,
}

/// An older tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Earlier {
    /// Its name.
    pub(super) name: String,
    /// The commit it stands for.
    pub(super) commit: String,
}

impl Tag {
    /// Looks a tag up.
    ///
    /// # Errors
    /// A message when it is missing, names no commit, or the clone lacks its history.
    pub(super) fn find(repository: &Repository, name: &str) -> Result<Tag, Fault> {
        let refuse = |problem, code| Err((Box::new(problem), code));
        let full = format!("refs/tags/{name}");
        // A name such as `v1^` would else be read as an expression.
        let sound = repository.ask(&["check-ref-format", &full])?.status.success();
        let exists = ["show-ref", "--verify", "--quiet", &full];
        if !sound || !repository.ask(&exists)?.status.success() {
            let known = repository.say(&["for-each-ref", "--format=%(refname:strip=2)", TAGS])?;
            let known: Vec<&str> = known.lines().collect();
            return refuse(catalog::tag_missing(name, nearest(name, &known)), USAGE);
        }
        if repository.say(&["rev-parse", "--is-shallow-repository"])? == "true" {
            return refuse(catalog::clone_shallow(), MACHINE);
        }
        let format = "--format=%(objecttype)%00%(*objecttype)%00%(objectname)%00%(*objectname)\
                      %00%(creatordate:unix)%00%(taggername)%(committername)\
                      %00%(taggeremail:trim)%(committeremail:trim)\
                      %00%(contents:subject)%00%(contents:body)";
        let told = repository.say(&["for-each-ref", "--count=1", format, &full])?;
        let mut fields = told.split('\0').map(|field| field.trim().to_owned());
        let mut next = || fields.next().unwrap_or_default();
        let (kind, inner, own, peeled) = (next(), next(), next(), next());
        if !(kind == "commit" || kind == "tag" && inner == "commit") {
            return refuse(catalog::tag_without_commit(name), USAGE);
        }
        let seconds = next().parse().unwrap_or(0);
        let maker = (next(), next());
        let (subject, body) = (next(), next());
        let annotated = kind == "tag";
        let message = if annotated { format!("{subject}\n\n{body}") } else { String::new() };
        Ok(Tag {
            name: name.to_owned(),
            commit: if annotated { peeled } else { own },
            seconds,
            maker,
            message: message.trim().to_owned(),
        })
    }

    /// The last tag of the same kind before this one, if there is one.
    ///
    /// # Errors
    /// A message when git fails.
    pub(super) fn before(&self, repository: &Repository) -> Result<Option<Earlier>, Fault> {
        // `v` of `v1.2.0`: a repository may have tags for other things too.
        let kind: String = self.name.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let alike = if kind == self.name { "*".to_owned() } else { format!("{kind}*") };
        let merged = format!("--merged={}", self.commit);
        let format = "--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)";
        let order = ["--sort=-refname", "--sort=-creatordate"];
        let pattern = format!("{TAGS}/{alike}");
        let told =
            repository.say(&["for-each-ref", &merged, order[0], order[1], format, &pattern])?;
        let earlier = told.lines().filter_map(|line| {
            let mut fields = line.split('\0');
            let (name, own, peeled) = (fields.next()?, fields.next()?, fields.next()?);
            let commit = if peeled.is_empty() { own } else { peeled };
            Some(Earlier { name: name.to_owned(), commit: commit.to_owned() })
        });
        Ok(earlier.into_iter().find(|one| one.commit != self.commit))
    }

    /// The version that the tag names: `1.2.0` for `v1.2.0` and `book/v1.2.0`.
    pub(super) fn version(&self) -> &str {
        let last = self.name.rsplit('/').next().unwrap_or(&self.name);
        match last.strip_prefix('v') {
            Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => number,
            _ => last,
        }
    }

    /// The tag as a part of file names: ASCII, for forges spoil all others.
    pub(super) fn for_files(&self) -> String {
        let last = self.name.rsplit('/').next().unwrap_or(&self.name);
        let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        last.chars().filter(kept).collect()
    }
}
