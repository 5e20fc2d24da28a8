//! What can be wrong in the stage `proof`: a text that is in order, but not of one mind.

use crate::diag::report::{Diagnostic, Words, words};
use crate::diag::span::Span;

/// One of several forms of one thing, and how often the book has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form, as it stands at its first place.
    pub text: String,
    /// How often.
    pub count: usize,
}

/// `GPT4o ×2, GPT-4o ×131`.
fn listed(forms: &[Form]) -> Words {
    let list = |between: &str| {
        let each = forms.iter().map(|form| format!("{} ×{}", form.text, form.count));
        each.collect::<Vec<_>>().join(between)
    };
    words(list(", "), list("，"))
}

/// How a lint is told to be silent.
fn or_switch(en: &str, zh: &str, id: &str) -> Words {
    words(
        format!("{en}; if it is meant, write `normalize: {{{id}: off}}` in book.yaml"),
        format!("{zh}；若有意为之，请在 book.yaml 写 `normalize: {{{id}: off}}`"),
    )
}

/// “ ” and 「 」 in one book.
pub fn quotes_mixed(span: Span, forms: &[Form]) -> Diagnostic {
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "quotes-mixed",
        span,
        words(
            format!("the book has two systems of quotation marks: {en}"),
            format!("全书混用两套引号：{zh}"),
        ),
    )
    .help(or_switch("keep to one system", "请统一为一套", "quotes-mixed"))
}

/// 〇 and 零 in numbers of one kind.
pub fn zeros_mixed(span: Span, forms: &[Form]) -> Diagnostic {
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "zeros-mixed",
        span,
        words(
            format!("zero is written 〇 and 零 in numbers of one kind: {en}"),
            format!("同类数字里“〇”“零”混用：{zh}"),
        ),
    )
    .help(or_switch(
        "write 〇 in years and numbers read digit by digit, 零 in amounts (GB/T 15835)",
        "年份、编号用“〇”，计量用“零”（GB/T 15835）",
        "zeros-mixed",
    ))
}

/// Years in digits and in Han.
pub fn years_mixed(span: Span, forms: &[Form]) -> Diagnostic {
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "years-mixed",
        span,
        words(
            format!("years are written in more than one form: {en}"),
            format!("年份写法不一：{zh}"),
        ),
    )
    .help(or_switch(
        "keep to one form, with four digits (GB/T 15835)",
        "请统一写法，年份写足四位（GB/T 15835）",
        "years-mixed",
    ))
}

/// 第12章 and 第十二章.
pub fn ordinals_mixed(span: Span, forms: &[Form]) -> Diagnostic {
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "ordinals-mixed",
        span,
        words(
            format!("chapters are numbered in digits and in Han: {en}"),
            format!("章回序号的数字写法不一：{zh}"),
        ),
    )
    .help(or_switch("keep to one form", "请统一写法", "ordinals-mixed"))
}

/// One term in two spellings.
pub fn spelling_mixed(span: Span, forms: &[Form]) -> Diagnostic {
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "spelling-mixed",
        span,
        words(
            format!("one word is spelled in more than one way: {en}"),
            format!("同一词写法不一：{zh}"),
        ),
    )
    .help(or_switch("keep to one spelling", "请统一写法", "spelling-mixed"))
}

/// A quotation after a colon ends `”。` here and `。”` there.
pub fn stops_mixed(span: Span, forms: &[Form]) -> Diagnostic {
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "stops-mixed",
        span,
        words(
            format!("full stops stand inside and outside of whole quotations: {en}"),
            format!("完整引文的句号有的在引号内、有的在引号外：{zh}"),
        ),
    )
    .help(or_switch(
        "after ： a whole sentence keeps its full stop inside: 他说：“好。”",
        "冒号引出完整的话，句号放在引号之内：他说：“好。”",
        "stops-mixed",
    ))
}

/// 他说：“好。”。
pub fn stop_both_sides(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "stop-both-sides",
        span,
        words(
            "the sentence ends twice, inside and outside of the quotation mark",
            "引号内外都有句号",
        ),
    )
    .help(words(
        "keep the stop inside when a whole sentence is quoted, the one outside when it is a part",
        "引用完整的句子，句号留在引号里；引用半句，句号留在引号外",
    ))
}

/// A traditional character in simplified text: the character with its count, then the simple form.
pub fn traditional_stray(span: Span, forms: &[Form; 2]) -> Diagnostic {
    let [stray, usual] = forms;
    let (text, other) = (&stray.text, &usual.text);
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "script-stray",
        span,
        words(
            format!("{text} is traditional, in simplified text: {en}"),
            format!("简体文本里有繁体字或异体字“{text}”：{zh}"),
        ),
    )
    .help(stray_help(other, "zh-Hant"))
}

/// A simplified character in traditional text.
pub fn simplified_stray(span: Span, forms: &[Form; 2]) -> Diagnostic {
    let [stray, usual] = forms;
    let (text, other) = (&stray.text, &usual.text);
    let Words { en, zh } = listed(forms);
    Diagnostic::warning(
        "script-stray",
        span,
        words(
            format!("{text} is simplified, in traditional text: {en}"),
            format!("繁体文本里有简体字“{text}”：{zh}"),
        ),
    )
    .help(stray_help(other, "zh-Hans"))
}

fn stray_help(other: &str, tag: &str) -> Words {
    words(
        format!(
            "write {other}; words that are quoted may be marked `[…]{{lang={tag}}}`, and \
             `<!-- publish: off script-stray -->` keeps a passage"
        ),
        format!(
            "请写“{other}”；引文可标 `[…]{{lang={tag}}}`，整段保留可用 \
             `<!-- publish: off script-stray -->`"
        ),
    )
}

/// Two chapters of one name.
pub fn chapter_repeated(span: Span, title: &str) -> Diagnostic {
    Diagnostic::warning(
        "heading-repeated",
        span,
        words(format!("another chapter is called “{title}” too"), format!("另有一章也叫“{title}”")),
    )
    .help(or_switch(
        "give each chapter a name of its own",
        "请改用不同的题目",
        "heading-repeated",
    ))
}

/// Two sections of one name beside each other.
pub fn section_repeated(span: Span, head: &str) -> Diagnostic {
    Diagnostic::warning(
        "heading-repeated",
        span,
        words(
            format!("this chapter has another section “{head}”"),
            format!("本章另有一节也叫“{head}”"),
        ),
    )
    .help(or_switch(
        "give each section a name of its own",
        "请改用不同的题目",
        "heading-repeated",
    ))
}

/// Numbers of chapters that are missing: first, last.
pub fn number_skipped(span: Span, label: &str, missing: (u32, u32)) -> Diagnostic {
    let (first, last) = missing;
    let (en, zh) = match first == last {
        true => (format!("{first} is missing"), format!("缺 {first}")),
        false => (format!("{first} to {last} are missing"), format!("缺 {first} 至 {last}")),
    };
    Diagnostic::warning(
        "chapter-number",
        span,
        words(
            format!("numbers of chapters are skipped before {label}: {en}"),
            format!("{label}之前章号不连：{zh}"),
        ),
    )
    .help(number_help())
}

/// A number that another chapter has.
pub fn number_repeated(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "chapter-number",
        span,
        words(format!("there is another {label} before this one"), format!("章号重复：{label}")),
    )
    .help(number_help())
}

/// A number smaller than the one before it.
pub fn number_back(span: Span, label: &str, before: &str) -> Diagnostic {
    Diagnostic::warning(
        "chapter-number",
        span,
        words(format!("{label} stands after {before}"), format!("{label}排在{before}之后")),
    )
    .help(number_help())
}

fn number_help() -> Words {
    or_switch(
        "mend the numbers or the order of `chapters:`; numbers may begin anew in each of `parts:`",
        "请改正章号或 `chapters:` 的次序；各卷（`parts:`）可以另起",
        "chapter-number",
    )
}

/// A bracket without its partner.
pub fn bracket_unpaired(span: Span, bracket: char) -> Diagnostic {
    Diagnostic::warning(
        "bracket-unpaired",
        span,
        words(format!("{bracket} has no partner"), format!("“{bracket}”没有配对")),
    )
    .help(words("add the other half, or delete this one", "请补上另一半，或删去这一个"))
}

/// An order word with a mark that it does not take.
pub fn order_mark(span: Span, written: &str, usual: &str) -> Diagnostic {
    Diagnostic::note(
        "order-mark",
        span,
        words(
            format!("the order word {written} is usually written {usual}"),
            format!("序次语“{written}”通常写作“{usual}”"),
        ),
    )
    .help(words(
        "write 第一， or 一、 or 1. or （一） with nothing after it (GB/T 15834 B.3)",
        "请写“第一，”“一、”“1.”，或“（一）”不加点号（GB/T 15834 B.3）",
    ))
}

/// （一）、
pub fn pause_after_order(span: Span) -> Diagnostic {
    Diagnostic::note(
        "pause-after-order",
        span,
        words("an order number in brackets needs no mark after it", "带括号的序次语后面不加点号"),
    )
    .help(words("delete the 、 (GB/T 15834)", "请删去顿号（GB/T 15834）"))
}

/// 《甲》、《乙》.
pub fn pause_between(span: Span) -> Diagnostic {
    Diagnostic::note(
        "pause-between",
        span,
        words(
            "titles or quotations side by side need no 、 between them",
            "并列的书名号或引号之间通常不用顿号",
        ),
    )
    .help(words(
        "delete it unless something stands in brackets between them (GB/T 15834)",
        "除非中间另有括注，否则可删去（GB/T 15834）",
    ))
}

/// 甲、乙、等.
pub fn pause_before_deng(span: Span) -> Diagnostic {
    Diagnostic::note(
        "pause-before-deng",
        span,
        words("等 needs no 、 before it", "“等”之前不用顿号"),
    )
    .help(words("delete the 、 (GB/T 15834)", "请删去顿号（GB/T 15834）"))
}

/// A line of regular verse that does not scan.
pub fn metre_irregular(span: Span, count: usize, usual: usize) -> Diagnostic {
    Diagnostic::note(
        "metre-irregular",
        span,
        words(
            format!("this line has {count} characters where the poem has {usual}"),
            format!("此句 {count} 字，全诗为 {usual} 字句"),
        ),
    )
    .help(words(
        "compare the line with its source: a character may be lost or doubled",
        "请与原诗核对，看是否漏字或多字",
    ))
}

/// A code point that came with a late version of Unicode.
pub fn character_new(span: Span, character: char, version: &str) -> Diagnostic {
    let code = u32::from(character);
    Diagnostic::warning(
        "character-new",
        span,
        words(
            format!("{character} (U+{code:04X}) came with Unicode {version}: many readers of e-books cannot show it"),
            format!("{character}（U+{code:04X}）是 Unicode {version} 才收的字，许多电子书阅读器显示不出"),
        ),
    )
    .help(new_help())
}

/// A code point without a character.
pub fn character_unassigned(span: Span, character: char) -> Diagnostic {
    let code = u32::from(character);
    Diagnostic::warning(
        "character-new",
        span,
        words(
            format!("U+{code:04X} is no character of Unicode 15.0: it is newer, or a mistake"),
            format!("U+{code:04X} 不在 Unicode 15.0 之内：或是更晚才收的字，或是误码"),
        ),
    )
    .help(new_help())
}

fn new_help() -> Words {
    or_switch(
        "write another character, or show it as a picture",
        "请改写，或以图片代替",
        "character-new",
    )
}
