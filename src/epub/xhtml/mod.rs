//! The pages of the book as XHTML: blocks, lines, notes, chapters, and the matter around them.
//!
//! In: the model. Out: [`Document`](document::Document)s whose links are still open. Never here:
//! how anything looks (`css.rs` says that).

pub(super) mod address;
pub(super) mod block;
pub(super) mod chapter;
pub(super) mod document;
pub(super) mod inline;
pub(super) mod latin;
pub(super) mod matter;
pub(super) mod note;
mod table;
