//! The stateless era, protocol 2026-07-28: each request is a POST of its own that says who asks,
//! and its answer comes in the reply.
//!
//! Upwards it looks like a session of the older versions: `initialize` is answered from
//! `server/discover` (`discovery`), what the server wants to know in the middle of a request
//! arrives as a request of the server (`rounds`, `answers`), and changes arrive as the usual
//! notifications (`listening`). So nothing above knows which era is spoken.

mod answers;
mod discovery;
mod exchange;
mod known;
mod listening;
mod parameters;
mod request;
mod rounds;

use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use reqwest::header::HeaderMap;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tracing::debug;
use url::Url;

use super::{Link, LinkEnd, Outbound, ReaderTask, SendError, Transport, reply};
use crate::config::ServerSettings;
use crate::http::{self, Client};
use crate::mcp::error::McpError;
use crate::mcp::protocol;
use answers::Desk;
use exchange::Exchange;
use known::Known;

/// Messages read ahead of the connection task.
const INBOUND: usize = 64;

/// Reaches a stateless server.
pub struct ModernTransport {
    http: Client,
    url: Url,
    headers: HeaderMap,
}

impl ModernTransport {
    /// Prepares the transport; nothing is sent yet.
    pub fn new(http: Client, settings: &ServerSettings) -> Self {
        Self { http, url: settings.url.clone(), headers: reply::own_headers(settings) }
    }

    fn link(&self) -> Link {
        let (inbound, received) = mpsc::channel(INBOUND);
        let (desk, notes) = Desk::new();
        let known = Arc::new(Known::default());
        let exchange = Exchange {
            http: self.http.clone(),
            url: self.url.clone(),
            headers: self.headers.clone(),
            known,
            inbound,
            desk,
        };
        let (start, started) = mpsc::channel(1);
        let listener = exchange.clone();
        let reader = ReaderTask::new(tokio::spawn(async move {
            let mut listening = JoinSet::new();
            listening.spawn(listen_when_told(listener, started));
            answers::keep(notes).await;
            LinkEnd::Ended
        }));
        let outbound = Box::new(Out { exchange, start });
        Link { inbound: received, outbound, reader, may_be_deaf: false }
    }
}

/// Waits for the handshake, then listens.
async fn listen_when_told(exchange: Exchange, mut started: mpsc::Receiver<()>) {
    if started.recv().await.is_some() {
        let filters = exchange.known.filter.subscribe();
        listening::listen(exchange, filters).await;
    }
}

impl Transport for ModernTransport {
    fn open(&mut self) -> BoxFuture<'_, Result<Link, McpError>> {
        // There is nothing to open: the first request is the first that the server sees.
        std::future::ready(Ok(self.link())).boxed()
    }

    fn address(&self) -> String {
        http::shown(&self.url)
    }

    fn distrust(&mut self) -> bool {
        false
    }
}

/// Sends what the session says, in this era's words.
struct Out {
    exchange: Exchange,
    start: mpsc::Sender<()>,
}

impl Out {
    fn notified(&self, method: &str) {
        match method {
            // The only one to be sent would be lost if it came twice, and it does not.
            "notifications/initialized" => drop(self.start.try_send(())),
            // A request that is given up is left by whoever gives it up, and the server sees
            // its reply closed. No other notification is one of this era's.
            _ => debug!(method, "a notification of another era was not sent"),
        }
    }

    /// Does what a request of the older versions asks of a server that remembers, and this era
    /// says with each request; `None` for any other request.
    fn remembered(&self, request: &Value) -> Option<Value> {
        let known = &self.exchange.known;
        let params = &request["params"];
        let uri = || params["uri"].as_str().unwrap_or_default().to_owned();
        match request["method"].as_str().unwrap_or_default() {
            "logging/setLevel" => known.identity.send_modify(|identity| {
                identity.log_level = params.get("level").cloned();
            }),
            "resources/subscribe" => known.filter.send_modify(|filter| {
                filter.uris.insert(uri());
            }),
            "resources/unsubscribe" => known.filter.send_modify(|filter| {
                filter.uris.remove(&uri());
            }),
            _ => return None,
        }
        Some(protocol::empty_result(&request["id"]))
    }
}

impl Outbound for Out {
    fn send(&self, message: Value) -> BoxFuture<'static, Result<Vec<Value>, SendError>> {
        let exchange = self.exchange.clone();
        let Some(method) = message["method"].as_str() else {
            return async move {
                exchange.desk.answer(message).await;
                Ok(vec![])
            }
            .boxed();
        };
        if message["id"].is_null() {
            self.notified(method);
            return std::future::ready(Ok(vec![])).boxed();
        }
        if let Some(answer) = self.remembered(&message) {
            return std::future::ready(Ok(vec![answer])).boxed();
        }
        let method = method.to_owned();
        async move {
            let answer = match method.as_str() {
                "initialize" => exchange.discover(&message).await?,
                "ping" => exchange.ping(&message).await?,
                _ => exchange.converse(message).await?,
            };
            // Behind the progress that came before it.
            exchange.deliver(answer).await;
            Ok(vec![])
        }
        .boxed()
    }

    fn has_session(&self) -> bool {
        false
    }

    fn carries_answers(&self) -> bool {
        true
    }
}
