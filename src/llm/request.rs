//! The body of a request, joined from messages and tools that were encoded before.

use serde::Serialize;
use serde_json::value::RawValue;

use super::profile::Profile;

/// What the model is asked.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The history, each message as [`super::Message::encode`] gave it.
    pub messages: Vec<&'a RawValue>,
    /// A JSON array of tools; an empty one counts as none, because OpenAI refuses it.
    pub tools: Option<&'a RawValue>,
    /// Whether the model may call; not sent without tools, because OpenAI refuses it.
    pub tool_choice: Option<ToolChoice>,
}

/// Whether the model may call tools, where it is not left to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolChoice {
    /// It must answer in text. The tools stay in the request, so that the prefix that servers
    /// cache stays the same.
    None,
}

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: &'a [&'a RawValue],
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tools: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<ToolChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Routing>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Serialize)]
struct Routing {
    require_parameters: bool,
}

impl Request<'_> {
    /// Returns the request as the host of `profile` accepts it.
    pub(super) fn body(&self, model: &str, profile: Profile) -> Vec<u8> {
        let is_empty = |tools: &RawValue| {
            tools
                .get()
                .trim_matches(|c: char| c.is_ascii_whitespace() || "[]".contains(c))
                .is_empty()
        };
        let tools = self.tools.filter(|tools| !is_empty(tools));
        let body = Body {
            model,
            tools,
            messages: &self.messages,
            stream: true,
            stream_options: profile
                .asks_for_usage()
                .then_some(StreamOptions { include_usage: true }),
            tool_choice: tools.and(self.tool_choice),
            provider: (tools.is_some() && profile.requires_parameters())
                .then_some(Routing { require_parameters: true }),
        };
        #[expect(clippy::expect_used, reason = "strings and encoded JSON always serialise")]
        serde_json::to_vec(&body).expect("a request is JSON")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json, value::RawValue};

    use super::{Profile, Request, ToolChoice};
    use crate::llm::Message;

    fn body(tools: Option<&str>, choice: Option<ToolChoice>, profile: Profile) -> Value {
        let tools = tools.map(|tools| RawValue::from_string(tools.to_owned()).expect("JSON"));
        let message = Message::User { content: "hola".to_owned() }.encode();
        let request =
            Request { messages: vec![&message], tools: tools.as_deref(), tool_choice: choice };
        serde_json::from_slice(&request.body("m", profile)).expect("JSON")
    }

    #[test]
    fn each_host_gets_the_fields_it_accepts() {
        let messages = json!([{"role": "user", "content": "hola"}]);
        let usage = json!({"include_usage": true});
        let none = Some(ToolChoice::None);
        let tool = json!([{"type": "function"}]);
        let table = [
            (
                body(None, None, Profile::OpenAi),
                json!({"model": "m", "messages": messages, "stream": true, "stream_options": usage}),
            ),
            (
                body(None, none, Profile::OpenRouter),
                json!({"model": "m", "messages": messages, "stream": true}),
            ),
            (
                body(Some(" [ ] "), none, Profile::Other),
                json!({"model": "m", "messages": messages, "stream": true, "stream_options": usage}),
            ),
            (
                body(Some(&tool.to_string()), none, Profile::Other),
                json!({"model": "m", "messages": messages, "stream": true, "stream_options": usage,
                       "tools": tool, "tool_choice": "none"}),
            ),
            (
                body(Some(&tool.to_string()), None, Profile::OpenRouter),
                json!({"model": "m", "messages": messages, "stream": true, "tools": tool,
                       "provider": {"require_parameters": true}}),
            ),
        ];
        for (actual, expected) in table {
            assert_eq!(actual, expected);
        }
    }
}
