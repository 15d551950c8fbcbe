//! A scripted MCP server over HTTP+SSE.
//!
//! Unscripted it is a correct server; [`Script`] makes it odd in the ways that real ones are. It
//! checks every message of the client ([`rules`]), writes down what it saw ([`Log`]) and what it
//! executed (the ledger), and fails the test when it is dropped with a broken rule or with a
//! scripted step that nobody used.

pub(crate) mod modern;
mod reply;
mod rules;
mod script;
mod serve;
mod state;
mod streamable;

use std::sync::Arc;

use serde_json::{Value, json};

pub(crate) use reply::{Cut, Reply, Via, result_message, text_result};
pub(crate) use script::{Opening, Paging, Post, Script, Tool};
pub(crate) use state::{Executed, Log, Seen};
pub(crate) use streamable::{Answer, Piece, Streamable, StreamableServer, text};

use super::http::HttpServer;
use super::watched::Watched;
use serve::Behaviour;
use state::{Out, State};

impl Script {
    /// Starts the server on a free port of the loopback address.
    pub(crate) fn start(self) -> Server {
        let behaviour = Arc::new(Behaviour { state: Watched::new(State::new(self)) });
        let http = HttpServer::start(0, Arc::clone(&behaviour));
        Server { port: http.port(), http: Some(http), behaviour }
    }
}

/// A running scripted server.
pub(crate) struct Server {
    behaviour: Arc<Behaviour>,
    http: Option<HttpServer>,
    port: u16,
}

impl Server {
    /// `http://127.0.0.1:PORT`, the URL without a path.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The URL of the event stream.
    pub(crate) fn url(&self) -> String {
        self.look(|state| format!("{}{}", self.origin(), state.script.path))
    }

    /// Every request so far.
    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.look(|state| state.log.requests.clone())
    }

    /// The JSON bodies that were POSTed with this method.
    pub(crate) fn sent(&self, method: &str) -> Vec<Value> {
        let bodies = self.requests().into_iter().map(|seen| seen.json);
        bodies.filter(|body| body["method"] == method).collect()
    }

    /// Every call that was really executed.
    pub(crate) fn ledger(&self) -> Vec<Executed> {
        self.look(|state| state.log.ledger.clone())
    }

    /// The client's responses to the server's requests.
    pub(crate) fn answers(&self) -> Vec<Value> {
        self.look(|state| state.log.answers.clone())
    }

    /// Blocks until the log is as wanted; `what` is the sentence if it never is.
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&Log) -> bool) {
        self.behaviour.state.wait_until(what, |state| wanted(&state.log).then_some(()));
    }

    /// Has other tools from now on, and tells every client so.
    pub(crate) fn change_tools(&self, tools: Vec<Tool>) {
        self.look(|state| state.script.tools = tools);
        self.send(&json!({ "jsonrpc": "2.0", "method": "notifications/tools/list_changed" }));
    }

    /// Sends a message on every open stream.
    pub(crate) fn send(&self, message: &Value) {
        self.send_bytes(format!("data: {message}\n\n").as_bytes());
    }

    /// Puts raw bytes on every open stream.
    pub(crate) fn send_bytes(&self, bytes: &[u8]) {
        self.each_open(|state, session| state.send(session, Out::Bytes(bytes.to_vec())));
    }

    /// Names another endpoint on every open stream; the template is as in [`Script::endpoint`].
    pub(crate) fn announce_endpoint(&self, template: &str) {
        let origin = self.origin();
        self.each_open(|state, session| state.announce(session, template, &origin));
    }

    /// Ends every open stream.
    pub(crate) fn cut_streams(&self, cut: Cut) {
        self.each_open(|state, session| {
            state.send(session, Out::Cut(cut));
            state.close(session);
        });
    }

    /// Forgets every session, though their streams stay open.
    pub(crate) fn forget_sessions(&self) {
        self.each_open(State::forget);
    }

    /// Goes down: every connection breaks, and new ones are refused.
    pub(crate) fn stop(&mut self) {
        self.http = None;
        self.each_open(State::close);
    }

    /// Comes back on the same port, knowing no session.
    pub(crate) fn start_again(&mut self) {
        self.http = Some(HttpServer::start(self.port, Arc::clone(&self.behaviour)));
    }

    /// Takes the broken rules out, for a test that wants to see them.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        self.look(|state| std::mem::take(&mut state.log.violations))
    }

    fn look<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        self.behaviour.state.with(change)
    }

    fn each_open(&self, mut change: impl FnMut(&mut State, usize)) {
        self.look(|state| {
            let open = state.open_sessions();
            open.into_iter().for_each(|session| change(state, session));
        });
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http = None;
        if std::thread::panicking() {
            return;
        }
        let (violations, unused) =
            self.look(|state| (std::mem::take(&mut state.log.violations), state.unused()));
        assert!(violations.is_empty(), "the client broke rules of MCP: {violations:#?}");
        assert!(unused.is_empty(), "scripted, but never used: {unused:#?}");
    }
}
