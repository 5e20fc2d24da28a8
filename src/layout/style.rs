//! The page: 版心, grid, margins and the sizes of everything, computed from the settings.
//!
//! In: [`Settings`](crate::model::settings::Settings). Out: a [`Style`] of integer lengths that add
//! up to the trim exactly (TYPOGRAPHY B1, B2, L5.1–L5.3). Never here: any text.

use crate::model::settings::{Card, PdfSettings, Toggle, VerseRows};
use crate::units::{Len, Point, Size};

/// Everything that layout must know of the page.
#[derive(Clone, Debug)]
pub struct Style {
    /// The trimmed page.
    pub trim: Size,
    /// The size of running text (正文字号).
    pub body: Len,
    /// From baseline to baseline (行距).
    pub pitch: Len,
    /// Characters in a line.
    pub columns: i64,
    /// Lines on a page.
    pub lines: i64,
    /// The margin at the spine (订口).
    pub inner: Len,
    /// The margin above the type area (天头).
    pub top: Len,
    /// The size of notes.
    pub note: Len,
    /// From baseline to baseline in notes.
    pub note_pitch: Len,
    /// The size of running heads and folios.
    pub small: Len,
    /// How verse stands in rows.
    pub verse_rows: VerseRows,
    /// Whether verse of short lines is set apart (疏排).
    pub verse_apart: bool,
    /// What is told of a chapter under its title.
    pub card: Card,
}

/// What a trimmed page gets when book.yaml gives no grid: characters, lines, pitch in 1/100 pt,
/// inner margin and top margin in 1/100 mm (TYPOGRAPHY §6).
struct Preset {
    trim: (i64, i64),
    grid: (i64, i64),
    pitch: i64,
    inner: i64,
    top: i64,
}

const PRESETS: [Preset; 4] = [
    Preset { trim: (14_000, 20_300), grid: (27, 27), pitch: 1700, inner: 2100, top: 2250 },
    Preset { trim: (14_800, 21_000), grid: (29, 28), pitch: 1700, inner: 2100, top: 2300 },
    Preset { trim: (17_000, 24_000), grid: (34, 31), pitch: 1800, inner: 2300, top: 2400 },
    Preset { trim: (15_240, 22_860), grid: (30, 30), pitch: 1750, inner: 2200, top: 2400 },
];

/// The size for which the presets are drawn: 五号.
const PRESET_BODY: Len = Len::pt100(1050);

/// Leading for other sizes and pages, in percent of the size: 1.62, and more for lines of more than
/// 35 characters, which the eye finds again only so (L5.2 asks for 1.5 to 1.75).
const PITCH: (i64, i64) = (162, 172);
/// Lines of more characters need more leading.
const LONG_LINE: i64 = 35;
/// A page without a grid of its own has no longer lines (L5.8).
const LONGEST_LINE: i64 = 40;

impl Style {
    /// Computes the page.
    pub fn new(settings: &PdfSettings) -> Style {
        let preset = PRESETS.iter().find(|preset| is_trim(preset.trim, settings.trim));
        let body = settings.body;
        let (width, height) = match preset {
            Some(preset) => preset_area(preset),
            None => free_area(settings.trim),
        };
        let columns = match settings.grid {
            Some((columns, _)) => i64::from(columns),
            None => nearest(width, body).clamp(8, LONGEST_LINE),
        };
        let percent = if columns > LONG_LINE { PITCH.1 } else { PITCH.0 };
        let pitch = match preset {
            Some(preset) if body == PRESET_BODY => Len::pt100(preset.pitch),
            _ => quarter_points(body.scale(percent, 100)),
        };
        let lines = match settings.grid {
            Some((_, lines)) => i64::from(lines),
            None => ((height - body).count(pitch) + 1).max(8),
        };
        let measure = body * columns;
        let depth = pitch * (lines - 1) + body;
        let (inner, top) = match preset {
            Some(preset) if settings.grid.is_none() && body == PRESET_BODY => {
                (Len::mm100(preset.inner), Len::mm100(preset.top))
            }
            _ => (
                (settings.trim.width - measure).scale(517, 1000),
                (settings.trim.height - depth).scale(518, 1000),
            ),
        };
        let note = smaller(body);
        Style {
            trim: settings.trim,
            body,
            pitch,
            columns,
            lines,
            inner,
            top,
            note,
            note_pitch: quarter_points(note.scale(145, 100)),
            small: note,
            verse_rows: settings.verse_rows,
            verse_apart: settings.verse_apart == Toggle::On,
            card: settings.card.clone(),
        }
    }

    /// The length of a full line (版心宽).
    pub fn measure(&self) -> Len {
        self.body * self.columns
    }

    /// The depth of a full page of text (版心高).
    pub fn depth(&self) -> Len {
        self.pitch * (self.lines - 1) + self.body
    }

    /// From the top of a row to its baseline: the em box of CJK fonts has 880/1000 above it.
    pub fn ascent(&self) -> Len {
        self.body.scale(880, 1000)
    }

    /// The upper left corner of the type area; odd pages (right, recto) have the spine at left.
    pub fn origin(&self, recto: bool) -> Point {
        let outer = self.trim.width - self.inner - self.measure();
        Point::new(if recto { self.inner } else { outer }, self.top)
    }
}

/// Two steps down in the old scale of sizes, about 0.86 of the body: 10.5 gives 9.
fn smaller(body: Len) -> Len {
    quarter_points(body.scale(857, 1000))
}

fn quarter_points(length: Len) -> Len {
    let quarter = Len::pt100(25);
    quarter * ((length.0 + quarter.0 / 2) / quarter.0)
}

fn nearest(length: Len, part: Len) -> i64 {
    (length + part / 2).count(part)
}

fn is_trim(mm100: (i64, i64), trim: Size) -> bool {
    Len::mm100(mm100.0) == trim.width && Len::mm100(mm100.1) == trim.height
}

fn preset_area(preset: &Preset) -> (Len, Len) {
    let height = Len::pt100(preset.pitch) * (preset.grid.1 - 1) + PRESET_BODY;
    (PRESET_BODY * preset.grid.0, height)
}

/// A type area like the presets': 72.6 % of the width, 79 % of the height (B2).
fn free_area(trim: Size) -> (Len, Len) {
    (trim.width.scale(726, 1000), trim.height.scale(790, 1000))
}
