//! Numbers in more than one form (N0.8; GB/T 15835): 〇 and 零, years, numbers of chapters.
//!
//! In: a galley. Out: each number as a use of its form. Numbers inside 《》 are names and do not
//! count. Never here: the order of the book's own chapters (`headings.rs`).

use crate::han::number::is_number_character;
use crate::model::lint::Lint;

use super::galley::{Line, Role, Spot, Voice};
use super::sheet::Sheet;

/// Takes down the numbers of a chapter.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let galley = sheet.galley;
    for (number, line) in galley.lines.iter().enumerate() {
        if line.role != Role::Verbatim {
            check_line(sheet, number, line);
        }
    }
}

fn check_line(sheet: &mut Sheet<'_>, number: usize, line: &Line) {
    let (mut titles, mut at) = (0_usize, 0);
    while let Some(character) = line.at(at) {
        match character {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            _ if titles > 0 => {}
            '第' => ordinal(sheet, number, line, at),
            _ if character.is_ascii_digit() => {
                let end = end_of(line, at, |it| it.is_ascii_digit());
                digits(sheet, number, line, (at, end));
                at = end;
                continue;
            }
            _ if is_han_number(character) => {
                let end = end_of(line, at, is_han_number);
                han(sheet, number, line, (at, end));
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Numbers in notes may follow another convention than those of the text.
fn voice(line: &Line) -> &'static str {
    match line.voice {
        Voice::Text => "text",
        Voice::Apparatus => "apparatus",
    }
}

fn end_of(line: &Line, start: usize, is_part: impl Fn(char) -> bool) -> usize {
    let rest = line.chars.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|character| is_part(**character)).count()
}

fn is_han_number(character: char) -> bool {
    !character.is_ascii() && is_number_character(character) || character == '亿'
}

/// A character of a number that is read digit by digit.
fn is_han_digit(character: char) -> bool {
    matches!(character, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// 1998年, 98年5月.
fn digits(sheet: &mut Sheet<'_>, number: usize, line: &Line, (start, end): (usize, usize)) {
    if line.at(end) != Some('年') || line.before(start) == Some('.') {
        return;
    }
    let month = end_of(line, end + 1, |it| it.is_ascii_digit());
    let dated = (1..=2).contains(&(month - end - 1)) && line.at(month) == Some('月');
    let form = match (end - start, line.at(start)) {
        (4, Some('1' | '2')) => "four digits",
        (2, _) if dated => "two digits",
        _ => return,
    };
    sheet.form(Lint::YearsMixed, voice(line), form, Spot { line: number, start, end: end + 1 });
}

/// 一九九八年, 二〇二四, 一百零八.
fn han(sheet: &mut Sheet<'_>, number: usize, line: &Line, (start, end): (usize, usize)) {
    let text = line.chars.get(start..end).unwrap_or_default();
    let by_digit = text.iter().all(|it| is_han_digit(*it));
    let spot = Spot { line: number, start, end };
    let year = by_digit && text.len() == 4 && matches!(text.first(), Some('一' | '二'));
    if year && line.at(end) == Some('年') {
        sheet.form(Lint::YearsMixed, voice(line), "Han", Spot { end: end + 1, ..spot });
    }
    let is_zero = |character: &char| matches!(character, '〇' | '零');
    if by_digit && (text.len() < 3 || text.first().is_some_and(is_zero)) {
        return;
    }
    let key = format!("{} {}", if by_digit { "by digit" } else { "with units" }, voice(line));
    for zero in ['〇', '零'] {
        if text.contains(&zero) {
            sheet.form(Lint::ZerosMixed, &key, &zero.to_string(), spot);
        }
    }
}

/// 第12章, 第十二章.
fn ordinal(sheet: &mut Sheet<'_>, number: usize, line: &Line, start: usize) {
    let arabic = end_of(line, start + 1, |it| it.is_ascii_digit());
    let han = end_of(line, start + 1, is_han_number);
    let end = arabic.max(han);
    // 《某书》第3章 follows the book that it names.
    let of_another = line.before(start) == Some('》');
    if let Some(unit @ ('章' | '回' | '节')) =
        line.at(end).filter(|_| end > start + 1 && !of_another)
    {
        let form = if arabic > han { "digits" } else { "Han" };
        let spot = Spot { line: number, start, end: end + 1 };
        sheet.form(Lint::OrdinalsMixed, &unit.to_string(), form, spot);
    }
}
