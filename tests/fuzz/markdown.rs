//! Any bytes as a chapter: read, mended, printed.

#![no_main]

mod properties;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| properties::chapter(bytes));
