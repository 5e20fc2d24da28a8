//! The pages as objects: faces, pictures, content streams and the tree that holds them.
//!
//! In: pages, and where each of them stands. Out: objects of a file. Both PDFs, the screen's and the
//! press's, are made of these. Never here: ways through the book, standards.

use pdf_writer::writers::{Pages as Tree, Resources};
use pdf_writer::{Name, Ref};

use crate::diag::report::Diagnostics;
use crate::font::Faces;
use crate::layout::frame::{Page, Pages};
use crate::par;

use super::code::{Codes, FaceUse};
use super::deflate::Packer;
use super::draw::{self, Tools};
use super::file::File;
use super::font::{self, Embedded};
use super::marks::Place;

/// How many pages a thread takes at a time, with one packer for all of them.
const PAGES_AT_ONCE: usize = 16;

/// A name of the dictionary by which all pages name faces and pictures.
pub(super) type Named = (String, Ref);

/// The faces, and the packed content streams in the pages' order.
pub(super) struct Body<'a> {
    faces: &'a Faces,
    used: Vec<FaceUse>,
    embedded: Vec<Option<Embedded>>,
    /// The packed content streams.
    pub(super) contents: Vec<Vec<u8>>,
}

/// Cuts the faces down and draws the pages; on a press, `places` says where each stands.
pub(super) fn body<'a>(
    pages: &Pages,
    places: Option<&[Place]>,
    faces: &'a Faces,
    diags: &mut Diagnostics,
) -> Body<'a> {
    let codes = Codes::collect(&pages.pages, faces);
    let used = codes.used();
    // A book has one large face: packing it takes one thread, packing pages the others.
    let (embedded, contents) = par::both(
        || par::map(&used, diags, |used, diags| font::embed(used, faces, diags)),
        || contents(pages, places, &codes),
    );
    Body { faces, used, embedded, contents }
}

fn contents(pages: &Pages, places: Option<&[Place]>, codes: &Codes) -> Vec<Vec<u8>> {
    let numbered: Vec<(usize, &Page)> = pages.pages.iter().enumerate().collect();
    let groups: Vec<&[(usize, &Page)]> = numbered.chunks(PAGES_AT_ONCE).collect();
    let packed = par::map(&groups, &mut Diagnostics::new(), |group, _| {
        let mut packer = Packer::new();
        let draw = |(index, page): &(usize, &Page)| {
            let place = places.and_then(|places| places.get(*index));
            packer.pack(&draw::content(page, &Tools { height: pages.trim.height, codes, place }))
        };
        group.iter().map(draw).collect::<Vec<Vec<u8>>>()
    });
    packed.into_iter().flatten().collect()
}

impl Body<'_> {
    /// Writes the faces, a font for each layer.
    pub(super) fn write_fonts(&mut self, file: &mut File) -> Vec<Named> {
        let mut fonts = Vec::new();
        for (used, embedded) in self.used.iter().zip(std::mem::take(&mut self.embedded)) {
            let layers = embedded.map(|embedded| embedded.write(self.faces.face(used.face), file));
            for (layer, id) in layers.into_iter().flatten().enumerate() {
                fonts.push((draw::font_name(used.face, layer), id));
            }
        }
        fonts
    }
}

/// Writes the dictionary that all pages share; `more` adds what only a press needs.
pub(super) fn resources(
    fonts: &[Named],
    pictures: &[Named],
    file: &mut File,
    more: impl FnOnce(&mut Resources<'_>),
) -> Ref {
    let pairs = |named: &[Named]| -> Vec<(Vec<u8>, Ref)> {
        named.iter().map(|(name, id)| (name.as_bytes().to_vec(), *id)).collect()
    };
    let (fonts, pictures) = (pairs(fonts), pairs(pictures));
    file.add(|object| {
        let mut resources: Resources<'_> = object.start();
        resources.fonts().pairs(fonts.iter().map(|(name, id)| (Name(name), *id)));
        if !pictures.is_empty() {
            resources.x_objects().pairs(pictures.iter().map(|(name, id)| (Name(name), *id)));
        }
        more(&mut resources);
    })
}

/// Writes the tree of pages.
pub(super) fn write_tree(
    id: Ref,
    page_ids: &[Ref],
    file: &mut File,
    more: impl FnOnce(&mut Tree<'_>),
) {
    file.object(id, |object| {
        let mut tree: Tree<'_> = object.start();
        more(&mut tree);
        tree.kids(page_ids.iter().copied());
        tree.count(i32::try_from(page_ids.len()).unwrap_or(i32::MAX));
    });
}
