//! What stands in a line: text and its marks.
//!
//! Text is canonical (normalized). Every run keeps the span of the source it came from.

use crate::diag::span::Span;

use super::asset::AssetId;

/// Text with one source place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The canonical text, never empty.
    pub text: String,
    /// Where it stood in the source.
    pub span: Span,
}

/// One piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(Run),
    /// Code (等宽): set as written, never changed.
    Code(Run),
    /// A forced line break inside a paragraph, such as after a run-in subhead.
    Break,
    /// Text under a mark.
    Marked(Mark, Vec<Inline>),
    /// A link.
    Link(Target, Vec<Inline>),
    /// Text with its reading (注音): base, reading.
    Ruby(Vec<Inline>, Run),
    /// A reference to `Chapter::notes[index]`.
    NoteRef(NoteRef),
    /// A picture inside a line.
    Picture(AssetId, Run),
}

/// A reference to a note of the same chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteRef {
    /// Which note of the chapter, from 0.
    pub note_index: usize,
    /// Which reference to that note this is, from 0: a note may be cited twice.
    pub occurrence: usize,
    /// Where the mark stood.
    pub span: Span,
}

/// What a mark means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 加重: a heavier face.
    Strong,
    /// 强调: Kai in Chinese, italic in Latin.
    Emphasis,
    /// Struck through.
    Strike,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// 着重号: a dot under each character.
    Dots,
    /// 专名号: a line under a proper name.
    Name,
    /// 书名号 (wavy): a wavy line under a title.
    Title,
    /// Underlined.
    Underline,
    /// Highlighted.
    Highlight,
    /// A key of the keyboard.
    Keyboard,
    /// 双行夹注: two small lines in the line.
    InlineNote,
    /// 旁批: a note in the margin.
    SideNote,
    /// A run of another language, by its BCP 47 tag.
    Language(String),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address outside the book: `https:`, `http:`, `mailto:`.
    Url(String),
    /// A chapter, section or block of the book, by its id.
    Id(String),
}

/// The text of inlines without marks, note references and readings; a break becomes nothing.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn collect(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Code(run) => text.push_str(&run.text),
            Inline::Marked(_, children) | Inline::Link(_, children) | Inline::Ruby(children, _) => {
                collect(children, text);
            }
            Inline::Break | Inline::NoteRef(_) | Inline::Picture(..) => {}
        }
    }
}
