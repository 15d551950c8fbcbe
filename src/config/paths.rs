//! Where the program keeps its files.

use std::path::PathBuf;

/// The program's folders, by the XDG rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml` lives here.
    pub config: PathBuf,
    /// History, transcripts, whole results, the log and the demo's database live here.
    pub state: PathBuf,
}
