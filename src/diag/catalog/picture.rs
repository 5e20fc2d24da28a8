//! What can be wrong with pictures and drawings.

use crate::diag::report::{Diagnostic, Words, words};
use crate::diag::span::Span;

use super::foreign::in_chinese;

/// A picture file cannot be read as a picture; `reason` is what the reader of the format said.
pub fn picture_damaged(span: Span, path: &str, reason: &str) -> Diagnostic {
    let message = words(
        format!("picture `{path}` cannot be used: {reason}"),
        format!("图片 `{path}` 无法使用：{}", in_chinese(reason)),
    );
    Diagnostic::error("picture-damaged", span, message).help(words(
        "save it again as PNG, JPEG, GIF, WebP or SVG",
        "请另存为 PNG、JPEG、GIF、WebP 或 SVG",
    ))
}

/// A picture has more pixels than we open.
pub fn picture_too_large(span: Span, path: &str, size: (u32, u32), limit: u64) -> Diagnostic {
    let (width, height) = size;
    let (millions, wan) = (limit / 1_000_000, limit / 10_000);
    let message = words(
        format!("picture `{path}` has {width} × {height} pixels; the limit is {millions} million"),
        format!("图片 `{path}` 有 {width} × {height} 像素，上限是 {wan} 万像素"),
    );
    Diagnostic::error("picture-too-large", span, message).help(words(
        "make it smaller; a full page in print needs about 10 million pixels",
        "请缩小图片；印满一整页约需一千万像素",
    ))
}

/// A cover is larger than shops take.
pub fn cover_scaled(span: Span, path: &str, size: (u32, u32), limit: u32) -> Diagnostic {
    let (width, height) = size;
    let message = words(
        format!("cover `{path}` has {width} × {height} pixels; shops take {limit} a side"),
        format!("封面 `{path}` 有 {width} × {height} 像素，书店只收每边 {limit} 像素以内的"),
    );
    Diagnostic::warning("cover-scaled", span, message).help(words(
        "it is scaled down in the EPUB; a cover of 1600 × 2560 is enough",
        "放入 EPUB 时已缩小；1600 × 2560 像素就够了",
    ))
}

/// Unsafe parts were taken out of a drawing.
pub fn drawing_cleaned(span: Span, path: &str, parts: &[String]) -> Diagnostic {
    let list = parts.join(", ");
    let message = words(
        format!("drawing `{path}` reaches outside itself or runs code; left out: {list}"),
        format!("矢量图 `{path}` 含有脚本或外部引用，已去掉：{}", parts.join("、")),
    );
    Diagnostic::warning("drawing-cleaned", span, message).help(words(
        "save the drawing as plain SVG, with its pictures inside",
        "请另存为普通 SVG，并把用到的图片嵌在其中",
    ))
}

/// A drawing with text is needed as pixels.
pub fn drawing_text_lost(span: Span, path: &str) -> Diagnostic {
    let message = words(
        format!("the text in drawing `{path}` is not drawn in the PDF"),
        format!("矢量图 `{path}` 里的文字在 PDF 中画不出来"),
    );
    Diagnostic::warning("drawing-text-lost", span, message).help(outlines())
}

fn outlines() -> Words {
    words("turn the text into outlines in the drawing program", "请在绘图软件里把文字转成曲线")
}
