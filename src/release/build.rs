//! A tag to the files of its release.
//!
//! In: a repository, a tag, the tag before, a folder to work in. Out: the files. The working tree of
//! the repository is not looked at. Never here: where the files go.

use std::path::Path;

use publish::Session;

use crate::output::folder::room;

use super::Stop;
use super::git::Repository;
use super::make::{Artifact, Origin, make};
use super::tag::{Earlier, Tag};

/// Makes the files of a release from the tag's own files, which stand in `work` meanwhile.
///
/// # Errors
/// [`Stop`] when git or the book fails.
pub(super) fn build(
    repository: &Repository,
    (tag, inside): (&Tag, &str),
    earlier: Option<&Earlier>,
    work: &Path,
    session: &mut Session,
) -> Result<Vec<Artifact>, Stop> {
    let tree = room(work, "tree")?;
    repository.check_out(&tag.commit, &tree)?;
    let before = match earlier {
        Some(earlier) => {
            let tree = room(work, "before")?;
            repository.check_out(&earlier.commit, &tree)?;
            Some((earlier, tree))
        }
        None => None,
    };
    let before = before.as_ref().map(|(earlier, tree)| (*earlier, tree.as_path()));
    Ok(make(&Origin { tag, inside, tree: &tree, before }, session)?)
}
