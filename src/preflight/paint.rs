//! What the pages draw: fonts, colours, pictures, ink, transparency.
//!
//! In: content streams and the dictionaries that they name. Out: facts. Each form is walked once on
//! a page, so that forms which draw each other cost no more than their length. Never here: pixels,
//! but for the ink of pictures; what is right or wrong.

#![expect(clippy::float_arithmetic, reason = "a PDF has decimals")]

use std::collections::BTreeSet;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::facts::{Facts, Font, Image};
use super::pixels::heaviest;

/// How deep forms may draw forms.
const MAX_DEPTH: usize = 8;

/// A matrix: a b c d e f.
type Matrix = [f64; 6];

const UPRIGHT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Walks the pages.
pub(super) struct Painter<'f> {
    /// What was found so far.
    pub(super) facts: &'f mut Facts,
    page: usize,
    /// The forms of this page, and the pictures and fonts of all, that were looked at.
    forms: BTreeSet<ObjectIdentifier>,
    seen: BTreeSet<ObjectIdentifier>,
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    /// The space of what is filled, and how many inks it has now.
    fill: (String, usize),
}

impl<'f> Painter<'f> {
    /// Nothing walked yet.
    pub(super) fn new(facts: &'f mut Facts) -> Painter<'f> {
        Painter { facts, page: 0, forms: BTreeSet::new(), seen: BTreeSet::new() }
    }

    /// Walks a page.
    pub(super) fn page(&mut self, page: &Page<'_>) {
        self.page += 1;
        self.forms.clear();
        if page.raw().contains_key("Annots") {
            let notes: Array<'_> = page.raw().get("Annots").unwrap_or_default();
            for note in notes.iter::<Dict<'_>>() {
                let kind = note.get::<Name<'_>>("Subtype").map(|name| name.as_str().to_owned());
                let kind = kind.unwrap_or_default();
                if !matches!(kind.as_str(), "TrapNet" | "PrinterMark") {
                    self.forbid(&format!("Annots {kind}"));
                }
            }
        }
        if page.raw().contains_key("AA") {
            self.forbid("AA");
        }
        let group: Option<Dict<'_>> = page.raw().get("Group");
        self.group(group.as_ref());
        let content = page.page_stream().unwrap_or_default();
        self.content(content, page.resources(), UPRIGHT, 0);
    }

    fn forbid(&mut self, what: &str) {
        self.facts.forbidden.entry(what.to_owned()).or_insert(self.page);
    }

    fn transparent(&mut self, how: &str) {
        self.facts.transparency.entry(how.to_owned()).or_insert(self.page);
    }

    fn group(&mut self, group: Option<&Dict<'_>>) {
        let kind = group.and_then(|group| group.get::<Name<'_>>("S"));
        if kind.is_some_and(|kind| &*kind == b"Transparency") {
            self.transparent("Group");
        }
    }

    fn content(&mut self, data: &[u8], resources: &Resources<'_>, matrix: Matrix, depth: usize) {
        for (_, font) in resources
            .fonts
            .entries()
            .filter_map(|(name, _)| Some((name.clone(), resources.fonts.get::<Dict<'_>>(&*name)?)))
        {
            self.font(&font);
        }
        let mut state = State { matrix, fill: ("DeviceGray".to_owned(), 1) };
        let mut stack = Vec::new();
        let mut operations = UntypedIter::new(data);
        while let Some(operation) = operations.next() {
            let operands: Vec<Object<'_>> = operation.operands().cloned().collect();
            match &**operation.operator {
                b"q" => stack.push(state.clone()),
                b"Q" => state = stack.pop().unwrap_or(state),
                b"cm" => state.matrix = product(&numbers(&operands), &state.matrix),
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.first() {
                        self.object(name, resources, &state, depth);
                    }
                }
                b"gs" => {
                    let name = operands.first().cloned().and_then(Object::into_name);
                    let found = name.and_then(|name| resources.get_ext_g_state(&name));
                    self.state(found.as_ref());
                }
                b"Tj" | b"TJ" | b"'" | b"\"" if state.fill.1 > 1 => {
                    self.facts.text_in_inks.get_or_insert(self.page);
                }
                b"BI" => self.inline(&operands, resources),
                b"PS" => self.forbid("PS"),
                operator => self.colour(operator, &operands, resources, &mut state),
            }
        }
    }

    /// The operators of colour.
    fn colour(
        &mut self,
        operator: &[u8],
        operands: &[Object<'_>],
        resources: &Resources<'_>,
        state: &mut State,
    ) {
        let own = match operator {
            b"g" | b"G" => "DeviceGray".to_owned(),
            b"rg" | b"RG" => "DeviceRGB".to_owned(),
            b"k" | b"K" => "DeviceCMYK".to_owned(),
            b"cs" | b"CS" => {
                let space = operands.first().map(|space| self.space(space, resources, 0));
                if operator == b"cs" {
                    state.fill = (space.unwrap_or_default(), 1);
                }
                return;
            }
            b"sc" | b"scn" => state.fill.0.clone(),
            b"sh" => {
                let name = operands.first().cloned().and_then(Object::into_name);
                let found = name.and_then(|name| resources.get_shading(&name));
                let dict = match found {
                    Some(Object::Dict(dict)) => Some(dict),
                    Some(Object::Stream(stream)) => Some(stream.dict().clone()),
                    _ => None,
                };
                let space = dict.and_then(|dict| dict.get::<Object<'_>>("ColorSpace"));
                if let Some(space) = space {
                    self.space(&space, resources, 0);
                }
                return;
            }
            _ => return,
        };
        self.use_space(&own);
        let inks = numbers(operands);
        let count = match own.as_str() {
            "DeviceCMYK" => {
                let sum: f64 = inks.iter().map(|ink| ink.clamp(0.0, 1.0)).sum();
                self.ink((sum * 100.0).round() as u32);
                inks.iter().filter(|ink| **ink > 0.01).count()
            }
            "DeviceRGB" => 3,
            _ => 1,
        };
        if operator.first().is_some_and(u8::is_ascii_lowercase) {
            state.fill = (own, count);
        }
    }

    fn ink(&mut self, percent: u32) {
        if percent > self.facts.ink.0 {
            self.facts.ink = (percent, self.page);
        }
    }

    fn use_space(&mut self, name: &str) {
        self.facts.spaces.entry(name.to_owned()).or_insert(self.page);
    }

    /// The name of a colour space, with those that lie below it noted too.
    fn space(&mut self, space: &Object<'_>, resources: &Resources<'_>, depth: usize) -> String {
        if depth > MAX_DEPTH {
            return String::new();
        }
        let (name, parts) = match space {
            Object::Name(name) => {
                let plain = match name.as_str() {
                    "G" => "DeviceGray",
                    "RGB" => "DeviceRGB",
                    "CMYK" => "DeviceCMYK",
                    other => other,
                };
                if !matches!(plain, "DeviceGray" | "DeviceRGB" | "DeviceCMYK" | "Pattern") {
                    let Some(found) = resources.get_color_space(name) else {
                        return String::new();
                    };
                    return self.space(&found, resources, depth + 1);
                }
                (plain.to_owned(), Vec::new())
            }
            Object::Array(array) => {
                let parts: Vec<Object<'_>> = array.iter().collect();
                let Some(Object::Name(name)) = parts.first() else { return String::new() };
                (name.as_str().to_owned(), parts)
            }
            _ => return String::new(),
        };
        let below = match name.as_str() {
            "Indexed" | "I" | "Pattern" => parts.get(1),
            "Separation" | "DeviceN" => parts.get(2),
            _ => None,
        };
        if let Some(below) = below {
            self.space(below, resources, depth + 1);
        }
        let name = match (name.as_str(), parts.get(1)) {
            ("ICCBased", Some(Object::Stream(profile))) => {
                format!("ICCBased {}", profile.dict().get::<u32>("N").unwrap_or(0))
            }
            ("I", _) => "Indexed".to_owned(),
            _ => name,
        };
        self.use_space(&name);
        name
    }

    fn state(&mut self, state: Option<&Dict<'_>>) {
        let Some(state) = state else { return };
        for key in ["TR", "HTP"] {
            if state.contains_key(key) {
                self.forbid(key);
            }
        }
        let mask: Option<Object<'_>> = state.get("SMask");
        if mask.is_some_and(|mask| mask.into_name().is_none_or(|name| &*name != b"None")) {
            self.transparent("SMask");
        }
        for key in ["ca", "CA"] {
            if state.get::<f64>(key).is_some_and(|opacity| opacity < 1.0) {
                self.transparent(key);
            }
        }
        let mode = state.get::<Name<'_>>("BM");
        if mode.is_some_and(|mode| !matches!(&*mode, b"Normal" | b"Compatible")) {
            self.transparent("BM");
        }
    }

    /// A picture or a form.
    fn object(&mut self, name: &Name<'_>, resources: &Resources<'_>, state: &State, depth: usize) {
        let Some(object) = resources.get_x_object(name) else { return };
        let kind = object.dict().get::<Name<'_>>("Subtype");
        match kind.as_deref() {
            Some(b"Image") => self.image(&object, resources, &state.matrix),
            Some(b"Form") if depth < MAX_DEPTH && self.forms.insert(object.obj_id()) => {
                let group: Option<Dict<'_>> = object.dict().get("Group");
                self.group(group.as_ref());
                let own: Option<Dict<'_>> = object.dict().get("Resources");
                let own = own.map(Resources::new);
                let matrix: Option<Array<'_>> = object.dict().get("Matrix");
                let matrix: Vec<f64> =
                    matrix.map_or(UPRIGHT.to_vec(), |matrix| matrix.iter().collect());
                let matrix = product(&matrix, &state.matrix);
                if let Ok(data) = object.decoded() {
                    self.content(&data, own.as_ref().unwrap_or(resources), matrix, depth + 1);
                }
            }
            Some(b"PS") => self.forbid("PS"),
            _ => {}
        }
    }

    fn image(&mut self, image: &Stream<'_>, resources: &Resources<'_>, matrix: &Matrix) {
        let dict = image.dict();
        let side = |key| dict.get::<u32>(key).unwrap_or(0);
        let (width, height) = (side("Width"), side("Height"));
        let [a, b, c, d, ..] = *matrix;
        let (across, down) = (a.hypot(b) / 72.0, c.hypot(d) / 72.0);
        let density = (f64::from(width) / across).min(f64::from(height) / down).round();
        let space: Option<Object<'_>> = dict.get("ColorSpace");
        let space = match space {
            Some(space) => self.space(&space, resources, 0),
            None => String::new(),
        };
        let (page, pixels) = (self.page, (width, height));
        self.facts.images.push(Image { page, pixels, density: density as u32, space });
        if !self.seen.insert(image.obj_id()) {
            return;
        }
        if dict.contains_key("SMask") {
            self.transparent("SMask");
        }
        for key in ["Alternates", "OPI"] {
            if dict.contains_key(key) {
                self.forbid(key);
            }
        }
        for filter in image.filters() {
            let name = format!("{filter:?}");
            if matches!(name.as_str(), "LzwDecode" | "JpxDecode" | "Jbig2Decode" | "Crypt") {
                self.forbid(&name);
            }
        }
        if let Some(percent) = heaviest(image) {
            self.ink(percent);
        }
    }

    fn inline(&mut self, operands: &[Object<'_>], resources: &Resources<'_>) {
        let Some(Object::Stream(image)) = operands.first() else { return };
        let space: Option<Object<'_>> =
            image.dict().get("CS").or_else(|| image.dict().get("ColorSpace"));
        if let Some(space) = space {
            self.space(&space, resources, 0);
        }
    }

    fn font(&mut self, font: &Dict<'_>) {
        if font.obj_id().is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        let name = font.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_owned());
        let name = name.unwrap_or_default();
        let kind = font.get::<Name<'_>>("Subtype").map(|kind| kind.as_str().to_owned());
        let below: Option<Array<'_>> = font.get("DescendantFonts");
        let below = below.and_then(|below| below.iter::<Dict<'_>>().next());
        let holder = below.as_ref().unwrap_or(font);
        let descriptor: Dict<'_> = holder.get("FontDescriptor").unwrap_or_default();
        let keys = ["FontFile", "FontFile2", "FontFile3"];
        let embedded = keys.iter().any(|key| descriptor.contains_key(key));
        let tag = name.split_once('+').map_or("", |(tag, _)| tag);
        let found = Font {
            // The glyphs of a Type 3 font are content themselves.
            embedded: embedded || kind.as_deref() == Some("Type3"),
            subset: tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()),
            mapped: font.contains_key("ToUnicode"),
        };
        let known = self.facts.fonts.entry(name).or_insert(found);
        known.embedded &= found.embedded;
        known.mapped &= found.mapped;
    }
}

fn numbers(operands: &[Object<'_>]) -> Vec<f64> {
    let number = |object: &Object<'_>| match object {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    };
    operands.iter().filter_map(number).collect()
}

/// `first`, then `then`.
fn product(first: &[f64], then: &Matrix) -> Matrix {
    let &[a, b, c, d, e, f] = first else { return *then };
    let [ta, tb, tc, td, te, tf] = *then;
    [
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    ]
}
