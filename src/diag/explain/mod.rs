//! The longer story of each message: what it means, why it matters, an example, the way out.
//!
//! In: an id. Out: its story, from the Markdown files of this folder, a file for each file of
//! `catalog/`; they are also readable where the source is shown. Never here: the messages themselves.

mod page;
mod story;

pub use page::{list, page};
pub use story::{Example, Story, Telling};

use super::nearest::nearest;
use super::report::Words;

/// The files, in the order in which a book passes the stages.
const FILES: [(&str, &str); 16] = [
    ("program", include_str!("program.md")),
    ("source", include_str!("source.md")),
    ("config", include_str!("config.md")),
    ("markdown", include_str!("markdown.md")),
    ("normalize", include_str!("normalize.md")),
    ("picture", include_str!("picture.md")),
    ("font", include_str!("font.md")),
    ("layout", include_str!("layout.md")),
    ("proof", include_str!("proof.md")),
    ("press", include_str!("press.md")),
    ("cover", include_str!("cover.md")),
    ("pdf", include_str!("pdf.md")),
    ("preflight", include_str!("preflight.md")),
    ("epub", include_str!("epub.md")),
    ("fmt", include_str!("fmt.md")),
    ("release", include_str!("release.md")),
];

/// How many ids are named to someone who asks for one that is not there.
const MOST_NEAR: usize = 6;

/// The stories of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The name of its file in `catalog/`.
    pub name: &'static str,
    /// What it is about.
    pub title: Words,
    /// Its stories.
    pub stories: Vec<Story>,
}

/// All stories, stage by stage.
pub fn stages() -> Vec<Stage> {
    let stage = |(name, text): (&'static str, &'static str)| {
        let (title, stories) = story::read(text);
        Stage { name, title, stories }
    };
    FILES.into_iter().map(stage).collect()
}

/// The story of a message.
pub fn story(id: &str) -> Option<Story> {
    let mut stories = stages().into_iter().flat_map(|stage| stage.stories);
    stories.find(|story| story.id == id)
}

/// Ids that may have been meant: the nearest by its letters, then those that share a word.
pub fn near(id: &str) -> Vec<&'static str> {
    let stages = stages();
    let known: Vec<&'static str> =
        stages.iter().flat_map(|stage| &stage.stories).map(|story| story.id).collect();
    let mut near: Vec<&'static str> = nearest(id, &known).into_iter().collect();
    let shares = |known: &str| {
        known.contains(id) || id.split('-').any(|word| word.len() > 3 && known.contains(word))
    };
    let alike: Vec<&'static str> =
        known.into_iter().filter(|known| !near.contains(known) && shares(known)).collect();
    near.extend(alike.into_iter().filter(|_| !id.is_empty()));
    near.truncate(MOST_NEAR);
    near
}
