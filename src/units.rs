//! Lengths as integers, so that the same book gives the same page on every machine.
//!
//! A [`Len`] counts 1/65,536 of a PostScript point (1/72 inch). In: text such as `210mm`, `10.5pt`,
//! `五号`. Out: lengths, points, sizes and rectangles that add up exactly. Never here: pixels, fonts.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length: an integer number of 1/65,536 pt. Positive is right and down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Len(pub i64);

/// How many [`Len`] units make a point.
const PER_POINT: i64 = 65_536;

/// The type sizes called by number (号), in hundredths of a point, largest name first.
const NUMBERED_SIZES: [(&str, i64); 14] = [
    ("初号", 4200),
    ("小初", 3600),
    ("一号", 2600),
    ("小一", 2400),
    ("二号", 2200),
    ("小二", 1800),
    ("三号", 1600),
    ("小三", 1500),
    ("四号", 1400),
    ("小四", 1200),
    ("五号", 1050),
    ("小五", 900),
    ("六号", 750),
    ("小六", 650),
];

impl Len {
    /// No length at all.
    pub const ZERO: Len = Len(0);

    /// A whole number of points.
    pub const fn pt(points: i64) -> Len {
        Len(points * PER_POINT)
    }

    /// Hundredths of a point: `Len::pt100(1050)` is 10.5 pt.
    pub const fn pt100(hundredths: i64) -> Len {
        Len(hundredths * PER_POINT / 100)
    }

    /// Hundredths of a millimetre: `Len::mm100(21_000)` is 210 mm. Rounded to the nearest unit.
    pub const fn mm100(hundredths: i64) -> Len {
        // 1 mm = 72/25.4 pt, so 1/100 mm = 72/2540 pt.
        Len((hundredths * 72 * PER_POINT + 1270) / 2540)
    }

    /// This length times `numerator / denominator`, rounded towards zero.
    pub const fn scale(self, numerator: i64, denominator: i64) -> Len {
        // Division of 128 bits is slow, and hardly ever needed.
        match self.0.checked_mul(numerator) {
            Some(product) => Len(product / denominator),
            None => Len((self.0 as i128 * numerator as i128 / denominator as i128) as i64),
        }
    }

    /// How many whole times `part` fits into this length; 0 when `part` is not positive.
    pub const fn count(self, part: Len) -> i64 {
        if part.0 > 0 { self.0 / part.0 } else { 0 }
    }

    /// In millionths of a metre, to the nearest.
    pub const fn micrometres(self) -> i64 {
        (self.0 * 25_400 + 36 * 65_536).div_euclid(72 * 65_536)
    }

    /// The length in points, for output formats only.
    #[expect(clippy::float_arithmetic, reason = "files carry decimal points; layout never does")]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / PER_POINT as f64
    }

    /// The absolute value.
    pub const fn abs(self) -> Len {
        Len(self.0.abs())
    }

    /// Reads `210mm`, `10.5pt`, `6in`, `1.2cm`, `五号` or `小四`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Len> {
        let text = text.trim();
        if let Some((_, size)) = NUMBERED_SIZES.iter().find(|(name, _)| *name == text) {
            return Some(Len::pt100(*size));
        }
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, unit) = text.split_at_checked(digits)?;
        let thousandths = thousandths(number)?;
        let (numerator, denominator) = match unit.trim() {
            "pt" => (PER_POINT, 1000),
            "mm" => (720 * PER_POINT, 254 * 1000),
            "cm" => (7200 * PER_POINT, 254 * 1000),
            "in" => (72 * PER_POINT, 1000),
            _ => return None,
        };
        Some(Len((thousandths * numerator + denominator / 2) / denominator))
    }
}

/// A decimal number in thousandths: `10.5` is 10,500. `None` beyond six digits before the point.
fn thousandths(number: &str) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.len() > 6 || fraction.len() > 3 || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let padded = format!("{fraction:0<3}");
    Some(whole * 1000 + padded.parse::<i64>().ok()?)
}

impl fmt::Display for Len {
    /// Points with three decimals and no trailing zeros: `10.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milli = (self.0.unsigned_abs() * 1000 + PER_POINT as u64 / 2) / PER_POINT as u64;
        let sign = if self.0 < 0 && milli > 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:03}", milli / 1000, milli % 1000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Add for Len {
    type Output = Len;
    fn add(self, other: Len) -> Len {
        Len(self.0 + other.0)
    }
}
impl Sub for Len {
    type Output = Len;
    fn sub(self, other: Len) -> Len {
        Len(self.0 - other.0)
    }
}
impl Neg for Len {
    type Output = Len;
    fn neg(self) -> Len {
        Len(-self.0)
    }
}
impl Mul<i64> for Len {
    type Output = Len;
    fn mul(self, times: i64) -> Len {
        Len(self.0 * times)
    }
}
impl Div<i64> for Len {
    type Output = Len;
    fn div(self, parts: i64) -> Len {
        Len(self.0 / parts)
    }
}
impl AddAssign for Len {
    fn add_assign(&mut self, other: Len) {
        self.0 += other.0;
    }
}
impl SubAssign for Len {
    fn sub_assign(&mut self, other: Len) {
        self.0 -= other.0;
    }
}
impl Sum for Len {
    fn sum<I: Iterator<Item = Len>>(lengths: I) -> Len {
        Len(lengths.map(|length| length.0).sum())
    }
}

/// A place on the page, from its upper left corner; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Distance from the left edge.
    pub x: Len,
    /// Distance from the top edge.
    pub y: Len,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: Len, y: Len) -> Point {
        Point { x, y }
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Horizontal extent.
    pub width: Len,
    /// Vertical extent.
    pub height: Len,
}

/// A rectangle by its upper left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The upper left corner.
    pub origin: Point,
    /// Width and height.
    pub size: Size,
}
