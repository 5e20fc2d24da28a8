//! The one integration binary: the program seen through its public doors.

mod book;
mod command;
mod corpus;
mod epub;
mod epub_pages;
mod explain;
mod fitting;
mod fmt;
mod fuzzed;
mod golden;
mod hostile;
mod limits;
mod lines;
mod messages;
mod normalize;
mod pages;
mod pdf;
mod picture;
mod proof;
mod render;
mod rules;
mod sample;
mod source;
mod tidy;
mod usage;
mod whole;
