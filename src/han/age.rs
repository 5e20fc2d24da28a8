//! How new a code point is (TYPOGRAPHY N7.9).
//!
//! In: one character. Out: the version of Unicode that brought it when that is 13.0 (2020) or
//! later, or that no version up to 15.0 has it. The table is made by `scripts/make_han.py`. Never
//! here: whether a font has it.

use std::sync::LazyLock;

/// How new a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It came with this version of Unicode, such as `14.0`.
    Since(&'static str),
    /// Unicode 15.0 does not have it.
    Unassigned,
}

/// First, last, age; sorted.
static RANGES: LazyLock<Vec<(u32, u32, Age)>> = LazyLock::new(|| {
    let rows = include_str!("recent.txt").lines().filter(|row| !row.starts_with('#'));
    let range = |row: &'static str| {
        let mut cells = row.split(' ');
        let mut code = || u32::from_str_radix(cells.next()?, 16).ok();
        let (first, last) = (code()?, code()?);
        let age = match cells.next()? {
            "-" => Age::Unassigned,
            version => Age::Since(version),
        };
        Some((first, last, age))
    };
    rows.filter_map(range).collect()
});

/// How new a character is; `None` when readers have had the time to learn it.
///
/// ```
/// use publish::han::age::{Age, recent};
/// assert_eq!(recent('字'), None);
/// assert_eq!(recent('\u{30EDD}'), Some(Age::Since("13.0")));
/// assert_eq!(recent('\u{378}'), Some(Age::Unassigned));
/// ```
pub fn recent(character: char) -> Option<Age> {
    let code = u32::from(character);
    let place = RANGES.partition_point(|range| range.1 < code);
    RANGES.get(place).filter(|range| range.0 <= code).map(|range| range.2)
}

#[cfg(test)]
mod tests {
    use super::RANGES;

    #[test]
    fn ranges_are_sorted_and_apart() {
        assert!(RANGES.len() > 700);
        assert!(RANGES.iter().all(|range| range.0 <= range.1));
        assert!(RANGES.is_sorted_by(|one, next| one.1 < next.0));
    }
}
