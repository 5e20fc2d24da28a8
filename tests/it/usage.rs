//! The command line as people of two languages meet it: help, its language, wrong usage,
//! completions, the man page.

#![expect(clippy::unwrap_used, reason = "tests run the program and may stop at once")]

use std::process::{Command, Output};

use publish::diag::cells::width;
use tempfile::TempDir;

/// Runs the program with exactly these variables of language and colour.
fn run(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_publish"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).args(arguments).current_dir(folder.path());
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The commands that the first page names, and the hidden ones.
fn commands() -> Vec<String> {
    let page = out(&run(&[], &["--help"]));
    let list = page.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let shown = list.lines().map(|line| line.split_whitespace().next().unwrap().to_owned());
    shown.chain(["completions", "man"].map(str::to_owned)).collect()
}

#[test]
fn help_is_in_the_language_of_the_person() {
    let mut pages = vec![out(&run(&[("LANG", "zh_CN.UTF-8")], &["--help"]))];
    for command in commands() {
        let page = out(&run(&[("LANG", "zh_CN.UTF-8")], &[&command, "--help"]));
        assert_eq!(page, out(&run(&[], &["--lang", "zh", &command, "-h"])), "{command}");
        assert_eq!(page, out(&run(&[], &["help", &command, "--lang=zh"])), "{command}");
        let english = out(&run(&[], &[&command, "--help"]));
        assert!(!has_han(&english), "{english}");
        pages.push(page);
    }
    for page in pages {
        for heading in ["用法：", "选项"] {
            assert!(page.contains(heading), "no {heading} in {page}");
        }
        for english in ["Usage", "Options", "Arguments", "Commands", "default", "Print"] {
            assert!(!page.contains(english), "{english} in {page}");
        }
        // Every name has its text, beside it or on the next line.
        for (line, next) in page.lines().zip(page.lines().skip(1)) {
            let is_row = line.starts_with("  ") && !line.starts_with("   ");
            assert!(!is_row || has_han(line) || has_han(next), "no Chinese for {line}");
        }
        assert!(page.lines().all(|line| width(line) <= 80), "{page}");
    }
}

#[test]
fn help_tells_values_and_defaults() {
    let page = out(&run(&[], &["pdf", "--help", "--lang", "zh"]));
    for part in [
        "BOOK  书稿文件夹",
        "［默认：book］",
        "［默认：screen］",
        "print   交付印刷",
        "--lang <LANG>",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    let page = out(&run(&[], &["pdf", "--help"]));
    for part in ["Usage: publish pdf [OPTIONS] [BOOK]", "[default: screen]", "print   a print"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[test]
fn the_first_variable_that_says_anything_gives_the_language() {
    let language = |variables: &[(&str, &str)]| {
        let help = out(&run(variables, &["--help"]));
        if has_han(&help) { "zh" } else { "en" }
    };
    let cases: [(&[(&str, &str)], &str); 10] = [
        (&[], "en"),
        (&[("LANG", "zh_CN.UTF-8")], "zh"),
        (&[("LANG", "zh_TW.UTF-8")], "zh"),
        (&[("LANG", "zh-Hant")], "zh"),
        (&[("LANG", "en_US.UTF-8")], "en"),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "C")], "en"),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")], "zh"),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "zh_CN"), ("LC_ALL", "C.UTF-8")], "en"),
        (&[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "zh_HK")], "zh"),
        (&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "C")], "zh"),
    ];
    for (variables, expected) in cases {
        assert_eq!(language(variables), expected, "{variables:?}");
    }
    let chosen = run(&[("LC_ALL", "zh_CN.UTF-8")], &["--help", "--lang", "en"]);
    assert!(!has_han(&out(&chosen)), "--lang wins");
}

#[test]
fn wrong_usage_is_told_in_the_language_of_the_person() {
    for wrong in
        [&["bind"][..], &["pdf", "--fro"], &["pdf", "--lang"], &["new"], &["check", "a", "b"]]
    {
        let output = run(&[("LANG", "zh_CN.UTF-8")], wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        let told = err(&output);
        assert!(told.starts_with("错误[") && told.contains("办法："), "{told}");
        let told = err(&run(&[], wrong));
        assert!(told.starts_with("error[") && !has_han(&told), "{told}");
    }
}

#[test]
fn whoever_asks_for_nothing_gets_help_and_an_exit_code() {
    let output = run(&[("LANG", "zh")], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("用法："));
}

#[test]
fn completions_know_every_command_in_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = out(&run(&[], &["completions", shell]));
        for command in ["check", "epub", "pdf", "explain"] {
            assert!(script.contains(command), "{shell} knows {command}");
        }
        assert!(script.contains("message-format"), "{shell} knows options");
        assert!(!has_han(&script), "{shell} in English");
    }
    let script = out(&run(&[("LANG", "zh_CN.UTF-8")], &["completions", "fish"]));
    assert!(script.contains("生成 PDF"), "{script}");
}

#[test]
fn the_man_page_tells_every_command_and_option() {
    let page = out(&run(&[], &["man"]));
    assert!(page.contains(".TH publish 1"), "{page}");
    for command in commands().iter().filter(|name| !["completions", "man"].contains(&name.as_str()))
    {
        assert!(page.contains(&format!(".SH PUBLISH {}", command.to_uppercase())), "{command}");
    }
    for option in ["\\-\\-strict", "\\-\\-preset", "\\-\\-dump", "NO_COLOR", "EXIT CODES"] {
        assert!(page.contains(option), "{option}");
    }
    let chinese = out(&run(&[], &["man", "--lang", "zh"]));
    for heading in [".SH 名称", ".SH 概要", ".SS 选项", "可选值："] {
        assert!(chinese.contains(heading), "{heading}");
    }
    for english in ["SYNOPSIS", "OPTIONS", "Possible values", "default:"] {
        assert!(!chinese.contains(english), "{english}");
    }
}

#[test]
fn explain_tells_one_story_lists_all_and_suggests() {
    let story = out(&run(&[("LANG", "zh_CN.UTF-8")], &["explain", "quote-unpaired"]));
    assert!(story.starts_with("警告[quote-unpaired]："), "{story}");
    let bracketed = out(&run(&[], &["explain", "[quote-unpaired]"]));
    assert!(bracketed.starts_with("warning[quote-unpaired]: "), "{bracketed}");
    let list = out(&run(&[], &["explain"]));
    assert!(list.lines().count() > 100, "{list}");
    let unknown = run(&[], &["explain", "quote-unpiared"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("quote-unpaired"));
}

#[test]
fn no_colours_in_a_pipe() {
    for arguments in [&["--help"][..], &["explain", "quote-unpaired"], &["explain"]] {
        assert!(!out(&run(&[], arguments)).contains('\u{1b}'), "{arguments:?}");
    }
}
