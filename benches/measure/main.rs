//! The benchmarks: what a book costs this program, and what it costs Typst, in one run.
//!
//! `make bench` calls this through `scripts/bench.sh`. In: the release build, the sample book, a
//! Python that has Typst. Out: tables on standard output and in `target/bench/measured.md`; with
//! `--write` in BENCHMARKS.md too. Figures, never a verdict.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::string_slice,
    reason = "this program measures: it reads clocks, files and figures, and prints them"
)]

mod machine;
mod markdown;
mod process;
mod report;
mod stages;
mod text;
mod typst;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use process::{Costs, Spread, measure};
use report::{Built, Peer, Report, Staged};
use stages::Stages;
use text::Chapter;

/// How long the measured texts are, in characters, and how often each is built.
const SIZES: [(usize, usize); 5] =
    [(100_000, 9), (300_000, 7), (1_000_000, 7), (3_000_000, 5), (10_000_000, 3)];
/// Whose stages are told.
const STAGED: [(usize, usize); 3] = [(100_000, 7), (1_000_000, 5), (10_000_000, 1)];
/// The text that peers set too, and how often.
const SHARED: (usize, usize) = (1_000_000, 3);

/// What the command line asks.
struct Arguments {
    /// The release build.
    publish: PathBuf,
    /// A Python that has Typst.
    python: Option<PathBuf>,
    /// Where BENCHMARKS.md is to be rewritten.
    write: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["stages", folder] => stages_of(Path::new(folder)),
        ["text", characters, folder] => text_into(characters, Path::new(folder)),
        ["cost", program, words @ ..] => {
            process::cost(program, words).map(|figures| println!("{figures}"))
        }
        ["put", command, file] => put(command, Path::new(file)),
        [] => {
            println!("measure: to be run by scripts/bench.sh");
            return ExitCode::SUCCESS;
        }
        words => run(&arguments(words)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("measure: {error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments(words: &[&str]) -> Arguments {
    let after = |name| {
        let at = words.iter().position(|word| *word == name)?;
        words.get(at + 1).map(PathBuf::from)
    };
    Arguments {
        publish: after("--publish").unwrap_or_default(),
        python: after("--python"),
        write: words.contains(&"--write"),
    }
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let bench = root().join("target/bench");
    fs::create_dir_all(&bench)?;
    let mut report = Report::new(machine::describe(arguments.publish.as_path())?);
    for (size, runs) in SIZES {
        println!("{size} characters…");
        let chapters = text::make(&root().join("book"), size)?;
        let folder = bench.join(size.to_string());
        write_text(&chapters, &folder)?;
        report.text(size, &chapters);
        let pages = stage_run(&folder)?.pages;
        for kind in ["pdf", "epub", "check"] {
            let built = built(arguments, kind, &folder, runs)?;
            report.built.push(Built { characters: size, kind, pages, ..built });
        }
    }
    for (size, runs) in STAGED {
        report.staged.push(staged(&bench.join(size.to_string()), size, runs)?);
    }
    println!("small books…");
    for (name, folder) in
        [("the sample book", root().join("book")), ("one chapter", one_chapter(&bench)?)]
    {
        for kind in ["pdf", "epub"] {
            let built = built(arguments, kind, &folder, 15)?;
            report.small.push((name, Built { kind, ..built }));
        }
    }
    if let Some(python) = &arguments.python {
        println!("Typst…");
        report.peers = peers(arguments, python, &bench)?;
    }
    let text = report.text_of_all();
    println!("{text}");
    fs::write(bench.join("measured.md"), &text)?;
    if arguments.write { put("make bench", &bench.join("measured.md")) } else { Ok(()) }
}

fn write_text(chapters: &[Chapter], folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    markdown::write(chapters, folder)?;
    fs::copy(root().join("benches/peers/book.typ"), folder.join("book.typ"))?;
    fs::write(folder.join("main.typ"), typst::document(chapters))
}

/// `text 1000000 FOLDER`: for who wants the text alone.
fn text_into(characters: &str, folder: &Path) -> io::Result<()> {
    let goal = characters.parse().map_err(io::Error::other)?;
    write_text(&text::make(&root().join("book"), goal)?, folder)
}

/// `put COMMAND FILE`: a text into BENCHMARKS.md, where the figures of a command stand.
fn put(command: &str, file: &Path) -> io::Result<()> {
    report::rewrite(&root().join("BENCHMARKS.md"), command, &fs::read_to_string(file)?)
}

/// A book of one chapter of the sample book, as long as chapters of serial novels are.
fn one_chapter(bench: &Path) -> io::Result<PathBuf> {
    let folder = bench.join("chapter");
    fs::create_dir_all(folder.join("chapters"))?;
    fs::copy(root().join("book/chapters/07.md"), folder.join("chapters/07.md"))?;
    fs::write(
        folder.join("book.yaml"),
        "title: 一回\nauthor: 石小砚\nlanguage: zh-Hans\nchapters: [chapters/07.md]\n",
    )?;
    Ok(folder)
}

fn build_command(arguments: &Arguments, kind: &str, folder: &Path) -> (Command, PathBuf) {
    let output = root().join(format!("target/bench/out.{kind}"));
    let mut command = Command::new(&arguments.publish);
    command.arg("-q").arg(kind).arg(folder);
    if kind != "check" {
        command.arg("-o").arg(&output);
    }
    (command, output)
}

fn built(
    arguments: &Arguments,
    kind: &'static str,
    folder: &Path,
    runs: usize,
) -> io::Result<Built> {
    let (command, output) = build_command(arguments, kind, folder);
    let costs = measure(runs, &[command])?.remove(0);
    let bytes = fs::metadata(output).map_or(0, |metadata| metadata.len());
    Ok(Built { characters: 0, kind, pages: 0, costs, bytes })
}

/// `stages FOLDER`: one run, for the parent to read.
fn stages_of(folder: &Path) -> io::Result<()> {
    let stages = stages::run(folder).map_err(|_| io::Error::other("the book has errors"))?;
    println!("{}", stages.pages);
    for (seconds, memory) in stages.seconds.iter().zip(&stages.memory) {
        println!("{seconds} {memory}");
    }
    Ok(())
}

/// All stages once, in a process of its own: nothing is warm.
fn stage_run(folder: &Path) -> io::Result<Stages> {
    let own = std::env::current_exe()?;
    let output = Command::new(own).arg("stages").arg(folder).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = text.lines();
    let pages = lines.next().and_then(|line| line.parse().ok());
    let pages = pages.ok_or_else(|| io::Error::other(format!("stages: {text}")))?;
    let pairs = lines.filter_map(|line| line.split_once(' '));
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    let (seconds, memory) = pairs.map(|(a, b)| (number(a), number(b))).unzip();
    Ok(Stages { seconds, memory, pages })
}

fn staged(folder: &Path, characters: usize, runs: usize) -> io::Result<Staged> {
    let all: Vec<Stages> = (0..runs).map(|_| stage_run(folder)).collect::<io::Result<_>>()?;
    let median = |of: fn(&Stages) -> &Vec<f64>, stage: usize| {
        let figures: Vec<f64> = all.iter().filter_map(|run| of(run).get(stage).copied()).collect();
        Spread::of(&figures).median
    };
    let places = 0..stages::STAGES.len();
    let seconds = places.clone().map(|stage| median(|run| &run.seconds, stage)).collect();
    let memory = places.map(|stage| median(|run| &run.memory, stage)).collect();
    Ok(Staged { characters, seconds, memory })
}

/// The same text to PDF by this program and by Typst, in turn.
fn peers(arguments: &Arguments, python: &Path, bench: &Path) -> io::Result<Vec<Peer>> {
    let (size, runs) = SHARED;
    let folder = bench.join(size.to_string());
    let script = root().join("benches/peers/compile.py");
    let typst = |tags: &str, name: &str| {
        let mut command = Command::new(python);
        let output = bench.join(name);
        command.arg(&script).arg(folder.join("main.typ")).arg(root().join("fonts"));
        command.arg(&output).arg(tags);
        (command, output)
    };
    let named = [
        ("publish", build_command(arguments, "pdf", &folder)),
        ("Typst, as it comes (tagged)", typst("tagged", "typst-tagged.pdf")),
        ("Typst, untagged", typst("untagged", "typst-untagged.pdf")),
    ];
    let (mut commands, mut outputs) = (Vec::new(), Vec::new());
    for (name, (command, output)) in named {
        commands.push(command);
        outputs.push((name, output));
    }
    let costs: Vec<Costs> = measure(runs, &commands)?;
    let peers = outputs.into_iter().zip(costs).map(|((name, output), costs)| {
        Ok(Peer { name, costs, bytes: fs::metadata(output)?.len() })
    });
    peers.collect()
}
