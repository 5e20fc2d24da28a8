//! The pages around the text: half-title, title page, imprint, contents, running heads, folios,
//! openings, blank pages (B4–B6, B8–B16, B20, L5.7).

use publish::layout::frame::{GlyphRun, LabelStyle, Page, Pages, Part as Reading};
use publish::layout::style::Style;
use publish::model::book::{Book, Division, Part};
use publish::model::meta::{Creator, Fact};
use publish::model::settings::{Openings, Toggle};
use publish::units::{Len, Size};

use super::{book, chapter, many_paragraphs, pages, runs, section};

fn long_chapters(titles: &[&str]) -> Book {
    let chapters = titles.iter().enumerate().map(|(index, title)| {
        let sections = vec![
            section(&format!("s{index}"), "", many_paragraphs(6 + index * 5 % 7)),
            section(&format!("t{index}"), "炼泥成字", many_paragraphs(5)),
        ];
        chapter(&format!("c{index}"), title, sections)
    });
    book(chapters.collect())
}

fn words(page: &Page) -> String {
    runs(page).iter().map(|run| run.text.as_ref()).collect()
}

fn page_of(pages: &Pages, id: &str) -> usize {
    let anchor = pages.anchors.iter().find(|anchor| anchor.id == id);
    anchor.expect(id).page_index
}

#[test]
fn the_book_has_its_parts_in_their_order() {
    let mut book = long_chapters(&["甲", "乙", "丙", "丁"]);
    book.settings.pdf.half_title = Toggle::On;
    book.meta.publisher = Some("某社".to_owned());
    book.chapters[0].division = Division::Front;
    book.chapters[3].division = Division::Back;
    book.parts.push(Part { id: "part-1".into(), title: "卷一　泥".into(), first_chapter: 1 });
    let pages = pages(&book);
    assert_eq!(words(&pages.pages[0]), "样书", "the half-title");
    assert!(pages.pages[1].items.is_empty(), "its back is blank");
    assert_eq!(words(&pages.pages[2]), "样书某人\u{3000}著某社", "the title page");
    assert!(words(&pages.pages[3]).contains("书名"), "the imprint on its back");
    let order = ["c0", "contents", "part-1", "c1", "c2", "c3"].map(|id| page_of(&pages, id));
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(order[0], 4, "the preface on the next right page");
    for id in ["c0", "contents", "part-1", "c1"] {
        assert_eq!(page_of(&pages, id) % 2, 0, "{id} opens on the right");
    }
    assert!(pages.pages[page_of(&pages, "part-1") + 1].items.is_empty(), "its back is blank");
}

/// The values that stand beside the names of the imprint.
fn imprint(pages: &Pages) -> String {
    words(&pages.pages[1])
}

#[test]
fn the_imprint_tells_what_is_told_and_nothing_else() {
    let mut book = long_chapters(&["甲"]);
    assert_eq!(imprint(&pages(&book)), "样书书名样书作者某人");
    book.meta.creators.push(Creator { name: "某乙".into(), role: "trl".into(), sort: None });
    book.meta.rights = Some("© 2026 某人".to_owned());
    book.meta.isbn = Some("9787538033090".to_owned());
    book.meta.imprint.facts = vec![
        ("责任编辑".into(), Fact::Given("某丙".into())),
        ("版次".into(), Fact::Given("第1版".into())),
    ];
    book.meta.edition = Some("2".to_owned());
    book.meta.imprint.cip = vec!["样书 / 某人著. ——某地：某社".to_owned()];
    let pages = pages(&book);
    let all = imprint(&pages);
    let order = [
        "© 2026 某人",
        "图书在版编目（CIP）数据",
        "样书 / 某人著",
        "作者某人",
        "译者某乙",
        "责任编辑某丙",
        "版次第1版",
        "书号ISBN 978-7-5380-3309-0",
    ];
    let bare = all.replace(' ', "");
    let mut from = 0;
    for part in order {
        let part = part.replace(' ', "");
        let at = bare.get(from..).and_then(|rest| rest.find(&part)).expect(&part);
        from += at + part.len();
    }
    assert!(!bare.contains("版次2"), "the publisher's own words win");
}

#[test]
fn the_imprint_works_out_what_the_pages_tell() {
    let mut book = long_chapters(&["甲", "乙", "丙"]);
    let derived = [
        ("开本", Fact::Format),
        ("印张", Fact::Sheets),
        ("字数", Fact::Characters),
        ("页数", Fact::Pages),
    ];
    book.meta.imprint.facts =
        derived.map(|(name, fact)| (name.to_owned(), fact)).into_iter().collect();
    for ((width, height), format, leaves) in [
        ((14_000, 20_300), "140mm×203mm\u{3000}1/32", 32),
        ((17_000, 24_000), "170mm×240mm\u{3000}1/16", 16),
        ((15_240, 22_860), "152.4mm×228.6mm\u{3000}1/32", 32),
        ((21_000, 29_700), "210mm×297mm\u{3000}1/16", 16),
    ] {
        book.settings.pdf.trim = Size { width: Len::mm100(width), height: Len::mm100(height) };
        let style = Style::new(&book.settings.pdf);
        let pages = pages(&book);
        let all = imprint(&pages);
        assert!(all.contains(format), "{format} in {all}");
        let count = pages.pages.len() as i64;
        let hundredths = (count * 100 + leaves / 2) / leaves;
        let sheets = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let sheets = sheets.trim_end_matches('0').trim_end_matches('.');
        assert!(all.contains(&format!("印张{sheets}字数")), "{sheets} in {all}");
        let thousands = (count * style.columns * style.lines + 500) / 1000;
        assert!(all.contains(&format!("字数{thousands}千字页数{count}")), "{all}");
    }
}

#[test]
fn front_matter_counts_in_roman_and_the_body_from_one() {
    let mut book = long_chapters(&["甲", "乙"]);
    book.chapters[0].division = Division::Front;
    let pages = pages(&book);
    let first = page_of(&pages, "c1");
    for (index, page) in pages.pages.iter().enumerate() {
        let (style, number) = if index < first {
            (LabelStyle::Roman, index + 1)
        } else {
            (LabelStyle::Arabic, index - first + 1)
        };
        assert_eq!((page.label.style, page.label.number as usize), (style, number));
    }
}

/// The artifacts of a page: its running head, its folio.
fn artifacts(page: &Page) -> Vec<&GlyphRun> {
    runs(page).into_iter().filter(|run| run.part == Reading::Artifact).collect()
}

#[test]
fn running_heads_and_folios_stand_at_the_outer_side() {
    let book = long_chapters(&["甲篇", "乙篇", "丙篇"]);
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let openings = ["c0", "c1", "c2"].map(|id| page_of(&pages, id));
    for (index, page) in pages.pages.iter().enumerate().skip(openings[0]) {
        if page.items.is_empty() {
            continue;
        }
        let marks = artifacts(page);
        let folio = marks.last().expect("a folio");
        assert_eq!(folio.text.as_ref(), page.label.number.to_string());
        let origin = style.origin(index % 2 == 0);
        let middle = origin.x + style.measure() / 2;
        assert_eq!(folio.origin.x > middle, index % 2 == 0, "outside");
        let head: String = marks[..marks.len() - 1].iter().map(|run| run.text.as_ref()).collect();
        if openings.contains(&index) {
            assert_eq!(head, "", "no running head where a chapter opens");
        } else if index % 2 == 1 {
            assert_eq!(head, "样书", "the book on the left");
        } else {
            let own = openings.iter().rposition(|opening| *opening <= index).expect("a chapter");
            assert_eq!(head, format!("第一回\u{3000}{}篇", ["甲", "乙", "丙"][own]));
        }
    }
}

#[test]
fn long_running_heads_end_where_their_sense_does() {
    for (title, short) in [
        (
            "宝玉初会众姊妹，黛玉别父进京都，贾雨村夤缘复旧职",
            "第一回\u{3000}宝玉初会众姊妹，黛玉别父进京都",
        ),
        ("无极宗《很长很长很长很长很长很长很长很长的一部书》真传", "第一回"),
        ("为了试验很长的章名在章首怎样分成两行以及书眉怎样缩短", "第一回"),
        ("铅与火", "第一回\u{3000}铅与火"),
    ] {
        let mut book = long_chapters(&[title]);
        book.settings.pdf.trim = Size { width: Len::mm100(14_000), height: Len::mm100(20_300) };
        let style = Style::new(&book.settings.pdf);
        let pages = pages(&book);
        let page = &pages.pages[page_of(&pages, "c0") + 2];
        let marks = artifacts(page);
        let head: Vec<&&GlyphRun> = marks.iter().take(marks.len() - 1).collect();
        let said: String = head.iter().map(|run| run.text.as_ref()).collect();
        assert_eq!(said, short);
        let left = head.iter().map(|run| run.origin.x).min().expect("a head");
        let room = style.origin(true).x + style.measure() - left;
        assert!(room <= style.measure() - style.body * 8, "{said} is too long");
    }
}

#[test]
fn a_short_title_of_the_metadata_is_the_running_head() {
    let mut book = long_chapters(&["为了试验很长的章名在章首怎样分成两行以及书眉怎样缩短"]);
    book.chapters[0].metadata = vec![("书眉".to_owned(), "长名".to_owned())];
    let pages = pages(&book);
    let marks: String = artifacts(&pages.pages[page_of(&pages, "c0") + 2])
        .iter()
        .map(|run| run.text.as_ref())
        .collect();
    assert!(marks.starts_with("长名"), "{marks}");
}

#[test]
fn chapters_open_where_book_yaml_says() {
    for openings in [Openings::Any, Openings::Recto] {
        let mut book = long_chapters(&["甲", "乙", "丙", "丁", "戊"]);
        book.settings.pdf.openings = openings;
        let pages = pages(&book);
        let places = ["c0", "c1", "c2", "c3", "c4"].map(|id| page_of(&pages, id));
        let right = places.iter().all(|place| place % 2 == 0);
        assert_eq!(right, openings == Openings::Recto, "{places:?}");
        for index in places {
            let page = &pages.pages[index];
            let first = runs(page).iter().map(|run| run.origin.y).min();
            let style = Style::new(&book.settings.pdf);
            assert!(first > Some(style.top + style.pitch), "the title stands below the top");
            let blank = &pages.pages[index - 1];
            assert!(!blank.items.is_empty() || openings == Openings::Recto || index < 6);
        }
    }
}

#[test]
fn the_opening_takes_five_to_eight_lines() {
    for title in ["泥", "毕昇炼泥成活字", "为了试验很长的章名在章首怎样分成两行以及书眉怎样缩短"]
    {
        let book = long_chapters(&[title]);
        let style = Style::new(&book.settings.pdf);
        let pages = pages(&book);
        let page = &pages.pages[page_of(&pages, "c0")];
        let first = page.items.iter().find_map(|item| match item {
            publish::layout::frame::Item::Line(line) => Some(line.at.y),
            _ => None,
        });
        let rows = (first.expect("text") - style.top - style.ascent()).count(style.pitch);
        assert!((5..=8).contains(&rows), "{title}: {rows} rows");
    }
}

#[test]
fn heads_of_two_characters_are_set_apart() {
    let mut book = long_chapters(&["前言"]);
    book.chapters[0].title.label = None;
    let pages = pages(&book);
    let page = &pages.pages[page_of(&pages, "c0")];
    let title = runs(page).into_iter().find(|run| run.text.as_ref() == "前言").expect("the title");
    assert_eq!(title.glyphs[1].x - title.glyphs[0].x, title.size * 2, "an em between them");
}

#[test]
fn a_long_title_is_set_in_lines_of_one_length() {
    let title = "为了试验很长的章名在章首怎样分成两行以及书眉怎样缩短";
    let pages = pages(&long_chapters(&[title]));
    let page = &pages.pages[page_of(&pages, "c0")];
    let lines: Vec<usize> = runs(page)
        .into_iter()
        .filter(|run| title.contains(run.text.as_ref()))
        .map(|run| run.text.chars().count())
        .collect();
    assert_eq!(lines.iter().sum::<usize>(), title.chars().count());
    assert_eq!(lines.len(), 2);
    assert!(lines[0].abs_diff(lines[1]) <= 4, "{lines:?}");
}

#[test]
fn entries_of_the_contents_turn_over_and_keep_clear_of_their_numbers() {
    let titles =
        ["甲", "为了试验很长的章名在目录里怎样转行以及页码怎样不被碰到的一个题目还要更长", "丙"];
    let mut book = long_chapters(&titles);
    book.settings.pdf.contents_depth = 2;
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let page = &pages.pages[page_of(&pages, "contents")];
    let origin = style.origin(true);
    let edge = origin.x + style.measure();
    let numbers: Vec<&GlyphRun> = runs(page)
        .into_iter()
        .filter(|run| run.part == Reading::Body && run.text.parse::<u32>().is_ok())
        .collect();
    assert_eq!(numbers.len(), 6, "three chapters, three sections");
    for number in &numbers {
        let last = number.glyphs.last().expect("digits").x;
        let digit = last + style.body / 2;
        assert!((number.origin.x + digit - edge).abs() < style.body / 4, "at the right");
        for run in runs(page).iter().filter(|run| run.origin.y == number.origin.y) {
            let right = run.origin.x + run.glyphs.last().map_or(Len::ZERO, |glyph| glyph.x);
            let own = run.text == number.text;
            assert!(own || right + style.body * 2 < edge, "{} comes too near", run.text);
        }
    }
    let turned: Vec<Len> = runs(page)
        .into_iter()
        .filter(|run| run.part == Reading::Body && titles[1].contains(run.text.as_ref()))
        .map(|run| run.origin.x)
        .collect();
    assert_eq!(turned.last().copied(), Some(origin.x + style.body * 2), "two em in");
    // Dots of all lines stand in columns of half an em.
    for leader in runs(page).iter().filter(|run| run.text.contains("···")) {
        assert!(leader.glyphs.len() >= 3);
        let offset = (leader.origin.x + leader.glyphs[0].x - origin.x).0 % (style.body / 2).0;
        let first = runs(page).into_iter().find(|run| run.text.contains("···")).expect("dots");
        assert_eq!(offset, (first.origin.x + first.glyphs[0].x - origin.x).0 % (style.body / 2).0);
    }
}

#[test]
fn a_book_may_have_no_contents() {
    let mut book = long_chapters(&["甲", "乙"]);
    book.settings.pdf.contents_depth = 0;
    let pages = pages(&book);
    assert!(pages.anchors.iter().all(|anchor| anchor.id != "contents"));
    assert!(pages.outline.iter().all(|entry| entry.anchor != "contents"));
}

#[test]
fn blank_pages_at_the_end_fill_the_sheet() {
    for multiple in [1, 2, 4, 16] {
        let mut book = long_chapters(&["甲", "乙", "丙"]);
        book.settings.pdf.page_multiple = multiple;
        let pages = pages(&book);
        assert_eq!(pages.pages.len() % multiple as usize, 0);
        let full = pages.pages.iter().rposition(|page| !page.items.is_empty()).expect("text");
        assert!(pages.pages.len() - full <= multiple as usize, "no more than it needs");
    }
}

#[test]
fn the_title_page_tells_who_made_the_book() {
    let mut book = long_chapters(&["甲"]);
    book.meta.subtitle = Some("副题".to_owned());
    let maker =
        |name: &str, role: &str| Creator { name: name.into(), role: role.into(), sort: None };
    book.meta.creators = vec![maker("某甲", "aut"), maker("某乙", "trl"), maker("某丙", "edt")];
    book.meta.publisher = Some("某出版社".to_owned());
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let page = &pages.pages[0];
    let expected = "样书副题某甲\u{3000}著某乙\u{3000}译某丙\u{3000}编某出版社";
    assert_eq!(words(page), expected, "and nothing else");
    let size =
        |text: &str| runs(page).iter().find(|run| run.text.contains(text)).map(|run| run.size);
    assert!(size("样书") >= Some(style.body * 2), "the title is the largest");
}
