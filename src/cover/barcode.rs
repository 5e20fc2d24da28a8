//! An ISBN as a barcode: EAN-13 (ISO/IEC 15420), its digits below, the ISBN above (GB/T 12906).
//!
//! In: thirteen digits, already verified. Out: bars of black alone on a white ground, with their
//! quiet zones. Never here: where it stands.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of units")]

use crate::font::{Faces, Role};

use super::shape::{Drawing, Ink};
use super::words;

/// A digit by the widths of its four bars and spaces, in modules (set A; B is its mirror).
const WIDTHS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of the six left digits are mirrored, by the first digit: that is how it is told.
const MIRRORED: [[bool; 6]; 10] = {
    const N: bool = false;
    const Y: bool = true;
    [
        [N, N, N, N, N, N],
        [N, N, Y, N, Y, Y],
        [N, N, Y, Y, N, Y],
        [N, N, Y, Y, Y, N],
        [N, Y, N, N, Y, Y],
        [N, Y, Y, N, N, Y],
        [N, Y, Y, Y, N, N],
        [N, Y, N, Y, N, Y],
        [N, Y, N, Y, Y, N],
        [N, Y, Y, N, Y, N],
    ]
};

/// Blank at the left, in modules (静区).
const QUIET_LEFT: f32 = 11.0;
/// Blank at the right.
const QUIET_RIGHT: f32 = 7.0;
/// All modules: 113.
pub(super) const MODULES: f32 = QUIET_LEFT + 95.0 + QUIET_RIGHT;
/// A module at 100 %, in hundredths of a millimetre.
pub(super) const MODULE_MM100: i64 = 33;
/// How high a bar is, in modules: 22.85 mm at 100 %.
const BAR: f32 = 69.24;
/// How much deeper the guards reach.
const GUARD: f32 = 5.0;
/// From the ISBN's em box to the bars.
const HEAD: f32 = 13.0;
/// The size of the digits.
const DIGIT: f32 = 10.0;
/// All of it, from the top of the ISBN to the foot of the digits.
pub(super) const HEIGHT: f32 = HEAD + BAR + DIGIT + 1.0;

/// A bar: where it begins and how wide it is, in modules, and whether it is a guard's.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    start: u8,
    width: u8,
    guard: bool,
}

/// The bars of thirteen digits.
fn bars(digits: &[u8]) -> Vec<Bar> {
    let mut bars = Vec::with_capacity(30);
    let mut pen = 0;
    let mut put = |widths: &[u8], mut black: bool, guard: bool| {
        for width in widths {
            if black {
                bars.push(Bar { start: pen, width: *width, guard });
            }
            (pen, black) = (pen + width, !black);
        }
    };
    let of = |digit: &u8| WIDTHS.get(usize::from(*digit)).copied().unwrap_or_default();
    let first = digits.first().map_or(0, |digit| usize::from(*digit));
    let mirrored = MIRRORED.get(first).copied().unwrap_or_default();
    put(&[1, 1, 1], true, true);
    for (digit, mirrored) in digits.iter().skip(1).take(6).zip(mirrored) {
        let mut widths = of(digit);
        if mirrored {
            widths.reverse();
        }
        put(&widths, false, false);
    }
    put(&[1, 1, 1, 1, 1], false, true);
    digits.iter().skip(7).for_each(|digit| put(&of(digit), true, false));
    put(&[1, 1, 1], true, true);
    bars
}

/// Draws the barcode of an ISBN with its upper left corner, quiet zone included, at a place;
/// `module` is the width of the thinnest bar.
pub(super) fn draw(
    sheet: &mut Drawing,
    faces: &Faces,
    isbn: &str,
    (left, top): (f32, f32),
    module: f32,
) {
    let digits: Vec<u8> =
        isbn.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    let (first, bars_top) = (left + QUIET_LEFT * module, top + HEAD * module);
    for bar in bars(&digits) {
        let height = if bar.guard { BAR + GUARD } else { BAR };
        let x = first + f32::from(bar.start) * module;
        sheet.area((x, bars_top), (f32::from(bar.width) * module, height * module), Ink::BLACK);
    }
    let head = words::glyphs(faces, Role::Heading, &format!("ISBN {}", hyphened(isbn)));
    let size = (9.2 * module).min(95.0 * module / words::width(&head).max(1.0));
    let x = first + (95.0 * module - words::width(&head) * size) / 2.0;
    sheet.letters(&words::line(&head, x, top, size), Ink::BLACK);
    let size = DIGIT * module;
    let y = bars_top + (BAR + 0.2) * module;
    // The first digit stands left of the bars, six below each half.
    let mut digit = |place: usize, middle: f32| {
        let text = isbn.chars().nth(place).map(String::from).unwrap_or_default();
        let glyph = words::glyphs(faces, Role::Heading, &text);
        let x = first + middle * module - words::width(&glyph) * size / 2.0;
        sheet.letters(&words::line(&glyph, x, y, size), Ink::BLACK);
    };
    digit(0, -6.0);
    for place in 0..6u8 {
        digit(usize::from(place) + 1, 6.5 + 7.0 * f32::from(place));
        digit(usize::from(place) + 7, 53.5 + 7.0 * f32::from(place));
    }
}

/// Where the digits of a publisher end, by the first of them: the ranges of group 978-7.
const PUBLISHERS: [(&str, usize); 6] =
    [("09", 2), ("499", 3), ("7999", 4), ("89999", 5), ("989999", 6), ("9999999", 7)];

/// An ISBN with its hyphens; outside of mainland China only the prefix and the check digit are set
/// apart, for the ranges of other groups change.
fn hyphened(isbn: &str) -> String {
    let Some(rest) = isbn.strip_prefix("9787") else {
        return match isbn.split_at_checked(3) {
            Some((prefix, rest)) => format!("{prefix}-{rest}"),
            None => isbn.to_owned(),
        };
    };
    let publisher = PUBLISHERS.iter().find_map(|(last, length)| {
        let (publisher, after) = rest.split_at_checked(*length)?;
        (publisher <= *last).then_some((publisher, after))
    });
    match publisher.and_then(|(publisher, after)| {
        let (title, check) = after.split_at_checked(after.len().checked_sub(1)?)?;
        Some(format!("978-7-{publisher}-{title}-{check}"))
    }) {
        Some(whole) => whole,
        None => isbn.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{bars, hyphened};

    #[test]
    fn an_isbn_is_hyphened_by_the_ranges_of_its_group() {
        let cases = [
            ("9787538033090", "978-7-5380-3309-0"),
            ("9787020002207", "978-7-02-000220-7"),
            ("9787100000000", "978-7-100-00000-0"),
            ("9787900000000", "978-7-900000-00-0"),
            ("9780306406157", "978-0306406157"),
        ];
        for (digits, shown) in cases {
            assert_eq!(hyphened(digits), shown);
        }
    }

    #[test]
    fn thirteen_digits_are_thirty_bars_in_ninety_five_modules() {
        let bars = bars(&[9, 7, 8, 7, 5, 3, 8, 0, 3, 3, 0, 9, 0]);
        assert_eq!(bars.len(), 30);
        let last = bars.last().copied().map(|bar| bar.start + bar.width);
        assert_eq!(last, Some(95));
        assert_eq!(bars.iter().filter(|bar| bar.guard).count(), 6);
    }
}
