//! The conversation on disk, one JSON line for each thing that happened, as it happens.
//!
//! Killed at any moment, the program loses at most the reply being streamed (invariant 8). A line
//! is `{"v":1,"kind":…}`: `start` (what was spoken to), `message` (as the API takes it), `partial`
//! (text that was shown and is in no message), `turn` (how a turn ended), `compacted` (what the
//! model is told was made shorter; every message stands above), `model` (another one), `clear`,
//! `undo` (the last turn counts no more), `resume` (the program was started again with it).
//!
//! `past` reads it back, `shelf` finds it. Who writes a file holds its lock, so that two programs
//! never mix theirs.

mod past;
mod shelf;

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::files;
use crate::llm::Message;
pub use past::{Newer, Past};
pub use shelf::{Lost, Wanted, take_up};

/// Version of the lines' format.
const VERSION: u32 = 1;

/// A transcript; its file is created with the first line.
#[derive(Debug)]
pub struct Transcript {
    path: PathBuf,
    start: Value,
    file: Option<File>,
    /// Set once a write failed: the person is told once, and the chat goes on without.
    failed: bool,
}

impl Transcript {
    /// Prepares a transcript in `folder`; `server` and `model` say what was spoken to.
    pub fn new(folder: &Path, server: &str, model: &str) -> Self {
        Self {
            path: folder.join(format!("{}.jsonl", files::unique_stem())),
            start: json!({ "v": VERSION, "kind": "start", "server": server, "model": model }),
            file: None,
            failed: false,
        }
    }

    /// Goes on with a file, whose lock is held.
    fn resume(path: PathBuf, mut file: File, server: &str, model: &str) -> Self {
        let start = json!({ "v": VERSION, "kind": "resume", "server": server, "model": model });
        // After a kill the last line may lack its end.
        let begun = file.write_all(format!("\n{start}\n").as_bytes());
        Self { path, start, file: Some(file), failed: begun.is_err() }
    }

    /// Returns the name by which it is found again.
    pub fn id(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Writes a message.
    ///
    /// # Errors
    /// Returns why it cannot be written, the first time; after that nothing is written any more.
    pub fn message(&mut self, message: &Message) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "message", "message": message }))
    }

    /// Writes text that was shown before the turn was cancelled or failed.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn partial(&mut self, text: &str) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "partial", "text": text }))
    }

    /// Writes how a turn ended: `answered`, `failed`, `cancelled` or `no_answer`.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn turn(&mut self, end: &str) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "turn", "end": end }))
    }

    /// Writes that results became notes and the first rounds a summary, in what the model is told.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn compacted(&mut self, notes: usize, rounds: usize, summary: &str) -> anyhow::Result<()> {
        self.line(&json!({
            "v": VERSION, "kind": "compacted", "notes": notes, "rounds": rounds, "summary": summary
        }))
    }

    /// Writes that another model answers from now on.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn model(&mut self, name: &str) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "model", "model": name }))
    }

    /// Writes that the last turn counts no more.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn undo(&mut self) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "undo" }))
    }

    /// Writes that the conversation begins anew.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn clear(&mut self) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "clear" }))
    }

    fn line(&mut self, line: &Value) -> anyhow::Result<()> {
        if self.failed {
            return Ok(());
        }
        let written = self.write(line);
        self.failed = written.is_err();
        written
    }

    fn write(&mut self, line: &Value) -> anyhow::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                if let Some(folder) = self.path.parent() {
                    files::create_folder(folder).with_context(|| folder.display().to_string())?;
                }
                let mut file = files::open_append(&self.path)
                    .with_context(|| self.path.display().to_string())?;
                // The name is this program's alone; the lock keeps others from going on with it.
                drop(lock(&file));
                file.write_all(format!("{}\n", self.start).as_bytes())?;
                self.file.insert(file)
            }
        };
        // One write a line: a kill leaves whole lines.
        file.write_all(format!("{line}\n").as_bytes())
            .with_context(|| self.path.display().to_string())
    }
}

/// Keeps other programs from writing a file, where the file system can.
fn lock(file: &File) -> Result<(), TryLockError> {
    match file.try_lock() {
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
            Ok(())
        }
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Transcript;
    use crate::llm::Message;

    #[test]
    fn every_line_is_on_disk_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("transcripts");
        let mut transcript = Transcript::new(&below, "http://s/sse", "m");
        assert!(!below.exists(), "a chat without a word leaves no file");
        transcript.message(&Message::User { content: "¿Quién?\n".into() }).unwrap();
        transcript.partial("Tra").unwrap();
        transcript.turn("cancelled").unwrap();
        transcript.compacted(2, 1, "res").unwrap();
        transcript.model("n").unwrap();
        transcript.clear().unwrap();
        let file = std::fs::read_dir(&below).unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(file).unwrap();
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            lines,
            [
                json!({ "v": 1, "kind": "start", "server": "http://s/sse", "model": "m" }),
                json!({ "v": 1, "kind": "message", "message": { "role": "user", "content": "¿Quién?\n" } }),
                json!({ "v": 1, "kind": "partial", "text": "Tra" }),
                json!({ "v": 1, "kind": "turn", "end": "cancelled" }),
                json!({ "v": 1, "kind": "compacted", "notes": 2, "rounds": 1, "summary": "res" }),
                json!({ "v": 1, "kind": "model", "model": "n" }),
                json!({ "v": 1, "kind": "clear" }),
            ]
        );
    }

    #[test]
    fn a_failure_is_told_once() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut transcript = Transcript::new(&file.path().join("below a file"), "s", "m");
        assert!(transcript.turn("answered").is_err());
        assert!(transcript.turn("answered").is_ok());
    }
}
