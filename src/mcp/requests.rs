//! What a server may ask of us: what we say that we can answer, and each question on its way to
//! whoever answers it.
//!
//! The session hands a question over and goes on reading (invariant 5); the answer comes when it
//! comes, or never: then the server is told so. What needs nobody, `roots/list`, is answered here.

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::protocol::{
    self, CreateMessage, ElicitForm, ElicitUrl, INTERNAL_ERROR, INVALID_PARAMS, METHOD_NOT_FOUND,
};
use crate::untrusted::Untrusted;

/// Questions of the server that may be open at once.
pub const MAX_OPEN: usize = 64;

/// What the client can answer, as it declares it in the handshake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Abilities {
    /// A person fills in forms (elicitation in form mode).
    pub forms: bool,
    /// A person is shown addresses (elicitation in URL mode, MCP 2025-11-25).
    pub urls: bool,
    /// A model answers for the server (sampling, with tools).
    pub sampling: bool,
    /// The folders that the server may know of; none: the capability is not declared.
    pub roots: Vec<Root>,
}

/// A folder that the person names to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Its `file://` URI.
    pub uri: String,
    /// What it is called.
    pub name: String,
}

impl Abilities {
    /// Returns the capabilities of `initialize` (MCP 2025-11-25, `ClientCapabilities`).
    pub fn capabilities(&self) -> Value {
        let mut all = Map::new();
        let mut modes = Map::new();
        for (mode, declared) in [("form", self.forms), ("url", self.urls)] {
            if declared {
                modes.insert(mode.into(), json!({}));
            }
        }
        if !modes.is_empty() {
            all.insert("elicitation".into(), Value::Object(modes));
        }
        if self.sampling {
            all.insert("sampling".into(), json!({ "tools": {} }));
        }
        if !self.roots.is_empty() {
            all.insert("roots".into(), json!({}));
        }
        Value::Object(all)
    }

    /// Reads a question that was declared.
    fn read(&self, method: &str, params: &Value) -> Result<Question, Refusal> {
        match method {
            "elicitation/create" if self.forms || self.urls => {
                let is_url = params.get("mode").and_then(Value::as_str) == Some("url");
                match is_url {
                    true if self.urls => ElicitUrl::read(params).map(Question::Url),
                    false if self.forms => ElicitForm::read(params).map(Question::Form),
                    true | false => Err("this mode of elicitation was not declared"),
                }
                .map_err(|reason| Refusal::new(INVALID_PARAMS, reason))
            }
            "sampling/createMessage" if self.sampling => CreateMessage::read(params)
                .map(|asked| Question::Sampling(Box::new(asked)))
                .map_err(|reason| Refusal::new(INVALID_PARAMS, reason)),
            _ => Err(Refusal::new(METHOD_NOT_FOUND, format!("Method not found: {method}"))),
        }
    }
}

/// What a server asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// To fill in a form.
    Form(ElicitForm),
    /// To visit an address.
    Url(ElicitUrl),
    /// To let the model answer.
    Sampling(Box<CreateMessage>),
}

/// Why a question is not answered, as the server reads it (JSON-RPC error).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its code.
    pub code: i64,
    /// Its message; English, like everything that only programs read.
    pub message: String,
}

impl Refusal {
    /// Makes one.
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A question on its way. Dropping it tells the server that nobody answers.
#[derive(Debug)]
pub struct ServerRequest {
    /// The server's name for itself; empty if it gave none.
    pub server: Untrusted,
    /// What it asks.
    pub question: Question,
    /// Cancelled when the server takes the question back, or the session is over.
    pub withdrawn: CancellationToken,
    /// Takes the result, or why there is none.
    pub reply: oneshot::Sender<Result<Value, Refusal>>,
}

/// What a client can answer, and who does.
#[derive(Clone, Debug)]
pub struct Answering {
    /// What is declared.
    pub abilities: Abilities,
    /// Takes the questions; one that does not fit is refused.
    pub questions: mpsc::Sender<ServerRequest>,
}

impl Answering {
    /// Answers nothing: there is nobody to ask.
    pub fn nobody() -> Self {
        Self { abilities: Abilities::default(), questions: mpsc::channel(1).0 }
    }
}

/// A question that was answered: its place, and the answer.
type Answered = (u64, Result<Value, Refusal>);

/// The questions of one session.
pub(super) struct Questions {
    answering: Answering,
    /// The server's name for itself, once it is known.
    pub(super) server: Untrusted,
    next: u64,
    /// The open ones: place, the server's id, and what withdraws it.
    open: Vec<(u64, Value, CancellationToken)>,
    answers: FuturesUnordered<BoxFuture<'static, Answered>>,
}

impl Questions {
    pub(super) fn new(answering: Answering) -> Self {
        Self {
            answering,
            server: Untrusted::default(),
            next: 0,
            open: Vec::new(),
            answers: FuturesUnordered::new(),
        }
    }

    pub(super) fn abilities(&self) -> &Abilities {
        &self.answering.abilities
    }

    /// Whether somebody is being asked.
    pub(super) fn are_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Takes a request of the server; returns the answer if it can be given at once.
    pub(super) fn take(&mut self, id: &Value, method: &str, params: &Value) -> Option<Value> {
        match method {
            "ping" => return Some(protocol::empty_result(id)),
            "roots/list" if !self.abilities().roots.is_empty() => {
                return Some(protocol::result(id, &roots(&self.abilities().roots)));
            }
            _ => {}
        }
        let handed =
            self.abilities().read(method, params).and_then(|question| self.hand_over(id, question));
        handed.err().map(|Refusal { code, message }| protocol::error(id, code, &message))
    }

    fn hand_over(&mut self, id: &Value, question: Question) -> Result<(), Refusal> {
        let busy = || Refusal::new(INTERNAL_ERROR, "too many requests of the server at once");
        if self.open.len() >= MAX_OPEN {
            return Err(busy());
        }
        let (reply, answer) = oneshot::channel();
        let withdrawn = CancellationToken::new();
        let server = self.server.clone();
        let request = ServerRequest { server, question, withdrawn: withdrawn.clone(), reply };
        match self.answering.questions.try_send(request) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(busy()),
            Err(TrySendError::Closed(_)) => return Err(unanswered()),
        }
        let place = self.next;
        self.next += 1;
        self.open.push((place, id.clone(), withdrawn));
        self.answers.push(Box::pin(async move {
            (place, answer.await.unwrap_or_else(|_gone| Err(unanswered())))
        }));
        Ok(())
    }

    /// Shows the addresses that an error says must be visited first (-32042). Nobody waits for the
    /// answer: who agrees asks again (MCP 2025-11-25, URLElicitationRequired).
    pub(super) fn require(&mut self, data: &Value) {
        let wanted = data.get("elicitations").and_then(Value::as_array);
        for params in wanted.map_or(&[][..], |all| all).iter().take(MAX_OPEN) {
            if let (true, Ok(wanted)) = (self.abilities().urls, ElicitUrl::read(params)) {
                let server = self.server.clone();
                let (reply, _) = oneshot::channel();
                let question = Question::Url(wanted);
                let withdrawn = CancellationToken::new();
                let request = ServerRequest { server, question, withdrawn, reply };
                // Where there is no room any more, the error itself is all that is told.
                drop(self.answering.questions.try_send(request));
            }
        }
    }

    /// Waits for the next answer and returns it as a message; for ever if nothing is open. Cancel
    /// safe.
    pub(super) async fn answered(&mut self) -> Value {
        loop {
            let Some((place, answer)) = self.answers.next().await else {
                std::future::pending().await
            };
            // An answer to what was withdrawn is not sent (MCP, basic/utilities/cancellation).
            let Some(at) = self.open.iter().position(|(open, ..)| *open == place) else { continue };
            let (_, id, _) = self.open.swap_remove(at);
            return match answer {
                Ok(result) => protocol::result(&id, &result),
                Err(Refusal { code, message }) => protocol::error(&id, code, &message),
            };
        }
    }

    /// Takes back the question that the server cancels.
    pub(super) fn withdraw(&mut self, params: &Value) {
        let Some(cancelled) = params.get("requestId") else { return };
        let before = self.open.len();
        self.open.retain(|(_, id, withdrawn)| {
            let stays = id != cancelled;
            if !stays {
                withdrawn.cancel();
            }
            stays
        });
        if self.open.len() == before {
            debug!("the cancellation of nothing that is open was ignored");
        }
    }
}

impl Drop for Questions {
    fn drop(&mut self) {
        if self.are_open() {
            warn!(open = self.open.len(), "the session is over: its questions are void");
        }
        self.open.iter().for_each(|(.., withdrawn)| withdrawn.cancel());
    }
}

fn unanswered() -> Refusal {
    Refusal::new(INTERNAL_ERROR, "there is nobody who answers")
}

/// Returns the result of `roots/list`.
fn roots(roots: &[Root]) -> Value {
    let roots: Vec<Value> =
        roots.iter().map(|Root { uri, name }| json!({ "uri": uri, "name": name })).collect();
    json!({ "roots": roots })
}
