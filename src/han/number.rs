//! Numbers written in Han: 二十一 and 21.
//!
//! In: 二十一, 一百零八, 二〇二四, 廿一, 卅, 壹佰, or digits, half or full width. Out: the number,
//! and a number back in Han. Below one hundred million. Never here: where in a title the number
//! stands (`normalize/title.rs`).

/// What a number is capped at: one below 亿.
const LIMIT: u32 = 100_000_000;

/// Whether a character can stand in a number written in Han.
pub fn is_number_character(character: char) -> bool {
    digit(character).is_some() || unit(character).is_some() || tens(character).is_some()
}

/// The value of 〇 to 九, 零, 两, the forms of documents (壹) and full-width or plain digits.
pub fn digit(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '０'..='９' => character as u32 - '０' as u32,
        _ => return character.to_digit(10),
    })
}

fn unit(character: char) -> Option<u32> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        _ => return None,
    })
}

fn tens(character: char) -> Option<u32> {
    Some(match character {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// The number that a whole text says; `None` when any of it is no number.
///
/// ```
/// use publish::han::number::parse;
/// assert_eq!(parse("二十一"), Some(21));
/// assert_eq!(parse("一千零八"), Some(1008));
/// assert_eq!(parse("廿三"), Some(23));
/// assert_eq!(parse("二〇二四"), Some(2024));
/// assert_eq!(parse("章"), None);
/// ```
pub fn parse(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|character| digit(character).is_some()) {
        return parse_digits(text);
    }
    let (mut total, mut section, mut current) = (0_u32, 0_u32, None::<u32>);
    for character in text.chars() {
        if let Some(value) = digit(character) {
            let carried = current.unwrap_or(0).checked_mul(10)?;
            current = Some(carried.checked_add(value)?);
        } else if let Some(value) = tens(character) {
            section = section.checked_add(value)?;
        } else if unit(character)? == 10_000 {
            let before = section.checked_add(current.take().unwrap_or(0))?;
            total = total.checked_add(before.max(1).checked_mul(10_000)?)?;
            section = 0;
        } else {
            let count = current.take().filter(|count| *count > 0).unwrap_or(1);
            section = section.checked_add(count.checked_mul(unit(character)?)?)?;
        }
    }
    let sum = total.checked_add(section)?.checked_add(current.unwrap_or(0))?;
    Some(sum).filter(|sum| *sum < LIMIT)
}

fn parse_digits(text: &str) -> Option<u32> {
    let mut value = 0_u32;
    for character in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(character)?)?;
    }
    Some(value).filter(|value| *value < LIMIT)
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below one hundred million in Han, as a chapter is counted: 10 is 十, 21 二十一,
/// 108 一百零八.
///
/// ```
/// use publish::han::number::write;
/// assert_eq!(write(21), "二十一");
/// assert_eq!(write(110), "一百一十");
/// assert_eq!(write(10_080), "一万零八十");
/// ```
pub fn write(number: u32) -> String {
    let number = number.min(LIMIT - 1);
    let mut text = String::new();
    if number >= 10_000 {
        push_section(&mut text, number / 10_000);
        text.push('万');
        if (1..1000).contains(&(number % 10_000)) {
            text.push('零');
        }
    }
    if !number.is_multiple_of(10_000) || number == 0 {
        push_section(&mut text, number % 10_000);
    }
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

fn push_section(text: &mut String, section: u32) {
    if section == 0 {
        text.push('零');
        return;
    }
    let (mut rest, mut written, mut gap) = (section, false, false);
    for (size, name) in [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)] {
        let count = rest / size;
        rest %= size;
        if count == 0 {
            gap = written;
            continue;
        }
        if gap {
            text.push('零');
        }
        text.extend(DIGITS.get(count as usize));
        text.extend(name);
        (written, gap) = (true, false);
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, write};

    #[test]
    fn every_number_is_read_as_it_was_written() {
        for number in (0..12_000).chain((12_000..1_000_000).step_by(977)) {
            assert_eq!(parse(&write(number)), Some(number), "{}", write(number));
        }
    }

    #[test]
    fn old_and_loose_forms_are_read() {
        let rows = [
            ("廿一", 21),
            ("卅", 30),
            ("卌二", 42),
            ("一〇八", 108),
            ("○八", 8),
            ("两百", 200),
            ("十", 10),
            ("百二十", 120),
            ("壹佰零捌", 108),
            ("２１", 21),
            ("021", 21),
            ("3万", 30_000),
        ];
        for (text, number) in rows {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        for text in ["", "章", "一章", "99999999999", "九九九九九九九九九", "二十x"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
