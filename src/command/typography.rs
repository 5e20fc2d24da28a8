//! `publish check --typography`: how well the lines are set, and which are the worst.
//!
//! In: the book's folder. Out: on standard output a table for people, or with
//! `--message-format json` an object a line. Never here: how lines are made or judged.

use std::fmt::Write;
use std::path::Path;

use publish::Session;
use publish::diag::catalog::figures as catalog;
use publish::diag::render::Format;
use publish::diag::report::Tongue;
use publish::layout::frame::LineEnd;
use publish::layout::quality::{CLASSES, Quality, SeenLine, quality};

use crate::console::{BOOK, Console, environment};
use crate::output::say;
use crate::progress;

/// How many lines are shown.
const SHOWN: usize = 20;

/// Sets the book, reports, and tells how its lines are.
pub(crate) fn typography(root: &Path, console: Console) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(console.quiet);
    let opened = publish::open(root, environment(), &mut session);
    let pages = opened.map(|(book, faces)| publish::paginate(&book, &faces, &mut session));
    drop(progress);
    console.report(&session);
    console.verdict(&session)?;
    let found = quality(&pages.map_err(|_| BOOK)?, SHOWN);
    say(&match console.look.format {
        Format::Json => json(&found, &session),
        _ => table(&found, &session, console.look.tongue),
    });
    Ok(())
}

fn table(found: &Quality, session: &Session, tongue: Tongue) -> String {
    let mut out = String::new();
    let share = |count: usize| percent(count, found.lines);
    let spread: usize = found.spread.iter().sum();
    let lines = catalog::Lines {
        full: found.lines,
        natural: share(found.natural),
        squeezed: share(found.squeezed),
        stretched: share(found.stretched),
        spread: share(spread),
        hyphens: found.hyphens,
    };
    let _ = writeln!(out, "{}", catalog::lines(&lines).in_tongue(tongue));
    histogram(found, tongue, &mut out);
    let _ = writeln!(out, "\n{}", catalog::worst_heads().in_tongue(tongue));
    for line in &found.worst {
        let change = line.change();
        let _ = writeln!(
            out,
            "{:>6} {:>4} {}{}.{:03} em  {}: {}",
            line.page,
            line.line_number,
            if change < 0 { '−' } else { '+' },
            change.abs() / 1000,
            change.abs() % 1000,
            place(line, session),
            line.text
        );
    }
    out
}

/// How far lines are spread, and how deep they are squeezed.
fn histogram(found: &Quality, tongue: Tongue, out: &mut String) {
    let mut least = 0;
    for (most, count) in CLASSES.iter().zip(found.spread) {
        let range = if *most == i64::MAX {
            format!("    > 0.{least:03} em")
        } else {
            format!("0.{least:03}–0.{most:03} em")
        };
        let bar = "█".repeat(count * 40 / found.lines.max(1));
        let _ = writeln!(out, "  {range} {count:>7} {:>6} {bar}", percent(count, found.lines));
        least = *most;
    }
    for (step, count) in found.steps.iter().enumerate() {
        if let Some(squeezed) = catalog::squeezed_to(step, *count) {
            let _ = writeln!(out, "{}", squeezed.in_tongue(tongue));
        }
    }
}

fn json(found: &Quality, session: &Session) -> String {
    let mut out = String::new();
    let spread: Vec<String> = found.spread.iter().map(usize::to_string).collect();
    let _ = writeln!(
        out,
        "{{\"kind\":\"lines\",\"lines\":{},\"natural\":{},\"squeezed\":{},\"stretched\":{},\
         \"spread\":[{}],\"hyphens\":{}}}",
        found.lines,
        found.natural,
        found.squeezed,
        found.stretched,
        spread.join(","),
        found.hyphens
    );
    for line in &found.worst {
        let end = match line.fit.end {
            LineEnd::Full => "full",
            LineEnd::Hyphen => "hyphen",
            LineEnd::Last => "last",
        };
        let _ = writeln!(
            out,
            "{{\"kind\":\"line\",\"page\":{},\"line\":{},\"change\":{},\"step\":{},\
             \"end\":\"{end}\",\"place\":{},\"text\":{}}}",
            quoted(&line.page),
            line.line_number,
            line.change(),
            line.fit.step,
            quoted(&place(line, session)),
            quoted(&line.text)
        );
    }
    out
}

/// `book/chapters/01.md:7`.
fn place(line: &SeenLine, session: &Session) -> String {
    let file = session.files.get(line.span.file);
    match (file, session.files.locate(line.span)) {
        (Some(file), Some(at)) => format!("{}:{}", file.path, at.line_number),
        _ => String::new(),
    }
}

fn percent(count: usize, of: usize) -> String {
    let tenths = (count * 1000 + of / 2) / of.max(1);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
