//! What a server offers beside tools: prompts, resources, completion and log messages.

use std::fmt;

use serde_json::{Map, Value, json};

use super::{Content, text};
use crate::untrusted::Untrusted;

/// A longer log message is cut, in bytes: many of them wait to be read.
const LOG_BYTES: usize = 4 * 1024;
/// A longer URI is none that can be told, in bytes.
const URI_BYTES: usize = 2 * 1024;
/// Values that a completion may have (MCP 2025-11-25, `CompleteResult`).
const VALUES: usize = 100;

/// What the server declared beside tools; nothing else is asked of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// It has prompts.
    pub prompts: bool,
    /// It has resources.
    pub resources: bool,
    /// It tells of changes of a resource.
    pub subscribe: bool,
    /// It completes arguments of prompts and templates.
    pub completions: bool,
    /// It sends log messages, and takes a level.
    pub logging: bool,
}

impl Offers {
    /// Reads the result of `initialize`. PHP servers write `[]` for an empty object; only an
    /// explicit entry counts.
    pub(super) fn read(result: &Value) -> Self {
        let has = |key: &str| {
            let entry = result.get("capabilities").and_then(|declared| declared.get(key));
            entry.is_some_and(|entry| !matches!(entry, Value::Null | Value::Bool(false)))
        };
        let subscribe = result.pointer("/capabilities/resources/subscribe");
        Self {
            prompts: has("prompts"),
            resources: has("resources"),
            subscribe: subscribe.and_then(Value::as_bool).unwrap_or_default(),
            completions: has("completions"),
            logging: has("logging"),
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// Its entries; those that cannot be named are left out.
    pub items: Vec<T>,
    /// Where the next page starts. An empty string is a cursor like any other.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Reads the result of a list, whose entries are under `key`.
    pub fn read(result: &Value, key: &str, read: impl Fn(&Value) -> Option<T>) -> Self {
        let items = result.get(key).and_then(Value::as_array);
        Self {
            items: items.into_iter().flatten().filter_map(read).collect(),
            next_cursor: result.get("nextCursor").and_then(Value::as_str).map(str::to_owned),
        }
    }
}

/// A prompt as its server defines it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// The name that gets it.
    pub name: Untrusted,
    /// What it is for, in the server's words.
    pub description: Untrusted,
    /// What it takes, in the server's order.
    pub arguments: Vec<PromptArgument>,
}

/// What a prompt takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromptArgument {
    /// Its name.
    pub name: Untrusted,
    /// What it is, in the server's words.
    pub description: Untrusted,
    /// Whether the prompt cannot be had without it. `false` unless said.
    pub required: bool,
}

impl Prompt {
    /// Reads a definition; `None` if it has no name.
    pub fn read(definition: &Value) -> Option<Self> {
        let arguments = definition.get("arguments").and_then(Value::as_array);
        let argument = |argument: &Value| {
            Some(PromptArgument {
                name: named(argument, "name")?,
                description: described(argument),
                required: argument.get("required").and_then(Value::as_bool).unwrap_or_default(),
            })
        };
        Some(Self {
            name: named(definition, "name")?,
            description: described(definition),
            arguments: arguments.into_iter().flatten().filter_map(argument).collect(),
        })
    }
}

/// Who says a message of a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// Reads the messages of `prompts/get`, in their order. A role that is not known is the person's.
pub fn prompt_messages(result: &Value) -> Vec<(Speaker, Content)> {
    let messages = result.get("messages").and_then(Value::as_array);
    let message = |message: &Value| {
        let speaker = match message.get("role").and_then(Value::as_str) {
            Some("assistant") => Speaker::Assistant,
            Some(_) | None => Speaker::User,
        };
        let contents = match message.get("content") {
            // Not by the specification, but the meaning is plain.
            Some(Value::String(text)) => vec![Content::Text(text.as_str().into())],
            Some(Value::Array(blocks)) => blocks.iter().map(Content::read).collect(),
            Some(block) => vec![Content::read(block)],
            None => Vec::new(),
        };
        contents.into_iter().map(move |content| (speaker, content)).collect::<Vec<_>>()
    };
    messages.into_iter().flatten().flat_map(message).collect()
}

/// A resource, or a template of resources, as its server lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Where it is; of a template with variables in braces (RFC 6570).
    pub uri: Untrusted,
    /// Its name.
    pub name: Untrusted,
    /// What it is, in the server's words.
    pub description: Untrusted,
    /// Its media type; empty if it has none.
    pub mime: Untrusted,
    /// Its size in bytes, if the server tells.
    pub bytes: Option<u64>,
}

impl Resource {
    /// Reads an entry whose URI is under `key`; `None` if it has none.
    pub fn read(entry: &Value, key: &str) -> Option<Self> {
        Some(Self {
            uri: named(entry, key)?,
            name: text(entry, "title").or_else(|| text(entry, "name")).unwrap_or_default(),
            description: text(entry, "description").unwrap_or_default(),
            mime: text(entry, "mimeType").unwrap_or_default(),
            bytes: entry.get("size").and_then(Value::as_u64),
        })
    }
}

/// A part of what a resource holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Where it is: a folder holds parts of other URIs than its own.
    pub uri: Untrusted,
    /// Its media type; empty if it has none.
    pub mime: Untrusted,
    /// Its text; of what is binary, how many bytes it has.
    pub content: Result<Untrusted, usize>,
}

/// Reads the result of `resources/read`.
pub fn resource_contents(result: &Value) -> Vec<Held> {
    let contents = result.get("contents").and_then(Value::as_array);
    let held = |part: &Value| Held {
        uri: text(part, "uri").unwrap_or_default(),
        mime: text(part, "mimeType").unwrap_or_default(),
        content: text(part, "text").ok_or_else(|| super::result::base64_bytes(part, "blob")),
    };
    contents.into_iter().flatten().map(held).collect()
}

/// What an argument belongs to, for its completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A prompt, by its name.
    Prompt(String),
    /// A template of resources, by its text.
    Template(String),
}

/// Returns the parameters of `completion/complete`; `known` are arguments that have a value.
pub fn complete_params(
    reference: &Reference,
    (argument, value): (&str, &str),
    known: &Map<String, Value>,
) -> Value {
    let reference = match reference {
        Reference::Prompt(name) => json!({ "type": "ref/prompt", "name": name }),
        Reference::Template(uri) => json!({ "type": "ref/resource", "uri": uri }),
    };
    let mut params = json!({ "ref": reference, "argument": { "name": argument, "value": value } });
    // MCP 2025-06-18 and later; older servers do not look at it.
    if !known.is_empty() {
        params["context"] = json!({ "arguments": known });
    }
    params
}

/// Reads the values of a completion.
pub fn completed(result: &Value) -> Vec<Untrusted> {
    let values = result.pointer("/completion/values").and_then(Value::as_array);
    let values = values.into_iter().flatten().filter_map(Value::as_str);
    values.take(VALUES).map(Untrusted::from).collect()
}

/// How grave a log message is (RFC 5424), the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For who looks for a fault.
    Debug,
    /// As expected.
    Info,
    /// As expected, and of weight.
    Notice,
    /// It goes on.
    Warning,
    /// Something failed.
    Error,
    /// A part failed.
    Critical,
    /// Somebody must act.
    Alert,
    /// Nothing works.
    Emergency,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Self; 8] = [
        Self::Debug,
        Self::Info,
        Self::Notice,
        Self::Warning,
        Self::Error,
        Self::Critical,
        Self::Alert,
        Self::Emergency,
    ];

    /// Returns its name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Critical => "critical",
            Self::Alert => "alert",
            Self::Emergency => "emergency",
        }
    }

    /// Returns the one of that name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A log message (`notifications/message`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogMessage {
    /// How grave it is; one that is not known is an error, so that nothing is missed.
    pub level: Level,
    /// Which part of the server says it; empty if it does not say.
    pub logger: Untrusted,
    /// What it says: a text, or anything as JSON. Cut to 4 KiB.
    pub text: Untrusted,
}

impl LogMessage {
    /// Reads the parameters of the notification.
    pub fn read(params: &Value) -> Self {
        let level = params.get("level").and_then(Value::as_str).and_then(Level::named);
        let mut said = match params.get("data") {
            Some(Value::String(said)) => said.clone(),
            Some(said) => said.to_string(),
            None => String::new(),
        };
        let end = (0..=LOG_BYTES.min(said.len())).rev().find(|at| said.is_char_boundary(*at));
        said.truncate(end.unwrap_or_default());
        let logger = text(params, "logger").filter(|logger| logger.raw().len() <= LOG_BYTES);
        Self {
            level: level.unwrap_or(Level::Error),
            logger: logger.unwrap_or_default(),
            text: said.into(),
        }
    }
}

/// Reads which resource changed (`notifications/resources/updated`); `None` if nobody can tell.
pub fn updated_uri(params: &Value) -> Option<Untrusted> {
    named(params, "uri").filter(|uri| uri.raw().len() <= URI_BYTES)
}

fn named(entry: &Value, key: &str) -> Option<Untrusted> {
    text(entry, key).filter(|name| !name.raw().is_empty())
}

fn described(entry: &Value) -> Untrusted {
    text(entry, "description").or_else(|| text(entry, "title")).unwrap_or_default()
}

#[cfg(test)]
mod tests;
