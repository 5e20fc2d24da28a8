//! Pages built by hand: what the layout would hand over, and nothing else.

use std::sync::Arc;

use publish::diag::report::Diagnostics;
use publish::diag::span::Span;
use publish::font::{FaceId, Faces, LatinStyle, Role, shape};
use publish::layout::frame::{
    Destination, Glyph, GlyphRun, Ink, Item, LabelStyle, Link, Page, PageLabel, Pages, Part,
    Picture, Rule,
};
use publish::model::asset::{Asset, AssetId};
use publish::model::book::Book;
use publish::model::meta::{Creator, Meta};
use publish::model::settings::Settings;
use publish::units::{Len, Point, Rect, Size};

pub(crate) const BODY: Len = Len::pt100(1050);

pub(crate) fn at(x: i64, y: i64) -> Point {
    Point::new(Len::pt(x), Len::pt(y))
}

pub(crate) fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
    Rect { origin: at(x, y), size: Size { width: Len::pt(width), height: Len::pt(height) } }
}

pub(crate) fn book(assets: Vec<Asset>) -> Book {
    let maker = |name: &str| Creator { name: name.into(), role: "aut".into(), sort: None };
    let meta = Meta {
        title: "活字江湖".into(),
        creators: vec![maker("某人"), maker("另一人")],
        identifier: "urn:uuid:1d2c3b4a-0000-5000-8000-000000000000".into(),
        description: Some("一本 <样书> & 其他".into()),
        subjects: vec!["小说".into(), "排版".into()],
        publisher: Some("某社".into()),
        rights: Some("© 某人".into()),
        modified: "2024-02-29T12:34:56Z".into(),
        ..Meta::default()
    };
    let settings = Settings::default();
    Book { meta, settings, parts: Vec::new(), chapters: Vec::new(), assets, cover: None }
}

pub(crate) fn page(number: u32, items: Vec<Item>) -> Page {
    Page { items, label: PageLabel { style: LabelStyle::Arabic, number } }
}

pub(crate) fn pages(pages: Vec<Page>) -> Pages {
    Pages { trim: Settings::default().pdf.trim, pages, ..Pages::default() }
}

pub(crate) fn run(face: FaceId, origin: Point, text: &str, glyphs: Vec<Glyph>) -> GlyphRun {
    GlyphRun {
        face,
        size: BODY,
        ink: Ink::Black,
        origin,
        turned: false,
        glyphs,
        text: Arc::from(text),
        part: Part::Body,
        span: Span::default(),
    }
}

/// Characters of one face, one glyph each, every one an em wide.
pub(crate) fn han(faces: &Faces, role: Role, origin: Point, text: &str) -> GlyphRun {
    let mut face = None;
    let glyphs = text.char_indices().enumerate().map(|(index, (start, character))| {
        let (found, id) = faces.han(role, character).expect("a glyph");
        assert_eq!(*face.get_or_insert(found), found, "{character} is of another face");
        let end = start + character.len_utf8();
        let x = BODY * i64::try_from(index).expect("few");
        Glyph { id, x, y: Len::ZERO, text_start: start as u32, text_end: end as u32 }
    });
    let glyphs = glyphs.collect();
    run(face.expect("some text"), origin, text, glyphs)
}

/// Text as the shaper sets it. The first glyph of a cluster has all the cluster's text.
pub(crate) fn shaped(faces: &Faces, face: FaceId, origin: Point, text: &str) -> GlyphRun {
    let opened = faces.face(face);
    let shaped = shape::shape(opened, text).expect("a face that can be shaped");
    let em = i64::from(opened.units_per_em);
    let scale = |units: i32| BODY.scale(i64::from(units), em);
    let mut pen = Len::ZERO;
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut last = None;
    for (index, glyph) in shaped.iter().enumerate() {
        let later = shaped.iter().skip(index).map(|later| later.cluster);
        let end = later.into_iter().find(|later| *later != glyph.cluster);
        let end = end.unwrap_or(text.len() as u32);
        let (x, y) = (pen + scale(glyph.x_offset), -scale(glyph.y_offset));
        let text_end = if last == Some(glyph.cluster) { glyph.cluster } else { end };
        glyphs.push(Glyph { id: glyph.id, x, y, text_start: glyph.cluster, text_end });
        pen += scale(glyph.advance);
        last = Some(glyph.cluster);
    }
    run(face, origin, text, glyphs)
}

pub(crate) fn latin(faces: &Faces) -> FaceId {
    faces.latin(Role::Body, LatinStyle::Regular, 'a').expect("a Latin face").0
}

pub(crate) fn mono(faces: &Faces) -> FaceId {
    faces.latin(Role::Mono, LatinStyle::Regular, 'a').expect("a face for code").0
}

pub(crate) fn rule(place: Rect, ink: Ink) -> Item {
    Item::Rule(Rule { rect: place, ink })
}

pub(crate) fn picture(index: usize, place: Rect) -> Item {
    let (asset, alt) = (AssetId(index), Arc::from("图"));
    Item::Picture(Picture { asset, rect: place, alt, span: Span::default() })
}

pub(crate) fn link(place: Rect, to: Destination) -> Item {
    Item::Link(Link { rect: place, to })
}

/// Writes pages that must be written without a word.
pub(crate) fn write(book: &Book, pages: &Pages, faces: &Faces) -> Vec<u8> {
    let mut diags = Diagnostics::new();
    let written = publish::pdf::write(book, pages, faces, &mut diags);
    assert_eq!(diags.sorted(), Vec::<&publish::diag::report::Diagnostic>::new());
    written.expect("a PDF")
}
