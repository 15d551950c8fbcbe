//! Requests that wait while a lost connection is made again.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::super::error::McpError;
use super::super::session::Request;

/// How long a request waits.
const LIMIT: Duration = Duration::from_secs(10);
/// How long a request waits for the next attempt to begin.
const IMPATIENCE: Duration = Duration::from_secs(2);
/// Requests that may wait at once.
const MAX: usize = 64;

/// Requests that wait for a connection, each with its deadline.
#[derive(Default)]
pub(super) struct Waiting {
    pub(super) queue: VecDeque<(Request, Instant)>,
    /// Why the last attempt failed.
    pub(super) last: Option<McpError>,
}

impl Waiting {
    /// Adds a request, or refuses it if too many wait.
    pub(super) fn add(&mut self, request: Request) {
        if self.queue.len() >= MAX {
            refuse(request, None);
        } else {
            self.queue.push_back((request, Instant::now() + LIMIT));
        }
    }

    /// Fails every request that waits.
    pub(super) fn fail(&mut self) {
        let last = self.last.as_ref();
        self.queue.drain(..).for_each(|(request, _)| refuse(request, last));
    }

    /// Queues requests for the length of a pause, which a request that waits shortens; `None` when
    /// the client is closed.
    pub(super) async fn pause(
        &mut self,
        requests: &mut mpsc::Receiver<Request>,
        stop: &CancellationToken,
        pause: Duration,
    ) -> Option<()> {
        let end = Instant::now() + pause;
        if self.queue.is_empty() {
            tokio::select! {
                () = sleep_until(end) => return Some(()),
                request = requests.recv() => self.add(request?),
                () = stop.cancelled() => return None,
            }
        }
        let end = end.min(Instant::now() + IMPATIENCE);
        self.collect(requests, stop, sleep_until(end)).await
    }

    /// Queues requests until `work` is done; `None` when the client is closed.
    pub(super) async fn collect(
        &mut self,
        requests: &mut mpsc::Receiver<Request>,
        stop: &CancellationToken,
        work: impl Future<Output = ()>,
    ) -> Option<()> {
        tokio::pin!(work);
        loop {
            let deadline = self.queue.front().map(|(_, deadline)| *deadline);
            tokio::select! {
                () = &mut work => return Some(()),
                request = requests.recv() => self.add(request?),
                () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => {
                    if let Some((request, _)) = self.queue.pop_front() {
                        refuse(request, self.last.as_ref());
                    }
                }
                () = stop.cancelled() => return None,
            }
        }
    }
}

fn refuse(request: Request, last: Option<&McpError>) {
    let (method, last) = (request.method.to_owned(), last.cloned().map(Box::new));
    drop(request.reply.send(Err(McpError::Disconnected { method, last })));
}
