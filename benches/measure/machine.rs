//! The machine and the day, as figures need them beside them.
//!
//! In: what the system says of itself. Out: lines of Markdown. Linux only; elsewhere fields are
//! empty.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// The machine, the compiler and the day.
pub(crate) fn describe(publish: &Path) -> io::Result<String> {
    let cpu = field("/proc/cpuinfo", "model name");
    let family =
        format!("{}/{}", field("/proc/cpuinfo", "cpu family"), field("/proc/cpuinfo", "model"));
    let clock = field("/proc/cpuinfo", "cpu MHz");
    let cores = std::thread::available_parallelism()?;
    let memory = field("/proc/meminfo", "MemTotal");
    let kilobytes: f64 = memory.split(' ').next().and_then(|kb| kb.parse().ok()).unwrap_or(0.0);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    Ok(format!(
        "{cpu} (family/model {family}, {clock} MHz), {cores} cores, {:.0} GB of memory, Linux {}, {}. \
         {} of {}. Load before the run: {load}.\n",
        kilobytes / 1e6,
        kernel.trim(),
        says("rustc", &["--version"]),
        says(&publish.to_string_lossy(), &["--version"]),
        says("date", &["-u", "+%Y-%m-%d"]),
    ))
}

fn field(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let pair = text.lines().filter_map(|line| line.split_once(':'));
    let mut found = pair.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim());
    found.next().unwrap_or_default().to_owned()
}

fn says(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map_or(String::new(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
