//! What was agreed to for good, on disk: by server, tool and definition.
//!
//! The file is JSON, `{"version":1,"approvals":[…]}`, written whole under a lock, so that two
//! programs keep each other's entries. One of a newer version, or one that cannot be read, is
//! left as it is.

use std::collections::BTreeMap;
use std::fs::TryLockError;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Agreed;
use crate::files;
use crate::llm::catalogue::Date;
use crate::mcp::protocol::Tool;
use crate::tape::Tape;
use crate::untrusted::Untrusted;

/// Version of the file's format.
const VERSION: u32 = 1;
/// How long another program may hold the lock; it only ever does for one write.
const LOCK: Duration = Duration::from_secs(2);
const LOCK_RETRY: Duration = Duration::from_millis(20);

/// Why the agreements cannot be read or kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// The file cannot be read or written.
    #[error("{path}: {reason}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The file holds something else.
    #[error("{path}: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A newer version of the program wrote the file.
    #[error("{path}: version {version}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
}

/// One agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The server, by its URL without secrets.
    pub server: String,
    /// The tool's name.
    pub tool: String,
    /// SHA-256 of the tool's definition, in hexadecimal.
    pub definition_sha256: String,
    /// The definition; `null` where it was too large to be kept.
    #[serde(default)]
    pub definition: Value,
    /// The day of the yes, as in `2026-11-25`.
    #[serde(default)]
    pub agreed: String,
}

#[derive(Default, Serialize, Deserialize)]
struct File {
    version: u64,
    approvals: Vec<Agreement>,
}

/// The agreements of a user, as one server's chat sees them.
#[derive(Debug)]
pub struct Book {
    /// `None`: nothing is kept beyond the chat.
    path: Option<PathBuf>,
    server: String,
    /// What could not be written; it holds for this chat.
    unkept: Vec<Agreement>,
    /// Tells what day it is.
    clock: Tape,
}

impl Book {
    /// Opens the book for a server; the file is made with the first agreement. Without a file
    /// everything holds for the chat alone.
    pub fn new(path: Option<PathBuf>, server: &str) -> Self {
        Self { path, server: server.to_owned(), unkept: Vec::new(), clock: Tape::Off }
    }

    /// Lets a recording that is played tell what day it is.
    #[must_use]
    pub fn by_the_clock_of(self, tape: &Tape) -> Self {
        Self { clock: tape.clone(), ..self }
    }

    /// Returns the server whose agreements count.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Returns what is agreed to for the server, by tool, as far as it can be read.
    pub fn agreed(&self) -> (BTreeMap<String, Agreed>, Option<BookError>) {
        let (all, error) = match self.all() {
            Ok(all) => (all, None),
            Err(error) => (self.unkept.clone(), Some(error)),
        };
        let own = all.into_iter().filter(|entry| entry.server == self.server);
        let agreed = own.map(|entry| {
            let Agreement { tool, definition_sha256: digest, definition, .. } = entry;
            (tool, Agreed { digest, definition })
        });
        (agreed.collect(), error)
    }

    /// Returns every agreement with every server, in the order in which they were made.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn all(&self) -> Result<Vec<Agreement>, BookError> {
        let mut all = self.read()?.approvals;
        all.extend(self.unkept.iter().cloned());
        Ok(all)
    }

    /// Keeps a yes for the tool as it is defined now, in the place of an earlier one.
    ///
    /// # Errors
    /// Fails if it cannot be written; it then holds for this chat.
    pub fn agree(&mut self, tool: &Tool) -> Result<(), BookError> {
        let Agreed { digest, definition } = Agreed::to(tool);
        let entry = Agreement {
            server: self.server.clone(),
            tool: tool.name.raw().to_owned(),
            definition_sha256: digest,
            definition,
            agreed: Date::of(self.clock.now()).to_string(),
        };
        self.unkept.retain(|kept| !is_of(kept, &entry.server, &entry.tool));
        let kept = self.change(|approvals| {
            approvals.retain(|kept| !is_of(kept, &entry.server, &entry.tool));
            approvals.push(entry.clone());
        });
        if self.path.is_none() || kept.is_err() {
            self.unkept.push(entry);
        }
        kept
    }

    /// Takes back agreements: those that `is_revoked` picks.
    ///
    /// # Errors
    /// Fails if that cannot be written.
    pub fn revoke(&mut self, is_revoked: impl Fn(&Agreement) -> bool) -> Result<(), BookError> {
        self.unkept.retain(|entry| !is_revoked(entry));
        if self.path.as_ref().is_none_or(|path| !path.exists()) {
            return Ok(());
        }
        self.change(|approvals| approvals.retain(|entry| !is_revoked(entry)))
    }

    /// Takes back the agreement on a tool of this server.
    ///
    /// # Errors
    /// As [`Self::revoke`].
    pub fn revoke_tool(&mut self, tool: &Untrusted) -> Result<(), BookError> {
        let server = self.server.clone();
        self.revoke(|entry| is_of(entry, &server, tool.raw()))
    }

    fn read(&self) -> Result<File, BookError> {
        let Some(path) = &self.path else { return Ok(File::default()) };
        let damaged = |reason: String| BookError::Damaged { path: path.clone(), reason };
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(File::default()),
            Err(err) => {
                return Err(BookError::Io { path: path.clone(), reason: err.to_string() });
            }
        };
        let value: Value = serde_json::from_slice(&text).map_err(|err| damaged(err.to_string()))?;
        match value.get("version").and_then(Value::as_u64) {
            None => Err(damaged("no version".to_owned())),
            Some(version) if version > u64::from(VERSION) => {
                Err(BookError::Newer { path: path.clone(), version })
            }
            Some(_) => serde_json::from_value(value).map_err(|err| damaged(err.to_string())),
        }
    }

    /// Reads, changes and writes the file while other programs wait.
    fn change(&self, change: impl FnOnce(&mut Vec<Agreement>)) -> Result<(), BookError> {
        let Some(path) = &self.path else { return Ok(()) };
        let io = |err: io::Error| BookError::Io { path: path.clone(), reason: err.to_string() };
        if let Some(folder) = path.parent() {
            files::create_folder(folder).map_err(io)?;
        }
        // A file of its own: the other one is replaced.
        let lock = files::open_append(&path.with_extension("lock")).map_err(io)?;
        let give_up = Instant::now() + LOCK;
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(err)) if err.kind() == io::ErrorKind::Unsupported => break,
                Err(TryLockError::Error(err)) => return Err(io(err)),
                Err(TryLockError::WouldBlock) if Instant::now() < give_up => {
                    std::thread::sleep(LOCK_RETRY);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(io(io::ErrorKind::ResourceBusy.into()));
                }
            }
        }
        let mut file = self.read()?;
        change(&mut file.approvals);
        file.version = u64::from(VERSION);
        let text = serde_json::to_vec_pretty(&file).map_err(|err| io(err.into()))?;
        files::replace(path, &text).map_err(io)
    }
}

/// Whether it is the agreement on a tool of a server.
fn is_of(entry: &Agreement, server: &str, tool: &str) -> bool {
    entry.server == server && entry.tool == tool
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::{Agreed, Book, BookError, Tool};

    fn tool(name: &str, description: &str) -> Tool {
        Tool::read(json!({ "name": name, "description": description })).unwrap()
    }

    fn book(folder: &Path, server: &str) -> Book {
        Book::new(Some(folder.join("state/approvals.json")), server)
    }

    #[test]
    fn a_yes_is_kept_for_its_server_and_the_last_one_counts() {
        let folder = tempfile::tempdir().unwrap();
        let (mut here, mut there) = (book(folder.path(), "here"), book(folder.path(), "there"));
        here.agree(&tool("a", "1")).unwrap();
        there.agree(&tool("a", "2")).unwrap();
        here.agree(&tool("b", "3")).unwrap();
        here.agree(&tool("a", "4")).unwrap();
        let (agreed, error) = book(folder.path(), "here").agreed();
        assert!(error.is_none());
        let own = [("a", "4"), ("b", "3")]
            .map(|(name, description)| (name.to_owned(), Agreed::to(&tool(name, description))));
        assert_eq!(agreed, own.into());
        here.revoke(|entry| entry.tool == "a").unwrap();
        let left: Vec<_> =
            there.all().unwrap().into_iter().map(|entry| (entry.server, entry.tool)).collect();
        assert_eq!(left, [("here".to_owned(), "b".to_owned())]);
        here.revoke_tool(&"b".into()).unwrap();
        assert_eq!(here.all().unwrap(), []);
    }

    #[test]
    fn a_file_that_is_not_understood_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("approvals.json");
        for (text, is_newer) in [
            (r#"{"version":2,"approvals":"new"}"#, true),
            (r#"{"version":1,"approvals":[{"server":1}]}"#, false),
            ("{", false),
            ("[]", false),
        ] {
            std::fs::write(&path, text).unwrap();
            let mut book = Book::new(Some(path.clone()), "s");
            let error = book.agree(&tool("a", "1")).unwrap_err();
            assert_eq!(matches!(error, BookError::Newer { version: 2, .. }), is_newer, "{error}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
            // The yes holds for this chat.
            let (agreed, error) = book.agreed();
            assert_eq!((agreed.len(), error.is_some()), (1, true));
        }
    }

    #[test]
    fn without_a_file_a_yes_holds_for_the_chat() {
        let mut book = Book::new(None, "s");
        book.agree(&tool("a", "1")).unwrap();
        book.agree(&tool("a", "2")).unwrap();
        assert_eq!(book.agreed().0, [("a".to_owned(), Agreed::to(&tool("a", "2")))].into());
        book.revoke_tool(&"a".into()).unwrap();
        assert_eq!(book.agreed().0, [].into());
    }
}
