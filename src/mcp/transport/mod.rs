//! What a transport must do: open a link to the server, and send messages over it.
//!
//! The connection task above knows JSON-RPC and sessions; a transport knows how bytes travel.
//! HTTP+SSE is [`sse`], Streamable HTTP is [`http`], the stateless era is [`modern`], and
//! [`detect`] finds out which a server speaks.

pub mod detect;
pub mod http;
pub mod modern;
mod reply;
pub mod sse;

use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::error::{McpError, Unusable};
use crate::http::Fault;
use crate::sse::SseError;
use crate::untrusted::Untrusted;

/// A way to reach one MCP server.
pub trait Transport: Send {
    /// Opens a new link. Each link is a new session for the server.
    ///
    /// # Errors
    /// Fails within the transport's own limit if the server cannot be reached.
    fn open(&mut self) -> BoxFuture<'_, Result<Link, McpError>>;

    /// Returns where the server is, as it may be shown.
    fn address(&self) -> String;

    /// Tells that a link stayed silent though the server owed an answer, or could not be read.
    /// Returns whether the next link will be read in another way.
    fn distrust(&mut self) -> bool;

    /// Tells why no session came of the last attempt. `Ok` means that the next one goes another
    /// way and should be made at once.
    ///
    /// # Errors
    /// No other way is left: what is to be told.
    fn failed(&mut self, error: McpError) -> Result<(), McpError> {
        Err(error)
    }
}

/// An open link. Dropping it closes it.
pub struct Link {
    /// Messages from the server, in order; closed when the link ends.
    pub inbound: mpsc::Receiver<Value>,
    /// Sends messages to the server.
    pub outbound: Box<dyn Outbound>,
    /// The task that reads; tells why the link ended.
    pub reader: ReaderTask,
    /// Whether its reader is one that can miss messages without a sign, so that long silence is
    /// suspicious and [`Transport::distrust`] can help.
    pub may_be_deaf: bool,
}

/// The sending half of a link.
pub trait Outbound: Send {
    /// Sends one message. The future owns all it needs; dropping it gives the exchange up.
    ///
    /// It resolves when the server has accepted the message, with the messages that the server
    /// put into that very reply. Messages that a reply brings as a stream come by
    /// [`Link::inbound`] instead, in order, and it resolves behind the answer.
    fn send(&self, message: Value) -> BoxFuture<'static, Result<Vec<Value>, SendError>>;

    /// Tells the version that the handshake settled on, before `notifications/initialized`.
    fn negotiated(&self, _protocol: &str) {}

    /// Whether the server keeps a session for this link. Where it keeps none, no refusal means that
    /// it has forgotten one.
    fn has_session(&self) -> bool {
        true
    }

    /// Whether the reply to a POST carries the answer: one under way is then a request at work, and
    /// not one that was never taken.
    fn carries_answers(&self) -> bool {
        false
    }

    /// Tells the server that the session is over, where the transport has a way to.
    fn close(&self) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Why a message was not accepted.
#[derive(Clone, Debug, PartialEq)]
pub enum SendError {
    /// The connection for it could not be opened: the server has not seen it.
    NotSent(Fault),
    /// The connection broke after it was sent.
    Lost(Fault),
    /// It was sent, and the reply is larger than so many bytes.
    TooLarge(usize),
    /// It was answered, and the answer cannot be gone on with.
    Unusable(Unusable),
    /// The server refused it.
    Refused {
        /// HTTP status.
        status: u16,
        /// The start of the body, readable.
        body: Untrusted,
        /// JSON-RPC messages in the body: an answer is an answer, whatever the status.
        messages: Vec<Value>,
    },
}

impl SendError {
    /// Whether a refusal says that the server no longer knows the session: 404, or a 400 that
    /// speaks of it, as deployed servers answer.
    pub fn is_session_gone(&self) -> bool {
        match self {
            Self::Refused { status: 404, .. } => true,
            Self::Refused { status: 400, body, .. } => {
                body.raw().to_ascii_lowercase().contains("session")
            }
            Self::Refused { .. }
            | Self::NotSent(_)
            | Self::Lost(_)
            | Self::TooLarge(_)
            | Self::Unusable(_) => false,
        }
    }
}

/// The task that reads a link; aborted when dropped.
pub struct ReaderTask(JoinHandle<LinkEnd>);

/// Why a link ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// The server ended the stream.
    Ended,
    /// The stream failed.
    Failed(SseError),
}

impl ReaderTask {
    /// Takes the task.
    pub fn new(task: JoinHandle<LinkEnd>) -> Self {
        Self(task)
    }

    /// Waits for the end and tells why. A panic (the parser has been seen to) counts as a stream
    /// that cannot be decoded.
    pub async fn end(&mut self) -> LinkEnd {
        (&mut self.0).await.unwrap_or(LinkEnd::Failed(SseError::Undecodable))
    }
}

impl Drop for ReaderTask {
    fn drop(&mut self) {
        self.0.abort();
    }
}
