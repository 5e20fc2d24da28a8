//! The rules of the normalizer, row by row, and what holds of any text (TYPOGRAPHY N0 to N8).
//!
//! `tests/corpus/cases/normalize.tsv` and `markdown.tsv` are rows of the specification, `ours.tsv`
//! more of their kind: `⏎` is a line break, `<200B>` a character by its code point. A row says what
//! the Markdown becomes when every change is applied to it.

use publish::diag::files::Files;
use publish::diag::report::Diagnostics;
use publish::model::block::{Block, Paragraph};
use publish::model::dump;
use publish::model::inline::{Inline, Mark};
use publish::normalize::{RULES, changes, normalize};
use publish::source::Manuscript;

use crate::book::{read, write};
use crate::normalize::manuscript;

/// Resolves `<1F600>`, `<BOM>`, `<LF>` in a cell.
fn resolved(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let found = after.split_once('>').and_then(|(name, tail)| {
            let text = match name {
                "BOM" => Some("\u{FEFF}".to_owned()),
                "CR" => Some("\r".to_owned()),
                "LF" => Some("\n".to_owned()),
                "CRLF" => Some("\r\n".to_owned()),
                _ if name.len() >= 4 && name.bytes().all(|it| it.is_ascii_hexdigit()) => {
                    let code = u32::from_str_radix(name, 16).ok();
                    code.and_then(char::from_u32).map(|it| it.to_string())
                }
                _ => None,
            };
            text.map(|text| (text, tail))
        });
        match found {
            Some((text, tail)) => {
                out.push_str(&text);
                rest = tail;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    (out + rest).replace('⏎', "\n")
}

/// A text with every change carried out, which each must name its place exactly.
fn rewritten(text: &str, book: &Manuscript) -> String {
    let mut out = text.to_owned();
    for change in changes(book).iter().rev() {
        assert_eq!(text.get(change.span.range()), Some(change.before.as_str()), "{text:?}");
        out.replace_range(change.span.range(), &change.after);
    }
    out
}

/// What becomes of a text under a head: the Markdown, the book as it is printed, the ids of what
/// was said.
fn mended(text: &str, tag: &str) -> (String, String, Vec<String>) {
    const HEAD: &str = "# 一\n\n";
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = format!("{HEAD}{text}\n");
    let book = manuscript(&text, tag, &mut files, &mut diags);
    let new = rewritten(&text, &book);
    let new = new.strip_prefix(HEAD).expect("the head stays").trim_end_matches('\n').to_owned();
    let printed = dump::text(&normalize(book, &mut diags));
    let body = printed.strip_prefix("一\n").unwrap_or(&printed).trim_end().to_owned();
    (new, body, diags.sorted().iter().map(|it| it.id.to_owned()).collect())
}

/// The same for a chapter that is nothing but the text, read from the disk.
fn from_disk(text: &str, tag: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let config = format!("title: 书\nlanguage: {tag}\nchapters: [a.md]\n");
    write(&folder.path().join("book.yaml"), config);
    write(&folder.path().join("a.md"), text);
    let book = read(folder.path()).0.expect("a book");
    let as_read = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    rewritten(&as_read, &book)
}

/// Our name for a lint of the specification.
fn lint_id(lint: &str) -> &str {
    match lint {
        "W-QUOTE-REVERSED" => "quote-reversed",
        "W-QUOTE-NEST" => "quote-nested",
        "W-ELLIPSIS-DENG" => "ellipsis-with-deng",
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
        let (input, expected) = (resolved(input), resolved(expected));
        let file = from_disk(&input, tag);
        // A chapter begins with no byte order mark, and its lines end in LF once it is read.
        let plain = input.replace(['\u{FEFF}', '\r'], "");
        let (_, printed, ids) = mended(&plain, tag);
        let shown = match id {
            // A thematic break stays one, and a list shows its own number.
            "N3.11" => String::new(),
            "N4.09" => "第一".to_owned(),
            // A line break of the source between Han is none in the book.
            "N7.01" => "文字".to_owned(),
            _ => expected.replace("**", "").replace('`', ""),
        };
        let lint = lint_id(lint);
        let told = if lint.is_empty() { ids.is_empty() } else { ids.iter().any(|id| id == lint) };
        if file != expected || printed != shown || !told {
            wrong += &format!("{id}: {input}\n  want {expected} {lint}\n  got  {file}\n");
            wrong += &format!("  book {printed} {ids:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_row_of_ours_holds() {
    let rows = include_str!("../corpus/cases/ours.tsv");
    let mut wrong = String::new();
    let mut count = 0;
    for row in rows.lines().skip(1).filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, tag, input, expected, lints] = cells[..] else { panic!("five cells: {row}") };
        let (new, _, ids) = mended(&resolved(input), tag);
        let (again, _, _) = mended(&new, tag);
        let expected = resolved(expected);
        if new != expected || ids.join(",") != lints || again != new {
            wrong += &format!("{id}: {input}\n  want {expected} [{lints}]\n  got  {new} {ids:?}\n");
        }
        count += 1;
    }
    assert!(count > 200 && wrong.is_empty(), "{count} rows\n{wrong}");
}

/// A thematic break parts two texts, and a list is counted from its own number.
#[test]
fn breaks_and_lists_are_no_text() {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let text = "# 一\n\n甲\n\n---\n\n乙\n\n2. 第一\n";
    let book = manuscript(text, "zh-Hans", &mut files, &mut diags);
    let book = normalize(book, &mut diags);
    let blocks = &book.chapters[0].sections[0].blocks;
    assert!(matches!(blocks[1], Block::Break(_)), "{blocks:?}");
    assert!(matches!(&blocks[3], Block::List(list) if list.start == Some(2)), "{blocks:?}");
}

/// Paragraphs as the specification writes them in HTML.
fn html(blocks: &[Block]) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph(Paragraph { content, .. }) => format!("<p>{}</p>", inlines(content)),
        Block::Subhead(subhead) => format!("<p><strong>{}</strong></p>", inlines(&subhead.content)),
        Block::Break(_) => "<hr>".to_owned(),
        Block::List(list) => {
            let items = list.items.iter().map(|item| format!("<li>{}</li>", html(&item.blocks)));
            format!("<ul>{}</ul>", items.collect::<String>())
        }
        Block::Verse(verse) => {
            let lines = verse.stanzas.iter().flatten();
            let lines: Vec<String> = lines.map(|line| inlines(&line.content)).collect();
            format!("<verse>{}</verse>", lines.join("<br>"))
        }
        other => format!("{other:?}"),
    };
    blocks.iter().map(block).collect()
}

fn inlines(list: &[Inline]) -> String {
    let inline = |inline: &Inline| match inline {
        Inline::Text(run) => run.text.clone(),
        Inline::Break => "<br>".to_owned(),
        Inline::Marked(Mark::Strong, inside) => format!("<strong>{}</strong>", inlines(inside)),
        Inline::Marked(Mark::Emphasis, inside) => format!("<em>{}</em>", inlines(inside)),
        Inline::Marked(Mark::Strike, inside) => format!("<del>{}</del>", inlines(inside)),
        other => format!("{other:?}"),
    };
    list.iter().map(inline).collect()
}

/// The rows that the specification gives in HTML, those that it tells in words, and more.
#[test]
fn markdown_becomes_what_the_specification_says() {
    let told = [
        ("MD.03", "据**《人民日报》**报道", "<p>据<strong>《人民日报》</strong>报道</p>", ""),
        ("MD.06", "汉字⏎汉字", "<p>汉字汉字</p>", ""),
        (
            "MD.09",
            "**标签**⏎- 甲⏎- 乙",
            "<p><strong>标签</strong></p><ul><li><p>甲</p></li><li><p>乙</p></li></ul>",
            "",
        ),
        (
            "MD.10",
            "**场景一：对话**⏎用户说话",
            "<p><strong>场景一：对话</strong><br>用户说话</p>",
            "",
        ),
        ("MD.12", "~~删除~~20~30岁", "<p><del>删除</del>20～30岁</p>", ""),
        ("MD.14", "正文⏎---⏎后文", "<p>正文</p><hr><p>后文</p>", "underlined-text"),
        ("MD.16", "<!-- 元信息⏎- 地点：山 -->⏎⏎甲", "<p>甲</p>", ""),
        ("MD.17", "> 诗句一，  ⏎> 诗句二。  ", "<verse>诗句一，<br>诗句二。</verse>", ""),
        (
            "MD.18",
            "**《书》**报道**（一）。**后**甲：**乙",
            "<p><strong>《书》</strong>报道<strong>（一）。</strong>后<strong>甲：</strong>乙</p>",
            "",
        ),
    ];
    let table = include_str!("../corpus/cases/markdown.tsv").lines().skip(1);
    let rows = table.filter_map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, _, input, expected] = cells[..] else { panic!("four cells: {row}") };
        let (expected, lint) = expected.split_once(" + ").unwrap_or((expected, ""));
        let lint = match lint.split(' ').next() {
            Some("W-INTRAWORD-EMPHASIS") => "emphasis-in-word",
            Some("W-INDENTED-CJK") => "indented-text",
            _ => lint,
        };
        let in_words = told.iter().any(|(known, ..)| *known == id);
        (!in_words).then_some((id, input, expected, lint))
    });
    for (id, input, expected, lint) in rows.chain(told) {
        let (mut files, mut diags) = (Files::new(), Diagnostics::new());
        let text = format!("# 一\n\n{}\n", input.replace('⏎', "\n"));
        let book = manuscript(&text, "zh-Hans", &mut files, &mut diags);
        let book = normalize(book, &mut diags);
        assert_eq!(html(&book.chapters[0].sections[0].blocks), expected, "{id}");
        let ids: Vec<&str> = diags.sorted().iter().map(|it| it.id).collect();
        assert_eq!(ids.join(","), lint, "{id}");
    }
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

/// The inputs of all rows and single marks, to be mixed.
fn fragments() -> Vec<String> {
    let rows = include_str!("../corpus/cases/normalize.tsv").lines().skip(1);
    let inputs = rows.filter_map(|row| row.split('\t').nth(3));
    let ours = include_str!("../corpus/cases/ours.tsv").lines().skip(1);
    let inputs = inputs.chain(ours.filter_map(|row| row.split('\t').nth(2)));
    let marks = "\"¦'¦“¦”¦‘¦’¦...¦。。¦…¦--¦—¦ — ¦,¦.¦!¦?¦:¦;¦(¦)¦（¦）¦ ¦  ¦\u{3000}¦中文¦汉¦word¦3¦27\"¦\
                 <<¦>>¦《¦》¦·¦•¦．¦~¦～¦-¦-flag ¦ --flag¦https://a.b/c,d¦\n¦**¦`x,y`¦[^1]¦\u{200B}¦⼈¦\
                 ○¦二¦％¦Ａ¦e\u{301}¦，，¦！！！！¦年¦'90s¦don't¦f(x)¦A.¦.NET¦－¦⸺¦等¦【¦】¦\u{E000}¦｡¦\
                 「¦」¦『¦』¦the ¦ and ¦:)¦(^_^)¦1.¦ B、¦@a ¦#t ¦한국¦の¦x=\"甲\"";
    let chosen = inputs.map(resolved).chain(marks.split('¦').map(str::to_owned));
    chosen.map(|text| text.replace(['\r', '\u{FEFF}'], "")).collect()
}

/// Marks of Markdown would read a mended text as something else; the text itself is in question.
fn without_markup(text: &str) -> String {
    let marks = ['*', '_', '`', '#', '>', '[', ']', '\\', '|', '<', '&', '=', '+', '$', '^', '{'];
    text.chars().filter(|character| !marks.contains(character)).collect()
}

fn mix(fragments: &[String], most: usize, numbers: &mut Numbers) -> String {
    let count = 1 + numbers.below(most);
    (0..count).map(|_| fragments[numbers.below(fragments.len())].as_str()).collect()
}

const LANGUAGES: [&str; 6] = ["zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant-HK", "ja", "en"];

#[test]
fn normalizing_twice_equals_once() {
    let fragments = fragments();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for round in 0..10_000 {
        let mix = mix(&fragments, 6, &mut numbers);
        // A letter first: a line of dashes or a number would be no paragraph.
        let text = format!("始{}", without_markup(&mix).replace('\n', "末\n始"));
        let tag = LANGUAGES[round % LANGUAGES.len()];
        let once = mended(&text, tag).1;
        let twice = mended(&once, tag).1;
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
            Class::Latin | Class::Digit | Class::Kana | Class::Hangul => Some(character),
            _ => None,
        },
    });
    kept.collect()
}

/// No letter goes, and what is code, an address or an attribute stays byte for byte, in the book and
/// in its Markdown.
#[test]
fn no_letter_is_ever_lost_and_no_code_changed() {
    let kept = [
        "`let x = \"你好,世界\"...;`",
        "<https://a.b/甲,乙?q=\"c\"--d>",
        "`a--b,\"c\"`",
        "$a,b--c...$",
    ];
    let bare = ["https://example.com/a,b?x=1--y", "a.b,c@example.com", "class=\"甲,乙\""];
    let fragments = fragments();
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for round in 0..10_000 {
        let mix = mix(&fragments, 8, &mut numbers);
        let text = format!("始{}", without_markup(&mix).replace('\n', "末\n始"));
        let (code, word) = (kept[round % kept.len()], bare[round % bare.len()]);
        let text = format!("{text}末{code}末 {word} 末");
        let tag = LANGUAGES[round % LANGUAGES.len()];
        let (new, _, _) = mended(&text, tag);
        assert_eq!(letters(&new), letters(&text), "{tag}: {text:?}");
        assert!(new.contains(code), "{code}: {text:?}\n{new:?}");
        // Of `a.b,c@…` the address alone is one.
        let word = word.trim_start_matches("a.b,");
        assert!(new.contains(word), "{word}: {text:?}\n{new:?}");
    }
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

/// The cells of a row of a table, without backticks around them.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim_end().trim_end_matches('|');
    row.split('|').map(|it| it.trim().trim_matches('`')).collect()
}

/// docs/normalize.md has a row for each rule, in order, whose example is true.
#[test]
fn the_page_for_authors_is_true() {
    let page = include_str!("../../docs/normalize.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows: Vec<Vec<&str>> = rows.map(|row| cells(row)).collect();
    let rules: Vec<&Vec<&str>> = rows.iter().filter(|cells| cells.len() == 5).collect();
    let names: Vec<&str> = rules.iter().map(|cells| cells[0]).collect();
    assert_eq!(names, RULES.map(|(_, name)| name));
    for cells in rules {
        let (before, after) = (resolved(cells[2]), resolved(cells[3]));
        assert_eq!(mended(&before, "zh-Hans").0, after, "{}", cells[0]);
    }
    let listed: Vec<&str> =
        rows.iter().filter(|cells| cells.len() == 3).map(|cells| cells[0]).collect();
    let catalogs = [
        include_str!("../../src/diag/catalog/normalize.rs"),
        include_str!("../../src/diag/catalog/proof.rs"),
    ];
    let mut known: Vec<&str> = Vec::new();
    for catalog in catalogs {
        for call in catalog.split("Diagnostic::").skip(1) {
            let id = call.split_once('(').and_then(|(_, rest)| rest.trim_start().strip_prefix('"'));
            known.extend(id.and_then(|rest| rest.split('"').next()));
        }
    }
    let sorted = |mut list: Vec<&'static str>| {
        list.sort_unstable();
        list.dedup();
        list
    };
    assert_eq!(sorted(listed), sorted(known));
}
