//! The longer stories of messages: there is one for each, in both languages, and what they call
//! wrong is wrong, what they call right is right.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use publish::Session;
use publish::diag::cells::width;
use publish::diag::explain::{Example, Story, Telling, list, near, page, stages};
use publish::diag::render::Look;
use publish::diag::report::Tongue;
use publish::source::Environment;
use tempfile::TempDir;

fn stories() -> Vec<Story> {
    stages().into_iter().flat_map(|stage| stage.stories).collect()
}

#[test]
fn every_story_is_whole_in_both_languages() {
    for story in stories() {
        assert!(story.severity.is_some(), "{}: *error*, *warning* or *note*", story.id);
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for (telling, chinese) in [(&story.en, false), (&story.zh, true)] {
            let Telling { title, meaning, why, way_out } = telling;
            let id = story.id;
            assert!(!title.is_empty() && !title.contains('*'), "{id}: a title in bold: {title}");
            assert!(!title.ends_with(['.', '。']), "{id}: a title without a full stop: {title}");
            assert!(!meaning.is_empty(), "{id} says what it means");
            assert!(!why.is_empty(), "{id} says why it matters");
            assert!(!way_out.is_empty(), "{id} names the way out");
            for text in meaning.iter().chain(why).chain(way_out).chain([title]) {
                assert!(!text.starts_with("**"), "{id}: a label is misspelt: {text}");
                if chinese {
                    assert!(text.contains(is_han), "{id}: no Chinese: {text}");
                }
            }
        }
    }
}

/// The severity of each message, as its golden file has it.
#[test]
fn stories_are_as_grave_as_their_messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/messages");
    let mut severities = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines().filter(|line| line.starts_with("{\"type\":\"message\"")) {
            let message: serde_json::Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| message[name].as_str().unwrap().to_owned();
            severities.insert(field("id"), field("severity"));
        }
    }
    for story in stories() {
        let told = story.severity.map(|severity| format!("{severity:?}").to_lowercase());
        assert_eq!(told.as_ref(), severities.get(story.id), "{}", story.id);
    }
}

/// The ids that a run over a small book finds.
fn found(story: &Story, example: &Example) -> Vec<&'static str> {
    let shelf = TempDir::new().unwrap();
    let write = |name: &str, text: &str| {
        let path = shelf.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let base = [("title:", "书"), ("language:", "zh-Hans"), ("chapters:", "[\"chapters/*.md\"]")];
    let (mut book, mut chapter) = (String::new(), "# 第一章：题目\n\n正文。\n".to_owned());
    if example.kind == "yaml" {
        let has = |key: &str| example.text.lines().any(|line| line.starts_with(key));
        for (key, value) in base {
            let given = has(key) || key == "chapters:" && has("parts:") && !has("first");
            if !given {
                book.push_str(&format!("{key} {value}\n"));
            }
        }
        book.push_str(example.text);
    } else {
        base.iter().for_each(|(key, value)| book.push_str(&format!("{key} {value}\n")));
        chapter = format!("{}\n", example.text);
    }
    write("book.yaml", &book);
    write("chapters/01.md", &chapter);
    let mut session = Session::default();
    let opened = publish::open(shelf.path(), Environment::default(), &mut session);
    if let Ok((book, faces)) = opened {
        let pages = publish::paginate(&book, &faces, &mut session);
        publish::proof(&book, &faces, &pages, &mut session);
    }
    if story.id.starts_with("fmt-") {
        drop(publish::fmt(shelf.path(), Environment::default(), &mut session));
    }
    session.diags.sorted().iter().map(|one| one.id).collect()
}

#[test]
fn what_is_wrong_in_a_story_provokes_its_message_and_what_is_right_does_not() {
    let mut tried = 0;
    for story in stories() {
        let is_source = |example: &&Example| matches!(example.kind, "markdown" | "yaml");
        if let Some(wrong) = story.wrong.as_ref().filter(is_source) {
            let ids = found(&story, wrong);
            assert!(ids.contains(&story.id), "{}: wrong, yet found {ids:?}", story.id);
            tried += 1;
        }
        if let Some(right) = story.right.as_ref().filter(is_source) {
            let ids = found(&story, right);
            assert!(ids.is_empty(), "{}: right, yet found {ids:?}", story.id);
            tried += 1;
        }
    }
    assert!(tried > 100, "examples were tried: {tried}");
}

#[test]
fn pages_and_the_list_fit_a_terminal() {
    for tongue in [Tongue::English, Tongue::Chinese] {
        let look = Look { tongue, ..Look::default() };
        for story in stories() {
            let page = page(&story, look);
            let id = story.id;
            assert!(page.contains(&format!("[{id}]")), "{id} stands in the head");
            for line in page.lines().skip(1).filter(|line| !line.starts_with("    ")) {
                assert!(width(line) <= 80, "{id}: {line}");
                let first = line.chars().next().unwrap_or(' ');
                let begins_badly =
                    tongue == Tongue::Chinese && "，。、；：？！）》”".contains(first);
                assert!(!begins_badly, "{id} begins a line with {first}");
            }
        }
        let list = list(&stages(), look);
        for story in stories() {
            let line = list.lines().find(|line| line.contains(&format!(" {} ", story.id)));
            assert!(line.is_some_and(|line| width(line) <= 100), "{line:?}");
        }
    }
}

#[test]
fn a_page_tells_all_of_its_story() {
    let story = stories().into_iter().find(|story| story.id == "quote-nested").unwrap();
    let page = page(&story, Look { tongue: Tongue::Chinese, ..Look::default() });
    let expected = "警告[quote-nested]：双引号里又用双引号

引文里直接套着引文，两层都用了双引号。里层已改为单引号。

为什么：引号里再用引号，外面用双引号，里面用单引号（GB/T 15834—2011，4.8.3.4）。

错误写法：

    # 第一章：题目

    他说：“先生说“天亮了”。”

正确写法：

    # 第一章：题目

    他说：“先生说‘天亮了’。”

怎么办：里层请写单引号 ‘ ’。
";
    assert_eq!(page, expected);
}

#[test]
fn ids_that_are_nearly_right_are_suggested() {
    assert_eq!(near("quote-unpiared").first(), Some(&"quote-unpaired"));
    assert!(near("quote").contains(&"quote-nested"), "{:?}", near("quote"));
    assert!(near("zzz").is_empty());
    assert!(near("").is_empty());
}
