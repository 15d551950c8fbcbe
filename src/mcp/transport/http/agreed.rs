//! What a session has agreed on: its id, its protocol, and how far it has come.

use std::collections::VecDeque;

use reqwest::header::{HeaderMap, HeaderValue};
use tokio::sync::watch;

/// The header that names the session.
const SESSION: &str = "mcp-session-id";
/// The header that names the protocol, on every request after `initialize`.
const PROTOCOL: &str = "mcp-protocol-version";
/// Requests of the server that are remembered, to know them again when a stream is replayed.
const REMEMBERED: usize = 256;

/// What both sides agreed on; clones share it.
#[derive(Clone, Default)]
pub(super) struct Agreed(watch::Sender<Terms>);

#[derive(Default)]
struct Terms {
    session: Option<HeaderValue>,
    protocol: Option<HeaderValue>,
    /// Whether the server has taken `notifications/initialized`.
    initialized: bool,
    /// The event ids of the server's last requests.
    asked: VecDeque<String>,
}

impl Agreed {
    /// Returns the headers of a request within the session.
    pub(super) fn dress(&self, own: &HeaderMap) -> HeaderMap {
        let (session, protocol) = {
            let terms = self.0.borrow();
            (terms.session.clone(), terms.protocol.clone())
        };
        let mut headers = own.clone();
        for (name, value) in [(SESSION, session), (PROTOCOL, protocol)] {
            if let Some(value) = value {
                headers.insert(name, value);
            }
        }
        headers
    }

    /// Takes the session from the headers of the reply to `initialize`; it is as good as a key.
    pub(super) fn join(&self, headers: &HeaderMap) {
        let mut session = headers.get(SESSION).cloned();
        if let Some(session) = &mut session {
            session.set_sensitive(true);
        }
        self.0.send_modify(|terms| terms.session = session);
    }

    /// Whether the server named a session.
    pub(super) fn has_session(&self) -> bool {
        self.0.borrow().session.is_some()
    }

    /// Names the protocol in every request from now on.
    pub(super) fn speak(&self, protocol: &str) {
        // Ours are dates; none fails to be a header.
        self.0.send_modify(|terms| terms.protocol = HeaderValue::from_str(protocol).ok());
    }

    /// Notes that the handshake is over.
    pub(super) fn initialize(&self) {
        self.0.send_modify(|terms| terms.initialized = true);
    }

    /// Waits for the end of the handshake.
    pub(super) async fn initialized(&self) {
        let mut seen = self.0.subscribe();
        // It cannot be closed: `self` holds a sender.
        drop(seen.wait_for(|terms| terms.initialized).await);
    }

    /// Notes a request of the server by the id of its event; `false` if it was noted before.
    pub(super) fn is_new(&self, event: &str) -> bool {
        self.0.send_if_modified(|terms| {
            if terms.asked.iter().any(|asked| asked == event) {
                return false;
            }
            if terms.asked.len() == REMEMBERED {
                terms.asked.pop_front();
            }
            terms.asked.push_back(event.to_owned());
            true
        })
    }
}
