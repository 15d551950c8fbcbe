//! The two clients that are compared: the library, and reqwest with nothing around it.

use std::path::Path;
use std::time::Duration;

use mcp_chat::agent::approval::Patterns;
use mcp_chat::agent::approval::book::Book;
use mcp_chat::agent::transcript::{Past, Spoken, Transcript};
use mcp_chat::agent::{Activity, Agent, Limits, Parts, Policy, Rules, TurnEnd};
use mcp_chat::config::{
    Approval, Generation, ModelSettings, Provider, ServerSettings, TransportChoice,
};
use mcp_chat::mcp::transport::sse::SseTransport;
use mcp_chat::{http, llm, mcp};
use reqwest::Response;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::servers::Servers;

const LIMIT: Duration = Duration::from_secs(60);

/// The runtime that the program runs on.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().expect("a runtime")
}

/// The library as the program puts it together.
pub(crate) struct Ours {
    pub(crate) mcp: mcp::Client,
    pub(crate) agent: Agent,
    activity: mpsc::Sender<Activity>,
}

impl Ours {
    /// Connects; files go below `folder`.
    pub(crate) async fn connect(servers: &Servers, folder: &Path) -> Self {
        Self::connect_with(servers, folder, true).await
    }

    /// Connects, with or without calls that start before their reply is whole.
    pub(crate) async fn connect_with(servers: &Servers, folder: &Path, early_calls: bool) -> Self {
        let http = http::client().expect("an HTTP client");
        let url = servers.mcp_url().parse().expect("a URL");
        let settings = ServerSettings {
            url,
            headers: Vec::new(),
            tool_timeout: LIMIT,
            transport: TransportChoice::Sse,
            is_bare: false,
        };
        let transport = Box::new(SseTransport::new(http.clone(), &settings));
        // Its tasks go on without their handle.
        let (mcp, _tasks) = mcp::Client::connect(transport, LIMIT).await.expect("a connection");
        let settings = ModelSettings {
            provider: Provider::OpenAi,
            base_url: servers.model_url().parse().expect("a URL"),
            name: "m".to_owned(),
            key: None,
            idle_timeout: LIMIT,
            generation: Generation::default(),
            context_window: None,
        };
        let agent = Agent::new(Parts {
            mcp: mcp.clone(),
            llm: llm::Client::new(http, settings),
            policy: Policy::new(Rules {
                mode: Approval::Auto,
                attended: false,
                allow: Patterns::default(),
                deny: Patterns::default(),
            }),
            book: Book::new(None, "bench"),
            limits: Limits { max_steps: 25, max_cost: None, early_calls },
            window: None,
            transcript: Transcript::new(&folder.join("transcripts"), Spoken::default()),
            past: Past::default(),
            results: Some(folder.join("results")),
        });
        let (activity, mut shown) = mpsc::channel(mcp_chat::turns::ACTIVITY);
        tokio::spawn(async move { while shown.recv().await.is_some() {} });
        Self { mcp, agent, activity }
    }

    /// Runs a turn.
    pub(crate) async fn ask(&mut self, question: &str) {
        let cancel = CancellationToken::new();
        let end = self.agent.ask(question.to_owned(), &self.activity, &cancel).await;
        assert!(matches!(end, TurnEnd::Answered), "{end:?}");
    }

    /// Begins a new conversation.
    pub(crate) fn clear(&mut self) {
        self.agent.clear();
    }
}

/// reqwest alone: no types, no limits, no tasks; it knows what comes and waits for that.
pub(crate) struct Bare {
    http: http::Client,
    model: String,
    endpoint: String,
    stream: Response,
    buffer: Vec<u8>,
}

impl Bare {
    /// Connects, shakes hands and lists the tools.
    pub(crate) async fn connect(servers: &Servers) -> Self {
        let http = http::client().expect("an HTTP client");
        let stream = http.get(servers.mcp_url()).send().await.expect("a stream");
        let model = format!("{}/chat/completions", servers.model_url());
        let mut bare = Self { http, model, endpoint: String::new(), stream, buffer: Vec::new() };
        let event = bare.event().await;
        let (_, path) = event.trim().rsplit_once(' ').expect("an endpoint");
        bare.endpoint = format!("http://{}{path}", servers.mcp);
        let initialize = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{},"clientInfo":{"name":"bare","version":"1"}}}"#;
        bare.post(initialize.into()).await;
        bare.event().await;
        bare.post(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#.into()).await;
        bare.post(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}"#.into()).await;
        bare.event().await;
        bare
    }

    /// Calls a tool and parses the answer.
    pub(crate) async fn call(&mut self, tool: &str) -> serde_json::Value {
        let params = serde_json::json!({ "name": tool, "arguments": {} });
        let method = "tools/call";
        let call =
            serde_json::json!({ "jsonrpc": "2.0", "id": 2, "method": method, "params": params });
        self.post(call.to_string().into()).await;
        let event = self.event().await;
        let (_, data) = event.split_once("data: ").expect("data");
        serde_json::from_str(data).expect("JSON")
    }

    /// Makes the requests of one round of a tool.
    pub(crate) async fn round(&mut self, first: Vec<u8>, call: Vec<u8>, second: Vec<u8>) {
        self.ask(first).await;
        self.post(call).await;
        self.event().await;
        self.ask(second).await;
    }

    /// Asks the model and reads up to `[DONE]`, and the end that comes with it.
    pub(crate) async fn ask(&self, body: Vec<u8>) {
        let request = self.http.post(&self.model).header("content-type", "application/json");
        let mut response = request.body(body).send().await.expect("a reply");
        let mut reply = Vec::new();
        while let Some(chunk) = response.chunk().await.expect("a reply") {
            reply.extend_from_slice(&chunk);
        }
        assert!(reply.ends_with(b"[DONE]\n\n"));
    }

    async fn post(&self, message: Vec<u8>) {
        let request = self.http.post(&self.endpoint).header("content-type", "application/json");
        request.body(message).send().await.expect("a reply").bytes().await.expect("a reply");
    }

    /// Reads the stream's next event.
    async fn event(&mut self) -> String {
        let mut searched = 0;
        loop {
            if let Some(end) = self.buffer[searched..].windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = self.buffer.drain(..searched + end + 2).collect();
                return String::from_utf8(event).expect("text");
            }
            searched = self.buffer.len().saturating_sub(1);
            let chunk = self.stream.chunk().await.expect("the stream").expect("an event");
            self.buffer.extend_from_slice(&chunk);
        }
    }
}
