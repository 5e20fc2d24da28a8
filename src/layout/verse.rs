//! Verse to lines: left edges aligned, the block in the middle, end marks outside the centring.
//!
//! In: a poem of the model. Out: bands, a row each, that never part a couplet (P1–P8). A row holds
//! one line, or both lines of a couplet of regular verse (两句一行, P4). A line longer than the
//! measure turns over with a hanging indent of two em. Never here: what is verse.

use std::sync::Arc;

use crate::font::Role;
use crate::model::block::{Verse, VerseLine};
use crate::model::inline::{Inline, plain_text};
use crate::model::settings::VerseRows;
use crate::units::Len;

use super::column::{Band, BreakCost};
use super::flow::{Context, Flow};
use super::frame::Item;
use super::para::breaker::Measure;
use super::para::line::Line;
use super::para::text::TextStyle;
use super::para::{Align, ParaStyle, set, width};

/// A poem of so few rows is never parted (P6).
const SHORT_POEM: usize = 4;
/// Regular verse of so many lines is set in couplets (律诗 and longer).
const LONG_POEM: usize = 8;
/// Verse of so few characters a line may be set apart (疏排, P9).
const SHORT_LINE: i64 = 5;

/// Marks that end a line of verse, and those that open one: both hang.
const CLOSING: &str = "，。！？；：、”’」』）》";
const OPENING: &str = "“‘「『（《";

/// How the lines of a poem stand.
struct Form {
    /// The left edge of the block, from the left of the context.
    left: Len,
    /// From the left edge of a couplet's first line to that of its second; none when each line has
    /// a row of its own.
    second: Option<Len>,
    text: TextStyle,
}

impl Flow<'_, '_> {
    /// Sets a poem.
    pub(super) fn verse(&mut self, verse: &Verse, context: &Context) {
        self.column.space(1);
        if let Some(title) = &verse.title {
            self.verse_title(title, context);
        }
        if let Some(author) = &verse.author {
            let style = ParaStyle {
                text: TextStyle::plain(Role::Quote, self.style.body),
                ..self.para_style(context, Align::Center)
            };
            self.lines(author, &style, context.left);
            self.column.keep_with_next(BreakCost::HEAD);
        }
        let form = self.form(verse, context);
        self.stanzas(verse, &form, context);
        if let Some(attribution) = &verse.attribution {
            self.column.keep_with_next(BreakCost::HEAD);
            self.attribution(attribution, context);
        }
        self.column.space(1);
    }

    fn stanzas(&mut self, verse: &Verse, form: &Form, context: &Context) {
        let per_row = if form.second.is_some() { 2 } else { 1 };
        let holds_couplets = per_row == 2 || verse.stanzas.iter().flatten().all(has_inner_stop);
        let rows = |lines: usize| lines.div_ceil(per_row);
        let total: usize = verse.stanzas.iter().map(|stanza| rows(stanza.len())).sum();
        let mut done = 0;
        for (index, stanza) in verse.stanzas.iter().enumerate() {
            if index > 0 {
                self.column.space(1);
            }
            let own = rows(stanza.len());
            for (place, row) in stanza.chunks(per_row).enumerate() {
                let inside = !holds_couplets && place % 2 == 1;
                let edge = done < 2 || total - done < 2 || place == 1 || own - place == 1;
                let short = total <= SHORT_POEM || (place > 0 && own <= SHORT_POEM);
                if done > 0 && (short || (place > 0 && (inside || edge))) {
                    self.column.keep_with_next(BreakCost::VERSE);
                } else if place > 0 {
                    self.column.keep_with_next(BreakCost::POOR);
                }
                match (row, form.second) {
                    ([first, second], Some(apart)) => {
                        self.couplet((first, second), form, apart, context);
                    }
                    _ => row.iter().for_each(|line| self.verse_line(line, form, context)),
                }
                done += 1;
            }
        }
    }

    /// The title, a step larger than the verse (P7).
    fn verse_title(&mut self, title: &[Inline], context: &Context) {
        let style = ParaStyle {
            text: TextStyle::plain(Role::Heading, self.style.body.scale(1143, 1000)),
            ..self.para_style(context, Align::Center)
        };
        self.lines(title, &style, context.left);
        self.column.head_before();
    }

    /// Finds the block's left edge, and whether couplets share a row.
    fn form(&mut self, verse: &Verse, context: &Context) -> Form {
        let em = self.style.body;
        let regular = regular_length(verse);
        let mut text = TextStyle::plain(Role::Verse, em);
        let lines: Vec<&VerseLine> = verse.stanzas.iter().flatten().collect();
        let longest = |flow: &mut Self, text: &TextStyle| {
            lines.iter().map(|line| flow.inked_width(line, text)).max().unwrap_or_default()
        };
        let mut width = longest(self, &text);
        let pairs = verse.stanzas.iter().all(|stanza| stanza.len().is_multiple_of(2));
        let wanted = match self.style.verse_rows {
            VerseRows::Single => false,
            VerseRows::Auto => lines.len() >= LONG_POEM && matches!(regular, Some(5 | 7)),
            VerseRows::Paired => true,
        };
        let mut second = None;
        if let Some(length) = regular.filter(|_| wanted && pairs)
            && em * ((length + 1) * 2) <= context.width
        {
            second = Some(em * (length + 1));
            width = em * (length * 2 + 1);
        } else if self.style.verse_apart && regular.is_some_and(|length| length <= SHORT_LINE) {
            let apart = TextStyle { loose: em / 4, ..text.clone() };
            let wide = longest(self, &apart);
            if wide <= context.width / 2 {
                (text, width) = (apart, wide);
            }
        }
        // The block keeps two em at its left, so its lines are never taken for running text.
        let left = ((context.width - width) / 2).max(em * 2);
        Form { left, second, text }
    }

    /// The width of a line without its end marks and without an opening quote, which hang.
    fn inked_width(&mut self, line: &VerseLine, text: &TextStyle) -> Len {
        let words = plain_text(&line.content);
        let ends = words.chars().rev().take_while(|c| CLOSING.contains(*c)).count() as i64;
        self.setter.hang_notes = true;
        let width = width(self.setter, &line.content, text);
        self.setter.hang_notes = false;
        // A line stops at the ink of its last mark, and marks side by side share their blank: half
        // an em is left of each.
        width - self.style.body / 2 * ends
    }

    /// A line of verse as lines: more than one only where it turns over.
    fn set_verse(&mut self, line: &VerseLine, form: &Form, room: Len) -> (Vec<Line>, Len) {
        let em = self.style.body;
        let first = plain_text(&line.content).chars().next();
        let hang = if first.is_some_and(|c| OPENING.contains(c)) { em / 2 } else { Len::ZERO };
        let style = ParaStyle {
            text: form.text.clone(),
            measure: Measure { first_indent: Len::ZERO, indent: em * 2, width: room + hang },
            align: Align::Left,
            level: self.level,
        };
        self.setter.hang_notes = true;
        let lines = set(self.setter, &line.content, &style);
        self.setter.hang_notes = false;
        (lines, hang)
    }

    fn verse_line(&mut self, line: &VerseLine, form: &Form, context: &Context) {
        let (lines, hang) = self.set_verse(line, form, context.width - form.left);
        for (index, turned) in lines.into_iter().enumerate() {
            if index > 0 {
                self.column.keep_with_next(BreakCost::VERSE);
            }
            let shift = if index == 0 { hang } else { Len::ZERO };
            let place = context.left + form.left - shift;
            self.column.push_lines(vec![turned], place, self.style.ascent());
        }
    }

    /// Both lines of a couplet in one row; copied, they are two lines again (P16).
    fn couplet(
        &mut self,
        (first, second): (&VerseLine, &VerseLine),
        form: &Form,
        apart: Len,
        context: &Context,
    ) {
        let mut band = Band::new(1);
        let ascent = self.style.ascent();
        let left = context.left + form.left;
        for (line, place) in [(first, left), (second, left + apart)] {
            let (lines, hang) = self.set_verse(line, form, context.width);
            for mut set in lines {
                if place == left {
                    end_line(&mut set);
                }
                band.add_line(set, place - hang, ascent);
            }
        }
        self.column.push(band);
    }

    /// `——李白《静夜思》`: at the right, two em before the measure's end (P7).
    fn attribution(&mut self, content: &[Inline], context: &Context) {
        let text = TextStyle::plain(Role::Verse, self.style.body);
        let mut style = ParaStyle { text, ..self.para_style(context, Align::Right) };
        style.measure.width = context.width - self.style.body * 2;
        self.lines(content, &style, context.left);
    }
}

/// Adds a line feed to the text of a line's last glyph.
fn end_line(line: &mut Line) {
    let runs = line.items.iter_mut().rev().filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    });
    let ends = runs.into_iter().find(|run| !run.text.is_empty());
    if let Some(run) = ends
        && let Some(last) = run.glyphs.last_mut()
    {
        last.text_end += 1;
        run.text = Arc::from(format!("{}\n", run.text));
    }
}

/// The number of characters in each line, when it is the same in all (齐言).
fn regular_length(verse: &Verse) -> Option<i64> {
    let mut lengths = verse.stanzas.iter().flatten().map(line_length);
    let first = lengths.next()??;
    lengths.all(|length| length == Some(first)).then_some(first)
}

/// How many characters a line has without its end marks; `None` when it holds a mark or a word.
fn line_length(line: &VerseLine) -> Option<i64> {
    let text = plain_text(&line.content);
    let inner = text.trim_start_matches(|c| OPENING.contains(c));
    let inner = inner.trim_end_matches(|c| CLOSING.contains(c));
    let han = |c: char| c.is_alphabetic() && !c.is_ascii() && u32::from(c) >= 0x2e80;
    inner.chars().all(han).then(|| inner.chars().count() as i64)
}

/// Whether a line holds a whole couplet: a stop inside, not only at its end.
fn has_inner_stop(line: &VerseLine) -> bool {
    let text = plain_text(&line.content);
    let inner = text.trim_end_matches(|c| CLOSING.contains(c));
    inner.chars().any(|c| "，。！？；".contains(c))
}
