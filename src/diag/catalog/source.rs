//! What can be wrong with the files of a book: texts, pictures, the folder itself.

use std::io::ErrorKind;

use crate::diag::report::{Diagnostic, Place, Words, words};
use crate::diag::span::Span;

use super::words::system;

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
        words(format!("there is no folder `{path}`"), format!("没有 `{path}` 这个文件夹")),
        words(
            "name the folder of a book, or make one with `publish new`",
            "请给出书稿所在的文件夹，或用 `publish new` 新建一本",
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
            "请给出 book.yaml 所在的文件夹，或用 `publish new` 新建一本",
        ),
    )
}

/// A path leaves the book folder.
pub fn path_outside(path: &str) -> Diagnostic {
    book_error(
        "path-outside",
        words(
            format!("`{path}` is not inside the book folder, so it is not read"),
            format!("`{path}` 不在书稿文件夹之内，因此没有读取"),
        ),
        words(
            "put the file into the book folder and name it by a relative path",
            "请把文件放进书稿文件夹，并用相对路径引用",
        ),
    )
}

/// A file is not there.
pub fn file_missing(path: &str) -> Diagnostic {
    book_error(
        "file-missing",
        words(format!("`{path}` does not exist"), format!("找不到 `{path}`")),
        words("check the name, or add the file", "请核对文件名，或补上该文件"),
    )
}

/// A path leads to a folder, a pipe or a device.
pub fn not_a_regular_file(path: &str, kind: &str) -> Diagnostic {
    let zh = if kind == "directory" { "文件夹" } else { "特殊文件" };
    book_error(
        "not-a-regular-file",
        words(
            format!("`{path}` is a {kind}, not a regular file"),
            format!("`{path}` 是{zh}，不是普通文件"),
        ),
        words("put a regular file there, or name another one", "请换成普通文件，或改用别的文件"),
    )
}

/// Links go round in a circle.
pub fn link_loop(path: &str) -> Diagnostic {
    book_error(
        "link-loop",
        words(
            format!("the symbolic links of `{path}` form a loop"),
            format!("`{path}` 的符号链接绕成了圈"),
        ),
        words("put the file itself in place of the link", "请用文件本身代替链接"),
    )
}

/// A file is too large.
pub fn file_too_large(path: &str, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (mebibytes(size), limit >> 20);
    book_error(
        "file-too-large",
        words(
            format!("`{path}` has {size} MiB; the limit is {limit} MiB"),
            format!("`{path}` 有 {size} MiB，上限为 {limit} MiB"),
        ),
        words("split the text, or scale the picture down", "请拆分文字，或缩小图片"),
    )
}

/// The texts of a book are too large together.
pub fn texts_too_large(span: Span, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (mebibytes(size), limit >> 20);
    Diagnostic::error(
        "texts-too-large",
        span,
        words(
            format!("with this file the book has {size} MiB of text; the limit is {limit} MiB"),
            format!("连同此文件，全书文字有 {size} MiB，上限为 {limit} MiB"),
        ),
    )
    .help(words("make several volumes of the book", "请把书分成几册"))
}

/// The pictures of a book are too large together.
pub fn pictures_too_large(span: Span, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (mebibytes(size), limit >> 20);
    Diagnostic::error(
        "pictures-too-large",
        span,
        words(
            format!("with this picture, all pictures have {size} MiB; the limit is {limit} MiB"),
            format!("连同此图，全书图片有 {size} MiB，上限为 {limit} MiB"),
        ),
    )
    .help(words("scale the pictures down to 300 dpi", "请把图片缩小到 300 dpi"))
}

/// Bytes as MiB with one decimal, never rounded down to a limit that they exceed.
fn mebibytes(bytes: u64) -> String {
    let tenths = (bytes.saturating_mul(10)).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A search for files found too many.
pub fn folder_too_large(path: &str, limit: usize) -> Diagnostic {
    let path = if path.is_empty() { "." } else { path };
    book_error(
        "folder-too-large",
        words(
            format!("`{path}` holds more than {limit} files and folders"),
            format!("`{path}` 里的文件和文件夹超过 {limit} 个"),
        ),
        words(
            "write a pattern that starts with the chapters' own folder",
            "请让通配符以各章自己的文件夹开头",
        ),
    )
}

/// A folder in which chapters are looked for cannot be read.
pub fn folder_unreadable(path: &str) -> Diagnostic {
    let path = if path.is_empty() { "." } else { path };
    book_error(
        "folder-unreadable",
        words(format!("the folder `{path}` cannot be read"), format!("文件夹 `{path}` 无法读取")),
        words("check its permissions", "请检查其权限"),
    )
}

/// A file's name is no UTF-8.
pub fn file_name_not_utf8(path: &str) -> Diagnostic {
    book_error(
        "file-name-not-utf8",
        words(
            format!("the name of `{path}` is not UTF-8, so the file is not read"),
            format!("`{path}` 的文件名不是 UTF-8，未予读取"),
        ),
        words("give the file another name", "请给文件改名"),
    )
}

/// The system does not give a file.
pub fn file_unreadable(path: &str, kind: ErrorKind) -> Diagnostic {
    let Words { en, zh } = system(kind);
    book_error(
        "file-unreadable",
        words(format!("`{path}` cannot be read: {en}"), format!("`{path}` 无法读取：{zh}")),
        words("check the file and its permissions", "请检查该文件及其权限"),
    )
}

/// A text holds bytes that are no UTF-8.
pub fn not_utf8(span: Span, offset: usize, bytes: &[u8]) -> Diagnostic {
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let hex = hex.join(" ");
    Diagnostic::error(
        "not-utf8",
        span,
        words(
            format!("not UTF-8 at byte {offset}: {hex}"),
            format!("第 {offset} 字节起不是 UTF-8：{hex}"),
        ),
    )
    .help(words(
        "open it in an editor, mend the character, save it as UTF-8",
        "请用编辑器打开，改正该字，再存为 UTF-8",
    ))
}

/// A text is in another encoding: `names` are its usual name and the one that iconv knows.
pub fn other_encoding(span: Span, path: &str, offset: usize, names: (&str, &str)) -> Diagnostic {
    let (known, iconv) = names;
    let (file, new) = (shell_word(path), shell_word(&format!("{path}.utf8")));
    let command = format!("iconv -f {iconv} -t UTF-8 {file} > {new} && mv {new} {file}");
    Diagnostic::error(
        "not-utf8",
        span,
        words(
            format!("not UTF-8 at byte {offset}; it looks like {known}"),
            format!("第 {offset} 字节起不是 UTF-8，像是 {known}"),
        ),
    )
    .help(words(format!("convert it: {command}"), format!("请转换：{command}")))
}

/// A word that every shell reads as it stands.
fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if text.chars().all(is_plain) && !text.starts_with('-') {
        return text.to_owned();
    }
    let word = text.replace('\'', r"'\''");
    if word.starts_with('-') { format!("'./{word}'") } else { format!("'{word}'") }
}

/// A file is no text at all: what it is in English and in Chinese.
pub fn no_text(span: Span, path: &str, kind: (&str, &str)) -> Diagnostic {
    let (en, zh) = kind;
    Diagnostic::error(
        "no-text",
        span,
        words(
            format!("`{path}` is no UTF-8 text; it looks like {en}"),
            format!("`{path}` 不是 UTF-8 文本，像是{zh}"),
        ),
    )
    .help(words(
        "save it as Markdown; pandoc converts most documents",
        "请存成 Markdown；pandoc 可转换多数文档",
    ))
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
    .help(words(
        "put the picture into the book folder and name it by a relative path",
        "请把图片放进书稿文件夹，并用相对路径引用",
    ))
}

/// A `data:` address that holds no picture.
pub fn picture_data_invalid(span: Span) -> Diagnostic {
    Diagnostic::error(
        "picture-data-invalid",
        span,
        words("this data: address holds no picture in base64", "此 data: 地址里没有 base64 图片"),
    )
    .help(words("put the picture into a file", "请把图片存成文件"))
}

/// A `data:` address is too long.
pub fn picture_data_too_long(span: Span, length: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "picture-data-too-long",
        span,
        words(
            format!("this data: address has {length} bytes; the limit is {limit}"),
            format!("此 data: 地址有 {length} 字节，上限为 {limit}"),
        ),
    )
    .help(words("put the picture into a file of its own", "请把图片存成单独的文件"))
}
