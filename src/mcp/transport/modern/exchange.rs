//! One request of the session, from its first POST to its complete answer.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::{info, warn};
use url::Url;

use super::answers::Desk;
use super::discovery::{self, Discovery};
use super::known::Known;
use super::request::{self, Identity};
use super::rounds::{Asked, Next, Rounds};
use crate::http::{Client, Fault};
use crate::mcp::error::HEADER_MISMATCH;
use crate::mcp::protocol;
use crate::mcp::transport::SendError;
use crate::mcp::transport::reply::{self, Reply};

/// Pages of tools read to learn what the headers of a call have to be.
const MAX_PAGES: usize = 100;
/// Before a request that was answered with a state alone is sent again; doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// And at the most this.
const LAST_PAUSE: Duration = Duration::from_secs(5);

/// What every exchange of a link works with. Clones share the link.
#[derive(Clone)]
pub(super) struct Exchange {
    pub(super) http: Client,
    pub(super) url: Url,
    /// The person's own headers.
    pub(super) headers: HeaderMap,
    pub(super) known: Arc<Known>,
    /// To the session.
    pub(super) inbound: mpsc::Sender<Value>,
    /// Where the session's answers to the server's questions come in.
    pub(super) desk: Desk,
}

impl Exchange {
    /// Hands the session a message. A session that is gone needs none.
    pub(super) async fn deliver(&self, message: Value) {
        drop(self.inbound.send(message).await);
    }

    /// Answers `initialize` by asking the server what it is.
    pub(super) async fn discover(&self, initialize: &Value) -> Result<Value, SendError> {
        self.known.identity.send_replace(Identity::of(&initialize["params"]));
        let id = initialize["id"].clone();
        let mut again = false;
        loop {
            let request = json!({ "jsonrpc": "2.0", "id": id, "method": discovery::METHOD });
            let answer = self.request(request).await?;
            match discovery::read(&answer) {
                Discovery::Found(result, filter) => {
                    self.known.filter.send_replace(filter);
                    return Ok(json!({ "jsonrpc": "2.0", "id": id, "result": result }));
                }
                // It speaks no other version that we do, so the second refusal is the last.
                Discovery::Again if !again => again = true,
                Discovery::Again => {
                    return Ok(json!({ "jsonrpc": "2.0", "id": id, "error": answer["error"] }));
                }
                Discovery::Refused(error) => {
                    return Ok(json!({ "jsonrpc": "2.0", "id": id, "error": error }));
                }
            }
        }
    }

    /// Answers `ping`, which this era has not: a server that tells what it is lives.
    pub(super) async fn ping(&self, ping: &Value) -> Result<Value, SendError> {
        let request = json!({ "jsonrpc": "2.0", "id": ping["id"], "method": discovery::METHOD });
        self.request(request).await?;
        Ok(protocol::empty_result(&ping["id"]))
    }

    /// Sends a request, answers what the server asks in between, and returns the answer.
    pub(super) async fn converse(&self, request: Value) -> Result<Value, SendError> {
        let lists_tools = request["method"] == "tools/list";
        let calls = request["method"] == "tools/call";
        let mut rounds = Rounds::new(request);
        let (mut pause, mut relearned) = (FIRST_PAUSE, false);
        loop {
            let answer = self.request(rounds.message()).await?;
            if calls && !relearned && answer["error"]["code"] == HEADER_MISMATCH {
                // The server has refused the headers and done nothing.
                relearned = true;
                self.learn_tools(&rounds.message()["id"]).await?;
                rounds.again().map_err(SendError::Unusable)?;
                continue;
            }
            let asked = match rounds.take(answer).map_err(SendError::Unusable)? {
                Next::Done(mut answer) => {
                    if lists_tools {
                        self.known.screen(&mut answer);
                    }
                    return Ok(answer);
                }
                Next::Ask(asked) => asked,
            };
            if asked.is_empty() {
                sleep(pause).await;
                pause = (pause * 2).min(LAST_PAUSE);
            }
            info!(questions = asked.len(), round = rounds.repeated(), "the server wants input");
            let answers = self.ask(asked).await?;
            rounds.answer(answers).map_err(SendError::Unusable)?;
        }
    }

    /// Has the session answer what the server asks, all of it at once.
    async fn ask(&self, asked: Vec<Asked>) -> Result<Vec<(String, Value)>, SendError> {
        let mut waiting = Vec::with_capacity(asked.len());
        for Asked { key, id, message } in asked {
            let answer = self.desk.expect(id.clone()).await;
            self.deliver(message).await;
            waiting.push((key, id, answer));
        }
        let open = waiting.iter().map(|(_, id, _)| id.clone()).collect();
        let mut open = Open { ids: open, inbound: self.inbound.clone() };
        let mut answers = Vec::with_capacity(waiting.len());
        for (key, id, answer) in waiting {
            // Only a link that is going away takes no answers.
            let answer = answer.await.map_err(|_| SendError::Lost(Fault::Reset))?;
            open.ids.retain(|open| *open != id);
            answers.push((key, answer));
        }
        Ok(answers)
    }

    /// Lists the tools for their headers alone, and has the session list them too: the one it
    /// calls is not what it was.
    async fn learn_tools(&self, id: &Value) -> Result<(), SendError> {
        let mut cursor = None;
        for page in 0..MAX_PAGES {
            let id = format!("{id}-tools-{page}").replace('"', "");
            let mut list = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/list" });
            if let Some(cursor) = &cursor {
                list["params"]["cursor"] = json!(cursor);
            }
            let mut answer = self.request(list).await?;
            self.known.screen(&mut answer);
            let next = answer["result"]["nextCursor"].as_str().map(str::to_owned);
            if next.is_none() || next == cursor {
                break;
            }
            cursor = next;
        }
        let changed = protocol::notification("notifications/tools/list_changed", None);
        self.deliver(changed).await;
        Ok(())
    }

    async fn request(&self, request: Value) -> Result<Value, SendError> {
        self.post(request, &[]).await
    }

    /// POSTs one request and returns the answer to it; what comes before goes to the session,
    /// and so does `on_acknowledged` once a subscription begins. Leaving it closes the reply, which tells the server that nobody
    /// waits (MCP 2026-07-28, "Cancellation").
    ///
    /// # Errors
    /// There is no answer, or a refusal that holds none.
    pub(super) async fn post(
        &self,
        mut request: Value,
        on_acknowledged: &[Value],
    ) -> Result<Value, SendError> {
        self.known.identity.borrow().sign(&mut request);
        let mut headers = self.headers.clone();
        headers.extend(request::headers(&request, &self.known.mirrored(&request)));
        let post = reply::post(&self.http, self.url.clone(), headers, &request);
        let response = match reply::send(&self.http, post).await {
            Ok(response) => response,
            // An answer is an answer, whatever the status: 404 means an unknown method.
            Err(SendError::Refused { status, body, messages }) => {
                let answer = messages.iter().flat_map(each).find(|one| answers(one, &request));
                return answer.cloned().ok_or(SendError::Refused { status, body, messages });
            }
            Err(error) => return Err(error),
        };
        let status = response.status().as_u16();
        match Reply::read(response).await? {
            Reply::Message(message) => {
                for one in each(&message) {
                    if answers(one, &request) {
                        return Ok(one.clone());
                    }
                    self.pass_on(one, on_acknowledged).await;
                }
                let body = message.to_string().into();
                Err(SendError::Refused { status, body, messages: vec![] })
            }
            Reply::Stream(mut events) => {
                while let Some(event) = events.next().await? {
                    let Some(message) = reply::message(&event) else { continue };
                    for one in each(&message) {
                        if answers(one, &request) {
                            return Ok(one.clone());
                        }
                        self.pass_on(one, on_acknowledged).await;
                    }
                }
                Err(SendError::Lost(Fault::Reset))
            }
            Reply::Other(body) => Err(SendError::Refused { status, body, messages: vec![] }),
        }
    }

    async fn pass_on(&self, message: &Value, on_acknowledged: &[Value]) {
        match message["method"].as_str() {
            Some("notifications/subscriptions/acknowledged") => {
                for message in on_acknowledged {
                    self.deliver(message.clone()).await;
                }
            }
            Some(_) if message["id"].is_null() => self.deliver(message.clone()).await,
            // Requests of the server come in results, and no answer but one belongs here.
            Some(_) | None => warn!("a message that does not belong to the reply was ignored"),
        }
    }
}

/// Questions that the session has not answered. When their request is given up they are taken
/// back, as a server of the older versions would.
struct Open {
    ids: Vec<String>,
    inbound: mpsc::Sender<Value>,
}

impl Drop for Open {
    fn drop(&mut self) {
        for id in &self.ids {
            let params = json!({ "requestId": id });
            let cancelled = protocol::notification("notifications/cancelled", Some(params));
            // Where there is no room, the question is answered in vain.
            drop(self.inbound.try_send(cancelled));
        }
    }
}

/// Returns the messages of a batch, or the one.
fn each(message: &Value) -> impl Iterator<Item = &Value> {
    match message {
        Value::Array(batch) => batch.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

/// Whether a message answers the request in whose reply it comes. An error need not say so.
fn answers(message: &Value, request: &Value) -> bool {
    if message["method"].is_string() {
        return false;
    }
    let plain = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    match (&message["id"], message.get("error"), message.get("result")) {
        (Value::Null, Some(error), _) => !error.is_null(),
        (Value::Null, None, _) | (_, None, None) => false,
        (id, _, _) => plain(id) == plain(&request["id"]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::answers;

    #[test]
    fn an_answer_names_the_request_or_is_an_error_that_cannot() {
        let request = json!({ "id": 7 });
        for (message, belongs) in [
            (json!({ "id": 7, "result": {} }), true),
            (json!({ "id": "7", "result": {} }), true),
            (json!({ "id": 7, "error": { "code": 1 } }), true),
            (json!({ "id": null, "error": { "code": 1 } }), true),
            (json!({ "error": { "code": 1 } }), true),
            (json!({ "id": 8, "result": {} }), false),
            (json!({ "id": 8, "error": { "code": 1 } }), false),
            (json!({ "result": {} }), false),
            (json!({ "id": null, "error": null }), false),
            (json!({ "id": 7 }), false),
            (json!({ "id": 7, "method": "ping", "result": {} }), false),
        ] {
            assert_eq!(answers(&message, &request), belongs, "{message}");
        }
    }
}
