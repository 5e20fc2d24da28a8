//! What a process costs: the operating system's own account of a finished child.
//!
//! In: a command. Out: CPU seconds (user and system), wall seconds, peak memory; of several runs
//! the median, the least and the most. Each command runs under a small process of its own: the peak
//! that the system keeps of a child begins with what its parent had when it made the child.

use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use wait4::Wait4;

/// What several runs of a command cost.
#[derive(Clone)]
pub(crate) struct Costs {
    /// CPU seconds.
    pub(crate) cpu: Spread,
    /// Wall seconds.
    pub(crate) wall: Spread,
    /// The most memory that a run had, in megabytes (1,000,000 bytes).
    pub(crate) peak: f64,
}

/// Median, least and most.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Spread {
    /// Of at least one figure.
    pub(crate) fn of(figures: &[f64]) -> Spread {
        let mut sorted = figures.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
        Spread { median: at(sorted.len() / 2), least: at(0), most: at(sorted.len() - 1) }
    }
}

/// Runs the commands in turn, A B A B …, so that a machine that drifts is unfair to none; once
/// before it counts. What they print is thrown away.
pub(crate) fn measure(runs: usize, commands: &[Command]) -> io::Result<Vec<Costs>> {
    let mut all: Vec<Vec<Run>> = commands.iter().map(|_| Vec::new()).collect();
    for turn in 0..=runs {
        for (command, runs) in commands.iter().zip(&mut all) {
            let run = run(command)?;
            if turn > 0 {
                runs.push(run);
            }
        }
    }
    let costs = |runs: Vec<Run>| Costs {
        cpu: Spread::of(&runs.iter().map(|run| run.cpu).collect::<Vec<_>>()),
        wall: Spread::of(&runs.iter().map(|run| run.wall).collect::<Vec<_>>()),
        peak: runs.iter().map(|run| run.peak).fold(0.0, f64::max),
    };
    Ok(all.into_iter().map(costs).collect())
}

/// What one run cost.
struct Run {
    cpu: f64,
    wall: f64,
    peak: f64,
}

fn run(command: &Command) -> io::Result<Run> {
    let own = std::env::current_exe()?;
    let mut small = Command::new(own);
    let output = small.arg("cost").arg(command.get_program()).args(command.get_args()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Option<Vec<f64>> =
        text.split(' ').map(|figure| figure.trim().parse().ok()).collect();
    match figures.as_deref() {
        Some([cpu, wall, peak]) => Ok(Run { cpu: *cpu, wall: *wall, peak: *peak }),
        _ => Err(io::Error::other(format!("{command:?}: {text}"))),
    }
}

/// `cost PROGRAM WORDS`: runs a command, and gives CPU seconds, wall seconds and megabytes for the
/// parent to read.
pub(crate) fn cost(program: &str, words: &[&str]) -> io::Result<String> {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = now();
    let used = command.spawn()?.wait4()?;
    let wall = (now() - start).as_secs_f64();
    if !used.status.success() {
        return Err(io::Error::other(used.status.to_string()));
    }
    let cpu = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Ok(format!("{cpu} {wall} {}", used.rusage.maxrss as f64 / 1e6))
}

fn now() -> Duration {
    Duration::try_from(clock_gettime(ClockId::Monotonic)).unwrap_or_default()
}
