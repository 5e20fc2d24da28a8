//! What can be wrong in the stage `normalize`: the text, heads, notes, links.

use crate::diag::report::{Diagnostic, words};
use crate::diag::span::Span;

/// A quote has no partner: all quotes of the paragraph stay as written.
pub fn quote_unpaired(span: Span) -> Diagnostic {
    Diagnostic::warning("quote-unpaired", span, words("this quote has no partner in its paragraph", "这个引号在本段里没有配对"))
    .help(words("close it before the paragraph ends, or begin the next paragraph with a quote if the speech goes on", "请在段末之前补上另一半；若同一人的话延续到下一段，下一段也应以引号开头"))
}

/// Quotes were written ” “.
pub fn quote_reversed(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "quote-reversed",
        span,
        words("these quotes stand the wrong way round and were turned", "引号的方向写反了，已改正"),
    )
    .help(words("write “ before and ” after the words", "前引号用“，后引号用”"))
}

/// Double quotes stand directly inside double quotes.
pub fn quote_nested(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "quote-nested",
        span,
        words("“ ” inside “ ” were changed to ‘ ’", "双引号里又用双引号，里层已改为单引号"),
    )
    .help(words("write ‘ ’ for a quotation inside a quotation", "引号里再用引号，请写单引号"))
}

/// An ellipsis of twelve dots or more inside a paragraph.
pub fn ellipsis_long(span: Span) -> Diagnostic {
    Diagnostic::warning("ellipsis-long", span, words("an ellipsis has six dots; twelve mean a whole paragraph left out and stand on a line of their own", "省略号是六点；十二点表示省略整段，须单独成行"))
    .help(words("write ……", "请写成“……”"))
}

/// An ellipsis directly before 等.
pub fn ellipsis_with_deng(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "ellipsis-with-deng",
        span,
        words("…… and 等 say the same twice", "“……”与“等”重复"),
    )
    .help(words("keep one of the two", "请只留一个"))
}

/// 。。 may be a slip or half an ellipsis.
pub fn stop_doubled(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "stop-doubled",
        span,
        words("two full stops in a row were left as they are", "两个句号连用，未作改动"),
    )
    .help(words("write one 。 or, for an ellipsis, ……", "请写一个句号，或写省略号“……”"))
}

/// A pause was written twice.
pub fn mark_doubled(span: Span, character: char) -> Diagnostic {
    Diagnostic::warning(
        "mark-doubled",
        span,
        words(
            format!("{character} was repeated and now stands once"),
            format!("“{character}”写了不止一个，已并为一个"),
        ),
    )
    .help(words("check that nothing is missing between the two", "请确认两者之间没有漏字"))
}

/// ！！！！ and the like.
pub fn stops_many(span: Span, character: char) -> Diagnostic {
    Diagnostic::warning(
        "stops-many",
        span,
        words(
            format!("more than three {character} in a row were cut to three"),
            format!("“{character}”连用超过三个，已减为三个"),
        ),
    )
    .help(words("write three at most (GB/T 15834)", "请至多叠用三个（GB/T 15834）"))
}

/// A radical stood for an ideograph.
pub fn radical_unified(span: Span, radical: char, ideograph: char) -> Diagnostic {
    let code = radical as u32;
    Diagnostic::note(
        "radical-unified",
        span,
        words(
            format!("the radical {radical} (U+{code:04X}) was taken for the ideograph {ideograph}"),
            format!("部首字符 {radical}（U+{code:04X}）已换成汉字 {ideograph}"),
        ),
    )
    .help(words(
        "write the ideograph in the source; `normalize: {radicals: off}` keeps radicals",
        "请在原稿里写汉字；要保留部首字符，可写 `normalize: {radicals: off}`",
    ))
}

/// A compatibility ideograph was unified by NFC.
pub fn compatibility_unified(span: Span, old: char, new: char) -> Diagnostic {
    let code = old as u32;
    Diagnostic::note(
        "compatibility-unified",
        span,
        words(
            format!("the compatibility ideograph U+{code:04X} was replaced by {new}"),
            format!("兼容汉字 U+{code:04X} 已换成 {new}"),
        ),
    )
    .help(words(
        "write it so in the source; `normalize: {compose: off}` keeps the old one",
        "请在原稿里改写；要保留原字，可写 `normalize: {compose: off}`",
    ))
}

/// A control of writing direction.
pub fn direction_removed(span: Span, character: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::note(
        "direction-removed",
        span,
        words(
            format!("the direction control U+{code:04X} was removed"),
            format!("已删去控制书写方向的字符 U+{code:04X}"),
        ),
    )
    .help(words(
        "delete it in the source; `normalize: {invisible: off}` keeps it",
        "请在原稿里删去；要保留，可写 `normalize: {invisible: off}`",
    ))
}

/// An invisible character.
pub fn invisible_removed(span: Span, character: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::note(
        "invisible-removed",
        span,
        words(
            format!("the invisible character U+{code:04X} was removed"),
            format!("已删去不可见字符 U+{code:04X}"),
        ),
    )
    .help(words(
        "delete it in the source; `normalize: {invisible: off}` keeps it",
        "请在原稿里删去；要保留，可写 `normalize: {invisible: off}`",
    ))
}

/// A private character, kept.
pub fn private_use(span: Span, character: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::warning(
        "private-use",
        span,
        words(
            format!("U+{code:04X} is a private character: only a font made for it can show it"),
            format!("U+{code:04X} 是私用区字符，只有专门的字体才能显示"),
        ),
    )
    .help(words(
        "write the character by its own code point, or name a font that has it in book.yaml",
        "请改用正式码位，或在 book.yaml 里指定收有它的字体",
    ))
}

/// U+FFFD, kept.
pub fn replacement_character(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "replacement-character",
        span,
        words("U+FFFD stands where a character was lost", "此处有 U+FFFD，原来的字已经丢失"),
    )
    .help(words("write the lost character again", "请补上原来的字"))
}

/// A control character or a noncharacter.
pub fn control_removed(span: Span, character: char) -> Diagnostic {
    let code = character as u32;
    Diagnostic::warning(
        "control-removed",
        span,
        words(
            format!("U+{code:04X} is a control character, not text, and was removed"),
            format!("U+{code:04X} 是控制字符，不是文字，已删去"),
        ),
    )
    .help(words("delete it in the source", "请在原稿里删去"))
}

/// A space between Han.
pub fn space_between_han(span: Span) -> Diagnostic {
    Diagnostic::note(
        "space-between-han",
        span,
        words("a space stands between two Han and was kept", "两个汉字之间有空格，已保留"),
    )
    .help(words(
        "delete it, or write U+3000 if the gap is meant",
        "若非有意请删去；若要空一格请用全角空格",
    ))
}

/// The same was found too often to be listed.
pub fn findings_capped(span: Span, id: &str, limit: usize) -> Diagnostic {
    Diagnostic::note(
        "findings-capped",
        span,
        words(
            format!("`{id}` was found {limit} times in this chapter; the rest is not listed"),
            format!("本章的 `{id}` 已有 {limit} 处，其余不再列出"),
        ),
    )
    .help(words(
        format!("mend what they have in common; `publish explain {id}` tells more"),
        format!("请改正它们共同的原因；详见 `publish explain {id}`"),
    ))
}

/// A switch names no rule.
pub fn rule_unknown(span: Span, name: &str, known: &str) -> Diagnostic {
    Diagnostic::error(
        "rule-unknown",
        span,
        words(
            format!("`{name}` is the name of no rule and no lint"),
            format!("没有名为 `{name}` 的规整规则或校对项"),
        ),
    )
    .help(words(format!("known: {known}"), format!("可用的有：{known}")))
}

/// A chapter without a heading.
pub fn heading_missing(span: Span, title: &str) -> Diagnostic {
    Diagnostic::warning(
        "heading-missing",
        span,
        words(
            format!("this chapter has no heading; it is called “{title}” after its file"),
            format!("本章没有标题，已用文件名“{title}”代替"),
        ),
    )
    .help(words("begin the file with `# title`", "请在文件开头写“# 题目”"))
}

/// A second level-1 heading.
pub fn heading_again(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "heading-again",
        span,
        words(
            "a further level-1 heading was taken for a section",
            "一章之内又有一级标题，已作为节处理",
        ),
    )
    .help(words(
        "write `##`, or move the text to a chapter of its own",
        "请改写“##”，或把这部分另立一章",
    ))
}

/// A mark without a note.
pub fn note_undefined(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-undefined",
        span,
        words(
            format!("there is no note `{label}`; its mark was left out"),
            format!("没有注 `{label}`，注号已略去"),
        ),
    )
    .help(words(
        format!("add `[^{label}]: …` to this chapter"),
        format!("请在本章补上 `[^{label}]: …`"),
    ))
}

/// A note without a mark; its text is kept after the others.
pub fn note_unused(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-unused",
        span,
        words(
            format!("no mark points at note `{label}`; it stands after the others"),
            format!("正文没有引用注 `{label}`，已排在其他注之后"),
        ),
    )
    .help(words(
        format!("put `[^{label}]` where it belongs, or delete the note"),
        format!("请在正文里加上 `[^{label}]`，或删去此注"),
    ))
}

/// A note cites itself.
pub fn note_self(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-self",
        span,
        words(format!("note `{label}` refers to itself"), format!("注 `{label}` 引用了自身")),
    )
    .help(words("delete the mark inside the note", "请删去注里的这个注号"))
}

/// A note is cited inside a note.
pub fn note_nested(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-nested",
        span,
        words(
            format!("note `{label}` is referred to inside another note"),
            format!("另一条注里引用了注 `{label}`"),
        ),
    )
    .help(words(
        "put the words into the first note, or its mark into the text",
        "请把内容并入前一条注，或把注号移到正文",
    ))
}

/// A link into the book without a target.
pub fn link_broken(span: Span, address: &str) -> Diagnostic {
    Diagnostic::warning(
        "link-broken",
        span,
        words(
            format!("link `{address}` leads nowhere; only its words were kept"),
            format!("链接 `{address}` 没有目标，已去掉链接，保留文字"),
        ),
    )
    .help(words(
        "link to a chapter file or to a heading of the book, or give a whole address",
        "请链接到书中的章节文件或标题，或写完整网址",
    ))
}

/// A link with a scheme that has no place in a book.
pub fn link_scheme(span: Span, address: &str) -> Diagnostic {
    Diagnostic::warning(
        "link-scheme",
        span,
        words(
            format!("link `{address}` is no web or mail address; only its words were kept"),
            format!("链接 `{address}` 不是网址或邮箱，已去掉链接，保留文字"),
        ),
    )
    .help(words(
        "only https:, http: and mailto: lead out of a book",
        "通往书外的链接只能用 https:、http: 和 mailto:",
    ))
}

/// An unknown class, element or attribute.
pub fn class_unknown(span: Span, name: &str) -> Diagnostic {
    Diagnostic::note(
        "class-unknown",
        span,
        words(
            format!("`{name}` has no meaning here; the words were kept plain"),
            format!("`{name}` 没有含义，其中的文字按普通文字处理"),
        ),
    )
    .help(words(
        "use dots, name, title, inline-note, side-note or underline, or remove it",
        "可用 dots、name、title、inline-note、side-note、underline，或删去",
    ))
}

/// An unknown container.
pub fn container_unknown(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "container-unknown",
        span,
        words(
            format!("`::: {name}` is unknown; its content was kept"),
            format!("`::: {name}` 含义不明，已保留其内容"),
        ),
    )
    .help(words("use `::: verse` or `::: note`", "请用 `::: verse` 或 `::: note`"))
}

/// Math.
pub fn math_unset(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "math-unset",
        span,
        words("math is not set yet: its source stands in the text", "还不能排数学公式，已照录源码"),
    )
    .help(words("put the formula in as a picture", "请改用公式的图片"))
}

/// `lang=…` with something that is no tag of a language.
pub fn language_unknown(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::warning(
        "language-unknown",
        span,
        words(
            format!("`{tag}` is no language tag; the words keep the language around them"),
            format!("`{tag}` 不是语言标签，文字仍按上下文的语言处理"),
        ),
    )
    .help(words("write a BCP 47 tag: en, ja, zh-Hant", "请写 BCP 47 语言标签，如 en、ja、zh-Hant"))
}

/// A half-width dot between what may be the parts of a name.
pub fn dot_unclear(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "dot-unclear",
        span,
        words(
            "this . may stand for · in a name or for 。; it was left as it is",
            "此处的“.”可能是人名里的间隔号，也可能是句号，未作改动",
        ),
    )
    .help(words("write · or 。", "请写“·”或“。”"))
}
