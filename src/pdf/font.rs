//! The faces as composite fonts (PDF 1.7 §9.7): cut down to the glyphs used, with exact widths and
//! exact text.
//!
//! In: a face and its codes. Out: a CIDFont with descriptor and program, and over it a Type 0 font
//! for each layer, with a ToUnicode map that gives every code its text. A code is the glyph's
//! number in the program, so TrueType and CFF need no further map. Never here: which texts there
//! are (`code.rs`).

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::{CidFont, FontDescriptor, Type0Font};
use pdf_writer::{Name, Rect, Ref, Str};

use crate::diag::catalog::pdf as catalog;
use crate::diag::report::Diagnostics;
use crate::font::Faces;
use crate::font::face::Face;
use crate::font::subset::{self, Measures, ProgramKind, Subset};

use super::code::FaceUse;
use super::deflate;
use super::digest;
use super::file::File;
use super::number::from_hundredths;

/// The character collection of codes that mean nothing but themselves.
const COLLECTION: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A face ready to be embedded: all that can be made without object numbers.
pub(super) struct Embedded {
    /// `ABCDEF+NotoSerifSC-Regular`.
    name: String,
    kind: ProgramKind,
    measures: Measures,
    /// The packed program, and how long it is unpacked.
    program: (Vec<u8>, usize),
    /// The packed ToUnicode map of each layer.
    texts: Vec<Vec<u8>>,
    /// In 1/1000 em, from code 1.
    advances: Vec<u16>,
}

/// Cuts a face down; `None` when it is damaged, which is reported.
pub(super) fn embed(used: &FaceUse, faces: &Faces, diags: &mut Diagnostics) -> Option<Embedded> {
    let face = faces.face(used.face);
    let subset = subset::subset(face, &used.glyphs);
    let (Some(subset), Some(measures)) = (subset, subset::measure(face)) else {
        diags.push(catalog::font_not_embeddable(&face.file_name));
        return None;
    };
    Some(Embedded {
        name: font_name(face, &subset),
        kind: subset.kind,
        measures,
        program: (deflate::pack(&subset.program), subset.program.len()),
        texts: used.layers.iter().map(|texts| deflate::pack(&to_unicode(texts))).collect(),
        advances: used.advances.clone(),
    })
}

/// The name with the tag that tells this subset from others of the same face.
fn font_name(face: &Face, subset: &Subset) -> String {
    let name: String = face.postscript_name.chars().filter(char::is_ascii_alphanumeric).collect();
    let dashed = face.postscript_name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let plain = match (dashed, name.is_empty()) {
        (_, true) => "Font",
        (true, false) => &face.postscript_name,
        (false, false) => &name,
    };
    format!("{}+{plain}", digest::letters(&subset.program))
}

/// What stands in the map for a glyph that adds no text: PDF/A wants something there. Content
/// streams tell that such glyphs stand for nothing; readers that do not listen get a space of no
/// width, and not a sign that something is amiss.
const NO_TEXT: char = '\u{200B}';

/// The map from codes to text.
fn to_unicode(texts: &[(u16, String)]) -> Vec<u8> {
    let mut map = UnicodeCmap::new(Name(b"Text"), COLLECTION);
    for (code, text) in texts {
        match text.as_str() {
            "" => map.pair(*code, NO_TEXT),
            text => map.pair_with_multiple(*code, text.chars()),
        }
    }
    map.finish().into_vec()
}

impl Embedded {
    /// Writes the face, and gives the font of each layer.
    pub(super) fn write(&self, face: &Face, file: &mut File) -> Vec<Ref> {
        let name = Name(self.name.as_bytes());
        let descriptor = self.write_descriptor(face, file);
        let descendant = file.add(|object| {
            let mut font: CidFont<'_> = object.start();
            font.base_font(name).system_info(COLLECTION).font_descriptor(descriptor);
            match self.kind {
                ProgramKind::Cff => font.subtype(CidFontType::Type0),
                ProgramKind::TrueType => {
                    font.subtype(CidFontType::Type2).cid_to_gid_map_predefined(Name(b"Identity"))
                }
            };
            self.write_widths(&mut font);
        });
        let layer = |texts: &Vec<u8>| {
            let to_unicode = file.packed(texts, |_| ());
            file.add(|object| {
                let mut font: Type0Font<'_> = object.start();
                font.base_font(name).encoding_predefined(Name(b"Identity-H"));
                font.descendant_font(descendant).to_unicode(to_unicode);
            })
        };
        self.texts.iter().map(layer).collect()
    }

    fn write_descriptor(&self, face: &Face, file: &mut File) -> Ref {
        let (packed, length) = &self.program;
        let program = file.packed(packed, |stream| match self.kind {
            ProgramKind::TrueType => {
                stream.pair(Name(b"Length1"), i32::try_from(*length).unwrap_or(i32::MAX));
            }
            ProgramKind::Cff => {
                stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
            }
        });
        let em = |units: i16| per_thousand(units, face.units_per_em);
        let [left, bottom, right, top] = self.measures.bounds;
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::SERIF, self.measures.serif);
        flags.set(FontFlags::FIXED_PITCH, self.measures.monospaced);
        flags.set(FontFlags::ITALIC, face.is_italic);
        file.add(|object| {
            let mut descriptor: FontDescriptor<'_> = object.start();
            descriptor.name(Name(self.name.as_bytes())).flags(flags);
            descriptor.bbox(Rect::new(em(left), em(bottom), em(right), em(top)));
            descriptor.italic_angle(from_hundredths(self.measures.slant.into()));
            descriptor.ascent(em(face.ascent)).descent(em(face.descent));
            descriptor.cap_height(em(face.cap_height)).stem_v(stem(self.measures.weight));
            match self.kind {
                ProgramKind::TrueType => descriptor.font_file2(program),
                ProgramKind::Cff => descriptor.font_file3(program),
            };
        })
    }

    /// The commonest width is told once: most Han characters are one em wide.
    fn write_widths(&self, font: &mut CidFont<'_>) {
        let default = commonest(&self.advances);
        font.default_width(f32::from(default));
        let all = (1u16..).zip(self.advances.iter().copied());
        let widths: Vec<(u16, u16)> = all.filter(|(_, width)| *width != default).collect();
        let mut array = font.widths();
        for run in widths.chunk_by(|a, b| a.0.checked_add(1) == Some(b.0)) {
            match run {
                [first, .., last] if run.iter().all(|pair| pair.1 == first.1) => {
                    array.same(first.0, last.0, f32::from(first.1));
                }
                [first, ..] => {
                    array.consecutive(first.0, run.iter().map(|pair| f32::from(pair.1)));
                }
                [] => {}
            }
        }
    }
}

/// The number that occurs most often; the smallest of those that do.
fn commonest(numbers: &[u16]) -> u16 {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b);
    let longest =
        runs.fold(&[] as &[u16], |best, run| if run.len() > best.len() { run } else { best });
    longest.first().copied().unwrap_or(1000)
}

/// Units of the em in thousandths.
fn per_thousand(units: i16, units_per_em: u16) -> f32 {
    let thousandths = i32::from(units) * 1000 / i32::from(units_per_em.max(1));
    i16::try_from(thousandths).map_or(0.0, f32::from)
}

/// How thick upright stems are, guessed from the weight: no font tells, and viewers only use it
/// to imitate a missing font.
fn stem(weight: u16) -> f32 {
    f32::from(weight / 5)
}
