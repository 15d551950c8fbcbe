//! Streamable HTTP, the transport of protocols 2025-03-26 to 2025-11-25: each message of ours is a
//! POST, and its reply is JSON or a stream of events that ends with the answer.
//!
//! A session has no connection of its own: it is a header. What both sides have agreed on is in
//! `agreed`, one message and the stream of its reply in `exchange`, the stream that belongs to
//! no message in `standalone`.

mod agreed;
mod exchange;
mod standalone;

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use reqwest::header::{ACCEPT, CACHE_CONTROL, HeaderMap, HeaderValue};
use serde_json::Value;
use tokio::sync::mpsc;
use url::Url;

use super::reply::{self, Events};
use super::{Link, Outbound, ReaderTask, SendError, Transport};
use crate::config::ServerSettings;
use crate::http::{self, Client};
use crate::mcp::error::McpError;
use agreed::Agreed;

/// Messages read ahead of the connection task.
const INBOUND: usize = 64;
/// How long a stream that has ended is left alone where its server does not say (WHATWG: "a few
/// seconds"; the SDKs wait one).
const RETRY: Duration = Duration::from_secs(1);
/// The header from which a stream is gone on with.
const LAST_EVENT_ID: &str = "last-event-id";

/// Reaches a server over Streamable HTTP.
pub struct HttpTransport {
    http: Client,
    url: Url,
    headers: HeaderMap,
}

impl HttpTransport {
    /// Prepares the transport; nothing is sent yet.
    pub fn new(http: Client, settings: &ServerSettings) -> Self {
        Self { http, url: settings.url.clone(), headers: reply::own_headers(settings) }
    }

    /// Begins a link. Nothing is sent: the first message is what opens a session.
    fn link(&self) -> Link {
        let (inbound, received) = mpsc::channel(INBOUND);
        let peer = Peer {
            http: self.http.clone(),
            url: self.url.clone(),
            headers: self.headers.clone(),
            agreed: Agreed::default(),
            inbound: inbound.downgrade(),
        };
        let reader = ReaderTask::new(tokio::spawn(standalone::run(peer.clone(), inbound)));
        Link { inbound: received, outbound: Box::new(peer), reader, may_be_deaf: false }
    }
}

impl Transport for HttpTransport {
    fn open(&mut self) -> BoxFuture<'_, Result<Link, McpError>> {
        std::future::ready(Ok(self.link())).boxed()
    }

    fn address(&self) -> String {
        http::shown(&self.url)
    }

    fn distrust(&mut self) -> bool {
        false
    }
}

/// The server, as one session reaches it.
#[derive(Clone)]
struct Peer {
    http: Client,
    url: Url,
    headers: HeaderMap,
    agreed: Agreed,
    /// Weak, so that the link ends with its reader though replies are still being read.
    inbound: mpsc::WeakSender<Value>,
}

impl Peer {
    /// Opens a stream of the server's own messages, behind the event `after` if there is one.
    async fn stream(&self, after: Option<&str>) -> Result<Events, SendError> {
        let mut headers = self.agreed.dress(&self.headers);
        // An id that no header can hold is as good as none.
        if let Some(after) = after.and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok()) {
            headers.insert(LAST_EVENT_ID, after);
        }
        let request = self.http.get(self.url.clone()).headers(headers);
        let request = request.header(ACCEPT, "text/event-stream").header(CACHE_CONTROL, "no-cache");
        reply::events(reply::send(&self.http, request).await?).await
    }
}

impl Outbound for Peer {
    fn send(&self, message: Value) -> BoxFuture<'static, Result<Vec<Value>, SendError>> {
        exchange::run(self.clone(), message).boxed()
    }

    fn negotiated(&self, protocol: &str) {
        self.agreed.speak(protocol);
    }

    fn carries_answers(&self) -> bool {
        true
    }

    fn close(&self) -> BoxFuture<'static, ()> {
        let Self { http, url, headers, agreed, .. } = self.clone();
        async move {
            if agreed.has_session() {
                // 405 means that sessions end by themselves; anything else helps nobody any more.
                let request = http.delete(url).headers(agreed.dress(&headers));
                drop(reply::send(&http, request).await);
            }
        }
        .boxed()
    }
}
