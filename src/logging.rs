//! The log file: what happened, for whoever looks into a fault. Never the terminal.
//!
//! Foreign text in it comes as `Untrusted`, and keys never come at all.

use std::fs::File;
use std::io;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing::error;
use tracing_subscriber::EnvFilter;

use crate::files;
use crate::untrusted::Untrusted;

/// A larger log starts anew, with the old one kept beside it.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Returns where the log is, given the state folder.
pub fn path(state: &Path) -> PathBuf {
    state.join("mcp-chat.log")
}

/// Starts logging to the file below `state`, at `level` (a filter such as `info` or
/// `mcp_chat=debug`). Without a place to write, there is no log, and that is all.
pub fn start(state: &Path, level: &str) {
    let Ok(file) = open(state) else { return };
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        // A disk that is full would be told of with every event, over the prompt.
        .log_internal_errors(false)
        .finish();
    // Set once; a second start (in tests) keeps the first.
    drop(tracing::subscriber::set_global_default(subscriber));
}

fn open(state: &Path) -> io::Result<File> {
    files::create_folder(state)?;
    let path = path(state);
    if path.metadata().is_ok_and(|metadata| metadata.len() > MAX_BYTES) {
        std::fs::rename(&path, path.with_extension("log.old"))?;
    }
    files::open_append(&path)
}

/// Sends panics to the log instead of over the prompt. One task may panic and be survived (the
/// event stream's parser has been seen to); whoever cannot go on says so itself.
pub fn catch_panics() {
    // A panic of the stream's parser quotes what the server sent.
    panic::set_hook(Box::new(|info| {
        error!("panic: {}", Untrusted::new(info.to_string()).line(2000));
    }));
}
