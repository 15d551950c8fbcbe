//! The conversation on disk, one JSON line for each thing that happened, as it happens.
//!
//! Killed at any moment, the program loses at most the reply being streamed (invariant 8). A line
//! is `{"v":1,"kind":…}`: `start` (what was spoken to), `message` (as the API takes it), `partial`
//! (text that was shown and is in no message), `turn` (how a turn ended), `compacted` (what the
//! model is told was made shorter; every message stands above), `model` (another one), `title`
//! (the person's name for the conversation), `undo` (the last turn counts no more), `resume` (it was
//! gone on with). `clear` stands in files of before: now a new conversation begins a new file.
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
pub use shelf::{Lost, Shelf, Shelved, Taken, Wanted};

/// Version of the lines' format.
const VERSION: u32 = 1;

/// What a conversation is had with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The MCP server, as it is shown.
    pub server: String,
    /// The model.
    pub model: String,
    /// The model's API, as it is shown.
    pub api: String,
}

impl Spoken {
    fn line(&self, kind: &str) -> Value {
        let Self { server, model, api } = self;
        json!({ "v": VERSION, "kind": kind, "server": server, "model": model, "api": api })
    }
}

/// A transcript; its file is created with the first line.
#[derive(Debug)]
pub struct Transcript {
    /// `None`: nothing is written.
    path: Option<PathBuf>,
    spoken: Spoken,
    file: Option<File>,
    /// Set once a write failed: the person is told once, and the chat goes on without.
    failed: bool,
}

impl Transcript {
    /// Prepares a transcript in `folder`.
    pub fn new(folder: &Path, spoken: Spoken) -> Self {
        Self { path: Some(new_path(folder)), spoken, file: None, failed: false }
    }

    /// Makes a transcript that writes nothing.
    pub fn unsaved(spoken: Spoken) -> Self {
        Self { path: None, spoken, file: None, failed: false }
    }

    /// Goes on with a file, whose lock is held.
    fn resume(path: PathBuf, mut file: File, spoken: Spoken) -> Self {
        // After a kill the last line may lack its end.
        let begun = file.write_all(format!("\n{}\n", spoken.line("resume")).as_bytes());
        Self { path: Some(path), spoken, file: Some(file), failed: begun.is_err() }
    }

    /// Returns the name by which the conversation is found again; `None` if nothing is written.
    pub fn id(&self) -> Option<String> {
        self.path.as_deref().map(id_of)
    }

    /// Whether everything that was to be written is on disk.
    pub fn is_kept(&self) -> bool {
        self.path.is_some() && !self.failed
    }

    /// Returns what the conversation is had with.
    pub fn spoken(&self) -> &Spoken {
        &self.spoken
    }

    /// Begins another conversation: what comes next goes to a new file.
    pub fn begin_anew(&mut self) {
        if let Some(folder) = self.path.as_deref().and_then(Path::parent) {
            self.path = Some(new_path(folder));
            self.file = None;
            self.failed = false;
        }
    }

    /// Returns the messages of the conversation; `None` if they are not on disk.
    pub fn said(&self) -> Option<Vec<Value>> {
        if self.failed || self.file.is_none() {
            return None;
        }
        let bytes = std::fs::read(self.path.as_ref()?).ok()?;
        Past::read(&bytes).ok().map(|past| past.messages)
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
        name.clone_into(&mut self.spoken.model);
        if self.file.is_none() {
            // The first line will tell.
            return Ok(());
        }
        let api = &self.spoken.api;
        self.line(&json!({ "v": VERSION, "kind": "model", "model": name, "api": api }))
    }

    /// Writes that the last turn counts no more.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn undo(&mut self) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "undo" }))
    }

    /// Writes the person's name for the conversation.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn title(&mut self, title: &str) -> anyhow::Result<()> {
        self.line(&json!({ "v": VERSION, "kind": "title", "title": title }))
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
        let Some(path) = &self.path else { return Ok(()) };
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                if let Some(folder) = path.parent() {
                    files::create_folder(folder).with_context(|| folder.display().to_string())?;
                }
                let mut file =
                    files::open_append(path).with_context(|| path.display().to_string())?;
                // The name is this program's alone; the lock keeps others from going on with it.
                drop(lock(&file));
                file.write_all(format!("{}\n", self.spoken.line("start")).as_bytes())?;
                self.file.insert(file)
            }
        };
        // One write a line: a kill leaves whole lines.
        file.write_all(format!("{line}\n").as_bytes()).with_context(|| path.display().to_string())
    }
}

fn new_path(folder: &Path) -> PathBuf {
    folder.join(format!("{}.jsonl", files::unique_stem()))
}

/// Returns the name by which a transcript is found.
fn id_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
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
    use std::path::{Path, PathBuf};

    use serde_json::{Value, json};

    use super::{Spoken, Transcript};
    use crate::llm::Message;

    fn spoken() -> Spoken {
        Spoken { server: "http://s/sse".into(), model: "m".into(), api: "http://a/v1".into() }
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }

    fn lines(file: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn start(model: &str) -> Value {
        json!({ "v": 1, "kind": "start", "server": "http://s/sse", "model": model, "api": "http://a/v1" })
    }

    #[test]
    fn every_line_is_on_disk_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("transcripts");
        let mut transcript = Transcript::new(&below, spoken());
        assert!(!below.exists(), "a chat without a word leaves no file");
        transcript.message(&Message::User { content: "¿Quién?\n".into() }).unwrap();
        transcript.partial("Tra").unwrap();
        transcript.turn("cancelled").unwrap();
        transcript.compacted(2, 1, "res").unwrap();
        transcript.model("n").unwrap();
        transcript.title("Altas").unwrap();
        let file = files(&below).remove(0);
        assert_eq!(transcript.id(), Some(super::id_of(&file)));
        assert_eq!(
            lines(&file),
            [
                start("m"),
                json!({ "v": 1, "kind": "message", "message": { "role": "user", "content": "¿Quién?\n" } }),
                json!({ "v": 1, "kind": "partial", "text": "Tra" }),
                json!({ "v": 1, "kind": "turn", "end": "cancelled" }),
                json!({ "v": 1, "kind": "compacted", "notes": 2, "rounds": 1, "summary": "res" }),
                json!({ "v": 1, "kind": "model", "model": "n", "api": "http://a/v1" }),
                json!({ "v": 1, "kind": "title", "title": "Altas" }),
            ]
        );
    }

    #[test]
    fn a_new_conversation_begins_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut transcript = Transcript::new(folder.path(), spoken());
        transcript.turn("answered").unwrap();
        transcript.begin_anew();
        transcript.model("n").unwrap();
        assert_eq!(files(folder.path()).len(), 1, "without a word there is no file");
        transcript.turn("failed").unwrap();
        let both = files(folder.path());
        assert_eq!(lines(&both[0])[1..], [json!({ "v": 1, "kind": "turn", "end": "answered" })]);
        let second = json!({ "v": 1, "kind": "turn", "end": "failed" });
        assert_eq!(lines(&both[1]), [start("n"), second]);
    }

    #[test]
    fn what_is_not_to_be_saved_is_not() {
        let mut transcript = Transcript::unsaved(spoken());
        transcript.turn("answered").unwrap();
        transcript.begin_anew();
        transcript.title("x").unwrap();
        assert_eq!((transcript.id(), transcript.said()), (None, None));
    }

    #[test]
    fn a_failure_is_told_once() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut transcript = Transcript::new(&file.path().join("below a file"), spoken());
        assert!(transcript.turn("answered").is_err());
        assert!(transcript.turn("answered").is_ok());
    }
}
