//! The texts that were read, by number: paths, and lines and columns for byte offsets.
//!
//! Columns count characters from 1, as an editor shows them. Never here: reading the disk
//! (`source/disk.rs` does that).

use std::path::PathBuf;

use super::span::{FileId, Span};

/// After so many bytes the characters are counted anew: a column deep in an endless line is found
/// without walking the line from its start.
const STRIDE: usize = 1024;

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
    /// How many characters begin before each multiple of [`STRIDE`].
    characters_before: Vec<u32>,
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
        self.list.push(File::new(path.into(), text));
        FileId(u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX))
    }

    /// Says where a text lies on the disk, and how it is written there.
    pub fn keep_original(&mut self, id: FileId, place: PathBuf, written: String) {
        if let Some(file) = self.list.get_mut(id.0 as usize) {
            let written = (written != file.text).then_some(written);
            file.original = Some(Original { place, written });
        }
    }

    /// Shows every path that begins with `old` as one that begins with `new`.
    pub fn relabel(&mut self, old: &str, new: &str) {
        for file in &mut self.list {
            if let Some(rest) = file.path.strip_prefix(old) {
                file.path = format!("{new}{rest}");
            }
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
        Some(self.get(span.file)?.place(span.start as usize))
    }

    /// Line and column right after the span's last character; where it begins when it is empty.
    pub fn locate_end(&self, span: Span) -> Option<LineColumn> {
        let start = span.start as usize;
        let end = start.max(span.end as usize);
        // A span that ends with its line ends on it, not on the next.
        let breaks = self.slice(span).chars().rev().take_while(|last| *last == '\n').count();
        Some(self.get(span.file)?.place(end - breaks.min(end - start)))
    }
}

impl File {
    fn new(path: String, text: String) -> File {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts =
            std::iter::once(0).chain(breaks.map(|(offset, _)| count(offset + 1))).collect();
        let mut sum = 0;
        let mut characters_before = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            sum += beginnings(chunk);
            characters_before.push(count(sum));
        }
        File { path, text, original: None, line_starts, characters_before }
    }

    /// The place of a byte. The end of a file whose last line has a break is the end of that line:
    /// below it there is no line that an editor could show.
    fn place(&self, offset: usize) -> LineColumn {
        let end = self.text.len();
        let offset =
            if offset >= end { end - usize::from(self.text.ends_with('\n')) } else { offset };
        let line_index = self.line_starts.partition_point(|start| *start as usize <= offset) - 1;
        let line_start = self.line_starts.get(line_index).map_or(0, |start| *start as usize);
        let column_number = self.characters(offset) - self.characters(line_start) + 1;
        LineColumn { line_number: line_index + 1, column_number }
    }

    /// How many characters begin before a byte.
    fn characters(&self, offset: usize) -> usize {
        let chunk = offset / STRIDE;
        let before = self.characters_before.get(chunk).map_or(0, |before| *before as usize);
        let rest = self.text.as_bytes().get(chunk * STRIDE..offset).unwrap_or(&[]);
        before + beginnings(rest)
    }

    /// The first byte of a line; `line_number` counts from 1.
    pub fn line_start(&self, line_number: usize) -> usize {
        let start = self.line_starts.get(line_number.saturating_sub(1));
        start.map_or(self.text.len(), |start| *start as usize)
    }

    /// The text of a line, without its break; `line_number` counts from 1.
    pub fn line(&self, line_number: usize) -> &str {
        let line_index = line_number.saturating_sub(1);
        let Some(start) = self.line_starts.get(line_index) else { return "" };
        let end = self.line_starts.get(line_index + 1).map_or(self.text.len(), |end| *end as usize);
        self.text.get(*start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

/// How many characters begin in bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
