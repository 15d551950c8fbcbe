//! Where the session's answers to the server's questions meet the exchanges that wait for them.
//!
//! The server asks within a result, and wants its answers in the next request; the session above
//! sends each as a response, on its own. The [`Desk`] is a handle; the table belongs to the task
//! that [`keep`] runs in.

use std::collections::HashMap;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tracing::debug;

/// Messages to the table that may queue; each is dealt with at once.
const DEPTH: usize = 64;

/// What the table is told.
pub(super) enum Note {
    /// Somebody waits for the answer to that question.
    Expect(String, oneshot::Sender<Value>),
    /// An answer of the session.
    Answer(Value),
}

/// Tells the table.
#[derive(Clone)]
pub(super) struct Desk(mpsc::Sender<Note>);

impl Desk {
    /// Makes a desk, and what its table is told.
    pub(super) fn new() -> (Self, mpsc::Receiver<Note>) {
        let (notes, told) = mpsc::channel(DEPTH);
        (Self(notes), told)
    }

    /// Returns where the answer to a question will come; fails when the link is gone.
    pub(super) async fn expect(&self, id: String) -> oneshot::Receiver<Value> {
        let (answer, answered) = oneshot::channel();
        drop(self.0.send(Note::Expect(id, answer)).await);
        answered
    }

    /// Hands an answer to whoever waits for it.
    pub(super) async fn answer(&self, answer: Value) {
        drop(self.0.send(Note::Answer(answer)).await);
    }
}

/// Keeps the table until the link is gone.
pub(super) async fn keep(mut notes: mpsc::Receiver<Note>) {
    let mut waiting: HashMap<String, oneshot::Sender<Value>> = HashMap::new();
    while let Some(note) = notes.recv().await {
        match note {
            Note::Expect(id, answer) => {
                // Whoever was cancelled waits no longer.
                waiting.retain(|_, answer| !answer.is_closed());
                waiting.insert(id, answer);
            }
            Note::Answer(answer) => match answer["id"].as_str().and_then(|id| waiting.remove(id)) {
                Some(waiting) => drop(waiting.send(answer)),
                None => debug!("an answer that nobody waits for was dropped"),
            },
        }
    }
}
