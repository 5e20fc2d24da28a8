//! Faces made of marks: `:)`, `(^_^)`, `(≧▽≦)` (颜文字). They are pictures, and no rule touches them.
//!
//! In: a run. Out: the same run with faces guarded. A bracket counts as a mouth only when it has no
//! partner, and brackets as a face only when both cheeks are alike. Never here: a change of text.

use crate::han::class::{Class, class_of, is_han};

use super::run::{Kind, Run};

/// How many characters a face may have between its brackets.
const WIDEST: usize = 14;

/// Guards the faces of a run.
pub(super) fn guard(run: &mut Run) {
    let is_bracket = |it: char| matches!(it, '(' | ')' | '（' | '）');
    let eyes = |it: char| matches!(it, ':' | ';' | '=');
    let units = run.units.iter().filter(|unit| unit.kind == Kind::Text);
    let (mut brackets, mut noses) = (false, false);
    for unit in units {
        brackets |= is_bracket(unit.character);
        noses |= eyes(unit.character);
    }
    if !brackets && !noses {
        return;
    }
    let Brackets { pairs, single } = Brackets::read(run);
    for (start, end) in pairs {
        if is_face(run, start, end) {
            run.guard(start..end + 1);
        }
    }
    for index in 0..run.len() {
        if run.at(index).is_some_and(eyes)
            && let Some(end) = smiley(run, index, &single)
        {
            run.guard(index..end);
        }
    }
}

/// The brackets of a run: pairs, and those without partner, each in order.
#[derive(Clone, Debug, Default)]
struct Brackets {
    pairs: Vec<(usize, usize)>,
    single: Vec<usize>,
}

impl Brackets {
    fn read(run: &Run) -> Brackets {
        let (mut found, mut open) = (Brackets::default(), Vec::new());
        for index in 0..run.len() {
            match run.at(index) {
                Some('(' | '（') => open.push(index),
                Some(')' | '）') => match open.pop() {
                    Some(start) => found.pairs.push((start, index)),
                    None => found.single.push(index),
                },
                Some('\n') => found.single.append(&mut open),
                _ => {}
            }
        }
        found.single.append(&mut open);
        found.single.sort_unstable();
        found
    }
}

/// Where a face that lies on its side ends: `:)`, `;-(`, `:-D`.
fn smiley(run: &Run, eyes: usize, single: &[usize]) -> Option<usize> {
    let nose = usize::from(matches!(run.at(eyes + 1), Some('-' | '\'')));
    let mouth = eyes + 1 + nose;
    let lips = matches!(run.at(mouth), Some('(' | ')')) && single.binary_search(&mouth).is_ok();
    let letter = nose == 1
        && matches!(run.at(mouth), Some('D' | 'P' | 'O' | 'p' | 'o' | '/' | '|' | '*'))
        && !run.at(mouth + 1).is_some_and(|it| it.is_ascii_alphanumeric());
    (lips || letter).then_some(mouth + 1)
}

fn is_face(run: &Run, start: usize, end: usize) -> bool {
    if end - start > WIDEST + 1 {
        return false;
    }
    let inside = (start + 1..end).filter_map(|at| run.at(at)).filter(|it| *it != ' ');
    let inside: Vec<char> = inside.collect();
    let words = |it: &char| is_han(*it) || it.is_ascii_digit() || *it == '\n';
    if inside.len() < 3 || inside.iter().any(words) {
        return false;
    }
    let drawn = |it: &&char| {
        matches!(it, '_' | '^' | '･' | '・' | '｀' | '´' | '￣')
            || !it.is_ascii() && matches!(class_of(**it), Class::Symbol | Class::Latin)
    };
    let (first, last) = (inside.first().copied(), inside.last().copied());
    let cheeks = first.zip(last).is_some_and(|(left, right)| are_alike(left, right));
    // An arm before the face: (╯°□°).
    let second = inside.get(1).copied();
    let armed = matches!(first, Some('╯' | 'ノ' | 'ﾉ' | 'つ' | '┻' | 'ヽ' | 'ᕙ' | 'っ'));
    let behind = armed && second.zip(last).is_some_and(|(left, right)| are_alike(left, right));
    inside.iter().filter(drawn).count() > 0 && (cheeks || behind)
}

fn are_alike(left: char, right: char) -> bool {
    left == right
        || matches!(
            (left, right),
            ('>', '<')
                | ('<', '>')
                | ('≧', '≦')
                | ('≦', '≧')
                | ('｀', '´')
                | ('`', '´')
                | ('´', '｀')
                | ('´', '`')
                | ('\\', '/')
                | ('/', '\\')
                | ('ˊ', 'ˋ')
                | ('o', 'O')
        )
}
