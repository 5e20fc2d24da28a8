//! A face cut down to some characters, as a font file of its own: for EPUB.
//!
//! In: a face and the characters that it shows. Out: an OpenType file that keeps vertical forms
//! (`vert`) and half-width marks (`halt`, `vhal`), under a neutral name. `locl` is dropped: it would
//! double the size of a pan-CJK face (DESIGN §6). A face with CFF outlines travels whole. The same
//! characters give the same bytes. Never here: which characters (`epub/fonts.rs`).

use std::collections::{BTreeMap, BTreeSet};

use skera::{Plan, SubsetFlags};
use skrifa::raw::TableProvider;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::face::Face;

/// A font file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standalone {
    /// The file.
    pub bytes: Vec<u8>,
}

/// Features that a reading system may ask of text.
const FEATURES: [&[u8; 4]; 14] = [
    b"vert", b"vrt2", b"halt", b"vhal", b"chws", b"vchw", b"kern", b"vkrn", b"liga", b"ccmp",
    b"mark", b"mkmk", b"calt", b"clig",
];

/// Tables that no reading system needs, or that only make the file larger.
const DROPPED: [&[u8; 4]; 15] = [
    b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"JSTF", b"LTSH", b"PCLT", b"SVG ", b"kern",
    b"STAT", b"meta", b"morx", b"mort", b"hdmx",
];

/// The licences by the start of the file name.
const LICENSES: [(&str, &str); 5] = [
    ("NotoSerifSC", include_str!("../../fonts/LICENSES/OFL-noto-serif-sc.txt")),
    ("NotoSansSC", include_str!("../../fonts/LICENSES/OFL-noto-sans-sc.txt")),
    ("NotoSansMonoCJK", include_str!("../../fonts/LICENSES/OFL-fonts-noto-cjk.txt")),
    ("WenKaiBook", include_str!("../../fonts/LICENSES/OFL-lxgw-wenkai.txt")),
    ("EBGaramond", include_str!("../../fonts/LICENSES/OFL-eb-garamond.txt")),
];

/// The licence that must travel with a built-in face; `None` for a face of the book's own.
pub fn license(file_name: &str) -> Option<&'static str> {
    LICENSES.iter().find(|(start, _)| file_name.starts_with(start)).map(|(_, text)| *text)
}

/// Cuts a face to `characters` and names it `family`; `None` when the face cannot be cut.
pub fn subset(face: &Face, characters: &BTreeSet<char>, family: &str) -> Option<Standalone> {
    let font = face.font()?;
    let tables = if face.is_cff { tables_of(&font) } else { cut(&font, characters)? };
    let mut tables = tables;
    tables.insert(*b"name", name_table(&font, family));
    Some(Standalone { bytes: assemble(tables, face.is_cff) })
}

fn cut(font: &FontRef<'_>, characters: &BTreeSet<char>) -> Option<BTreeMap<[u8; 4], Vec<u8>>> {
    let unicodes: IntSet<u32> = characters.iter().map(|character| *character as u32).collect();
    let tags = |list: &[&[u8; 4]]| list.iter().map(|tag| Tag::new(tag)).collect::<IntSet<Tag>>();
    let mut scripts = IntSet::<Tag>::empty();
    scripts.invert();
    let plan = Plan::new(
        &IntSet::<GlyphId>::empty(),
        &unicodes,
        font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NO_BIDI_CLOSURE,
        &tags(&DROPPED),
        &scripts,
        &tags(&FEATURES),
        &IntSet::<NameId>::empty(),
        &IntSet::<u16>::empty(),
    );
    let bytes = skera::subset_font(font, &plan).ok()?;
    Some(tables_of(&FontRef::new(&bytes).ok()?))
}

fn tables_of(font: &FontRef<'_>) -> BTreeMap<[u8; 4], Vec<u8>> {
    let records = font.table_directory().table_records().iter();
    records
        .filter(|record| !DROPPED.contains(&&record.tag().to_be_bytes()))
        .filter_map(|record| {
            let data = font.data_for_tag(record.tag())?;
            Some((record.tag().to_be_bytes(), data.as_bytes().to_vec()))
        })
        .collect()
}

/// The names: ours, with copyright, licence and version of the original (OFL 1.1 §2, §3).
fn name_table(font: &FontRef<'_>, family: &str) -> Vec<u8> {
    let original = |id: u16| {
        let mut strings = font.localized_strings(NameId::new(id));
        strings.next().map(|string| string.to_string()).unwrap_or_default()
    };
    let postscript: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    let names: [(u16, String); 9] = [
        (0, original(0)),
        (1, family.to_owned()),
        (2, "Regular".to_owned()),
        (3, format!("{postscript};subset")),
        (4, family.to_owned()),
        (5, original(5)),
        (6, postscript),
        (13, original(13)),
        (14, original(14)),
    ];
    let (mut records, mut storage, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (id, text) in names.into_iter().filter(|(_, text)| !text.is_empty()) {
        let encoded: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (Ok(length), Ok(offset)) = (u16::try_from(encoded.len()), u16::try_from(storage.len()))
        else {
            continue;
        };
        // Windows, Unicode BMP, English of the United States.
        for value in [3, 1, 0x0409, id, length, offset] {
            records.extend_from_slice(&value.to_be_bytes());
        }
        storage.extend(encoded);
        count += 1;
    }
    let mut table = Vec::new();
    for value in [0, count, 6 + count * 12] {
        table.extend_from_slice(&value.to_be_bytes());
    }
    table.extend(records);
    table.extend(storage);
    table
}

/// Where `head` keeps the sum of the whole file.
const ADJUSTMENT: usize = 8;
/// What that sum must give (OpenType, `head`).
const MAGIC: u32 = 0xb1b0_afba;

/// A font file from its tables.
fn assemble(mut tables: BTreeMap<[u8; 4], Vec<u8>>, is_cff: bool) -> Vec<u8> {
    if let Some(sum) = tables.get_mut(b"head").and_then(|head| head.get_mut(ADJUSTMENT..12)) {
        sum.fill(0);
    }
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let log = count.checked_ilog2().unwrap_or(0) as u16;
    let range = 16u16 << log;
    let mut out = Vec::new();
    out.extend_from_slice(if is_cff { b"OTTO" } else { &[0, 1, 0, 0] });
    for value in [count, range, log, (count * 16).saturating_sub(range)] {
        out.extend_from_slice(&value.to_be_bytes());
    }
    let mut offset = 12 + tables.len() * 16;
    let mut head = None;
    for (tag, data) in &tables {
        if tag == b"head" {
            head = Some(offset + ADJUSTMENT);
        }
        out.extend_from_slice(tag);
        for value in [checksum(data), offset as u32, data.len() as u32] {
            out.extend_from_slice(&value.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for data in tables.values() {
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let sum = MAGIC.wrapping_sub(checksum(&out));
    if let Some(place) = head.and_then(|at| out.get_mut(at..at + 4)) {
        place.copy_from_slice(&sum.to_be_bytes());
    }
    out
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}
