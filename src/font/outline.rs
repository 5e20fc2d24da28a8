//! Outlines of glyphs, for drawing without a font: covers.
