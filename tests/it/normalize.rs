//! What the stage `normalize` makes of a manuscript: text, heads, verse, notes.
//!
//! `tests/corpus/*.md` are prose with examples: input, `.`, the book, `.`, what is said about it.
//! `BLESS=1 cargo test` writes books and messages anew; read the difference. The rows of the rules
//! are in `rules.rs`.

use std::path::Path;

use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Place};
use publish::model::asset::AssetId;
use publish::model::book::{Division, SectionKind};
use publish::model::dump;
use publish::normalize::{Change, changes, normalize};
use publish::source::{Manuscript, SourceChapter, markdown};

/// A manuscript of one chapter.
pub(crate) fn manuscript(
    text: &str,
    tag: &str,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Manuscript {
    let mut manuscript = Manuscript::default();
    manuscript.meta.language = publish::source::language(tag).expect("a language");
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

#[test]
fn what_book_yaml_says_is_set_as_the_text_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let yaml = "title: \"活字:'一枚'泥字\"\nsubtitle: \"(上)--缘起\"\nauthor: 某人\nlanguage: zh-Hans\n\
        description: |\n  \"好书,\"他说......\n  第二段.\nparts: [{title: '卷一:\"刀\"与泥', chapters: [1.md]}]\n";
    crate::book::write(&folder.path().join("book.yaml"), yaml);
    crate::book::write(&folder.path().join("1.md"), "# 一\n\n正文。\n");
    let (manuscript, said) = crate::book::read(folder.path());
    assert_eq!(said, Vec::<String>::new());
    let mut manuscript = manuscript.expect("a manuscript");
    let book = normalize(manuscript.clone(), &mut Diagnostics::new());
    assert_eq!(book.meta.title, "活字：‘一枚’泥字");
    assert_eq!(book.meta.subtitle.as_deref(), Some("（上）——缘起"));
    assert_eq!(book.meta.description.as_deref(), Some("“好书，”他说……\n第二段。"));
    assert_eq!(book.parts[0].title, "卷一：“刀”与泥");
    manuscript.settings.rules_off.insert("quotes".to_owned());
    let plain = normalize(manuscript, &mut Diagnostics::new());
    assert_eq!(plain.parts[0].title, "卷一：\"刀\"与泥");
}
