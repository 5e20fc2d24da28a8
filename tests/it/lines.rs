//! Where lines end and how wide marks are: the rows of `corpus/cases`, and what holds for every
//! line of every measure in every style.

use publish::font::{Faces, Role};
use publish::layout::frame::{GlyphRun, Item};
use publish::layout::para::breaker::Measure;
use publish::layout::para::kinsoku::Level;
use publish::layout::para::line::Line;
use publish::layout::para::rules::Rules;
use publish::layout::para::scan::Setter;
use publish::layout::para::text::TextStyle;
use publish::layout::para::{Align, ParaStyle, opportunities, set, width};
use publish::model::inline::{Inline, Mark, Run};
use publish::model::meta::Script;
use publish::model::settings::{FirstMark, LineSettings, Punctuation, Toggle};
use publish::units::Len;

const EM: Len = Len::pt(10);

const STYLES: [(&str, Punctuation); 6] = [
    ("quanjiao", Punctuation::Quanjiao),
    ("banjiao", Punctuation::Banjiao),
    ("kaiming", Punctuation::Kaiming),
    ("cct", Punctuation::Cct),
    ("hang-end", Punctuation::HangEnd),
    ("plain", Punctuation::Plain),
];

fn style(ems: i64, level: Level) -> ParaStyle {
    ParaStyle {
        text: TextStyle::plain(Role::Body, EM),
        measure: Measure { first_indent: EM * 2, indent: Len::ZERO, width: EM * ems },
        align: Align::Justify,
        level,
    }
}

/// Rules of a simplified book with some settings of its own.
fn rules(change: impl FnOnce(&mut LineSettings)) -> Rules {
    let mut settings = LineSettings::default();
    change(&mut settings);
    Rules::new(&settings, Script::Simplified, "zh-Hans")
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

fn runs(line: &Line) -> impl Iterator<Item = &GlyphRun> {
    line.items.iter().filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    })
}

/// The characters of a line in the order of the page.
fn line_text(line: &Line) -> String {
    runs(line).map(|run| run.text.as_ref()).collect()
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
                "gb+" => Level::GbPlus,
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
    assert!(seen >= 40, "only {seen} rows were read");
}

/// The advance of a pair inside a line, in thousandths of an em.
fn advance(setter: &mut Setter<'_>, pair: &str) -> i64 {
    let style = TextStyle::plain(Role::Body, EM);
    let around = width(setter, &[text(&format!("字{pair}字"))], &style);
    (around - EM * 2).scale(1000, 1).0 / EM.0
}

/// `0.5+1 (why)`, `2.0, one stroke`: the sum, in thousandths.
fn thousandths(written: &str) -> i64 {
    let sum = written.split([' ', ',']).next().unwrap_or("");
    let term = |term: &str| {
        let (whole, part) = term.split_once('.').unwrap_or((term, "0"));
        whole.parse::<i64>().expect("a number") * 1000
            + format!("{part:0<3}").parse::<i64>().expect("a fraction")
    };
    sum.split('+').map(term).sum()
}

#[test]
fn marks_are_as_wide_as_the_cases_say() {
    let faces = Faces::builtin();
    let mut seen = 0;
    for row in rows(include_str!("../corpus/cases/adjacent.tsv")) {
        let (id, wanted, pair, expected) = (&row[0], &row[1], &row[2], &row[3]);
        if pair.contains("at line") || pair.contains("indent") {
            continue; // The next test.
        }
        let pair = pair.split(' ').next().expect("a pair");
        // A pair that ends with 字 is the mark and the character after it.
        let (pair, more) = pair.strip_suffix('字').map_or((pair, 0), |pair| (pair, 1000));
        let mut own =
            STYLES.iter().filter(|(name, _)| wanted == "any" || wanted == name).peekable();
        assert!(own.peek().is_some(), "{id}: {wanted}");
        for (name, punctuation) in own {
            let mut setter = Setter::new(&faces, rules(|s| s.punctuation = *punctuation));
            assert_eq!(advance(&mut setter, pair) + more, thousandths(expected), "{id} {name}");
            seen += 1;
        }
    }
    assert!(seen >= 50, "only {seen} rows were read");
}

/// Where the ink of a line's glyphs begins, from the left of the measure: characters and places.
fn inks(faces: &Faces, line: &Line) -> Vec<(char, Len, Len)> {
    let mut inks = Vec::new();
    for run in runs(line) {
        let face = faces.face(run.face);
        let scale = |units: i32| run.size.scale(i64::from(units), i64::from(face.units_per_em));
        for glyph in &run.glyphs {
            let own = run.text.get(glyph.text_start as usize..glyph.text_end as usize);
            let character = own.and_then(|own| own.chars().next());
            if let (Some(character), Some(ink)) = (character, face.ink(glyph.id)) {
                let x = run.origin.x + glyph.x;
                inks.push((character, x + scale(ink.x_min), x + scale(ink.x_max)));
            }
        }
    }
    inks
}

fn near(a: Len, b: Len) -> bool {
    (a - b).abs() <= EM / 500
}

#[test]
fn marks_at_the_ends_of_lines_are_cut_to_their_ink() {
    // PA.15: a line end; PA.16: a line start; PA.17: a paragraph's start, both ways.
    let faces = Faces::builtin();
    for (name, punctuation) in STYLES {
        for (first_mark, opening) in [(FirstMark::Half, 500), (FirstMark::Full, 1000)] {
            let settings = |s: &mut LineSettings| {
                (s.punctuation, s.first_mark) = (punctuation, first_mark);
            };
            let mut setter = Setter::new(&faces, rules(settings));
            let place = |line: &Line| {
                let han = inks(&faces, line).into_iter().find(|(c, ..)| *c == '国');
                let bare = inks(&faces, line).len();
                (han.expect("国").1, bare)
            };
            let mut plain = style(20, Level::Gb);
            let reference = place(&set(&mut setter, &[text("国字")], &plain)[0]).0 - EM * 2;
            let first = place(&set(&mut setter, &[text("“国字”")], &plain)[0]).0 - EM * 2;
            let narrow = matches!(punctuation, Punctuation::Banjiao | Punctuation::Kaiming);
            let expected = match punctuation {
                _ if narrow => 500,
                Punctuation::Plain => 1000,
                Punctuation::Cct if first_mark == FirstMark::Full => 800,
                _ => opening,
            };
            assert!(near(first - reference, EM.scale(expected, 1000)), "{name}: first line");
            plain.measure.first_indent = Len::ZERO;
            let later = place(&set(&mut setter, &[text("“国字”")], &plain)[0]).0;
            let expected = if punctuation == Punctuation::Plain { 1000 } else { 500 };
            assert!(near(later - reference, EM.scale(expected, 1000)), "{name}: line start");
            let end = width(&mut setter, &[text("国。")], &plain.text) - EM;
            let expected = match punctuation {
                Punctuation::Plain => 1000,
                _ => 500,
            };
            assert!(near(end, EM.scale(expected, 1000)), "{name}: line end {end}");
        }
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

const STRESS: [&str; 9] = [
    "他说：“你好，‘世界’！”她答道：“《红楼梦》（又名《石头记》）——清代小说……”众人大笑；“真的？！”“当然！”",
    "比尔·盖茨、史蒂夫·乔布斯与列奥纳多·达·芬奇在北京—上海的高铁上，花了¥100元，约50％～60％的人说3.14亿人用GPT-4o。",
    "使用Rust语言编写的publish可以把Markdown稿件排成EPUB和PDF，速度为5000km/h，see https://example.com/a/very/long/path?x=1&y=2 for more words.",
    "一、甲；二、乙：三、丙！四、丁？五、戊。六、己，七、庚——八、辛……九、壬（癸）【子】〔丑〕《寅》〈卯〉“辰”‘巳’。",
    "“‘“重重叠叠”的引号’，”（括号（里的括号））。”他说：“……”然后——沉默。那是1984年，1,234,567个字，时速100%，和/或者。",
    "“第一句。”“第二句？”“第三句！！！”“第四句……”“第五句——”（甲）（乙）《丙》《丁》、“戊”、“己”；‘庚’，‘辛’：【壬】【癸】。",
    "internationalization与counterrevolutionaries等长词在窄栏里须断开，well-known与GPT-4o、x86_64-unknown-linux-gnu则不然，UNESCO亦然。",
    "花费￥3,000元，气温25℃，重5 kg，长100 km，占50%，编号№8，时々刻々，第3章第12节，１９４９年①、②、③，序：①甲；②乙；③丙。",
    "阿列克谢·尼古拉耶维奇·托尔斯泰——《苦难的历程》的作者——说：“……”！？——“真的吗？？？”——“是的！”……——就这样。",
];

const NEVER_FIRST: &str = "、，。．：；！？”’」』）】〕〗》〉·～–々％℃,.:;!?)]}";
const NEVER_LAST: &str = "“‘「『（【〔〖《〈([{¥￥$№/";

/// One line of the sweep, with what is needed to say which.
struct Seen<'a> {
    line: &'a Line,
    index: usize,
    count: usize,
    ems: i64,
    name: &'a str,
}

fn check_ends(seen: &Seen<'_>) {
    let Seen { line, index, count, ems, name } = seen;
    let words = line_text(line);
    let first = words.trim_start().chars().next().unwrap_or(' ');
    let last = words.trim_end().chars().last().unwrap_or(' ');
    assert!(*index == 0 || !NEVER_FIRST.contains(first), "{name}, {ems} em: {words} begins so");
    if index + 1 == *count {
        let letters = words.chars().filter(|c| c.is_alphanumeric()).count();
        assert!(*count == 1 || letters >= 2, "{name}, {ems} em: 孤字 {words}");
        return;
    }
    // An address may be divided after its slashes (L1.9).
    let address = last == '/' && words.is_ascii() || words.contains("http");
    assert!(!NEVER_LAST.contains(last) || address, "{name}, {ems} em: {words} ends so");
    let edge = (line.right - EM * *ems).abs();
    assert!(edge <= Len::pt100(1), "{name}, {ems} em: {words} ends at {}", line.right);
}

/// Ink never touches, and marks keep 0.05 em from what stands beside them (L2.8).
fn check_ink(faces: &Faces, seen: &Seen<'_>) {
    let Seen { line, ems, name, .. } = seen;
    let inks = inks(faces, line);
    for pair in inks.windows(2) {
        let ((a, _, end), (b, start, _)) = (pair[0], pair[1]);
        // Only the blank side of a mark is ever cut.
        let cut = "，。、；：！？”’）》〉】〕".contains(a) || "“‘（《〈【〔".contains(b);
        let one_stroke = a == '—' && b == '—';
        let latin = !one_stroke && (a.is_ascii() && b.is_ascii());
        let apart = match (cut, latin || one_stroke) {
            (true, _) => EM / 20,
            (_, true) => -EM / 10,
            _ => Len::ZERO,
        };
        assert!(start - end >= apart, "{name}, {ems} em: {a}{b} in {}", line_text(line));
    }
}

#[test]
fn no_style_at_any_measure_breaks_a_rule() {
    let faces = Faces::builtin();
    let mut lines_seen = 0;
    let styles = STYLES.map(|(name, style)| (name, rules(|s| s.punctuation = style)));
    let hanging = rules(|s| s.hanging = Toggle::On);
    let taiwan = Rules::new(&LineSettings::default(), Script::TraditionalTaiwan, "zh-Hant-TW");
    for (name, own) in styles.into_iter().chain([("hanging", hanging), ("taiwan", taiwan)]) {
        let mut setter = Setter::new(&faces, own);
        let mut openings: Vec<(char, Len)> = Vec::new();
        for ems in 8..=40 {
            for paragraph in STRESS {
                let lines = set(&mut setter, &[text(paragraph)], &style(ems, Level::Gb));
                let whole: String = lines.iter().map(line_text).collect();
                assert_eq!(whole.replace(' ', ""), paragraph.replace(' ', ""), "{name}, {ems} em");
                for (index, line) in lines.iter().enumerate() {
                    let seen = Seen { line, index, count: lines.len(), ems, name };
                    check_ends(&seen);
                    check_ink(&faces, &seen);
                    lines_seen += 1;
                    let first = inks(&faces, line).first().copied();
                    let known = "“‘（《【〔〈".contains(first.map_or(' ', |(c, ..)| c));
                    openings.extend(first.filter(|_| known && index > 0).map(|(c, x, _)| (c, x)));
                }
            }
        }
        openings.sort();
        openings.dedup();
        let marks = openings.len();
        openings.dedup_by_key(|(mark, _)| *mark);
        assert_eq!(openings.len(), marks, "{name}: one mark begins lines at two places");
    }
    assert!(lines_seen > 8_000, "only {lines_seen} lines");
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
