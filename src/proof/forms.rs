//! Two forms of one thing, counted over the book (N0.8).
//!
//! In: uses: a key that says which thing, the form in which it stands, the place. Out: for every
//! thing with more than one form, the forms by count, and the first places of each. Never here:
//! what counts as one thing.

use std::collections::BTreeMap;

use super::galley::Spot;

/// How many places of a form are kept.
pub(super) const PLACES: usize = 6;

/// A place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Which chapter.
    pub(super) chapter_index: usize,
    /// Where in its galley.
    pub(super) spot: Spot,
}

/// How one form is used.
#[derive(Clone, Debug)]
pub(super) struct Uses {
    /// The name of the form.
    pub(super) form: String,
    /// As it stands at the first place.
    pub(super) sample: String,
    /// How often.
    pub(super) count: usize,
    /// The first places.
    pub(super) places: Vec<Place>,
}

/// Things by key, their forms by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    things: BTreeMap<String, BTreeMap<String, Uses>>,
}

impl Forms {
    /// One use more.
    pub(super) fn add(&mut self, key: &str, form: &str, sample: &[char], place: Place) {
        if !self.things.contains_key(key) {
            self.things.insert(key.to_owned(), BTreeMap::new());
        }
        let Some(thing) = self.things.get_mut(key) else { return };
        match thing.get_mut(form) {
            Some(uses) => {
                uses.count += 1;
                if uses.places.len() < PLACES {
                    uses.places.push(place);
                }
            }
            None => {
                let (form, sample) = (form.to_owned(), sample.iter().collect());
                let places = vec![place];
                thing.insert(form.clone(), Uses { form, sample, count: 1, places });
            }
        }
    }

    /// The uses of a later chapter.
    pub(super) fn merge(&mut self, later: Forms) {
        for (key, forms) in later.things {
            let thing = self.things.entry(key).or_default();
            for (form, uses) in forms {
                match thing.get_mut(&form) {
                    Some(known) => {
                        known.count += uses.count;
                        let room = PLACES.saturating_sub(known.places.len());
                        known.places.extend(uses.places.into_iter().take(room));
                    }
                    None => {
                        thing.insert(form, uses);
                    }
                }
            }
        }
    }

    /// Adds the forms of `others` to the things that stand here too.
    pub(super) fn adopt(&mut self, others: Forms) {
        let known = others.things.into_iter().filter(|(key, _)| self.things.contains_key(key));
        let things = known.collect();
        self.merge(Forms { things });
    }

    /// Every form.
    pub(super) fn all(&self) -> impl Iterator<Item = &Uses> {
        self.things.values().flat_map(BTreeMap::values)
    }

    /// The things with more than one form, each with its forms: the most frequent first, of equals
    /// the one that comes first in the book.
    pub(super) fn rivals(&self) -> impl Iterator<Item = Vec<&Uses>> {
        let several = self.things.values().filter(|thing| thing.len() > 1);
        several.map(|thing| {
            let mut uses: Vec<&Uses> = thing.values().collect();
            uses.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.places.cmp(&b.places)));
            uses
        })
    }
}
