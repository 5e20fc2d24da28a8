//! Pictures to boxes: as large as their pixels allow, never wider than the measure.
//!
//! In: a figure of the model. Out: one band of whole lines with the picture and its caption (B18).
//! Never here: pixels.

use std::sync::Arc;

use crate::font::Role;
use crate::model::asset::{Asset, Format};
use crate::model::block::Figure;
use crate::units::{Len, Point, Rect, Size};

use super::column::{Band, Floats, Unit};
use super::flow::{Context, Flow};
use super::frame::{Item, Picture};
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set};

/// Pixels per inch of a picture that does not tell: fit for print.
const DENSITY: u32 = 300;
/// CSS pixels per inch, for drawings.
const CSS_DENSITY: u32 = 96;

impl Flow<'_, '_> {
    /// Sets a picture with its caption.
    pub(super) fn figure(&mut self, figure: &Figure, context: &Context) {
        let Some(asset) = self.assets.get(figure.asset.0) else { return };
        let caption = figure.caption.as_deref().unwrap_or(&[]);
        let style = ParaStyle {
            text: TextStyle::plain(Role::Quote, self.style.note),
            ..self.para_style(context, Align::Center)
        };
        let lines = set(self.setter, caption, &style);
        let caption_height = self.style.note_pitch * lines.len() as i64;
        let most = self.style.depth() - caption_height - self.style.pitch;
        let size = picture_size(asset, context.width, most);
        let above = self.style.pitch / 4;
        let height = above + size.height + self.style.pitch / 2 + caption_height;
        let rows = (height + self.style.pitch - Len(1)).count(self.style.pitch).max(1);
        let spare = (self.style.pitch * rows - height) / 2;
        let mut band = Band::new(rows.min(self.style.lines));
        let x = context.left + (context.width - size.width) / 2;
        let origin = Point::new(x, above + spare);
        band.items.push(Item::Picture(Picture {
            asset: figure.asset,
            rect: Rect { origin, size },
            alt: Arc::from(figure.alt.as_str()),
            span: figure.span,
        }));
        let mut baseline = origin.y + size.height + self.style.pitch / 2 + self.style.note;
        for line in lines {
            band.add_line(line, context.left, baseline);
            baseline += self.style.note_pitch;
        }
        self.column.space(1);
        // The empty line below goes where the picture goes: `place::gap`.
        self.column.push_unit(Unit { floats: Floats::ToNextPage, ..Unit::of(vec![band]) });
    }
}

/// The size on paper: by density, and never beyond the box.
fn picture_size(asset: &Asset, widest: Len, highest: Len) -> Size {
    let density = match (asset.format, asset.density) {
        (Format::Svg, _) => CSS_DENSITY,
        (_, Some(density)) if density >= 72 => density.max(150),
        _ => DENSITY,
    };
    let inches = |pixels: u32| Len::pt(72).scale(i64::from(pixels.max(1)), i64::from(density));
    let (width, height) = (inches(asset.width), inches(asset.height));
    let mut size = Size { width, height };
    // A drawing has no pixels to lose: it fills most of the measure.
    if asset.format == Format::Svg && width < widest.scale(8, 10) {
        let wide = widest.scale(8, 10);
        size = Size { width: wide, height: height.scale(wide.0, width.0) };
    }
    if size.width > widest {
        size = Size { width: widest, height: size.height.scale(widest.0, size.width.0) };
    }
    if size.height > highest {
        size = Size { width: size.width.scale(highest.0, size.height.0), height: highest };
    }
    Size { width: size.width.max(Len::pt(1)), height: size.height.max(Len::pt(1)) }
}
