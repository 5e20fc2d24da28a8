//! What `fmt` changes in a manuscript, and all that it leaves: the book, and every other byte.
//!
//! `tests/corpus/fmt.md` is prose with examples: input, `.`, the diff, `.`, what is said about it.

#![expect(clippy::unwrap_used, reason = "tests may stop at once")]

mod program;

use std::path::Path;

use publish::Session;
use publish::diag::files::Files;
use publish::diag::render::Colour;
use publish::diag::report::{Diagnostics, Place};
use publish::fmt::diff::{Reader, unified};
use publish::fmt::{Rewrite, fmt};
use publish::font::Faces;
use publish::model::book::{Book, Division};
use publish::model::dump;
use publish::model::meta::{Language, Script};
use publish::normalize::normalize;
use publish::source::{Manuscript, SourceChapter, markdown};

use super::corpus;

/// A book of these texts, in files whose bytes are just so.
struct Shelf {
    manuscript: Manuscript,
    files: Files,
}

impl Shelf {
    fn new(texts: &[&str]) -> Shelf {
        let mut shelf = Shelf { manuscript: Manuscript::default(), files: Files::new() };
        let language = Language { tag: "zh-Hans".to_owned(), script: Script::Simplified };
        shelf.manuscript.meta.language = language;
        shelf.manuscript.meta.title = "样书".to_owned();
        for (index, text) in texts.iter().enumerate() {
            let path = format!("chapters/{:02}.md", index + 1);
            let file = shelf.files.add(&path, (*text).to_owned());
            let document = markdown::parse(file, text, &mut Diagnostics::new());
            let division = Division::Body;
            let pictures = Default::default();
            let chapter = SourceChapter { path, division, file, document, pictures };
            shelf.manuscript.chapters.push(chapter);
        }
        shelf
    }

    fn fmt(&self) -> (Vec<Rewrite>, Diagnostics) {
        let mut diags = Diagnostics::new();
        let rewrites = fmt(&self.manuscript, &self.files, &Diagnostics::new(), &mut diags);
        (rewrites, diags)
    }

    fn book(&self) -> Book {
        normalize(self.manuscript.clone(), &mut Diagnostics::new())
    }
}

/// What texts become.
fn formatted(texts: &[&str]) -> Vec<String> {
    let mut after: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    for rewrite in Shelf::new(texts).fmt().0 {
        after[rewrite.file.0 as usize] = rewrite.after;
    }
    after
}

/// What is said of a text, with lines and columns.
fn said(diags: &Diagnostics, files: &Files) -> String {
    let tell = |place: &Place| match place {
        Place::Span(span) => {
            let at = files.locate(*span).unwrap();
            format!(" {}:{}", at.line_number, at.column_number)
        }
        _ => String::new(),
    };
    let lines: Vec<String> =
        diags.sorted().iter().map(|one| format!("{}{}", one.id, tell(&one.place))).collect();
    lines.join("\n")
}

#[test]
fn the_diff_shows_what_changes_and_messages_what_cannot() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/fmt.md");
    corpus::check(&path, |input| {
        let shelf = Shelf::new(&[&format!("{input}\n")]);
        let (rewrites, diags) = shelf.fmt();
        let diffs: String = rewrites.iter().map(|one| unified(one, Reader::Program)).collect();
        let hunks = diffs.lines().skip(2).collect::<Vec<_>>().join("\n");
        (hunks, said(&diags, &shelf.files))
    });
}

/// A small generator of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// Pieces of a line: what rules change, and marks of Markdown that a change may wake or break.
const PIECES: &str = "\"¦'¦“¦”¦‘¦’¦...¦......¦。。。¦…¦--¦—¦ — ¦,¦.¦!¦?¦:¦;¦(¦)¦（¦）¦ ¦  ¦\u{3000}¦中文¦\
    汉¦他说¦word¦two words¦3¦21 ¦27\"¦<<¦>>¦<<红楼梦>>¦《¦》¦·¦•¦．¦~¦～¦-¦-flag ¦https://a.b/c,d¦**¦*¦_¦\
    **甲**¦**“甲”**¦*乙*¦~~丙~~¦`x,y`¦``a`b``¦[^1]¦^[注,文\"甲\"]¦[字]{ruby=zì}¦[要 点]{.dots}¦[甲](#节)¦\
    [乙, 丙](a.md \"题,名\")¦![图,一 \"甲\"](a.png \"题\")¦<b>粗,</b>¦<ruby>字<rt>zi, 4</rt></ruby>¦<kbd>a, 甲</kbd>¦\
    <!-- 注,\"释\" -->¦<!-- publish: off -->¦<!-- publish: on -->¦<!-- publish: off spaces -->¦\
    &quot;¦&nbsp;¦&emsp;¦&lt;&lt;¦&gt;&gt;¦&#34;¦&amp;¦\\\"¦\\.\\.\\.¦\\*¦\\,¦\\\\¦\\¦$5¦$x$¦\
    \u{200B}¦\u{FEFF}¦\u{202E}¦⼈¦○¦二¦％¦Ａ¦＃¦＂¦１．¦e\u{301}¦，，¦！！！！¦年¦don't¦f(x)¦A.¦.NET¦⸺¦等¦【¦】¦\
    |¦[¦]¦{¦}¦#¦>¦+¦=¦:::¦http¦1. ¦- ¦\t¦\u{A0}¦<br>¦\\n";

/// What a line may begin with.
const STARTS: &str = "¦¦¦¦\u{3000}\u{3000}¦\u{3000}¦  ¦    ¦    \u{3000}¦\u{3000}- ¦\u{3000}1. ¦\u{3000}# ¦\u{3000}> ¦- ¦* ¦1. ¦1) ¦\
    > ¦> > ¦> - ¦# ¦## ¦### ¦#¦: ¦| ¦- [ ] ¦- [x] ¦  - ¦[^1]: ¦[^2]: ¦&emsp;- ¦\u{200B}# ¦＃ ¦１. ¦１．¦--- ¦\
    \u{3000}---¦\u{3000}```¦```¦\u{3000}|¦::: verse¦::: note¦:::¦<div>¦</div>¦<!-- 元信息\n- 时间：甲, 乙\n-->¦\
    【甲, 乙】¦**【开篇诗词】**¦话说¦<details>¦</details>¦\"¦“¦\u{3000}\"¦=== ¦\u{FEFF}¦$$¦| 甲 | \"乙\" |\n|---|:-:|\n| ";

const ENDS: &str =
    "\n¦\n¦\n¦\n\n¦\n\n¦\n\n¦  \n¦\\\n¦\u{3000}\n¦ \n¦\n---\n¦\n===\n¦\n\u{3000}\n¦\n> ¦\n\n\n";

/// A text of Markdown with every trap.
fn mix(numbers: &mut Numbers) -> String {
    let split = |all: &'static str| all.split('¦').collect::<Vec<_>>();
    let (pieces, starts, ends) = (split(PIECES), split(STARTS), split(ENDS));
    let rows = include_str!("../corpus/cases/normalize.tsv").lines().skip(1);
    let inputs: Vec<&str> = rows.filter_map(|row| row.split('\t').nth(3)).collect();
    let mut text =
        if numbers.below(2) == 0 { "# 第一章:题\n\n".to_owned() } else { String::new() };
    for _ in 0..1 + numbers.below(6) {
        text.push_str(numbers.one(&starts));
        for _ in 0..numbers.below(7) {
            text.push_str(numbers.one(&pieces));
        }
        if numbers.below(4) == 0 {
            text.push_str(numbers.one(&inputs));
        }
        text.push_str(numbers.one(&ends));
    }
    text.replace('\r', "")
}

/// The places of a rewrite stand in order, and between them both texts are the same.
#[track_caller]
fn nothing_else_changed(rewrite: &Rewrite) {
    let (mut before, mut after) = (0, 0);
    for (from, to) in &rewrite.places {
        assert_eq!(rewrite.before.get(before..from.start), rewrite.after.get(after..to.start));
        assert!(rewrite.before.get(from.clone()).is_some(), "{rewrite:?}");
        let gone = rewrite.before.get(from.clone()).unwrap();
        assert!(!gone.contains(['\n', '\r']), "{rewrite:?}");
        (before, after) = (from.end, to.end);
    }
    assert_eq!(rewrite.before.get(before..), rewrite.after.get(after..));
    assert_eq!(rewrite.places.len(), rewrite.changes.len());
}

#[test]
fn the_book_is_the_same_and_nothing_is_left_to_do() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut changed = 0;
    for _ in 0..4_000 {
        let texts = [mix(&mut numbers), mix(&mut numbers)];
        let texts = [texts[0].as_str(), texts[1].as_str()];
        let shelf = Shelf::new(&texts);
        let (rewrites, _) = shelf.fmt();
        rewrites.iter().for_each(nothing_else_changed);
        changed += rewrites.iter().map(|one| one.changes.len()).sum::<usize>();
        let once = formatted(&texts);
        let once: Vec<&str> = once.iter().map(String::as_str).collect();
        let after = Shelf::new(&once);
        assert_eq!(
            dump::model(&shelf.book()),
            dump::model(&after.book()),
            "the book of {texts:?} is another after {once:?}"
        );
        assert_eq!(formatted(&once), once, "a second run changes {texts:?}");
    }
    assert!(changed > 20_000, "changes were made: {changed}");
}

/// Every byte of both outputs, in one line each.
fn outputs(texts: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let book = Shelf::new(texts).book();
    let mut session = Session::default();
    let (fonts, span) = (&book.settings.fonts, book.meta.span);
    let faces = Faces::open(Path::new("."), fonts, span, &mut session.diags).unwrap();
    let epub = publish::epub(&book, &faces, &mut session).unwrap();
    let pages = publish::paginate(&book, &faces, &mut session);
    let pdf = publish::pdf::write(&book, &pages, &faces, &mut session.diags).unwrap();
    (epub, pdf)
}

#[test]
fn books_made_before_and_after_are_the_same_bytes() {
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let texts: Vec<String> = (0..80).map(|_| mix(&mut numbers)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let after = formatted(&texts);
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    assert!(texts != after);
    let (before, after) = (outputs(&texts), outputs(&after));
    assert!(before.0 == after.0, "the EPUB differs");
    assert!(before.1 == after.1, "the PDF differs");
}

#[test]
fn a_terminal_shows_what_changed_and_no_control_of_the_manuscript() {
    let shelf = Shelf::new(&["# 题\n\n甲\u{1b}[2J,\u{200B}乙\r\n"]);
    let (rewrites, _) = shelf.fmt();
    let [rewrite] = rewrites.as_slice() else { panic!("{rewrites:?}") };
    let plain = unified(rewrite, Reader::Person(Colour::Plain));
    let changed = "\n-甲<U+001B>[2J,<U+200B>乙\n+甲[2J，乙\n";
    assert!(plain.contains(changed), "{plain}");
    let coloured = unified(rewrite, Reader::Person(Colour::Ansi));
    assert!(coloured.contains("\u{1b}[7;32m，\u{1b}[0m\u{1b}[32m乙"), "{coloured:?}");
    assert!(!coloured.contains("\u{1b}[2J"), "{coloured:?}");
}
