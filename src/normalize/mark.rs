//! Marks that name things: 书名号 《》〈〉 and 间隔号 · (N1.10, N6.1).
//!
//! In: a run whose addresses are guarded. Out: the run with 《》 for `<<>>`, 〈〉 inside 《》, and
//! U+00B7 between the parts of a name. Never here: other marks.

use crate::han::class::{Class, class_of, is_cjk, is_cjk_letter};

use super::rule::Rule;
use super::run::{Edit, Run};

/// How long a title in `<<…>>` may be: anything longer is no title.
const TITLE_LIMIT: usize = 60;

/// Mends title marks and interpuncts.
pub(super) fn mend(run: &mut Run) {
    let marks = |it: char| matches!(it, '<' | '《') || is_dot(it);
    if !run.units.iter().any(|unit| marks(unit.character)) {
        return;
    }
    angles(run);
    nested(run);
    interpuncts(run);
}

/// `<<红楼梦>>`.
fn angles(run: &mut Run) {
    let doubled = |run: &Run, index: usize, mark: char| {
        run.at(index) == Some(mark)
            && run.at(index + 1) == Some(mark)
            && run.free(index, Rule::TitleMarks)
            && run.free(index + 1, Rule::TitleMarks)
    };
    let (mut edits, mut open, mut index) = (Vec::new(), None::<usize>, 0);
    while index < run.len() {
        if doubled(run, index, '<') {
            open = Some(index);
            index += 2;
        } else if let Some(start) = open.filter(|_| doubled(run, index, '>')) {
            if is_title(run, start + 2, index) {
                edits.push(edit(start, "《"));
                edits.push(edit(index, "》"));
            }
            open = None;
            index += 2;
        } else {
            index += 1;
        }
    }
    run.splice(&edits);
}

fn edit(index: usize, text: &str) -> Edit {
    Edit { range: index..index + 2, text: text.to_owned(), rule: Rule::TitleMarks }
}

fn is_title(run: &Run, start: usize, end: usize) -> bool {
    let inside = || (start..end).filter_map(|at| run.at(at));
    let tight = run.at(start) != Some(' ') && run.before(end) != Some(' ');
    start < end && end - start <= TITLE_LIMIT && tight && inside().any(is_cjk_letter)
}

/// 《》 inside 《》.
fn nested(run: &mut Run) {
    let mut open: Vec<usize> = Vec::new();
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for index in 0..run.len() {
        match run.at(index) {
            Some('《') => open.push(index),
            Some('》') => {
                if let Some(start) = open.pop()
                    && !open.is_empty()
                {
                    inner.push((start, index));
                }
            }
            _ => {}
        }
    }
    for (start, end) in inner.into_iter().filter(|_| open.is_empty()) {
        if run.free(start, Rule::TitleMarks) && run.free(end, Rule::TitleMarks) {
            run.set(start, '〈', Rule::TitleMarks);
            run.set(end, '〉', Rule::TitleMarks);
        }
    }
}

fn interpuncts(run: &mut Run) {
    for index in 0..run.len() {
        let Some(character) = run.at(index).filter(|it| is_dot(*it)) else { continue };
        let (Some(before), Some(after)) = (run.before(index), run.at(index + 1)) else { continue };
        let named = match character {
            '．' => is_transcribing(before) && is_transcribing(after),
            _ => is_name(before) && is_name(after) && is_chinese_name(run, index),
        };
        if named && run.free(index, Rule::Interpunct) {
            run.set(index, '·', Rule::Interpunct);
        } else if character == '．'
            && before.is_ascii_digit()
            && after.is_ascii_digit()
            && run.free(index, Rule::Fullwidth)
        {
            run.set(index, '.', Rule::Fullwidth);
        }
    }
}

/// Whether Han stands beside the dot, or beyond an initial: J・K・罗琳.
fn is_chinese_name(run: &Run, index: usize) -> bool {
    let beside = [run.before(index), run.at(index + 1)];
    let beyond = [index.checked_sub(2).and_then(|at| run.at(at)), run.at(index + 2)];
    let dotted = |character: char| is_dot(character) || character == '·';
    beside.into_iter().flatten().any(is_cjk) || beyond.into_iter().flatten().any(dotted)
}

fn is_dot(character: char) -> bool {
    matches!(character, '•' | '・' | '‧' | '･' | '∙' | '⋅' | '．')
}

fn is_name(character: char) -> bool {
    is_cjk_letter(character)
        || class_of(character) == Class::Latin
        || matches!(character, '《' | '》')
}

/// Whether a dot stands inside a foreign name in Han: 约翰.列侬.
pub(super) fn is_in_name(run: &Run, index: usize) -> bool {
    let places = [index.checked_sub(2), index.checked_sub(1), Some(index + 1), Some(index + 2)];
    places.into_iter().all(|at| at.and_then(|at| run.at(at)).is_some_and(is_transcribing))
}

/// Whether a Han character often writes a sound of a foreign name: only between two of these is
/// ．an interpunct, since old texts have it for a comma.
fn is_transcribing(character: char) -> bool {
    "阿埃艾安奥巴贝本比宾波伯布查达戴丹德迪蒂杜顿多厄恩尔法菲费弗福夫盖格古哈海汉翰赫亨霍基吉加\
     杰金卡凯坎康科克肯库拉莱兰劳勒雷里利列林琳卢鲁路伦罗洛马玛麦曼梅门蒙米密莫姆穆纳娜南内尼\
     宁侬努诺欧帕佩皮普奇乔切琼让热瑞若萨塞桑森沙莎圣史斯丝松苏索塔泰坦汤唐特提图托瓦万威韦维温\
     沃乌伍西希夏肖谢辛休雪雅亚扬约耶伊易英尤约泽扎詹朱茨"
        .contains(character)
}
