//! Drawings (SVG): made safe, measured, and drawn as pixels.
//!
//! In: the bytes of an SVG. Out: an SVG with nothing that runs, animates or reaches outside, and
//! its size in CSS pixels. A file that was safe keeps its bytes. Drawn by resvg without fonts, so
//! text in a drawing has no pixels.

#![expect(clippy::float_arithmetic, reason = "SVG counts in decimals")]

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, Writer};
use resvg::{tiny_skia, usvg};

use super::decode;
use super::svg_rules as rules;
use super::{Colors, MAX_DRAWING_SIDE, MAX_PIXELS, PictureError, Pixels};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// The deepest nesting of a drawing.
const MAX_DEPTH: usize = 256;
/// CSS: a picture without any size.
const DEFAULT_SIZE: (f64, f64) = (300.0, 150.0);
/// How many unsafe parts are named at most.
const MAX_NAMED: usize = 8;

/// A drawing that is safe.
pub(super) struct Drawing {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width and height in CSS pixels.
    pub size: (u32, u32),
    /// The names of what was taken out because it is unsafe.
    pub removed: Vec<String>,
}

/// What [`probe`](super::probe) takes out of an SVG because it is unsafe: names of elements and
/// attributes, for a warning; empty when there is nothing of the kind.
pub fn unsafe_parts(bytes: &[u8]) -> Vec<String> {
    clean(bytes).map(|drawing| drawing.removed).unwrap_or_default()
}

/// Whether a drawing holds text, which is lost when it is drawn as pixels.
pub fn has_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<text") || text.contains(":text"))
}

/// Makes an SVG safe.
pub(super) fn clean(bytes: &[u8]) -> Result<Drawing, PictureError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError::damaged("it is not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut cleaner = Cleaner::default();
    let mut reader = NsReader::from_str(text);
    loop {
        let event = reader.read_event().map_err(PictureError::damaged)?;
        if matches!(event, Event::Eof) {
            break;
        }
        cleaner.event(&reader, event)?;
    }
    let Some(size) = cleaner.size.filter(|_| cleaner.depth == 0) else {
        return Err(PictureError::damaged("it holds no svg element"));
    };
    let kept = cleaner.removed.is_empty() && !cleaner.rewritten;
    let bytes = if kept { text.as_bytes().to_vec() } else { cleaner.writer.into_inner() };
    cleaner.removed.sort();
    cleaner.removed.dedup();
    cleaner.removed.truncate(MAX_NAMED);
    Ok(Drawing { bytes, size, removed: cleaner.removed })
}

struct Cleaner {
    writer: Writer<Vec<u8>>,
    /// Elements that are open, kept or not.
    depth: usize,
    /// The depth at which an element was left out; all below it goes too.
    skipped_from: Option<usize>,
    /// The text of a `style` element, held back until it is whole.
    style: Option<String>,
    size: Option<(u32, u32)>,
    removed: Vec<String>,
    rewritten: bool,
}

impl Default for Cleaner {
    fn default() -> Cleaner {
        Cleaner {
            writer: Writer::new(Vec::new()),
            depth: 0,
            skipped_from: None,
            style: None,
            size: None,
            removed: Vec::new(),
            rewritten: false,
        }
    }
}

impl Cleaner {
    fn event(&mut self, reader: &NsReader<&[u8]>, event: Event<'_>) -> Result<(), PictureError> {
        match event {
            Event::Start(tag) => self.start(reader, &tag, Closing::Later)?,
            Event::Empty(tag) => self.start(reader, &tag, Closing::Now)?,
            Event::End(tag) => self.end(tag.local_name().as_ref())?,
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => {
                self.rewritten = true;
                self.text(&quick_xml::escape::escape(text.xml10_content().as_ref()))?;
            }
            Event::GeneralRef(name) => self.reference(&name.xml10_content())?,
            Event::DocType(declaration) => self.declaration(&declaration),
            Event::Comment(_) | Event::PI(_) => self.rewritten = true,
            Event::Decl(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(
        &mut self,
        reader: &NsReader<&[u8]>,
        tag: &BytesStart<'_>,
        closing: Closing,
    ) -> Result<(), PictureError> {
        let (namespace, local) = reader.resolver().resolve_element(tag.name());
        let name = local.as_ref();
        let ours = namespace == ResolveResult::Bound(Namespace(SVG));
        if self.depth >= MAX_DEPTH {
            return Err(PictureError::damaged("it is nested too deeply"));
        }
        if self.depth == 0 && !(ours && name == "svg" && self.size.is_none()) {
            return Err(PictureError::damaged("it is no SVG"));
        }
        if self.skipped_from.is_none() && !(ours && rules::element_allowed(name)) {
            self.leave_out_element(ours, name, closing);
        } else if self.skipped_from.is_none() {
            self.keep(reader, tag, name, closing)?;
        }
        if closing == Closing::Later {
            self.depth += 1;
        }
        Ok(())
    }

    fn leave_out_element(&mut self, ours: bool, name: &str, closing: Closing) {
        self.rewritten = true;
        if closing == Closing::Later {
            self.skipped_from = Some(self.depth);
        }
        if (ours && !rules::element_silent(name)) || name == "script" || name == "iframe" {
            self.removed.push(name.to_owned());
        }
    }

    fn keep(
        &mut self,
        reader: &NsReader<&[u8]>,
        tag: &BytesStart<'_>,
        name: &str,
        closing: Closing,
    ) -> Result<(), PictureError> {
        let mut out = BytesStart::new(name.to_owned());
        if self.depth == 0 {
            out.push_attribute(("xmlns", SVG));
            out.push_attribute(("xmlns:xlink", XLINK));
            self.size = Some(size(tag));
        }
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(PictureError::damaged)?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let key = match namespace {
                ResolveResult::Unbound => local.as_ref().to_owned(),
                ResolveResult::Bound(Namespace(XLINK)) => format!("xlink:{}", local.as_ref()),
                _ if attribute.key.as_ref().starts_with("xml:") => {
                    format!("xml:{}", local.as_ref())
                }
                _ => {
                    self.rewritten = true;
                    continue;
                }
            };
            // An entity that the file declares itself is not resolved: the value is left out.
            let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
            match value {
                Ok(value) if rules::attribute_allowed(name, local.as_ref(), &value) => {
                    out.push_attribute((key.as_str(), value.as_ref()));
                }
                _ => self.removed.push(key),
            }
        }
        let event = if closing == Closing::Now { Event::Empty(out) } else { Event::Start(out) };
        self.style = (name == "style" && closing == Closing::Later).then(String::new);
        self.write(event)
    }

    fn end(&mut self, name: &str) -> Result<(), PictureError> {
        self.depth = self.depth.saturating_sub(1);
        if let Some(from) = self.skipped_from {
            if from == self.depth {
                self.skipped_from = None;
            }
            return Ok(());
        }
        if let Some(style) = self.style.take() {
            let plain = quick_xml::escape::unescape(&style).map_err(PictureError::damaged)?;
            if rules::style_allowed(&plain) {
                self.write(Event::Text(BytesText::from_escaped(style)))?;
            } else {
                self.removed.push("style".to_owned());
            }
        }
        self.write(Event::End(BytesEnd::new(name.to_owned())))
    }

    fn text(&mut self, escaped: &str) -> Result<(), PictureError> {
        if self.skipped_from.is_some() || self.depth == 0 {
            return Ok(());
        }
        match &mut self.style {
            Some(style) => style.push_str(escaped),
            None => self.write(Event::Text(BytesText::from_escaped(escaped.to_owned())))?,
        }
        Ok(())
    }

    /// The five entities of XML and numbers stay; others would need the declaration that is gone.
    fn reference(&mut self, name: &str) -> Result<(), PictureError> {
        if name.starts_with('#') || matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            return self.text(&format!("&{name};"));
        }
        self.removed.push(format!("&{name};"));
        Ok(())
    }

    fn declaration(&mut self, declaration: &str) {
        self.rewritten = true;
        if declaration.contains("ENTITY") || declaration.contains("SYSTEM") {
            self.removed.push("!DOCTYPE".to_owned());
        }
    }

    fn write(&mut self, event: Event<'_>) -> Result<(), PictureError> {
        self.writer.write_event(event).map_err(PictureError::damaged)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    Now,
    Later,
}

/// The size that a drawing asks for, in CSS pixels, capped.
fn size(tag: &BytesStart<'_>) -> (u32, u32) {
    let value = |name: &str| {
        let attribute = tag.try_get_attribute(name).ok().flatten()?;
        Some(attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?.into_owned())
    };
    let view = value("viewBox").and_then(|view| {
        let mut numbers = view.split([' ', ',', '\t', '\n']).filter(|word| !word.is_empty());
        let (width, height) = (numbers.nth(2)?.parse().ok()?, numbers.next()?.parse().ok()?);
        Some((width, height)).filter(|(w, h)| usable(*w) && usable(*h))
    });
    let width = value("width").and_then(|width| length(&width));
    let height = value("height").and_then(|height| length(&height));
    let (width, height) = match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(view)) => view,
        (width, height, None) => {
            (width.unwrap_or(DEFAULT_SIZE.0), height.unwrap_or(DEFAULT_SIZE.1))
        }
    };
    let largest = width.max(height);
    let cap = f64::from(MAX_DRAWING_SIDE);
    let factor = if largest > cap { cap / largest } else { 1.0 };
    let side = |length: f64| (length * factor).round().clamp(1.0, cap) as u32;
    (side(width), side(height))
}

fn usable(length: f64) -> bool {
    length.is_finite() && length > 0.0
}

/// A length of CSS in pixels; percentages tell nothing.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | '+' | '-')).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let (number, unit) = match unit.strip_prefix(['e', 'E']).and_then(exponent) {
        Some((power, unit)) => (format!("{number}e{power}"), unit),
        None => (number.to_owned(), unit),
    };
    let factor = match unit.trim() {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" => 16.0,
        "ex" => 8.0,
        "in" => 96.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * factor).filter(|length| usable(*length))
}

/// `9px` after an `e`: the power and the unit; `None` when no digit follows (`em`).
fn exponent(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 { None } else { text.split_at_checked(end) }
}

/// Draws a safe SVG, `width` pixels wide.
pub(super) fn draw(bytes: &[u8], width: u32) -> Result<Pixels, PictureError> {
    let tree =
        usvg::Tree::from_data(bytes, &usvg::Options::default()).map_err(PictureError::damaged)?;
    let size = tree.size();
    let width = width.clamp(1, MAX_DRAWING_SIDE);
    let factor = width as f32 / size.width();
    let height = (size.height() * factor).round().clamp(1.0, MAX_DRAWING_SIDE as f32) as u32;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge(width, height));
    }
    let mut canvas =
        tiny_skia::Pixmap::new(width, height).ok_or(PictureError::TooLarge(width, height))?;
    let transform = tiny_skia::Transform::from_scale(factor, height as f32 / size.height());
    resvg::render(&tree, transform, &mut canvas.as_mut());
    // Almost all of a drawing is opaque or empty: only edges between must be divided out.
    let pixels = canvas.data_mut().as_chunks_mut::<4>().0;
    for pixel in pixels.iter_mut().filter(|pixel| !matches!(pixel[3], 0 | 255)) {
        let [red, green, blue, alpha] = *pixel;
        if let Some(mixed) = tiny_skia::PremultipliedColorU8::from_rgba(red, green, blue, alpha) {
            let color = mixed.demultiply();
            *pixel = [color.red(), color.green(), color.blue(), alpha];
        }
    }
    Ok(decode::apart(width, height, Colors::Rgb, canvas.data()))
}
