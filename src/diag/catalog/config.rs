//! What can be wrong in book.yaml and the files that take its place.
