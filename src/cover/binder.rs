//! What a print house asks of a cover: how thick the book is (书脊厚度), when the spine may carry
//! words, how far the cover bleeds, how large the barcode is and where it stands.
//!
//! In: a preset, the paper, the number of pages. Out: lengths. The thickness is what the houses
//! publish; whoever has the printer's own number writes it as `print.spine`. Never here: drawing.

use crate::model::settings::Preset;
use crate::units::Len;

/// What a house asks of a cover.
#[derive(Clone, Copy, Debug)]
pub struct Binder {
    /// What it is called in messages.
    pub name: &'static str,
    /// How far the cover bleeds; `None` is the book's own bleed.
    pub bleed: Option<Len>,
    /// The papers that it binds.
    pub papers: &'static [Paper],
    /// What is added to the pages: glue and cover.
    pub glue: Len,
    /// The fewest pages with which the spine may carry words.
    pub worded_pages: usize,
    /// The thinnest spine that carries words.
    pub worded_spine: Len,
    /// What stays clear at each side of the words on the spine.
    pub clear: Len,
    /// The size of the barcode, in percent of its nominal size (放大系数).
    pub barcode: i64,
    /// From the barcode's white ground to the edges of the back.
    pub away: Len,
    /// The least size of that ground.
    pub ground: (Len, Len),
}

/// A paper, and how thick a page of it is.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// What it is called in book.yaml.
    pub name: &'static str,
    /// How thick a page is, half a leaf.
    pub page: Page,
}

/// How thick a page is.
#[derive(Clone, Copy, Debug)]
pub enum Page {
    /// In millionths of an inch.
    Inch(i64),
    /// In millionths of a millimetre for each gram a square metre, and the usual grams.
    Gram(i64, i64),
}

const STOCKS: &[Paper] = &[
    Paper { name: "white", page: Page::Inch(2252) },
    Paper { name: "cream", page: Page::Inch(2500) },
    Paper { name: "colour", page: Page::Inch(2252) },
    Paper { name: "premium", page: Page::Inch(2347) },
];

/// 双胶纸 is 1.346 µm a leaf and gram; 轻型纸 of 80 g is 0.13 mm a leaf.
const GRAMMAGES: &[Paper] = &[
    Paper { name: "80g", page: Page::Gram(673, 80) },
    Paper { name: "80g 轻型纸", page: Page::Gram(813, 80) },
];

const fn inch(thousandths: i64) -> Len {
    Len::pt(72).scale(thousandths, 1000)
}

const CN: Binder = Binder {
    name: "cn",
    bleed: None,
    papers: GRAMMAGES,
    glue: Len::ZERO,
    worded_pages: 0,
    worded_spine: Len::mm100(500),
    clear: Len::mm100(100),
    barcode: 80,
    away: Len::mm100(1500),
    ground: (Len::ZERO, Len::ZERO),
};

const KDP: Binder = Binder {
    name: "KDP",
    bleed: Some(inch(125)),
    papers: STOCKS,
    glue: Len::ZERO,
    worded_pages: 79,
    worded_spine: Len::ZERO,
    clear: inch(63),
    barcode: 100,
    away: inch(250),
    ground: (inch(2000), inch(1200)),
};

const INGRAM: Binder = Binder { name: "IngramSpark", ground: (Len::ZERO, Len::ZERO), ..KDP };

const LULU: Binder = Binder { name: "Lulu", glue: inch(60), worded_pages: 80, ..INGRAM };

/// The demands of a preset's house.
pub const fn binder(preset: Preset) -> &'static Binder {
    match preset {
        Preset::Cn => &CN,
        Preset::Kdp => &KDP,
        Preset::Ingram => &INGRAM,
        Preset::Lulu => &LULU,
    }
}

/// How thick a book is; `None` when the house has no such paper. No paper is its first.
pub fn thickness(binder: &Binder, paper: Option<&str>, pages: usize) -> Option<Len> {
    let wanted: String = paper.unwrap_or("").split_whitespace().collect();
    let (grams, kind) = match grammage(&wanted) {
        Some((grams, kind)) => (Some(grams), kind),
        None => (None, wanted.as_str()),
    };
    let pages = i64::try_from(pages).ok()?;
    let found = binder.papers.iter().find(|paper| {
        let name = paper.name.split_whitespace().last().unwrap_or("");
        match paper.page {
            Page::Inch(_) => grams.is_none() && (kind.is_empty() || paper.name == kind),
            Page::Gram(..) if kind.is_empty() || kind == "双胶纸" => name == paper.name,
            Page::Gram(..) => name == kind,
        }
    })?;
    let paper = match found.page {
        Page::Inch(millionths) => Len::pt(72).scale(millionths * pages, 1_000_000),
        // 1 mm is 72/25.4 pt.
        Page::Gram(millionths, usual) => {
            Len::pt(720).scale(millionths * grams.unwrap_or(usual) * pages, 254_000_000)
        }
    };
    Some(binder.glue + paper)
}

/// `80g`, `80克`, `80g轻型纸`: the number, and what is stuck to it.
fn grammage(word: &str) -> Option<(i64, &str)> {
    let end = word.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = word.split_at_checked(end)?;
    let rest = rest.strip_prefix(['g', 'G', '克']).unwrap_or(rest);
    let rest = rest.strip_prefix("/m²").or_else(|| rest.strip_prefix("/m2")).unwrap_or(rest);
    let number = number.parse().ok().filter(|grams| (30..=400).contains(grams))?;
    Some((number, rest))
}
