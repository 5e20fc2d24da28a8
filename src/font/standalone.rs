//! A face cut down to some characters, as a font file of its own: for EPUB.
