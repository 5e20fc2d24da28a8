//! Rows of pixels as differences, which pack far better: the filters of PNG (PNG §9), which PDF
//! knows as predictor 15.
//!
//! In: rows of bytes. Out: the same, each with the number of its filter in front.

/// What a byte is told as the difference from.
#[derive(Clone, Copy)]
enum Filter {
    Nothing = 0,
    Left = 1,
    Above = 2,
    Nearest = 4,
}

const FILTERS: [Filter; 4] = [Filter::Nothing, Filter::Left, Filter::Above, Filter::Nearest];

/// Filters each row in the way that leaves the smallest differences.
pub(super) fn predict(data: &[u8], row_bytes: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() + data.len() / row_bytes.max(1) + 1);
    let first = vec![0u8; row_bytes];
    let mut above: &[u8] = &first;
    for row in data.chunks_exact(row_bytes.max(1)) {
        let tried = FILTERS.map(|filter| (filter, differences(filter, row, above, channels)));
        let best = tried.iter().min_by_key(|(_, row)| row.iter().map(magnitude).sum::<u64>());
        if let Some((filter, row)) = best {
            out.push(*filter as u8);
            out.extend_from_slice(row);
        }
        above = row;
    }
    out
}

/// How far a difference is from none, either way.
fn magnitude(byte: &u8) -> u64 {
    u64::from((*byte).min(byte.wrapping_neg()))
}

fn differences(filter: Filter, row: &[u8], above: &[u8], channels: usize) -> Vec<u8> {
    let none = std::iter::repeat_n(&0u8, channels);
    let left = none.clone().chain(row);
    let corner = none.chain(above);
    let around = row.iter().zip(left).zip(above.iter().zip(corner));
    around
        .map(|((byte, left), (above, corner))| {
            byte.wrapping_sub(match filter {
                Filter::Nothing => 0,
                Filter::Left => *left,
                Filter::Above => *above,
                Filter::Nearest => nearest(*left, *above, *corner),
            })
        })
        .collect()
}

/// Paeth's predictor: whichever of the three is nearest to left + above - corner.
fn nearest(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let [from_left, from_above, from_corner] =
        [(b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs()];
    if from_left <= from_above && from_left <= from_corner {
        left
    } else if from_above <= from_corner {
        above
    } else {
        corner
    }
}
