//! What a book says of itself: title, makers, identifiers, dates (DESIGN §3).

use crate::diag::span::Span;

/// How many digits name a commit to people: enough for the largest repositories there are.
const COMMIT_DIGITS: usize = 12;

/// The book's description of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title (书名).
    pub title: String,
    /// The subtitle (副书名).
    pub subtitle: Option<String>,
    /// Who made it, in order.
    pub creators: Vec<Creator>,
    /// The language of the text.
    pub language: Language,
    /// `urn:isbn:…`, `urn:uuid:…` or another URI: as given, or made from title and authors.
    pub identifier: String,
    /// ISBN-13, digits only, if there is one.
    pub isbn: Option<String>,
    /// Who publishes it (出版者).
    pub publisher: Option<String>,
    /// When, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `CCYY-MM-DDThh:mm:ssZ`: from SOURCE_DATE_EPOCH, else from `date`, else a fixed day.
    pub modified: String,
    /// 版次.
    pub edition: Option<String>,
    /// © and terms.
    pub rights: Option<String>,
    /// The licence of the text.
    pub license: Option<String>,
    /// What the book is about.
    pub description: Option<String>,
    /// Where the text was taken from.
    pub source: Option<String>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// `version:` of book.yaml; in a release its tag's, when book.yaml has none.
    pub version: Option<String>,
    /// The commit that a release is made from, in hexadecimal digits.
    pub commit: Option<String>,
    /// What else the imprint tells.
    pub imprint: Imprint,
    /// The file book.yaml as a whole, for messages about the book.
    pub span: Span,
}

impl Meta {
    /// What a release prints and puts into its files: `1.2.0 (3f2c1ab4d5e6)`.
    pub fn revision(&self) -> Option<String> {
        let commit: String = self.commit.as_ref()?.chars().take(COMMIT_DIGITS).collect();
        Some(match &self.version {
            Some(version) => format!("{version} ({commit})"),
            None => commit,
        })
    }
}

/// What the imprint tells beside title and makers (版权页), in the author's own words and order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Names and values: 责任编辑, 印张, 定价 …
    pub facts: Vec<(String, Fact)>,
    /// The paragraphs of the CIP data (图书在版编目数据).
    pub cip: Vec<String>,
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// As given.
    Given(String),
    /// 开本: worked out from the trim.
    Format,
    /// 印张: worked out from pages and 开本.
    Sheets,
    /// 字数: characters in a line, times lines, times pages (版面字数).
    Characters,
    /// 页数.
    Pages,
}

/// Somebody who made the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creator {
    /// The name as printed.
    pub name: String,
    /// The MARC relator code: `aut`, `trl`, `edt`, `ill` …
    pub role: String,
    /// The name for sorting, such as pinyin.
    pub sort: Option<String>,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The book's number in it.
    pub number: Option<u32>,
}

/// A language by its BCP 47 tag, with what typesetting must know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The tag, such as `zh-Hans`.
    pub tag: String,
    /// How it is written.
    pub script: Script,
}

impl Default for Language {
    fn default() -> Language {
        Language { tag: "zh-Hans".to_owned(), script: Script::Simplified }
    }
}

/// Which conventions of punctuation hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Mainland China: “ ”, marks at the lower left.
    Simplified,
    /// Taiwan: 「 」, marks centred.
    TraditionalTaiwan,
    /// Hong Kong and Macau: 「 」, marks centred.
    TraditionalHongKong,
    /// Japanese.
    Japanese,
    /// Written with the Latin alphabet or another one.
    Other,
}

impl Script {
    /// Whether quotes are 「 」 by custom.
    pub fn corner_quotes(self) -> bool {
        matches!(self, Script::TraditionalTaiwan | Script::TraditionalHongKong | Script::Japanese)
    }
}
