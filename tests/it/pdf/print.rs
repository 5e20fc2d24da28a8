//! The PDF for the press: boxes, ink and standard, on pages built by hand.

use std::sync::Arc;

use hayro::hayro_syntax::object::{Array, Dict, Name, Stream};
use publish::diag::report::Diagnostics;
use publish::font::{Faces, Role};
use publish::layout::frame::{Destination, Ink, Item, Pages};
use publish::model::asset::Asset;
use publish::model::book::Book;
use publish::model::settings::{Inks, Preset, Profile, Standard, Toggle};
use publish::picture::{Colors, Pixels};
use publish::press::{Press, press};
use publish::units::Len;

use super::frames::{at, book, han, link, page, pages, picture, rect, rule, write};
use super::images::{probed, with_image};
use super::reader::{PdfString, open, pixels, root, stream, words};

const POINT_PER_MM: f64 = 72.0 / 25.4;

fn house(preset: Preset, standard: Standard, assets: Vec<Asset>) -> Book {
    let mut book = book(assets);
    book.settings.print.preset = preset;
    book.settings.print.standard = Some(standard);
    book
}

/// Fits the pages, and gives the ids of what was said.
fn fitted(book: &Book, pages: &mut Pages) -> (Press, Vec<&'static str>) {
    let mut diags = Diagnostics::new();
    let press = press(book, pages, &Faces::builtin(), &mut diags);
    (press, diags.sorted().into_iter().map(|one| one.id).collect())
}

fn printed(book: &Book, mut pages: Pages) -> Vec<u8> {
    let (press, _) = fitted(book, &mut pages);
    let mut diags = Diagnostics::new();
    let written = publish::pdf::print(book, &pages, &press, &Faces::builtin(), &mut diags);
    written.expect("a PDF")
}

/// Text in the middle of so many pages.
fn text_pages(count: u32) -> Pages {
    let faces = Faces::builtin();
    let text =
        |number| page(number, vec![Item::Glyphs(han(&faces, Role::Body, at(120, 200), "正文"))]);
    pages((1..=count).map(text).collect())
}

fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

/// Left, low, right and high of a box of a page, in millimetres and hundredths.
#[expect(clippy::float_arithmetic, reason = "the reader measures in points")]
fn millimetres(bytes: &[u8], index: usize, name: &str) -> Vec<i64> {
    let pdf = open(bytes);
    let corners: Array<'_> = pdf.pages()[index].raw().get(name).expect("a box");
    let hundredths = |point: f64| (point / POINT_PER_MM * 100.0).round() as i64;
    corners.iter::<f64>().map(hundredths).collect()
}

#[test]
fn each_standard_has_its_keys_and_nothing_that_is_not_printed() {
    let mut pages = text_pages(3);
    let to = Destination::Url("https://example.org/".into());
    pages.pages[0].items.push(link(rect(50, 60, 20, 20), to));
    for (standard, header) in [(Standard::X4, "%PDF-1.6\n"), (Standard::X1a, "%PDF-1.4\n")] {
        let bytes = printed(&house(Preset::Cn, standard, Vec::new()), pages.clone());
        assert!(bytes.starts_with(header.as_bytes()));
        assert_eq!(has(&bytes, "/ObjStm"), standard == Standard::X4);
        assert_eq!(has(&bytes, "(PDF/X-1a:2003)"), standard == Standard::X1a);
        let version = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>";
        assert_eq!(has(&bytes, version), standard == Standard::X4);
        assert!(has(&bytes, "<pdf:Trapped>False</pdf:Trapped>"));
        let pdf = open(&bytes);
        assert_eq!(pdf.pages().len(), 4);
        let root = root(&pdf);
        for key in ["Outlines", "PageLabels", "Names", "OpenAction", "AcroForm"] {
            assert!(!root.contains_key(key), "{key}");
        }
        assert!(pdf.pages().iter().all(|page| !page.raw().contains_key("Annots")));
        let intents: Array<'_> = root.get("OutputIntents").expect("an intent");
        let intents: Vec<Dict<'_>> = intents.iter().collect();
        assert_eq!(intents.len(), 1);
        let kind: Name<'_> = intents[0].get("S").expect("a kind");
        assert_eq!(&*kind, b"GTS_PDFX");
        let name: PdfString<'_> = intents[0].get("OutputConditionIdentifier").expect("a name");
        assert_eq!(words(&name), "FOGRA39");
        let profile: Stream<'_> = intents[0].get("DestOutputProfile").expect("a profile");
        assert_eq!(profile.dict().get::<i32>("N"), Some(4));
        assert_eq!(&stream(&profile)[36..40], b"acsp");
    }
}

#[test]
fn the_sheet_is_as_large_as_the_house_wants_it() {
    let at_edge = |preset, marks| {
        let mut book = house(preset, Standard::X4, Vec::new());
        book.settings.pdf.marks = marks;
        let mut pages = text_pages(2);
        // A tint that runs over the outer edge of the first page.
        pages.pages[0].items.push(rule(rect(300, 100, 200, 50), Ink::Grey(20)));
        (printed(&book, text_pages(2)), printed(&book, pages))
    };
    let (bytes, _) = at_edge(Preset::Cn, Toggle::Off);
    assert_eq!(millimetres(&bytes, 0, "MediaBox"), [0, 0, 15_400, 21_600]);
    assert_eq!(millimetres(&bytes, 0, "BleedBox"), [0, 0, 15_400, 21_600]);
    assert_eq!(millimetres(&bytes, 0, "TrimBox"), [300, 300, 15_100, 21_300]);
    let (bytes, _) = at_edge(Preset::Cn, Toggle::On);
    assert_eq!(millimetres(&bytes, 0, "MediaBox"), [0, 0, 16_400, 22_600]);
    assert_eq!(millimetres(&bytes, 0, "BleedBox"), [500, 500, 15_900, 22_100]);
    assert_eq!(millimetres(&bytes, 0, "TrimBox"), [800, 800, 15_600, 21_800]);
    let content = open(&bytes).pages()[0].page_stream().expect("content").to_vec();
    assert!(content.starts_with(b"/Artifact BMC\n/All cs 1 scn\n"));
    assert_eq!(content.windows(4).filter(|part| part == b" re\n").count(), 8);
    // Houses that read the size from the file: no marks, and bleed only for what bleeds.
    let (plain, bleeding) = at_edge(Preset::Kdp, Toggle::On);
    for name in ["MediaBox", "BleedBox", "TrimBox"] {
        assert_eq!(millimetres(&plain, 0, name), [0, 0, 14_800, 21_000]);
    }
    assert_eq!(millimetres(&bleeding, 0, "MediaBox"), [0, 0, 15_118, 21_635]);
    assert_eq!(millimetres(&bleeding, 0, "TrimBox"), [0, 318, 14_800, 21_318], "spine at left");
    assert_eq!(millimetres(&bleeding, 1, "TrimBox"), [318, 318, 15_118, 21_318], "at right");
    let (_, lulu) = at_edge(Preset::Lulu, Toggle::Off);
    assert_eq!(millimetres(&lulu, 0, "TrimBox"), [318, 318, 15_118, 21_318]);
}

#[test]
fn black_text_overprints_and_white_text_does_not() {
    let faces = Faces::builtin();
    let mut white = han(&faces, Role::Body, at(120, 260), "反白");
    white.ink = Ink::White;
    let mut large = han(&faces, Role::Body, at(120, 400), "大");
    large.size = Len::pt(30);
    let items = vec![
        Item::Glyphs(han(&faces, Role::Body, at(120, 200), "正文")),
        rule(rect(110, 240, 100, 30), Ink::Black),
        Item::Glyphs(white),
        rule(rect(110, 300, 100, 1), Ink::Black),
        Item::Glyphs(large),
    ];
    let bytes =
        printed(&house(Preset::Kdp, Standard::X1a, Vec::new()), pages(vec![page(1, items)]));
    let pdf = open(&bytes);
    let content = pdf.pages()[0].page_stream().expect("content").to_vec();
    let order: Vec<&[u8]> = content
        .split(|byte| *byte == b'\n')
        .filter(|line| line.ends_with(b" gs") || line.ends_with(b" k"))
        .collect();
    let text: Vec<&str> =
        order.iter().map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    assert_eq!(text, ["0 0 0 1 k", "/O gs", "0 0 0 0 k", "/N gs", "0 0 0 1 k", "/O gs", "/N gs"]);
    let states: Dict<'_> = pdf.pages()[0].raw().get::<Dict<'_>>("Resources").expect("resources");
    let states: Dict<'_> = states.get("ExtGState").expect("states");
    for (name, on) in [("O", true), ("N", false)] {
        let state: Dict<'_> = states.get(name).expect("a state");
        assert_eq!((state.get::<bool>("OP"), state.get::<bool>("op")), (Some(on), Some(on)));
        assert_eq!(state.get::<i32>("OPM"), Some(1));
    }
}

/// A PNG of 300 × 5 pixels: of the given colours, one after the other.
fn png(colors: Colors, pixel: &[u8], alpha: Option<u8>) -> Asset {
    let (width, height) = (300u32, 5u32);
    let count = (width * height) as usize;
    let data = pixel.iter().copied().cycle().take(count * colors.channels()).collect();
    let alpha = alpha.map(|value| vec![value; count]);
    probed("a.png", publish::picture::png(&Pixels { width, height, colors, data, alpha }))
}

/// The colours of the picture in the file, and its first pixel.
fn on_press(preset: Preset, ink: Inks, asset: Asset) -> (String, Vec<u8>) {
    let mut book = house(preset, Standard::X1a, vec![asset]);
    book.settings.print.ink = ink;
    let bytes = printed(&book, pages(vec![page(1, vec![picture(0, rect(120, 100, 72, 1))])]));
    with_image(&bytes, "P0", |image| {
        assert!(!image.dict().contains_key("SMask"));
        let colors: Name<'_> = image.dict().get("ColorSpace").expect("colours");
        let name = String::from_utf8_lossy(&colors).into_owned();
        let first = stream(image).into_iter().take(if name == "DeviceGray" { 1 } else { 4 });
        (name, first.collect())
    })
}

#[test]
fn colours_become_inks_within_the_limit_of_the_house() {
    let shown = |pixel: &[u8]| {
        let (name, inks) = on_press(Preset::Ingram, Inks::Cmyk, png(Colors::Rgb, pixel, None));
        assert_eq!(name, "DeviceCMYK", "{pixel:?}");
        let sum: u32 = inks.iter().map(|ink| u32::from(*ink)).sum();
        assert!(sum * 100 <= 240 * 255 + 255, "{inks:?}");
        inks
    };
    let red = shown(&[220, 20, 30]);
    assert!(red[1] > 220 && red[2] > 200 && red[0] < 40, "{red:?}");
    let green = shown(&[20, 140, 60]);
    assert!(green[0] > 180 && green[1] < 110 && green[2] > 180, "{green:?}");
    let dark = shown(&[2, 0, 6]);
    assert!(dark[3] > 200, "{dark:?}");
    // One pixel with a colour among white ones.
    let mut mixed = vec![255; 297];
    mixed.extend([255, 0, 0]);
    assert_eq!(shown(&mixed), [0, 0, 0, 0], "paper stays white");
}

#[test]
fn greys_stay_greys_and_a_book_in_black_has_no_colours() {
    let grey = |ink, asset| on_press(Preset::Cn, ink, asset);
    let neutral = png(Colors::Rgb, &[90, 90, 90], None);
    assert_eq!(grey(Inks::Cmyk, neutral), ("DeviceGray".into(), vec![90]));
    let veiled = png(Colors::Gray, &[0], Some(51));
    assert_eq!(grey(Inks::Cmyk, veiled), ("DeviceGray".into(), vec![204]), "on white paper");
    let (name, level) = grey(Inks::K, png(Colors::Rgb, &[255, 220, 0], None));
    assert_eq!(name, "DeviceGray");
    assert!((180..235).contains(&level[0]), "yellow is light: {level:?}");
    let (_, level) = grey(Inks::K, png(Colors::Rgb, &[0, 0, 140], None));
    assert!((20..90).contains(&level[0]), "blue is dark: {level:?}");
    let cyan = probed("cyan.jpg", include_bytes!("../../books/pictures/cyan.jpg").to_vec());
    assert_eq!(grey(Inks::K, cyan).0, "DeviceGray");
}

#[test]
fn a_jpeg_in_inks_goes_in_as_it_is() {
    let cyan = include_bytes!("../../books/pictures/cyan.jpg");
    let book = house(Preset::Cn, Standard::X4, vec![probed("cyan.jpg", cyan.to_vec())]);
    let bytes = printed(&book, pages(vec![page(1, vec![picture(0, rect(120, 100, 3, 2))])]));
    with_image(&bytes, "P0", |image| assert_eq!(&*image.raw_data(), cyan));
}

#[test]
fn a_coarse_picture_is_told_of() {
    let said = |width| {
        let book = house(Preset::Cn, Standard::X4, vec![png(Colors::Gray, &[0], None)]);
        let mut pages = pages(vec![page(1, vec![picture(0, rect(100, 100, width, 1))])]);
        fitted(&book, &mut pages).1
    };
    assert_eq!(said(72), ["pages-added"], "300 pixels per inch");
    assert_eq!(said(73), ["pages-added", "picture-coarse"]);
    assert_eq!(said(144), ["pages-added", "picture-coarse"], "150");
    assert_eq!(said(145), ["pages-added", "picture-too-coarse"]);
}

#[test]
fn blank_pages_fill_the_last_sheet() {
    let count = |preset, multiple, written| {
        let mut book = house(preset, Standard::X4, Vec::new());
        book.settings.print.multiple = multiple;
        let mut pages = text_pages(written);
        fitted(&book, &mut pages);
        let blank = |page: &&publish::layout::frame::Page| page.items.is_empty();
        assert_eq!(pages.pages.iter().filter(blank).count(), pages.pages.len() - written as usize);
        let last = pages.pages.last().expect("a page").label.number;
        assert_eq!(last as usize, pages.pages.len(), "blank pages are counted");
        pages.pages.len()
    };
    assert_eq!(count(Preset::Kdp, None, 213), 214);
    assert_eq!(count(Preset::Cn, None, 213), 216);
    assert_eq!(count(Preset::Cn, Some(16), 213), 224);
    assert_eq!(count(Preset::Cn, Some(5), 213), 220, "a leaf has two sides");
    assert_eq!(count(Preset::Ingram, None, 212), 214, "the last page is blank");
    assert_eq!(count(Preset::Ingram, None, 213), 214);
}

/// What a house says of a page with text so far from spine, outer edge, top and foot, in points.
fn margins(
    preset: Preset,
    count: u32,
    [inner, outer, top, foot]: [i64; 4],
) -> (Press, Vec<&'static str>) {
    let mut pages = text_pages(count);
    (pages.trim.width, pages.trim.height) = (Len::pt(432), Len::pt(648));
    for (index, page) in pages.pages.iter_mut().enumerate() {
        let left = if index % 2 == 0 { inner } else { outer };
        let place = rect(left, top, 432 - inner - outer, 648 - top - foot);
        page.items = vec![rule(place, Ink::Black)];
    }
    let mut book = house(preset, Standard::X4, Vec::new());
    book.settings.pdf.trim = pages.trim;
    let (press, mut said) = fitted(&book, &mut pages);
    said.retain(|id| !id.starts_with("pages-added"));
    (press, said)
}

#[test]
fn a_thick_book_has_its_pages_further_from_the_spine() {
    let outwards = |preset, count| margins(preset, count, [40, 60, 50, 50]).0.shift.outwards;
    assert_eq!(outwards(Preset::Kdp, 150), Len::ZERO);
    assert_eq!(outwards(Preset::Kdp, 302), Len::pt(5), "0.625 in is 45 pt");
    assert_eq!(outwards(Preset::Kdp, 502), Len::pt(14));
    assert_eq!(outwards(Preset::Kdp, 702), Len::pt(23), "0.875 in is 63 pt");
    let (press, said) = margins(Preset::Kdp, 702, [40, 36, 50, 50]);
    assert_eq!((press.shift.outwards, said), (Len::pt(18), vec!["margin-too-narrow"]));
    let (press, said) = margins(Preset::Lulu, 100, [60, 60, 50, 30]);
    assert_eq!((press.shift.down, said), (-Len::pt(6), Vec::new()), "it moves up");
    let (press, said) = margins(Preset::Ingram, 100, [60, 60, 40, 30]);
    assert_eq!((press.shift.down, said), (-Len::pt(4), vec!["margin-narrow"]));
    assert_eq!(margins(Preset::Cn, 100, [60, 60, 50, 8]).1, Vec::<&str>::new());
    assert_eq!(margins(Preset::Cn, 100, [60, 60, 8, 8]).1, ["margin-too-narrow"; 2]);
}

#[test]
fn a_house_tells_what_it_does_not_make() {
    let (_, said) = margins(Preset::Kdp, 22, [60, 60, 50, 50]);
    assert_eq!(said, ["pages-too-few"]);
    let (_, said) = margins(Preset::Kdp, 830, [63, 60, 50, 50]);
    assert_eq!(said, ["pages-too-many"]);
    let mut book = house(Preset::Kdp, Standard::X4, Vec::new());
    book.settings.print.paper = Some("cream".into());
    assert!(fitted(&book, &mut text_pages(778)).1.contains(&"pages-too-many"));
    let mut small = text_pages(24);
    small.trim.width = Len::pt(280);
    assert!(
        fitted(&house(Preset::Kdp, Standard::X4, Vec::new()), &mut small)
            .1
            .contains(&"trim-not-offered")
    );
}

#[test]
fn only_the_profile_of_a_press_is_an_output_intent() {
    let own = include_bytes!("../../../fonts/icc/FOGRA39L_coated.icc");
    let result = |standard, bytes: &[u8]| {
        let mut book = house(Preset::Cn, standard, Vec::new());
        let (path, bytes) = ("own.icc".to_owned(), Arc::from(bytes));
        book.settings.print.profile = Some(Profile { path, bytes, span: Default::default() });
        let mut pages = text_pages(4);
        let (press, _) = fitted(&book, &mut pages);
        let mut diags = Diagnostics::new();
        let made = publish::pdf::print(&book, &pages, &press, &Faces::builtin(), &mut diags);
        assert_eq!(made.is_err(), diags.has_errors());
        (made, diags.sorted().first().map(|one| one.message.en.clone()).unwrap_or_default())
    };
    let bytes = result(Standard::X1a, own).0.expect("a PDF");
    let pdf = open(&bytes);
    let intents: Array<'_> = root(&pdf).get("OutputIntents").expect("an intent");
    let intent: Dict<'_> = intents.iter().next().expect("one");
    assert!(!intent.contains_key("RegistryName") && intent.contains_key("Info"));
    // Version 4, and the class of a screen.
    let mut newer = own.to_vec();
    newer[8] = 4;
    assert!(result(Standard::X1a, &newer).1.contains("version 2"));
    let mut screen = own.to_vec();
    screen[12..16].copy_from_slice(b"mntr");
    assert!(result(Standard::X4, &screen).1.contains("four inks"));
    assert!(result(Standard::X4, b"nothing").1.contains("no ICC profile"));
}

#[test]
fn pages_look_the_same_on_screen_and_on_paper() {
    let faces = Faces::builtin();
    let mut pages = text_pages(2);
    pages.pages[0].items.push(rule(rect(120, 240, 100, 30), Ink::Grey(40)));
    pages.pages[1].items.push(Item::Glyphs(han(&faces, Role::Heading, at(120, 300), "题目")));
    let book = house(Preset::Kdp, Standard::X4, Vec::new());
    let screen = open(&write(&book, &pages, &faces));
    let paper = open(&printed(&book, pages));
    for index in 0..2 {
        let shown = [&screen, &paper].map(|pdf| pixels(&pdf.pages()[index], 0.7));
        assert_eq!(shown[0], shown[1], "page {index}");
        assert!(shown[0].1.iter().any(|grey| *grey < 200));
    }
}
