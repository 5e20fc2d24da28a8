//! What names a book and dates it: language tags, ISBN, identifiers, dates.
//!
//! In: text as book.yaml has it. Out: the same in the form that the formats ask for, or nothing
//! when it is wrong. Never here: the clock.

use uuid::Uuid;

use crate::model::meta::{Creator, Language, Script};

/// What `modified` says when nothing tells a date.
const FIXED_MODIFIED: &str = "1980-01-01T00:00:00Z";

/// A language by its BCP 47 tag; `None` when it is none. A bare `zh` is zh-Hans.
pub fn language(tag: &str) -> Option<Language> {
    let parts: Vec<&str> = tag.split('-').collect();
    let (primary, rest) = parts.split_first()?;
    let alpha = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    let word = |part: &&str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if !alpha(primary, 2, 3) || !rest.iter().all(word) {
        return None;
    }
    let mut canonical = primary.to_ascii_lowercase();
    let (mut script, mut region) = (None, None);
    for part in rest {
        canonical.push('-');
        if alpha(part, 4, 4) && script.is_none() {
            let (first, tail) = part.split_at_checked(1)?;
            let own = first.to_ascii_uppercase() + &tail.to_ascii_lowercase();
            canonical.push_str(&own);
            script = Some(own);
        } else if alpha(part, 2, 2) && region.is_none() {
            canonical.push_str(&part.to_ascii_uppercase());
            region = Some(part.to_ascii_uppercase());
        } else {
            canonical.push_str(&part.to_ascii_lowercase());
        }
    }
    if canonical == "zh" {
        "zh-Hans".clone_into(&mut canonical);
    }
    let script = conventions(primary, script.as_deref(), region.as_deref());
    Some(Language { tag: canonical, script })
}

fn conventions(primary: &str, script: Option<&str>, region: Option<&str>) -> Script {
    match (primary.to_ascii_lowercase().as_str(), script, region) {
        ("ja", _, _) => Script::Japanese,
        ("zh" | "cmn" | "lzh" | "yue" | "wuu" | "nan" | "hak", Some("Latn"), _) => Script::Other,
        ("zh" | "cmn" | "lzh" | "yue" | "wuu" | "nan" | "hak", script, region) => {
            match (script, region) {
                (Some("Hans"), _) => Script::Simplified,
                (_, Some("HK" | "MO")) => Script::TraditionalHongKong,
                (Some("Hant"), _) | (_, Some("TW")) => Script::TraditionalTaiwan,
                _ => Script::Simplified,
            }
        }
        _ => Script::Other,
    }
}

/// An ISBN with 13 digits and nothing else; the error is the check digit that would fit, if one
/// would.
pub(super) fn isbn(written: &str) -> Result<String, Option<char>> {
    let body = written.strip_prefix("urn:isbn:").unwrap_or(written);
    let body = body.strip_prefix("ISBN").unwrap_or(body);
    let digits: String =
        body.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2015}')).collect();
    let is_digit = |c: char| c.is_ascii_digit();
    match digits.len() {
        13 if digits.chars().all(is_digit) && digits.starts_with("97") => {
            let (stem, check) = digits.split_at_checked(12).ok_or(None)?;
            let wanted = check_digit_13(stem);
            if check.starts_with(wanted) { Ok(digits) } else { Err(Some(wanted)) }
        }
        10 => {
            let (stem, check) = digits.split_at_checked(9).ok_or(None)?;
            if !stem.chars().all(is_digit) {
                return Err(None);
            }
            let wanted = check_digit_10(stem);
            if !check.to_ascii_uppercase().starts_with(wanted) {
                return Err(Some(wanted));
            }
            let stem = format!("978{stem}");
            let check = check_digit_13(&stem);
            Ok(format!("{stem}{check}"))
        }
        _ => Err(None),
    }
}

fn check_digit_13(stem: &str) -> char {
    let sum: u32 = stem
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

fn check_digit_10(stem: &str) -> char {
    let digits = stem.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// The identifier of a book that names none: the same title and makers always give the same.
pub(super) fn default_identifier(title: &str, creators: &[Creator]) -> String {
    let mut name = title.to_owned();
    for creator in creators {
        name.push('\n');
        name.push_str(&creator.name);
    }
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}

/// Whether text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and a day that there is.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &&str, digits: usize| {
        let fits = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (year, month, day) = match parts.as_slice() {
        [year] => (number(year, 4), Some(1), Some(1)),
        [year, month] => (number(year, 4), number(month, 2), Some(1)),
        [year, month, day] => (number(year, 4), number(month, 2), number(day, 2)),
        _ => return false,
    };
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&day)
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `CCYY-MM-DDThh:mm:ssZ`: from seconds since 1970, else from a date, else a fixed day.
pub(super) fn modified(epoch: Option<i64>, date: Option<&str>) -> String {
    if let Some(seconds) = epoch.filter(|seconds| (0..253_402_300_800).contains(seconds)) {
        return timestamp(seconds);
    }
    match date {
        Some(date) if date.len() == 10 => format!("{date}T00:00:00Z"),
        Some(date) if date.len() == 7 => format!("{date}-01T00:00:00Z"),
        Some(date) if date.len() == 4 => format!("{date}-01-01T00:00:00Z"),
        _ => FIXED_MODIFIED.to_owned(),
    }
}

/// Seconds since 1970 as a day and a time.
fn timestamp(seconds: i64) -> String {
    let (mut days, time) = (seconds / 86_400, seconds % 86_400);
    let mut year = 1970;
    while days >= 365 + i64::from(days_of_month(year, 2) == 29) {
        days -= 365 + i64::from(days_of_month(year, 2) == 29);
        year += 1;
    }
    let mut month = 1;
    while days >= days_of_month(year, month) {
        days -= days_of_month(year, month);
        month += 1;
    }
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", days + 1)
}

#[cfg(test)]
mod tests {
    use super::{is_date, isbn, language, modified};

    #[test]
    fn check_digits() {
        assert_eq!(isbn("978-7-5380-3309-0"), Ok("9787538033090".to_owned()));
        assert_eq!(isbn("9787538033091"), Err(Some('0')));
        assert_eq!(isbn("0-306-40615-2"), Ok("9780306406157".to_owned()));
        assert_eq!(isbn("080442957X"), Ok("9780804429573".to_owned()));
        assert_eq!(isbn("12345"), Err(None));
    }

    #[test]
    fn days() {
        assert_eq!(modified(Some(1_709_164_800), None), "2024-02-29T00:00:00Z");
        assert_eq!(modified(Some(86_399), Some("2026")), "1970-01-01T23:59:59Z");
        assert_eq!(modified(None, Some("2026-05")), "2026-05-01T00:00:00Z");
        assert_eq!(modified(None, None), "1980-01-01T00:00:00Z");
        let dates =
            [("2024-02-29", true), ("2023-02-29", false), ("2024-13", false), ("24", false)];
        for (date, expected) in dates {
            assert_eq!(is_date(date), expected, "{date}");
        }
    }

    #[test]
    fn tags() {
        let tag = |written| language(written).map(|language| language.tag);
        assert_eq!(tag("zh"), Some("zh-Hans".to_owned()));
        assert_eq!(tag("ZH-hant-hk"), Some("zh-Hant-HK".to_owned()));
        assert_eq!(tag("中文!!"), None);
        assert_eq!(tag("chinese"), None);
    }
}
