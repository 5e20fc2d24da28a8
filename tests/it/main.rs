//! The one integration binary: the program seen through its public doors.

mod lines;
mod pages;
mod picture;
mod sample;
mod source;
