//! What was tried to find out which transport a server speaks, for a person who asks.

use std::sync::OnceLock;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::Instant;

use super::super::{Outbound, SendError};

/// How many are kept; reconnections add to them.
const KEPT: usize = 32;

/// One step of the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What was sent.
    pub step: Step,
    /// Where, as it may be shown.
    pub url: String,
    /// What came of it: the HTTP status, if there was an answer at all.
    pub status: Option<u16>,
    /// Whether a session can be made so.
    pub speaks: bool,
    /// How long the answer took.
    pub took: Duration,
}

/// What is sent to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A POST of `server/discover`: the era of 2026-07-28.
    Discover,
    /// A POST of `initialize`: Streamable HTTP.
    Initialize,
    /// A GET of an event stream: HTTP+SSE.
    Get,
}

impl Step {
    /// Returns the step in the words of the protocol, with where it goes.
    pub fn at(self, url: &str) -> String {
        match self {
            Self::Discover => format!("POST server/discover {url}"),
            Self::Initialize => format!("POST initialize {url}"),
            Self::Get => format!("GET {url}"),
        }
    }
}

/// Writes a step down.
pub(super) fn add(probes: &watch::Sender<Vec<Probe>>, probe: Probe) {
    probes.send_modify(|probes| {
        if probes.len() < KEPT {
            probes.push(probe);
        }
    });
}

/// The sending half of a link, of whose `initialize` is written down what came.
pub(super) struct Noted {
    inner: Box<dyn Outbound>,
    probes: watch::Sender<Vec<Probe>>,
    url: String,
    began: OnceLock<Instant>,
}

impl Noted {
    pub(super) fn new(
        inner: Box<dyn Outbound>,
        probes: watch::Sender<Vec<Probe>>,
        url: String,
    ) -> Self {
        Self { inner, probes, url, began: OnceLock::new() }
    }
}

impl Outbound for Noted {
    fn send(&self, message: Value) -> BoxFuture<'static, Result<Vec<Value>, SendError>> {
        let is_first = message.get("method").is_some_and(|method| method == "initialize");
        let sending = self.inner.send(message);
        if !is_first {
            return sending;
        }
        let began = *self.began.get_or_init(Instant::now);
        let (probes, url) = (self.probes.clone(), self.url.clone());
        async move {
            let outcome = sending.await;
            // A success is told by `negotiated`: the answer may be there before its stream ends.
            if let Err(error) = &outcome {
                let status = match error {
                    SendError::Refused { status, .. } => Some(*status),
                    SendError::NotSent(_)
                    | SendError::Lost(_)
                    | SendError::TooLarge(_)
                    | SendError::Unusable(_) => None,
                };
                let (step, took) = (Step::Initialize, began.elapsed());
                add(&probes, Probe { step, url, status, speaks: false, took });
            }
            outcome
        }
        .boxed()
    }

    fn negotiated(&self, protocol: &str) {
        if let Some(began) = self.began.get() {
            let (step, url, took) = (Step::Initialize, self.url.clone(), began.elapsed());
            add(&self.probes, Probe { step, url, status: Some(200), speaks: true, took });
        }
        self.inner.negotiated(protocol);
    }

    fn has_session(&self) -> bool {
        self.inner.has_session()
    }

    fn carries_answers(&self) -> bool {
        self.inner.carries_answers()
    }

    fn close(&self) -> BoxFuture<'static, ()> {
        self.inner.close()
    }
}
