//! Pages to PDF: 1.7 for screens, PDF/X-4 or PDF/X-1a for the press.
//!
//! In: pages with every glyph, rule, picture and link at its place. Out: the bytes of a file: each
//! face cut down to what is used, text that can be searched and copied exactly; for screens bookmarks,
//! page labels and links, for the press boxes, output intent and ink. Equal pages give equal bytes.
//! The only folder that knows `pdf-writer`, `xmp-writer` and `moxcms`. Never here: moving anything in
//! its type area, Markdown, files. The file is not tagged yet: a frame does not say what is a
//! paragraph, and a tree that guesses is worse than none.

mod body;
mod code;
mod deflate;
mod digest;
mod draw;
mod file;
mod font;
mod grid;
mod ink;
mod jacket;
mod jpeg;
mod marks;
mod meta;
mod number;
mod outline;
mod picture;
mod predictor;
mod profile;

use pdf_writer::types::{Direction, OutputIntentSubtype, PageMode};
use pdf_writer::writers::{Catalog, OutputIntent, Page};
use pdf_writer::{Finish, Name, Rect, Ref, TextStr};

use crate::cover::jacket::Jacket;
use crate::diag::report::{Diagnostics, Halt};
use crate::font::Faces;
use crate::layout::frame::Pages;
use crate::model::book::Book;
use crate::model::settings::{Inks, Standard, Toggle, Writing};
use crate::par;
use crate::press::Press;
use crate::units::Size;

use body::{body, resources, write_tree};
use file::{File, Version};
use marks::Place;
use number::points;
use outline::Places;
use profile::{Condition, Registered};

/// Writes the pages as a PDF for screens; of `book` only the meta data, settings and pictures are
/// read.
///
/// # Errors
/// [`Halt`] when the file cannot be written rightly; the reason is reported.
pub fn write(
    book: &Book,
    pages: &Pages,
    faces: &Faces,
    diags: &mut Diagnostics,
) -> Result<Vec<u8>, Halt> {
    let mut found = Diagnostics::new();
    let mut body = body(pages, None, faces, &mut found);
    let mut file = File::new(Version::V1_7);
    let fonts = body.write_fonts(&mut file);
    let shown = picture::shown(&pages.pages);
    let images =
        par::map(&shown, &mut found, |shown, diags| picture::image(shown, &book.assets, diags));
    let pictures = picture::write_all(&shown, images, &mut file);
    let resources = resources(&fonts, &pictures, &mut file, |_| ());
    let page_ids: Vec<Ref> = pages.pages.iter().map(|_| file.reserve()).collect();
    let places = Places::new(pages, &page_ids);
    let tree = file.reserve();
    for ((page, id), content) in pages.pages.iter().zip(&page_ids).zip(&body.contents) {
        let content = file.packed(content, |_| ());
        let links = outline::links(page, &places, &mut file, &mut found);
        write_page((*id, tree), (content, resources), &mut file, |page| {
            page.media_box(sheet(pages.trim)).trim_box(sheet(pages.trim));
            if !links.is_empty() {
                page.annotations(links.iter().copied());
            }
        });
    }
    write_tree(tree, &page_ids, &mut file, |tree| {
        tree.media_box(sheet(pages.trim));
    });
    let outline = outline::outline(&pages.outline, &places, &mut file, &mut found);
    let names = places.names(&mut file);
    let labels = outline::labels(&pages.pages, &mut file);
    let info = meta::info(&book.meta, None, &mut file);
    let metadata = meta::xmp(&book.meta, None, &mut file);
    let root = file.add(|object| {
        let mut root: Catalog<'_> = object.start();
        root.pages(tree).metadata(metadata).lang(TextStr(&book.meta.language.tag));
        root.pair(Name(b"PageLabels"), labels);
        outline::write_names(&mut root, names);
        if let Some(outline) = outline {
            root.outlines(outline).page_mode(PageMode::UseOutlines);
        }
        let mut preferences = root.viewer_preferences();
        preferences.display_doc_title(true);
        if book.settings.writing == Writing::Vertical {
            preferences.direction(Direction::R2L);
        }
    });
    finish(file, (root, info), book, (found, diags))
}

/// Writes the pages as a PDF for the press: PDF/X, with nothing but what is printed.
///
/// # Errors
/// [`Halt`] when the file cannot be written rightly; the reason is reported.
pub fn print(
    book: &Book,
    pages: &Pages,
    press: &Press,
    faces: &Faces,
    diags: &mut Diagnostics,
) -> Result<Vec<u8>, Halt> {
    let standard = Some(press.standard);
    let condition = profile::condition(press.profile.as_ref(), press.standard, diags)?;
    let mut found = Diagnostics::new();
    let places: Vec<Place> = (0..pages.pages.len()).map(|index| Place::new(press, index)).collect();
    let mut body = body(pages, Some(&places), faces, &mut found);
    let mut file = File::new(version(press.standard));
    let fonts = body.write_fonts(&mut file);
    let shown = picture::shown(&pages.pages);
    let images = ink::images(&shown, book, (press, &condition), &mut found);
    let pictures = picture::write_all(&shown, images, &mut file);
    let states = marks::overprint(&mut file);
    let marked = press.sheet.marks == Toggle::On;
    let registration = marked.then(|| marks::registration(&mut file));
    let resources = resources(&fonts, &pictures, &mut file, |resources| {
        let states = states.iter().map(|(name, id)| (Name(name.as_bytes()), *id));
        resources.ext_g_states().pairs(states);
        if let Some(registration) = registration {
            resources.color_spaces().pair(Name(b"All"), registration);
        }
    });
    let page_ids: Vec<Ref> = pages.pages.iter().map(|_| file.reserve()).collect();
    let tree = file.reserve();
    for ((place, id), content) in places.iter().zip(&page_ids).zip(&body.contents) {
        let content = file.packed(content, |_| ());
        write_page((*id, tree), (content, resources), &mut file, |page| place.describe(page));
    }
    write_tree(tree, &page_ids, &mut file, |_| ());
    let profile = profile::write(&condition, &mut file);
    let info = meta::info(&book.meta, standard, &mut file);
    let metadata = meta::xmp(&book.meta, standard, &mut file);
    let root = file.add(|object| {
        let mut root: Catalog<'_> = object.start();
        root.pages(tree).metadata(metadata).lang(TextStr(&book.meta.language.tag));
        intend(root.insert(Name(b"OutputIntents")).array().push().start(), &condition, profile);
        if book.settings.writing == Writing::Vertical {
            root.viewer_preferences().direction(Direction::R2L);
        }
    });
    finish(file, (root, info), book, (found, diags))
}

/// Writes the cover for the press: one page of PDF/X; of `book` only the meta data and pictures are
/// read.
///
/// # Errors
/// [`Halt`] when the file cannot be written rightly; the reason is reported.
pub fn jacket(
    book: &Book,
    jacket: &Jacket,
    (press, faces): (&Press, &Faces),
    diags: &mut Diagnostics,
) -> Result<Vec<u8>, Halt> {
    let standard = Some(press.standard);
    let condition = profile::condition(press.profile.as_ref(), press.standard, diags)?;
    let mut found = Diagnostics::new();
    let mut file = File::new(version(press.standard));
    let shown = jacket::shown(jacket, book.meta.span);
    // Whatever the inks of the inner pages: a cover is printed in four.
    let colour = Press { ink: Inks::Cmyk, ..press.clone() };
    let images = ink::images(&shown, book, (&colour, &condition), &mut found);
    let pictures = picture::write_all(&shown, images, &mut file);
    let states = marks::overprint(&mut file);
    let resources = resources(&[], &pictures, &mut file, |resources| {
        let states = states.iter().map(|(name, id)| (Name(name.as_bytes()), *id));
        resources.ext_g_states().pairs(states);
    });
    let content = file.packed(&deflate::pack(&jacket::content(jacket, faces)), |_| ());
    let (id, tree) = (file.reserve(), file.reserve());
    write_page((id, tree), (content, resources), &mut file, |page| {
        let [media, trim] = jacket::boxes(jacket);
        page.media_box(media).bleed_box(media).trim_box(trim);
    });
    write_tree(tree, &[id], &mut file, |_| ());
    let profile = profile::write(&condition, &mut file);
    let info = meta::info(&book.meta, standard, &mut file);
    let metadata = meta::xmp(&book.meta, standard, &mut file);
    let root = file.add(|object| {
        let mut root: Catalog<'_> = object.start();
        root.pages(tree).metadata(metadata).lang(TextStr(&book.meta.language.tag));
        intend(root.insert(Name(b"OutputIntents")).array().push().start(), &condition, profile);
    });
    finish(file, (root, info), book, (found, diags))
}

/// What a standard is made of.
fn version(standard: Standard) -> Version {
    match standard {
        Standard::X4 => Version::V1_6,
        Standard::X1a => Version::V1_4,
    }
}

/// Ends the file, unless something was found that makes it wrong.
fn finish(
    file: File,
    (root, info): (Ref, Ref),
    book: &Book,
    (found, diags): (Diagnostics, &mut Diagnostics),
) -> Result<Vec<u8>, Halt> {
    let failed = found.has_errors();
    diags.merge(found);
    if failed { Err(Halt) } else { Ok(file.finish(root, info, &meta::identity(&book.meta))) }
}

/// Writes a page; `more` adds its boxes and whatever else stands on it.
fn write_page(
    (id, tree): (Ref, Ref),
    (content, resources): (Ref, Ref),
    file: &mut File,
    more: impl FnOnce(&mut Page<'_>),
) {
    file.object(id, |object| {
        let mut page: Page<'_> = object.start();
        page.parent(tree).contents(content);
        more(&mut page);
        page.pair(Name(b"Resources"), resources);
        page.finish();
    });
}

/// Says for which printing condition the inks are meant (PDF 1.7 §14.11.5).
fn intend(mut intent: OutputIntent<'_>, condition: &Condition, profile: Ref) {
    intent.subtype(OutputIntentSubtype::PDFX);
    intent.output_condition_identifier(TextStr(&condition.identifier));
    intent.info(TextStr(&condition.info));
    if condition.registered == Registered::Yes {
        intent.registry_name(TextStr("http://www.color.org"));
    }
    intent.dest_output_profile(profile);
}

/// The trimmed page; nothing bleeds on a screen.
fn sheet(trim: Size) -> Rect {
    Rect::new(0.0, 0.0, points(trim.width), points(trim.height))
}
