//! The one integration binary: the program seen through its public doors.

mod book;
mod command;
mod corpus;
mod epub;
mod fitting;
mod golden;
mod hostile;
mod lines;
mod normalize;
mod pages;
mod pdf;
mod picture;
mod proof;
mod sample;
mod source;
mod tidy;
mod whole;
