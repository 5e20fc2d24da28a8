//! Globs, and the order of files as a reader counts them: 2 before 10, 第九回 before 第十回.
//!
//! In: patterns and paths. Out: whether one matches the other, and a key to sort by. Never here:
//! the disk.

/// Whether an entry stands for many files.
pub(super) fn is_glob(written: &str) -> bool {
    written.contains(['*', '?'])
}

/// The folder below which all that a pattern may match lies.
pub(super) fn base(pattern: &str) -> &str {
    let start = pattern.find(['*', '?']).unwrap_or(pattern.len());
    let fixed = pattern.get(..start).unwrap_or("");
    fixed.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a path matches a pattern: `*` any part of a name, `?` one character, `**` any folders.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    let hidden = path.iter().any(|name| name.starts_with('.'));
    !hidden
        && matches_list(
            &pattern,
            &path,
            |part| *part == "**",
            |part, name| matches_name(part, name),
        )
}

fn matches_name(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    matches_list(
        &pattern,
        &name,
        |part| *part == '*',
        |part, character| *part == '?' || part == character,
    )
}

/// Matches one list with another, in which some parts stand for any number of items; one step
/// back to the last of these is enough, so no pattern takes long.
fn matches_list<P, T>(
    pattern: &[P],
    items: &[T],
    is_any: impl Fn(&P) -> bool,
    fits: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut at_pattern, mut at_item) = (0, 0);
    let mut retry = None;
    while let Some(item) = items.get(at_item) {
        match pattern.get(at_pattern) {
            Some(part) if is_any(part) => {
                retry = Some((at_pattern + 1, at_item));
                at_pattern += 1;
            }
            Some(part) if fits(part, item) => {
                at_pattern += 1;
                at_item += 1;
            }
            _ => {
                let Some((after_any, start)) = retry else { return false };
                retry = Some((after_any, start + 1));
                (at_pattern, at_item) = (after_any, start + 1);
            }
        }
    }
    pattern.iter().skip(at_pattern).all(is_any)
}

/// A part of a natural key: numbers stand before letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    /// A number.
    Number(u64),
    /// A character.
    Letter(char),
}

/// The key by which paths are sorted.
pub(super) fn natural_key(path: &str) -> (Vec<Token>, String) {
    let characters: Vec<char> = path.chars().collect();
    let mut tokens = Vec::new();
    let mut index = 0;
    while let Some(character) = characters.get(index) {
        let rest = characters.get(index..).unwrap_or(&[]);
        let before = index.checked_sub(1).and_then(|before| characters.get(before));
        let (token, length) = decimal(rest)
            .or_else(|| han_number(rest, before))
            .or_else(|| volume(rest))
            .unwrap_or((Token::Letter(*character), 1));
        tokens.push(token);
        index += length;
    }
    (tokens, path.to_owned())
}

/// `012`, `１２`.
fn decimal(text: &[char]) -> Option<(Token, usize)> {
    let digit = |c: &char| match *c {
        '0'..='9' => Some(*c as u64 - '0' as u64),
        '０'..='９' => Some(*c as u64 - '０' as u64),
        _ => None,
    };
    let length = text.iter().take_while(|c| digit(c).is_some()).count();
    let value = text
        .iter()
        .map_while(digit)
        .fold(0_u64, |value, digit| value.saturating_mul(10).saturating_add(digit));
    (length > 0).then_some((Token::Number(value), length))
}

/// 第二十一, 九回, and a numeral that opens a name: 十、….
fn han_number(text: &[char], before: Option<&char>) -> Option<(Token, usize)> {
    let length = text.iter().take_while(|c| han_digit(**c).is_some()).count();
    let after = text.get(length);
    let counted = matches!(
        after,
        Some('章' | '回' | '卷' | '节' | '篇' | '部' | '集' | '话' | '幕' | '辑' | '册')
    );
    let opens = matches!(before, None | Some('/' | '第'))
        && (before == Some(&'第') || matches!(after, Some('、' | '.' | '-' | '_' | ' ' | '．')));
    if length == 0 || !(counted || opens) {
        return None;
    }
    Some((Token::Number(han_value(text.get(..length)?)), length))
}

/// A digit below ten, or a place of ten and more.
fn han_digit(character: char) -> Option<u64> {
    Some(match character {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// 二十一 is 21, 一百零八 is 108, 二〇二六 is 2026.
fn han_value(numeral: &[char]) -> u64 {
    let digits: Vec<u64> = numeral.iter().filter_map(|c| han_digit(*c)).collect();
    if digits.iter().all(|digit| *digit < 10) {
        return digits.iter().fold(0, |value, digit| value.wrapping_mul(10).wrapping_add(*digit));
    }
    let (mut sum, mut digit) = (0_u64, 0);
    for value in digits {
        match value {
            0..=9 => digit = value,
            20 | 30 => sum += value,
            place => {
                sum = sum.saturating_add(place.saturating_mul(digit.max(1)));
                digit = 0;
            }
        }
    }
    sum.saturating_add(digit)
}

/// 上, 中, 下 at the end of a name.
fn volume(text: &[char]) -> Option<(Token, usize)> {
    let number = match text.first()? {
        '上' => 1,
        '中' => 2,
        '下' => 3,
        _ => return None,
    };
    matches!(text.get(1), Some('.' | '卷' | '册' | '篇' | '部' | '）' | ')'))
        .then_some((Token::Number(number), 1))
}

#[cfg(test)]
mod tests {
    use super::{base, han_value, matches, natural_key};

    #[test]
    fn numbers_count() {
        let mut names =
            ["第十回.md", "第九回.md", "10.md", "2.md", "第一百零八回.md", "下.md", "上.md"];
        names.sort_by_cached_key(|name| natural_key(name));
        let sorted =
            ["上.md", "2.md", "下.md", "10.md", "第九回.md", "第十回.md", "第一百零八回.md"];
        assert_eq!(names, sorted);
        let values =
            [("二十一", 21), ("十", 10), ("一百零八", 108), ("二〇二六", 2026), ("廿三", 23)];
        for (numeral, value) in values {
            let characters: Vec<char> = numeral.chars().collect();
            assert_eq!(han_value(&characters), value, "{numeral}");
        }
    }

    #[test]
    fn globs_match() {
        let cases = [
            ("chapters/*.md", "chapters/01.md", true),
            ("chapters/*.md", "chapters/a/01.md", false),
            ("**/*.md", "a/b/c.md", true),
            ("第?回.md", "第九回.md", true),
            ("第?回.md", "第十一回.md", false),
            ("*a*b*.md", "xaxxbx.md", true),
            ("*.md", ".hidden.md", false),
            ("**/a/**/b.md", "x/a/y/a/z/b.md", true),
            ("**/a/**/b.md", "x/y/b.md", false),
            ("**", "a/b", true),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
        let bases = [("a/b/*.md", "a/b"), ("a?/b.md", ""), ("**/*.md", ""), ("a/**/b/*.md", "a")];
        for (pattern, expected) in bases {
            assert_eq!(base(pattern), expected, "{pattern}");
        }
    }
}
