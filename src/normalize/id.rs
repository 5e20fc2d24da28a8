//! Ids of chapters, sections and notes: ASCII, unique in the book, and the same as long as the
//! words they are made of stay the same.
//!
//! In: file stems, head words, labels. Out: ids for XHTML and PDF. Never here: what has an id.

use std::collections::BTreeSet;

/// An id made of `prefix` and what is ASCII in `text`, with a hash when anything was left out.
pub fn make(prefix: &str, text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .map(|c| c.to_ascii_lowercase())
        .take(24)
        .collect();
    let kept = kept.trim_matches('-');
    if kept == text {
        return format!("{prefix}{kept}");
    }
    let hash = format!("{:08x}", fnv1a(text));
    if kept.is_empty() { format!("{prefix}{hash}") } else { format!("{prefix}{kept}-{hash}") }
}

/// The id itself, or with `-2`, `-3` … when it is taken.
pub fn unique(id: String, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(id.clone()) {
        return id;
    }
    let mut count = 2u32;
    loop {
        let next = format!("{id}-{count}");
        if taken.insert(next.clone()) {
            return next;
        }
        count += 1;
    }
}

/// FNV-1a, 32 bits: short, stable, and no secret depends on it.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
