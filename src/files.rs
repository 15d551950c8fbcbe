//! Private files: what a chat leaves on disk is for its user alone (0600, folders 0700).

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Creates a folder and those above it; an existing one is fine.
///
/// # Errors
/// Fails if a folder cannot be created.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file for appending and creates it if it is missing.
///
/// # Errors
/// Fails if the file cannot be opened.
pub fn open_append(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().append(true).create(true)).open(path)
}

/// Writes a new file.
///
/// # Errors
/// Fails if the file exists or cannot be written.
pub fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    private(OpenOptions::new().write(true).create_new(true)).open(path)?.write_all(content)
}

/// Writes a file whole or not at all, in the place of the one that was there.
///
/// # Errors
/// Fails if it cannot be written; the file that was there stays as it was.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = path.with_file_name(format!(".{}.new", unique_stem()));
    let written = write_new(&new, content).and_then(|()| std::fs::rename(&new, path));
    if written.is_err() {
        // It may not have come into being.
        drop(std::fs::remove_file(&new));
    }
    written
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Returns a file name's stem that sorts by time and that no other program makes.
pub fn unique_stem() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{}-{count}", since.as_millis(), std::process::id())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::{create_folder, open_append, replace, unique_stem, write_new};

    #[test]
    fn files_are_private_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap().path().join("a/b");
        create_folder(&folder).unwrap();
        let path = folder.join(unique_stem());
        write_new(&path, b"uno").unwrap();
        assert!(write_new(&path, b"dos").is_err());
        drop(open_append(&folder.join("log")).unwrap());
        let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&path), mode(&folder.join("log"))), (0o700, 0o600, 0o600));
        assert_ne!(unique_stem(), unique_stem());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_is_replaced_whole_or_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        replace(&path, b"uno").unwrap();
        replace(&path, b"dos").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"dos");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let taken = folder.path().join("folder");
        create_folder(&taken.join("full")).unwrap();
        assert!(replace(&taken, b"tres").is_err());
        assert!(replace(&folder.path().join("none/list"), b"tres").is_err());
        let mut names: Vec<_> =
            folder.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["folder", "list"]);
    }
}
