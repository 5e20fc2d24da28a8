//! The same pages by printpdf: every glyph, rule and link that our layout placed, where it placed it.
//!
//! In: the pages of our layout. Out: the bytes of printpdf's PDF. Bookmarks are flat, for printpdf
//! has no nested ones; page labels are left out, for it has none.

use std::collections::BTreeMap;

use printpdf::{
    Actions, BorderArray, Cmyk, Codepoint, Color, ColorArray, Destination, FontId,
    HighlightingMode, LinkAnnotation, Op, PaintMode, ParsedFont, PdfDocument, PdfFontHandle,
    PdfPage, PdfSaveOptions, Pt, Rect, TextItem, TextMatrix, WindingOrder,
};
use publish::font::{FaceId, Faces};
use publish::layout::frame::{self, GlyphRun, Ink, Item, Page, Pages};
use publish::units::Len;

/// What a printed sheet has around the trimmed page: the boxes of a PDF for print houses.
const BLEED: f32 = 3.0 * 72.0 / 25.4;

/// Writes the pages.
pub fn write(pages: &Pages, faces: &Faces, title: &str) -> Vec<u8> {
    let mut document = PdfDocument::new(title);
    let fonts = fonts(pages, faces, &mut document);
    for (index, entry) in bookmarks(pages) {
        document.add_bookmark(&entry, index + 1);
    }
    let sheets = pages.pages.iter().map(|page| sheet(page, pages, faces, &fonts)).collect();
    document.with_pages(sheets).save(&PdfSaveOptions::default(), &mut Vec::new())
}

/// The faces that the pages use, as printpdf reads them.
fn fonts(pages: &Pages, faces: &Faces, document: &mut PdfDocument) -> BTreeMap<FaceId, FontId> {
    let mut fonts = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Glyphs(run) = item else { continue };
        fonts.entry(run.face).or_insert_with(|| {
            let bytes = faces.face(run.face).bytes();
            let font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("a font");
            document.add_font(&font)
        });
    }
    fonts
}

fn bookmarks(pages: &Pages) -> Vec<(usize, String)> {
    let place = |id: &str| {
        let index = pages.anchors.binary_search_by(|anchor| anchor.id.as_str().cmp(id)).ok()?;
        pages.anchors.get(index).map(|anchor| anchor.page_index)
    };
    let mut all = Vec::new();
    for entry in
        pages.outline.iter().flat_map(|entry| std::iter::once(entry).chain(&entry.children))
    {
        all.extend(place(&entry.anchor).map(|index| (index, entry.title.clone())));
    }
    all
}

fn sheet(page: &Page, pages: &Pages, faces: &Faces, fonts: &BTreeMap<FaceId, FontId>) -> PdfPage {
    let (width, height) = (points(pages.trim.width), points(pages.trim.height));
    let mut ops = Vec::new();
    for item in &page.items {
        match item {
            Item::Glyphs(run) => glyphs(run, height, faces, &fonts[&run.face], &mut ops),
            Item::Rule(rule) => {
                ops.push(Op::SetFillColor { col: ink(rule.ink) });
                ops.push(Op::DrawRectangle { rectangle: rectangle(&rule.rect, height) });
            }
            Item::Link(link) => ops.extend(self::link(link, pages, height)),
            Item::Picture(_) | Item::Line(_) => {}
        }
    }
    let whole = Rect::from_wh(Pt(width + 2.0 * BLEED), Pt(height + 2.0 * BLEED));
    let mut trim = Rect::from_wh(Pt(width), Pt(height));
    (trim.x, trim.y) = (Pt(BLEED), Pt(BLEED));
    PdfPage { media_box: whole.clone(), trim_box: trim, crop_box: whole, ops }
}

fn glyphs(run: &GlyphRun, height: f32, faces: &Faces, font: &FontId, ops: &mut Vec<Op>) {
    let size = points(run.size);
    let Some(first) = run.glyphs.first() else { return };
    let face = faces.face(run.face);
    let units = f32::from(face.units_per_em);
    let (x, y) = (points(run.origin.x + first.x), height - points(run.origin.y + first.y));
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor { col: ink(run.ink) });
    ops.push(Op::SetFont { font: PdfFontHandle::External(font.clone()), size: Pt(size) });
    ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(x + BLEED), Pt(y + BLEED)) });
    let after = run.glyphs.iter().skip(1).map(Some).chain([None]);
    let codes = run.glyphs.iter().zip(after).map(|(glyph, next)| {
        let advance = face.advance(glyph.id) as f32 / units * size;
        let gap = next.map_or(0.0, |next| points(glyph.x) + advance - points(next.x));
        let text = run.text.get(glyph.text_start as usize..glyph.text_end as usize).unwrap_or("");
        let offset = (gap / size * 1e4).round() / 10.0;
        Codepoint { gid: glyph.id, offset, cid: Some(text.to_owned()) }
    });
    ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(codes.collect())] });
    ops.push(Op::EndTextSection);
}

fn link(link: &frame::Link, pages: &Pages, height: f32) -> Option<Op> {
    let actions = match &link.to {
        frame::Destination::Url(url) => Actions::uri(url.clone()),
        frame::Destination::Anchor(id) => {
            let index = pages.anchors.binary_search_by(|anchor| anchor.id.cmp(id)).ok()?;
            let page = pages.anchors.get(index)?.page_index + 1;
            Actions::go_to(Destination::Xyz { page, left: None, top: None, zoom: None })
        }
    };
    let link = LinkAnnotation::new(
        rectangle(&link.rect, height),
        actions,
        Some(BorderArray::Solid([0.0, 0.0, 0.0])),
        Some(ColorArray::Transparent),
        Some(HighlightingMode::None),
    );
    Some(Op::LinkAnnotation { link })
}

fn rectangle(rect: &publish::units::Rect, height: f32) -> Rect {
    let (origin, size) = (rect.origin, rect.size);
    Rect {
        x: Pt(points(origin.x) + BLEED),
        y: Pt(height - points(origin.y + size.height) + BLEED),
        width: Pt(points(size.width)),
        height: Pt(points(size.height)),
        mode: Some(PaintMode::Fill),
        winding_order: Some(WindingOrder::NonZero),
    }
}

fn ink(ink: Ink) -> Color {
    let key = match ink {
        Ink::Black => 1.0,
        Ink::Grey(percent) => f32::from(percent) / 100.0,
        Ink::White => 0.0,
    };
    Color::Cmyk(Cmyk::new(0.0, 0.0, 0.0, key, None))
}

fn points(length: Len) -> f32 {
    (length.0 as f64 / 65_536.0) as f32
}

/// Not used by pages, but by their maker: where the sheet's trimmed page lies.
pub fn trim_box(pages: &Pages) -> [f32; 4] {
    let (width, height) = (points(pages.trim.width), points(pages.trim.height));
    [BLEED, BLEED, BLEED + width, BLEED + height]
}
