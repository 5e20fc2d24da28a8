//! What the program says beside its messages: their labels, sums, figures, reasons of the system.

use std::io::ErrorKind;

use crate::diag::report::{Severity, Words, words};

/// What a severity is called before a message.
pub fn severity(severity: Severity) -> Words {
    match severity {
        Severity::Error => words("error", "错误"),
        Severity::Warning => words("warning", "警告"),
        Severity::Note => words("note", "提示"),
    }
}

/// What stands before the way out.
pub fn help() -> Words {
    words("help", "办法")
}

/// Where a place of several lines ends.
pub fn up_to_line(line_number: usize) -> Words {
    words(format!("… to line {line_number}"), format!("…… 至第 {line_number} 行"))
}

/// The messages of a kind that are not shown.
pub fn more_alike(count: usize) -> Words {
    words(
        format!("… {count} more; --message-format short shows all"),
        format!("…… 另有 {count} 处；加 --message-format short 可看全部"),
    )
}

/// How much was found.
pub fn summary(errors: usize, warnings: usize, notes: usize) -> Words {
    let mut en = format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
    let mut zh = format!("{errors} 个错误，{warnings} 个警告");
    if notes > 0 {
        en.push_str(&format!(", {}", counted(notes, "note")));
        zh.push_str(&format!("，{notes} 条提示"));
    }
    Words { en, zh }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Why the system does not read or write a file.
pub fn system(kind: ErrorKind) -> Words {
    match kind {
        ErrorKind::NotFound => words("it does not exist", "文件不存在"),
        ErrorKind::PermissionDenied => words("permission denied", "没有权限"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            words("a part of its path is a file, not a folder", "路径中有一段是文件，不是文件夹")
        }
        ErrorKind::IsADirectory => words("it is a folder", "它是文件夹"),
        ErrorKind::ReadOnlyFilesystem => words("the file system is read-only", "文件系统只读"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => words("the disk is full", "磁盘已满"),
        ErrorKind::InvalidFilename => {
            words("the system does not take such a name", "系统不接受这样的文件名")
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            words("another program is using it", "另一个程序正在使用它")
        }
        other => words(format!("the system says “{other}”"), format!("系统报告“{other}”")),
    }
}

/// Why a file that is there is not written anew.
pub fn read_only() -> Words {
    words("it is read-only", "文件为只读")
}

/// Before the other places that a message speaks of.
pub fn also() -> Words {
    words("also", "另见")
}

/// How much `publish fmt` changes, or would.
pub fn changes(changes: usize, files: usize) -> Words {
    if files == 0 {
        return words("nothing to change", "没有需要改动之处");
    }
    words(
        format!("{} to make in {}", counted(changes, "change"), counted(files, "file")),
        format!("有 {files} 个文件可改动，共 {changes} 处"),
    )
}

/// How much `publish fmt --write` has changed.
pub fn changed(changes: usize, files: usize) -> Words {
    if files == 0 {
        return words("nothing to change", "没有需要改动之处");
    }
    words(
        format!("{} made in {}", counted(changes, "change"), counted(files, "file")),
        format!("已改动 {files} 个文件，共 {changes} 处"),
    )
}

/// Why a device, a pipe or a folder is not replaced by a book.
pub fn no_regular_file() -> Words {
    words("it is a folder or a device, not a regular file", "它是文件夹或设备，不是普通文件")
}

/// Before the reason of a message, in its longer story.
pub fn why() -> Words {
    words("Why", "为什么")
}

/// Before the way out, in the longer story.
pub fn way_out() -> Words {
    words("Way out", "怎么办")
}

/// Over what leads to a message.
pub fn wrong() -> Words {
    words("Wrong", "错误写法")
}

/// Over what does not.
pub fn right() -> Words {
    words("Right", "正确写法")
}

/// At the foot of the list of all ids.
pub fn explain_more() -> Words {
    words("`publish explain ID` tells the story of one.", "`publish explain 编号` 详解其中一条。")
}
