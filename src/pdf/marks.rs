//! The sheet of a press: its boxes, where the page stands on it, and crop marks.
//!
//! In: what `press/` says of a sheet. Out: boxes and the first operators of a page. Text and pictures
//! stand at their places of the trimmed page; one matrix moves them all. Crop marks are in the
//! colour of all separations (套版色), so that every plate has them. Never here: text.

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::{ColorSpace, ExtGraphicsState, Page};
use pdf_writer::{Name, Rect as Corners, Ref};

use crate::model::settings::Toggle;
use crate::press::sheet::{Boxes, Side};
use crate::press::{Press, Shift};
use crate::units::{Point, Rect};

use super::file::File;
use super::number::{from_hundredths, hundredths, push_hundredths, up};

/// Where a page stands on its sheet.
pub(super) struct Place {
    boxes: Boxes,
    /// From the trimmed page to the page as it is drawn, to the right and downwards.
    shift: Point,
    marks: Vec<Rect>,
}

impl Place {
    /// That of a page, by its place in the book.
    pub(super) fn new(press: &Press, page_index: usize) -> Place {
        let side = press.spine.of(page_index);
        let boxes = press.sheet.boxes(side);
        let Shift { outwards, down } = press.shift;
        let shift = match side {
            Side::SpineLeft => Point::new(outwards, down),
            Side::SpineRight => Point::new(-outwards, down),
        };
        let marks = match press.sheet.marks {
            Toggle::On => press.sheet.crop_marks(&boxes),
            Toggle::Off => Vec::new(),
        };
        Place { boxes, shift, marks }
    }

    /// Writes the boxes of the page.
    pub(super) fn describe(&self, page: &mut Page<'_>) {
        let [media, bleed, trim] =
            [self.boxes.media, self.boxes.bleed, self.boxes.trim].map(|rect| self.corners(rect));
        let corners = |[left, low, right, high]: [i64; 4]| {
            let [left, low, right, high] = [left, low, right, high].map(from_hundredths);
            Corners::new(left, low, right, high)
        };
        page.media_box(corners(media)).bleed_box(corners(bleed)).trim_box(corners(trim));
    }

    /// Draws the marks, and moves everything that comes after them.
    pub(super) fn open(&self, out: &mut Vec<u8>) {
        if !self.marks.is_empty() {
            out.extend_from_slice(b"/Artifact BMC\n/All cs 1 scn\n");
            for mark in &self.marks {
                let [left, low, right, high] = self.corners(*mark);
                for value in [left, low, right - left, high - low] {
                    push_hundredths(out, value);
                    out.push(b' ');
                }
                out.extend_from_slice(b"re\n");
            }
            out.extend_from_slice(b"f\nEMC\n");
        }
        let [left, low, ..] = self.corners(self.boxes.trim);
        let (left, low) = (left + hundredths(self.shift.x), low - hundredths(self.shift.y));
        if (left, low) != (0, 0) {
            out.extend_from_slice(b"1 0 0 1 ");
            for value in [left, low] {
                push_hundredths(out, value);
                out.push(b' ');
            }
            out.extend_from_slice(b"cm\n");
        }
    }

    /// Left, low, right and high, in 1/100 pt from the lower left corner of the sheet.
    fn corners(&self, rect: Rect) -> [i64; 4] {
        let height = self.boxes.media.size.height;
        let (origin, size) = (rect.origin, rect.size);
        [
            hundredths(origin.x),
            up(height, origin.y + size.height),
            hundredths(origin.x + size.width),
            up(height, origin.y),
        ]
    }
}

/// Writes how ink may lie over ink: `O` lets it, `N` does not (PDF 1.7 §8.6.7).
pub(super) fn overprint(file: &mut File) -> [(&'static str, Ref); 2] {
    let mut state = |name, over| {
        let id = file.add(|object| {
            let mut state: ExtGraphicsState<'_> = object.start();
            state.overprint(over).overprint_fill(over);
            state.overprint_mode(OverprintMode::IgnoreZeroChannel);
        });
        (name, id)
    };
    [state("O", true), state("N", false)]
}

/// Writes the colour of all separations, shown as the four inks at their fullest.
pub(super) fn registration(file: &mut File) -> Ref {
    file.add(|object| {
        let space: ColorSpace<'_> = object.start();
        let mut separation = space.separation(Name(b"All"));
        separation.alternate_color_space().device_cmyk();
        let mut tint = separation.tint_exponential();
        tint.domain([0.0, 1.0]).n(1.0);
        tint.c0([0.0; 4]).c1([1.0; 4]);
    })
}
