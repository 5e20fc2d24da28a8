//! What is right and wrong for the press: a rule for each thing that PDF/X or a house asks.
//!
//! In: [`Facts`] and a house. Out: messages about the file. Never here: bytes.

use crate::diag::catalog::preflight as catalog;
use crate::diag::report::{Diagnostics, Words};
use crate::press::house::House;
use crate::press::resolution::{COARSE, FINE};

use super::facts::{Box4, Facts, Intent, PageFacts};

/// How far a box may stick out of another: two numbers may be rounded apart.
const SLACK: i64 = 1;
/// The most ink where no house says anything: coated paper.
const MOST_INK: u32 = 300;

/// A standard that is known here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    X1a,
    X4,
}

/// Judges a file.
pub fn judge(name: &str, facts: &Facts, house: Option<&House>, diags: &mut Diagnostics) {
    let mut judge = Judge { name, facts, diags };
    judge.keys();
    judge.intents();
    judge.boxes();
    judge.fonts();
    judge.colours();
    judge.forbidden();
    judge.resolution();
    judge.ink(house);
    judge.page_count(house);
}

struct Judge<'a> {
    name: &'a str,
    facts: &'a Facts,
    diags: &'a mut Diagnostics,
}

impl Judge<'_> {
    fn claim(&self) -> Option<Claim> {
        match self.facts.standard.as_deref()? {
            "PDF/X-4" => Some(Claim::X4),
            "PDF/X-1a:2003" => Some(Claim::X1a),
            _ => None,
        }
    }

    fn key(&mut self, told: Words) {
        self.diags.push(catalog::keys(self.name, &told));
    }

    /// X1–X4, X11.
    fn keys(&mut self) {
        let facts = self.facts;
        let Some(claim) = self.claim() else {
            let named = facts.standard.as_deref();
            return self.key(catalog::standard_unknown(named));
        };
        let most = if claim == Claim::X4 { "1.6" } else { "1.4" };
        if facts.version.as_str() > most {
            self.key(catalog::version_too_new(&facts.version, most));
        }
        if claim == Claim::X1a && facts.packed {
            self.key(catalog::objects_packed());
        }
        if !facts.identified {
            self.key(catalog::key_missing("ID"));
        }
        let wanted: &[&str] = match claim {
            Claim::X1a => &["Info Title", "Info CreationDate", "Info ModDate", "Info Trapped"],
            Claim::X4 => &[
                "XMP dc:title",
                "XMP xmp:CreateDate",
                "XMP xmp:ModifyDate",
                "XMP xmp:MetadataDate",
                "XMP xmpMM:DocumentID",
                "XMP xmpMM:VersionID",
                "XMP xmpMM:RenditionClass",
                "XMP pdf:Trapped",
            ],
        };
        for key in wanted.iter().filter(|key| !facts.keys.contains(**key)) {
            self.key(catalog::key_missing(key));
        }
    }

    /// X5.
    fn intents(&mut self) {
        let facts = self.facts;
        let [intent] = facts.intents.as_slice() else {
            return self.key(catalog::intents_counted(facts.intents.len()));
        };
        let Intent { identifier, registered, info, profile } = intent;
        if identifier.is_empty() {
            self.key(catalog::key_missing("OutputConditionIdentifier"));
        }
        if !registered && !info {
            self.key(catalog::key_missing("OutputIntent Info"));
        }
        match profile {
            None if self.claim() == Some(Claim::X4) || !registered => {
                self.key(catalog::key_missing("DestOutputProfile"));
            }
            None => {}
            Some((class, space, version)) => {
                let old = self.claim() != Some(Claim::X1a) || *version < 4;
                if class != "prtr" || !matches!(space.as_str(), "CMYK" | "GRAY") || !old {
                    self.key(catalog::profile_not_of_a_press(class, space, *version));
                }
            }
        }
    }

    /// X6.
    fn boxes(&mut self) {
        let mut first: Option<(i64, i64)> = None;
        for (index, page) in self.facts.pages.iter().enumerate() {
            let trim = page.trim.or(page.art);
            let size = trim.map(|[left, low, right, high]| (right - left, high - low));
            if let Some(told) = box_fault(page) {
                self.diags.push(catalog::boxes(self.name, index + 1, &told));
            } else if let (Some(first), Some(size)) = (first, size)
                && (first.0.abs_diff(size.0) > 2 || first.1.abs_diff(size.1) > 2)
            {
                let told = catalog::trims_differ();
                self.diags.push(catalog::boxes(self.name, index + 1, &told));
            }
            first = first.or(size);
        }
    }

    /// X7.
    fn fonts(&mut self) {
        for (font, _) in self.facts.fonts.iter().filter(|(_, font)| !font.embedded) {
            self.diags.push(catalog::font_outside(self.name, font));
        }
    }

    /// X8, and R5 for text.
    fn colours(&mut self) {
        for (space, page) in &self.facts.spaces {
            let inks = ["DeviceGray", "DeviceCMYK", "Separation", "DeviceN", "Indexed", "Pattern"];
            let known = inks.contains(&space.as_str())
                || self.claim() == Some(Claim::X4)
                    && matches!(space.as_str(), "ICCBased 1" | "ICCBased 4");
            if !known {
                self.diags.push(catalog::colour_not_of_inks(self.name, *page, space));
            }
        }
        if let Some(page) = self.facts.text_in_inks {
            self.diags.push(catalog::text_in_inks(self.name, page));
        }
    }

    /// X9, X10, X12.
    fn forbidden(&mut self) {
        if self.facts.encrypted {
            self.diags.push(catalog::forbidden(self.name, 0, "Encrypt"));
        }
        for (what, page) in &self.facts.forbidden {
            let allowed = self.claim() == Some(Claim::X4)
                && matches!(what.as_str(), "OCProperties" | "JpxDecode" | "Jbig2Decode");
            if !allowed {
                self.diags.push(catalog::forbidden(self.name, *page, what));
            }
        }
        if self.claim() != Some(Claim::X4) {
            for (how, page) in &self.facts.transparency {
                self.diags.push(catalog::transparent(self.name, *page, how));
            }
        }
    }

    /// R7.
    fn resolution(&mut self) {
        for image in &self.facts.images {
            let (density, page) = (i64::from(image.density), image.page);
            if density < COARSE {
                self.diags.push(catalog::image_too_coarse(self.name, page, density, COARSE));
            } else if density < FINE {
                self.diags.push(catalog::image_coarse(self.name, page, density, FINE));
            }
        }
    }

    /// R6.
    fn ink(&mut self, house: Option<&House>) {
        let most = house.map_or(MOST_INK, |house| house.ink);
        let (found, page) = self.facts.ink;
        if found > most {
            self.diags.push(catalog::ink_heavy(self.name, page, found, most));
        }
    }

    /// R9.
    fn page_count(&mut self, house: Option<&House>) {
        let count = self.facts.pages.len();
        let multiple = house.map_or(2, |house| house.multiple);
        let (least, most) = house.map_or((1, usize::MAX), |house| house.pages);
        if !count.is_multiple_of(multiple) {
            self.diags
                .push(catalog::page_count(self.name, &catalog::not_a_multiple(count, multiple)));
        }
        if count < least {
            self.diags.push(catalog::page_count(self.name, &catalog::fewer_than(count, least)));
        }
        if count > most {
            self.diags.push(catalog::page_count(self.name, &catalog::more_than(count, most)));
        }
    }
}

/// The first thing that is wrong with the boxes of a page.
fn box_fault(page: &PageFacts) -> Option<Words> {
    let Some(media) = page.media else { return Some(catalog::box_missing("MediaBox")) };
    let trim = match (page.trim, page.art) {
        (Some(_), Some(_)) => return Some(catalog::trim_twice()),
        (None, None) => return Some(catalog::box_missing("TrimBox")),
        (trim, art) => trim.or(art)?,
    };
    let Some(bleed) = page.bleed else { return Some(catalog::box_missing("BleedBox")) };
    if !inside(trim, bleed) {
        return Some(catalog::box_outside("TrimBox", "BleedBox"));
    }
    (!inside(bleed, media)).then(|| catalog::box_outside("BleedBox", "MediaBox"))
}

fn inside(inner: Box4, outer: Box4) -> bool {
    let low = inner.iter().zip(outer).take(2).all(|(inner, outer)| *inner >= outer - SLACK);
    low && inner.iter().zip(outer).skip(2).all(|(inner, outer)| *inner <= outer + SLACK)
}
