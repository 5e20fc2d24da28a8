//! The one integration binary: the program seen through its public doors.

mod normalize;
mod source;
