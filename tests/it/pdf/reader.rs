//! A PDF read back by an independent library: glyphs with place and text, objects by name, pixels.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, Stream};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Rect};
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// A glyph as a viewer draws it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawn {
    /// From the left edge and the top edge of the page, in points.
    pub(crate) place: (f64, f64),
    /// The direction of the baseline: 0 is to the right, 90 is down.
    pub(crate) degrees: i32,
    /// What ToUnicode says.
    pub(crate) text: String,
    /// The marked content that it stands in, outermost first.
    pub(crate) marks: Vec<String>,
}

/// Everything that a page draws.
#[derive(Default)]
pub(crate) struct Drawing {
    pub(crate) glyphs: Vec<Drawn>,
    /// The corners of filled shapes, and the marks that they stand in.
    pub(crate) shapes: Vec<(Rect, Vec<String>)>,
    pub(crate) images: Vec<Rect>,
    marks: Vec<String>,
}

impl Device<'_> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, _: &DrawMode) {
        use hayro::kurbo::Shape;
        let corners = props.transform.transform_rect_bbox(path.bounding_box());
        self.shapes.push((corners, self.marks.clone()));
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let [a, b, _, _, x, y] = (props.transform * glyph.transform()).as_coeffs();
            let text = match glyph.as_unicode().expect("text for every glyph") {
                BfString::Char(character) => character.to_string(),
                BfString::String(text) => text,
            };
            let degrees = b.atan2(a).to_degrees().round() as i32;
            self.glyphs.push(Drawn { place: (x, y), degrees, text, marks: self.marks.clone() });
        }
    }
    fn draw_image(&mut self, _: Image<'_, '_>, props: ImageDrawProps<'_>) {
        self.images.push(props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)));
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let tag = String::from_utf8_lossy(tag).into_owned();
        let text = properties.and_then(|list| list.get::<PdfString<'_>>("ActualText"));
        let text = text
            .map_or(String::new(), |text| format!("={}", String::from_utf8_lossy(text.as_bytes())));
        self.marks.push(tag + &text);
    }
    fn end_marked_content(&mut self) {
        self.marks.pop().expect("marked content that was begun");
    }
}

pub(crate) type PdfString<'a> = hayro::hayro_syntax::object::String<'a>;

pub(crate) fn open(bytes: &[u8]) -> Pdf {
    Pdf::new(bytes.to_vec()).expect("a PDF that can be read")
}

/// What a page draws, as a viewer sees it.
pub(crate) fn draw(page: &Page<'_>) -> Drawing {
    let (width, height) = page.render_dimensions();
    let sheet = Rect::new(0.0, 0.0, width.into(), height.into());
    let upright = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, height.into()]);
    let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
    let mut context = Context::new(upright, sheet, &cache, page.xref(), settings);
    let mut drawing = Drawing::default();
    interpret_page(page, &mut context, &mut drawing);
    assert_eq!(drawing.marks, Vec::<String>::new(), "all marked content is ended");
    drawing
}

/// The text of the book on all pages; glyphs that are told to stand for nothing add nothing.
pub(crate) fn text(pdf: &Pdf) -> String {
    let glyphs = pdf.pages().iter().flat_map(|page| draw(page).glyphs);
    let body = glyphs.filter(|glyph| glyph.marks.is_empty());
    body.map(|glyph| glyph.text).collect()
}

pub(crate) fn root(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get(pdf.xref().root_id()).expect("a catalog")
}

/// A text string: ASCII, or UTF-16 with its mark.
pub(crate) fn words(string: &PdfString<'_>) -> String {
    let Some(bytes) = string.as_bytes().strip_prefix(&[0xFE, 0xFF]) else {
        return String::from_utf8(string.as_bytes().to_vec()).expect("ASCII");
    };
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

pub(crate) fn stream(data: &Stream<'_>) -> Vec<u8> {
    data.decoded().expect("a stream that can be unpacked").into_owned()
}

/// A page in greys, `scale` pixels to a point: width and bytes.
pub(crate) fn pixels(page: &Page<'_>, scale: f32) -> (usize, Vec<u8>) {
    let white = hayro::vello_cpu::color::palette::css::WHITE;
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: white };
    let drawing = RenderSettings { hinting: false, ..RenderSettings::default() };
    let settings = InterpreterSettings::default();
    let map = hayro::render(page, &RenderCache::new(), &settings, &drawing, &size);
    let width = usize::from(map.width());
    let grey = |pixel: &[u8]| {
        let sum: u32 = pixel.iter().take(3).map(|channel| u32::from(*channel)).sum();
        (sum / 3) as u8
    };
    (width, map.data_as_u8_slice().chunks_exact(4).map(grey).collect())
}
