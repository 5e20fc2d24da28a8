//! 避头尾: where a line may end, as a table over what stands before and after.
//!
//! In: the kinds of two neighbours and their edge characters. Out: whether a line may break
//! between them, and at what cost. Rules L1.1–L1.7 of TYPOGRAPHY (CLREQ 行首行尾禁则,
//! GB/T 15834 5.1). Never here: widths.

/// What a cluster is when lines are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Han character, kana, or another wide letter.
    Han,
    /// An opening bracket or quote.
    Open,
    /// A closing bracket or quote.
    Close,
    /// 。．！？
    Stop,
    /// ，、；：
    Comma,
    /// ·
    Dot,
    /// ——, a dash two em long.
    Dash,
    /// ……
    Ellipsis,
    /// ～ – — between words or numbers.
    Connector,
    /// /
    Slash,
    /// 々 and other marks that belong to the character before.
    Iteration,
    /// A word, number or other run of Latin without a space.
    Word,
    /// A part of such a run after which it may be cut (URL, over-long word).
    Piece,
    /// A Latin space.
    Space,
    /// A note mark.
    NoteMark,
    /// A wide space (U+3000).
    WideSpace,
    /// A picture, a base with its reading: anything that is one whole.
    Object,
}

/// How strict the rules are (CLREQ: four levels).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Break anywhere.
    None,
    /// 基本.
    Basic,
    /// 国标: and no `/` at a line's end.
    Gb,
    /// And no —— or …… at a line's start.
    Strict,
}

/// One side of a possible break.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// What stands there.
    pub kind: Kind,
    /// Its character next to the break.
    pub edge: char,
}

/// Cutting an address after one of its marks (L1.9).
const ADDRESS_COST: i64 = 400;
/// Cutting a word anywhere else: the last resort.
const PIECE_COST: i64 = 3_000;

/// The cost of a break between two neighbours; `None` forbids it.
pub fn break_cost(before: Side, after: Side, level: Level) -> Option<i64> {
    use Kind::{Dash, Ellipsis, Object, Piece, Space, WideSpace, Word};
    if level == Level::None {
        return Some(0);
    }
    if matches!(after.kind, Space) || forbidden_at_start(after, level) {
        return None;
    }
    if forbidden_at_end(before, level) {
        return None;
    }
    match (before.kind, after.kind) {
        (Space, _) => Some(0),
        (Piece, Piece | Word) if "/?=&.-_".contains(before.edge) => Some(ADDRESS_COST),
        (Piece, Piece | Word) => Some(PIECE_COST),
        (Word, Word | Piece) => None,
        (Dash, Dash) | (Ellipsis, Ellipsis) => None,
        (_, WideSpace) => None,
        (Word | Piece, Object) | (Object, Word | Piece) => Some(0),
        _ => Some(0),
    }
}

fn forbidden_at_start(after: Side, level: Level) -> bool {
    match after.kind {
        Kind::Close
        | Kind::Stop
        | Kind::Comma
        | Kind::Dot
        | Kind::Connector
        | Kind::Slash
        | Kind::Iteration
        | Kind::NoteMark => true,
        Kind::Dash | Kind::Ellipsis => level >= Level::Strict,
        Kind::Word | Kind::Piece => ",.:;!?)]}%‰℃°′″".contains(after.edge),
        _ => false,
    }
}

fn forbidden_at_end(before: Side, level: Level) -> bool {
    match before.kind {
        Kind::Open => true,
        Kind::Slash => level >= Level::Gb,
        Kind::Word | Kind::Piece => "([{$£€¥￥#§№".contains(before.edge),
        _ => false,
    }
}

/// What a single character of Chinese text is; runs (——, ……, Latin words) are found before.
pub fn kind_of(character: char) -> Kind {
    match character {
        '（' | '【' | '〔' | '〖' | '［' | '｛' | '《' | '〈' | '「' | '『' | '“' | '‘' | '｟' => {
            Kind::Open
        }
        '）' | '】' | '〕' | '〗' | '］' | '｝' | '》' | '〉' | '」' | '』' | '”' | '’' | '｠' => {
            Kind::Close
        }
        '。' | '．' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => Kind::Stop,
        '，' | '、' | '；' | '：' => Kind::Comma,
        '·' | '・' | '‧' => Kind::Dot,
        '—' | '⸺' => Kind::Dash,
        '…' => Kind::Ellipsis,
        '～' | '–' | '〜' => Kind::Connector,
        '/' | '／' => Kind::Slash,
        '々' | '〻' | 'ー' | 'ゝ' | 'ゞ' | '％' | '‰' | '℃' | '°' | '′' | '″' => {
            Kind::Iteration
        }
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => Kind::Iteration,
        '\u{3000}' => Kind::WideSpace,
        '￥' | '＄' | '№' => Kind::Open,
        _ => Kind::Han,
    }
}
