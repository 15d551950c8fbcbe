//! The transcripts of a folder: which one is the last, which one is meant.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::past::{Newer, Past};
use super::{Transcript, lock};
use crate::files;

/// The largest transcript that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Transcripts that are looked at, the newest first.
const MOST: usize = 500;

/// Which conversation is gone on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The last one with this server.
    Last,
    /// The newest one of this id, or whose first question holds these words.
    Named(String),
}

/// Why a conversation cannot be gone on with.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    /// There is none like that.
    #[error("no such conversation")]
    None,
    /// Another program writes it.
    #[error("another program writes this conversation")]
    InUse,
    /// A newer program wrote it.
    #[error(transparent)]
    Newer(#[from] Newer),
    /// It cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Finds a conversation with `server` in a folder, and opens it for going on.
///
/// # Errors
/// There is none, or it cannot be gone on with.
pub fn take_up(
    folder: &Path,
    wanted: &Wanted,
    server: &str,
    model: &str,
) -> Result<(Transcript, Past), Lost> {
    for path in newest_first(folder)? {
        let Ok(bytes) = bytes(&path) else { continue };
        let past = Past::read(&bytes);
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_wanted = match (wanted, &past) {
            (Wanted::Last, Ok(past)) => past.server == server && !past.messages.is_empty(),
            (Wanted::Last, Err(_)) => false,
            (Wanted::Named(words), Ok(past)) => {
                id.starts_with(words) || past.first.to_lowercase().contains(&words.to_lowercase())
            }
            (Wanted::Named(words), Err(_)) => id.starts_with(words),
        };
        if is_wanted {
            let file = files::open_append(&path)?;
            lock(&file).map_err(|error| match error {
                TryLockError::WouldBlock => Lost::InUse,
                TryLockError::Error(error) => Lost::Io(error),
            })?;
            // Read again: what came before the lock was another program's.
            let past = Past::read(&self::bytes(&path)?)?.for_model(model);
            return Ok((Transcript::resume(path, file, server, model), past));
        }
    }
    Err(Lost::None)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the transcripts of a folder by the time in their names; none if there is no folder.
fn newest_first(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let time = |path: &Path| {
        let stem = path.file_stem()?.to_str()?.to_owned();
        let mut parts = stem.split('-').map(|part| part.parse::<u64>().unwrap_or_default());
        Some((parts.next()?, parts.nth(1).unwrap_or_default()))
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    paths.sort_by_key(|path| std::cmp::Reverse(time(path)));
    paths.truncate(MOST);
    Ok(paths)
}
