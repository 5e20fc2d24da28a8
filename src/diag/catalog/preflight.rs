//! What can be wrong with a finished PDF that goes to a print house.

use crate::diag::report::{Diagnostic, Severity, Words, words};

/// An error about a file.
fn error(id: &'static str, file: &str, en: String, zh: String) -> Diagnostic {
    Diagnostic::file_error(id, file, words(en, zh))
}

/// A warning about a file.
fn warning(id: &'static str, file: &str, en: String, zh: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(id, file, en, zh) }
}

fn again() -> Words {
    words(
        "make the file again with `publish pdf --for print`, or ask whoever made it for PDF/X",
        "请用 `publish pdf --for print` 重新生成，或请制作者另存为 PDF/X",
    )
}

/// A file that is no PDF, or a damaged one.
pub fn unreadable(file: &str) -> Diagnostic {
    error(
        "pdf-unreadable",
        file,
        "this is no PDF that can be read".to_owned(),
        "不是可以读取的 PDF".to_owned(),
    )
    .help(again())
}

/// Something that PDF/X asks for in writing is missing or wrong.
pub fn keys(file: &str, told: &Words) -> Diagnostic {
    error("pdf-keys", file, format!("PDF/X: {}", told.en), format!("PDF/X：{}", told.zh))
        .help(again())
}

/// The boxes of a page do not say how it is cut.
pub fn boxes(file: &str, page: usize, told: &Words) -> Diagnostic {
    error(
        "pdf-boxes",
        file,
        format!("page {page}: {}", told.en),
        format!("第 {page} 页：{}", told.zh),
    )
    .help(again())
}

/// A font is only named.
pub fn font_outside(file: &str, font: &str) -> Diagnostic {
    error(
        "pdf-font-outside",
        file,
        format!("font `{font}` is not in the file"),
        format!("字体 `{font}` 没有嵌入"),
    )
    .help(words("embed all fonts when the file is made", "生成文件时请嵌入全部字体"))
}

/// A colour that is not made of inks.
pub fn colour_not_of_inks(file: &str, page: usize, space: &str) -> Diagnostic {
    error(
        "pdf-colour",
        file,
        format!("page {page} has colours in {space}, which are not inks of a press"),
        format!("第 {page} 页有 {space} 颜色，不是印刷用的油墨"),
    )
    .help(words("convert all colours to CMYK or grey", "请把颜色全部转为 CMYK 或灰度"))
}

/// Text is printed by more than one plate.
pub fn text_in_inks(file: &str, page: usize) -> Diagnostic {
    warning(
        "pdf-text-inks",
        file,
        format!("page {page} has text in more than one ink"),
        format!("第 {page} 页有文字用了不止一种油墨"),
    )
    .help(words("set text in black alone (0 0 0 1 k)", "文字请只用黑墨（C0 M0 Y0 K100）"))
}

/// Something that no file for print may hold.
pub fn forbidden(file: &str, page: usize, what: &str) -> Diagnostic {
    let (en, zh) = match page {
        0 => ("the file".to_owned(), "文件".to_owned()),
        page => (format!("page {page}"), format!("第 {page} 页")),
    };
    error(
        "pdf-forbidden",
        file,
        format!("{en} holds `{what}`, which a file for print may not have"),
        format!("{zh}含有 `{what}`，印刷文件不许有"),
    )
    .help(again())
}

/// Transparency where the standard knows none.
pub fn transparent(file: &str, page: usize, how: &str) -> Diagnostic {
    error(
        "pdf-transparency",
        file,
        format!("page {page} has transparency (`{how}`), which PDF/X-1a does not know"),
        format!("第 {page} 页有透明（`{how}`），PDF/X-1a 不许有"),
    )
    .help(words("flatten it, or make a PDF/X-4", "请拼合透明，或改做 PDF/X-4"))
}

/// A picture with fewer pixels than print asks for.
pub fn image_coarse(file: &str, page: usize, found: i64, wanted: i64) -> Diagnostic {
    warning(
        "pdf-image-coarse",
        file,
        format!("a picture on page {page} has {found} pixels per inch; {wanted} are wanted"),
        format!("第 {page} 页有图片只有 {found} ppi，应有 {wanted} ppi"),
    )
    .help(words("take the picture in its original size", "请换用原始大小的图片"))
}

/// A picture with so few pixels that they show.
pub fn image_too_coarse(file: &str, page: usize, found: i64, least: i64) -> Diagnostic {
    error(
        "pdf-image-too-coarse",
        file,
        format!("a picture on page {page} has {found} pixels per inch, fewer than {least}"),
        format!("第 {page} 页有图片只有 {found} ppi，不足 {least} ppi"),
    )
    .help(words("take the picture in its original size", "请换用原始大小的图片"))
}

/// More ink in one place than paper takes.
pub fn ink_heavy(file: &str, page: usize, found: u32, most: u32) -> Diagnostic {
    warning(
        "pdf-ink-heavy",
        file,
        format!("page {page} has {found} % ink in one place; {most} % is the most"),
        format!("第 {page} 页有一处总墨量 {found}%，上限 {most}%"),
    )
    .help(words("convert its colours with a lower ink limit", "请按较低的总墨量重新转换颜色"))
}

/// A number of pages that cannot be bound.
pub fn page_count(file: &str, told: &Words) -> Diagnostic {
    warning("pdf-page-count", file, told.en.clone(), told.zh.clone())
        .help(words("add blank pages, or make volumes of it", "请补空白页，或分册"))
}

/// It names no standard, or one that is not known here.
pub fn standard_unknown(named: Option<&str>) -> Words {
    match named {
        None => words("it names no standard", "没有写明遵守哪个标准"),
        Some(name) => words(
            format!("`{name}` is not judged here, only PDF/X-4 and PDF/X-1a:2003"),
            format!("这里只检查 PDF/X-4 和 PDF/X-1a:2003，不认识 `{name}`"),
        ),
    }
}

/// Its version is newer than the standard.
pub fn version_too_new(version: &str, most: &str) -> Words {
    words(
        format!("it is PDF {version}; the standard ends at {most}"),
        format!("版本为 PDF {version}，标准只到 {most}"),
    )
}

/// Objects are packed.
pub fn objects_packed() -> Words {
    words("it has object streams, which PDF 1.4 does not know", "含有对象流，PDF 1.4 不支持")
}

/// A key is not there, or is empty.
pub fn key_missing(key: &str) -> Words {
    words(format!("`{key}` is missing"), format!("缺少 `{key}`"))
}

/// There must be one output intent.
pub fn intents_counted(count: usize) -> Words {
    words(
        format!("it has {count} output intents of PDF/X, not one"),
        format!("PDF/X 输出意图应有一个，现有 {count} 个"),
    )
}

/// The profile is not that of a press.
pub fn profile_not_of_a_press(class: &str, space: &str, version: u8) -> Words {
    words(
        format!(
            "the profile of the output intent is of no use: {class}, {space}, version {version}"
        ),
        format!("输出意图的特性文件不合用：{class}、{space}、第 {version} 版"),
    )
}

/// A box is not there.
pub fn box_missing(name: &str) -> Words {
    words(format!("it has no {name}"), format!("没有 {name}"))
}

/// Both names for the trimmed page.
pub fn trim_twice() -> Words {
    words("it has both a TrimBox and an ArtBox", "TrimBox 和 ArtBox 只能有一个")
}

/// A box sticks out of another.
pub fn box_outside(inner: &str, outer: &str) -> Words {
    words(format!("the {inner} is not inside the {outer}"), format!("{inner} 超出了 {outer}"))
}

/// A page of another size.
pub fn trims_differ() -> Words {
    words("it is cut to another size than the first page", "成品尺寸与第一页不同")
}

/// A number of pages that no sheet has.
pub fn not_a_multiple(count: usize, multiple: usize) -> Words {
    words(
        format!("it has {count} pages, which is no multiple of {multiple}"),
        format!("共 {count} 面，不是 {multiple} 的倍数"),
    )
}

/// Too thin.
pub fn fewer_than(count: usize, least: usize) -> Words {
    words(
        format!("it has {count} pages, fewer than {least}"),
        format!("共 {count} 面，不足 {least} 面"),
    )
}

/// Too thick.
pub fn more_than(count: usize, most: usize) -> Words {
    words(
        format!("it has {count} pages, more than {most}"),
        format!("共 {count} 面，超过 {most} 面"),
    )
}

/// A line of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The standard that the file names.
    Standard,
    /// Its version.
    Version,
    /// For which printing condition.
    Intent,
    /// How many pages.
    Pages,
    /// The sheet.
    Media,
    /// With bleed.
    Bleed,
    /// As cut.
    Trim,
    /// A font.
    Font,
    /// Colour spaces.
    Colours,
    /// How many pictures.
    Images,
    /// The coarsest of them.
    Density,
    /// The most ink.
    Ink,
}

/// What stands before a value of the report.
pub fn label(row: Row) -> Words {
    match row {
        Row::Standard => words("standard          ", "标准      "),
        Row::Version => words("PDF version       ", "PDF 版本  "),
        Row::Intent => words("output intent     ", "输出意图  "),
        Row::Pages => words("pages             ", "面数      "),
        Row::Media => words("sheet             ", "纸面      "),
        Row::Bleed => words("with bleed        ", "含出血    "),
        Row::Trim => words("trimmed           ", "成品      "),
        Row::Font => words("font              ", "字体      "),
        Row::Colours => words("colours           ", "颜色      "),
        Row::Images => words("pictures          ", "图片      "),
        Row::Density => words("coarsest picture  ", "最低精度  "),
        Row::Ink => words("most ink          ", "最大墨量  "),
    }
}

/// Whether a font is in the file.
pub fn yes_or_no(embedded: bool) -> Words {
    if embedded { words("embedded", "已嵌入") } else { words("not embedded", "未嵌入") }
}
