//! Characters: what each is on the line, numbers written in Han, radicals and ideographs.

pub mod class;
pub mod number;
pub mod radical;
