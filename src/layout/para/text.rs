//! A paragraph as one string: inlines flattened, each stretch of text with its style.
//!
//! In: inlines of the model. Out: [`FlatText`]: the characters of the paragraph, the styles that
//! hold for them, and the marks, pictures and breaks between them. Rules that look at neighbours
//! then see across bold, links and notes (L2.9, L3.3). Never here: glyphs.

use crate::diag::span::Span;
use crate::font::Role;
use crate::layout::frame::{Destination, Ink};
use crate::model::asset::AssetId;
use crate::model::inline::{Inline, Mark, NoteRef, Run, Target};
use crate::units::Len;

use super::rules::Language;

/// How a stretch of text is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Which faces.
    pub role: Role,
    /// Heavier Latin.
    pub bold: bool,
    /// Latin italic.
    pub italic: bool,
    /// The em.
    pub size: Len,
    /// The ink.
    pub ink: Ink,
    /// Above the baseline.
    pub rise: Len,
    /// What is drawn with it.
    pub decoration: Decoration,
    /// The link it belongs to, by its place in [`FlatText::links`].
    pub link: Option<usize>,
    /// Its language; `None` is the book's.
    pub language: Option<Language>,
    /// Added after every character (疏排, L5.7).
    pub loose: Len,
}

impl TextStyle {
    /// Plain text of a role and size.
    pub fn plain(role: Role, size: Len) -> TextStyle {
        TextStyle {
            role,
            bold: false,
            italic: false,
            size,
            ink: Ink::Black,
            rise: Len::ZERO,
            decoration: Decoration::default(),
            link: None,
            language: None,
            loose: Len::ZERO,
        }
    }
}

/// What is drawn over, under or through text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// 着重号.
    pub dots: bool,
    /// 专名号, underline.
    pub line: bool,
    /// 书名号, wavy.
    pub wave: bool,
    /// Struck through.
    pub strike: bool,
    /// Highlighted.
    pub highlight: bool,
}

/// A paragraph's text with everything that stands in it.
#[derive(Clone, Debug, Default)]
pub struct FlatText {
    /// The text.
    pub text: String,
    /// Stretches, in order.
    pub stretches: Vec<Stretch>,
    /// Links, by number.
    pub links: Vec<Destination>,
    /// Whether anything is drawn with any of it.
    pub decorated: bool,
}

/// A stretch of one style, or something that is no text.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// What it is.
    pub content: Content,
    /// How it is set.
    pub style: TextStyle,
    /// Where it stood.
    pub span: Span,
}

/// What stands in a stretch.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes of [`FlatText::text`].
    Text(std::ops::Range<usize>),
    /// Code: bytes of the text, every space kept.
    Code(std::ops::Range<usize>),
    /// Text with a reading above it: bytes of the text, the reading.
    Ruby(std::ops::Range<usize>, String),
    /// A note mark; its glyph is set when the page is known.
    Note(NoteRef),
    /// A picture as high as the line.
    Picture(AssetId),
    /// A forced end of line.
    Break,
}

/// Flattens inlines that are set in `style`.
pub fn flatten(inlines: &[Inline], style: &TextStyle) -> FlatText {
    let mut flat = FlatText::default();
    flat.add_all(inlines, style);
    flat
}

impl FlatText {
    /// The stretch of a cluster, by its place.
    pub fn stretch(&self, index: u32) -> Option<&Stretch> {
        self.stretches.get(index as usize)
    }

    /// The style of a stretch, by its place.
    pub fn style_of(&self, index: u32) -> Option<&TextStyle> {
        self.stretch(index).map(|stretch| &stretch.style)
    }

    fn add_all(&mut self, inlines: &[Inline], style: &TextStyle) {
        for inline in inlines {
            self.add(inline, style);
        }
    }

    fn add(&mut self, inline: &Inline, style: &TextStyle) {
        match inline {
            Inline::Text(run) => self.add_text(run, style, Content::Text),
            Inline::Code(run) => {
                let code = TextStyle { role: Role::Mono, ..style.clone() };
                self.add_text(run, &code, Content::Code);
            }
            Inline::Break => self.push(Content::Break, style, Span::default()),
            Inline::Marked(mark, children) => self.add_all(children, &marked(style, mark)),
            Inline::Link(target, children) => {
                let destination = match target {
                    Target::Url(url) => Destination::Url(url.clone()),
                    Target::Id(id) => Destination::Anchor(id.clone()),
                };
                self.links.push(destination);
                let link = Some(self.links.len() - 1);
                self.add_all(children, &TextStyle { link, ..style.clone() });
            }
            Inline::Ruby(base, reading) => self.add_ruby(base, reading, style),
            Inline::NoteRef(note) => self.push(Content::Note(*note), style, note.span),
            Inline::Picture(asset, alt) => self.push(Content::Picture(*asset), style, alt.span),
        }
    }

    fn add_text(
        &mut self,
        run: &Run,
        style: &TextStyle,
        content: fn(std::ops::Range<usize>) -> Content,
    ) {
        let start = self.text.len();
        self.text.push_str(&run.text);
        self.push(content(start..self.text.len()), style, run.span);
    }

    fn add_ruby(&mut self, base: &[Inline], reading: &Run, style: &TextStyle) {
        let start = self.text.len();
        self.text.push_str(&crate::model::inline::plain_text(base));
        let content = Content::Ruby(start..self.text.len(), reading.text.clone());
        self.push(content, style, reading.span);
    }

    fn push(&mut self, content: Content, style: &TextStyle, span: Span) {
        self.decorated |= style.decoration != Decoration::default();
        self.stretches.push(Stretch { content, style: style.clone(), span });
    }
}

/// The style of text under a mark.
fn marked(style: &TextStyle, mark: &Mark) -> TextStyle {
    let mut new = style.clone();
    match mark {
        Mark::Strong => {
            new.bold = true;
            new.role = match style.role {
                Role::Heading | Role::Display => Role::Display,
                Role::Mono => Role::Mono,
                _ => Role::Strong,
            };
        }
        Mark::Emphasis => {
            new.italic = true;
            if matches!(style.role, Role::Body | Role::Note) {
                new.role = Role::Quote;
            } else if matches!(style.role, Role::Quote | Role::Verse) {
                new.role = Role::Body;
            }
        }
        Mark::Strike => new.decoration.strike = true,
        Mark::Superscript => {
            new.rise += style.size.scale(35, 100);
            new.size = style.size.scale(65, 100);
        }
        Mark::Subscript => {
            new.rise -= style.size.scale(12, 100);
            new.size = style.size.scale(65, 100);
        }
        Mark::Dots => new.decoration.dots = true,
        Mark::Name | Mark::Underline => new.decoration.line = true,
        Mark::Title => new.decoration.wave = true,
        Mark::Highlight => new.decoration.highlight = true,
        Mark::Keyboard => new.role = Role::Mono,
        Mark::InlineNote | Mark::SideNote => {
            new.role = Role::Quote;
            new.size = style.size.scale(80, 100);
        }
        Mark::Language(tag) => new.language = Language::of(tag).or(style.language),
    }
    new
}
