//! The waiting and writing of a scripted MCP server: GET streams, POSTs and the steps of a reply.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::reply::{Cut, Step, Via};
use super::script::{Framing, Opening, Post, header};
use super::state::{Out, Plan, Seen, State, Work};
use crate::support::http::{Handler, Request, Wire};
use crate::support::watched::Watched;

/// How long the client may take to answer a request of the server.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// Messages that may wait for a stream to be written.
const STREAM_DEPTH: usize = 4096;

/// A scripted server at work.
pub(super) struct Behaviour {
    pub(super) state: Watched<State>,
}

impl Handler for Behaviour {
    async fn handle(self: Arc<Self>, request: Request, wire: &mut Wire) {
        let message = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let authorized = self.note(&request, &message);
        let written = match request.method.as_str() {
            _ if !authorized => {
                let challenge = header("www-authenticate", "Bearer");
                wire.reply(401, &challenge, b"Unauthorized").await
            }
            "GET" => self.get(&request, wire).await,
            "POST" => self.post(&request.target, &message, wire).await,
            _ => wire.reply(405, &[], b"Method Not Allowed").await,
        };
        // A client that went away is nothing to complain about here.
        drop(written);
    }
}

impl Behaviour {
    /// Writes the request down and says whether it carries the script's token.
    fn note(&self, request: &Request, message: &Value) -> bool {
        let bearer = request.header("authorization").and_then(|text| text.strip_prefix("Bearer "));
        let content_type = request.header("content-type").unwrap_or_default();
        let accept = request.header("accept").unwrap_or_default();
        self.state.with(|state| {
            let target = &request.target;
            match request.method.as_str() {
                "GET" if !accept.contains("text/event-stream") => {
                    state.violation(format!("GET {target} does not accept text/event-stream"));
                }
                "POST" if !content_type.starts_with("application/json") => {
                    state.violation(format!("POST {target} is {content_type:?}, not JSON"));
                }
                _ => {}
            }
            if request.header("origin").is_some() {
                state.violation(format!("{target} came with an Origin header"));
            }
            state.log.requests.push(Seen {
                method: request.method.clone(),
                target: target.clone(),
                headers: request.headers.clone(),
                json: message.clone(),
            });
            state.script.bearer.as_deref().is_none_or(|wanted| bearer == Some(wanted))
        })
    }

    async fn get(&self, request: &Request, wire: &mut Wire) -> io::Result<()> {
        let (opening, path, framing) = self.state.with(|state| {
            let here = request.target == state.script.path;
            let opening = here.then(|| state.next_get());
            (opening, state.script.path.clone(), state.script.framing.clone())
        });
        match opening {
            None => wire.reply(404, &[], format!("try {path}").as_bytes()).await,
            Some(Opening::Stream) => self.stream(request, wire, &framing).await,
            Some(Opening::Answer { status, headers, body }) => {
                wire.reply(status, &headers, body.as_bytes()).await
            }
            Some(Opening::Bytes { bytes, stays_open }) => {
                wire.begin(200, &header("content-type", "text/event-stream")).await?;
                send(wire, &framing, &bytes).await?;
                if stays_open {
                    wire.while_open(pending::<()>()).await;
                    return Ok(());
                }
                wire.end().await
            }
            Some(Opening::Silent) => {
                wire.while_open(pending::<()>()).await;
                Ok(())
            }
            Some(Opening::HangUp) => Ok(()),
        }
    }

    /// Opens a session and writes its stream until one side ends it.
    async fn stream(
        &self,
        request: &Request,
        wire: &mut Wire,
        framing: &Framing,
    ) -> io::Result<()> {
        let (sender, receiver) = mpsc::channel(STREAM_DEPTH);
        let origin = format!("http://{}", request.header("host").unwrap_or_default());
        let session = self.state.with(|state| state.open(sender, &origin));
        let written = write_stream(wire, framing, receiver).await;
        self.state.with(|state| state.close(session));
        written
    }

    async fn post(
        self: &Arc<Self>,
        target: &str,
        message: &Value,
        wire: &mut Wire,
    ) -> io::Result<()> {
        let (plan, via) = self.state.with(|state| (state.plan(target, message), state.script.via));
        let (status, work) = match plan {
            Plan::Refuse(post) => return refuse(post, wire).await,
            Plan::Accept(status) => return accepted(wire, status).await,
            Plan::Work(status, work) => (status, work),
        };
        let session = work.session;
        match work.reply.via.unwrap_or(via) {
            Via::Stream => {
                accepted(wire, status).await?;
                let me = Arc::clone(self);
                tokio::spawn(async move {
                    let messages = me.work(*work).await;
                    me.send_all(session, &messages);
                });
                Ok(())
            }
            Via::StreamFirst => {
                let messages = self.work(*work).await;
                self.send_all(session, &messages);
                let (written, all_written) = oneshot::channel();
                self.state.with(|state| state.send(session, Out::Written(written)));
                // An error means that the stream is gone, and what was on it too.
                let _gone = all_written.await;
                accepted(wire, status).await
            }
            Via::PostBody => {
                let messages = self.work(*work).await;
                let body = match messages.as_slice() {
                    [] => {
                        wire.while_open(pending::<()>()).await;
                        return Ok(());
                    }
                    [one] => one.to_string(),
                    several => json!(several).to_string(),
                };
                wire.reply(200, &header("content-type", "application/json"), body.as_bytes()).await
            }
        }
    }

    fn send_all(&self, session: usize, messages: &[Value]) {
        self.state.with(|state| {
            messages.iter().for_each(|message| state.send_message(session, message));
        });
    }

    /// Goes through the steps of a reply; gives the messages of the answer.
    async fn work(&self, work: Work) -> Vec<Value> {
        let Work { session, id, reply, call, token } = work;
        if reply.executes {
            self.state.with(|state| state.log.ledger.extend(call));
        }
        for step in reply.steps {
            match step {
                Step::Wait(time) => tokio::time::sleep(time).await,
                Step::Hold(gate) => gate.passed().await,
                Step::Notify { method, params } => self.notify(session, &method, &params),
                Step::Progress { progress, total, message } => {
                    let mut params = json!({ "progressToken": token, "progress": progress });
                    if let Some(total) = total {
                        params["total"] = total;
                    }
                    if let Some(message) = message {
                        params["message"] = json!(message);
                    }
                    self.notify(session, "notifications/progress", &params);
                }
                Step::Ask { id, method, params } => {
                    self.ask(session, id.as_ref(), &method, &params).await;
                }
                Step::Bytes(bytes) => {
                    self.state.with(|state| state.send(session, Out::Bytes(bytes)));
                }
                Step::Forget => self.state.with(|state| state.forget(session)),
                Step::Cut(cut) => {
                    self.state.with(|state| {
                        state.send(session, Out::Cut(cut));
                        state.close(session);
                    });
                    return vec![];
                }
            }
        }
        let (text_ids, cancelled) =
            self.state.with(|state| (state.script.text_ids, state.is_cancelled(session, &id)));
        if cancelled && reply.heeds_cancel {
            return vec![];
        }
        let id = if text_ids { json!(id.to_string().trim_matches('"')) } else { id };
        (reply.answer)(&id)
    }

    fn notify(&self, session: usize, method: &str, params: &Value) {
        let message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
        self.state.with(|state| state.send_message(session, &message));
    }

    async fn ask(&self, session: usize, id: Option<&Value>, method: &str, params: &Value) {
        let answered = self.state.with(|state| state.ask(session, id, method, params));
        if tokio::time::timeout(ANSWER_LIMIT, answered).await.is_err() {
            let sentence = format!("the client did not answer {method} within {ANSWER_LIMIT:?}");
            self.state.with(|state| state.violation(sentence));
        }
    }
}

async fn write_stream(
    wire: &mut Wire,
    framing: &Framing,
    mut receiver: mpsc::Receiver<Out>,
) -> io::Result<()> {
    wire.begin(200, &header("content-type", "text/event-stream; charset=utf-8")).await?;
    send(wire, framing, framing.prefix).await?;
    while let Some(Some(out)) = wire.while_open(receiver.recv()).await {
        match out {
            Out::Event(name, data) => {
                let end = framing.line_end;
                let event = format!("event: {name}{end}data: {data}{end}{end}");
                send(wire, framing, event.as_bytes()).await?;
            }
            Out::Bytes(bytes) => send(wire, framing, &bytes).await?,
            Out::Written(teller) => drop(teller.send(())),
            Out::Cut(Cut::Clean) => return wire.end().await,
            Out::Cut(Cut::Abrupt) => return Ok(()),
        }
    }
    Ok(())
}

async fn send(wire: &mut Wire, framing: &Framing, bytes: &[u8]) -> io::Result<()> {
    for chunk in bytes.chunks(framing.chunk.unwrap_or(bytes.len().max(1))) {
        wire.chunk(chunk).await?;
    }
    Ok(())
}

async fn accepted(wire: &mut Wire, status: u16) -> io::Result<()> {
    let body: &[u8] = if status == 202 { b"Accepted" } else { b"" };
    wire.reply(status, &[], body).await
}

async fn refuse(post: Post, wire: &mut Wire) -> io::Result<()> {
    match post {
        Post::Answer { status, headers, body } => {
            wire.reply(status, &headers, body.as_bytes()).await
        }
        Post::RedirectTo(url) => wire.reply(307, &header("location", &url), b"").await,
        Post::Silent => {
            wire.while_open(pending::<()>()).await;
            Ok(())
        }
        // `State::plan` turns these two into something else before they come here.
        Post::AcceptedWith(_) | Post::Redirect => unreachable!("planned as an answer"),
    }
}
