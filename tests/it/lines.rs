//! Where lines end and how wide marks are: the rows of `corpus/cases`, and what holds for every
//! line of every measure.

use publish::font::{Faces, Role};
use publish::layout::frame::Item;
use publish::layout::para::breaker::Measure;
use publish::layout::para::kinsoku::Level;
use publish::layout::para::line::Line;
use publish::layout::para::rules::Rules;
use publish::layout::para::scan::Setter;
use publish::layout::para::text::TextStyle;
use publish::layout::para::{Align, ParaStyle, opportunities, set, width};
use publish::model::inline::{Inline, Mark, Run};
use publish::units::Len;

const EM: Len = Len::pt(10);

fn style(ems: i64, level: Level) -> ParaStyle {
    ParaStyle {
        text: TextStyle::plain(Role::Body, EM),
        measure: Measure { first_indent: EM * 2, indent: Len::ZERO, width: EM * ems },
        align: Align::Justify,
        level,
    }
}

fn text(text: &str) -> Inline {
    Inline::Text(Run { text: text.to_owned(), span: Default::default() })
}

fn rows(file: &str) -> Vec<Vec<String>> {
    file.lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .filter(|row: &Vec<String>| row.len() > 1)
        .collect()
}

#[test]
fn lines_may_end_where_the_cases_say() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let mut seen = 0;
    for row in rows(include_str!("../corpus/cases/linebreak.tsv")) {
        let (id, levels, expected) = (&row[0], &row[1], &row[2]);
        for name in levels.split(',') {
            let level = match name {
                "none" => Level::None,
                "basic" => Level::Basic,
                "gb" => Level::Gb,
                // A break before …… is a matter of cost at gb+, and forbidden at strict.
                "gb+" => continue,
                "strict" => Level::Strict,
                other => unreachable!("{other}"),
            };
            let plain = expected.replace('|', "");
            let breaks = opportunities(&mut setter, &plain, &style(20, level));
            let mut marked = String::new();
            for (at, character) in plain.char_indices() {
                if breaks.contains(&at) {
                    marked.push('|');
                }
                marked.push(character);
            }
            assert_eq!(&marked, expected, "{id} at {name}");
            seen += 1;
        }
    }
    assert!(seen >= 20, "only {seen} rows were read");
}

/// The advance of a pair inside a line, in thousandths of an em.
fn advance(setter: &mut Setter<'_>, pair: &str) -> i64 {
    let style = TextStyle::plain(Role::Body, EM);
    let around = width(setter, &[text(&format!("字{pair}字"))], &style);
    (around - EM * 2).scale(1000, 1).0 / EM.0
}

#[test]
fn marks_side_by_side_share_their_blank() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    for (pair, expected) in [
        ("。”", 1500),
        ("”。", 1500),
        ("，“", 1500),
        ("）（", 1500),
        ("“‘", 1500),
        ("’”", 1500),
        ("？”", 1500),
        ("！？", 1000),
        ("？？？", 2000),
        ("……", 2000),
        ("——", 2000),
        ("·", 500),
        ("–", 500),
        ("—", 1000),
        ("，", 1000),
    ] {
        assert_eq!(advance(&mut setter, pair), expected, "{pair}");
    }
}

#[test]
fn bold_and_plain_marks_share_their_blank_too() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let plain = width(&mut setter, &[text("字“甲”。字")], &TextStyle::plain(Role::Body, EM));
    let bold = [text("字"), Inline::Marked(Mark::Strong, vec![text("“甲”")]), text("。字")];
    assert_eq!(width(&mut setter, &bold, &TextStyle::plain(Role::Body, EM)), plain);
}

#[test]
fn latin_stands_a_quarter_em_from_han() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let style = TextStyle::plain(Role::Body, EM);
    let apart = |setter: &mut Setter<'_>, mixed: &str, latin: &str, han: i64| {
        width(setter, &[text(mixed)], &style) - width(setter, &[text(latin)], &style) - EM * han
    };
    assert_eq!(apart(&mut setter, "使用Rust语言", "Rust", 4), EM / 2);
    assert_eq!(apart(&mut setter, "占50%的人", "50%", 3), EM / 2);
    // No gap beside full-width brackets.
    assert_eq!(apart(&mut setter, "甲（AI）乙", "AI", 4), Len::ZERO);
}

const STRESS: [&str; 5] = [
    "他说：“你好，‘世界’！”她答道：“《红楼梦》（又名《石头记》）——清代小说……”众人大笑；“真的？！”“当然！”",
    "比尔·盖茨、史蒂夫·乔布斯与列奥纳多·达·芬奇在北京—上海的高铁上，花了¥100元，约50％～60％的人说3.14亿人用GPT-4o。",
    "使用Rust语言编写的publish可以把Markdown稿件排成EPUB和PDF，速度为5000km/h，see https://example.com/a/very/long/path?x=1&y=2 for more words.",
    "一、甲；二、乙：三、丙！四、丁？五、戊。六、己，七、庚——八、辛……九、壬（癸）【子】〔丑〕《寅》〈卯〉“辰”‘巳’。",
    "“‘“重重叠叠”的引号’，”（括号（里的括号））。”他说：“……”然后——沉默。那是1984年，1,234,567个字，时速100%，和/或者。",
];

/// The characters of a line in the order of the page.
fn line_text(line: &Line) -> String {
    line.items
        .iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) => Some(run.text.as_ref()),
            _ => None,
        })
        .collect()
}

const NEVER_FIRST: &str = "、，。．：；？！”’」』）】〕〗》〉·～–々％,.:;!?)]}";
const NEVER_LAST: &str = "“‘「『（【〔〖《〈([{¥￥$/";

#[test]
fn no_line_of_any_measure_begins_or_ends_with_a_forbidden_mark() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let mut lines_seen = 0;
    for ems in 8..=40 {
        for paragraph in STRESS {
            let lines = set(&mut setter, &[text(paragraph)], &style(ems, Level::Gb));
            let whole: String = lines.iter().map(line_text).collect();
            assert_eq!(whole.replace(' ', ""), paragraph.replace(' ', ""), "text at {ems} em");
            for (index, line) in lines.iter().enumerate() {
                let words = line_text(line);
                let first = words.trim_start().chars().next().unwrap_or(' ');
                let last = words.trim_end().chars().last().unwrap_or(' ');
                assert!(index == 0 || !NEVER_FIRST.contains(first), "{ems} em: {words} begins so");
                let inner = index + 1 < lines.len();
                // An address may be cut after its slashes (L1.9).
                let address = last == '/' && (words.contains("http") || words.is_ascii());
                let forbidden = NEVER_LAST.contains(last) && !address;
                assert!(!inner || !forbidden, "{ems} em: {words} ends so");
                let edge = (line.right - EM * ems).abs();
                let flush = edge <= Len::pt100(1);
                assert!(
                    !inner || flush || words.chars().count() < 3,
                    "{ems} em: {words} ends at {} of {}; {:?}",
                    line.right,
                    EM * ems,
                    lines.iter().map(line_text).collect::<Vec<_>>()
                );
                assert!(line.right <= EM * ems + Len(64), "{ems} em: {words} runs over");
                lines_seen += 1;
            }
            let last = lines.last().map(line_text).unwrap_or_default();
            let letters = last.chars().filter(|c| c.is_alphanumeric()).count();
            assert!(lines.len() == 1 || letters >= 2, "{ems} em: 孤字 {last}");
        }
    }
    assert!(lines_seen > 500);
}

#[test]
fn a_forbidden_mark_would_be_seen() {
    // The property above rests on `opportunities`: at level none it must find the forbidden break.
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let lines = set(
        &mut setter,
        &[text("一二三四五六七八九十，一二三四五六七八。")],
        &style(10, Level::None),
    );
    assert!(lines.len() > 1);
    assert_eq!(opportunities(&mut setter, "字，", &style(10, Level::None)), vec![3]);
    assert!(opportunities(&mut setter, "字，", &style(10, Level::Gb)).is_empty());
}

#[test]
fn a_missing_glyph_is_reported_with_its_code_point() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    set(&mut setter, &[text("缺\u{323ae}字")], &style(20, Level::Gb));
    let found = setter.diags.sorted();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, "glyph-missing");
    assert!(found[0].message.en.contains("U+323AE"), "{}", found[0].message.en);
}

#[test]
fn long_runs_and_many_breaks_are_set_whole() {
    // Each of these would take hours if the work grew with the square of the length.
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    for run in ["啊".repeat(100_000), "！？".repeat(50_000), "—".repeat(100_000)] {
        let lines = set(&mut setter, &[text(&run)], &style(30, Level::Gb));
        assert_eq!(lines.iter().map(line_text).collect::<String>(), run);
    }
    let broken: Vec<Inline> =
        (0..20_000).flat_map(|_| [text("一行短句，就此断开。"), Inline::Break]).collect();
    let lines = set(&mut setter, &broken, &style(30, Level::Gb));
    assert_eq!(lines.len(), 20_000);
    assert!(lines.iter().all(|line| line_text(line) == "一行短句，就此断开。"));
}
