//! Numbers as a content stream writes them: by hand, for there are millions.
//!
//! Coordinates are counted in hundredths of a point, so what is rounded lands within 0.005 pt.

use crate::units::Len;

/// A length in hundredths of a point, rounded to the nearest.
pub(super) fn hundredths(length: Len) -> i64 {
    // x · 100 / 65,536 + 1/2, all times 131,072.
    length.0.saturating_mul(200).saturating_add(65_536).div_euclid(131_072)
}

/// How far up the page a place is that is `down` from its upper edge, in hundredths of a point. The
/// edge itself is rounded, as the page's box is, so that what lies below it keeps its distance.
pub(super) fn up(height: Len, down: Len) -> i64 {
    hundredths(height) - hundredths(down)
}

/// A length in 1/100,000 of a point, rounded to the nearest.
pub(super) fn fine(length: Len) -> i64 {
    length.0.saturating_mul(200_000).saturating_add(65_536).div_euclid(131_072)
}

/// Hundredths as the number that they are, for dictionaries.
#[expect(clippy::float_arithmetic, reason = "dictionaries are written from floats")]
pub(super) fn from_hundredths(value: i64) -> f32 {
    value as f32 / 100.0
}

/// A length in points, for dictionaries.
pub(super) fn points(length: Len) -> f32 {
    from_hundredths(hundredths(length))
}

/// Writes an integer.
pub(super) fn push_integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    push_digits(out, value.unsigned_abs());
}

/// Writes `value` / 100 with as few digits as it needs: `10.5`, `-.25`.
pub(super) fn push_hundredths(out: &mut Vec<u8>, value: i64) {
    push_decimal(out, value, [10, 1]);
}

/// Writes `value` / 10: `-3.5`.
pub(super) fn push_tenths(out: &mut Vec<u8>, value: i64) {
    push_decimal(out, value, [1, 0]);
}

/// Writes a decimal whose digits after the point have the given worth; 0 ends the list.
fn push_decimal(out: &mut Vec<u8>, value: i64, worths: [u64; 2]) {
    let one = worths[0] * 10;
    let (whole, mut rest) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    if value < 0 {
        out.push(b'-');
    }
    if whole > 0 || rest == 0 {
        push_digits(out, whole);
    }
    if rest == 0 {
        return;
    }
    out.push(b'.');
    for worth in worths {
        if rest > 0 {
            out.push(digit(rest / worth));
            rest %= worth;
        }
    }
}

fn push_digits(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut used = 0;
    for slot in digits.iter_mut().rev() {
        *slot = digit(value % 10);
        used += 1;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(digits.len() - used..).unwrap_or_default());
}

fn digit(value: u64) -> u8 {
    b'0' + (value % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::{hundredths, push_hundredths, push_integer, push_tenths};
    use crate::units::Len;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let hundredth =
            [(0, "0"), (5, ".05"), (50, ".5"), (1050, "10.5"), (-100, "-1"), (-7, "-.07")];
        for (value, text) in hundredth {
            let mut out = Vec::new();
            push_hundredths(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
        let mut out = Vec::new();
        push_tenths(&mut out, -35);
        push_integer(&mut out, -1234);
        assert_eq!(out, b"-3.5-1234");
    }

    #[test]
    fn lengths_round_to_the_nearest_hundredth() {
        assert_eq!(hundredths(Len::pt100(1050)), 1050);
        assert_eq!(hundredths(Len(-328)), -1, "-0.005005 pt");
        assert_eq!(hundredths(Len(327)), 0, "0.00499 pt");
    }
}
