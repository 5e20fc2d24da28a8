//! Addresses: which may stand in a book, and what they say without escapes.
//!
//! In: the address of a link or picture, entities resolved. Out: whether it would run code, and
//! its plain form. Never here: whether the target is there.

/// Schemes that run code or smuggle a document.
const UNSAFE_SCHEMES: [&str; 4] = ["javascript", "vbscript", "livescript", "jscript"];

/// Whether an address is unsafe as a link, in any disguise of case, spaces and controls.
pub(super) fn is_unsafe(address: &str) -> bool {
    let scheme = scheme(address);
    UNSAFE_SCHEMES.contains(&scheme.as_str()) || scheme == "data" || scheme == "view-source"
}

/// Whether an address is unsafe as a picture: as a link, but `data:image/…` may be.
pub(super) fn is_unsafe_picture(address: &str) -> bool {
    is_unsafe(address) && !is_picture_data(address)
}

/// Whether the address holds a picture itself.
fn is_picture_data(address: &str) -> bool {
    let start: String = address.chars().take("data:image/".len()).collect();
    start.eq_ignore_ascii_case("data:image/")
}

/// The scheme as a browser would read it: controls and spaces fall away, case does not count.
fn scheme(address: &str) -> String {
    let decoded = percent_decoded(address);
    let Some((scheme, _)) = decoded.split_once(':') else { return String::new() };
    scheme
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && *c != '\u{FFFD}')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The address with `%E4%BD%A0` resolved; escapes that are no UTF-8 stay.
pub(in crate::source) fn percent_decoded(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = match (first, after) {
            (b'%', [high, low, tail @ ..]) => hex_pair(*high, *low).map(|byte| (byte, tail)),
            _ => None,
        };
        let (byte, tail) = escape.unwrap_or((*first, after));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}
