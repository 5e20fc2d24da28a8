//! Objects to a file: streams as they are, all other objects packed into object streams, and one
//! cross-reference stream (PDF 1.7 §7.5.7, §7.5.8), which makes a book with many links and
//! bookmarks a third smaller. PDF 1.4 knows neither: its objects stand one by one before a table.
//!
//! In: objects by their numbers. Out: the bytes of the PDF. Never here: what an object means.

use pdf_writer::writers::ImageXObject;
use pdf_writer::{Chunk, Filter, Finish, Name, Obj, Ref, Settings, Str, Stream};

use crate::diag::report::Diagnostics;
use crate::par;

use super::deflate;
use super::digest;

/// How many objects share a stream: readers unpack a whole one to see any of them.
const OBJECTS_IN_STREAM: usize = 200;

/// Four bytes that tell transport software that the file is binary.
const BINARY: &[u8] = b"%\xE2\xE3\xCF\xD3\n";

/// A version of PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// For PDF/X-1a: no object streams.
    V1_4,
    /// For PDF/X-4.
    V1_6,
    /// For screens.
    V1_7,
}

impl Version {
    const fn header(self) -> &'static [u8] {
        match self {
            Version::V1_4 => b"%PDF-1.4\n",
            Version::V1_6 => b"%PDF-1.6\n",
            Version::V1_7 => b"%PDF-1.7\n",
        }
    }
}

const COMPACT: Settings = Settings { pretty: false };

/// A PDF in the making.
pub(super) struct File {
    version: Version,
    bytes: Vec<u8>,
    /// Where each object stands, by its number; number 0 is never used.
    places: Vec<Place>,
    /// The bodies of the objects to be packed, one after the other.
    bodies: Vec<u8>,
    /// The number of each of them, and where it starts.
    starts: Vec<(Ref, usize)>,
}

#[derive(Clone, Copy)]
enum Place {
    /// Nowhere.
    Free,
    /// At this byte of the file.
    Byte(usize),
    /// In this object stream, at this position.
    Packed(Ref, usize),
}

impl File {
    /// An empty file.
    pub(super) fn new(version: Version) -> File {
        File {
            version,
            bytes: [version.header(), BINARY].concat(),
            places: vec![Place::Free],
            bodies: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// A number for an object that will be written later.
    pub(super) fn reserve(&mut self) -> Ref {
        self.places.push(Place::Free);
        Ref::new(i32::try_from(self.places.len() - 1).unwrap_or(i32::MAX))
    }

    /// Writes an object that is no stream.
    pub(super) fn object(&mut self, id: Ref, write: impl FnOnce(Obj<'_>)) {
        let mut chunk = Chunk::with_settings(COMPACT);
        write(chunk.indirect(id));
        if self.version == Version::V1_4 {
            return self.append(id, chunk.as_bytes());
        }
        // An object inside a stream goes without `12 0 obj` and `endobj`.
        let bytes = chunk.as_bytes();
        let head = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let body = bytes.get(head..).unwrap_or_default();
        self.starts.push((id, self.bodies.len()));
        self.bodies.extend_from_slice(body.strip_suffix(b"endobj\n").unwrap_or(body));
    }

    /// Writes an object that is no stream, and gives its number.
    pub(super) fn add(&mut self, write: impl FnOnce(Obj<'_>)) -> Ref {
        let id = self.reserve();
        self.object(id, write);
        id
    }

    /// Writes a stream whose data stands as the file shall have it.
    pub(super) fn stream(&mut self, id: Ref, data: &[u8], describe: impl FnOnce(&mut Stream<'_>)) {
        let mut chunk = Chunk::with_settings_and_capacity(COMPACT, data.len() + 256);
        describe(&mut chunk.stream(id, data));
        self.append(id, chunk.as_bytes());
    }

    /// Writes a stream whose data was packed, and gives its number.
    pub(super) fn packed(&mut self, data: &[u8], describe: impl FnOnce(&mut Stream<'_>)) -> Ref {
        let id = self.reserve();
        self.stream(id, data, |stream| {
            stream.filter(Filter::FlateDecode);
            describe(stream);
        });
        id
    }

    /// Writes an image whose samples stand as its filters expect them.
    pub(super) fn image(
        &mut self,
        id: Ref,
        data: &[u8],
        describe: impl FnOnce(&mut ImageXObject<'_>),
    ) {
        let mut chunk = Chunk::with_settings_and_capacity(COMPACT, data.len() + 256);
        describe(&mut chunk.image_xobject(id, data));
        self.append(id, chunk.as_bytes());
    }

    /// Writes a metadata stream as it is.
    pub(super) fn metadata(&mut self, id: Ref, data: &[u8]) {
        let mut chunk = Chunk::with_settings(COMPACT);
        chunk.metadata(id, data).finish();
        self.append(id, chunk.as_bytes());
    }

    fn append(&mut self, id: Ref, bytes: &[u8]) {
        self.place(id, Place::Byte(self.bytes.len()));
        self.bytes.extend_from_slice(bytes);
    }

    fn place(&mut self, id: Ref, place: Place) {
        let slot = usize::try_from(id.get()).ok().and_then(|index| self.places.get_mut(index));
        if let Some(slot) = slot {
            *slot = place;
        }
    }

    /// Ends the file. `identity` names the work, whatever its text is at the moment.
    pub(super) fn finish(self, catalog: Ref, info: Ref, identity: &str) -> Vec<u8> {
        match self.version {
            Version::V1_4 => self.finish_with_table(catalog, info, identity),
            Version::V1_6 | Version::V1_7 => self.finish_with_stream(catalog, info, identity),
        }
    }

    /// PDF 1.7 §7.5.4, §7.5.5.
    fn finish_with_table(mut self, catalog: Ref, info: Ref, identity: &str) -> Vec<u8> {
        let start = self.bytes.len();
        let ids = [digest::id(identity.as_bytes()), digest::id(&self.bytes)];
        let mut table = format!("xref\n0 {}\n", self.places.len());
        for place in &self.places {
            table.push_str(&match place {
                Place::Byte(offset) => format!("{offset:010} 00000 n \n"),
                Place::Free | Place::Packed(..) => "0000000000 65535 f \n".to_owned(),
            });
        }
        let hex = |id: &[u8]| id.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        let [first, second] = ids.map(|id| hex(&id));
        table.push_str(&format!(
            "trailer\n<</Size {}/Root {} 0 R/Info {} 0 R/ID[<{first}><{second}>]>>\n\
             startxref\n{start}\n%%EOF\n",
            self.places.len(),
            catalog.get(),
            info.get()
        ));
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }

    fn finish_with_stream(mut self, catalog: Ref, info: Ref, identity: &str) -> Vec<u8> {
        self.pack_objects();
        let id = self.reserve();
        let start = self.bytes.len();
        self.place(id, Place::Byte(start));
        let ids = [digest::id(identity.as_bytes()), digest::id(&self.bytes)];
        let table = deflate::pack(&self.table());
        let mut chunk = Chunk::with_settings(COMPACT);
        let mut stream = chunk.stream(id, &table);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Type"), Name(b"XRef"));
        stream.pair(Name(b"Size"), i32::try_from(self.places.len()).unwrap_or(i32::MAX));
        stream.pair(Name(b"Root"), catalog);
        stream.pair(Name(b"Info"), info);
        stream.insert(Name(b"ID")).array().items(ids.iter().map(|id| Str(id)));
        stream.insert(Name(b"W")).array().items([1, 4, 2]);
        drop(stream);
        self.bytes.extend_from_slice(chunk.as_bytes());
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }

    fn pack_objects(&mut self) {
        let starts = std::mem::take(&mut self.starts);
        let bodies = std::mem::take(&mut self.bodies);
        let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([bodies.len()]);
        let objects: Vec<(Ref, &[u8])> = (starts.iter().zip(ends))
            .map(|((id, start), end)| (*id, bodies.get(*start..end).unwrap_or_default()))
            .collect();
        let groups: Vec<&[(Ref, &[u8])]> = objects.chunks(OBJECTS_IN_STREAM).collect();
        let streams = par::map(&groups, &mut Diagnostics::new(), |group, _| object_stream(group));
        for (group, (first, data)) in groups.iter().zip(streams) {
            let id = self.packed(&data, |stream| {
                stream.pair(Name(b"Type"), Name(b"ObjStm"));
                stream.pair(Name(b"N"), i32::try_from(group.len()).unwrap_or(i32::MAX));
                stream.pair(Name(b"First"), i32::try_from(first).unwrap_or(i32::MAX));
            });
            for (index, (object, _)) in group.iter().enumerate() {
                self.place(*object, Place::Packed(id, index));
            }
        }
    }

    /// The cross-reference table: a type, a place of four bytes, two bytes more.
    fn table(&self) -> Vec<u8> {
        let mut table = Vec::with_capacity(self.places.len() * 7);
        for place in &self.places {
            let (kind, place, more) = match *place {
                Place::Free => (0, 0, u16::MAX),
                Place::Byte(offset) => (1, u32::try_from(offset).unwrap_or(u32::MAX), 0),
                Place::Packed(stream, index) => {
                    (2, stream.get().unsigned_abs(), u16::try_from(index).unwrap_or(u16::MAX))
                }
            };
            table.push(kind);
            table.extend_from_slice(&place.to_be_bytes());
            table.extend_from_slice(&more.to_be_bytes());
        }
        table
    }
}

/// The packed data of an object stream, and how long its index is.
fn object_stream(group: &[(Ref, &[u8])]) -> (usize, Vec<u8>) {
    let mut index = String::new();
    let mut offset = 0;
    for (id, body) in group {
        index.push_str(&format!("{} {offset} ", id.get()));
        offset += body.len();
    }
    let mut data = index.into_bytes();
    let first = data.len();
    group.iter().for_each(|(_, body)| data.extend_from_slice(body));
    (first, deflate::pack(&data))
}
