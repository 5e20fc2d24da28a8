//! Which stretches of a run are English and which Chinese (N1.7, N4.1, N4.2).
//!
//! In: a run. Out: for each place the language of its sentence. What stands in quotes or brackets is
//! a stretch of its own: an English sentence that Chinese quotes keeps its marks, and so does one
//! that quotes Chinese. A mixed quotation follows the sentence around it. Never here: a change of
//! text.

use std::cell::OnceCell;

use crate::han::class::{Class, class_of, is_cjk_letter};

use super::run::{Kind, Run};

/// The language of a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tongue {
    Chinese,
    English,
    /// No letter tells.
    #[default]
    Unknown,
}

/// A stretch: one sentence at one depth of quotes and brackets.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    outer: Option<usize>,
    words: usize,
    han: usize,
    /// English words of grammar: the, of, and.
    english: usize,
    /// Chinese words of grammar: 的, 了, 是.
    chinese: usize,
    /// Whether its first letter is Han.
    begins: bool,
}

/// The languages along a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentences {
    of: Vec<usize>,
    tongues: Vec<Tongue>,
    stretches: Vec<Stretch>,
}

impl Sentences {
    /// Reads the sentences of a run.
    pub(super) fn read(run: &Run) -> Sentences {
        let mut reader = Reader {
            run,
            stretches: vec![Stretch::default()],
            frame: 0,
            open: Vec::new(),
            counts: [0; 6],
            word: String::new(),
            ended: false,
        };
        let of = (0..run.len()).map(|index| reader.step(index)).collect();
        reader.end_word();
        Sentences { of, tongues: judge(&reader.stretches), stretches: reader.stretches }
    }

    fn tongue(&self, index: usize) -> Tongue {
        self.of.get(index).and_then(|of| self.tongues.get(*of)).copied().unwrap_or_default()
    }

    /// Whether the sentence at a place is English.
    pub(super) fn is_english(&self, index: usize) -> bool {
        self.tongue(index) == Tongue::English
    }

    /// Whether the sentence at a place is Chinese.
    pub(super) fn is_chinese(&self, index: usize) -> bool {
        self.tongue(index) == Tongue::Chinese
    }

    /// Whether the sentence at a place, without what it quotes, has any Han.
    pub(super) fn has_han(&self, index: usize) -> bool {
        self.stretch(index).is_some_and(|stretch| stretch.han > 0)
    }

    /// Whether the sentence at a place has the grammar of English and nothing of Chinese but names:
    /// then all of its marks and spaces are English.
    pub(super) fn is_plainly_english(&self, index: usize) -> bool {
        let plain = |it: &&Stretch| is_plainly_english(**it) || it.han == 0 && it.words > 1;
        self.is_english(index) && self.stretch(index).filter(plain).is_some()
    }

    fn stretch(&self, index: usize) -> Option<&Stretch> {
        self.of.get(index).and_then(|of| self.stretches.get(*of))
    }
}

/// The sentences of a run, read when they are first asked for: most rules seldom need them.
#[derive(Clone, Debug)]
pub(super) struct Lazily<'a> {
    run: &'a Run,
    read: OnceCell<Sentences>,
}

impl Lazily<'_> {
    /// Nothing read yet.
    pub(super) fn new(run: &Run) -> Lazily<'_> {
        Lazily { run, read: OnceCell::new() }
    }

    /// The sentences.
    pub(super) fn get(&self) -> &Sentences {
        self.read.get_or_init(|| Sentences::read(self.run))
    }
}

/// A quote or bracket that is open: what closes it, and the stretch inside it.
#[derive(Clone, Copy, Debug)]
struct Open {
    closing: char,
    stretch: usize,
}

struct Reader<'a> {
    run: &'a Run,
    stretches: Vec<Stretch>,
    /// The sentence outside of all quotes.
    frame: usize,
    open: Vec<Open>,
    /// How many of each closing mark are awaited.
    counts: [usize; 6],
    word: String,
    /// Whether the sentence is over once its closing marks are.
    ended: bool,
}

const CLOSING: [char; 6] = ['”', '"', '）', '」', '』', '’'];

impl Reader<'_> {
    fn here(&self) -> usize {
        self.open.last().map_or(self.frame, |open| open.stretch)
    }

    /// Reads one unit; gives its stretch.
    fn step(&mut self, index: usize) -> usize {
        let character = self.run.at(index).unwrap_or('\n');
        let text = self.run.units.get(index).is_some_and(|unit| unit.kind == Kind::Text);
        let class = class_of(character);
        self.letter(index, (character, class), text);
        // Most units are Han: they open, close and end nothing.
        if class == Class::Han {
            if self.ended {
                self.next_sentence();
            }
            return self.here();
        }
        if let Some(place) = closing_place(self.run, index, character)
            && self.counts.get(place).is_some_and(|count| *count > 0)
        {
            self.close(place);
            return self.here();
        }
        if self.ended && !matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            self.next_sentence();
        }
        let own = self.here();
        match opening_place(character) {
            Some(place) => self.push(place),
            None => self.ended |= ends(self.run, index, character),
        }
        own
    }

    fn letter(&mut self, index: usize, (character, class): (char, Class), text: bool) {
        let latin = text && class == Class::Latin;
        let inside = !self.word.is_empty() && joins_word(character);
        if latin || inside && text {
            self.word.extend(character.to_lowercase());
            return;
        }
        self.end_word();
        let here = self.here();
        if let Some(stretch) = self.stretches.get_mut(here).filter(|_| text)
            && matches!(class, Class::Han | Class::Kana | Class::Bopomofo)
        {
            stretch.begins |= stretch.words + stretch.han == 0;
            stretch.han += 1;
            let telling = is_chinese_word(character) && !is_name_mark(self.run, index);
            stretch.chinese += usize::from(telling);
        }
    }

    fn end_word(&mut self) {
        let here = self.here();
        if let Some(stretch) = self.stretches.get_mut(here).filter(|_| !self.word.is_empty()) {
            // a < b, f(x): a single letter stands for a number, not for a word.
            stretch.words += usize::from(self.word.chars().nth(1).is_some());
            let word = self.word.trim_end_matches(['.', '-', '/', '+', '_', '\'', '’']);
            stretch.english += usize::from(ENGLISH.contains(&word));
        }
        self.word.clear();
    }

    fn push(&mut self, place: usize) {
        let Some(closing) = CLOSING.get(place) else { return };
        self.stretches.push(Stretch { outer: Some(self.here()), ..Stretch::default() });
        self.open.push(Open { closing: *closing, stretch: self.stretches.len() - 1 });
        self.counts.iter_mut().skip(place).take(1).for_each(|count| *count += 1);
    }

    /// Closes the innermost group of this kind, and what was never closed inside it.
    fn close(&mut self, place: usize) {
        while let Some(open) = self.open.pop() {
            let own = CLOSING.iter().position(|closing| *closing == open.closing).unwrap_or(0);
            self.counts.iter_mut().skip(own).take(1).for_each(|count| *count -= 1);
            if own == place {
                return;
            }
        }
    }

    fn next_sentence(&mut self) {
        self.ended = false;
        let outer = self.stretches.get(self.here()).and_then(|stretch| stretch.outer);
        self.stretches.push(Stretch { outer, ..Stretch::default() });
        let next = self.stretches.len() - 1;
        match self.open.last_mut() {
            Some(open) => open.stretch = next,
            None => self.frame = next,
        }
    }
}

fn opening_place(character: char) -> Option<usize> {
    match character {
        '“' => Some(0),
        '"' => Some(1),
        '(' | '（' => Some(2),
        '「' => Some(3),
        '『' => Some(4),
        '‘' => Some(5),
        _ => None,
    }
}

fn closing_place(run: &Run, index: usize, character: char) -> Option<usize> {
    let latin = |it: Option<char>| it.is_some_and(|it| class_of(it) == Class::Latin);
    match character {
        ')' => Some(2),
        '’' if latin(run.before(index)) && latin(run.at(index + 1)) => None,
        _ => CLOSING.iter().position(|closing| *closing == character),
    }
}

/// What each stretch is; one without letters follows the one before it or around it.
fn judge(stretches: &[Stretch]) -> Vec<Tongue> {
    let first = stretches.iter().filter(|it| it.outer.is_none()).find(|it| it.words + it.han > 0);
    let opening = first.or_else(|| stretches.iter().find(|it| it.words + it.han > 0));
    let mut last = opening.map_or(Tongue::Unknown, |it| by_letters(*it));
    let mut tongues: Vec<Tongue> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let around = stretch.outer.and_then(|outer| tongues.get(outer)).copied();
        let tongue = match around {
            Some(around) => inside(*stretch, around),
            None if stretch.words + stretch.han > 0 => by_letters(*stretch),
            None => last,
        };
        if around.is_none() {
            last = tongue;
        }
        tongues.push(tongue);
    }
    tongues
}

/// What stands in quotes or brackets.
fn inside(stretch: Stretch, around: Tongue) -> Tongue {
    match (stretch.words, stretch.han) {
        (0, 0) => around,
        (0, _) => Tongue::Chinese,
        // One word is a name or a term: OK, GPT-4o.
        (1, 0) => around,
        (_, 0) => Tongue::English,
        _ if around == Tongue::Unknown => by_letters(stretch),
        _ if is_plainly_english(stretch) => Tongue::English,
        _ if stretch.chinese > 0 && stretch.english == 0 => Tongue::Chinese,
        _ => around,
    }
}

fn is_plainly_english(stretch: Stretch) -> bool {
    stretch.english > 0 && stretch.chinese == 0 && stretch.words > 1
}

fn by_letters(stretch: Stretch) -> Tongue {
    let english = match (stretch.english, stretch.chinese) {
        (1.., 0) if stretch.words > 1 => true,
        (0, 1..) => false,
        // 本文讨论Attention Is All You Need和GPT: a Chinese sentence with a long title.
        _ if stretch.begins => stretch.words > 2 * stretch.han,
        _ => stretch.words > stretch.han,
    };
    if english { Tongue::English } else { Tongue::Chinese }
}

/// Words of grammar: a sentence that has them and no Chinese ones is English.
const ENGLISH: [&str; 66] = [
    "the", "an", "and", "or", "of", "to", "in", "at", "for", "with", "is", "are", "was", "were",
    "be", "been", "you", "he", "she", "it", "we", "they", "my", "your", "his", "her", "its", "our",
    "their", "me", "him", "us", "them", "this", "that", "these", "those", "not", "do", "does",
    "did", "have", "has", "had", "will", "would", "can", "could", "should", "said", "says", "by",
    "from", "as", "but", "if", "so", "what", "who", "when", "where", "how", "i'm", "it's", "don't",
    "about",
];

/// Chinese words of grammar that seldom stand in names: each is one character.
fn is_chinese_word(character: char) -> bool {
    matches!(
        character,
        '的' | '了'
            | '是'
            | '在'
            | '不'
            | '我'
            | '你'
            | '您'
            | '他'
            | '她'
            | '它'
            | '这'
            | '這'
            | '那'
            | '哪'
            | '也'
            | '都'
            | '就'
            | '和'
            | '与'
            | '與'
            | '及'
            | '或'
            | '把'
            | '被'
            | '让'
            | '讓'
            | '给'
            | '給'
            | '对'
            | '對'
            | '从'
            | '從'
            | '到'
            | '说'
            | '說'
            | '会'
            | '會'
            | '有'
            | '没'
            | '沒'
            | '吗'
            | '嗎'
            | '呢'
            | '吧'
            | '啊'
            | '着'
            | '著'
            | '过'
            | '過'
            | '又'
            | '还'
            | '還'
            | '很'
            | '最'
            | '们'
            | '們'
            | '么'
            | '麼'
            | '什'
            | '个'
            | '個'
    )
}

/// Whether a word of grammar stands among the parts of a name: 《…》, 有限公司.
fn is_name_mark(run: &Run, index: usize) -> bool {
    run.at(index) == Some('有') && run.at(index + 1) == Some('限')
}

fn joins_word(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '\'' | '’' | '-' | '.' | '_' | '/' | '+')
}

fn ends(run: &Run, index: usize, character: char) -> bool {
    match character {
        '\n' => run.units.get(index).is_some_and(|unit| unit.kind == Kind::HardBreak),
        '!' | '?' => true,
        '.' => matches!(run.at(index + 1), None | Some(' ' | '\n')) && !is_initial(run, index),
        _ => class_of(character) == Class::Stop,
    }
}

/// Whether the letter before a full stop is alone and a name goes on after it: `B. 盖茨` (N6.2).
pub(super) fn is_initial(run: &Run, index: usize) -> bool {
    let Some(last) = index.checked_sub(1) else { return false };
    let capital = run.at(last).is_some_and(|character| character.is_ascii_uppercase());
    let joined = |it: char| {
        matches!(class_of(it), Class::Latin | Class::Digit) || matches!(it, '-' | '+' | '_')
    };
    let alone = run.before(last).is_none_or(|character| !joined(character));
    let next = run.after_spaces(index + 1);
    capital
        && alone
        && next.is_some_and(|it| is_cjk_letter(it) || class_of(it) == Class::Latin || it == '.')
}
