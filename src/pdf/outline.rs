//! Ways through the book: bookmarks, named places, page labels and links (PDF 1.7 §12.3, §12.4).
//!
//! In: anchors, outline and links of the frame. Out: their objects. Every place has the book's own
//! id as its name, so that an address such as `book.pdf#nameddest=ch21` leads there too.

use std::collections::BTreeSet;

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
    names: BTreeSet<&'a str>,
}

impl<'a> Places<'a> {
    /// Those of all anchors that stand on a page.
    pub(super) fn new(pages: &'a Pages) -> Places<'a> {
        let on_a_page = pages.anchors.iter().filter(|anchor| anchor.page_index < pages.pages.len());
        Places { names: on_a_page.map(|anchor| anchor.id.as_str()).collect() }
    }

    /// The name as links write it; `None` when no page has it, which is reported.
    fn name<'b>(&self, id: &'b str, diags: &mut Diagnostics) -> Option<Str<'b>> {
        if self.names.contains(id) {
            return Some(Str(id.as_bytes()));
        }
        diags.push(catalog::destination_missing(id));
        None
    }
}

/// Writes the tree of named places; `None` when there are none.
pub(super) fn names(pages: &Pages, page_ids: &[Ref], file: &mut File) -> Option<Ref> {
    let mut anchors: Vec<(&Anchor, Ref)> = (pages.anchors.iter())
        .filter_map(|anchor| Some((anchor, *page_ids.get(anchor.page_index)?)))
        .collect();
    anchors.sort_by(|(a, _), (b, _)| a.id.as_bytes().cmp(b.id.as_bytes()));
    anchors.dedup_by(|(later, _), (first, _)| later.id == first.id);
    if anchors.is_empty() {
        return None;
    }
    let height = pages.trim.height;
    let leaves: Vec<Ref> = (anchors.chunks(NAMES_IN_NODE))
        .map(|group| file.add(|object| leaf(object, group, height)))
        .collect();
    Some(file.add(|object| {
        object.start::<NameTree<'_, Ref>>().kids().items(leaves);
    }))
}

fn leaf(object: Obj<'_>, group: &[(&Anchor, Ref)], height: Len) {
    let mut node = object.dict();
    if let (Some((first, _)), Some((last, _))) = (group.first(), group.last()) {
        let limits = [Str(first.id.as_bytes()), Str(last.id.as_bytes())];
        node.insert(Name(b"Limits")).array().items(limits);
    }
    let mut names = node.insert(Name(b"Names")).array();
    for (anchor, page) in group {
        names.item(Str(anchor.id.as_bytes()));
        let place: Destination<'_> = names.push().start();
        place.page(*page).xyz(points(anchor.at.x), from_hundredths(up(height, anchor.at.y)), None);
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
        let place = places.name(&entry.anchor, diags);
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
                item.pair(Name(b"Dest"), place);
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
    height: Len,
    places: &Places<'_>,
    file: &mut File,
    diags: &mut Diagnostics,
) -> Vec<Ref> {
    let links = page.items.iter().filter_map(|item| match item {
        Item::Link(link) => Some(link),
        Item::Glyphs(_) | Item::Rule(_) | Item::Picture(_) => None,
    });
    let mut ids = Vec::new();
    for link in links {
        match &link.to {
            frame::Destination::Url(url) => ids.push(file.add(|object| {
                let mut note = annotation(object, link, height);
                let address = ascii(url);
                note.action().action_type(ActionType::Uri).uri(Str(address.as_bytes()));
            })),
            frame::Destination::Anchor(id) => {
                let Some(place) = places.name(id, diags) else { continue };
                ids.push(file.add(|object| {
                    annotation(object, link, height).pair(Name(b"Dest"), place);
                }));
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
