//! The colours of a drawn cover: four calm sets, one chosen by the title.
//!
//! In: the title. Out: a set of colours; the same title always has the same. Names are those of
//! traditional Chinese colours. Each channel is one of the 32 steps that the sheet keeps.

use super::canvas::Rgb;

/// The colours of a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Palette {
    /// The paper.
    pub paper: Rgb,
    /// The title.
    pub ink: Rgb,
    /// Smaller words and lines.
    pub soft: Rgb,
    /// The type case below.
    pub case: Rgb,
    /// The joints between the sorts.
    pub joint: Rgb,
    /// The characters on the sorts.
    pub sort: Rgb,
    /// The seal.
    pub seal: Rgb,
}

const PALETTES: [Palette; 5] = [
    // 缟 and 黛蓝
    Palette {
        paper: 0xf7_efde,
        ink: 0x21_2121,
        soft: 0x6b_635a,
        case: 0x29_394a,
        joint: 0x21_3142,
        sort: 0x42_526b,
        seal: 0xb5_3929,
    },
    // 月白 and 墨绿
    Palette {
        paper: 0xef_efe7,
        ink: 0x21_2921,
        soft: 0x63_6b63,
        case: 0x29_4239,
        joint: 0x21_3931,
        sort: 0x42_6352,
        seal: 0xb5_4231,
    },
    // 米色 and 绛紫
    Palette {
        paper: 0xf7_efe7,
        ink: 0x29_2121,
        soft: 0x73_6363,
        case: 0x4a_3139,
        joint: 0x42_2931,
        sort: 0x63_4252,
        seal: 0xb5_4a31,
    },
    // 霜 and 玄
    Palette {
        paper: 0xef_efe7,
        ink: 0x21_2121,
        soft: 0x63_6363,
        case: 0x31_3131,
        joint: 0x29_2929,
        sort: 0x4a_4a4a,
        seal: 0xad_3931,
    },
    // 牙色 and 驼
    Palette {
        paper: 0xf7_efde,
        ink: 0x29_2921,
        soft: 0x73_6b5a,
        case: 0x5a_4a39,
        joint: 0x4a_4229,
        sort: 0x7b_634a,
        seal: 0xa5_3929,
    },
];

/// A number that depends on every character of a text (FNV-1a).
pub(super) fn number_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The colours for a title.
pub(super) fn palette(title: &str) -> Palette {
    let index = number_of(title) as usize % PALETTES.len();
    PALETTES.get(index).copied().unwrap_or(PALETTES[0])
}
