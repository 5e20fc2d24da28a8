//! `publish` turns a Chinese manuscript in Markdown into books: an EPUB 3.3 and a PDF.
//!
//! The whole program is one sentence: *read* the source, *normalize* it into the model, *paginate*
//! it, write the pages as *PDF*, write the book as *EPUB*. Each verb is a folder with one door, and
//! each stage returns a value and tells what it found to [`Diagnostics`].

pub mod units;

pub mod han;

pub mod diag;

pub mod par;

pub mod model;

pub mod picture;

pub mod font;

pub mod source;

pub mod normalize;

pub mod fmt;

pub mod layout;

pub mod proof;

pub mod press;

pub mod cover;

pub mod pdf;

pub mod preflight;

pub mod epub;

use std::path::Path;

use diag::files::Files;
use diag::report::{Diagnostics, Halt, Severity};
use fmt::Rewrite;
use font::Faces;
use layout::frame::{Anchor, LabelStyle, Pages};
use layout::starts;
use model::book::Book;
use model::meta::Script;
use model::settings::{Preset, Purpose, Toggle};
use preflight::facts::Facts;
use proof::figures::{Figures, Folios};
use source::Environment;
use units::Len;

/// A run: the texts that were read and what was found in them.
#[derive(Debug, Default)]
pub struct Session {
    /// The texts, for messages.
    pub files: Files,
    /// What was found.
    pub diags: Diagnostics,
}

/// Reads and normalizes the book in `root`, and opens its faces.
///
/// # Errors
/// [`Halt`] when there is no book to speak of; the reason is in the session.
pub fn open(
    root: &Path,
    environment: Environment,
    session: &mut Session,
) -> Result<(Book, Faces), Halt> {
    let manuscript = source::read(root, environment, &mut session.files, &mut session.diags)?;
    let book = normalize::normalize(manuscript, &mut session.diags);
    let (fonts, span) = (&book.settings.fonts, book.meta.span);
    let faces = Faces::open(root, fonts, span, &mut session.diags)?;
    if book.meta.language.script != Script::Other {
        faces.check_han(fonts, span, &mut session.diags);
    }
    Ok((book, faces))
}

/// What the normalizer would change in the Markdown of the book in `root`; nothing is written.
///
/// # Errors
/// [`Halt`] when there is no book to speak of; the reason is in the session.
pub fn fmt(
    root: &Path,
    environment: Environment,
    session: &mut Session,
) -> Result<Vec<Rewrite>, Halt> {
    let mut found = Diagnostics::new();
    let manuscript = source::read(root, environment, &mut session.files, &mut found);
    // Warnings of the book are what `publish check` is for.
    let errors = found.sorted().into_iter().filter(|one| one.severity == Severity::Error);
    errors.for_each(|one| session.diags.push(one.clone()));
    Ok(fmt::fmt(&manuscript?, &session.files, &found, &mut session.diags))
}

/// Sets the book on pages.
pub fn paginate(book: &Book, faces: &Faces, session: &mut Session) -> Pages {
    layout::paginate(book, faces, &mut session.diags)
}

/// Reads the proofs of a book that is set: tells where it is not of one mind, and counts.
pub fn proof(book: &Book, faces: &Faces, pages: &Pages, session: &mut Session) -> Figures {
    let folio = |anchor: &Anchor| {
        let page = pages.pages.get(anchor.page_index)?;
        Some((anchor.id.clone(), layout::label_text(page.label)))
    };
    let by_id = pages.anchors.iter().filter_map(folio).collect();
    let folios = Folios { pages: pages.pages.len(), by_id };
    proof::proof(book, faces, &session.files, &folios, &mut session.diags)
}

/// The book as a PDF.
///
/// # Errors
/// [`Halt`] when the book has errors: nothing should be written then.
pub fn pdf(
    book: &Book,
    faces: &Faces,
    purpose: Purpose,
    session: &mut Session,
) -> Result<Vec<u8>, Halt> {
    let mut pages = paginate(book, faces, session);
    if session.diags.has_errors() {
        return Err(Halt);
    }
    match purpose {
        Purpose::Screen => pdf::write(book, &pages, faces, &mut session.diags),
        Purpose::Print => {
            let press = press::press(book, &mut pages, faces, &mut session.diags);
            if session.diags.has_errors() {
                return Err(Halt);
            }
            pdf::print(book, &pages, &press, faces, &mut session.diags)
        }
    }
}

/// The cover for the press, as a PDF, and how thick its spine is: as the pages and the paper say.
///
/// # Errors
/// [`Halt`] when the book has errors: nothing should be written then.
pub fn cover(book: &Book, faces: &Faces, session: &mut Session) -> Result<(Vec<u8>, Len), Halt> {
    let mut pages = paginate(book, faces, session);
    if session.diags.has_errors() {
        return Err(Halt);
    }
    let press = press::press(book, &mut pages, faces, &mut session.diags);
    let jacket = cover::jacket::jacket(book, pages.pages.len(), faces, &mut session.diags)?;
    if session.diags.has_errors() {
        return Err(Halt);
    }
    let written = pdf::jacket(book, &jacket, (&press, faces), &mut session.diags)?;
    Ok((written, jacket.spine))
}

/// Looks at a finished PDF with the eyes of a print house.
///
/// # Errors
/// [`Halt`] when there is no PDF that can be read; the reason is in the session.
pub fn preflight(
    file: &Path,
    preset: Option<Preset>,
    session: &mut Session,
) -> Result<Facts, Halt> {
    let bytes = source::alone(file, &mut session.diags)?;
    let house = preset.map(press::house::house);
    preflight::preflight(&file.to_string_lossy(), bytes, house, &mut session.diags)
}

/// The book as an EPUB.
///
/// # Errors
/// [`Halt`] when the book has errors: nothing should be written then.
pub fn epub(book: &Book, faces: &Faces, session: &mut Session) -> Result<Vec<u8>, Halt> {
    if session.diags.has_errors() {
        return Err(Halt);
    }
    let drawn;
    let cover = match book.cover.and_then(|id| book.assets.get(id.0)) {
        Some(cover) => cover,
        None => {
            drawn = cover::draw(&book.meta, faces).ok_or(Halt)?;
            &drawn
        }
    };
    let starts = match book.settings.epub.page_list {
        Toggle::On => printed_pages(book, faces, session),
        Toggle::Off => Vec::new(),
    };
    epub::write(book, faces, cover, starts, &mut session.diags)
}

/// Where the pages of the body begin in print; none when the book cannot be set on pages.
fn printed_pages(book: &Book, faces: &Faces, session: &mut Session) -> Vec<epub::PageStart> {
    // What is wrong with the pages is told to whoever makes pages.
    let mut found = Diagnostics::new();
    let pages = layout::paginate(book, faces, &mut found);
    if found.has_errors() {
        session.diags.push(diag::catalog::epub::page_list_left_out(book.meta.span));
        return Vec::new();
    }
    let starts = layout::starts::starts(book, &pages).into_iter();
    let body = starts.filter(|start| start.label.style == LabelStyle::Arabic);
    body.map(|start| epub::PageStart {
        label: layout::label_text(start.label),
        place: match start.place {
            starts::Place::Opening(id) => epub::Place::Opening(id),
            starts::Place::Text(span, letters) => epub::Place::Text(span, letters),
            starts::Place::Nowhere => epub::Place::Nowhere,
        },
    })
    .collect()
}
