//! What a scripted tool does when it is called.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::watched::Gate;

/// Builds the messages that answer a request, given its id.
pub(crate) type Messages = Arc<dyn Fn(&Value) -> Vec<Value> + Send + Sync>;

/// Where the answer to a POST travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// 202 first, then the answer on the stream.
    Stream,
    /// The answer on the stream first, then the 202.
    StreamFirst,
    /// The answer as the body of the POST's own 200, with nothing on the stream.
    PostBody,
}

/// How a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// As HTTP wants it, with the last chunk.
    Clean,
    /// In the middle of the body.
    Abrupt,
}

/// One thing that happens before the answer.
#[derive(Clone)]
pub(super) enum Step {
    Wait(Duration),
    Hold(Gate),
    Notify { method: String, params: Value },
    Progress { progress: Value, total: Option<Value>, message: Option<String> },
    Ask { id: Option<Value>, method: String, params: Value },
    Bytes(Vec<u8>),
    Cut(Cut),
    Forget,
}

/// A scripted reply to one call: steps, then the answer.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(super) executes: bool,
    pub(super) heeds_cancel: bool,
    pub(super) via: Option<Via>,
    pub(super) steps: Vec<Step>,
    pub(super) answer: Messages,
}

impl Reply {
    /// A result of one text.
    pub(crate) fn text(text: &str) -> Self {
        Self::result(text_result(text))
    }

    /// A result of `structuredContent` alone, without text.
    pub(crate) fn structured(content: &Value) -> Self {
        Self::result(json!({ "content": [], "structuredContent": content }))
    }

    /// A result with `isError`.
    pub(crate) fn tool_error(text: &str) -> Self {
        let content = json!([{ "type": "text", "text": text }]);
        Self::result(json!({ "content": content, "isError": true }))
    }

    /// Any result.
    pub(crate) fn result(result: Value) -> Self {
        Self::messages(move |id| vec![result_message(id, &result)])
    }

    /// A JSON-RPC error.
    pub(crate) fn rpc_error(code: i64, message: &str) -> Self {
        let error = json!({ "code": code, "message": message });
        Self::messages(move |id| vec![json!({ "jsonrpc": "2.0", "id": id, "error": error })])
    }

    /// Never answers.
    pub(crate) fn never() -> Self {
        Self::messages(|_| vec![])
    }

    /// Any messages, made from the id of the request: another type of id, two answers, a batch
    /// (an array), both result and error, neither, …
    pub(crate) fn messages(make: impl Fn(&Value) -> Vec<Value> + Send + Sync + 'static) -> Self {
        Self {
            executes: true,
            heeds_cancel: true,
            via: None,
            steps: vec![],
            answer: Arc::new(make),
        }
    }

    /// The call is written to the ledger, then the stream is lost: it happened, nobody knows.
    pub(crate) fn lost_after_executing(cut: Cut) -> Self {
        Self::never().then(Step::Cut(cut))
    }

    /// The stream is lost before the call is written to the ledger: it did not happen.
    pub(crate) fn lost_before_executing(cut: Cut) -> Self {
        Self { executes: false, ..Self::never() }.then(Step::Cut(cut))
    }

    /// Waits before going on.
    pub(crate) fn wait(self, time: Duration) -> Self {
        self.then(Step::Wait(time))
    }

    /// Waits until the test opens the gate.
    pub(crate) fn hold(self, gate: &Gate) -> Self {
        self.then(Step::Hold(gate.clone()))
    }

    /// Sends `notifications/progress` for this call; numbers as they should stand in the JSON.
    pub(crate) fn progress(
        self,
        progress: impl Into<Value>,
        total: Option<Value>,
        message: Option<&str>,
    ) -> Self {
        let message = message.map(str::to_owned);
        self.then(Step::Progress { progress: progress.into(), total, message })
    }

    /// Sends any notification.
    pub(crate) fn notify(self, method: &str, params: Value) -> Self {
        self.then(Step::Notify { method: method.to_owned(), params })
    }

    /// Sends a request to the client, with the server's own next id (from 0, so that it collides
    /// with the client's), and goes on when it is answered. `Server::answers` has the answers.
    pub(crate) fn ask(self, method: &str, params: Value) -> Self {
        self.then(Step::Ask { id: None, method: method.to_owned(), params })
    }

    /// As [`Reply::ask`], with an id of the test's choice.
    pub(crate) fn ask_as(self, id: Value, method: &str, params: Value) -> Self {
        self.then(Step::Ask { id: Some(id), method: method.to_owned(), params })
    }

    /// Puts raw bytes on the stream: odd events, invalid UTF-8, comments.
    pub(crate) fn bytes(self, bytes: &[u8]) -> Self {
        self.then(Step::Bytes(bytes.to_vec()))
    }

    /// Forgets the session: later POSTs to it are answered as the script's `forgotten` says.
    pub(crate) fn forget_session(self) -> Self {
        self.then(Step::Forget)
    }

    /// Sends the answer another way than the rest of the script.
    pub(crate) fn via(self, via: Via) -> Self {
        Self { via: Some(via), ..self }
    }

    /// Answers although the client cancelled the call: a late answer.
    pub(crate) fn even_if_cancelled(self) -> Self {
        Self { heeds_cancel: false, ..self }
    }

    fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// The result object of one text.
pub(crate) fn text_result(text: &str) -> Value {
    json!({ "content": [{ "type": "text", "text": text }] })
}

/// A response message.
pub(crate) fn result_message(id: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}
