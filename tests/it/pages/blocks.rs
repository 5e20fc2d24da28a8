//! Blocks that fill pages in their own ways: tables, pictures, code, glossaries, cards (B18, B19).

use std::sync::Arc;

use publish::diag::span::Span;
use publish::layout::frame::{Item, LabelStyle, Page, Pages, Part};
use publish::layout::style::Style;
use publish::model::asset::{Asset, AssetId, Format};
use publish::model::block::{Alignment, Block, Code, Definition, Figure, Table};
use publish::model::book::{Book, Note};
use publish::model::inline::Inline;
use publish::model::settings::Card;
use publish::units::Len;

use super::{book, chapter, many_paragraphs, note, noted, pages, paragraph, runs, section, text};

fn set(blocks: Vec<Block>) -> (Pages, Style) {
    let book = book(vec![chapter("c1", "题", vec![section("s", "", blocks)])]);
    let style = Style::new(&book.settings.pdf);
    (pages(&book), style)
}

fn body(pages: &Pages) -> Vec<&Page> {
    pages.pages.iter().filter(|page| page.label.style == LabelStyle::Arabic).collect()
}

fn has(page: &Page, words: &str) -> bool {
    runs(page).iter().any(|run| run.text.contains(words))
}

/// The baseline of the last text of a page.
fn foot(page: &Page) -> Option<Len> {
    runs(page).iter().filter(|run| run.part == Part::Body).map(|run| run.origin.y).max()
}

fn table(rows: usize) -> Table {
    let row = |index: usize| {
        let weight = format!("{}.{}", index * 37 % 200, index % 10);
        vec![vec![text(&format!("第{index}种"))], vec![text("北宋")], vec![text(&weight)]]
    };
    Table {
        alignments: vec![Alignment::Default; 3],
        head: ["名目", "年代", "重量"].iter().map(|head| vec![text(head)]).collect(),
        rows: (1..=rows).map(row).collect(),
        caption: None,
        span: Span::default(),
    }
}

#[test]
fn a_table_that_goes_on_has_its_head_again() {
    let mut blocks = many_paragraphs(3);
    blocks.push(Block::Table(table(60)));
    let (pages, _) = set(blocks);
    let pages = body(&pages);
    let with_rows: Vec<&&Page> =
        pages.iter().filter(|page| runs(page).iter().any(|run| run.text.ends_with('种'))).collect();
    assert!(with_rows.len() >= 3, "the table is long");
    for (index, page) in with_rows.iter().enumerate() {
        let heads: Vec<Part> = runs(page)
            .iter()
            .filter(|run| run.text.as_ref() == "名目")
            .map(|run| run.part)
            .collect();
        let expected = if index == 0 { Part::Body } else { Part::Artifact };
        assert_eq!(heads, [expected], "the head is read once, and seen on every page");
        assert_eq!(has(page, "续表"), index > 0);
    }
    let cells = pages.iter().flat_map(|page| runs(page)).filter(|run| run.part == Part::Body);
    let found: String = cells.map(|run| run.text.as_ref()).collect();
    for index in 1..=60 {
        let name = format!("第{index}种");
        assert_eq!(found.matches(&name).count(), 1, "{name} stands once");
    }
}

#[test]
fn numbers_stand_with_their_points_in_a_column() {
    let (pages, style) = set(vec![Block::Table(table(15))]);
    let page = body(&pages)[0];
    let mut points = Vec::new();
    for run in runs(page).iter().filter(|run| run.part == Part::Body) {
        let Some(at) = run.text.find('.') else { continue };
        let glyph = run.glyphs.iter().find(|glyph| glyph.text_start as usize == at);
        points.extend(glyph.map(|glyph| run.origin.x + glyph.x));
    }
    assert_eq!(points.len(), 15);
    let (least, most) = (points.iter().min().unwrap(), points.iter().max().unwrap());
    assert!(*most - *least < style.note / 20, "{least} to {most}");
}

#[test]
fn a_long_cell_wraps_inside_its_column() {
    let mut long = table(2);
    long.rows[0][1] = vec![text(&"一个很长的格子里有很多话要说，说也说不完。".repeat(4))];
    let (pages, style) = set(vec![Block::Table(long)]);
    let page = body(&pages)[0];
    let edge = style.origin(true).x + style.measure();
    let lines: Vec<Len> = runs(page)
        .into_iter()
        .filter(|run| run.size == style.note && run.part == Part::Body)
        .map(|run| run.origin.x + run.glyphs.last().map_or(Len::ZERO, |glyph| glyph.x) + run.size)
        .collect();
    assert!(lines.len() > 8, "it wraps");
    assert!(
        lines.iter().all(|right| *right <= edge + style.note / 2),
        "nothing leaves the measure"
    );
}

/// A picture of some pixels.
fn asset(width: u32, height: u32) -> Asset {
    Asset {
        path: "wheel.png".to_owned(),
        format: Format::Png,
        bytes: Arc::from([].as_slice()),
        width,
        height,
        density: None,
        cmyk: false,
        orientation: 1,
    }
}

fn figure(asset: usize, caption: Vec<Inline>) -> Block {
    let (asset, caption) = (AssetId(asset), Some(caption));
    Block::Figure(Figure { asset, alt: "转轮".to_owned(), caption, span: Span::default() })
}

fn with_picture(before: usize) -> Book {
    let mut blocks = many_paragraphs(2);
    blocks.extend((0..before).map(|_| paragraph(vec![text("图前的一行。")])));
    blocks.push(figure(0, vec![text("图一转轮排字盘")]));
    blocks.push(paragraph(vec![text("图后的第一段。")]));
    blocks.extend(many_paragraphs(8));
    let mut book = book(vec![chapter("c1", "图", vec![section("s", "", blocks)])]);
    book.assets = vec![asset(1200, 800)];
    book
}

#[test]
fn a_picture_moves_to_the_next_page_with_its_caption_and_leaves_no_hole() {
    let (mut moved, mut stayed) = (0, 0);
    for before in 0..26 {
        let book = with_picture(before);
        let style = Style::new(&book.settings.pdf);
        let pages = pages(&book);
        let pages = body(&pages);
        let picture = |page: &Page| {
            page.items.iter().find_map(|item| match item {
                Item::Picture(picture) => Some(picture.rect),
                _ => None,
            })
        };
        let at = pages.iter().position(|page| picture(page).is_some()).expect("a picture");
        let rect = picture(pages[at]).expect("a picture");
        let caption = runs(pages[at]).into_iter().find(|run| run.text.contains("图一"));
        let caption = caption.expect("the caption stands on the picture's page");
        assert!(caption.origin.y > rect.origin.y + rect.size.height, "below it");
        let last = style.top + style.ascent() + style.pitch * (style.lines - 1);
        for page in &pages[..at] {
            let lack = last - foot(page).expect("text");
            assert!(lack <= style.pitch, "{before}: a hole of {lack} before the picture");
        }
        let after = pages.iter().position(|page| has(page, "图后的第一段")).expect("text");
        if after < at {
            moved += 1;
            assert!(rect.origin.y < style.top + style.pitch * 2, "at the top of its page");
        } else {
            stayed += 1;
        }
    }
    assert!(moved > 3 && stayed > 3, "{moved} moved, {stayed} stayed");
}

/// Chapters of pictures of all shapes, notes and short paragraphs, in orders that nobody chose.
fn album() -> (Book, usize) {
    let mut number: usize = 20_261_124;
    let mut roll = |sides: usize| {
        number =
            number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) % sides
    };
    let mut figures = 0;
    let mut chapters = Vec::new();
    for index in 0..120 {
        let mut blocks = Vec::new();
        for _ in 0..2 + roll(14) {
            let mark = (roll(6) == 0).then(|| noted(0));
            blocks.push(match roll(6) {
                kind @ 0..4 => {
                    figures += 1;
                    figure(kind, std::iter::once(text("图")).chain(mark).collect())
                }
                _ => paragraph(std::iter::once(text("文")).chain(mark).collect()),
            });
        }
        let mut chapter = chapter(&format!("c{index}"), "题", vec![section("", "", blocks)]);
        chapter.notes = vec![note(0, &"注".repeat(1 + roll(400)))];
        chapters.push(chapter);
    }
    let mut book = book(chapters);
    book.assets = vec![asset(12_000, 200), asset(200, 12_000), asset(1200, 800), asset(900, 1000)];
    (book, figures)
}

#[test]
fn no_order_of_pictures_and_notes_loses_any() {
    let (book, figures) = album();
    let pages = pages(&book);
    let items = || pages.pages.iter().flat_map(|page| &page.items);
    let pictures = items().filter(|item| matches!(item, Item::Picture(_))).count();
    assert_eq!(pictures, figures);
    let body: Vec<Item> = items().cloned().collect();
    let count = |wanted: char| -> usize {
        let of = |item: &Item| match item {
            Item::Glyphs(run) if run.part == Part::Body => run.text.matches(wanted).count(),
            _ => 0,
        };
        body.iter().map(of).sum()
    };
    let notes: usize = book.chapters.iter().flat_map(|chapter| &chapter.notes).map(words).sum();
    assert_eq!(count('注'), notes);
    assert_eq!(count('图'), figures);
    let placed = |id: &str| pages.anchors.iter().any(|anchor| anchor.id == id);
    assert!(book.chapters.iter().all(|chapter| placed(&chapter.id)));
}

/// How many characters a note of one paragraph has.
fn words(note: &Note) -> usize {
    let Some(Block::Paragraph(paragraph)) = note.blocks.first() else { return 0 };
    publish::model::inline::plain_text(&paragraph.content).chars().count()
}

#[test]
fn long_code_wraps_and_is_whole() {
    let long = "let words = \"https://example.org/a/very/long/address/that/has/no/spaces/and/goes/on/and/on\"; // 还有汉字";
    let code = Code {
        language: "rust".to_owned(),
        text: format!("fn main() {{\n    {long}\n}}"),
        span: Span::default(),
    };
    let (pages, style) = set(vec![Block::Code(code)]);
    let page = body(&pages)[0];
    let lines: Vec<_> = runs(page)
        .into_iter()
        .filter(|run| run.part == Part::Body && run.size < style.body && run.size > style.body / 2)
        .collect();
    let edge = style.origin(true).x + style.measure();
    for run in &lines {
        let right = run.origin.x + run.glyphs.last().map_or(Len::ZERO, |glyph| glyph.x);
        assert!(right < edge, "{} leaves the measure", run.text);
    }
    let shown: String = lines.iter().map(|run| run.text.to_string()).collect();
    let bare = |text: &str| text.replace([' ', '\n'], "");
    assert!(bare(&shown).contains(&bare(long)), "{shown}");
}

#[test]
fn a_term_stands_before_its_meaning() {
    let definition = |term: &str| Definition {
        term: vec![text(term)],
        meanings: vec![vec![paragraph(vec![text(
            &"把写好的薄纸反贴在木板上，剔去空白。".repeat(3),
        )])]],
        span: Span::default(),
    };
    let (pages, style) =
        set(vec![Block::Definitions(vec![definition("雕版"), definition("转轮排字盘")])]);
    let page = body(&pages)[0];
    let left = style.origin(true).x;
    let term = runs(page).into_iter().find(|run| run.text.as_ref() == "雕版").expect("a term");
    assert_eq!(term.origin.x, left);
    let same_line = |run: &&publish::layout::frame::GlyphRun| {
        run.origin.y == term.origin.y && run.text.contains("把写好的")
    };
    assert!(runs(page).iter().any(same_line), "its meaning begins on its line");
    let turned = page.items.iter().filter_map(|item| match item {
        Item::Line(line) if line.at.y > term.origin.y => Some(line.at.x),
        _ => None,
    });
    let places: std::collections::BTreeSet<Len> = turned.collect();
    assert!(places.iter().all(|x| *x == left || *x == left + style.body * 2), "{places:?}");
    assert!(places.contains(&(left + style.body * 2)), "and goes on two em in");
}

#[test]
fn a_card_tells_what_is_wanted_of_a_chapter() {
    let facts = [("时间", "咸通九年"), ("地点", "成都府"), ("核心意义", "雕版已臻成熟")];
    let cards = [
        (Card::None, [false, false, false]),
        (Card::All, [true, true, true]),
        (Card::Only(vec!["时间".to_owned(), "地点".to_owned()]), [true, true, false]),
    ];
    for (card, expected) in cards {
        let mut own = chapter("c1", "题", vec![section("s", "", many_paragraphs(2))]);
        own.metadata =
            facts.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        let mut book = book(vec![own]);
        book.settings.pdf.card = card;
        let pages = pages(&book);
        let page = body(&pages)[0];
        for ((name, value), expected) in facts.iter().zip(expected) {
            assert_eq!(has(page, value), expected, "{name}");
        }
    }
}
