//! The response map: which caller waits for which answer, and until when.
//!
//! Owned by the connection task alone, so it needs no lock. It does no IO and takes the time as
//! an argument.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::error::{Loss, McpError};
use super::protocol::{Progress, RpcError};

/// What a caller receives.
pub(super) type Outcome = Result<Value, McpError>;

/// How long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Without any sign of life for this request.
    pub idle: Duration,
    /// In all.
    pub cap: Duration,
}

/// A request that waits for its answer.
#[derive(Debug)]
pub(super) struct Entry {
    /// The JSON-RPC method, for messages.
    pub(super) method: &'static str,
    /// Takes the answer.
    pub(super) reply: oneshot::Sender<Outcome>,
    /// Takes progress; a full channel loses the older news, never the reader's time.
    pub(super) progress: Option<mpsc::Sender<Progress>>,
    /// How long it may take.
    pub(super) limits: Limits,
    /// Whether it may be sent again when its outcome is unknown.
    pub(super) repeatable: bool,
    /// When it was sent.
    pub(super) sent: Instant,
    /// When the last sign of life came.
    pub(super) alive: Instant,
}

impl Entry {
    fn deadline(&self) -> Instant {
        (self.alive + self.limits.idle).min(self.sent + self.limits.cap)
    }

    /// Gives the caller its answer; one that has gone away does not matter.
    fn answer(self, outcome: Outcome) {
        drop(self.reply.send(outcome));
    }
}

/// A request whose time has run out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expired {
    /// Its id.
    pub(super) id: i64,
    /// Its method.
    pub(super) method: &'static str,
    /// When it was sent.
    pub(super) sent: Instant,
}

/// The map itself.
#[derive(Debug, Default)]
pub(super) struct Pending {
    entries: HashMap<i64, Entry>,
}

impl Pending {
    /// Adds a request.
    pub(super) fn insert(&mut self, id: i64, entry: Entry) {
        self.entries.insert(id, entry);
    }

    /// Answers a request; `false` if nobody waits for that id (unknown, duplicate or late).
    pub(super) fn complete(&mut self, id: i64, outcome: Result<Value, RpcError>) -> bool {
        let Some(entry) = self.entries.remove(&id) else { return false };
        let method = entry.method;
        entry.answer(outcome.map_err(|error| McpError::Rpc {
            method: method.to_owned(),
            code: error.code,
            message: error.message,
        }));
        true
    }

    /// Fails a request; `false` if nobody waits for it any more.
    pub(super) fn fail(&mut self, id: i64, error: McpError) -> bool {
        let Some(entry) = self.entries.remove(&id) else { return false };
        entry.answer(Err(error));
        true
    }

    /// Returns the method of a request that still waits.
    pub(super) fn method(&self, id: i64) -> Option<&'static str> {
        self.entries.get(&id).map(|entry| entry.method)
    }

    /// Takes a request out because its caller has gone away; `None` if it was answered before.
    pub(super) fn abandon(&mut self, id: i64) -> Option<&'static str> {
        self.entries.remove(&id).map(|entry| entry.method)
    }

    /// Passes progress on and moves the idle limit; `false` for an unknown token.
    pub(super) fn progress(&mut self, token: i64, progress: Progress, now: Instant) -> bool {
        let Some(entry) = self.entries.get_mut(&token) else { return false };
        entry.alive = now;
        if let Some(watcher) = &entry.progress {
            drop(watcher.try_send(progress));
        }
        true
    }

    /// Takes a sign of life for every request: what they wait for is ours to do.
    pub(super) fn excuse(&mut self, now: Instant) {
        self.entries.values_mut().for_each(|entry| entry.alive = now);
    }

    /// Returns when the next request runs out of time.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.entries.values().map(Entry::deadline).min()
    }

    /// Fails every request whose time has run out, and returns them.
    pub(super) fn expire(&mut self, now: Instant) -> Vec<Expired> {
        let expired: Vec<i64> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.deadline() <= now)
            .map(|(id, _)| *id)
            .collect();
        let mut gone = Vec::with_capacity(expired.len());
        for id in expired {
            let Some(entry) = self.entries.remove(&id) else { continue };
            let idle = entry.alive + entry.limits.idle <= now;
            let limit = if idle { entry.limits.idle } else { entry.limits.cap };
            gone.push(Expired { id, method: entry.method, sent: entry.sent });
            let method = entry.method.to_owned();
            entry.answer(Err(McpError::Timeout { method, limit, idle }));
        }
        gone
    }

    /// Fails every request: the connection that would have brought their answers is gone.
    pub(super) fn fail_all(&mut self, loss: &Loss) {
        for (_, entry) in self.entries.drain() {
            let method = entry.method.to_owned();
            entry.answer(Err(McpError::OutcomeUnknown { method, loss: loss.clone() }));
        }
    }

    /// Whether nobody waits.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the only waiting id, if exactly one request waits.
    pub(super) fn only(&self) -> Option<i64> {
        let mut ids = self.entries.keys();
        let first = ids.next().copied();
        if ids.next().is_some() { None } else { first }
    }

    /// Whether every request that waits may be sent again when its outcome is unknown.
    pub(super) fn all_repeatable(&self) -> bool {
        self.entries.values().all(|entry| entry.repeatable)
    }

    /// Returns when the longest-silent request last showed life, if every request may be repeated.
    pub(super) fn silent_since(&self) -> Option<Instant> {
        if !self.all_repeatable() {
            return None;
        }
        self.entries.values().map(|entry| entry.alive).min()
    }
}

#[cfg(test)]
mod tests;
