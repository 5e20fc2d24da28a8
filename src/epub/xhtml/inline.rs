//! What stands in a line, as XHTML.
//!
//! In: inlines of the model. Out: text with its marks; note marks as links (TYPOGRAPHY A16), ruby
//! with a reading that stays legible without ruby (A19). No space is ever put between Han and
//! Latin: the stylesheet makes that gap.

use crate::font::{LatinStyle, Role};
use crate::model::inline::{Inline, Mark, NoteRef, Run, Target};
use crate::model::meta::Script;

use super::super::glyphs::Style;
use super::super::markup::Markup;
use super::address::address;
use super::document::Context;
use super::latin::{self, Kind};
use super::note;

/// Writes a line of text.
pub(in crate::epub) fn line(
    context: &Context<'_>,
    style: Style,
    content: &[Inline],
    out: &mut Markup,
) {
    let mut writer = Line { context, waiting: Vec::new(), in_link: false };
    writer.inlines(style, content, out);
}

struct Line<'a> {
    context: &'a Context<'a>,
    /// Note marks inside a link: a link may hold no other, so they follow it.
    waiting: Vec<NoteRef>,
    in_link: bool,
}

impl Line<'_> {
    fn inlines(&mut self, style: Style, content: &[Inline], out: &mut Markup) {
        content.iter().for_each(|inline| self.inline(style, inline, out));
    }

    fn inline(&mut self, style: Style, inline: &Inline, out: &mut Markup) {
        match inline {
            Inline::Text(run) => self.run(style, run, out),
            Inline::Code(run) => {
                out.raw("<code>");
                let place = (Style::of(Role::Mono), run.span);
                self.context.breaks.text(place, &run.text, &mut 0, out);
                out.raw("</code>");
            }
            Inline::Break => out.raw("<br/>"),
            Inline::Marked(mark, children) => self.marked(style, mark, children, out),
            Inline::Link(target, children) => self.link(style, target, children, out),
            Inline::Ruby(base, reading) => self.ruby(style, base, reading, out),
            Inline::NoteRef(reference) if self.in_link => self.waiting.push(*reference),
            Inline::NoteRef(reference) => note::mark(self.context, style, reference, out),
            Inline::Picture(asset, alt) => {
                if let Some(file) = self.context.pictures.file(*asset) {
                    self.context.breaks.at(alt.span, out);
                    out.raw("<img class=\"inline\"");
                    out.attribute("src", file);
                    out.attribute("alt", &alt.text);
                    out.raw("/>");
                    out.shown.note(style, &alt.text, alt.span);
                }
            }
        }
    }

    fn run(&self, style: Style, run: &Run, out: &mut Markup) {
        let (breaks, mut passed) = (self.context.breaks, 0);
        if self.context.book.meta.language.script == Script::Other {
            return breaks.text((style, run.span), &run.text, &mut passed, out);
        }
        let italic = matches!(style.latin, LatinStyle::Italic | LatinStyle::BoldItalic);
        for (kind, text) in latin::pieces(&run.text) {
            let tag = match kind {
                Kind::Phrase => "<span lang=\"en\" xml:lang=\"en\">",
                Kind::Word if italic => "<span class=\"latin\">",
                Kind::Word | Kind::Plain => "",
            };
            out.raw(tag);
            breaks.text((style, run.span), text, &mut passed, out);
            if !tag.is_empty() {
                out.raw("</span>");
            }
        }
    }

    fn marked(&mut self, style: Style, mark: &Mark, children: &[Inline], out: &mut Markup) {
        let (open, close, style) = match mark {
            Mark::Strong => ("<strong>", "</strong>", style.strong()),
            Mark::Emphasis => ("<em>", "</em>", style.emphasis()),
            Mark::Strike => ("<s>", "</s>", style),
            Mark::Superscript => ("<sup>", "</sup>", style),
            Mark::Subscript => ("<sub>", "</sub>", style),
            Mark::Dots => ("<em class=\"dots\">", "</em>", style),
            Mark::Name => ("<u class=\"name\">", "</u>", style),
            Mark::Title => ("<u class=\"title\">", "</u>", style),
            Mark::Underline => ("<u>", "</u>", style),
            Mark::Highlight => ("<mark>", "</mark>", style),
            Mark::Keyboard => ("<kbd>", "</kbd>", Style::of(Role::Mono)),
            Mark::InlineNote => {
                ("<small class=\"inline-note\">", "</small>", Style::of(Role::Note))
            }
            Mark::SideNote => ("<small class=\"side-note\">", "</small>", Style::of(Role::Quote)),
            Mark::Language(tag) => {
                language(tag, out);
                self.inlines(style, children, out);
                return out.raw("</span>");
            }
        };
        out.raw(open);
        self.inlines(style, children, out);
        out.raw(close);
    }

    fn link(&mut self, style: Style, target: &Target, children: &[Inline], out: &mut Markup) {
        let outside = match target {
            Target::Url(url) => address(url),
            Target::Id(_) => None,
        };
        let leads = outside.is_some() || matches!(target, Target::Id(_));
        if self.in_link || !leads {
            return self.inlines(style, children, out);
        }
        out.raw("<a");
        match (outside, target) {
            (Some(url), _) => out.attribute("href", &url),
            (None, Target::Id(id) | Target::Url(id)) => out.link(id),
        }
        out.raw(">");
        self.in_link = true;
        self.inlines(style, children, out);
        self.in_link = false;
        out.raw("</a>");
        for reference in std::mem::take(&mut self.waiting) {
            note::mark(self.context, style, &reference, out);
        }
    }

    fn ruby(&mut self, style: Style, base: &[Inline], reading: &Run, out: &mut Markup) {
        self.context.breaks.at(reading.span, out);
        out.raw("<ruby>");
        self.inlines(style, base, out);
        out.raw("<rp>（</rp><rt");
        out.shown.note(style, "（）", reading.span);
        if let Some(tag) = reading_language(self.context, &reading.text) {
            out.attribute("lang", tag);
            out.attribute("xml:lang", tag);
        }
        out.raw(">");
        out.text(style, &reading.text, reading.span);
        out.raw("</rt><rp>）</rp></ruby>");
    }
}

/// A language mark; a tag that is none is left out.
fn language(tag: &str, out: &mut Markup) {
    out.raw("<span");
    let parts = tag.split('-');
    let fit = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if parts.clone().all(fit) && tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
        out.attribute("lang", tag);
        out.attribute("xml:lang", tag);
    }
    out.raw(">");
}

/// Pinyin and Zhuyin have tags of their own (RFC 5646).
fn reading_language(context: &Context<'_>, reading: &str) -> Option<&'static str> {
    let chinese = !matches!(context.book.meta.language.script, Script::Japanese | Script::Other);
    let first = reading.chars().find(|character| character.is_alphabetic())?;
    match first {
        _ if !chinese => None,
        '\u{3105}'..='\u{312f}' => Some("zh-Bopo"),
        '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some("zh-Latn-pinyin"),
        _ => None,
    }
}
