//! What can be wrong in the stage `fmt`: changes that the Markdown has no room for.

use crate::diag::report::{Diagnostic, words};
use crate::diag::span::Span;

/// A change was left out, since Markdown would read the text as something else.
pub fn change_left(span: Span, rule: &str, before: &str, after: &str) -> Diagnostic {
    let (en, zh) = match after {
        "" => (format!("`{before}` was not taken away"), format!("未删去“{before}”")),
        _ => (
            format!("`{before}` was not changed to `{after}`"),
            format!("未将“{before}”改为“{after}”"),
        ),
    };
    Diagnostic::warning(
        "fmt-left",
        span,
        words(
            format!("{en} (rule {rule}): Markdown would read the text as something else then"),
            format!("{zh}（规则 {rule}）：改后 Markdown 会有别的含义"),
        ),
    )
    .help(words(
        "the book is the same either way; rewrite the place by hand, or keep it with `<!-- publish: off -->`",
        "两种写法成书相同；请手工改写此处，或用 `<!-- publish: off -->` 保留原样",
    ))
}
