//! What can be wrong in the stage `pdf`.

use crate::diag::report::{Diagnostic, Place, Severity, words};
use crate::diag::span::Span;

use super::foreign::in_chinese;

/// A face cannot be cut down to the glyphs of the book.
pub fn font_not_embeddable(name: &str) -> Diagnostic {
    Diagnostic::file_error(
        "font-not-embeddable",
        name,
        words(
            format!("the glyphs of font `{name}` cannot be read for embedding"),
            format!("读不出字体 `{name}` 的字形，无法嵌入"),
        ),
    )
    .help(words(
        "replace the file by a whole TTF or OTF, or leave this role to a built-in font",
        "请换一个完整的 TTF 或 OTF 文件，或改用内置字体",
    ))
}

/// A picture cannot be decoded.
pub fn picture_not_drawn(span: Span, path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "picture-not-drawn",
        span,
        words(
            format!("picture `{path}` cannot be drawn: {reason}"),
            format!("图片 `{path}` 画不出来：{}", in_chinese(reason)),
        ),
    )
    .help(words(
        "save it again as PNG or JPEG, or remove it from the text",
        "请重新存为 PNG 或 JPEG，或从文中删去",
    ))
}

/// A link leads to a place that is on no page.
pub fn destination_missing(id: &str) -> Diagnostic {
    let message = words(
        format!("a link leads to `{id}`, which stands on no page"),
        format!("有链接指向 `{id}`，书里却没有这一处"),
    );
    Diagnostic {
        id: "destination-missing",
        severity: Severity::Error,
        place: Place::Book,
        message,
        help: None,
        also: Vec::new(),
    }
    .help(words(
        "let the link lead to a heading or note that the book has",
        "请让链接指向书中已有的标题或注释",
    ))
}
