//! One message, and what comes in reply: read as it arrives, and gone on with where its stream
//! ends before the answer.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{sleep, timeout};
use tracing::debug;

use super::super::SendError;
use super::super::reply::{self, Events, Reply};
use super::{Peer, RETRY};
use crate::http::Fault;
use crate::mcp::protocol;
use crate::sse::{Event, is_passing_status};

/// How often a stream is asked for again that brings nothing new; the request's own limit ends it
/// earlier.
const MAX_FRUITLESS: u32 = 8;
/// The longest pause that we put between such tries ourselves.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// How long a stream may go on after its answer: read to its end, its connection serves again.
const AFTERWARDS: Duration = Duration::from_millis(250);

/// Sends a message. Messages that come as events are passed on one by one, the answer included;
/// those of a JSON reply are returned.
pub(super) async fn run(peer: Peer, message: Value) -> Result<Vec<Value>, SendError> {
    let method = message.get("method").and_then(Value::as_str).unwrap_or_default();
    let id = if method.is_empty() { None } else { message.get("id").and_then(Value::as_i64) };
    let headers = peer.agreed.dress(&peer.headers);
    let request = reply::post(&peer.http, peer.url.clone(), headers, &message);
    let response = reply::send(&peer.http, request).await?;
    match method {
        "initialize" => peer.agreed.join(response.headers()),
        "notifications/initialized" => peer.agreed.initialize(),
        _ => {}
    }
    let status = response.status().as_u16();
    match Reply::read(response).await? {
        Reply::Message(message) => Ok(vec![message]),
        Reply::Stream(events) => peer.follow(events, id).await,
        // A page instead of an answer: whoever waits should not wait for its limit.
        Reply::Other(body) if id.is_some() && status == 200 && !body.raw().is_empty() => {
            Err(SendError::Refused { status, body, messages: vec![] })
        }
        // The answer may come by the other stream.
        Reply::Other(_) => Ok(vec![]),
    }
}

/// Where a stream was left, and what it is worth.
#[derive(Default)]
pub(super) struct Position {
    id: Option<String>,
    retry: Option<Duration>,
    /// Streams since one that brought a message.
    idle: u32,
    /// Streams since one that brought anything at all.
    fruitless: u32,
}

impl Position {
    /// The event behind which to go on.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Notes where a stream stands now.
    fn note(&mut self, events: &Events) {
        let (id, retry) = events.position();
        if let Some(id) = id.filter(|id| self.id.as_deref() != Some(*id)) {
            self.id = Some(id.to_owned());
            self.fruitless = 0;
        }
        self.retry = retry.or(self.retry);
    }

    /// Notes that a message came.
    fn bore_fruit(&mut self) {
        (self.idle, self.fruitless) = (0, 0);
    }

    /// Counts a stream that is over, and returns how long to wait before the next: as long as the
    /// server says (MCP 2025-11-25: `retry` must be respected), longer if streams bring nothing.
    pub(super) fn pause(&mut self) -> Duration {
        let own = match self.idle {
            0 | 1 => Duration::ZERO,
            idle => RETRY * 2_u32.saturating_pow(idle.min(16) - 2),
        };
        self.idle += 1;
        self.fruitless += 1;
        self.retry.unwrap_or(RETRY).max(own.min(LONGEST_PAUSE))
    }
}

/// How far a stream was read.
pub(super) enum Read {
    /// To the answer; an error that names no request comes along, since it can mean only this one.
    Answered(Vec<Value>),
    /// To its end.
    Ended,
}

impl Peer {
    /// Reads the stream of a reply until the request `id` is answered.
    async fn follow(&self, events: Events, id: Option<i64>) -> Result<Vec<Value>, SendError> {
        let mut position = Position::default();
        let (mut events, mut resumed) = (events, false);
        loop {
            let fault = match self.read(&mut events, id, &mut position, resumed).await {
                Ok(Read::Answered(messages)) => {
                    // What comes later is still passed on; how it ends does not matter.
                    let rest = self.read(&mut events, None, &mut position, resumed);
                    drop(timeout(AFTERWARDS, rest).await);
                    return Ok(messages);
                }
                Ok(Read::Ended) if id.is_none() => return Ok(vec![]),
                Ok(Read::Ended) => Fault::Reset,
                Err(SendError::Lost(fault)) => fault,
                Err(error) => return Err(error),
            };
            events = self.resume(&mut position, fault).await?;
            resumed = true;
        }
    }

    /// Opens the stream again behind what was read of it.
    async fn resume(&self, position: &mut Position, fault: Fault) -> Result<Events, SendError> {
        loop {
            if position.id.is_none() || position.fruitless >= MAX_FRUITLESS {
                return Err(SendError::Lost(fault));
            }
            let pause = position.pause();
            debug!(?pause, "a stream ended before its answer");
            sleep(pause).await;
            match self.stream(position.id()).await {
                Ok(events) => return Ok(events),
                Err(SendError::NotSent(_) | SendError::Lost(_)) => {}
                Err(SendError::Refused { status, .. }) if is_passing_status(status) => {}
                // The message has been sent: not even a forgotten session undoes that.
                Err(
                    SendError::Refused { .. } | SendError::TooLarge(_) | SendError::Unusable(_),
                ) => {
                    return Err(SendError::Lost(fault));
                }
            }
        }
    }

    /// Reads a stream until `id` is answered, or to its end, and passes on what it brings.
    pub(super) async fn read(
        &self,
        events: &mut Events,
        id: Option<i64>,
        position: &mut Position,
        resumed: bool,
    ) -> Result<Read, SendError> {
        loop {
            let event = events.next().await;
            position.note(events);
            let Some(event) = event? else { return Ok(Read::Ended) };
            let Some(message) = reply::message(&event) else { continue };
            position.bore_fruit();
            if id.is_some() && protocol::is_anonymous_error(&message) {
                return Ok(Read::Answered(vec![message]));
            }
            if !self.is_new(&event, &message) && resumed {
                debug!("a request of the server came again and was ignored");
                continue;
            }
            let answered = id.is_some_and(|id| protocol::answers(&message, id));
            let Some(inbound) = self.inbound.upgrade() else {
                return Err(SendError::Lost(Fault::Reset));
            };
            if inbound.send(message).await.is_err() {
                return Err(SendError::Lost(Fault::Reset));
            }
            if answered {
                return Ok(Read::Answered(vec![]));
            }
        }
    }

    /// Whether an event is no request of the server that came before: some servers replay the
    /// events of every stream, and a person should not be asked twice.
    fn is_new(&self, event: &Event, message: &Value) -> bool {
        let is_request = message.get("method").is_some() && message.get("id").is_some();
        match &event.id {
            Some(id) if is_request => self.agreed.is_new(id),
            Some(_) | None => true,
        }
    }
}
