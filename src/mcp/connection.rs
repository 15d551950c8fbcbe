//! The task that owns the connection: it opens links, performs the handshake, and comes back
//! after a loss.
//!
//! A lost link fails every waiting request at once. Then it reconnects with growing, jittered
//! pauses; a new link is a new session. After some failures it rests until the next request.

mod waiting;

use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::error::McpError;
use super::news::Teller;
use super::protocol::ServerInfo;
use super::requests::{Answering, Questions};
use super::session::{End, Request, Session};
use super::transport::{LinkEnd, Transport};
use crate::sse::SseError;
use waiting::Waiting;

/// A session that lived this long clears the memory of earlier failures.
const STABLE: Duration = Duration::from_secs(10);
/// How long closing waits for the POSTs under way.
const FAREWELL: Duration = Duration::from_millis(500);

/// How the connection stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// There is a session.
    Connected {
        /// Counts the sessions of this client; it grows with each reconnection.
        generation: u64,
        /// Who answers.
        server: Arc<ServerInfo>,
    },
    /// The session was lost and a new one is being made.
    Reconnecting,
    /// Reconnecting failed; the next request tries again.
    Down(McpError),
    /// The client is closed.
    Closed,
}

/// What the connection task owns.
pub(super) struct Connection {
    /// Opens links.
    pub(super) transport: Box<dyn Transport>,
    /// What of the server's requests is answered, and by whom.
    pub(super) answering: Answering,
    /// What callers ask.
    pub(super) requests: mpsc::Receiver<Request>,
    /// Tells everyone how it stands.
    pub(super) status: watch::Sender<Status>,
    /// Bumped when the tools may have changed: by the server's word, or with a new session.
    pub(super) tools_changed: watch::Sender<u64>,
    /// Tells what the server tells on its own.
    pub(super) teller: Teller,
    /// Ends the task.
    pub(super) stop: CancellationToken,
    /// Above every request id that was used.
    pub(super) next_id: i64,
    /// Number of the present session.
    pub(super) generation: u64,
}

impl Connection {
    /// Opens a link and performs the handshake; again if the stream has to be read in another way,
    /// or the transport knows another way to the server.
    pub(super) async fn establish(&mut self) -> Result<(Session, ServerInfo), McpError> {
        loop {
            match self.establish_once().await {
                Ok(established) => return Ok(established),
                Err(McpError::Open { source: SseError::Undecodable, .. })
                    if self.transport.distrust() => {}
                Err(error) => self.transport.failed(error)?,
            }
        }
    }

    async fn establish_once(&mut self) -> Result<(Session, ServerInfo), McpError> {
        let link = self.transport.open().await?;
        let mut session = Session::new(
            link,
            self.next_id,
            self.tools_changed.clone(),
            Questions::new(self.answering.clone()),
            self.teller.clone(),
        );
        let outcome = session.handshake(&self.transport.address()).await;
        self.next_id = session.next_id();
        outcome.map(|server| (session, server))
    }

    /// Serves requests until the client is closed.
    pub(super) async fn run(mut self, first: Session) {
        let mut session = first;
        let mut backoff = pauses();
        loop {
            let began = Instant::now();
            let Some(end) = self.serve(&mut session).await else { break };
            info!(?end, "session lost");
            session.fail_all(&end.loss());
            self.next_id = session.next_id();
            drop(session);
            let unread =
                matches!(end, End::Deaf | End::Link(LinkEnd::Failed(SseError::Undecodable)));
            let mut pause = Some(Duration::ZERO);
            if unread && self.transport.distrust() || began.elapsed() >= STABLE {
                backoff = pauses();
            } else {
                // A server that ends every session as soon as it begins is not to be stormed.
                pause = backoff.next();
            }
            self.status.send_replace(Status::Reconnecting);
            let Some(next) = self.reconnect(&mut backoff, pause, &end).await else { break };
            session = next;
        }
        self.status.send_replace(Status::Closed);
    }

    /// Serves one session; `None` when the client is closed.
    async fn serve(&mut self, session: &mut Session) -> Option<End> {
        loop {
            tokio::select! {
                request = self.requests.recv() => session.begin(request?),
                end = session.step() => if end.is_some() { return end },
                () = self.stop.cancelled() => {
                    // A server that does not take it is left all the same.
                    let _ = timeout(FAREWELL, session.farewell()).await;
                    let _ = timeout(FAREWELL, session.close()).await;
                    return None;
                }
            }
        }
    }

    /// Makes a new session, first after `pause`, or at the next request if there is none; `None`
    /// when the client is closed.
    async fn reconnect(
        &mut self,
        backoff: &mut ExponentialBackoff,
        pause: Option<Duration>,
        lost: &End,
    ) -> Option<Session> {
        let mut waiting = Waiting::default();
        let mut pause = pause;
        loop {
            match pause {
                Some(pause) => waiting.pause(&mut self.requests, &self.stop, pause).await?,
                None => {
                    self.rest(&mut waiting, lost).await?;
                    *backoff = pauses();
                }
            }
            let error = match self.attempt(&mut waiting).await? {
                Ok((mut session, server)) => {
                    self.announce(server);
                    waiting.queue.into_iter().for_each(|(request, _)| session.begin(request));
                    return Some(session);
                }
                Err(error) => error,
            };
            warn!(%error, "reconnecting failed");
            pause = backoff.next().filter(|_| error.is_passing());
            waiting.last = Some(error);
        }
    }

    /// Gives up until the next request; `None` when the client is closed.
    async fn rest(&mut self, waiting: &mut Waiting, lost: &End) -> Option<()> {
        let lost = || lost.loss().connecting(&self.transport.address());
        let error = waiting.last.get_or_insert_with(lost).clone();
        waiting.fail();
        self.status.send_replace(Status::Down(error));
        let request = tokio::select! {
            request = self.requests.recv() => request?,
            () = self.stop.cancelled() => return None,
        };
        waiting.add(request);
        self.status.send_replace(Status::Reconnecting);
        Some(())
    }

    /// Tries once, while requests go on queueing; `None` when the client is closed.
    async fn attempt(
        &mut self,
        waiting: &mut Waiting,
    ) -> Option<Result<(Session, ServerInfo), McpError>> {
        // The receiver is lent out of `self`, which the attempt borrows whole.
        let (_, closed) = mpsc::channel(1);
        let mut requests = std::mem::replace(&mut self.requests, closed);
        let stop = self.stop.clone();
        let mut outcome = None;
        let attempt = async { outcome = Some(self.establish().await) };
        let open = waiting.collect(&mut requests, &stop, attempt).await;
        self.requests = requests;
        open?;
        outcome
    }

    fn announce(&mut self, server: ServerInfo) {
        self.generation += 1;
        self.teller.begin_session();
        info!(generation = self.generation, "session established");
        self.status.send_replace(Status::Connected {
            generation: self.generation,
            server: Arc::new(server),
        });
        self.tools_changed.send_modify(|version| *version += 1);
    }
}

/// The pauses between attempts: 0.25 s, doubling to 15 s, with jitter of up to as much again,
/// eight at most.
fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(250))
        .with_max_delay(Duration::from_secs(15))
        .with_max_times(8)
        .with_jitter()
        // Without a seed, the jitter of every client would be the same.
        .with_jitter_seed(rand::random())
        .build()
}
