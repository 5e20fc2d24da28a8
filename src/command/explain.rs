//! `publish explain`: the longer story of a message, or the list of all.
//!
//! In: an id. Out: a page on standard output. Never here: the stories (`diag/explain/`).

use publish::diag::catalog::program::message_unknown;
use publish::diag::explain;

use crate::console::{Console, USAGE, page};
use crate::output::say;

/// Tells of one message, or of all.
pub(crate) fn explain(id: Option<&str>, console: Console) -> Result<(), u8> {
    let look = page(console);
    let Some(id) = id else {
        say(&explain::list(&explain::stages(), look));
        return Ok(());
    };
    // Whoever copies an id may copy its brackets too.
    let id = id.trim_matches(['[', ']']);
    let Some(story) = explain::story(id) else {
        return Err(console.refuse(&message_unknown(id, &explain::near(id)), USAGE));
    };
    say(&explain::page(&story, look));
    Ok(())
}
