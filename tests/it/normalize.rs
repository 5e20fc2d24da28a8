//! What the stage `normalize` makes of a manuscript: text, heads, verse, notes.
//!
//! `tests/corpus/*.md` are prose with examples: input, `.`, the book, `.`, what is said about it.
//! `BLESS=1 cargo test` writes books and messages anew; read the difference. `corpus/cases/` has
//! the rows of TYPOGRAPHY §1.

use std::path::Path;

use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Place};
use publish::model::asset::AssetId;
use publish::model::book::{Division, SectionKind};
use publish::model::dump;
use publish::model::meta::{Language, Script};
use publish::normalize::{Change, RULES, changes, normalize};
use publish::source::{Manuscript, SourceChapter, markdown};

/// A manuscript of one chapter.
fn manuscript(text: &str, tag: &str, files: &mut Files, diags: &mut Diagnostics) -> Manuscript {
    let script = match tag {
        "zh-Hant" => Script::TraditionalTaiwan,
        "ja" => Script::Japanese,
        "en" => Script::Other,
        _ => Script::Simplified,
    };
    let mut manuscript = Manuscript::default();
    manuscript.meta.language = Language { tag: tag.to_owned(), script };
    add(&mut manuscript, "chapters/01.md", text, files, diags);
    manuscript
}

fn add(book: &mut Manuscript, path: &str, text: &str, files: &mut Files, diags: &mut Diagnostics) {
    let file = files.add(path, text.to_owned());
    book.chapters.push(SourceChapter {
        path: path.to_owned(),
        division: Division::Body,
        file,
        document: markdown::parse(file, text, diags),
        pictures: Default::default(),
    });
}

/// The ids of what was said, with lines and columns.
fn said(diags: &Diagnostics, files: &Files) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Span(span) => files
            .locate(*span)
            .map_or(String::new(), |at| format!(" {}:{}", at.line_number, at.column_number)),
        _ => String::new(),
    };
    diags.sorted().iter().map(|it| format!("{}{}", it.id, place(&it.place))).collect()
}

/// How a corpus shows the book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The text under a head, as it is printed.
    Text,
    /// The model of a whole chapter.
    Model,
}

/// Makes a book of the text; gives it in the shape, and what was said.
fn made(text: &str, shape: Shape) -> (String, String) {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = if shape == Shape::Text { format!("# 题\n\n{text}\n") } else { text.to_owned() };
    let book = normalize(manuscript(&text, "zh-Hans", &mut files, &mut diags), &mut diags);
    let shown = match shape {
        Shape::Text => dump::text(&book).replacen("题\n", "", 1),
        Shape::Model => dump::model(&book).replacen("book\n", "", 1),
    };
    (shown.trim_end().to_owned(), said(&diags, &files).join("\n"))
}

/// Runs every example of a corpus file.
fn check_corpus(name: &str, shape: Shape) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let written = read_file(&path);
    let (mut blessed, mut rest, mut count) = (String::new(), written.as_str(), 0);
    while let Some((before, after)) = rest.split_once("``````example\n") {
        let (example, tail) = after.split_once("``````\n").expect("an example has an end");
        let input = example.split("\n.\n").next().expect("an example has an input");
        let (book, said) = made(input, shape);
        blessed += &format!("{before}``````example\n{input}\n.\n{book}\n.\n{said}\n``````\n");
        rest = tail;
        count += 1;
    }
    blessed.push_str(rest);
    assert!(count > 0, "{name} has examples");
    if bless() {
        write_file(&path, &blessed);
    }
    assert_eq!(blessed, read_file(&path), "{name} differs");
}

#[expect(clippy::disallowed_methods, reason = "tests read their data")]
fn read_file(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}

#[expect(clippy::disallowed_methods, reason = "whoever edits the corpus writes it")]
fn write_file(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the corpus can be written");
}

#[expect(clippy::disallowed_methods, reason = "whoever edits the corpus asks for new books")]
fn bless() -> bool {
    std::env::var("BLESS").is_ok()
}

#[test]
fn quotes_are_paired() {
    check_corpus("quotes.md", Shape::Text);
}

#[test]
fn marks_are_mended() {
    check_corpus("punctuation.md", Shape::Text);
}

#[test]
fn spaces_stand_where_they_belong() {
    check_corpus("spacing.md", Shape::Text);
}

#[test]
fn heads_open_sections() {
    check_corpus("heads.md", Shape::Model);
}

#[test]
fn titles_are_taken_apart() {
    check_corpus("titles.md", Shape::Model);
}

#[test]
fn verse_is_found() {
    check_corpus("verse.md", Shape::Model);
}

#[test]
fn notes_links_and_blocks() {
    check_corpus("notes.md", Shape::Model);
}

/// The paragraphs of a text under a head, as they are printed, and the ids of what was said.
fn mended(text: &str, tag: &str) -> (String, Vec<String>) {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = format!("# 题\n\n{text}\n");
    let book = normalize(manuscript(&text, tag, &mut files, &mut diags), &mut diags);
    let printed = dump::text(&book);
    let body = printed.strip_prefix("题\n").unwrap_or(&printed).trim_end().to_owned();
    let ids = diags.sorted().iter().map(|it| it.id.to_owned()).collect();
    (body, ids)
}

/// Resolves `<1F600>`, `<BOM>`, `<LF>` in a case.
fn resolved(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let found = after.split_once('>').and_then(|(name, tail)| {
            let character = match name {
                "BOM" => Some('\u{FEFF}'),
                "CR" => Some('\r'),
                "LF" => Some('\n'),
                "CRLF" => Some('\n'),
                _ if name.len() >= 4 => u32::from_str_radix(name, 16).ok().and_then(char::from_u32),
                _ => None,
            };
            character.map(|character| (character, tail))
        });
        match found {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out + rest
}

/// Our name for a lint of the specification.
fn lint_id(lint: &str) -> &str {
    match lint {
        "W-QUOTE-REVERSED" => "quote-reversed",
        "W-QUOTE-NEST" => "quote-nested",
        "E-QUOTE-UNBALANCED" => "quote-unpaired",
        "W-ELLIPSIS-DENG" => "ellipsis-with-deng",
        "W-ELLIPSIS-LONG" => "ellipsis-long",
        "W-DOUBLE-STOP" => "stop-doubled",
        "W-EXCL-MANY" => "stops-many",
        "W-DUP-PUNCT" => "mark-doubled",
        "I-RADICAL" => "radical-unified",
        "I-COMPAT" => "compatibility-unified",
        "I-BIDI" => "direction-removed",
        "E-PUA" => "private-use",
        other => other,
    }
}

#[test]
fn every_row_of_the_specification_holds() {
    let rows = include_str!("../corpus/cases/normalize.tsv");
    let mut wrong = String::new();
    for row in rows.lines().skip(1).filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, _, tag, input, expected, lint] = cells[..] else { panic!("six cells: {row}") };
        // As text and not as markup: a thematic break and a list are not paragraphs.
        if matches!(id, "N3.11" | "N4.09") {
            continue;
        }
        // The reader of Markdown mends line ends; a soft break between Han then joins.
        let expected = if id == "N7.01" { "文字".to_owned() } else { resolved(expected) };
        let expected = expected.replace("**", "").replace('`', "");
        let (text, ids) = mended(&resolved(input), tag);
        let lint = lint_id(lint);
        let told = if lint.is_empty() {
            ids.is_empty() || id == "N7.01"
        } else {
            ids.iter().any(|id| id == lint)
        };
        if text != expected || !told {
            wrong += &format!("{id}: {input}\n  want {expected} {lint}\n  got  {text} {ids:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A small generator of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }
}

/// The inputs of the specification and single marks, to be mixed.
fn fragments() -> Vec<String> {
    let rows = include_str!("../corpus/cases/normalize.tsv").lines().skip(1);
    let inputs = rows.filter_map(|row| row.split('\t').nth(3));
    let marks = "\"¦'¦“¦”¦‘¦’¦...¦。。¦…¦--¦—¦ — ¦,¦.¦!¦?¦:¦;¦(¦)¦（¦）¦ ¦  ¦\u{3000}¦中文¦汉¦word¦3¦27\"¦\
                 <<¦>>¦《¦》¦·¦•¦．¦~¦～¦-¦-flag ¦ --flag¦https://a.b/c,d¦\n¦**¦`x,y`¦[^1]¦\u{200B}¦⼈¦\
                 ○¦二¦％¦Ａ¦e\u{301}¦，，¦！！！！¦年¦'90s¦don't¦f(x)¦A.¦.NET¦－¦⸺¦等¦【¦】¦\u{E000}¦｡";
    let chosen = inputs.map(resolved).chain(marks.split('¦').map(str::to_owned));
    chosen.map(|text| text.replace(['\r', '\u{FEFF}'], "")).collect()
}

/// Marks of Markdown would read a mended text as something else; the text itself is in question.
fn without_markup(text: &str) -> String {
    let marks = ['*', '_', '`', '#', '>', '[', ']', '\\', '|', '<', '&', '=', '+', '$', '^'];
    text.chars().filter(|character| !marks.contains(character)).collect()
}

#[test]
fn normalizing_twice_equals_once() {
    let fragments = fragments();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for round in 0..10_000 {
        let count = 1 + numbers.below(6);
        let mix: String =
            (0..count).map(|_| fragments[numbers.below(fragments.len())].as_str()).collect();
        // A letter first: a line of dashes or a number would be no paragraph.
        let text = format!("始{}", without_markup(&mix).replace('\n', "末\n始"));
        let tag = if round % 4 == 0 { "zh-Hant" } else { "zh-Hans" };
        let once = mended(&text, tag).0;
        let twice = mended(&once, tag).0;
        assert_eq!(once, twice, "{tag}: {text:?}");
    }
}

/// Han, Latin letters and digits, with the mappings of N0.2 undone.
fn letters(text: &str) -> String {
    use publish::han::class::{Class, class_of};
    use publish::han::radical::unified;
    use unicode_normalization::UnicodeNormalization;
    let kept = text.nfc().filter_map(|character| match character {
        '○' | '〇' | 'O' | '0' | 'Ｏ' | '０' => None,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(character as u32 - 0xFEE0),
        _ => match class_of(character) {
            Class::Han => Some(unified(character).unwrap_or(character)),
            Class::Latin | Class::Digit | Class::Kana => Some(character),
            _ => None,
        },
    });
    kept.collect()
}

#[test]
fn no_letter_is_ever_lost() {
    let fragments = fragments();
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for _ in 0..5_000 {
        let count = 1 + numbers.below(8);
        let mix: String =
            (0..count).map(|_| fragments[numbers.below(fragments.len())].as_str()).collect();
        let text = format!("始{}", without_markup(&mix).replace('\n', "末\n始"));
        assert_eq!(letters(&mended(&text, "zh-Hans").0), letters(&text), "{text:?}");
    }
}

#[test]
fn every_change_can_be_applied_to_the_source() {
    let text = "# 第１章:题\n\n\"甲,\"他说--**好**...(乙 丙)使用 Rust.\n\n> \"诗\"，  \n> 诗!\n";
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let book = manuscript(text, "zh-Hans", &mut files, &mut diags);
    let list = changes(&book);
    let mut mended = text.to_owned();
    for Change { span, before, after, .. } in list.iter().rev() {
        assert_eq!(files.slice(*span), before);
        mended.replace_range(span.range(), after);
    }
    let expected = "# 第1章：题\n\n“甲，”他说——**好**……（乙 丙）使用Rust。\n\n> “诗”，  \n> 诗！\n";
    assert_eq!(mended, expected);
    let again = manuscript(&mended, "zh-Hans", &mut files, &mut diags);
    assert_eq!(changes(&again), []);
}

#[test]
fn every_rule_can_be_switched_off() {
    let texts = [
        ("quotes", "\"甲\""),
        ("primes", "高5'10\""),
        ("title-marks", "<<甲>>"),
        ("ellipsis", "甲..."),
        ("dash", "甲--乙"),
        ("range", "20~30岁"),
        ("punctuation", "甲,乙"),
        ("fullwidth", "甲１"),
        ("spaces", "甲 A"),
        ("interpunct", "甲•乙"),
        ("repeats", "甲，，乙"),
        ("zero", "二○八"),
        ("invisible", "甲\u{200B}乙"),
        ("compose", "e\u{301}"),
        ("radicals", "⼈"),
    ];
    assert_eq!(texts.map(|(name, _)| name), RULES.map(|(_, name)| name));
    for (name, text) in texts {
        let count = |off: bool| {
            let (mut files, mut diags) = (Files::new(), Diagnostics::new());
            let mut book = manuscript(text, "zh-Hans", &mut files, &mut diags);
            if off {
                book.settings.rules_off.insert(name.to_owned());
            }
            changes(&book).iter().filter(|change| change.rule == name).count()
        };
        assert!(count(false) > 0, "{name}");
        assert_eq!(count(true), 0, "{name}");
    }
}

#[test]
fn chapters_have_ids_and_link_to_each_other() {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let mut book = Manuscript::default();
    let paths = ["a/01.md", "b/01.md", "第一章.md", "Part-1.md", "x_Y  z.md"];
    for path in paths {
        let text = format!("# {path}\n\n[甲](../b/01.md#节) [乙](/Part-1.md)\n\n## 节\n");
        add(&mut book, path, &text, &mut files, &mut diags);
    }
    let shown = dump::model(&normalize(book, &mut diags));
    let ids: Vec<&str> =
        shown.lines().filter_map(|line| line.strip_prefix("chapter ")?.split(' ').next()).collect();
    assert_eq!(ids, ["c01", "c01-2", "c-cb4f1a30", "cpart-1", "x-y-z"]);
    assert!(shown.contains("⟨link c01-2--s"), "{shown}");
    assert!(shown.contains("⟨link cpart-1 乙⟩"), "{shown}");
}

#[test]
fn pictures_stand_alone_or_in_a_line() {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = "# 题\n\n![图\"一\"](a.png \"说明,一\")\n\n![二](a.png)\n![无](b.png)\n\n\
                文![小](a.png)文\n\n[![三](a.png)](https://example.com)\n";
    let mut book = manuscript(text, "zh-Hans", &mut files, &mut diags);
    book.chapters[0].pictures.insert("a.png".to_owned(), AssetId(7));
    let shown = dump::model(&normalize(book, &mut diags));
    let expected = [
        "figure 7 alt “图“一””",
        "caption 说明，一",
        "body ⟨picture 7 二⟩ 无",
        "body 文⟨picture 7 小⟩文",
        "figure 7 alt “三”",
        "caption 三",
    ];
    let lines: Vec<&str> = shown.lines().skip(3).map(str::trim).collect();
    assert_eq!(lines, expected);
}

#[test]
fn a_book_may_say_what_its_heads_mean() {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = "# 题\n\n【说书人按】\n\n文\n\n【开篇诗词】\n\n文\n";
    let mut book = manuscript(text, "zh-Hans", &mut files, &mut diags);
    book.settings.labels.insert("说书人按".to_owned(), SectionKind::AuthorNote);
    book.settings.labels.insert("开篇诗词".to_owned(), SectionKind::Text);
    let book = normalize(book, &mut diags);
    let kinds: Vec<SectionKind> = book.chapters[0].sections.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [SectionKind::AuthorNote, SectionKind::Text]);
}

#[test]
fn a_rule_that_is_none_is_told() {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let mut book = manuscript("# 题\n\n文\n", "zh-Hans", &mut files, &mut diags);
    book.settings.rules_off.insert("qoutes".to_owned());
    normalize(book, &mut diags);
    assert_eq!(said(&diags, &files), ["rule-unknown 1:1"]);
}
