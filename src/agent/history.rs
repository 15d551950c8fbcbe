//! What the model is told: the system prompt and the messages, encoded once each.
//!
//! It only grows by rounds that are whole, so it is acceptable to the API at any time. What is
//! taken out of it to make room (`compaction` plans that) is replaced so that it stays so.

use rand::Rng as _;
use serde_json::Value;
use serde_json::value::RawValue;

use super::compaction::{Part, Role};
use crate::llm::{Assistant, Function, Message, without_reasoning};
use crate::untrusted::Untrusted;

/// The seed's system prompt, word for word.
const SYSTEM: &str = "Eres un asistente para gestión de empleados. Puedes usar herramientas MCP \
    para listar empleados y agregar nuevos registros. Si necesitas datos reales, usa las \
    herramientas disponibles.";

/// Longer instructions of a server are cut, in bytes: they are in each request.
const INSTRUCTIONS: usize = 16 * 1024;

/// What asks the model for a summary; it stays before the summary, so that the model reads it as
/// its own words and not as its makers'.
const SUMMARISE: &str = "Resume la conversación hasta aquí para poder continuarla: hechos, \
    nombres, cifras, identificadores, decisiones y lo que queda pendiente. Escribe solo el \
    resumen, breve, en el idioma de la conversación.";

/// The messages of a conversation.
#[derive(Debug)]
pub struct History {
    system: Box<RawValue>,
    entries: Vec<Entry>,
    /// Names the conversation to providers that keep a cache for it.
    conversation: String,
}

/// One message.
#[derive(Debug)]
struct Entry {
    role: Role,
    encoded: Box<RawValue>,
}

impl Entry {
    fn new(message: &Message) -> Self {
        let role = match message {
            // A history has one system prompt, which is no entry.
            Message::System { .. } | Message::User { .. } => Role::User,
            Message::Assistant(_) => Role::Assistant,
            Message::Tool { .. } => Role::Tool { noted: false },
        };
        Self { role, encoded: message.encode() }
    }
}

impl History {
    /// Starts a conversation; `instructions` are the server's.
    pub fn new(instructions: Option<&Untrusted>) -> Self {
        Self { system: system(instructions), entries: Vec::new(), conversation: new_conversation() }
    }

    /// Takes over the messages of a conversation that was had before.
    pub fn restore(&mut self, messages: &[Value]) {
        self.entries.extend(messages.iter().filter_map(|message| {
            let role = match message["role"].as_str()? {
                "user" => Role::User,
                "assistant" => Role::Assistant,
                "tool" => Role::Tool { noted: false },
                _ => return None,
            };
            let encoded = serde_json::value::to_raw_value(message).ok()?;
            Some(Entry { role, encoded })
        }));
    }

    /// Takes over the instructions of a server that came back.
    pub fn set_instructions(&mut self, instructions: Option<&Untrusted>) {
        self.system = system(instructions);
    }

    /// Adds messages that are whole rounds.
    pub fn extend(&mut self, messages: &[Message]) {
        self.entries.extend(messages.iter().map(Entry::new));
    }

    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets the conversation, not the system prompt.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.conversation = new_conversation();
    }

    /// Takes out the last turn and returns its question; `asked` is the last question, whose turn
    /// may have left nothing here. A summary is no turn.
    pub(super) fn undo(&mut self, asked: Option<String>) -> Option<String> {
        let last = self.entries.iter().rposition(|entry| entry.role == Role::User);
        let question = self.last_question();
        match (asked, question, last) {
            (Some(asked), question, _) if question.as_ref() != Some(&asked) => Some(asked),
            (_, Some(question), Some(at)) => {
                self.entries.truncate(at);
                Some(question)
            }
            (_, _, _) => None,
        }
    }

    /// Returns the last question, unless a summary is all that there is.
    pub(super) fn last_question(&self) -> Option<String> {
        let last = self.entries.iter().rfind(|entry| entry.role == Role::User)?;
        let message: Value = serde_json::from_str(last.encoded.get()).ok()?;
        let question = message["content"].as_str().map(str::to_owned);
        question.filter(|question| question != SUMMARISE)
    }

    /// Returns the conversation's name.
    pub fn conversation(&self) -> &str {
        &self.conversation
    }

    /// Drops what only the model that wrote it understands; another one is asked from now on.
    pub fn forget_reasoning(&mut self) {
        for entry in &mut self.entries {
            entry.encoded = match entry.role {
                Role::Assistant => without_reasoning(&entry.encoded),
                Role::User | Role::Tool { .. } => continue,
            };
        }
    }

    /// Returns the messages of a request, followed by `next`. Nothing is encoded again.
    pub fn request<'a>(&'a self, next: Option<&'a RawValue>) -> Vec<&'a RawValue> {
        let messages = self.entries.iter().map(|entry| &*entry.encoded);
        std::iter::once(&*self.system).chain(messages).chain(next).collect()
    }

    /// Returns the messages after the system prompt.
    pub fn messages(&self) -> Vec<Value> {
        let decoded = |entry: &Entry| serde_json::from_str(entry.encoded.get()).ok();
        self.entries.iter().filter_map(decoded).collect()
    }

    /// Returns the size of such a request with these tools, in bytes.
    pub fn bytes(&self, next: Option<&RawValue>, tools: &[Function]) -> usize {
        let entries: usize = self.entries.iter().map(|entry| entry.encoded.get().len()).sum();
        let next = next.map_or(0, |next| next.get().len());
        self.fixed_bytes(tools) + entries + next
    }

    /// Returns the size of what is in every request, in bytes.
    pub fn fixed_bytes(&self, tools: &[Function]) -> usize {
        let tools: usize = tools.iter().map(|tool| tool.definition.get().len()).sum();
        self.system.get().len() + tools
    }

    /// Returns what each message is and how large, for planning.
    pub(super) fn parts(&self) -> Vec<Part> {
        let part = |entry: &Entry| Part { role: entry.role, bytes: entry.encoded.get().len() };
        self.entries.iter().map(part).collect()
    }

    /// Returns the tool's name and the text of the result at `at`.
    pub(super) fn result(&self, at: usize) -> Option<(String, String)> {
        let value = |entry: &Entry| serde_json::from_str::<Value>(entry.encoded.get()).ok();
        let result = value(self.entries.get(at)?)?;
        let id = &result["tool_call_id"];
        let before = self.entries[..at].iter().rev();
        let asked = value(before.into_iter().find(|entry| entry.role == Role::Assistant)?)?;
        let calls = asked["tool_calls"].as_array()?;
        let call = calls.iter().find(|call| call["id"] == *id)?;
        let name = call["function"]["name"].as_str()?.to_owned();
        Some((name, result["content"].as_str()?.to_owned()))
    }

    /// Replaces the text of the result at `at` by a note.
    pub(super) fn note(&mut self, at: usize, note: &str) {
        let Some(entry) = self.entries.get_mut(at) else { return };
        let Ok(Value::Object(message)) = serde_json::from_str(entry.encoded.get()) else { return };
        let id = message.get("tool_call_id").and_then(Value::as_str).unwrap_or_default();
        let noted = Message::Tool { call_id: id.to_owned(), content: note.to_owned() };
        *entry = Entry { role: Role::Tool { noted: true }, encoded: noted.encode() };
    }

    /// Returns the request for a summary of the messages in `range`.
    pub(super) fn summary_request<'a>(
        &'a self,
        range: std::ops::Range<usize>,
        instruction: &'a RawValue,
    ) -> Vec<&'a RawValue> {
        let messages = self.entries[range].iter().map(|entry| &*entry.encoded);
        std::iter::once(&*self.system).chain(messages).chain([instruction]).collect()
    }

    /// Replaces the first `count` messages by a summary; the one at `keep` stays, after it.
    pub(super) fn summarise(&mut self, count: usize, keep: Option<usize>, summary: String) {
        let kept = keep.filter(|keep| *keep < count);
        let mut old: Vec<Entry> = self.entries.drain(..count).collect();
        let summary = Assistant { content: summary, ..Assistant::default() };
        let begin = [Message::User { content: SUMMARISE.to_owned() }, Message::Assistant(summary)];
        let begin = begin.iter().map(Entry::new).chain(kept.map(|keep| old.swap_remove(keep)));
        self.entries.splice(..0, begin);
    }
}

/// Returns the message that asks for a summary.
pub(super) fn summary_instruction() -> Box<RawValue> {
    Message::User { content: SUMMARISE.to_owned() }.encode()
}

/// Makes a name that no other conversation has.
fn new_conversation() -> String {
    let random = rand::rng().sample_iter(rand::distr::Alphanumeric);
    format!("mcp-chat-{}", random.take(20).map(char::from).collect::<String>())
}

fn system(instructions: Option<&Untrusted>) -> Box<RawValue> {
    let content = match instructions {
        None => SYSTEM.to_owned(),
        Some(text) => {
            let text = text.raw().trim();
            let end =
                (0..=INSTRUCTIONS.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
            let (text, rest) = text.split_at(end.unwrap_or_default());
            let cut = if rest.is_empty() { "" } else { "\n[… cut here]" };
            format!("{SYSTEM}\n\nInstructions of the MCP server:\n{text}{cut}")
        }
    };
    Message::System { content }.encode()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{History, SUMMARISE, SYSTEM};
    use crate::llm::{Assistant, Message, ToolCall};

    fn user(text: &str) -> Message {
        Message::User { content: text.into() }
    }

    fn round(name: &str, result: &str) -> [Message; 2] {
        let call = ToolCall {
            id: format!("call_{name}"),
            name: name.into(),
            arguments: "{}".into(),
            extra: Map::new(),
        };
        let calls = vec![call];
        [
            Message::Assistant(Assistant { calls, ..Assistant::default() }),
            Message::Tool { call_id: format!("call_{name}"), content: result.into() },
        ]
    }

    fn contents(history: &History) -> Vec<Value> {
        let messages = history.request(None);
        let value = |raw: &&serde_json::value::RawValue| -> Value {
            serde_json::from_str(raw.get()).unwrap()
        };
        messages.iter().skip(1).map(value).map(|message| message["content"].clone()).collect()
    }

    #[test]
    fn a_request_is_the_prompt_the_history_and_the_question() {
        let mut history = History::new(Some(&" usa list_employees\n".into()));
        history.extend(&[user("uno")]);
        let next = user("dos").encode();
        let joined: Vec<_> =
            history.request(Some(&next)).iter().map(|raw| raw.get().to_owned()).collect();
        let prompt = format!("{SYSTEM}\n\nInstructions of the MCP server:\nusa list_employees");
        let system = Message::System { content: prompt }.encode();
        assert_eq!(
            joined,
            [
                system.get(),
                r#"{"role":"user","content":"uno"}"#,
                r#"{"role":"user","content":"dos"}"#,
            ]
        );
        assert_eq!(history.bytes(Some(&next), &[]), joined.iter().map(String::len).sum::<usize>());
        let name = history.conversation().to_owned();
        history.clear();
        history.set_instructions(None);
        assert_eq!(history.request(None).len(), 1);
        assert!(!history.request(None)[0].get().contains("list_employees"));
        assert_ne!(history.conversation(), name, "a new conversation has another name");
    }

    #[test]
    fn instructions_without_end_are_cut() {
        let long = format!("a{}", "ñ".repeat(20_000));
        let history = History::new(Some(&long.as_str().into()));
        let system = history.request(None)[0].get().to_owned();
        assert!(system.ends_with("ñ\\n[… cut here]\"}"), "{}", &system[system.len() - 60..]);
        assert!(system.len() < SYSTEM.len() + 17 * 1024);
    }

    #[test]
    fn a_result_becomes_a_note_in_its_place() {
        let mut history = History::new(None);
        history.extend(&[user("uno")]);
        history.extend(&round("a", "mucho texto"));
        assert_eq!(history.result(2), Some(("a".to_owned(), "mucho texto".to_owned())));
        history.note(2, "[nota]");
        assert_eq!(
            history.request(None)[3].get(),
            r#"{"role":"tool","tool_call_id":"call_a","content":"[nota]"}"#
        );
    }

    #[test]
    fn a_summary_stands_for_the_beginning_and_the_question_stays() {
        let mut history = History::new(None);
        history.extend(&[user("uno"), user("dos")]);
        history.extend(&round("a", "A"));
        history.extend(&round("b", "B"));
        let messages = history.summary_request(1..3, &super::summary_instruction()).len();
        assert_eq!(messages, 4, "the prompt, two messages and the instruction");
        history.summarise(4, Some(1), "resumen".into());
        assert_eq!(
            contents(&history),
            [json!(SUMMARISE), json!("resumen"), json!("dos"), Value::Null, json!("B")]
        );
        history.summarise(3, None, "otro".into());
        assert_eq!(contents(&history), [json!(SUMMARISE), json!("otro"), Value::Null, json!("B")]);
    }

    #[test]
    fn the_last_turn_is_taken_out_and_a_summary_is_none() {
        let mut history = History::new(None);
        history.extend(&[user("uno"), user("dos")]);
        history.extend(&round("a", "A"));
        // A turn that failed has left nothing.
        assert_eq!(history.undo(Some("tres".into())).as_deref(), Some("tres"));
        assert_eq!(contents(&history).len(), 4);
        assert_eq!(history.undo(Some("dos".into())).as_deref(), Some("dos"));
        assert_eq!(contents(&history), [json!("uno")]);
        assert_eq!(history.undo(None).as_deref(), Some("uno"));
        assert_eq!(history.undo(None), None);
        history.extend(&[user("uno"), user("dos")]);
        history.summarise(2, None, "resumen".into());
        assert_eq!(history.undo(None), None);
        assert_eq!(contents(&history).len(), 2);
    }

    #[test]
    fn another_model_is_not_told_what_this_one_thought() {
        let mut history = History::new(None);
        let thought = Assistant {
            content: "sí".into(),
            reasoning: crate::llm::Reasoning { text: None, details: vec![json!({"type": "x"})] },
            ..Assistant::default()
        };
        history.extend(&[user("uno"), Message::Assistant(thought)]);
        history.forget_reasoning();
        assert_eq!(history.request(None)[2].get(), r#"{"role":"assistant","content":"sí"}"#);
    }
}
