//! Every sentence the program can say: one constructor for each problem, a file for each stage.
//!
//! A constructor takes the place and the facts and returns the diagnostic in both languages.
//! `help.rs` has the texts of `--help`, `words.rs` what stands around messages, `figures.rs` what is
//! said of a book in numbers.
//! Never here: deciding whether something is a problem.

pub mod config;
pub mod cover;
pub mod epub;
pub mod figures;
pub mod fmt;
pub mod font;
pub mod foreign;
pub mod help;
pub mod layout;
pub mod markdown;
pub mod normalize;
pub mod pdf;
pub mod picture;
pub mod preflight;
pub mod press;
pub mod program;
pub mod proof;
pub mod release;
pub mod source;
pub mod words;
