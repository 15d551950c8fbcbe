//! `server/discover`: what its answer says in the words of
//! `initialize`, which the session above expects. No IO.

use serde_json::{Value, json};

use super::listening::Filter;
use super::request::VERSION;
use crate::mcp::error::UNSUPPORTED_VERSION;
use crate::mcp::protocol::METHOD_NOT_FOUND;

/// The method.
pub(super) const METHOD: &str = "server/discover";

/// What an answer to `server/discover` means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Discovery {
    /// The result of `initialize` that says the same, and what can be listened to.
    Found(Value, Filter),
    /// The server names a version of ours: ask again.
    Again,
    /// It does not want us: its error.
    Refused(Value),
}

/// Reads the answer to `server/discover`.
pub(super) fn read(answer: &Value) -> Discovery {
    match (answer.get("error"), answer.get("result")) {
        (Some(error), _) if !error.is_null() => match error["code"].as_i64() {
            Some(UNSUPPORTED_VERSION) if names_us(&error["data"]["supported"]) => Discovery::Again,
            // It must have the method; one that lacks it may have all the others.
            Some(METHOD_NOT_FOUND) => found(&json!({})),
            Some(_) | None => Discovery::Refused(error.clone()),
        },
        (_, Some(result)) => match result.get("supportedVersions") {
            Some(versions) if !names_us(versions) => Discovery::Refused(json!({
                "code": UNSUPPORTED_VERSION,
                "message": listed(versions),
            })),
            Some(_) | None => found(result),
        },
        (_, None) => found(&json!({})),
    }
}

fn found(result: &Value) -> Discovery {
    // The specification has moved it there; servers of before keep it beside.
    let info = result["_meta"].get("io.modelcontextprotocol/serverInfo");
    let info = info.or_else(|| result.get("serverInfo"));
    let mut initialized = json!({
        "protocolVersion": VERSION,
        "capabilities": result.get("capabilities").cloned().unwrap_or_else(|| json!({})),
    });
    if let Some(info) = info {
        initialized["serverInfo"] = info.clone();
    }
    if let Some(instructions) = result.get("instructions") {
        initialized["instructions"] = instructions.clone();
    }
    let filter = Filter::offered(&initialized["capabilities"]);
    Discovery::Found(initialized, filter)
}

fn names_us(versions: &Value) -> bool {
    versions.as_array().is_some_and(|versions| versions.iter().any(|version| version == VERSION))
}

fn listed(versions: &Value) -> String {
    let versions = versions.as_array().into_iter().flatten().filter_map(Value::as_str);
    versions.take(20).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Discovery, Filter, read};

    fn error(code: i64, supported: &[&str]) -> Value {
        json!({ "jsonrpc": "2.0", "id": 1, "error":
            { "code": code, "message": "m", "data": { "supported": supported } } })
    }

    #[test]
    fn what_was_discovered_is_said_as_initialize_would() {
        let result = json!({ "resultType": "complete", "supportedVersions": ["2026-07-28"],
            "capabilities": { "tools": { "listChanged": true } }, "instructions": "Be brief.",
            "ttlMs": 0, "_meta": { "io.modelcontextprotocol/serverInfo": { "name": "s", "version": "2" } } });
        let expected = json!({ "protocolVersion": "2026-07-28",
            "capabilities": { "tools": { "listChanged": true } },
            "serverInfo": { "name": "s", "version": "2" }, "instructions": "Be brief." });
        let filter = Filter { tools: true, ..Filter::default() };
        assert_eq!(read(&json!({ "result": result })), Discovery::Found(expected, filter));

        let beside = json!({ "result": { "supportedVersions": ["2026-07-28", "2025-11-25"],
            "capabilities": [], "serverInfo": { "name": "t" } } });
        let expected = json!({ "protocolVersion": "2026-07-28", "capabilities": [],
            "serverInfo": { "name": "t" } });
        assert_eq!(read(&beside), Discovery::Found(expected, Filter::default()));
    }

    #[test]
    fn a_server_that_says_little_is_taken_as_it_is() {
        let bare = json!({ "protocolVersion": "2026-07-28", "capabilities": {} });
        let found = Discovery::Found(bare, Filter::default());
        for answer in [
            json!({ "result": {} }),
            json!({ "result": { "resultType": "complete" } }),
            error(-32601, &[]),
            json!({}),
        ] {
            assert_eq!(read(&answer), found, "{answer}");
        }
    }

    #[test]
    fn another_version_is_asked_for_once_more_or_refused() {
        assert_eq!(read(&error(-32022, &["2027-01-01", "2026-07-28"])), Discovery::Again);
        let old = error(-32022, &["2025-11-25"]);
        assert_eq!(read(&old), Discovery::Refused(old["error"].clone()));
        let other = error(-32603, &["2026-07-28"]);
        assert_eq!(read(&other), Discovery::Refused(other["error"].clone()));
        let newer = json!({ "result": { "supportedVersions": ["2027-01-01", "2028-01-01"] } });
        let refusal = json!({ "code": -32022, "message": "2027-01-01, 2028-01-01" });
        assert_eq!(read(&newer), Discovery::Refused(refusal));
    }
}
