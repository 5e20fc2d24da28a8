//! The book that `publish new` makes, as the program understands it and as it sets it: dumps of the
//! model and of the pages, compared with the files in `tests/books/new/`.
//!
//! `BLESS=1 cargo test` writes them anew; the difference is then read, not believed.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::fs;
use std::path::Path;

use publish::Session;
use publish::source::Environment;

const FILES: [(&str, &str); 3] = [
    ("book.yaml", include_str!("../../src/template/book.yaml")),
    ("chapters/01.md", include_str!("../../src/template/01.md")),
    ("chapters/02.md", include_str!("../../src/template/02.md")),
];

#[track_caller]
fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/new").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert_eq!(differs, None, "{name}: found, expected");
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}");
}

#[test]
fn a_new_book_is_understood_and_set_as_before() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("chapters")).unwrap();
    for (name, text) in FILES {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut session = Session::default();
    let (book, faces) = publish::open(folder.path(), Environment::default(), &mut session).unwrap();
    let pages = publish::paginate(&book, &faces, &mut session);
    assert!(!session.diags.has_errors(), "{:?}", session.diags.sorted());
    compare("model.txt", &publish::model::dump::model(&book));
    compare("pages.txt", &publish::layout::dump::dump(&pages, &faces));
}
