//! The pages for the press: where the type area stands on the sheet, how many pages there are, and
//! what the house asks that the book does not meet.
//!
//! In: the pages of the book. Out: a [`Press`]: sheet, gutter, standard, ink; blank pages at the
//! end. No line moves in its type area, so the print edition has the pages of the screen's. Never
//! here: PDF, pixels.

mod extent;
pub mod house;
pub mod resolution;
pub mod sheet;

use crate::diag::catalog::press::{self as catalog, Edge};
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::font::Faces;
use crate::layout::frame::{Item, Page, PageLabel, Pages};
use crate::model::book::Book;
use crate::model::settings::{Inks, Profile, Standard, Toggle};
use crate::units::Len;

use extent::{Extent, Reach, extent};
use house::{Bleed, EIGHTH_INCH, House, Margin, at_pages, house};
use sheet::{Sheet, Spine};

/// What the press wants of the file.
#[derive(Clone, Debug)]
pub struct Press {
    /// The house.
    pub house: &'static House,
    /// The standard that the file keeps to.
    pub standard: Standard,
    /// The sheet.
    pub sheet: Sheet,
    /// Where the spine of the first page is.
    pub spine: Spine,
    /// How far the pages stand from where they stand on a screen.
    pub shift: Shift,
    /// The inks of pictures.
    pub ink: Inks,
    /// The profile of the printing condition; `None` is FOGRA39.
    pub profile: Option<Profile>,
}

/// A way across the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Away from the spine: to the right on one page, to the left on the next.
    pub outwards: Len,
    /// Downwards.
    pub down: Len,
}

/// Fits the pages of a book to the press: adds blank pages, and finds the place of the type area.
pub fn press(book: &Book, pages: &mut Pages, faces: &Faces, diags: &mut Diagnostics) -> Press {
    let (print, span) = (&book.settings.print, book.meta.span);
    let house = house(print.preset);
    let spine = Spine::new(book.settings.writing);
    let reach = extent(pages, faces, spine);
    let sheet = sheet_of(book, house, &reach, diags);
    let written = pages.pages.len();
    pad(pages, house, print.multiple);
    let count = pages.pages.len();
    if count > written {
        diags.push(catalog::pages_added(span, written, count));
    }
    if count < house.pages.0 {
        diags.push(catalog::pages_too_few(span, house.name, count, house.pages.0));
    }
    let cream = print.paper.as_deref() == Some("cream");
    let most = house.pages_on_cream.filter(|_| cream).unwrap_or(house.pages.1);
    if count > most {
        diags.push(catalog::pages_too_many(span, house.name, count, most));
    }
    if let Some((least, most)) = house.trims {
        let fits = |side: Len, least: Len, most: Len| least <= side && side <= most;
        let trim = pages.trim;
        if !fits(trim.width, least.width, most.width)
            || !fits(trim.height, least.height, most.height)
        {
            diags.push(catalog::trim_not_offered(span, house.name, trim, (least, most)));
        }
    }
    let shift = shift(book, house, &reach, count, diags);
    resolution::check(pages, &book.assets, diags);
    Press {
        house,
        standard: print.standard.unwrap_or(house.standard),
        sheet: Sheet { trim: pages.trim, ..sheet },
        spine,
        shift,
        ink: print.ink,
        profile: print.profile.clone(),
    }
}

/// The sheet that the house wants.
fn sheet_of(book: &Book, house: &House, reach: &Extent, diags: &mut Diagnostics) -> Sheet {
    let settings = &book.settings.pdf;
    let marks = match (settings.marks, house.marks) {
        (Toggle::On, Toggle::Off) => {
            diags.push(catalog::marks_not_wanted(book.meta.span, house.name));
            Toggle::Off
        }
        (wanted, _) => wanted,
    };
    let bleeds = reach.bleeds;
    let (bleed, spine_bleed) = match house.bleed {
        Bleed::Always => (settings.bleed, settings.bleed),
        Bleed::ThreeEdges if bleeds => (EIGHTH_INCH, Len::ZERO),
        Bleed::FourEdges if bleeds => (EIGHTH_INCH, EIGHTH_INCH),
        Bleed::ThreeEdges | Bleed::FourEdges => (Len::ZERO, Len::ZERO),
    };
    Sheet { marks, bleed, spine_bleed, ..Sheet::bare(settings.trim) }
}

/// Adds blank pages at the end, until the house is content with their number.
fn pad(pages: &mut Pages, house: &House, multiple: Option<u32>) {
    let own = multiple.and_then(|multiple| usize::try_from(multiple).ok());
    // A leaf has two sides whatever anybody asks.
    let multiple = own.unwrap_or(house.multiple).max(1);
    let multiple = if multiple.is_multiple_of(2) { multiple } else { multiple * 2 };
    let shows = |item: &Item| !matches!(item, Item::Link(_) | Item::Line(_));
    let ends_in_ink = pages.pages.last().is_some_and(|page| page.items.iter().any(shows));
    let mut count = pages.pages.len();
    if house.blank_end == Toggle::On && ends_in_ink {
        count += 1;
    }
    count = count.next_multiple_of(multiple);
    while pages.pages.len() < count {
        let last = pages.pages.last().map(|page| page.label).unwrap_or_default();
        let label = PageLabel { number: last.number.saturating_add(1), ..last };
        pages.pages.push(Page { label, items: Vec::new() });
    }
}

/// Finds the place of the type area: away from the spine of a thick book, and away from an edge to
/// which it is too near for the house. Margins that the house demands and the page does not have
/// are reported.
fn shift(
    book: &Book,
    house: &House,
    reach: &Extent,
    count: usize,
    diags: &mut Diagnostics,
) -> Shift {
    let at_least = |reach: Reach| reach.least.unwrap_or(Len(i64::MAX / 4));
    let (inner, outer) = (at_least(reach.inner), at_least(reach.outer));
    let (top, foot) = (at_least(reach.top), at_least(reach.foot));
    let (least, advised) = (at_pages(house.inner, count), at_pages(house.inner_advised, count));
    let at_spine = Margin { least, advised };
    let at_edges = if reach.bleeds { house.outer_with_bleed } else { house.outer };
    // What bleeds stands where it is: only a page without it can move.
    let shift = if reach.bleeds {
        Shift::default()
    } else {
        Shift {
            outwards: moved((inner, at_spine), (outer, at_edges)),
            down: moved((top, at_edges), (foot, at_edges)),
        }
    };
    let whole = book.meta.span;
    let span_of = |reach: Reach| if reach.span == Span::default() { whole } else { reach.span };
    for (edge, has, wanted, reach) in [
        (Edge::Inner, inner + shift.outwards, at_spine, reach.inner),
        (Edge::Outer, outer - shift.outwards, at_edges, reach.outer),
        (Edge::Top, top + shift.down, at_edges, reach.top),
        (Edge::Foot, foot - shift.down, at_edges, reach.foot),
    ] {
        let span = span_of(reach);
        if has < wanted.least {
            diags.push(catalog::margin_too_narrow(span, house.name, edge, (has, wanted.least)));
        } else if has < wanted.advised {
            diags.push(catalog::margin_narrow(span, house.name, edge, (has, wanted.advised)));
        }
    }
    shift
}

/// How far to move away from one edge, towards the other: first as the house advises,
/// then as it demands.
fn moved((has, wanted): (Len, Margin), (beyond, wanted_beyond): (Len, Margin)) -> Len {
    let advised = step((has, wanted.advised), (beyond, wanted_beyond.advised));
    let (has, beyond) = (has + advised, beyond - advised);
    advised + step((has, wanted.least), (beyond, wanted_beyond.least))
}

/// As far as is wanted at the one edge, if the other can spare it; backwards where the other has
/// too little.
fn step((has, wanted): (Len, Len), (beyond, wanted_beyond): (Len, Len)) -> Len {
    if beyond < wanted_beyond {
        let room = (has - wanted).max(Len::ZERO);
        return -(wanted_beyond - beyond).min(room);
    }
    (wanted - has).max(Len::ZERO).min(beyond - wanted_beyond)
}
