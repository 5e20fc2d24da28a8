//! A story as a page on a terminal, and all ids as a list.
//!
//! In: stories. Out: text of at most 80 cells a line. Never here: reading them.

use crate::diag::catalog::words;
use crate::diag::cells::{clean, width, wrap};
use crate::diag::render::{BOLD, Look, code};
use crate::diag::report::{Severity, Tongue, Words};

use super::Stage;
use super::story::{Example, Story, Telling};

/// The widest line of a page.
const WIDEST: usize = 80;

/// The page of a message.
pub fn page(story: &Story, look: Look) -> String {
    let telling = telling(story, look);
    let severity = story.severity.unwrap_or(Severity::Note);
    let head = format!("{}[{}]", words::severity(severity).in_tongue(look.tongue), story.id);
    let title = format!("{}{}", look.colon(), telling.title);
    let mut out = format!("{}{}\n\n", look.paint(&head, code(severity)), look.paint(&title, BOLD));
    paragraphs(&mut out, None, &telling.meaning, look);
    paragraphs(&mut out, Some(words::why()), &telling.why, look);
    example(&mut out, words::wrong(), story.wrong.as_ref(), look);
    example(&mut out, words::right(), story.right.as_ref(), look);
    paragraphs(&mut out, Some(words::way_out()), &telling.way_out, look);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn telling(story: &Story, look: Look) -> &Telling {
    match look.tongue {
        Tongue::English => &story.en,
        Tongue::Chinese => &story.zh,
    }
}

fn paragraphs(out: &mut String, label: Option<Words>, texts: &[&str], look: Look) {
    let mut label = label.map(|label| format!("{}{}", label.in_tongue(look.tongue), look.colon()));
    for text in texts {
        let label = label.take().unwrap_or_default();
        let lines = wrap(&format!("{label}{text}"), WIDEST);
        let page = lines.join("\n");
        let text = page.strip_prefix(label.trim_end()).unwrap_or(&page);
        out.push_str(&look.paint(label.trim_end(), BOLD).repeat(usize::from(!label.is_empty())));
        out.push_str(text);
        out.push_str("\n\n");
    }
}

fn example(out: &mut String, label: Words, example: Option<&Example>, look: Look) {
    let Some(example) = example else { return };
    let label = format!("{}{}", label.in_tongue(look.tongue), look.colon());
    out.push_str(&look.paint(label.trim_end(), BOLD));
    out.push_str("\n\n");
    for line in example.text.lines() {
        // Examples show what cannot be seen, and never act on a terminal.
        out.push_str(format!("    {}", clean(line)).trim_end());
        out.push('\n');
    }
    out.push('\n');
}

/// All ids, stage by stage, with their severities and titles.
pub fn list(stages: &[Stage], look: Look) -> String {
    let stories = || stages.iter().flat_map(|stage| &stage.stories);
    let widest = stories().map(|story| width(story.id)).max().unwrap_or(0);
    let mut out = String::new();
    for stage in stages {
        let title = format!("{} ({})", stage.title.in_tongue(look.tongue), stage.name);
        out.push_str(&look.paint(&title, BOLD));
        out.push('\n');
        for story in &stage.stories {
            let severity = story.severity.unwrap_or(Severity::Note);
            let word = words::severity(severity);
            let word = word.in_tongue(look.tongue);
            let gap = " ".repeat(9_usize.saturating_sub(width(word)));
            let rest = " ".repeat(widest - width(story.id) + 2);
            let word = look.paint(word, code(severity));
            let title = telling(story, look).title;
            out.push_str(&format!("  {word}{gap}{}{rest}{title}\n", story.id));
        }
        out.push('\n');
    }
    out.push_str(words::explain_more().in_tongue(look.tongue));
    out.push('\n');
    out
}
