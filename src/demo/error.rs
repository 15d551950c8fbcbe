//! What can go wrong with the demo, and what a person is told about it.

use std::{io, path::PathBuf};

use crate::{
    error::{Exit, Explain, Problem},
    text::Lang,
    untrusted::Untrusted,
};

/// A failure of the demo's database, server or offline model.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database file, or the folder for it, cannot be created.
    #[error("cannot create {}: {source}", .path.display())]
    CreateDatabase {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite cannot use the file.
    #[error("cannot open {}: {source}", .path.display())]
    OpenDatabase {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file holds something else; it was not touched.
    #[error("{} is not a database of the demo", .path.display())]
    ForeignDatabase {
        /// The file.
        path: PathBuf,
    },
    /// A newer version of the program wrote the file; it was not touched.
    #[error("{} was written by a newer version", .path.display())]
    NewerDatabase {
        /// The file.
        path: PathBuf,
    },
    /// Another program held the file for too long.
    #[error("{} is in use", .path.display())]
    BusyDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The address to listen on cannot be had.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address as it was given.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// A server of the demo ended by itself.
    #[error("a demo server ended: {0}")]
    Serve(#[source] io::Error),
}

impl Explain for DemoError {
    fn explain(&self, lang: Lang) -> Problem {
        let shown = |path: &PathBuf| Untrusted::new(path.display().to_string());
        let problem = |exit, what, cause, advice| Problem { exit, what, cause, advice };
        match self {
            Self::CreateDatabase { path, source } => problem(
                Exit::Config,
                lang.demo_database_create_failed(shown(path)),
                system_cause(source),
                lang.demo_advice_other_file(),
            ),
            Self::OpenDatabase { path, source } => problem(
                Exit::Failure,
                lang.demo_database_open_failed(shown(path)),
                Untrusted::new(source.to_string()).line(200),
                lang.demo_advice_broken_file(),
            ),
            Self::ForeignDatabase { path } => problem(
                Exit::Config,
                lang.demo_database_open_failed(shown(path)),
                lang.demo_database_foreign(),
                lang.demo_advice_other_file(),
            ),
            Self::NewerDatabase { path } => problem(
                Exit::Config,
                lang.demo_database_open_failed(shown(path)),
                lang.demo_database_newer(),
                lang.demo_advice_newer(),
            ),
            Self::BusyDatabase { path } => problem(
                Exit::Failure,
                lang.demo_database_open_failed(shown(path)),
                lang.demo_database_busy(),
                lang.demo_advice_busy(),
            ),
            Self::Listen { address, source } => listen_problem(address, source, lang),
            Self::Serve(source) => problem(
                Exit::Failure,
                lang.demo_server_ended(),
                system_cause(source),
                lang.demo_advice_restart(),
            ),
        }
    }
}

/// Explains why an address cannot be listened on.
fn listen_problem(address: &str, source: &io::Error, lang: Lang) -> Problem {
    let (cause, advice) = match source.kind() {
        io::ErrorKind::AddrInUse => (lang.demo_port_taken(), lang.demo_advice_other_port()),
        io::ErrorKind::PermissionDenied => {
            (lang.demo_port_forbidden(), lang.demo_advice_high_port())
        }
        _ => (system_cause(source), lang.demo_advice_address()),
    };
    let what = lang.demo_listen_failed(Untrusted::from(address).line(100));
    Problem { exit: Exit::Config, what, cause, advice }
}

/// Returns the system's words on one line.
fn system_cause(source: &io::Error) -> String {
    Untrusted::new(source.to_string()).line(200)
}
