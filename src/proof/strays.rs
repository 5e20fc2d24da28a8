//! Characters of the other script (N0.8): traditional ones in simplified text, and the other way.
//!
//! In: a galley. Out: each stray character as a use. A poem, a quotation or a chapter that keeps
//! to the other script throughout is quoted, not astray; characters that both scripts use are
//! never reported (`han/standard.rs`). Never here: conversion.

use crate::han::class::is_han;
use crate::han::standard::{simplified, traditional};
use crate::model::lint::Lint;
use crate::model::meta::Script;

use super::galley::{Line, Role, Spot};
use super::sheet::Sheet;

/// A text in the other script has so many of its characters at least.
const ENOUGH: usize = 3;

/// Whose character it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Of the book's own script only.
    Own,
    /// Of the other one only.
    Other,
}

/// Characters of the other script that are found in a block.
#[derive(Debug, Default)]
struct Found {
    own: usize,
    others: Vec<(usize, usize)>,
}

/// Takes down the strays of a chapter in a book of this script.
pub(super) fn check(sheet: &mut Sheet<'_>, script: Script) {
    let side = match script {
        Script::Simplified => side_in_simplified,
        Script::TraditionalTaiwan | Script::TraditionalHongKong => side_in_traditional,
        Script::Japanese | Script::Other => return,
    };
    let galley = sheet.galley;
    let numbered: Vec<(usize, &Line)> = galley.lines.iter().enumerate().collect();
    let read = numbered.chunk_by(|one, next| one.1.block == next.1.block);
    let blocks: Vec<Found> = read.map(|block| found_in(block, side)).collect();
    let own: usize = blocks.iter().map(|block| block.own).sum();
    let others: usize = blocks.iter().map(|block| block.others.len()).sum();
    if others > own {
        return;
    }
    let strays = blocks.iter().filter(|block| block.others.len() <= block.own.max(ENOUGH - 1));
    for (line, start) in strays.flat_map(|block| &block.others) {
        let spot = Spot { line: *line, start: *start, end: start + 1 };
        let character = galley.lines.get(*line).and_then(|line| line.at(*start));
        let text: String = character.into_iter().collect();
        sheet.form(Lint::ScriptStray, &text, &text, spot);
    }
}

fn side_in_simplified(character: char) -> Option<Side> {
    match (simplified(character), traditional(character)) {
        (Some(_), _) => Some(Side::Other),
        (None, Some(_)) => Some(Side::Own),
        (None, None) => None,
    }
}

fn side_in_traditional(character: char) -> Option<Side> {
    match (traditional(character), simplified(character)) {
        (Some(_), _) => Some(Side::Other),
        (None, Some(_)) => Some(Side::Own),
        (None, None) => None,
    }
}

/// Reads a block; a quotation in the other script throughout is left out.
fn found_in(block: &[(usize, &Line)], side: impl Fn(char) -> Option<Side>) -> Found {
    let mut all = Found::default();
    for (number, line) in block.iter().filter(|(_, line)| line.role != Role::Verbatim) {
        let mut quoted: Option<Found> = None;
        for (at, character) in line.chars.iter().enumerate() {
            match character {
                '“' | '「' | '《' if quoted.is_none() => quoted = Some(Found::default()),
                '”' | '」' | '》' => take(&mut all, quoted.take()),
                character if is_han(*character) => {
                    let found = quoted.as_mut().unwrap_or(&mut all);
                    match side(*character) {
                        Some(Side::Own) => found.own += 1,
                        Some(Side::Other) => found.others.push((*number, at)),
                        None => {}
                    }
                }
                _ => {}
            }
        }
        take(&mut all, quoted);
    }
    all
}

fn take(all: &mut Found, quoted: Option<Found>) {
    let Some(quoted) = quoted else { return };
    if quoted.own > 0 || quoted.others.len() < 2 {
        all.own += quoted.own;
        all.others.extend(quoted.others);
    }
}
