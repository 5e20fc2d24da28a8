//! 元信息标注: the comment whose lines are `- 键：值` becomes the chapter's metadata.
//!
//! In: the comments of a chapter. Out: keys and values in order. No comment ever reaches the text
//! (N8.4).

use crate::source::tree::{Block, Node};

/// The metadata of the first comment that has any.
pub fn metadata(nodes: &[Node]) -> Vec<(String, String)> {
    nodes
        .iter()
        .filter_map(|node| match &node.block {
            Block::Comment(text) => Some(pairs(text)),
            _ => None,
        })
        .find(|pairs| !pairs.is_empty())
        .unwrap_or_default()
}

fn pairs(comment: &str) -> Vec<(String, String)> {
    comment.lines().filter_map(pair).collect()
}

/// `- 键：值`.
fn pair(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))?;
    let (key, value) = item.split_once('：').or_else(|| item.split_once(':'))?;
    let (key, value) = (key.trim(), value.trim());
    (!key.is_empty()).then(|| (key.to_owned(), value.to_owned()))
}
