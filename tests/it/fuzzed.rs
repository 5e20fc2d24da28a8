//! What holds of any bytes (`tests/fuzz/properties.rs`), held against the corpora and mixes of them.
//!
//! `tests/corpus/fuzzed.md` are what `make fuzz` once found, made small. Chance is a fixed row of
//! numbers here: every run is the same.

use std::path::{Path, PathBuf};

#[path = "../fuzz/properties.rs"]
mod properties;

/// How many mixes are tried.
const ROUNDS: usize = 3_000;

/// The inputs of all examples below a folder of the corpora.
fn examples(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|name| name == "md")) {
        let text = crate::corpus::read(path);
        for example in text.split("``````example\n").skip(1) {
            found.push(example.split("\n.\n").next().unwrap_or("").to_owned());
        }
    }
    assert!(!found.is_empty(), "there are examples");
    found
}

/// A row of numbers that looks like chance (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

/// Two examples cut at any byte and put together, with a byte changed.
fn mix(examples: &[String], numbers: &mut Numbers) -> Vec<u8> {
    let mut mixed = Vec::new();
    for _ in 0..2 {
        let bytes = examples[numbers.below(examples.len())].as_bytes();
        let (a, b) = (numbers.below(bytes.len()), numbers.below(bytes.len()));
        mixed.extend_from_slice(&bytes[a.min(b)..a.max(b)]);
    }
    let (place, byte) =
        (numbers.below(mixed.len()), b"*_`~[]{}<>!#|:-\n \\\"^&$\xFF\0"[numbers.below(24)]);
    if let Some(old) = mixed.get_mut(place) {
        *old = byte;
    }
    mixed
}

#[test]
fn chapters_of_any_kind() {
    let examples: Vec<String> =
        [examples("."), examples("markdown")].into_iter().flatten().collect();
    examples.iter().for_each(|example| properties::chapter(example.as_bytes()));
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    (0..ROUNDS).for_each(|_| properties::chapter(&mix(&examples, &mut numbers)));
}

#[test]
fn configurations_of_any_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    properties::prepare(folder.path());
    let examples = examples("config");
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for round in 0..ROUNDS {
        let kind = [u8::try_from(round % 4).unwrap_or(0)];
        let bytes = [&kind[..], &mix(&examples, &mut numbers)].concat();
        properties::config(&bytes, folder.path());
    }
}
