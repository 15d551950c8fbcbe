//! What a server wants a model to answer (MCP 2025-11-25, `sampling/createMessage`), and the
//! answer as it takes it.

use serde_json::{Map, Value, json};

use super::text;
use crate::untrusted::Untrusted;

/// Messages that one question may have.
const MAX_MESSAGES: usize = 1000;
/// Tools that one question may bring; model servers take no more.
const MAX_TOOLS: usize = 128;

/// A request for an answer of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateMessage {
    /// The conversation.
    pub messages: Vec<Said>,
    /// What the model shall be told of its job.
    pub system: Option<Untrusted>,
    /// The most tokens of the answer, if the server set a limit.
    pub max_tokens: Option<u64>,
    /// The tools that the model may ask for; the server runs them.
    pub tools: Vec<Offered>,
    /// Whether it may, need not or must ask for one.
    pub choice: Choice,
    /// Whether the server says which model it would like: the chat has one only.
    pub has_preferences: bool,
}

/// A message of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Whether the model said it; otherwise the user.
    pub by_model: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A text.
    Text(Untrusted),
    /// The model asks for a tool.
    ToolUse {
        /// What the result will name.
        id: String,
        /// The tool.
        name: Untrusted,
        /// Its arguments.
        input: Map<String, Value>,
    },
    /// What came of it.
    ToolResult {
        /// The id of the use.
        id: String,
        /// The result, its texts joined.
        text: Untrusted,
    },
    /// Something that we cannot hand to the model: an image, a sound, or what we do not know.
    Other(Untrusted),
}

/// A tool that comes with the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// Its name.
    pub name: Untrusted,
    /// What it does.
    pub description: Untrusted,
    /// JSON Schema of its arguments.
    pub schema: Value,
}

/// Whether the model may ask for tools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// It may.
    #[default]
    Auto,
    /// It must.
    Required,
    /// It must not.
    None,
}

impl CreateMessage {
    /// Reads the parameters.
    ///
    /// # Errors
    /// Fails, with a reason for the server, if there is nothing to answer or it is too much.
    pub fn read(params: &Value) -> Result<Self, &'static str> {
        let list = |key: &str| params.get(key).and_then(Value::as_array).map_or(&[][..], |v| v);
        let messages = list("messages");
        if messages.is_empty() {
            return Err("there are no messages");
        }
        if messages.len() > MAX_MESSAGES || list("tools").len() > MAX_TOOLS {
            return Err("there are too many messages or tools");
        }
        let choice = match params.pointer("/toolChoice/mode").and_then(Value::as_str) {
            Some("required") => Choice::Required,
            Some("none") => Choice::None,
            Some(_) | None => Choice::Auto,
        };
        Ok(Self {
            messages: messages.iter().map(Said::read).collect(),
            system: text(params, "systemPrompt").filter(|text| !text.raw().trim().is_empty()),
            max_tokens: params.get("maxTokens").and_then(Value::as_u64),
            tools: list("tools").iter().filter_map(Offered::read).collect(),
            choice,
            has_preferences: params.get("modelPreferences").is_some_and(Value::is_object),
        })
    }
}

impl Said {
    fn read(message: &Value) -> Self {
        let by_model = message.get("role").and_then(Value::as_str) == Some("assistant");
        let blocks = match message.get("content") {
            Some(Value::Array(blocks)) => blocks.iter().map(Block::read).collect(),
            Some(block) => vec![Block::read(block)],
            None => Vec::new(),
        };
        Self { by_model, blocks }
    }
}

impl Block {
    fn read(block: &Value) -> Self {
        // Some servers send a bare text.
        if let Value::String(text) = block {
            return Self::Text(text.as_str().into());
        }
        let id = |key: &str| block.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        match block.get("type").and_then(Value::as_str) {
            Some("text") => Self::Text(text(block, "text").unwrap_or_default()),
            Some("tool_use") => Self::ToolUse {
                id: id("id"),
                name: text(block, "name").unwrap_or_default(),
                input: block.get("input").and_then(Value::as_object).cloned().unwrap_or_default(),
            },
            Some("tool_result") => Self::ToolResult { id: id("toolUseId"), text: result(block) },
            Some(kind) => Self::Other(kind.into()),
            None => Self::Other(Untrusted::default()),
        }
    }
}

/// Joins the texts of a tool's result; without one, its structured content stands for it.
fn result(block: &Value) -> Untrusted {
    let content = block.get("content").and_then(Value::as_array).map_or(&[][..], |all| all);
    let texts: Vec<&str> =
        content.iter().filter_map(|one| one.get("text").and_then(Value::as_str)).collect();
    if texts.is_empty()
        && let Some(structured) = block.get("structuredContent")
    {
        return Untrusted::from(structured.to_string());
    }
    Untrusted::from(texts.join("\n"))
}

impl Offered {
    fn read(tool: &Value) -> Option<Self> {
        Some(Self {
            name: text(tool, "name").filter(|name| !name.raw().is_empty())?,
            description: text(tool, "description").unwrap_or_default(),
            schema: tool.get("inputSchema").cloned().unwrap_or_else(|| json!({"type": "object"})),
        })
    }
}
