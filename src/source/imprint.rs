//! What book.yaml says for the imprint page (版权页): any names, in any order.
//!
//! In: the key `imprint`. Out: an [`Imprint`]; `auto` stands for what is worked out from the pages,
//! where that can be. Never here: what the page looks like.

use crate::diag::catalog::config as catalog;
use crate::model::meta::{Fact, Imprint};

use super::fields::{Fields, Reader};
use super::yaml::{Data, Value};

/// The word for a value that is worked out.
const AUTO: &str = "auto";
/// The names for which it may stand.
const DERIVED: [(&str, Fact); 8] = [
    ("开本", Fact::Format),
    ("開本", Fact::Format),
    ("印张", Fact::Sheets),
    ("印張", Fact::Sheets),
    ("字数", Fact::Characters),
    ("字數", Fact::Characters),
    ("页数", Fact::Pages),
    ("頁數", Fact::Pages),
];
/// The name of the CIP data.
const CIP: &str = "CIP";

/// Reads the facts of the imprint.
pub(super) fn imprint(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Imprint {
    let mut imprint = Imprint::default();
    let Some(value) = fields.get("imprint") else { return imprint };
    // Every key is allowed: the names are the publisher's own.
    let keys: Vec<&str> = match &value.data {
        Data::Map(entries) => entries.iter().map(|entry| entry.key.as_str()).collect(),
        _ => Vec::new(),
    };
    let Some(own) = Fields::of(value, "imprint.", &keys, reader) else { return imprint };
    for key in keys {
        let Some(value) = own.get(key) else { continue };
        if key == CIP {
            imprint.cip = paragraphs(value, reader);
        } else if let Some(fact) = fact(&own, key, reader) {
            imprint.facts.push((key.to_owned(), fact));
        }
    }
    imprint
}

/// A list of texts, or one text with a paragraph on each line.
fn paragraphs(value: &Value, reader: &mut Reader<'_>) -> Vec<String> {
    if let Data::List(list) = &value.data {
        return list.iter().filter_map(|item| reader.text(item, "imprint.CIP")).collect();
    }
    let text = reader.text(value, "imprint.CIP").unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn fact(own: &Fields<'_>, key: &str, reader: &mut Reader<'_>) -> Option<Fact> {
    let given = own.word(key, reader)?;
    if given != AUTO {
        return Some(Fact::Given(given));
    }
    let derived = DERIVED.iter().find(|(name, _)| *name == key);
    if derived.is_none() {
        let names: Vec<&str> = DERIVED.iter().step_by(2).map(|(name, _)| *name).collect();
        reader.diags.push(catalog::imprint_not_derived(own.key_span(key), key, &names));
    }
    derived.map(|(_, fact)| fact.clone())
}
