//! A conversation read back from disk. Pure: the bytes of a transcript in, messages out that the
//! API accepts, whatever moment the program was killed at.

use serde_json::{Map, Value, json};

use super::VERSION;
use crate::llm::{Message, without_reasoning};

/// What a call tells the model whose end nobody saw.
const UNSEEN: &str = "Error: the program ended before the result was known; the call may have been executed. Verify before repeating it.";

/// A conversation that was had before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Its messages, acceptable to the API as they are.
    pub messages: Vec<Value>,
    /// The server that it was had with, as it was shown.
    pub server: String,
    /// The model that answered last.
    pub model: String,
    /// The API that it answered by, as it was shown; empty if that is not known.
    pub api: String,
    /// The person's name for the conversation; empty if it has none.
    pub title: String,
    /// Lines that could not be read.
    pub damaged: usize,
    /// The first question.
    pub first: String,
}

/// A transcript that a newer program wrote, in this version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the transcript is of version {0}")]
pub struct Newer(pub u64);

impl Past {
    /// Reads a transcript.
    ///
    /// What cannot be read is left out and counted. A question without an answer is left out, as
    /// it is in memory after a turn that failed; a call without a result gets one that says so.
    ///
    /// # Errors
    /// A newer program wrote it: what it means is not known.
    pub fn read(bytes: &[u8]) -> Result<Self, Newer> {
        let mut past = Self::default();
        let mut messages = Vec::new();
        // Before here another model answered, whose thoughts are not for this one.
        let mut thoughts_from = 0;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let Ok(Value::Object(line)) = serde_json::from_slice::<Value>(line) else {
                past.damaged += 1;
                continue;
            };
            if let Some(version) = line.get("v").and_then(Value::as_u64)
                && version > u64::from(VERSION)
            {
                return Err(Newer(version));
            }
            let text = |name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
            match text("kind").as_deref() {
                Some("start" | "resume" | "model") => {
                    past.server = text("server").unwrap_or(past.server);
                    let now = (text("model").unwrap_or_default(), text("api").unwrap_or_default());
                    if now != (past.model.clone(), past.api.clone()) {
                        thoughts_from = messages.len();
                        (past.model, past.api) = now;
                    }
                }
                Some("message") => messages.extend(line.get("message").cloned()),
                Some("title") => past.title = text("title").unwrap_or_default(),
                Some("clear") => {
                    messages.clear();
                    thoughts_from = 0;
                }
                Some("undo") => {
                    let asked = |message: &Value| message["role"] == "user";
                    messages.truncate(messages.iter().rposition(asked).unwrap_or_default());
                    thoughts_from = thoughts_from.min(messages.len());
                }
                // What a newer program of this version adds, and what changes no message.
                Some(_) | None => {}
            }
        }
        let first = messages.iter().find(|message| message["role"] == "user");
        past.first = first.and_then(text_of).unwrap_or_default();
        for message in messages.iter_mut().take(thoughts_from) {
            *message = plain(message);
        }
        past.messages = acceptable(messages);
        Ok(past)
    }

    /// Takes out what only the model that wrote it understands, unless that one goes on, by the
    /// same API.
    pub fn for_model(mut self, model: &str, api: &str) -> Self {
        if self.model != model || self.api != api {
            self.messages = self.messages.iter().map(plain).collect();
        }
        self
    }

    /// Returns how many questions were asked.
    pub fn questions(&self) -> usize {
        self.messages.iter().filter(|message| message["role"] == "user").count()
    }

    /// Returns the last question and its answer.
    pub fn last(&self) -> Option<(String, String)> {
        let question = self.messages.iter().rfind(|message| message["role"] == "user")?;
        let answer = self.messages.iter().rfind(|message| message["role"] == "assistant");
        Some((text_of(question)?, answer.and_then(text_of).unwrap_or_default()))
    }
}

fn text_of(message: &Value) -> Option<String> {
    message["content"].as_str().map(str::to_owned)
}

fn plain(message: &Value) -> Value {
    let encoded = serde_json::value::to_raw_value(message).ok();
    let plain = encoded.map(|encoded| without_reasoning(&encoded));
    let plain = plain.and_then(|plain| serde_json::from_str(plain.get()).ok());
    plain.unwrap_or_else(|| message.clone())
}

/// Makes a history of messages in the order in which they were written: each call with exactly
/// one result, in the order of the calls.
fn acceptable(messages: Vec<Value>) -> Vec<Value> {
    let mut history: Vec<Value> = Vec::new();
    let mut open = Round::default();
    for message in messages {
        match message["role"].as_str() {
            Some("tool") => open.take(message),
            Some(role @ ("user" | "assistant")) => {
                open.close(&mut history);
                let unanswered = history.last().is_some_and(|last| last["role"] == "user");
                if role == "user" && unanswered {
                    history.pop();
                }
                open = Round::of(&message);
                history.push(message);
            }
            Some(_) | None => {}
        }
    }
    open.close(&mut history);
    if history.last().is_some_and(|last| last["role"] == "user") {
        history.pop();
    }
    history
}

/// The calls of an answer, and their results so far.
#[derive(Default)]
struct Round {
    ids: Vec<String>,
    results: Map<String, Value>,
}

impl Round {
    fn of(message: &Value) -> Self {
        let calls = message["tool_calls"].as_array().into_iter().flatten();
        let ids = calls.map(|call| call["id"].as_str().unwrap_or_default().to_owned()).collect();
        Self { ids, results: Map::new() }
    }

    /// Takes a result; one that nobody asked for, or a second one, is left out.
    fn take(&mut self, message: Value) {
        let Some(id) = message["tool_call_id"].as_str().map(str::to_owned) else { return };
        if self.ids.contains(&id) && !self.results.contains_key(&id) {
            self.results.insert(id, message);
        }
    }

    fn close(&mut self, history: &mut Vec<Value>) {
        for id in std::mem::take(&mut self.ids) {
            let unseen = || {
                let message = Message::Tool { call_id: id.clone(), content: UNSEEN.to_owned() };
                json!(message)
            };
            history.push(self.results.shift_remove(&id).unwrap_or_else(unseen));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;
    use serde_json::{Value, json};

    use super::{Newer, Past, UNSEEN};

    fn call(id: &str) -> Value {
        json!({ "id": id, "type": "function", "function": { "name": "t", "arguments": "{}" } })
    }

    fn tool(id: &str, text: &str) -> Value {
        json!({ "role": "tool", "tool_call_id": id, "content": text })
    }

    fn user(text: &str) -> Value {
        json!({ "role": "user", "content": text })
    }

    fn answer(text: &str) -> Value {
        json!({ "role": "assistant", "content": text })
    }

    fn calls(ids: &[&str]) -> Value {
        let calls: Vec<Value> = ids.iter().map(|id| call(id)).collect();
        json!({ "role": "assistant", "content": null, "tool_calls": calls })
    }

    fn transcript(messages: &[Value]) -> String {
        let start =
            json!({ "v": 1, "kind": "start", "server": "http://s/sse", "model": "m", "api": "a" });
        let line = |message: &Value| json!({ "v": 1, "kind": "message", "message": message });
        let lines = std::iter::once(start).chain(messages.iter().map(line));
        lines.map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn a_conversation_comes_back_in_the_order_that_the_api_wants() {
        let text = transcript(&[
            user("uno"),
            calls(&["x", "y"]),
            tool("y", "B"),
            tool("x", "A"),
            answer("Ya."),
        ]);
        let past = Past::read(text.as_bytes()).unwrap();
        let messages =
            vec![user("uno"), calls(&["x", "y"]), tool("x", "A"), tool("y", "B"), answer("Ya.")];
        assert_eq!(
            past,
            Past {
                messages,
                server: "http://s/sse".into(),
                model: "m".into(),
                api: "a".into(),
                title: String::new(),
                damaged: 0,
                first: "uno".into(),
            }
        );
        assert_eq!(past.last(), Some(("uno".into(), "Ya.".into())));
    }

    #[test]
    fn what_a_kill_left_open_is_closed_truthfully() {
        let killed = transcript(&[user("uno"), calls(&["x", "y"]), tool("y", "B")]);
        let past = Past::read(killed.as_bytes()).unwrap();
        assert_eq!(
            past.messages,
            [user("uno"), calls(&["x", "y"]), tool("x", UNSEEN), tool("y", "B")]
        );
        // A question that was never answered is left out, as after a turn that failed.
        let asked = transcript(&[user("uno"), answer("Sí."), user("dos"), user("tres")]);
        let past = Past::read(asked.as_bytes()).unwrap();
        assert_eq!(past.messages, [user("uno"), answer("Sí.")]);
    }

    #[test]
    fn what_cannot_be_read_is_counted_and_a_newer_file_refused() {
        let mut bytes = transcript(&[user("uno"), answer("Sí.")]).into_bytes();
        bytes.extend(b"\xff\xfe no\n{\"v\":1,\"kind\":\"mess");
        let past = Past::read(&bytes).unwrap();
        assert_eq!((past.damaged, past.messages.len()), (2, 2));
        let newer = b"{\"v\":2,\"kind\":\"start\"}\n";
        assert_eq!(Past::read(newer), Err(Newer(2)));
    }

    #[test]
    fn a_cleared_conversation_begins_anew_and_thoughts_stay_with_their_model() {
        let thought = json!({ "role": "assistant", "content": "Sí.", "reasoning_content": "x" });
        let mut text = transcript(&[user("cero"), answer("No.")]);
        text.push_str("{\"v\":1,\"kind\":\"clear\"}\n");
        text.push_str(&transcript(&[user("uno"), thought.clone()]));
        let past = Past::read(text.as_bytes()).unwrap();
        assert_eq!(past.messages, [user("uno"), thought]);
        assert_eq!(past.clone().for_model("n", "a").messages, [user("uno"), answer("Sí.")]);
        assert_eq!(past.clone().for_model("m", "b").messages, [user("uno"), answer("Sí.")]);
        assert_eq!(past.clone().for_model("m", "a"), past);
        text.push_str("{\"v\":1,\"kind\":\"model\",\"model\":\"n\",\"api\":\"a\"}\n");
        let past = Past::read(text.as_bytes()).unwrap();
        assert_eq!(past.for_model("n", "a").messages, [user("uno"), answer("Sí.")]);
    }

    #[test]
    fn a_turn_that_was_taken_back_stays_so() {
        let mut text = transcript(&[user("uno"), answer("Sí."), user("dos"), calls(&["x"])]);
        text.push_str("{\"v\":1,\"kind\":\"undo\"}\n");
        let past = Past::read(text.as_bytes()).unwrap();
        assert_eq!(past.messages, [user("uno"), answer("Sí.")]);
    }

    /// Whether each call has exactly one result, in order, before any other message.
    fn is_acceptable(history: &[Value]) -> bool {
        let mut owed: Vec<String> = Vec::new();
        for message in history {
            match message["role"].as_str() {
                Some("tool") => {
                    if owed.is_empty() || owed.remove(0) != message["tool_call_id"] {
                        return false;
                    }
                }
                _ if !owed.is_empty() => return false,
                _ => {
                    let calls = message["tool_calls"].as_array().into_iter().flatten();
                    owed = calls.map(|call| call["id"].as_str().unwrap().to_owned()).collect();
                }
            }
        }
        owed.is_empty() && history.last().is_none_or(|last| last["role"] != "user")
    }

    proptest! {
        /// Killed at any byte, the transcript gives a history that the API accepts.
        #[test]
        fn any_beginning_of_a_transcript_is_acceptable(end in 0..1500_usize) {
            let text = transcript(&[
                user("¿uno?"), calls(&["x", "y"]), tool("y", "B"), tool("x", "A"), answer("Ya."),
                user("dos"), calls(&["z"]), tool("z", "C"), calls(&["w"]), tool("w", "D"),
                answer("Sí."),
            ]);
            let bytes = &text.as_bytes()[..end.min(text.len())];
            let past = Past::read(bytes).unwrap();
            assert!(is_acceptable(&past.messages), "{:#?}", past.messages);
            assert!(past.damaged <= 1);
        }
    }
}
