//! The handle by which the rest of the program uses an MCP server.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::catalog;
use super::connection::{Connection, Status};
use super::error::{Delivery, McpError};
use super::news::Teller;
use super::pending::{Limits, Outcome};
use super::protocol::{self, CallResult, Progress, Tool, ToolPage};
use super::requests::Answering;
use super::session::{Params, Request};
use super::transport::Transport;

/// Requests that may queue before the connection task takes them.
const REQUESTS: usize = 32;
/// For requests that no tool's work delays.
const PLAIN: Limits = Limits { idle: Duration::from_secs(30), cap: Duration::from_secs(30) };
/// The longest that one call may take, however much progress it reports.
const CALL_CAP: Duration = Duration::from_secs(60 * 60);
/// How long is waited for a list of tools that has changed; a burst of changes is over by then.
const SETTLE_LIMIT: Duration = Duration::from_secs(3);
/// How long closing may take.
const CLOSE_LIMIT: Duration = Duration::from_secs(2);

/// A connected client. Clones share the connection.
#[derive(Clone)]
pub struct Client {
    requests: mpsc::Sender<Request>,
    status: watch::Receiver<Status>,
    /// How often the server has said that its tools changed.
    changes: watch::Receiver<u64>,
    tools: watch::Receiver<Listed>,
    call_idle: Duration,
    stop: CancellationToken,
    /// What the server tells on its own, and the lists beside tools.
    pub(super) teller: Teller,
}

/// The tools, and how many of the server's changes they take in.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) as_of: u64,
    pub(super) tools: Arc<Vec<Tool>>,
}

/// Both tasks of a client; kept by whoever closes it.
pub struct Tasks {
    connection: JoinHandle<()>,
    catalog: JoinHandle<()>,
}

/// What is asked, apart from who waits for the answer.
#[derive(Clone)]
pub(super) struct Ask {
    method: &'static str,
    params: Params,
    limits: Limits,
    repeatable: bool,
    progress: Option<mpsc::Sender<Progress>>,
}

impl Ask {
    /// A request that changes nothing.
    pub(super) fn plain(method: &'static str, params: Option<Value>) -> Self {
        let params: Params = Arc::new(move |_| params.clone());
        Self { method, params, limits: PLAIN, repeatable: true, progress: None }
    }
}

/// A call of a tool.
#[derive(Clone, Debug)]
pub struct Call {
    /// The tool's name as the server knows it.
    pub name: String,
    /// Its arguments.
    pub arguments: Map<String, Value>,
    /// Whether it may be sent again if the connection is lost (invariant 3).
    pub repeatable: bool,
    /// Takes progress; a watcher that does not keep up misses some.
    pub progress: Option<mpsc::Sender<Progress>>,
}

impl Client {
    /// Connects: opens the link, performs the handshake and lists the tools. Nobody answers what
    /// the server may ask.
    ///
    /// `call_idle` is how long a call may go without an answer or progress.
    ///
    /// # Errors
    /// Fails if the server cannot be reached, refuses the handshake, or cannot list its tools.
    pub async fn connect(
        transport: Box<dyn Transport>,
        call_idle: Duration,
    ) -> Result<(Self, Tasks), McpError> {
        Self::connect_answering(transport, call_idle, Answering::nobody()).await
    }

    /// Connects as [`Self::connect`] does, and declares what of the server's requests is answered.
    ///
    /// # Errors
    /// As [`Self::connect`].
    pub async fn connect_answering(
        transport: Box<dyn Transport>,
        call_idle: Duration,
        answering: Answering,
    ) -> Result<(Self, Tasks), McpError> {
        let (requests, received) = mpsc::channel(REQUESTS);
        let (status, status_seen) = watch::channel(Status::Reconnecting);
        let (tools_changed, mut changes) = watch::channel(0);
        let stop = CancellationToken::new();
        let teller = Teller::new();
        let mut connection = Connection {
            transport,
            answering,
            requests: received,
            status,
            tools_changed,
            teller: teller.clone(),
            stop: stop.clone(),
            next_id: 1,
            generation: 1,
        };
        let (session, server) = connection.establish().await?;
        info!(server = ?server.name, version = ?server.version, protocol = server.protocol, "connected");
        let has_tools = server.has_tools;
        connection
            .status
            .send_replace(Status::Connected { generation: 1, server: Arc::new(server) });
        let connection = tokio::spawn(connection.run(session));
        let (listed, tools) = watch::channel(Listed::default());
        let client = Self {
            requests,
            status: status_seen,
            changes: changes.clone(),
            tools,
            call_idle,
            stop,
            teller,
        };
        let as_of = *changes.borrow_and_update();
        let tools = Arc::new(catalog::list(&client, has_tools).await?);
        listed.send_replace(Listed { as_of, tools });
        let catalog = tokio::spawn(catalog::keep(client.clone(), changes, listed));
        Ok((client, Tasks { connection, catalog }))
    }

    /// Returns how the connection stands, now and as it changes.
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Returns the server's tools, as they were last listed.
    pub fn tools(&self) -> Arc<Vec<Tool>> {
        Arc::clone(&self.tools.borrow().tools)
    }

    /// Whether [`Self::tools`] takes in every change that the server has told of.
    pub fn tools_are_current(&self) -> bool {
        self.tools.borrow().as_of >= *self.changes.borrow()
    }

    /// Waits until [`Self::tools_are_current`], for three seconds at the most.
    pub async fn settle_tools(&self) {
        let mut tools = self.tools.clone();
        let told = *self.changes.borrow();
        // A list that cannot be had in time is used as it is known.
        drop(timeout(SETTLE_LIMIT, tools.wait_for(|listed| listed.as_of >= told)).await);
    }

    /// Calls a tool. Dropping the future gives the call up and tells the server.
    ///
    /// A call that the server never received, or one that is safe to repeat and whose connection
    /// was lost, is sent once more on the next connection.
    ///
    /// # Errors
    /// Fails if there is no answer, or the answer is a JSON-RPC error. A result that reports the
    /// tool's own failure is a result.
    pub async fn call_tool(&self, call: &Call) -> Result<CallResult, McpError> {
        self.call_raw(call).await.map(CallResult::read)
    }

    /// Calls a tool and returns the result as the server sent it. See [`Self::call_tool`].
    ///
    /// # Errors
    /// As [`Self::call_tool`].
    pub async fn call_raw(&self, call: &Call) -> Result<Value, McpError> {
        let (name, arguments) = (call.name.clone(), call.arguments.clone());
        self.request(Ask {
            method: "tools/call",
            params: Arc::new(move |id| Some(protocol::call_params(&name, &arguments, id))),
            limits: Limits { idle: self.call_idle, cap: CALL_CAP.max(self.call_idle) },
            repeatable: call.repeatable,
            progress: call.progress.clone(),
        })
        .await
    }

    /// Asks for a sign of life.
    ///
    /// # Errors
    /// Fails if none comes within 30 s.
    pub async fn ping(&self) -> Result<(), McpError> {
        self.request(Ask::plain("ping", None)).await.map(drop)
    }

    /// Lists one page of tools, the first without a cursor.
    pub(super) async fn list_page(&self, cursor: Option<String>) -> Result<ToolPage, McpError> {
        let params = cursor.map_or_else(|| json!({}), |cursor| json!({ "cursor": cursor }));
        self.request(Ask::plain("tools/list", Some(params))).await.map(ToolPage::read)
    }

    /// Sends a request, and again if that is safe and can help.
    pub(super) async fn request(&self, ask: Ask) -> Outcome {
        let outcome = self.send(ask.clone()).await;
        let again = match &outcome {
            Err(error) => match error.delivery() {
                Delivery::Never => true,
                Delivery::Unknown => ask.repeatable && !matches!(error, McpError::Timeout { .. }),
                Delivery::Answered => false,
            },
            Ok(_) => false,
        };
        if !again {
            return outcome;
        }
        let mut second = self.send(ask.clone()).await;
        if matches!(outcome, Err(McpError::OutcomeUnknown { .. }))
            && matches!(second, Err(McpError::NotSent { .. }))
        {
            // Where a session is no connection, this is how it shows that the server went down:
            // what is sent now waits for it to come back.
            second = self.send(ask).await;
        }
        second.map_err(|error| match error {
            // A session that has only just begun is not forgotten: this is a refusal.
            McpError::Refused { method, status, body, .. } => {
                McpError::Refused { method, status, body, session_gone: false }
            }
            error => error,
        })
    }

    async fn send(&self, ask: Ask) -> Outcome {
        let Ask { method, params, limits, repeatable, progress } = ask;
        let (reply, answer) = oneshot::channel();
        let abandoned = CancellationToken::new();
        // Fires when this future is dropped, and harmlessly when it returns.
        let _guard = abandoned.clone().drop_guard();
        let request = Request { method, params, limits, repeatable, progress, reply, abandoned };
        self.requests.send(request).await.map_err(|_| McpError::Closed)?;
        answer.await.unwrap_or(Err(McpError::Closed))
    }

    /// Closes the connection for every clone, within two seconds.
    pub async fn close(self, tasks: Tasks) {
        self.stop.cancel();
        tasks.catalog.abort();
        // A task that does not end in time ends with the runtime.
        drop(timeout(CLOSE_LIMIT, tasks.connection).await);
    }
}
