//! What lies between two neighbours: how wide, and what it can give and take.
//!
//! In: two clusters and the rules of the house. Out: a [`Gap`]: its natural width (L2.1, L3.1), how
//! much it can shrink and at which step of L4.3, and how it stretches (L4.4). Never here: lines.

use crate::model::settings::Toggle;
use crate::units::Len;

use super::cluster::Cluster;
use super::kinsoku::Kind;
use super::rules::Rules;

/// What lies between two neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// Added to the cells; negative where marks share their blank.
    pub natural: Len,
    /// How much it can give.
    pub shrink: Len,
    /// At which step of L4.3 it gives; 0 for never.
    pub shrink_step: u8,
    /// How it stretches.
    pub stretch: Stretch,
}

/// How a gap stretches (L4.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stretch {
    /// Not at all.
    #[default]
    Never,
    /// First: a word space, by at most this.
    WordSpace(Len),
    /// Second: between Han and Latin, by at most this.
    HanLatin(Len),
    /// Third: equally with all others.
    Equal,
    /// Where there is nothing else: between the letters of an address or of code.
    Letter,
}

/// Word spaces, in thousandths of an em: least, natural, most (L4.3 ②, L4.4 ①).
pub const WORD_SPACE: (i64, i64, i64) = (250, 300, 500);
/// Between Han and Latin, in thousandths of an em: least, most (L3.1).
const HAN_LATIN: (i64, i64) = (125, 500);

/// What lies between `a` and the cluster `b` after it.
pub fn gap(a: &Cluster, b: &Cluster, rules: &Rules) -> Gap {
    if a.kind == Kind::Han && b.kind == Kind::Han && !a.is_tied_to(b) {
        return EQUAL;
    }
    if a.is_tied_to(b) {
        return Gap::default();
    }
    if a.kind == Kind::Space {
        let (least, natural, most) = WORD_SPACE;
        return Gap {
            natural: Len::ZERO,
            shrink: a.size.scale(natural - least, 1000),
            shrink_step: 2,
            stretch: Stretch::WordSpace(a.size.scale(most - natural, 1000)),
        };
    }
    if b.kind == Kind::Space {
        return Gap::default();
    }
    if b.kind == Kind::NoteMark || a.kind == Kind::NoteMark {
        return mark_gap(a, b);
    }
    if a.kind.closes() && b.kind == Kind::Open {
        // What they lost they may have back.
        return Gap { natural: -shared_blank(a, b), ..EQUAL };
    }
    if a.kind.closes() && b.kind.closes() {
        return Gap { natural: -shared_blank(a, b), ..Gap::default() };
    }
    if a.kind == Kind::Open {
        let cut = if b.kind == Kind::Open { b.cut_left } else { Len::ZERO };
        return Gap { natural: -cut, ..Gap::default() };
    }
    if let Some(gap) = han_latin_gap(a, b, rules) {
        return gap;
    }
    plain_gap(a, b, rules)
}

const EQUAL: Gap =
    Gap { natural: Len::ZERO, shrink: Len::ZERO, shrink_step: 0, stretch: Stretch::Equal };

/// Two marks side by side take 1½ em together (L2.1): one half em of their blank goes.
fn shared_blank(a: &Cluster, b: &Cluster) -> Len {
    match (b.kind, a.cut_right, b.cut_left) {
        // A mark that stands in the middle of its em shares nothing; its neighbour still does.
        (Kind::Open, Len::ZERO, blank) | (Kind::Open, blank, Len::ZERO) => blank,
        (Kind::Open, right, left) => right.min(left),
        (_, right, _) => right,
    }
}

/// Around note marks nothing is added, but for what keeps a circle off the comma after it; the
/// blank of the mark before stays behind it.
fn mark_gap(a: &Cluster, b: &Cluster) -> Gap {
    match (a.kind, b.kind) {
        (Kind::NoteMark, Kind::NoteMark) => Gap::default(),
        (Kind::NoteMark, next) if next.closes() => Gap { natural: a.width / 10, ..Gap::default() },
        (Kind::NoteMark, _) => EQUAL,
        _ => Gap::default(),
    }
}

/// ¼ em between Han and a Latin letter or digit (L3.1, L3.2), from ⅛ to ½.
fn han_latin_gap(a: &Cluster, b: &Cluster, rules: &Rules) -> Option<Gap> {
    let wide = |kind: Kind| matches!(kind, Kind::Han | Kind::Object);
    let (word_edge, size) = match (a, b) {
        (han, word) if wide(han.kind) && word.kind.is_word() => (word.first, han.size),
        (word, han) if word.kind.is_word() && wide(han.kind) => (word.last, han.size),
        _ => return None,
    };
    if !takes_gap(word_edge) {
        return Some(EQUAL);
    }
    let natural = rules.settings.han_latin_gap;
    let (least, most) = (HAN_LATIN.0.min(natural), HAN_LATIN.1);
    Some(Gap {
        natural: size.scale(natural, 1000),
        shrink: size.scale(natural - least, 1000),
        shrink_step: 6,
        stretch: Stretch::HanLatin(size.scale(most - natural, 1000)),
    })
}

/// Whether a word that ends so stands apart from Han: Latin marks bring their own blank.
pub(super) fn takes_gap(edge: char) -> bool {
    !".,:;!?'\"()[]{}-/“”‘’–—…".contains(edge)
}

fn plain_gap(a: &Cluster, b: &Cluster, rules: &Rules) -> Gap {
    let rigid = |kind: Kind| matches!(kind, Kind::Connector | Kind::Slash);
    if a.kind.is_word() && b.kind.is_word() {
        let divides = matches!(a.kind, Kind::Address | Kind::Piece);
        let stretch = if divides { Stretch::Letter } else { Stretch::Never };
        return Gap { stretch, ..Gap::default() };
    }
    if a.kind == Kind::Dot || b.kind == Kind::Dot {
        let dot = if a.kind == Kind::Dot { a } else { b };
        // ⅛ em at each side of its ink stays of a half em, and as much of a whole one.
        let shrink = (dot.width / 2 - dot.size / 8).max(Len::ZERO);
        return Gap { shrink, shrink_step: 3, ..Gap::default() };
    }
    if rigid(a.kind) || rigid(b.kind) || a.kind == Kind::Prefix {
        return Gap::default();
    }
    if a.kind.closes() {
        let keeps = a.kind == Kind::Stop && rules.settings.squeeze_stops == Toggle::Off;
        let (shrink, shrink_step) = match a.kind {
            _ if keeps => (Len::ZERO, 0),
            Kind::Close => (a.cut_right, 4),
            Kind::Comma => (a.cut_right, 5),
            _ => (a.cut_right, 7),
        };
        return Gap { shrink, shrink_step, ..EQUAL };
    }
    if b.kind == Kind::Open {
        return Gap { shrink: b.cut_left, shrink_step: 4, ..EQUAL };
    }
    if b.kind.closes() || b.kind == Kind::Iteration {
        return Gap::default();
    }
    EQUAL
}
