//! A small book built by hand, with one of everything that a page may hold.

use std::sync::Arc;

use publish::diag::span::{FileId, Span};
use publish::model::asset::{Asset, AssetId, Format};
use publish::model::block::{
    Alignment, Aside, Block, Code, Definition, Figure, Item, List, Paragraph, ParagraphRole,
    Subhead, Table, Verse, VerseLine,
};
use publish::model::book::{Book, Chapter, Division, Note, Part, Section, SectionKind, Title};
use publish::model::inline::{Inline, Mark, NoteRef, Run, Target};
use publish::model::meta::{Creator, Language, Meta, Series};
use publish::model::settings::Settings;
use publish::picture::{Colors, Pixels, png, probe};

/// The place of everything in the sample.
pub(crate) const SPAN: Span = Span { file: FileId(1), start: 3, end: 9 };

/// A run of text.
pub(crate) fn run(text: &str) -> Run {
    Run { text: text.to_owned(), span: SPAN }
}

/// Plain text.
pub(crate) fn text(words: &str) -> Inline {
    Inline::Text(run(words))
}

/// Text under a mark.
pub(crate) fn marked(mark: Mark, words: &str) -> Inline {
    Inline::Marked(mark, vec![text(words)])
}

/// A paragraph of a role.
pub(crate) fn paragraph(role: ParagraphRole, content: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { role, content, span: SPAN })
}

/// A plain paragraph.
pub(crate) fn body(words: &str) -> Block {
    paragraph(ParagraphRole::Body, vec![text(words)])
}

/// Verse of one stanza.
pub(crate) fn verse(lines: &[&str]) -> Block {
    let line = |words: &&str| VerseLine { content: vec![text(words)], span: SPAN };
    Block::Verse(Verse {
        title: Some(vec![text("静夜思")]),
        author: Some(vec![text("〔唐〕李白")]),
        stanzas: lines.chunks(2).map(|pair| pair.iter().map(line).collect()).collect(),
        attribution: Some(vec![text("——《全唐诗》卷一六五")]),
        span: SPAN,
    })
}

fn reference(note_index: usize, occurrence: usize) -> Inline {
    Inline::NoteRef(NoteRef { note_index, occurrence, span: SPAN })
}

/// A section.
pub(crate) fn section(id: &str, level: u8, head: &str, blocks: Vec<Block>) -> Section {
    let head = if head.is_empty() { Vec::new() } else { vec![text(head)] };
    Section { id: id.to_owned(), kind: SectionKind::Text, level, head, blocks, span: SPAN }
}

/// A chapter of the body.
pub(crate) fn chapter(id: &str, label: &str, words: &str, sections: Vec<Section>) -> Chapter {
    Chapter {
        id: id.to_owned(),
        division: Division::Body,
        title: Title {
            label: (!label.is_empty()).then(|| label.to_owned()),
            number: None,
            words: vec![text(words)],
            span: SPAN,
        },
        metadata: vec![("时间".to_owned(), "SECRET".to_owned())],
        sections,
        notes: Vec::new(),
        switches: Vec::new(),
        span: SPAN,
    }
}

fn item(task: Option<bool>, words: &str) -> Item {
    Item { task, blocks: vec![body(words)], span: SPAN }
}

fn list(start: Option<u64>, items: Vec<Item>) -> Block {
    Block::List(List { start, items, span: SPAN })
}

fn opening() -> Vec<Section> {
    let poem = ["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"];
    let mut epigraph = section("one-1", 2, "开篇诗词", vec![verse(&poem)]);
    epigraph.kind = SectionKind::Epigraph;
    let recap = vec![body("话说上回月影阁凭借长文本处理能力崭露头角，证明了专精策略的价值……")];
    let mut recap = section("one-2", 2, "回顾前情", vec![Block::Quote(recap)]);
    recap.kind = SectionKind::Recap;
    vec![epigraph, recap]
}

fn marks() -> Block {
    let content = vec![
        text("“宗主，”"),
        marked(Mark::Name, "伊利亚"),
        marked(Mark::Name, "浩然"),
        text("读"),
        marked(Mark::Title, "红楼梦"),
        text("，"),
        marked(Mark::Dots, "要点"),
        text("在此；"),
        marked(Mark::Strong, "加重GPT-4o"),
        text("，"),
        marked(Mark::Emphasis, "强调Nature一词"),
        text("，"),
        marked(Mark::InlineNote, "夹注文字"),
        text("，"),
        marked(Mark::SideNote, "旁批一则"),
        marked(Mark::Strike, "删去"),
        marked(Mark::Highlight, "标亮"),
        text("，H"),
        marked(Mark::Subscript, "2"),
        text("O，按"),
        marked(Mark::Keyboard, "Ctrl"),
        text("，"),
        Inline::Ruby(vec![text("汉字")], run("hànzì")),
        text("，"),
        Inline::Code(run("a < b && c")),
        text("，he said hello world again，"),
        Inline::Link(
            Target::Url("https://example.com/中 文?a=1&b=[2]".to_owned()),
            vec![text("外链"), reference(1, 0)],
        ),
        Inline::Link(Target::Id("two-1".to_owned()), vec![text("见下章")]),
        text("。"),
        reference(0, 1),
    ];
    paragraph(ParagraphRole::Body, content)
}

fn table() -> Block {
    let cell = |words: &str| vec![text(words)];
    Block::Table(Table {
        alignments: vec![Alignment::Default, Alignment::Right, Alignment::Center],
        head: vec![cell("门派"), cell("参数"), Vec::new()],
        rows: vec![
            vec![cell("无极宗"), cell("175"), cell("甲")],
            vec![cell("博学院"), cell("540"), cell("乙")],
        ],
        caption: Some(cell("各派实力")),
        span: SPAN,
    })
}

fn everything() -> Vec<Block> {
    let code = "fn main() {\n    println!(\"你好, <world>\");\n}".to_owned();
    vec![
        paragraph(
            ParagraphRole::Body,
            vec![
                text("甲辰年春末，雾谷阳光明媚。无极宗总舵的“多模态修炼室”中，一项研究正在冲刺。"),
                reference(0, 0),
            ],
        ),
        marks(),
        paragraph(ParagraphRole::Lead, vec![text("统一的编码器")]),
        list(
            None,
            vec![item(None, "文本、图像、音频使用同一套编码方式"), item(None, "避免信息损失")],
        ),
        list(
            Some(3),
            vec![
                item(None, "第三"),
                Item {
                    task: None,
                    blocks: vec![body("第四"), list(None, vec![item(None, "其下")])],
                    span: SPAN,
                },
            ],
        ),
        list(None, vec![item(Some(true), "已经做完"), item(Some(false), "还没有做")]),
        Block::Subhead(Subhead {
            content: vec![text("演示场景一：情感对话")], span: SPAN
        }),
        paragraph(
            ParagraphRole::Continued,
            vec![text("用户说话。"), Inline::Break, text("另起。")],
        ),
        Block::Definitions(vec![Definition {
            term: vec![text("活字")],
            meanings: vec![vec![body("可以移动的单字印模。")]],
            span: SPAN,
        }]),
        table(),
        Block::Code(Code { language: "rust".to_owned(), text: code, span: SPAN }),
        Block::Figure(Figure {
            asset: AssetId(0),
            alt: "灰阶一方".to_owned(),
            caption: Some(vec![text("图一　灰阶")]),
            span: SPAN,
        }),
        Block::Break(SPAN),
        Block::Aside(Aside {
            title: Some(vec![text("提要")]),
            blocks: vec![body("此处是一则提要。")],
            span: SPAN,
        }),
        paragraph(ParagraphRole::Closing, vec![text("欲知后事如何，且听下回分解。")]),
    ]
}

fn notes() -> Vec<Note> {
    let note = |id: &str, words: &str, references: usize| Note {
        id: id.to_owned(),
        blocks: vec![body(words)],
        references,
        span: SPAN,
    };
    vec![note("one-note-1", "两处引用的注。", 2), note("one-note-2", "外链之注。", 1)]
}

fn picture() -> Asset {
    let data = (0..120u32 * 80).map(|place| (place % 120 * 2) as u8).collect();
    let pixels = Pixels { width: 120, height: 80, colors: Colors::Gray, data, alpha: None };
    probe("images/steps.png", png(&pixels)).expect("a picture")
}

/// Title, makers and all that book.yaml may tell.
pub(crate) fn meta() -> Meta {
    let creator = |name: &str, role: &str, sort: Option<&str>| Creator {
        name: name.to_owned(),
        role: role.to_owned(),
        sort: sort.map(str::to_owned),
    };
    Meta {
        title: "活字江湖".to_owned(),
        subtitle: Some("无极宗传".to_owned()),
        creators: vec![
            creator("某人", "aut", Some("Mou Ren")),
            creator("译者甲 & 乙", "trl", None),
        ],
        language: Language::default(),
        identifier: "urn:uuid:12e50ddf-759f-5592-b7a4-bdd7431af116".to_owned(),
        isbn: Some("9787538033090".to_owned()),
        publisher: Some("雾谷书局".to_owned()),
        date: Some("2025-06-01".to_owned()),
        modified: "2025-06-01T00:00:00Z".to_owned(),
        edition: Some("第1版".to_owned()),
        rights: Some("© 2025 某人".to_owned()),
        license: Some("CC BY-SA 4.0".to_owned()),
        description: Some("一部<章回>小说。".to_owned()),
        source: None,
        subjects: vec!["I247.5".to_owned(), "FIC000000".to_owned()],
        series: Some(Series { name: "江湖丛书".to_owned(), number: Some(2) }),
        imprint: publish::model::meta::Imprint::default(),
        version: None,
        commit: None,
        span: SPAN,
    }
}

/// The whole book: a preface, a part with two chapters, an afterword.
pub(crate) fn book() -> Book {
    let mut preface = chapter(
        "preface",
        "",
        "前言",
        vec![section("preface-0", 2, "", vec![body("这是一本试排的书，用来看每一种版面。")])],
    );
    preface.division = Division::Front;
    let mut sections = opening();
    sections.push(section("one-3", 2, "无极宗总舵，技术革新", everything()));
    sections.push(section("one-4", 4, "更深一层", vec![body("此节原是四级标题。")]));
    let mut note = section("one-5", 2, "作者注", vec![body("本章记录了GPT-4o发布的时刻。")]);
    note.kind = SectionKind::AuthorNote;
    sections.push(note);
    let mut one = chapter("one", "第一章", "无极宗《GPT-4o真传》", sections);
    one.notes = notes();
    let two = chapter(
        "two",
        "第二章",
        "月影初现",
        vec![
            section("two-0", 2, "", vec![body("话说月影阁中。")]),
            section("two-1", 2, "阁中夜话", vec![body("“这意味着什么？”浩然问道。")]),
        ],
    );
    let mut back =
        chapter("after", "", "后记", vec![section("after-0", 2, "", vec![body("写完了。")])]);
    back.division = Division::Back;
    Book {
        meta: meta(),
        settings: Settings::default(),
        parts: vec![Part {
            id: "part-1".to_owned(),
            title: "卷一　雾谷".to_owned(),
            first_chapter: 1,
        }],
        chapters: vec![preface, one, two, back],
        assets: vec![picture()],
        cover: None,
    }
}

/// A cover that costs nothing.
pub(crate) fn plain_cover() -> Asset {
    Asset { format: Format::Png, bytes: Arc::clone(&picture().bytes), ..picture() }
}
