//! What the program says of a book in numbers: at the end of `publish check`, under `--stats`,
//! under `--typography`.
//!
//! In: counts, and characters with their places. Out: lines and the heads of columns, in both
//! languages. Never here: counting, and how columns are lined up.

use crate::diag::report::{Words, words};

/// A number with a comma before every three digits.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its unit, where English has two forms of the word.
fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

/// What a book has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Chapters.
    pub chapters: usize,
    /// Han characters.
    pub han: usize,
    /// Different ones.
    pub distinct: usize,
    /// Pages.
    pub pages: usize,
}

/// How large the book is.
pub fn totals(title: &str, totals: Totals) -> Words {
    let Totals { chapters, han, distinct, pages } = totals;
    words(
        format!(
            "{title}: {}, {} ({} different), {}",
            counted(chapters, "chapter", "chapters"),
            counted(han, "Han character", "Han characters"),
            grouped(distinct),
            counted(pages, "page", "pages"),
        ),
        format!(
            "《{title}》：{chapters} 章，{} 个汉字（{} 个不同），{pages} 页",
            grouped(han),
            grouped(distinct),
        ),
    )
}

/// Notes, verse, pictures: what there is of them.
pub fn parts(notes: usize, verse_lines: usize, pictures: usize) -> Option<Words> {
    let all = [
        (notes, "note", "notes", "条注释"),
        (verse_lines, "line of verse", "lines of verse", "行诗"),
        (pictures, "picture", "pictures", "幅图"),
    ];
    let there: Vec<_> = all.into_iter().filter(|part| part.0 > 0).collect();
    let en = there.iter().map(|(count, one, more, _)| counted(*count, one, more));
    let zh = there.iter().map(|(count, _, _, unit)| format!("{} {unit}", grouped(*count)));
    let (en, zh): (Vec<String>, Vec<String>) = (en.collect(), zh.collect());
    (!there.is_empty())
        .then(|| words(format!("  {}", en.join(", ")), format!("  {}", zh.join("，"))))
}

/// The first Han outside of the list of common characters, and how many more there are.
pub fn rare(named: &[String], more: usize) -> Words {
    line(&words("outside 通用规范汉字表", "表外字（不在通用规范汉字表）"), named, more)
}

/// The first characters that no font has, and how many more there are.
pub fn missing(named: &[String], more: usize) -> Words {
    line(&words("in no font", "缺字（没有字体收有）"), named, more)
}

fn line(head: &Words, named: &[String], more: usize) -> Words {
    let (mut en, mut zh) = (named.join(", "), named.join("，"));
    if more > 0 {
        en.push_str(&format!(", {} more (--stats)", grouped(more)));
        zh.push_str(&format!("，另 {} 字（--stats）", grouped(more)));
    }
    words(format!("  {}: {en}", head.en), format!("  {}：{zh}", head.zh))
}

/// Over all Han outside of the list of common characters.
pub fn all_rare() -> Words {
    words("Han outside 通用规范汉字表", "通用规范汉字表以外的字")
}

/// Over all characters that no font has.
pub fn all_missing() -> Words {
    words("Characters in no font", "没有字体收有的字")
}

/// Over the table of contents.
pub fn contents() -> Words {
    words("Contents", "目录")
}

/// The heads of the table of chapters.
pub fn chapter_heads() -> [Words; 7] {
    [
        words("page", "页"),
        words("chapter", "章"),
        words("Han", "汉字"),
        words("characters", "字符"),
        words("notes", "注释"),
        words("verse", "诗行"),
        words("pictures", "图"),
    ]
}

/// Before the sums of the table of chapters.
pub fn total() -> Words {
    words("total", "合计")
}

/// How the full lines of a book are set: shares are percentages, `12.5%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// Full lines.
    pub full: usize,
    /// The share set as it came.
    pub natural: String,
    /// The share that is squeezed (挤压).
    pub squeezed: String,
    /// The share that is stretched (拉伸).
    pub stretched: String,
    /// The share whose Han stand apart.
    pub spread: String,
    /// Lines that end with a hyphen.
    pub hyphens: usize,
}

/// How the full lines of a book are set.
pub fn lines(lines: &Lines) -> Words {
    let Lines { full, natural, squeezed, stretched, spread, hyphens } = lines;
    words(
        format!(
            "{full} full lines: {natural} as they come, {squeezed} squeezed, {stretched} \
             stretched ({spread} between Han characters), {hyphens} hyphens"
        ),
        format!(
            "满行 {full} 行：原样 {natural}，挤压 {squeezed}，拉伸 {stretched}（其中拉开汉字 \
             {spread}），连字符 {hyphens} 个"
        ),
    )
}

/// The heads over the lines that are set worst.
pub fn worst_heads() -> Words {
    words("  page line    change  where: text", "  页码 行号    松紧    出处：文字")
}

/// What the steps of squeezing take from; the first two take nothing.
const STEPS: [(&str, &str); 8] = [
    ("", ""),
    ("", ""),
    ("word spaces", "词距"),
    ("·", "间隔号"),
    ("brackets", "括号引号"),
    ("，、；：", "，、；："),
    ("Han–Latin", "汉字西文间"),
    ("。？！", "。？！"),
];

/// How many lines are squeezed as far as a step, if any.
pub fn squeezed_to(step: usize, count: usize) -> Option<Words> {
    let (en, zh) = STEPS.get(step).filter(|(en, _)| !en.is_empty() && count > 0)?;
    Some(words(format!("  squeezed as far as {en}: {count}"), format!("  挤压至{zh}：{count} 行")))
}
