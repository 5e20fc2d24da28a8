//! One XHTML file of the book, and what its writers must know.
//!
//! In: a title and a body. Out: a [`Document`] with head and language (EPUB 3.3 §6.1). Never here:
//! what the body says.

use crate::model::book::{Book, Chapter};
use crate::model::settings::{EpubProfile, Writing};

use super::super::markup::{Markup, escaped};
use super::super::pagebreak::PageBreaks;
use super::super::pictures::Pictures;
use super::super::words::Words;

/// The stylesheet, beside the documents.
pub(in crate::epub) const STYLESHEET: &str = "style.css";

/// The vocabulary of `z3998:poem`, which EPUB does not know by itself.
const PREFIX: &str = "z3998: http://www.daisy.org/z3998/2012/vocab/structure/#";

/// What every writer must know.
#[derive(Clone, Copy)]
pub(in crate::epub) struct Context<'a> {
    /// The book.
    pub book: &'a Book,
    /// Words in its language.
    pub words: &'static Words,
    /// Its pictures as files of the EPUB.
    pub pictures: &'a Pictures,
    /// Where the pages of the print begin.
    pub breaks: &'a PageBreaks,
    /// The chapter that is being written, if it is one.
    pub chapter: Option<&'a Chapter>,
}

impl Context<'_> {
    /// Whether 多看 gets its classes.
    pub(in crate::epub) fn duokan(&self) -> bool {
        self.book.settings.epub.profile == EpubProfile::Duokan
    }
}

/// In which division of the book a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::epub) enum Matter {
    /// Cover, title page, preface.
    Front,
    /// The text.
    Body,
    /// Afterword, glossary.
    Back,
}

impl Matter {
    const fn name(self) -> &'static str {
        match self {
            Matter::Front => "frontmatter",
            Matter::Body => "bodymatter",
            Matter::Back => "backmatter",
        }
    }
}

/// One file.
#[derive(Clone, Debug)]
pub(in crate::epub) struct Document {
    /// The name of the file without `.xhtml`; also its id in the package.
    pub name: String,
    /// The whole file.
    pub markup: Markup,
}

impl Document {
    /// Puts a body into a file.
    pub(in crate::epub) fn new(
        context: &Context<'_>,
        name: &str,
        title: &str,
        matter: Matter,
        body: Markup,
    ) -> Document {
        let mut markup = Markup::default();
        let title = if title.trim().is_empty() { &context.book.meta.title } else { title };
        let language = escaped(&context.book.meta.language.tag);
        let class = match context.book.settings.writing {
            Writing::Horizontal => "horizontal",
            Writing::Vertical => "vertical",
        };
        markup.raw(&format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" \
             xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:prefix=\"{PREFIX}\" lang=\"{language}\" \
             xml:lang=\"{language}\" class=\"{class}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <title>{}</title>\n\
             <link rel=\"stylesheet\" type=\"text/css\" href=\"{STYLESHEET}\"/>\n</head>\n\
             <body class=\"{}\" epub:type=\"{}\">\n",
            escaped(title),
            class_of(name),
            matter.name(),
        ));
        markup.append(body);
        markup.raw("</body>\n</html>\n");
        Document { name: name.to_owned(), markup }
    }

    /// The name of the file.
    pub(in crate::epub) fn file(&self) -> String {
        format!("{}.xhtml", self.name)
    }
}

/// `chapter` for `chapter-003-2`: what kind of page it is, for the stylesheet.
fn class_of(name: &str) -> &str {
    name.split('-').next().unwrap_or(name)
}
