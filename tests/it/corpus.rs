//! Corpora: prose with examples, each an input and what comes of it.
//!
//! An example is a block of six backticks with the word `example`: input, a line `.`, the result, a
//! line `.`, the messages. With `BLESS=1` results and messages are written anew; read the difference.

use std::path::Path;

/// Runs every example of a file; `run` gives result and messages for an input.
pub(crate) fn check(path: &Path, run: impl Fn(&str) -> (String, String)) {
    let written = read(path);
    let mut blessed = String::new();
    let mut rest = written.as_str();
    let mut count = 0;
    while let Some((before, after)) = rest.split_once("``````example\n") {
        let (example, tail) = after.split_once("``````\n").expect("an example has an end");
        let input = example.split("\n.\n").next().expect("an example has an input");
        let (result, said) = run(&real(input));
        blessed.push_str(&format!(
            "{before}``````example\n{input}\n.\n{}\n.\n{said}\n``````\n",
            shown(&result)
        ));
        rest = tail;
        count += 1;
    }
    blessed.push_str(rest);
    assert!(count > 0, "{} has examples", path.display());
    if bless() {
        write(path, &blessed);
    }
    assert_eq!(blessed, read(path), "{} differs", path.display());
}

/// `␣` is a space and `→` a tab where an editor would lose them.
fn real(text: &str) -> String {
    text.replace('␣', " ").replace('→', "\t")
}

fn shown(text: &str) -> String {
    text.replace(" \n", "␣\n")
}

#[expect(clippy::disallowed_methods, reason = "tests read their data")]
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}

#[expect(clippy::disallowed_methods, reason = "blessed data is written back")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the corpus can be written");
}

#[expect(clippy::disallowed_methods, reason = "whoever edits a corpus asks for new results")]
fn bless() -> bool {
    std::env::var("BLESS").is_ok()
}
