//! `publish` turns a Chinese manuscript in Markdown into an EPUB and a PDF.

pub mod cover;
pub mod diag;
pub mod epub;
pub mod font;
pub mod han;
pub mod layout;
pub mod model;
pub mod normalize;
pub mod par;
pub mod pdf;
pub mod picture;
pub mod source;
pub mod units;
