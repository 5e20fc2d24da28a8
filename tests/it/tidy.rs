//! The source keeps to ARCHITECTURE.md: who may import whom, one door for each dependency, and the
//! outward form of every file. The two tables are read from that file, so it cannot go stale.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The most lines that a file may have.
const MAX_LINES: usize = 600;

/// A file of `src/`, without its comments.
struct Source {
    /// From `src/`, with `/`: `pdf/draw.rs`.
    path: String,
    text: String,
    code: String,
}

impl Source {
    /// The folder or file that stands for it in the table: `pdf`, `units`.
    fn part(&self) -> &str {
        self.path.split(['/', '.']).next().expect("a name")
    }

    /// How many `super::` lead from here to the root of the crate.
    fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { folders } else { folders + 1 }
    }
}

#[expect(clippy::disallowed_methods, reason = "this test reads the source")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let src = Path::new(ROOT).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    let source = |path: &PathBuf| {
        let text = read(path);
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        let inside = path.strip_prefix(&src).expect("inside src");
        let names: Vec<_> = inside.iter().map(|name| name.to_str().expect("a name")).collect();
        Source { path: names.join("/"), text, code }
    };
    paths.iter().map(source).collect()
}

/// The rows of the table with a given head: the names between backticks, cell by cell.
fn table(head: &str) -> Vec<Vec<Vec<String>>> {
    let text = read(&Path::new(ROOT).join("ARCHITECTURE.md"));
    let rows = text.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    let rows: Vec<_> = rows.take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(rows.len() > 5, "ARCHITECTURE.md has a table that begins with {head}");
    rows
}

fn cells(row: &str) -> Vec<Vec<String>> {
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    row.trim_matches('|').split('|').map(names).collect()
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// What follows each place where a path starts with `first`, such as `crate::`.
fn after<'a>(code: &'a str, first: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(first).filter_map(move |(start, _)| {
        let (before, from) = code.split_at(start);
        let starts = !before.ends_with(|last: char| is_name(last) || last == ':' || last == '$');
        starts.then(|| from.strip_prefix(first)).flatten()
    })
}

/// The paths that a use tree names: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let end = tree.find(|c: char| !is_name(c) && c != ':').unwrap_or(tree.len());
    let (stem, rest) = tree.split_at(end);
    let Some(group) = rest.strip_prefix('{') else { return vec![stem.to_owned()] };
    let (mut depth, mut branches, mut branch) = (1, Vec::new(), String::new());
    for character in group.chars() {
        depth += i32::from(character == '{') - i32::from(character == '}');
        match character {
            _ if depth == 0 => break,
            ',' if depth == 1 => branches.push(std::mem::take(&mut branch)),
            _ => branch.push(character),
        }
    }
    branches.push(branch);
    let branches = branches.iter().map(|branch| branch.trim()).filter(|branch| !branch.is_empty());
    branches.flat_map(expand).map(|path| format!("{stem}{path}")).collect()
}

/// Whether a file uses a crate. A name that a file brings in from elsewhere, such as a module of
/// its own folder, is not the crate; `::name` always is.
fn uses(source: &Source, name: &str) -> bool {
    let elsewhere = after(&source.code, "use ").flat_map(expand).any(|path| {
        let path = path.trim_start_matches("::");
        path.rsplit_once("::").is_some_and(|(_, last)| last == name)
    });
    let (path, absolute) = (format!("{name}::"), format!("::{name}::"));
    let plainly = !elsewhere && after(&source.code, &path).next().is_some();
    plainly || after(&source.code, &absolute).next().is_some()
}

fn lies_in(path: &str, allowed: &str) -> bool {
    path == allowed || path.strip_prefix(allowed).is_some_and(|rest| rest.starts_with("::"))
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_keep_to_the_table() {
    let rows = table("| part |");
    let allowed: BTreeMap<&str, &Vec<String>> =
        rows.iter().map(|row| (row[0][0].as_str(), &row[1])).collect();
    let mut faults = Vec::new();
    let mut arrows = 0;
    for source in sources() {
        let part = source.part();
        let Some(allowed) = allowed.get(part) else {
            faults.push(format!("src/{}: `{part}` is not in the table", source.path));
            continue;
        };
        let own = part.to_owned();
        for path in after(&source.code, "crate::").flat_map(expand) {
            arrows += 1;
            if !allowed.iter().chain([&own]).any(|allowed| lies_in(&path, allowed)) {
                faults.push(format!("src/{}: may not import crate::{path}", source.path));
            }
        }
        let out = "super::".repeat(source.depth());
        if source.path != "lib.rs" && source.code.contains(&out) {
            faults.push(format!("src/{}: `{out}` leaves its folder", source.path));
        }
    }
    assert!(arrows > 100, "imports were found: {arrows}");
    assert_none(&faults);
}

#[test]
fn the_table_has_no_circle() {
    let rows = table("| part |");
    let mut above: BTreeSet<&str> = BTreeSet::new();
    let mut faults = Vec::new();
    for row in &rows {
        let part = row[0][0].as_str();
        for allowed in &row[1] {
            let folder = allowed.split("::").next().expect("a name");
            if !above.contains(folder) {
                faults.push(format!("{part} may import {allowed}, which does not stand above it"));
            }
        }
        above.insert(part);
    }
    let parts: BTreeSet<String> = sources().iter().map(|source| source.part().to_owned()).collect();
    for part in above.iter().filter(|part| !parts.contains(**part)) {
        faults.push(format!("{part} is in the table, but not in src/"));
    }
    assert_none(&faults);
}

#[test]
fn each_dependency_is_used_behind_its_door() {
    let rows = table("| crate |");
    let sources = sources();
    let mut faults = Vec::new();
    for row in &rows {
        let (name, doors) = (row[0][0].as_str(), &row[1]);
        let ident = name.replace('-', "_");
        let uses = |source: &Source| uses(source, &ident);
        let behind = |source: &Source| doors.iter().any(|door| source.path.starts_with(door));
        for source in sources.iter().filter(|source| uses(source) && !behind(source)) {
            faults.push(format!("src/{}: {name} is used outside of {doors:?}", source.path));
        }
        for door in doors.iter().filter(|door| !["tests/", "benches/"].contains(&door.as_str())) {
            if !sources.iter().any(|source| source.path.starts_with(door) && uses(source)) {
                faults.push(format!("{door} is a door of {name}, but does not use it"));
            }
        }
    }
    let named: BTreeSet<&str> = rows.iter().map(|row| row[0][0].as_str()).collect();
    let manifest = read(&Path::new(ROOT).join("Cargo.toml"));
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let Some((name, _)) = line.split_once(" = ") else { continue };
        if section.ends_with("dependencies]") && !named.contains(name) {
            faults.push(format!("Cargo.toml: {name} has no door in ARCHITECTURE.md"));
        }
    }
    assert_none(&faults);
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut faults = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            faults.push(format!("src/{}: does not open with `//!`", source.path));
        }
        let lines = source.text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!("src/{}: {lines} lines, more than {MAX_LINES}", source.path));
        }
        for line in source.code.lines().filter(|line| line.trim_end().ends_with("::*;")) {
            // rayon's traits are of use only together, and its authors say so.
            if line.trim() != "use rayon::prelude::*;" {
                faults.push(format!("src/{}: a glob hides what is needed: {line}", source.path));
            }
        }
        if source.code.contains("#[allow(") {
            faults.push(format!("src/{}: `expect` with a reason, not `allow`", source.path));
        }
    }
    assert_none(&faults);
}

#[test]
fn no_child_calls_its_mod() {
    let sources = sources();
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| source.path.contains('/')) {
        let Some((folder, file)) = source.path.rsplit_once('/') else { continue };
        if file == "mod.rs" {
            continue;
        }
        let mod_path = format!("{folder}/mod.rs");
        let Some(parent) = sources.iter().find(|source| source.path == mod_path) else { continue };
        for name in after(&source.code, "super::").flat_map(expand) {
            let declared = |prefix: &str| {
                parent.code.contains(&format!("{prefix}fn {name}("))
                    || parent.code.contains(&format!("{prefix}fn {name}<"))
            };
            if !name.contains("::") && declared("") {
                faults.push(format!("src/{}: calls `{name}` of its mod.rs", source.path));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn a_message_is_as_grave_wherever_it_is_said() {
    let mut seen: BTreeMap<String, (&str, String)> = BTreeMap::new();
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("diag/catalog/")) {
        for grave in ["error(", "warning(", "note("] {
            for call in source.code.split(grave).skip(1) {
                let Some(rest) = call.trim_start().strip_prefix('"') else { continue };
                let id = rest.split('"').next().expect("an id");
                if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
                    faults.push(format!("src/{}: `{id}` is not in kebab-case", source.path));
                }
                let now = (grave, source.path.clone());
                let first = seen.entry(id.to_owned()).or_insert_with(|| now.clone());
                if first.0 != grave {
                    faults.push(format!("`{id}` is {first:?} and {now:?}"));
                }
            }
        }
    }
    assert!(seen.len() > 20, "ids were found: {seen:?}");
    assert_none(&faults);
}

/// The ids of the catalogue by stage: in each constructor, the first text that is one.
fn catalogue() -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for source in sources() {
        let Some(stage) = source.path.strip_prefix("diag/catalog/") else { continue };
        for constructor in source.code.split("\npub fn ").skip(1) {
            let (head, body) = constructor.split_once('{').expect("a body");
            if !head.contains("-> Diagnostic") {
                continue;
            }
            let id = body.split('"').skip(1).step_by(2).find(|text| is_id(text));
            let name = head.split('(').next().expect("a name");
            assert!(id.is_some(), "{stage}: {name} has no id in kebab-case");
            ids.extend(id.map(|id| (id.to_owned(), stage.trim_end_matches(".rs").to_owned())));
        }
    }
    assert!(ids.len() > 100, "ids were found: {ids:?}");
    ids
}

fn is_id(text: &str) -> bool {
    let letters = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.contains('-') && text.split('-').all(letters)
}

/// The `## id` heads of a folder of Markdown, by stage.
fn heads(folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(Path::new(ROOT).join(folder)).expect("a folder");
    let mut heads = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.extension().is_some_and(|extension| extension == "md") {
            let stage = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            let text = read(&path);
            // Examples are chapters with heads of their own; ids have no blank in them.
            let ids =
                text.lines().filter_map(|line| line.strip_prefix("## ")).filter(|id| is_id(id));
            heads.extend(ids.map(|id| (id.to_owned(), stage.to_owned())));
        }
    }
    heads
}

#[test]
fn every_message_has_a_golden_file_and_a_story() {
    let catalogue = catalogue();
    let mut faults = Vec::new();
    for folder in ["tests/corpus/messages", "src/diag/explain"] {
        let heads = heads(folder);
        for (id, stage) in &catalogue {
            let count = heads.iter().filter(|head| head.0 == *id && head.1 == *stage).count();
            if count != 1 {
                faults.push(format!("{folder}/{stage}.md: `## {id}` stands {count} times"));
            }
        }
        for (id, stage) in heads.iter().filter(|head| !catalogue.contains_key(&head.0)) {
            faults.push(format!("{folder}/{stage}.md: no message has the id `{id}`"));
        }
    }
    assert_none(&faults);
}

#[test]
fn what_is_said_to_people_stands_in_the_catalogue() {
    let program =
        ["args", "command", "console", "help", "main", "output", "progress", "release", "template"];
    let mut faults = Vec::new();
    for source in sources() {
        let says = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let code = source.code.split("#[cfg(test)]").next().expect("code");
        let texts = code.split('"').skip(1).step_by(2);
        if program.contains(&source.part()) && texts.clone().any(says) {
            faults
                .push(format!("src/{}: says something that is not in the catalogue", source.path));
        }
        let speaks = ["diag/", "console.rs", "help/script.rs"];
        let chooses = source.code.contains("Tongue::Chinese =>");
        if chooses && !speaks.iter().any(|place| source.path.starts_with(place)) {
            faults.push(format!("src/{}: chooses a language by itself", source.path));
        }
    }
    assert_none(&faults);
}

#[test]
fn the_checks_themselves_see_what_they_look_for() {
    assert_eq!(expand("a::{b, c::{d, e}, self};"), ["a::b", "a::c::d", "a::c::e", "a::self"]);
    assert_eq!(expand("font::face::Face,"), ["font::face::Face"]);
    let code = "use crate::a::B;\nfn f(_: &crate::c::D) {} mycrate::e(); other::crate::f()";
    assert_eq!(after(code, "crate::").flat_map(expand).collect::<Vec<_>>(), ["a::B", "c::D"]);
    let source =
        |code: &str| Source { path: "a/b.rs".into(), text: code.into(), code: code.into() };
    assert!(uses(&source("use png::Encoder;"), "png"));
    assert!(uses(&source("fn f() { ::png::new() } use super::{a, png};"), "png"));
    assert!(!uses(&source("use super::{a, png};\nfn f() { png::new() }"), "png"));
    assert!(lies_in("layout::frame::Page", "layout::frame"));
    assert!(!lies_in("layout::frames", "layout::frame"));
    assert!(is_id("quote-unpaired") && !is_id("quote") && !is_id("a b-c") && !is_id("a-"));
    assert_eq!(cells("| `a` | `b::c`, `d` | why |"), [vec!["a"], vec!["b::c", "d"], vec![]]);
}
