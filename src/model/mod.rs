//! What a book is, with no trace of Markdown and none of pages.
//!
//! The normalizer makes it; layout and EPUB read it. Text in here is canonical: paired quotes,
//! full-width punctuation, no space between Han and Latin (TYPOGRAPHY N0–N8).

pub mod asset;
pub mod block;
pub mod book;
pub mod dump;
pub mod inline;
pub mod lint;
pub mod meta;
pub mod settings;
pub mod toc;
