//! Event streams: subscribing by GET, and decoding what a POST answers.
//!
//! The border to `reqwest-eventsource`: no other file names it. The subscription runs on it with
//! its reconnection turned off (it would repeat for ever, and a new MCP stream is a new session
//! anyway). Its parser has faults that a server can trigger: it panics on a byte order mark,
//! swallows everything after an invalid byte, and takes quadratic time for a long line. So there
//! is a second way, [`decode`], and [`Subscription::open`] takes the one it is told.

pub mod decode;

use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use reqwest::{RequestBuilder, Response};
use reqwest_eventsource::retry::Never;
use reqwest_eventsource::{Error as CrateError, Event as CrateEvent, EventSource};

pub use decode::Event;
use decode::{EventReader, ReadError};

use crate::http::{self, Client, Fault};
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// How much of a refusal's body is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024;
/// How long a refusal's body may take.
const BODY_WAIT: Duration = Duration::from_secs(5);
/// A silent stream is no dead stream: some servers never send a keep-alive. What must not be
/// waited for longer is limited by whoever waits for it.
const STREAM_IDLE: Duration = Duration::from_secs(24 * 60 * 60);

/// Why a stream could not be opened, or ended.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SseError {
    /// The connection failed.
    #[error("connection failed: {0:?}")]
    Connect(Fault),
    /// The server did not answer in time.
    #[error("no answer within {0:?}")]
    Timeout(Duration),
    /// The server answered with a status other than 200.
    #[error("HTTP {status}: {body:?}")]
    Status {
        /// HTTP status.
        status: u16,
        /// The start of the body.
        body: Untrusted,
    },
    /// The server answered with something else, most often a web page.
    #[error("not an event stream but {content_type:?}")]
    NotAnEventStream {
        /// The content type.
        content_type: Untrusted,
        /// The start of the body.
        body: Untrusted,
    },
    /// The server redirects to another origin.
    #[error("redirected to {0:?}")]
    Redirect(Untrusted),
    /// The connection broke off.
    #[error("broken off: {0:?}")]
    Broken(Fault),
    /// The stream defeated the decoder: another one may read it.
    #[error("not decodable")]
    Undecodable,
    /// An event exceeds the limit.
    #[error("an event larger than {0} bytes")]
    TooLarge(usize),
}

impl SseError {
    /// Whether trying again later can help; a refusal of our credentials or path cannot.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Connect(_) | Self::Timeout(_) | Self::Broken(_) | Self::Undecodable => true,
            Self::Status { status, .. } => is_passing_status(*status),
            Self::NotAnEventStream { .. } | Self::Redirect(_) | Self::TooLarge(_) => false,
        }
    }

    /// Returns the cause in the person's language.
    pub fn cause(&self, lang: Lang) -> String {
        match self {
            Self::Connect(fault) => fault.describe(lang),
            Self::Timeout(limit) => lang.sse_timeout(limit.as_secs()),
            Self::Status { status, body } => lang.sse_status(status, body.line(200)),
            Self::NotAnEventStream { content_type, body } => {
                lang.sse_not_a_stream(content_type.line(60), body.line(120))
            }
            Self::Redirect(target) => lang.sse_redirect(target.line(200)),
            Self::Broken(fault) => lang.sse_broken(fault.describe(lang)),
            Self::Undecodable => lang.sse_undecodable(),
            Self::TooLarge(limit) => lang.sse_too_large(limit / 1024 / 1024),
        }
    }

    /// Returns what to do about it.
    pub fn advice(&self, lang: Lang) -> String {
        match self {
            Self::Status { status: 401 | 403, .. } => lang.mcp_unauthorized_advice(),
            Self::Status { status: 404 | 405, .. } | Self::NotAnEventStream { .. } => {
                lang.sse_not_a_stream_advice()
            }
            Self::Redirect(_) => lang.sse_redirect_advice(),
            Self::Connect(_) | Self::Timeout(_) => lang.sse_connect_advice(),
            Self::Status { .. } | Self::Broken(_) | Self::Undecodable | Self::TooLarge(_) => {
                lang.mcp_server_fault_advice()
            }
        }
    }
}

/// Whether a refusal with this status may be gone when it is tried again later.
pub fn is_passing_status(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..)
}

/// Which decoder reads a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decoding {
    /// reqwest-eventsource's. It may panic while it is polled: poll it inside a task.
    EventSource,
    /// Our own, for a stream that defeated the other.
    Own,
}

/// An open event stream.
pub struct Subscription(Reader);

enum Reader {
    EventSource(EventSource),
    Own(EventReader),
}

impl Subscription {
    /// Opens the stream; returns once the server has answered that it is one. The crate sends
    /// its requests itself, past any recording: with one, the decoding must be our own.
    ///
    /// # Errors
    /// Fails if there is no connection, or the answer is not an event stream.
    pub async fn open(
        http: &Client,
        request: RequestBuilder,
        decoding: Decoding,
    ) -> Result<Self, SseError> {
        let request = request.header(ACCEPT, "text/event-stream").header(CACHE_CONTROL, "no-cache");
        match decoding {
            Decoding::EventSource => Self::open_event_source(request).await,
            Decoding::Own => {
                let sent = http.send(request).await;
                let response = sent.map_err(|unsent| SseError::Connect(unsent.fault))?;
                if response.status() != 200 || !is_event_stream(&response) {
                    return Err(refusal(response).await);
                }
                Ok(Self(Reader::Own(EventReader::new(response))))
            }
        }
    }

    async fn open_event_source(request: RequestBuilder) -> Result<Self, SseError> {
        // A GET has no body, so its request can be cloned; an error here would be a bug of ours.
        let mut source = EventSource::new(request).map_err(|_| SseError::Undecodable)?;
        source.set_retry_policy(Box::new(Never));
        match source.next().await {
            Some(Ok(CrateEvent::Open)) => Ok(Self(Reader::EventSource(source))),
            // The crate is stricter than servers are in how a content type is written.
            Some(Err(CrateError::InvalidContentType(_, response)))
                if is_event_stream(&response) =>
            {
                Ok(Self(Reader::Own(EventReader::new(response))))
            }
            Some(Err(
                CrateError::InvalidStatusCode(_, response)
                | CrateError::InvalidContentType(_, response),
            )) => Err(refusal(response).await),
            Some(Err(CrateError::Transport(err))) => Err(SseError::Connect(Fault::of(&err))),
            Some(Ok(CrateEvent::Message(_)) | Err(_)) | None => Err(SseError::Undecodable),
        }
    }

    /// Returns the next event, `None` at the stream's end. Cancel safe.
    ///
    /// # Errors
    /// Fails if the connection breaks or the stream cannot be decoded.
    pub async fn next(&mut self) -> Result<Option<Event>, SseError> {
        match &mut self.0 {
            Reader::EventSource(source) => next_of_crate(source).await,
            Reader::Own(reader) => reader.next(STREAM_IDLE).await.map_err(|err| match err {
                ReadError::Idle(limit) => SseError::Timeout(limit),
                ReadError::Lost(err) => SseError::Broken(Fault::of(&err)),
                ReadError::Decode(decode::DecodeError::TooLarge { limit }) => {
                    SseError::TooLarge(limit)
                }
            }),
        }
    }
}

async fn next_of_crate(source: &mut EventSource) -> Result<Option<Event>, SseError> {
    loop {
        return match source.next().await {
            Some(Ok(CrateEvent::Open)) => continue,
            Some(Ok(CrateEvent::Message(event))) if event.data.len() > decode::MAX_EVENT_BYTES => {
                Err(SseError::TooLarge(decode::MAX_EVENT_BYTES))
            }
            Some(Ok(CrateEvent::Message(event))) => Ok(Some(Event {
                kind: event.event,
                data: event.data,
                id: Some(event.id).filter(|id| !id.is_empty()),
                retry: event.retry,
            })),
            None | Some(Err(CrateError::StreamEnded)) => Ok(None),
            Some(Err(CrateError::Transport(err))) => Err(SseError::Broken(Fault::of(&err))),
            Some(Err(
                CrateError::Utf8(_)
                | CrateError::Parser(_)
                | CrateError::InvalidContentType(..)
                | CrateError::InvalidStatusCode(..)
                | CrateError::InvalidLastEventId(_),
            )) => Err(SseError::Undecodable),
        };
    }
}

/// Whether the response says that its body is an event stream.
pub fn is_event_stream(response: &Response) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| {
        value
            .split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/event-stream"))
    })
}

async fn refusal(response: Response) -> SseError {
    let status = response.status();
    let header = |name| {
        let value = response.headers().get(name)?;
        Some(Untrusted::new(String::from_utf8_lossy(value.as_bytes())))
    };
    if status.is_redirection()
        && let Some(target) = header(LOCATION)
    {
        return SseError::Redirect(target);
    }
    let content_type = header(CONTENT_TYPE).unwrap_or_default();
    let body = http::readable(&http::short_body(response, BODY_LIMIT, BODY_WAIT).await).into();
    if status == 200 {
        SseError::NotAnEventStream { content_type, body }
    } else {
        SseError::Status { status: status.as_u16(), body }
    }
}
