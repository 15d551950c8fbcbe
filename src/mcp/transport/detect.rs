//! From one URL to the transport that speaks there.
//!
//! The candidates are tried in order, each with the real first step of a session, so that the right
//! one costs no exchange of its own. The one that works stays first: a reconnection begins with it.
//! The order and what leads from one to the next are those of MCP 2026-07-28, "Backward
//! Compatibility", only that a path which ends in `/sse` is believed.

mod note;
mod probe;

use std::collections::VecDeque;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::sync::watch;
use tokio::time::Instant;
use url::Url;

use super::http::HttpTransport;
use super::modern::ModernTransport;
use super::sse::SseTransport;
use super::{Link, Transport};
use crate::config::{ServerSettings, TransportChoice};
use crate::http::{self, Client};
use crate::mcp::error::{McpError, Tried};
use crate::mcp::protocol::MODERN_VERSION;
use crate::sse::SseError;
use crate::untrusted::Untrusted;
use note::Noted;
pub use note::{Probe, Step};
use probe::Era;

/// Reaches a server over whichever transport it speaks.
pub struct Detecting {
    http: Client,
    settings: ServerSettings,
    /// What is still to be tried; the first is in use.
    plan: VecDeque<Candidate>,
    current: Option<Current>,
    /// Whether the one in use was there before the last attempt: it is not being tried out.
    is_return: bool,
    /// What was in vain since the plan was made.
    tried: Vec<Tried>,
    probes: watch::Sender<Vec<Probe>>,
}

/// A transport at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    way: Way,
    url: Url,
}

/// The ways to begin a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A GET whose stream names an endpoint: HTTP+SSE.
    Get,
    /// A POST of `initialize`: Streamable HTTP; before it the question for the modern era.
    Post,
}

/// The candidate in use.
struct Current {
    transport: Box<dyn Transport>,
    era: Era,
}

impl Detecting {
    /// Prepares the search; nothing is sent yet.
    pub fn new(http: Client, settings: &ServerSettings) -> Self {
        let plan = plan(settings);
        let settings = settings.clone();
        Self {
            http,
            settings,
            plan,
            current: None,
            is_return: false,
            tried: vec![],
            probes: watch::Sender::default(),
        }
    }

    /// Returns what has been tried so far, now and as it grows.
    pub fn probes(&self) -> watch::Receiver<Vec<Probe>> {
        self.probes.subscribe()
    }

    async fn open_link(&mut self) -> Result<Link, McpError> {
        let Some(candidate) = self.plan.front().cloned() else {
            // A plan is never empty, and is made anew when it runs out.
            return Err(McpError::Closed);
        };
        self.is_return = self.current.is_some();
        if self.is_return {
            self.tried.clear();
        }
        let mut current = match self.current.take() {
            Some(current) => current,
            None => begin(self.http.clone(), &self.settings, &candidate, &self.probes).await?,
        };
        let began = Instant::now();
        let outcome = current.transport.open().await;
        self.current = Some(current);
        let url = http::shown(&candidate.url);
        match candidate.way {
            Way::Get => {
                let status = match &outcome {
                    Ok(_) => Some(200),
                    Err(error) => error.http_status(),
                };
                let (speaks, took) = (outcome.is_ok(), began.elapsed());
                note::add(&self.probes, Probe { step: Step::Get, url, status, speaks, took });
                outcome
            }
            Way::Post => outcome.map(|link| {
                let outbound = Box::new(Noted::new(link.outbound, self.probes.clone(), url));
                Link { outbound, ..link }
            }),
        }
    }

    /// Goes on to the next candidate, or tells why nothing is left to try.
    fn next(&mut self, error: McpError) -> Result<(), McpError> {
        let error = match self.current.as_ref().map(|current| &current.era) {
            Some(Era::Modern { versions }) if is_refusal(&error) => {
                McpError::Version(Untrusted::from(versions.join(", ")))
            }
            Some(Era::Modern { .. } | Era::Legacy) | None => error,
        };
        if !leads_on(&error) {
            // It may be the right one all the same, and is tried first the next time.
            self.tried.clear();
            return Err(error);
        }
        self.current = None;
        if let Some(Candidate { way, url }) = self.plan.pop_front() {
            let step = match way {
                Way::Get => Step::Get,
                Way::Post => Step::Initialize,
            };
            let what = step.at(&http::shown(&url));
            self.tried.push(Tried { what, why: Box::new(error.clone()) });
        }
        if std::mem::take(&mut self.is_return) {
            self.tried.clear();
            // What spoke there speaks no more: whatever there is now is looked for from the start.
            self.plan = plan(&self.settings);
        }
        if !self.plan.is_empty() {
            return Ok(());
        }
        self.plan = plan(&self.settings);
        let tried = std::mem::take(&mut self.tried);
        if tried.len() < 2 {
            return Err(error);
        }
        let mut url = self.settings.url.clone();
        if self.settings.is_bare {
            url.set_path("/");
        }
        Err(McpError::NoTransport { url: http::shown(&url), tried })
    }
}

impl Transport for Detecting {
    fn open(&mut self) -> BoxFuture<'_, Result<Link, McpError>> {
        self.open_link().boxed()
    }

    fn address(&self) -> String {
        http::shown(self.plan.front().map_or(&self.settings.url, |candidate| &candidate.url))
    }

    fn distrust(&mut self) -> bool {
        self.current.as_mut().is_some_and(|current| current.transport.distrust())
    }

    fn failed(&mut self, error: McpError) -> Result<(), McpError> {
        self.next(error)
    }
}

/// Makes the transport of a candidate, once it is known which era speaks there.
async fn begin(
    http: Client,
    settings: &ServerSettings,
    candidate: &Candidate,
    probes: &watch::Sender<Vec<Probe>>,
) -> Result<Current, McpError> {
    let settings = ServerSettings { url: candidate.url.clone(), ..settings.clone() };
    Ok(match candidate.way {
        Way::Get => {
            Current { transport: Box::new(SseTransport::new(http, &settings)), era: Era::Legacy }
        }
        Way::Post => {
            let era = probe::ask(&http, &settings, probes).await?;
            let transport: Box<dyn Transport> = match &era {
                Era::Modern { versions } if versions.iter().any(|it| it == MODERN_VERSION) => {
                    Box::new(ModernTransport::new(http, &settings))
                }
                // A modern server of other versions alone may also take a handshake.
                Era::Modern { .. } | Era::Legacy => Box::new(HttpTransport::new(http, &settings)),
            };
            Current { transport, era }
        }
    })
}

/// Returns what is to be tried, in order.
fn plan(settings: &ServerSettings) -> VecDeque<Candidate> {
    let ServerSettings { url, transport, is_bare, .. } = settings;
    let at = |way, path: Option<&str>| {
        let mut url = url.clone();
        if let Some(path) = path {
            url.set_path(path);
        }
        Candidate { way, url }
    };
    let ends_in_sse = url.path().trim_end_matches('/').ends_with("/sse");
    VecDeque::from(match (transport, is_bare) {
        (TransportChoice::Sse, _) => vec![at(Way::Get, None)],
        (TransportChoice::Http, false) => vec![at(Way::Post, None)],
        (TransportChoice::Http, true) => {
            vec![at(Way::Post, Some("/")), at(Way::Post, Some("/mcp"))]
        }
        (TransportChoice::Auto, true) => {
            vec![at(Way::Get, None), at(Way::Post, Some("/")), at(Way::Post, Some("/mcp"))]
        }
        (TransportChoice::Auto, false) if ends_in_sse => {
            vec![at(Way::Get, None), at(Way::Post, None)]
        }
        (TransportChoice::Auto, false) => vec![at(Way::Post, None), at(Way::Get, None)],
    })
}

/// Whether an error is the server's own word against a message.
fn is_refusal(error: &McpError) -> bool {
    matches!(error, McpError::Refused { .. } | McpError::Rpc { .. })
}

/// Whether a failure says that something else may speak there: a status that servers of another
/// transport answer, or a page. A refused key, a failing server or network are none of it.
fn leads_on(error: &McpError) -> bool {
    let elsewhere = |status: u16| matches!(status, 400 | 404 | 405 | 406 | 415 | 422 | 501);
    match error {
        McpError::Open { source: SseError::Status { status, .. }, .. } => elsewhere(*status),
        McpError::Open { source: SseError::NotAnEventStream { .. }, .. }
        | McpError::NoEndpoint { .. } => true,
        // A page comes as a 200 that holds no message.
        McpError::Refused { status, .. } => elsewhere(*status) || *status == 200,
        McpError::Open { .. }
        | McpError::ForeignEndpoint { .. }
        | McpError::NoTransport { .. }
        | McpError::Version(_)
        | McpError::NotSent { .. }
        | McpError::OutcomeUnknown { .. }
        | McpError::Disconnected { .. }
        | McpError::Timeout { .. }
        | McpError::Rpc { .. }
        | McpError::Unusable { .. }
        | McpError::Closed => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{ServerSettings, TransportChoice, Way, plan};
    use std::time::Duration;

    fn planned(url: &str, transport: TransportChoice, is_bare: bool) -> Vec<String> {
        let url = url.parse().unwrap();
        let tool_timeout = Duration::from_secs(1);
        let settings = ServerSettings { url, headers: vec![], tool_timeout, transport, is_bare };
        let steps = plan(&settings).into_iter().map(|candidate| match candidate.way {
            Way::Get => format!("GET {}", candidate.url),
            Way::Post => format!("POST {}", candidate.url),
        });
        steps.collect()
    }

    #[test]
    fn the_order_follows_from_the_url_and_the_setting() {
        use TransportChoice::{Auto, Http, Sse};
        for (url, transport, is_bare, expected) in [
            ("http://h/mcp", Auto, false, &["POST http://h/mcp", "GET http://h/mcp"][..]),
            (
                "http://h/a/sse/?k=1",
                Auto,
                false,
                &["GET http://h/a/sse/?k=1", "POST http://h/a/sse/?k=1"],
            ),
            ("http://h/essse", Auto, false, &["POST http://h/essse", "GET http://h/essse"]),
            (
                "http://h/sse?k=1",
                Auto,
                true,
                &["GET http://h/sse?k=1", "POST http://h/?k=1", "POST http://h/mcp?k=1"],
            ),
            ("http://h/mcp", Sse, false, &["GET http://h/mcp"]),
            ("http://h/sse", Sse, true, &["GET http://h/sse"]),
            ("http://h/sse", Http, false, &["POST http://h/sse"]),
            ("http://h/sse", Http, true, &["POST http://h/", "POST http://h/mcp"]),
        ] {
            assert_eq!(planned(url, transport, is_bare), expected, "{url} {transport:?}");
        }
    }
}
