//! What proofreading says of a book, and its figures.
//!
//! `tests/corpus/proof/*.md` are prose with examples: a book, `.`, what is said about it with
//! places. `BLESS=1 cargo test` writes the messages anew; read the difference.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use publish::Session;
use publish::diag::cells::width as cells;
use publish::diag::files::Files;
use publish::diag::render::spot;
use publish::diag::report::Tongue;
use publish::diag::report::{Diagnostic, Diagnostics, Place};
use publish::diag::span::Span;
use publish::font::Faces;
use publish::model::book::{Book, Division};
use publish::model::lint::{LINTS, Lint};
use publish::model::meta::{Language, Script};
use publish::normalize::normalize;
use publish::proof::figures::{Counts, Figures, Folios};
use publish::source::{Environment, Manuscript, PartHead, SourceChapter, markdown};

static FACES: LazyLock<Faces> = LazyLock::new(Faces::builtin);

/// Takes the line `%% KEY: VALUE` from the head of an example.
fn option<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix("%% ")?.strip_prefix(key)?.strip_prefix(": "))
}

/// The chapters of an example: name and text.
fn chapters(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("%% ") {
            Some(name) if name.ends_with(".md") && !name.contains(':') => {
                found.push((name.to_owned(), String::new()));
            }
            Some(_) => {}
            None => {
                if found.is_empty() {
                    found.push(("01.md".to_owned(), String::new()));
                }
                let (_, text) = found.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    found
}

fn manuscript(text: &str, files: &mut Files, diags: &mut Diagnostics) -> Manuscript {
    let tag = option(text, "language").unwrap_or("zh-Hans");
    let script = match tag {
        "zh-Hant" => Script::TraditionalTaiwan,
        "ja" => Script::Japanese,
        "en" => Script::Other,
        _ => Script::Simplified,
    };
    let mut manuscript = Manuscript::default();
    manuscript.meta.language = Language { tag: tag.to_owned(), script };
    let off = option(text, "off").unwrap_or("").split(", ").filter(|name| !name.is_empty());
    manuscript.settings.rules_off = off.map(str::to_owned).collect();
    let chapters = chapters(text);
    for name in option(text, "parts").unwrap_or("").split_whitespace() {
        let first_chapter = chapters.iter().position(|(chapter, _)| chapter == name).unwrap();
        manuscript.parts.push(PartHead {
            title: name.to_owned(),
            first_chapter,
            span: Span::default(),
        });
    }
    for (path, text) in chapters {
        let titled = text.lines().any(|line| line.starts_with("# "));
        let text = if titled { text } else { format!("# 甲\n\n{text}") };
        let file = files.add(path.as_str(), text.clone());
        let document = markdown::parse(file, &text, diags);
        let (division, pictures) = (Division::Body, Default::default());
        manuscript.chapters.push(SourceChapter { path, division, file, document, pictures });
    }
    manuscript
}

/// Proofreads the book of an example.
fn proofread(text: &str) -> (Files, Diagnostics, Figures) {
    let (mut files, mut other) = (Files::new(), Diagnostics::new());
    let manuscript = manuscript(text, &mut files, &mut other);
    let book = normalize(manuscript, &mut other);
    let mut diags = Diagnostics::new();
    let folios = Folios::default();
    let figures = publish::proof::proof(&book, &FACES, &files, &folios, &mut diags);
    (files, diags, figures)
}

/// `01.md:3:5 bracket-unpaired: 【 has no partner; also 01.md:7:1`.
fn said(one: &Diagnostic, files: &Files) -> String {
    let at = match one.place {
        Place::Span(span) => spot(span, files),
        _ => "nowhere".to_owned(),
    };
    let mut line = format!("{at} {}: {}", one.id, one.message.en);
    if !one.also.is_empty() {
        let also: Vec<String> = one.also.iter().map(|span| spot(*span, files)).collect();
        line.push_str(&format!("; also {}", also.join(", ")));
    }
    line
}

/// Runs every example of a corpus file.
fn check_corpus(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/proof").join(name);
    let written = fs::read_to_string(&path).unwrap();
    let (mut blessed, mut rest) = (String::new(), written.as_str());
    let (mut loud, mut silent) = (0, 0);
    while let Some((before, after)) = rest.split_once("``````example\n") {
        let (example, tail) = after.split_once("``````\n").unwrap();
        let end = example.find("\n.\n").unwrap();
        let input = example.get(..end).unwrap();
        let (files, diags, _) = proofread(input);
        let lines: Vec<String> = diags.sorted().iter().map(|one| said(one, &files)).collect();
        if lines.is_empty() {
            silent += 1
        } else {
            loud += 1
        }
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        blessed += &format!("{before}``````example\n{input}\n.\n{lines}``````\n");
        rest = tail;
    }
    blessed.push_str(rest);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &blessed).unwrap();
    }
    assert!(loud > 0 && silent > 0, "{name} shows what is told and what is not");
    assert_eq!(blessed, fs::read_to_string(&path).unwrap(), "{name} differs");
}

#[test]
fn two_forms_of_one_thing_are_told_with_their_counts() {
    check_corpus("forms.md");
}

#[test]
fn characters_of_the_other_script_are_told() {
    check_corpus("scripts.md");
}

#[test]
fn headings_and_numbers_follow_each_other() {
    check_corpus("headings.md");
}

#[test]
fn brackets_have_partners() {
    check_corpus("brackets.md");
}

#[test]
fn usage_is_told_and_not_changed() {
    check_corpus("usage.md");
}

#[test]
fn regular_verse_is_regular() {
    check_corpus("metre.md");
}

#[test]
fn lints_can_be_switched() {
    check_corpus("switches.md");
}

#[test]
fn places_are_exact() {
    check_corpus("characters.md");
}

/// A text in which each lint finds something.
const FAULTS: [(Lint, &str); 17] = [
    (Lint::QuotesMixed, "他说“来”，又说“去”，还说「走」。"),
    (Lint::ZerosMixed, "二〇二四，二零二四。"),
    (Lint::YearsMixed, "一九九八年，1998年。"),
    (Lint::OrdinalsMixed, "第12章，第十二章。"),
    (Lint::SpellingMixed, "用GPT-4o，用GPT4o。"),
    (Lint::StopsMixed, "他说：“好。”她说：“好”。"),
    (Lint::StopBothSides, "他写下“好。”。"),
    (Lint::ScriptStray, "这书说的是風。"),
    (Lint::HeadingRepeated, "## 甲\n\n文。\n\n## 甲\n\n文。"),
    (Lint::ChapterNumber, "%% 01.md\n# 第一章 甲\n%% 02.md\n# 第三章 乙\n"),
    (Lint::BracketUnpaired, "甲（乙。"),
    (Lint::OrderMark, "第一、甲。"),
    (Lint::PauseAfterOrder, "（一）、甲。"),
    (Lint::PauseBetween, "《甲》、《乙》。"),
    (Lint::PauseBeforeDeng, "甲、乙、等。"),
    (Lint::MetreIrregular, "> 床前月光，疑是地上霜。  \n> 举头望明月，低头思故乡。"),
    (Lint::CharacterNew, "这是\u{9FFD}。"),
];

#[test]
fn every_lint_finds_its_fault_and_has_a_switch() {
    assert_eq!(FAULTS.map(|(lint, _)| lint), LINTS.map(|(lint, _)| lint));
    for (lint, text) in FAULTS {
        let name = lint.name();
        assert_eq!(Lint::named(name), Some(lint));
        let ids = |text: &str| -> Vec<&'static str> {
            proofread(text).1.sorted().iter().map(|one| one.id).collect()
        };
        assert_eq!(ids(text), [name], "{text}");
        assert_eq!(ids(&format!("%% off: {name}\n{text}")), [""; 0], "{text}");
    }
}

#[test]
fn every_message_is_said_in_both_languages_with_a_way_out() {
    for (lint, text) in FAULTS {
        for one in proofread(text).1.sorted() {
            assert!(one.message.zh.chars().any(|c| c > '\u{2E80}'), "{}", lint.name());
            assert!(one.help.is_some(), "{}", lint.name());
        }
    }
}

#[test]
fn the_lints_of_one_chapter_are_capped_and_their_cost_is_not_squared() {
    let (_, diags, _) = proofread(&"甲【乙。\n\n".repeat(300));
    assert_eq!(diags.sorted().iter().filter(|one| one.id == "bracket-unpaired").count(), 99);
    assert_eq!(diags.sorted().iter().filter(|one| one.id == "findings-capped").count(), 1);
}

const STORY: &str = "%% 01.md\n# 第一章：题\n\n\"好,\"她说[^1]。龘龘和a。\n\n\
                     > 诗一行，  \n> 诗二行。\n\n`代码`\n\n[^1]: 注\u{30EDE}。\n%% 02.md\n# 第二章：尾\n\n好。\n";

#[test]
fn figures_are_what_a_hand_counts() {
    let (files, _, figures) = proofread(STORY);
    // 第一章 题 “好，”她说。龘龘和a。 诗一行， 诗二行。 代码 注𰻞。
    let first = Counts { han: 20, characters: 20 + 8 + 1, notes: 1, verse_lines: 2, pictures: 0 };
    assert_eq!(figures.chapters[0].counts, first);
    let second = Counts { han: 5, characters: 6, ..Counts::default() };
    assert_eq!(figures.chapters[1].counts, second);
    let totals = Counts { han: 25, characters: 35, ..first };
    assert_eq!(figures.totals, totals);
    // 第一章题好她说龘和诗行二代码注𰻞尾 and a “ ， ” 。
    assert_eq!((figures.distinct_han, figures.distinct), (17, 22));
    let rare: Vec<String> = figures
        .rare
        .iter()
        .map(|one| format!("{} ×{} {}", one.character, one.count, spot(one.places[0], &files)))
        .collect();
    assert_eq!(rare, ["龘 ×2 01.md:3:12", "\u{30EDE} ×1 01.md:10:8"]);
    let titles: Vec<&str> = figures.contents.iter().map(|line| line.title.as_str()).collect();
    assert_eq!(titles, ["第一章\u{3000}题", "第二章\u{3000}尾"]);
}

#[test]
fn a_traditional_book_has_no_rare_characters_for_being_traditional() {
    let (_, _, figures) = proofread("%% language: zh-Hant\n書在風裡，龘。");
    let rare: String = figures.rare.iter().map(|one| one.character).collect();
    assert_eq!(rare, "龘");
}

#[test]
fn characters_that_no_font_has_are_figures_with_places() {
    let (files, _, figures) = proofread("甲\u{323AE}乙`\u{323AE}`。");
    let missing = &figures.missing[0];
    assert_eq!((missing.character, missing.count), ('\u{323AE}', 2));
    let places: Vec<String> = missing.places.iter().map(|span| spot(*span, &files)).collect();
    assert_eq!(places, ["01.md:3:2", "01.md:3:5"]);
}

/// The sample book with its figures.
fn sample() -> (Session, Book, Figures) {
    let mut session = Session::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let (book, faces) = publish::open(&root, Environment::default(), &mut session).unwrap();
    let pages = publish::paginate(&book, &faces, &mut session);
    let figures = publish::proof(&book, &faces, &pages, &mut session);
    (session, book, figures)
}

#[test]
fn the_contents_have_the_page_numbers_of_the_book() {
    let (session, book, figures) = sample();
    assert_eq!(figures.chapters.len(), book.chapters.len());
    assert!(figures.contents.iter().all(|line| line.page.is_some()));
    let first = figures.chapters.iter().find(|one| one.division == Division::Body).unwrap();
    assert_eq!(first.part.as_deref(), Some("卷一　刀与泥"));
    let front = &figures.chapters[0];
    let roman = |page: &String| page.chars().all(|c| "ivxlc".contains(c));
    assert!(front.page.as_ref().is_some_and(roman), "{:?}", front.page);
    let deepest = figures.contents.iter().map(|line| line.depth).max();
    assert_eq!(deepest, Some(3));
    let printed = figures.contents.iter().filter(|line| line.printed).count();
    assert_eq!(printed, book.chapters.len() + book.parts.len());
    let lines = figures.table(&session.files, Tongue::Chinese);
    let page = figures.contents[1].page.as_deref().unwrap();
    assert!(lines.lines().any(|line| line.contains("卷一") && line.ends_with(page)), "{lines}");
}

#[test]
fn the_sample_book_is_of_one_mind() {
    let (session, _, _) = sample();
    let ids: Vec<&str> = session.diags.sorted().iter().map(|one| one.id).collect();
    assert_eq!(ids, [""; 0]);
}

#[test]
fn columns_stand_under_each_other() {
    let (session, _, figures) = sample();
    for tongue in [Tongue::English, Tongue::Chinese] {
        let text = figures.table(&session.files, tongue);
        let table: Vec<&str> = text.split("\n\n").nth(1).unwrap().lines().collect();
        assert_eq!(table.len(), figures.chapters.len() + 2);
        let widths: Vec<usize> = table.iter().map(|line| cells(line)).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}\n{text}");
    }
}

/// The document of `--stats=json`, as docs/stats.md tells it.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    form: u32,
    title: String,
    language: String,
    pages: usize,
    totals: Totals,
    chapters: Vec<Chapter>,
    rare: Vec<Character>,
    missing: Vec<Character>,
    contents: Vec<Line>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Totals {
    chapters: usize,
    han: usize,
    characters: usize,
    notes: usize,
    verse_lines: usize,
    pictures: usize,
    distinct: usize,
    distinct_han: usize,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    id: String,
    division: String,
    part: Option<String>,
    title: String,
    page: Option<String>,
    han: usize,
    characters: usize,
    notes: usize,
    verse_lines: usize,
    pictures: usize,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Character {
    character: String,
    code: String,
    count: usize,
    places: Vec<At>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    path: String,
    line: usize,
    column: usize,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    depth: usize,
    kind: String,
    title: String,
    page: Option<String>,
    printed: bool,
}

#[test]
fn the_document_says_what_the_figures_say() {
    let (session, book, figures) = sample();
    let text = figures.json(&session.files);
    let document: Document = serde_saphyr::from_str(&text).unwrap();
    let Totals { han, characters, notes, verse_lines, pictures, .. } = document.totals;
    assert_eq!(Counts { han, characters, notes, verse_lines, pictures }, figures.totals);
    let of_chapter = |one: &Chapter| Counts {
        han: one.han,
        characters: one.characters,
        notes: one.notes,
        verse_lines: one.verse_lines,
        pictures: one.pictures,
    };
    let counts: Vec<Counts> = document.chapters.iter().map(of_chapter).collect();
    let own: Vec<Counts> = figures.chapters.iter().map(|one| one.counts).collect();
    assert_eq!(counts, own);
    assert_eq!((document.form, document.title.as_str()), (1, "活字江湖"));
    assert_eq!((document.language.as_str(), document.pages), ("zh-Hans", figures.pages));
    assert_eq!(document.totals.chapters, book.chapters.len());
    let distinct = (document.totals.distinct, document.totals.distinct_han);
    assert_eq!(distinct, (figures.distinct, figures.distinct_han));
    let first = &document.chapters[0];
    let told = (first.division.as_str(), first.part.as_deref(), first.page.as_deref());
    assert_eq!(told, ("front", None, figures.chapters[0].page.as_deref()));
    assert_eq!((&first.id, &first.title), (&figures.chapters[0].id, &figures.chapters[0].title));
    let rare = &document.rare[0];
    assert_eq!((rare.character.as_str(), rare.code.as_str()), ("銶", "U+92B6"));
    assert_eq!(rare.count, figures.rare[0].count);
    let at = &rare.places[0];
    assert!(at.path.ends_with("book/chapters/10.md") && at.line > 1 && at.column > 1, "{at:?}");
    assert!(document.missing.is_empty());
    let lines = document.contents.iter().zip(&figures.contents);
    for (line, own) in lines {
        let told = (line.depth, &line.title, &line.page, line.printed);
        assert_eq!(told, (own.depth, &own.title, &own.page, own.printed));
        assert!(["part", "chapter", "section"].contains(&line.kind.as_str()));
    }
    assert_eq!(document.contents.len(), figures.contents.len());
}

#[test]
fn one_thread_and_two_say_the_same() {
    let run = |threads: usize| {
        publish::par::with_threads(Some(threads), || {
            let (session, _, figures) = sample();
            let mut told = figures.json(&session.files);
            session.diags.sorted().iter().for_each(|one| told.push_str(&format!("{one:?}")));
            told
        })
    };
    assert_eq!(run(1), run(2));
}
