//! What can be wrong with the command line and with what the program writes.

use crate::diag::report::{Diagnostic, Place, Severity, Words, words};

/// How many names a message lists.
const MOST_NAMED: usize = 12;

fn error(id: &'static str, message: Words, help: Words) -> Diagnostic {
    Diagnostic {
        id,
        severity: Severity::Error,
        place: Place::Book,
        message,
        also: Vec::new(),
        help: Some(help),
    }
}

/// `publish bind`.
pub fn command_unknown(word: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    error(
        "command-unknown",
        words(format!("there is no command `{word}`"), format!("没有 `{word}` 这个命令")),
        meant_or_known(meant, known, ("the commands are", "可用的命令")),
    )
}

/// Flags, but no command.
pub fn command_missing(known: &[&str]) -> Diagnostic {
    error(
        "command-missing",
        words("no command is given", "没有写命令"),
        meant_or_known(None, known, ("the commands are", "可用的命令")),
    )
}

/// `publish pdf --fro print`.
pub fn flag_unknown(flag: &str, meant: Option<&str>, page: &str) -> Diagnostic {
    error(
        "flag-unknown",
        words(format!("there is no option `{flag}` here"), format!("此处没有选项 `{flag}`")),
        meant_or_page(meant, page),
    )
}

/// More words than a command takes.
pub fn argument_unexpected(word: &str, page: &str) -> Diagnostic {
    error(
        "argument-unexpected",
        words(format!("`{word}` is one argument too many"), format!("多了一个参数 `{word}`")),
        meant_or_page(None, page),
    )
}

/// A command without a word that it needs.
pub fn argument_missing(names: &[&str], page: &str) -> Diagnostic {
    error(
        "argument-missing",
        words(format!("{} is missing", names.join(", ")), format!("缺少参数 {}", names.join("、"))),
        meant_or_page(None, page),
    )
}

/// An option without its value.
pub fn value_missing(flag: &str, choices: &[&str]) -> Diagnostic {
    let help = match choices {
        [] => words("write the value after it", "请在其后写上值"),
        choices => meant_or_known(None, choices, ("choose one of", "可选")),
    };
    error(
        "value-missing",
        words(format!("`{flag}` needs a value"), format!("`{flag}` 缺少值")),
        help,
    )
}

/// A value that is none of the choices.
pub fn value_unknown(flag: &str, value: &str, meant: Option<&str>, choices: &[&str]) -> Diagnostic {
    error(
        "value-unknown",
        words(format!("`{flag}` cannot be `{value}`"), format!("`{flag}` 不能是 `{value}`")),
        meant_or_known(meant, choices, ("choose one of", "可选")),
    )
}

/// A value that is no number.
pub fn value_invalid(flag: &str, value: &str) -> Diagnostic {
    error(
        "value-invalid",
        words(
            format!("`{flag}` needs a whole number, not `{value}`"),
            format!("`{flag}` 的值应为整数，不能是 `{value}`"),
        ),
        words("write a number such as 4", "请写数字，例如 4"),
    )
}

/// A value for an option that has none.
pub fn value_unexpected(flag: &str, value: &str) -> Diagnostic {
    error(
        "value-unexpected",
        words(
            format!("`{flag}` takes no value, but `{value}` is given"),
            format!("`{flag}` 不带值，却写了 `{value}`"),
        ),
        words(format!("write `{flag}` alone"), format!("请只写 `{flag}`")),
    )
}

/// The same option twice, or two that exclude each other.
pub fn flags_clash(flag: &str, other: &str) -> Diagnostic {
    let message = if flag == other {
        words(format!("`{flag}` is given twice"), format!("`{flag}` 写了两次"))
    } else {
        words(
            format!("`{flag}` and `{other}` exclude each other"),
            format!("`{flag}` 与 `{other}` 不能同时使用"),
        )
    };
    error("flags-clash", message, words("keep one of them", "请只留一个"))
}

/// Whatever else the parser of the command line does not take; `reason` is its own sentence.
pub fn usage_wrong(reason: &str, page: &str) -> Diagnostic {
    error(
        "usage-wrong",
        words(
            format!("the command line cannot be understood: {reason}"),
            format!("无法理解这条命令（{reason}）"),
        ),
        meant_or_page(None, page),
    )
}

/// `publish explain` with an id that no message has.
pub fn message_unknown(id: &str, near: &[&str]) -> Diagnostic {
    let help = match near {
        [] => words("`publish explain` lists all ids", "`publish explain` 列出全部编号"),
        near => words(
            format!("near it are: {}; `publish explain` lists all ids", listed(near, ", ")),
            format!("相近的有：{}；`publish explain` 列出全部编号", listed(near, "、")),
        ),
    };
    error(
        "message-unknown",
        words(format!("no message has the id `{id}`"), format!("没有编号为 `{id}` 的消息")),
        help,
    )
}

/// A book, or a file of a new book, cannot be written.
pub fn output_unwritable(path: &str, reason: &Words) -> Diagnostic {
    let message = words(
        format!("this file cannot be written: {}", reason.en),
        format!("无法写入此文件：{}", reason.zh),
    );
    Diagnostic::file_error("output-unwritable", path, message).help(words(
        "choose another place, or see to the disk and your rights there",
        "请另选位置，或检查磁盘空间和写入权限",
    ))
}

/// `publish new` in a folder that has something in it.
pub fn folder_taken(path: &str) -> Diagnostic {
    let message =
        words("this is not an empty folder, and nothing is overwritten", "此处已有内容，不会覆盖");
    Diagnostic::file_error("folder-taken", path, message)
        .help(words("name a folder that does not exist yet", "请给出一个尚不存在的文件夹名"))
}

/// What was most likely meant; else what there is.
fn meant_or_known(meant: Option<&str>, known: &[&str], lead: (&str, &str)) -> Words {
    match meant {
        Some(meant) => did_you_mean(meant),
        None => words(
            format!("{}: {}", lead.0, listed(known, ", ")),
            format!("{}：{}", lead.1, listed(known, "、")),
        ),
    }
}

/// What was most likely meant; else which help tells.
fn meant_or_page(meant: Option<&str>, page: &str) -> Words {
    match meant {
        Some(meant) => did_you_mean(meant),
        None => {
            words(format!("`{page} --help` tells what it takes"), format!("用法见 `{page} --help`"))
        }
    }
}

fn did_you_mean(meant: &str) -> Words {
    words(format!("did you mean `{meant}`?"), format!("是否想写 `{meant}`？"))
}

fn listed(names: &[&str], between: &str) -> String {
    let rest = if names.len() > MOST_NAMED { " …" } else { "" };
    let shown: Vec<&str> = names.iter().take(MOST_NAMED).copied().collect();
    format!("{}{rest}", shown.join(between))
}
