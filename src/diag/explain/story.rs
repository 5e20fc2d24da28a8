//! Reads a file of stories.
//!
//! In: Markdown of one fixed form: `# English · 中文`, then for each message `## id`, `*severity*`,
//! `### en` and `### zh` (a title in bold, paragraphs, `**Why**: …`, `**Way out**: …`), and where an
//! example helps `### wrong` and `### right` with a code block. Out: stories. A test sees that all
//! is there. Never here: how a story is shown.

use crate::diag::report::{Severity, Words, words};

/// The story of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The id.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// In English.
    pub en: Telling,
    /// In Chinese.
    pub zh: Telling,
    /// What leads to the message.
    pub wrong: Option<Example>,
    /// What does not.
    pub right: Option<Example>,
}

/// A story in one language; its parts are paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// The message in a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: Vec<&'static str>,
    /// Why it matters: the rule, the standard.
    pub why: Vec<&'static str>,
    /// What to do, and how to switch it off.
    pub way_out: Vec<&'static str>,
}

/// A piece of a manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it is: `markdown` and `yaml` are what one writes, `text` shows how something looks.
    pub kind: &'static str,
    /// The text.
    pub text: &'static str,
}

/// The labels with which the parts of a telling begin, in both languages.
const WHY: [&str; 2] = ["**Why**: ", "**为什么**："];
const WAY_OUT: [&str; 2] = ["**Way out**: ", "**怎么办**："];

/// Begins and ends an example. Chapters in examples may have code between backticks.
const FENCE: &str = "~~~";

/// The title of a file and its stories.
pub(super) fn read(text: &'static str) -> (Words, Vec<Story>) {
    let mut parts = sections(text, "## ").into_iter();
    let head = parts.next().unwrap_or("").trim().trim_start_matches("# ");
    let (en, zh) = head.split_once(" · ").unwrap_or((head, head));
    (words(en, zh), parts.map(story).collect())
}

/// Text cut before each head of a level; what stands in a block of code is no head.
fn sections(text: &'static str, mark: &str) -> Vec<&'static str> {
    let (mut sections, mut start, mut at, mut is_code) = (Vec::new(), 0, 0, false);
    for line in text.split_inclusive('\n') {
        is_code ^= line.starts_with(FENCE);
        if !is_code && line.starts_with(mark) {
            sections.extend(text.get(start..at));
            start = at + mark.len();
        }
        at += line.len();
    }
    sections.extend(text.get(start..));
    sections
}

fn story(text: &'static str) -> Story {
    let mut parts = sections(text, "### ").into_iter();
    let head = parts.next().unwrap_or("");
    let (id, rest) = head.split_once('\n').unwrap_or((head, ""));
    let severity = match rest.trim().trim_matches('*') {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        _ => None,
    };
    let (en, zh) = (Telling::default(), Telling::default());
    let mut story = Story { id: id.trim(), severity, en, zh, wrong: None, right: None };
    for part in parts {
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        match name.trim() {
            "en" => story.en = telling(body),
            "zh" => story.zh = telling(body),
            "wrong" => story.wrong = example(body),
            "right" => story.right = example(body),
            _ => {}
        }
    }
    story
}

fn telling(body: &'static str) -> Telling {
    let mut telling = Telling::default();
    let mut paragraphs = body.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    telling.title = paragraphs.next().unwrap_or("").trim_matches('*');
    let mut part = &mut telling.meaning;
    for paragraph in paragraphs {
        let after = |labels: [&str; 2]| labels.iter().find_map(|it| paragraph.strip_prefix(*it));
        if let Some(text) = after(WHY) {
            part = &mut telling.why;
            part.push(text);
        } else if let Some(text) = after(WAY_OUT) {
            part = &mut telling.way_out;
            part.push(text);
        } else {
            part.push(paragraph);
        }
    }
    telling
}

fn example(body: &'static str) -> Option<Example> {
    let (_, fenced) = body.split_once(FENCE)?;
    let (kind, rest) = fenced.split_once('\n')?;
    let (text, _) = rest.rsplit_once(FENCE)?;
    Some(Example { kind: kind.trim(), text: text.trim_end_matches('\n') })
}
