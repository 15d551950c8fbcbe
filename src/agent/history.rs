//! What the model is told: the system prompt and the messages, encoded once each.
//!
//! It only grows by rounds that are whole, so it is acceptable to the API at any time.

use serde_json::value::RawValue;

use crate::llm::Message;
use crate::untrusted::Untrusted;

/// The seed's system prompt, word for word.
const SYSTEM: &str = "Eres un asistente para gestión de empleados. Puedes usar herramientas MCP \
    para listar empleados y agregar nuevos registros. Si necesitas datos reales, usa las \
    herramientas disponibles.";

/// The messages of a conversation.
#[derive(Debug)]
pub struct History {
    system: Box<RawValue>,
    messages: Vec<Box<RawValue>>,
}

impl History {
    /// Starts a conversation; `instructions` are the server's.
    pub fn new(instructions: Option<&Untrusted>) -> Self {
        Self { system: system(instructions), messages: Vec::new() }
    }

    /// Takes over the instructions of a server that came back.
    pub fn set_instructions(&mut self, instructions: Option<&Untrusted>) {
        self.system = system(instructions);
    }

    /// Adds messages that are whole rounds.
    pub fn extend(&mut self, messages: &[Message]) {
        self.messages.extend(messages.iter().map(Message::encode));
    }

    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Forgets the conversation, not the system prompt.
    pub fn clear(&mut self) {
        self.messages.clear();
    }

    /// Returns the messages of a request, followed by `next`. Nothing is encoded again.
    pub fn request<'a>(&'a self, next: Option<&'a RawValue>) -> Vec<&'a RawValue> {
        let messages = self.messages.iter().map(AsRef::as_ref);
        std::iter::once(&*self.system).chain(messages).chain(next).collect()
    }
}

fn system(instructions: Option<&Untrusted>) -> Box<RawValue> {
    let content = match instructions {
        None => SYSTEM.to_owned(),
        Some(text) => format!("{SYSTEM}\n\nInstructions of the MCP server:\n{}", text.raw().trim()),
    };
    Message::System { content }.encode()
}

#[cfg(test)]
mod tests {
    use super::{History, SYSTEM};
    use crate::llm::Message;

    #[test]
    fn a_request_is_the_prompt_the_history_and_the_question() {
        let mut history = History::new(Some(&" usa list_employees\n".into()));
        let user = |text: &str| Message::User { content: text.into() };
        history.extend(&[user("uno")]);
        let next = user("dos").encode();
        let joined: Vec<_> =
            history.request(Some(&next)).iter().map(|raw| raw.get().to_owned()).collect();
        let prompt = format!("{SYSTEM}\n\nInstructions of the MCP server:\nusa list_employees");
        assert_eq!(
            joined,
            [
                serde_json::json!({ "role": "system", "content": prompt }).to_string(),
                r#"{"role":"user","content":"uno"}"#.into(),
                r#"{"role":"user","content":"dos"}"#.into(),
            ]
            .map(|text: String| normal(&text))
        );
        history.clear();
        history.set_instructions(None);
        assert_eq!(history.request(None).len(), 1);
        assert!(!history.request(None)[0].get().contains("list_employees"));
    }

    /// Key order does not matter to anyone.
    fn normal(text: &str) -> String {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        format!(r#"{{"role":{},"content":{}}}"#, value["role"], value["content"])
    }
}
