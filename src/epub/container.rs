//! The zip that an EPUB is: the same bytes for the same files, on every machine.
//!
//! In: paths and bytes in the order in which they shall stand. Out: the container (EPUB 3.3 §4.2:
//! `mimetype` first, stored, without extra fields). The only file that knows `zip`. Never here: the
//! clock; every entry is of 1980-01-01.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::diag::report::Diagnostics;
use crate::par;

const MEDIA_TYPE: &[u8] = b"application/epub+zip";
/// Fixed, so that a book is packed alike for ever. 5 packs a quarter longer, and smaller by 1 %.
const LEVEL: i64 = 3;

/// One file of the container.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The path from the root, ASCII, `/` between folders.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether packing is worth the time.
    pub packed: Packed,
}

/// Whether a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// Deflated.
    Yes,
    /// Stored: it is packed in itself, as JPEG and PNG are.
    No,
}

/// Packs the files after `mimetype`, side by side; `None` when the zip cannot hold them.
pub(super) fn pack(entries: &[Entry]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut zip, "mimetype", MEDIA_TYPE, Packed::No)?;
    for part in par::map(entries, &mut Diagnostics::new(), |entry, _| alone(entry)) {
        zip.merge_archive(part?).ok()?;
    }
    zip.finish().ok().map(Cursor::into_inner)
}

/// A file as a zip of its own.
fn alone(entry: &Entry) -> Option<ZipArchive<Cursor<Vec<u8>>>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut zip, &entry.path, &entry.bytes, entry.packed)?;
    zip.finish_into_readable().ok()
}

fn put(
    zip: &mut ZipWriter<Cursor<Vec<u8>>>,
    path: &str,
    bytes: &[u8],
    packed: Packed,
) -> Option<()> {
    let options =
        SimpleFileOptions::default().system(System::Dos).last_modified_time(DateTime::default());
    let options = match packed {
        Packed::Yes => {
            options.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL))
        }
        Packed::No => options.compression_method(CompressionMethod::Stored),
    };
    zip.start_file(path, options).ok()?;
    zip.write_all(bytes).ok()
}
