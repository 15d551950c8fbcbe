//! A scripted chat-completions server.
//!
//! It answers requests with a queue of replies and checks each by OpenAI's rules ([`checker`]): a
//! broken rule is answered with 400 and fails the test when the server is dropped, as does a reply
//! that nobody fetched or a request beyond the last reply.

pub(crate) mod checker;
mod reply;

use std::collections::VecDeque;
use std::future::pending;
use std::io;
use std::sync::Arc;

use serde_json::{Value, json};

pub(crate) use reply::{Reply, calls, raw_calls, text};

use super::http::{Handler, HttpServer, Request, Wire};
use super::watched::Watched;
use reply::{End, Head, Piece};

/// The key that the server expects unless told otherwise.
pub(crate) const KEY: &str = "sk-test-scripted-0123456789";

/// What happened so far.
#[derive(Default)]
pub(crate) struct Log {
    /// The bodies of the completion requests, in order.
    pub(crate) requests: Vec<Value>,
    /// The headers of the same, names in lower case.
    pub(crate) headers: Vec<Vec<(String, String)>>,
    /// The connections of the completion requests, in order.
    pub(crate) connections: Vec<usize>,
    /// The connections of all requests for the list of models, or for its head, in order.
    pub(crate) listed: Vec<usize>,
    /// Requests whose client hung up before the reply was whole.
    pub(crate) abandoned: usize,
    violations: Vec<String>,
}

struct State {
    log: Log,
    replies: VecDeque<Reply>,
    otherwise: Option<Reply>,
    key: Option<String>,
    also: Vec<String>,
    /// What `GET /v1/models` answers.
    models: Reply,
    /// What OpenRouter's `GET /v1/key` answers; `None` makes asking for it a broken rule.
    key_info: Option<Reply>,
}

struct Behaviour {
    state: Watched<State>,
}

/// A running scripted model.
pub(crate) struct Model {
    behaviour: Arc<Behaviour>,
    http: Option<HttpServer>,
    origin: String,
}

impl Model {
    /// Starts a server that gives these replies, one a request.
    pub(crate) fn answering(replies: impl IntoIterator<Item = Reply>) -> Self {
        let state = State {
            log: Log::default(),
            replies: replies.into_iter().collect(),
            otherwise: None,
            key: Some(KEY.to_owned()),
            also: vec![],
            models: Reply::json(
                200,
                &json!({ "object": "list", "data": [
                    { "id": "gpt-4o-mini", "object": "model", "owned_by": "scripted" },
                ]}),
            ),
            key_info: None,
        };
        let behaviour = Arc::new(Behaviour { state: Watched::new(state) });
        let http = HttpServer::start(0, Arc::clone(&behaviour));
        Self { origin: http.origin(), http: Some(http), behaviour }
    }

    /// A server that no request may reach.
    pub(crate) fn unused() -> Self {
        Self::answering([])
    }

    /// Answers every request beyond the queue.
    pub(crate) fn otherwise(self, reply: Reply) -> Self {
        self.behaviour.state.with(|state| state.otherwise = Some(reply));
        self
    }

    /// Expects this key instead of [`KEY`]; `None` expects no `Authorization` at all.
    pub(crate) fn key(self, key: Option<&str>) -> Self {
        self.behaviour.state.with(|state| state.key = key.map(str::to_owned));
        self
    }

    /// Takes a field that compatible servers do not all know.
    pub(crate) fn also_takes(self, field: &str) -> Self {
        self.behaviour.state.with(|state| state.also.push(field.to_owned()));
        self
    }

    /// Answers `GET /models` so, instead of with gpt-4o-mini alone.
    pub(crate) fn models(self, reply: Reply) -> Self {
        self.behaviour.state.with(|state| state.models = reply);
        self
    }

    /// Answers `GET /key`, as OpenRouter does.
    pub(crate) fn key_info(self, reply: Reply) -> Self {
        self.behaviour.state.with(|state| state.key_info = Some(reply));
        self
    }

    /// The base URL, with `/v1`.
    pub(crate) fn base_url(&self) -> String {
        format!("{}/v1", self.origin)
    }

    /// The bodies of the requests so far.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.behaviour.state.with(|state| state.log.requests.clone())
    }

    /// The messages of the last request.
    pub(crate) fn last_messages(&self) -> Vec<Value> {
        let last = self.requests().pop().unwrap_or_default();
        last["messages"].as_array().cloned().unwrap_or_default()
    }

    /// The headers of the requests so far.
    pub(crate) fn headers(&self) -> Vec<Vec<(String, String)>> {
        self.behaviour.state.with(|state| state.log.headers.clone())
    }

    /// Blocks until the log is as wanted; `what` is the sentence if it never is.
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&Log) -> bool) {
        self.behaviour.state.wait_until(what, |state| wanted(&state.log).then_some(()));
    }

    /// Takes the broken rules out, for a test that wants to see them.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        self.behaviour.state.with(|state| std::mem::take(&mut state.log.violations))
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        self.http = None;
        if std::thread::panicking() {
            return;
        }
        let violations = self.take_violations();
        assert!(violations.is_empty(), "requests that the API refuses: {violations:#?}");
        let left = self.behaviour.state.with(|state| state.replies.len());
        assert!(left == 0, "{left} scripted replies of the model were never asked for");
    }
}

impl Handler for Behaviour {
    async fn handle(self: Arc<Self>, request: Request, wire: &mut Wire) {
        let key_info = self.state.with(|state| state.key_info.clone());
        let written = match (request.method.as_str(), request.target.as_str(), key_info) {
            ("POST", "/v1/chat/completions", _) => {
                let reply = self.take(&request);
                let whole = write(reply, wire).await;
                if !matches!(whole, Ok(true)) {
                    self.state.with(|state| state.log.abandoned += 1);
                }
                whole.map(drop)
            }
            ("HEAD", "/v1/models", _) => {
                self.state.with(|state| state.log.listed.push(request.connection));
                wire.reply(200, &[], b"").await
            }
            ("GET", "/v1/models", _) => {
                self.state.with(|state| state.log.listed.push(request.connection));
                let reply = self.state.with(|state| state.models.clone());
                write(reply, wire).await.map(drop)
            }
            ("GET", "/v1/key", Some(reply)) => write(reply, wire).await.map(drop),
            (_, target, _) => {
                let sentence = format!("{} {target} is no part of the API", request.method);
                self.state.with(|state| state.log.violations.push(sentence));
                wire.reply(404, &[], b"Not Found").await
            }
        };
        // A client that went away is counted above.
        drop(written);
    }
}

impl Behaviour {
    /// Writes the request down, checks it and chooses the reply.
    fn take(&self, request: &Request) -> Reply {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        self.state.with(|state| {
            let mut broken = checker::check(&body, &state.also);
            let wanted = state.key.as_ref().map(|key| format!("Bearer {key}"));
            if request.header("authorization") != wanted.as_deref() {
                broken.push("the Authorization header is not the expected one".into());
            }
            state.log.requests.push(body);
            state.log.headers.push(request.headers.clone());
            state.log.connections.push(request.connection);
            let reply = state.replies.pop_front().or_else(|| state.otherwise.clone());
            if reply.is_none() {
                broken.push("a request beyond the last scripted reply".into());
            }
            match reply {
                Some(reply) if broken.is_empty() => reply,
                _ => {
                    let message = broken.join("; ");
                    state.log.violations.extend(broken);
                    let kind = "invalid_request_error";
                    Reply::json(400, &json!({ "error": { "message": message, "type": kind } }))
                }
            }
        })
    }
}

/// Writes a reply; false if the client hung up before it was whole.
async fn write(reply: Reply, wire: &mut Wire) -> io::Result<bool> {
    match reply.head {
        Head::Whole(status, body) => {
            wire.reply(status, &reply.headers, &body).await?;
            return Ok(true);
        }
        Head::HangUp => return Ok(true),
        Head::Silent => return Ok(wire.while_open(pending::<()>()).await.is_some()),
        Head::Stream => wire.begin(200, &reply.headers).await?,
    }
    for piece in reply.pieces {
        let open = match piece {
            Piece::Bytes(bytes) => {
                wire.chunk(&bytes).await?;
                Some(())
            }
            Piece::Wait(time) => wire.while_open(tokio::time::sleep(time)).await,
            Piece::Hold(gate) => wire.while_open(gate.passed()).await,
        };
        if open.is_none() {
            return Ok(false);
        }
    }
    match reply.end {
        End::Whole => wire.end().await?,
        End::Cut => {}
        End::Stall => return Ok(wire.while_open(pending::<()>()).await.is_some()),
    }
    Ok(true)
}
