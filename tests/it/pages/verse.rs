//! Verse on pages: columns, couplets in a row, stanzas, titles, turn-overs, notes (P2–P9, P12, P16).

use std::collections::BTreeSet;

use publish::font::{Faces, Role};
use publish::layout::frame::{GlyphRun, LabelStyle, Page, Pages};
use publish::layout::style::Style;
use publish::model::block::{Block, Verse, VerseLine};
use publish::model::settings::{Toggle, VerseRows};
use publish::units::Len;

use super::{book, chapter, many_paragraphs, note, noted, pages, paragraph, runs, section, text};

const REGULATED: [&str; 8] = [
    "江湖不在剑锋边，",
    "方寸焦泥九百年。",
    "佛卷灯寒刀吐雪，",
    "韵轮风定字生烟。",
    "熔铅炉沸三更月，",
    "引电光开一线天。",
    "莫道角残身已老，",
    "至今犹是活神仙。",
];

fn line(words: &str) -> VerseLine {
    VerseLine { content: vec![text(words)], span: Default::default() }
}

fn poem(stanzas: &[&[&str]]) -> Verse {
    let stanza = |lines: &&[&str]| lines.iter().map(|words| line(words)).collect();
    Verse {
        title: None,
        author: None,
        stanzas: stanzas.iter().map(stanza).collect(),
        attribution: None,
        span: Default::default(),
    }
}

fn set_with(
    blocks: Vec<Block>,
    change: impl FnOnce(&mut publish::model::book::Book),
) -> (Pages, Style) {
    let mut book = book(vec![chapter("c1", "诗", vec![section("s", "", blocks)])]);
    change(&mut book);
    let style = Style::new(&book.settings.pdf);
    (pages(&book), style)
}

fn set(blocks: Vec<Block>) -> (Pages, Style) {
    set_with(blocks, |_| {})
}

fn body(pages: &Pages) -> Vec<&Page> {
    pages.pages.iter().filter(|page| page.label.style == LabelStyle::Arabic).collect()
}

/// The run of a line of verse, wherever it stands.
fn run<'p>(pages: &'p Pages, words: &str) -> &'p GlyphRun {
    let all = body(pages).into_iter().flat_map(runs);
    all.into_iter().find(|run| run.text.trim_end() == words).expect(words)
}

fn page_of(pages: &Pages, words: &str) -> usize {
    let has = |page: &&Page| runs(page).iter().any(|run| run.text.trim_end() == words);
    body(pages).iter().position(has).expect(words)
}

#[test]
fn verse_aligns_in_columns_and_stands_in_the_middle() {
    let lines = &REGULATED[..4];
    let (pages, style) = set(vec![Block::Verse(poem(&[lines]))]);
    let left = run(&pages, lines[0]).origin.x;
    for words in lines {
        let run = run(&pages, words);
        assert_eq!(run.origin.x, left);
        for (column, glyph) in run.glyphs.iter().take(7).enumerate() {
            assert_eq!(glyph.x, style.body * column as i64, "column {column} of {words}");
        }
    }
    // Seven characters in the middle; the end mark hangs outside.
    let edge = style.origin(true).x;
    let right = edge + style.measure() - (left + style.body * 7);
    assert!((left - edge - right).abs() <= style.body / 2);
}

#[test]
fn regulated_verse_of_eight_lines_stands_in_couplets() {
    let (pages, style) = set(vec![Block::Verse(poem(&[&REGULATED]))]);
    let left = run(&pages, REGULATED[0]).origin.x;
    for (row, couplet) in REGULATED.chunks(2).enumerate() {
        let (first, second) = (run(&pages, couplet[0]), run(&pages, couplet[1]));
        assert_eq!(first.origin.y, second.origin.y, "row {row}");
        assert_eq!(first.origin.x, left);
        // 七，七。 with no gap between: the second line begins where the first one's cells end.
        assert_eq!(second.origin.x, left + style.body * 8);
        assert_eq!(first.text.as_ref(), format!("{}\n", couplet[0]), "copied, a line each");
        assert_eq!(second.text.as_ref(), couplet[1]);
    }
    let edge = style.origin(true).x;
    let right = edge + style.measure() - (left + style.body * 15);
    assert!((left - edge - right).abs() <= style.body / 2, "the block stands in the middle");
}

#[test]
fn book_yaml_says_how_many_lines_a_row_has() {
    for (rows, lines, paired) in [
        (VerseRows::Single, &REGULATED[..], false),
        (VerseRows::Paired, &REGULATED[..4], true),
        (VerseRows::Auto, &REGULATED[..4], false),
    ] {
        let blocks = vec![Block::Verse(poem(&[lines]))];
        let (pages, _) = set_with(blocks, |book| book.settings.pdf.verse_rows = rows);
        let same = run(&pages, lines[0]).origin.y == run(&pages, lines[1]).origin.y;
        assert_eq!(same, paired, "{rows:?}");
    }
    // Where two lines do not fit, each has its row.
    let (pages, _) = set_with(vec![Block::Verse(poem(&[&REGULATED]))], |book| {
        book.settings.pdf.grid = Some((15, 20));
    });
    assert_ne!(run(&pages, REGULATED[0]).origin.y, run(&pages, REGULATED[1]).origin.y);
}

#[test]
fn irregular_verse_keeps_its_lines() {
    let lines = [
        "无言独上西楼，",
        "月如钩。",
        "寂寞梧桐深院锁清秋。",
        "剪不断，",
        "理还乱，",
        "是离愁。",
        "别是一般滋味",
        "在心头。",
    ];
    let (pages, style) = set(vec![Block::Verse(poem(&[&lines[..3], &lines[3..]]))]);
    let rows: BTreeSet<Len> = lines.iter().map(|words| run(&pages, words).origin.y).collect();
    assert_eq!(rows.len(), lines.len());
    let gap = run(&pages, lines[3]).origin.y - run(&pages, lines[2]).origin.y;
    assert_eq!(gap, style.pitch * 2, "one empty line between the stanzas");
}

#[test]
fn a_long_line_turns_over_two_em_in() {
    let long = "上古有大椿者以八千岁为春以八千岁为秋此大年也而彭祖乃今以久特闻众人匹之不亦悲乎。";
    let (pages, style) = set(vec![Block::Verse(poem(&[&[long, "汤之问棘也是已。"]]))]);
    let page = body(&pages)[0];
    let parts: Vec<&GlyphRun> =
        runs(page).into_iter().filter(|run| long.contains(run.text.as_ref())).collect();
    assert!(parts.len() >= 2, "it turns over");
    for part in &parts[1..] {
        assert_eq!(part.origin.x, parts[0].origin.x + style.body * 2);
    }
    assert_eq!(run(&pages, "汤之问棘也是已。").origin.x, parts[0].origin.x);
}

#[test]
fn title_author_and_attribution_have_their_places() {
    let mut verse = poem(&[&["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"]]);
    verse.title = Some(vec![text("静夜思诗")]);
    verse.author = Some(vec![text("〔唐〕李白")]);
    verse.attribution = Some(vec![text("——李白《静夜思》")]);
    let (pages, style) = set(vec![Block::Verse(verse)]);
    let title = run(&pages, "静夜思诗");
    assert!(title.size > style.body && title.size < style.body * 3 / 2, "a step larger");
    let middle = style.origin(true).x + style.measure() / 2;
    assert!((title.origin.x + title.size * 2 - middle).abs() <= style.body / 4);
    let author = run(&pages, "〔唐〕李白");
    assert!(title.origin.y < author.origin.y);
    assert!(author.origin.y < run(&pages, "床前明月光，").origin.y);
    let attribution = run(&pages, "——李白《静夜思》");
    let last = attribution.glyphs.last().unwrap();
    let right = attribution.origin.x + last.x + style.body / 2;
    let edge = style.origin(true).x + style.measure() - style.body * 2;
    assert!((right - edge).abs() <= style.body / 4, "two em before the measure's end");
}

#[test]
fn verse_is_kai_with_an_empty_line_above_and_below() {
    let blocks = vec![
        paragraph(vec![text("有诗为证：")]),
        Block::Verse(poem(&[&REGULATED[..4]])),
        paragraph(vec![text("诗罢，众人喝彩。")]),
    ];
    let (pages, style) = set(blocks);
    let y = |words: &str| run(&pages, words).origin.y;
    assert_eq!(y(REGULATED[0]) - y("有诗为证："), style.pitch * 2);
    assert_eq!(y("诗罢，众人喝彩。") - y(REGULATED[3]), style.pitch * 2);
    let faces = Faces::builtin();
    let kai = faces.han(Role::Verse, '江').map(|(face, _)| face);
    assert_eq!(Some(run(&pages, REGULATED[0]).face), kai);
    assert_ne!(Some(run(&pages, "诗罢，众人喝彩。").face), kai);
}

/// Poems after so many lines of text, so that one falls on every place of a page.
#[test]
fn no_page_ends_inside_a_couplet_or_a_short_poem() {
    let short = ["空山新雨后，", "天气晚来秋。", "明月松间照，", "清泉石上流。"];
    for before in 0..30 {
        let mut blocks = many_paragraphs(4);
        blocks.extend((0..before).map(|_| paragraph(vec![text("一行。")])));
        blocks.push(Block::Verse(poem(&[&short])));
        blocks.push(Block::Verse(poem(&[&REGULATED])));
        blocks.extend(many_paragraphs(3));
        let single = |book: &mut publish::model::book::Book| {
            book.settings.pdf.verse_rows = VerseRows::Single;
        };
        let (pages, _) = set_with(blocks, single);
        let places: BTreeSet<usize> = short.iter().map(|words| page_of(&pages, words)).collect();
        assert_eq!(places.len(), 1, "{before}: a poem of four lines is parted");
        for couplet in REGULATED.chunks(2) {
            assert_eq!(page_of(&pages, couplet[0]), page_of(&pages, couplet[1]), "{before}");
        }
    }
}

#[test]
fn short_lines_can_be_set_apart() {
    let lines = ["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"];
    let apart = |book: &mut publish::model::book::Book| book.settings.pdf.verse_apart = Toggle::On;
    let (pages, style) = set_with(vec![Block::Verse(poem(&[&lines]))], apart);
    for words in lines {
        for (column, glyph) in run(&pages, words).glyphs.iter().take(5).enumerate() {
            assert_eq!(glyph.x, style.body * 5 / 4 * column as i64, "a quarter em more each");
        }
    }
}

#[test]
fn note_marks_in_verse_do_not_move_its_columns() {
    let mut verse = poem(&[&REGULATED[..4]]);
    let halves = [text("方寸焦泥"), noted(0), text("九百年。")];
    verse.stanzas[0][1].content = halves.to_vec();
    let mut chapter = chapter("c1", "诗", vec![section("s", "", vec![Block::Verse(verse)])]);
    chapter.notes = vec![note(0, "焦泥，烧过的泥。")];
    let book = book(vec![chapter]);
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let left = run(&pages, REGULATED[0]).origin.x;
    assert_eq!(run(&pages, "方寸焦泥").origin.x, left);
    assert_eq!(run(&pages, "九百年。").origin.x, left + style.body * 4, "the mark takes no room");
}

#[test]
fn verse_in_notes_and_quotations_is_verse() {
    let verse = Block::Verse(poem(&[&REGULATED[..4]]));
    let mut chapter = chapter(
        "c1",
        "诗",
        vec![section(
            "s",
            "",
            vec![paragraph(vec![text("正文"), noted(0)]), Block::Quote(vec![verse.clone()])],
        )],
    );
    let mut note = note(0, "此句出自某书：");
    note.blocks.push(verse);
    chapter.notes = vec![note];
    let book = book(vec![chapter]);
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let kai = Faces::builtin().han(Role::Verse, '江').map(|(face, _)| face);
    for words in &REGULATED[..4] {
        let found: Vec<&GlyphRun> = body(&pages)
            .into_iter()
            .flat_map(runs)
            .filter(|run| run.text.as_ref() == *words)
            .collect();
        assert_eq!(found.len(), 2, "{words}: in the text and in the note");
        assert!(found.iter().all(|run| Some(run.face) == kai));
        assert!(found.iter().any(|run| run.size == style.note), "a line each in the note");
    }
}
