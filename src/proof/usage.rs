//! Usage that is told and never changed (N4.6, N4.7; GB/T 15834 B.1.2, B.2, B.3).
//!
//! In: a galley. Out: 、 between titles or quotations side by side, after （一） and before 等;
//! order words with a mark that they do not take; 。 on both sides of a quotation mark. Never
//! here: a change of text.

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
    for (at, character) in line.chars.iter().enumerate().skip(1) {
        let spot = Spot { line: number, start: at, end: at + 1 };
        match (line.before(at), *character, line.at(at + 1)) {
            (Some('》'), '、', Some('《'))
            | (Some('”'), '、', Some('“'))
            | (Some('」'), '、', Some('「')) => {
                sheet.mark(Lint::PauseBetween, spot, catalog::pause_between);
            }
            (Some('）'), '、', _) if is_order(line, at - 1) => {
                sheet.mark(Lint::PauseAfterOrder, spot, catalog::pause_after_order);
            }
            (Some(_), '、', Some('等')) if ends_list(line, at) => {
                sheet.mark(Lint::PauseBeforeDeng, spot, catalog::pause_before_deng);
            }
            (Some('。'), '”' | '」', Some('。')) => {
                let after = Spot { start: at + 1, end: at + 2, ..spot };
                sheet.mark(Lint::StopBothSides, after, catalog::stop_both_sides);
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

/// Words of order that take ， as 第一 does.
const ORDER: [&str; 8] = ["首先", "其次", "再次", "最后", "最後", "其一", "其二", "其三"];

/// 第一、 首先、 一， 1、 where a paragraph or a sentence begins.
fn order_words(sheet: &mut Sheet<'_>, number: usize, line: &Line) {
    let marks = line.chars.iter().enumerate().filter(|(_, it)| matches!(it, '、' | '，'));
    for (end, mark) in marks {
        let word = line.chars.get(word_start(line, end)..end).unwrap_or_default();
        let start = end - word.len();
        let word: String = word.iter().collect();
        let Some(usual) = usual_mark(&word, *mark, start) else { continue };
        // 第一、第二章, 一，二，三！, 1、2、3班: these are lists of numbers.
        let next = line.at(end + 1);
        if next.is_none_or(|it| it == '第' || is_number_character(it)) {
            continue;
        }
        let (written, wanted) = (format!("{word}{mark}"), format!("{word}{usual}"));
        let spot = Spot { line: number, start, end: end + 1 };
        sheet.mark(Lint::OrderMark, spot, |span| catalog::order_mark(span, &written, &wanted));
    }
}

/// Where the words before a mark begin, if a sentence begins there too; else the mark itself.
fn word_start(line: &Line, end: usize) -> usize {
    const LONGEST: usize = 5;
    let before = line.chars.get(..end).unwrap_or_default().iter().rev();
    let part = |it: &&char| is_number_character(**it) || class_of(**it) == Class::Han;
    let start = end - before.take(LONGEST + 1).take_while(part).count();
    let begins = line.before(start).is_none_or(|it| matches!(it, '。' | '；' | '：' | '\n'));
    if begins { start } else { end }
}

/// The mark that an order word takes when it has another one.
fn usual_mark(word: &str, mark: char, start: usize) -> Option<char> {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(is_number_character);
    let digits = word.chars().all(|it| it.is_ascii_digit());
    match mark {
        '、' if word.strip_prefix('第').is_some_and(is_number) => Some('，'),
        '、' if ORDER.contains(&word) => Some('，'),
        '、' if is_number(word) && digits && start == 0 => Some('.'),
        '，' if is_number(word) && !digits && start == 0 => Some('、'),
        _ => None,
    }
}
