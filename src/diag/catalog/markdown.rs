//! What can be wrong in the Markdown of a chapter.

use crate::diag::report::{Diagnostic, words};
use crate::diag::span::Span;

/// A comment has no end.
pub fn comment_unclosed(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "comment-unclosed",
        span,
        words(
            "this comment is never closed; it is taken to end with its paragraph",
            "此注释没有闭合，当作到本段末尾为止",
        ),
    )
    .help(words("add --> where the comment ends", "请在注释结束处加上 -->"))
}

/// `#标题`.
pub fn heading_without_space(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "heading-without-space",
        span,
        words(
            "a heading needs a space after #; it is read as one all the same",
            "标题的 # 之后缺少空格，仍当作标题",
        ),
    )
    .help(words("add a space after #", "请在 # 之后加一个空格"))
}

/// Elements or containers stand too deep in each other.
pub fn elements_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "elements-too-deep",
        span,
        words(
            format!("tags or ::: containers stand more than {limit} deep in each other"),
            format!("标签或 ::: 容器嵌套超过 {limit} 层"),
        ),
    )
    .help(words("write the text with fewer levels", "请减少嵌套层数"))
}

/// Blocks stand too deep in each other.
pub fn nesting_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "nesting-too-deep",
        span,
        words(
            format!("lists and quotations stand more than {limit} deep in each other"),
            format!("列表、引文嵌套超过 {limit} 层"),
        ),
    )
    .help(words("write the text with fewer levels", "请减少嵌套层数"))
}

/// Marks within a paragraph stand too deep in each other.
pub fn marks_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::warning(
        "marks-too-deep",
        span,
        words(
            format!("marks and links stand more than {limit} deep; the inner ones are plain words"),
            format!("强调、链接等标记嵌套超过 {limit} 层；内层已当作普通文字"),
        ),
    )
    .help(words("take some of the marks away", "请减少标记"))
}

/// The text holds long rows of every mark that the program keeps for itself.
pub fn sentinels_taken(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "sentinels-taken",
        span,
        words(
            format!("this file holds every rare mark of ⹏⹎⹍⁖⸲, more than {limit} in a row"),
            format!("此文件把 ⹏⹎⹍⁖⸲ 等罕用标点全都连用了 {limit} 个以上"),
        ),
    )
    .help(words("shorten one of the rows of these marks", "请缩短其中一种标点的连用"))
}

/// `:::` closes nothing.
pub fn container_stray(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "container-stray",
        span,
        words("this ::: closes nothing", "此处的 ::: 没有与之对应的开头"),
    )
    .help(words("remove it, or open a container before it", "请删去，或在前面补上容器的开头"))
}

/// `::: name` has no end.
pub fn container_unclosed(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "container-unclosed",
        span,
        words(format!("the container `{name}` is never closed"), format!("容器 `{name}` 没有闭合")),
    )
    .help(words("add a line ::: where it ends", "请在它结束之处加一行 :::"))
}

/// A closing tag without its opening one.
pub fn html_stray(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-stray",
        span,
        words(
            format!("</{name}> closes nothing and is left out"),
            format!("</{name}> 没有对应的开始标签，已略去"),
        ),
    )
    .help(words("remove the tag", "请删去该标签"))
}

/// An opening tag without its closing one.
pub fn html_unclosed(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-unclosed",
        span,
        words(
            format!("<{name}> is never closed; it ends with its paragraph or block"),
            format!("<{name}> 没有闭合，当作到所在段落或块的末尾为止"),
        ),
    )
    .help(words(format!("add </{name}>"), format!("请补上 </{name}>")))
}

/// A tag that no book may hold.
pub fn html_dropped(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-dropped",
        span,
        words(
            format!("the tag <{name}> is left out, its text stays"),
            format!("标签 <{name}> 已略去，其中文字保留"),
        ),
    )
    .help(words("write it in Markdown", "请改用 Markdown 写法"))
}

/// `<T>`: no element has this name.
pub fn html_unknown(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-unknown",
        span,
        words(
            format!("<{name}> is no tag of HTML and was kept as text"),
            format!("<{name}> 不是 HTML 标签，已按文字保留"),
        ),
    )
    .help(words("put program text between backticks: `<T>`", "程序文字请放在反引号里：`<T>`"))
}

/// An element that goes with all that it holds.
pub fn html_content_dropped(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-content-dropped",
        span,
        words(
            format!("<{name}> is left out with what it holds"),
            format!("<{name}> 连同其内容已略去"),
        ),
    )
    .help(words("remove it: a book cannot hold such a thing", "请删去：书里放不了这样的内容"))
}

/// An attribute that goes.
pub fn html_attribute_dropped(span: Span, name: &str, attribute: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-attribute-dropped",
        span,
        words(
            format!("the attribute `{attribute}` of <{name}> is left out"),
            format!("<{name}> 的属性 `{attribute}` 已略去"),
        ),
    )
    .help(words("remove the attribute", "请删去该属性"))
}

/// An address that would run code.
pub fn link_unsafe(span: Span, address: &str) -> Diagnostic {
    let short: String = address.chars().filter(|c| !c.is_control()).take(40).collect();
    Diagnostic::warning(
        "link-unsafe",
        span,
        words(
            format!("the address `{short}` is unsafe and is left out; the words stay"),
            format!("地址 `{short}` 不安全，已去掉链接，保留文字"),
        ),
    )
    .help(words("use an https: address", "请改用 https: 地址"))
}

/// A numeric entity that stands for no character.
pub fn entity_invalid(span: Span, entity: &str) -> Diagnostic {
    Diagnostic::warning(
        "entity-invalid",
        span,
        words(
            format!("`{entity}` stands for no character; U+FFFD is put in its place"),
            format!("`{entity}` 不代表任何字符，已换成 U+FFFD"),
        ),
    )
    .help(words("write the character itself", "请直接写出该字符"))
}

/// `正文⏎---`.
pub fn underlined_text(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "underlined-text",
        span,
        words(
            "--- right below text is read as a section break, though Markdown would make a heading",
            "--- 紧接正文，已当作分节线；按 Markdown 的规则，上文会变成标题",
        ),
    )
    .help(words("put a blank line above ---", "请在 --- 之前空一行"))
}

/// A code fence without its end.
pub fn fence_unclosed(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "fence-unclosed",
        span,
        words(
            "this code fence is never closed: all text after it is code",
            "这段代码没有闭合，其后的文字都成了代码",
        ),
    )
    .help(words(
        "end it with a line of the same marks (``` or ~~~)",
        "请用一行同样的记号（``` 或 ~~~）结束它",
    ))
}

/// Han text with four spaces before it.
pub fn indented_text(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "indented-text",
        span,
        words(
            "text after four spaces is read as a paragraph, though Markdown would make code",
            "以四个空格起头的文字已当作段落；按 Markdown 的规则，它会变成代码",
        ),
    )
    .help(words(
        "remove the spaces: paragraphs are indented by the program",
        "请删去空格，段首缩进由程序来做",
    ))
}

/// A note's label is defined again.
pub fn note_defined_twice(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-defined-twice",
        span,
        words(
            format!("the note `{label}` is defined again; this one stands without a mark"),
            format!("注 `{label}` 定义了不止一次，这一条没有注号"),
        ),
    )
    .help(words("give it another label", "请给它另起一个标号"))
}

/// A table row with more cells than the table has columns.
pub fn table_row_too_long(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "table-row-too-long",
        span,
        words(
            "this row has more cells than the table has columns; the last ones are lost",
            "此行的格数多于表头的列数，多出的格已丢失",
        ),
    )
    .help(words("add columns to the head of the table", "请给表头补上相应的列"))
}

/// `2*3*4`.
pub fn emphasis_in_word(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "emphasis-in-word",
        span,
        words(
            "these * stand inside a word or number and are read as emphasis",
            "此处的 * 夹在字母或数字之间，已当作强调标记",
        ),
    )
    .help(words(
        r"write \* for the mark itself, × for a product",
        r"若是星号请写 \*，若是乘号请写 ×",
    ))
}
