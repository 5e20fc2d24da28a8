//! Pages to PDF 1.7.
//!
//! In: pages with every glyph, rule, picture and link at its place. Out: the bytes of a file: each
//! face cut down to what is used, text that can be searched and copied exactly, bookmarks, page
//! labels, links. Equal pages give equal bytes. The only folder that knows `pdf-writer` and
//! `xmp-writer`. Never here: moving anything, Markdown, files. The file is not tagged yet: a frame
//! does not say what is a paragraph, and a tree that guesses is worse than none.

mod code;
mod deflate;
mod digest;
mod draw;
mod file;
mod font;
mod jpeg;
mod meta;
mod number;
mod outline;
mod picture;
mod predictor;

use pdf_writer::types::{Direction, PageMode};
use pdf_writer::writers::{Catalog, Resources};
use pdf_writer::{Finish, Name, Rect, Ref, TextStr};

use crate::diag::report::{Diagnostics, Halt};
use crate::font::Faces;
use crate::layout::frame::{Page, Pages};
use crate::model::book::Book;
use crate::model::settings::Writing;
use crate::par;
use crate::units::Size;

use code::{Codes, FaceUse};
use deflate::Packer;
use file::File;
use font::Embedded;
use number::points;
use outline::Places;

/// How many pages a thread takes at a time, with one packer for all of them.
const PAGES_AT_ONCE: usize = 16;

/// Writes the pages as a PDF; of `book` only the meta data, settings and pictures are read.
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
    let codes = Codes::collect(&pages.pages, faces);
    let used = codes.used();
    // A book has one large face: packing it takes one thread, packing pages the others.
    let (embedded, contents) = par::both(
        || par::map(&used, &mut found, |used, diags| font::embed(used, faces, diags)),
        || contents(pages, &codes),
    );
    let mut file = File::new();
    let fonts = write_fonts(&used, embedded, faces, &mut file);
    let resources = resources(book, pages, &fonts, (&mut file, &mut found));
    let page_ids: Vec<Ref> = pages.pages.iter().map(|_| file.reserve()).collect();
    let places = Places::new(pages, &page_ids);
    let tree = file.reserve();
    for ((page, id), content) in pages.pages.iter().zip(&page_ids).zip(&contents) {
        let content = file.packed(content, |_| ());
        let links = outline::links(page, &places, &mut file, &mut found);
        let parts = PageParts { tree, content, resources, links: &links };
        write_page(*id, &parts, pages.trim, &mut file);
    }
    write_tree(tree, &page_ids, pages.trim, &mut file);
    let outline = outline::outline(&pages.outline, &places, &mut file, &mut found);
    let names = places.names(&mut file);
    let labels = outline::labels(&pages.pages, &mut file);
    let info = meta::info(&book.meta, &mut file);
    let metadata = meta::xmp(&book.meta, &mut file);
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
    let failed = found.has_errors();
    diags.merge(found);
    let identity = format!("{} {}", book.meta.identifier, book.meta.title);
    if failed { Err(Halt) } else { Ok(file.finish(root, info, &identity)) }
}

/// The packed content streams, in the pages' order.
fn contents(pages: &Pages, codes: &Codes) -> Vec<Vec<u8>> {
    let groups: Vec<&[Page]> = pages.pages.chunks(PAGES_AT_ONCE).collect();
    let packed = par::map(&groups, &mut Diagnostics::new(), |group, _| {
        let mut packer = Packer::new();
        let draw = |page| packer.pack(&draw::content(page, pages.trim.height, codes));
        group.iter().map(draw).collect::<Vec<Vec<u8>>>()
    });
    packed.into_iter().flatten().collect()
}

/// A name of the dictionary by which all pages name faces and pictures.
type Named = (String, Ref);

/// Writes the faces, a font for each layer.
fn write_fonts(
    used: &[FaceUse],
    embedded: Vec<Option<Embedded>>,
    faces: &Faces,
    file: &mut File,
) -> Vec<Named> {
    let mut fonts = Vec::new();
    for (used, embedded) in used.iter().zip(embedded) {
        let layers = embedded.map(|embedded| embedded.write(faces.face(used.face), file));
        for (layer, id) in layers.into_iter().flatten().enumerate() {
            fonts.push((draw::font_name(used.face, layer), id));
        }
    }
    fonts
}

/// Writes the pictures, and the dictionary.
fn resources(
    book: &Book,
    pages: &Pages,
    fonts: &[Named],
    (file, found): (&mut File, &mut Diagnostics),
) -> Ref {
    let shown = picture::shown(&pages.pages);
    let images = par::map(&shown, found, |shown, diags| picture::image(shown, &book.assets, diags));
    let mut pictures = Vec::new();
    for (shown, image) in shown.iter().zip(images) {
        let id = file.reserve();
        if let Some(image) = image {
            image.write(id, file);
        }
        pictures.push((draw::picture_name(shown.asset), id));
    }
    file.add(|object| {
        let mut resources: Resources<'_> = object.start();
        resources.fonts().pairs(fonts.iter().map(|(name, id)| (Name(name.as_bytes()), *id)));
        if !pictures.is_empty() {
            let pairs = pictures.iter().map(|(name, id)| (Name(name.as_bytes()), *id));
            resources.x_objects().pairs(pairs);
        }
    })
}

/// What a page points at.
struct PageParts<'a> {
    tree: Ref,
    content: Ref,
    resources: Ref,
    links: &'a [Ref],
}

fn write_page(id: Ref, parts: &PageParts<'_>, trim: Size, file: &mut File) {
    file.object(id, |object| {
        let mut page: pdf_writer::writers::Page<'_> = object.start();
        page.parent(parts.tree).contents(parts.content);
        page.media_box(sheet(trim)).trim_box(sheet(trim));
        page.pair(Name(b"Resources"), parts.resources);
        if !parts.links.is_empty() {
            page.annotations(parts.links.iter().copied());
        }
        page.finish();
    });
}

fn write_tree(id: Ref, page_ids: &[Ref], trim: Size, file: &mut File) {
    file.object(id, |object| {
        let mut tree: pdf_writer::writers::Pages<'_> = object.start();
        tree.media_box(sheet(trim)).kids(page_ids.iter().copied());
        tree.count(i32::try_from(page_ids.len()).unwrap_or(i32::MAX));
    });
}

/// The trimmed page; nothing bleeds on a screen.
fn sheet(trim: Size) -> Rect {
    Rect::new(0.0, 0.0, points(trim.width), points(trim.height))
}
