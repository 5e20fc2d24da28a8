//! Any bytes as book.yaml, book.toml or SUMMARY.md.

#![no_main]

mod properties;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    properties::prepare(folder.path());
    folder
});

fuzz_target!(|bytes: &[u8]| properties::config(bytes, FOLDER.path()));
