//! The messages of a conversation, in exactly the shape that the API takes.
//!
//! A message is encoded once, when it enters the history; a request joins the encoded texts.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::{Map, Value, json, value::RawValue};

/// One message of the history.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// What the program tells the model about its job.
    System {
        /// The text.
        content: String,
    },
    /// What the person wrote.
    User {
        /// The text.
        content: String,
    },
    /// What the model answered.
    Assistant(Assistant),
    /// The result of one call.
    Tool {
        /// The id of the call that it answers.
        call_id: String,
        /// The result as the model reads it.
        content: String,
    },
}

/// An answer of the model as it is sent back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assistant {
    /// The text, which may be empty where there are calls.
    pub content: String,
    /// What the model said instead of an answer.
    pub refusal: String,
    /// What the model thought, verbatim: some models refuse a history without it.
    pub reasoning: Reasoning,
    /// The calls that it asked for, at most 128.
    pub calls: Vec<ToolCall>,
}

/// The reasoning of an answer, kept for the next request to the same model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reasoning {
    /// The text, and the field in which the server sent it.
    pub text: Option<(ReasoningField, String)>,
    /// OpenRouter's opaque blocks, unmodified and in order.
    pub details: Vec<Value>,
}

/// The field that carries reasoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasoningField {
    /// `reasoning_content` (DeepSeek, Kimi, llama.cpp).
    ReasoningContent,
    /// `reasoning` (OpenRouter, Ollama, vLLM).
    Reasoning,
    /// Inside the content, as parts or between `<think>` tags: not sent back.
    Content,
}

/// One call as it stands in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolCall {
    /// Its id, which the tool message repeats.
    pub id: String,
    /// The name as the model sent it.
    pub name: String,
    /// The arguments: always the text of one JSON object, because servers' templates fail on
    /// any other.
    pub arguments: String,
    /// Further keys that the server sent (`extra_content` of Gemini), sent back verbatim.
    pub extra: Map<String, Value>,
}

/// Returns an encoded message with `reasoning_content`, which some models want on every answer
/// of a conversation in which they thought. A blank, because Kimi refuses an empty text
/// (charmbracelet/crush#2696).
pub(super) fn with_reasoning(encoded: &RawValue) -> Cow<'_, RawValue> {
    const BEGIN: &str = r#"{"role":"assistant","#;
    let text = encoded.get();
    let Some(rest) = text.strip_prefix(BEGIN).filter(|_| !text.contains("\"reasoning_content\""))
    else {
        return Cow::Borrowed(encoded);
    };
    // A field more in an object of JSON is JSON.
    RawValue::from_string(format!("{BEGIN}\"reasoning_content\":\" \",{rest}"))
        .map_or(Cow::Borrowed(encoded), Cow::Owned)
}

/// Returns an encoded message without what only the model that wrote it understands: its
/// reasoning, and the further keys of its calls.
pub fn without_reasoning(encoded: &RawValue) -> Box<RawValue> {
    let Ok(Value::Object(mut message)) = serde_json::from_str(encoded.get()) else {
        return encoded.to_owned();
    };
    for field in ["reasoning_details", "reasoning_content", "reasoning"] {
        message.shift_remove(field);
    }
    if let Some(Value::Array(calls)) = message.get_mut("tool_calls") {
        for call in calls.iter_mut().filter_map(Value::as_object_mut) {
            call.retain(|key, _| matches!(key.as_str(), "id" | "type" | "function"));
        }
    }
    serde_json::value::to_raw_value(&message).unwrap_or_else(|_| encoded.to_owned())
}

impl Message {
    /// Returns the message as JSON text, ready for any number of requests.
    pub fn encode(&self) -> Box<RawValue> {
        #[expect(clippy::expect_used, reason = "strings and string-keyed maps always serialise")]
        serde_json::value::to_raw_value(self).expect("a message is JSON")
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::System { content } => {
                map.serialize_entry("role", "system")?;
                map.serialize_entry("content", content)?;
            }
            Self::User { content } => {
                map.serialize_entry("role", "user")?;
                map.serialize_entry("content", content)?;
            }
            Self::Assistant(assistant) => assistant.fields(&mut map)?,
            Self::Tool { call_id, content } => {
                map.serialize_entry("role", "tool")?;
                map.serialize_entry("tool_call_id", call_id)?;
                map.serialize_entry("content", content)?;
            }
        }
        map.end()
    }
}

impl Assistant {
    fn fields<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("role", "assistant")?;
        if !self.content.is_empty() {
            map.serialize_entry("content", &self.content)?;
            if !self.refusal.is_empty() {
                map.serialize_entry("refusal", &self.refusal)?;
            }
        } else if !self.refusal.is_empty() {
            // Content is required where there is no call, and every server knows the field.
            map.serialize_entry("content", &self.refusal)?;
        } else if self.calls.is_empty() {
            map.serialize_entry("content", "")?;
        } else {
            map.serialize_entry("content", &Value::Null)?;
        }
        self.reasoning.fields(map)?;
        if !self.calls.is_empty() {
            map.serialize_entry("tool_calls", &self.calls)?;
        }
        Ok(())
    }
}

impl Reasoning {
    fn fields<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if !self.details.is_empty() {
            map.serialize_entry("reasoning_details", &self.details)?;
        }
        // An empty text is left out: Kimi refuses it.
        let Some((field, text)) = self.text.as_ref().filter(|(_, text)| !text.is_empty()) else {
            return Ok(());
        };
        match field {
            ReasoningField::ReasoningContent => map.serialize_entry("reasoning_content", text),
            // The details hold the same text.
            ReasoningField::Reasoning if !self.details.is_empty() => Ok(()),
            ReasoningField::Reasoning => map.serialize_entry("reasoning", text),
            ReasoningField::Content => Ok(()),
        }
    }
}

impl Serialize for ToolCall {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("type", "function")?;
        map.serialize_entry("function", &json!({"name": self.name, "arguments": self.arguments}))?;
        for (key, value) in &self.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{
        Assistant, Message, Reasoning, ReasoningField, ToolCall, with_reasoning, without_reasoning,
    };

    fn encoded(message: &Message) -> Value {
        serde_json::from_str(message.encode().get()).expect("JSON")
    }

    fn call(extra: Value) -> ToolCall {
        let Value::Object(extra) = extra else { panic!("an object") };
        ToolCall { id: "call_a".into(), name: "list".into(), arguments: "{}".into(), extra }
    }

    #[test]
    fn every_role_has_the_shape_of_the_api() {
        let text = || "¿Quién?\n".to_owned();
        let table = [
            (
                Message::System { content: text() },
                json!({"role": "system", "content": "¿Quién?\n"}),
            ),
            (Message::User { content: text() }, json!({"role": "user", "content": "¿Quién?\n"})),
            (
                Message::Tool { call_id: "call_a".into(), content: text() },
                json!({"role": "tool", "tool_call_id": "call_a", "content": "¿Quién?\n"}),
            ),
        ];
        for (message, expected) in table {
            assert_eq!(encoded(&message), expected);
        }
    }

    #[test]
    fn an_answer_is_sent_back_as_it_came() {
        let reasoning = |field, details: Vec<Value>| Reasoning {
            text: Some((field, "hm".to_owned())),
            details,
        };
        let table = [
            (
                Assistant { content: "sí".into(), ..Assistant::default() },
                json!({"role": "assistant", "content": "sí"}),
            ),
            (
                Assistant { refusal: "no".into(), ..Assistant::default() },
                json!({"role": "assistant", "content": "no"}),
            ),
            (
                Assistant { content: "a".into(), refusal: "no".into(), ..Assistant::default() },
                json!({"role": "assistant", "content": "a", "refusal": "no"}),
            ),
            (
                Assistant { calls: vec![call(json!({}))], ..Assistant::default() },
                json!({"role": "assistant", "content": null, "tool_calls": [
                    {"id": "call_a", "type": "function", "function": {"name": "list", "arguments": "{}"}}
                ]}),
            ),
            (
                Assistant {
                    content: "a".into(),
                    calls: vec![call(json!({"extra_content": {"google": {"sig": "CiQB"}}}))],
                    reasoning: reasoning(ReasoningField::ReasoningContent, Vec::new()),
                    ..Assistant::default()
                },
                json!({"role": "assistant", "content": "a", "reasoning_content": "hm", "tool_calls": [
                    {"id": "call_a", "type": "function", "function": {"name": "list", "arguments": "{}"},
                     "extra_content": {"google": {"sig": "CiQB"}}}
                ]}),
            ),
            (
                Assistant {
                    content: "a".into(),
                    reasoning: reasoning(ReasoningField::Reasoning, Vec::new()),
                    ..Assistant::default()
                },
                json!({"role": "assistant", "content": "a", "reasoning": "hm"}),
            ),
            (
                Assistant {
                    content: "a".into(),
                    reasoning: reasoning(
                        ReasoningField::Reasoning,
                        vec![json!({"type": "reasoning.encrypted", "data": "x"})],
                    ),
                    ..Assistant::default()
                },
                json!({"role": "assistant", "content": "a",
                       "reasoning_details": [{"type": "reasoning.encrypted", "data": "x"}]}),
            ),
            (
                Assistant {
                    content: "a".into(),
                    reasoning: reasoning(ReasoningField::Content, Vec::new()),
                    ..Assistant::default()
                },
                json!({"role": "assistant", "content": "a"}),
            ),
        ];
        for (assistant, expected) in table {
            assert_eq!(encoded(&Message::Assistant(assistant)), expected);
        }
    }

    #[test]
    fn another_model_gets_no_foreign_reasoning() {
        let assistant = Assistant {
            content: "a".into(),
            calls: vec![call(json!({"extra_content": {"google": {"sig": "CiQB"}}}))],
            reasoning: Reasoning {
                text: Some((ReasoningField::ReasoningContent, "hm".to_owned())),
                details: vec![json!({"type": "reasoning.encrypted", "data": "x"})],
            },
            ..Assistant::default()
        };
        let stripped = without_reasoning(&Message::Assistant(assistant).encode());
        assert_eq!(
            stripped.get(),
            r#"{"role":"assistant","content":"a","tool_calls":[{"id":"call_a","type":"function","function":{"name":"list","arguments":"{}"}}]}"#
        );
        let user = Message::User { content: "\"reasoning\": x".to_owned() }.encode();
        assert_eq!(without_reasoning(&user).get(), user.get());
    }

    #[test]
    fn a_blank_stands_for_reasoning_that_is_not_there() {
        let answer = |text| {
            Message::Assistant(Assistant {
                content: "a".into(),
                reasoning: Reasoning { text, details: Vec::new() },
                ..Assistant::default()
            })
        };
        let blank = r#"{"role":"assistant","reasoning_content":" ","content":"a"}"#;
        assert_eq!(with_reasoning(&answer(None).encode()).get(), blank);
        let thought = answer(Some((ReasoningField::ReasoningContent, "hm".to_owned()))).encode();
        assert_eq!(with_reasoning(&thought).get(), thought.get());
        let user = Message::User { content: "a".to_owned() }.encode();
        assert_eq!(with_reasoning(&user).get(), user.get());
    }

    #[test]
    fn the_text_is_sent_as_utf_8() {
        let message = Message::User { content: "ñandú 👤".to_owned() };
        assert_eq!(message.encode().get(), r#"{"role":"user","content":"ñandú 👤"}"#);
    }
}
