//! How messages look: carets under what is meant, whatever stands in the line; nothing of a
//! manuscript that could drive a terminal; sums; colours.

#![expect(clippy::unwrap_used, reason = "tests may stop at once")]

use publish::diag::files::Files;
use publish::diag::render::{Colour, Format, Look, render};
use publish::diag::report::{Diagnostic, Diagnostics, Tongue, words};
use publish::diag::span::Span;

const PLAIN: Look = Look { format: Format::Human, tongue: Tongue::English, colour: Colour::Plain };

/// What is shown of a warning at the part between ⟦ and ⟧.
fn shown(marked: &str, look: Look) -> String {
    let start = marked.find('⟦').unwrap();
    let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
    let text = marked.replace(['⟦', '⟧'], "");
    let (mut files, mut found) = (Files::new(), Diagnostics::new());
    let file = files.add("a.md", text);
    found.push(warning(Span::new(file, start, end)));
    written(&found, &files, look)
}

fn warning(span: Span) -> Diagnostic {
    Diagnostic::warning("some-thing", span, words("so it is", "如此"))
}

fn written(found: &Diagnostics, files: &Files, look: Look) -> String {
    let mut out = Vec::new();
    render(found, files, look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The place, the line and the carets.
#[track_caller]
fn excerpt(marked: &str, expected: &str) {
    let shown = shown(marked, PLAIN);
    let lines: Vec<&str> = shown.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    let place = lines[0].trim_start_matches("  --> a.md:");
    let seen: Vec<String> =
        lines[2..].iter().map(|line| line.split_once("| ").unwrap().1.to_owned()).collect();
    assert_eq!(format!("{place}\n{}", seen.join("\n")), expected);
}

#[test]
fn carets_count_two_cells_for_han() {
    excerpt("他说：⟦\"⟧没有", "1:4\n他说：\"没有\n      ^");
    excerpt("他⟦说话⟧了", "1:2\n他说话了\n  ^^^^");
    excerpt("a⟦b⟧c", "1:2\nabc\n ^");
}

#[test]
fn carets_stand_under_tabs_pictographs_and_what_takes_no_cell() {
    excerpt("\t\t⟦字⟧", "1:3\n  字\n  ^^");
    excerpt("好⟦👨‍👩‍👧⟧了", "1:2\n好👨‍👩‍👧了\n  ^^");
    excerpt("好👨‍👩‍👧⟦了⟧", "1:7\n好👨‍👩‍👧了\n    ^^");
    excerpt("e⟦\u{301}⟧x", "1:2\ne\u{301}x\n^");
    excerpt("甲⟦\u{200B}⟧乙", "1:2\n甲\u{200B}乙\n^^");
    excerpt("⟦\u{200B}⟧乙", "1:1\n\u{200B}乙\n^");
    excerpt("e\u{301}⟦x⟧", "1:3\ne\u{301}x\n ^");
}

#[test]
fn an_empty_place_has_one_caret() {
    excerpt("ab⟦⟧c", "1:3\nabc\n  ^");
    excerpt("甲⟦⟧", "1:2\n甲\n  ^");
}

#[test]
fn a_place_of_several_lines_shows_the_first_and_names_the_last() {
    excerpt("一\n二⟦三\n四\n五⟧六", "2:2\n二三\n  ^^ … to line 4");
    excerpt("⟦一行\n⟧二", "1:1\n一行\n^^^^");
}

#[test]
fn the_end_of_a_file_is_the_end_of_its_last_line() {
    excerpt("一行\n⟦⟧", "1:3\n一行\n    ^");
    excerpt("一行⟦⟧", "1:3\n一行\n    ^");
    excerpt("一行\n\n⟦⟧", "2:1\n\n^");
    let empty = shown("⟦⟧", PLAIN);
    assert!(empty.contains("--> a.md:1:1\n\n"), "{empty}");
}

#[test]
fn a_long_line_is_cut_to_a_window_around_the_place() {
    let dots = ".".repeat(300);
    let marked = format!("{dots}⟦字⟧{dots}");
    let window = format!("…{}字{}…", ".".repeat(39), ".".repeat(57));
    excerpt(&marked, &format!("1:301\n{window}\n{}^^", " ".repeat(40)));
    let han = "字".repeat(60);
    let near = format!("⟦甲⟧{han}");
    excerpt(&near, &format!("1:1\n甲{}…\n^^", "字".repeat(48)));
    let far = format!("{han}⟦甲⟧");
    excerpt(&far, &format!("1:61\n…{}甲\n{}^^", "字".repeat(19), " ".repeat(39)));
    let whole = format!("⟦{han}⟧");
    excerpt(&whole, &format!("1:1\n{}…\n{}", "字".repeat(49), "^".repeat(99)));
    let fits = "字".repeat(49);
    excerpt(&format!("⟦甲⟧{fits}"), &format!("1:1\n甲{fits}\n^^"));
}

#[test]
fn nothing_of_a_manuscript_drives_the_terminal() {
    let text = "甲\u{1b}[2J\u{9b}1m\u{7f}\u{202e}\u{2066}⟦\u{8}乙⟧\u{2028}\u{85}";
    for format in [Format::Human, Format::Short, Format::Json] {
        let out = shown(text, Look { format, ..PLAIN });
        let acting = |c: char| {
            c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{202e}' | '\u{2066}')
        };
        assert!(!out.contains(acting), "{out:?}");
    }
    let (mut files, mut found) = (Files::new(), Diagnostics::new());
    let file = files.add("a\u{1b}[2J.md", "甲".to_owned());
    let hostile = words("\u{1b}]0;x\u{7}\nline", "\u{9b}2J");
    found.push(
        Diagnostic::error("some-thing", Span::new(file, 0, 0), hostile.clone()).help(hostile),
    );
    for format in [Format::Human, Format::Short, Format::Json] {
        let out = written(&found, &files, Look { format, ..PLAIN });
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
    }
}

/// A hundred alike in two files, one of another kind.
fn many(severe: fn(Span) -> Diagnostic) -> (Diagnostics, Files) {
    let (mut files, mut found) = (Files::new(), Diagnostics::new());
    for name in ["a.md", "b.md"] {
        let file = files.add(name, "字\n".repeat(50));
        (0..50).for_each(|line| found.push(severe(Span::new(file, line * 4, line * 4 + 3))));
    }
    found.push(Diagnostic::file_error("other-thing", "c.png", words("broken", "坏")));
    (found, files)
}

#[test]
fn of_one_kind_in_one_file_ten_are_shown_and_the_rest_is_counted() {
    let alike: [fn(Span) -> Diagnostic; 3] = [
        |span| Diagnostic::error("some-thing", span, words("so", "如此")),
        |span| Diagnostic::warning("some-thing", span, words("so", "如此")),
        |span| Diagnostic::note("some-thing", span, words("so", "如此")),
    ];
    for severe in alike {
        let (found, files) = many(severe);
        let out = written(&found, &files, PLAIN);
        let count = |text: &str| out.matches(text).count();
        assert_eq!((count("--> a.md"), count("--> b.md"), count("--> c.png")), (10, 10, 1));
        for name in ["a.md: ", "b.md: "] {
            let line = out.lines().find(|line| line.starts_with(name)).unwrap();
            assert!(line.contains("[some-thing]: … 40 more"), "{line}");
        }
        for format in [Format::Short, Format::Json] {
            let out = written(&found, &files, Look { format, ..PLAIN });
            assert_eq!(out.lines().count(), 102, "all and a sum");
        }
    }
}

#[test]
fn the_sum_stands_at_the_end_and_only_where_there_is_one() {
    let (found, files) = many(warning);
    let last = |look: Look| written(&found, &files, look).lines().last().unwrap().to_owned();
    assert_eq!(last(PLAIN), "1 error, 100 warnings");
    assert_eq!(last(Look { format: Format::Short, ..PLAIN }), "1 error, 100 warnings");
    assert_eq!(last(Look { tongue: Tongue::Chinese, ..PLAIN }), "1 个错误，100 个警告");
    let json = Look { format: Format::Json, ..PLAIN };
    assert_eq!(last(json), "{\"type\":\"summary\",\"errors\":1,\"warnings\":100,\"notes\":0}");
    let nothing = Diagnostics::new();
    assert_eq!(written(&nothing, &files, PLAIN), "");
    assert_eq!(written(&nothing, &files, json).lines().count(), 1);
}

#[test]
fn messages_are_sorted_and_none_is_said_twice() {
    let (mut files, mut found) = (Files::new(), Diagnostics::new());
    let file = files.add("a.md", "字字字".to_owned());
    for start in [6, 0, 3, 0] {
        found.push(warning(Span::new(file, start, start + 3)));
    }
    let out = written(&found, &files, Look { format: Format::Short, ..PLAIN });
    let places: Vec<&str> = out.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["a.md:1:1", "a.md:1:2", "a.md:1:3", "0 errors, 3 warnings"]);
}

#[test]
fn columns_are_found_in_a_line_without_end() {
    // Han and Latin around the borders at which characters are counted.
    let text: String = (0..6000).map(|at| if at % 3 == 0 { '字' } else { 'a' }).collect();
    let mut files = Files::new();
    let file = files.add("a.md", format!("第一行\n{text}"));
    for (index, (offset, _)) in text.char_indices().enumerate() {
        let start = "第一行\n".len() + offset;
        let place = files.locate(Span::new(file, start, start)).unwrap();
        assert_eq!((place.line_number, place.column_number), (2, index + 1));
    }
}

#[test]
fn colours_are_for_terminals() {
    let look = Look { colour: Colour::Ansi, ..PLAIN };
    let out = shown("他⟦说⟧", look);
    for part in ["\u{1b}[1;33mwarning[some-thing]\u{1b}[0m", "\u{1b}[1;33m^^\u{1b}[0m"] {
        assert!(out.contains(part), "no {part:?} in {out:?}");
    }
    let plain: String = strip(&out);
    assert_eq!(plain, shown("他⟦说⟧", PLAIN));
    let json = Look { format: Format::Json, ..look };
    assert!(!shown("他⟦说⟧", json).contains('\u{1b}'));
}

fn strip(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').unwrap().1)
}

#[test]
fn chinese_messages_have_full_width_marks() {
    let out = shown("他⟦说⟧", Look { tongue: Tongue::Chinese, ..PLAIN });
    assert!(out.starts_with("警告[some-thing]：如此\n"), "{out}");
    assert!(out.ends_with("0 个错误，1 个警告\n"), "{out}");
}
