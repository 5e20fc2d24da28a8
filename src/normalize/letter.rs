//! Characters one by one: invisible ones go, radicals and compatibility ideographs become what
//! they look like, full-width letters become plain ones (N4.4, N6.4, N7.2 to N7.7).
//!
//! In: a run. Out: the run in NFC, never NFKC: ① and ㎡ stay. Variation selectors keep their base.
//! Private characters are kept and told. Never here: marks and spaces.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::diag::catalog::normalize as catalog;
use crate::han::class::{Class, class_of, is_noncharacter, is_private, is_variation_selector};
use crate::han::radical::unified;
use crate::model::meta::Script;

use super::finding::{Findings, Private};
use super::rule::Rule;
use super::run::{Edit, Kind, Run};

/// Mends the characters of a run.
pub(super) fn mend(run: &mut Run, findings: &mut Findings) {
    if run.units.iter().all(|unit| is_plain(unit.character)) {
        return;
    }
    remove(run, findings);
    exchange(run, findings);
    compose(run, findings);
    zero(run);
}

/// What no rule of this file touches: the common Han and marks of a Chinese page.
fn is_plain(character: char) -> bool {
    matches!(character, ' '..='/' | ':'..='N' | 'P'..='~' | '\n' | '\u{4E00}'..='\u{9FFF}'
        | '，' | '。' | '：' | '；' | '！' | '？' | '、' | '“' | '”' | '‘' | '’' | '《' | '》'
        | '…' | '—' | '（' | '）' | '·')
}

fn remove(run: &mut Run, findings: &mut Findings) {
    let mut edits = Vec::new();
    for index in 0..run.len() {
        let Some(character) = run.at(index) else { continue };
        let here = index..index + 1;
        let text = run.units.get(index).is_some_and(|unit| unit.kind == Kind::Text);
        if is_private(character) {
            if findings.private == Private::Covered {
                continue;
            }
            findings.push(catalog::private_use(run.span(here), character));
        } else if character == '\u{FFFD}' {
            findings.push(catalog::replacement_character(run.span(here)));
        } else if text && (is_noncharacter(character) || is_control(character)) {
            findings.push(catalog::control_removed(run.span(here.clone()), character));
            edits.push(Edit { range: here, text: String::new(), rule: Rule::Invisible });
        } else if run.free(index, Rule::Invisible) && is_invisible(run, index, character) {
            findings.push(match is_directional(character) {
                true => catalog::direction_removed(run.span(here.clone()), character),
                false => catalog::invisible_removed(run.span(here.clone()), character),
            });
            edits.push(Edit { range: here, text: String::new(), rule: Rule::Invisible });
        }
    }
    run.splice(&edits);
}

fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n')
}

fn is_directional(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}')
}

fn is_invisible(run: &Run, index: usize, character: char) -> bool {
    match character {
        '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{180E}' | '\u{206A}'..='\u{206F}' => true,
        // A soft hyphen shows where a Latin word may break.
        '\u{AD}' => !(is_latin(run.before(index)) && is_latin(run.at(index + 1))),
        '\u{200C}' | '\u{200D}' => !joins(run.before(index), run.at(index + 1)),
        // Hebrew and Arabic need them, where a text says that it is in such a language.
        _ => is_directional(character) && run.script(index) != Script::Other,
    }
}

fn is_latin(character: Option<char>) -> bool {
    character.is_some_and(|character| class_of(character) == Class::Latin)
}

/// Joiners make one pictograph of several, and letters from Persia to Burma need them.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    let letter = matches!(before, '\u{600}'..='\u{DFF}' | '\u{E00}'..='\u{10FF}'
        | '\u{1780}'..='\u{18AF}' | '\u{1A20}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}');
    let drawn =
        |it: char| !it.is_ascii() && matches!(class_of(it), Class::Symbol | Class::Combining);
    letter || drawn(before) && after.is_some_and(drawn)
}

fn exchange(run: &mut Run, findings: &mut Findings) {
    for index in 0..run.len() {
        let Some(character) = run.at(index) else { continue };
        if let Some(ideograph) = unified(character)
            && run.free(index, Rule::Radicals)
        {
            let span = run.span(index..index + 1);
            findings.push(catalog::radical_unified(span, character, ideograph));
            run.set(index, ideograph, Rule::Radicals);
        } else if let Some(half) = half_width(character)
            && run.free(index, Rule::Fullwidth)
        {
            run.set(index, half, Rule::Fullwidth);
        }
    }
}

fn half_width(character: char) -> Option<char> {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＂' | '＇' | '＃' | '＆' | '＠' => {
            char::from_u32(character as u32 - 0xFEE0)
        }
        _ => None,
    }
}

/// NFC, letter by letter with the marks on it, so that each change keeps its place.
fn compose(run: &mut Run, findings: &mut Findings) {
    let text = run.units.iter().map(|unit| unit.character);
    if is_nfc_quick(text) == IsNormalized::Yes {
        return;
    }
    let (mut edits, mut start) = (Vec::new(), 0);
    while start < run.len() {
        let next = (start + 1..run.len()).find(|at| begins_cluster(run, *at));
        let end = next.unwrap_or(run.len());
        if (start..end).all(|at| run.free(at, Rule::Compose)) {
            let before: String = (start..end).filter_map(|at| run.at(at)).collect();
            let after: String = before.nfc().collect();
            if before != after {
                if let (1, Some(first)) = (end - start, after.chars().next())
                    && class_of(first) == Class::Han
                {
                    let old = before.chars().next().unwrap_or(first);
                    findings.push(catalog::compatibility_unified(run.span(start..end), old, first));
                }
                edits.push(Edit { range: start..end, text: after, rule: Rule::Compose });
            }
        }
        start = end;
    }
    run.splice(&edits);
}

/// Whether composition can never join a character to what stands before it.
fn begins_cluster(run: &Run, index: usize) -> bool {
    run.at(index).is_none_or(|character| {
        let joins = unicode_normalization::char::canonical_combining_class(character) != 0
            || matches!(character, '\u{1160}'..='\u{11FF}')
            || is_nfc_quick(std::iter::once(character)) == IsNormalized::Maybe;
        !joins || is_variation_selector(character)
    })
}

/// ○, O and 0 between Han numerals (N6.4).
fn zero(run: &mut Run) {
    let mut index = 0;
    while index < run.len() {
        let is_ring = |at: usize| matches!(run.at(at), Some('○' | 'O' | '0'));
        if !is_ring(index) {
            index += 1;
            continue;
        }
        let end = (index..run.len()).find(|at| !is_ring(*at)).unwrap_or(run.len());
        let circles = (index..end).all(|at| run.at(at) == Some('○'));
        let before = run.before(index).is_some_and(|character| is_numeral(character, circles));
        let after = run.at(end).is_some_and(|character| {
            is_numeral(character, circles) || circles && character == '年'
        });
        if before && after {
            for at in (index..end).filter(|at| run.free(*at, Rule::Zero)).collect::<Vec<_>>() {
                run.set(at, '〇', Rule::Zero);
            }
        }
        index = end;
    }
}

fn is_numeral(character: char, with_units: bool) -> bool {
    matches!(character, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
        || with_units && matches!(character, '十' | '百' | '千' | '万')
}
