//! Verse to lines: left edges aligned, the block in the middle, end marks outside the centring.
//!
//! In: a poem of the model. Out: bands, a line each, that never part a couplet (P1–P8). A line
//! longer than the measure turns over with a hanging indent of two em. Never here: what is verse.

use crate::font::Role;
use crate::model::block::{Verse, VerseLine};
use crate::model::inline::{Inline, plain_text};
use crate::units::Len;

use super::column::BreakCost;
use super::flow::{Context, Flow};
use super::para::breaker::Measure;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set, width};

/// A poem of so few lines is never parted (P6).
const SHORT_POEM: usize = 4;

impl Flow<'_, '_> {
    /// Sets a poem.
    pub(super) fn verse(&mut self, verse: &Verse, context: &Context) {
        self.column.space(1);
        for (line, role) in [(&verse.title, Role::Heading), (&verse.author, Role::Quote)] {
            if let Some(content) = line {
                self.verse_head(content, role, context);
            }
        }
        let lines: Vec<&VerseLine> = verse.stanzas.iter().flatten().collect();
        let longest = lines.iter().map(|line| self.inked_width(line)).max().unwrap_or_default();
        let em = self.style.body;
        // The block keeps two em at its left, so its lines are never taken for running text.
        let left = ((context.width - longest) / 2).max(em * 2);
        let paired = lines.iter().all(|line| has_inner_stop(line));
        let total = lines.len();
        let mut done = 0;
        for (index, stanza) in verse.stanzas.iter().enumerate() {
            if index > 0 {
                self.column.space(1);
            }
            for (place, line) in stanza.iter().enumerate() {
                let inside = !paired && place % 2 == 1;
                let edge = done < 2 || total - done < 2;
                if done > 0 && (total <= SHORT_POEM || inside || edge) {
                    self.column.keep_with_next(BreakCost::VERSE);
                }
                self.verse_line(line, left, context);
                done += 1;
            }
        }
        if let Some(attribution) = &verse.attribution {
            self.column.keep_with_next(BreakCost::HEAD);
            self.attribution(attribution, context);
        }
        self.column.space(1);
    }

    fn verse_head(&mut self, content: &[Inline], role: Role, context: &Context) {
        let style = ParaStyle {
            text: TextStyle::plain(role, self.style.body),
            ..self.para_style(context, Align::Center)
        };
        self.lines(content, &style, context.left);
        self.column.keep_with_next(BreakCost::HEAD);
    }

    fn verse_text(&self) -> TextStyle {
        TextStyle::plain(Role::Verse, self.style.body)
    }

    /// The width of a line without its end mark and without an opening quote, which hang.
    fn inked_width(&mut self, line: &VerseLine) -> Len {
        let text = self.verse_text();
        let last = plain_text(&line.content).chars().last();
        self.setter.hang_notes = true;
        let width = width(self.setter, &line.content, &text);
        self.setter.hang_notes = false;
        let ends = last.is_some_and(|c| "，。！？；：、”’」』".contains(c));
        // The width of a line stops at the ink of its end mark: half an em is left to take off.
        if ends { width - self.style.body / 2 } else { width }
    }

    fn verse_line(&mut self, line: &VerseLine, left: Len, context: &Context) {
        let em = self.style.body;
        let first = plain_text(&line.content).chars().next();
        let hang = if first.is_some_and(|c| "“‘「『（《".contains(c)) {
            em / 2
        } else {
            Len::ZERO
        };
        // An end mark may hang beyond the measure's end by its own half em.
        let style = ParaStyle {
            text: self.verse_text(),
            measure: Measure {
                first_indent: Len::ZERO,
                indent: em * 2,
                width: context.width - left + hang,
            },
            align: Align::Left,
            level: self.level,
        };
        self.setter.hang_notes = true;
        let lines = set(self.setter, &line.content, &style);
        self.setter.hang_notes = false;
        for (index, turned) in lines.into_iter().enumerate() {
            if index > 0 {
                self.column.keep_with_next(BreakCost::VERSE);
            }
            let shift = if index == 0 { hang } else { Len::ZERO };
            let place = context.left + left - shift;
            self.column.push_lines(vec![turned], place, self.style.ascent());
        }
    }

    /// `——李白《静夜思》`: at the right, two em before the measure's end (P7).
    fn attribution(&mut self, content: &[Inline], context: &Context) {
        let mut style =
            ParaStyle { text: self.verse_text(), ..self.para_style(context, Align::Right) };
        style.measure.width = context.width - self.style.body * 2;
        self.lines(content, &style, context.left);
    }
}

/// Whether a line holds a whole couplet: a stop inside, not only at its end.
fn has_inner_stop(line: &VerseLine) -> bool {
    let text = plain_text(&line.content);
    let inner = text.trim_end_matches(|c| "，。！？；：、”’」』".contains(c));
    inner.chars().any(|c| "，。！？；".contains(c))
}
