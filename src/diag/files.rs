//! The texts that were read, by number: paths, and lines and columns for byte offsets.
//!
//! Columns count characters from 1, as an editor shows them. Never here: reading the disk
//! (`source/disk.rs` does that).

use std::path::PathBuf;

use super::span::{FileId, Span};

/// One text that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// The path as messages show it, relative to where the user stands.
    pub path: String,
    /// The text, UTF-8, without a byte order mark, every line break a line feed.
    pub text: String,
    /// The file itself, for who rewrites it.
    pub original: Option<Original>,
    line_starts: Vec<u32>,
}

/// A file as it lies on the disk.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its path without links.
    pub place: PathBuf,
    /// Its text with the byte order mark and the line breaks of its author, where they differ.
    pub written: Option<String>,
}

/// A place as a person says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line_number: usize,
    /// The character in the line, from 1.
    pub column_number: usize,
}

/// All texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Files {
    list: Vec<File>,
}

impl Files {
    /// No files yet.
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds a text and gives its number.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> FileId {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(offset, _)| u32::try_from(offset + 1).unwrap_or(u32::MAX)))
            .collect();
        self.list.push(File { path: path.into(), text, original: None, line_starts });
        FileId(u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX))
    }

    /// Says where a text lies on the disk, and how it is written there.
    pub fn keep_original(&mut self, id: FileId, place: PathBuf, written: String) {
        if let Some(file) = self.list.get_mut(id.0 as usize) {
            let written = (written != file.text).then_some(written);
            file.original = Some(Original { place, written });
        }
    }

    /// The file with this number, if there is one.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.list.get(id.0 as usize)
    }

    /// The text under a span; empty when the span is not of these files.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.range())).unwrap_or("")
    }

    /// Line and column of the span's first character.
    pub fn locate(&self, span: Span) -> Option<LineColumn> {
        let file = self.get(span.file)?;
        let line_index = file.line_starts.partition_point(|start| *start <= span.start) - 1;
        let line_start = *file.line_starts.get(line_index)? as usize;
        let before = file.text.get(line_start..span.start as usize).unwrap_or("");
        let column_number = before.chars().count() + 1;
        Some(LineColumn { line_number: line_index + 1, column_number })
    }
}

impl File {
    /// The text of a line, without its break; `line_number` counts from 1.
    pub fn line(&self, line_number: usize) -> &str {
        let line_index = line_number.saturating_sub(1);
        let Some(start) = self.line_starts.get(line_index) else { return "" };
        let end = self.line_starts.get(line_index + 1).map_or(self.text.len(), |end| *end as usize);
        self.text.get(*start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}
