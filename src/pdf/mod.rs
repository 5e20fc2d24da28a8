//! Pages to PDF.

use crate::diag::report::{Diagnostics, Halt};
use crate::font::Faces;
use crate::layout::frame::Pages;
use crate::model::book::Book;

/// Writes the pages as a PDF; of `book` only the meta data, settings and pictures are read.
///
/// # Errors
/// [`Halt`] when the file cannot be written rightly; the reason is reported.
pub fn write(
    book: &Book,
    pages: &Pages,
    faces: &Faces,
    diags: &mut Diagnostics,
) -> Result<Vec<u8>, Halt> {
    let _ = (book, pages, faces, diags);
    Err(Halt)
}
