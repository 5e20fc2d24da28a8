//! Characters: what each is on the line, and numbers written in Han.

pub mod class;
pub mod number;
