//! The colours of a drawn cover: five calm sets, one chosen by the title.
//!
//! In: the title. Out: a set of colours; the same title always has the same. Names are those of
//! traditional Chinese colours. Each channel for screens is one of the 32 steps that the pixels
//! keep; the inks for the press never add up to more than 240 %, and no tint is below 5 %.

use super::shape::Ink;

/// The colours of a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The paper.
    pub paper: Ink,
    /// The title.
    pub ink: Ink,
    /// Larger words beside it.
    pub soft: Ink,
    /// The type case below.
    pub case: Ink,
    /// The joints between the sorts.
    pub joint: Ink,
    /// The characters on the sorts.
    pub sort: Ink,
    /// The seal.
    pub seal: Ink,
}

const fn ink(rgb: u32, cmyk: [u8; 4]) -> Ink {
    Ink { rgb, cmyk }
}

/// All sets.
pub const PALETTES: [Palette; 5] = [
    // 缟 and 黛蓝
    Palette {
        paper: ink(0xf7_efde, [0, 5, 12, 0]),
        ink: ink(0x21_2121, [0, 0, 0, 100]),
        soft: ink(0x63_5a52, [0, 0, 0, 75]),
        case: ink(0x29_394a, [80, 60, 40, 40]),
        joint: ink(0x21_3142, [85, 65, 45, 45]),
        sort: ink(0x42_526b, [70, 50, 30, 25]),
        seal: ink(0xb5_3929, [10, 90, 90, 15]),
    },
    // 月白 and 墨绿
    Palette {
        paper: ink(0xef_efe7, [5, 0, 8, 0]),
        ink: ink(0x21_2921, [0, 0, 0, 100]),
        soft: ink(0x5a_635a, [0, 0, 0, 75]),
        case: ink(0x29_4239, [75, 45, 65, 45]),
        joint: ink(0x21_3931, [80, 45, 65, 50]),
        sort: ink(0x42_6352, [65, 35, 55, 30]),
        seal: ink(0xb5_4231, [10, 88, 88, 15]),
    },
    // 米色 and 绛紫
    Palette {
        paper: ink(0xf7_efe7, [0, 5, 8, 0]),
        ink: ink(0x29_2121, [0, 0, 0, 100]),
        soft: ink(0x6b_5a5a, [0, 0, 0, 75]),
        case: ink(0x4a_3139, [50, 75, 50, 55]),
        joint: ink(0x42_2931, [52, 78, 50, 60]),
        sort: ink(0x63_4252, [45, 65, 40, 40]),
        seal: ink(0xb5_4a31, [10, 85, 88, 12]),
    },
    // 霜 and 玄
    Palette {
        paper: ink(0xef_efe7, [5, 5, 8, 0]),
        ink: ink(0x21_2121, [0, 0, 0, 100]),
        soft: ink(0x5a_5a5a, [0, 0, 0, 75]),
        case: ink(0x31_3131, [40, 30, 30, 85]),
        joint: ink(0x29_2929, [45, 35, 35, 90]),
        sort: ink(0x4a_4a4a, [35, 25, 25, 70]),
        seal: ink(0xad_3931, [10, 90, 85, 20]),
    },
    // 牙色 and 驼
    Palette {
        paper: ink(0xf7_efde, [0, 5, 12, 0]),
        ink: ink(0x29_2921, [0, 0, 0, 100]),
        soft: ink(0x6b_635a, [0, 0, 0, 75]),
        case: ink(0x5a_4a39, [45, 55, 65, 50]),
        joint: ink(0x4a_4229, [48, 58, 70, 58]),
        sort: ink(0x7b_634a, [35, 45, 60, 35]),
        seal: ink(0xa5_3929, [15, 90, 90, 20]),
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
