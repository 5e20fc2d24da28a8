//! Which face has this character: the order in which the faces of a role are tried.
//!
//! The face of the role comes first; the regular body face backs up every other (DESIGN §6), and
//! then all the rest. Never here: opening files.

use crate::model::settings::FontFiles;

use super::{FaceId, LatinStyle, Role, Wanted};

/// The faces by role. Every character asks, so a role is a place in a list.
#[derive(Debug, Default)]
pub struct Roles {
    han: Vec<Vec<FaceId>>,
    /// By role, then by style.
    latin: Vec<Vec<FaceId>>,
}

/// The face that backs up every other.
pub(super) const SONG: Wanted<'static> = Wanted::Builtin("NotoSerifSC-Regular.ttf");
const SONG_BOLD: Wanted<'static> = Wanted::Builtin("NotoSerifSC-Bold.ttf");
const HEI: Wanted<'static> = Wanted::Builtin("NotoSansSC-Medium.ttf");
const HEI_BOLD: Wanted<'static> = Wanted::Builtin("NotoSansSC-Bold.ttf");
const KAI: Wanted<'static> = Wanted::Builtin("WenKaiBook-Regular.ttf");
const MONO: Wanted<'static> = Wanted::Builtin("NotoSansMonoCJKsc-Latin.otf");

const LATIN: [(LatinStyle, Wanted<'static>); 4] = [
    (LatinStyle::Regular, Wanted::Builtin("EBGaramond-Regular.ttf")),
    (LatinStyle::Italic, Wanted::Builtin("EBGaramond-Italic.ttf")),
    (LatinStyle::Bold, Wanted::Builtin("EBGaramond-Bold.ttf")),
    (LatinStyle::BoldItalic, Wanted::Builtin("EBGaramond-BoldItalic.ttf")),
];

impl Roles {
    /// Gives each role its faces; `open` opens a file once and tells its id.
    pub(super) fn assign(files: &FontFiles, open: &mut dyn FnMut(Wanted<'_>) -> FaceId) -> Roles {
        let all = files.all.as_deref();
        let named = |file: &'_ Option<String>| file.clone().or_else(|| all.map(str::to_owned));
        let table: [(Role, Option<String>, Wanted<'static>); 8] = [
            (Role::Body, named(&files.body), SONG),
            (Role::Strong, None, SONG_BOLD),
            (Role::Heading, named(&files.heading), HEI),
            (Role::Display, named(&files.heading), HEI_BOLD),
            (Role::Verse, named(&files.verse), KAI),
            (Role::Quote, named(&files.quote), KAI),
            (Role::Note, named(&files.note), SONG),
            (Role::Mono, files.mono.clone(), MONO),
        ];
        let mut roles = Roles::default();
        let latin_of = |style: LatinStyle, open: &mut dyn FnMut(Wanted<'_>) -> FaceId| {
            let builtin = LATIN.iter().find(|(candidate, _)| *candidate == style);
            match (&files.latin, builtin) {
                (Some(file), _) => open(Wanted::File(file)),
                (None, Some((_, wanted))) => open(*wanted),
                (None, None) => open(SONG),
            }
        };
        for (role, file, default) in &table {
            let own = match file {
                Some(file) => open(Wanted::File(file)),
                None => open(*default),
            };
            let song = open(SONG);
            let heading = matches!(role, Role::Heading | Role::Display);
            let backup = if heading { open(HEI) } else { song };
            put(&mut roles.han, *role as usize, unique(&[own, backup, song]));
            for (style, _) in LATIN {
                let latin = latin_of(style, open);
                let order = match role {
                    Role::Mono => vec![own, song],
                    Role::Heading | Role::Display => vec![own, backup, song],
                    _ => vec![latin, own, song],
                };
                put(&mut roles.latin, latin_place(*role, style), unique(&order));
            }
        }
        roles
    }

    /// The faces for Han characters and CJK marks.
    pub(super) fn han(&self, role: Role) -> &[FaceId] {
        self.han.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// The faces for Latin text.
    pub(super) fn latin(&self, role: Role, style: LatinStyle) -> &[FaceId] {
        self.latin.get(latin_place(role, style)).map_or(&[], Vec::as_slice)
    }
}

fn latin_place(role: Role, style: LatinStyle) -> usize {
    role as usize * LATIN.len() + style as usize
}

fn put(list: &mut Vec<Vec<FaceId>>, place: usize, faces: Vec<FaceId>) {
    list.resize(list.len().max(place + 1), Vec::new());
    if let Some(slot) = list.get_mut(place) {
        *slot = faces;
    }
}

fn unique(order: &[FaceId]) -> Vec<FaceId> {
    let mut list: Vec<FaceId> = Vec::new();
    for id in order {
        if !list.contains(id) {
            list.push(*id);
        }
    }
    list
}
