//! One session on one link: requests out, answers in, and what the server asks of us.
//!
//! Driven step by step by the connection task. A step never waits for a POST, a person or a full
//! channel (invariant 5): each POST is a future in a set, each signal is a `watch`. How a session
//! begins is in [`handshake`], what its silence may mean in [`silence`].

mod handshake;
mod silence;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{AbortHandle, BoxFuture, FutureExt as _, abortable};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use super::error::{Loss, McpError};
use super::news::Teller;
use super::pending::{Entry, Limits, Outcome, Pending};
use super::protocol::{self, Incoming, Progress, RpcError};
use super::requests::Questions;
use super::transport::{Link, LinkEnd, SendError};
use crate::http::Fault;
use crate::sse::SseError;
use crate::untrusted::Untrusted;

/// For the POST of a message that nobody waits for, and of one whose answer came another way.
const NOTIFICATION_LIMIT: Duration = Duration::from_secs(10);
/// Answers to the server's requests under way at once; more are dropped.
const MAX_ANSWERS: usize = 64;

/// Makes the parameters of a request from its id, which may appear in them.
pub(super) type Params = Arc<dyn Fn(i64) -> Option<Value> + Send + Sync>;

/// What the client asks of the connection task.
pub(super) struct Request {
    /// The JSON-RPC method.
    pub(super) method: &'static str,
    /// Makes the parameters.
    pub(super) params: Params,
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
    /// Messages cannot be sent any more, and none was waiting for its answer.
    Unreachable,
    /// The link is silent though the server owes an answer: its reader seems to be deaf.
    Deaf,
}

impl End {
    /// Returns what it means to those who wait for an answer.
    pub(super) fn loss(&self) -> Loss {
        match self {
            Self::Link(LinkEnd::Ended) => Loss::Ended,
            Self::Link(LinkEnd::Failed(error)) => Loss::Stream(error.clone()),
            Self::Forgotten | Self::Unreachable => Loss::Forgotten,
            Self::Deaf => Loss::Silent,
        }
    }
}

/// A POST that has come to its end: the request's id (none for another message) and the outcome.
type Posted = (Option<i64>, Result<Vec<Value>, SendError>);

/// The state of one session.
pub(super) struct Session {
    link: Link,
    pending: Pending,
    /// Where the next id comes from; ids are never used twice, so a late answer finds nobody.
    next_id: i64,
    posts: FuturesUnordered<BoxFuture<'static, Option<Posted>>>,
    /// POSTs under way, to give them up with their request.
    in_flight: HashMap<i64, AbortHandle>,
    abandoned: FuturesUnordered<BoxFuture<'static, i64>>,
    /// Bumped when the server says that its tools changed.
    tools_changed: watch::Sender<u64>,
    /// What the server asks.
    questions: Questions,
    /// Takes what else the server tells.
    teller: Teller,
    /// When the last message came.
    heard: Instant,
    /// The ping that tests a silent link, and when it was sent.
    test: Option<(i64, Instant)>,
}

impl Session {
    /// Takes a fresh link. `first_id` is above every id that was used before.
    pub(super) fn new(
        link: Link,
        first_id: i64,
        tools_changed: watch::Sender<u64>,
        questions: Questions,
        teller: Teller,
    ) -> Self {
        Self {
            link,
            pending: Pending::default(),
            next_id: first_id,
            posts: FuturesUnordered::new(),
            in_flight: HashMap::new(),
            abandoned: FuturesUnordered::new(),
            tools_changed,
            questions,
            teller,
            heard: Instant::now(),
            test: None,
        }
    }

    /// Returns an id that this session has not used.
    pub(super) fn next_id(&self) -> i64 {
        self.next_id
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
        let done = abandoned.clone();
        self.posts.push(Box::pin(async move {
            let overdue = async {
                done.cancelled().await;
                sleep(NOTIFICATION_LIMIT).await;
            };
            tokio::select! {
                sent = post => sent.ok().map(|sent| (Some(id), sent)),
                () = overdue => Some((Some(id), Err(SendError::Lost(Fault::Timeout)))),
            }
        }));
        self.in_flight.insert(id, abort);
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
                    Incoming::read(message).into_iter().for_each(|one| self.take(one, None));
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
            answer = self.questions.answered() => {
                // What waited for it goes on only now.
                self.pending.excuse(Instant::now());
                self.notify(answer);
                None
            }
            () = sleep_until(wake.unwrap_or_else(Instant::now)), if wake.is_some() => self.tick(Instant::now()),
        }
    }

    /// Fails every request that still waits; the session is over.
    pub(super) fn fail_all(&mut self, loss: &Loss) {
        self.pending.fail_all(loss);
    }

    fn next_wake(&self) -> Option<Instant> {
        let suspicion = if self.link.may_be_deaf { self.suspicion() } else { None };
        [self.pending.next_deadline(), suspicion].into_iter().flatten().min()
    }

    fn give_up(&mut self, id: i64, method: &str, reason: &str) {
        if let Some(abort) = self.in_flight.remove(&id) {
            abort.abort();
        }
        // `initialize` must not be cancelled (MCP, basic/utilities/cancellation).
        if method != "initialize" {
            info!(id, method, reason, "request given up");
            let params = json!({ "requestId": id, "reason": reason });
            self.notify(protocol::notification("notifications/cancelled", Some(params)));
        }
    }

    /// Tells the server of the calls that were given up last, before the connection closes: it
    /// may run them for long. Waits for every POST under way, so the caller sets the limit.
    pub(super) async fn farewell(&mut self) {
        while let Some(id) = self.abandoned.next().now_or_never().flatten() {
            if let Some(method) = self.pending.abandon(id) {
                self.give_up(id, method, "the user cancelled it");
            }
        }
        while self.posts.next().await.is_some() {}
    }

    /// Tells the server that the session is over. The caller sets the limit.
    pub(super) fn close(&self) -> BoxFuture<'static, ()> {
        self.link.outbound.close()
    }

    /// Sends a message that no caller waits for.
    fn notify(&self, message: Value) {
        self.post(None, message);
    }

    fn post(&self, id: Option<i64>, message: Value) {
        let post = self.link.outbound.send(message);
        self.posts.push(Box::pin(async move {
            let sent = timeout(NOTIFICATION_LIMIT, post).await.ok()?;
            Some((id, sent))
        }));
    }

    /// Takes a message that came by the stream, or by the reply to the POST of `carrier`.
    fn take(&mut self, message: Incoming, carrier: Option<i64>) {
        match message {
            Incoming::Response { id, outcome } => self.take_response(id, outcome, carrier),
            Incoming::Request { id, method, params } => self.answer(&id, &method, &params),
            Incoming::Notification { method, params } => self.take_notification(&method, &params),
            Incoming::Invalid => warn!("a message that is no JSON-RPC was ignored"),
        }
    }

    fn take_response(
        &mut self,
        id: Option<i64>,
        outcome: Result<Value, RpcError>,
        carrier: Option<i64>,
    ) {
        // An error that cannot say which request it means can only mean the one whose POST it
        // answers, or the one that waits.
        let id = match (id, &outcome) {
            (None, Err(_)) => carrier.or_else(|| self.pending.only()),
            (id, _) => id,
        };
        match id {
            Some(id) if self.is_test(id) => {
                // It came, by the stream or not: the server is heard.
                self.heard = Instant::now();
                self.test = None;
            }
            Some(id) if self.pending.complete(id, outcome) => {}
            Some(id) if id < self.next_id => debug!(id, "a late or duplicate answer was ignored"),
            Some(_) | None => warn!(?id, "an answer to no request of ours was ignored"),
        }
    }

    /// Answers a request of the server, or hands it over to whoever can. The reader must not wait,
    /// so the answer is only begun.
    fn answer(&mut self, id: &Value, method: &str, params: &Value) {
        if self.posts.len() >= MAX_ANSWERS + self.in_flight.len() {
            warn!("too many requests of the server at once: one was dropped");
            return;
        }
        debug!(method = ?Untrusted::from(method), "request of the server");
        if let Some(answer) = self.questions.take(id, method, params) {
            self.notify(answer);
        }
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
            "notifications/cancelled" => self.questions.withdraw(params),
            "notifications/tools/list_changed" => {
                self.tools_changed.send_modify(|version| *version += 1);
            }
            _ if self.teller.take(method, params) => {}
            _ => debug!(method = ?Untrusted::from(method), "notification ignored"),
        }
    }

    /// Handles the end of a POST; a refusal can mean the end of the session.
    fn posted(&mut self, id: Option<i64>, sent: Result<Vec<Value>, SendError>) -> Option<End> {
        if let Some(id) = id {
            self.in_flight.remove(&id);
        }
        let error = match sent {
            Ok(messages) => {
                let messages = messages.into_iter().flat_map(Incoming::read);
                messages.for_each(|message| self.take(message, id));
                return None;
            }
            Err(error) => error,
        };
        // An answer is an answer, whatever the status; an error without an id is the refusal.
        if let SendError::Refused { messages, .. } = &error {
            for message in messages.iter().cloned().flat_map(Incoming::read) {
                if matches!(message, Incoming::Response { id: Some(_), .. }) {
                    self.take(message, None);
                }
            }
        }
        let method = id.and_then(|id| self.pending.method(id));
        if method.is_none() && !id.is_some_and(|id| self.is_test(id)) {
            // Not the end of the session: some servers refuse notifications that they do not
            // know, and the next request will tell.
            debug!(?id, ?error, "a message that nobody waits for was not accepted");
            return None;
        }
        let gone = self.link.outbound.has_session() && error.is_session_gone();
        let unsent = matches!(error, SendError::NotSent(_));
        if let Some((id, method)) = id.zip(method) {
            self.pending.fail(id, failed_post(method, error, gone));
        }
        if gone {
            return Some(End::Forgotten);
        }
        // A stream can be dead without a sign. Nothing is lost by opening another one.
        (unsent && self.pending.is_empty()).then_some(End::Unreachable)
    }
}

fn failed_post(method: &str, error: SendError, session_gone: bool) -> McpError {
    let method = method.to_owned();
    match error {
        SendError::NotSent(fault) => McpError::NotSent { method, fault },
        SendError::Lost(fault) => McpError::OutcomeUnknown { method, loss: Loss::Post(fault) },
        SendError::TooLarge(limit) => {
            McpError::OutcomeUnknown { method, loss: Loss::Stream(SseError::TooLarge(limit)) }
        }
        SendError::Unusable(unusable) => McpError::Unusable { method, unusable },
        SendError::Refused { status, body, .. } => {
            McpError::Refused { method, status, body, session_gone }
        }
    }
}
