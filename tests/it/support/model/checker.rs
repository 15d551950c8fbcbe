//! OpenAI's rules for a chat-completions request, as a pure function.
//!
//! Every request of the program under test passes through here, so that a history which the real
//! API would refuse fails a test instead of a conversation.

use std::collections::HashSet;

use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// The fields that any compatible server takes; OpenAI's and OpenRouter's own ones are for their
/// hosts alone, and the scripted server is neither.
const FIELDS: [&str; 11] = [
    "model",
    "messages",
    "stream",
    "stream_options",
    "tools",
    "tool_choice",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "top_p",
    "stop",
];
/// The most tools of a request, and the most calls of a message.
const MOST: usize = 128;
/// What OpenAI refuses at the root of the parameters.
const ROOT_REFUSED: [&str; 5] = ["anyOf", "oneOf", "allOf", "enum", "not"];

/// Returns a sentence for each broken rule; `also` names further fields that are allowed.
pub(crate) fn check(request: &Value, also: &[String]) -> Vec<String> {
    let mut broken = vec![];
    let Some(request) = request.as_object() else {
        return vec!["the body is not a JSON object".into()];
    };
    for name in request.keys() {
        if !FIELDS.contains(&name.as_str()) && !also.contains(name) {
            broken.push(format!("unknown field {name}"));
        }
    }
    if request.get("model").and_then(Value::as_str).is_none_or(str::is_empty) {
        broken.push("model is missing".into());
    }
    if request.contains_key("stream_options") && request.get("stream") != Some(&Value::Bool(true)) {
        broken.push("stream_options without stream".into());
    }
    tools(request, &mut broken);
    match request.get("messages").and_then(Value::as_array) {
        None => broken.push("messages is missing".into()),
        Some(messages) if messages.is_empty() => broken.push("messages is empty".into()),
        Some(messages) => history(messages, &mut broken),
    }
    broken
}

fn tools(request: &Map<String, Value>, broken: &mut Vec<String>) {
    let Some(tools) = request.get("tools") else {
        for name in ["tool_choice", "parallel_tool_calls"] {
            if request.contains_key(name) {
                broken.push(format!("{name} without tools"));
            }
        }
        return;
    };
    let Some(tools) = tools.as_array() else {
        broken.push("tools is not an array".into());
        return;
    };
    if tools.is_empty() || tools.len() > MOST {
        broken.push(format!("{} tools, not 1 to {MOST}", tools.len()));
    }
    let mut names = HashSet::new();
    for (place, tool) in tools.iter().enumerate() {
        let function = &tool["function"];
        let name = function["name"].as_str().unwrap_or_default();
        if tool["type"] != "function" {
            broken.push(format!("tools[{place}] is not of type function"));
        }
        if !is_name(name) {
            broken.push(format!("tools[{place}] has the bad name {name:?}"));
        }
        if !names.insert(name) {
            broken.push(format!("tools[{place}] repeats the name {name:?}"));
        }
        if function.get("description").is_some_and(|text| !text.is_string()) {
            broken.push(format!("tools[{place}] has a description that is not a text"));
        }
        if let Some(fault) = parameters(&function["parameters"]) {
            broken.push(format!("tools[{place}] ({name}): {fault}"));
        }
    }
    if let Some(choice) = request.get("tool_choice") {
        let word = choice.as_str().is_some_and(|word| ["none", "auto", "required"].contains(&word));
        let named = choice["function"]["name"].as_str().is_some_and(|name| names.contains(name));
        if !word && !named {
            broken.push(format!("tool_choice {choice} names no tool"));
        }
    }
}

fn parameters(schema: &Value) -> Option<String> {
    if schema["type"] != "object" {
        return Some("the parameters are not of type object".into());
    }
    if !schema["properties"].is_object() {
        return Some("the parameters have no properties".into());
    }
    if let Some(word) = ROOT_REFUSED.iter().find(|word| schema.get(**word).is_some()) {
        return Some(format!("{word} at the root of the parameters"));
    }
    array_without_items(schema).then(|| "an array schema misses its items".into())
}

fn array_without_items(schema: &Value) -> bool {
    let here = schema["type"] == "array" && schema.get("items").is_none();
    let below = |name: &str| match schema.get(name) {
        Some(Value::Object(members)) if name == "items" => {
            array_without_items(&Value::Object(members.clone()))
        }
        Some(Value::Object(members)) => members.values().any(array_without_items),
        Some(Value::Array(items)) => items.iter().any(array_without_items),
        _ => false,
    };
    here || ["properties", "items", "anyOf", "oneOf", "allOf", "$defs"].into_iter().any(below)
}

/// Walks the messages in order, with the calls that still wait for their result.
fn history(messages: &[Value], broken: &mut Vec<String>) {
    let mut open: Vec<&str> = vec![];
    for (place, message) in messages.iter().enumerate() {
        let mut fault = |sentence: String| broken.push(format!("messages[{place}]: {sentence}"));
        let role = message["role"].as_str().unwrap_or_default();
        if role != "tool" && !open.is_empty() {
            fault(format!("{role} before the results of {open:?}"));
            open.clear();
        }
        match role {
            "system" | "user" => {
                if !has_content(&message["content"]) {
                    fault(format!("{role} without content"));
                }
            }
            "assistant" => open = assistant(message, &mut fault),
            "tool" => result(message, &mut open, &mut fault),
            _ => fault(format!("the role {role:?}")),
        }
    }
    if !open.is_empty() {
        broken.push(format!("the history ends before the results of {open:?}"));
    } else if messages.last().is_some_and(|last| last["role"] == "assistant") {
        broken.push("the history ends with an answer, so there is nothing to answer".into());
    }
}

/// Checks an assistant message; gives the ids that need a result.
fn assistant<'a>(message: &'a Value, fault: &mut impl FnMut(String)) -> Vec<&'a str> {
    let content = &message["content"];
    let Some(calls) = message.get("tool_calls") else {
        if !has_content(content) {
            fault("assistant with neither content nor tool_calls".into());
        }
        return vec![];
    };
    if !content.is_null() && !content.is_string() && !content.is_array() {
        fault("assistant with a content that is no text".into());
    }
    let calls = calls.as_array().map(Vec::as_slice).unwrap_or_default();
    if calls.is_empty() || calls.len() > MOST {
        fault(format!("{} tool_calls, not 1 to {MOST}", calls.len()));
    }
    let mut ids = vec![];
    for call in calls {
        let id = call["id"].as_str().unwrap_or_default();
        let name = call["function"]["name"].as_str().unwrap_or_default();
        if id.is_empty() || ids.contains(&id) {
            fault(format!("the call id {id:?} is empty or repeated"));
        }
        if call["type"] != "function" {
            fault(format!("the call {id} is not of type function"));
        }
        if !is_name(name) {
            fault(format!("the call {id} has the bad name {name:?}"));
        }
        let arguments = call["function"]["arguments"].as_str().map(serde_json::from_str::<Value>);
        if !matches!(arguments, Some(Ok(Value::Object(_)))) {
            fault(format!("the arguments of {id} are not a JSON object in a text"));
        }
        ids.push(id);
    }
    ids
}

/// Checks a tool message and strikes its id off.
fn result(message: &Value, open: &mut Vec<&str>, fault: &mut impl FnMut(String)) {
    let id = message["tool_call_id"].as_str().unwrap_or_default();
    match open.iter().position(|waiting| *waiting == id) {
        Some(found) => drop(open.remove(found)),
        None => fault(format!("a result for {id:?}, which no call before it waits for")),
    }
    let Some(text) = message["content"].as_str() else {
        fault("the content of a tool message is not a text".into());
        return;
    };
    if text.is_empty() {
        fault("the content of a tool message is empty".into());
    }
    let envelope = serde_json::from_str::<Value>(text).ok();
    if envelope.is_some_and(|value| value.get("jsonrpc").is_some()) {
        fault("the content of a tool message is a raw JSON-RPC envelope".into());
    }
}

fn has_content(content: &Value) -> bool {
    match content {
        Value::String(text) => !text.is_empty(),
        Value::Array(parts) => {
            !parts.is_empty() && parts.iter().all(|part| part["type"].is_string())
        }
        _ => false,
    }
}

fn is_name(name: &str) -> bool {
    let right = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=64).contains(&name.len()) && name.bytes().all(right)
}
