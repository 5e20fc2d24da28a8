//! A pen that draws nothing and remembers how far the ink reaches.

use skrifa::outline::OutlinePen;

use super::face::InkBox;

/// Collects the bounds of an outline, control points included: never smaller than the ink.
#[derive(Default)]
pub(super) struct BoundsPen {
    bounds: Option<(f32, f32, f32, f32)>,
}

impl BoundsPen {
    /// The bounds in whole units, rounded outwards.
    pub(super) fn ink_box(&self) -> Option<InkBox> {
        let (x_min, y_min, x_max, y_max) = self.bounds?;
        Some(InkBox {
            x_min: x_min.floor() as i32,
            y_min: y_min.floor() as i32,
            x_max: x_max.ceil() as i32,
            y_max: y_max.ceil() as i32,
        })
    }

    fn see(&mut self, x: f32, y: f32) {
        let (x_min, y_min, x_max, y_max) = self.bounds.unwrap_or((x, y, x, y));
        self.bounds = Some((x_min.min(x), y_min.min(y), x_max.max(x), y_max.max(y)));
    }
}

impl OutlinePen for BoundsPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.see(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.see(x, y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.see(cx, cy);
        self.see(x, y);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.see(cx0, cy0);
        self.see(cx1, cy1);
        self.see(x, y);
    }
    fn close(&mut self) {}
}
