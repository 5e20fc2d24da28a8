//! Ways through the book: bookmarks, named places, page labels and links (PDF 1.7 §12.3, §12.4).
//!
//! In: anchors, outline and links of the frame. Out: their objects. Every place has the book's own
//! id as its name, so that an address such as `book.pdf#nameddest=ch21` leads there too. Never
//! here: finding places.

use std::collections::BTreeMap;

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType, NumberingStyle};
use pdf_writer::writers::{Annotation, Destination, NameTree, OutlineItem, PageLabel};
use pdf_writer::{Finish, Name, Obj, Rect, Ref, Str, TextStr};

use crate::diag::catalog::pdf as catalog;
use crate::diag::report::Diagnostics;
use crate::layout::frame::{self, Anchor, Item, LabelStyle, OutlineEntry, Page, Pages};
use crate::units::Len;

use super::file::File;
use super::number::{from_hundredths, points, up};

/// How many names stand in one node of the tree: readers search the nodes by halves.
const NAMES_IN_NODE: usize = 64;

/// The places that have a name.
pub(super) struct Places<'a> {
    anchors: BTreeMap<&'a str, (&'a Anchor, Ref)>,
    height: Len,
}

impl<'a> Places<'a> {
    /// Those of all anchors that stand on a page. Strings sort as their bytes do, which is the
    /// order that a tree of names wants.
    pub(super) fn new(pages: &'a Pages, page_ids: &[Ref]) -> Places<'a> {
        let mut anchors = BTreeMap::new();
        for anchor in &pages.anchors {
            if let Some(page) = page_ids.get(anchor.page_index) {
                anchors.entry(anchor.id.as_str()).or_insert((anchor, *page));
            }
        }
        Places { anchors, height: pages.trim.height }
    }

    /// The place with an id; an id that no page has is reported.
    fn find(&self, id: &str, diags: &mut Diagnostics) -> Option<(&'a Anchor, Ref)> {
        let found = self.anchors.get(id).copied();
        if found.is_none() {
            diags.push(catalog::destination_missing(id));
        }
        found
    }

    fn write(&self, (anchor, page): (&Anchor, Ref), object: Obj<'_>) {
        let top = from_hundredths(up(self.height, anchor.at.y));
        object.start::<Destination<'_>>().page(page).xyz(points(anchor.at.x), top, None);
    }

    /// Writes the tree of names; `None` when there are none.
    pub(super) fn names(&self, file: &mut File) -> Option<Ref> {
        let all: Vec<(&Anchor, Ref)> = self.anchors.values().copied().collect();
        let leaf = |group: &[(&Anchor, Ref)], object: Obj<'_>| {
            let mut node = object.dict();
            let ends = group.first().into_iter().chain(group.last());
            let limits = ends.map(|(anchor, _)| Str(anchor.id.as_bytes()));
            node.insert(Name(b"Limits")).array().items(limits);
            let mut names = node.insert(Name(b"Names")).array();
            for place in group {
                names.item(Str(place.0.id.as_bytes()));
                self.write(*place, names.push());
            }
        };
        let groups = all.chunks(NAMES_IN_NODE);
        let leaves: Vec<Ref> = groups.map(|group| file.add(|object| leaf(group, object))).collect();
        (!leaves.is_empty()).then(|| {
            file.add(|object| {
                object.start::<NameTree<'_, Ref>>().kids().items(leaves);
            })
        })
    }
}

/// Writes the bookmarks; `None` when there are none. All but the top are folded away.
pub(super) fn outline(
    entries: &[OutlineEntry],
    places: &Places<'_>,
    file: &mut File,
    diags: &mut Diagnostics,
) -> Option<Ref> {
    let root = file.reserve();
    let (first, last, count) = level(entries, root, places, file, diags)?;
    file.object(root, |object| {
        let mut outline = object.dict();
        outline.pair(Name(b"Type"), Name(b"Outlines"));
        outline.pair(Name(b"First"), first).pair(Name(b"Last"), last).pair(Name(b"Count"), count);
    });
    Some(root)
}

/// Writes the bookmarks of one level: the first, the last, and how many there are.
fn level(
    entries: &[OutlineEntry],
    parent: Ref,
    places: &Places<'_>,
    file: &mut File,
    diags: &mut Diagnostics,
) -> Option<(Ref, Ref, i32)> {
    let ids: Vec<Ref> = entries.iter().map(|_| file.reserve()).collect();
    for (index, (entry, id)) in entries.iter().zip(&ids).enumerate() {
        let below = level(&entry.children, *id, places, file, diags);
        let place = places.find(&entry.anchor, diags);
        file.object(*id, |object| {
            let mut item: OutlineItem<'_> = object.start();
            item.title(TextStr(&entry.title)).parent(parent);
            if let Some(previous) = index.checked_sub(1).and_then(|index| ids.get(index)) {
                item.prev(*previous);
            }
            if let Some(next) = ids.get(index + 1) {
                item.next(*next);
            }
            if let Some((first, last, count)) = below {
                item.first(first).last(last).count(-count);
            }
            if let Some(place) = place {
                places.write(place, item.insert(Name(b"Dest")));
            }
        });
    }
    Some((*ids.first()?, *ids.last()?, i32::try_from(ids.len()).unwrap_or(i32::MAX)))
}

/// Writes the page labels: an entry wherever the numbers do not simply go on.
pub(super) fn labels(pages: &[Page], file: &mut File) -> Ref {
    let mut starts: Vec<(i32, frame::PageLabel)> = Vec::new();
    let mut expected = None;
    for (index, page) in pages.iter().enumerate() {
        if expected != Some(page.label) {
            starts.push((i32::try_from(index).unwrap_or(i32::MAX), page.label));
        }
        let number = page.label.number.saturating_add(1);
        expected = Some(frame::PageLabel { number, ..page.label });
    }
    file.add(|object| {
        let mut tree = object.dict();
        let mut entries = tree.insert(Name(b"Nums")).array();
        for (index, label) in starts {
            entries.item(index);
            let mut entry: PageLabel<'_> = entries.push().start();
            entry.style(match label.style {
                LabelStyle::Roman => NumberingStyle::LowerRoman,
                LabelStyle::Arabic => NumberingStyle::Arabic,
            });
            if label.number != 1 {
                entry.offset(i32::try_from(label.number).unwrap_or(i32::MAX));
            }
        }
    })
}

/// Writes the links of a page.
pub(super) fn links(
    page: &Page,
    places: &Places<'_>,
    file: &mut File,
    diags: &mut Diagnostics,
) -> Vec<Ref> {
    let links = page.items.iter().filter_map(|item| match item {
        Item::Link(link) => Some(link),
        Item::Glyphs(_) | Item::Rule(_) | Item::Picture(_) | Item::Line(_) => None,
    });
    let mut ids = Vec::new();
    for link in links {
        match &link.to {
            frame::Destination::Url(url) => ids.push(file.add(|object| {
                let mut note = annotation(object, link, places.height);
                let address = ascii(url);
                note.action().action_type(ActionType::Uri).uri(Str(address.as_bytes()));
            })),
            frame::Destination::Anchor(id) => {
                if places.find(id, diags).is_some() {
                    let name = Str(id.as_bytes());
                    ids.push(file.add(|object| {
                        annotation(object, link, places.height).pair(Name(b"Dest"), name);
                    }));
                }
            }
        }
    }
    ids
}

/// A link without a frame around it, which prints as nothing.
fn annotation<'a>(object: Obj<'a>, link: &frame::Link, height: Len) -> Annotation<'a> {
    let (origin, size) = (link.rect.origin, link.rect.size);
    let mut note: Annotation<'a> = object.start();
    note.subtype(AnnotationType::Link).flags(AnnotationFlags::PRINT);
    note.rect(Rect::new(
        points(origin.x),
        from_hundredths(up(height, origin.y + size.height)),
        points(origin.x + size.width),
        from_hundredths(up(height, origin.y)),
    ));
    note.border(0.0, 0.0, 0.0, None);
    note
}

/// An address in ASCII: other characters as the bytes of UTF-8, `%E4%B9%A6` (RFC 3987 §3.1).
fn ascii(url: &str) -> String {
    url.bytes().fold(String::with_capacity(url.len()), |mut out, byte| {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// Names the tree of places in the catalog.
pub(super) fn write_names(catalog: &mut pdf_writer::writers::Catalog<'_>, places: Option<Ref>) {
    if let Some(places) = places {
        let mut names = catalog.names();
        names.pair(Name(b"Dests"), places);
        names.finish();
    }
}
