//! Figures to tables.
//!
//! In: what was measured. Out: Markdown, and the same in BENCHMARKS.md between two comments that
//! name the command that makes it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use crate::process::{Costs, Spread};
use crate::stages::STAGES;
use crate::text::{self, Chapter};

/// A book built several times.
pub(crate) struct Built {
    pub(crate) characters: usize,
    pub(crate) kind: &'static str,
    pub(crate) pages: usize,
    pub(crate) costs: Costs,
    pub(crate) bytes: u64,
}

/// Another program on the same text.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) costs: Costs,
    pub(crate) bytes: u64,
}

/// CPU seconds by stage, and megabytes of memory after it.
pub(crate) struct Staged {
    pub(crate) characters: usize,
    pub(crate) seconds: Vec<f64>,
    pub(crate) memory: Vec<f64>,
}

/// All figures.
pub(crate) struct Report {
    machine: String,
    texts: String,
    pub(crate) built: Vec<Built>,
    pub(crate) small: Vec<(&'static str, Built)>,
    pub(crate) staged: Vec<Staged>,
    pub(crate) peers: Vec<Peer>,
}

impl Report {
    /// Without any figure yet.
    pub(crate) fn new(machine: String) -> Report {
        Report {
            machine,
            texts: String::new(),
            built: Vec::new(),
            small: Vec::new(),
            staged: Vec::new(),
            peers: Vec::new(),
        }
    }

    /// Notes what a text holds.
    pub(crate) fn text(&mut self, size: usize, chapters: &[Chapter]) {
        let written: Vec<String> = chapters.iter().map(crate::markdown::markdown).collect();
        let han = || written.iter().flat_map(|text| text.chars()).filter(|c| text::is_han(*c));
        let different: BTreeSet<char> = han().collect();
        line(
            &mut self.texts,
            &[
                grouped(size),
                grouped(text::count(chapters)),
                chapters.len().to_string(),
                grouped(han().count()),
                grouped(different.len()),
                megabytes(written.iter().map(String::len).sum::<usize>() as u64),
            ],
        );
    }

    /// All tables.
    pub(crate) fn text_of_all(&self) -> String {
        let mut out = format!("{}\n### The texts\n\n", self.machine);
        head(
            &mut out,
            "Text | Characters | Chapters | Han, metadata included | Different Han | Markdown MB",
        );
        out.push_str(&self.texts);
        self.push_built(&mut out);
        self.push_stages(&mut out);
        self.push_small(&mut out);
        self.push_peers(&mut out);
        out
    }

    fn push_built(&self, out: &mut String) {
        out.push_str("\n### A book, from its folder to its file\n\n");
        head(
            out,
            "Characters | To | CPU s | Least–most | Growth | Wall s | Cores busy | Peak MB | File MB | Pages | Pages/s",
        );
        for built in &self.built {
            let costs = &built.costs;
            let before = self
                .built
                .iter()
                .rev()
                .find(|other| other.kind == built.kind && other.characters < built.characters);
            let growth = before.map_or("".to_owned(), |before| {
                let cost = costs.cpu.median / before.costs.cpu.median;
                let size = built.characters as f64 / before.characters as f64;
                format!("×{cost:.2} for ×{size:.2}")
            });
            let (pages, per_second) = match built.kind {
                "pdf" => (
                    grouped(built.pages),
                    grouped((built.pages as f64 / costs.wall.median) as usize),
                ),
                _ => (String::new(), String::new()),
            };
            line(
                out,
                &[
                    grouped(built.characters),
                    built.kind.to_owned(),
                    seconds(costs.cpu.median),
                    between(costs.cpu),
                    growth,
                    seconds(costs.wall.median),
                    format!("{:.2}", costs.cpu.median / costs.wall.median),
                    format!("{:.0}", costs.peak),
                    if built.kind == "check" { String::new() } else { megabytes(built.bytes) },
                    pages,
                    per_second,
                ],
            );
        }
    }

    fn push_stages(&self, out: &mut String) {
        out.push_str("\n### CPU milliseconds by stage, and megabytes of memory after it\n\n");
        let sizes = self
            .staged
            .iter()
            .flat_map(|staged| [format!("{} ms", grouped(staged.characters)), "MB".to_owned()]);
        head(out, &format!("Stage | {}", sizes.collect::<Vec<_>>().join(" | ")));
        for (index, name) in STAGES.iter().enumerate() {
            let figures = self.staged.iter().flat_map(|staged| {
                let at = |list: &[f64]| list.get(index).copied().unwrap_or(f64::NAN);
                let milliseconds = format!("{:.1}", at(&staged.seconds) * 1e3);
                [milliseconds, format!("{:.0}", at(&staged.memory))]
            });
            line(out, &std::iter::once((*name).to_owned()).chain(figures).collect::<Vec<_>>());
        }
    }

    fn push_small(&self, out: &mut String) {
        out.push_str("\n### Small books\n\n");
        head(out, "Book | To | CPU s | Least–most | Wall s | Peak MB | File MB");
        for (name, built) in &self.small {
            let costs = &built.costs;
            line(
                out,
                &[
                    (*name).to_owned(),
                    built.kind.to_owned(),
                    seconds(costs.cpu.median),
                    between(costs.cpu),
                    seconds(costs.wall.median),
                    format!("{:.0}", costs.peak),
                    megabytes(built.bytes),
                ],
            );
        }
    }

    fn push_peers(&self, out: &mut String) {
        let Some(own) = self.peers.first() else { return };
        out.push_str("\n### The same text to PDF by Typst 0.15.2, in turn\n\n");
        head(out, "Program | CPU s | Least–most | Times our CPU | Wall s | Peak MB | File MB");
        for peer in &self.peers {
            line(
                out,
                &[
                    peer.name.to_owned(),
                    seconds(peer.costs.cpu.median),
                    between(peer.costs.cpu),
                    format!("{:.1}", peer.costs.cpu.median / own.costs.cpu.median),
                    seconds(peer.costs.wall.median),
                    format!("{:.0}", peer.costs.peak),
                    megabytes(peer.bytes),
                ],
            );
        }
    }
}

/// Puts a text into a file between `<!-- COMMAND -->` and `<!-- end of COMMAND -->`.
pub(crate) fn rewrite(file: &Path, command: &str, text: &str) -> io::Result<()> {
    let old = fs::read_to_string(file)?;
    let (start, end) = (format!("<!-- {command} -->\n"), format!("<!-- end of {command} -->"));
    let around = old.split_once(&start).zip(old.split_once(&end));
    let Some(((before, _), (_, after))) = around else {
        return Err(io::Error::other(format!("{} has no place for `{command}`", file.display())));
    };
    fs::write(file, format!("{before}{start}\n{text}\n{end}{after}"))
}

fn head(out: &mut String, names: &str) {
    let names: Vec<String> = names.split(" | ").map(str::to_owned).collect();
    line(out, &names);
    let rule: Vec<String> =
        (0..names.len()).map(|index| if index == 0 { "---" } else { "--:" }.to_owned()).collect();
    line(out, &rule);
}

fn line(out: &mut String, cells: &[String]) {
    // A string takes whatever is written.
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

fn seconds(value: f64) -> String {
    format!("{value:.3}")
}

fn between(spread: Spread) -> String {
    format!("{:.3}–{:.3}", spread.least, spread.most)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.2}", bytes as f64 / 1e6)
}

/// 1000000 as 1,000,000.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}
