//! The fonts that travel with the book: each face with the characters that it shows, and no more.
//!
//! In: the characters by role. Out: font files under `fonts/`, the stacks of families for the
//! stylesheet, and a warning for what no face has (the reader's own fonts may have it). Never here:
//! how a font is cut (`font/standalone.rs`).

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::catalog::epub as catalog;
use crate::diag::report::Diagnostics;
use crate::diag::span::Span;
use crate::font::face::Face;
use crate::font::standalone::{self, Standalone};
use crate::font::{FaceId, Faces, LatinStyle, Role};
use crate::par;

use super::glyphs::{Glyphs, Style};
use super::markup;

/// A font file larger than this is left to the reader (TYPOGRAPHY E9).
const MAX_BYTES: usize = 5 << 20;

/// A font file of the EPUB.
#[derive(Clone, Debug)]
pub(super) struct FontFile {
    /// From the folder of the package: `fonts/song.ttf`.
    pub path: String,
    /// `font/ttf` or `font/otf`.
    pub media_type: &'static str,
    /// The family for the stylesheet.
    pub family: String,
    /// The weight for the stylesheet.
    pub weight: u16,
    /// Whether it is cursive Latin.
    pub italic: bool,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All font files, and the families of each role.
#[derive(Clone, Debug, Default)]
pub(super) struct Fonts {
    /// The files.
    pub files: Vec<FontFile>,
    /// Families by style, in the order in which a reader should try them.
    pub stacks: BTreeMap<Style, Vec<String>>,
    /// The licences of the faces, as one text; empty when there is none to carry.
    pub license: String,
}

/// The characters of one face.
type Use = BTreeSet<char>;

impl Fonts {
    /// Cuts the faces to the characters of the book.
    pub(super) fn of(faces: &Faces, glyphs: &Glyphs, diags: &mut Diagnostics) -> Fonts {
        let mut uses: BTreeMap<FaceId, Use> = BTreeMap::new();
        let mut stacks: BTreeMap<Style, Vec<FaceId>> = BTreeMap::new();
        let mut missing: BTreeSet<char> = BTreeSet::new();
        for (style, set) in &glyphs.sets {
            let stack = stacks.entry(*style).or_default();
            let (mut latin_faces, mut han_faces) = (Vec::new(), Vec::new());
            for character in set.iter().filter(|character| !invisible(*character)) {
                let latin = is_latin(character);
                let Some(face) = face_of(faces, *style, character) else {
                    missing.insert(character);
                    continue;
                };
                uses.entry(face).or_default().insert(character);
                let list = if latin { &mut latin_faces } else { &mut han_faces };
                if !list.contains(&face) {
                    list.push(face);
                }
            }
            let order = faces.stack(style.role);
            let rank = |face: &FaceId| order.iter().position(|id| id == face).unwrap_or(99);
            han_faces.sort_by_key(rank);
            for face in latin_faces.into_iter().chain(han_faces) {
                if !stack.contains(&face) {
                    stack.push(face);
                }
            }
        }
        keep_selectors(glyphs, &mut uses);
        warn(glyphs, &missing, diags);
        build(faces, &uses, &stacks, diags)
    }
}

/// The face that shows a character in a style.
fn face_of(faces: &Faces, style: Style, character: char) -> Option<FaceId> {
    let found = if is_latin(character) {
        faces.latin(style.role, style.latin, character)
    } else {
        faces.han(style.role, character)
    };
    found.map(|(face, _)| face)
}

/// Letters, digits and marks of Latin; the marks that Chinese shares with it stay with Han.
pub(super) fn is_latin(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
        && !matches!(character, '×' | '÷')
}

/// What has no glyph of its own: breaks, joiners, selectors of variants.
fn invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
        || is_selector(character)
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A selector of a variant goes to every face, with the characters that it may follow.
fn keep_selectors(glyphs: &Glyphs, uses: &mut BTreeMap<FaceId, Use>) {
    let all = glyphs.sets.values().flat_map(|set| set.iter());
    let selectors: BTreeSet<char> = all.filter(|character| is_selector(*character)).collect();
    for one in uses.values_mut() {
        one.extend(&selectors);
    }
}

/// One warning for each place, with all that it lacks.
fn warn(glyphs: &Glyphs, missing: &BTreeSet<char>, diags: &mut Diagnostics) {
    let mut told: BTreeSet<char> = BTreeSet::new();
    let mut places: BTreeMap<Span, Vec<char>> = BTreeMap::new();
    for (character, span) in &glyphs.first {
        let wanted = missing.contains(character) && !markup::forbidden(*character);
        if wanted && told.insert(*character) {
            places.entry(*span).or_default().push(*character);
        }
    }
    for (span, characters) in places {
        let place = (span != Span::default()).then_some(span);
        diags.push(catalog::glyphs_left_to_reader(place, &characters));
    }
}

fn build(
    faces: &Faces,
    uses: &BTreeMap<FaceId, Use>,
    stacks: &BTreeMap<Style, Vec<FaceId>>,
    diags: &mut Diagnostics,
) -> Fonts {
    let wanted: Vec<(FaceId, &Use)> = uses.iter().map(|(id, one)| (*id, one)).collect();
    let made = par::map(&wanted, diags, |(id, one), diags| {
        let (face, family) = (faces.face(*id), family(faces.face(*id), *id));
        let made = standalone::subset(face, one, &format!("{family} Subset"));
        match made {
            Some(made) if made.bytes.len() <= MAX_BYTES => Some(file(face, family, made)),
            _ => {
                diags.push(catalog::font_left_out(&face.file_name));
                None
            }
        }
    });
    let mut fonts = Fonts::default();
    let mut families: BTreeMap<FaceId, String> = BTreeMap::new();
    let mut licenses: BTreeSet<&'static str> = BTreeSet::new();
    for ((id, _), file) in wanted.iter().zip(made) {
        if let Some(file) = file {
            families.insert(*id, file.family.clone());
            licenses.extend(standalone::license(&faces.face(*id).file_name));
            fonts.files.push(file);
        }
    }
    fonts.stacks = stacks
        .iter()
        .map(|(style, ids)| {
            (*style, ids.iter().filter_map(|id| families.get(id).cloned()).collect())
        })
        .collect();
    let texts: Vec<&str> = licenses.into_iter().collect();
    fonts.license = texts.join("\n\n--------\n\n");
    fonts
}

fn file(face: &Face, family: String, made: Standalone) -> FontFile {
    let (media_type, suffix) = if face.is_cff { ("font/otf", "otf") } else { ("font/ttf", "ttf") };
    let words = family.trim_start_matches("Publish ").to_ascii_lowercase().replace(' ', "-");
    let medium = family == "Publish Hei";
    FontFile {
        path: format!("fonts/{words}.{suffix}"),
        media_type,
        family,
        weight: if face.is_bold {
            700
        } else if medium {
            500
        } else {
            400
        },
        italic: face.is_italic,
        bytes: made.bytes,
    }
}

/// A neutral name: the names of the originals are reserved by their licences.
fn family(face: &Face, id: FaceId) -> String {
    let name = match face.file_name.as_str() {
        "NotoSerifSC-Regular.ttf" => "Song",
        "NotoSerifSC-Bold.ttf" => "Song Bold",
        "NotoSansSC-Medium.ttf" => "Hei",
        "NotoSansSC-Bold.ttf" => "Hei Bold",
        "WenKaiBook-Regular.ttf" => "Kai",
        "NotoSansMonoCJKsc-Latin.otf" => "Mono",
        "EBGaramond-Regular.ttf" => "Latin",
        "EBGaramond-Italic.ttf" => "Latin Italic",
        "EBGaramond-Bold.ttf" => "Latin Bold",
        "EBGaramond-BoldItalic.ttf" => "Latin Bold Italic",
        _ => return format!("Publish Own {}", id.0 + 1),
    };
    format!("Publish {name}")
}

/// The families of a role with upright Latin, for the stylesheet.
pub(super) fn stack(fonts: &Fonts, role: Role, latin: LatinStyle) -> Vec<String> {
    let style = Style { role, latin };
    fonts.stacks.get(&style).cloned().unwrap_or_default()
}
