//! The book to EPUB 3.3.

use crate::diag::report::{Diagnostics, Halt};
use crate::font::Faces;
use crate::model::asset::Asset;
use crate::model::book::Book;

/// Writes the book as an EPUB; `cover` is the front cover as a picture.
///
/// # Errors
/// [`Halt`] when the book cannot be written rightly; the reason is reported.
pub fn write(
    book: &Book,
    faces: &Faces,
    cover: &Asset,
    diags: &mut Diagnostics,
) -> Result<Vec<u8>, Halt> {
    let _ = (book, faces, cover, diags);
    Err(Halt)
}
