//! What can be wrong with the cover for the press.

use crate::diag::report::{Diagnostic, Words, words};
use crate::diag::span::Span;

/// The house has no paper of this name, so the spine cannot be computed.
pub fn paper_unknown(span: Span, house: &str, written: &str, offered: &[&str]) -> Diagnostic {
    let (en, zh) = (offered.join(", "), offered.join("、"));
    Diagnostic::error(
        "paper-unknown",
        span,
        words(
            format!(
                "`print.paper: {written}` is no paper of {house}: the spine cannot be computed"
            ),
            format!("{house} 没有 `print.paper: {written}` 这种纸，算不出书脊厚度"),
        ),
    )
    .help(words(
        format!("write one of {en}, or the printer's own number as `print.spine: 12.9mm`"),
        format!("请改为 {zh} 之一，或用 `print.spine: 12.9mm` 写明印厂给的厚度"),
    ))
}

/// The description does not fit on the back.
pub fn back_text_too_long(span: Span, count: usize) -> Diagnostic {
    Diagnostic::error(
        "back-text-too-long",
        span,
        words(
            format!("the description of {count} characters does not fit on the back cover"),
            format!("内容简介有 {count} 字，封底排不下"),
        ),
    )
    .help(words(
        "shorten `description` in book.yaml; 200 to 300 characters read well",
        "请缩短 book.yaml 里的 `description`，200 到 300 字为宜",
    ))
}

/// The picture of the front has fewer pixels than print asks for.
pub fn cover_coarse(span: Span, path: &str, found: i64, wanted: i64) -> Diagnostic {
    Diagnostic::warning(
        "cover-coarse",
        span,
        words(
            format!("cover `{path}` has {found} pixels per inch in print; {wanted} are wanted"),
            format!("封面 `{path}` 付印时只有 {found} ppi，应有 {wanted} ppi"),
        ),
    )
    .help(finer())
}

/// The picture of the front has so few pixels that they show.
pub fn cover_too_coarse(span: Span, path: &str, found: i64, least: i64) -> Diagnostic {
    Diagnostic::error(
        "cover-too-coarse",
        span,
        words(
            format!("cover `{path}` has {found} pixels per inch in print, fewer than {least}"),
            format!("封面 `{path}` 付印时只有 {found} ppi，不足 {least} ppi"),
        ),
    )
    .help(finer())
}

fn finer() -> Words {
    words(
        "take the picture in its original size, or remove `cover:`: then one is drawn",
        "请换用原始大小的图片，或删去 `cover:`，由程序画一个封面",
    )
}

/// No words on the spine: the house wants more pages for them.
pub fn spine_bare_few_pages(span: Span, pages: usize, (house, least): (&str, usize)) -> Diagnostic {
    Diagnostic::note(
        "spine-bare",
        span,
        words(
            format!("no words on the spine: the book has {pages} pages, {house} asks for {least}"),
            format!("书脊不印文字：全书 {pages} 面，{house} 要求至少 {least} 面"),
        ),
    )
    .help(keep_bare())
}

/// No words on the spine: it is too thin for them.
pub fn spine_bare_thin(span: Span) -> Diagnostic {
    Diagnostic::note(
        "spine-bare",
        span,
        words("no words on the spine: it is too thin for them", "书脊不印文字：书脊太薄"),
    )
    .help(keep_bare())
}

fn keep_bare() -> Words {
    words(
        "nothing is wrong; a thicker paper or a smaller page would make room",
        "这样并没有错；换厚一些的纸或小一些的开本，就有位置了",
    )
}

/// There is no ISBN, so there is no barcode.
pub fn barcode_missing(span: Span) -> Diagnostic {
    Diagnostic::note(
        "barcode-missing",
        span,
        words(
            "the book has no ISBN: there is no barcode on the back cover",
            "没有书号（ISBN），封底不印条码",
        ),
    )
    .help(words(
        "write `isbn:` in book.yaml once there is one",
        "有了书号，请在 book.yaml 里写 `isbn:`",
    ))
}
