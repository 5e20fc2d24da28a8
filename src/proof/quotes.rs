//! Systems of quotation marks (N0.8), and where the full stop of a quotation stands (N4.7).
//!
//! In: a galley. Out: each outermost quotation as a use of “ ” or of 「 」, and each whole quotation
//! after a colon as one that ends 。” or ”。 Quotations of English words in English do not count.
//! Never here: pairs (`normalize/quote.rs`).

use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter};
use crate::model::lint::Lint;

use super::galley::{Line, Role, Spot};
use super::sheet::Sheet;

/// Takes down all quotations of a chapter.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let galley = sheet.galley;
    for (number, line) in galley.lines.iter().enumerate() {
        if line.role != Role::Verbatim && line.chars.iter().any(|it| closing(*it).is_some()) {
            for (open, close) in outermost(line) {
                system(sheet, number, line, (open, close));
                stop(sheet, number, line, (open, close));
            }
        }
    }
}

/// The mark that closes what a quotation mark opens.
fn closing(mark: char) -> Option<char> {
    Some(match mark {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

/// The quotations that stand in no other one: their first and last marks.
fn outermost(line: &Line) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, mark) in line.chars.iter().enumerate() {
        if let Some(close) = closing(*mark) {
            open.push((at, close));
        } else if open.last().is_some_and(|(_, close)| close == mark) {
            let last = open.pop();
            found.extend(last.filter(|_| open.is_empty()).map(|(start, _)| (start, at)));
        }
    }
    // What is never closed in its paragraph goes on in the next one.
    let rest = open.first().map(|(start, _)| (*start, line.chars.len()));
    found.extend(rest);
    found
}

fn system(sheet: &mut Sheet<'_>, number: usize, line: &Line, (open, close): (usize, usize)) {
    let inside = line.chars.get(open + 1..close).unwrap_or_default();
    let beside = [line.before(open), line.at(close + 1)];
    let chinese = |character: &char| is_cjk(*character);
    if !inside.iter().any(|it| is_cjk_letter(*it)) && !beside.iter().flatten().any(chinese) {
        return;
    }
    let form = match line.at(open) {
        Some('“' | '‘') => "“ ”",
        _ => "「 」",
    };
    let spot = Spot { line: number, start: open, end: open + 1 };
    sheet.form(Lint::QuotesMixed, "", form, spot);
}

/// Words after which a colon leads in what somebody says.
const SAYING: &str = "道说曰云问答叫喊想念写讲笑喝骂嚷説說問寫講罵";

/// A quotation that is what somebody says, and the end of its sentence: 他说：“好。”
fn stop(sheet: &mut Sheet<'_>, number: usize, line: &Line, (open, close): (usize, usize)) {
    let double = matches!(line.at(close), Some('”' | '」'));
    let verb = open.checked_sub(2).and_then(|at| line.at(at));
    if !double || line.before(open) != Some('：') || !verb.is_some_and(|verb| SAYING.contains(verb))
    {
        return;
    }
    let (inside, outside) = (line.before(close), line.at(close + 1));
    let (form, start) = match (inside, outside) {
        (Some('。'), _) => ("inside", close - 1),
        (Some(before), Some('。')) if class_of(before) != Class::Stop => ("outside", close),
        _ => return,
    };
    sheet.form(Lint::StopsMixed, "", form, Spot { line: number, start, end: start + 2 });
}
