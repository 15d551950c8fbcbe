//! What every request says of itself: `_meta` in its parameters and the headers that mirror it
//! (MCP 2026-07-28, "Request Metadata"). No IO.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value, json};

use super::parameters::{self, Mirrored};
use crate::mcp::protocol;

/// The version that this transport speaks.
pub(super) const VERSION: &str = protocol::MODERN_VERSION;

const PROTOCOL_VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
const METHOD: HeaderName = HeaderName::from_static("mcp-method");
const NAME: HeaderName = HeaderName::from_static("mcp-name");

/// Who asks: what the session says once in `initialize`, and each request here repeats.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Identity {
    capabilities: Value,
    info: Value,
    /// How much a request wants told of its progress (`logging/setLevel` of the older versions).
    pub(super) log_level: Option<Value>,
}

impl Default for Identity {
    fn default() -> Self {
        Self::of(&protocol::initialize_params(&json!({})))
    }
}

impl Identity {
    /// Reads the parameters of `initialize`.
    pub(super) fn of(params: &Value) -> Self {
        let mut capabilities = params.get("capabilities").cloned().unwrap_or_else(|| json!({}));
        if let Value::Object(capabilities) = &mut capabilities {
            // Tasks have left the core; lists of roots do not change within one request.
            capabilities.remove("tasks");
            if let Some(Value::Object(roots)) = capabilities.get_mut("roots") {
                roots.remove("listChanged");
            }
        }
        let info = params.get("clientInfo").cloned().unwrap_or_default();
        Self { capabilities, info, log_level: None }
    }

    /// Adds `_meta` to a request; what is there already, such as its progress token, stays.
    pub(super) fn sign(&self, request: &mut Value) {
        let params = object(&mut request["params"]);
        let meta = object(params.entry("_meta").or_insert(Value::Null));
        let mut put = |key: &str, value: &Value| {
            meta.insert(format!("io.modelcontextprotocol/{key}"), value.clone());
        };
        put("protocolVersion", &json!(VERSION));
        put("clientCapabilities", &self.capabilities);
        put("clientInfo", &self.info);
        if let Some(level) = &self.log_level {
            put("logLevel", level);
        }
    }
}

/// Returns a value as an object, emptied if it was none.
fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    match value {
        Value::Object(object) => object,
        // It has just been made one.
        _ => unreachable!("an object"),
    }
}

/// Returns the headers of a request.
pub(super) fn headers(request: &Value, mirrored: &[Mirrored]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(PROTOCOL_VERSION, HeaderValue::from_static(VERSION));
    let method = request["method"].as_str().unwrap_or_default();
    let params = &request["params"];
    headers.extend(parameters::header_value(method).map(|value| (METHOD, value)));
    let name = match method {
        "tools/call" | "prompts/get" => params["name"].as_str(),
        "resources/read" => params["uri"].as_str(),
        _ => None,
    };
    headers.extend(name.and_then(parameters::header_value).map(|value| (NAME, value)));
    if method == "tools/call" {
        parameters::mirror(mirrored, &params["arguments"], &mut headers);
    }
    headers
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Identity, headers};

    #[test]
    fn each_request_says_who_asks_and_keeps_its_own_words() {
        let mut identity = Identity::of(&json!({
            "protocolVersion": "2025-11-25",
            "capabilities": { "elicitation": { "form": {} }, "roots": { "listChanged": true },
                "tasks": { "list": {} } },
            "clientInfo": { "name": "n", "version": "1" },
        }));
        let mut call = json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {
            "name": "t", "arguments": { "a": 1 }, "_meta": { "progressToken": 3 } } });
        identity.sign(&mut call);
        let expected = json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {
            "name": "t", "arguments": { "a": 1 }, "_meta": {
                "progressToken": 3,
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities":
                    { "elicitation": { "form": {} }, "roots": {} },
                "io.modelcontextprotocol/clientInfo": { "name": "n", "version": "1" },
            } } });
        assert_eq!(call, expected);
        identity.log_level = Some(json!("debug"));
        let mut bare = json!({ "jsonrpc": "2.0", "id": 4, "method": "tools/list" });
        identity.sign(&mut bare);
        let meta = &bare["params"]["_meta"];
        assert_eq!(meta["io.modelcontextprotocol/logLevel"], "debug");
        assert_eq!(meta.as_object().expect("an object").len(), 4);
    }

    #[test]
    fn the_headers_name_the_version_the_method_and_what_it_is_about() {
        let shown = |method: &str, params: serde_json::Value| {
            let sent = headers(&json!({ "method": method, "params": params }), &[]);
            let text = |value: &super::HeaderValue| value.to_str().expect("ASCII").to_owned();
            let all: Vec<_> =
                sent.iter().map(|(name, value)| format!("{name}: {}", text(value))).collect();
            all.join("\n")
        };
        insta::assert_snapshot!([
            shown("tools/list", json!({ "name": "no" })),
            shown("tools/call", json!({ "name": "alta/año", "uri": "no" })),
            shown("prompts/get", json!({ "name": "p" })),
            shown("resources/read", json!({ "uri": "file:///a%20b?c", "name": "no" })),
        ].join("\n\n"), @r"
        mcp-protocol-version: 2026-07-28
        mcp-method: tools/list

        mcp-protocol-version: 2026-07-28
        mcp-method: tools/call
        mcp-name: =?base64?YWx0YS9hw7Fv?=

        mcp-protocol-version: 2026-07-28
        mcp-method: prompts/get
        mcp-name: p

        mcp-protocol-version: 2026-07-28
        mcp-method: resources/read
        mcp-name: file:///a%20b?c
        ");
    }
}
