//! Problems and where they lie: the one way in which every stage speaks to the user.
//!
//! In: what a stage found. Out: sentences in English and Chinese with file, line and a way out.
//! Never here: any knowledge of books.

pub mod catalog;
pub mod cells;
pub mod explain;
pub mod files;
pub mod nearest;
pub mod render;
pub mod report;
pub mod span;
