//! What every HTTP transport has in common: how a message is POSTed, how a refusal is told, and
//! how the messages of a reply are read, be they JSON or events.
//!
//! `send` is the only door to the server for all of them.

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use tokio::time::timeout;
use tracing::{debug, warn};
use url::Url;

use super::SendError;
use crate::config::ServerSettings;
use crate::http::{self, Client, Fault, Unsent};
use crate::sse::decode::{DecodeError, EventReader, MAX_EVENT_BYTES, ReadError};
use crate::sse::{Event, is_event_stream};
use crate::untrusted::Untrusted;

/// How much of a refusal's body is read, in bytes.
const REFUSAL_LIMIT: usize = 64 * 1024;
/// How long a refusal's body may take.
const REFUSAL_WAIT: Duration = Duration::from_secs(5);
/// How long a reply's body may be silent; the request's own limit ends it earlier.
const REPLY_IDLE: Duration = Duration::from_secs(60 * 60);

/// Returns the headers that the person wants on every request.
pub(super) fn own_headers(settings: &ServerSettings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in &settings.headers {
        // A header given by flag replaces the token of the settings, as flags do.
        headers.insert(name, value.clone());
    }
    headers
}

/// Begins the POST of a message, whose reply may be JSON or events (MCP 2025-03-26, "Sending
/// Messages to the Server": both types must be accepted).
pub(super) fn post(http: &Client, url: Url, headers: HeaderMap, message: &Value) -> RequestBuilder {
    http.post(url)
        .headers(headers)
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "application/json, text/event-stream")
        .body(message.to_string())
}

/// Sends a request and returns its response if that is a 2xx.
///
/// Every 401 and 403 of a server comes by here, and nowhere else: whoever can obtain a token does
/// it between the refusal and its return, and sends the request once more ([`RequestBuilder`] can
/// be cloned beforehand, since no body of ours is a stream).
///
/// # Errors
/// There is no response, or it is a refusal.
pub(super) async fn send(http: &Client, request: RequestBuilder) -> Result<Response, SendError> {
    let response = http.send(request).await.map_err(|Unsent { fault, connect, .. }| {
        if connect { SendError::NotSent(fault) } else { SendError::Lost(fault) }
    })?;
    if response.status().is_success() { Ok(response) } else { Err(refused(response).await) }
}

/// What a 2xx reply holds.
pub(super) enum Reply {
    /// A JSON message or batch, whole.
    Message(Value),
    /// Messages as events, to be taken one by one as they arrive.
    Stream(Events),
    /// No message: nothing, `Accepted`, or a web page. The start of it, readable.
    Other(Untrusted),
}

impl Reply {
    /// Reads the reply; of an event stream nothing yet.
    ///
    /// # Errors
    /// The body broke off or is too large.
    pub(super) async fn read(response: Response) -> Result<Self, SendError> {
        if is_event_stream(&response) {
            return Ok(Self::Stream(Events::new(response)));
        }
        let body = whole(response).await?;
        Ok(match json_messages(&body) {
            Some(message) => Self::Message(message),
            None => Self::Other(http::readable(&body[..body.len().min(REFUSAL_LIMIT)]).into()),
        })
    }
}

/// Returns the events of a response that must be a stream of them.
///
/// # Errors
/// It is something else.
pub(super) async fn events(response: Response) -> Result<Events, SendError> {
    if is_event_stream(&response) {
        Ok(Events::new(response))
    } else {
        Err(refused(response).await)
    }
}

/// Reads a body to its end, up to the size that one message may have.
async fn whole(mut response: Response) -> Result<Vec<u8>, SendError> {
    let mut body = Vec::new();
    loop {
        match timeout(REPLY_IDLE, response.chunk()).await {
            Ok(Ok(Some(chunk))) if body.len() + chunk.len() > MAX_EVENT_BYTES => {
                return Err(SendError::TooLarge(MAX_EVENT_BYTES));
            }
            Ok(Ok(Some(chunk))) => body.extend_from_slice(&chunk),
            Ok(Ok(None)) => return Ok(body),
            Ok(Err(err)) => return Err(SendError::Lost(Fault::of(&err))),
            Err(_elapsed) => return Err(SendError::Lost(Fault::Timeout)),
        }
    }
}

/// The events of a reply.
pub(super) struct Events(Box<EventReader>);

impl Events {
    /// Takes a response that is an event stream.
    pub(super) fn new(response: Response) -> Self {
        Self(Box::new(EventReader::new(response)))
    }

    /// Returns the next event, `None` at the end of the stream. Cancel safe.
    ///
    /// # Errors
    /// The stream broke off, or an event is too large.
    pub(super) async fn next(&mut self) -> Result<Option<Event>, SendError> {
        self.0.next(REPLY_IDLE).await.map_err(|error| match error {
            ReadError::Lost(err) => SendError::Lost(Fault::of(&err)),
            ReadError::Idle(_) => SendError::Lost(Fault::Timeout),
            ReadError::Decode(DecodeError::TooLarge { limit }) => SendError::TooLarge(limit),
        })
    }

    /// Returns the last event id and the reconnection time that the stream has set so far, events
    /// without data included.
    pub(super) fn position(&self) -> (Option<&str>, Option<Duration>) {
        (self.0.decoder().last_event_id(), self.0.decoder().reconnection_time())
    }
}

/// Returns the message, or batch, that an event holds. One without data only marks a position
/// (MCP 2025-11-25), and other events are none of ours.
pub(super) fn message(event: &Event) -> Option<Value> {
    // A missing type means `message` (WHATWG).
    if !matches!(event.kind.as_str(), "" | "message") {
        debug!("an event of type {:?} was ignored", Untrusted::from(event.kind.as_str()));
        return None;
    }
    if event.data.trim().is_empty() {
        return None;
    }
    let message = json_messages(event.data.as_bytes());
    if message.is_none() {
        warn!("an event without a JSON message was ignored");
    }
    message
}

/// Returns the JSON-RPC message or batch in a body; `Accepted` and the like are none.
fn json_messages(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok().filter(|value: &Value| value.is_object() || value.is_array())
}

async fn refused(response: Response) -> SendError {
    let status = response.status().as_u16();
    // A redirect comes here when it leads to another origin, where no message may go.
    if let Some(target) = response.headers().get(LOCATION).filter(|_| status / 100 == 3) {
        let target = String::from_utf8_lossy(target.as_bytes());
        return SendError::Refused { status, body: Untrusted::new(target), messages: vec![] };
    }
    let body = http::short_body(response, REFUSAL_LIMIT, REFUSAL_WAIT).await;
    let messages = json_messages(&body).filter(|message| message.get("jsonrpc").is_some());
    SendError::Refused {
        status,
        body: http::readable(&body).into(),
        messages: messages.into_iter().collect(),
    }
}
