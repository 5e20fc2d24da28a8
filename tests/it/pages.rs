//! Whole books on pages: the grid, heads, notes, verse, folios, blanks. Books are built by hand
//! here, so that each page shows what the layout does and nothing else.

mod blocks;
mod front;
mod sweep;
mod verse;

use std::collections::BTreeMap;

use publish::diag::report::Diagnostics;
use publish::diag::span::Span;
use publish::font::Faces;
use publish::layout::frame::{GlyphRun, Item, LabelStyle, Page, Pages, Part as Reading};
use publish::layout::paginate;
use publish::layout::style::Style;
use publish::model::block::{Block, Paragraph, ParagraphRole};
use publish::model::book::{Book, Chapter, Division, Note, Part, Section, SectionKind, Title};
use publish::model::inline::{Inline, NoteRef, Run};
use publish::model::meta::{Creator, Meta, Script};
use publish::model::settings::Settings;

fn text(text: &str) -> Inline {
    Inline::Text(Run { text: text.to_owned(), span: Span::default() })
}

fn paragraph(content: Vec<Inline>) -> Block {
    let role = ParagraphRole::Body;
    Block::Paragraph(Paragraph { role, content, span: Span::default() })
}

fn section(id: &str, head: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        kind: SectionKind::Text,
        level: 2,
        head: if head.is_empty() { Vec::new() } else { vec![text(head)] },
        blocks,
        span: Span::default(),
    }
}

fn chapter(id: &str, title: &str, sections: Vec<Section>) -> Chapter {
    Chapter {
        id: id.to_owned(),
        division: Division::Body,
        title: Title {
            label: Some("第一回".to_owned()),
            number: Some(1),
            words: vec![text(title)],
            span: Span::default(),
        },
        metadata: Vec::new(),
        sections,
        notes: Vec::new(),
        switches: Vec::new(),
        span: Span::default(),
    }
}

fn book(chapters: Vec<Chapter>) -> Book {
    let creator = Creator { name: "某人".into(), role: "aut".into(), sort: None };
    let meta = Meta { title: "样书".into(), creators: vec![creator], ..Meta::default() };
    Book {
        meta,
        settings: Settings::default(),
        parts: Vec::new(),
        chapters,
        assets: Vec::new(),
        cover: None,
    }
}

fn pages(book: &Book) -> Pages {
    let mut diags = Diagnostics::new();
    let pages = paginate(book, &Faces::builtin(), &mut diags);
    assert!(!diags.has_errors(), "{:?}", diags.sorted());
    pages
}

fn runs(page: &Page) -> Vec<&GlyphRun> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) => Some(run),
            _ => None,
        })
        .collect()
}

/// The lines of running text of a page, from the top: baseline and words.
fn body_lines(page: &Page, style: &Style) -> BTreeMap<i64, String> {
    let mut lines: BTreeMap<i64, String> = BTreeMap::new();
    let text_runs = runs(page).into_iter().filter(|run| run.part == Reading::Body);
    for run in text_runs.filter(|run| run.size == style.body) {
        lines.entry(run.origin.y.0).or_default().push_str(&run.text);
    }
    lines
}

/// Paragraphs of many lengths, from one line to nine, by a fixed rule.
fn many_paragraphs(count: usize) -> Vec<Block> {
    let sentence = "却说那一枚泥字在窑里烧了三天三夜，火色由红转白，再由白转青，掌窑的老师傅忽然叹道：“成了！”";
    (0..count).map(|index| paragraph(vec![text(&sentence.repeat(1 + index * 7 % 6))])).collect()
}

fn long_book() -> Book {
    let sections = (0..12)
        .map(|index| section(&format!("s{index}"), "炼泥成字", many_paragraphs(5 + index * 5 % 9)))
        .collect();
    book(vec![chapter("c1", "毕昇炼泥成活字", sections)])
}

#[test]
fn every_line_of_text_stands_on_the_grid_of_both_sides() {
    let book = long_book();
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let mut seen = 0;
    for page in &pages.pages {
        if page.label.style == LabelStyle::Roman {
            continue;
        }
        for baseline in body_lines(page, &style).keys() {
            let first = (style.top + style.ascent()).0;
            assert_eq!((baseline - first) % style.pitch.0, 0);
            seen += 1;
        }
    }
    assert!(seen > 250, "{seen} lines");
}

#[test]
fn no_paragraph_leaves_one_line_on_a_page_and_no_head_stands_last() {
    let book = long_book();
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let bodies: Vec<Vec<String>> = pages
        .pages
        .iter()
        .filter(|page| page.label.style == LabelStyle::Arabic)
        .map(|page| body_lines(page, &style).into_values().collect())
        .collect();
    assert!(bodies.len() > 8);
    let ends = |line: &String| line.ends_with('”');
    let begins = |line: &String| line.starts_with("却说那一枚");
    for pair in bodies.windows(2) {
        let (Some(last), Some(before), Some(first), Some(second)) =
            (pair[0].last(), pair[0].iter().rev().nth(1), pair[1].first(), pair[1].get(1))
        else {
            continue;
        };
        // A paragraph of one sentence repeated begins where the line before it ended one.
        let orphan = begins(last) && ends(before) && !ends(last);
        let widow = ends(first) && !ends(last) && begins(second);
        assert!(!orphan, "孤行 at the foot: {last}");
        assert!(!widow, "孤行 at the top: {first}");
    }
    for page in &pages.pages {
        let last = runs(page)
            .into_iter()
            .filter(|run| run.part == Reading::Body)
            .max_by_key(|run| run.origin.y.0);
        if page.label.style == LabelStyle::Arabic {
            assert_ne!(last.map(|run| run.text.as_ref()), Some("炼泥成字"), "a head stands last");
        }
    }
}

#[test]
fn the_text_of_all_pages_is_the_text_of_the_book() {
    let book = long_book();
    let pages = pages(&book);
    let shown: String = pages
        .pages
        .iter()
        .filter(|page| page.label.style == LabelStyle::Arabic)
        .flat_map(|page| runs(page).into_iter())
        .filter(|run| run.part == Reading::Body)
        .map(|run| run.text.to_string())
        .collect();
    let mut written = String::from("第一回毕昇炼泥成活字");
    for section in &book.chapters[0].sections {
        written.push_str("炼泥成字");
        for block in &section.blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            written.push_str(&publish::model::inline::plain_text(&paragraph.content));
        }
    }
    assert_eq!(shown, written);
}

fn noted(index: usize) -> Inline {
    Inline::NoteRef(NoteRef { note_index: index, occurrence: 0, span: Span::default() })
}

fn note(index: usize, words: &str) -> Note {
    Note {
        id: format!("n{index}"),
        blocks: vec![paragraph(vec![text(words)])],
        references: 1,
        span: Span::default(),
    }
}

#[test]
fn notes_stand_on_the_page_of_their_mark_and_begin_anew_on_each() {
    let sentence = "这一行字后面有一个注，";
    let mut blocks = Vec::new();
    let mut notes = Vec::new();
    for index in 0..30 {
        blocks.push(paragraph(vec![text(sentence), noted(index), text("话还没有说完。")]));
        blocks.extend(many_paragraphs(2));
        notes.push(note(index, &format!("第{index}条注文。")));
    }
    let mut chapter = chapter("c1", "注", vec![section("s", "", blocks)]);
    chapter.notes = notes;
    let pages = pages(&book(vec![chapter]));
    let mut found = 0;
    for page in pages.pages.iter().filter(|page| page.label.style == LabelStyle::Arabic) {
        let marks: Vec<String> = runs(page)
            .iter()
            .map(|run| run.text.to_string())
            .filter(|text| text.chars().all(|c| ('①'..='⑳').contains(&c)) && !text.is_empty())
            .collect();
        let (in_text, at_foot) = marks.split_at(marks.len() / 2);
        assert_eq!(in_text, at_foot, "each mark has its note on the page");
        if let Some(first) = in_text.first() {
            assert_eq!(first, "①");
        }
        found += in_text.len();
    }
    assert_eq!(found, 30);
}

#[test]
fn a_long_note_is_parted_with_two_lines_on_either_side() {
    let long = "一条很长的注文，长得一页放不下，只好分在两页上接着说下去。".repeat(60);
    let blocks = vec![paragraph(vec![text("正文有注"), noted(0), text("。")])]
        .into_iter()
        .chain(many_paragraphs(20))
        .collect();
    let mut chapter = chapter("c1", "长注", vec![section("s", "", blocks)]);
    chapter.notes = vec![note(0, &long)];
    let book = book(vec![chapter]);
    let style = Style::new(&book.settings.pdf);
    let pages = pages(&book);
    let counts: Vec<usize> = pages
        .pages
        .iter()
        .map(|page| {
            let lines: std::collections::BTreeSet<i64> = runs(page)
                .iter()
                .filter(|run| run.size == style.note && run.part == Reading::Body)
                .map(|run| run.origin.y.0)
                .collect();
            lines.len()
        })
        .collect();
    let parts: Vec<usize> = counts.into_iter().skip_while(|n| *n < 2).filter(|n| *n > 0).collect();
    assert!(parts.len() >= 2, "{parts:?}");
    assert!(parts.iter().all(|lines| *lines >= 2), "{parts:?}");
}

#[test]
fn parts_and_the_body_begin_on_right_pages_and_blank_pages_are_blank() {
    let chapters = (0..4)
        .map(|index| {
            let sections = vec![section(&format!("s{index}"), "", many_paragraphs(3))];
            chapter(&format!("c{index}"), "题目", sections)
        })
        .collect();
    let mut book = book(chapters);
    for (index, first_chapter) in [(1, 0), (2, 3)] {
        let id = format!("part-{index}");
        book.parts.push(Part { id, title: format!("卷{index}　部"), first_chapter });
    }
    let pages = pages(&book);
    let page_of = |id: &str| {
        pages.anchors.iter().find(|anchor| anchor.id == id).map(|anchor| anchor.page_index).unwrap()
    };
    for id in ["part-1", "part-2", "c0", "c3", "contents"] {
        assert_eq!(page_of(id) % 2, 0, "{id} opens on a right page");
    }
    let first = page_of("part-1");
    assert_eq!(pages.pages[first].label.number, 1);
    assert_eq!(pages.pages[first].label.style, LabelStyle::Arabic);
    assert_eq!(pages.pages[first - 1].label.style, LabelStyle::Roman);
    assert!(pages.pages[first + 1].items.is_empty(), "the back of a part's opening is blank");
}

#[test]
fn the_contents_tell_the_page_of_every_chapter() {
    let names: Vec<char> = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥".chars().collect();
    let chapters = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let sections = vec![section(&format!("s{index}"), "", many_paragraphs(2 + index % 5))];
            chapter(&format!("c{index}"), &name.to_string(), sections)
        })
        .collect();
    let pages = pages(&book(chapters));
    let mut found = 0;
    for page in pages.pages.iter().filter(|page| page.label.style == LabelStyle::Roman) {
        let runs = runs(page);
        for run in &runs {
            let Some(name) = run.text.strip_prefix("第一回\u{3000}") else { continue };
            let index = names.iter().position(|own| name == own.to_string()).unwrap();
            let printed = runs
                .iter()
                .find(|other| other.origin.y == run.origin.y && other.text.parse::<u32>().is_ok());
            let anchor = pages.anchors.iter().find(|anchor| anchor.id == format!("c{index}"));
            let label = pages.pages[anchor.unwrap().page_index].label.number;
            assert_eq!(printed.map(|run| run.text.to_string()), Some(label.to_string()));
            found += 1;
        }
    }
    assert_eq!(found, names.len());
}

#[test]
fn the_contents_are_called_alike_on_their_page_and_in_the_outline() {
    for (script, name) in [(Script::Simplified, "目录"), (Script::TraditionalTaiwan, "目錄")] {
        let mut book = book(vec![chapter("c1", "題", vec![section("s", "", many_paragraphs(1))])]);
        book.meta.language.script = script;
        let pages = pages(&book);
        assert!(pages.outline.iter().any(|entry| entry.title == name), "{name}");
        let anchor = pages.anchors.iter().find(|anchor| anchor.id == "contents").unwrap();
        let shown: String =
            runs(&pages.pages[anchor.page_index]).iter().map(|run| run.text.to_string()).collect();
        assert!(shown.replace('\u{3000}', "").contains(name), "{name} in {shown}");
    }
}

#[test]
fn pages_are_the_same_on_one_thread_and_on_two() {
    let book = long_book();
    let faces = Faces::builtin();
    let dump = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut diags = Diagnostics::new();
            publish::layout::dump::dump(&paginate(&book, &faces, &mut diags), &faces)
        })
    };
    assert_eq!(dump(1), dump(2));
}
