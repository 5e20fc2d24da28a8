//! `publish check --pdf`: every rule with a value that breaks it, and whole files, ours and broken.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files of their own and may stop at once"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use publish::Session;
use publish::diag::report::Diagnostics;
use publish::model::settings::{Preset, Purpose, Standard};
use publish::preflight::facts::{Facts, Font, Image, Intent, PageFacts};
use publish::preflight::{judge, preflight};
use publish::press::house::house;
use publish::source::Environment;
use serde_json::Value;
use tempfile::TempDir;

/// What a file has that is in order.
fn sound(standard: &str) -> Facts {
    let keys = [
        "Info Title",
        "Info CreationDate",
        "Info ModDate",
        "Info Trapped",
        "XMP dc:title",
        "XMP xmp:CreateDate",
        "XMP xmp:ModifyDate",
        "XMP xmp:MetadataDate",
        "XMP xmpMM:DocumentID",
        "XMP xmpMM:VersionID",
        "XMP xmpMM:RenditionClass",
        "XMP pdf:Trapped",
    ];
    let intent = Intent {
        identifier: "FOGRA39".into(),
        registered: true,
        info: true,
        profile: Some(("prtr".into(), "CMYK".into(), 2)),
    };
    let page = PageFacts {
        media: Some([0, 0, 44_000, 62_000]),
        bleed: Some([0, 0, 44_000, 62_000]),
        trim: Some([850, 850, 43_150, 61_150]),
        art: None,
    };
    let font = Font { embedded: true, subset: true, mapped: true };
    let image = Image { page: 2, pixels: (600, 600), density: 300, space: "DeviceGray".to_owned() };
    Facts {
        version: "1.4".into(),
        standard: Some(standard.into()),
        identified: true,
        keys: keys.map(str::to_owned).into(),
        intents: vec![intent],
        pages: vec![page; 24],
        fonts: [("ABCDEF+Song".to_owned(), font)].into(),
        images: vec![image],
        spaces: [("DeviceGray".to_owned(), 1), ("DeviceCMYK".to_owned(), 1)].into(),
        ink: (240, 2),
        ..Facts::default()
    }
}

/// The ids of what is said of a file.
fn said(facts: &Facts, preset: Option<Preset>) -> Vec<&'static str> {
    let mut diags = Diagnostics::new();
    judge("a.pdf", facts, preset.map(house), &mut diags);
    diags.sorted().into_iter().map(|one| one.id).collect()
}

#[test]
fn a_file_that_is_in_order_is_passed_without_a_word() {
    for standard in ["PDF/X-4", "PDF/X-1a:2003"] {
        for preset in [None, Some(Preset::Kdp), Some(Preset::Ingram)] {
            assert_eq!(said(&sound(standard), preset), Vec::<&str>::new(), "{standard}");
        }
    }
}

/// Spoils a sound file, and asserts what is said of it.
#[track_caller]
fn spoiled(standard: &str, spoil: impl FnOnce(&mut Facts), expected: &[&str]) {
    let mut facts = sound(standard);
    spoil(&mut facts);
    assert_eq!(said(&facts, None), expected);
}

const X4: &str = "PDF/X-4";
const X1A: &str = "PDF/X-1a:2003";

#[test]
fn keys_that_are_missing_or_wrong_are_told() {
    let keys = &["pdf-keys"];
    spoiled(X4, |facts| facts.standard = None, keys);
    spoiled(X4, |facts| facts.standard = Some("PDF/X-3:2003".into()), keys);
    spoiled(X4, |facts| facts.version = "1.7".into(), keys);
    spoiled(X1A, |facts| facts.version = "1.5".into(), keys);
    spoiled(X1A, |facts| facts.packed = true, keys);
    spoiled(X4, |facts| facts.packed = true, &[]);
    spoiled(X4, |facts| facts.identified = false, keys);
    spoiled(X1A, |facts| facts.keys.retain(|key| key != "Info Trapped"), keys);
    spoiled(X4, |facts| facts.keys.retain(|key| key != "Info Trapped"), &[]);
    spoiled(X4, |facts| facts.keys.retain(|key| key != "XMP pdf:Trapped"), keys);
    spoiled(X4, |facts| facts.intents.clear(), keys);
    spoiled(X4, |facts| facts.intents.push(facts.intents[0].clone()), keys);
    spoiled(X4, |facts| facts.intents[0].identifier.clear(), keys);
    let unregistered = |facts: &mut Facts| {
        (facts.intents[0].registered, facts.intents[0].info) = (false, false);
    };
    spoiled(X4, unregistered, keys);
    spoiled(X4, |facts| facts.intents[0].profile = None, keys);
    spoiled(X1A, |facts| facts.intents[0].profile = None, &[]);
    let profile = |class: &str, space: &str, version| Some((class.into(), space.into(), version));
    spoiled(X4, |facts| facts.intents[0].profile = profile("mntr", "CMYK", 2), keys);
    spoiled(X4, |facts| facts.intents[0].profile = profile("prtr", "RGB", 2), keys);
    spoiled(X1A, |facts| facts.intents[0].profile = profile("prtr", "CMYK", 4), keys);
    spoiled(X4, |facts| facts.intents[0].profile = profile("prtr", "CMYK", 4), &[]);
}

#[test]
fn boxes_must_lie_in_each_other() {
    let boxes = &["pdf-boxes"];
    spoiled(X4, |facts| facts.pages[3].trim = None, boxes);
    spoiled(X4, |facts| facts.pages[3].bleed = None, boxes);
    spoiled(X4, |facts| facts.pages[3].media = None, boxes);
    spoiled(X4, |facts| facts.pages[3].art = facts.pages[3].trim, boxes);
    spoiled(X4, |facts| facts.pages[3].bleed = Some([900, 0, 44_000, 62_000]), boxes);
    spoiled(X4, |facts| facts.pages[3].bleed = Some([0, 0, 44_010, 62_000]), boxes);
    spoiled(X4, |facts| facts.pages[3].trim = Some([850, 850, 43_000, 61_150]), boxes);
    let art = |facts: &mut Facts| {
        (facts.pages[3].art, facts.pages[3].trim) = (facts.pages[3].trim, None);
    };
    spoiled(X4, art, &[]);
}

#[test]
fn fonts_colours_and_all_that_is_no_print_are_told() {
    let outside = Font { embedded: false, ..Font::default() };
    spoiled(
        X4,
        |facts| facts.fonts.extend([("SimSun".to_owned(), outside)]),
        &["pdf-font-outside"],
    );
    let space =
        |name: &'static str| move |facts: &mut Facts| facts.spaces.extend([(name.to_owned(), 3)]);
    for name in ["DeviceRGB", "CalRGB", "Lab", "ICCBased 3"] {
        spoiled(X4, space(name), &["pdf-colour"]);
    }
    spoiled(X4, space("ICCBased 4"), &[]);
    spoiled(X1A, space("ICCBased 4"), &["pdf-colour"]);
    spoiled(X1A, space("Separation"), &[]);
    spoiled(X4, |facts| facts.text_in_inks = Some(1), &["pdf-text-inks"]);
    spoiled(X4, |facts| facts.encrypted = true, &["pdf-forbidden"]);
    let holds = |name: &'static str| {
        move |facts: &mut Facts| facts.forbidden.extend([(name.to_owned(), 0)])
    };
    spoiled(X4, holds("Annots Link"), &["pdf-forbidden"]);
    spoiled(X1A, holds("OCProperties"), &["pdf-forbidden"]);
    spoiled(X4, holds("OCProperties"), &[]);
    let clear = |facts: &mut Facts| facts.transparency.extend([("SMask".to_owned(), 2)]);
    spoiled(X1A, clear, &["pdf-transparency"]);
    spoiled(X4, clear, &[]);
}

#[test]
fn pictures_ink_and_page_counts_have_limits() {
    spoiled(X4, |facts| facts.images[0].density = 299, &["pdf-image-coarse"]);
    spoiled(X4, |facts| facts.images[0].density = 150, &["pdf-image-coarse"]);
    spoiled(X4, |facts| facts.images[0].density = 149, &["pdf-image-too-coarse"]);
    spoiled(X4, |facts| facts.ink.0 = 301, &["pdf-ink-heavy"]);
    spoiled(X4, |facts| facts.pages.truncate(23), &["pdf-page-count"]);
    let mut facts = sound(X4);
    facts.ink.0 = 241;
    assert_eq!(said(&facts, Some(Preset::Ingram)), ["pdf-ink-heavy"]);
    facts = sound(X4);
    facts.pages.truncate(22);
    assert_eq!(said(&facts, None), Vec::<&str>::new());
    assert_eq!(said(&facts, Some(Preset::Kdp)), ["pdf-page-count"]);
    facts.pages = vec![facts.pages[0]; 830];
    assert_eq!(said(&facts, Some(Preset::Kdp)), ["pdf-page-count"]);
}

/// A small book, with a picture in colours, as a PDF.
fn written(purpose: Purpose, standard: Standard) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("book.yaml", "title: 书\nlanguage: zh-Hans\nchapters: [chapters/01.md]\n".as_bytes());
    write("chapters/01.md", "# 第一章：题目\n\n正文。\n\n![图](a.webp)\n".as_bytes());
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/pictures/small.webp");
    write("chapters/a.webp", &fs::read(picture).unwrap());
    let mut session = Session::default();
    let opened = publish::open(folder.path(), Environment::default(), &mut session);
    let (mut book, faces) = opened.unwrap();
    book.settings.print.standard = Some(standard);
    publish::pdf(&book, &faces, purpose, &mut session).unwrap()
}

fn looked_at(bytes: Vec<u8>) -> (Facts, Vec<&'static str>) {
    let mut diags = Diagnostics::new();
    let facts = preflight("a.pdf", bytes, None, &mut diags).unwrap();
    (facts, diags.sorted().into_iter().map(|one| one.id).collect())
}

/// A file with one word of it changed for another that is as long.
fn changed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).expect(from);
    let mut bytes = bytes.to_vec();
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[test]
fn our_own_files_pass_and_are_seen_as_they_are() {
    for (standard, name) in [(Standard::X4, X4), (Standard::X1a, X1A)] {
        let (facts, said) = looked_at(written(Purpose::Print, standard));
        assert_eq!(said, Vec::<&str>::new(), "{name}");
        assert_eq!(facts.standard.as_deref(), Some(name));
        assert_eq!(facts.pages.len(), 8);
        assert!(facts.fonts.values().all(|font| font.embedded && font.subset && font.mapped));
        assert_eq!(facts.images.len(), 1);
        assert!(facts.ink.0 >= 100, "{:?}", facts.ink);
        assert_eq!(facts.intents[0].identifier, "FOGRA39");
    }
}

#[test]
fn a_file_for_screens_is_no_file_for_print() {
    let (_, said) = looked_at(written(Purpose::Screen, Standard::X4));
    for id in ["pdf-keys", "pdf-boxes", "pdf-forbidden"] {
        assert!(said.contains(&id), "{said:?}");
    }
}

#[test]
fn broken_files_are_seen_through() {
    // PDF/X-1a keeps its objects in the open.
    let bytes = written(Purpose::Print, Standard::X1a);
    for (from, to, id) in [
        ("(PDF/X-1a:2003)", "(PDF/X-1a:1999)", "pdf-keys"),
        ("%PDF-1.4", "%PDF-1.5", "pdf-keys"),
        ("/GTS_PDFX/", "/GTS_PDFY/", "pdf-keys"),
        ("/Trapped/False", "/Trapped/Maybe", "pdf-keys"),
        ("/BleedBox", "/BreadBox", "pdf-boxes"),
        ("/TrimBox", "/TramBox", "pdf-boxes"),
        ("/FontFile", "/FontFole", "pdf-font-outside"),
        ("/OP true", "/TR true", "pdf-forbidden"),
        ("/OPM 1", "/ca .5", "pdf-transparency"),
        ("/ColorSpace/DeviceCMYK", "/ColorSpace/DeviceRGB ", "pdf-colour"),
    ] {
        let (_, said) = looked_at(changed(&bytes, from, to));
        assert!(said.contains(&id), "{to}: {said:?}");
    }
    let mut diags = Diagnostics::new();
    assert!(preflight("a.pdf", b"no PDF".to_vec(), None, &mut diags).is_err());
    assert_eq!(diags.sorted()[0].id, "pdf-unreadable");
    // Whatever is cut off, the reader comes to an end.
    for length in (0..bytes.len()).step_by(bytes.len() / 40) {
        drop(preflight("a.pdf", bytes[..length].to_vec(), None, &mut Diagnostics::new()));
    }
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_publish"))
        .args(["check", "--pdf"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn the_report_is_for_people_and_for_programs() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.pdf"), written(Purpose::Print, Standard::X4)).unwrap();
    fs::write(folder.path().join("b.pdf"), written(Purpose::Screen, Standard::X4)).unwrap();
    let good = check(folder.path(), &["a.pdf", "--lang", "zh"]);
    assert_eq!(good.status.code(), Some(0));
    let text = String::from_utf8(good.stdout).unwrap();
    for part in ["标准      PDF/X-4\n", "成品      148.0 × 210.0 mm\n", "FOGRA39", "已嵌入"]
    {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let bad = check(folder.path(), &["b.pdf", "--preset", "kdp", "--message-format", "json"]);
    assert_eq!(bad.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&bad.stdout).unwrap();
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/print.md"));
    let docs = docs.unwrap();
    for name in report.as_object().unwrap().keys() {
        assert!(docs.contains(&format!("| `{name}` |")), "docs/print.md does not tell of {name}");
    }
    assert_eq!((&report["ok"], &report["form"]), (&Value::from(false), &Value::from(1)));
    let ids: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&"pdf-page-count") && ids.contains(&"pdf-keys"), "{ids:?}");
    assert_eq!(check(folder.path(), &["nothing.pdf"]).status.code(), Some(1));
}
