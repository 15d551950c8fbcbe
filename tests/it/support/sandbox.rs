//! A person with a machine of their own: private home, settings and working directory.
//!
//! One builder for all ways to run the program: `run` for scripts (`cli`), `spawn` for processes
//! that are looked at while they run, `terminal` for people (`pty`). The environment is cleared,
//! so neither a proxy nor a key of the developer gets in.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

use super::mcp::Server;
use super::model::{KEY, Model};

/// A private machine for one test.
pub(crate) struct Sandbox {
    folder: Arc<TempDir>,
    program: PathBuf,
    environment: Vec<(OsString, OsString)>,
}

impl Sandbox {
    /// An empty home and an empty working directory.
    pub(crate) fn new() -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        for name in ["home", "work", "config/mcp-chat", "state", "cache", "data", "run"] {
            std::fs::create_dir_all(folder.path().join(name)).expect("a folder of the sandbox");
        }
        let mut sandbox =
            Self { program: env!("CARGO_BIN_EXE_mcp-chat").into(), environment: vec![], folder };
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_RUNTIME_DIR", "run"),
        ];
        for (name, place) in folders {
            let folder = sandbox.path(place).into_os_string();
            sandbox.environment.push((name.into(), folder));
        }
        sandbox.environment.push(("PATH".into(), path));
        sandbox.env("LANG", "C.UTF-8")
    }

    /// Runs another program instead of `mcp-chat`; for tests of the support itself.
    pub(crate) fn program(self, program: &str) -> Self {
        Self { program: program.into(), ..self }
    }

    /// Sets a variable; the last value counts.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Points `MCP_SERVER_URL` at a scripted server.
    pub(crate) fn mcp(self, server: &Server) -> Self {
        self.env("MCP_SERVER_URL", &server.url())
    }

    /// Points `OPENAI_BASE_URL` and `OPENAI_API_KEY` at a scripted model.
    pub(crate) fn model(self, model: &Model) -> Self {
        self.env("OPENAI_BASE_URL", &model.base_url()).env("OPENAI_API_KEY", KEY)
    }

    /// Writes `.env` in the working directory.
    pub(crate) fn dotenv(self, text: &str) -> Self {
        self.file("work/.env", text)
    }

    /// Writes `config.toml`.
    pub(crate) fn config(self, text: &str) -> Self {
        self.file("config/mcp-chat/config.toml", text)
    }

    /// Writes any file of the sandbox: below `home`, `work`, `config`, `state`, …
    pub(crate) fn file(self, place: &str, text: &str) -> Self {
        std::fs::write(self.path(place), text).expect("a file of the sandbox");
        self
    }

    /// The path of a file or folder of the sandbox.
    pub(crate) fn path(&self, place: &str) -> PathBuf {
        self.folder.path().join(place)
    }

    /// The program with these arguments, in the working directory and the private environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(&self.program);
        command.args(arguments);
        command
    }

    /// Another program in the same place.
    pub(super) fn bare(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.environment.iter().cloned());
        command.current_dir(self.path("work"));
        command
    }

    /// Keeps the folders for as long as something runs in them.
    pub(super) fn keep(&self) -> Arc<TempDir> {
        Arc::clone(&self.folder)
    }

    pub(super) fn program_path(&self) -> &Path {
        &self.program
    }
}
