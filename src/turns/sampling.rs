//! The chat's own model as it answers for a server: what is sent, what it may take, and the answer
//! as MCP wants it.
//!
//! Nothing of the conversation is sent with it, and nothing of it gets into the conversation.

use serde_json::{Map, Value, json, value::RawValue};

use crate::config::{Generation, ModelSettings, SamplingSettings};
use crate::http;
use crate::llm::{
    self, Assistant, Finish, Function, Message, Reply, Request, ToolCall, ToolChoice,
};
use crate::mcp::protocol::{Block, Choice, CreateMessage, Offered, Said};

/// Asks the model for a server.
pub struct Sampler {
    http: http::Client,
    settings: ModelSettings,
    left: SamplingSettings,
    /// US dollars that may still be spent, where there is a limit.
    dollars: Option<f64>,
}

impl Sampler {
    /// Makes one with all of its budget left, and so many US dollars where there is a limit.
    pub fn new(
        http: http::Client,
        settings: ModelSettings,
        left: SamplingSettings,
        dollars: Option<f64>,
    ) -> Self {
        Self { http, settings, left, dollars }
    }

    /// Returns the model that answers.
    pub fn model(&self) -> &str {
        &self.settings.name
    }

    /// Follows the chat to another model.
    pub fn set_model(&mut self, name: &str) {
        name.clone_into(&mut self.settings.name);
    }

    /// Returns what is left.
    pub fn left(&self) -> SamplingSettings {
        self.left
    }

    /// Whether nothing is left.
    pub fn is_spent(&self) -> bool {
        let broke = self.dollars.is_some_and(|dollars| dollars <= 0.0);
        broke || self.left.requests == 0 || self.left.tokens == 0
    }

    /// Asks the model. An answer never gets more tokens than are left, whatever the server wants.
    ///
    /// # Errors
    /// As [`llm::Client::complete`].
    pub async fn ask(&mut self, wanted: &CreateMessage) -> Result<Reply, llm::Error> {
        self.left.requests = self.left.requests.saturating_sub(1);
        let own = self.settings.generation;
        let most = [wanted.max_tokens, own.max_tokens.map(u64::from), Some(self.left.tokens)];
        let most = most.into_iter().flatten().min().map(|most| most.clamp(1, u32::MAX.into()));
        let max_tokens = most.and_then(|most| u32::try_from(most).ok());
        let settings =
            ModelSettings { generation: Generation { max_tokens, ..own }, ..self.settings.clone() };
        let messages = messages(wanted);
        let tools: Vec<Function> = wanted.tools.iter().map(function).collect();
        let request = Request {
            messages: messages.iter().map(|message| &**message).collect(),
            tools: &tools,
            tool_choice: match wanted.choice {
                Choice::Auto => None,
                Choice::Required => Some(ToolChoice::Required),
                Choice::None => Some(ToolChoice::None),
            },
            conversation: "",
        };
        let mut model = llm::Client::new(self.http.clone(), settings);
        let reply = model.complete(&request, &mut |_| {}).await?;
        // A server that does not say what it took is taken to have used the limit.
        let taken = reply.usage.map_or(most.unwrap_or_default(), |usage| {
            usage.prompt.saturating_add(usage.completion)
        });
        self.left.tokens = self.left.tokens.saturating_sub(taken);
        if let (Some(dollars), Some(cost)) =
            (&mut self.dollars, reply.usage.and_then(|usage| usage.cost))
        {
            *dollars -= cost;
        }
        Ok(reply)
    }
}

/// Returns the conversation as the model API takes it.
fn messages(wanted: &CreateMessage) -> Vec<Box<RawValue>> {
    let mut all = Vec::new();
    if let Some(system) = &wanted.system {
        all.push(Message::System { content: system.raw().to_owned() });
    }
    wanted.messages.iter().for_each(|said| put(said, &mut all));
    all.iter().map(Message::encode).collect()
}

fn put(said: &Said, all: &mut Vec<Message>) {
    let mut texts = Vec::new();
    let mut calls = Vec::new();
    let mut results = 0;
    for block in &said.blocks {
        match block {
            Block::Text(text) => texts.push(text.raw().to_owned()),
            Block::ToolUse { id, name, input } => calls.push(ToolCall {
                id: id.clone(),
                name: safe_name(name.raw()),
                arguments: Value::Object(input.clone()).to_string(),
                extra: Map::new(),
            }),
            Block::ToolResult { id, text } => {
                results += 1;
                all.push(Message::Tool { call_id: id.clone(), content: text.raw().to_owned() });
            }
            // English, like everything that only models read.
            Block::Other(kind) => texts.push(format!("[{}: not shown to you]", kind.line(40))),
        }
    }
    let content = texts.join("\n");
    if said.by_model {
        all.push(Message::Assistant(Assistant { content, calls, ..Assistant::default() }));
    } else if !content.is_empty() || results == 0 {
        all.push(Message::User { content });
    }
}

fn function(tool: &Offered) -> Function {
    let name = safe_name(tool.name.raw());
    let definition = json!({ "type": "function", "function": {
        "name": name, "description": tool.description.raw(), "parameters": tool.schema,
    } });
    #[expect(clippy::expect_used, reason = "a value always serialises")]
    let definition = serde_json::value::to_raw_value(&definition).expect("a value is JSON");
    Function { name, definition }
}

/// Returns a name that model APIs take: 64 letters, digits, `_` and `-` at the most.
fn safe_name(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    name.chars().map(safe).take(64).collect()
}

/// Returns the server's own name of a tool that the model asks for.
fn name_of(asked: &str, tools: &[Offered]) -> String {
    let tool = tools.iter().find(|tool| safe_name(tool.name.raw()) == asked);
    tool.map_or(asked, |tool| tool.name.raw()).to_owned()
}

/// Returns the answer for the server (MCP 2025-11-25, `CreateMessageResult`).
pub fn result(reply: &Reply, wanted: &CreateMessage, model: &str) -> Value {
    let text = if reply.text.raw().is_empty() { &reply.refusal } else { &reply.text };
    let text = json!({ "type": "text", "text": text.raw() });
    let uses: Vec<Value> = reply
        .calls
        .iter()
        .map(|call| {
            let input = call.arguments.clone().unwrap_or_default();
            let name = name_of(llm::plain_name(call.name.raw()), &wanted.tools);
            json!({ "type": "tool_use", "id": call.id, "name": name, "input": input })
        })
        .collect();
    let stop = match reply.finish {
        Finish::Length => "maxTokens",
        Finish::Stop
        | Finish::ToolCalls
        | Finish::ContentFilter
        | Finish::Other(_)
        | Finish::Unsaid => {
            if uses.is_empty() {
                "endTurn"
            } else {
                "toolUse"
            }
        }
    };
    let content = if uses.is_empty() {
        text
    } else if reply.text.raw().is_empty() {
        Value::Array(uses)
    } else {
        Value::Array([text].into_iter().chain(uses).collect())
    };
    let model = reply.model.as_ref().map_or(model, |model| model.raw());
    json!({ "role": "assistant", "content": content, "model": model, "stopReason": stop })
}

#[cfg(test)]
mod tests;
