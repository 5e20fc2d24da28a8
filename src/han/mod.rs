//! Characters: what each is on the line, in which standard it stands, how new it is; numbers
//! written in Han; radicals and ideographs.

pub mod age;
pub mod class;
pub mod number;
pub mod radical;
pub mod standard;
