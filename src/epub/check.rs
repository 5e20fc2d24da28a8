//! The last look before the book is packed: does every file read back, does every link arrive?
//!
//! In: the files as they will be packed. Out: a diagnostic for each fault; there should never be
//! one but for a link that the author mistyped. The files are parsed anew, so a fault of the
//! writers shows. Never here: what a reader's taste may want (EPUBCheck and Ace judge that).

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::diag::catalog::epub as catalog;
use crate::diag::report::{Diagnostics, Halt};
use crate::par;

use super::container::Entry;
use super::markup::forbidden;

/// What one file holds and wants.
#[derive(Default)]
struct Facts {
    ids: BTreeSet<String>,
    twice: Vec<String>,
    links: Vec<String>,
    fault: Option<String>,
}

/// Checks all files; their paths all begin with `folder`.
///
/// # Errors
/// [`Halt`] when any of them has a fault.
pub(super) fn check(entries: &[Entry], folder: &str, diags: &mut Diagnostics) -> Result<(), Halt> {
    let read = par::map(entries, diags, |entry, _| facts(entry));
    let names: BTreeMap<&str, &Facts> = entries
        .iter()
        .zip(&read)
        .filter_map(|(entry, facts)| Some((entry.path.strip_prefix(folder)?, facts)))
        .collect();
    let mut sound = names.len() + 1 >= entries.len();
    for (entry, facts) in entries.iter().zip(&read) {
        let name = entry.path.strip_prefix(folder).unwrap_or(&entry.path);
        if let Some(fault) = &facts.fault {
            diags.push(catalog::file_malformed(name, fault));
            sound = false;
        }
        for id in &facts.twice {
            diags.push(catalog::id_twice(name, id));
            sound = false;
        }
        let inside = entry.path.starts_with(folder);
        for link in facts.links.iter().filter(|link| inside && !arrives(name, link, &names)) {
            diags.push(catalog::link_dead(name, link));
            sound = false;
        }
    }
    if sound { Ok(()) } else { Err(Halt) }
}

fn arrives(name: &str, link: &str, names: &BTreeMap<&str, &Facts>) -> bool {
    if ["http:", "https:", "mailto:"].iter().any(|scheme| link.starts_with(scheme)) {
        return true;
    }
    let (file, id) = match link.split_once('#') {
        Some((file, id)) => (file, Some(id)),
        None => (link, None),
    };
    let file = if file.is_empty() { name } else { file };
    let facts = names.get(file);
    facts.is_some_and(|facts| id.is_none_or(|id| facts.ids.contains(id)))
}

fn facts(entry: &Entry) -> Facts {
    let mut facts = Facts::default();
    if entry.bytes.is_empty() {
        facts.fault = Some("it is empty".to_owned());
        return facts;
    }
    let ours = [".xhtml", ".opf", ".ncx", ".xml"];
    if !ours.iter().any(|suffix| entry.path.ends_with(suffix)) {
        return facts;
    }
    let Ok(text) = std::str::from_utf8(&entry.bytes) else {
        facts.fault = Some("it is not UTF-8".to_owned());
        return facts;
    };
    if let Some(character) = text.chars().find(|c| forbidden(*c)) {
        facts.fault = Some(format!("it holds U+{:04X}", character as u32));
    }
    let mut reader = Reader::from_str(text);
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                facts.read(&tag);
            }
            Ok(Event::Empty(tag)) => facts.read(&tag),
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                facts.fault = Some(error.to_string());
                break;
            }
        }
    }
    if depth > 0 && facts.fault.is_none() {
        facts.fault = Some("an element is not closed".to_owned());
    }
    facts
}

impl Facts {
    fn read(&mut self, tag: &BytesStart<'_>) {
        for attribute in tag.attributes() {
            let Ok(attribute) = attribute else {
                self.fault = Some("an attribute stands twice".to_owned());
                return;
            };
            let name = attribute.key.as_ref();
            if !matches!(name, "id" | "href" | "src") {
                continue;
            }
            let Ok(value) = attribute.normalized_value(XmlVersion::Explicit1_0) else {
                self.fault = Some("an attribute is not escaped".to_owned());
                return;
            };
            let value = value.into_owned();
            match name {
                "id" if !fit(&value) => self.fault = Some(format!("id `{value}`")),
                "id" if self.ids.contains(&value) => self.twice.push(value),
                "id" => {
                    self.ids.insert(value);
                }
                _ => self.links.push(value),
            }
        }
    }
}

/// An id that XML and every reading system take.
fn fit(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}
