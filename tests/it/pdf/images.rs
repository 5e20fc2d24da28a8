//! Pictures in the PDF, and whole pages as pixels.
//!
//! Reference pages stand in tests/pages, in 16 greys; `BLESS=1` writes them anew.

use publish::diag::report::Diagnostics;
use publish::font::{Faces, Role};
use publish::layout::frame::{Ink, Item, Part};
use publish::model::asset::{Asset, AssetId, Format};
use publish::picture::{Colors, Pixels};

use hayro::hayro_syntax::object::{Array, Dict, Name, Stream};

use super::frames::{at, book, han, latin, mono, page, pages, picture, rect, rule, shaped, write};
use super::reader::{draw, open, pixels, stream};

const CYAN: &[u8] = include_bytes!("../../books/pictures/cyan.jpg");
const TURNED: &[u8] = include_bytes!("../../books/pictures/turned.jpg");

pub(crate) fn probed(path: &str, bytes: Vec<u8>) -> Asset {
    publish::picture::probe(path, bytes).expect("a picture")
}

/// The image objects of a page, by name.
pub(crate) fn with_image<T>(bytes: &[u8], name: &str, look: impl Fn(&Stream<'_>) -> T) -> T {
    let pdf = open(bytes);
    let resources: Dict<'_> = pdf.pages()[0].raw().get("Resources").expect("resources");
    let objects: Dict<'_> = resources.get("XObject").expect("pictures");
    look(&objects.get::<Stream<'_>>(name).expect("the picture"))
}

fn written(assets: Vec<Asset>, items: Vec<Item>) -> Vec<u8> {
    write(&book(assets), &pages(vec![page(1, items)]), &Faces::builtin())
}

#[test]
fn an_upright_jpeg_goes_in_as_it_is_and_its_inks_the_right_way_round() {
    let asset = probed("cyan.jpg", CYAN.to_vec());
    let bytes = written(vec![asset], vec![picture(0, rect(50, 60, 100, 100))]);
    with_image(&bytes, "P0", |image| {
        assert_eq!(&*image.raw_data(), CYAN);
        let colors: Name<'_> = image.dict().get("ColorSpace").expect("colours");
        assert_eq!(&*colors, b"DeviceCMYK");
        let decode: Vec<i32> =
            image.dict().get::<Array<'_>>("Decode").expect("inverted").iter().collect();
        assert_eq!(decode, [1, 0, 1, 0, 1, 0, 1, 0]);
    });
    let drawing = draw(&open(&bytes).pages()[0]);
    // The reader's rectangle is that of one pixel, of 16 × 8.
    let place = drawing.images[0];
    let (width, height) = (place.width() * 16.0, place.height() * 8.0);
    let off = [place.x0 - 50.0, place.y0 - 60.0, width - 100.0, height - 100.0];
    assert!(off.iter().all(|off| off.abs() < 0.0052), "{place:?}");
}

#[test]
fn a_turned_jpeg_is_decoded_and_stands_upright() {
    let asset = probed("turned.jpg", TURNED.to_vec());
    let (width, height) = (asset.width, asset.height);
    let bytes = written(vec![asset], vec![picture(0, rect(50, 60, 100, 100))]);
    with_image(&bytes, "P0", |image| {
        assert_eq!(image.dict().get::<u32>("Width"), Some(width));
        assert_eq!(image.dict().get::<u32>("Height"), Some(height));
        let filter: Name<'_> = image.dict().get("Filter").expect("a filter");
        assert_eq!(&*filter, b"FlateDecode");
    });
}

#[test]
fn pixels_come_back_as_they_were_with_their_opacity() {
    let (width, height) = (7u32, 5u32);
    let byte = |index: u32| (index * index % 253) as u8;
    let data: Vec<u8> = (0..width * height * 3).map(byte).collect();
    let alpha: Vec<u8> = (0..width * height).map(|index| (index * 7) as u8).collect();
    let (colors, opacity) = (Colors::Rgb, Some(alpha.clone()));
    let source = Pixels { width, height, colors, data: data.clone(), alpha: opacity };
    let asset = probed("small.png", publish::picture::png(&source));
    let twice = vec![picture(0, rect(50, 60, 70, 50)), picture(0, rect(50, 160, 35, 25))];
    let bytes = written(vec![asset], twice);
    with_image(&bytes, "P0", |image| {
        assert_eq!(stream(image), data);
        let mask: Stream<'_> = image.dict().get("SMask").expect("opacity");
        assert_eq!(stream(&mask), alpha);
    });
    let pdf = open(&bytes);
    let images = pdf.objects().into_iter().filter_map(|object| object.into_stream());
    let images = images.filter(|stream| {
        stream.dict().get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Image")
    });
    assert_eq!(images.count(), 2, "the picture and its mask, once each");
}

#[test]
fn a_drawing_becomes_pixels_for_its_largest_place() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'>\
               <rect width='30' height='20' fill='#000'/></svg>";
    let asset = probed("a.svg", svg.as_bytes().to_vec());
    let items = vec![picture(0, rect(50, 60, 36, 24)), picture(0, rect(50, 160, 72, 48))];
    let bytes = written(vec![asset], items);
    let width = with_image(&bytes, "P0", |image| image.dict().get::<u32>("Width"));
    assert_eq!(width, Some(300), "one inch wide");
}

#[test]
fn a_damaged_picture_stops_the_book() {
    let bytes: Vec<u8> = b"\x89PNG\r\n\x1a\n, and then nothing".to_vec();
    let broken = Asset {
        path: "images/broken.png".into(),
        format: Format::Png,
        bytes: bytes.into(),
        width: 10,
        height: 10,
        density: None,
        cmyk: false,
        orientation: 1,
    };
    let items = vec![picture(AssetId(0).0, rect(50, 60, 36, 24))];
    let mut diags = Diagnostics::new();
    let pages = pages(vec![page(1, items)]);
    let result = publish::pdf::write(&book(vec![broken]), &pages, &Faces::builtin(), &mut diags);
    assert!(result.is_err());
    let all = diags.sorted();
    assert_eq!(all[0].id, "picture-not-drawn");
    assert!(all[0].message.en.contains("images/broken.png"), "{}", all[0].message.en);
}

/// All that a page can show, in little.
fn specimen(faces: &Faces) -> Vec<Item> {
    let song = faces.han(Role::Body, '一').expect("a face").0;
    let mut grey = shaped(faces, mono(faces), at(20, 100), "let grey = 50; // ——");
    grey.ink = Ink::Grey(50);
    let mut turned = shaped(faces, latin(faces), at(180, 30), "Turned");
    turned.turned = true;
    let mut white = han(faces, Role::Display, at(25, 146), "反白");
    white.ink = Ink::White;
    let mut folio = shaped(faces, latin(faces), at(95, 190), "12");
    folio.part = Part::Artifact;
    vec![
        Item::Glyphs(han(faces, Role::Heading, at(20, 30), "第二十一章　题目")),
        Item::Glyphs(shaped(faces, song, at(20, 50), "他说——“好”……")),
        Item::Glyphs(han(faces, Role::Verse, at(20, 65), "春眠不觉晓，")),
        Item::Glyphs(shaped(faces, latin(faces), at(20, 80), "The office, AVATAR, x\u{331}")),
        Item::Glyphs(grey),
        Item::Glyphs(turned),
        rule(rect(20, 120, 150, 1), Ink::Black),
        rule(rect(20, 130, 60, 24), Ink::Black),
        rule(rect(90, 130, 60, 24), Ink::Grey(30)),
        Item::Glyphs(white),
        Item::Glyphs(folio),
    ]
}

#[test]
fn the_page_looks_as_it_did() {
    let faces = Faces::builtin();
    let mut pages = pages(vec![page(12, specimen(&faces))]);
    (pages.trim.width, pages.trim.height) = (at(200, 0).x, at(200, 0).x);
    let bytes = write(&book(Vec::new()), &pages, &faces);
    let (width, shown) = pixels(&open(&bytes).pages()[0], 2.0);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/specimen.png");
    if std::env::var_os("BLESS").is_some() {
        save(path, width, &shown);
    }
    let expected = load(path);
    assert_eq!(expected.len(), shown.len(), "the size");
    // Rasterizers may round an edge differently on another machine: count pixels that are far off.
    let far = expected.iter().zip(&shown).filter(|(a, b)| a.abs_diff(**b) > 40).count();
    assert!(far * 500 < shown.len(), "{far} of {} pixels differ", shown.len());
}

/// 16 greys, as the file holds them.
#[expect(clippy::disallowed_methods, reason = "whoever changes a page asks for a new one")]
fn save(path: &str, width: usize, shown: &[u8]) {
    let data: Vec<u8> = shown.iter().map(|grey| grey / 16 * 17).collect();
    let height = (data.len() / width) as u32;
    let (colors, width) = (Colors::Gray, width as u32);
    let png = publish::picture::png(&Pixels { width, height, colors, data, alpha: None });
    std::fs::create_dir_all(std::path::Path::new(path).parent().expect("a folder"))
        .and_then(|()| std::fs::write(path, png))
        .expect("the reference page can be written");
}

#[expect(clippy::disallowed_methods, reason = "tests read their data")]
fn load(path: &str) -> Vec<u8> {
    let bytes = std::fs::read(path).expect("tests/pages/specimen.png");
    assert!(bytes.len() <= 20 << 10, "a reference page has at most 20 KiB");
    let asset = probed(path, bytes);
    publish::picture::pixels(&asset, asset.width).expect("pixels").data
}
