//! The set of faces of a book, by role.
//!
//! In: the font files that book.yaml names, else the built-in set. Out: [`Faces`], from which
//! layout, PDF and EPUB take glyphs. The only folder that knows skrifa, harfrust, subsetter, skera.

mod bounds;
mod builtin;
pub mod cover;
pub mod face;
pub mod outline;
pub mod shape;
pub mod standalone;
pub mod subset;

use std::path::{Path, PathBuf};

use crate::diag::catalog::font as catalog;
use crate::diag::report::{Diagnostics, Halt};
use crate::diag::span::Span;
use crate::model::settings::FontFiles;

use face::{Face, FaceError, FontBytes, MAX_FONT_BYTES};

/// A face of the set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// What a face is for (DESIGN §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 宋体: running text.
    Body,
    /// Heavier text within running text.
    Strong,
    /// 黑体: heads.
    Heading,
    /// 黑体, heavy: the book's title, parts.
    Display,
    /// 楷体: verse.
    Verse,
    /// 楷体: quotations, emphasis.
    Quote,
    /// Notes.
    Note,
    /// Code.
    Mono,
}

/// The style of Latin letters beside a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LatinStyle {
    /// Upright.
    #[default]
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
}

/// All faces of a book.
#[derive(Debug)]
pub struct Faces {
    list: Vec<Face>,
    roles: cover::Roles,
}

impl Faces {
    /// Opens the faces that `files` names, from `root/fonts` or `root/../fonts`, and the built-in
    /// face for every role that names none: the same, whatever stands in those folders. `span` is
    /// the place of book.yaml for messages.
    ///
    /// # Errors
    /// [`Halt`] when a named file is missing, damaged or may not be embedded.
    pub fn open(
        root: &Path,
        files: &FontFiles,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Result<Faces, Halt> {
        let mut opener = Opener { root, files, span, diags, list: Vec::new(), failed: false };
        let roles = cover::Roles::assign(files, &mut |wanted| opener.face(wanted));
        warn_about_woff(root, span, opener.diags);
        if opener.failed { Err(Halt) } else { Ok(Faces { list: opener.list, roles }) }
    }

    /// Tells when a face that book.yaml names for Chinese text has no Han at all.
    pub fn check_han(&self, files: &FontFiles, span: Span, diags: &mut Diagnostics) {
        let named =
            [&files.all, &files.body, &files.heading, &files.verse, &files.quote, &files.note];
        for name in named.into_iter().flatten() {
            let face = self.list.iter().find(|face| face.file_name == *name);
            if face.is_some_and(|face| face.glyph('一').is_none()) {
                let span = files.places.get(name).copied().unwrap_or(span);
                diags.push(catalog::font_without_han(span, name));
            }
        }
    }

    /// The built-in faces alone.
    pub fn builtin() -> Faces {
        let (mut diags, files) = (Diagnostics::new(), FontFiles::default());
        let span = Span::default();
        let mut opener = Opener {
            root: Path::new(""),
            files: &files,
            span,
            diags: &mut diags,
            list: Vec::new(),
            failed: false,
        };
        let roles = cover::Roles::assign(&files, &mut |wanted| opener.face(wanted));
        Faces { list: opener.list, roles }
    }

    /// A face by its id; ids come from this set, so there always is one.
    pub fn face(&self, id: FaceId) -> &Face {
        self.list.get(id.0 as usize).unwrap_or(&self.list[0])
    }

    /// All faces with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.list.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face))
    }

    /// The face that sets a Han character or CJK mark in a role, and its glyph.
    pub fn han(&self, role: Role, character: char) -> Option<(FaceId, u16)> {
        self.first_with(self.roles.han(role), character)
    }

    /// The face that sets a Latin letter, digit or mark beside a role, and its glyph.
    pub fn latin(&self, role: Role, style: LatinStyle, character: char) -> Option<(FaceId, u16)> {
        self.first_with(self.roles.latin(role, style), character)
    }

    /// The faces tried for a role, in order.
    pub fn stack(&self, role: Role) -> &[FaceId] {
        self.roles.han(role)
    }

    fn first_with(&self, stack: &[FaceId], character: char) -> Option<(FaceId, u16)> {
        let found = stack.iter().find_map(|id| Some((*id, self.face(*id).glyph(character)?)));
        found.or_else(|| self.iter().find_map(|(id, face)| Some((id, face.glyph(character)?))))
    }
}

/// What a role asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted<'a> {
    /// A file of the book.
    File(&'a str),
    /// A built-in face.
    Builtin(&'static str),
}

struct Opener<'a> {
    root: &'a Path,
    files: &'a FontFiles,
    span: Span,
    diags: &'a mut Diagnostics,
    list: Vec<Face>,
    failed: bool,
}

impl Opener<'_> {
    fn face(&mut self, wanted: Wanted<'_>) -> FaceId {
        let name = match wanted {
            Wanted::File(name) => name,
            Wanted::Builtin(name) => name,
        };
        let known = self.list.iter().position(|face| face.file_name == name);
        let index = known.unwrap_or_else(|| self.open(name));
        FaceId(index as u16)
    }

    fn open(&mut self, name: &str) -> usize {
        let span = self.files.places.get(name).copied().unwrap_or(self.span);
        let read = match self.read(name) {
            Err(size) => {
                let limit = MAX_FONT_BYTES as u64;
                self.fail(catalog::font_too_large(span, name, size, limit));
                return self.list.len().saturating_sub(1);
            }
            Ok(read) => read,
        };
        match read.map(|bytes| Face::open(name, bytes)) {
            Some(Ok(face)) => self.list.push(face),
            Some(Err(FaceError::Woff)) => {
                self.diags.push(catalog::font_woff(span, name));
                return usize::from(self.face(cover::SONG).0);
            }
            Some(Err(FaceError::Damaged)) => self.fail(catalog::font_damaged(span, name)),
            Some(Err(FaceError::NoEmbedding)) => {
                self.fail(catalog::font_embedding_forbidden(span, name));
            }
            None => self.fail(catalog::font_missing(span, name)),
        }
        self.list.len().saturating_sub(1)
    }

    fn fail(&mut self, diagnostic: crate::diag::report::Diagnostic) {
        self.diags.push(diagnostic);
        self.failed = true;
    }

    /// The bytes of a font; the error is the size of a file that is too large.
    fn read(&self, name: &str) -> Result<Option<FontBytes>, u64> {
        // A face that book.yaml does not name is the built-in one.
        let folders = if self.files.names(name) { folders(self.root) } else { Vec::new() };
        for folder in folders {
            if let Some(read) = read_file(&folder.join(name))? {
                return Ok(Some(read));
            }
        }
        Ok(builtin::bytes(name).map(FontBytes::Builtin))
    }
}

/// Where the fonts of a book stand: inside its folder, or beside it.
fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders = vec![root.join("fonts")];
    if !root.as_os_str().is_empty() {
        folders.push(root.join("..").join("fonts"));
    }
    folders
}

#[expect(clippy::disallowed_methods, reason = "the door through which fonts are read")]
fn read_file(path: &Path) -> Result<Option<FontBytes>, u64> {
    let Ok(metadata) = std::fs::metadata(path) else { return Ok(None) };
    if metadata.len() > MAX_FONT_BYTES as u64 {
        return Err(metadata.len());
    }
    let is_file = metadata.is_file();
    let bytes = is_file.then(|| std::fs::read(path).ok()).flatten();
    Ok(bytes.map(|bytes| FontBytes::Read(bytes.into())))
}

/// A web font in the book's folder is not used; its owner should know (DESIGN §6).
fn warn_about_woff(root: &Path, span: Span, diags: &mut Diagnostics) {
    let Ok(entries) = std::fs::read_dir(root.join("fonts")) else { return };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".woff") || name.ends_with(".woff2"))
        .collect();
    names.sort();
    names.iter().for_each(|name| diags.push(catalog::font_woff_ignored(span, name)));
}
