//! Usage that is told and never changed (N4.6, N4.7; GB/T 15834 B.1.2, B.2, B.3).
//!
//! In: a galley. Out: notes about 、 between titles or quotations side by side, after （一） and
//! before 等, and about order words with a mark that they do not take. Never here: a change of
//! text.

use crate::diag::catalog::proof as catalog;
use crate::han::class::{Class, class_of};
use crate::han::number::is_number_character;
use crate::model::lint::Lint;

use super::galley::{Line, Role, Spot};
use super::sheet::Sheet;

/// Looks at the paragraphs of a chapter.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let galley = sheet.galley;
    for (number, line) in galley.lines.iter().enumerate() {
        if matches!(line.role, Role::Text | Role::Head) {
            pauses(sheet, number, line);
            order_words(sheet, number, line);
        }
    }
}

fn pauses(sheet: &mut Sheet<'_>, number: usize, line: &Line) {
    for at in 1..line.chars.len() {
        if line.at(at) != Some('、') {
            continue;
        }
        let spot = Spot { line: number, start: at, end: at + 1 };
        match (line.before(at), line.at(at + 1)) {
            (Some('》'), Some('《')) | (Some('”'), Some('“')) | (Some('」'), Some('「')) => {
                sheet.mark(Lint::PauseBetween, spot, catalog::pause_between);
            }
            (Some('）'), _) if is_order(line, at - 1) => {
                sheet.mark(Lint::PauseAfterOrder, spot, catalog::pause_after_order);
            }
            (Some(_), Some('等')) if ends_list(line, at) => {
                sheet.mark(Lint::PauseBeforeDeng, spot, catalog::pause_before_deng);
            }
            _ => {}
        }
    }
}

/// Whether the bracket that closes at a place holds a number and begins the paragraph.
fn is_order(line: &Line, close: usize) -> bool {
    let inside = line.chars.get(1..close).unwrap_or_default();
    line.at(0) == Some('（')
        && !inside.is_empty()
        && inside.iter().all(|it| is_number_character(*it))
}

/// Whether 等 after a pause ends a list and is not the verb: 甲、乙、等。 but not 三、等他来。
fn ends_list(line: &Line, pause: usize) -> bool {
    let next = line.at(pause + 2);
    let ends = next.is_none_or(|it| {
        it == '等'
            || matches!(class_of(it), Class::Stop | Class::Closing | Class::Comma) && it != '、'
    });
    let before = line.chars.get(..pause).unwrap_or_default();
    ends && before.contains(&'、')
}

/// 第一、 一， 1、 where a paragraph or a sentence begins.
fn order_words(sheet: &mut Sheet<'_>, number: usize, line: &Line) {
    if let Some(end) = order_end(line, 0) {
        order_word(sheet, number, line, (0, end));
    }
    for at in 1..line.chars.len() {
        let begins = line.before(at).is_some_and(|it| matches!(it, '。' | '；' | '：' | '\n'));
        if begins && line.at(at) == Some('第') {
            order_word(sheet, number, line, (at, order_end(line, at).unwrap_or(at)));
        }
    }
}

/// The end of an order word that begins at a place: 第一, 一, 1.
fn order_end(line: &Line, start: usize) -> Option<usize> {
    let digits = start + usize::from(line.at(start) == Some('第'));
    let rest = line.chars.get(digits..)?;
    let length = rest.iter().take_while(|it| is_number_character(**it)).count();
    (length > 0).then_some(digits + length)
}

fn order_word(sheet: &mut Sheet<'_>, number: usize, line: &Line, (start, end): (usize, usize)) {
    let first = line.at(start);
    let usual = match (first, line.at(end)) {
        (Some('第'), Some('、')) if end > start => '，',
        (Some(digit), Some('、')) if digit.is_ascii_digit() => '.',
        (Some(digit), Some('，')) if digit != '第' && !digit.is_ascii() && start == 0 => '、',
        _ => return,
    };
    // 第一、第二章, 一，二，三！, 1、2、3班: these are lists of numbers.
    let listed = line.at(end + 1).is_none_or(|it| it == '第' || is_number_character(it));
    if !listed {
        let word: String = line.chars.get(start..end).unwrap_or_default().iter().collect();
        let mark: String = line.at(end).into_iter().collect();
        let (written, wanted) = (format!("{word}{mark}"), format!("{word}{usual}"));
        let spot = Spot { line: number, start, end: end + 1 };
        sheet.mark(Lint::OrderMark, spot, |span| catalog::order_mark(span, &written, &wanted));
    }
}
