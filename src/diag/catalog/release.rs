//! What can be wrong with a release, and the words of its notes.

use crate::diag::report::{Diagnostic, Place, Severity, Words, words};
use crate::diag::span::Span;

/// How many digits of a commit a message shows.
const DIGITS: usize = 12;

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

fn file(id: &'static str, path: &str, message: Words, help: Words) -> Diagnostic {
    Diagnostic::file_error(id, path, message).help(help)
}

fn short(commit: &str) -> String {
    commit.chars().take(DIGITS).collect()
}

/// The program `git` is not installed.
pub fn git_missing() -> Diagnostic {
    error(
        "git-missing",
        words("the program `git` is not to be found", "找不到 `git` 程序"),
        words(
            "install git (Debian: `apt install git`) and see that it stands in PATH",
            "请安装 git（Debian：`apt install git`），并确认它在 PATH 中",
        ),
    )
}

/// Git does not do what it is asked to; `reason` is its own sentence.
pub fn git_failed(command: &str, reason: &str) -> Diagnostic {
    error(
        "git-failed",
        words(
            format!("`git {command}` fails: {reason}"),
            format!("`git {command}` 失败：{reason}"),
        ),
        words(
            "nothing was changed; see to what git says, to the disk and to your rights, and try again",
            "没有改动任何内容；请按 git 的提示检查磁盘和权限，然后重试",
        ),
    )
}

/// A folder that is in no repository.
pub fn repository_missing(path: &str) -> Diagnostic {
    file(
        "repository-missing",
        path,
        words("this folder is in no git repository", "此文件夹不在 git 仓库中"),
        words(
            "a release is made from a tag: `git init`, commit the book, `git tag -a v1.0.0`",
            "发行版由标签生成：请先 `git init`，提交书稿，再 `git tag -a v1.0.0`",
        ),
    )
}

/// There is no such tag.
pub fn tag_missing(tag: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => words(format!("did you mean `{near}`?"), format!("是否想写 `{near}`？")),
        None => words(
            format!("make it with `git tag -a {tag}`, or bring tags with `git fetch --tags`"),
            format!("请用 `git tag -a {tag}` 建立，或用 `git fetch --tags` 取回标签"),
        ),
    };
    error(
        "tag-missing",
        words(
            format!("there is no tag `{tag}` in this repository"),
            format!("仓库里没有标签 `{tag}`"),
        ),
        help,
    )
}

/// A tag of a file or a folder.
pub fn tag_without_commit(tag: &str) -> Diagnostic {
    error(
        "tag-without-commit",
        words(format!("the tag `{tag}` names no commit"), format!("标签 `{tag}` 指的不是提交")),
        words(
            "tag the commit itself: `git tag -a NAME COMMIT`",
            "请给提交打标签：`git tag -a 名称 提交`",
        ),
    )
}

/// The tag was moved while its release was made.
pub fn tag_moved(tag: &str) -> Diagnostic {
    error(
        "tag-moved",
        words(
            format!("the tag `{tag}` was moved while its release was made"),
            format!("生成发行版时，标签 `{tag}` 被移动了"),
        ),
        words(
            "nothing was written; try again once the tag stays where it is",
            "没有写出任何文件；请待标签不再变动后重试",
        ),
    )
}

/// A release of a commit for which the tag no longer stands.
pub fn tag_of_another(tag: &str, released: &str, now: &str) -> Diagnostic {
    let (released, now) = (short(released), short(now));
    error(
        "tag-of-another-commit",
        words(
            format!("the release is of commit {released}, but the tag `{tag}` is {now} here"),
            format!("发行版由提交 {released} 生成，而此处的标签 `{tag}` 指向 {now}"),
        ),
        words(
            "a published tag must not move: ask its maker which is right, and make a new tag for what is new",
            "已发布的标签不应移动：请向打标签的人核实；新内容请用新标签",
        ),
    )
}

/// A clone without its history.
pub fn clone_shallow() -> Diagnostic {
    error(
        "clone-shallow",
        words("this clone lacks its history", "这个克隆缺少历史（浅克隆）"),
        words(
            "bring it with `git fetch --unshallow --tags`",
            "请用 `git fetch --unshallow --tags` 补全",
        ),
    )
}

/// book.yaml names another version than the tag.
pub fn version_differs(span: Span, version: &str, tag: &str) -> Diagnostic {
    let message = words(
        format!("`version` is {version}, but the tag is `{tag}`"),
        format!("`version` 是 {version}，标签却是 `{tag}`"),
    );
    Diagnostic::error("version-differs", span, message).help(words(
        "write the tag's version into book.yaml, commit, and tag that commit; or leave `version` out",
        "请把 book.yaml 的版本改成与标签一致，提交后再打标签；也可以不写 `version`",
    ))
}

/// A folder where a release should go has other things in it; `strange` is one that is not ours.
pub fn place_taken(path: &str, strange: Option<&str>) -> Diagnostic {
    let message = match strange {
        Some(name) => words(
            format!("this folder holds `{name}`, which is no part of the release"),
            format!("此文件夹里的 `{name}` 不属于发行版"),
        ),
        None => words(
            "this folder has something in it that is no release",
            "此文件夹已有内容，而且不是发行版",
        ),
    };
    file(
        "release-place-taken",
        path,
        message,
        words(
            "nothing is overwritten: move it away, or name another folder with `--output`",
            "不会覆盖：请移走其中内容，或用 `--output` 另选文件夹",
        ),
    )
}

/// A folder with the release of another tag, or of the tag where it stood before.
pub fn place_of_another(path: &str, tag: &str, commit: &str) -> Diagnostic {
    let commit = short(commit);
    file(
        "release-of-another-commit",
        path,
        words(
            format!("this folder holds the release of `{tag}` from commit {commit}"),
            format!("此文件夹里是 `{tag}` 由提交 {commit} 生成的发行版"),
        ),
        words(
            "a published tag must not move: make a new tag; if nothing was published, remove the folder",
            "已发布的标签不应移动，请打新标签；若尚未发布，请删去此文件夹",
        ),
    )
}

/// A release that git keeps already, with other files.
pub fn attached_differs(tag: &str) -> Diagnostic {
    error(
        "release-attached-differs",
        words(
            format!("other files are attached to `{tag}` already"),
            format!("标签 `{tag}` 已存有另一份文件"),
        ),
        words(
            format!(
                "what was published stays; if it was not, `git update-ref -d refs/releases/{tag}`"
            ),
            format!(
                "已发布的不会改动；若尚未发布，请用 `git update-ref -d refs/releases/{tag}` 删去"
            ),
        ),
    )
}

/// A tag to which no files are attached.
pub fn release_missing(tag: &str) -> Diagnostic {
    error(
        "release-missing",
        words(
            format!("there is no folder `{tag}`, and git keeps no release of such a tag"),
            format!("没有名为 `{tag}` 的文件夹，git 里也没有存着这个标签的发行版"),
        ),
        words(
            format!("bring it with `publish release --fetch {tag}`, or name a folder"),
            format!("请用 `publish release --fetch {tag}` 取回，或给出文件夹"),
        ),
    )
}

/// A remote without the tag, or without files attached to it.
pub fn remote_without_release(remote: &str, tag: &str) -> Diagnostic {
    error(
        "remote-without-release",
        words(
            format!("`{remote}` keeps no release of `{tag}`"),
            format!("远程仓库 `{remote}` 没有 `{tag}` 的发行版"),
        ),
        words(
            format!("its maker sends it with `publish release {tag} --attach --remote {remote}`"),
            format!("须由发布者用 `publish release {tag} --attach --remote {remote}` 推送"),
        ),
    )
}

/// A remote has another tag or other files of the same name.
pub fn remote_differs(remote: &str, tag: &str) -> Diagnostic {
    error(
        "remote-differs",
        words(
            format!("`{remote}` has another tag or release `{tag}` than this repository"),
            format!("远程仓库 `{remote}` 的标签或发行版 `{tag}` 与此处的不同"),
        ),
        words(
            "nothing was changed there or here; a published tag must not move: make a new one",
            "两边都没有改动；已发布的标签不应移动，请打新标签",
        ),
    )
}

/// A file of a release that the system does not read.
pub fn release_unreadable(path: &str, reason: &Words) -> Diagnostic {
    file(
        "release-unreadable",
        path,
        words(format!("this cannot be read: {}", reason.en), format!("无法读取：{}", reason.zh)),
        words("see to the disk and your rights there", "请检查磁盘和读取权限"),
    )
}

/// `SHA256SUMS` is missing or makes no sense.
pub fn sums_unreadable() -> Diagnostic {
    file(
        "release-sums-unreadable",
        "SHA256SUMS",
        words("the list of sums is missing or damaged", "校验和清单缺失或损坏"),
        fetch_again(),
    )
}

/// `release.json` is missing or makes no sense; `reason` is the reader's sentence.
pub fn record_unreadable(reason: &str) -> Diagnostic {
    file(
        "release-record-unreadable",
        "release.json",
        words(
            format!("it does not tell what the release is made from: {reason}"),
            format!("读不出发行版的来源（{reason}）"),
        ),
        fetch_again(),
    )
}

/// A file that the release should have.
pub fn file_missing(name: &str) -> Diagnostic {
    file(
        "release-file-missing",
        name,
        words("this file of the release is missing", "发行版缺少此文件"),
        fetch_again(),
    )
}

/// A file whose sum is another.
pub fn file_changed(name: &str) -> Diagnostic {
    file(
        "release-file-changed",
        name,
        words("this file is not what its sum says", "此文件与校验和不符"),
        fetch_again(),
    )
}

/// A file that is no part of the release.
pub fn file_strange(name: &str) -> Diagnostic {
    file(
        "release-file-strange",
        name,
        words("this file is no part of the release", "此文件不属于发行版"),
        words("move it elsewhere", "请把它移到别处"),
    )
}

/// A file that is not of its kind.
pub fn file_invalid(name: &str) -> Diagnostic {
    file(
        "release-file-invalid",
        name,
        words("this file is damaged: it is not of its kind", "此文件已损坏，不是应有的格式"),
        fetch_again(),
    )
}

/// A release of another version of the program.
pub fn program_differs(made: &str, here: &str) -> Diagnostic {
    error(
        "release-program-differs",
        words(
            format!("the release was made by {made}; this is {here}, which makes other bytes"),
            format!("发行版由 {made} 生成，此处是 {here}，生成的字节不会相同"),
        ),
        words(
            format!(
                "verify it with {made}; `sha256sum --check SHA256SUMS` looks at the sums alone"
            ),
            format!("请用 {made} 核对；只核对校验和可用 `sha256sum --check SHA256SUMS`"),
        ),
    )
}

/// A file that the tag makes otherwise.
pub fn rebuild_differs(name: &str, offset: usize, lengths: (usize, usize)) -> Diagnostic {
    let (found, made) = lengths;
    file(
        "release-differs",
        name,
        words(
            format!(
                "the tag makes another file: they differ from byte {offset} on ({found} bytes here, {made} made)"
            ),
            format!(
                "与标签重新生成的不同：自第 {offset} 字节起（此处 {found} 字节，生成 {made} 字节）"
            ),
        ),
        words(
            "do not pass it on; ask who published it, or make the release anew from the tag",
            "请勿转发；请向发布者核实，或由标签重新生成",
        ),
    )
}

fn fetch_again() -> Words {
    words(
        "fetch the release again, or make it anew: `publish release TAG`",
        "请重新下载，或重新生成：`publish release 标签`",
    )
}

/// A release in order.
pub fn verified(tag: &str, commit: &str, files: usize) -> Words {
    let commit = short(commit);
    words(
        format!(
            "{tag}: {files} files, their sums right, each byte for byte what commit {commit} makes"
        ),
        format!("{tag}：{files} 个文件，校验和无误，与提交 {commit} 重新生成的逐字节相同"),
    )
}

/// What the notes of a release tell first.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The tag's day.
    pub day: &'a str,
    /// How many chapters.
    pub chapters: usize,
    /// How many characters.
    pub characters: usize,
    /// How many pages.
    pub pages: usize,
    /// The commit.
    pub commit: &'a str,
}

/// The first line of the notes.
pub fn facts(facts: &Facts<'_>) -> Words {
    let Facts { day, chapters, characters, pages, commit } = facts;
    let commit = short(commit);
    words(
        format!("{day} · {chapters} chapters · {characters} characters · {pages} pages · {commit}"),
        format!("{day} · {chapters} 章 · {characters} 字 · {pages} 页 · {commit}"),
    )
}

/// The head over the chapters that differ.
pub fn since(tag: &str) -> Words {
    words(format!("Changed since {tag}"), format!("自 {tag} 以来的改动"))
}

/// When none differs.
pub fn no_chapter_changed() -> Words {
    words("No chapter was changed.", "各章没有改动。")
}

/// The heads of the table of chapters.
pub fn changes_head() -> Words {
    words("| Chapter | Characters | Change |", "| 章 | 字数 | 增减 |")
}

/// A chapter that was not there.
pub fn chapter_new() -> Words {
    words("new", "新增")
}

/// A chapter that is there no more.
pub fn chapter_gone() -> Words {
    words("removed", "删去")
}
