//! The colours of a drawn cover: four calm sets, one chosen by the title.
//!
//! In: the title. Out: a set of colours; the same title always has the same. Names are those of
//! traditional Chinese colours.

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
        paper: 0xf4_eee1,
        ink: 0x23_2522,
        soft: 0x6b_675e,
        case: 0x2b_3a4b,
        joint: 0x23_303f,
        sort: 0x41_5369,
        seal: 0xb4_3b2c,
    },
    // 月白 and 墨绿
    Palette {
        paper: 0xee_f0e8,
        ink: 0x20_2823,
        soft: 0x63_6c63,
        case: 0x2c_4339,
        joint: 0x24_382f,
        sort: 0x43_6053,
        seal: 0xb5_442f,
    },
    // 米色 and 绛紫
    Palette {
        paper: 0xf3_ebe2,
        ink: 0x2a_2224,
        soft: 0x71_6462,
        case: 0x4a_2f38,
        joint: 0x3e_262e,
        sort: 0x66_4650,
        seal: 0xb8_4a2e,
    },
    // 霜 and 玄
    Palette {
        paper: 0xf0_eeea,
        ink: 0x1f_2021,
        soft: 0x66_6565,
        case: 0x2e_2f32,
        joint: 0x26_2729,
        sort: 0x48_494d,
        seal: 0xb0_3a2e,
    },
    // 牙色 and 驼
    Palette {
        paper: 0xf6_efdf,
        ink: 0x2c_261e,
        soft: 0x75_6a58,
        case: 0x5b_4a36,
        joint: 0x4e_3f2d,
        sort: 0x78_644c,
        seal: 0xa9_3a2a,
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
