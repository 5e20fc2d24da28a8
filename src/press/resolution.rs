//! How finely pictures are printed: pixels per inch at their largest place (R7).
//!
//! In: pages and the book's pictures. Out: a message for each picture that is too coarse. Drawings
//! are never coarse: they become pixels for the place that they have. Never here: pixels.

use std::collections::BTreeMap;

use crate::diag::catalog::press as catalog;
use crate::diag::report::Diagnostics;
use crate::layout::frame::{Item, Pages, Picture};
use crate::model::asset::{Asset, AssetId, Format};
use crate::units::Len;

/// Below this a picture is told of; print houses ask for it.
pub const FINE: i64 = 300;
/// Below this a picture is not printed: its pixels show.
pub const COARSE: i64 = 150;

/// Looks at every picture once, at its coarsest place.
pub(super) fn check(pages: &Pages, assets: &[Asset], diags: &mut Diagnostics) {
    let mut coarsest: BTreeMap<AssetId, (i64, &Picture)> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Picture(picture) = item else { continue };
        let Some(asset) = assets.get(picture.asset.0) else { continue };
        if asset.format == Format::Svg {
            continue;
        }
        let size = picture.rect.size;
        let across = pixels_per_inch(asset.width, size.width);
        let found = across.min(pixels_per_inch(asset.height, size.height));
        let entry = coarsest.entry(picture.asset).or_insert((found, picture));
        if found < entry.0 {
            *entry = (found, picture);
        }
    }
    for (id, (found, picture)) in coarsest {
        let path = assets.get(id.0).map_or("", |asset| asset.path.as_str());
        if found < COARSE {
            diags.push(catalog::picture_too_coarse(picture.span, path, found, COARSE));
        } else if found < FINE {
            diags.push(catalog::picture_coarse(picture.span, path, found, FINE));
        }
    }
}

/// Rounded to the nearest, so that 300 is not missed by the last digit of a length.
fn pixels_per_inch(pixels: u32, length: Len) -> i64 {
    let twice = Len::pt(72).scale(i64::from(pixels) * 2, 1).count(length.max(Len(1)));
    (twice + 1) / 2
}
