//! A file opened: version, keys, output intents, boxes; what is drawn is `paint.rs`'s.
//!
//! In: bytes. Out: [`Facts`]. A file that contradicts itself gives fewer facts, never a stop. Never
//! here: what is right or wrong.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream, String as Text};
use hayro_syntax::page::Page;

use super::facts::{Box4, Facts, Intent, PageFacts};
use super::paint::Painter;

/// The keys of Info that PDF/X asks for.
const INFO_KEYS: [&str; 5] = ["Title", "CreationDate", "ModDate", "Trapped", "GTS_PDFXVersion"];
/// The elements of XMP that PDF/X-4 asks for.
const XMP_KEYS: [&str; 8] = [
    "dc:title",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "xmpMM:RenditionClass",
    "pdf:Trapped",
];
/// Entries of the catalog that no file for print may have.
const FORBIDDEN: [&str; 4] = ["AcroForm", "OpenAction", "AA", "Collection"];

/// Reads a file; `None` when it is no PDF that can be read.
pub(super) fn read(bytes: Vec<u8>) -> Option<Facts> {
    let mut facts = Facts { version: header(&bytes)?, ..Facts::default() };
    let trailer = trailer(&bytes);
    facts.identified = find(&trailer, b"/ID").is_some();
    facts.encrypted = find(&trailer, b"/Encrypt").is_some();
    let info = reference(&trailer, b"/Info");
    let Ok(pdf) = Pdf::new(bytes) else {
        return facts.encrypted.then_some(facts);
    };
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let kind = stream.dict().get::<Name<'_>>("Type");
        facts.packed |= kind.is_some_and(|kind| matches!(&*kind, b"ObjStm" | b"XRef"));
    }
    facts.packed |= trailer.windows(5).any(|part| part == b"/XRef");
    let info = info.and_then(|number| {
        pdf.objects().into_iter().find_map(|object| {
            let Object::Dict(dict) = object else { return None };
            let own = dict.obj_id().is_some_and(|id| i64::from(id.obj_number) == number);
            own.then_some(dict)
        })
    });
    if let Some(info) = &info {
        read_info(info, &mut facts);
    }
    catalog(&root, &mut facts);
    let mut painter = Painter::new(&mut facts);
    for page in pdf.pages().iter() {
        let boxes = boxes(page);
        painter.page(page);
        painter.facts.pages.push(boxes);
    }
    Some(facts)
}

/// `1.6`, from the first line.
fn header(bytes: &[u8]) -> Option<String> {
    let rest = bytes.strip_prefix(b"%PDF-")?;
    let version = rest.get(..3)?;
    Some(String::from_utf8_lossy(version).into_owned())
}

/// The dictionary at the end of the file, as it is written: that of a table, or of a stream.
fn trailer(bytes: &[u8]) -> Vec<u8> {
    let from = rfind(bytes, b"startxref").unwrap_or(0);
    let tail = bytes.get(from + 9..).unwrap_or_default();
    let digits: Vec<u8> = tail
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .take_while(u8::is_ascii_digit)
        .collect();
    let start = std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse().ok());
    let table = bytes.get(start.unwrap_or(0)..from).unwrap_or_default();
    if table.starts_with(b"xref") {
        let at = rfind(table, b"trailer").unwrap_or(0);
        return table.get(at..).unwrap_or_default().to_vec();
    }
    let end = find(table, b"stream").unwrap_or(table.len().min(4096));
    table.get(..end).unwrap_or_default().to_vec()
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn rfind(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).rposition(|window| window == part)
}

/// The number of the object that a key leads to.
fn reference(dict: &[u8], key: &[u8]) -> Option<i64> {
    let rest = dict.get(find(dict, key)? + key.len()..)?;
    let text = std::str::from_utf8(rest.get(..rest.len().min(32))?).ok()?;
    text.split_ascii_whitespace().next()?.parse().ok()
}

fn read_info(info: &Dict<'_>, facts: &mut Facts) {
    for key in INFO_KEYS {
        let filled = match info.get::<Object<'_>>(key) {
            Some(Object::String(text)) => !text.as_bytes().is_empty(),
            Some(Object::Name(name)) => matches!(&*name, b"True" | b"False"),
            _ => false,
        };
        if filled {
            facts.keys.insert(format!("Info {key}"));
        }
    }
    let claimed = info.get::<Text<'_>>("GTS_PDFXVersion");
    facts.standard = claimed.map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
}

fn catalog(root: &Dict<'_>, facts: &mut Facts) {
    if let Some(version) = root.get::<Name<'_>>("Version") {
        let own = String::from_utf8_lossy(&version).into_owned();
        if own > facts.version {
            facts.version = own;
        }
    }
    let xmp = root.get::<Stream<'_>>("Metadata").and_then(|stream| stream.decoded().ok());
    let xmp = xmp.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    for key in XMP_KEYS {
        if element(&xmp, key).is_some() {
            facts.keys.insert(format!("XMP {key}"));
        }
    }
    if let Some(claimed) = element(&xmp, "pdfxid:GTS_PDFXVersion") {
        facts.standard.get_or_insert_with(|| claimed.to_owned());
    }
    for key in FORBIDDEN {
        if root.contains_key(key) {
            facts.forbidden.insert(key.to_owned(), 0);
        }
    }
    let names: Dict<'_> = root.get("Names").unwrap_or_default();
    for key in ["JavaScript", "EmbeddedFiles"] {
        if names.contains_key(key) {
            facts.forbidden.insert(key.to_owned(), 0);
        }
    }
    if root.contains_key("OCProperties") {
        facts.forbidden.insert("OCProperties".to_owned(), 0);
    }
    let intents: Array<'_> = root.get("OutputIntents").unwrap_or_default();
    facts.intents = intents.iter::<Dict<'_>>().filter_map(|dict| intent(&dict)).collect();
}

/// What stands in an element, or in an attribute of that name.
fn element<'a>(xmp: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xmp.split_once(&format!("<{name}")).or_else(|| {
        // An attribute: name="value".
        xmp.split_once(&format!(" {name}=\""))
    })?;
    let value = match rest.split_once('>') {
        Some((head, rest)) if head.trim().is_empty() => rest.split('<').next().unwrap_or(""),
        _ => rest.split('"').next().unwrap_or(""),
    };
    // A title stands in a list of languages: what matters is that something is there.
    Some(value.trim())
}

fn intent(dict: &Dict<'_>) -> Option<Intent> {
    let kind: Name<'_> = dict.get("S")?;
    if &*kind != b"GTS_PDFX" {
        return None;
    }
    let text = |key| {
        let text: Option<Text<'_>> = dict.get(key);
        text.map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned()).unwrap_or_default()
    };
    let profile: Option<Stream<'_>> = dict.get("DestOutputProfile");
    let profile = profile.and_then(|stream| stream.decoded().ok().map(|data| data.into_owned()));
    let four = |data: &[u8], at: usize| {
        let name = data.get(at..at + 4).unwrap_or_default();
        String::from_utf8_lossy(name).trim().to_owned()
    };
    Some(Intent {
        identifier: text("OutputConditionIdentifier"),
        registered: text("RegistryName").trim_end_matches('/').ends_with("www.color.org"),
        info: !text("Info").is_empty(),
        profile: profile
            .filter(|data| four(data, 36) == "acsp")
            .map(|data| (four(&data, 12), four(&data, 16), data.get(8).copied().unwrap_or(0))),
    })
}

fn boxes(page: &Page<'_>) -> PageFacts {
    let own = |key| page.raw().get::<Rect>(key).map(box4);
    PageFacts {
        // A page without one gets that of A4 from the reader; it may also come from the tree.
        media: own("MediaBox").or_else(|| Some(box4(page.media_box()))),
        bleed: own("BleedBox"),
        trim: own("TrimBox"),
        art: own("ArtBox"),
    }
}

#[expect(clippy::float_arithmetic, reason = "a PDF has decimals")]
fn box4(rect: Rect) -> Box4 {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|value| (value * 100.0).round() as i64)
}
