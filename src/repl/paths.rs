//! Paths as they are typed: how one can go on.

use std::path::Path;

use crate::config::expand_home;

/// Paths offered at once.
const MOST: usize = 200;

/// Returns the files and folders whose paths begin so, as they are typed; a folder ends in `/`.
/// Hidden ones are offered once their dot is typed.
pub(super) fn begin_with(typed: &str) -> Vec<String> {
    let cut = typed.rfind('/').map_or(0, |at| at + 1);
    let (folder, name) = typed.split_at(cut);
    let place = if folder.is_empty() { expand_home(".") } else { expand_home(folder) };
    let Ok(entries) = place.read_dir() else { return Vec::new() };
    let mut found: Vec<String> = entries
        .take(10 * MOST)
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let own = entry.file_name().into_string().ok()?;
            let fits = own.starts_with(name) && (!own.starts_with('.') || name.starts_with('.'));
            // A name that a terminal would act upon is not typed for anybody.
            let plain = crate::untrusted::is_plain(&own) && !own.contains('\n');
            let end = if is_folder(&entry.path()) { "/" } else { "" };
            (fits && plain).then(|| format!("{folder}{own}{end}"))
        })
        .collect();
    found.sort();
    found.truncate(MOST);
    found
}

fn is_folder(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_dir())
}

#[cfg(test)]
mod tests {
    use super::begin_with;

    #[test]
    fn paths_go_on_with_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("notas")).unwrap();
        for name in ["nota.md", "otro.md", ".nada", "n\u{1b}"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let at = format!("{}/", folder.path().display());
        let found = |typed: &str| begin_with(&format!("{at}{typed}"));
        let named = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| format!("{at}{name}")).collect()
        };
        assert_eq!(found("not"), named(&["nota.md", "notas/"]));
        assert_eq!(found(""), named(&["nota.md", "notas/", "otro.md"]));
        assert_eq!(found("."), named(&[".nada"]));
        assert_eq!(begin_with("/no/such/folder/x"), Vec::<String>::new());
    }
}
