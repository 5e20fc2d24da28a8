//! `publish check --typography`: how well the lines are set, and which are the worst.
//!
//! In: the book's folder. Out: on standard output a table for people, or with
//! `--message-format json` an object a line. Never here: how lines are made or judged.

use std::fmt::Write;
use std::path::Path;

use publish::Session;
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
    let (natural, squeezed) = (share(found.natural), share(found.squeezed));
    let (stretched, spread) = (share(found.stretched), share(spread));
    let (lines, hyphens) = (found.lines, found.hyphens);
    let _ = match tongue {
        Tongue::English => writeln!(
            out,
            "{lines} full lines: {natural} as they come, {squeezed} squeezed, {stretched} \
             stretched ({spread} between Han characters), {hyphens} hyphens"
        ),
        Tongue::Chinese => writeln!(
            out,
            "满行 {lines} 行：原样 {natural}，挤压 {squeezed}，拉伸 {stretched}（其中拉开汉字 \
             {spread}），连字符 {hyphens} 个"
        ),
    };
    histogram(found, tongue, &mut out);
    let _ = match tongue {
        Tongue::English => writeln!(out, "\n  page line    change  where: text"),
        Tongue::Chinese => writeln!(out, "\n  页码 行号    松紧    出处：文字"),
    };
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
    let names = match tongue {
        Tongue::English => {
            ["", "", "word spaces", "·", "brackets", "，、；：", "Han–Latin", "。？！"]
        }
        Tongue::Chinese => {
            ["", "", "词距", "间隔号", "括号引号", "，、；：", "汉字西文间", "。？！"]
        }
    };
    for (name, count) in names.iter().zip(found.steps).skip(2).filter(|(_, count)| *count > 0) {
        let _ = match tongue {
            Tongue::English => writeln!(out, "  squeezed as far as {name}: {count}"),
            Tongue::Chinese => writeln!(out, "  挤压至{name}：{count} 行"),
        };
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
