//! How a session begins: `initialize`, its answer, then `notifications/initialized`.
//!
//! Here a failure speaks of the server's address, never of a session that was lost.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::super::error::McpError;
use super::super::pending::Limits;
use super::super::protocol::{self, ServerInfo};
use super::{NOTIFICATION_LIMIT, Request, Session, failed_post};
use crate::sse::SseError;

/// For `initialize`.
const LIMITS: Limits = Limits { idle: Duration::from_secs(15), cap: Duration::from_secs(15) };

impl Session {
    /// Performs the handshake with the server at `address`.
    ///
    /// # Errors
    /// Fails if the server refuses, does not answer in time, or wants a version that we do not
    /// speak. [`SseError::Undecodable`] asks for another way to read the stream.
    pub(in super::super) async fn handshake(
        &mut self,
        address: &str,
    ) -> Result<ServerInfo, McpError> {
        let result = self.initialize().await.map_err(|error| at(address, error))?;
        let server = ServerInfo::read(&result).map_err(McpError::Version)?;
        // Only the transport that speaks the stateless version can settle on it.
        if server.protocol == protocol::MODERN_VERSION && self.link.outbound.has_session() {
            return Err(McpError::Version(protocol::MODERN_VERSION.into()));
        }
        self.questions.server.clone_from(&server.name);
        self.link.outbound.negotiated(&server.protocol);
        self.initialized().await.map_err(|error| at(address, error))?;
        Ok(server)
    }

    async fn initialize(&mut self) -> Result<serde_json::Value, McpError> {
        let method = "initialize";
        let (reply, mut answer) = oneshot::channel();
        let done = CancellationToken::new();
        let _guard = done.clone().drop_guard();
        let capabilities = self.questions.abilities().capabilities();
        self.begin(Request {
            method,
            params: Arc::new(move |_| Some(protocol::initialize_params(&capabilities))),
            limits: LIMITS,
            repeatable: true,
            progress: None,
            reply,
            abandoned: done,
        });
        loop {
            tokio::select! {
                outcome = &mut answer => return outcome.unwrap_or(Err(McpError::Closed)),
                end = self.step() => if let Some(end) = end {
                    // What ended the session may have been the answer: a refusal, say.
                    let lost = McpError::OutcomeUnknown { method: method.into(), loss: end.loss() };
                    return answer.try_recv().unwrap_or(Err(lost));
                },
            }
        }
    }

    async fn initialized(&mut self) -> Result<(), McpError> {
        let method = "notifications/initialized";
        let mut post = self.link.outbound.send(protocol::notification(method, None));
        let deadline = Instant::now() + NOTIFICATION_LIMIT;
        loop {
            tokio::select! {
                posted = &mut post => {
                    return posted.map(drop).map_err(|error| failed_post(method, error, false));
                }
                end = self.step() => if let Some(end) = end {
                    return Err(McpError::OutcomeUnknown { method: method.into(), loss: end.loss() });
                },
                () = sleep_until(deadline) => {
                    let method = method.into();
                    return Err(McpError::Timeout { method, limit: NOTIFICATION_LIMIT, idle: false });
                }
            }
        }
    }
}

/// Turns what failed a request into what failed connecting to `address`.
fn at(address: &str, error: McpError) -> McpError {
    match error {
        McpError::NotSent { fault, .. } => {
            McpError::Open { url: address.to_owned(), source: SseError::Connect(fault) }
        }
        McpError::OutcomeUnknown { loss, .. } => loss.connecting(address),
        McpError::Refused { method, status, body, .. } => {
            McpError::Refused { method, status, body, session_gone: false }
        }
        error => error,
    }
}
