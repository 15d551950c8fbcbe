//! The server's side of MCP as a pure machine: a message in, what to do out.
//!
//! Covers the protocol versions that have an `initialize`: 2024-11-05 to 2025-11-25.

use serde_json::{Value, json};

use super::tools;

/// The versions that are spoken, oldest first; the last is offered to a client of another.
const VERSIONS: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
/// What the server tells a model about itself.
const INSTRUCTIONS: &str = "Base de datos de empleados de una empresa de demostración. Consulta \
    con list_employees o department_summary antes de responder; para cambiar a una persona busca \
    primero su id con list_employees. Los salarios son euros brutos al año.";

/// JSON-RPC: the message is not acceptable now.
const INVALID_REQUEST: i32 = -32600;
/// JSON-RPC: no such method.
const METHOD_NOT_FOUND: i32 = -32601;
/// JSON-RPC: the method is known, its parameters are wrong. MCP uses it for an unknown tool.
const INVALID_PARAMS: i32 = -32602;
/// JSON-RPC: the server failed.
const INTERNAL_ERROR: i32 = -32603;

/// Messages in one batch.
const MAX_BATCH: usize = 64;

/// A message of a client.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message {
    /// Wants an answer with the same id.
    Request {
        /// A number or a string, echoed as it came.
        id: Value,
        /// What is asked for.
        method: String,
        /// Its parameters, `Null` if left out.
        params: Value,
    },
    /// Wants no answer: a notification, or an answer to a request that was never sent.
    Silent,
}

impl Message {
    /// Reads one body: a message, or a batch of them (2025-03-26 requires receivers to take one).
    ///
    /// # Errors
    /// Returns what is wrong with it, for the reply to the POST.
    pub(super) fn read_body(body: &[u8]) -> Result<Vec<Self>, &'static str> {
        let body = serde_json::from_slice(body).map_err(|_| "Could not parse message")?;
        match body {
            Value::Array(batch) if batch.len() > MAX_BATCH => Err("Batch too long"),
            Value::Array(batch) if !batch.is_empty() => {
                batch.into_iter().map(Self::from_value).collect()
            }
            single => Self::from_value(single).map(|message| vec![message]),
        }
    }

    /// Reads one message (JSON-RPC 2.0, sections 4 and 5).
    fn from_value(mut value: Value) -> Result<Self, &'static str> {
        if value["jsonrpc"] != "2.0" {
            return Err("Not a JSON-RPC 2.0 message");
        }
        let method = match &value["method"] {
            Value::String(method) => Some(method.clone()),
            Value::Null => None,
            _ => return Err("\"method\" must be a string"),
        };
        let has_answer = value.get("result").is_some() || value.get("error").is_some();
        match (value.get("id"), method) {
            (Some(Value::Number(_) | Value::String(_)), Some(method)) => {
                Ok(Self::Request { id: value["id"].take(), method, params: value["params"].take() })
            }
            (Some(_), Some(_)) => Err("\"id\" must be a number or a string"),
            (None, Some(_)) => Ok(Self::Silent),
            (_, None) if has_answer => Ok(Self::Silent),
            (_, None) => Err("Neither a request nor a notification nor a response"),
        }
    }
}

/// What a message leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// Nothing is owed.
    Nothing,
    /// This message goes to the client.
    Answer(Value),
    /// This tool runs, and its result is the answer to `id`.
    Call {
        /// The request to answer.
        id: Value,
        /// Which tool.
        tool: tools::Tool,
        /// Its arguments, not yet checked.
        arguments: serde_json::Map<String, Value>,
    },
}

/// One session's protocol state.
#[derive(Debug, Default)]
pub(super) struct Session {
    initialized: bool,
}

impl Session {
    /// Takes a message and says what to do.
    pub(super) fn handle(&mut self, message: Message) -> Step {
        let Message::Request { id, method, params } = message else { return Step::Nothing };
        let outcome = match method.as_str() {
            "ping" => Ok(json!({})),
            "initialize" => self.initialize(&params),
            _ if !self.initialized => {
                Err((INVALID_REQUEST, "The session is not initialized yet".to_owned()))
            }
            "tools/list" if params["cursor"].is_null() => {
                Ok(json!({ "tools": tools::catalogue() }))
            }
            "tools/list" => Err((INVALID_PARAMS, "Unknown cursor: there is one page".to_owned())),
            "tools/call" => match requested_call(params) {
                Ok((tool, arguments)) => return Step::Call { id, tool, arguments },
                Err(message) => Err((INVALID_PARAMS, message)),
            },
            _ => Err((METHOD_NOT_FOUND, format!("Method not found: {method}"))),
        };
        Step::Answer(match outcome {
            Ok(result) => answer(&id, &result),
            Err((code, message)) => error(&id, code, &message),
        })
    }

    /// Answers the handshake, in the client's version where it is known.
    fn initialize(&mut self, params: &Value) -> Result<Value, (i32, String)> {
        if self.initialized {
            return Err((INVALID_REQUEST, "The session is initialized already".to_owned()));
        }
        let Some(offered) = params["protocolVersion"].as_str() else {
            return Err((INVALID_PARAMS, "protocolVersion must be a string".to_owned()));
        };
        let [.., newest] = VERSIONS;
        let version = VERSIONS.into_iter().find(|known| *known == offered).unwrap_or(newest);
        self.initialized = true;
        Ok(json!({
            "protocolVersion": version,
            "capabilities": { "tools": {} },
            "serverInfo": {
                "name": "mcp-chat-demo",
                "title": "Empleados de demostración",
                "version": env!("CARGO_PKG_VERSION"),
            },
            "instructions": INSTRUCTIONS,
        }))
    }
}

/// Reads the parameters of `tools/call`.
fn requested_call(
    mut params: Value,
) -> Result<(tools::Tool, serde_json::Map<String, Value>), String> {
    let Some(name) = params["name"].as_str() else {
        return Err("name must be a string".to_owned());
    };
    let tool = tools::Tool::named(name).ok_or_else(|| format!("Unknown tool: {name}"))?;
    match params.get_mut("arguments").map(Value::take) {
        None | Some(Value::Null) => Ok((tool, serde_json::Map::new())),
        Some(Value::Object(arguments)) => Ok((tool, arguments)),
        Some(_) => Err("arguments must be an object".to_owned()),
    }
}

/// Builds the answer to a request.
pub(super) fn answer(id: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

/// Builds the answer to a request that the server failed to carry out.
pub(super) fn failure(id: &Value) -> Value {
    error(id, INTERNAL_ERROR, "The server could not carry out the call")
}

/// Builds the refusal of a request.
fn error(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Message, Session, Step};
    use crate::demo::mcp_server::tools::Tool;

    fn request(id: Value, method: &str, params: Value) -> Message {
        Message::Request { id, method: method.to_owned(), params }
    }

    fn initialized() -> Session {
        let mut session = Session::default();
        let params = json!({ "protocolVersion": "2025-11-25" });
        let step = session.handle(request(json!(0), "initialize", params));
        assert!(matches!(step, Step::Answer(_)));
        session
    }

    /// The code of an error answer.
    fn refused(step: Step) -> Value {
        let Step::Answer(answer) = step else { panic!("no answer: {step:?}") };
        answer["error"]["code"].clone()
    }

    #[test]
    fn the_version_offered_is_taken_where_it_is_known() {
        for (offered, answered) in [
            ("2024-11-05", "2024-11-05"),
            ("2025-03-26", "2025-03-26"),
            ("2025-11-25", "2025-11-25"),
            ("2026-07-28", "2025-11-25"),
            ("", "2025-11-25"),
        ] {
            let params = json!({ "protocolVersion": offered });
            let step = Session::default().handle(request(json!("a"), "initialize", params));
            let Step::Answer(answer) = step else { panic!("no answer: {step:?}") };
            assert_eq!(answer["id"], "a");
            assert_eq!(answer["result"]["protocolVersion"], answered, "{offered}");
            assert_eq!(answer["result"]["capabilities"], json!({ "tools": {} }));
        }
    }

    #[test]
    fn only_a_ping_goes_before_the_handshake() {
        let mut session = Session::default();
        for method in ["tools/list", "tools/call", "nada"] {
            let step = session.handle(request(json!(1), method, Value::Null));
            assert_eq!(refused(step), -32600, "{method}");
        }
        let pong = json!({ "jsonrpc": "2.0", "id": 2, "result": {} });
        let step = session.handle(request(json!(2), "ping", Value::Null));
        assert_eq!(step, Step::Answer(pong));
        let step = session.handle(request(json!(3), "initialize", json!({})));
        assert_eq!(refused(step), -32602);
        let step = initialized().handle(request(json!(4), "initialize", json!({})));
        assert_eq!(refused(step), -32600);
    }

    #[test]
    fn what_is_unknown_is_refused_by_the_codes_of_the_protocol() {
        let mut session = initialized();
        for (method, params, code) in [
            ("resources/list", Value::Null, -32601),
            ("tools/list", json!({ "cursor": "2" }), -32602),
            ("tools/call", Value::Null, -32602),
            ("tools/call", json!({ "name": "borrar_todo" }), -32602),
            ("tools/call", json!({ "name": "list_employees", "arguments": [] }), -32602),
        ] {
            let step = session.handle(request(json!(1), method, params.clone()));
            assert_eq!(refused(step), code, "{method} {params}");
        }
    }

    #[test]
    fn a_call_is_handed_on() {
        for arguments in [
            json!({ "name": "list_employees" }),
            json!({ "name": "list_employees", "arguments": null }),
        ] {
            let step = initialized().handle(request(json!(7), "tools/call", arguments));
            let expected = Step::Call {
                id: json!(7),
                tool: Tool::ListEmployees,
                arguments: serde_json::Map::new(),
            };
            assert_eq!(step, expected);
        }
    }

    #[test]
    fn a_body_is_one_message_or_a_batch() {
        let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
        let note = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{}}"#;
        let answer = r#"{"jsonrpc":"2.0","id":1,"result":{}}"#;
        let expected = request(json!(1), "ping", Value::Null);
        assert_eq!(Message::read_body(ping.as_bytes()), Ok(vec![expected.clone()]));
        let batch = format!("[{note},{ping},{answer}]");
        let expected = vec![Message::Silent, expected, Message::Silent];
        assert_eq!(Message::read_body(batch.as_bytes()), Ok(expected));
    }

    #[test]
    fn what_is_no_message_is_refused_at_once() {
        for body in [
            "",
            "{",
            "[]",
            "null",
            "7",
            "{}",
            "\u{1b}",
            r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1}"#,
            r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":3}"#,
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"},3]"#,
        ] {
            assert!(Message::read_body(body.as_bytes()).is_err(), "{body}");
        }
    }
}
