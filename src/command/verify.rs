//! `publish verify`: whether a release is what its tag makes.
//!
//! In: a folder or a tag. Out: messages, and a line when all is well. Never here: what is compared
//! (`release/verify.rs`).

use publish::Session;
use publish::diag::catalog::release::verified;

use crate::console::Console;
use crate::progress;
use crate::release;

use super::release::told;

/// Verifies the release.
pub(crate) fn verify(what: &str, console: Console) -> Result<(), u8> {
    let (console, mut session) = (console.strictly(), Session::default());
    let progress = progress::start(console.quiet);
    let found = release::verify(what, &mut session);
    drop(progress);
    let found = found.map_err(|stop| told(stop, &mut session, console));
    console.report(&session);
    let found = found?;
    console.note(&verified(&found.tag, &found.commit, found.files));
    Ok(())
}
