//! What can be wrong with fonts.

use crate::diag::report::{Diagnostic, words};
use crate::diag::span::Span;

/// A font file that book.yaml names is not there.
pub fn font_missing(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "font-missing",
        span,
        words(format!("font `{name}` does not exist"), format!("找不到字体 `{name}`")),
    )
    .help(words(
        "put the file into fonts/ inside or beside the book, or name a built-in font",
        "请把文件放进书稿文件夹之内或旁边的 fonts/，或改用内置字体",
    ))
}

/// A font file cannot be read.
pub fn font_damaged(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "font-damaged",
        span,
        words(
            format!("font `{name}` is damaged or is no OpenType font"),
            format!("字体 `{name}` 已损坏，或不是 OpenType 字体"),
        ),
    )
    .help(words("replace the file by a whole TTF or OTF", "请换一个完整的 TTF 或 OTF 文件"))
}

/// A named font is packed for the web: the built-in face stands in.
pub fn font_woff(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "font-woff",
        span,
        words(
            format!("font `{name}` is a WOFF file, which cannot be set; Noto Serif SC stands in"),
            format!("字体 `{name}` 是 WOFF 文件，不能用来排版；已改用 Noto Serif SC"),
        ),
    )
    .help(words("use the TTF or OTF that it was made from", "请改用制成它的 TTF 或 OTF 文件"))
}

/// A font named for Chinese text has no Han.
pub fn font_without_han(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "font-without-han",
        span,
        words(
            format!("font `{name}` has no Han characters, not even 一"),
            format!("缺字：字体 `{name}` 里没有汉字（连“一”也没有）"),
        ),
    )
    .help(words(
        "name it under `fonts: {latin: …}`, or choose a font with Han",
        "西文字体请写在 `fonts: {latin: …}`；或换一个有汉字的字体",
    ))
}

/// A web font lies in the font folder.
pub fn font_woff_ignored(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "font-woff-ignored",
        span,
        words(
            format!("`fonts/{name}` is a WOFF file and is not used"),
            format!("`fonts/{name}` 是 WOFF 文件，没有使用"),
        ),
    )
    .help(words(
        "put the TTF or OTF there, or delete the file",
        "请放入相应的 TTF 或 OTF 文件，或删去它",
    ))
}

/// The font's licence bits forbid embedding.
pub fn font_embedding_forbidden(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "font-embedding-forbidden",
        span,
        words(
            format!("font `{name}` forbids embedding (OS/2 fsType)"),
            format!("字体 `{name}` 的许可位（OS/2 fsType）禁止嵌入"),
        ),
    )
    .help(words("choose a font that may be embedded", "请换用允许嵌入的字体"))
}

/// A sign stands for a character that no face has.
pub fn glyph_replaced(span: Span, character: char, sign: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::warning(
        "glyph-replaced",
        span,
        words(
            format!("no font has a glyph for {character} (U+{code:04X}): {sign} is set for it"),
            format!("缺字：没有字体收有 {character}（U+{code:04X}），以 {sign} 代替"),
        ),
    )
    .help(words(
        "add a font that has it under `fonts:` in book.yaml before the book is printed",
        "付印之前，请在 book.yaml 的 `fonts:` 里加一个收有此字的字体",
    ))
}

/// A font file is too large.
pub fn font_too_large(span: Span, name: &str, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (size.div_ceil(1 << 20), limit >> 20);
    Diagnostic::error(
        "font-too-large",
        span,
        words(
            format!("font `{name}` has {size} MiB; the limit is {limit} MiB"),
            format!("字体 `{name}` 有 {size} MiB，上限为 {limit} MiB"),
        ),
    )
    .help(words("use a font for one region or one weight", "请换用单一地区或单一字重的字体"))
}

/// No face has a character.
pub fn glyph_missing(span: Span, character: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::error(
        "glyph-missing",
        span,
        words(
            format!("no font has a glyph for {character} (U+{code:04X})"),
            format!("缺字：哪个字体都没有 {character}（U+{code:04X}）"),
        ),
    )
    .help(words(
        "add a font that has it under `fonts:` in book.yaml, or write another character; \
         --allow-missing sets 〓 for it",
        "请在 book.yaml 的 `fonts:` 里加一个收有此字的字体，或改写此字；--allow-missing 以 〓 代替",
    ))
}
