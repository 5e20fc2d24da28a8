//! `publish fmt`: what the normalizer would change in the Markdown, shown, checked or applied.
//!
//! In: the book's folder. Out: a diff, paths or JSON on standard output, figures on standard error;
//! with `--write` new files, all or none. Never here: what changes.

use std::collections::BTreeMap;
use std::path::Path;

use publish::Session;
use publish::diag::catalog::words;
use publish::diag::files::Files;
use publish::diag::render::{Format, quoted};
use publish::diag::report::Words;
use publish::fmt::Rewrite;
use publish::fmt::diff::unified;
use publish::normalize::Change;

use crate::args::Way;
use crate::console::{BOOK, Console, MACHINE, environment};
use crate::output::{self, say};
use crate::progress;

/// Shows the changes, or applies them, or only tells whether there are any.
pub(crate) fn fmt(root: &Path, way: &Way, console: Console) -> Result<(), u8> {
    let mut session = Session::default();
    let progress = progress::start(console.quiet);
    let found = publish::fmt(root, environment(), &mut session);
    drop(progress);
    // What can be mended is mended even if another file has an error.
    console.report(&session);
    let verdict = console.verdict(&session);
    let Ok(rewrites) = found else { return verdict.and(Err(BOOK)) };
    if way.write {
        let texts: Vec<(&Path, &str)> =
            rewrites.iter().map(|one| (one.place.as_path(), one.after.as_str())).collect();
        output::rewrite(&texts).map_err(|problem| console.refuse(&problem, MACHINE))?;
    }
    let paths_alone = way.write || way.check;
    for rewrite in &rewrites {
        say(&match console.look.format {
            Format::Json => objects(rewrite, &session.files),
            _ if paths_alone => format!("{}\n", rewrite.path),
            _ => unified(rewrite, console.reader),
        });
    }
    console.note(&figures(&rewrites, way, console));
    verdict?;
    if way.check && !rewrites.is_empty() { Err(BOOK) } else { Ok(()) }
}

/// One JSON object for each change.
fn objects(rewrite: &Rewrite, files: &Files) -> String {
    let object = |change: &Change| {
        let at = files.locate(change.span);
        format!(
            "{{\"path\":{},\"line\":{},\"column\":{},\"rule\":{},\"before\":{},\"after\":{}}}\n",
            quoted(&rewrite.path),
            at.map_or(0, |at| at.line_number),
            at.map_or(0, |at| at.column_number),
            quoted(change.rule),
            quoted(&change.before),
            quoted(&change.after),
        )
    };
    rewrite.changes.iter().map(object).collect()
}

/// How much changes; with `-v` by which rule.
fn figures(rewrites: &[Rewrite], way: &Way, console: Console) -> Words {
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for change in rewrites.iter().flat_map(|rewrite| &rewrite.changes) {
        *by_rule.entry(change.rule).or_default() += 1;
    }
    let (changes, files) = (by_rule.values().sum::<usize>(), rewrites.len());
    let mut told =
        if way.write { words::changed(changes, files) } else { words::changes(changes, files) };
    for (rule, count) in by_rule.iter().filter(|_| console.verbose) {
        let line = format!("\n  {rule}: {count}");
        told.en.push_str(&line);
        told.zh.push_str(&line);
    }
    told
}
