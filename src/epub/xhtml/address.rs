//! Addresses outside the book, made fit for an `href` (WHATWG URL).
//!
//! In: what the manuscript says. Out: the address with everything escaped that must be, or nothing
//! when no reader could follow it. Never here: opening it.

/// The schemes that a book may lead to.
const SCHEMES: [&str; 3] = ["https", "http", "mailto"];

/// The address for an `href`; `None` when its scheme or host is unusable.
pub(in crate::epub) fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return None;
    }
    if scheme == "mailto" {
        return rest.contains('@').then(|| format!("mailto:{}", escaped(rest)));
    }
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    host_usable(host).then(|| format!("{scheme}://{host}{}", escaped(path)))
}

/// Letters, digits, dots and hyphens, and a port; a name in another script stays as it is.
fn host_usable(host: &str) -> bool {
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let fit = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(character, '.' | '-' | '_')
            || (!character.is_ascii() && character.is_alphanumeric())
    };
    let labels = name.split('.').all(|label| !label.is_empty());
    labels && name.chars().all(fit) && port.parse::<u16>().is_ok()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fragment = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        let hex = after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        let plain = character.is_ascii_alphanumeric()
            || "-._~:/?@!$&'()*+,;=".contains(character)
            || (character == '%' && hex)
            || (character == '#' && !fragment);
        fragment |= character == '#';
        if plain {
            out.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                out.push('%');
                out.push_str(&format!("{byte:02X}"));
            }
        }
        rest = after;
    }
    out
}
