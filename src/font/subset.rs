//! A face cut down to some glyphs, for embedding in a PDF.
