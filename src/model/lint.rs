//! The lints by name: what `publish check` looks for in a text that is in order (校对).
//!
//! A lint is switched off by its name, in book.yaml under `normalize:` or in the text by
//! `<!-- publish: off NAME -->`; the same name is the id of what it says. Never here: what a lint
//! looks for (`proof/`).

/// A lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lint {
    /// “ ” and 「 」 in one book.
    QuotesMixed,
    /// 二〇二四 and 二零二四.
    ZerosMixed,
    /// 1998年, 一九九八年 and 98年5月.
    YearsMixed,
    /// 第12章 and 第十二章.
    OrdinalsMixed,
    /// GPT-4o and GPT4o.
    SpellingMixed,
    /// ：“……”。 and ：“……。”
    StopsMixed,
    /// 他说：“好。”。
    StopBothSides,
    /// A traditional character in simplified text, or the other way round.
    ScriptStray,
    /// Two chapters, or two sections of a chapter, of one name.
    HeadingRepeated,
    /// A chapter's number is skipped, repeated or goes back.
    ChapterNumber,
    /// 【 without 】 and its like.
    BracketUnpaired,
    /// 第一、 for 第一， and their like.
    OrderMark,
    /// （一）、 for （一）.
    PauseAfterOrder,
    /// 《甲》、《乙》.
    PauseBetween,
    /// 甲、乙、等.
    PauseBeforeDeng,
    /// A line of regular verse that has not the length of the others.
    MetreIrregular,
    /// A code point that readers do not know yet.
    CharacterNew,
}

/// All lints with their names.
pub const LINTS: [(Lint, &str); 17] = [
    (Lint::QuotesMixed, "quotes-mixed"),
    (Lint::ZerosMixed, "zeros-mixed"),
    (Lint::YearsMixed, "years-mixed"),
    (Lint::OrdinalsMixed, "ordinals-mixed"),
    (Lint::SpellingMixed, "spelling-mixed"),
    (Lint::StopsMixed, "stops-mixed"),
    (Lint::StopBothSides, "stop-both-sides"),
    (Lint::ScriptStray, "script-stray"),
    (Lint::HeadingRepeated, "heading-repeated"),
    (Lint::ChapterNumber, "chapter-number"),
    (Lint::BracketUnpaired, "bracket-unpaired"),
    (Lint::OrderMark, "order-mark"),
    (Lint::PauseAfterOrder, "pause-after-order"),
    (Lint::PauseBetween, "pause-between"),
    (Lint::PauseBeforeDeng, "pause-before-deng"),
    (Lint::MetreIrregular, "metre-irregular"),
    (Lint::CharacterNew, "character-new"),
];

impl Lint {
    /// The lint with this name.
    pub fn named(name: &str) -> Option<Lint> {
        LINTS.iter().find(|(_, known)| *known == name).map(|(lint, _)| *lint)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        LINTS.iter().find(|(lint, _)| *lint == self).map_or("", |(_, name)| name)
    }
}
