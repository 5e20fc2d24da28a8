//! The cover of a printed book in one piece: back, spine and front (封底、书脊、封面).
//!
//! In: the book, and how many pages it has on the press. Out: a [`Jacket`]: its size and everything
//! on it. What the house or the paper does not allow is reported. Never here: PDF, and what the
//! parts look like (`front.rs`, `spine.rs`, `back.rs`).

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of units")]

use crate::diag::catalog::cover as catalog;
use crate::diag::catalog::font::glyph_missing;
use crate::diag::report::{Diagnostics, Halt};
use crate::font::{Faces, Role};
use crate::model::asset::{Asset, AssetId, Format};
use crate::model::book::Book;
use crate::model::settings::Writing;
use crate::units::{Len, Size};

use super::back::Back;
use super::binder::{Binder, binder, thickness};
use super::front::{self, Front, Panel, WIDTH};
use super::palette::palette;
use super::shape::{Area, Drawing, Plate, Shape};
use super::spine::Spine;
use super::words;

/// Pixels per inch that a picture should have in print, and the least that it may have.
const FINE: i64 = 300;
/// See [`FINE`].
const COARSE: i64 = 150;

/// The cover of a printed book.
#[derive(Clone, Debug, PartialEq)]
pub struct Jacket {
    /// Back, spine and front, trimmed.
    pub trim: Size,
    /// How far the sheet is larger at each edge (出血).
    pub bleed: Len,
    /// How thick the book is.
    pub spine: Len,
    /// How long a unit of the drawing is, in points.
    pub unit: f64,
    /// Everything on the sheet, from the upper left corner of the bleed.
    pub drawing: Drawing,
}

impl Jacket {
    /// The sheet with its bleed.
    pub fn sheet(&self) -> Size {
        Size { width: self.trim.width + self.bleed * 2, height: self.trim.height + self.bleed * 2 }
    }
}

/// Where everything lies, in units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// What the house asks.
    pub(super) binder: &'static Binder,
    /// How many pages the book has.
    pub(super) pages: usize,
    /// The front.
    pub(super) front: Panel,
    /// The spine, trimmed at head and foot.
    pub(super) spine: Area,
    /// The back, trimmed.
    pub(super) back: Area,
    /// The back with its bleed.
    pub(super) back_bleed: Area,
    /// How long a unit is, in points.
    unit: f64,
}

impl Plan {
    /// A length in units.
    pub(super) fn units(&self, length: Len) -> f32 {
        (length.to_pt() / self.unit) as f32
    }

    /// So many points in units.
    pub(super) fn points(&self, points: f32) -> f32 {
        (f64::from(points) / self.unit) as f32
    }

    fn new(book: &Book, pages: usize, spine: Len) -> Plan {
        let binder = binder(book.settings.print.preset);
        let (trim, bleed) = (book.settings.pdf.trim, bleed_of(book, binder));
        let unit = trim.width.to_pt() / f64::from(WIDTH);
        let units = |length: Len| (length.to_pt() / unit) as f32;
        let (bleed, thick, high) = (units(bleed), units(spine), units(trim.height));
        let area = |left: f32, width: f32| Area { left, top: bleed, width, height: high };
        let wide =
            |left: f32, width: f32| Area { left, top: 0.0, width, height: high + 2.0 * bleed };
        let (first, last) = (bleed, bleed + WIDTH + thick);
        // A vertical book opens to the right: its front lies left of the spine.
        let (front, back) = match book.settings.writing {
            Writing::Horizontal => {
                ((last, wide(last, WIDTH + bleed)), (first, wide(0.0, WIDTH + bleed)))
            }
            Writing::Vertical => {
                ((first, wide(0.0, WIDTH + bleed)), (last, wide(last, WIDTH + bleed)))
            }
        };
        Plan {
            binder,
            pages,
            front: Panel { trim: area(front.0, WIDTH), bleed: front.1 },
            spine: area(bleed + WIDTH, thick),
            back: area(back.0, WIDTH),
            back_bleed: back.1,
            unit,
        }
    }
}

fn bleed_of(book: &Book, binder: &Binder) -> Len {
    binder.bleed.unwrap_or(book.settings.pdf.bleed)
}

/// Makes the cover of a book of so many pages.
///
/// # Errors
/// [`Halt`] when there is none to be made; the reason is reported.
pub fn jacket(
    book: &Book,
    pages: usize,
    faces: &Faces,
    diags: &mut Diagnostics,
) -> Result<Jacket, Halt> {
    let mut found = Diagnostics::new();
    let title = front::title(&book.meta).ok_or(Halt)?;
    let spine = spine_of(book, pages, &mut found);
    let plan = Plan::new(book, pages, spine);
    check_glyphs(book, faces, &mut found);
    let mut drawing = Drawing::default();
    let colors = palette(&title);
    let parts = Front { meta: &book.meta, title: &title, faces, colors, panel: plan.front };
    Back { front: parts, plan: &plan }.draw(&mut drawing, &mut found);
    match book.cover.and_then(|id| Some((id, book.assets.get(id.0)?))) {
        Some((id, asset)) => {
            let plate = plate(id, asset, plan.front.bleed);
            check_resolution(book, asset, plate.whole.width, &plan, &mut found);
            drawing.shapes.push(Shape::Plate(plate));
        }
        None => parts.draw(&mut drawing),
    }
    Spine { front: parts, plan: &plan }.draw(&mut drawing, &mut found);
    let failed = found.has_errors();
    diags.merge(found);
    if failed {
        return Err(Halt);
    }
    let leaf = book.settings.pdf.trim;
    Ok(Jacket {
        trim: Size { width: leaf.width * 2 + spine, height: leaf.height },
        bleed: bleed_of(book, plan.binder),
        spine,
        unit: plan.unit,
        drawing,
    })
}

/// How thick the book is: what the printer says, else by the pages and the paper.
fn spine_of(book: &Book, pages: usize, diags: &mut Diagnostics) -> Len {
    let print = &book.settings.print;
    if let Some(spine) = print.spine {
        return spine;
    }
    let (binder, paper) = (binder(print.preset), print.paper.as_deref());
    thickness(binder, paper, pages).unwrap_or_else(|| {
        let offered: Vec<&str> = binder.papers.iter().map(|paper| paper.name).collect();
        let written = paper.unwrap_or_default();
        diags.push(catalog::paper_unknown(book.meta.span, binder.name, written, &offered));
        Len::ZERO
    })
}

/// Every character that is drawn must be in a face.
fn check_glyphs(book: &Book, faces: &Faces, diags: &mut Diagnostics) {
    let meta = &book.meta;
    let authors = front::authors(meta);
    let texts = [Some(&meta.title), meta.subtitle.as_ref(), meta.publisher.as_ref()];
    let texts = texts.into_iter().chain([Some(&authors), meta.description.as_ref()]).flatten();
    for character in texts.flat_map(|text| text.chars()).filter(|c| !c.is_whitespace()) {
        if !words::is_covered(faces, Role::Body, character) {
            diags.push(glyph_missing(meta.span, character));
        }
    }
}

/// A picture over the whole of an area, cut off where its proportions differ.
fn plate(asset: AssetId, picture: &Asset, frame: Area) -> Plate {
    let (width, height) = (picture.width.max(1) as f32, picture.height.max(1) as f32);
    let scale = (frame.width / width).max(frame.height / height);
    let (wide, high) = (width * scale, height * scale);
    let whole = Area {
        left: frame.left + (frame.width - wide) / 2.0,
        top: frame.top + (frame.height - high) / 2.0,
        width: wide,
        height: high,
    };
    Plate { asset, frame, whole }
}

fn check_resolution(book: &Book, asset: &Asset, width: f32, plan: &Plan, diags: &mut Diagnostics) {
    if asset.format == Format::Svg {
        return;
    }
    let inches = f64::from(width) * plan.unit / 72.0;
    let found = (f64::from(asset.width) / inches.max(0.001)).round() as i64;
    if found < COARSE {
        diags.push(catalog::cover_too_coarse(book.meta.span, &asset.path, found, COARSE));
    } else if found < FINE {
        diags.push(catalog::cover_coarse(book.meta.span, &asset.path, found, FINE));
    }
}
