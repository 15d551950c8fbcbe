//! What a scripted server over Streamable HTTP knows, and how it answers. Pure.

use std::time::Instant;

use serde_json::{Value, json};

use super::super::rules::{Kind, Rules};
use super::super::script::header;
use super::super::state::Seen;
use super::{Answer, Streamable};
use crate::support::http::Request;

/// The types that a POST must accept.
const BOTH: [&str; 2] = ["application/json", "text/event-stream"];

/// What happened so far.
#[derive(Default)]
pub(super) struct StreamableLog {
    /// Every request, in the order of arrival, and when it came.
    pub(super) requests: Vec<(Seen, Instant)>,
    /// The client's responses to requests of the server.
    pub(super) answers: Vec<Value>,
    pub(super) violations: Vec<String>,
}

/// An answer and its headers.
pub(super) type Answered = (Answer, Vec<(String, String)>);

pub(super) struct State {
    pub(super) script: Streamable,
    rules: Rules,
    /// Counts the sessions.
    generation: usize,
    pub(super) forgotten: bool,
    protocol: Option<String>,
    /// The last call.
    pub(super) last: Value,
    pub(super) log: StreamableLog,
}

impl State {
    pub(super) fn new(script: Streamable) -> Self {
        Self {
            script,
            rules: Rules::new(vec![]),
            generation: 0,
            forgotten: false,
            protocol: None,
            last: Value::Null,
            log: StreamableLog::default(),
        }
    }

    /// Decides what a request gets.
    pub(super) fn answer(&mut self, request: &Request, message: &Value) -> Answered {
        if request.target != self.script.path {
            return (Answer::status(404, "Not Found"), vec![]);
        }
        let broken = self.broken_header(request, message);
        self.log.violations.extend(broken);
        let is_first = ["initialize", "server/discover"].iter().any(|it| message["method"] == *it);
        if self.forgotten && !is_first {
            let (status, body) = self.script.forgotten;
            return (Answer::status(status, body), vec![]);
        }
        match request.method.as_str() {
            "POST" => self.post(message),
            "GET" => {
                let refused = || Answer::status(405, "Method Not Allowed");
                (self.script.gets.pop_front().unwrap_or_else(refused), vec![])
            }
            "DELETE" => (Answer::status(200, ""), vec![]),
            verb => {
                self.log.violations.push(format!("{verb} is no method of this transport"));
                (Answer::status(405, ""), vec![])
            }
        }
    }

    /// Says which rule a header breaks.
    fn broken_header(&self, request: &Request, message: &Value) -> Option<String> {
        let verb = request.method.as_str();
        let accept = request.header("accept").unwrap_or_default();
        let method = message["method"].as_str().unwrap_or(verb);
        if verb == "POST" && !BOTH.iter().all(|kind| accept.contains(kind)) {
            return Some(format!("{method} accepts {accept:?}, not JSON and events"));
        }
        if verb == "POST" && request.header("content-type") != Some("application/json") {
            return Some(format!("{method} is not JSON"));
        }
        if verb == "GET" && accept != "text/event-stream" {
            return Some(format!("a GET accepts {accept:?}"));
        }
        if request.header("origin").is_some() {
            return Some(format!("{method} came with an Origin header"));
        }
        // Before there is a session, whatever comes is a question for the transport.
        if method == "server/discover" || self.generation == 0 {
            return None;
        }
        let is_first = method == "initialize";
        let session = self.script.session.filter(|_| !is_first);
        let session = session.map(|name| format!("{name}{}", self.generation));
        let protocol = self.protocol.as_deref().filter(|_| !is_first);
        for (name, expected) in
            [("mcp-session-id", session.as_deref()), ("mcp-protocol-version", protocol)]
        {
            let found = request.header(name);
            if found != expected {
                return Some(format!("{method} has {name} {found:?}, not {expected:?}"));
            }
        }
        None
    }

    fn post(&mut self, message: &Value) -> Answered {
        if message["method"] == "server/discover" {
            // As server-everything answers it.
            let error = json!({ "code": -32000, "message": "Server not initialized" });
            let body = json!({ "jsonrpc": "2.0", "id": null, "error": error });
            return (Answer::Whole(400, "application/json", body.to_string()), vec![]);
        }
        if message["method"] == "initialize" {
            (self.generation, self.forgotten) = (self.generation + 1, false);
            self.rules = Rules::new(vec![]);
            // What an earlier session was asked may be answered late, or twice.
            (0..4).for_each(|id| self.rules.server_asks(&json!(id)));
        }
        match self.rules.check(message) {
            Err(sentence) => {
                self.log.violations.push(format!("{sentence}: {message}"));
                (Answer::status(400, &sentence), vec![])
            }
            Ok(Kind::Response { .. }) => {
                self.log.answers.push(message.clone());
                (Answer::status(202, ""), vec![])
            }
            Ok(Kind::Notification { .. }) => (Answer::status(202, ""), vec![]),
            Ok(Kind::Request { id, method }) => self.request(&id, &method, message),
        }
    }

    fn request(&mut self, id: &Value, method: &str, message: &Value) -> Answered {
        let mut headers = vec![];
        let result = match method {
            "initialize" => {
                let protocol = message["params"]["protocolVersion"].as_str().unwrap_or_default();
                self.protocol = Some(protocol.to_owned());
                if let Some(name) = self.script.session {
                    headers = header("mcp-session-id", &format!("{name}{}", self.generation));
                }
                json!({ "protocolVersion": protocol, "capabilities": { "tools": {} },
                    "serverInfo": { "name": "streamable", "version": "1" } })
            }
            "tools/list" => json!({ "tools": [{ "name": "t", "inputSchema": { "type": "object" },
                "annotations": { "readOnlyHint": true } }] }),
            "tools/call" => {
                self.last = message.clone();
                let answer = self.script.calls.pop_front().unwrap_or_else(Answer::json);
                return (answer, headers);
            }
            _ => json!({}),
        };
        let body = json!({ "jsonrpc": "2.0", "id": id, "result": result });
        let answer = if self.script.events {
            Answer::events(&format!("event: message\ndata: {body}\n\n"))
        } else {
            Answer::Whole(200, "application/json", body.to_string())
        };
        (answer, headers)
    }
}
