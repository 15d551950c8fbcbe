//! What a model sees of a conversation: the messages, and what has happened since the question.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::text::Lang;

use super::understand::language_of;

/// A message of the request.
#[derive(Debug, Deserialize)]
#[serde(tag = "role", rename_all = "lowercase")]
pub(super) enum Message {
    #[serde(alias = "developer")]
    System {
        #[serde(deserialize_with = "content")]
        content: String,
    },
    User {
        #[serde(deserialize_with = "content")]
        content: String,
    },
    Assistant {
        #[serde(default, deserialize_with = "content")]
        content: String,
        tool_calls: Option<Vec<ToolCall>>,
    },
    Tool {
        tool_call_id: String,
        #[serde(deserialize_with = "content")]
        content: String,
    },
}

/// A call that the model made earlier.
#[derive(Debug, Deserialize)]
pub(super) struct ToolCall {
    id: String,
    function: CalledFunction,
}

#[derive(Debug, Deserialize)]
struct CalledFunction {
    name: String,
    arguments: String,
}

/// Reads a content: a text, its parts, or nothing.
fn content<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Content {
        Text(String),
        Parts(Vec<Part>),
        Nothing,
    }
    #[derive(Deserialize)]
    struct Part {
        #[serde(default)]
        text: String,
    }
    Ok(match Content::deserialize(deserializer)? {
        Content::Text(text) => text,
        Content::Parts(parts) => {
            parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join("\n")
        }
        Content::Nothing => String::new(),
    })
}

impl Message {
    /// Returns the text of the message.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::System { content }
            | Self::User { content }
            | Self::Assistant { content, .. }
            | Self::Tool { content, .. } => content,
        }
    }

    /// Checks that every call has exactly one answer, before any other message.
    ///
    /// # Errors
    /// Returns the words of the real API for the first message that breaks the rule.
    pub(super) fn check_order(messages: &[Self]) -> Result<(), String> {
        let mut open: Vec<&str> = Vec::new();
        for message in messages {
            if let Self::Tool { tool_call_id, .. } = message {
                let Some(at) = open.iter().position(|id| id == tool_call_id) else {
                    return Err("Messages with role 'tool' must be a response to a preceding \
                        message with 'tool_calls'."
                        .to_owned());
                };
                open.swap_remove(at);
                continue;
            }
            unanswered(&open)?;
            if let Self::Assistant { tool_calls, .. } = message {
                open = tool_calls.iter().flatten().map(|call| call.id.as_str()).collect();
            }
        }
        unanswered(&open)
    }
}

/// Refuses calls that have no answer.
fn unanswered(open: &[&str]) -> Result<(), String> {
    if open.is_empty() {
        return Ok(());
    }
    Err(format!(
        "An assistant message with 'tool_calls' must be followed by tool messages responding to \
         each 'tool_call_id'. The following tool_call_ids did not have response messages: {}",
        open.join(", ")
    ))
}

/// A call of this turn with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Done {
    /// The tool's name in the request.
    pub(super) tool: String,
    /// The arguments it was called with.
    pub(super) arguments: Value,
    /// What the model was told.
    pub(super) result: String,
}

/// The turn that the model has to go on with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn<'a> {
    /// What the person asked last.
    pub(super) question: &'a str,
    /// The language of the question, or of those before it if it does not tell.
    pub(super) lang: Lang,
    /// Whether the model has said nothing yet in this conversation.
    pub(super) first: bool,
    /// The calls since the question, in order.
    pub(super) done: Vec<Done>,
}

impl<'a> Turn<'a> {
    /// Finds the last question and what has been done for it.
    pub(super) fn of(messages: &'a [Message]) -> Self {
        let asked = messages.iter().rposition(|message| matches!(message, Message::User { .. }));
        let (before, since) = messages.split_at(asked.unwrap_or(0));
        let questions = || {
            messages.iter().rev().filter_map(|message| match message {
                Message::User { content } => Some(content.as_str()),
                Message::System { .. } | Message::Assistant { .. } | Message::Tool { .. } => None,
            })
        };
        let spoke = |message: &Message| match message {
            Message::Assistant { content, .. } => !content.trim().is_empty(),
            Message::System { .. } | Message::User { .. } | Message::Tool { .. } => false,
        };
        Self {
            question: questions().next().unwrap_or_default(),
            lang: questions().find_map(language_of).unwrap_or_default(),
            first: !before.iter().chain(since).any(spoke),
            done: done(since),
        }
    }
}

/// Pairs the calls with their results.
fn done(since: &[Message]) -> Vec<Done> {
    let mut open: Vec<&ToolCall> = Vec::new();
    let mut done = Vec::new();
    for message in since {
        match message {
            Message::Assistant { tool_calls, .. } => open = tool_calls.iter().flatten().collect(),
            Message::Tool { tool_call_id, content } => {
                if let Some(at) = open.iter().position(|call| call.id == *tool_call_id) {
                    let ToolCall { function, .. } = open.remove(at);
                    done.push(Done {
                        tool: function.name.clone(),
                        arguments: serde_json::from_str(&function.arguments).unwrap_or_default(),
                        result: content.clone(),
                    });
                }
            }
            Message::System { .. } | Message::User { .. } => {}
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Done, Message, Turn};
    use crate::text::Lang;

    fn messages(value: Value) -> Vec<Message> {
        serde_json::from_value(value).expect("messages")
    }

    fn call(id: &str) -> Value {
        let function = json!({ "name": "list_employees", "arguments": "{\"text\":\"Ana\"}" });
        let calls = json!([{ "id": id, "type": "function", "function": function }]);
        json!({ "role": "assistant", "content": null, "tool_calls": calls })
    }

    #[test]
    fn a_turn_is_the_last_question_and_what_followed() {
        let messages = messages(json!([
            { "role": "system", "content": "Eres un asistente." },
            { "role": "user", "content": "How many employees are there?" },
            call("a"),
            { "role": "tool", "tool_call_id": "a", "content": "Empleados: 1" },
            { "role": "assistant", "content": "One." },
            { "role": "user", "content": [{ "type": "text", "text": "Ana?" }] },
            call("b"),
            { "role": "tool", "tool_call_id": "b", "content": "nada" },
        ]));
        let expected = Turn {
            question: "Ana?",
            lang: Lang::En,
            first: false,
            done: vec![Done {
                tool: "list_employees".into(),
                arguments: json!({ "text": "Ana" }),
                result: "nada".into(),
            }],
        };
        assert_eq!(Turn::of(&messages), expected);
        assert_eq!(Message::check_order(&messages), Ok(()));
    }

    #[test]
    fn a_call_without_words_does_not_count_as_having_spoken() {
        let messages = messages(json!([
            { "role": "user", "content": "¿Quién trabaja aquí?" },
            call("a"),
            { "role": "tool", "tool_call_id": "a", "content": "Empleados: 0" },
        ]));
        assert!(Turn::of(&messages).first);
    }

    #[test]
    fn an_order_that_the_real_api_refuses_is_refused() {
        let answer = json!({ "role": "tool", "tool_call_id": "a", "content": "x" });
        let user = json!({ "role": "user", "content": "x" });
        for wrong in [
            json!([user, answer]),
            json!([user, call("a")]),
            json!([user, call("a"), user]),
            json!([user, call("a"), user, answer]),
            json!([user, call("a"), answer, answer]),
            json!([user, call("b"), answer]),
        ] {
            assert!(Message::check_order(&messages(wrong.clone())).is_err(), "{wrong}");
        }
    }
}
