//! What can go wrong between us and an MCP server.

mod unusable;

use std::time::Duration;

pub use unusable::Unusable;
pub(super) use unusable::{HEADER_MISMATCH, MISSING_CAPABILITY, UNSUPPORTED_VERSION};

use super::protocol::{OFFERED_VERSION, VERSIONS};
use crate::error::{Exit, Explain, Problem};
use crate::http::Fault;
use crate::sse::SseError;
use crate::text::Lang;
use crate::untrusted::Untrusted;

/// A failed connection or request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum McpError {
    /// The event stream could not be opened.
    #[error("{url}: {source}")]
    Open {
        /// The server's URL as it may be shown.
        url: String,
        /// Why.
        source: SseError,
    },
    /// The stream opened and no `endpoint` event came.
    #[error("{url}: no endpoint event")]
    NoEndpoint {
        /// The server's URL as it may be shown.
        url: String,
        /// How long it was waited for; `None` if the stream ended first.
        after: Option<Duration>,
    },
    /// The `endpoint` event leads to another origin (MCP 2024-11-05: refused before any POST).
    #[error("{url}: endpoint {endpoint:?} is of another origin or no URL")]
    ForeignEndpoint {
        /// The server's URL as it may be shown.
        url: String,
        /// The endpoint as the server sent it.
        endpoint: Untrusted,
    },
    /// Nothing that we speak is spoken there.
    #[error("{url}: no transport: {tried:?}")]
    NoTransport {
        /// The server's URL as it may be shown.
        url: String,
        /// What was tried, in order.
        tried: Vec<Tried>,
    },
    /// The server wants a protocol version that we do not speak.
    #[error("protocol version {0:?} is not supported")]
    Version(Untrusted),
    /// The POST of a message was refused.
    #[error("{method}: HTTP {status}: {body:?}")]
    Refused {
        /// The method of the message.
        method: String,
        /// HTTP status.
        status: u16,
        /// A short form of the body.
        body: Untrusted,
        /// The refusal means that the server has forgotten this session.
        session_gone: bool,
    },
    /// The message never left: its connection could not be opened.
    #[error("{method}: not sent: {fault:?}")]
    NotSent {
        /// The method of the message.
        method: String,
        /// Why.
        fault: Fault,
    },
    /// The connection was lost after the message was sent: it may or may not have been acted upon.
    #[error("{method}: outcome unknown: {loss:?}")]
    OutcomeUnknown {
        /// The method of the message.
        method: String,
        /// How the connection was lost.
        loss: Loss,
    },
    /// There is no connection, and none came in time.
    #[error("{method}: no connection")]
    Disconnected {
        /// The method of the message.
        method: String,
        /// Why the last attempt to connect failed, if one was made.
        last: Option<Box<Self>>,
    },
    /// No answer and no progress came in time; the outcome is unknown.
    #[error("{method}: no answer for {limit:?}")]
    Timeout {
        /// The method of the message.
        method: String,
        /// The limit that ran out.
        limit: Duration,
        /// Whether it was the limit between signs of life, or the one for the whole call.
        idle: bool,
    },
    /// The server answered with a JSON-RPC error.
    #[error("{method}: error {code}: {message:?}")]
    Rpc {
        /// The method of the message.
        method: String,
        /// The JSON-RPC code.
        code: i64,
        /// The server's message.
        message: Untrusted,
    },
    /// The server answered, and the answer cannot be gone on with (MCP 2026-07-28).
    #[error("{method}: {unusable:?}")]
    Unusable {
        /// The method of the message.
        method: String,
        /// Why.
        unusable: Unusable,
    },
    /// The client was closed.
    #[error("the client is closed")]
    Closed,
}

/// One way to a server that was tried in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// What was sent where, in the words of the protocol.
    pub what: String,
    /// Why it was in vain.
    pub why: Box<McpError>,
}

/// How a connection was lost while an answer was owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The server ended the stream.
    Ended,
    /// The stream failed.
    Stream(SseError),
    /// The exchange that carried the message broke off.
    Post(Fault),
    /// The server has forgotten the session, or takes no messages any more.
    Forgotten,
    /// The stream stayed silent though the server answers elsewhere or owed an answer.
    Silent,
}

impl Loss {
    fn cause(&self, lang: Lang) -> String {
        match self {
            Self::Ended => lang.mcp_loss_ended(),
            Self::Stream(error) => error.cause(lang),
            Self::Post(fault) => lang.mcp_loss_post(fault.describe(lang)),
            Self::Forgotten => lang.mcp_loss_forgotten(),
            Self::Silent => lang.mcp_loss_silent(),
        }
    }

    /// Returns what it means while connecting to `address`.
    pub(super) fn connecting(self, address: &str) -> McpError {
        let source = match self {
            Self::Stream(error) => error,
            Self::Post(fault) => SseError::Broken(fault),
            Self::Ended | Self::Forgotten => SseError::Broken(Fault::Reset),
            Self::Silent => SseError::Undecodable,
        };
        McpError::Open { url: address.to_owned(), source }
    }

    fn is_too_large(&self) -> bool {
        matches!(self, Self::Stream(SseError::TooLarge(_)))
    }
}

/// What is known of a message whose request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server did not act on it: it may be sent again.
    Never,
    /// The server may have acted on it: only what is safe to repeat may be sent again.
    Unknown,
    /// The server answered: sending it again would bring the same.
    Answered,
}

impl McpError {
    /// Returns what is known of the message's delivery.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::NotSent { .. } | Self::Refused { session_gone: true, .. } => Delivery::Never,
            // The same request would bring the same answer.
            Self::OutcomeUnknown { loss, .. } if loss.is_too_large() => Delivery::Answered,
            Self::OutcomeUnknown { .. } | Self::Timeout { .. } => Delivery::Unknown,
            Self::Open { .. }
            | Self::NoEndpoint { .. }
            | Self::ForeignEndpoint { .. }
            | Self::NoTransport { .. }
            | Self::Version(_)
            | Self::Refused { session_gone: false, .. }
            | Self::Disconnected { .. }
            | Self::Rpc { .. }
            | Self::Unusable { .. }
            | Self::Closed => Delivery::Answered,
        }
    }

    /// Returns the status with which the server refused, if that is what happened.
    pub(super) fn http_status(&self) -> Option<u16> {
        match self {
            Self::Open { source: SseError::Status { status, .. }, .. }
            | Self::Refused { status, .. } => Some(*status),
            Self::Open { source: SseError::NotAnEventStream { .. }, .. }
            | Self::NoEndpoint { .. }
            | Self::ForeignEndpoint { .. } => Some(200),
            Self::Open { .. }
            | Self::NoTransport { .. }
            | Self::Version(_)
            | Self::NotSent { .. }
            | Self::OutcomeUnknown { .. }
            | Self::Disconnected { .. }
            | Self::Timeout { .. }
            | Self::Rpc { .. }
            | Self::Unusable { .. }
            | Self::Closed => None,
        }
    }

    /// Whether connecting again later can help; a refusal of our credentials or version cannot.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Open { source, .. } => source.is_passing(),
            Self::Refused { status, .. } => crate::sse::is_passing_status(*status),
            Self::ForeignEndpoint { .. } | Self::NoTransport { .. } | Self::Version(_) => false,
            Self::NoEndpoint { .. }
            | Self::NotSent { .. }
            | Self::OutcomeUnknown { .. }
            | Self::Disconnected { .. }
            | Self::Timeout { .. }
            | Self::Rpc { .. }
            | Self::Unusable { .. }
            | Self::Closed => true,
        }
    }
}

impl Explain for McpError {
    fn explain(&self, lang: Lang) -> Problem {
        let (what, cause, advice) = match self {
            Self::Open { url, source } => {
                (lang.mcp_cannot_connect(url), source.cause(lang), source.advice(lang))
            }
            Self::NoEndpoint { url, after } => (
                lang.mcp_cannot_connect(url),
                match after {
                    Some(limit) => lang.mcp_no_endpoint(limit.as_secs()),
                    None => lang.mcp_no_endpoint_end(),
                },
                lang.mcp_no_endpoint_advice(),
            ),
            Self::ForeignEndpoint { url, endpoint } => (
                lang.mcp_cannot_connect(url),
                lang.mcp_foreign_endpoint(endpoint.line(200)),
                lang.mcp_foreign_endpoint_advice(),
            ),
            Self::NoTransport { url, tried } => {
                let tried = tried
                    .iter()
                    .map(|Tried { what, why }| lang.detect_tried(what, why.explain(lang).cause));
                let tried = tried.collect::<Vec<_>>().join("; ");
                (lang.mcp_cannot_connect(url), lang.detect_none(tried), lang.detect_none_advice())
            }
            Self::Version(version) => (
                lang.mcp_version(version.line(40)),
                lang.mcp_version_cause(VERSIONS[0], OFFERED_VERSION),
                lang.mcp_version_advice(),
            ),
            Self::Refused { method, status, body, session_gone } => (
                lang.mcp_request_failed(method),
                lang.mcp_refused(status, body.line(200)),
                if *session_gone {
                    lang.mcp_session_gone_advice()
                } else {
                    refused_advice(lang, *status)
                },
            ),
            Self::NotSent { method, fault } => (
                lang.mcp_request_failed(method),
                fault.describe(lang),
                lang.mcp_disconnected_advice(),
            ),
            Self::Disconnected { method, last } => disconnected(lang, method, last.as_deref()),
            Self::OutcomeUnknown { method, loss } => (
                lang.mcp_outcome_unknown(method),
                lang.mcp_outcome_unknown_cause(loss.cause(lang)),
                if loss.is_too_large() {
                    lang.mcp_too_large_advice()
                } else {
                    lang.mcp_outcome_unknown_advice()
                },
            ),
            Self::Timeout { method, limit, idle } => timed_out(lang, method, *limit, *idle),
            Self::Rpc { method, code, message } => (
                lang.mcp_request_failed(method),
                lang.mcp_rpc(code, message.line(300)),
                unusable::advice(*code, lang).unwrap_or_else(|| lang.mcp_rpc_advice()),
            ),
            Self::Unusable { method, unusable } => (
                lang.mcp_request_failed(method),
                unusable.cause(lang),
                lang.modern_unusable_advice(),
            ),
            Self::Closed => (lang.mcp_closed(), lang.mcp_closed_cause(), lang.mcp_closed_advice()),
        };
        Problem { exit: Exit::Server, what, cause, advice }
    }
}

fn timed_out(lang: Lang, method: &str, limit: Duration, idle: bool) -> (String, String, String) {
    let (cause, advice) = match (method, idle) {
        ("tools/call", true) => {
            (lang.mcp_timeout_idle(limit.as_secs_f64()), lang.mcp_timeout_advice())
        }
        ("tools/call", false) => {
            (lang.mcp_timeout_cap(limit.as_secs()), lang.mcp_timeout_cap_advice())
        }
        // No setting moves the limit of any other request.
        (_, _) => (lang.sse_timeout(limit.as_secs()), lang.mcp_server_fault_advice()),
    };
    (lang.mcp_request_failed(method), cause, advice)
}

fn disconnected(lang: Lang, method: &str, last: Option<&McpError>) -> (String, String, String) {
    let what = lang.mcp_request_failed(method);
    match last.map(|error| error.explain(lang)) {
        Some(last) => (what, lang.mcp_disconnected_because(last.cause), last.advice),
        None => (what, lang.mcp_disconnected(), lang.mcp_disconnected_advice()),
    }
}

fn refused_advice(lang: Lang, status: u16) -> String {
    match status {
        401 | 403 => lang.mcp_unauthorized_advice(),
        404 | 405 => lang.mcp_wrong_path_advice(),
        300..=399 => lang.sse_redirect_advice(),
        _ => lang.mcp_server_fault_advice(),
    }
}

#[cfg(test)]
mod tests;
