//! The front cover, drawn from the title when book.yaml names no picture.
//!
//! In: what the book is called and who made it. Out: a PNG of 1600 × 2560 pixels: the title on
//! paper, over a type case whose sorts are the title's own characters, one of them inked like a
//! seal (印章). The same book always has the same cover. Never here: files, print.

#![expect(clippy::float_arithmetic, reason = "drawing counts in fractions of pixels")]

mod canvas;
mod palette;
mod words;

use crate::font::{Faces, Role};
use crate::model::asset::{Asset, Format};
use crate::model::meta::Meta;
use crate::picture;

use canvas::{Canvas, Letter, Rgb};
use palette::{Palette, number_of, palette};

const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2560;
/// The margin of the paper.
const MARGIN: f32 = 150.0;
/// Where the type case begins.
const CASE_TOP: f32 = 1760.0;
/// The side of a sort: ten in a row.
const SORT: f32 = 160.0;
/// The longest title that is drawn; more characters would be too small to read.
const MAX_TITLE: usize = 60;

/// Draws the front cover as a PNG of 1600 × 2560 pixels; `None` when there is no title to draw.
pub fn draw(meta: &Meta, faces: &Faces) -> Option<Asset> {
    let title: String = meta.title.trim().chars().take(MAX_TITLE).collect();
    if title.is_empty() {
        return None;
    }
    let colors = palette(&title);
    let mut sheet = Canvas::new(WIDTH, HEIGHT, colors.paper)?;
    type_case(&mut sheet, faces, &title, colors);
    if words::stands_in_columns(&title) {
        in_columns(&mut sheet, faces, meta, &title, colors);
    } else {
        in_lines(&mut sheet, faces, meta, &title, colors);
    }
    let pixels = sheet.finish();
    let bytes = picture::png_of_few_colors(&pixels).unwrap_or_else(|| picture::png(&pixels));
    Some(Asset {
        path: "cover.png".to_owned(),
        format: Format::Png,
        bytes: bytes.into(),
        width: WIDTH,
        height: HEIGHT,
        density: None,
        cmyk: false,
        orientation: 1,
    })
}

/// The type case: sorts with the characters of the title, one of them the seal.
fn type_case(sheet: &mut Canvas, faces: &Faces, title: &str, colors: Palette) {
    let height = HEIGHT as f32 - CASE_TOP;
    sheet.rectangle((0.0, CASE_TOP), (WIDTH as f32, height), colors.case);
    let plain: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
    let glyphs = words::glyphs(faces, Role::Body, &plain);
    let (columns, rows) = (WIDTH as usize / SORT as usize, (height / SORT) as usize);
    let number = number_of(title);
    // The seal stands in the second row, off the middle.
    let seal = (1usize, 6 + number as usize % 2);
    for row in 0..rows {
        for column in 0..columns {
            let (x, y) = (column as f32 * SORT, CASE_TOP + row as f32 * SORT);
            let inked = (row, column) == seal;
            if inked {
                sheet.rectangle((x, y), (SORT, SORT), colors.seal);
            }
            // Each row begins further on, so that no column repeats one character.
            let shift = row * 3 + column;
            let index = if inked { Some(0) } else { shift.checked_rem(glyphs.len()) };
            let Some(glyph) = index.and_then(|index| glyphs.get(index)) else { continue };
            let size = SORT * if inked { 0.72 } else { 0.62 };
            let middle = (x + SORT / 2.0, y + (SORT - size) / 2.0);
            let letters = words::column(&[*glyph], middle.0, middle.1, size, size);
            write(sheet, faces, &letters, if inked { colors.paper } else { colors.sort });
        }
    }
    for line in 0..=columns {
        sheet.rectangle((line as f32 * SORT - 1.5, CASE_TOP), (3.0, height), colors.joint);
    }
    for line in 0..=rows {
        let y = CASE_TOP + line as f32 * SORT;
        sheet.rectangle((0.0, y - 1.5), (WIDTH as f32, 3.0), colors.joint);
    }
}

/// A title of Han characters: columns from the right, the makers lower at the left.
fn in_columns(sheet: &mut Canvas, faces: &Faces, meta: &Meta, title: &str, colors: Palette) {
    let longest = if title.chars().count() <= 7 { 7 } else { 8 };
    let columns = words::columns(title, longest);
    let most = columns.iter().map(|column| column.chars().count()).max().unwrap_or(1) as f32;
    let room = CASE_TOP - 2.0 * MARGIN - 60.0;
    let across = (WIDTH as f32 - 2.0 * MARGIN - 320.0) / (columns.len() as f32 * 1.25);
    // A title of one or two characters may fill its column with larger ones.
    let largest = 330.0 + 80.0 * (3.0 - most).max(0.0);
    let size = (room / (most * 1.08)).min(largest).min(across);
    let mut x = WIDTH as f32 - MARGIN - size / 2.0;
    for column in &columns {
        let glyphs = words::glyphs(faces, Role::Strong, column);
        write(sheet, faces, &words::column(&glyphs, x, MARGIN, size, size * 1.08), colors.ink);
        x -= size * 1.25;
    }
    // 文武线: a thick and a thin line beside the title.
    let line = x + size * 1.25 - size / 2.0 - 70.0;
    sheet.rectangle((line, MARGIN), (7.0, CASE_TOP - 2.0 * MARGIN), colors.ink);
    sheet.rectangle((line - 16.0, MARGIN), (2.5, CASE_TOP - 2.0 * MARGIN), colors.ink);
    if let Some(subtitle) = meta.subtitle.as_ref().filter(|words| !words.is_empty()) {
        beside(sheet, faces, subtitle, line - 90.0, colors.soft);
    }
    makers(sheet, faces, meta, colors);
}

/// A subtitle stands in no more columns than these.
const MOST_COLUMNS: usize = 3;

/// A subtitle beside the title: in columns when it is Han, else in lines.
fn beside(sheet: &mut Canvas, faces: &Faces, text: &str, right: f32, fill: Rgb) {
    let size = 64.0;
    let longest = ((CASE_TOP - 2.0 * MARGIN) / (size * 1.2)) as usize;
    let columns = words::columns(text, longest);
    // A list (刀、泥、铅) would fall apart into many short columns: it stands in lines.
    if words::stands_in_columns(text) && columns.len() <= MOST_COLUMNS {
        for (index, column) in columns.iter().enumerate() {
            let glyphs = words::glyphs(faces, Role::Body, column);
            let x = right - index as f32 * size * 1.5;
            write(sheet, faces, &words::column(&glyphs, x, MARGIN, size, size * 1.2), fill);
        }
        return;
    }
    let glyphs = words::glyphs(faces, Role::Body, text);
    let lines = words::lines(&glyphs, (right - MARGIN).max(size * 4.0) / size);
    for (index, line) in lines.iter().take(5).enumerate() {
        let y = MARGIN + index as f32 * size * 1.5;
        write(sheet, faces, &words::line(line, MARGIN, y, size), fill);
    }
}

/// A title with Latin letters or brackets: lines from the left.
fn in_lines(sheet: &mut Canvas, faces: &Faces, meta: &Meta, title: &str, colors: Palette) {
    let measure = WIDTH as f32 - 2.0 * MARGIN;
    let glyphs = words::glyphs(faces, Role::Strong, title);
    let fits = |size: f32| {
        let lines = words::lines(&glyphs, measure / size);
        let wide = lines.iter().any(|line| words::width(line) * size > measure);
        !wide && lines.len() as f32 * size * 1.25 <= 900.0
    };
    let sizes = [260.0, 220.0, 190.0, 160.0, 135.0, 115.0, 100.0, 84.0, 70.0];
    let size = sizes.into_iter().find(|size| fits(*size)).unwrap_or(60.0);
    let mut y = MARGIN + 60.0;
    for line in words::lines(&glyphs, measure / size) {
        write(sheet, faces, &words::line(&line, MARGIN, y, size), colors.ink);
        y += size * 1.25;
    }
    y += 40.0;
    sheet.rectangle((MARGIN, y), (measure, 7.0), colors.ink);
    sheet.rectangle((MARGIN, y + 14.0), (measure, 2.5), colors.ink);
    y += 80.0;
    if let Some(subtitle) = meta.subtitle.as_ref().filter(|words| !words.is_empty()) {
        let glyphs = words::glyphs(faces, Role::Body, subtitle);
        for line in words::lines(&glyphs, measure / 68.0).into_iter().take(3) {
            write(sheet, faces, &words::line(&line, MARGIN, y, 68.0), colors.soft);
            y += 68.0 * 1.5;
        }
    }
    makers(sheet, faces, meta, colors);
}

/// The makers and the publisher, at the foot of the paper.
fn makers(sheet: &mut Canvas, faces: &Faces, meta: &Meta, colors: Palette) {
    let names: Vec<&str> = meta
        .creators
        .iter()
        .filter(|creator| creator.role == "aut")
        .map(|creator| creator.name.as_str())
        .collect();
    let measure = WIDTH as f32 - 2.0 * MARGIN;
    let mut y = CASE_TOP - MARGIN;
    if let Some(publisher) = &meta.publisher {
        y -= 44.0;
        let glyphs = words::glyphs(faces, Role::Body, publisher);
        write(sheet, faces, &words::line(&glyphs, MARGIN, y, 44.0), colors.soft);
        y -= 40.0;
    }
    let glyphs = words::glyphs(faces, Role::Body, &names.join("\u{3000}"));
    let size = (measure * 0.5 / words::width(&glyphs).max(1.0)).clamp(36.0, 84.0);
    let lines = words::lines(&glyphs, measure * 0.5 / size);
    y -= lines.len() as f32 * size * 1.35;
    for line in lines {
        write(sheet, faces, &words::line(&line, MARGIN, y, size), colors.ink);
        y += size * 1.35;
    }
}

fn write(sheet: &mut Canvas, faces: &Faces, letters: &[Letter], fill: Rgb) {
    letters.iter().for_each(|letter| sheet.letter(faces, *letter, fill));
}
