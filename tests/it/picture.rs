//! Pictures: told by content, refused when they lie, upright, with inks the right way round.

use publish::model::asset::{Asset, Format};
use publish::picture::{Colors, PictureError, Pixels, jpeg, pixels, pixels_within, png, probe};
use publish::picture::{for_screen, unsafe_parts};

const CYAN: &[u8] = include_bytes!("../books/pictures/cyan.jpg");
const TURNED: &[u8] = include_bytes!("../books/pictures/turned.jpg");
const GIF: &[u8] = include_bytes!("../books/pictures/small.gif");
const WEBP: &[u8] = include_bytes!("../books/pictures/small.webp");

fn opened(bytes: &[u8]) -> Asset {
    probe("x.png", bytes.to_vec()).expect("a good picture")
}

fn refused(bytes: &[u8]) -> PictureError {
    probe("x.png", bytes.to_vec()).expect_err("a bad picture")
}

/// A picture of grey steps.
fn steps(width: u32, height: u32) -> Pixels {
    let data = (0..width * height).map(|place| (place % 251) as u8).collect();
    Pixels { width, height, colors: Colors::Gray, data, alpha: None }
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = (data.len() as u32).to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&[0; 4]);
    out
}

/// A PNG that claims a size and holds next to nothing.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &header));
    out.extend(chunk(b"IDAT", &[0; 20]));
    out.extend(chunk(b"IEND", &[]));
    out
}

#[test]
fn the_kind_is_told_by_content_not_by_name() {
    let kinds = [(CYAN, Format::Jpeg), (GIF, Format::Gif), (WEBP, Format::Webp)];
    for (bytes, format) in kinds {
        assert_eq!(opened(bytes).format, format);
    }
    assert_eq!(opened(&png(&steps(3, 2))).format, Format::Png);
    assert!(matches!(refused(b"plain text"), PictureError::Damaged(_)));
    assert!(matches!(refused(b""), PictureError::Damaged(_)));
}

#[test]
fn sizes_are_read_without_decoding() {
    let sizes = [(CYAN, (16, 8)), (GIF, (12, 6)), (WEBP, (16, 8)), (TURNED, (8, 16))];
    for (bytes, size) in sizes {
        let asset = opened(bytes);
        assert_eq!((asset.width, asset.height), size);
    }
}

#[test]
fn bombs_and_lies_are_refused() {
    assert_eq!(refused(&claiming(50_000, 50_000)), PictureError::TooLarge(50_000, 50_000));
    assert!(matches!(refused(&claiming(9_000, 9_000)), PictureError::Damaged(_)));
    assert!(matches!(refused(&claiming(0, 5)), PictureError::Damaged(_)));
    let cut: Vec<u8> = png(&steps(40, 40)).into_iter().take(60).collect();
    assert!(matches!(refused(&cut), PictureError::Damaged(_)));
}

#[test]
fn damaged_pixels_are_an_error_and_no_panic() {
    let mut bytes = png(&steps(40, 40));
    bytes.iter_mut().skip(60).take(20).for_each(|byte| *byte ^= 0x5a);
    assert!(pixels(&opened(&bytes), 0).is_err());
}

#[test]
fn a_photograph_is_turned_upright() {
    let asset = opened(TURNED);
    assert_eq!((asset.orientation, asset.density), (6, Some(300)));
    let upright = pixels(&asset, 0).expect("pixels");
    assert_eq!((upright.width, upright.height), (8, 16));
    let color = |row: usize| upright.data[row * 8 * 3..row * 8 * 3 + 3].to_vec();
    assert!(color(1)[0] > 200 && color(1)[2] < 60, "red lies on top: {:?}", color(1));
    assert!(color(14)[2] > 200 && color(14)[0] < 60, "blue lies below: {:?}", color(14));
}

#[test]
fn adobe_inks_are_the_right_way_round() {
    let asset = opened(CYAN);
    assert!(asset.cmyk);
    let inks = pixels(&asset, 0).expect("pixels");
    assert_eq!(inks.colors, Colors::Cmyk);
    let [cyan, magenta, yellow, black] = inks.data[..4] else { panic!("four inks") };
    assert!(cyan > 250 && magenta < 5 && yellow < 5 && black < 5, "{:?}", &inks.data[..4]);
    let light = for_screen(inks);
    assert!(light.data[0] < 5 && light.data[1] > 250 && light.data[2] > 250);
}

#[test]
fn pixels_survive_a_png() {
    let mut picture = steps(31, 17);
    assert_eq!(pixels(&opened(&png(&picture)), 0).expect("pixels"), picture);
    picture.alpha = Some((0..31 * 17).map(|place| (place % 200) as u8).collect());
    assert_eq!(pixels(&opened(&png(&picture)), 0).expect("pixels"), picture);
    assert_eq!(png(&picture), png(&picture));
    assert_eq!(opened(&jpeg(&picture, 90)).format, Format::Jpeg);
}

#[test]
fn a_picture_is_made_smaller_by_means() {
    let asset = opened(&png(&Pixels {
        width: 4,
        height: 4,
        colors: Colors::Gray,
        data: vec![0, 100, 10, 30, 100, 200, 30, 50, 7, 7, 0, 0, 7, 7, 0, 4],
        alpha: None,
    }));
    let small = pixels_within(&asset, 4).expect("pixels");
    assert_eq!((small.width, small.height, small.data), (2, 2, vec![100, 30, 7, 1]));
    let wide = pixels_within(&opened(&png(&steps(1200, 20))), 6_000).expect("pixels");
    assert!(wide.width * wide.height <= 6_000 && wide.width > 550, "{}", wide.width);
}

#[test]
fn a_safe_drawing_keeps_its_bytes() {
    let safe = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
<rect width="40" height="20" fill="url(#g)" style="stroke:#000"/><text y="9">中文 &amp; &#20013;</text></svg>"##;
    let asset = opened(safe.as_bytes());
    assert_eq!(&asset.bytes[..], safe.as_bytes());
    assert_eq!((asset.width, asset.height), (40, 20));
    assert!(unsafe_parts(safe.as_bytes()).is_empty());
}

#[test]
fn a_drawing_loses_what_is_unsafe() {
    let cases = [
        ("<script>alert(1)</script>", "script"),
        ("<rect onclick='x()' width='1' height='1'/>", "onclick"),
        ("<a href='javascript:alert(1)'><rect width='9' height='9'/></a>", "javascript"),
        ("<image href='http://evil.example/x.png'/>", "evil"),
        ("<image xlink:href='file:///etc/passwd'/>", "passwd"),
        ("<use href='http://evil.example/x.svg#a'/>", "evil"),
        ("<style>@import url(http://evil.example/x.css);</style>", "evil"),
        ("<style><![CDATA[@import 'evil.css';]]></style>", "evil"),
        ("<rect style='fill:url(http://evil.example/)'/>", "evil"),
        ("<rect fill='u\\72l(http://evil.example/)'/>", "evil"),
        ("<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>evil</b></foreignObject>", "evil"),
        ("<animate attributeName='href' to='javascript:alert(1)'/>", "javascript"),
        ("<iframe xmlns='http://www.w3.org/1999/xhtml' src='http://evil.example/'/>", "evil"),
        ("<text>&evil;</text>", "evil"),
    ];
    for (inside, gone) in cases {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
             width='10' height='10'>{inside}<circle r='3'/></svg>"
        );
        let asset = opened(text.as_bytes());
        let cleaned = String::from_utf8(asset.bytes.to_vec()).expect("UTF-8");
        assert!(!cleaned.contains(gone), "{inside} gave {cleaned}");
        assert!(cleaned.contains("<circle r=\"3\"/>"), "{cleaned}");
        assert!(!unsafe_parts(text.as_bytes()).is_empty(), "{inside} is told");
        assert!(unsafe_parts(&asset.bytes).is_empty(), "clean stays clean: {cleaned}");
    }
}

#[test]
fn entities_of_a_drawing_are_never_opened() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
                <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&a;&x;</text></svg>";
    let asset = opened(bomb.as_bytes());
    let cleaned = String::from_utf8(asset.bytes.to_vec()).expect("UTF-8");
    assert!(!cleaned.contains("ENTITY") && !cleaned.contains('&'), "{cleaned}");
    assert!(cleaned.contains("<text></text>"), "{cleaned}");
}

#[test]
fn the_size_of_a_drawing_is_read_and_capped() {
    let cases = [
        ("width='96pt' height='1in'", (128, 96)),
        ("width='200' viewBox='0 0 4 2'", (200, 100)),
        ("width='50%' height='50%' viewBox='0,0,70,30'", (70, 30)),
        ("width='2em' height='1e2px'", (32, 100)),
        ("", (300, 150)),
        ("viewBox='0 0 1e9 5e8'", (16_384, 8_192)),
        ("width='0' height='-3' viewBox='0 0 nan inf'", (300, 150)),
    ];
    for (attributes, size) in cases {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>");
        let asset = opened(text.as_bytes());
        assert_eq!((asset.width, asset.height), size, "{attributes}");
    }
}

#[test]
fn a_drawing_becomes_pixels() {
    let text = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'>\
                <rect width='1' height='1' fill='#f00'/></svg>";
    let drawn = pixels(&opened(text.as_bytes()), 20).expect("pixels");
    assert_eq!((drawn.width, drawn.height), (20, 10));
    assert_eq!(drawn.data[..3], [255, 0, 0]);
    let alpha = drawn.alpha.expect("the right half is empty");
    assert_eq!((alpha[0], alpha[19]), (255, 0));
}

#[test]
fn broken_drawings_are_refused() {
    for text in ["<svg xmlns='http://www.w3.org/2000/svg'>", "<svg/>", "<a><svg/></a>", "<svg <"] {
        assert!(matches!(refused(text.as_bytes()), PictureError::Damaged(_)), "{text}");
    }
    let deep = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}", "<g>".repeat(100_000));
    assert!(matches!(refused(deep.as_bytes()), PictureError::Damaged(_)));
}
