//! A transport in memory: the test is the server, and the clock is paused.
//!
//! Each attempt to connect arrives as an [`Attempt`]; accepted, it is a [`Wire`] that takes what
//! the client sends, one [`Sent`] after the other, and puts messages on the stream.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout, timeout_at};

use crate::mcp::transport::{Link, LinkEnd, Outbound, ReaderTask, SendError, Transport};
use crate::mcp::{Call, Client, McpError, Tasks};

pub(super) const ADDRESS: &str = "memory://server";
pub(super) const SECOND: Duration = Duration::from_secs(1);
/// What a test waits for comes within this, on the paused clock.
const LIMIT: Duration = Duration::from_secs(100);

pub(super) struct Memory {
    attempts: mpsc::UnboundedSender<Attempt>,
    distrusted: Arc<AtomicUsize>,
}

/// The server's side of everything.
pub(super) struct Server {
    attempts: mpsc::UnboundedReceiver<Attempt>,
    distrusted: Arc<AtomicUsize>,
    /// An attempt that was seen and not taken.
    peeked: Option<Attempt>,
    /// Whether links say that they may be deaf.
    pub(super) deaf: bool,
}

pub(super) struct Attempt(oneshot::Sender<Result<Link, McpError>>);

/// One link as the server sees it.
pub(super) struct Wire {
    sent: mpsc::UnboundedReceiver<Sent>,
    stream: mpsc::Sender<Value>,
    end: oneshot::Sender<LinkEnd>,
}

/// One POST.
pub(super) struct Sent {
    pub(super) message: Value,
    reply: oneshot::Sender<Result<Vec<Value>, SendError>>,
}

struct Out(mpsc::UnboundedSender<Sent>);

impl Outbound for Out {
    fn send(&self, message: Value) -> BoxFuture<'static, Result<Vec<Value>, SendError>> {
        let (reply, answer) = oneshot::channel();
        drop(self.0.send(Sent { message, reply }));
        // A POST that the test drops is one without an answer.
        async move {
            match answer.await {
                Ok(reply) => reply,
                Err(_dropped) => std::future::pending().await,
            }
        }
        .boxed()
    }
}

impl Transport for Memory {
    fn open(&mut self) -> BoxFuture<'_, Result<Link, McpError>> {
        let (answer, opened) = oneshot::channel();
        self.attempts.send(Attempt(answer)).expect("the test looks at attempts");
        async { opened.await.expect("the test answers each attempt") }.boxed()
    }

    fn address(&self) -> String {
        ADDRESS.to_owned()
    }

    fn distrust(&mut self) -> bool {
        self.distrusted.fetch_add(1, Ordering::Relaxed) == 0
    }
}

pub(super) fn memory() -> (Box<Memory>, Server) {
    let (attempts, seen) = mpsc::unbounded_channel();
    let distrusted = Arc::new(AtomicUsize::new(0));
    let memory = Memory { attempts, distrusted: Arc::clone(&distrusted) };
    (Box::new(memory), Server { attempts: seen, distrusted, peeked: None, deaf: false })
}

impl Server {
    pub(super) async fn attempt(&mut self) -> Attempt {
        assert!(!self.rests(LIMIT).await, "an attempt in time");
        self.peeked.take().expect("the client is there")
    }

    /// Whether no attempt comes within `within`; one that comes is kept.
    pub(super) async fn rests(&mut self, within: Duration) -> bool {
        if self.peeked.is_some() {
            return false;
        }
        let Ok(attempt) = timeout(within, self.attempts.recv()).await else { return true };
        self.peeked = attempt;
        false
    }

    /// Lets the next attempt open a link.
    pub(super) async fn accept(&mut self) -> Wire {
        let attempt = self.attempt().await;
        let (out, sent) = mpsc::unbounded_channel();
        let (stream, inbound) = mpsc::channel(64);
        let (end, ended) = oneshot::channel();
        let reader = ReaderTask::new(tokio::spawn(async { ended.await.unwrap_or(LinkEnd::Ended) }));
        let link = Link { inbound, outbound: Box::new(Out(out)), reader, may_be_deaf: self.deaf };
        assert!(attempt.0.send(Ok(link)).is_ok(), "the client waits for its link");
        Wire { sent, stream, end }
    }

    /// Accepts, and shakes hands.
    pub(super) async fn accept_session(&mut self) -> Wire {
        let mut wire = self.accept().await;
        wire.shake_hands().await;
        wire
    }

    /// Accepts, shakes hands, and lists these tools.
    pub(super) async fn accept_listing(&mut self, tools: &Value) -> Wire {
        let mut wire = self.accept_session().await;
        wire.list(tools).await;
        wire
    }

    pub(super) fn distrusted(&self) -> usize {
        self.distrusted.load(Ordering::Relaxed)
    }
}

impl Attempt {
    pub(super) fn refuse(self, error: McpError) {
        assert!(self.0.send(Err(error)).is_ok(), "the client waits for its link");
    }
}

impl Wire {
    pub(super) async fn next(&mut self) -> Sent {
        let sent = timeout(LIMIT, self.sent.recv()).await.expect("a message in time");
        sent.expect("the link is open")
    }

    /// The next message, which must be of this method, accepted.
    pub(super) async fn take(&mut self, method: &str) -> Value {
        let sent = self.next().await;
        assert_eq!(sent.message["method"], method, "{}", sent.message);
        sent.accept()
    }

    /// The call that comes next, accepted: its id.
    pub(super) async fn call(&mut self) -> i64 {
        self.take("tools/call").await["id"].as_i64().expect("an id")
    }

    /// Whether the client sends nothing within `within`.
    pub(super) async fn is_quiet(&mut self, within: Duration) -> bool {
        matches!(timeout(within, self.sent.recv()).await, Err(_) | Ok(None))
    }

    /// How many calls come within `within`, while lists are answered.
    pub(super) async fn calls_within(&mut self, within: Duration) -> usize {
        let end = Instant::now() + within;
        let mut calls = 0;
        while let Ok(Some(sent)) = timeout_at(end, self.sent.recv()).await {
            calls += usize::from(sent.message["method"] == "tools/call");
            let id = sent.id();
            sent.accept();
            self.answer(id, json!({ "tools": [] })).await;
        }
        calls
    }

    /// Whatever has been sent and not looked at.
    pub(super) fn drain(&mut self) -> Vec<Sent> {
        std::iter::from_fn(|| self.sent.try_recv().ok()).collect()
    }

    pub(super) async fn put(&self, message: Value) {
        self.stream.send(message).await.expect("the client reads");
    }

    /// Answers a request by the stream.
    pub(super) async fn answer(&self, id: i64, result: Value) {
        self.put(json!({ "jsonrpc": "2.0", "id": id, "result": result })).await;
    }

    pub(super) fn end(self, end: LinkEnd) {
        assert!(self.end.send(end).is_ok(), "the client still reads");
    }

    pub(super) async fn shake_hands(&mut self) {
        let hello = self.take("initialize").await;
        let result = json!({ "protocolVersion": "2025-11-25", "capabilities": { "tools": {} } });
        self.answer(hello["id"].as_i64().expect("an id"), result).await;
        self.take("notifications/initialized").await;
    }

    pub(super) async fn list(&mut self, tools: &Value) {
        let list = self.take("tools/list").await;
        self.answer(list["id"].as_i64().expect("an id"), json!({ "tools": tools })).await;
    }
}

impl Sent {
    pub(super) fn id(&self) -> i64 {
        self.message["id"].as_i64().expect("an id")
    }

    /// 202.
    pub(super) fn accept(self) -> Value {
        self.reply(Ok(vec![]))
    }

    pub(super) fn reply(self, reply: Result<Vec<Value>, SendError>) -> Value {
        // A POST that was given up has nobody who listens.
        drop(self.reply.send(reply));
        self.message
    }

    pub(super) fn refuse(self, status: u16, body: &str) -> Value {
        self.reply(Err(refusal(status, body, vec![])))
    }

    /// Whether the client has given the POST up.
    pub(super) fn is_given_up(&self) -> bool {
        self.reply.is_closed()
    }
}

pub(super) fn refusal(status: u16, body: &str, messages: Vec<Value>) -> SendError {
    SendError::Refused { status, body: body.into(), messages }
}

/// A client with a session and no tools, whose calls may be silent for 60 s.
pub(super) async fn connected() -> (Client, Tasks, Server, Wire) {
    connected_to(false).await
}

/// The same over links that may be deaf.
pub(super) async fn connected_to(deaf: bool) -> (Client, Tasks, Server, Wire) {
    let (memory, mut server) = memory();
    server.deaf = deaf;
    let connecting = tokio::spawn(Client::connect(memory, 60 * SECOND));
    let wire = server.accept_listing(&json!([])).await;
    let (client, tasks) = connecting.await.expect("no panic").expect("connected");
    (client, tasks, server, wire)
}

pub(super) fn call(repeatable: bool) -> Call {
    Call { name: "t".into(), arguments: Map::new(), repeatable, progress: None }
}

pub(super) type Outcome = Result<Value, McpError>;

/// Whether a request goes there and an answer comes back.
pub(super) async fn assert_works(client: &Client, wire: &mut Wire) {
    let client = client.clone();
    let pinging = tokio::spawn(async move { client.ping().await });
    let ping = wire.take("ping").await;
    wire.answer(ping["id"].as_i64().expect("an id"), json!({})).await;
    assert_eq!(pinging.await.expect("no panic"), Ok(()));
}

/// Calls the tool in the background.
pub(super) fn calling(client: &Client, repeatable: bool) -> tokio::task::JoinHandle<Outcome> {
    let client = client.clone();
    tokio::spawn(async move { client.call_raw(&call(repeatable)).await })
}

pub(super) async fn outcome(calling: tokio::task::JoinHandle<Outcome>) -> Outcome {
    timeout(LIMIT, calling).await.expect("an outcome in time").expect("no panic")
}
