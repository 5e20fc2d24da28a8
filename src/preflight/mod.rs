//! A finished PDF looked at with the eyes of a print house (印前检查).
//!
//! In: the bytes of a PDF, ours or another's. Out: messages, and a report of what was found. Nothing
//! is taken from the program that wrote it. The only folder that knows `hayro-syntax`. Never here:
//! the book.

pub mod facts;
mod paint;
mod pixels;
mod read;
mod report;
mod rules;

use crate::diag::catalog::preflight as catalog;
use crate::diag::report::{Diagnostics, Halt};
use crate::press::house::House;

use facts::Facts;

pub use report::{json, table};
pub use rules::judge;

/// Looks at a file; with a house, also at what that house asks.
///
/// # Errors
/// [`Halt`] when it is no PDF that can be read; that is reported.
pub fn preflight(
    name: &str,
    bytes: Vec<u8>,
    house: Option<&House>,
    diags: &mut Diagnostics,
) -> Result<Facts, Halt> {
    let Some(facts) = read::read(bytes) else {
        return Err(diags.halt(catalog::unreadable(name)));
    };
    judge(name, &facts, house, diags);
    Ok(facts)
}
