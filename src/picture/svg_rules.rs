//! What an SVG in a book may hold: a list of what is let through, the rest is left out.
//!
//! In: names and values. Out: yes or no. No script, no event, no address outside the file, no
//! animation (it can rewrite an address), no text of another language. Source: EPUB 3.3 §6.3, SVG 2.

/// Elements that draw, describe or define.
const ELEMENTS: [&str; 61] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "switch",
    "title",
    "desc",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "image",
    "a",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "view",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "tref",
    "altGlyph",
    "glyphRef",
    "hatch",
    "hatchpath",
    "mesh",
    "solidcolor",
];

/// Elements that only editors read; leaving them out harms nobody and needs no word.
const SILENT: [&str; 2] = ["metadata", "namedview"];

/// Pictures inside the file itself.
const DATA_PICTURES: [&str; 4] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/jpg;base64,",
];

/// Whether an element may stay.
pub(super) fn element_allowed(name: &str) -> bool {
    ELEMENTS.contains(&name)
}

/// Whether an element may go without a word.
pub(super) fn element_silent(name: &str) -> bool {
    SILENT.contains(&name)
}

/// Whether an attribute may stay; `name` has no prefix.
pub(super) fn attribute_allowed(element: &str, name: &str, value: &str) -> bool {
    if name.len() > 2 && name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("on")) {
        return false;
    }
    match name {
        "href" => address_allowed(element, value),
        "src" | "base" | "from" | "to" | "values" | "begin" | "attributeName" => {
            !matches!(name, "src" | "base")
        }
        _ => style_allowed(value),
    }
}

fn address_allowed(element: &str, value: &str) -> bool {
    let value = value.trim();
    let data = element == "image"
        && DATA_PICTURES.iter().any(|head| {
            value.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
        });
    value.starts_with('#') || data
}

/// Whether a style reaches nothing outside the file. An escape or a comment could hide a word.
pub(super) fn style_allowed(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    if lower.contains("@import") || lower.contains("javascript:") || lower.contains("expression(") {
        return false;
    }
    let hides = lower.contains('\\') || lower.contains("/*");
    let mut addresses = lower.split("url(").skip(1);
    let local = addresses
        .all(|address| address.trim_start_matches([' ', '\t', '\n', '\'', '"']).starts_with('#'));
    let outside = lower.contains("image-set(") || lower.contains("src(");
    local && !outside && !(hides && (lower.contains('@') || lower.contains("\\")))
}
