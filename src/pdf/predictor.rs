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
    let (mut tried, mut best) = (vec![0u8; row_bytes], vec![0u8; row_bytes]);
    for row in data.chunks_exact(row_bytes.max(1)) {
        // Drawings are full of rows that repeat the one above: nothing is smaller than no difference.
        let (mut chosen, mut least) = (Filter::Above, u64::MAX);
        if row == above {
            best.fill(0);
            least = 0;
        }
        for filter in FILTERS {
            if least == 0 {
                break;
            }
            let size = differences(filter, (row, above), channels, &mut tried);
            if size < least {
                (chosen, least) = (filter, size);
                std::mem::swap(&mut tried, &mut best);
            }
        }
        out.push(chosen as u8);
        out.extend_from_slice(&best);
        above = row;
    }
    out
}

/// Writes the differences of a row, and adds up how far they are from none, either way. What would
/// stand at the left of the first pixel counts as 0.
fn differences(
    filter: Filter,
    (row, above): (&[u8], &[u8]),
    channels: usize,
    out: &mut [u8],
) -> u64 {
    let pixel = channels.min(row.len());
    let (first, rest) = row.split_at(pixel);
    let (out_first, out_rest) = out.split_at_mut(pixel);
    match filter {
        Filter::Nothing => out.copy_from_slice(row),
        Filter::Above => subtract(out, row, above),
        Filter::Left => {
            out_first.copy_from_slice(first);
            subtract(out_rest, rest, row);
        }
        Filter::Nearest => {
            subtract(out_first, first, above);
            let above_rest = above.get(pixel..).unwrap_or_default();
            let around = row.iter().zip(above_rest.iter().zip(above));
            for ((out, byte), (left, (above, corner))) in out_rest.iter_mut().zip(rest).zip(around)
            {
                *out = byte.wrapping_sub(nearest(*left, *above, *corner));
            }
        }
    }
    out.iter().map(|byte| u64::from((*byte).min(byte.wrapping_neg()))).sum()
}

fn subtract(out: &mut [u8], bytes: &[u8], others: &[u8]) {
    for ((out, byte), other) in out.iter_mut().zip(bytes).zip(others) {
        *out = byte.wrapping_sub(*other);
    }
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
