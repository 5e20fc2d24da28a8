//! The fonts that are part of the program, by file name: a book needs no font folder of its own.

/// The bytes of a built-in font.
pub(super) fn bytes(name: &str) -> Option<&'static [u8]> {
    Some(match name {
        "NotoSerifSC-Regular.ttf" => include_bytes!("../../fonts/NotoSerifSC-Regular.ttf"),
        "NotoSerifSC-Bold.ttf" => include_bytes!("../../fonts/NotoSerifSC-Bold.ttf"),
        "NotoSansSC-Medium.ttf" => include_bytes!("../../fonts/NotoSansSC-Medium.ttf"),
        "NotoSansSC-Bold.ttf" => include_bytes!("../../fonts/NotoSansSC-Bold.ttf"),
        "WenKaiBook-Regular.ttf" => include_bytes!("../../fonts/WenKaiBook-Regular.ttf"),
        "NotoSansMonoCJKsc-Latin.otf" => include_bytes!("../../fonts/NotoSansMonoCJKsc-Latin.otf"),
        "EBGaramond-Regular.ttf" => include_bytes!("../../fonts/EBGaramond-Regular.ttf"),
        "EBGaramond-Italic.ttf" => include_bytes!("../../fonts/EBGaramond-Italic.ttf"),
        "EBGaramond-Bold.ttf" => include_bytes!("../../fonts/EBGaramond-Bold.ttf"),
        "EBGaramond-BoldItalic.ttf" => include_bytes!("../../fonts/EBGaramond-BoldItalic.ttf"),
        _ => return None,
    })
}
