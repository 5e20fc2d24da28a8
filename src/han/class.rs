//! What a character is on the line.
