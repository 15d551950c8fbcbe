//! What a link has learned that its later messages need.
//!
//! Written and read only by the futures of one session, which one task polls: the cells are
//! `watch` channels because some readers also wait for the next value.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::watch;
use tracing::warn;

use super::listening::Filter;
use super::parameters::{self, Mirrored};
use super::request::Identity;
use crate::untrusted::Untrusted;

/// Tools whose parameters are remembered at the most.
const MAX_TOOLS: usize = 10_000;

type Parameters = HashMap<String, Arc<[Mirrored]>>;

/// The memory of a link.
#[derive(Default)]
pub(super) struct Known {
    /// Who asks.
    pub(super) identity: watch::Sender<Identity>,
    /// What is listened to.
    pub(super) filter: watch::Sender<Filter>,
    /// Parameters that become headers, by tool.
    parameters: watch::Sender<Parameters>,
}

impl Known {
    /// Returns the parameters of a call that become headers.
    pub(super) fn mirrored(&self, request: &Value) -> Arc<[Mirrored]> {
        let name = request["params"]["name"].as_str().unwrap_or_default();
        self.parameters.borrow().get(name).cloned().unwrap_or_default()
    }

    /// Learns from a page of tools, and takes those out that must not be offered.
    pub(super) fn screen(&self, page: &mut Value) {
        let Some(tools) = page["result"]["tools"].as_array_mut() else { return };
        self.parameters.send_modify(|known| tools.retain(|tool| learn(known, tool)));
    }
}

/// Remembers a tool's parameters; `false` if their annotations are invalid.
fn learn(known: &mut Parameters, tool: &Value) -> bool {
    let Some(name) = tool["name"].as_str() else { return true };
    match parameters::mirrored(&tool["inputSchema"]) {
        Ok(none) if none.is_empty() => {
            known.remove(name);
        }
        Ok(mirrored) if known.len() < MAX_TOOLS || known.contains_key(name) => {
            known.insert(name.to_owned(), mirrored.into());
        }
        Ok(_) => warn!(MAX_TOOLS, "more tools with headers than can be remembered"),
        Err(invalid) => {
            let name = Untrusted::from(name);
            warn!(?name, ?invalid, "a tool with an invalid x-mcp-header was left out");
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Known;
    use crate::mcp::transport::modern::request::headers;

    fn sent(known: &Known) -> Vec<String> {
        let call = json!({ "method": "tools/call", "params":
            { "name": "t", "arguments": { "a": "x" } } });
        let headers = headers(&call, &known.mirrored(&call));
        headers.keys().map(ToString::to_string).filter(|name| name.contains("param")).collect()
    }

    fn page(schemas: &[(&str, Value)]) -> Value {
        let tools: Vec<_> = schemas
            .iter()
            .map(|(name, property)| {
                json!({ "name": name, "inputSchema": { "properties": { "a": property } } })
            })
            .collect();
        json!({ "result": { "tools": tools } })
    }

    #[test]
    fn a_page_of_tools_teaches_their_headers_and_loses_the_invalid_ones() {
        let known = Known::default();
        let annotated = json!({ "type": "string", "x-mcp-header": "A" });
        let invalid = json!({ "type": "number", "x-mcp-header": "A" });
        let mut first = page(&[("t", annotated.clone()), ("bad", invalid), ("u", json!({}))]);
        known.screen(&mut first);
        assert_eq!(first, page(&[("t", annotated), ("u", json!({}))]));
        assert_eq!(sent(&known), ["mcp-param-a"]);
        // A later page says nothing of it; a later definition without the annotation does.
        known.screen(&mut page(&[("v", json!({}))]));
        assert_eq!(sent(&known), ["mcp-param-a"]);
        known.screen(&mut page(&[("t", json!({ "type": "string" }))]));
        assert_eq!(sent(&known), Vec::<String>::new());
    }
}
