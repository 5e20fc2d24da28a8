//! The card's crates beside ours: the same pages and the same book written with printpdf and
//! epub-builder, the same YAML read with serde_yaml.
//!
//! In: a book's folder and a folder for what is written. Out: a table on standard output; files for
//! `check.py`. Each measurement is a process of its own, so that peaks of memory are its own.

mod chapters;
mod config;
mod pages;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use publish::Session;
use publish::font::Faces;
use publish::layout::frame::Pages;
use publish::model::book::Book;
use rustix::time::{ClockId, clock_gettime};
use wait4::Wait4;

/// How often each is done; the median counts.
const RUNS: usize = 5;

/// What is measured, and what it is called.
const WORK: [(&str, &str); 5] = [
    ("pages", "the pages alone, nothing written"),
    ("pdf-ours", "PDF by pdf-writer, as `publish` uses it"),
    ("pdf-card", "PDF by printpdf 0.12.8"),
    ("epub-ours", "EPUB by zip, as `publish` uses it"),
    ("epub-card", "EPUB by epub-builder 0.8.3"),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["work", work, book, out] => println!("{}", do_work(work, Path::new(book), Path::new(out))),
        ["yaml", parser, index, book] => {
            let index = index.parse().expect("an index");
            println!("{}", read_yaml(parser, index, Path::new(book)));
        }
        [book, out] => table(book, out),
        _ => println!("card BOOK-FOLDER OUT-FOLDER"),
    }
}

fn cpu() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).expect("a time")
}

/// Does one thing, and gives the CPU seconds of that thing alone.
fn do_work(work: &str, folder: &Path, out: &Path) -> String {
    let mut session = Session::default();
    let (book, faces) =
        publish::open(folder, Default::default(), &mut session).expect("a book without errors");
    let (seconds, name, bytes) = match work {
        "epub-ours" | "epub-card" => epub(work, &book, &faces, &mut session),
        _ => pdf(work, &book, &faces, &mut session),
    };
    fs::write(out.join(name), bytes).expect("a folder to write to");
    format!("{seconds}")
}

type Written = (f64, String, Vec<u8>);

fn pdf(work: &str, book: &Book, faces: &Faces, session: &mut Session) -> Written {
    let pages: Pages = publish::paginate(book, faces, session);
    let start = cpu();
    let bytes = match work {
        "pdf-ours" => publish::pdf::write(book, &pages, faces, &mut session.diags).expect("a PDF"),
        "pdf-card" => pages::write(&pages, faces, &book.meta.title),
        _ => format!("{:?}", pages::trim_box(&pages)).into_bytes(),
    };
    ((cpu() - start).as_secs_f64(), format!("{work}.pdf"), bytes)
}

fn epub(work: &str, book: &Book, faces: &Faces, session: &mut Session) -> Written {
    let start = cpu();
    let ours = publish::epub(book, faces, session).expect("an EPUB");
    let seconds = (cpu() - start).as_secs_f64();
    if work == "epub-ours" {
        return (seconds, format!("{work}.epub"), ours);
    }
    let files = chapters::unpack(&ours);
    let start = cpu();
    let bytes = chapters::write(book, &files).expect("an EPUB");
    ((cpu() - start).as_secs_f64(), format!("{work}.epub"), bytes)
}

fn read_yaml(parser: &str, index: usize, book: &Path) -> String {
    let text = fs::read_to_string(book.join("book.yaml")).expect("a book");
    let (text, times) = &config::texts(&text)[index];
    let read = if parser == "saphyr" { config::by_saphyr } else { config::by_serde_yaml };
    let start = cpu();
    let said: Vec<String> = (0..*times).map(|_| read(text, config::KINDS[index])).collect();
    let seconds = (cpu() - start).as_secs_f64();
    format!("{seconds}\t{}", said[0])
}

/// Runs this program with some words: what it printed, and its peak memory in MB.
fn run(words: &[&str]) -> (String, f64) {
    let own = std::env::current_exe().expect("this program");
    let mut child =
        Command::new(own).args(words).stdout(Stdio::piped()).spawn().expect("a process");
    let mut text = String::new();
    child.stdout.take().expect("its output").read_to_string(&mut text).expect("text");
    let used = child.wait4().expect("its end");
    assert!(used.status.success(), "{words:?}");
    (text.trim().to_owned(), used.rusage.maxrss as f64 / 1e6)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn table(book: &str, out: &str) {
    println!("| What | CPU s of writing | Peak MB of the process | File MB |\n|---|--:|--:|--:|");
    for (work, name) in WORK {
        let runs: Vec<(String, f64)> = (0..RUNS).map(|_| run(&["work", work, book, out])).collect();
        let seconds = median(runs.iter().map(|(text, _)| text.parse().expect("seconds")).collect());
        let peak = runs.iter().map(|(_, peak)| *peak).fold(0.0, f64::max);
        let kind = work.split('-').next().expect("a kind").replace("pages", "pdf");
        let size =
            fs::metadata(Path::new(out).join(format!("{work}.{kind}"))).expect("a file").len();
        let megabytes = format!("{:.2}", size as f64 / 1e6);
        let (seconds, size) = match work {
            "pages" => (String::new(), String::new()),
            _ => (format!("{seconds:.3}"), megabytes),
        };
        println!("| {name} | {seconds} | {peak:.0} | {size} |");
    }
    println!("\n| YAML | serde-saphyr 2 | serde_yaml 0.9.34 |\n|---|---|---|");
    for (index, kind) in config::KINDS.iter().enumerate() {
        let place = index.to_string();
        let cell = |parser| {
            let (text, _) = run(&["yaml", parser, &place, book]);
            let (seconds, said) = text.split_once('\t').expect("a time and a word");
            let seconds: f64 = seconds.parse().expect("seconds");
            format!("{:.1} ms; {said}", seconds * 1e3)
        };
        println!("| {kind} | {} | {} |", cell("saphyr"), cell("serde_yaml"));
    }
}
