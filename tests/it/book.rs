//! What the stage `source` reads of a folder: book.yaml, mdBook, files, pictures.
//!
//! `tests/corpus/config/*.md` are prose with examples: a configuration, `.`, what was understood,
//! `.`, what is said about it. Each example gets a folder with the same small files.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use publish::diag::files::Files;
use publish::diag::report::{Diagnostics, Halt, Place};
use publish::model::settings::{FontFiles, Settings};
use publish::source::{self, Environment, Manuscript};

/// The files of every example, beside its configuration.
const FILES: [&str; 9] = [
    "preface.md",
    "chapters/1.md",
    "chapters/2.md",
    "chapters/10.md",
    "chapters/notes.txt",
    "回/第九回.md",
    "回/第十回.md",
    "回/第一百零一回.md",
    "afterword.md",
];

/// Writes a file and the folders above it.
#[expect(clippy::disallowed_methods, reason = "tests make books")]
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    std::fs::write(path, bytes).expect("files can be written");
}

/// What reading a folder gave: the manuscript and every message as `id path:line:column message`.
pub(crate) fn read(root: &Path) -> (Result<Manuscript, Halt>, Vec<String>) {
    let (mut files, mut diags) = (Files::new(), Diagnostics::new());
    let result = source::read(root, Environment::default(), &mut files, &mut diags);
    let prefix = format!("{}/", root.display());
    let said = diags.sorted().into_iter().map(|diagnostic| {
        let place = match &diagnostic.place {
            Place::Span(span) => {
                let place = files.locate(*span).expect("a place in a file");
                let path = &files.get(span.file).expect("a file").path;
                format!("{path}:{}:{}", place.line_number, place.column_number)
            }
            Place::Path(path) => path.clone(),
            Place::Book => "-".to_owned(),
        };
        format!("{} {place} {}", diagnostic.id, diagnostic.message.en).replace(&prefix, "")
    });
    let said = said.collect();
    (result, said)
}

/// What was understood, a line for each fact.
fn understood(manuscript: &Manuscript) -> String {
    let meta = &manuscript.meta;
    let mut out =
        vec![format!("{} [{} {:?}]", meta.title, meta.language.tag, meta.language.script)];
    for creator in &meta.creators {
        out.push(format!("{} {} {:?}", creator.role, creator.name, creator.sort));
    }
    out.push(format!("{} {}", meta.identifier, meta.modified));
    let facts = [
        ("subtitle", &meta.subtitle),
        ("isbn", &meta.isbn),
        ("publisher", &meta.publisher),
        ("date", &meta.date),
        ("edition", &meta.edition),
        ("rights", &meta.rights),
        ("license", &meta.license),
        ("description", &meta.description),
        ("source", &meta.source),
        ("version", &meta.version),
    ];
    for (name, fact) in facts {
        fact.iter().for_each(|fact| out.push(format!("{name}: {fact}")));
    }
    if !meta.subjects.is_empty() {
        out.push(format!("subjects: {}", meta.subjects.join(", ")));
    }
    meta.series.iter().for_each(|series| out.push(format!("{series:?}")));
    meta.imprint.facts.iter().for_each(|fact| out.push(format!("{fact:?}")));
    meta.imprint.cip.iter().for_each(|text| out.push(format!("CIP {text}")));
    settings(&manuscript.settings, &mut out);
    for (index, chapter) in manuscript.chapters.iter().enumerate() {
        for part in manuscript.parts.iter().filter(|part| part.first_chapter == index) {
            out.push(format!("== {}", part.title));
        }
        out.push(format!("{:?} {}", chapter.division, chapter.path));
    }
    out.join("\n")
}

/// What differs from the defaults.
fn settings(settings: &Settings, out: &mut Vec<String>) {
    fn differs<T: Debug + PartialEq>(value: &T, default: &T, out: &mut Vec<String>) {
        if value != default {
            out.push(format!("{value:?}"));
        }
    }
    let default = Settings::default();
    differs(&settings.notes, &default.notes, out);
    differs(&settings.writing, &default.writing, out);
    differs(&settings.labels, &default.labels, out);
    differs(&settings.rules_off, &default.rules_off, out);
    let fonts = FontFiles { places: BTreeMap::new(), ..settings.fonts.clone() };
    differs(&fonts, &default.fonts, out);
    differs(&settings.pdf, &default.pdf, out);
    differs(&settings.print, &default.print, out);
    differs(&settings.epub, &default.epub, out);
}

fn check_corpus(name: &str, config: &str) {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/config").join(name);
    crate::corpus::check(&path, |input| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut configs = input.split("\n+++\n");
        write(&folder.path().join(config), configs.next().expect("a configuration"));
        let base = if config == "book.toml" { "src" } else { "" };
        if let Some(summary) = configs.next() {
            write(&folder.path().join("src/SUMMARY.md"), summary);
        }
        for file in FILES {
            write(&folder.path().join(base).join(file), format!("# {file}\n\n正文。\n"));
        }
        let (result, said) = read(folder.path());
        let tree = result.as_ref().map_or("halt".to_owned(), understood);
        (tree, said.join("\n"))
    });
}

#[test]
fn keys_and_values() {
    check_corpus("keys.md", "book.yaml");
}

#[test]
fn values_of_the_wrong_kind() {
    check_corpus("kinds.md", "book.yaml");
}

#[test]
fn lists_of_chapters() {
    check_corpus("chapters.md", "book.yaml");
}

#[test]
fn yaml_that_is_none() {
    check_corpus("yaml.md", "book.yaml");
}

#[test]
fn mdbook_folders() {
    check_corpus("mdbook.md", "book.toml");
}

#[test]
fn every_rule_has_a_switch() {
    let known: Vec<&str> = publish::normalize::RULES.iter().map(|(_, name)| *name).collect();
    assert_eq!(source::settings::RULES.as_slice(), known.as_slice());
}
