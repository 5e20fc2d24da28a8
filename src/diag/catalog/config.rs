//! What can be wrong in book.yaml and the files that take its place.

use crate::diag::report::{Diagnostic, Words, words};
use crate::diag::span::Span;
use crate::units::Len;

use super::foreign::in_chinese;

/// What kind of value there is or should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No value.
    Nothing,
    /// Text.
    Text,
    /// A number.
    Number,
    /// `on` or `off`.
    Switch,
    /// A list.
    List,
    /// Keys and values.
    Map,
    /// `10.5pt`, `210mm`, `五号`.
    Length,
    /// Two numbers.
    Pair,
    /// Two lengths.
    Sides,
}

impl Kind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Nothing => ("nothing", "空值"),
            Kind::Text => ("text", "文字"),
            Kind::Number => ("a whole number", "整数"),
            Kind::Switch => ("on or off", "开关（on 或 off）"),
            Kind::List => ("a list", "列表"),
            Kind::Map => ("keys with values", "键和值"),
            Kind::Pair => ("two numbers such as [29, 28]", "两个数，如 [29, 28]"),
            Kind::Sides => ("two lengths such as [148mm, 210mm]", "两个长度，如 [148mm, 210mm]"),
            Kind::Length => {
                ("a length such as 10.5pt, 210mm or 五号", "长度，如 10.5pt、210mm、五号")
            }
        }
    }
}

/// YAML that cannot be read.
pub fn yaml_invalid(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "yaml-invalid",
        span,
        words(
            format!("this is not valid YAML: {reason}"),
            format!("YAML 格式有误：{}", in_chinese(reason)),
        ),
    )
    .help(words(
        "check the indents, colons and quotes around this place",
        "请检查此处前后的缩进、冒号和引号",
    ))
}

/// A tab as an indent.
pub fn yaml_tab(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-tab",
        span,
        words("a tab indents this line, which YAML forbids", "此行用制表符缩进，YAML 不允许"),
    )
    .help(words("indent with spaces", "请用空格缩进"))
}

/// Two documents in one file.
pub fn yaml_many_documents(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-many-documents",
        span,
        words("book.yaml holds more than one document", "book.yaml 里不止一份文档"),
    )
    .help(words("remove the line --- and all below it", "请删去 --- 一行及其后的内容"))
}

/// Too many values.
pub fn yaml_too_many(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-too-many",
        span,
        words(
            format!("book.yaml has more than {limit} values"),
            format!("book.yaml 的值超过 {limit} 个"),
        ),
    )
    .help(words(
        "list chapters by a pattern, such as \"chapters/*.md\"",
        "请用通配符列出各章，如 \"chapters/*.md\"",
    ))
}

/// Values stand too deep in each other.
pub fn yaml_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-too-deep",
        span,
        words(
            format!("values stand more than {limit} deep in each other"),
            format!("键值嵌套超过 {limit} 层"),
        ),
    )
    .help(words(
        "write the values with fewer levels; book.yaml needs only three",
        "请减少嵌套层数；book.yaml 三层足够",
    ))
}

/// Aliases repeat too many values.
pub fn yaml_repeats_too_many(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-repeats-too-many",
        span,
        words(
            format!("the aliases (*name) of book.yaml repeat more than {limit} values"),
            format!("book.yaml 的别名（*name）展开超过 {limit} 个值"),
        ),
    )
    .help(words("write the values out without aliases", "请不用别名，直接写出各值"))
}

/// An alias that stands inside what it repeats.
pub fn yaml_alias_circle(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-alias-circle",
        span,
        words(
            "this alias (*name) stands inside the very value that it repeats",
            "此别名（*name）位于它所引用的值之中",
        ),
    )
    .help(words("write the value out", "请直接写出该值"))
}

/// `title：书`.
pub fn yaml_wide_colon(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-wide-colon",
        span,
        words(
            "a full-width colon stands after this key; YAML knows only the half-width one",
            "键的后面用了全角冒号，YAML 只认半角冒号",
        ),
    )
    .help(words("write `: `, a half-width colon and a space", "请写 `: `，即半角冒号加一个空格"))
}

/// A key that is a list, a map or nothing.
pub fn key_no_word(span: Span) -> Diagnostic {
    Diagnostic::error(
        "key-no-word",
        span,
        words("a key must be a word, such as `title`", "键应是一个词，如 `title`"),
    )
    .help(words("write `key: value`", "请写成 `键: 值`"))
}

/// A key that nobody knows.
pub fn key_unknown(span: Span, key: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    let help = match meant {
        Some(meant) => words(format!("did you mean `{meant}`?"), format!("是否想写 `{meant}`？")),
        None => {
            let (en, zh) = (known.join(", "), known.join("、"));
            words(format!("the keys here are: {en}"), format!("此处可用的键：{zh}"))
        }
    };
    Diagnostic::error(
        "key-unknown",
        span,
        words(format!("unknown key `{key}`"), format!("没有 `{key}` 这个键")),
    )
    .help(help)
}

/// A key that stands twice.
pub fn key_repeated(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        "key-repeated",
        span,
        words(format!("the key `{key}` stands twice"), format!("键 `{key}` 写了两次")),
    )
    .help(words("keep one of them", "请只留一个"))
}

/// A value of the wrong kind.
pub fn wrong_kind(span: Span, key: &str, expected: Kind, found: Kind, written: &str) -> Diagnostic {
    let (wanted, wanted_zh) = expected.words();
    let is_short = !written.is_empty() && written.chars().count() <= 40 && !written.contains('\n');
    let (found_en, found_zh) = match (found, found.words()) {
        (Kind::Text, _) if is_short => (format!("`{written}`"), format!(" `{written}`")),
        (Kind::Number, _) if is_short => {
            (format!("`{written}`, which is a number"), format!("数字 `{written}`"))
        }
        (Kind::Switch, (en, _)) if is_short => {
            (format!("`{written}`, which is {en}"), format!("开关 `{written}`"))
        }
        (Kind::List, _) if matches!(expected, Kind::Pair | Kind::Sides) => {
            ("a list of another length".to_owned(), "长度不符的列表".to_owned())
        }
        (_, (en, zh)) => (en.to_owned(), zh.to_owned()),
    };
    let key = if key.is_empty() { "book.yaml" } else { key };
    let diagnostic = Diagnostic::error(
        "wrong-kind",
        span,
        words(
            format!("`{key}` must be {wanted}, not {found_en}"),
            format!("`{key}` 应为{wanted_zh}，不能是{found_zh}"),
        ),
    );
    let (en, zh) = match (expected, found) {
        (Kind::Text, Kind::Number | Kind::Switch) if is_short => {
            (format!("put it in quotes: \"{written}\""), format!("请加引号：\"{written}\""))
        }
        (Kind::List, Kind::Text) if is_short => {
            (format!("make it a list: [{written}]"), format!("请写成列表：[{written}]"))
        }
        (Kind::Map, _) if key == "book.yaml" => {
            ("start with `title: …`".to_owned(), "请以 `title: …` 开头".to_owned())
        }
        _ => (format!("write {wanted}"), format!("请写{wanted_zh}")),
    };
    diagnostic.help(Words { en, zh })
}

/// A word that is none of the choices.
pub fn choice_unknown(span: Span, key: &str, word: &str, choices: &[&str]) -> Diagnostic {
    let (en, zh) = (choices.join(", "), choices.join("、"));
    Diagnostic::error(
        "choice-unknown",
        span,
        words(format!("`{key}` cannot be `{word}`"), format!("`{key}` 不能是 `{word}`")),
    )
    .help(words(format!("choose one of: {en}"), format!("可选：{zh}")))
}

/// A control character in text.
pub fn control_character(span: Span, key: &str, character: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::error(
        "control-character",
        span,
        words(
            format!("`{key}` holds the control character U+{code:04X}"),
            format!("`{key}` 含有控制字符 U+{code:04X}"),
        ),
    )
    .help(words("delete it", "请删去该字符"))
}

/// Text without a character.
pub fn text_empty(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        "text-empty",
        span,
        words(format!("`{key}` is empty"), format!("`{key}` 为空")),
    )
    .help(words("write something, or remove the key", "请填写，或删去此键"))
}

/// Text that is too long for what it is.
pub fn text_too_long(span: Span, key: &str, count: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "text-too-long",
        span,
        words(
            format!("`{key}` has {count} characters; the limit is {limit}"),
            format!("`{key}` 有 {count} 字，上限为 {limit}"),
        ),
    )
    .help(words("shorten it", "请缩短"))
}

/// A length that no page can have.
pub fn length_out_of_range(span: Span, key: &str, least: Len, most: Len) -> Diagnostic {
    Diagnostic::error(
        "length-out-of-range",
        span,
        words(
            format!("`{key}` must lie between {least}pt and {most}pt"),
            format!("`{key}` 应在 {least}pt 与 {most}pt 之间"),
        ),
    )
    .help(words("write a length in that range", "请改为此范围内的长度"))
}

/// A number beyond its limits.
pub fn number_out_of_range(span: Span, key: &str, least: u32, most: u32) -> Diagnostic {
    Diagnostic::error(
        "number-out-of-range",
        span,
        words(
            format!("`{key}` must lie between {least} and {most}"),
            format!("`{key}` 应在 {least} 与 {most} 之间"),
        ),
    )
    .help(words("write a number in that range", "请改为此范围内的数"))
}

/// A required key is not there.
pub fn key_missing(span: Span, key: &str, example: &str) -> Diagnostic {
    Diagnostic::error(
        "key-missing",
        span,
        words(format!("`{key}` is missing"), format!("缺少 `{key}`")),
    )
    .help(words(format!("add `{example}`"), format!("请加上 `{example}`")))
}

/// No chapter at all.
pub fn no_chapters(span: Span) -> Diagnostic {
    Diagnostic::error(
        "no-chapters",
        span,
        words("`chapters` names no chapter", "`chapters` 里一章也没有列"),
    )
    .help(words("add `chapters: [chapters/01.md]`", "请加上 `chapters: [chapters/01.md]`"))
}

/// A language tag that is none.
pub fn language_invalid(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::error(
        "language-invalid",
        span,
        words(
            format!("`language` cannot be `{tag}`: it is not a language tag (BCP 47)"),
            format!("`language` 不能是 `{tag}`：它不是语言标签（BCP 47）"),
        ),
    )
    .help(words(
        "write zh-Hans, zh-Hant, zh-Hant-HK, ja or en",
        "请写 zh-Hans、zh-Hant、zh-Hant-HK、ja 或 en",
    ))
}

/// A date that is none.
pub fn date_invalid(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "date-invalid",
        span,
        words(format!("`date` cannot be `{written}`"), format!("`date` 不能是 `{written}`")),
    )
    .help(words("write 2026, 2026-05 or 2026-05-01", "请写 2026、2026-05 或 2026-05-01"))
}

/// An ISBN whose digits do not fit.
pub fn isbn_invalid(span: Span, written: &str, check: Option<char>) -> Diagnostic {
    let help = match check {
        Some(digit) => words(
            format!("its last digit should be {digit}: compare it with the one you were given"),
            format!("末位校验码应为 {digit}，请与出版社给的书号核对"),
        ),
        None => words(
            "write 13 digits that start with 978 or 979, or the old 10",
            "请写以 978 或 979 开头的 13 位书号，或旧的 10 位书号",
        ),
    };
    Diagnostic::error(
        "isbn-invalid",
        span,
        words(format!("`{written}` is not a valid ISBN"), format!("`{written}` 不是有效的 ISBN")),
    )
    .help(help)
}

/// A file is listed twice.
pub fn chapter_listed_twice(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "chapter-listed-twice",
        span,
        words(format!("the chapter `{path}` is listed twice"), format!("`{path}` 这一章列了两次")),
    )
    .help(words("remove one of the two entries", "请删去其中一处"))
}

/// A pattern that no file matches.
pub fn pattern_without_files(span: Span, pattern: &str) -> Diagnostic {
    Diagnostic::error(
        "pattern-without-files",
        span,
        words(format!("no file matches `{pattern}`"), format!("没有文件与 `{pattern}` 相符")),
    )
    .help(words(
        "check the pattern: * stands for any part of a name",
        "请检查写法：* 代表文件名的任意部分",
    ))
}

/// Too many patterns.
pub fn patterns_too_many(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "patterns-too-many",
        span,
        words(
            format!("more than {limit} patterns are listed; this one is not looked at"),
            format!("列出的通配符超过 {limit} 个；此处起未予理会"),
        ),
    )
    .help(words("let one pattern stand for many files", "请用一个通配符代表多个文件"))
}

/// Too many chapters.
pub fn chapters_too_many(span: Span, count: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "chapters-too-many",
        span,
        words(
            format!("the book has {count} chapters; the limit is {limit}"),
            format!("全书有 {count} 章，上限为 {limit}"),
        ),
    )
    .help(words("make several volumes of the book", "请把书分成几册"))
}

/// A part whose first chapter is no chapter of the book.
pub fn part_without_chapter(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "part-without-chapter",
        span,
        words(
            format!("`{path}` opens a part but is no chapter of the body"),
            format!("`{path}` 是一卷之首，却不在正文各章之中"),
        ),
    )
    .help(words("list it under `chapters`", "请把它列入 `chapters`"))
}

/// Parts that do not stand in the order of their chapters.
pub fn parts_out_of_order(span: Span, title: &str) -> Diagnostic {
    Diagnostic::error(
        "parts-out-of-order",
        span,
        words(
            format!("the part `{title}` opens before or with the part above it"),
            format!("卷 `{title}` 的首章不在上一卷首章之后"),
        ),
    )
    .help(words("put the parts in the order of their chapters", "请按各章次序排列各卷"))
}

/// Parts in two ways at once.
pub fn part_keys_clash(span: Span) -> Diagnostic {
    Diagnostic::error(
        "part-keys-clash",
        span,
        words(
            "this part does not name its chapters in the one way of all parts",
            "此卷写明各章的方式有误，或与其他各卷不一致",
        ),
    )
    .help(words(
        "write `chapters` in every part, or `first` in every part beside one list `chapters`",
        "请各卷都写 `chapters`；或另列一份 `chapters` 总表，各卷都写 `first`",
    ))
}

/// A cover that is named but not there.
pub fn cover_missing(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "cover-missing",
        span,
        words(format!("the cover `{path}` does not exist"), format!("找不到封面 `{path}`")),
    )
    .help(words(
        "put it into covers/ inside or beside the book, or remove `cover` to have one drawn",
        "请放入书稿文件夹之内或旁边的 covers/；或删去 `cover`，由程序绘制",
    ))
}

/// book.toml cannot be read.
pub fn toml_invalid(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "toml-invalid",
        span,
        words(
            format!("this is not valid TOML: {reason}"),
            format!("TOML 格式有误：{}", in_chinese(reason)),
        ),
    )
    .help(words("correct this place of book.toml", "请改正 book.toml 的这一处"))
}

/// book.toml does not say the language.
pub fn language_assumed(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::note(
        "language-assumed",
        span,
        words(
            format!("book.toml names no language; `{tag}` is assumed"),
            format!("book.toml 没有注明语言，按 `{tag}` 处理"),
        ),
    )
    .help(words(
        format!("add `language = \"{tag}\"` under [book]"),
        format!("请在 [book] 之下加上 `language = \"{tag}\"`"),
    ))
}

/// A draft chapter of SUMMARY.md.
pub fn draft_skipped(span: Span, title: &str) -> Diagnostic {
    Diagnostic::note(
        "draft-skipped",
        span,
        words(
            format!("the draft chapter `{title}` has no file and is left out"),
            format!("草稿章节 `{title}` 没有文件，未收入书中"),
        ),
    )
    .help(words(
        "link it to a file once it is written, or remove it from SUMMARY.md",
        "写成之后请链接到文件，或从 SUMMARY.md 里删去",
    ))
}

/// `auto` stands for something that the pages cannot tell.
pub fn imprint_not_derived(span: Span, name: &str, names: &[&str]) -> Diagnostic {
    let names = names.join("、");
    Diagnostic::error(
        "imprint-not-derived",
        span,
        words(
            format!("`imprint.{name}` cannot be worked out from the pages"),
            format!("`imprint.{name}` 无法由版面推算"),
        ),
    )
    .help(words(
        format!("write its value; `auto` is for {names}"),
        format!("请直接写出；`auto` 只用于{names}"),
    ))
}
