//! The question for the modern era: `server/discover`, which no server of an earlier one knows.

use std::time::Duration;

use reqwest::header::HeaderValue;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tracing::debug;

use super::super::SendError;
use super::super::reply::{self, Reply};
use super::note::{self, Probe, Step};
use crate::config::ServerSettings;
use crate::http::{self, Client};
use crate::mcp::error::{HEADER_MISMATCH, MISSING_CAPABILITY, McpError, UNSUPPORTED_VERSION};
use crate::mcp::protocol::{METHOD_NOT_FOUND, MODERN_VERSION as VERSION};
use crate::sse::SseError;

/// How long an answer may take; a server of an earlier era may give none.
const LIMIT: Duration = Duration::from_secs(5);
/// The errors that only a modern server answers: HeaderMismatch, MissingRequiredClientCapability,
/// UnsupportedProtocolVersion (MCP 2026-07-28).
const MODERN_ERRORS: [i64; 3] = [HEADER_MISMATCH, MISSING_CAPABILITY, UNSUPPORTED_VERSION];

/// What speaks at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Era {
    /// The stateless protocol of 2026-07-28 and later.
    Modern {
        /// The versions that the server named.
        versions: Vec<String>,
    },
    /// An earlier one, or none at all.
    Legacy,
}

/// Asks the server of the settings, and writes down what came.
///
/// # Errors
/// There is no connection; any answer, and silence, is a verdict.
pub(super) async fn ask(
    http: &Client,
    settings: &ServerSettings,
    probes: &watch::Sender<Vec<Probe>>,
) -> Result<Era, McpError> {
    let began = Instant::now();
    let mut headers = reply::own_headers(settings);
    headers.insert("mcp-protocol-version", HeaderValue::from_static(VERSION));
    headers.insert("mcp-method", HeaderValue::from_static("server/discover"));
    let request = reply::post(http, settings.url.clone(), headers, &question());
    let asked = timeout(LIMIT, answer(http, request)).await;
    let url = http::shown(&settings.url);
    let (status, body) = match asked {
        Ok(Ok((status, body))) => (Some(status), body),
        Ok(Err(SendError::NotSent(fault))) => {
            return Err(McpError::Open { url, source: SseError::Connect(fault) });
        }
        Ok(Err(_)) | Err(_) => (None, None),
    };
    let era = era(status, body.as_ref());
    debug!(?status, ?era, "asked for the modern era");
    let speaks = era != Era::Legacy;
    note::add(probes, Probe { step: Step::Discover, url, status, speaks, took: began.elapsed() });
    Ok(era)
}

/// Returns the status and the first message of the answer.
async fn answer(
    http: &Client,
    request: reqwest::RequestBuilder,
) -> Result<(u16, Option<Value>), SendError> {
    let response = match reply::send(http, request).await {
        Ok(response) => response,
        Err(SendError::Refused { status, messages, .. }) => {
            return Ok((status, messages.into_iter().next()));
        }
        Err(error) => return Err(error),
    };
    let status = response.status().as_u16();
    let mut events = match Reply::read(response).await? {
        Reply::Message(message) => return Ok((status, Some(message))),
        Reply::Other(_) => return Ok((status, None)),
        Reply::Stream(events) => events,
    };
    while let Some(event) = events.next().await? {
        let message = reply::message(&event).filter(|message| message.get("method").is_none());
        if message.is_some() {
            return Ok((status, message));
        }
    }
    Ok((status, None))
}

/// Returns the verdict. It does not hang on one code: deployed servers of earlier eras answer what
/// they do not know in many ways, and with a status of any kind.
fn era(status: Option<u16>, message: Option<&Value>) -> Era {
    let (Some(status), Some(message)) = (status, message) else { return Era::Legacy };
    let versions = |list: Option<&Value>| Era::Modern {
        versions: list
            .and_then(Value::as_array)
            .map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            .filter(|list: &Vec<String>| !list.is_empty())
            .unwrap_or_else(|| vec![VERSION.to_owned()]),
    };
    if let Some(result) = message.get("result").filter(|result| result.is_object()) {
        return versions(result.get("supportedVersions"));
    }
    match message.pointer("/error/code").and_then(Value::as_i64) {
        Some(code) if MODERN_ERRORS.contains(&code) => {
            versions(message.pointer("/error/data/supported"))
        }
        // The modern era answers an unknown method so, and knows this one only from 2026-07-28 on.
        Some(METHOD_NOT_FOUND) if status == 404 => versions(None),
        Some(_) | None => Era::Legacy,
    }
}

fn question() -> Value {
    json!({
        "jsonrpc": "2.0",
        "id": "discover",
        "method": "server/discover",
        "params": { "_meta": {
            "io.modelcontextprotocol/protocolVersion": VERSION,
            "io.modelcontextprotocol/clientCapabilities": {},
            "io.modelcontextprotocol/clientInfo": {
                "name": "mcp-chat", "version": env!("CARGO_PKG_VERSION"),
            },
        } },
    })
}

#[cfg(test)]
mod tests {
    use super::{Era, Value, era, json};

    #[test]
    fn a_verdict_needs_an_answer_that_only_a_modern_server_gives() {
        let modern = |versions: &[&str]| Era::Modern {
            versions: versions.iter().map(|version| (*version).to_owned()).collect(),
        };
        let error = |code: i64, data: Value| json!({ "jsonrpc": "2.0", "id": "discover", "error": { "code": code, "message": "", "data": data } });
        let result = json!({ "result": { "supportedVersions": ["2026-07-28", "2027-01-01"] } });
        let supported = json!({ "supported": ["2027-01-01"] });
        let cases = [
            (Some(200), Some(result), modern(&["2026-07-28", "2027-01-01"])),
            (Some(200), Some(json!({ "result": {} })), modern(&["2026-07-28"])),
            (Some(400), Some(error(-32022, supported)), modern(&["2027-01-01"])),
            (Some(400), Some(error(-32020, Value::Null)), modern(&["2026-07-28"])),
            (Some(400), Some(error(-32021, Value::Null)), modern(&["2026-07-28"])),
            (Some(404), Some(error(-32601, Value::Null)), modern(&["2026-07-28"])),
            // Earlier servers, as they were seen.
            (Some(200), Some(error(-32601, Value::Null)), Era::Legacy),
            (Some(400), Some(error(-32000, Value::Null)), Era::Legacy),
            (Some(400), Some(error(-32600, Value::Null)), Era::Legacy),
            (Some(404), None, Era::Legacy),
            (Some(202), None, Era::Legacy),
            (None, None, Era::Legacy),
        ];
        for (status, message, expected) in cases {
            assert_eq!(era(status, message.as_ref()), expected, "{status:?} {message:?}");
        }
    }
}
