//! What the silence of a link may mean: that its reader is deaf, or that the session is gone.
//!
//! One of the ways to read a stream can miss messages without a sign. A `ping` tells: a server
//! that answers nothing is not heard. But a link is never cut under a write (invariant 3).

use std::time::Duration;

use tokio::time::Instant;

use super::super::pending::Expired;
use super::super::protocol;
use super::{End, Session};

/// After this silence while an answer is owed, a link that may be deaf is asked for a `ping`.
const SUSPICION: Duration = Duration::from_secs(5);

impl Session {
    /// Returns when the silence of a link that may be deaf calls for the next measure.
    pub(super) fn suspicion(&self) -> Option<Instant> {
        match self.test {
            Some((_, since)) => Some(since + SUSPICION),
            None => Some(self.pending.silent_since()?.max(self.heard) + SUSPICION),
        }
    }

    /// Ends what ran out of time, and measures the silence.
    pub(super) fn tick(&mut self, now: Instant) -> Option<End> {
        // Whoever waits for a person is not late.
        if self.questions.are_open() {
            self.pending.excuse(now);
        }
        let (mut unheard, mut untaken) = (false, false);
        for Expired { id, method, sent } in self.pending.expire(now) {
            unheard |= self.heard < sent;
            untaken |= self.heard < sent
                && !self.link.outbound.carries_answers()
                && self.in_flight.contains_key(&id);
            self.give_up(id, method, "it ran out of time");
        }
        // A POST that is not even accepted, on a silent stream: there is no session any more.
        if untaken {
            return Some(End::Forgotten);
        }
        if unheard && self.link.may_be_deaf && self.test.is_none() {
            self.test = Some((self.ping(), now));
        }
        if !self.link.may_be_deaf || self.suspicion().is_none_or(|at| at > now) {
            return None;
        }
        match self.test {
            // Something came since: the link hears.
            Some((_, since)) if self.heard > since => self.test = None,
            // A write is waiting by now: its link is not to be cut.
            Some(_) if !self.pending.all_repeatable() => self.test = None,
            Some(_) => return Some(End::Deaf),
            None => self.test = Some((self.ping(), now)),
        }
        None
    }

    /// Sends a `ping` that nobody but the silence test waits for.
    fn ping(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.post(Some(id), protocol::request(id, "ping", None));
        id
    }

    /// Whether the id is that of the ping that tests a silent link.
    pub(super) fn is_test(&self, id: i64) -> bool {
        self.test.is_some_and(|(test, _)| test == id)
    }
}
