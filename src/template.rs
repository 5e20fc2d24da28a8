//! `publish new`: a small book that builds at once and shows the dialect.
//!
//! In: a folder that is not there or empty. Out: book.yaml, two chapters and a README in it.

use std::path::Path;

use publish::diag::render::Tongue;

use crate::output;

/// The files of a new book.
const FILES: [(&str, &str); 4] = [
    ("book.yaml", include_str!("template/book.yaml")),
    ("chapters/01.md", include_str!("template/01.md")),
    ("chapters/02.md", include_str!("template/02.md")),
    ("README.md", include_str!("template/README.md")),
];

/// Writes the files.
///
/// # Errors
/// A sentence for the user when the folder has something in it or cannot be written.
pub(crate) fn write(folder: &Path, tongue: Tongue) -> Result<(), String> {
    let taken = folder.exists()
        && std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_some());
    if taken {
        let shown = folder.display();
        return Err(match tongue {
            Tongue::English => format!("error: {shown} is not an empty folder; name a new one"),
            Tongue::Chinese => format!("错误：{shown} 不是空文件夹；请换一个新名字"),
        });
    }
    for (name, text) in FILES {
        output::write(&folder.join(name), text.as_bytes(), tongue)?;
    }
    output::say(&format!("{}\n", folder.display()));
    Ok(())
}
