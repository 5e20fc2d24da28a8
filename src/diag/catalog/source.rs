//! What can be wrong in the stage `source`.
