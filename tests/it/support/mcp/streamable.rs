//! A scripted MCP server over Streamable HTTP.
//!
//! Unscripted it is a correct one with a single tool `t`, which answers `x`. It checks what a
//! client must do with each message ([`super::rules`]) and each header, and fails the test when it is
//! dropped with a broken rule or with a scripted step that nobody used.
//!
//! What it puts into a stream is written to the letter, with `$ANSWER` for the answer to the last
//! call, `$ID` for its id and `$TOKEN` for its progress token.

mod state;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::script::header;
use super::state::Seen;
use crate::support::http::{Handler, HttpServer, Request, Wire};
use crate::support::watched::{Gate, Watched};
use state::State;

/// How a call is answered.
pub(crate) enum Answer {
    /// A whole answer: status, content type, body.
    Whole(u16, &'static str, String),
    /// A redirect, 307.
    To(String),
    /// An event stream.
    Events(Vec<Piece>),
}

/// A piece of an event stream; without a [`Piece::Cut`] it ends as HTTP wants it.
pub(crate) enum Piece {
    /// Text, to the letter.
    Text(String),
    /// Waits until the test opens the gate.
    Hold(Gate),
    /// Waits until the client has answered so many requests of the server.
    Answers(usize),
    /// Stays open for good.
    Open,
    /// The connection breaks.
    Cut,
}

/// A piece of text.
pub(crate) fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

impl Answer {
    /// The usual answer as JSON.
    pub(crate) fn json() -> Self {
        Self::Whole(200, "application/json", "$ANSWER".into())
    }

    /// A status with a plain text body.
    pub(crate) fn status(status: u16, body: &str) -> Self {
        Self::Whole(status, "text/plain", body.into())
    }

    /// An event stream of one text.
    pub(crate) fn events(whole: &str) -> Self {
        Self::Events(vec![text(whole)])
    }
}

/// The script.
pub(crate) struct Streamable {
    path: &'static str,
    session: Option<&'static str>,
    events: bool,
    calls: VecDeque<Answer>,
    gets: VecDeque<Answer>,
    forgotten: (u16, &'static str),
}

impl Streamable {
    /// A correct server at `/mcp`, with sessions and without a stream of its own.
    pub(crate) fn new() -> Self {
        Self {
            path: "/mcp",
            session: Some("s"),
            events: false,
            calls: VecDeque::new(),
            gets: VecDeque::new(),
            forgotten: (404, "Session not found"),
        }
    }

    /// Serves another path.
    pub(crate) fn at(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// Names no session.
    pub(crate) fn stateless(self) -> Self {
        Self { session: None, ..self }
    }

    /// Answers everything but calls as events, too.
    pub(crate) fn events(self) -> Self {
        Self { events: true, ..self }
    }

    /// Answers the next call that is not yet scripted.
    pub(crate) fn call(mut self, answer: Answer) -> Self {
        self.calls.push_back(answer);
        self
    }

    /// Answers the next GET that is not yet scripted; 405 unless set.
    pub(crate) fn get(mut self, answer: Answer) -> Self {
        self.gets.push_back(answer);
        self
    }

    /// How a request of a forgotten session is answered; 404 unless set.
    pub(crate) fn forgotten(self, status: u16, body: &'static str) -> Self {
        Self { forgotten: (status, body), ..self }
    }

    pub(crate) fn start(self) -> StreamableServer {
        let state = State::new(self);
        let behaviour = Arc::new(Behaviour(Watched::new(state)));
        let http = HttpServer::start(0, Arc::clone(&behaviour));
        StreamableServer { port: http.port(), http: Some(http), behaviour }
    }
}

/// A running server.
pub(crate) struct StreamableServer {
    behaviour: Arc<Behaviour>,
    http: Option<HttpServer>,
    port: u16,
}

impl StreamableServer {
    /// `http://127.0.0.1:PORT`
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where MCP is spoken.
    pub(crate) fn url(&self) -> String {
        self.behaviour.0.with(|state| format!("{}{}", self.origin(), state.script.path))
    }

    /// Every request so far: HTTP's method with JSON-RPC's, or with the event to go on behind.
    pub(crate) fn told(&self) -> Vec<String> {
        self.behaviour
            .0
            .with(|state| state.log.requests.iter().map(|(seen, _)| tell(seen)).collect())
    }

    /// When each request came, by what [`Self::told`] says of it.
    pub(crate) fn when(&self, told: &str) -> Vec<Instant> {
        self.behaviour.0.with(|state| {
            let found = state.log.requests.iter().filter(|(seen, _)| tell(seen) == told);
            found.map(|(_, when)| *when).collect()
        })
    }

    /// The client's responses to requests of the server.
    pub(crate) fn answers(&self) -> Vec<Value> {
        self.behaviour.0.with(|state| state.log.answers.clone())
    }

    /// Blocks until the requests are as wanted.
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&[String]) -> bool) {
        self.behaviour.0.wait_until(what, |state| {
            let told: Vec<String> = state.log.requests.iter().map(|(seen, _)| tell(seen)).collect();
            wanted(&told).then_some(())
        });
    }

    /// Forgets the session.
    pub(crate) fn forget_session(&self) {
        self.behaviour.0.with(|state| state.forgotten = true);
    }

    /// Serves another path from now on, knowing no session.
    pub(crate) fn move_to(&self, path: &'static str) {
        self.behaviour.0.with(|state| (state.script.path, state.forgotten) = (path, true));
    }

    /// Goes down: every connection breaks.
    pub(crate) fn stop(&mut self) {
        self.http = None;
    }

    /// Comes back on the same port, knowing no session.
    pub(crate) fn start_again(&mut self) {
        self.forget_session();
        self.http = Some(HttpServer::start(self.port, Arc::clone(&self.behaviour)));
    }
}

fn tell(seen: &Seen) -> String {
    let after = seen.headers.iter().find(|(name, _)| name == "last-event-id");
    let method = seen.json["method"].as_str().unwrap_or("response");
    match (seen.method.as_str(), after) {
        ("POST", _) => format!("POST {method}"),
        (verb, Some((_, id))) => format!("{verb} after {id}"),
        (verb, None) => verb.to_owned(),
    }
}

impl Drop for StreamableServer {
    fn drop(&mut self) {
        self.http = None;
        if std::thread::panicking() {
            return;
        }
        let (violations, calls, gets) = self.behaviour.0.with(|state| {
            let violations = std::mem::take(&mut state.log.violations);
            (violations, state.script.calls.len(), state.script.gets.len())
        });
        assert!(violations.is_empty(), "the client broke rules of MCP: {violations:#?}");
        assert_eq!((calls, gets), (0, 0), "scripted calls and GETs that never came");
    }
}

struct Behaviour(Watched<State>);

impl Handler for Behaviour {
    async fn handle(self: Arc<Self>, request: Request, wire: &mut Wire) {
        let message = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let (answer, headers) = self.0.with(|state| {
            let seen = Seen {
                method: request.method.clone(),
                target: request.target.clone(),
                headers: request.headers.clone(),
                json: message.clone(),
            };
            state.log.requests.push((seen, Instant::now()));
            state.answer(&request, &message)
        });
        // A client that went away is nothing to complain about here.
        drop(self.write(answer, headers, wire).await);
    }
}

impl Behaviour {
    async fn write(
        &self,
        answer: Answer,
        mut headers: Vec<(String, String)>,
        wire: &mut Wire,
    ) -> io::Result<()> {
        let pieces = match answer {
            Answer::Whole(status, kind, body) => {
                headers.extend(header("content-type", kind));
                return wire.reply(status, &headers, self.fill(&body).as_bytes()).await;
            }
            Answer::To(url) => return wire.reply(307, &header("location", &url), b"").await,
            Answer::Events(pieces) => pieces,
        };
        headers.extend(header("content-type", "text/event-stream"));
        wire.begin(200, &headers).await?;
        for piece in pieces {
            match piece {
                Piece::Text(text) => wire.chunk(self.fill(&text).as_bytes()).await?,
                Piece::Hold(gate) => drop(wire.while_open(gate.passed()).await),
                Piece::Answers(count) => {
                    let heard = async {
                        while self.0.with(|state| state.log.answers.len()) < count {
                            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                        }
                    };
                    wire.while_open(heard).await.unwrap_or_default();
                }
                Piece::Open => drop(wire.while_open(std::future::pending::<()>()).await),
                Piece::Cut => return Ok(()),
            }
        }
        wire.end().await
    }

    /// Fills in what belongs to the last call.
    fn fill(&self, text: &str) -> String {
        let call = self.0.with(|state| state.last.clone());
        let result = json!({ "content": [{ "type": "text", "text": "x" }] });
        let answer = json!({ "jsonrpc": "2.0", "id": call["id"], "result": result });
        text.replace("$ANSWER", &answer.to_string())
            .replace("$ID", &call["id"].to_string())
            .replace("$TOKEN", &call["params"]["_meta"]["progressToken"].to_string())
    }
}
