//! What the file says of the book: the Info dictionary and the same again as XMP (ISO 16684-1).
//!
//! In: the book's description of itself, and the standard that a file for print keeps to. Out: both, never differing. The date is the book's own,
//! never the clock's. Never here: pages.

use pdf_writer::types::TrappingStatus;
use pdf_writer::writers::DocumentInfo;
use pdf_writer::{Date, Name, Ref, TextStr};
use xmp_writer::{DateTime, LangId, RenditionClass, Timezone, XmpWriter};

use crate::model::meta::Meta;
use crate::model::settings::Standard;

use super::digest;
use super::file::File;

/// Who made the file.
const PRODUCER: &str = concat!("publish ", env!("CARGO_PKG_VERSION"));

/// A moment: year, month, day, hour, minute, second, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    year: u16,
    rest: [u8; 5],
}

/// Reads `2024-01-31T00:00:00Z`.
fn moment(text: &str) -> Option<Moment> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut fields = date.split('-').chain(time.split(':'));
    let year = fields.next()?.parse().ok()?;
    let mut rest = [0; 5];
    for slot in &mut rest {
        *slot = fields.next()?.parse().ok()?;
    }
    fields.next().is_none().then_some(Moment { year, rest })
}

/// The authors in one line: Info has room for no more, and XMP must say the same.
fn author(meta: &Meta) -> Option<String> {
    let authors = meta.creators.iter().filter(|creator| creator.role == "aut");
    let names: Vec<&str> = authors.map(|creator| creator.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

fn keywords(meta: &Meta) -> Option<String> {
    (!meta.subjects.is_empty()).then(|| meta.subjects.join("; "))
}

fn full_title(meta: &Meta) -> String {
    match &meta.subtitle {
        Some(subtitle) => format!("{}：{subtitle}", meta.title),
        None => meta.title.clone(),
    }
}

/// What the work is, whatever its text is at the moment.
pub(super) fn identity(meta: &Meta) -> String {
    format!("{} {}", meta.identifier, meta.title)
}

/// Writes the Info dictionary.
pub(super) fn info(meta: &Meta, standard: Option<Standard>, file: &mut File) -> Ref {
    file.add(|object| {
        let mut info: DocumentInfo<'_> = object.start();
        info.title(TextStr(&full_title(meta)));
        if let Some(author) = author(meta) {
            info.author(TextStr(&author));
        }
        if let Some(description) = &meta.description {
            info.subject(TextStr(description));
        }
        if let Some(keywords) = keywords(meta) {
            info.keywords(TextStr(&keywords));
        }
        info.creator(TextStr(PRODUCER)).producer(TextStr(PRODUCER));
        if let Some(Moment { year, rest: [month, day, hour, minute, second] }) =
            moment(&meta.modified)
        {
            let date = Date::new(year).month(month).day(day).hour(hour).minute(minute);
            let date = date.second(second).utc_offset_hour(0);
            info.creation_date(date).modified_date(date);
        }
        if standard.is_some() {
            info.trapped(TrappingStatus::NotTrapped);
        }
        if standard == Some(Standard::X1a) {
            info.pair(Name(b"GTS_PDFXVersion"), TextStr("PDF/X-1a:2003"));
        }
    })
}

/// Writes the XMP packet, unpacked, so that tools without a PDF reader find it.
pub(super) fn xmp(meta: &Meta, standard: Option<Standard>, file: &mut File) -> Ref {
    let (title, author, keywords) = (full_title(meta), author(meta), keywords(meta));
    let language = LangId(&meta.language.tag);
    let mut xmp = XmpWriter::new();
    xmp.format("application/pdf");
    xmp.title([(None, title.as_str())]);
    xmp.language([language]);
    if let Some(author) = &author {
        xmp.creator([author.as_str()]);
    }
    if let Some(description) = &meta.description {
        xmp.description([(None, description.as_str())]);
    }
    if let Some(keywords) = &keywords {
        xmp.subject(meta.subjects.iter().map(String::as_str)).pdf_keywords(keywords);
    }
    if let Some(publisher) = &meta.publisher {
        xmp.publisher([publisher.as_str()]);
    }
    if let Some(rights) = &meta.rights {
        xmp.rights([(None, rights.as_str())]);
    }
    if !meta.identifier.is_empty() {
        xmp.identifier(&meta.identifier);
    }
    xmp.creator_tool(PRODUCER).producer(PRODUCER);
    if let Some(Moment { year, rest: [month, day, hour, minute, second] }) = moment(&meta.modified)
    {
        let date = DateTime::new(year, month, day, hour, minute, second, Timezone::Utc);
        xmp.create_date(date).modify_date(date).metadata_date(date);
    }
    if standard.is_some() {
        xmp.trapped(false);
    }
    if standard == Some(Standard::X4) {
        let document = format!("uuid:{}", digest::uuid(identity(meta).as_bytes()));
        xmp.pdfx_version("PDF/X-4").document_id(&document);
        xmp.rendition_class(RenditionClass::Default);
    }
    // PDF/X-4 demands a version; a release has one of its own.
    let revision = meta.revision().or((standard == Some(Standard::X4)).then(|| "1".to_owned()));
    if let Some(revision) = revision {
        xmp.version_id(&revision);
    }
    let packet = xmp.finish(None);
    let id = file.reserve();
    file.metadata(id, packet.as_bytes());
    id
}
