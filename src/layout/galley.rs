//! A chapter set as one long column and cut, but not yet put on pages (长条校样).
//!
//! In: a column and the lines of its notes. Out: a [`Galley`], which knows how many pages it takes
//! and makes them once it is known whether it opens on the left or on the right. Never here: the
//! order of the book.

use crate::font::Faces;
use crate::model::book::Note;
use crate::model::settings::NotePlacement;

use super::column::{Column, Unit};
use super::compose::{Composer, Draft};
use super::fill::Filler;
use super::foot::NoteLengths;
use super::page::{Cuts, Opening, cut};
use super::para::line::Line;
use super::para::scan::Setter;
use super::style::Style;

/// A chapter between its column and its pages.
#[derive(Debug, Default)]
pub(super) struct Galley {
    units: Vec<Unit>,
    cuts: Cuts,
    note_ids: Vec<String>,
    note_lines: Vec<(usize, bool, Line)>,
}

impl Galley {
    /// Cuts a column; `note_lines` are those of the notes that stand at the feet of pages,
    /// `setter` sets paragraphs in other numbers of lines.
    pub(super) fn new(
        column: Column,
        notes: &[Note],
        note_lines: Vec<Vec<Line>>,
        style: &Style,
        setter: &Setter<'_>,
    ) -> Galley {
        let lengths = NoteLengths::of(&note_lines);
        let mut units = column.units;
        let cuts = cut(&Filler::new(&units, &lengths, style, setter));
        units.iter_mut().for_each(Unit::settle);
        let numbered = |(note, lines): (usize, Vec<Line>)| {
            lines.into_iter().enumerate().map(move |(index, line)| (note, index == 0, line))
        };
        Galley {
            units,
            cuts,
            note_ids: notes.iter().map(|note| note.id.clone()).collect(),
            note_lines: note_lines.into_iter().enumerate().flat_map(numbered).collect(),
        }
    }

    /// How many pages it takes.
    pub(super) fn count(&self, opening: Opening) -> usize {
        self.cuts.count(opening)
    }

    /// Its pages.
    pub(super) fn pages(
        self,
        opening: Opening,
        style: &Style,
        faces: &Faces,
        placement: NotePlacement,
    ) -> Vec<Draft> {
        let cuts = self.cuts.opening(opening);
        let composer = Composer {
            style,
            faces,
            note_ids: &self.note_ids,
            note_lines: &self.note_lines,
            placement,
        };
        composer.pages(self.units, &cuts)
    }
}
