//! What can be wrong with the files of a book: texts, pictures, the folder itself.

use crate::diag::report::{Diagnostic, Place, Words, words};
use crate::diag::span::Span;

impl Diagnostic {
    /// The same, at another place.
    #[must_use]
    pub fn at(self, span: Span) -> Diagnostic {
        Diagnostic { place: Place::Span(span), ..self }
    }
}

fn book_error(id: &'static str, message: Words, help: Words) -> Diagnostic {
    Diagnostic { place: Place::Book, ..Diagnostic::file_error(id, "", message) }.help(help)
}

/// The folder is not there.
pub fn folder_missing(path: &str) -> Diagnostic {
    book_error(
        "folder-missing",
        words(format!("there is no folder `{path}`"), format!("没有 `{path}` 这个目录")),
        words(
            "name the folder of a book, or make one with `publish new`",
            "请给出书的目录，或用 `publish new` 新建一本",
        ),
    )
}

/// The folder holds no book.
pub fn book_missing(path: &str) -> Diagnostic {
    book_error(
        "book-missing",
        words(
            format!("`{path}` holds no book: neither book.yaml nor book.toml"),
            format!("`{path}` 里没有书：既无 book.yaml，也无 book.toml"),
        ),
        words(
            "name the folder that holds book.yaml, or make a book with `publish new`",
            "请给出 book.yaml 所在的目录，或用 `publish new` 新建一本",
        ),
    )
}

/// A path leaves the book folder.
pub fn path_outside(path: &str) -> Diagnostic {
    book_error(
        "path-outside",
        words(
            format!("`{path}` is not inside the book folder, so it is not read"),
            format!("`{path}` 不在书的目录之内，未予读取"),
        ),
        words(
            "put the file into the book folder and name it by a relative path",
            "把文件放进书的目录，并用相对路径引用",
        ),
    )
}

/// A file is not there.
pub fn file_missing(path: &str) -> Diagnostic {
    book_error(
        "file-missing",
        words(format!("`{path}` is not there"), format!("找不到 `{path}`")),
        words("check the name, or add the file", "请核对文件名，或补上该文件"),
    )
}

/// A path leads to a folder, a pipe or a device.
pub fn not_a_regular_file(path: &str, kind: &str) -> Diagnostic {
    let zh = if kind == "directory" { "目录" } else { "特殊文件" };
    book_error(
        "not-a-regular-file",
        words(
            format!("`{path}` is a {kind}, not a regular file"),
            format!("`{path}` 是{zh}，不是普通文件"),
        ),
        words("name a regular file", "请引用普通文件"),
    )
}

/// Links go round in a circle.
pub fn link_loop(path: &str) -> Diagnostic {
    book_error(
        "link-loop",
        words(
            format!("the symbolic links of `{path}` form a loop"),
            format!("`{path}` 的符号链接循环"),
        ),
        words("put the file itself in its place", "请换成文件本身"),
    )
}

/// A file is too large.
pub fn file_too_large(path: &str, limit: u64) -> Diagnostic {
    let limit = limit >> 20;
    book_error(
        "file-too-large",
        words(format!("`{path}` is larger than {limit} MiB"), format!("`{path}` 超过 {limit} MiB")),
        words("split the chapter or scale the picture down", "请拆分章节或缩小图片"),
    )
}

/// The system does not give a file.
pub fn file_unreadable(path: &str, reason: &str) -> Diagnostic {
    book_error(
        "file-unreadable",
        words(format!("`{path}` cannot be read: {reason}"), format!("`{path}` 无法读取：{reason}")),
        words("check the file and its permissions", "请检查该文件及其权限"),
    )
}

/// A text is no UTF-8.
pub fn not_utf8(path: &str, offset: usize, line: usize, guess: Option<&str>) -> Diagnostic {
    let (en, zh) = match guess {
        Some(guess) => (format!("; it looks like {guess}"), format!("，像是 {guess}")),
        None => (String::new(), String::new()),
    };
    let message = words(
        format!("not UTF-8 at byte {offset} (line {line}){en}"),
        format!("第 {offset} 字节（第 {line} 行）不是 UTF-8{zh}"),
    );
    let help = match guess {
        Some(guess) => {
            let command = format!("iconv -f {guess} -t UTF-8 {path} > new.md");
            words(format!("convert it: {command}"), format!("请转换：{command}"))
        }
        None => words(
            "open it in an editor, mend the character, save it as UTF-8",
            "用编辑器打开，改正该字，另存为 UTF-8",
        ),
    };
    Diagnostic::file_error("not-utf8", path, message).help(help)
}

/// A picture lies elsewhere on the network.
pub fn picture_remote(span: Span, address: &str) -> Diagnostic {
    let short: String = address.chars().take(80).collect();
    Diagnostic::warning(
        "picture-remote",
        span,
        words(
            format!("remote picture `{short}` is left out: nothing is fetched from the network"),
            format!("远程图片 `{short}` 未收入：本程序从不联网"),
        ),
    )
    .help(words("put the file into the book folder", "请把图片文件放进书的目录"))
}

/// A `data:` address that holds no small picture.
pub fn picture_data_invalid(span: Span) -> Diagnostic {
    Diagnostic::error(
        "picture-data-invalid",
        span,
        words(
            "this data: address holds no picture in base64, or one that is too large",
            "此 data: 地址里没有 base64 图片，或图片过大",
        ),
    )
    .help(words("put the picture into a file", "请把图片存成文件"))
}
