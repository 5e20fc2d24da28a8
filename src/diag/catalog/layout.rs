//! What can go wrong on pages.

use crate::diag::report::{Diagnostic, Words, words};
use crate::diag::span::Span;

/// A table has more columns than the measure can hold.
pub fn table_too_wide(span: Span, columns: usize) -> Diagnostic {
    Diagnostic::warning(
        "table-too-wide",
        span,
        words(
            format!("a table of {columns} columns does not fit the page; it is set as a list"),
            format!("表格有 {columns} 列，版心排不下，已改为逐条列出"),
        ),
    )
    .help(words("split the table, or choose a larger page", "请拆分表格，或改用更大的开本"))
}

/// Vertical pages are asked for.
pub fn vertical_not_set(span: Span) -> Diagnostic {
    Diagnostic::error(
        "vertical-not-set",
        span,
        words(
            "`writing: vertical` cannot be set in a PDF yet",
            "PDF 还不能直排（`writing: vertical`）",
        ),
    )
    .help(words(
        "make the EPUB, which is vertical, or write `writing: horizontal`",
        "请生成 EPUB（可以直排），或改为 `writing: horizontal`",
    ))
}

/// The type area is larger than the page.
pub fn page_too_small(span: Span) -> Diagnostic {
    Diagnostic::error(
        "page-too-small",
        span,
        words("the type area does not fit the page", "版心超出了成品尺寸"),
    )
    .help(words(
        "make `pdf.grid` or `pdf.body` smaller, or `pdf.size` larger",
        "请减小 `pdf.grid` 或 `pdf.body`，或增大 `pdf.size`",
    ))
}

/// A line whose characters stand too far apart.
pub fn line_loose(span: Span, thousandths: i64, text: &str) -> Diagnostic {
    let (gap, shown) = (ems(thousandths), shortened(text));
    let told = words(
        format!("a line is set loose, {gap} em more between its characters: {shown}"),
        format!("有一行排得过松，字间多出 {gap} 字宽：{shown}"),
    );
    Diagnostic::warning("line-loose", span, told).help(tighten())
}

/// A line whose words stand too far apart.
pub fn line_loose_words(span: Span, thousandths: i64, text: &str) -> Diagnostic {
    let (gap, shown) = (ems(thousandths + 500), shortened(text));
    let told = words(
        format!("a line is set loose, {gap} em between its words: {shown}"),
        format!("有一行排得过松，词间 {gap} 字宽：{shown}"),
    );
    Diagnostic::warning("line-loose", span, told).help(tighten())
}

fn tighten() -> Words {
    words(
        "reword the paragraph, name the language of foreign words so that they can be divided \
         (`[mot]{lang=fr}`), or widen `pdf.grid`",
        "请改动段落文字，或标明外文的语言以便断词（`[mot]{lang=fr}`），或加宽 `pdf.grid`",
    )
}

fn ems(thousandths: i64) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Lines of so many characters are hard to read.
pub fn measure_long(span: Span, columns: i64) -> Diagnostic {
    Diagnostic::warning(
        "measure-long",
        span,
        words(
            format!("lines of {columns} characters are too long to read with ease"),
            format!("每行 {columns} 字，过长，读者不易换行"),
        ),
    )
    .help(words(
        "keep to 45 characters: a larger `pdf.body`, or fewer in `pdf.grid`",
        "以不超过 45 字为宜：加大 `pdf.body`，或减少 `pdf.grid` 的字数",
    ))
}
