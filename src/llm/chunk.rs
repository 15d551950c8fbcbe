//! One chunk of a streamed answer, read leniently: an unknown or odd field never fails it.
//!
//! A whole completion, as servers send that ignore `stream`, is read as a single chunk.

use serde_json::{Map, Value};

use super::{error_body::Details, message::ReasoningField, reply::Usage};

/// What one chunk holds.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub(super) model: Option<String>,
    pub(super) usage: Option<Usage>,
    pub(super) choice: Option<Choice>,
}

/// The first choice; others are ignored.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) text: String,
    pub(super) refusal: String,
    pub(super) reasoning: Option<(ReasoningField, String)>,
    pub(super) details: Vec<Value>,
    pub(super) calls: Vec<CallPiece>,
    /// Whether this is a whole message instead of a delta.
    pub(super) whole: bool,
    pub(super) finish: Option<String>,
}

/// A piece of a tool call.
#[derive(Debug, Default)]
pub(super) struct CallPiece {
    pub(super) index: Option<u64>,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) arguments: Option<ArgumentsPiece>,
    pub(super) extra: Map<String, Value>,
}

/// A piece of a call's arguments.
#[derive(Debug, PartialEq)]
pub(super) enum ArgumentsPiece {
    /// Text to append.
    Text(String),
    /// The whole, as some servers send it against the rules.
    Object(Map<String, Value>),
}

impl Chunk {
    /// Reads a chunk.
    ///
    /// # Errors
    /// What the server reports in it, in any of the shapes.
    pub(super) fn parse(mut value: Value) -> Result<Self, Box<Details>> {
        if let Some(details) = Details::in_value(&value) {
            return Err(Box::new(details));
        }
        let choice = first_choice(&mut value).map(Choice::parse).transpose()?;
        let (choice, inner_usage) = choice.unzip();
        Ok(Self {
            model: take_text(&mut value, "model"),
            usage: value.get("usage").and_then(usage).or(inner_usage.flatten()),
            choice,
        })
    }
}

impl Choice {
    /// Reads a choice, and the usage that Moonshot puts into it.
    fn parse(mut value: Value) -> Result<(Self, Option<Usage>), Box<Details>> {
        let reason = |key| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let finish = reason("finish_reason").map(str::to_owned);
        let native = reason("native_finish_reason").map(str::to_owned);
        if let Some(mut details) = Details::in_value(&value) {
            if let Some(native) = native {
                details.message = format!("{} ({native})", details.message);
            }
            return Err(Box::new(details));
        }
        if finish.as_deref() == Some("error") {
            let message = format!("finish_reason: error ({})", native.unwrap_or_default());
            return Err(Box::new(Details { message, from_api: true, ..Details::default() }));
        }
        let inner_usage = value.get("usage").and_then(usage);
        let whole = !value.get("delta").is_some_and(Value::is_object);
        let message = value.get_mut(if whole { "message" } else { "delta" }).map(Value::take);
        let mut choice = Self { whole, finish, ..Self::default() };
        if let Some(Value::Object(message)) = message {
            choice.read(message);
        }
        Ok((choice, inner_usage))
    }

    fn read(&mut self, mut message: Map<String, Value>) {
        let mut thoughts = String::new();
        match message.remove("content") {
            Some(Value::String(text)) => self.text = text,
            Some(Value::Array(parts)) => {
                for part in &parts {
                    self.read_part(part, &mut thoughts);
                }
            }
            _ => {}
        }
        if let Some(Value::String(refusal)) = message.remove("refusal") {
            self.refusal.push_str(&refusal);
        }
        // OpenRouter sends one text under both names: the first present one counts.
        self.reasoning = [
            (ReasoningField::ReasoningContent, message.remove("reasoning_content")),
            (ReasoningField::Reasoning, message.remove("reasoning")),
            (ReasoningField::Content, Some(Value::String(thoughts))),
        ]
        .into_iter()
        .find_map(|(field, value)| match value {
            Some(Value::String(text)) if !text.is_empty() => Some((field, text)),
            _ => None,
        });
        if let Some(Value::Array(details)) = message.remove("reasoning_details") {
            self.details = details;
        }
        if let Some(Value::Array(calls)) = message.remove("tool_calls") {
            self.calls = calls.into_iter().filter_map(CallPiece::parse).collect();
        }
        if let Some(Value::Object(legacy)) = message.remove("function_call") {
            let mut piece = CallPiece { index: Some(0), ..CallPiece::default() };
            piece.read_function(legacy);
            self.calls.push(piece);
        }
    }

    /// Reads one part of a content that comes in parts (Mistral).
    fn read_part(&mut self, part: &Value, thoughts: &mut String) {
        let text = |key: &str| part.get(key).and_then(Value::as_str).unwrap_or_default();
        match (part, part.get("thinking")) {
            (Value::String(text), _) => self.text.push_str(text),
            (_, Some(Value::String(thought))) => thoughts.push_str(thought),
            (_, Some(Value::Array(inner))) => {
                let inner = inner.iter().filter_map(|part| part.get("text")?.as_str());
                thoughts.extend(inner);
            }
            _ => {
                self.text.push_str(text("text"));
                self.refusal.push_str(text("refusal"));
            }
        }
    }
}

impl CallPiece {
    fn parse(value: Value) -> Option<Self> {
        let Value::Object(mut call) = value else { return None };
        let index = match call.remove("index") {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) => text.parse().ok(),
            _ => None,
        };
        let id = match call.remove("id") {
            Some(Value::String(id)) if !id.is_empty() => Some(id),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        let mut piece = Self { index, id, ..Self::default() };
        if let Some(Value::Object(function)) = call.remove("function") {
            piece.read_function(function);
        }
        // Only functions are asked for, so the type says nothing, whether it is there or not.
        call.remove("type");
        call.retain(|_, value| !value.is_null());
        piece.extra = call;
        Some(piece)
    }

    fn read_function(&mut self, mut function: Map<String, Value>) {
        if let Some(Value::String(name)) = function.remove("name")
            && !name.is_empty()
        {
            self.name = Some(name);
        }
        self.arguments = match function.remove("arguments") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.is_empty() => None,
            Some(Value::String(text)) => Some(ArgumentsPiece::Text(text)),
            Some(Value::Object(object)) => Some(ArgumentsPiece::Object(object)),
            Some(other) => Some(ArgumentsPiece::Text(other.to_string())),
        };
    }
}

/// Takes the choice that counts: that with index 0, or without one.
fn first_choice(value: &mut Value) -> Option<Value> {
    let choices = value.get_mut("choices")?.as_array_mut()?;
    let is_first = |choice: &Value| match choice.get("index") {
        None | Some(Value::Null) => true,
        Some(index) => index.as_u64() == Some(0),
    };
    choices.iter_mut().find(|choice| is_first(choice)).map(Value::take)
}

fn take_text(value: &mut Value, key: &str) -> Option<String> {
    match value.get_mut(key).map(Value::take) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// Reads usage; every count may be missing or null.
fn usage(value: &Value) -> Option<Usage> {
    let object = value.as_object()?;
    let count = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or_default();
    let inner = |key: &str, field: &str| object.get(key).and_then(|details| details.get(field));
    let cached = inner("prompt_tokens_details", "cached_tokens")
        // DeepSeek's own name.
        .or_else(|| object.get("prompt_cache_hit_tokens"));
    Some(Usage {
        prompt: count(object.get("prompt_tokens")),
        completion: count(object.get("completion_tokens")),
        cached: count(cached),
        reasoning: count(inner("completion_tokens_details", "reasoning_tokens")),
        cost: object.get("cost").and_then(Value::as_f64),
    })
}
