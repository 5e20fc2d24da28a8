//! What is told of a text and never changed: usage that only the author can judge, and what a book
//! does in two ways.

use crate::diag::report::{Diagnostic, words};
use crate::diag::span::Span;

/// `lang=…` with something that is no tag of a language.
pub fn language_unknown(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::warning(
        "language-unknown",
        span,
        words(
            format!("`{tag}` is no language tag; the words keep the language around them"),
            format!("`{tag}` 不是语言标签，文字仍按上下文的语言处理"),
        ),
    )
    .help(words("write a BCP 47 tag: en, ja, zh-Hant", "请写 BCP 47 语言标签，如 en、ja、zh-Hant"))
}

/// A half-width dot between what may be the parts of a name.
pub fn dot_unclear(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "dot-unclear",
        span,
        words(
            "this . may stand for · in a name or for 。; it was left as it is",
            "此处的“.”可能是人名里的间隔号，也可能是句号，未作改动",
        ),
    )
    .help(words("write · or 。", "请写“·”或“。”"))
}
