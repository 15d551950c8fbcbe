//! A scripted stateless MCP server (2026-07-28), as small as its protocol.
//!
//! It answers `server/discover`, `tools/list` and `subscriptions/listen` on its own; what a test
//! scripts for a method comes first. It checks what each POST says of itself, and fails the test
//! when it is dropped with a broken rule or an answer that nobody asked for.

use std::collections::{HashMap, HashSet, VecDeque};
use std::future::pending;
use std::sync::Arc;

use serde_json::{Value, json};

use super::state::Seen;
use crate::support::http::{Handler, HttpServer, Request, Wire};
use crate::support::watched::{Gate, Watched};

/// The version it speaks.
const VERSION: &str = "2026-07-28";

/// How one request is answered. The id of the answer is put in.
pub(crate) enum Act {
    /// A status and a JSON body.
    Json(u16, Value),
    /// Bytes of that type, whatever they are.
    Bytes(u16, &'static str, &'static str),
    /// Events, then what follows them.
    Events(Vec<Value>, Then),
}

/// What comes after the events.
pub(crate) enum Then {
    /// The end of the stream.
    End,
    /// The end of the connection.
    Break,
    /// Nothing, until the client leaves.
    Hold,
    /// This event, once the gate is open, and the end of the stream.
    Wait(Gate, Value),
}

/// A complete result.
pub(crate) fn complete(result: &Value) -> Act {
    let mut result = result.clone();
    result["resultType"] = json!("complete");
    Act::Json(200, json!({ "result": result }))
}

/// A result that asks for input.
pub(crate) fn input_required(mut result: Value) -> Act {
    result["resultType"] = json!("input_required");
    Act::Json(200, json!({ "result": result }))
}

#[derive(Default)]
struct State {
    capabilities: Value,
    tools: Vec<Value>,
    scripted: HashMap<String, VecDeque<Act>>,
    seen: Vec<Seen>,
    ids: HashSet<String>,
    /// Requests whose reply the client left.
    left: Vec<String>,
    violations: Vec<String>,
}

/// The running server.
pub(crate) struct Stateless {
    behaviour: Arc<Behaviour>,
    http: Option<HttpServer>,
    port: u16,
}

struct Behaviour {
    state: Watched<State>,
}

impl Stateless {
    /// Starts with those capabilities and tools.
    pub(crate) fn start(capabilities: Value, tools: Vec<Value>) -> Self {
        let state = State { capabilities, tools, ..State::default() };
        let behaviour = Arc::new(Behaviour { state: Watched::new(state) });
        let http = HttpServer::start(0, Arc::clone(&behaviour));
        Self { port: http.port(), http: Some(http), behaviour }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/mcp", self.port)
    }

    /// Answers the next request of that method so.
    pub(crate) fn answer(&self, method: &str, act: Act) {
        self.behaviour.state.with(|state| {
            state.scripted.entry(method.to_owned()).or_default().push_back(act);
        });
    }

    /// Has other tools from now on.
    pub(crate) fn set_tools(&self, tools: Vec<Value>) {
        self.behaviour.state.with(|state| state.tools = tools);
    }

    /// Everything that was POSTed with that method.
    pub(crate) fn sent(&self, method: &str) -> Vec<Seen> {
        let all = self.behaviour.state.with(|state| state.seen.clone());
        all.into_iter().filter(|seen| seen.json["method"] == method).collect()
    }

    /// How many requests have come.
    pub(crate) fn all(&self) -> usize {
        self.behaviour.state.with(|state| state.seen.len())
    }

    /// Blocks until so many requests of that method have come.
    pub(crate) fn wait_for(&self, method: &str, count: usize) {
        let what = format!("{count} of {method}");
        self.behaviour.state.wait_until(&what, |state| {
            let sent = state.seen.iter().filter(|seen| seen.json["method"] == method);
            (sent.count() >= count).then_some(())
        });
    }

    /// Blocks until the client has left the reply to a request of that method.
    pub(crate) fn wait_until_left(&self, method: &str) {
        self.behaviour.state.wait_until("the client leaves the reply", |state| {
            state.left.iter().any(|left| left == method).then_some(())
        });
    }

    /// Goes down, and comes back on the same port.
    pub(crate) fn restart(&mut self) {
        self.http = None;
        self.http = Some(HttpServer::start(self.port, Arc::clone(&self.behaviour)));
    }
}

impl Drop for Stateless {
    fn drop(&mut self) {
        self.http = None;
        if std::thread::panicking() {
            return;
        }
        let (violations, unused) = self.behaviour.state.with(|state| {
            let unused = state.scripted.iter().filter(|(_, acts)| !acts.is_empty());
            (state.violations.clone(), unused.map(|(method, _)| method.clone()).collect::<Vec<_>>())
        });
        assert!(violations.is_empty(), "the client broke rules of MCP: {violations:#?}");
        assert!(unused.is_empty(), "scripted, but never used: {unused:#?}");
    }
}

impl State {
    /// Writes a request down, checks it, and says how it is answered.
    fn take(&mut self, request: &Request, message: &Value) -> Act {
        self.check(request, message);
        self.seen.push(Seen {
            method: request.method.clone(),
            target: request.target.clone(),
            headers: request.headers.clone(),
            json: message.clone(),
        });
        let method = message["method"].as_str().unwrap_or_default();
        if let Some(act) = self.scripted.get_mut(method).and_then(VecDeque::pop_front) {
            return act;
        }
        match method {
            "server/discover" => complete(&json!({ "supportedVersions": [VERSION],
                "capabilities": self.capabilities, "serverInfo": { "name": "stateless" } })),
            "tools/list" => complete(&json!({ "tools": self.tools })),
            "subscriptions/listen" => {
                let acknowledged = json!({ "jsonrpc": "2.0",
                    "method": "notifications/subscriptions/acknowledged",
                    "params": { "notifications": message["params"]["notifications"] } });
                Act::Events(vec![acknowledged], Then::Hold)
            }
            _ => Act::Json(
                404,
                json!({ "error": { "code": -32601, "message": "Method not found" } }),
            ),
        }
    }

    fn check(&mut self, request: &Request, message: &Value) {
        let meta = &message["params"]["_meta"];
        let header = |name: &str| request.header(name).unwrap_or_default();
        let accept = header("accept");
        let id = message["id"].to_string();
        let mut rule = |holds: bool, rule: &str| {
            if !holds {
                self.violations.push(format!("{rule}: {} {message}", request.method));
            }
        };
        rule(request.method == "POST", "nothing but POST");
        rule(message["method"].is_string() && !message["id"].is_null(), "requests alone");
        rule(accept.contains("json") && accept.contains("event-stream"), "both types");
        rule(header("mcp-protocol-version") == VERSION, "the version's header");
        rule(meta["io.modelcontextprotocol/protocolVersion"] == VERSION, "the version");
        rule(meta["io.modelcontextprotocol/clientCapabilities"].is_object(), "the capabilities");
        rule(meta["io.modelcontextprotocol/clientInfo"]["name"] == "mcp-chat", "the client");
        rule(header("mcp-method") == message["method"], "the method's header");
        rule(request.header("mcp-session-id").is_none(), "no session");
        rule(request.header("last-event-id").is_none(), "no resumption");
        // The first request may be refused for its version and asked once more.
        let is_new = self.ids.insert(id) || message["method"] == "server/discover";
        if !is_new {
            self.violations.push(format!("an id was used twice: {message}"));
        }
    }
}

impl Handler for Behaviour {
    async fn handle(self: Arc<Self>, request: Request, wire: &mut Wire) {
        let message: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let act = self.state.with(|state| state.take(&request, &message));
        let answered = |mut body: Value| {
            body["jsonrpc"] = json!("2.0");
            if body.get("method").is_none() && body.get("id").is_none() {
                body["id"] = message["id"].clone();
            }
            body.to_string()
        };
        let kind = |kind: &str| vec![("content-type".to_owned(), kind.to_owned())];
        // A client that went away is nothing to complain about here.
        match act {
            Act::Json(status, body) => {
                let body = answered(body);
                drop(wire.reply(status, &kind("application/json"), body.as_bytes()).await);
            }
            Act::Bytes(status, content, body) => {
                drop(wire.reply(status, &kind(content), body.as_bytes()).await);
            }
            Act::Events(events, then) => {
                drop(wire.begin(200, &kind("text/event-stream")).await);
                for event in events {
                    let event = format!("data: {}\n\n", answered(event));
                    drop(wire.chunk(event.as_bytes()).await);
                }
                match then {
                    Then::End => drop(wire.end().await),
                    Then::Break => {}
                    Then::Hold => {
                        wire.while_open(pending::<()>()).await;
                        let method = message["method"].as_str().unwrap_or_default().to_owned();
                        self.state.with(|state| state.left.push(method));
                    }
                    Then::Wait(gate, event) => {
                        if wire.while_open(gate.passed()).await.is_some() {
                            let event = format!("data: {}\n\n", answered(event));
                            drop(wire.chunk(event.as_bytes()).await);
                            drop(wire.end().await);
                        }
                    }
                }
            }
        }
    }
}
