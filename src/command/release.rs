//! `publish release`: a tag to its release, or a release brought back.
//!
//! In: a tag. Out: a folder, and its path on standard output. Warnings of the book are errors here.
//! Never here: how a release is made (`release/`).

use publish::Session;

use crate::console::{BOOK, Console};
use crate::output::say;
use crate::progress;
use crate::release::{self, Order, Stop};

/// Where a release comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    /// The tag's own files.
    Tag,
    /// A remote that keeps it.
    Remote(&'a str),
}

/// Makes or fetches the release.
pub(crate) fn release(order: &Order<'_>, source: Source<'_>, console: Console) -> Result<(), u8> {
    let (console, mut session) = (console.strictly(), Session::default());
    let progress = progress::start(console.quiet);
    let made = match source {
        Source::Tag => release::release(order, &mut session),
        Source::Remote(remote) => release::fetch(order, remote, &mut session),
    };
    drop(progress);
    let place = made.map_err(|stop| told(stop, &mut session, console));
    console.report(&session);
    say(&format!("{}\n", place?.display()));
    Ok(())
}

/// The exit code; a problem that is not the book's joins those that are.
pub(super) fn told(stop: Stop, session: &mut Session, console: Console) -> u8 {
    match stop {
        Stop::Book => console.verdict(session).err().unwrap_or(BOOK),
        Stop::Fault((problem, code)) => {
            session.diags.push(*problem);
            code
        }
    }
}
