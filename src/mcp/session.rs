//! One session on one link: requests out, answers in, and what the server asks of us.
//!
//! Driven step by step by the connection task. A step never waits for a POST, a person or a full
//! channel (invariant 5): each POST is a future in a set, each signal is a `watch`.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::future::{AbortHandle, BoxFuture, abortable};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use super::error::McpError;
use super::pending::{Entry, Limits, Outcome, Pending};
use super::protocol::{self, Incoming, Progress, RpcError, ServerInfo};
use super::transport::{Link, LinkEnd, SendError};
use crate::untrusted::Untrusted;

/// For `initialize`, and for the POST of a notification.
const HANDSHAKE: Limits = Limits { idle: Duration::from_secs(15), cap: Duration::from_secs(15) };
const NOTIFICATION_LIMIT: Duration = Duration::from_secs(10);
/// Answers to the server's requests under way at once; more are dropped.
const MAX_ANSWERS: usize = 64;
/// After this silence while an answer is owed, a link that may be deaf is asked for a `ping`.
const SUSPICION: Duration = Duration::from_secs(5);

/// What the client asks of the connection task.
pub(super) struct Request {
    /// The JSON-RPC method.
    pub(super) method: &'static str,
    /// Makes the parameters from the request's id, which may appear in them.
    pub(super) params: Box<dyn FnOnce(i64) -> Option<Value> + Send>,
    /// How long the answer may take.
    pub(super) limits: Limits,
    /// Whether it may be sent again when its outcome is unknown.
    pub(super) repeatable: bool,
    /// Takes progress.
    pub(super) progress: Option<mpsc::Sender<Progress>>,
    /// Takes the answer.
    pub(super) reply: oneshot::Sender<Outcome>,
    /// Cancelled when the caller has gone away.
    pub(super) abandoned: CancellationToken,
}

/// Why a session is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The link ended.
    Link(LinkEnd),
    /// The server has forgotten the session, or does not answer its POSTs.
    Forgotten,
    /// The link is silent though the server owes an answer: its reader seems to be deaf.
    Deaf,
}

/// A POST that has come to its end: the request's id (none for a notification) and the outcome.
type Posted = (Option<i64>, Result<Vec<Value>, SendError>);

/// The state of one session.
pub(super) struct Session {
    link: Link,
    pending: Pending,
    /// Where the next id comes from; ids are never used twice, so a late answer finds nobody.
    next_id: i64,
    posts: FuturesUnordered<BoxFuture<'static, Option<Posted>>>,
    /// POSTs under way, to give them up with their request; and when they began.
    in_flight: HashMap<i64, (AbortHandle, Instant)>,
    abandoned: FuturesUnordered<BoxFuture<'static, i64>>,
    /// Bumped when the server says that its tools changed.
    tools_changed: watch::Sender<u64>,
    /// When the last message came.
    heard: Instant,
    /// The ping that tests a silent link, and when it was sent.
    test: Option<(i64, Instant)>,
}

impl Session {
    /// Takes a fresh link. `first_id` is above every id that was used before.
    pub(super) fn new(link: Link, first_id: i64, tools_changed: watch::Sender<u64>) -> Self {
        Self {
            link,
            pending: Pending::default(),
            next_id: first_id,
            posts: FuturesUnordered::new(),
            in_flight: HashMap::new(),
            abandoned: FuturesUnordered::new(),
            tools_changed,
            heard: Instant::now(),
            test: None,
        }
    }

    /// Returns an id that this session has not used.
    pub(super) fn next_id(&self) -> i64 {
        self.next_id
    }

    /// Performs the handshake: `initialize`, then `notifications/initialized`.
    pub(super) async fn handshake(&mut self) -> Result<ServerInfo, McpError> {
        let (reply, mut answer) = oneshot::channel();
        self.begin(Request {
            method: "initialize",
            params: Box::new(|_| Some(protocol::initialize_params())),
            limits: HANDSHAKE,
            repeatable: true,
            progress: None,
            reply,
            abandoned: CancellationToken::new(),
        });
        let result = loop {
            tokio::select! {
                outcome = &mut answer => break outcome.unwrap_or(Err(McpError::Closed)),
                end = self.step() => if let Some(end) = end { break Err(end.during("initialize")) },
            }
        };
        // A refusal here speaks of the address, not of a session that was forgotten.
        let result = result.map_err(|error| match error {
            McpError::Refused { method, status, body, .. } => {
                McpError::Refused { method, status, body, session_gone: false }
            }
            error => error,
        })?;
        let server = ServerInfo::read(&result).map_err(McpError::Version)?;
        let method = "notifications/initialized";
        let mut post = self.link.outbound.send(protocol::notification(method, None));
        let deadline = Instant::now() + NOTIFICATION_LIMIT;
        loop {
            tokio::select! {
                posted = &mut post => return match posted {
                    Ok(_) => Ok(server),
                    Err(error) => Err(failed_post(method, error)),
                },
                end = self.step() => if let Some(end) = end { return Err(end.during(method)) },
                () = sleep_until(deadline) => {
                    let method = method.to_owned();
                    return Err(McpError::Timeout { method, limit: NOTIFICATION_LIMIT, idle: false });
                }
            }
        }
    }

    /// Sends a request and remembers who waits for its answer.
    pub(super) fn begin(&mut self, request: Request) {
        let Request { method, params, limits, repeatable, progress, reply, abandoned } = request;
        if abandoned.is_cancelled() {
            return;
        }
        let id = self.next_id;
        self.next_id += 1;
        let now = Instant::now();
        let message = protocol::request(id, method, params(id));
        debug!(id, method, "request");
        let (post, abort) = abortable(self.link.outbound.send(message));
        self.posts.push(Box::pin(async move { post.await.ok().map(|sent| (Some(id), sent)) }));
        self.in_flight.insert(id, (abort, now));
        self.abandoned.push(Box::pin(async move {
            abandoned.cancelled().await;
            id
        }));
        self.pending.insert(
            id,
            Entry { method, reply, progress, limits, repeatable, sent: now, alive: now },
        );
    }

    /// Waits for the next thing that happens on this session and handles it. Cancel safe.
    ///
    /// Returns why the session is over, if it is.
    pub(super) async fn step(&mut self) -> Option<End> {
        let wake = self.next_wake();
        tokio::select! {
            message = self.link.inbound.recv() => match message {
                Some(message) => {
                    self.heard = Instant::now();
                    self.take(message);
                    None
                }
                None => Some(End::Link(self.link.reader.end().await)),
            },
            Some(posted) = self.posts.next() => posted.and_then(|(id, sent)| self.posted(id, sent)),
            Some(id) = self.abandoned.next() => {
                if let Some(method) = self.pending.abandon(id) {
                    self.give_up(id, method, "the user cancelled it");
                }
                None
            }
            () = sleep_until(wake.unwrap_or_else(Instant::now)), if wake.is_some() => self.tick(Instant::now()),
        }
    }

    /// Fails every request that still waits; the session is over.
    pub(super) fn fail_all(&mut self) {
        self.pending.fail_all();
    }

    fn next_wake(&self) -> Option<Instant> {
        let suspicion = if self.link.may_be_deaf { self.suspicion() } else { None };
        [self.pending.next_deadline(), suspicion].into_iter().flatten().min()
    }

    /// Returns when the silence of a link that may be deaf calls for the next measure.
    fn suspicion(&self) -> Option<Instant> {
        match self.test {
            Some((_, since)) => Some(since + SUSPICION),
            None => Some(self.pending.silent_since()?.max(self.heard) + SUSPICION),
        }
    }

    fn tick(&mut self, now: Instant) -> Option<End> {
        let mut unheard = false;
        for (id, method) in self.pending.expire(now) {
            // A POST that is not even accepted, on a silent stream: there is no session any more.
            unheard |= self.in_flight.get(&id).is_some_and(|(_, began)| self.heard < *began);
            self.give_up(id, method, "it ran out of time");
        }
        if unheard {
            return Some(End::Forgotten);
        }
        if !self.link.may_be_deaf || self.suspicion().is_none_or(|at| at > now) {
            return None;
        }
        match self.test {
            // Something came since: the link hears.
            Some((_, since)) if self.heard > since => self.test = None,
            // A write is waiting by now: its link is not to be cut.
            Some(_) if self.pending.silent_since().is_none() => self.test = None,
            Some(_) => return Some(End::Deaf),
            None => self.test = Some((self.ping(), now)),
        }
        None
    }

    /// Sends a `ping` that nobody but the silence test waits for.
    fn ping(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.notify(protocol::request(id, "ping", None));
        id
    }

    fn give_up(&mut self, id: i64, method: &str, reason: &str) {
        if let Some((abort, _)) = self.in_flight.remove(&id) {
            abort.abort();
        }
        // `initialize` must not be cancelled (MCP, basic/utilities/cancellation).
        if method != "initialize" {
            info!(id, method, reason, "request given up");
            let params = json!({ "requestId": id, "reason": reason });
            self.notify(protocol::notification("notifications/cancelled", Some(params)));
        }
    }

    /// Sends a message that no caller waits for.
    fn notify(&self, message: String) {
        let post = self.link.outbound.send(message);
        self.posts.push(Box::pin(async move {
            let sent = timeout(NOTIFICATION_LIMIT, post).await.ok()?;
            Some((None, sent))
        }));
    }

    fn take(&mut self, message: Value) {
        for message in Incoming::read(message) {
            match message {
                Incoming::Response { id, outcome } => self.take_response(id, outcome),
                Incoming::Request { id, method } => self.answer(&id, &method),
                Incoming::Notification { method, params } => {
                    self.take_notification(&method, &params)
                }
                Incoming::Invalid => warn!("a message that is no JSON-RPC was ignored"),
            }
        }
    }

    fn take_response(&mut self, id: Option<i64>, outcome: Result<Value, RpcError>) {
        // An error that cannot say which request it means can only mean the one that waits.
        let id = match (id, &outcome) {
            (None, Err(_)) => self.pending.only(),
            (id, _) => id,
        };
        match id {
            Some(id) if self.test.is_some_and(|(test, _)| test == id) => self.test = None,
            Some(id) if self.pending.complete(id, outcome) => {}
            Some(id) if id < self.next_id => debug!(id, "a late or duplicate answer was ignored"),
            Some(_) | None => warn!(?id, "an answer to no request of ours was ignored"),
        }
    }

    /// Answers a request of the server. The reader must not wait, so the answer is only begun.
    fn answer(&self, id: &Value, method: &str) {
        if self.posts.len() >= MAX_ANSWERS + self.in_flight.len() {
            warn!("too many requests of the server at once: one was dropped");
            return;
        }
        debug!(method = ?Untrusted::from(method), "request of the server");
        self.notify(match method {
            "ping" => protocol::empty_result(id),
            _ => protocol::method_not_found(id, method),
        });
    }

    fn take_notification(&mut self, method: &str, params: &Value) {
        match method {
            "notifications/progress" => {
                let known = Progress::read(params).is_some_and(|(token, progress)| {
                    self.pending.progress(token, progress, Instant::now())
                });
                if !known {
                    debug!("progress of nothing that runs was ignored");
                }
            }
            "notifications/tools/list_changed" => {
                self.tools_changed.send_modify(|version| *version += 1)
            }
            _ => debug!(method = ?Untrusted::from(method), "notification ignored"),
        }
    }

    /// Handles the end of a POST; a refusal can mean the end of the session.
    fn posted(&mut self, id: Option<i64>, sent: Result<Vec<Value>, SendError>) -> Option<End> {
        let began = id.and_then(|id| self.in_flight.remove(&id));
        let error = match sent {
            Ok(messages) => {
                messages.into_iter().for_each(|message| self.take(message));
                return None;
            }
            Err(SendError::Refused { messages, .. }) if !messages.is_empty() => {
                messages.into_iter().for_each(|message| self.take(message));
                return None;
            }
            Err(error) => error,
        };
        let gone = session_gone(&error);
        match id {
            Some(id) if began.is_some() => {
                let method = self.pending.method(id).unwrap_or_default();
                self.pending.fail(id, failed_post(method, error));
            }
            Some(_) | None => warn!(?error, "a notification was not accepted"),
        }
        gone.then_some(End::Forgotten)
    }
}

impl End {
    /// Returns the error of a handshake that this end cut short.
    fn during(self, method: &str) -> McpError {
        let method = method.to_owned();
        match self {
            Self::Link(LinkEnd::Failed(source)) => McpError::Open { url: method, source },
            Self::Link(LinkEnd::Ended) | Self::Forgotten | Self::Deaf => {
                McpError::OutcomeUnknown { method }
            }
        }
    }
}

/// Whether a refusal says that the server no longer knows the session: 404, or a 400 that speaks
/// of it, as deployed servers answer.
fn session_gone(error: &SendError) -> bool {
    match error {
        SendError::Refused { status: 404, .. } => true,
        SendError::Refused { status: 400, body, .. } => {
            body.raw().to_ascii_lowercase().contains("session")
        }
        SendError::Refused { .. } | SendError::NotSent(_) | SendError::Lost(_) => false,
    }
}

fn failed_post(method: &str, error: SendError) -> McpError {
    let session_gone = session_gone(&error);
    let method = method.to_owned();
    match error {
        SendError::NotSent(fault) => McpError::NotSent { method, fault },
        SendError::Lost(_) => McpError::OutcomeUnknown { method },
        SendError::Refused { status, body, .. } => {
            McpError::Refused { method, status, body, session_gone }
        }
    }
}
