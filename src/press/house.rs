//! What each print house demands (PRINT: pages, margins, bleed, marks, ink), as one table.
//!
//! In: a preset. Out: its [`House`]. Lengths are those that the houses publish, most of them in
//! inches. Never here: a book.

use crate::model::settings::{Preset, Standard, Toggle};
use crate::units::{Len, Size};

/// The demands of a print house.
#[derive(Clone, Copy, Debug)]
pub struct House {
    /// What it is called in messages.
    pub name: &'static str,
    /// The standard that it asks for.
    pub standard: Standard,
    /// The fewest and the most pages that it binds.
    pub pages: (usize, usize),
    /// The most on cream paper, where that is less.
    pub pages_on_cream: Option<usize>,
    /// The page count is a multiple of this.
    pub multiple: usize,
    /// Whether the last page must be blank.
    pub blank_end: Toggle,
    /// The smallest and the largest trimmed page; `None` where any size is cut.
    pub trims: Option<(Size, Size)>,
    /// From text to the outer edge, the top and the foot.
    pub outer: Margin,
    /// The same where pictures bleed.
    pub outer_with_bleed: Margin,
    /// From the spine to text, at least: up to so many pages, so much.
    pub inner: &'static [(usize, Len)],
    /// From the spine to text, as it advises.
    pub inner_advised: &'static [(usize, Len)],
    /// How the sheet is larger than the trimmed page.
    pub bleed: Bleed,
    /// Whether it takes crop marks (裁切线).
    pub marks: Toggle,
    /// The most ink in one place, in percent of one ink (总墨量).
    pub ink: u32,
}

/// How near to an edge text may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Nearer than this the house refuses the file.
    pub least: Len,
    /// It advises this.
    pub advised: Len,
}

/// How the sheet is larger than the trimmed page (出血).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bleed {
    /// By the book's own bleed on all edges, whether something bleeds or not.
    Always,
    /// Only where something bleeds, and then by 0.125 in on all edges but the spine.
    ThreeEdges,
    /// Only where something bleeds, and then by 0.125 in on all edges.
    FourEdges,
}

/// The bleed of the houses that count in inches.
pub const EIGHTH_INCH: Len = inch1000(125);

/// What a bound book needs at the spine, by its pages; KDP's table, and a good one for all.
pub const GUTTERS: &[(usize, Len)] = &[
    (150, inch1000(375)),
    (300, inch1000(500)),
    (500, inch1000(625)),
    (700, inch1000(750)),
    (usize::MAX, inch1000(875)),
];

const CN: House = House {
    name: "cn",
    standard: Standard::X4,
    pages: (2, usize::MAX),
    pages_on_cream: None,
    multiple: 4,
    blank_end: Toggle::Off,
    trims: None,
    outer: margin(mm(300), mm(500)),
    outer_with_bleed: margin(mm(300), mm(500)),
    inner: &[(usize::MAX, mm(500))],
    inner_advised: GUTTERS,
    bleed: Bleed::Always,
    marks: Toggle::On,
    ink: 250,
};

const KDP: House = House {
    name: "KDP",
    standard: Standard::X4,
    pages: (24, 828),
    pages_on_cream: Some(776),
    multiple: 2,
    blank_end: Toggle::Off,
    trims: Some((
        Size { width: inch1000(4000), height: inch1000(6000) },
        Size { width: inch1000(8500), height: inch1000(11_690) },
    )),
    outer: margin(inch1000(250), inch1000(250)),
    outer_with_bleed: margin(inch1000(375), inch1000(375)),
    inner: GUTTERS,
    inner_advised: GUTTERS,
    bleed: Bleed::ThreeEdges,
    marks: Toggle::Off,
    ink: 300,
};

const INGRAM: House = House {
    name: "IngramSpark",
    standard: Standard::X1a,
    pages: (18, 1200),
    pages_on_cream: None,
    multiple: 2,
    blank_end: Toggle::On,
    trims: None,
    outer: margin(inch1000(250), inch1000(500)),
    outer_with_bleed: margin(inch1000(250), inch1000(500)),
    inner: &[(usize::MAX, inch1000(375))],
    inner_advised: &[(300, inch1000(500)), (500, inch1000(625)), (usize::MAX, inch1000(750))],
    bleed: Bleed::ThreeEdges,
    marks: Toggle::Off,
    ink: 240,
};

const LULU: House = House {
    name: "Lulu",
    standard: Standard::X4,
    pages: (32, 800),
    pages_on_cream: None,
    multiple: 4,
    blank_end: Toggle::Off,
    trims: None,
    outer: margin(inch1000(250), inch1000(500)),
    outer_with_bleed: margin(inch1000(250), inch1000(500)),
    inner: &[(usize::MAX, inch1000(500))],
    inner_advised: &[(150, inch1000(700)), (usize::MAX, inch1000(800))],
    bleed: Bleed::FourEdges,
    marks: Toggle::Off,
    ink: 270,
};

/// The house of a preset.
pub const fn house(preset: Preset) -> &'static House {
    match preset {
        Preset::Cn => &CN,
        Preset::Kdp => &KDP,
        Preset::Ingram => &INGRAM,
        Preset::Lulu => &LULU,
    }
}

/// What a table says of so many pages.
pub fn at_pages(table: &[(usize, Len)], count: usize) -> Len {
    table.iter().find(|(most, _)| count <= *most).map_or(Len::ZERO, |(_, least)| *least)
}

const fn margin(least: Len, advised: Len) -> Margin {
    Margin { least, advised }
}

const fn mm(hundredths: i64) -> Len {
    Len::mm100(hundredths)
}

const fn inch1000(thousandths: i64) -> Len {
    Len::pt(72).scale(thousandths, 1000)
}
