//! The spine: title, author and publisher, one below the other (书脊).
//!
//! In: what is written, and where the spine lies. Out: shapes. Han stands upright, words lie with
//! their tops to the right (R12). A spine that may carry no words stays bare, and that is told.
//! Never here: how thick it is.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of units")]

use crate::diag::catalog::cover as catalog;
use crate::diag::report::Diagnostics;
use crate::font::Role;

use super::front::{Front, MARGIN, authors};
use super::jacket::Plan;
use super::shape::Drawing;
use super::words;

/// The largest title on a spine, in units.
const LARGEST: f32 = 150.0;
/// The author's name beside the title's size, and the publisher's.
const SMALLER: f32 = 0.66;
/// Han on a spine stands a little apart.
const PITCH: f32 = 1.06;
/// No letter is smaller, in points.
const SMALLEST: f32 = 5.0;

/// What is drawn.
pub(super) struct Spine<'a> {
    pub(super) front: Front<'a>,
    pub(super) plan: &'a Plan,
}

impl Spine<'_> {
    /// Draws the spine.
    pub(super) fn draw(&self, sheet: &mut Drawing, diags: &mut Diagnostics) {
        let (plan, colors) = (self.plan, self.front.colors);
        let (area, case_top) = (plan.spine, plan.front.case_top());
        let (top, foot) = (plan.front.bleed.top, plan.front.foot());
        sheet.area((area.left, top), (area.width, case_top - top), colors.paper);
        sheet.area((area.left, case_top), (area.width, foot - case_top), colors.case);
        let (span, binder) = (self.front.meta.span, plan.binder);
        if plan.pages < binder.worded_pages {
            let house = (binder.name, binder.worded_pages);
            diags.push(catalog::spine_bare_few_pages(span, plan.pages, house));
        } else if area.width < plan.units(binder.worded_spine) || !self.write(sheet) {
            diags.push(catalog::spine_bare_thin(span));
        }
    }

    /// Writes the words; false when they would be too small to read, and then there are none.
    fn write(&self, sheet: &mut Drawing) -> bool {
        let (plan, front) = (self.plan, &self.front);
        let (area, case_top) = (plan.spine, plan.front.case_top());
        let (middle, top) = (area.left + area.width / 2.0, area.top + MARGIN * 0.8);
        let length = |role, text: &str| {
            words::column(front.faces, role, text, (0.0, 0.0), (1.0, PITCH)).length
        };
        let across = (area.width - 2.0 * plan.units(plan.binder.clear)).min(LARGEST);
        let author = authors(front.meta);
        let (title_ems, author_ems) =
            (length(Role::Strong, front.title) + 1.5, length(Role::Quote, &author));
        let room = case_top - top - MARGIN * 0.5;
        let size = across.min(room / (title_ems + SMALLER * author_ems));
        let small = (size * SMALLER).max(plan.points(SMALLEST));
        if size < plan.points(SMALLEST) || title_ems * size + author_ems * small > room + 0.5 {
            return false;
        }
        let put = |sheet: &mut Drawing, role, text: &str, (top, size, ink)| {
            let set = words::column(front.faces, role, text, (middle, top), (size, PITCH));
            sheet.letters(&set.letters, ink);
        };
        put(sheet, Role::Strong, front.title, (top, size, front.colors.ink));
        let y = case_top - MARGIN * 0.5 - author_ems * small;
        put(sheet, Role::Quote, &author, (y, small, front.colors.ink));
        if let Some(publisher) = &front.meta.publisher {
            let ems = length(Role::Body, publisher).max(1.0);
            let foot = area.top + area.height - MARGIN * 0.6;
            let size = small.min((foot - case_top - MARGIN * 0.4) / ems);
            let y = foot - ems * size;
            put(sheet, Role::Body, publisher, (y, size, front.colors.paper));
        }
        true
    }
}
