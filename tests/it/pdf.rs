//! The PDF as a viewer sees it: places, text, ways through the book, and the same bytes twice.

mod cover;
mod frames;
mod images;
mod print;
mod reader;

use std::cmp::Reverse;

use frames::{BODY, at, book, han, latin, link, mono, page, pages, rect, rule, shaped, write};
use hayro::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};
use publish::diag::report::Diagnostics;
use publish::font::{Faces, Role};
use publish::layout::frame::{
    Anchor, Destination, GlyphRun, Ink, Item, LabelStyle, OutlineEntry, PageLabel, Pages, Part,
};
use publish::units::{Len, Point};
use reader::{PdfString, draw, open, root, stream, text, words};

fn item(run: GlyphRun) -> Item {
    Item::Glyphs(run)
}

fn one_page(items: Vec<Item>) -> Pages {
    pages(vec![page(1, items)])
}

/// A line with a shift at every glyph, as justified text has, each a different one.
fn shifted(faces: &Faces, role: Role, text: &str, origin: Point) -> GlyphRun {
    let mut run = han(faces, role, origin, text);
    for (index, glyph) in (0i64..).zip(&mut run.glyphs) {
        glyph.x += Len(index * index * 977 - index * 12_345);
    }
    run
}

#[expect(clippy::float_arithmetic, reason = "the reader measures in points")]
fn assert_places(run: &GlyphRun, drawn: &[reader::Drawn]) {
    assert_eq!(run.glyphs.len(), drawn.len());
    for (glyph, drawn) in run.glyphs.iter().zip(drawn) {
        let (x, y) = if run.turned { (-glyph.y, glyph.x) } else { (glyph.x, glyph.y) };
        let place = Point::new(run.origin.x + x, run.origin.y + y);
        let (right, down) = (drawn.place.0 - place.x.to_pt(), drawn.place.1 - place.y.to_pt());
        assert!(right.abs() <= 0.0052 && down.abs() <= 0.0052, "{drawn:?} should be at {place:?}");
    }
}

#[test]
fn every_glyph_stands_at_its_place() {
    let faces = Faces::builtin();
    let long = "话说天下大势分久必合合久必分周末七国分争并入于秦";
    let mut runs = vec![
        shifted(&faces, Role::Body, long, at(50, 60)),
        shifted(&faces, Role::Heading, "同一行上的另一种字体", at(330, 60)),
        shaped(&faces, latin(&faces), at(50, 80), "AVATAR office, To Te e\u{301} x\u{331}"),
        shaped(&faces, mono(&faces), at(50, 100), "fn main() {}"),
    ];
    let mut turned = shaped(&faces, latin(&faces), at(300, 120), "Turned, AVATAR");
    turned.turned = true;
    let mut small = han(&faces, Role::Body, Point::new(Len(3_333_333), Len(9_999_991)), "小字");
    small.size = Len::pt100(733);
    runs.extend([turned, small, han(&faces, Role::Verse, at(50, 180), "楷体")]);
    let items = runs.iter().cloned().map(item).collect();
    let pdf = open(&write(&book(Vec::new()), &one_page(items), &faces));
    let drawing = draw(&pdf.pages()[0]);
    let mut rest = drawing.glyphs.as_slice();
    for run in &runs {
        let (own, later) = rest.split_at(run.glyphs.len());
        assert_places(run, own);
        let degrees = if run.turned { 90 } else { 0 };
        assert!(own.iter().all(|glyph| glyph.degrees == degrees), "{own:?}");
        rest = later;
    }
    assert!(rest.is_empty());
}

#[test]
fn a_line_of_whole_ems_needs_no_numbers() {
    let faces = Faces::builtin();
    let run = han(&faces, Role::Body, at(50, 60), "分久必合合久必分");
    let pdf = open(&write(&book(Vec::new()), &one_page(vec![item(run)]), &faces));
    let content = pdf.pages()[0].page_stream().expect("content").to_vec();
    let array = content.split(|byte| *byte == b'[').nth(1).expect("an array of strings");
    assert!(array.starts_with(b"(") && array.ends_with(b")]TJ\nET\n"), "{array:?}");
}

#[test]
fn copied_text_is_the_text_of_the_book() {
    let faces = Faces::builtin();
    let song = faces.han(Role::Body, '一').expect("a face").0;
    let dashes = shaped(&faces, song, at(50, 60), "他说——……“好”。");
    assert!(dashes.glyphs.len() < dashes.text.chars().count(), "—— is one glyph");
    let lines = [
        dashes,
        shaped(&faces, latin(&faces), at(50, 80), "office fjord (\\) e\u{301} x\u{331}"),
        han(&faces, Role::Body, at(50, 100), "𠅤野家"),
        shaped(&faces, mono(&faces), at(50, 120), "a ——> b"),
    ];
    let expected: String = lines.iter().map(|run| run.text.to_string()).collect();
    let items = lines.into_iter().map(item).collect();
    let pdf = open(&write(&book(Vec::new()), &one_page(items), &faces));
    assert_eq!(text(&pdf), expected);
}

/// The same glyphs again, for other characters.
fn same_glyphs(run: &GlyphRun, text: &str, origin: Point) -> GlyphRun {
    assert_eq!(run.text.len(), text.len());
    GlyphRun { text: text.into(), origin, ..run.clone() }
}

#[test]
fn characters_that_share_a_glyph_keep_their_text() {
    let faces = Faces::builtin();
    let code = shaped(&faces, mono(&faces), at(50, 80), "let it be");
    let han = han(&faces, Role::Body, at(50, 60), "户内录");
    let lines = [
        same_glyphs(&han, "戶內錄", at(50, 100)),
        same_glyphs(&han, "呂内彔", at(50, 120)),
        same_glyphs(&code, "LET IT BE", at(50, 140)),
        han,
        code,
    ];
    let expected: String = lines.iter().map(|run| run.text.to_string()).collect();
    let pdf = open(&write(
        &book(Vec::new()),
        &one_page(lines.iter().cloned().map(item).collect()),
        &faces,
    ));
    assert_eq!(text(&pdf), expected);
    let drawn = draw(&pdf.pages()[0]).glyphs;
    let mut rest = drawn.as_slice();
    for run in &lines {
        let (own, later) = rest.split_at(run.glyphs.len());
        assert_places(run, own);
        rest = later;
    }
}

#[test]
fn a_glyph_without_text_is_told_to_stand_for_nothing() {
    let faces = Faces::builtin();
    let run = shaped(&faces, latin(&faces), at(50, 60), "x\u{331}y");
    assert!(run.glyphs.iter().any(|glyph| glyph.text_start == glyph.text_end));
    let pdf = open(&write(&book(Vec::new()), &one_page(vec![item(run.clone())]), &faces));
    let drawn = draw(&pdf.pages()[0]).glyphs;
    assert_places(&run, &drawn);
    let silent: Vec<bool> = drawn.iter().map(|glyph| glyph.marks == ["Span="]).collect();
    assert_eq!(silent, [false, true, false]);
}

#[test]
fn widths_are_those_of_the_face() {
    let faces = Faces::builtin();
    let face = latin(&faces);
    let run = shaped(&faces, face, at(50, 60), "Width, iii");
    let pdf = open(&write(&book(Vec::new()), &one_page(vec![item(run.clone())]), &faces));
    let fonts: Dict<'_> = pdf.pages()[0].raw().get::<Dict<'_>>("Resources").expect("resources");
    let fonts: Dict<'_> = fonts.get("Font").expect("fonts");
    let name = format!("F{}", face.0);
    let font: Dict<'_> = fonts.get(name.as_str()).expect("the Latin face");
    let cid: Dict<'_> =
        font.get::<Array<'_>>("DescendantFonts").expect("one").iter().next().expect("one");
    let drawn: Vec<u16> = run.glyphs.iter().map(|glyph| glyph.id).collect();
    let mut glyphs = drawn.clone();
    glyphs.sort_unstable();
    glyphs.dedup();
    // The glyphs drawn most often have the lowest codes.
    glyphs.sort_by_key(|id| Reverse(drawn.iter().filter(|other| *other == id).count()));
    let expected: Vec<i32> = glyphs.iter().map(|glyph| faces.face(face).advance(*glyph)).collect();
    assert_eq!(widths(&cid, glyphs.len()), expected, "the em has 1000 units");
    let base: Name<'_> = font.get("BaseFont").expect("a name");
    let base = String::from_utf8_lossy(&base).into_owned();
    let (tag, rest) = base.split_once('+').expect("a tag");
    assert_eq!(rest, "EBGaramond-Regular");
    assert!(tag.len() == 6 && tag.chars().all(|letter| letter.is_ascii_uppercase()), "{tag}");
}

/// The widths of the first codes, from the default and the array.
fn widths(cid: &Dict<'_>, count: usize) -> Vec<i32> {
    let mut widths = vec![cid.get::<i32>("DW").expect("a default"); count + 1];
    let array: Array<'_> = cid.get("W").expect("widths");
    let mut parts = array.flex_iter();
    while let Some(first) = parts.next::<i32>() {
        let first = usize::try_from(first).expect("a code");
        if let Some(list) = parts.next::<Array<'_>>() {
            for (index, width) in list.iter::<i32>().enumerate() {
                widths[first + index] = width;
            }
            continue;
        }
        let last = usize::try_from(parts.next::<i32>().expect("a last code")).expect("a code");
        widths[first..=last].fill(parts.next::<i32>().expect("a width"));
    }
    widths.split_off(1)
}

#[test]
fn folios_and_rules_are_artifacts_and_text_is_not() {
    let faces = Faces::builtin();
    let mut folio = shaped(&faces, latin(&faces), at(200, 560), "12");
    folio.part = Part::Artifact;
    let items = vec![
        item(han(&faces, Role::Body, at(50, 60), "上文")),
        rule(rect(50, 100, 80, 2), Ink::Grey(40)),
        item(han(&faces, Role::Body, at(50, 120), "下文")),
        item(folio),
    ];
    let pdf = open(&write(&book(Vec::new()), &one_page(items), &faces));
    let drawing = draw(&pdf.pages()[0]);
    let marks: Vec<(&str, bool)> =
        drawing.glyphs.iter().map(|glyph| (glyph.text.as_str(), glyph.marks.is_empty())).collect();
    let expected =
        [("上", true), ("文", true), ("下", true), ("文", true), ("1", false), ("2", false)];
    assert_eq!(marks, expected);
    let (corners, marks) = &drawing.shapes[0];
    assert_eq!(marks, &["Artifact"]);
    let off = [corners.x0 - 50.0, corners.y0 - 100.0, corners.x1 - 130.0, corners.y1 - 102.0];
    assert!(off.iter().all(|off| off.abs() < 0.0052), "{corners:?}");
}

fn anchored(ids: &[(&str, usize)]) -> Vec<Anchor> {
    let anchor = |(id, page_index): &(&str, usize)| Anchor {
        id: (*id).to_owned(),
        page_index: *page_index,
        at: at(50, 100),
    };
    ids.iter().map(anchor).collect()
}

fn entry(title: &str, anchor: &str, children: Vec<OutlineEntry>) -> OutlineEntry {
    OutlineEntry { title: title.into(), anchor: anchor.into(), children }
}

#[test]
fn bookmarks_show_the_tree_of_the_book() {
    let mut pages = pages(vec![page(1, Vec::new()), page(2, Vec::new())]);
    pages.anchors = anchored(&[("ch1", 0), ("ch2", 1), ("ch2-1", 1), ("ch2-2", 1)]);
    pages.outline = vec![
        entry("第一回　缘起", "ch1", Vec::new()),
        entry(
            "第二回",
            "ch2",
            vec![entry("一节", "ch2-1", Vec::new()), entry("二节", "ch2-2", Vec::new())],
        ),
    ];
    let pdf = open(&write(&book(Vec::new()), &pages, &Faces::builtin()));
    let outlines: Dict<'_> = root(&pdf).get("Outlines").expect("bookmarks");
    let expected = "第一回　缘起 -> 0\n第二回 -> 1\n  一节 -> 1\n  二节 -> 1\n";
    let page_of = |object| {
        let is_it = |page: &hayro::hayro_syntax::page::Page<'_>| page.raw().obj_id() == object;
        pdf.pages().iter().position(is_it).expect("a page")
    };
    assert_eq!(bookmarks(&outlines, 0, &page_of), expected);
    assert_eq!(outlines.get::<i32>("Count"), Some(2));
    let second = outlines.get::<Dict<'_>>("Last").expect("the last");
    assert_eq!(second.get::<i32>("Count"), Some(-2), "folded away");
    let mode: Name<'_> = root(&pdf).get("PageMode").expect("a mode");
    assert_eq!(&*mode, b"UseOutlines");
}

fn bookmarks(
    parent: &Dict<'_>,
    depth: usize,
    page_of: &impl Fn(Option<ObjectIdentifier>) -> usize,
) -> String {
    let mut lines = String::new();
    let mut next: Option<Dict<'_>> = parent.get("First");
    while let Some(item) = next {
        let title = words(&item.get::<PdfString<'_>>("Title").expect("a title"));
        let place: Array<'_> = item.get("Dest").expect("a place");
        let to = page_of(place.iter::<Dict<'_>>().next().expect("a page").obj_id());
        lines.push_str(&format!("{}{title} -> {to}\n", "  ".repeat(depth)));
        lines.push_str(&bookmarks(&item, depth + 1, page_of));
        next = item.get("Next");
    }
    lines
}

#[test]
fn every_name_is_found_in_its_node_and_leads_to_its_place() {
    let ids: Vec<String> = (0..200).rev().map(|number| format!("note-{number}")).collect();
    let anchors: Vec<(&str, usize)> = ids.iter().map(|id| (id.as_str(), id.len() % 2)).collect();
    let mut pages = pages(vec![page(1, Vec::new()), page(2, Vec::new())]);
    pages.anchors = anchored(&anchors);
    let pdf = open(&write(&book(Vec::new()), &pages, &Faces::builtin()));
    let tree = root(&pdf).get::<Dict<'_>>("Names").expect("names");
    let tree = tree.get::<Dict<'_>>("Dests").expect("places");
    let mut names = Vec::new();
    for node in tree.get::<Array<'_>>("Kids").expect("nodes").iter::<Dict<'_>>() {
        let limits: Vec<String> = node
            .get::<Array<'_>>("Limits")
            .expect("limits")
            .iter()
            .map(|limit| words(&limit))
            .collect();
        let mut parts = node.get::<Array<'_>>("Names").expect("names").flex_iter();
        let start = names.len();
        while let Some(name) = parts.next::<PdfString<'_>>() {
            let place: Array<'_> = parts.next().expect("a place");
            let mut numbers = place.flex_iter();
            let to: Dict<'_> = numbers.next().expect("a page");
            let name = words(&name);
            assert_eq!(to.obj_id(), pdf.pages()[name.len() % 2].raw().obj_id());
            assert_eq!(&*numbers.next::<Name<'_>>().expect("how"), b"XYZ");
            assert_eq!(numbers.next::<f32>(), Some(50.0));
            assert_eq!(numbers.next::<f32>(), Some(495.28), "down from the top of A5");
            names.push(name);
        }
        assert_eq!(limits, [names[start].clone(), names[names.len() - 1].clone()]);
    }
    let mut sorted = ids;
    sorted.sort();
    assert_eq!(names, sorted);
}

#[test]
fn page_labels_follow_the_folios() {
    let label = |style, number| PageLabel { style, number };
    let (roman, arabic) = (LabelStyle::Roman, LabelStyle::Arabic);
    let labels = [
        label(roman, 1),
        label(roman, 2),
        label(arabic, 1),
        label(arabic, 2),
        label(arabic, 7),
        label(arabic, 8),
    ];
    let pages_of = labels.map(|label| publish::layout::frame::Page { label, items: Vec::new() });
    let pdf = open(&write(&book(Vec::new()), &pages(pages_of.to_vec()), &Faces::builtin()));
    let tree: Dict<'_> = root(&pdf).get("PageLabels").expect("labels");
    let mut parts = tree.get::<Array<'_>>("Nums").expect("a tree of numbers").flex_iter();
    let mut found = Vec::new();
    while let Some(index) = parts.next::<i32>() {
        let entry: Dict<'_> = parts.next().expect("a label");
        let style = entry.get::<Name<'_>>("S").expect("a style");
        let style = String::from_utf8_lossy(&style).into_owned();
        found.push((index, style, entry.get::<i32>("St")));
    }
    let expected = [(0, "r", None), (2, "D", None), (4, "D", Some(7))];
    assert_eq!(found, expected.map(|(index, style, start)| (index, style.to_owned(), start)));
}

#[test]
fn links_lead_into_the_book_and_out_of_it() {
    let items = vec![
        link(rect(50, 60, 100, 12), Destination::Anchor("ch1".into())),
        link(rect(50, 80, 100, 12), Destination::Url("https://example.org/书?q=a b".into())),
    ];
    let mut pages = one_page(items);
    pages.anchors = anchored(&[("ch1", 0)]);
    let pdf = open(&write(&book(Vec::new()), &pages, &Faces::builtin()));
    let notes: Array<'_> = pdf.pages()[0].raw().get("Annots").expect("links");
    let notes: Vec<Dict<'_>> = notes.iter().collect();
    assert_eq!(words(&notes[0].get::<PdfString<'_>>("Dest").expect("a place")), "ch1");
    let action: Dict<'_> = notes[1].get("A").expect("an action");
    let address = words(&action.get::<PdfString<'_>>("URI").expect("an address"));
    assert_eq!(address, "https://example.org/%E4%B9%A6?q=a%20b");
    for note in &notes {
        let border: Vec<i32> = note.get::<Array<'_>>("Border").expect("no frame").iter().collect();
        assert_eq!(border, [0, 0, 0]);
    }
    let corners: Vec<f32> = notes[0].get::<Array<'_>>("Rect").expect("corners").iter().collect();
    assert_eq!(corners, [50.0, 523.28, 150.0, 535.28]);
}

#[test]
fn a_link_to_nowhere_stops_the_book() {
    let pages = one_page(vec![link(rect(0, 0, 9, 9), Destination::Anchor("ch9".into()))]);
    let mut diags = Diagnostics::new();
    let written = publish::pdf::write(&book(Vec::new()), &pages, &Faces::builtin(), &mut diags);
    assert!(written.is_err());
    let ids: Vec<&str> = diags.sorted().iter().map(|diagnostic| diagnostic.id).collect();
    assert_eq!(ids, ["destination-missing"]);
}

#[test]
fn info_and_xmp_say_the_same() {
    let bytes = write(&book(Vec::new()), &one_page(Vec::new()), &Faces::builtin());
    let pdf = open(&bytes);
    let told = pdf.metadata();
    let of = |field: &Option<Box<[u8]>>| field.as_deref().map(from_utf16);
    assert_eq!(of(&told.title).as_deref(), Some("活字江湖"));
    assert_eq!(of(&told.author).as_deref(), Some("某人; 另一人"));
    let metadata: Stream<'_> = root(&pdf).get("Metadata").expect("XMP");
    let xmp = String::from_utf8(stream(&metadata)).expect("UTF-8");
    for part in [
        "<rdf:li xml:lang=\"x-default\">活字江湖</rdf:li>",
        "<rdf:li>某人; 另一人</rdf:li>",
        "一本 &lt;样书&gt; &amp; 其他",
        "<pdf:Keywords>小说; 排版</pdf:Keywords>",
        "<rdf:li>zh-Hans</rdf:li>",
        "<xmp:ModifyDate>2024-02-29T12:34:56Z</xmp:ModifyDate>",
        "urn:uuid:1d2c3b4a-0000-5000-8000-000000000000",
    ] {
        assert!(xmp.contains(part), "{part} is not in {xmp}");
    }
    let lang: PdfString<'_> = root(&pdf).get("Lang").expect("a language");
    assert_eq!(words(&lang), "zh-Hans");
    let preferences: Dict<'_> = root(&pdf).get("ViewerPreferences").expect("preferences");
    assert_eq!(preferences.get::<bool>("DisplayDocTitle"), Some(true));
}

fn from_utf16(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xFE, 0xFF]).expect("a mark");
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

/// Enough pages for several threads, with several faces.
fn many_pages(faces: &Faces) -> Pages {
    let text = "话说天下大势分久必合合久必分";
    let make = |number: u32| {
        let y = 60 + i64::from(number % 40) * 10;
        let line = shifted(faces, Role::Body, text, at(50, y));
        let verse = han(faces, Role::Verse, at(50, y + 20), "春眠不觉晓");
        let latin = shaped(faces, latin(faces), at(50, y + 40), "office");
        page(number, vec![item(line), item(verse), item(latin)])
    };
    pages((1..=70).map(make).collect())
}

#[test]
fn one_thread_or_four_write_the_same_bytes() {
    let faces = Faces::builtin();
    let (book, pages) = (book(Vec::new()), many_pages(&faces));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| write(&book, &pages, &faces))
    };
    let one = on(1);
    assert!(one == on(4), "threads must not show");
    assert!(one == write(&book, &pages, &Faces::builtin()), "nor must a second run");
}

#[test]
fn a_page_is_as_large_as_the_trim() {
    let mut pages = one_page(vec![item(han(&Faces::builtin(), Role::Body, at(50, 60), "字"))]);
    pages.trim.width = Len::mm100(12_700);
    let pdf = open(&write(&book(Vec::new()), &pages, &Faces::builtin()));
    for key in ["MediaBox", "TrimBox"] {
        let sheet: Vec<f32> =
            pdf.pages()[0].raw().get::<Array<'_>>(key).expect("a box").iter().collect();
        assert_eq!(sheet, [0.0, 0.0, 360.0, 595.28], "{key}");
    }
    assert_eq!(BODY.to_pt(), 10.5);
}
