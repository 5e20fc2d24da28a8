//! The few words that an EPUB needs and the manuscript does not have: 目录, 版权页, 封面 …
//!
//! In: the language of the book. Out: words in that language. Never here: words of the book itself.

use crate::model::meta::{Language, Script};

/// The words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    /// The cover.
    pub cover: &'static str,
    /// The title page.
    pub title_page: &'static str,
    /// The page of rights and facts.
    pub colophon: &'static str,
    /// The contents.
    pub contents: &'static str,
    /// The list of landmarks.
    pub landmarks: &'static str,
    /// The list of printed pages.
    pub pages: &'static str,
    /// What is said after the title of the printed book.
    pub in_print: &'static str,
    /// Where the text begins.
    pub start: &'static str,
    /// A task that is done.
    pub done: &'static str,
    /// A task that is not.
    pub open: &'static str,
    /// A table.
    pub table: &'static str,
    /// The facts of the colophon, in the order of [`Fact`].
    pub facts: [&'static str; 9],
    /// The accessibility summary, without and with pictures that all have texts.
    pub summary: [&'static str; 2],
    /// Makers by MARC code, as the title page says it after the name.
    makers: &'static [(&'static str, &'static str)],
}

/// A fact of the colophon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// 书名
    Title,
    /// 出版者
    Publisher,
    /// 出版日期
    Date,
    /// 版次
    Edition,
    /// 书号
    Isbn,
    /// 丛书
    Series,
    /// 版权
    Rights,
    /// 许可
    License,
    /// 底本
    Source,
}

const SIMPLIFIED: Words = Words {
    cover: "封面",
    title_page: "书名页",
    colophon: "版权页",
    contents: "目录",
    landmarks: "导航",
    pages: "纸书页码",
    in_print: "（纸质版）",
    start: "正文",
    done: "已完成",
    open: "未完成",
    table: "表格",
    facts: ["书名", "出版", "日期", "版次", "书号", "丛书", "版权", "许可", "底本"],
    summary: [
        "全书为可重排文字，有分级目录与标题结构，阅读顺序与原稿一致；字号、字体、行距、颜色均可由读者调整。",
        "全书为可重排文字，有分级目录与标题结构，阅读顺序与原稿一致；字号、字体、行距、颜色均可由读者调整；图片均附文字说明。",
    ],
    makers: &[
        ("aut", "著"),
        ("trl", "译"),
        ("edt", "编"),
        ("ill", "绘"),
        ("com", "辑"),
        ("ann", "注"),
        ("aui", "序"),
        ("pht", "摄影"),
        ("cov", "封面设计"),
        ("bkd", "装帧"),
        ("pfr", "校对"),
    ],
};

const TRADITIONAL: Words = Words {
    cover: "封面",
    title_page: "書名頁",
    colophon: "版權頁",
    contents: "目錄",
    landmarks: "導覽",
    pages: "紙書頁碼",
    in_print: "（紙本）",
    start: "正文",
    done: "已完成",
    open: "未完成",
    table: "表格",
    facts: ["書名", "出版", "日期", "版次", "書號", "叢書", "版權", "授權", "底本"],
    summary: [
        "全書為可重排文字，有分級目錄與標題結構，閱讀順序與原稿一致；字級、字型、行距、顏色均可由讀者調整。",
        "全書為可重排文字，有分級目錄與標題結構，閱讀順序與原稿一致；字級、字型、行距、顏色均可由讀者調整；圖片均附文字說明。",
    ],
    makers: &[
        ("aut", "著"),
        ("trl", "譯"),
        ("edt", "編"),
        ("ill", "繪"),
        ("com", "輯"),
        ("ann", "註"),
        ("aui", "序"),
        ("pht", "攝影"),
        ("cov", "封面設計"),
        ("bkd", "裝幀"),
        ("pfr", "校對"),
    ],
};

const JAPANESE: Words = Words {
    cover: "表紙",
    title_page: "扉",
    colophon: "奥付",
    contents: "目次",
    landmarks: "ランドマーク",
    pages: "紙の本のページ",
    in_print: "（紙の本）",
    start: "本文",
    done: "済",
    open: "未",
    table: "表",
    facts: ["書名", "発行", "日付", "版", "ISBN", "叢書", "著作権", "許諾", "底本"],
    summary: [
        "本文はすべてリフロー可能な文字です。目次、見出し、読み上げ順序を備えています。文字の大きさ、書体、行間、色は読者が変えられます。",
        "本文はすべてリフロー可能な文字です。目次、見出し、読み上げ順序を備えています。文字の大きさ、書体、行間、色は読者が変えられます。図版には代替テキストがあります。",
    ],
    makers: &[("aut", "著"), ("trl", "訳"), ("edt", "編"), ("ill", "絵"), ("ann", "注")],
};

const ENGLISH: Words = Words {
    cover: "Cover",
    title_page: "Title page",
    colophon: "Colophon",
    contents: "Contents",
    landmarks: "Landmarks",
    pages: "Pages of the printed book",
    in_print: " (in print)",
    start: "Start of the text",
    done: "done",
    open: "open",
    table: "Table",
    facts: [
        "Title",
        "Publisher",
        "Date",
        "Edition",
        "ISBN",
        "Series",
        "Rights",
        "Licence",
        "Source",
    ],
    summary: [
        "Reflowable text with headings, a table of contents and a logical reading order; type, size, spacing and colour can be changed by the reader.",
        "Reflowable text with headings, a table of contents and a logical reading order; type, size, spacing and colour can be changed by the reader; all pictures have text alternatives.",
    ],
    makers: &[("trl", "(translator)"), ("edt", "(editor)"), ("ill", "(illustrator)")],
};

impl Words {
    /// The words of a language.
    pub(super) fn of(language: &Language) -> &'static Words {
        match language.script {
            Script::Simplified => &SIMPLIFIED,
            Script::TraditionalTaiwan | Script::TraditionalHongKong => &TRADITIONAL,
            Script::Japanese => &JAPANESE,
            Script::Other => &ENGLISH,
        }
    }

    /// What stands after the name of a maker; empty when nothing is said.
    pub(super) fn maker(&self, role: &str) -> &'static str {
        self.makers.iter().find(|(code, _)| *code == role).map_or("", |(_, word)| word)
    }

    /// The name of a fact.
    pub(super) fn fact(&self, fact: Fact) -> &'static str {
        self.facts.get(fact as usize).copied().unwrap_or("")
    }
}
