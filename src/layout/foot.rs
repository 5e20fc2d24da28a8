//! The room that notes take at the feet of pages (页下注).
//!
//! In: how many lines each note has. Out: the rows that so many of them take, and where a note may
//! be parted (A5). Never here: glyphs.

use std::ops::Range;

use crate::units::Len;

use super::para::line::Line;
use super::style::Style;

/// What a chapter's notes need: for each note, the first of its lines, counted through the
/// chapter; one more at the end. Empty when no note stands at the foot of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct NoteLengths {
    starts: Vec<usize>,
}

impl NoteLengths {
    /// Adds up the lines of notes.
    pub(super) fn of(notes: &[Vec<Line>]) -> NoteLengths {
        let mut starts = vec![0];
        for lines in notes {
            starts.push(starts.last().copied().unwrap_or(0) + lines.len());
        }
        NoteLengths { starts }
    }

    /// How many notes there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many note lines are owed once so many notes have been called.
    pub(super) fn owed(&self, called: usize) -> usize {
        self.starts.get(called.min(self.count())).copied().unwrap_or(0)
    }

    /// How many of the owed lines fit into so many rows when the last note is parted; `None` when
    /// none may be.
    pub(super) fn parted(&self, owed: Range<usize>, room: i64, style: &Style) -> Option<usize> {
        let before = self.starts.partition_point(|start| *start < owed.end);
        let last_start = before.checked_sub(1).and_then(|index| self.starts.get(index))?;
        let least = (last_start + 2).saturating_sub(owed.start).max(1);
        // So many lines fit at most: no need to try more.
        let most = usize::try_from((style.pitch * room.max(0)).count(style.note_pitch)).ok()?;
        (least..owed.len().min(most + 1))
            .rev()
            .find(|lines| note_rows(style, *lines) <= room && self.may_part(owed.start + lines))
    }

    /// Whether the lines may be parted before line `at`: at a note's start, or with two lines of
    /// the note on either side.
    fn may_part(&self, at: usize) -> bool {
        let index = self.starts.partition_point(|start| *start <= at);
        let Some(start) = index.checked_sub(1).and_then(|i| self.starts.get(i)) else {
            return true;
        };
        let end = self.starts.get(index).copied().unwrap_or(at);
        at == *start || (at - start >= 2 && end.saturating_sub(at) >= 2)
    }
}

/// Rows at the foot of the page that so many note lines take, with the gap above them.
pub(super) fn note_rows(style: &Style, lines: usize) -> i64 {
    if lines == 0 {
        return 0;
    }
    let height = style.note_pitch * lines as i64 + style.pitch * 3 / 4;
    (height + style.pitch - Len(1)).count(style.pitch)
}
