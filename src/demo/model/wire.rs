//! Requests and replies of the chat-completions protocol, as far as the offline model speaks it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::conversation::Message;

/// The name under which the model is listed and answers, whatever name was asked for.
pub(super) const MODEL: &str = "mcp-chat-demo";

/// A request to `/v1/chat/completions`.
#[derive(Debug, Deserialize)]
pub(super) struct Request {
    #[serde(rename = "model")]
    _model: String,
    pub(super) messages: Vec<Message>,
    tools: Option<Vec<Tool>>,
    tool_choice: Option<Value>,
    #[serde(default)]
    stream: bool,
    stream_options: Option<StreamOptions>,
}

#[derive(Debug, Deserialize)]
struct Tool {
    function: Function,
}

#[derive(Debug, Deserialize)]
struct Function {
    name: String,
}

#[derive(Debug, Deserialize)]
struct StreamOptions {
    #[serde(default)]
    include_usage: bool,
}

impl Request {
    /// Reads a request and holds it to the rules that the real API enforces.
    ///
    /// # Errors
    /// Returns what is wrong, and with which parameter.
    pub(super) fn read(body: &[u8]) -> Result<Self, Refusal> {
        let request: Self = serde_json::from_slice(body)
            .map_err(|error| Refusal::new(format!("Invalid request: {error}"), None))?;
        let refuse = |message: &str, param| Err(Refusal::new(message.to_owned(), Some(param)));
        if request.messages.is_empty() {
            return refuse("'messages' must not be empty.", "messages");
        }
        if request.tools.as_ref().is_some_and(Vec::is_empty) {
            return refuse("[] is too short - 'tools'", "tools");
        }
        if request.tools.is_none() && request.tool_choice.is_some() {
            return refuse(
                "'tool_choice' is only allowed when 'tools' are specified.",
                "tool_choice",
            );
        }
        match request.tool_choice.as_ref() {
            None => {}
            Some(choice) if *choice == "auto" || *choice == "none" => {}
            Some(_) => {
                return refuse("The demo model only knows \"auto\" and \"none\".", "tool_choice");
            }
        }
        Message::check_order(&request.messages)
            .map_err(|message| Refusal::new(message, Some("messages")))?;
        Ok(request)
    }

    /// Returns the names of the tools that may be called now.
    pub(super) fn tools(&self) -> Vec<&str> {
        if self.tool_choice.as_ref().is_some_and(|choice| *choice == "none") {
            return Vec::new();
        }
        self.offered().collect()
    }

    /// Returns the names of all tools in the request.
    pub(super) fn offered(&self) -> impl Iterator<Item = &str> {
        self.tools.iter().flatten().map(|tool| tool.function.name.as_str())
    }

    /// Whether the reply is wanted as a stream.
    pub(super) fn streams(&self) -> bool {
        self.stream
    }

    /// Whether the stream ends with a chunk of usage.
    pub(super) fn wants_usage(&self) -> bool {
        self.stream_options.as_ref().is_some_and(|options| options.include_usage)
    }
}

/// A request that the API does not take.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    message: String,
    param: Option<&'static str>,
}

impl Refusal {
    fn new(message: String, param: Option<&'static str>) -> Self {
        Self { message, param }
    }

    /// Returns the body that says so, in the shape of the real API.
    pub(super) fn body(&self) -> Value {
        error_body(&self.message, self.param)
    }
}

/// Builds an error body.
pub(super) fn error_body(message: &str, param: Option<&str>) -> Value {
    let kind = "invalid_request_error";
    json!({ "error": { "message": message, "type": kind, "param": param, "code": null } })
}

/// A call of a tool.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The tool's name in the request.
    pub(super) name: String,
    /// Its arguments.
    pub(super) arguments: Value,
}

/// What the model says: it calls a tool or it answers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reply {
    Text(String),
    Call(Call),
}

impl Reply {
    /// Why the model stopped.
    fn finish_reason(&self) -> &'static str {
        match self {
            Self::Text(_) => "stop",
            Self::Call(_) => "tool_calls",
        }
    }

    /// The tokens of the reply; a token of this model is a word.
    fn tokens(&self) -> usize {
        match self {
            Self::Text(text) => words(text),
            Self::Call(call) => 1 + words(&call.arguments.to_string()),
        }
    }
}

/// Counts words.
fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What all parts of one completion share.
pub(super) struct Completion {
    id: String,
    created: u64,
    call_id: String,
    prompt_tokens: usize,
}

impl Completion {
    /// Starts a completion of the request.
    pub(super) fn new(request: &Request) -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self {
            id: format!("chatcmpl-{:032x}", rand::random::<u128>()),
            created: now.map_or(0, |since| since.as_secs()),
            call_id: format!("call_{:024x}", rand::random::<u128>() >> 32),
            prompt_tokens: request.messages.iter().map(|message| words(message.text())).sum(),
        }
    }

    /// Returns the whole completion, for a request without `stream`.
    pub(super) fn whole(&self, reply: &Reply) -> Value {
        let message = match reply {
            Reply::Text(text) => json!({ "role": "assistant", "content": text, "refusal": null }),
            Reply::Call(call) => json!({
                "role": "assistant",
                "content": null,
                "refusal": null,
                "tool_calls": [{
                    "id": self.call_id,
                    "type": "function",
                    "function": { "name": call.name, "arguments": call.arguments.to_string() },
                }],
            }),
        };
        let choice = json!({
            "index": 0,
            "message": message,
            "logprobs": null,
            "finish_reason": reply.finish_reason(),
        });
        let mut body = self.frame("chat.completion", &json!([choice]));
        body["usage"] = self.usage(reply);
        body
    }

    /// Returns the completion in the chunks of a stream, usage last where it is wanted.
    pub(super) fn chunks(&self, reply: &Reply, with_usage: bool) -> Vec<Value> {
        let chunk = |delta: Value, finish: Option<&str>| {
            let choice =
                json!({ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish });
            self.frame("chat.completion.chunk", &json!([choice]))
        };
        let mut chunks = Vec::new();
        match reply {
            Reply::Text(text) => {
                chunks.push(chunk(json!({ "role": "assistant", "content": "" }), None));
                chunks.extend(pieces(text).map(|piece| chunk(json!({ "content": piece }), None)));
            }
            Reply::Call(call) => {
                let start = json!({
                    "index": 0,
                    "id": self.call_id,
                    "type": "function",
                    "function": { "name": call.name, "arguments": "" },
                });
                let delta = json!({ "role": "assistant", "content": null, "tool_calls": [start] });
                chunks.push(chunk(delta, None));
                for piece in pieces(&call.arguments.to_string()) {
                    let part = json!({ "index": 0, "function": { "arguments": piece } });
                    chunks.push(chunk(json!({ "tool_calls": [part] }), None));
                }
            }
        }
        chunks.push(chunk(json!({}), Some(reply.finish_reason())));
        if with_usage {
            let mut last = self.frame("chat.completion.chunk", &json!([]));
            last["usage"] = self.usage(reply);
            chunks.push(last);
        }
        chunks
    }

    fn frame(&self, object: &str, choices: &Value) -> Value {
        json!({
            "id": self.id,
            "object": object,
            "created": self.created,
            "model": MODEL,
            "system_fingerprint": null,
            "choices": choices,
        })
    }

    fn usage(&self, reply: &Reply) -> Value {
        let completion = reply.tokens();
        json!({
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": completion,
            "total_tokens": self.prompt_tokens + completion,
        })
    }
}

/// Characters of one piece of a stream.
const PIECE: usize = 16;

/// Cuts a text into pieces of [`PIECE`] characters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.char_indices().nth(PIECE).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Call, Completion, Reply, Request, pieces};

    fn request(body: &Value) -> Result<Request, super::Refusal> {
        Request::read(body.to_string().as_bytes())
    }

    fn question() -> Value {
        json!({ "model": "x", "messages": [{ "role": "user", "content": "hola a todos" }] })
    }

    #[test]
    fn what_the_real_api_refuses_is_refused() {
        let with = |name: &str, value: Value| {
            let mut body = question();
            body[name] = value;
            body
        };
        let tool = json!([{ "type": "function", "function": { "name": "list_employees" } }]);
        let mut required = with("tools", tool);
        required["tool_choice"] = json!("required");
        for (body, param) in [
            (json!({ "messages": [] }), Value::Null),
            (with("messages", json!([])), json!("messages")),
            (with("tools", json!([])), json!("tools")),
            (with("tool_choice", json!("auto")), json!("tool_choice")),
            (required, json!("tool_choice")),
        ] {
            let refusal = request(&body).expect_err("a refusal");
            assert_eq!(refusal.body()["error"]["param"], param, "{body}");
        }
        assert!(request(&question()).is_ok());
    }

    #[test]
    fn the_chunks_of_a_text_join_to_it() {
        let completion = Completion::new(&request(&question()).expect("a request"));
        let text = "¿Quién está en Tecnología? Nadie más que tú 👩\u{200d}💻, por ahora.";
        let chunks = completion.chunks(&Reply::Text(text.to_owned()), true);
        let joined: String = chunks
            .iter()
            .filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str())
            .collect();
        assert_eq!(joined, text);
        assert!(chunks.len() > 5, "in several pieces: {}", chunks.len());
        assert_eq!(chunks[0]["choices"][0]["delta"]["role"], "assistant");
        let [.., finish, usage] = chunks.as_slice() else { panic!("too few chunks") };
        assert_eq!(finish["choices"][0]["finish_reason"], "stop");
        assert_eq!(usage["choices"], json!([]));
        let expected = json!({ "prompt_tokens": 3, "completion_tokens": 11, "total_tokens": 14 });
        assert_eq!(usage["usage"], expected);
    }

    #[test]
    fn the_arguments_of_a_call_come_in_pieces() {
        let completion = Completion::new(&request(&question()).expect("a request"));
        let arguments = json!({ "department": "Recursos Humanos" });
        let call = Call { name: "list_employees".to_owned(), arguments: arguments.clone() };
        let chunks = completion.chunks(&Reply::Call(call), false);
        let calls: Vec<&Value> = chunks
            .iter()
            .map(|chunk| &chunk["choices"][0]["delta"]["tool_calls"][0])
            .filter(|call| !call.is_null())
            .collect();
        assert!(calls.len() > 2, "split: {}", calls.len());
        assert_eq!(calls[0]["function"]["name"], "list_employees");
        assert!(calls[0]["id"].as_str().is_some_and(|id| id.starts_with("call_")));
        let joined: String =
            calls.iter().filter_map(|call| call["function"]["arguments"].as_str()).collect();
        assert_eq!(joined, arguments.to_string());
        let last = chunks.last().expect("a chunk");
        assert_eq!(last["choices"][0]["finish_reason"], "tool_calls");
    }

    #[test]
    fn an_empty_text_has_no_pieces() {
        assert_eq!(pieces("").count(), 0);
        assert_eq!(pieces("0123456789abcdefg").collect::<Vec<_>>(), ["0123456789abcdef", "g"]);
    }
}
