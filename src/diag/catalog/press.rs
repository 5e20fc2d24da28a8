//! What a print house asks that a book does not meet.

use crate::diag::report::{Diagnostic, Words, words};
use crate::diag::span::Span;
use crate::units::{Len, Size};

/// An edge of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// 订口.
    Inner,
    /// 切口.
    Outer,
    /// 天头.
    Top,
    /// 地脚.
    Foot,
}

impl Edge {
    fn name(self) -> Words {
        match self {
            Edge::Inner => words("inner", "订口"),
            Edge::Outer => words("outer", "切口"),
            Edge::Top => words("upper", "天头"),
            Edge::Foot => words("lower", "地脚"),
        }
    }
}

/// Blank pages were added at the end.
pub fn pages_added(span: Span, before: usize, after: usize) -> Diagnostic {
    let added = after - before;
    Diagnostic::note(
        "pages-added",
        span,
        words(
            format!("{added} blank at the end of {before} pages: {after} for the press"),
            format!("正文 {before} 面，末尾加空白 {added} 面，共 {after} 面付印"),
        ),
    )
    .help(words(
        "`print.multiple` says which multiple the house wants",
        "印厂要求几的倍数，可用 `print.multiple` 指定",
    ))
}

/// The book is too thin for the house.
pub fn pages_too_few(span: Span, house: &str, count: usize, least: usize) -> Diagnostic {
    Diagnostic::warning(
        "pages-too-few",
        span,
        words(
            format!("the book has {count} pages; {house} binds no fewer than {least}"),
            format!("全书 {count} 面，{house} 最少要 {least} 面才能装订"),
        ),
    )
    .help(words(
        "choose a smaller page or a larger type, or another binding or house",
        "请用小一些的开本或大一些的字号，或换装订方式、换一家",
    ))
}

/// The book is too thick for the house.
pub fn pages_too_many(span: Span, house: &str, count: usize, most: usize) -> Diagnostic {
    Diagnostic::warning(
        "pages-too-many",
        span,
        words(
            format!("the book has {count} pages; {house} binds no more than {most}"),
            format!("全书 {count} 面，{house} 最多只能装订 {most} 面"),
        ),
    )
    .help(words(
        "make volumes of it, or choose a larger page or a smaller type",
        "请分册，或用大一些的开本、小一些的字号",
    ))
}

/// The house does not cut to this size.
pub fn trim_not_offered(span: Span, house: &str, trim: Size, offered: (Size, Size)) -> Diagnostic {
    let shown = millimetres(trim);
    let (least, most) = (millimetres(offered.0), millimetres(offered.1));
    Diagnostic::error(
        "trim-not-offered",
        span,
        words(
            format!("the trimmed page is {shown}; {house} cuts from {least} to {most}"),
            format!("成品尺寸为 {shown}，{house} 只做 {least} 到 {most}"),
        ),
    )
    .help(words("choose another `pdf.size`, such as `6x9in`", "请改 `pdf.size`，例如 `6x9in`"))
}

/// Text or a picture stands too near to an edge.
pub fn margin_too_narrow(
    span: Span,
    house: &str,
    edge: Edge,
    (has, least): (Len, Len),
) -> Diagnostic {
    let (edge, has, least) = (edge.name(), millimetre(has), millimetre(least));
    let told = words(
        format!("the {} margin is {has} mm at its narrowest; {house} demands {least} mm", edge.en),
        format!("{}最窄处只有 {has} 毫米，{house} 要求至少 {least} 毫米", edge.zh),
    );
    Diagnostic::error("margin-too-narrow", span, told).help(wider())
}

/// Text or a picture stands nearer to an edge than the house advises.
pub fn margin_narrow(
    span: Span,
    house: &str,
    edge: Edge,
    (has, advised): (Len, Len),
) -> Diagnostic {
    let (edge, has, advised) = (edge.name(), millimetre(has), millimetre(advised));
    let told = words(
        format!(
            "the {} margin is {has} mm at its narrowest; {house} advises {advised} mm",
            edge.en
        ),
        format!("{}最窄处只有 {has} 毫米，{house} 建议 {advised} 毫米", edge.zh),
    );
    Diagnostic::warning("margin-narrow", span, told).help(wider())
}

fn wider() -> Words {
    words(
        "make `pdf.grid` or `pdf.body` smaller, or `pdf.size` larger",
        "请减小 `pdf.grid` 或 `pdf.body`，或增大 `pdf.size`",
    )
}

/// Crop marks are asked for, and the house takes none.
pub fn marks_not_wanted(span: Span, house: &str) -> Diagnostic {
    Diagnostic::warning(
        "marks-not-wanted",
        span,
        words(
            format!("{house} takes no crop marks; they are left out"),
            format!("{house} 不收带裁切线的文件，已略去"),
        ),
    )
    .help(words(
        "remove `pdf.marks`, or use the preset `cn`",
        "请删去 `pdf.marks`，或改用预设 `cn`",
    ))
}

/// A picture has fewer pixels than print asks for.
pub fn picture_coarse(span: Span, path: &str, found: i64, wanted: i64) -> Diagnostic {
    Diagnostic::warning(
        "picture-coarse",
        span,
        words(
            format!("picture `{path}` has {found} pixels per inch in print; {wanted} are wanted"),
            format!("图片 `{path}` 付印时只有 {found} ppi，应有 {wanted} ppi"),
        ),
    )
    .help(finer())
}

/// A picture has so few pixels that they show.
pub fn picture_too_coarse(span: Span, path: &str, found: i64, least: i64) -> Diagnostic {
    Diagnostic::error(
        "picture-too-coarse",
        span,
        words(
            format!("picture `{path}` has {found} pixels per inch in print, fewer than {least}"),
            format!("图片 `{path}` 付印时只有 {found} ppi，不足 {least} ppi"),
        ),
    )
    .help(finer())
}

fn finer() -> Words {
    words(
        "take the picture in its original size, or a drawing (SVG)",
        "请换用原始大小的图片，或矢量图（SVG）",
    )
}

/// A picture in four inks has more ink than paper takes.
pub fn ink_too_heavy(span: Span, path: &str, found: u32, (house, most): (&str, u32)) -> Diagnostic {
    Diagnostic::warning(
        "ink-too-heavy",
        span,
        words(
            format!("picture `{path}` has {found} % ink at its darkest; {house} asks for {most} %"),
            format!("图片 `{path}` 最浓处总墨量 {found}%，{house} 要求不超过 {most}%"),
        ),
    )
    .help(words(
        "convert it with a lower ink limit, or give it in RGB: then it is converted here",
        "请按较低的总墨量重新转换，或改用 RGB 图片，由程序转换",
    ))
}

/// The profile of the printing condition is of no use.
pub fn profile_unusable(span: Span, path: &str, reason: Words) -> Diagnostic {
    Diagnostic::error(
        "profile-unusable",
        span,
        words(
            format!("profile `{path}` cannot be the output intent: {}", reason.en),
            format!("特性文件 `{path}` 不能用作输出意图：{}", reason.zh),
        ),
    )
    .help(words(
        "give the printer's own CMYK profile, or remove `print.profile` for FOGRA39",
        "请用印厂提供的 CMYK 特性文件，或删去 `print.profile`，改用 FOGRA39",
    ))
}

/// Why a profile is of no use: it cannot be read.
pub fn profile_unreadable() -> Words {
    words("it is no ICC profile that can be read", "不是可以读取的 ICC 特性文件")
}

/// Why a profile is of no use: it is not of a press with four inks.
pub fn profile_not_of_a_press() -> Words {
    words("it is not that of a press with four inks", "不是四色印刷条件的特性文件")
}

/// Why a profile is of no use: PDF/X-1a knows version 2 alone.
pub fn profile_too_new() -> Words {
    words("PDF/X-1a takes profiles of version 2 only", "PDF/X-1a 只收第 2 版的特性文件")
}

/// `152.4 × 228.6 mm`.
fn millimetres(size: Size) -> String {
    format!("{} × {} mm", millimetre(size.width), millimetre(size.height))
}

/// To the nearest hundredth, with as few digits as it needs.
fn millimetre(length: Len) -> String {
    let sign = if length < Len::ZERO { "-" } else { "" };
    let hundredths = (length.abs().scale(2540, 36).0 / 65_536 + 1) / 2;
    match hundredths % 100 {
        0 => format!("{sign}{}", hundredths / 100),
        rest if rest % 10 == 0 => format!("{sign}{}.{}", hundredths / 100, rest / 10),
        rest => format!("{sign}{}.{rest:02}", hundredths / 100),
    }
}
