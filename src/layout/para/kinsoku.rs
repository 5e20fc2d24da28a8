//! 避头尾: where a line may end, as a table over what stands before and after.
//!
//! In: the kinds of two neighbours and their edge characters. Out: whether a line may break
//! between them, and at what cost. Rules L1.1–L1.9 of TYPOGRAPHY (CLREQ 行首行尾禁则,
//! GB/T 15834 5.1). Never here: widths.

use crate::han::class::{Class, class_of};

pub use crate::model::settings::Level;

/// What a cluster is when lines are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// ％ 々 and other marks that belong to the character before.
    Iteration,
    /// ￥ № and other marks that belong to the number after.
    Prefix,
    /// A word, number or other run of Latin without a space, or the last part of one.
    Word,
    /// A part of a word after which it may be divided, with a hyphen.
    Syllable,
    /// A part of an address or a compound after which it may be divided as it is.
    Address,
    /// A part of a long word after which it may be cut so that no line overflows.
    Piece,
    /// A Latin space.
    Space,
    /// A note mark.
    NoteMark,
    /// A wide space (U+3000).
    WideSpace,
    /// A picture, a base with its reading: anything that is one whole.
    Object,
    /// A forced end of line.
    Break,
}

impl Kind {
    /// Whether it is of a word of Latin, or a part of one.
    pub fn is_word(self) -> bool {
        matches!(self, Kind::Word | Kind::Syllable | Kind::Address | Kind::Piece)
    }

    /// Whether it is a closing mark: one with its blank at the right.
    pub fn closes(self) -> bool {
        matches!(self, Kind::Close | Kind::Stop | Kind::Comma)
    }
}

/// One side of a possible break.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// What stands there.
    pub kind: Kind,
    /// Its character next to the break.
    pub edge: char,
}

/// What a break costs; about as much as gaps of 0.1 em in its line cost 1,000.
pub type Cost = i64;

/// Parting a number from what it counts, or 第 from its number (L1.8): a character more in a line
/// of thirty is better.
const COUNTED: Cost = 160;
/// Dividing an address after one of its marks (L1.9).
const ADDRESS: Cost = 400;
/// What costs more is no place where a line may end, but a way out.
pub const WAY_OUT: Cost = 1_000;
/// Dividing a word with a hyphen: where the line would else be looser than 0.11 em (L3.6).
pub const HYPHEN: Cost = 1_300;
/// …… at a line's start (L1.4): where the line would else be looser than 0.15 em (L4.6).
const LONG_MARK_FIRST: Cost = 2_300;
/// Cutting a word anywhere else: the last resort before it runs over.
const CUT: Cost = 6_000;

/// What is counted: a number stays with these where it can (L1.8).
const COUNTERS: &str = "个年月日号岁天次种人元亿万千百十字句段章节回页卷册部篇行条项名位口家张片块只头匹条\
                        件套双对组班米里斤吨克升度分秒点时刻周代世倍成折层楼间座寸尺丈亩级阶届步声场";

/// The cost of a break between two neighbours; `None` forbids it.
pub fn break_cost(before: Side, after: Side, level: Level) -> Option<Cost> {
    use Kind::{Address, Dash, Ellipsis, Han, Piece, Space, Syllable, WideSpace, Word};
    if level == Level::None {
        return Some(0);
    }
    if forbidden_at_start(after, level) || forbidden_at_end(before, level) {
        return None;
    }
    match (before.kind, after.kind) {
        (Syllable, next) if next.is_word() => Some(HYPHEN),
        (Address, next) if next.is_word() => Some(ADDRESS),
        (Piece, next) if next.is_word() => Some(CUT),
        (Dash, Dash) | (Ellipsis, Ellipsis) => None,
        (Word, next) if next.is_word() => None,
        (_, WideSpace) => None,
        (Word, Han) if before.edge.is_ascii_digit() && COUNTERS.contains(after.edge) => {
            Some(COUNTED)
        }
        (Han, Word) if before.edge == '第' && after.edge.is_ascii_digit() => Some(COUNTED),
        (Space, _) => Some(0),
        (_, Ellipsis) if level == Level::GbPlus => Some(LONG_MARK_FIRST),
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
        | Kind::Space
        | Kind::Break
        | Kind::NoteMark => true,
        Kind::Dash | Kind::Ellipsis => level >= Level::Strict,
        kind if kind.is_word() => ",.:;!?)]}%‰℃°′″".contains(after.edge),
        _ => false,
    }
}

fn forbidden_at_end(before: Side, level: Level) -> bool {
    match before.kind {
        Kind::Open | Kind::Prefix => true,
        Kind::Slash => level >= Level::Gb,
        kind if kind.is_word() => "([{$£€¥￥#§№".contains(before.edge),
        _ => false,
    }
}

/// What it costs to end a line of a head here, over and above (L1.8, B14): heads end their lines
/// between words. There is no dictionary; what a line hardly ever begins or ends with is known.
pub fn head_cost(before: Side, after: Side) -> Cost {
    let pauses = before.kind.closes() || matches!(before.kind, Kind::WideSpace | Kind::Dash);
    if pauses || after.kind == Kind::Open {
        return 0;
    }
    let hangs_back = "的地得了着过吗呢吧啊们者之".contains(after.edge);
    let leans_on = "第不未没在与和及或把被将从向对为".contains(before.edge);
    if hangs_back || leans_on { 900 } else { 300 }
}

/// What a single character of Chinese text is; runs (——, ……, Latin words) are found before.
pub fn kind_of(character: char) -> Kind {
    match class_of(character) {
        Class::Opening => Kind::Open,
        Class::Closing => Kind::Close,
        Class::Stop => Kind::Stop,
        Class::Comma => Kind::Comma,
        Class::MiddleDot => Kind::Dot,
        Class::Dash => Kind::Dash,
        Class::Ellipsis => Kind::Ellipsis,
        Class::Connector => Kind::Connector,
        Class::Slash => Kind::Slash,
        Class::FullWidthSpace => Kind::WideSpace,
        Class::NoteMark => Kind::Iteration,
        _ => match character {
            '々' | '〻' | '〃' | '％' | '‰' | '℃' | '℉' | '°' | '′' | '″' => {
                Kind::Iteration
            }
            // Small kana and the long mark (JLREQ 行頭禁則).
            'ー' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ'
            | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ'
            | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => Kind::Iteration,
            '￥' | '＄' | '№' => Kind::Prefix,
            _ => Kind::Han,
        },
    }
}
