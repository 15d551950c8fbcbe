//! JSON-RPC and MCP messages: types and their reading and writing, no IO.
//!
//! Reading is lenient, because deployed servers are: a missing or oddly typed optional field
//! never fails a message. What a server says stays [`Untrusted`].

mod elicitation;
mod offers;
mod result;
mod sampling;

use serde_json::{Map, Value, json};

pub use elicitation::{ElicitForm, ElicitUrl, Elicited, Field, Format, Kind, Pick, Wrong};
pub use offers::{
    Held, Level, LogMessage, Offers, Page, Prompt, PromptArgument, Reference, Resource, Speaker,
    complete_params, completed, prompt_messages, resource_contents, updated_uri,
};
pub use result::{CallResult, Content};
pub use sampling::{Block, Choice, CreateMessage, Offered, Said};

use crate::untrusted::Untrusted;

/// Protocol versions that the `initialize` handshake may settle on, oldest first.
pub const VERSIONS: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
/// The stateless version, which knows no `initialize`; its transport answers in its place.
pub const MODERN_VERSION: &str = "2026-07-28";
/// The version offered in `initialize`.
pub const OFFERED_VERSION: &str = "2025-11-25";

/// JSON-RPC 2.0: the method does not exist.
pub const METHOD_NOT_FOUND: i64 = -32601;
/// JSON-RPC 2.0: the parameters are wrong.
pub const INVALID_PARAMS: i64 = -32602;
/// JSON-RPC 2.0: the receiver could not do it.
pub const INTERNAL_ERROR: i64 = -32603;

/// One message from the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// An answer to a request of ours.
    Response {
        /// The id of our request; `None` if it is null, missing or no number.
        id: Option<i64>,
        /// The result, or the error.
        outcome: Result<Value, RpcError>,
    },
    /// A request that we must answer.
    Request {
        /// The server's own id, returned with the same type.
        id: Value,
        /// What is asked.
        method: String,
        /// The details.
        params: Value,
    },
    /// A notification.
    Notification {
        /// What happened.
        method: String,
        /// The details.
        params: Value,
    },
    /// Not a JSON-RPC message.
    Invalid,
}

/// A JSON-RPC error object.
#[derive(Clone, Debug, PartialEq)]
pub struct RpcError {
    /// Its code; 0 if it is missing.
    pub code: i64,
    /// Its message.
    pub message: Untrusted,
}

impl Incoming {
    /// Reads one message, or each message of a batch (2025-03-26 servers may send one).
    pub fn read(message: Value) -> Vec<Self> {
        match message {
            Value::Array(batch) => batch.into_iter().map(Self::read_one).collect(),
            message => vec![Self::read_one(message)],
        }
    }

    fn read_one(message: Value) -> Self {
        let Value::Object(mut message) = message else { return Self::Invalid };
        let id = message.remove("id");
        if let Some(Value::String(method)) = message.remove("method") {
            let params = message.remove("params").unwrap_or_default();
            return match id {
                Some(id) if !id.is_null() => Self::Request { id, method, params },
                Some(_) | None => Self::Notification { method, params },
            };
        }
        let id = id.as_ref().and_then(response_id);
        // Some servers write `"error": null` beside a result, and the other way round.
        let error = message.remove("error").filter(|error| !error.is_null());
        match (error, message.remove("result")) {
            (Some(error), _) => Self::Response { id, outcome: Err(RpcError::read(&error)) },
            (None, Some(result)) => Self::Response { id, outcome: Ok(result) },
            // An answer to a known request that says nothing must not leave its caller waiting.
            (None, None) if id.is_some() => Self::Response { id, outcome: Err(RpcError::empty()) },
            (None, None) => Self::Invalid,
        }
    }
}

/// Returns the number a response id stands for: servers echo `3` as `3`, `3.0` or `"3"`.
fn response_id(id: &Value) -> Option<i64> {
    match id {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
            // Our ids are small counters: beyond 2^53 no float can be one.
            (float.abs() < 9_007_199_254_740_992.0).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a message, or one of a batch, answers our request `id`.
pub fn answers(message: &Value, id: i64) -> bool {
    match message {
        Value::Array(batch) => batch.iter().any(|one| answers(one, id)),
        one => {
            one.get("method").is_none()
                && one.get("id").and_then(response_id).is_some_and(|it| it == id)
        }
    }
}

/// Whether a message is an error that does not say which request it answers.
pub fn is_anonymous_error(message: &Value) -> bool {
    let is_null = |key| message.get(key).is_none_or(Value::is_null);
    is_null("method") && is_null("id") && !is_null("error")
}

impl RpcError {
    fn read(error: &Value) -> Self {
        let code = error.get("code").and_then(Value::as_i64).unwrap_or_default();
        let message = match (error.get("message"), error) {
            (Some(Value::String(message)), _) => message.clone(),
            (_, Value::String(message)) => message.clone(),
            (_, other) => other.to_string(),
        };
        Self { code, message: message.into() }
    }

    fn empty() -> Self {
        Self { code: 0, message: "the answer has neither a result nor an error".into() }
    }
}

/// Writes a request.
pub fn request(id: i64, method: &str, params: Option<Value>) -> Value {
    with_params(json!({ "jsonrpc": "2.0", "id": id, "method": method }), params)
}

/// Writes a notification.
pub fn notification(method: &str, params: Option<Value>) -> Value {
    with_params(json!({ "jsonrpc": "2.0", "method": method }), params)
}

fn with_params(mut message: Value, params: Option<Value>) -> Value {
    if let Some(params) = params {
        message["params"] = params;
    }
    message
}

/// Writes the answer to a server's request: the empty result of `ping`.
pub fn empty_result(id: &Value) -> Value {
    result(id, json!({}))
}

/// Writes the answer to a server's request.
pub fn result(id: &Value, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

/// Writes that a server's request is not answered, and why.
pub fn error(id: &Value, code: i64, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

/// Returns the parameters of `initialize`, with what the client can answer.
pub fn initialize_params(capabilities: &Value) -> Value {
    json!({
        "protocolVersion": OFFERED_VERSION,
        "capabilities": capabilities,
        "clientInfo": { "name": "mcp-chat", "title": "mcp-chat", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// What the server said of itself in the handshake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerInfo {
    /// Its name; empty if it gave none.
    pub name: Untrusted,
    /// Its version; empty if it gave none.
    pub version: Untrusted,
    /// The protocol version in force.
    pub protocol: String,
    /// What it wants the model to know.
    pub instructions: Option<Untrusted>,
    /// Whether it declared tools.
    pub has_tools: bool,
    /// What it declared beside them.
    pub offers: Offers,
}

impl ServerInfo {
    /// Reads the result of `initialize`.
    ///
    /// # Errors
    /// Returns the version that the server wants if it is neither of [`VERSIONS`] nor
    /// [`MODERN_VERSION`]; empty if it named none.
    pub fn read(result: &Value) -> Result<Self, Untrusted> {
        let version = result.get("protocolVersion").and_then(Value::as_str).unwrap_or_default();
        let mut known = VERSIONS.iter().chain(std::iter::once(&MODERN_VERSION));
        let Some(protocol) = known.find(|known| **known == version) else {
            return Err(version.into());
        };
        let info = |key: &str| {
            text(result.get("serverInfo").unwrap_or(&Value::Null), key).unwrap_or_default()
        };
        Ok(Self {
            name: info("name"),
            version: info("version"),
            protocol: (*protocol).to_owned(),
            instructions: text(result, "instructions").filter(|text| !text.raw().trim().is_empty()),
            // PHP servers write `[]` for an empty object; only an explicit entry counts.
            has_tools: result.pointer("/capabilities/tools").is_some(),
            offers: Offers::read(result),
        })
    }
}

/// A tool as its server defines it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// The name that calls it.
    pub name: Untrusted,
    /// What it does, in the server's words.
    pub description: Untrusted,
    /// JSON Schema of its arguments; `Null` if it gave none.
    pub input_schema: Value,
    /// What the server claims about its effects.
    pub hints: Hints,
    /// The whole definition, for comparing it later.
    pub definition: Value,
}

/// Tool annotations: the server's word, not proof (MCP 2025-03-26, `ToolAnnotations`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// It changes nothing. `false` unless said.
    pub read_only: bool,
    /// Calling it again with the same arguments changes nothing more. `false` unless said.
    pub idempotent: bool,
    /// What it changes may be lost. `None` if the server does not say.
    pub destructive: Option<bool>,
}

impl Hints {
    /// Whether a call may be sent again when its outcome is unknown (invariant 3).
    pub fn repeatable(self) -> bool {
        self.read_only || self.idempotent
    }
}

impl Tool {
    /// Reads a definition; `None` if it has no name to call it by.
    pub fn read(definition: Value) -> Option<Self> {
        let name = text(&definition, "name").filter(|name| !name.raw().is_empty())?;
        let hint = |key: &str| definition.get("annotations")?.get(key)?.as_bool();
        Some(Self {
            name,
            description: text(&definition, "description")
                .or_else(|| text(&definition, "title"))
                .unwrap_or_default(),
            input_schema: definition.get("inputSchema").cloned().unwrap_or_default(),
            hints: Hints {
                read_only: hint("readOnlyHint").unwrap_or_default(),
                idempotent: hint("idempotentHint").unwrap_or_default(),
                destructive: hint("destructiveHint"),
            },
            definition,
        })
    }
}

/// One page of `tools/list`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolPage {
    /// Its tools; entries without a name are left out.
    pub tools: Vec<Tool>,
    /// Where the next page starts. An empty string is a cursor like any other.
    pub next_cursor: Option<String>,
}

impl ToolPage {
    /// Reads the result of `tools/list`.
    pub fn read(mut result: Value) -> Self {
        let tools = match result.get_mut("tools").map(Value::take) {
            Some(Value::Array(tools)) => tools.into_iter().filter_map(Tool::read).collect(),
            Some(_) | None => Vec::new(),
        };
        let next_cursor = result.get("nextCursor").and_then(Value::as_str).map(str::to_owned);
        Self { tools, next_cursor }
    }
}

/// Progress of a call (`notifications/progress`).
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// How far it is, in the server's units.
    pub progress: f64,
    /// Where it ends, if known.
    pub total: Option<f64>,
    /// What it is doing.
    pub message: Option<Untrusted>,
}

impl Progress {
    /// Reads the parameters of the notification: our token and the progress.
    pub fn read(params: &Value) -> Option<(i64, Self)> {
        let token = response_id(params.get("progressToken")?)?;
        let number = |key: &str| params.get(key).and_then(Value::as_f64);
        let progress = number("progress").unwrap_or_default();
        Some((token, Self { progress, total: number("total"), message: text(params, "message") }))
    }
}

/// Returns the parameters of `tools/call`. The progress token is the request's id.
pub fn call_params(name: &str, arguments: &Map<String, Value>, id: i64) -> Value {
    json!({ "name": name, "arguments": arguments, "_meta": { "progressToken": id } })
}

fn text(value: &Value, key: &str) -> Option<Untrusted> {
    value.get(key)?.as_str().map(Untrusted::from)
}

#[cfg(test)]
mod tests;
