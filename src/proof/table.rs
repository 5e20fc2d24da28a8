//! The figures in full, as tables for people: `publish check --stats`.
//!
//! In: [`Figures`], the texts for places, a language. Out: chapters, unusual characters, contents,
//! in columns where Han is two cells wide. Never here: the figures themselves.

use crate::diag::catalog::figures as catalog;
use crate::diag::catalog::figures::grouped;
use crate::diag::cells::width as cells;
use crate::diag::files::Files;
use crate::diag::report::Tongue;
use crate::model::toc::EntryKind;

use super::figures::{CharacterUse, Counts, Figures};
use super::summary::named;

/// So many cells of a title are shown in the table of chapters.
const TITLE: usize = 40;
/// The cell at which the page numbers of the contents end.
const LEADER: usize = 72;

impl Figures {
    /// Everything, with a line end after each line.
    pub fn table(&self, files: &Files, tongue: Tongue) -> String {
        let mut out = self.summary(files, tongue);
        out.push_str("\n\n");
        out.push_str(&self.chapter_table(tongue));
        list(&mut out, catalog::all_rare().in_tongue(tongue), &self.rare, files);
        list(&mut out, catalog::all_missing().in_tongue(tongue), &self.missing, files);
        out.push_str(&format!("\n{}\n", catalog::contents().in_tongue(tongue)));
        self.contents_lines(&mut out);
        out
    }

    fn chapter_table(&self, tongue: Tongue) -> String {
        let heads = catalog::chapter_heads().map(|head| head.in_tongue(tongue).to_owned());
        let total = catalog::total().in_tongue(tongue).to_owned();
        let mut rows = vec![heads];
        for chapter in &self.chapters {
            let page = chapter.page.clone().unwrap_or_default();
            rows.push(row(page, shortened(&chapter.title), chapter.counts));
        }
        rows.push(row(String::new(), total, self.totals));
        aligned(&rows)
    }

    fn contents_lines(&self, out: &mut String) {
        for line in &self.contents {
            let bold = line.kind == EntryKind::Part;
            let indent = "  ".repeat(line.depth);
            let text = format!("{indent}{} ", line.title);
            let page = line.page.as_deref().unwrap_or("");
            let free = LEADER.saturating_sub(cells(&text) + cells(page) + 1);
            let leader = if bold || free == 0 { " " } else { "." };
            out.push_str(format!("{text}{} {page}", leader.repeat(free)).trim_end());
            out.push('\n');
        }
    }
}

fn row(page: String, title: String, counts: Counts) -> [String; 7] {
    let Counts { han, characters, notes, verse_lines, pictures } = counts;
    let [han, characters, notes, verse, pictures] =
        [han, characters, notes, verse_lines, pictures].map(grouped);
    [page, title, han, characters, notes, verse, pictures]
}

/// Columns: the second to the left, all others to the right.
fn aligned(rows: &[[String; 7]]) -> String {
    let width = |column: usize| rows.iter().map(|row| cells(&row[column])).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let pad = " ".repeat(width - cells(cell));
            let filled = if column == 1 { format!("{cell}{pad}") } else { format!("{pad}{cell}") };
            line.push_str(&filled);
            line.push_str("  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A title that is not too wide for its column.
fn shortened(title: &str) -> String {
    let mut short = String::new();
    for character in title.chars() {
        if cells(&short) + 2 > TITLE - 2 {
            short.push('…');
            return short;
        }
        short.push(character);
    }
    short
}

/// A head and its characters, one a line; nothing when there are none.
fn list(out: &mut String, head: &str, uses: &[CharacterUse], files: &Files) {
    if uses.is_empty() {
        return;
    }
    out.push_str(&format!("\n{head} ({})\n", grouped(uses.len())));
    for one in uses {
        out.push_str(&format!("  {}\n", named(one, files)));
    }
}
