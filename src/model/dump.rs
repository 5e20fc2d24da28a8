//! The book as text, for golden tests and for checkers.
