//! Where the program keeps its files.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::ConfigError;
use crate::files;

/// The program's folders, by the XDG rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml` lives here.
    pub config: PathBuf,
    /// History, transcripts, whole results, the log and the demo's database live here.
    pub state: PathBuf,
    /// What can be had again, such as a server's list of models.
    pub cache: PathBuf,
}

/// Returns a path as a person types it: `~` is their home.
pub fn expand_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(below), Ok(home)) => home.join(below),
        (_, _) => PathBuf::from(typed),
    }
}

impl Paths {
    /// Names folders for files that nobody needs afterwards; none is created.
    pub fn temporary() -> Self {
        let own = std::env::temp_dir().join(format!("mcp-chat-{}", files::unique_stem()));
        Self { config: own.clone(), state: own.clone(), cache: own }
    }

    /// Finds the folders; none is created.
    ///
    /// # Errors
    /// Fails if there is no home directory.
    pub fn find() -> Result<Self, ConfigError> {
        let base = etcetera::choose_base_strategy().map_err(|_| ConfigError::NoHome)?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        let own = |folder: PathBuf| folder.join("mcp-chat");
        Ok(Self { config: own(base.config_dir()), state: own(state), cache: own(base.cache_dir()) })
    }
}
