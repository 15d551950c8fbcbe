//! HTTP+SSE, the transport of protocol 2024-11-05: a GET brings the server's messages, and each
//! of ours is a POST to the address that the stream's `endpoint` event names.
//!
//! The session is the stream: when it ends, there is nothing to resume.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout_at};
use tracing::{debug, warn};
use url::Url;

use super::reply::{self, Reply};
use super::{Link, LinkEnd, Outbound, ReaderTask, SendError, Transport};
use crate::config::ServerSettings;
use crate::http::{self, Client, Fault};
use crate::mcp::error::McpError;
use crate::sse::{Decoding, Event, SseError, Subscription};
use crate::untrusted::Untrusted;

/// From the start of the GET to the `endpoint` event.
const OPEN_LIMIT: Duration = Duration::from_secs(10);
/// How much of it the first decoder may use up: it holds back an event that ends in a bare CR
/// until another byte comes, and a server that waits for us sends none.
const FIRST_DECODER: Duration = Duration::from_secs(4);
/// Messages read ahead of the connection task.
const INBOUND: usize = 64;

/// Reaches a server over HTTP+SSE.
pub struct SseTransport {
    http: Client,
    url: Url,
    headers: HeaderMap,
    /// Switches for good to our own decoder once a stream has defeated the other.
    decoding: Decoding,
    open_limit: Duration,
}

impl SseTransport {
    /// Prepares the transport; nothing is sent yet.
    pub fn new(http: Client, settings: &ServerSettings) -> Self {
        let headers = reply::own_headers(settings);
        let url = settings.url.clone();
        let decoding = if http.tape().is_off() { Decoding::EventSource } else { Decoding::Own };
        Self { http, url, headers, decoding, open_limit: OPEN_LIMIT }
    }

    /// Changes how long the server may take to name its endpoint; 10 s unless set.
    #[must_use]
    pub fn open_limit(self, open_limit: Duration) -> Self {
        Self { open_limit, ..self }
    }

    async fn open_link(&mut self) -> Result<Link, McpError> {
        let deadline = Instant::now() + self.open_limit;
        match self.subscribe(deadline).await {
            Err(McpError::NoEndpoint { after: Some(_), .. })
                if Instant::now() < deadline && self.distrust() =>
            {
                self.subscribe(deadline).await
            }
            outcome => outcome,
        }
    }

    async fn subscribe(&self, deadline: Instant) -> Result<Link, McpError> {
        let open_error = |source| McpError::Open { url: http::shown(&self.url), source };
        let request = self.http.get(self.url.clone()).headers(self.headers.clone());
        let stream = match timeout_at(
            deadline,
            Subscription::open(&self.http, request, self.decoding),
        )
        .await
        {
            Ok(opened) => opened.map_err(open_error)?,
            Err(_elapsed) => return Err(open_error(SseError::Timeout(self.open_limit))),
        };
        let (inbound, received) = mpsc::channel(INBOUND);
        let (endpoint, mut announced) = watch::channel(Endpoint::Unknown);
        let reader = Reader { stream, base: self.url.clone(), endpoint, inbound };
        // A task of its own, because the parser may panic.
        let mut reader = ReaderTask::new(tokio::spawn(reader.run()));
        let patience = match self.decoding {
            Decoding::EventSource => deadline.min(Instant::now() + FIRST_DECODER),
            Decoding::Own => deadline,
        };
        let first =
            timeout_at(patience, announced.wait_for(|endpoint| *endpoint != Endpoint::Unknown))
                .await
                .map(|outcome| outcome.map(|endpoint| endpoint.clone()));
        let url = http::shown(&self.url);
        match first {
            Ok(Ok(Endpoint::At(_))) => {}
            Ok(Ok(Endpoint::Foreign(endpoint))) => {
                return Err(McpError::ForeignEndpoint { url, endpoint });
            }
            Ok(Ok(Endpoint::Unknown) | Err(_)) => {
                return Err(match reader.end().await {
                    LinkEnd::Ended => McpError::NoEndpoint { url, after: None },
                    LinkEnd::Failed(source) => McpError::Open { url, source },
                });
            }
            Err(_elapsed) => {
                return Err(McpError::NoEndpoint { url, after: Some(self.open_limit) });
            }
        }
        let outbound = Box::new(Post {
            http: self.http.clone(),
            headers: self.headers.clone(),
            endpoint: announced,
        });
        let may_be_deaf = self.decoding == Decoding::EventSource;
        Ok(Link { inbound: received, outbound, reader, may_be_deaf })
    }
}

impl Transport for SseTransport {
    fn open(&mut self) -> BoxFuture<'_, Result<Link, McpError>> {
        self.open_link().boxed()
    }

    fn address(&self) -> String {
        http::shown(&self.url)
    }

    fn distrust(&mut self) -> bool {
        let helps = self.decoding == Decoding::EventSource;
        if helps {
            warn!("the event stream defeated the first decoder; the second reads it from now on");
        }
        self.decoding = Decoding::Own;
        helps
    }
}

/// Where messages are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Endpoint {
    /// No `endpoint` event has come.
    Unknown,
    /// The address, of the stream's own origin.
    At(Url),
    /// The event named another origin, or no URL.
    Foreign(Untrusted),
}

impl Endpoint {
    /// Resolves the event's data by RFC 3986 against the URL of the stream.
    fn resolve(base: &Url, data: &str) -> Self {
        // White space around it and JSON quotes have been seen; neither can be part of a URL.
        let data = data.trim().trim_matches('"');
        match base.join(data) {
            Ok(url) if !data.is_empty() && http::same_origin(base, &url) => Self::At(url),
            Ok(_) | Err(_) => Self::Foreign(data.into()),
        }
    }
}

/// Reads the stream: endpoints stay here, messages go up.
struct Reader {
    stream: Subscription,
    base: Url,
    endpoint: watch::Sender<Endpoint>,
    inbound: mpsc::Sender<Value>,
}

impl Reader {
    async fn run(mut self) -> LinkEnd {
        loop {
            match self.stream.next().await {
                Ok(Some(event)) => {
                    if !self.take(event).await {
                        return LinkEnd::Ended;
                    }
                }
                Ok(None) => return LinkEnd::Ended,
                Err(error) => return LinkEnd::Failed(error),
            }
        }
    }

    /// Handles one event; `false` when nobody listens any more.
    async fn take(&mut self, event: Event) -> bool {
        match event.kind.as_str() {
            "endpoint" => match Endpoint::resolve(&self.base, &event.data) {
                Endpoint::Foreign(refused)
                    if matches!(*self.endpoint.borrow(), Endpoint::At(_)) =>
                {
                    warn!("a later endpoint of another origin was ignored: {refused:?}");
                }
                endpoint => drop(self.endpoint.send_replace(endpoint)),
            },
            // Nobody takes messages before the link is there, and none can be an answer.
            "message" | "" if *self.endpoint.borrow() == Endpoint::Unknown => {
                warn!("a message before the endpoint was ignored");
            }
            // A missing type means `message` (WHATWG).
            "message" | "" => match serde_json::from_str(&event.data) {
                Ok(message) => return self.inbound.send(message).await.is_ok(),
                Err(err) => warn!("an event without JSON was ignored: {err}"),
            },
            kind => debug!("an event of type {:?} was ignored", Untrusted::from(kind)),
        }
        true
    }
}

/// Sends messages to the endpoint in force.
struct Post {
    http: Client,
    headers: HeaderMap,
    endpoint: watch::Receiver<Endpoint>,
}

impl Outbound for Post {
    fn send(&self, message: Value) -> BoxFuture<'static, Result<Vec<Value>, SendError>> {
        let url = match &*self.endpoint.borrow() {
            Endpoint::At(url) => url.clone(),
            // A link exists only once its endpoint is known.
            Endpoint::Unknown | Endpoint::Foreign(_) => {
                return std::future::ready(Err(SendError::NotSent(Fault::Reset))).boxed();
            }
        };
        let request = reply::post(&self.http, url, self.headers.clone(), &message);
        let http = self.http.clone();
        async move { messages(reply::send(&http, request).await?).await }.boxed()
    }
}

/// Reads the messages in a reply. Most servers answer `202 Accepted` and use the stream.
async fn messages(response: Response) -> Result<Vec<Value>, SendError> {
    let mut events = match Reply::read(response).await? {
        Reply::Message(message) => return Ok(vec![message]),
        Reply::Other(_) => return Ok(vec![]),
        Reply::Stream(events) => events,
    };
    let mut messages = Vec::new();
    while let Some(event) = events.next().await? {
        messages.extend(reply::message(&event));
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Url};

    #[test]
    fn an_endpoint_is_resolved_against_the_stream_and_kept_to_the_letter() {
        let base = Url::parse("http://host:3000/app/sse?x=1").unwrap();
        for (data, url) in [
            ("/messages/?session_id=a%2Fb", "http://host:3000/messages/?session_id=a%2Fb"),
            ("messages?sessionId=1", "http://host:3000/app/messages?sessionId=1"),
            ("http://HOST:3000/m", "http://host:3000/m"),
            ("  /m\r", "http://host:3000/m"),
            ("\"/messages\"", "http://host:3000/messages"),
            ("?s=1", "http://host:3000/app/sse?s=1"),
        ] {
            assert_eq!(
                Endpoint::resolve(&base, data),
                Endpoint::At(Url::parse(url).unwrap()),
                "{data}"
            );
        }
    }

    #[test]
    fn another_origin_is_foreign() {
        let base = Url::parse("http://host/sse").unwrap();
        for data in [
            "http://host:81/m",
            "https://host/m",
            "//evil.example/m",
            "http://host.evil/",
            "file:///m",
            "",
        ] {
            assert_eq!(Endpoint::resolve(&base, data), Endpoint::Foreign(data.into()), "{data}");
        }
        let spelt = Endpoint::resolve(&base, "http://host:80/m");
        assert_eq!(spelt, Endpoint::At(Url::parse("http://host/m").unwrap()));
    }
}
