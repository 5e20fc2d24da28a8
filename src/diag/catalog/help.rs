//! Every text of `--help`, in both languages: commands, their arguments, options, values, headings.
//!
//! A row's key is what a person types: `check --dump` for an option, `check --dump=text` for one of
//! its values, `new DIR` for an argument; `--lang` and `BOOK` hold for every command that has no row
//! of its own. A test of `src/help/` says which row is missing and which one nothing uses. Never
//! here: how a page looks.

use crate::diag::report::{Words, words};

type Row = (&'static str, &'static str, &'static str);

/// The texts.
const ROWS: &[Row] = &[
    (
        "",
        "Turn a Chinese manuscript in Markdown into an EPUB and a PDF",
        "把 Markdown 写成的中文书稿排成 EPUB 和 PDF",
    ),
    ("--message-format", "Form of messages on standard error", "标准错误上消息的样式"),
    ("--message-format=human", "with the source line and carets", "附原文一行，并标出位置"),
    (
        "--message-format=short",
        "path:line:column: severity[id]: message",
        "一行一条：路径:行:列: 级别[编号]：消息",
    ),
    (
        "--message-format=json",
        "one object a line (docs/messages.md)",
        "一行一个 JSON 对象（见 docs/messages.md）",
    ),
    (
        "--lang",
        "Language of messages and help [default: from LC_ALL, LC_MESSAGES, LANG]",
        "消息与帮助的语言［默认取自 LC_ALL、LC_MESSAGES、LANG］",
    ),
    ("--lang=en", "English", "英文"),
    ("--lang=zh", "Chinese", "中文"),
    (
        "--strict",
        "Let warnings fail too; the bytes of a book stay the same",
        "有警告也算失败；成书的内容不变",
    ),
    ("--quiet", "Say nothing but errors", "只报错误"),
    ("--verbose", "Say more: notes too", "连提示也显示"),
    ("--jobs", "Work with so many threads [default: all cores]", "使用的线程数［默认用全部核心］"),
    (
        "--allow-missing",
        "Set 〓 for characters that no font has, instead of failing",
        "字体缺字时以 〓 代替，而不报错",
    ),
    ("--help", "Show this help", "显示帮助"),
    ("--version", "Show the version", "显示版本"),
    (
        "BOOK",
        "The book's folder: book.yaml, or an mdBook folder",
        "书稿文件夹：内有 book.yaml，或是 mdBook 文件夹",
    ),
    ("new", "Make a new book, ready to build", "新建一本可以直接生成的书"),
    (
        "new DIR",
        "The folder to make; it must not exist or be empty",
        "要新建的文件夹；须尚不存在，或为空",
    ),
    (
        "check",
        "Read, normalize and set the book, and report; build nothing",
        "读取、规整并排版，报告问题；不生成文件",
    ),
    ("check --dump", "Print the book as the program understands it", "打印程序所理解的书"),
    (
        "check --dump=text",
        "the normalized text, a line for each paragraph, head and verse line",
        "规整后的文字，每段、每个标题、每句诗一行",
    ),
    ("check --dump=model", "the whole book as a tree", "整本书的结构"),
    ("check --dump=pages", "every page: where each run of glyphs stands", "每一页上各串字形的位置"),
    (
        "check --stats",
        "Print the figures of the book: every chapter, rare characters, the contents",
        "打印全书统计：各章字数、生僻字、目录",
    ),
    ("check --stats=table", "columns, for people", "供人阅读的表格"),
    ("check --stats=json", "one JSON document (docs/stats.md)", "一份 JSON（见 docs/stats.md）"),
    (
        "check --typography",
        "Tell how well the lines are set, and show the worst",
        "报告各行排得松紧如何，并列出最差的几行",
    ),
    (
        "check --pdf",
        "Look at a finished PDF with the eyes of a print house instead (docs/print.md)",
        "改为检查一个做好的 PDF 能否付印（见 docs/print.md）",
    ),
    ("check --preset", "Whose demands hold for that PDF too", "同时按哪一家的要求检查该 PDF"),
    ("check --preset=cn", "printers in China", "国内印厂"),
    ("check --preset=kdp", "Kindle Direct Publishing", "亚马逊 KDP"),
    ("check --preset=ingram", "IngramSpark", "IngramSpark"),
    ("check --preset=lulu", "Lulu", "Lulu"),
    (
        "fmt",
        "Show or apply what the normalizer would change in the Markdown",
        "列出规整时要改动的地方，或直接改进 Markdown 原稿",
    ),
    ("fmt --diff", "Show the changes as a unified diff (the default)", "以 diff 显示改动（默认）"),
    ("fmt --write", "Apply the changes to the files", "把改动写入文件"),
    (
        "fmt --check",
        "Name the files that would change, and exit with 1 if there are any",
        "列出需要改动的文件；若有则退出码为 1",
    ),
    ("epub", "Write the EPUB", "生成 EPUB"),
    (
        "epub --output",
        "Where to write it [default: dist/TITLE.epub]",
        "写到何处［默认：dist/书名.epub］",
    ),
    ("pdf", "Write the PDF", "生成 PDF"),
    (
        "pdf --output",
        "Where to write it [default: dist/TITLE.pdf]",
        "写到何处［默认：dist/书名.pdf］",
    ),
    ("pdf --for", "What the PDF is for", "PDF 的用途"),
    ("pdf --for=screen", "reading on a screen", "屏幕阅读"),
    ("pdf --for=print", "a print house", "交付印刷"),
    (
        "pdf --preset",
        "Whose demands hold in print [default: print.preset of book.yaml]",
        "按哪一家的要求印刷［默认：book.yaml 的 print.preset］",
    ),
    ("pdf --preset=cn", "printers in China", "国内印厂"),
    ("pdf --preset=kdp", "Kindle Direct Publishing", "亚马逊 KDP"),
    ("pdf --preset=ingram", "IngramSpark", "IngramSpark"),
    ("pdf --preset=lulu", "Lulu", "Lulu"),
    ("release", "Make a release from a git tag", "从 git 标签生成发行版"),
    ("release TAG", "The tag, such as v1.2.0", "标签，例如 v1.2.0"),
    (
        "release --output",
        "The folder of the release [default: dist/TAG]",
        "发行版放在哪个文件夹［默认：dist/标签］",
    ),
    (
        "release --attach",
        "Keep the files in git too, with the tag (refs/releases/TAG)",
        "把文件连同标签也存进 git（refs/releases/标签）",
    ),
    (
        "release --fetch",
        "Make nothing: bring the attached files from the remote",
        "不生成，只从远程仓库取回所存的文件",
    ),
    (
        "release --remote",
        "With --attach, push tag and files there; with --fetch, where from [default there: origin]",
        "与 --attach 同用时推送标签和文件；与 --fetch 同用时从此取回［此时默认 origin］",
    ),
    (
        "verify",
        "Tell whether a release is whole, and byte for byte what its tag makes",
        "核对发行版是否完整，是否与标签重新生成的逐字节相同",
    ),
    (
        "verify DIR|TAG",
        "The folder of a release, or a tag whose files are kept in git",
        "发行版文件夹，或文件已存进 git 的标签",
    ),
    (
        "pdf --standard",
        "Which standard the file for print keeps to [default: print.standard, or what the house asks]",
        "印刷文件遵守的标准［默认：print.standard，或印厂的要求］",
    ),
    ("pdf --standard=x4", "PDF/X-4", "PDF/X-4"),
    ("pdf --standard=x1a", "PDF/X-1a:2003", "PDF/X-1a:2003"),
    (
        "cover",
        "Write the cover for the press: back, spine and front in one piece",
        "生成印刷用的封面：封底、书脊、封面连成一幅",
    ),
    (
        "cover --output",
        "Where to write it [default: dist/TITLE.cover.pdf]",
        "写到何处［默认：dist/书名.cover.pdf］",
    ),
    (
        "cover --preset",
        "Whose demands hold [default: print.preset of book.yaml]",
        "按哪一家的要求［默认：book.yaml 的 print.preset］",
    ),
    ("cover --preset=cn", "printers in China", "国内印厂"),
    ("cover --preset=kdp", "Kindle Direct Publishing", "亚马逊 KDP"),
    ("cover --preset=ingram", "IngramSpark", "IngramSpark"),
    ("cover --preset=lulu", "Lulu", "Lulu"),
    (
        "cover --standard",
        "Which standard the file keeps to [default: print.standard, or what the house asks]",
        "文件遵守的标准［默认：print.standard，或印厂的要求］",
    ),
    ("cover --standard=x4", "PDF/X-4", "PDF/X-4"),
    ("cover --standard=x1a", "PDF/X-1a:2003", "PDF/X-1a:2003"),
    (
        "explain",
        "Tell more of a message: what it means, why it matters, the way out",
        "详解一条消息：什么意思，为何要紧，怎么办",
    ),
    (
        "explain ID",
        "The id in square brackets, such as quote-unpaired; without one, all ids are listed",
        "方括号里的编号，如 quote-unpaired；不写则列出全部编号",
    ),
    (
        "completions",
        "Print a script that completes commands and options in a shell",
        "打印命令行补全脚本",
    ),
    ("completions SHELL", "The shell", "所用的 shell"),
    ("completions SHELL=bash", "Bash", "Bash"),
    ("completions SHELL=elvish", "Elvish", "Elvish"),
    ("completions SHELL=fish", "Fish", "Fish"),
    ("completions SHELL=powershell", "PowerShell", "PowerShell"),
    ("completions SHELL=zsh", "Zsh", "Zsh"),
    ("man", "Print the manual page", "打印手册页（man page）"),
    ("help", "Show the help of a command", "显示某个命令的帮助"),
    ("help COMMAND", "The command", "命令名"),
];

/// The key that tells of an option, argument or value of a command: its own, or that of all.
pub fn key(command: &str, name: &str) -> Option<&'static str> {
    let own = if name.is_empty() { command.to_owned() } else { format!("{command} {name}") };
    let find = |wanted: &str| keys().find(|known| *known == wanted);
    find(&own).or_else(|| find(name).filter(|_| !name.is_empty()))
}

/// The text of a key.
pub fn text(key: &str) -> Option<Words> {
    let row = ROWS.iter().find(|(known, _, _)| *known == key)?;
    Some(words(row.1, row.2))
}

/// All keys, in the order of the table.
pub fn keys() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|(key, _, _)| *key)
}

/// A heading of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Before the pattern of a command line.
    Usage,
    /// Over the commands.
    Commands,
    /// Over the words that a command takes.
    Arguments,
    /// Over the options of a command.
    Options,
    /// Over the options that every command takes.
    Everywhere,
    /// Over what the program's exit tells.
    ExitCodes,
    /// Over the variables that it reads.
    Environment,
}

/// A heading in both languages.
pub fn heading(heading: Heading) -> Words {
    match heading {
        Heading::Usage => words("Usage:", "用法："),
        Heading::Commands => words("Commands:", "命令："),
        Heading::Arguments => words("Arguments:", "参数："),
        Heading::Options => words("Options:", "选项："),
        Heading::Everywhere => words("Options of every command:", "各命令通用的选项："),
        Heading::ExitCodes => words("Exit codes:", "退出码："),
        Heading::Environment => words("Environment:", "环境变量："),
    }
}

/// What stands for the options in a pattern.
pub fn any_options() -> Words {
    words("[OPTIONS]", "[选项]")
}

/// What stands for a command in a pattern.
pub fn any_command() -> Words {
    words("<COMMAND>", "<命令>")
}

/// The value that holds when none is given.
pub fn default_value(value: &str) -> Words {
    // A no-break space keeps the two together.
    words(format!("[default:\u{A0}{value}]"), format!("［默认：{value}］"))
}

/// Where the help of a command is, at the foot of the first page.
pub fn more() -> Words {
    words(
        "`publish COMMAND --help` tells more of a command, `publish explain ID` of a message.",
        "各命令的用法见 `publish 命令 --help`，消息的详解见 `publish explain 编号`。",
    )
}

/// What the exit code tells: the code and its meaning.
pub fn exit_codes() -> [(&'static str, Words); 4] {
    [
        ("0", words("done", "完成")),
        ("1", words("the book has errors; nothing is written", "书有错误，没有写出文件")),
        ("2", words("wrong usage", "用法有误")),
        ("3", words("the machine: disk, rights", "机器的问题：磁盘、权限")),
    ]
}

/// The variables that the program reads.
pub fn environment() -> [(&'static str, Words); 3] {
    [
        (
            "LC_ALL, LC_MESSAGES, LANG",
            words("the language of messages: zh… is Chinese", "消息的语言：zh 开头为中文"),
        ),
        ("NO_COLOR", words("no colours, when it is not empty", "不为空时不用颜色")),
        ("SOURCE_DATE_EPOCH", words("the date in the book's metadata", "写入书籍元数据的日期")),
    ]
}

/// Lines that the maker of man pages writes in English, and what they are in Chinese.
pub const MAN_WORDS: &[(&str, &str)] = &[
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 概要"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SS SYNOPSIS", ".SS 概要"),
    (".SS OPTIONS", ".SS 选项"),
    ("\\fIPossible values:\\fR", "\\fI可选值：\\fR"),
];
