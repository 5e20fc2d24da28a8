//! How lines are fitted to their measure: what gives first, what takes first, where words are
//! divided, and the conventions of other places and languages.

use publish::font::{Faces, Role};
use publish::layout::frame::{Fit, GlyphRun, Item, LineEnd, Page, Pages};
use publish::layout::para::breaker::Measure;
use publish::layout::para::kinsoku::Level;
use publish::layout::para::line::Line;
use publish::layout::para::rules::Rules;
use publish::layout::para::scan::Setter;
use publish::layout::para::text::TextStyle;
use publish::layout::para::{Align, ParaStyle, set, width};
use publish::layout::quality::quality;
use publish::model::inline::{Inline, Mark, Run};
use publish::model::meta::Script;
use publish::model::settings::{LineSettings, Toggle};
use publish::units::Len;

const EM: Len = Len::pt(10);

fn text(text: &str) -> Inline {
    Inline::Text(Run { text: text.to_owned(), span: Default::default() })
}

fn marked(mark: Mark, words: &str) -> Inline {
    Inline::Marked(mark, vec![text(words)])
}

fn plain() -> TextStyle {
    TextStyle::plain(Role::Body, EM)
}

/// Lines without an indent.
fn style(width: Len, align: Align) -> ParaStyle {
    let measure = Measure { first_indent: Len::ZERO, indent: Len::ZERO, width };
    ParaStyle { text: plain(), measure, align, level: Level::Gb }
}

fn rules(change: impl FnOnce(&mut LineSettings)) -> Rules {
    let mut settings = LineSettings::default();
    change(&mut settings);
    Rules::new(&settings, Script::Simplified, "zh-Hans")
}

fn runs(line: &Line) -> impl Iterator<Item = &GlyphRun> {
    line.items.iter().filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    })
}

fn line_text(line: &Line) -> String {
    runs(line).map(|run| run.text.as_ref()).collect()
}

fn fit(line: &Line) -> Fit {
    let found = line.items.iter().find_map(|item| match item {
        Item::Line(line) => Some(line.fit),
        _ => None,
    });
    found.expect("a line of running text tells how it was fitted")
}

/// The place of the n-th glyph of a character, from the left of the measure.
fn x_of(line: &Line, wanted: &str, nth: usize) -> Len {
    let places = runs(line).flat_map(|run| {
        run.glyphs.iter().map(move |glyph| {
            let text = run.text.get(glyph.text_start as usize..glyph.text_end as usize);
            (text.unwrap_or(""), run.origin.x + glyph.x)
        })
    });
    places.filter(|(text, _)| *text == wanted).nth(nth).expect(wanted).1
}

/// `words` as the first of two lines, in a measure that lacks `lack` thousandths of an em.
fn fitted(setter: &mut Setter<'_>, words: &str, lack: i64) -> Line {
    let natural = width(setter, &[text(words)], &plain());
    let style = style(natural - EM.scale(lack, 1000), Align::Justify);
    // The next line cannot give its beginning to this one: 々 never begins a line.
    let all = format!("{words}后々々々々々{}", "后续的文字照样排下去".repeat(3));
    let line = set(setter, &[text(&all)], &style).swap_remove(0);
    assert_eq!(line_text(&line), words, "the line that was meant");
    assert!((line.right - style.measure.width).abs() <= Len::pt100(1), "{words}");
    line
}

#[test]
fn a_line_is_squeezed_in_the_order_of_the_standard() {
    // L4.3: what each line has beside Han, how much it lacks, and the last step that it needs.
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    for (words, lack, step) in [
        ("一二三四五六七八九十一二三四五六七八。", 0, 0),
        // No line begins with 々: the end of each is fixed.
        ("一二三四五六one two three六七八々々々々々", 60, 2),
        ("一二三四·五六七八九十一二三四々々々々々", 200, 3),
        ("一二三四五六《七八九》十一二三々々々々々", 700, 4),
        ("一二三四五六七八，九十一二三四々々々々々", 400, 5),
        ("一二三四五六七八ab九十一二三四々々々々々", 200, 6),
        ("一二三四五六七八。九十一二三四々々々々々", 400, 7),
        // Everything at once: the early steps give all that they have before the later ones.
        ("一二·三《四五》六，七八ab九十。一々々々々々", 300, 4),
        ("一二·三《四五》六，七八ab九十。一々々々々々", 1500, 5),
        ("一二·三《四五》六，七八ab九十。一々々々々々", 1850, 6),
        ("一二·三《四五》六，七八ab九十。一々々々々々", 2200, 7),
    ] {
        let fit = fit(&fitted(&mut setter, words, lack));
        assert_eq!(fit.step, step, "{words} by {lack}");
        assert!((fit.squeezed - EM.scale(lack, 1000)).abs() <= Len(64), "{words}");
    }
}

#[test]
fn stops_keep_their_room_when_the_house_wishes() {
    let faces = Faces::builtin();
    let words = "一二三四五六七八。九十，一二三四々々々々々";
    let mut setter = Setter::new(&faces, Rules::default());
    assert_eq!(fit(&fitted(&mut setter, words, 700)).step, 7);
    let mut setter = Setter::new(&faces, rules(|s| s.squeeze_stops = Toggle::Off));
    assert_eq!(fit(&fitted(&mut setter, words, 400)).step, 5);
    let natural = width(&mut setter, &[text(words)], &plain());
    let style = style(natural - EM.scale(700, 1000), Align::Justify);
    let all = [text(&format!("{words}{}", "后续的文字照样排下去".repeat(3)))];
    assert_ne!(line_text(&set(&mut setter, &all, &style)[0]), words);
}

#[test]
fn a_line_is_stretched_in_the_order_of_the_standard() {
    // L4.4: word spaces to ½ em, then Han–Latin gaps to ½ em, then all Han gaps alike.
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let words = "一二三四ab cd七八九十";
    let gaps = |setter: &mut Setter<'_>, more: i64| {
        let line = fitted(setter, words, -more);
        let space = x_of(&line, "c", 0) - x_of(&line, " ", 0);
        let han_latin = x_of(&line, "a", 0) - x_of(&line, "四", 0) - EM;
        let han = x_of(&line, "二", 0) - x_of(&line, "一", 0) - EM;
        [space, han_latin, han].map(|gap| (gap.scale(1000, 1).0 + EM.0 / 2) / EM.0)
    };
    assert_eq!(gaps(&mut setter, 0), [300, 250, 0]);
    assert_eq!(gaps(&mut setter, 100), [400, 250, 0]);
    assert_eq!(gaps(&mut setter, 400), [500, 350, 0]);
    // 0.7 em fill spaces and Han–Latin gaps; the six gaps between Han share the rest.
    assert_eq!(gaps(&mut setter, 700), [500, 500, 0]);
    assert_eq!(gaps(&mut setter, 1000), [500, 500, 50]);
}

#[test]
fn nothing_is_stretched_around_connectors_or_inside_numbers() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let line = fitted(&mut setter, "北京—上海和/或五六1,234七八", -500);
    assert_eq!(x_of(&line, "上", 0) - x_of(&line, "京", 0) - EM * 2, Len::ZERO);
    let slash = x_of(&line, "或", 0) - x_of(&line, "和", 0);
    assert_eq!(slash, EM + EM / 2);
    let alone = width(&mut setter, &[text("1,234")], &plain());
    let gap = x_of(&line, "1", 0) - x_of(&line, "六", 0) - EM;
    let number = x_of(&line, "七", 0) - x_of(&line, "1", 0);
    assert!((number - alone - gap).abs() <= Len(128), "{number} {alone} {gap}");
}

#[test]
fn the_last_line_and_a_single_line_are_set_solid() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    for words in ["一二三四五", "一二三四五六七八九十一二三四五六七八九十一二三四五"]
    {
        let lines = set(&mut setter, &[text(words)], &style(EM * 20, Align::Justify));
        let last = lines.last().expect("a line");
        assert_eq!(fit(last).end, LineEnd::Last);
        assert_eq!((fit(last).spread, fit(last).squeezed), (Len::ZERO, Len::ZERO));
        assert_eq!(x_of(last, "五", 0) - x_of(last, "四", 0), EM);
    }
}

#[test]
fn words_are_divided_only_where_a_line_would_else_be_bad() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let whole = |line: &Line| fit(line).end != LineEnd::Hyphen;
    let narrow = [text("国际化internationalization是长词，本地化localization也是。")];
    let lines = set(&mut setter, &narrow, &style(EM * 6, Align::Justify));
    assert!(!lines.iter().all(whole), "{:?}", lines.iter().map(line_text).collect::<Vec<_>>());
    for line in &lines {
        assert!(line.right <= EM * 6 + Len(64), "{} runs over", line_text(line));
        let hyphens = runs(line).flat_map(|run| &run.glyphs).filter(|g| g.text_start == g.text_end);
        assert_eq!(hyphens.count(), usize::from(!whole(line)), "a hyphen that adds no text");
    }
    let wide =
        [text("在宽的版心里，internationalization这样的长词前后都有汉字可以调整，不必断开。")];
    let lines = set(&mut setter, &wide, &style(EM * 30, Align::Justify));
    assert!(lines.iter().all(whole));
    let mut setter = Setter::new(&faces, rules(|s| s.hyphenation = Toggle::Off));
    assert!(set(&mut setter, &narrow, &style(EM * 6, Align::Justify)).iter().all(whole));
}

#[test]
fn an_address_of_any_length_stays_inside_its_measure() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let address = format!("https://example.org/{}?q=1&r=2", "a-very_long.path/".repeat(11));
    for words in [address.clone(), format!("见{address}处。"), "9".repeat(200), "ABC".repeat(70)]
    {
        for align in [Align::Justify, Align::Left] {
            for line in set(&mut setter, &[text(&words)], &style(EM * 10, align)) {
                assert!(line.right <= EM * 10 + Len(64), "{} runs over", line_text(&line));
            }
        }
    }
    let lines = set(&mut setter, &[text(&address)], &style(EM * 30, Align::Justify));
    let at_marks = lines.iter().filter(|line| line_text(line).ends_with(['/', '-', '.', '&', '_']));
    assert!(at_marks.count() + 1 == lines.len(), "divided after its marks");
}

#[test]
fn hanging_marks_stand_outside_and_lines_stay_flush() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, rules(|s| s.hanging = Toggle::On));
    let words =
        "一二三四五六七八，九十一二三四五六。七八九十一二三四、五六七八九十一二三，四五六。";
    let lines = set(&mut setter, &[text(words)], &style(EM * 8, Align::Justify));
    let mut hung = 0;
    for line in &lines {
        let words = line_text(line);
        let last = words.chars().last().expect("a character");
        if "、，。".contains(last) {
            let x = x_of(line, &last.to_string(), words.matches(last).count() - 1);
            assert!(x >= line.right - EM / 20, "{words}: {last} hangs");
            hung += 1;
        }
    }
    assert!(hung > 2, "{:?}", lines.iter().map(line_text).collect::<Vec<_>>());
}

#[test]
fn a_space_between_han_and_latin_is_the_gap_itself() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    for (apart, together) in [("使用 Rust 语言", "使用Rust语言"), ("占 50% 的人", "占50%的人")]
    {
        let width = |setter: &mut Setter<'_>, words| width(setter, &[text(words)], &plain());
        assert_eq!(width(&mut setter, apart), width(&mut setter, together));
        let line = set(&mut setter, &[text(apart)], &style(EM * 20, Align::Justify)).swap_remove(0);
        assert_eq!(line_text(&line), apart, "no character is lost");
    }
}

#[test]
fn the_gap_of_the_house_holds_and_code_has_it_at_its_edges() {
    let faces = Faces::builtin();
    let code = |words: &str| Inline::Code(Run { text: words.to_owned(), span: Default::default() });
    for (setting, expected) in [(250, 500), (125, 250), (0, 0)] {
        let mut setter = Setter::new(&faces, rules(|s| s.han_latin_gap = setting));
        let mut both = |inner: Inline| {
            let alone = width(&mut setter, std::slice::from_ref(&inner), &plain());
            width(&mut setter, &[text("字"), inner, text("字")], &plain()) - alone - EM * 2
        };
        assert_eq!(both(text("AI")), EM.scale(expected, 1000));
        assert_eq!(both(marked(Mark::Strong, "AI")), EM.scale(expected, 1000));
        assert_eq!(both(code("<b>")), EM.scale(expected, 1000));
    }
}

/// The ink of the first glyph of a character: from the left of its cell, and above the baseline.
fn ink_middle(faces: &Faces, line: &Line, wanted: &str) -> (Len, Len) {
    for run in runs(line) {
        let face = faces.face(run.face);
        let scale = |units: i32| run.size.scale(i64::from(units), i64::from(face.units_per_em));
        for glyph in &run.glyphs {
            let own = run.text.get(glyph.text_start as usize..glyph.text_end as usize);
            if own == Some(wanted) {
                let ink = face.ink(glyph.id).expect("ink");
                let x = run.origin.x + glyph.x + scale(ink.x_min + ink.x_max) / 2;
                return (x, scale(ink.y_min + ink.y_max) / 2 - glyph.y);
            }
        }
    }
    unreachable!("{wanted} is not in the line")
}

#[test]
fn marks_stand_where_their_region_puts_them() {
    let faces = Faces::builtin();
    let near = |a: Len, percent: i64| (a - EM.scale(percent, 100)).abs() <= EM / 50;
    let taiwan = Rules::new(&LineSettings::default(), Script::TraditionalTaiwan, "zh-Hant-TW");
    let mut setter = Setter::new(&faces, taiwan);
    for mark in ["，", "。", "、", "；", "："] {
        let line =
            &set(&mut setter, &[text(&format!("國{mark}字"))], &style(EM * 9, Align::Left))[0];
        let (x, y) = ink_middle(&faces, line, mark);
        assert!(near(x - EM, 50) && near(y, 38), "{mark} at {x}, {y}");
    }
    let around = |setter: &mut Setter<'_>, words: &str| {
        width(setter, &[text(&format!("字{words}字"))], &plain()) - EM * 2
    };
    assert_eq!(around(&mut setter, "·"), EM, "a whole em");
    assert_eq!(around(&mut setter, "。」"), EM * 2, "a centred mark gives nothing");
    assert_eq!(around(&mut setter, "」「"), EM + EM / 2);
    assert_eq!(width(&mut setter, &[text("字。")], &plain()), EM * 2, "line ends stay as they are");
    // A run of Taiwan in a book of the mainland, and the other way round.
    let mut setter = Setter::new(&faces, Rules::default());
    let run = marked(Mark::Language("zh-Hant-TW".to_owned()), "國，字");
    let line = &set(&mut setter, &[run, text("国，字")], &style(EM * 9, Align::Left))[0];
    assert!(near(ink_middle(&faces, line, "，").0 - EM, 50));
    let japanese = marked(Mark::Language("ja".to_owned()), "東・京");
    assert_eq!(width(&mut setter, &[japanese], &plain()), EM * 3);
}

#[test]
fn a_run_of_english_has_english_marks() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let english = marked(Mark::Language("en".to_owned()), "“word”—and…");
    let line =
        &set(&mut setter, &[text("中"), english, text("文“中”")], &style(EM * 20, Align::Left))[0];
    let latin = runs(line).find(|run| run.text.contains("word")).expect("the run");
    assert_eq!(latin.text.as_ref(), "“word”—and…");
    assert!(faces.face(latin.face).file_name.contains("Garamond"));
    let german = marked(Mark::Language("de".to_owned()), "Donaudampfschifffahrtsgesellschaft");
    let lines =
        set(&mut setter, &[text("德文词"), german, text("很长。")], &style(EM * 9, Align::Justify));
    assert!(lines.iter().any(|line| line_text(line).ends_with("dampf")
        || line_text(line).ends_with("schiff")
        || line_text(line).ends_with("Donau")
        || fit(line).end == LineEnd::Hyphen));
}

#[test]
fn a_long_dash_is_one_stroke_in_the_middle_of_the_line() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    for role in [Role::Body, Role::Strong, Role::Heading, Role::Verse] {
        let style = ParaStyle { text: TextStyle::plain(role, EM), ..style(EM * 9, Align::Left) };
        let line = &set(&mut setter, &[text("字——字")], &style)[0];
        let mut strokes: Vec<(Len, Len, Len)> = Vec::new();
        for run in runs(line) {
            let face = faces.face(run.face);
            let scale = |units: i32| EM.scale(i64::from(units), i64::from(face.units_per_em));
            for glyph in &run.glyphs {
                let own = run.text.get(glyph.text_start as usize..glyph.text_end as usize);
                if own != Some("字") {
                    let ink = face.ink(glyph.id).expect("ink");
                    let x = run.origin.x + glyph.x;
                    let middle = scale(ink.y_min + ink.y_max) / 2;
                    strokes.push((x + scale(ink.x_min), x + scale(ink.x_max), middle));
                }
            }
        }
        strokes.sort();
        for pair in strokes.windows(2) {
            assert!(pair[1].0 <= pair[0].1, "{role:?}: the strokes meet");
        }
        let (left, right) = (strokes[0].0 - EM, EM * 3 - strokes.last().expect("a stroke").1);
        assert!(left <= EM / 8 && right <= EM / 8, "{role:?}: nearly two em long");
        let off = |middle: Len| (middle - EM.scale(38, 100)).abs();
        assert!(strokes.iter().all(|(.., middle)| off(*middle) <= EM.scale(3, 100)), "{role:?}");
    }
}

#[test]
fn emphasis_is_set_in_kai_and_nothing_leans() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let line = &set(
        &mut setter,
        &[text("这是"), marked(Mark::Emphasis, "强调")],
        &style(EM * 9, Align::Left),
    )[0];
    let emphasis = runs(line).find(|run| run.text.as_ref() == "强调").expect("a run of its own");
    let face = faces.face(emphasis.face);
    assert!(face.file_name.contains("Kai") && !face.is_italic);
}

#[test]
fn ragged_lines_are_full_and_heads_end_between_words() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let cell = "表格的一格里有中文和English words，也有数字1,234以及标点、括号（如此）。";
    for ems in 6..14 {
        let lines = set(&mut setter, &[text(cell)], &style(EM * ems, Align::Left));
        for (index, line) in lines.iter().enumerate() {
            let hole = EM * ems - line.right;
            let last = index + 1 == lines.len();
            assert!(last || hole <= EM * 3, "{ems} em: {} lacks {hole}", line_text(line));
            assert!(line.right <= EM * ems + Len(64));
        }
    }
    let head = "第二十一回 悟空大闹天宫的前前后后与如来佛祖的赌约";
    let lines = set(&mut setter, &[text(head)], &style(EM * 14, Align::Center));
    for line in lines.iter().skip(1) {
        let first = line_text(line).chars().next().expect("a character");
        assert!(!"的与".contains(first), "{}", line_text(line));
    }
}

#[test]
fn loose_titles_are_set_apart_without_spaces() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let loose = TextStyle { loose: EM, ..plain() };
    assert_eq!(width(&mut setter, &[text("前言")], &loose), EM * 3);
}

#[test]
fn a_number_stays_with_what_it_counts() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    // 29 characters, then a break that would be a little better, but part what belongs together.
    let filler = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土天地";
    for (words, kept) in [
        (format!("{filler}第12页的图样十分清楚，请看。"), "第12页"),
        (format!("{filler}上去年共有128个人来过。"), "128个"),
    ] {
        let lines = set(&mut setter, &[text(&words)], &style(EM * 30, Align::Justify));
        assert!(lines.len() > 1);
        let together = lines.iter().any(|line| line_text(line).contains(kept));
        assert!(together, "{:?}", lines.iter().map(line_text).collect::<Vec<_>>());
    }
}

#[test]
fn the_worst_lines_of_a_book_are_told() {
    let faces = Faces::builtin();
    let mut setter = Setter::new(&faces, Rules::default());
    let words = "一二三四五六七八九十一二三四五六七八九（“《某》”）。他说一二三四五六七八九十。";
    let lines = set(&mut setter, &[text(words)], &style(EM * 17 / 2, Align::Justify));
    let count = lines.len();
    let mut page = Page::default();
    page.label.number = 7;
    for (index, line) in (1..).zip(lines) {
        let down = EM * 2 * index;
        page.items.extend(line.items.into_iter().map(|mut item| {
            match &mut item {
                Item::Glyphs(run) => run.origin.y += down,
                Item::Line(line) => line.at.y += down,
                _ => {}
            }
            item
        }));
    }
    let pages = Pages { pages: vec![page], ..Pages::default() };
    let found = quality(&pages, 2);
    assert_eq!(found.lines, count - 1, "the last line fills no measure");
    assert_eq!(found.natural + found.squeezed + found.stretched, found.lines);
    assert!(found.worst.len() <= 2 && !found.worst.is_empty());
    let worst = &found.worst[0];
    assert_eq!(worst.page, "7");
    assert!(words.contains(&worst.text), "{}", worst.text);
    let before = words.split(&worst.text).next().expect("what stands before it");
    assert!((worst.line_number == 1) == before.is_empty());
    assert!(found.worst.iter().all(|line| line.change().abs() <= worst.change().abs()));
}
