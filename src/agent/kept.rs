//! The whole results of the last calls, for a person who wants to read or export one.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::result;
use crate::mcp::protocol::{CallResult, Content};
use crate::untrusted::Untrusted;

/// Results that are kept at most.
const MOST: usize = 200;
/// Bytes of text that are kept at most; the last result is kept whatever its size.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A call that ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The tool's name as the server knows it.
    pub name: Untrusted,
    /// The arguments as JSON.
    pub arguments: Untrusted,
    /// What it returned; for a call that failed on its way, why.
    pub result: CallResult,
}

impl Kept {
    /// Makes the result of a call that brought none.
    pub(super) fn failed(name: Untrusted, arguments: Untrusted, why: &str) -> Self {
        let content = vec![Content::Text(why.into())];
        Self { name, arguments, result: CallResult { content, structured: None, is_error: true } }
    }

    /// Returns the result as text, whole.
    pub fn text(&self) -> String {
        result::text(&self.result)
    }

    fn bytes(&self) -> usize {
        let structured = self.result.structured.as_ref().map_or(0, |value| value.to_string().len());
        let texts = self.result.content.iter().map(|content| match content {
            Content::Text(text) | Content::TextResource { text, .. } => text.raw().len(),
            Content::Image { .. }
            | Content::Audio { .. }
            | Content::BlobResource { .. }
            | Content::ResourceLink { .. }
            | Content::Unknown { .. } => 0,
        });
        structured + texts.sum::<usize>()
    }
}

/// The results of a conversation, the last ones of them.
#[derive(Debug, Default)]
pub struct Results {
    kept: VecDeque<(Kept, usize)>,
    bytes: usize,
}

impl Results {
    /// Returns the results that a conversation's messages hold, as its model read them.
    pub(super) fn of(messages: &[Value]) -> Self {
        let mut calls = HashMap::new();
        let mut results = Self::default();
        for message in messages {
            for call in message["tool_calls"].as_array().into_iter().flatten() {
                let text = |value: &Value| Untrusted::from(value.as_str().unwrap_or_default());
                let function = &call["function"];
                let made = (text(&function["name"]), text(&function["arguments"]));
                calls.insert(call["id"].as_str().unwrap_or_default(), made);
            }
            if message["role"] == "tool"
                && let Some(made) =
                    calls.remove(message["tool_call_id"].as_str().unwrap_or_default())
            {
                let text = message["content"].as_str().unwrap_or_default();
                let mut kept = Kept::failed(made.0, made.1, text);
                // What failed begins with the word already.
                kept.result.is_error = false;
                results.push(kept);
            }
        }
        results
    }

    /// Keeps a result; the oldest make room.
    pub(super) fn push(&mut self, kept: Kept) {
        let bytes = kept.bytes();
        self.bytes += bytes;
        self.kept.push_back((kept, bytes));
        while self.kept.len() > MOST || (self.bytes > MOST_BYTES && self.kept.len() > 1) {
            let Some((_, bytes)) = self.kept.pop_front() else { break };
            self.bytes -= bytes;
        }
    }

    /// Returns the results, the last one first.
    pub fn latest(&self) -> impl ExactSizeIterator<Item = &Kept> {
        self.kept.iter().rev().map(|(kept, _)| kept)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{CallResult, Content, Kept, MOST, MOST_BYTES, Results};

    fn kept(text: &str) -> Kept {
        let content = vec![Content::Text(text.into())];
        let result = CallResult { content, structured: None, is_error: false };
        Kept { name: "list".into(), arguments: "{}".into(), result }
    }

    #[test]
    fn the_oldest_make_room() {
        let mut results = Results::default();
        (0..=MOST).for_each(|number| results.push(kept(&number.to_string())));
        assert_eq!(results.latest().len(), MOST);
        assert_eq!(results.latest().next().unwrap().text(), MOST.to_string());
        let half = "x".repeat(MOST_BYTES / 2);
        results.push(kept(&half));
        results.push(kept(&half));
        assert_eq!(results.latest().len(), 2);
        results.push(kept(&"x".repeat(MOST_BYTES + 1)));
        assert_eq!(results.latest().len(), 1);
        results.push(kept("corto"));
        assert_eq!((results.latest().len(), results.bytes), (1, 5));
    }

    #[test]
    fn a_resumed_conversation_has_the_results_that_its_model_read() {
        let call = |id: &str, name: &str| json!({ "id": id, "function": { "name": name, "arguments": "{\"a\":1}" } });
        let messages = [
            json!({ "role": "user", "content": "¿Quién?" }),
            json!({ "role": "assistant", "tool_calls": [call("x", "list"), call("y", "add")] }),
            json!({ "role": "tool", "tool_call_id": "x", "content": "Ana" }),
            json!({ "role": "tool", "tool_call_id": "y", "content": "Error: no" }),
        ];
        let results = Results::of(&messages);
        let told: Vec<_> = results
            .latest()
            .map(|kept| (kept.name.raw().to_owned(), kept.arguments.raw().to_owned(), kept.text()))
            .collect();
        let row =
            |name: &str, text: &str| (name.to_owned(), "{\"a\":1}".to_owned(), text.to_owned());
        assert_eq!(told, [row("add", "Error: no"), row("list", "Ana")]);
    }
}
