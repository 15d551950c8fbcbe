//! What a server sends: read or ignored, the same in any pieces, and never trusted.

use mcp_chat::mcp::protocol::{
    CallResult, CreateMessage, ElicitForm, ElicitUrl, Incoming, LogMessage, MODERN_VERSION, Page,
    Progress, Prompt, Resource, ServerInfo, ToolPage, VERSIONS, completed, prompt_messages,
    resource_contents, updated_uri,
};
use mcp_chat::sse::decode::{Decoder, Event};
use serde_json::Value;

use super::{Bytes, is_foreign};

/// How large an event may be here, in bytes.
const LIMIT: usize = 4096;

/// Checks a stream of events.
pub(crate) fn check(bytes: &[u8]) {
    let mut choices = Bytes::new(bytes);
    let lengths = [choices.next(), choices.next()].map(|length| usize::from(length % 16) + 1);
    let stream = bytes.get(8..).unwrap_or_default();
    let whole = events(&[stream]);
    let mut pieces = Vec::new();
    let mut rest = stream;
    for length in lengths.iter().cycle() {
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        pieces.push(piece);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    assert_eq!(events(&pieces), whole, "in pieces of {lengths:?}");
    for event in whole {
        assert!(event.data.len() <= LIMIT);
        if let Ok(message) = serde_json::from_str(&event.data) {
            read(&message);
        }
    }
}

fn events(pieces: &[&[u8]]) -> Vec<Event> {
    let mut decoder = Decoder::new(LIMIT);
    let mut events = Vec::new();
    for piece in pieces {
        decoder.push(piece);
        while let Ok(Some(event)) = decoder.next_event() {
            events.push(event);
        }
    }
    events
}

/// Reads a message as every part of the client that could be meant does.
fn read(message: &Value) {
    let count = message.as_array().map_or(1, Vec::len);
    let read = Incoming::read(message.clone());
    assert_eq!(read.len(), count, "{message}");
    for incoming in read {
        match incoming {
            Incoming::Response { outcome: Ok(result), .. } => answer(&result),
            Incoming::Response { outcome: Err(error), .. } => {
                assert!(!error.message.line(200).contains(is_foreign));
            }
            Incoming::Request { id, params, .. } => {
                assert!(!id.is_null());
                question(&params);
            }
            Incoming::Notification { params, .. } => {
                drop((Progress::read(&params), LogMessage::read(&params), updated_uri(&params)));
            }
            Incoming::Invalid => {}
        }
    }
}

/// Reads what a server asks of a person or of the model.
fn question(params: &Value) {
    if let Ok(form) = ElicitForm::read(params) {
        for field in &form.fields {
            for typed in ["", "1", "-1e3", "no", "a,b", "2026-11-25", "ana@example.com"] {
                // What a person may send is what the server's schema takes.
                if let Ok(value) = field.typed(typed) {
                    assert_eq!(field.takes(&value), Ok(()), "{typed:?} for {field:?}");
                }
            }
        }
    }
    if let Ok(address) = ElicitUrl::read(params) {
        assert!(["http", "https"].contains(&address.url.scheme()));
    }
    drop(CreateMessage::read(params));
}

fn answer(result: &Value) {
    let named = |tool: &Value| tool["name"].as_str().is_some_and(|name| !name.is_empty());
    let tools =
        result["tools"].as_array().map_or(0, |tools| tools.iter().filter(|it| named(it)).count());
    assert_eq!(ToolPage::read(result.clone()).tools.len(), tools);
    let blocks = match &result["content"] {
        Value::Array(blocks) => blocks.len(),
        Value::String(_) => 1,
        _ => 0,
    };
    assert_eq!(CallResult::read(result.clone()).content.len(), blocks);
    let all = |key: &str| result[key].as_array().map_or(0, Vec::len);
    assert!(Page::read(result, "prompts", Prompt::read).items.len() <= all("prompts"));
    let resources = Page::read(result, "resources", |entry| Resource::read(entry, "uri"));
    assert!(resources.items.len() <= all("resources"));
    assert!(prompt_messages(result).len() <= all("messages"));
    assert!(resource_contents(result).len() <= all("contents"));
    drop(completed(result));
    match ServerInfo::read(result) {
        Ok(server) => {
            let known = |version: &str| version == server.protocol;
            assert!(VERSIONS.into_iter().chain([MODERN_VERSION]).any(known));
        }
        Err(version) => assert!(!version.line(100).contains(is_foreign)),
    }
}
