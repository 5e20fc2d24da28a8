//! Compressed streams. The only file that knows `flate2`.
//!
//! A packer is kept for many streams: setting one up costs more than packing a page. Level and
//! library are fixed, so the same bytes always pack to the same bytes.

use flate2::{Compress, Compression, FlushCompress, Status};

/// How hard to press. Measured on a book of a million characters, fonts included: 4 makes the file
/// 2 % smaller and packs for a tenth longer, 6 for a quarter; 1 makes it 20 % larger in a third of
/// the time.
const LEVEL: u32 = 2;

/// The same for pages, of which there are thousands, each of some two kilobytes: Huffman tables of
/// their own make them a tenth smaller and take most of the time of packing.
const PAGE_LEVEL: u32 = 1;

/// Packs one page after another.
pub(super) struct Packer {
    state: Compress,
}

impl Packer {
    /// A fresh one.
    pub(super) fn new() -> Packer {
        Packer::with_level(PAGE_LEVEL)
    }

    fn with_level(level: u32) -> Packer {
        Packer { state: Compress::new(Compression::new(level), true) }
    }

    /// Packs `data` for the filter FlateDecode.
    pub(super) fn pack(&mut self, data: &[u8]) -> Vec<u8> {
        self.state.reset();
        let mut packed = Vec::with_capacity(data.len() / 2 + 64);
        loop {
            let read = usize::try_from(self.state.total_in()).unwrap_or(usize::MAX);
            let rest = data.get(read..).unwrap_or_default();
            match self.state.compress_vec(rest, &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => return packed,
                Ok(Status::Ok | Status::BufError) => packed.reserve(data.len() / 2 + 64),
            }
        }
    }
}

/// Packs a single stream.
pub(super) fn pack(data: &[u8]) -> Vec<u8> {
    Packer::with_level(LEVEL).pack(data)
}
