//! The rules by name, which of them hold where, and what one of them changed.
//!
//! In: `normalize:` of book.yaml, `<!-- publish: off quotes -->` in the text, the language of a
//! stretch. Out: a small set of [`Rule`]s that each character carries. Never here: what a rule does.

use std::collections::BTreeSet;

use crate::diag::span::Span;
use crate::model::book;
use crate::model::lint::{LINTS, Lint};
use crate::model::meta::Script;
use crate::model::settings::Toggle;

/// A rule of TYPOGRAPHY §1 that can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Straight quotes to paired ones (N1.1 to N1.7, N1.9).
    Quotes,
    /// Feet, inches, minutes: ′ ″ (N1.8).
    Primes,
    /// `<<…>>` to 《…》, 《《》》 to 《〈〉》 (N1.10).
    TitleMarks,
    /// …… (N2).
    Ellipsis,
    /// —— (N3.1 to N3.3).
    Dash,
    /// 1949—1986年, 20～30岁 (N3.4, N4.5).
    Range,
    /// Half-width marks in Chinese to full width (N4.1 to N4.3).
    Punctuation,
    /// Full-width letters and digits to half width (N4.4).
    Fullwidth,
    /// Spaces beside Han and beside full-width marks (N5).
    Spaces,
    /// 间隔号 (N6.1).
    Interpunct,
    /// ，， to ， (N6.3).
    Repeats,
    /// ○ between numerals to 〇 (N6.4).
    Zero,
    /// Characters that cannot be seen (N7.2).
    Invisible,
    /// Canonical composition, which unifies compatibility ideographs (N7.3, N7.4).
    Compose,
    /// Radicals to ideographs (N7.5).
    Radicals,
}

/// All rules with their names in book.yaml and in comments.
pub const RULES: [(Rule, &str); 15] = [
    (Rule::Quotes, "quotes"),
    (Rule::Primes, "primes"),
    (Rule::TitleMarks, "title-marks"),
    (Rule::Ellipsis, "ellipsis"),
    (Rule::Dash, "dash"),
    (Rule::Range, "range"),
    (Rule::Punctuation, "punctuation"),
    (Rule::Fullwidth, "fullwidth"),
    (Rule::Spaces, "spaces"),
    (Rule::Interpunct, "interpunct"),
    (Rule::Repeats, "repeats"),
    (Rule::Zero, "zero"),
    (Rule::Invisible, "invisible"),
    (Rule::Compose, "compose"),
    (Rule::Radicals, "radicals"),
];

impl Rule {
    /// The rule with this name.
    pub fn named(name: &str) -> Option<Rule> {
        RULES.iter().find(|(_, known)| *known == name).map(|(rule, _)| *rule)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        RULES.iter().find(|(rule, _)| *rule == self).map_or("", |(_, name)| name)
    }
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleSet(u16);

impl RuleSet {
    /// Every rule.
    pub(super) fn all() -> RuleSet {
        RuleSet(u16::MAX)
    }

    /// The rules of these names; others are left out.
    pub(super) fn named(names: &BTreeSet<String>) -> RuleSet {
        let rules = names.iter().filter_map(|name| Rule::named(name));
        rules.fold(RuleSet::default(), RuleSet::with)
    }

    /// This set and one rule more.
    pub(super) fn with(self, rule: Rule) -> RuleSet {
        RuleSet(self.0 | 1 << rule as u16)
    }

    /// This set without one rule.
    pub(super) fn without(self, rule: Rule) -> RuleSet {
        RuleSet(self.0 & !(1 << rule as u16))
    }

    /// The rules of both sets.
    pub(super) fn and(self, other: RuleSet) -> RuleSet {
        RuleSet(self.0 | other.0)
    }

    /// Whether the rule is in it.
    pub(super) fn has(self, rule: Rule) -> bool {
        self.0 & 1 << rule as u16 != 0
    }
}

/// Whether a script is one of Chinese.
pub(super) fn is_chinese(script: Script) -> bool {
    !matches!(script, Script::Japanese | Script::Other)
}

/// The rules that a language silences: its own customs are not those of Chinese. What cannot be seen,
/// canonical composition and the blanks of the source are no one's custom.
pub(super) fn silent(script: Script) -> RuleSet {
    let kept: &[Rule] = match script {
        _ if is_chinese(script) => return RuleSet::default(),
        Script::Japanese => &[Rule::Spaces, Rule::Invisible, Rule::Compose, Rule::Radicals],
        _ => &[Rule::Spaces, Rule::Invisible, Rule::Compose],
    };
    kept.iter().fold(RuleSet::all(), |set, rule| set.without(*rule))
}

/// What a comment in the manuscript tells the normalizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Switch {
    /// The rules that are off from here on.
    pub(super) off: RuleSet,
    /// Words after `off` or `on` that name neither rule nor lint.
    pub(super) unknown: Vec<String>,
}

/// Reads `publish: off quotes dash` or `publish: on`; `None` when the comment says no such thing.
pub(super) fn switched(comment: &str, span: Span) -> Option<book::Switch> {
    let mut words = comment.trim().strip_prefix("publish:")?.split_whitespace();
    let turn = match words.next()? {
        "off" => Toggle::Off,
        "on" => Toggle::On,
        _ => return None,
    };
    let names = words.flat_map(|word| word.split(',')).filter(|name| !name.is_empty());
    Some(book::Switch { turn, names: names.map(str::to_owned).collect(), span })
}

/// What a comment means for the rules: `off` is what was off before, `base` what book.yaml keeps
/// off.
pub(super) fn switch(comment: &str, off: RuleSet, base: RuleSet) -> Option<Switch> {
    let book::Switch { turn, names, .. } = switched(comment, Span::default())?;
    let rules = names.iter().filter_map(|name| Rule::named(name));
    let off = match (turn, names.is_empty()) {
        (Toggle::Off, true) => RuleSet::all(),
        (Toggle::Off, false) => rules.fold(off, RuleSet::with),
        (Toggle::On, true) => base,
        (Toggle::On, false) => rules.fold(off, RuleSet::without),
    };
    let unknown = names.into_iter().filter(|name| !is_known(name)).collect();
    Some(Switch { off, unknown })
}

/// Whether a rule or a lint has this name.
pub(super) fn is_known(name: &str) -> bool {
    Rule::named(name).is_some() || Lint::named(name).is_some()
}

/// One change of the text, as `publish fmt` shows or applies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The place in the source. Where the source has an entity or an escape, it is wider than
    /// `before`: then the change can be shown and not applied.
    pub span: Span,
    /// The name of the rule.
    pub rule: &'static str,
    /// The text as written.
    pub before: String,
    /// The text as it is set.
    pub after: String,
}

/// The names of all rules and lints, for a message.
pub(super) fn names() -> String {
    let rules = RULES.iter().map(|(_, name)| *name);
    rules.chain(LINTS.iter().map(|(_, name)| *name)).collect::<Vec<_>>().join(", ")
}
