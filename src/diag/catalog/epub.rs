//! What can be wrong in the stage `epub`.

use crate::diag::report::{Diagnostic, Place, Severity, words};
use crate::diag::span::Span;

use super::foreign::in_chinese;

/// The most characters that one message names.
const MAX_NAMED: usize = 40;

/// No face of the book has some characters of a text; the reader's own fonts may.
pub fn glyphs_left_to_reader(place: Option<Span>, characters: &[char]) -> Diagnostic {
    let named: Vec<String> = characters
        .iter()
        .take(MAX_NAMED)
        .map(|character| format!("{character} U+{:04X}", *character as u32))
        .collect();
    let (en, zh) = (named.join(", "), named.join("、"));
    let more = characters.len().saturating_sub(MAX_NAMED);
    let (en_more, zh_more) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" and {more} more"), format!("，另有 {more} 字")),
    };
    Diagnostic {
        id: "epub-glyph-missing",
        severity: Severity::Warning,
        place: place.map_or(Place::Book, Place::Span),
        message: words(
            format!("no font of the EPUB has {en}{en_more}; readers may see boxes"),
            format!("EPUB 所带的字体里没有 {zh}{zh_more}；读者可能看到方框"),
        ),
        help: Some(words(
            "add a font that has them under `fonts:` in book.yaml, or write other characters",
            "请在 book.yaml 的 `fonts:` 里加一个有这些字的字体，或换用别的字",
        )),
        also: Vec::new(),
    }
}

/// A font is too large, or cannot be cut down, for an EPUB.
pub fn font_left_out(name: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        help: Some(words(
            "use a font with TrueType outlines (.ttf), which can be cut to the characters used",
            "请换用 TrueType 轮廓的字体（.ttf），它可以裁剪",
        )),
        ..Diagnostic::file_error(
            "epub-font-left-out",
            format!("fonts/{name}"),
            words(
                "this font cannot be cut down to the book's characters and is not in the EPUB",
                "此字体无法裁剪到只剩书中的用字，没有放入 EPUB",
            ),
        )
    }
}

/// The pages of the print are wanted, and there are none.
pub fn page_list_left_out(span: Span) -> Diagnostic {
    Diagnostic::note(
        "epub-page-list-left-out",
        span,
        words(
            "the EPUB has no list of printed pages: the book cannot be set on pages yet",
            "这本书还排不成页，EPUB 里没有纸书页码",
        ),
    )
    .help(words(
        "`publish pdf` tells why; or write `epub: {page-list: off}`",
        "`publish pdf` 会说明原因；或写 `epub: {page-list: off}`",
    ))
}

/// The author's stylesheet asks for files that are not in the book.
pub fn style_asks_for_files(span: Span, word: &str) -> Diagnostic {
    let word = word.trim_end_matches('(');
    Diagnostic::error(
        "epub-style-asks-for-files",
        span,
        words(
            format!("`{word}` in a stylesheet asks for another file, which the EPUB does not have"),
            format!("样式表里的 `{word}` 要用别的文件，而 EPUB 里没有"),
        ),
    )
    .help(words(
        "remove the rule; fonts are chosen under `fonts:` in book.yaml",
        "请删去这一条；字体可在 book.yaml 的 `fonts:` 里选",
    ))
}

/// A picture cannot be decoded, though its head could be read.
pub fn picture_unwritable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::file_error(
        "epub-picture-damaged",
        path,
        words(
            format!("this picture cannot be converted for the EPUB: {reason}"),
            format!("此图片无法转换成 EPUB 所用的格式：{}", in_chinese(reason)),
        ),
    )
    .help(words("save the picture again as PNG or JPEG", "请把图片重新存为 PNG 或 JPEG"))
}

/// A link leads to an id that the book does not have.
pub fn link_dead(file: &str, target: &str) -> Diagnostic {
    broken(
        "epub-link-dead",
        format!("`{file}` links to `{target}`, which is nowhere in the book"),
        format!("`{file}` 里有链接指向 `{target}`，书里却没有这一处"),
    )
    .help(words("correct the link, or give the heading this id", "请改正链接，或给标题加上这个 id"))
}

/// An id stands twice in one file.
pub fn id_twice(file: &str, id: &str) -> Diagnostic {
    broken(
        "epub-id-twice",
        format!("id `{id}` stands twice in `{file}`"),
        format!("`{file}` 里的 id `{id}` 出现了两次"),
    )
    .help(words("give one of the headings another id", "请给其中一个标题换一个 id"))
}

/// A file of the EPUB is not what it should be; this is a fault of the program.
pub fn file_malformed(file: &str, reason: &str) -> Diagnostic {
    broken(
        "epub-file-malformed",
        format!("`{file}` would be malformed: {reason}"),
        format!("`{file}` 的格式有误：{}", in_chinese(reason)),
    )
    .help(words(
        "this is a fault of the program: please report it with the chapter that causes it",
        "这是程序的错误，请连同引起它的章节一并报告",
    ))
}

fn broken(id: &'static str, en: String, zh: String) -> Diagnostic {
    let message = words(en, zh);
    Diagnostic {
        id,
        severity: Severity::Error,
        place: Place::Book,
        message,
        help: None,
        also: Vec::new(),
    }
}
