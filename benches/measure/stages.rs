//! How long each stage takes, asked through the library's own doors.
//!
//! In: a book's folder. Out: CPU seconds of the whole process, all its threads, stage by stage.
//! The library reads no clock; this file does. Shaping and breaking happen inside of paginating,
//! paragraph by paragraph, so they are done once more on their own, in the same way: shaping alone,
//! then shaping with breaking, of which shaping is taken off.

use std::fs;
use std::path::Path;
use std::time::Duration;

use publish::Session;
use publish::cover;
use publish::diag::report::Halt;
use publish::font::{Faces, Role};
use publish::layout::para::breaker::{Breaking, Manner, Measure, break_lines};
use publish::layout::para::cluster::Clusters;
use publish::layout::para::rules::Rules;
use publish::layout::para::scan::Setter;
use publish::layout::para::sums::Sums;
use publish::layout::para::text::{FlatText, TextStyle, flatten};
use publish::layout::style::Style;
use publish::model::block::Block;
use publish::model::book::Chapter;
use publish::model::inline::Inline;
use publish::source::{self, Environment};
use publish::units::Len;
use publish::{epub, layout, normalize, par, pdf};
use rustix::time::{ClockId, clock_gettime};

/// The stages, in the order of [`run`].
pub(crate) const STAGES: [&str; 9] = [
    "read",
    "normalize",
    "open fonts",
    "paginate",
    "— shape",
    "— break",
    "write PDF",
    "draw cover",
    "write EPUB",
];

/// What a run of all stages found.
pub(crate) struct Stages {
    /// CPU seconds, by stage.
    pub(crate) seconds: Vec<f64>,
    /// Megabytes of memory in use after the stage.
    pub(crate) memory: Vec<f64>,
    /// How many pages the book has.
    pub(crate) pages: usize,
}

/// Runs all stages on the book in `folder`, each once.
pub(crate) fn run(folder: &Path) -> Result<Stages, Halt> {
    let mut clock = Clock::start();
    let mut session = Session::default();
    let (files, diags) = (&mut session.files, &mut session.diags);
    let manuscript = source::read(folder, Environment::default(), files, diags)?;
    clock.lap();
    let book = normalize::normalize(manuscript, diags);
    clock.lap();
    let faces = Faces::open(folder, &book.settings.fonts, book.meta.span, diags)?;
    clock.lap();
    let pages = layout::paginate(&book, &faces, diags);
    clock.lap();
    let style = Style::new(&book.settings.pdf);
    let language = &book.meta.language;
    let rules = Rules::new(&book.settings.pdf.lines, language.script, &language.tag);
    let shaped = par::map(&book.chapters, diags, |chapter, _| {
        shape(chapter, Setter::new(&faces, rules.clone()), &style)
    });
    clock.lap();
    par::map(&shaped, diags, |paragraphs, _| break_all(paragraphs, &rules, &style));
    drop(shaped);
    clock.lap();
    let _pdf = pdf::write(&book, &pages, &faces, diags)?;
    clock.lap();
    let drawn = cover::draw(&book.meta, &faces).ok_or(Halt)?;
    clock.lap();
    let _epub = epub::write(&book, &faces, &drawn, Vec::new(), diags)?;
    clock.lap();
    Ok(Stages { seconds: clock.laps, memory: clock.memory, pages: pages.pages.len() })
}

/// The CPU clock of this process.
struct Clock {
    last: Duration,
    laps: Vec<f64>,
    memory: Vec<f64>,
}

impl Clock {
    fn start() -> Clock {
        Clock { last: Clock::now(), laps: Vec::new(), memory: Vec::new() }
    }

    fn now() -> Duration {
        Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
    }

    fn lap(&mut self) {
        self.laps.push((Clock::now() - self.last).as_secs_f64());
        self.memory.push(resident());
        self.last = Clock::now();
    }
}

/// The memory of this process in megabytes, as Linux tells it; 0 elsewhere.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1024.0 / 1e6
}

/// All paragraphs of a chapter, with their glyphs.
fn shape(chapter: &Chapter, mut setter: Setter<'_>, style: &Style) -> Vec<(FlatText, Clusters)> {
    let text = TextStyle::plain(Role::Body, style.body);
    let flat = paragraphs(chapter).into_iter().map(|inlines| flatten(inlines, &text));
    flat.map(|flat| {
        let clusters = setter.clusters(&flat);
        (flat, clusters)
    })
    .collect()
}

fn break_all(paragraphs: &[(FlatText, Clusters)], rules: &Rules, style: &Style) -> usize {
    let first_indent = style.body * 2;
    let measure = Measure { first_indent, indent: Len::ZERO, width: style.measure() };
    let how = Breaking { measure, level: rules.level(), manner: Manner::Justified, each_line: 0 };
    let lines = |(flat, clusters): &(FlatText, Clusters)| {
        break_lines(&Sums::new(flat, clusters, rules), 0..clusters.list.len(), how).len()
    };
    paragraphs.iter().map(lines).sum()
}

/// The texts of a chapter, paragraph by paragraph, notes included.
fn paragraphs(chapter: &Chapter) -> Vec<&[Inline]> {
    let mut all = Vec::new();
    for section in &chapter.sections {
        all.push(section.head.as_slice());
        collect(&section.blocks, &mut all);
    }
    chapter.notes.iter().for_each(|note| collect(&note.blocks, &mut all));
    all
}

fn collect<'a>(blocks: &'a [Block], all: &mut Vec<&'a [Inline]>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(&paragraph.content),
            Block::Subhead(subhead) => all.push(&subhead.content),
            Block::Verse(verse) => {
                all.extend(verse.stanzas.iter().flatten().map(|line| line.content.as_slice()));
            }
            Block::Quote(blocks) => collect(blocks, all),
            Block::List(list) => list.items.iter().for_each(|item| collect(&item.blocks, all)),
            Block::Aside(aside) => collect(&aside.blocks, all),
            // The measured text has none of these.
            Block::Definitions(_) | Block::Table(_) | Block::Code(_) => {}
            Block::Figure(_) | Block::Break(_) => {}
        }
    }
}
