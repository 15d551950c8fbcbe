//! Where the program keeps its files.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::ConfigError;

/// The program's folders, by the XDG rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml` lives here.
    pub config: PathBuf,
    /// History, transcripts, whole results, the log and the demo's database live here.
    pub state: PathBuf,
}

impl Paths {
    /// Finds the folders; none is created.
    ///
    /// # Errors
    /// Fails if there is no home directory.
    pub fn find() -> Result<Self, ConfigError> {
        let base = etcetera::choose_base_strategy().map_err(|_| ConfigError::NoHome)?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self { config: base.config_dir().join("mcp-chat"), state: state.join("mcp-chat") })
    }
}
