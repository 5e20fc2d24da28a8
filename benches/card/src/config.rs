//! The same YAML by serde_yaml and by serde-saphyr: the sample book's, a map with a key twice, and
//! 16,000 open brackets.
//!
//! In: a text. Out: what each says to it.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

/// What is read.
pub const KINDS: [&str; 3] = ["book.yaml, 1,000 times", "a key twice", "16,000 brackets"];

/// The texts, in the order of [`KINDS`], and how often each is read.
pub fn texts(book_yaml: &str) -> [(String, usize); 3] {
    let twice = "title: 一\ntitle: 二\n".to_owned();
    let brackets = "[".repeat(16_000) + &"]".repeat(16_000);
    [(book_yaml.to_owned(), 1000), (twice, 1), (brackets, 1)]
}

/// What serde_yaml says.
pub fn by_serde_yaml(text: &str, kind: &str) -> String {
    if kind == KINDS[1] {
        said(serde_yaml::from_str::<BTreeMap<String, String>>(text))
    } else {
        said(serde_yaml::from_str::<IgnoredAny>(text))
    }
}

/// What serde-saphyr says.
pub fn by_saphyr(text: &str, kind: &str) -> String {
    if kind == KINDS[1] {
        said(serde_saphyr::from_str::<BTreeMap<String, String>>(text))
    } else {
        said(serde_saphyr::from_str::<IgnoredAny>(text))
    }
}

fn said<T: std::fmt::Debug, E: std::fmt::Display>(result: Result<T, E>) -> String {
    match result {
        Ok(value) => format!("accepts {value:?}"),
        Err(error) => format!("refuses: {}", error.to_string().lines().next().unwrap_or_default()),
    }
}
