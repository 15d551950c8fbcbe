//! Golden files below `tests/golden`: what is printed, to be read by whoever changes it.

use std::path::PathBuf;

/// Checks that `text` is what the file holds; writes the file anew where `UPDATE_GOLDEN` is set.
pub(crate) fn is_golden(lang: &str, name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(lang).join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a golden file");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{} is not what is printed:\n{text}", path.display());
}
