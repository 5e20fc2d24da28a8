//! A chapter's head taken apart: 第二十一章：题目 is a number, a label and a title (N8.9).
//!
//! In: the words of the head. Out: label and number, and how much of the words they took. Never
//! here: looking for the head.

use crate::han::number;

/// Units of counted chapters.
const UNITS: &str = "章回卷节部集篇话幕折讲课";

/// Labels without a number.
const LABELS: [&str; 9] =
    ["序章", "序幕", "楔子", "引子", "尾声", "终章", "尾章", "番外篇", "番外"];

/// The label at the beginning of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As it is printed.
    pub text: String,
    /// Its number, if it has one.
    pub number: Option<u32>,
    /// Bytes of the head that label and separator take.
    pub taken: usize,
}

/// Finds the label of a head; `None` when it has none.
pub fn label(head: &str) -> Option<Label> {
    let text = head.trim_start();
    let lead = head.len() - text.len();
    let (length, number) = counted(text).or_else(|| named(text))?;
    let (own, rest) = text.split_at_checked(length)?;
    let after = rest.trim_start_matches(is_separator);
    // 第一回合 is no label: what follows must be set off, or nothing at all.
    if after.len() == rest.len() && !rest.is_empty() {
        return None;
    }
    let label = own.split_whitespace().collect::<String>();
    Some(Label { text: label, number, taken: lead + length + (rest.len() - after.len()) })
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || "：:、.．-—–·　".contains(character)
}

/// 第二十一章, 第 21 回: how many bytes, and the number.
fn counted(text: &str) -> Option<(usize, Option<u32>)> {
    let after = text.strip_prefix('第')?;
    let end = after.find(|c: char| UNITS.contains(c))?;
    let (digits, unit) = after.split_at_checked(end)?;
    let value = number::parse(digits.trim())?;
    let unit = unit.chars().next()?.len_utf8();
    Some(('第'.len_utf8() + end + unit, Some(value)))
}

/// 楔子, 番外二: how many bytes, and the number if one follows.
fn named(text: &str) -> Option<(usize, Option<u32>)> {
    let word = LABELS.iter().find(|word| text.starts_with(**word))?;
    let rest = text.strip_prefix(word)?;
    let end = rest.find(is_separator).unwrap_or(rest.len());
    let count = rest.get(..end).and_then(number::parse);
    Some((word.len() + if count.is_some() { end } else { 0 }, count))
}
