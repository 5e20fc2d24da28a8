//! The cover for the press: sizes, spine, barcode, back, and the file around them.

#![expect(clippy::float_arithmetic, reason = "a cover is measured in points and units")]

use hayro::hayro_syntax::object::{Array, Dict, Name, Stream};
use publish::cover::binder::{binder, thickness};
use publish::cover::jacket::{Jacket, jacket};
use publish::cover::palette::PALETTES;
use publish::cover::shape::{Letter, Shape, Stance};
use publish::diag::report::Diagnostics;
use publish::font::{FaceId, Faces, Role};
use publish::model::asset::AssetId;
use publish::model::book::Book;
use publish::model::settings::{Preset, Standard, Writing};
use publish::picture::{Colors, Pixels, png};
use publish::press::press;
use publish::units::{Len, Size};

use super::frames::{book, page, pages};
use super::images::probed;
use super::reader::{draw, open, pixels, root, stream};

const MM: f64 = 72.0 / 25.4;
const ISBN: &str = "9787538033090";

fn house(preset: Preset) -> Book {
    let mut book = book(Vec::new());
    book.meta.title = "活字江湖".to_owned();
    book.meta.isbn = Some(ISBN.to_owned());
    book.meta.publisher = Some("人间书局".to_owned());
    book.settings.print.preset = preset;
    book
}

/// The cover, and the ids of what was said.
fn made(book: &Book, pages: usize) -> (Option<Jacket>, Vec<&'static str>) {
    let mut diags = Diagnostics::new();
    let made = jacket(book, pages, &Faces::builtin(), &mut diags);
    (made.ok(), diags.sorted().into_iter().map(|one| one.id).collect())
}

fn whole(book: &Book, pages: usize) -> Jacket {
    made(book, pages).0.expect("a cover")
}

fn written(book: &Book, count: usize) -> Vec<u8> {
    let faces = Faces::builtin();
    let mut diags = Diagnostics::new();
    let mut all = pages((1..=4).map(|number| page(number, Vec::new())).collect());
    let press = press(book, &mut all, &faces, &mut diags);
    let jacket = jacket(book, count, &faces, &mut diags).expect("a cover");
    publish::pdf::jacket(book, &jacket, (&press, &faces), &mut diags).expect("a PDF")
}

/// The operators of its only page.
fn operators(bytes: &[u8]) -> String {
    let pdf = open(bytes);
    let content: Stream<'_> = pdf.pages()[0].raw().get("Contents").expect("a content stream");
    String::from_utf8(stream(&content)).expect("ASCII")
}

/// In hundredths of a millimetre.
fn mm(length: Len) -> i64 {
    (length.to_pt() / MM * 100.0).round() as i64
}

/// The letters whose middle lies between two edges, in units.
fn letters(jacket: &Jacket, left: f64, right: f64) -> Vec<Letter> {
    let inside = |letter: &Letter| {
        let x = f64::from(letter.x);
        x > left && x < right
    };
    let letters = jacket.drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Letter(letter, _) => Some(*letter),
        _ => None,
    });
    letters.filter(inside).collect()
}

/// The edges of the spine in units, and its letters.
fn on_spine(jacket: &Jacket) -> (f64, f64, Vec<Letter>) {
    let left = jacket.bleed.to_pt() / jacket.unit + 1600.0;
    let right = left + jacket.spine.to_pt() / jacket.unit;
    (left, right, letters(jacket, left, right))
}

#[test]
fn the_spine_is_as_thick_as_its_pages_on_their_paper() {
    let cases = [
        (Preset::Kdp, None, 300, Some(1716)),
        (Preset::Kdp, Some("cream"), 300, Some(1905)),
        (Preset::Kdp, Some("premium"), 300, Some(1788)),
        (Preset::Kdp, Some("80g"), 300, None),
        (Preset::Ingram, Some("white"), 100, Some(572)),
        (Preset::Lulu, None, 444, Some(2692)),
        (Preset::Cn, None, 240, Some(1292)),
        (Preset::Cn, Some("80g"), 240, Some(1292)),
        (Preset::Cn, Some("60 g"), 240, Some(969)),
        (Preset::Cn, Some("100g 双胶纸"), 200, Some(1346)),
        (Preset::Cn, Some("80克轻型纸"), 200, Some(1301)),
        (Preset::Cn, Some("cream"), 200, None),
        (Preset::Cn, Some("5g"), 200, None),
    ];
    for (preset, paper, pages, expected) in cases {
        let found = thickness(binder(preset), paper, pages).map(mm);
        assert_eq!(found, expected, "{preset:?} {paper:?} {pages}");
    }
}

#[test]
fn a_paper_that_the_house_does_not_have_is_an_error_and_the_printers_number_holds() {
    let mut book = house(Preset::Kdp);
    book.settings.print.paper = Some("80g".to_owned());
    let (none, said) = made(&book, 200);
    assert!(none.is_none() && said.contains(&"paper-unknown"), "{said:?}");
    book.settings.print.spine = Some(Len::mm100(1234));
    assert_eq!(mm(whole(&book, 200).spine), 1234);
}

#[test]
fn the_sheet_is_two_leaves_a_spine_and_the_bleed() {
    let boxes = |bytes: &[u8], name: &str| {
        let pdf = open(bytes);
        let corners: Array<'_> = pdf.pages()[0].raw().get(name).expect("a box");
        corners.iter::<f64>().map(|point| (point / MM * 100.0).round() as i64).collect::<Vec<_>>()
    };
    let china = written(&house(Preset::Cn), 240);
    // A5 twice, 12.92 mm of spine, 3 mm of bleed.
    assert_eq!(boxes(&china, "MediaBox"), [0, 0, 31_492, 21_600]);
    assert_eq!(boxes(&china, "BleedBox"), [0, 0, 31_492, 21_600]);
    assert_eq!(boxes(&china, "TrimBox"), [300, 300, 31_192, 21_300]);
    let mut book = house(Preset::Kdp);
    book.settings.pdf.trim = Size { width: Len::pt(432), height: Len::pt(648) };
    let kdp = written(&book, 300);
    // 2 × 6 in + 300 × 0.002252 in + 0.25 in, and 9.25 in.
    assert_eq!(boxes(&kdp, "MediaBox"), [0, 0, 32_831, 23_495]);
}

#[test]
fn words_stand_on_a_spine_that_is_thick_enough_for_the_house() {
    let (bare, said) = made(&house(Preset::Kdp), 78);
    assert!(on_spine(&bare.expect("a cover")).2.is_empty());
    assert!(said.contains(&"spine-bare"), "{said:?}");
    // 86 pages are 4.92 mm: what is left between the clear edges is less than 5 pt.
    assert!(made(&house(Preset::Kdp), 86).1.contains(&"spine-bare"));
    let (worded, said) = made(&house(Preset::Kdp), 88);
    assert!(!on_spine(&worded.expect("a cover")).2.is_empty(), "{said:?}");
    assert!(!said.contains(&"spine-bare"), "{said:?}");
    // GB/T 11668: from 5 mm; 92 pages of 80 g are 4.95 mm.
    assert!(on_spine(&whole(&house(Preset::Cn), 92)).2.is_empty());
    assert!(!on_spine(&whole(&house(Preset::Cn), 96)).2.is_empty());
}

#[test]
fn words_on_the_spine_keep_clear_of_its_edges_and_in_their_order() {
    let faces = Faces::builtin();
    for (preset, pages, clear) in [(Preset::Kdp, 88, 0.0625 * 72.0), (Preset::Cn, 200, MM)] {
        let jacket = whole(&house(preset), pages);
        let (left, right, letters) = on_spine(&jacket);
        for letter in &letters {
            let Some(ink) = faces.face(letter.face).ink(letter.glyph) else { continue };
            let scale = f64::from(letter.size) / 1000.0;
            let edges = [ink.x_min, ink.x_max].map(|x| f64::from(letter.x) + f64::from(x) * scale);
            assert!((edges[0] - left) * jacket.unit > clear - 0.3, "{letter:?}");
            assert!((right - edges[1]) * jacket.unit > clear - 0.3, "{letter:?}");
        }
        let title = letters.iter().take(4).map(|letter| letter.y).collect::<Vec<_>>();
        assert!(title.is_sorted(), "the title runs down: {title:?}");
    }
}

#[test]
fn han_stands_upright_on_the_spine_in_its_vertical_forms_and_words_lie() {
    let faces = Faces::builtin();
    let mut book = house(Preset::Kdp);
    book.meta.title = "字（上）AI".to_owned();
    let (_, _, letters) = on_spine(&whole(&book, 300));
    let stances: Vec<Stance> = letters.iter().take(6).map(|letter| letter.stance).collect();
    assert_eq!(stances[..4], [Stance::Upright; 4]);
    assert_eq!(stances[4..], [Stance::Turned; 2]);
    let plain = |character| faces.han(Role::Strong, character).expect("a glyph");
    let shown = |index: usize| -> (FaceId, u16) { (letters[index].face, letters[index].glyph) };
    assert_eq!(shown(0), plain('字'));
    assert_ne!(shown(1), plain('（'), "a bracket has a form for columns");
    assert_ne!(shown(3), plain('）'));
}

/// The digits that a row of pixels shows: EAN-13 as a scanner reads it, by the widths of four bars
/// and spaces at a time.
fn scanned(row: &[u8]) -> Option<String> {
    const CODES: [u16; 10] = [3211, 2221, 2122, 1411, 1132, 1231, 1114, 1312, 1213, 3112];
    const FIRST: [&str; 10] = [
        "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA",
        "ABBABA",
    ];
    let dark: Vec<bool> = row.iter().map(|grey| *grey < 128).collect();
    let (start, end) = (dark.iter().position(|dark| *dark)?, dark.iter().rposition(|dark| *dark)?);
    let bars = dark.get(start..=end)?;
    let module = bars.len() as f64 / 95.0;
    let runs: Vec<u16> = bars
        .chunk_by(|a, b| a == b)
        .map(|run| (run.len() as f64 / module).round() as u16)
        .collect();
    if runs.len() != 59 {
        return None;
    }
    let code = |run: &[u16]| run.iter().fold(0, |code, width| code * 10 + width);
    let digit = |run: &[u16]| {
        let mirrored: Vec<u16> = run.iter().rev().copied().collect();
        let of = |code| CODES.iter().position(|known| *known == code);
        of(code(run)).map(|digit| (digit, 'A')).or_else(|| Some((of(code(&mirrored))?, 'B')))
    };
    let left: Option<Vec<(usize, char)>> = runs[3..27].chunks(4).map(digit).collect();
    let right: Option<Vec<(usize, char)>> = runs[32..56].chunks(4).map(digit).collect();
    let (left, right) = (left?, right?);
    let sets: String = left.iter().map(|(_, set)| *set).collect();
    let first = FIRST.iter().position(|known| *known == sets)?;
    let rest = left.iter().chain(&right).map(|(digit, _)| *digit);
    Some([first].into_iter().chain(rest).map(|digit| digit.to_string()).collect())
}

#[test]
fn the_barcode_is_read_back_from_the_page() {
    for (preset, away) in [(Preset::Cn, 15.0 * MM), (Preset::Kdp, 18.0)] {
        for isbn in [ISBN, "9780306406157", "9787020002207"] {
            let mut book = house(preset);
            book.meta.isbn = Some(isbn.to_owned());
            let jacket = whole(&book, 240);
            let pdf = open(&written(&book, 240));
            let scale = 6.0;
            let (width, map) = pixels(&pdf.pages()[0], scale);
            // Across the middle of the bars, from the back's left edge to the ground's right edge.
            let height = jacket.sheet().height.to_pt();
            let right = (jacket.bleed + book.settings.pdf.trim.width).to_pt() - away;
            let row = (height - jacket.bleed.to_pt() - away - 45.0) * f64::from(scale);
            let row = &map[row as usize * width..][..(right * f64::from(scale)) as usize];
            // White before the bars is the ground's.
            let blank = row.iter().rposition(|grey| *grey < 250).map_or(0, |last| {
                let bars = (95.0 * 0.33 * MM * f64::from(scale)) as usize;
                last.saturating_sub(bars + 20)
            });
            let ground = row[blank..].iter().position(|grey| *grey > 250).unwrap_or(0);
            assert_eq!(scanned(&row[blank + ground..]).as_deref(), Some(isbn), "{preset:?}");
        }
    }
}

#[test]
fn bars_are_black_alone_on_white_with_their_quiet_zones() {
    let jacket = whole(&house(Preset::Cn), 240);
    let bars: Vec<(f64, f64)> = (jacket.drawing.shapes.iter())
        .filter_map(|shape| match shape {
            Shape::Area(area, ink) if ink.cmyk == [0, 0, 0, 100] && area.height > 100.0 => {
                let scale = jacket.unit / MM;
                Some((f64::from(area.left) * scale, f64::from(area.width) * scale))
            }
            _ => None,
        })
        .filter(|(left, _)| *left < 151.0)
        .collect();
    assert_eq!(bars.len(), 30);
    let ground = jacket.drawing.shapes.iter().find_map(|shape| match shape {
        Shape::Area(area, ink) if ink.cmyk == [0; 4] => Some(*area),
        _ => None,
    });
    let ground = ground.expect("a white ground");
    let to_mm = |units: f32| f64::from(units) * jacket.unit / MM;
    // X is 0.264 mm at 80 %: 11 X before the bars, 7 X after them; 15 mm to the edges.
    let (first, last) = (bars[0].0, bars[29].0 + bars[29].1);
    let (left, right) = (to_mm(ground.left), to_mm(ground.left + ground.width));
    assert!((first - left - 11.0 * 0.264).abs() < 0.01, "{first} {left}");
    assert!((right - last - 7.0 * 0.264).abs() < 0.01, "{right} {last}");
    assert!((right - (3.0 + 148.0 - 15.0)).abs() < 0.01, "{right}");
    assert!((to_mm(ground.top + ground.height) - (3.0 + 210.0 - 15.0)).abs() < 0.01);
    assert!(bars.iter().all(|(_, width)| {
        let modules = width / 0.264;
        (modules - modules.round()).abs() < 0.01 && modules < 4.5
    }));
}

#[test]
fn a_book_without_an_isbn_has_no_barcode_and_says_so() {
    let mut book = house(Preset::Cn);
    book.meta.isbn = None;
    let (jacket, said) = made(&book, 240);
    assert!(said.contains(&"barcode-missing"));
    let white = |shape: &Shape| matches!(shape, Shape::Area(_, ink) if ink.cmyk == [0; 4]);
    assert!(!jacket.expect("a cover").drawing.shapes.iter().any(white));
}

#[test]
fn the_description_stands_on_the_back_whole_or_is_refused() {
    let faces = Faces::builtin();
    let mut book = house(Preset::Cn);
    let text = "章回体小说。一枚泥活字从毕昇的窑里出来，走了九百多年。".repeat(8);
    book.meta.description = Some(text.clone());
    let jacket = whole(&book, 240);
    let back = letters(&jacket, 0.0, jacket.bleed.to_pt() / jacket.unit + 1600.0);
    let shown = |character: char| {
        let (_, glyph) = faces.han(Role::Body, character).expect("a glyph");
        let small = |letter: &&Letter| f64::from(letter.size) * jacket.unit < 12.1;
        back.iter().filter(small).filter(|letter| letter.glyph == glyph).count()
    };
    for character in ['章', '毕', '，', '。'] {
        assert_eq!(shown(character), text.chars().filter(|c| *c == character).count());
    }
    book.meta.description = Some(text.repeat(20));
    assert!(made(&book, 240).1.contains(&"back-text-too-long"));
    book.meta.description = Some("\u{E123}".to_owned());
    assert!(made(&book, 240).1.contains(&"glyph-missing"));
}

#[test]
fn a_picture_fills_the_front_and_its_bleed_and_must_be_fine_enough() {
    let picture = |width: u32, height: u32| {
        let data = vec![120; width as usize * height as usize * 3];
        let pixels = Pixels { width, height, colors: Colors::Rgb, data, alpha: None };
        let mut book = house(Preset::Cn);
        book.assets = vec![probed("covers/a.png", png(&pixels))];
        book.cover = Some(AssetId(0));
        book
    };
    // A5 with 3 mm at three edges is 151 × 216 mm: 1784 × 2551 pixels at 300 ppi.
    assert_eq!(made(&picture(1790, 2560), 240).1, Vec::<&str>::new());
    assert_eq!(made(&picture(1700, 2440), 240).1, ["cover-coarse"]);
    assert_eq!(made(&picture(880, 1270), 240).1, ["cover-too-coarse"]);
    let book = picture(1790, 2700);
    let bytes = written(&book, 240);
    let pdf = open(&bytes);
    let images = draw(&pdf.pages()[0]).images;
    let [image] = images.as_slice() else { panic!("one picture") };
    // The reader tells the first pixel.
    let edges = [image.x0, image.x0 + image.width() * 1790.0];
    let edges = edges.map(|x| (x / MM * 100.0).round() as i64);
    assert_eq!(edges, [16_392, 31_492], "from the fold to the bleed");
    assert!(operators(&bytes).contains("re W n\n"), "what is too high is cut off");
    assert!(!bytes.windows(9).any(|window| window == b"DeviceRGB"));
}

#[test]
fn a_vertical_book_has_its_front_at_the_left() {
    let mut book = house(Preset::Cn);
    let seal = |jacket: &Jacket| {
        let seals: Vec<[u8; 4]> = PALETTES.iter().map(|palette| palette.seal.cmyk).collect();
        jacket.drawing.shapes.iter().find_map(|shape| match shape {
            Shape::Area(area, ink) if seals.contains(&ink.cmyk) && area.width > 150.0 => {
                Some(area.left)
            }
            _ => None,
        })
    };
    assert!(seal(&whole(&book, 240)) > Some(1700.0));
    book.settings.writing = Writing::Vertical;
    assert!(seal(&whole(&book, 240)) < Some(1600.0));
}

#[test]
fn no_colour_of_a_drawn_cover_has_more_ink_than_any_house_takes() {
    for palette in PALETTES {
        let inks = [palette.paper, palette.ink, palette.soft, palette.case, palette.joint];
        for ink in inks.into_iter().chain([palette.sort, palette.seal]) {
            let sum: u32 = ink.cmyk.iter().map(|part| u32::from(*part)).sum();
            assert!(sum <= 240, "{ink:?}");
            assert!(ink.cmyk.iter().all(|part| *part == 0 || *part >= 5), "{ink:?}");
        }
        assert_eq!(palette.ink.cmyk, [0, 0, 0, 100]);
    }
}

#[test]
fn the_file_keeps_to_its_standard_and_has_no_colour_of_screens() {
    for (standard, header) in [(Standard::X4, "%PDF-1.6"), (Standard::X1a, "%PDF-1.4")] {
        let mut book = house(Preset::Cn);
        book.settings.print.standard = Some(standard);
        let bytes = written(&book, 240);
        assert!(bytes.starts_with(header.as_bytes()));
        let pdf = open(&bytes);
        assert_eq!(pdf.pages().len(), 1);
        let intents: Array<'_> = root(&pdf).get("OutputIntents").expect("an intent");
        let intent = intents.iter::<Dict<'_>>().next().expect("an intent");
        assert_eq!(intent.get::<Name<'_>>("S").expect("a kind").as_ref(), b"GTS_PDFX");
        let operators = operators(&bytes);
        let colours = [" rg", " RG", " g", " G", " sc", " scn"];
        assert!(!operators.lines().any(|line| colours.iter().any(|end| line.ends_with(end))));
        assert!(operators.contains("/O gs\n0 0 0 1 k"), "small black words overprint");
        assert_eq!(bytes, written(&book, 240), "the same bytes twice");
    }
}
