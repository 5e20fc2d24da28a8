//! How often each character stands in a text.
//!
//! In: characters. Out: counts, added up over chapters. A table in pages of 256, since a book asks
//! it once for every character. Never here: places.

/// Characters in a page of the table.
const PAGE: usize = 256;

/// Counts of characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pages: Vec<Option<Box<[u32; PAGE]>>>,
}

impl Tally {
    /// Counts one more.
    pub(super) fn add(&mut self, character: char) {
        self.add_many(character, 1);
    }

    /// Counts some more.
    pub(super) fn add_many(&mut self, character: char, count: u32) {
        let (page, place) = place(character);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        if let Some(slot) = self.pages.get_mut(page) {
            let page = slot.get_or_insert_with(|| Box::new([0; PAGE]));
            page[place] = page[place].saturating_add(count);
        }
    }

    /// Adds the counts of another text.
    pub(super) fn merge(&mut self, other: &Tally) {
        other.iter().for_each(|(character, count)| self.add_many(character, count));
    }

    /// How often a character stands in the text.
    pub(super) fn count(&self, character: char) -> usize {
        let (page, place) = place(character);
        let page = self.pages.get(page).and_then(Option::as_ref);
        page.map_or(0, |page| page[place] as usize)
    }

    /// Every character of the text with its count, by code point.
    pub(super) fn iter(&self) -> impl Iterator<Item = (char, u32)> {
        let pages = self.pages.iter().enumerate();
        let used = pages.filter_map(|(number, page)| Some((number, page.as_ref()?)));
        let counts = used.flat_map(|(number, page)| {
            let first = number * PAGE;
            page.iter().enumerate().map(move |(place, count)| (first + place, *count))
        });
        let there = counts.filter(|(_, count)| *count > 0);
        there.filter_map(|(code, count)| Some((char::from_u32(u32::try_from(code).ok()?)?, count)))
    }
}

fn place(character: char) -> (usize, usize) {
    let code = u32::from(character) as usize;
    (code / PAGE, code % PAGE)
}
