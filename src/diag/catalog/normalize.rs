//! What can be wrong in the stage `normalize`.
