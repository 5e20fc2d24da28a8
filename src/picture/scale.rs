//! Making a picture smaller: every new pixel is the mean of the area it covers.
//!
//! In: pixels. Out: fewer pixels. Integers only, so every machine gives the same bytes. Never here:
//! making a picture larger.

use super::Pixels;

/// The largest size with the same proportions that has no more than `limit` pixels.
pub(super) fn within(width: u32, height: u32, limit: u64) -> (u32, u32) {
    let (mut new_width, mut new_height) = (u64::from(width), u64::from(height));
    if new_width * new_height > limit {
        let area = u128::from(limit) * u128::from(width) / u128::from(height.max(1));
        new_width = u64::try_from(area.isqrt()).unwrap_or(1).max(1);
        new_height = (new_width * u64::from(height) / u64::from(width.max(1))).max(1);
        new_width = new_width.min(limit / new_height).max(1);
    }
    let side = |length: u64| u32::try_from(length).unwrap_or(u32::MAX);
    (side(new_width), side(new_height))
}

/// Makes a picture smaller; one that is already as small stays as it is.
pub(super) fn shrink(pixels: Pixels, width: u32, height: u32) -> Pixels {
    if width == 0 || height == 0 || width >= pixels.width || height > pixels.height {
        return pixels;
    }
    let from = (pixels.width as usize, pixels.height as usize);
    let to = (width as usize, height as usize);
    let channels = pixels.colors.channels();
    let data = plane(&pixels.data, channels, from, to);
    let alpha = pixels.alpha.as_ref().map(|alpha| plane(alpha, 1, from, to));
    Pixels { width, height, colors: pixels.colors, data, alpha }
}

/// Sums each row of the source once into the row of the target that it covers.
fn plane(data: &[u8], channels: usize, from: (usize, usize), to: (usize, usize)) -> Vec<u8> {
    let mut out = Vec::with_capacity(to.0 * to.1 * channels);
    let mut narrow = vec![0u64; to.0 * channels];
    let mut sums = vec![0u64; to.0 * channels];
    let area = (from.0 * from.1) as u64;
    // A source row covers `to.1` units of height, a target row `from.1`.
    let mut filled = 0;
    for row in data.chunks_exact(from.0 * channels) {
        narrow_row(row, channels, from.0, to.0, &mut narrow);
        let mut left = to.1;
        while left > 0 {
            let share = left.min(from.1 - filled);
            for (sum, value) in sums.iter_mut().zip(&narrow) {
                *sum += value * share as u64;
            }
            (left, filled) = (left - share, filled + share);
            if filled == from.1 {
                out.extend(sums.iter().map(|sum| ((sum + area / 2) / area).min(255) as u8));
                sums.fill(0);
                filled = 0;
            }
        }
    }
    out
}

/// One row: each target pixel is the sum of what it covers, weighted in units of `1/to`.
fn narrow_row(row: &[u8], channels: usize, from: usize, to: usize, out: &mut [u64]) {
    out.fill(0);
    let (mut target, mut filled) = (0, 0);
    for pixel in row.chunks_exact(channels) {
        let mut left = to;
        while left > 0 {
            let share = left.min(from - filled);
            let place = out.get_mut(target * channels..(target + 1) * channels);
            for (sum, value) in place.into_iter().flatten().zip(pixel) {
                *sum += u64::from(*value) * share as u64;
            }
            (left, filled) = (left - share, filled + share);
            if filled == from {
                (target, filled) = (target + 1, 0);
            }
        }
    }
}
